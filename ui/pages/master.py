"""List and detail side by side: the shape of most places. Filter text, chips and selection live here.

A subclass says which kind it lists, which chips it offers, and builds the detail of one record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.model import KINDS
from ui.context import Context
from ui.models.record_list import RecordList
from ui.pages.base import Page
from ui.pages.saved_filters import Filter, SavedFilters
from ui.tones import pill, shown
from ui.widgets.buttons import push_button
from ui.widgets.chips import ChipRow
from ui.widgets.dragging import PlainLine, RecordView
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.rows import RowDelegate, RowShape, RowText
from ui.words import tr as _tr

FILTER_MS = 120
NARROW = 620
"""Below this width (at 10 pt) list and detail are shown one at a time."""
BIN = "in the bin"
"""The chip of a page that shows its deleted records; it is seen while there are any."""


class MasterPage(Page):
    """A page with a filtered list of one kind at the start and the chosen record at the end."""

    KIND: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    ICON: ClassVar[str] = ""
    CHIPS: ClassVar[tuple[str, ...]] = ()
    """Tags by which the list can be narrowed."""
    SHAPE: ClassVar[RowShape] = RowShape.FULL
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
        chips = {tag: self.chips.add_chip(tag, shown(tag)) for tag in self.CHIPS}
        self._bin_chip = chips.get(BIN)
        self.saved = SavedFilters(context, self.KEY, self._filter_now, self._use_filter, self)
        if not self.CHIPS:
            self.chips.hide()
        self.no_records = EmptyState(context.icons, self.ICON, _tr(self.EMPTY[0]), _tr(self.EMPTY[1]))
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
        self._place = 0
        self._refiltered = False
        self._folded = True
        self._share = _share(context.settings.word(f"{self.KEY}/share"))
        self._reading = False  # of list and detail, which is seen where there is room for one
        self._remembered = context.settings.word(f"{self.KEY}/selected")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FILTER_MS)
        self._timer.timeout.connect(self._refilter)
        self._arrange()
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self.chips.changed.connect(lambda _keys: self._refilter())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.clicked.connect(lambda _index: self._open_detail())
        self.list.activated.connect(lambda _index: self._open_detail())
        context.theme.changed.connect(self._fold)
        self.build()
        self.refresh()

    # what a subclass says

    def build(self) -> None:
        """Make the widgets of the detail and the header's buttons; called once, before the first refresh."""

    def show_detail(self, record_id: str) -> None:
        """Show this record in `self.details`. Called when another record is chosen, and on every refresh."""
        raise NotImplementedError  # pragma: no cover

    def subtitle(self) -> str:
        """The grey line under the title."""
        return ""

    def row_text(self, title: str, subtitle: str, tags: Sequence[str], date: str) -> RowText:
        """A row of the list."""
        return RowText(title, subtitle, tuple(pill(tag) for tag in tags), date)

    def may_drop(self, kind: str) -> bool:
        """Whether a record of this kind can be dropped on a row of the list."""
        return False

    def narrowed_ids(self, ids: list[str]) -> list[str]:
        """Those of `ids` that a filter of the page's own lets through."""
        return ids

    def is_narrowed(self) -> bool:
        """Whether the page's own filter is on."""
        return False

    # behaviour

    def refresh(self) -> None:
        self._timer.stop()
        deleted = self._deleted()
        ids = self._listed(deleted)
        stays = self._shown and self._shown not in ids and not self._refiltered and not self.in_bin()
        if stays and self._shown in self.desk.ids(self.KIND):
            # What is being edited does not run away because it stopped matching the filter.
            ids.insert(min(self._place, len(ids)), self._shown)
        self._refiltered = False
        total = len(self.desk.ids(self.KIND)) if self._narrowed() else len(ids)
        if self.in_bin():
            total = len(deleted)
        self.model.reload(ids)
        words = self.subtitle()
        if self._narrowed():
            words = self.tr("%1 of %2 shown").replace("%1", str(len(ids))).replace("%2", str(total))
        self.header.set_subtitle(words)
        self.filter.setEnabled(total > 0 or self._narrowed())
        if total == 0 and not self._narrowed():
            self.lists.setCurrentWidget(self.list)
            self.details.setCurrentWidget(self.no_records)
            self._shown = ""
            return
        if not ids:
            self.no_hits.set_text(self._no_hit_words())
            self.lists.setCurrentWidget(self.no_hits)
            self.details.setCurrentWidget(self.nothing)
            self._shown = ""
            return
        self.lists.setCurrentWidget(self.list)
        if self._shown in ids:
            self._select(self._shown)
        elif self._remembered in ids:
            self._select(self._remembered)
        else:
            self._select(ids[min(self._place, len(ids) - 1)])  # the neighbour of what has gone

    def in_bin(self) -> bool:
        """Whether the list shows the deleted records."""
        keys = self.chips.keys()
        return BIN in keys

    def _deleted(self) -> list[str]:
        if self._bin_chip is None:
            return []
        found = [record.id for record in self.desk.bin(KINDS[self.KIND])]
        self._bin_chip.setText(f"{shown(BIN)} ({len(found)})")
        self._bin_chip.setVisible(bool(found))
        if not found and self.in_bin():
            keys = self.chips.keys()
            self.chips.set_keys(key for key in keys if key != BIN)
        return found

    def _refilter(self) -> None:
        self._refiltered = True
        self.refresh()

    def _listed(self, deleted: Sequence[str]) -> list[str]:
        text = self.filter.text()
        if not self.in_bin():
            return self.narrowed_ids(self.desk.filtered(self.KIND, text, self.chips.keys()))
        words = text.casefold().split()  # the search table knows only the living
        rows = self.desk.rows(self.KIND, deleted)
        return [r.id for r in rows if all(word in f"{r.title} {r.subtitle}".casefold() for word in words)]

    def _no_hit_words(self) -> str:
        text = self.filter.text().strip()
        if not text:
            return self.tr("Nothing here wears these marks")
        return self.tr("No %1 match “%2”").replace("%1", _tr(self.TITLE).lower()).replace("%2", text[:60])

    def _narrowed(self) -> bool:
        return bool(self.filter.text().strip() or self.chips.keys() or self.is_narrowed())

    def _filter_now(self) -> Filter:
        return Filter(self.filter.text().strip(), self.chips.keys())

    def _use_filter(self, saved: Filter) -> None:
        self.chips.set_keys(saved.chips)
        self.filter.setText(saved.text)
        self._refilter()

    def clear_filter(self) -> None:
        """Show the whole list again."""
        self.chips.set_keys(())
        self.filter.clear()
        self._refilter()
        self.filter.setFocus()

    def _fetch(self, ids: Sequence[str]) -> dict[str, RowText]:
        rows = self.desk.rows(self.KIND, ids)
        return {row.id: self.row_text(row.title, row.subtitle, row.tags, row.date) for row in rows}

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record_id = self.model.id_at(current)
        if record_id and record_id != self._shown:
            self.flush()
            self._shown, self._remembered = record_id, ""
            self._place = current.row()
            self.show_detail(record_id)
            self.context.settings.set_word(f"{self.KEY}/selected", record_id)

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
            self.chips.set_keys(())
            self.filter.blockSignals(True)
            self.filter.clear()
            self.filter.blockSignals(False)
            self.refresh()
        if self.model.index_of(record_id).isValid():
            self._select(record_id)
            self._open_detail()
            self.list.scrollTo(self.model.index_of(record_id))

    def current_record(self) -> tuple[str, str] | None:
        return (self.KIND, self._shown) if self._shown else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _open_detail(self) -> None:
        self._reading = True
        self._fold()

    def _show_list(self) -> None:
        self.flush()
        self._reading = False
        self._fold()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        """Where list and detail do not fit side by side, show one of them."""
        narrow = self.width() < self.context.theme.px(NARROW)
        side, shown_side = self._sides
        side.setVisible(not narrow or not self._reading)
        shown_side.setVisible(not narrow or self._reading)
        self.back.setVisible(narrow)
        if not narrow and self._folded:
            self._share_out()
        self._folded = narrow

    def _share_out(self) -> None:
        share = round(self.width() * self._share)
        self.splitter.setSizes([share, self.width() - share])

    def _on_splitter(self) -> None:
        sizes = self.splitter.sizes()
        if all(sizes):
            self._share = sizes[0] / sum(sizes)
            self.context.settings.set_word(f"{self.KEY}/share", f"{self._share:.3f}")

    def take_focus(self) -> None:
        if self._sides[0].isHidden():
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        target = self.list if self.model.rowCount() else self.filter
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        if self._sides[0].isHidden():
            self._show_list()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        side = QWidget()
        side.setProperty("surface", "card")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filters = head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.filter, 1)
        line.addWidget(self.saved.button)
        head.addLayout(line)
        head.addWidget(self.chips)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.lists, 1)
        self.back = push_button(
            self.context.icons, self.tr("Back to the list"), "arrow-left", quiet=True, on_click=self._show_list
        )
        self.back.hide()
        shown_side = QWidget()
        shown_side.setProperty("surface", "card")
        shown_side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        end = QVBoxLayout(shown_side)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        end.addLayout(top)
        end.addWidget(self.details, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(side)
        self.splitter.addWidget(shown_side)
        self._sides = (side, shown_side)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setCollapsible(0, False)
        self.splitter.setCollapsible(1, False)
        self.splitter.splitterMoved.connect(lambda _at, _number: self._on_splitter())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.splitter, 1)


def _share(word: str) -> float:
    """The part of the width that the list takes, as it was remembered."""
    try:
        return min(max(float(word), 0.15), 0.85)
    except ValueError:
        return 0.4
