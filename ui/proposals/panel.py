"""The panel beside the text: how far one is, chips of the kinds, the list, the chosen proposal, and its verbs.

Responsible for: which proposal is chosen, going on to the next, and what is seen of the list.
Refuses to: store anything, and to ask for proposals; whoever shows the panel does both (`decide`, `show_review`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.desk.review_items import Item, Review, State
from ui.context import Context
from ui.models.record_list import ID_ROLE, RecordList
from ui.proposals import kinds, told
from ui.proposals.card import ProposalCard
from ui.proposals.verb_bar import VerbBar
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.chips import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.labels import text_label
from ui.widgets.progress import APPEARS_MS
from ui.widgets.rows import RowDelegate, RowShape, RowText
from ui.words import said

_WIDE = 700
"""From this width on (at 10 pt) the chosen proposal stands beside the list."""


class ProposalsPanel(QWidget):
    """`show_review` fills it. `chosen_changed` carries the item that is chosen now, `narrowed` that others are seen."""

    chosen_changed = Signal(object)
    narrowed = Signal()
    close_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Nothing to review yet."""
        super().__init__(parent)
        self.setObjectName("surface_card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.items: dict[str, Item] = {}
        self.said = ""
        self._unfolded = self._editable = self._moving = False
        self._chipped: list[str] = []
        self.told = text_label(role="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Decided so far"))
        self.bar.setMinimumWidth(1)
        self.told.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.close_button = icon_button(
            context.icons, "x", self.tr("Leave the review"), on_click=self.close_wanted.emit
        )
        self.note = text_label(role="hint", wrap=True)
        self.note.hide()
        self.chips = ChipRow(context.icons, self.tr("Show only proposals of this kind"))
        self.chips.changed.connect(lambda _keys: self._on_narrowed())
        self.list = self._view()
        self.rejected = push_button(context.icons, "", "chevron-down", quiet=True, on_click=self._turn_fold)
        self.rejected.setCheckable(True)
        self.rejected.setProperty("small", True)
        self.rejected.hide()
        self.card = ProposalCard(context)
        self.verb_bar = VerbBar(context)
        self.empty = EmptyState(context.icons, "circle-check", "")
        self.empty.add_action(self.tr("Back to the source"), self.close_wanted.emit, primary=True)
        self.busy = EmptyState(context.icons, "refresh-cw", self.tr("Reading the text…"))
        self.busy.add_action(self.tr("Cancel"), self.close_wanted.emit)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(APPEARS_MS)
        self._late.timeout.connect(lambda: self.stack.setCurrentWidget(self.busy))
        self._arrange()

    # what is shown

    def show_review(self, review: Review, said_on: str, *, editable: bool, stated: bool = True) -> None:
        """Show these proposals; the chosen one stays chosen.

        `said_on` is the day of publication, `stated` whether it is known in which language the text is.
        """
        self._late.stop()
        self.said, self._editable = said_on, editable
        self.items = {one.key: one for one in review.items}
        self._show_chips()
        self._list_again(self.chosen_key() or self._first_open())
        note = "" if stated else self._language_words(review.language)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.verb_bar.set_editable(editable)
        self._tell()

    def _language_words(self, language: str) -> str:
        if not language:
            return self.tr("The language of the text is not known, so less is found in it.")
        name = QLocale.languageToString(QLocale(language).language())
        return self.tr("No language is stated; the text was read as %1.").replace("%1", name)

    def show_nothing(self, heading: str, sentence: str) -> None:
        """Say why there is nothing to review."""
        self._late.stop()
        self.items = {}
        self.empty.set_text(heading, sentence)
        self.stack.setCurrentWidget(self.empty)

    def show_busy(self) -> None:
        """Say that the text is being read, if that takes longer than a blink."""
        self.items = {}
        self._list_again("")
        self.stack.setCurrentWidget(self.splitter)
        self._late.start()

    def shown(self) -> Sequence[str]:
        """The keys of the proposals that the list shows, in order."""
        return self._model().ids()

    def seen(self) -> list[Item]:
        """The proposals that are seen in the text: those of the kinds chosen, without rejected ones."""
        wanted = self._kinds()
        found = [one for one in self.items.values() if one.kind in wanted and one.state != State.REJECTED]
        here = self.chosen()
        return [*found, here] if here is not None and here.state == State.REJECTED else found

    def chosen(self) -> Item | None:
        """The proposal that is chosen."""
        return self.items.get(self.chosen_key())

    def chosen_key(self) -> str:
        """Its key; empty where none is."""
        return str(self.list.currentIndex().data(ID_ROLE) or "")

    def above(self, least: float) -> list[Item]:
        """The open proposals in the list that are at least so sure."""
        ids = set(self.shown())
        return [
            one for one in self.items.values() if one.key in ids and one.state == State.OPEN and one.confidence >= least
        ]

    def suggested(self, item: Item) -> dict[str, Any]:
        """What the fields of a proposal suggest beside what was understood."""
        return told.suggested(item, self.items.values(), self.said)

    # going about

    def choose(self, key: str) -> None:
        """Choose a proposal; where its kind is hidden, every kind is shown again."""
        if key not in self.items:
            return
        if key not in self.shown():
            self.chips.set_keys(())
            self._unfolded = self._unfolded or self.items[key].state == State.REJECTED
            self._list_again(key)
            self.narrowed.emit()
        index = self._model().index_of(key)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def walk(self, step: int) -> None:
        """Choose the next (1) or the one before (-1)."""
        row = self.list.currentIndex().row() + step
        if 0 <= row < len(self.shown()):
            self.list.setCurrentIndex(self._model().index(row))

    def go_on(self, after: str) -> None:
        """Choose the next open proposal after `after`, or the first one."""
        ids = list(self.shown())
        start = ids.index(after) + 1 if after in ids else 0
        found = [one for one in (*ids[start:], *ids[:start]) if self.items[one].state == State.OPEN]
        if found:
            self.choose(found[0])

    def take_focus(self) -> None:
        """Put the focus into the list, or on the way out where there is none."""
        target = self.list if self.items else self.empty
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.context.theme.px(250), self.context.theme.px(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self.context.theme.px(_WIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way is not self.splitter.orientation():
            self.splitter.setOrientation(way)
            self._share()

    # parts

    def _on_narrowed(self) -> None:
        self._list_again(self.chosen_key())
        self._tell()
        self.narrowed.emit()

    def _turn_fold(self) -> None:
        self._unfolded = not self._unfolded
        self._list_again(self.chosen_key())
        self._tell()

    def _kinds(self) -> frozenset[str]:
        return frozenset(self.chips.keys() or kinds.KINDS)

    def _first_open(self) -> str:
        return next((one.key for one in self.items.values() if one.state == State.OPEN), "")

    def _list_again(self, choose: str) -> None:
        wanted = self._kinds()
        of_kind = [one for one in self.items.values() if one.kind in wanted]
        kept = [one.key for one in of_kind if one.state != State.REJECTED]
        away = [one.key for one in of_kind if one.state == State.REJECTED]
        place = self.list.currentIndex().row()
        ids = [*kept, *(away if self._unfolded else ())]
        model, self._moving = self._model(), True
        model.reload(ids)
        self.rejected.setText(self.tr("Rejected (%1)").replace("%1", str(len(away))))
        self.rejected.setVisible(bool(away))
        self.rejected.setChecked(self._unfolded)
        self.context.icons.bind(self.rejected, "chevron-up" if self._unfolded else "chevron-down", "accent_text")
        if ids:
            index = model.index_of(choose)
            self.list.setCurrentIndex(index if index.isValid() else model.index(min(max(place, 0), len(ids) - 1)))
        self._moving = False
        self._on_current()
        if self.items:
            self.stack.setCurrentWidget(self.splitter)

    def _show_chips(self) -> None:
        on = self.chips.keys()
        present = [kind for kind in kinds.KINDS if any(one.kind == kind for one in self.items.values())]
        if present != self._chipped:
            self._chipped = present
            self.chips.clear()
            for kind in present:
                chip = self.chips.add_chip(kind, kinds.plural(kind), on=kind in on)
                chip.setAccessibleName(self.tr("Show %1").replace("%1", kinds.plural(kind).lower()))
        for kind in present:
            of_kind = [one for one in self.items.values() if one.kind == kind]
            waiting = sum(one.state == State.OPEN for one in of_kind)
            self.chips.set_text(kind, kinds.chip_words(kind, waiting, len(of_kind)))

    def _tell(self) -> None:
        total = len(self.items)
        done = sum(one.state != State.OPEN for one in self.items.values())
        self.told.setText(self.tr("%1 of %2 decided").replace("%1", str(done)).replace("%2", str(total)))
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.verb_bar.show_item(self.chosen())
        self.verb_bar.show_counts({name: len(self.above(least)) for name, least in told.LEVELS.items()})

    def _on_current(self) -> None:
        if self._moving:
            return
        item = self.chosen()
        self.card.setVisible(item is not None)
        if item is not None:
            ids = list(self.shown())
            place = self.tr("%1 of %2").replace("%1", str(ids.index(item.key) + 1)).replace("%2", str(len(ids)))
            self.card.show_item(item, place, self.suggested(item), editable=self._editable)
        self.verb_bar.show_item(item)
        self.list.setAccessibleDescription(said(item.reason) if item is not None else "")
        self._order_tabs()
        self.chosen_changed.emit(item)

    def _order_tabs(self) -> None:
        """Let Tab go through the panel as it is read; chips and fields are made when they are wanted."""
        stops = [self.close_button, *self.chips.findChildren(QPushButton), self.list, self.rejected]
        stops += [*self.verb_bar.stops(), *self.card.stops()]
        for one, other in pairwise([stop for stop in stops if stop.window() is self.window()]):
            QWidget.setTabOrder(one, other)

    def _on_double(self) -> None:
        item = self.chosen()
        if item is not None and item.record:
            self.card.opened.emit()

    def _view(self) -> QListView:
        context = self.context
        view = QListView()
        view.setModel(RecordList(self._rows, view))
        view.setItemDelegate(RowDelegate(context.theme, view, shape=RowShape.PLAIN, icons=context.icons))
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self.tr("Proposals"))
        view.selectionModel().currentChanged.connect(lambda _now, _before: self._on_current())
        view.doubleClicked.connect(lambda _index: self._on_double())
        return view

    def _rows(self, ids: Sequence[str]) -> dict[str, RowText]:
        return {one: told.row(self.context.desk, self.items[one]) for one in ids if one in self.items}

    def _model(self) -> RecordList:
        model = self.list.model()
        assert isinstance(model, RecordList)
        return model

    def _share(self) -> None:
        self.splitter.setSizes([400, 600])

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(text_label(self.tr("Proposals"), "title"))
        head.addWidget(self.bar, 1)
        head.addWidget(self.told)
        head.addWidget(self.close_button)
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(16, 10, 10, 8)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self.note)
        top.addWidget(self.chips)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        fold = QHBoxLayout()
        fold.setContentsMargins(10, 2, 10, 2)
        fold.addWidget(self.rejected)
        fold.addStretch(1)
        column.addLayout(fold)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(listed)
        chosen = QWidget()
        column = QVBoxLayout(chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.verb_bar)  # above the card: messages lie over the lower edge of the window
        column.addWidget(self.card, 1)
        self.splitter.addWidget(chosen)
        self._share()
        self.stack = QStackedWidget()
        for part in (self.splitter, self.empty, self.busy):
            self.stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top)
        whole.addWidget(self.stack, 1)
