"""The overview: what needs attention, what comes next, what is new. Every line leads to its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from briefing.reading import Reading
from briefing.rules import dates
from briefing.store.activity import Deed, Fate
from briefing.store.lists import Count, ListRow
from briefing.store.notices import Notice
from ui.context import Context
from ui.forms.words import moment_words
from ui.pages.base import Page
from ui.pages.remedies import remedies
from ui.tones import pill
from ui.widgets.buttons import push_button
from ui.widgets.column import scrolled
from ui.widgets.empty import EmptyState
from ui.widgets.figure import Figure
from ui.widgets.header import PageHeader
from ui.widgets.notice_row import Told
from ui.widgets.row_card import Entry, RowCard
from ui.words import counted, step_said, window_language

TWO_COLUMNS = 860
"""From this width (at 10 pt) on the cards stand in two columns and the figures in one line."""
TWO_FIGURES = 400
"""From this width (at 10 pt) on two figures stand beside each other."""
ONE_LINE = 460
"""In a card as wide as this (at 10 pt) a date, a title and a pill have room on one line."""
_EDGE, _GAP = 24, 12


@dataclass(frozen=True)
class Morning:
    """What the overview shows."""

    counts: dict[str, Count]
    deeds: Sequence[Deed]
    fates: Sequence[Fate]
    attention: Sequence[Notice]
    due: Sequence[Notice]
    sources: Sequence[ListRow]
    briefs: Sequence[ListRow]
    working: int  # the briefs in progress
    since: dict[str, str]  # when those that are being cleared came to where they are, by brief


def _morning(reading: Reading, since: int | None, user: str, most: dict[str, int]) -> Morning:
    deeds = [] if since is None else reading.changed_since(since, but_not_by=user)
    working = reading.in_progress()
    with window_language():
        sources = reading.rows("source", reading.suggested("source", "", most["sources"]))
        briefs = reading.rows("brief", working[: most["briefs"]])
    return Morning(
        reading.counts(),
        deeds,
        reading.fates(deeds[: most["changed"]], since or 0),
        reading.needs_attention(),
        reading.next_days(14),
        sources,
        briefs,
        len(working),
        {row.id: at for row in briefs if row.tags[:1] != ("draft",) and (at := _since(reading, row.id))},
    )


def _since(reading: Reading, brief: str) -> str:
    newest = reading.field_history("brief", brief, "status")[:1]
    if not newest:
        return ""
    return dates.describe(datetime.fromisoformat(newest[0].at).astimezone().date().isoformat(), short=True)


class OverviewPage(Page):
    """Four figures over the cards, or, in an empty store, how to begin."""

    KEY: ClassVar[str] = "overview"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.header = PageHeader(context.icons, self.tr("Overview"))
        self.resume = self.header.add_button(self.tr("Continue brief"), self._resume, icon="pencil", primary=True)
        self.resume.hide()
        self.figures = {key: Figure() for key in ("issue", "event", "quote", "brief")}
        for key, figure in self.figures.items():
            figure.clicked.connect(lambda _on=False, place=key: self._to_place(place))
        self.attention = RowCard(context.icons, self.tr("Needs attention"))
        self.changed = RowCard(context.icons, self.tr("Changed since your last visit"))
        self.next = RowCard(context.icons, self.tr("Next 14 days"))
        self.sources = RowCard(context.icons, self.tr("Recent sources"))
        self.briefs = RowCard(context.icons, self.tr("Briefs in progress"))
        for card in self._cards():
            card.unfolded.connect(self.refresh)
        self._found: Morning | None = None
        self._columns = (0, 0, False)  # of figures, of cards, and whether a line has room in a card
        self._build()
        context.theme.changed.connect(self.refresh)
        self.refresh()

    def _cards(self) -> tuple[RowCard, ...]:
        """The cards in the order of one column."""
        return self.attention, self.changed, self.next, self.briefs, self.sources

    def refresh(self) -> None:
        self._arrange()
        since = self.context.settings.seen_step(self.desk.store.site)
        user = self.desk.user
        most = {key: getattr(self, key).wanted for key in ("changed", "sources", "briefs")}
        self._asker.ask(lambda reading: _morning(reading, since, user, most), self._show)

    # what is shown

    def _show(self, found: Morning) -> None:
        self._found = found
        today = dates.describe(self.desk.today.isoformat(), weekday=True)
        title = self.desk.setting("title")
        self.header.set_subtitle(f"{today} · {title}" if title else today)
        anything = any(count.total for count in found.counts.values())
        self.start.setVisible(not anything)
        for widget in (*self.figures.values(), *self._cards()):
            widget.setVisible(anything)
        quotes = counted(found.counts["quote"].total, "%1 quote, checked now", "%1 quotes, all checked now")
        work = {key: count.work for key, count in found.counts.items()}
        words = {
            "issue": (counted(work["issue"], "open issue", "open issues"), self.tr("%1 in all")),
            "event": (counted(work["event"], "event to confirm", "events to confirm"), self.tr("%1 in the timeline")),
            "quote": (counted(work["quote"], "quote to verify", "quotes to verify"), quotes),
            "brief": (counted(work["brief"], "brief in progress", "briefs in progress"), self.tr("%1 in all")),
        }
        for key, (what, more) in words.items():
            count = found.counts[key]
            self.figures[key].set_figure(count.work, what, more.replace("%1", f"{count.total:,}"))
        self._show_resume(found.briefs)
        # in the order in which the eye meets them: the keyboard walks in the order in which controls are made
        fill = {
            self.attention: self._fill_attention,
            self.changed: self._fill_changed,
            self.next: self._fill_next,
            self.briefs: self._fill_briefs,
            self.sources: self._fill_sources,
        }
        for card in (card for column in self._in_columns() for card in column):
            fill[card](found)

    def _show_resume(self, briefs: Sequence[ListRow]) -> None:
        self.resume.setVisible(bool(briefs))
        if briefs:
            words = self.tr("Continue brief “%1”").replace("%1", briefs[0].title)
            self.resume.setAccessibleName(words)
            self.resume.setToolTip(words)

    def _fill_attention(self, found: Morning) -> None:
        narrow = not self._columns[2]
        self.attention.fill(
            [
                Entry(
                    Told(one.title, pill(one.words), second=one.date, two_lines=True, narrow=narrow),
                    partial(self.context.go, one.kind, one.id),
                    remedies(self.context, one),
                )
                for one in found.attention
            ],
            self.tr("Nothing needs attention."),
        )

    def _fill_changed(self, found: Morning) -> None:
        """What others did since the user closed this store; without anything the card is not there."""
        self.changed.setVisible(bool(found.deeds))
        entries = [
            Entry(
                Told(
                    deed.title,
                    pill(fate),
                    second=f"{deed.user}: {step_said(deed.label)} · {moment_words(deed.at)}",
                    two_lines=True,
                ),
                partial(self.context.go, deed.record_kind, deed.record_id),
            )
            for deed, fate in zip(found.deeds, found.fates, strict=False)
        ]
        self.changed.fill(entries, "", len(found.deeds))
        if found.deeds:
            seen = push_button(
                self.context.icons, self.tr("Mark as seen"), "check", quiet=True, on_click=self.mark_seen
            )
            self.changed.add(seen)

    def mark_seen(self) -> None:
        """Everything that was done so far is known to the user."""
        self.context.settings.set_seen_step(self.desk.store.site, self.desk.step_number())
        self.refresh()

    def _fill_next(self, found: Morning) -> None:
        year = f" {self.desk.today.year}"  # said in the header
        roomy = self._columns[2]
        days = [notice.date.removesuffix(year) for notice in found.due]
        metrics = self.fontMetrics()
        width = max((metrics.horizontalAdvance(day) for day in days), default=0) + 6 if roomy else 0
        self.next.fill(
            [
                Entry(
                    Told(one.title, pill(one.words), lead=day, lead_width=width, two_lines=not roomy),
                    partial(self.context.go, one.kind, one.id),
                )
                for one, day in zip(found.due, days, strict=True)
            ],
            self.tr("Nothing is due."),
        )

    def _fill_sources(self, found: Morning) -> None:
        nothing = self.tr("No sources yet. Import a text or a saved page.")
        self.sources.fill(self._entries("source", found.sources), nothing, found.counts["source"].total)

    def _fill_briefs(self, found: Morning) -> None:
        self.briefs.fill(
            self._entries("brief", found.briefs, found.since), self.tr("No brief is in progress."), found.working
        )

    def _entries(self, kind: str, rows: Sequence[ListRow], since: Mapping[str, str] | None = None) -> list[Entry]:
        roomy = self._columns[2]
        words = {one: self.tr("since %1").replace("%1", at) for one, at in (since or {}).items()}
        return [
            Entry(
                Told(
                    row.title,
                    pill(row.tags[0]) if row.tags else None,
                    second=words.get(row.id, ""),
                    two_lines=not roomy,
                ),
                partial(self.context.go, kind, row.id),
            )
            for row in rows
        ]

    # where it stands

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("surface_page")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_EDGE, 20, _EDGE, _EDGE)
        column.setSpacing(_GAP)
        self._top = QGridLayout()
        self._top.setSpacing(_GAP)
        column.addLayout(self._top)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(_GAP)
        column.addLayout(self._beside)
        self._stacks = (QVBoxLayout(), QVBoxLayout())
        for stack in self._stacks:
            stack.setSpacing(_GAP)
            stack.addStretch(1)
            self._beside.addLayout(stack, 1)
        self.start = self._make_start()
        column.addWidget(self.start, 99)
        column.addStretch(1)
        area = scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(area, 1)

    def _make_start(self) -> EmptyState:
        """What an empty store shows instead of zeros."""
        if self.desk.read_only:
            return EmptyState(self.context.icons, "inbox", self.tr("There is nothing in this store"))
        start = EmptyState(
            self.context.icons,
            "inbox",
            self.tr("Begin here"),
            self.tr("Import what you have read, or note what is unsettled. What needs attention then stands here."),
        )
        import_ = self.context.actions["import"]
        start.add_action(self.tr("Import sources…"), import_.trigger, icon="file-input", primary=True)
        start.add_action(self.tr("New issue"), self.new_record, icon="plus")
        return start

    def _in_columns(self) -> tuple[tuple[RowCard, ...], ...]:
        """The cards, column by column."""
        if self._columns[1] < 2:
            return (self._cards(),)
        return (self.attention, self.changed, self.sources), (self.next, self.briefs)

    def _arrange(self) -> bool:
        """Give figures and cards as many columns as have room; whether that changed anything."""
        theme, width = self.context.theme, self.width()
        cards = 2 if width >= theme.px(TWO_COLUMNS) else 1
        figures = 4 if cards == 2 else 2 if width >= theme.px(TWO_FIGURES) else 1
        card = (width - 2 * _EDGE - (cards - 1) * _GAP) // cards
        columns = (figures, cards, card >= theme.px(ONE_LINE))
        if columns == self._columns:
            return False
        self._columns = columns
        for number, figure in enumerate(self.figures.values()):
            self._top.addWidget(figure, number // figures, number % figures)
        for number in range(4):
            self._top.setColumnStretch(number, 1 if number < figures else 0)
        self._beside.setStretch(1, cards - 1)
        for stack, column in zip(self._stacks, self._in_columns(), strict=False):
            for number, one in enumerate(column):
                stack.insertWidget(number, one)  # takes it out of the other; the stretch stays at the end
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._arrange() and self._found is not None:
            self._show(self._found)

    # verbs

    def _resume(self) -> None:
        if self._found is not None and self._found.briefs:
            self.context.go("brief", self._found.briefs[0].id)

    def _to_place(self, key: str) -> None:
        place = {"issue": "go_issues", "event": "go_timeline", "quote": "go_quotes", "brief": "go_briefs"}[key]
        self.context.actions[place].trigger()

    def take_focus(self) -> None:
        target: QWidget = self.start if not self.start.isHidden() else self.figures["issue"]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.context.actions["search"].trigger()

    def new_record(self) -> None:
        self.context.actions["go_issues"].trigger()
        self.context.actions["new_record"].trigger()
