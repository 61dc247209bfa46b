"""List and detail side by side: the shape of most places. Filter text, chips and selection live here.

A subclass says which kind it lists, which chips it offers, and builds the detail of one record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.models.record_list import RecordList
from ui.pages.base import Page
from ui.tones import pill, shown
from ui.widgets.chips import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.rows import RowDelegate, RowShape, RowText

FILTER_MS = 120


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
        self.header = PageHeader(context.icons, self.TITLE)
        self.model = RecordList(self._fetch, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(context.theme, self.list, shape=self.SHAPE, icons=context.icons))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.TITLE)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(self.tr("Filter %1").replace("%1", self.TITLE.lower()))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.addAction(context.icons.icon("list-filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.installEventFilter(self)
        self.chips = ChipRow(context.icons, self.tr("Show only"))
        for tag in self.CHIPS:
            self.chips.add_chip(tag, shown(tag))
        self.chips.setVisible(bool(self.CHIPS))
        self.no_records = EmptyState(context.icons, self.ICON, *self.EMPTY)
        self.no_hits = EmptyState(context.icons, "search", "")
        self.no_hits.add_action(self.tr("Clear filter"), self.clear_filter)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.list)
        self.lists.addWidget(self.no_hits)
        self.details = QStackedWidget()
        self.nothing = EmptyState(context.icons, self.ICON, self.tr("Nothing selected"))
        self.details.addWidget(self.nothing)
        self._shown = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FILTER_MS)
        self._timer.timeout.connect(self.refresh)
        self._arrange()
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self.chips.changed.connect(lambda _keys: self.refresh())
        self.list.selectionModel().currentChanged.connect(self._on_current)
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

    # behaviour

    def refresh(self) -> None:
        self._timer.stop()
        ids = self.desk.filtered(self.KIND, self.filter.text(), self.chips.keys())
        total = len(ids) if not self._narrowed() else len(self.desk.ids(self.KIND))
        self.model.reload(ids)
        words = self.subtitle()
        if self._narrowed():
            words = self.tr("%1 of %2 shown").replace("%1", str(len(ids))).replace("%2", str(total))
        self.header.set_subtitle(words)
        self.filter.setEnabled(total > 0)
        if total == 0:
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
        self._select(self._shown if self._shown in ids else ids[0])

    def _no_hit_words(self) -> str:
        text = self.filter.text().strip()
        if not text:
            return self.tr("Nothing here wears these marks")
        return self.tr("No %1 match “%2”").replace("%1", self.TITLE.lower()).replace("%2", text[:60])

    def _narrowed(self) -> bool:
        return bool(self.filter.text().strip() or self.chips.keys())

    def clear_filter(self) -> None:
        """Show the whole list again."""
        self.chips.set_keys(())
        self.filter.clear()
        self.refresh()
        self.filter.setFocus()

    def _fetch(self, ids: Sequence[str]) -> dict[str, RowText]:
        rows = self.desk.rows(self.KIND, ids)
        return {row.id: self.row_text(row.title, row.subtitle, row.tags, row.date) for row in rows}

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record_id = self.model.id_at(current)
        if record_id and record_id != self._shown:
            self.flush()
            self._shown = record_id
            self.show_detail(record_id)
            self.context.settings.set_word(f"{self.KEY}/selected", record_id)

    def _select(self, record_id: str) -> None:
        index = self.model.index_of(record_id)
        same = record_id == self._shown
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
            self.list.scrollTo(self.model.index_of(record_id))

    def current_record(self) -> tuple[str, str] | None:
        return (self.KIND, self._shown) if self._shown else None

    def take_focus(self) -> None:
        target = self.list if self.model.rowCount() else self.filter
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
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
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.chips)
        column.addWidget(self.lists, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(side)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setCollapsible(0, False)
        self.splitter.setCollapsible(1, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.splitter, 1)
