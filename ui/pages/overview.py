"""The overview: what needs attention, what comes next, what is new. Every line leads to its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing.reading import Reading
from briefing.rules import dates
from briefing.store.activity import Deed
from briefing.store.lists import Count, ListRow, Notice
from ui.asking import Asker
from ui.context import Context
from ui.pages.base import Page
from ui.tones import pill, shown
from ui.widgets.buttons import push_button
from ui.widgets.card import Card
from ui.widgets.header import PageHeader
from ui.widgets.labels import ElidedLabel, paint_frame, text_label
from ui.widgets.pill import Pill
from ui.words import counted, in_words, step_said

AT_MOST = 8
"""Lines of a card; the rest is counted."""


class Figure(QAbstractButton):
    """A large number with two lines of words; a click leads to its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty figure."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._number = text_label(role="display")
        self._words = ElidedLabel()
        self._more = ElidedLabel(role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(0)
        for label in (self._number, self._words, self._more):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def set_figure(self, number: int, words: str, more: str) -> None:
        """Show a number and what it counts."""
        self._number.setText(str(number))
        self._words.setText(words)
        self._more.setText(more)
        self.setAccessibleName(", ".join(part for part in (f"{number} {words}", more) if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, QPainter(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Line(QAbstractButton):
    """One line of a card: a date, a title, a pill; a click opens the record."""

    opened = Signal(str, str)

    def __init__(self, kind: str, record_id: str, date: str, title: str, words: str, date_width: int) -> None:
        """A line about one record."""
        super().__init__()
        self.setProperty("line_link", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(10)
        if date_width:
            when = ElidedLabel(date, "muted")
            when.setFixedWidth(date_width)
            row.addWidget(when)
        row.addWidget(ElidedLabel(title), 1)
        if words:
            row.addWidget(Pill(*pill(words)))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(", ".join(part for part in (date, title, words) if part))
        self.clicked.connect(lambda _on=False: self.opened.emit(kind, record_id))

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, QPainter(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True)
class Morning:
    """What the overview shows."""

    counts: dict[str, Count]
    deeds: Sequence[Deed]
    attention: Sequence[Notice]
    due: Sequence[Notice]
    rows: dict[str, Sequence[ListRow]]
    totals: dict[str, int]


def _morning(reading: Reading, since: int | None, user: str) -> Morning:
    kinds = ("source", "brief")
    with in_words():
        rows: dict[str, Sequence[ListRow]] = {
            kind: reading.rows(kind, reading.suggested(kind, "", AT_MOST)) for kind in kinds
        }
    return Morning(
        reading.counts(),
        [] if since is None else reading.changed_since(since, but_not_by=user),
        reading.needs_attention(),
        reading.next_days(14),
        rows,
        {kind: reading.count(kind) for kind in kinds},
    )


class OverviewPage(Page):
    """Four figures over four cards."""

    KEY: ClassVar[str] = "overview"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.header = PageHeader(context.icons, self.tr("Overview"))
        self.figures = {key: Figure() for key in ("issue", "event", "quote", "brief")}
        for key, figure in self.figures.items():
            figure.clicked.connect(lambda _on=False, place=key: self._to_place(place))
        self.attention = Card(self.tr("Needs attention"))
        self.changed = Card(self.tr("Changed since your last visit"))
        self.next = Card(self.tr("Next 14 days"))
        self.sources = Card(self.tr("Recent sources"))
        self.briefs = Card(self.tr("Briefs"))
        inside = QWidget()
        inside.setProperty("surface", "page")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 20, 24, 24)
        grid.setSpacing(12)
        for column, figure in enumerate(self.figures.values()):
            grid.addWidget(figure, 0, column)
            grid.setColumnStretch(column, 1)
        for place, cards in enumerate(((self.attention, self.changed, self.sources), (self.next, self.briefs))):
            stack = QVBoxLayout()
            stack.setSpacing(12)
            for card in cards:
                stack.addWidget(card)
            stack.addStretch(1)
            grid.addLayout(stack, 1, 2 * place, 1, 2)
        grid.setRowStretch(2, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addWidget(self.header)
        column_.addWidget(area, 1)
        self._asker = Asker(context, self)
        context.theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        since = self.context.settings.seen_step(self.desk.store.site)
        user = self.desk.user
        self._asker.ask(lambda reading: _morning(reading, since, user), self._show)

    def is_waiting(self) -> bool:
        return self._asker.busy()

    def stop(self) -> None:
        self._asker.close()

    def _show(self, found: Morning) -> None:
        today = dates.describe(self.desk.today.isoformat(), weekday=True)
        title = self.desk.setting("title")
        self.header.set_subtitle(f"{today} · {title}" if title else today)
        work = {key: one.work for key, one in found.counts.items()}
        words = {
            "issue": (counted(work["issue"], "open issue", "open issues"), self.tr("%1 in all")),
            "event": (counted(work["event"], "event to confirm", "events to confirm"), self.tr("%1 in the timeline")),
            "quote": (
                counted(work["quote"], "quote to verify", "quotes to verify"),
                counted(found.counts["quote"].total, "%1 quote, checked now", "%1 quotes, all checked now"),
            ),
            "brief": (counted(work["brief"], "brief in progress", "briefs in progress"), self.tr("%1 in all")),
        }
        for key, (what, more) in words.items():
            count = found.counts[key]
            self.figures[key].set_figure(count.work, what, more.replace("%1", str(count.total)))
        self._fill_changed(found.deeds)
        self._fill(self.attention, found.attention, self.tr("Nothing needs attention."), dated=False)
        self._fill(self.next, found.due, self.tr("Nothing is due."), dated=True)
        for card, kind, nothing in (
            (self.sources, "source", self.tr("No sources yet. Import a text or a saved page.")),
            (self.briefs, "brief", self.tr("No briefs yet.")),
        ):
            self._fill_rows(card, kind, found.rows[kind], found.totals[kind], nothing)

    def _fill_changed(self, deeds: Sequence[Deed]) -> None:
        """What others did since the user closed this store; without anything the card is not there."""
        lines = [(d.record_kind, d.record_id, "", d.title, f"{d.user}: {step_said(d.label)}") for d in deeds[:AT_MOST]]
        self.changed.setVisible(bool(lines))
        if lines:
            self._set_lines(self.changed, lines, "", dated=False, total=len(deeds))
            seen = push_button(
                self.context.icons, self.tr("Mark as seen"), "check", quiet=True, on_click=self.mark_seen
            )
            self.changed.body.addWidget(seen, 0, Qt.AlignmentFlag.AlignLeft)

    def mark_seen(self) -> None:
        """Everything that was done so far is known to the user."""
        self.context.settings.set_seen_step(self.desk.store.site, self.desk.step_number())
        self.refresh()

    def _fill(self, card: Card, notices: Sequence[Notice], nothing: str, *, dated: bool) -> None:
        year = f" {self.desk.today.year}"  # said in the header
        lines = [(n.kind, n.id, n.date.removesuffix(year) if dated else "", n.title, shown(n.words)) for n in notices]
        self._set_lines(card, lines, nothing, dated=dated)

    def _fill_rows(self, card: Card, kind: str, rows: Sequence[ListRow], total: int, nothing: str) -> None:
        lines = [(kind, row.id, "", row.title, shown(row.tags[0]) if row.tags else "") for row in rows]
        self._set_lines(card, lines, nothing, dated=False, total=total)

    def _set_lines(
        self,
        card: Card,
        lines: Sequence[tuple[str, str, str, str, str]],
        nothing: str,
        *,
        dated: bool,
        total: int = 0,
    ) -> None:
        had_focus = card.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        while card.body.count() > 1:
            item = card.body.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        width = 0
        if dated:
            metrics = self.fontMetrics()
            width = max((metrics.horizontalAdvance(line[2]) for line in lines), default=0) + 6
        for kind, record_id, date, title, words in lines[:AT_MOST]:
            line = Line(kind, record_id, date, title, words, width)
            line.opened.connect(self.context.go)
            card.body.addWidget(line)
        rest = max(total, len(lines)) - AT_MOST
        if not lines:
            card.body.addWidget(text_label(nothing, "muted", wrap=True))
        elif rest > 0:
            card.body.addWidget(text_label(self.tr("and %1 more").replace("%1", str(rest)), "muted"))
        if had_focus:
            card.setFocus()

    def _to_place(self, key: str) -> None:
        place = {"issue": "go_issues", "event": "go_timeline", "quote": "go_quotes", "brief": "go_briefs"}[key]
        self.context.actions[place].trigger()

    def take_focus(self) -> None:
        self.figures["issue"].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.context.actions["search"].trigger()

    def new_record(self) -> None:
        self.context.actions["go_issues"].trigger()
        self.context.actions["new_record"].trigger()
