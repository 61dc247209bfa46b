"""List and detail side by side: the shape of most places. Filter text, chips and selection live here.

A subclass says which kind it lists, which chips it offers, and builds the detail of one record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.reading import Reading
from ui.context import Context
from ui.models.record_list import RecordList
from ui.pages.base import Page
from ui.pages.detail import RecordDetail
from ui.pages.following import Following
from ui.pages.listing import BIN, Listing, Wanted, head_words, no_hit_words
from ui.pages.saved_filters import Filter, SavedFilters
from ui.pages.sides import Sides, list_side
from ui.pages.sorting import Sorting
from ui.tones import pill, shown
from ui.widgets.chips import ChipRow
from ui.widgets.dragging import PlainLine, RecordView
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.rows import RowDelegate, RowShape, RowText
from ui.words import tr as _tr
from ui.words import window_language

FILTER_MS = 120


class MasterPage(Page):
    """A page with a filtered list of one kind at the start and the chosen record at the end."""

    KIND: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    ICON: ClassVar[str] = ""
    CHIPS: ClassVar[tuple[str, ...]] = ()
    """Tags by which the list can be narrowed; those that no record wears are not shown."""
    SHAPE: ClassVar[RowShape] = RowShape.FULL
    SHARE: ClassVar[float] = 0.4
    """How much of the width the list has, until the user moves the line."""
    EMPTY: ClassVar[tuple[str, str]] = ("", "")
    """Heading and sentence while there are no records of this kind."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.header = PageHeader(context.icons, _tr(self.TITLE))
        self.model = RecordList(self._fetch, self)
        self.list = RecordView(lambda row: (self.KIND, self.model.ids()[row]), self.may_drop)
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(context.theme, self.list, shape=self.SHAPE, icons=context.icons))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_tr(self.TITLE))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.filter = PlainLine()
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(self.tr("Filter %1").replace("%1", _tr(self.TITLE).lower()))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.addAction(context.icons.icon("list-filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.installEventFilter(self)
        self.chips = ChipRow(context.icons, self.tr("Show only"))
        self._chips = {tag: self.chips.add_chip(tag, shown(tag)) for tag in self.CHIPS}
        for chip in self._chips.values():
            chip.hide()  # until it is known what there is
        self._bin_chip = self._chips.get(BIN)
        self.saved = SavedFilters(context, self.KEY, self._filter_now, self._use_filter, self)
        self.sorting = Sorting(context, self.KEY, self.KIND, self.refresh, self)
        if not self.CHIPS:
            self.chips.hide()
        self.no_records = EmptyState(context.icons, self.ICON, _tr(self.EMPTY[0]), _tr(self.EMPTY[1]))
        self._to_bin = self.no_records.add_action(self.tr("Show the bin"), self.show_bin, icon="trash-2")
        self._to_bin.hide()
        self.no_hits = EmptyState(context.icons, "search", "")
        self.no_hits.add_action(self.tr("Clear filter"), self.clear_filter)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.list)
        self.lists.addWidget(self.no_hits)
        self.details = QStackedWidget()
        self.nothing = EmptyState(context.icons, self.ICON, self.tr("Nothing selected"))
        self.details.addWidget(self.nothing)
        self.details.addWidget(self.no_records)
        self._shown = ""
        self._told: frozenset[str] = frozenset()  # the verbs as the menus know them
        self._place = 0
        self._refiltered = False
        self._awaited = ""  # the record to choose when the list comes
        self._remembered = context.settings.word(f"{self.KEY}/selected")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FILTER_MS)
        self._timer.timeout.connect(self._refilter)
        self._arrange()
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self.chips.changed.connect(lambda _keys: self._refilter())
        self.following = Following(self.list, self._on_current)
        self.list.clicked.connect(lambda _index: self._open_detail())
        self.list.activated.connect(lambda _index: self._open_detail())
        self.build()
        last = self.saved.last()
        if last:
            self._use_filter(last)
        else:
            self.refresh()

    # what a subclass says

    def build(self) -> None:
        """Make the widgets of the detail and the header's buttons; called once, before the first refresh."""

    def show_detail(self, record_id: str) -> None:
        """Show this record in `self.details`. Called when another record is chosen, and on every refresh."""
        raise NotImplementedError  # pragma: no cover

    def subtitle(self, reading: Reading) -> str:
        """The grey line under the title. In a large store it is asked in a worker: no widget is touched."""
        return ""

    def row_text(self, title: str, subtitle: str, tags: Sequence[str], date: str) -> RowText:
        """A row of the list."""
        return RowText(title, subtitle, tuple(pill(tag) for tag in tags), date)

    def may_drop(self, kind: str) -> bool:
        """Whether a record of this kind can be dropped on a row of the list."""
        return False

    def narrowing(self) -> tuple[str, ...]:
        """What the page's own filters are set to."""
        return ()

    def set_narrowing(self, narrowing: tuple[str, ...]) -> None:
        """Set the page's own filters to what `narrowing` told once; to nothing where it is empty."""

    def narrowing_words(self) -> tuple[str, ...]:
        """What the page's own filters say."""
        return ()

    def narrowed_ids(self, reading: Reading, ids: list[str], narrowing: tuple[str, ...]) -> list[str]:
        """Those of `ids` that the page's own filters let through. In a large store it is asked in a worker."""
        return ids

    # behaviour

    def refresh(self) -> None:
        self.following.catch_up()
        self._timer.stop()
        wanted = Wanted(self.filter.text(), self.chips.keys(), self.in_bin(), self.narrowing(), self.sorting.order())
        self._asker.ask(
            lambda reading: self._read(reading, wanted), lambda found: self._take(wanted, found), self._on_failed
        )

    def verbs(self) -> frozenset[str]:
        return self.VERBS if self._shown else frozenset()

    def _tell_verbs(self) -> None:
        verbs = self.verbs()
        if verbs != self._told:
            self._told = verbs
            self.verbs_changed.emit()

    def _read(self, reading: Reading, wanted: Wanted) -> Listing:
        """What the list shows. Asked in a worker where the store is large: no widget is touched."""
        deleted = reading.count(self.KIND, deleted=True) if BIN in self.CHIPS else 0
        worn = frozenset(reading.worn(self.KIND) if self.CHIPS else ())
        if wanted.in_bin and deleted:
            ids = reading.binned(self.KIND, wanted.text, wanted.order)
            return Listing(ids, deleted, deleted, self.subtitle(reading), worn)
        tags = [tag for tag in wanted.tags if tag != BIN]
        ids = reading.filtered(self.KIND, wanted.text, tags, wanted.order)
        ids = self.narrowed_ids(reading, ids, wanted.narrowing)
        return Listing(ids, reading.count(self.KIND), deleted, self.subtitle(reading), worn)

    def _on_failed(self, text: str) -> None:
        self.header.set_subtitle(text)

    def _take(self, wanted: Wanted, found: Listing) -> None:
        self._put(wanted, found)
        self._tell_verbs()

    def _put(self, wanted: Wanted, found: Listing) -> None:
        self._show_bin(found.deleted)
        for tag, chip in self._chips.items():
            if tag != BIN:  # a chip that would change nothing is clutter, unless it is on
                chip.setVisible(chip.isChecked() or (tag in found.worn and not wanted.in_bin))
        ids = found.ids
        awaited, self._awaited = self._awaited, ""
        stays = self._shown and not self._refiltered and not wanted.in_bin and self._shown not in ids
        if stays and self.desk.is_there(self.KIND, self._shown):
            # What is being edited does not run away because it stopped matching the filter.
            ids.insert(min(self._place, len(ids)), self._shown)
        self._refiltered = False
        self.model.reload(ids)
        self.header.set_subtitle(head_words(wanted, found, len(ids)))
        self.filter.setEnabled(found.total > 0 or bool(wanted))
        if found.total == 0 and not wanted:
            self._show_empty(found.deleted)
            self.lists.setCurrentWidget(self.list)
            self.details.setCurrentWidget(self.no_records)
            self._shown = ""
            return
        if not ids:
            self.no_hits.set_text(no_hit_words(wanted, _tr(self.TITLE)))
            self.lists.setCurrentWidget(self.no_hits)
            self.details.setCurrentWidget(self.nothing)
            self._shown = ""
            return
        self.lists.setCurrentWidget(self.list)
        for one in (awaited, self._shown, self._remembered):
            if one and self.model.index_of(one).isValid():
                self._select(one)
                if one == awaited:
                    self.list.scrollTo(self.model.index_of(one))
                return
        self._select(ids[min(self._place, len(ids) - 1)])  # the neighbour of what has gone

    def _show_empty(self, deleted: int) -> None:
        """Say that there are no records yet, or that all of them are in the bin."""
        heading, sentence = (_tr(words) for words in self.EMPTY)
        if deleted:
            heading = self.tr("Everything here is in the bin")
            sentence = self.tr("%1 in the bin, to look at and to bring back.").replace("%1", str(deleted))
        self.no_records.set_text(heading, sentence)
        self._to_bin.setVisible(bool(deleted))

    def show_bin(self) -> None:
        """List the deleted records."""
        self.chips.set_keys((BIN,))
        self._refilter()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def in_bin(self) -> bool:
        """Whether the list shows the deleted records."""
        keys = self.chips.keys()
        return BIN in keys

    def _show_bin(self, deleted: int) -> None:
        if self._bin_chip is None:
            return
        self._bin_chip.setText(f"{shown(BIN)} ({deleted})")
        self._bin_chip.setVisible(bool(deleted))
        if not deleted and self.in_bin():
            keys = self.chips.keys()
            self.chips.set_keys(key for key in keys if key != BIN)

    def _refilter(self) -> None:
        self._refiltered = True
        self.saved.keep_last()
        self.refresh()

    def _filter_now(self) -> Filter:
        narrowing = self.narrowing() if any(self.narrowing()) else ()
        words = (*map(shown, self.chips.keys()), *self.narrowing_words())
        return Filter(self.filter.text().strip(), self.chips.keys(), narrowing, words)

    def _use_filter(self, saved: Filter) -> None:
        self.chips.set_keys(saved.chips)
        self.set_narrowing(saved.narrowing)
        self.filter.setText(saved.text)
        self._refilter()

    def clear_filter(self) -> None:
        """Show the whole list again."""
        self.set_narrowing(())
        self.chips.set_keys(())
        self.filter.clear()
        self._refilter()
        self.filter.setFocus()

    def _fetch(self, ids: Sequence[str]) -> dict[str, RowText]:
        with window_language():
            rows = self.desk.rows(self.KIND, ids)
        return {row.id: self.row_text(row.title, row.subtitle, row.tags, row.date) for row in rows}

    def _on_current(self) -> None:
        current = self.list.currentIndex()
        record_id = self.model.id_at(current)
        if record_id and record_id != self._shown:
            self.flush()
            self._shown, self._remembered = record_id, ""
            self._place = current.row()
            self.show_detail(record_id)
            self.context.settings.set_word(f"{self.KEY}/selected", record_id)
            self._tell_verbs()

    def _select(self, record_id: str) -> None:
        index = self.model.index_of(record_id)
        same = record_id == self._shown
        self._place = index.row()
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if same:
            self.show_detail(record_id)

    def show_record(self, kind: str, record_id: str) -> None:
        if kind != self.KIND:
            return
        if not self.model.index_of(record_id).isValid():
            self.set_narrowing(())
            self.chips.set_keys((BIN,) if self._is_deleted(record_id) else ())
            self.filter.blockSignals(True)
            self.filter.clear()
            self.filter.blockSignals(False)
            self._awaited = record_id
            self._refilter()
        if self._asker.busy():  # the list comes later, the record need not wait for it
            self.flush()
            self._shown, self._remembered = record_id, ""
            self.show_detail(record_id)
            self._open_detail()
            self._tell_verbs()
        elif self.model.index_of(record_id).isValid():
            self._select(record_id)
            self._open_detail()
            self.list.scrollTo(self.model.index_of(record_id))

    def show_field(self, name: str) -> None:
        shown = self.details.currentWidget()
        if isinstance(shown, RecordDetail):
            shown.focus_field(name)

    def _is_deleted(self, record_id: str) -> bool:
        return BIN in self.CHIPS and not self.desk.is_there(self.KIND, record_id)

    def is_waiting(self) -> bool:
        return super().is_waiting() or self.following.is_behind()

    def current_record(self) -> tuple[str, str] | None:
        self.following.catch_up()
        return (self.KIND, self._shown) if self._shown else None

    def _open_detail(self) -> None:
        self.sides.show_end()

    def _show_list(self) -> None:
        self.flush()
        self.sides.show_start()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        if self.sides.start.isHidden():
            self.sides.back.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        target = self.list if self.model.rowCount() else self.filter
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        if self.sides.start.isHidden():
            self._show_list()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self._widen():
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _widen(self) -> bool:
        """Take the text of the filter away, or else all the rest; false where there is nothing to take away."""
        if self.filter.text():
            self.filter.clear()
        elif self.chips.keys() or any(self.narrowing()):
            self.clear_filter()
        else:
            return False
        return True

    def _arrange(self) -> None:
        buttons = (self.sorting.button, self.saved.button)
        self.filters, start = list_side(self.filter, buttons, self.chips, self.lists)
        self.sides = Sides(self.context, self.KEY, start, self.details, self.SHARE)
        self.sides.back.clicked.connect(lambda _on=False: self._show_list())
        self.splitter = self.sides.splitter
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.sides, 1)
