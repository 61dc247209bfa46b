"""The briefs to be read, in order, in a narrow list: which one is read now, which were read before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from ui.context import Context
from ui.review.remembering import Stop, stop_of
from ui.review.source import Entry
from ui.theme import Tone
from ui.widgets.buttons import icon_button
from ui.widgets.labels import text_label
from ui.widgets.rows import ROW_ROLE, RowDelegate, RowText
from ui.words import counted

_ID = int(Qt.ItemDataRole.UserRole) + 2
_READ = 0.97
"""Who came so far has read a brief."""
_BEGUN = 0.01


class QueueList(QFrame):
    """`chosen` carries the brief that is to be read, `move_wanted` the one whose place is to be changed, and how."""

    chosen = Signal(str)
    move_wanted = Signal(str, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """No briefs yet."""
        super().__init__(parent)
        self.context = context
        self.setObjectName("review_queue")
        self.heading = text_label(self.tr("To read"), "title")
        self.count = text_label(role="muted")
        self.list = QListWidget()
        self.list.setObjectName("queue")
        self.list.setAccessibleName(self.tr("Queue"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(RowDelegate(context.theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.currentItemChanged.connect(lambda item, _before: self._on_chosen(item))
        self.earlier = self._mover("chevron-up", self.tr("Earlier in the queue"), -1)
        self.later = self._mover("chevron-down", self.tr("Later in the queue"), 1)
        first = QHBoxLayout()
        first.setSpacing(0)
        first.addWidget(self.heading, 1)
        first.addWidget(self.earlier)
        first.addWidget(self.later)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 10, 8)
        head.setSpacing(2)
        head.addLayout(first)
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self._quiet = False
        self._entries: list[Entry] = []

    def show_entries(self, entries: list[Entry], current: str, *, may_order: bool = False) -> None:
        """Show these briefs, one of them as the one that is read."""
        self._quiet = True
        self._entries = entries
        for button in (self.earlier, self.later):
            button.setVisible(may_order and len(entries) > 1)
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem()
            item.setData(_ID, entry.brief)
            self.list.addItem(item)
            if entry.brief == current:
                self.list.setCurrentItem(item)
        self.refresh()
        self.count.setText(counted(len(entries), "%1 brief", "%1 briefs"))
        self._quiet = False

    def refresh(self) -> None:
        """Say anew how far each brief was read."""
        for at, entry in enumerate(self._entries):
            row, item = self._row(entry), self.list.item(at)
            item.setData(ROW_ROLE, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken())

    def ids(self) -> list[str]:
        """The briefs in order."""
        return [str(self.list.item(at).data(_ID)) for at in range(self.list.count())]

    def step(self, way: int) -> bool:
        """Go to the next (1) or previous (-1) brief; returns whether there is one."""
        row = self.list.currentRow() + way
        if not 0 <= row < self.list.count():
            return False
        self.list.setCurrentRow(row)
        return True

    def _mover(self, icon: str, words: str, way: int) -> QToolButton:
        keys = "Alt+Up" if way < 0 else "Alt+Down"
        button = icon_button(self.context.icons, icon, words, on_click=lambda: self._move(way))
        action = QAction(words, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _on=False: self._move(way))
        self.addAction(action)
        button.setToolTip(f"{words} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        return button

    def _move(self, way: int) -> None:
        item = self.list.currentItem()
        if item is not None and not self.earlier.isHidden():
            self.move_wanted.emit(str(item.data(_ID)), way)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self.chosen.emit(str(item.data(_ID)))

    def _row(self, entry: Entry) -> RowText:
        version = self.tr("Version %1").replace("%1", str(entry.number)) if entry.number else self.tr("Draft")
        second = " · ".join(part for part in (version, entry.day) if part)
        return RowText(entry.title, second, self._pills(entry, stop_of(self.context.settings, entry.brief)))

    def _pills(self, entry: Entry, stop: Stop | None) -> tuple[tuple[str, Tone], ...]:
        found: list[tuple[str, Tone]] = []
        if entry.status == "recalled":
            found.append((self.tr("recalled"), "red"))
        if stop is None:
            found.append((self.tr("not read"), "blue"))
        elif stop.version != (entry.number or 0):
            found.append((self.tr("new version"), "amber"))
        elif stop.share >= _READ:
            found.append((self.tr("read"), "green"))
        elif stop.share < _BEGUN:
            found.append((self.tr("begun"), "grey"))
        else:
            found.append((self.tr("%1 % read").replace("%1", str(round(stop.share * 100))), "grey"))
        return tuple(found)
