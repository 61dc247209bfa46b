"""The activity log: everything that was done in the store, newest first, read in blocks as one scrolls.

Responsible for: saying each entry in a row, marking what was undone since, and leading to its record.
Refuses to: change anything, and to read the whole log at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QListView, QVBoxLayout, QWidget

from briefing.model import KINDS
from briefing.store.activity import Deed
from briefing.store.step_words import step_words
from ui.context import Context
from ui.forms.words import moment_words
from ui.theme import Tone
from ui.widgets.labels import isolate, text_label
from ui.widgets.rows import ROW_ROLE, RowDelegate, RowShape, RowText
from ui.words import opened, step_said, word

BLOCK = 100
_ICONS = MappingProxyType(
    {
        "new": "plus",
        "change": "pencil",
        "delete": "trash-2",
        "restore": "archive-restore",
        "link": "link",
        "unlink": "unlink",
        "import": "file-input",
        "capture": "text-quote",
        "bring": "archive-restore",
        "take": "unlink",
        "undo": "undo-2",
        "redo": "redo-2",
    }
)

Index = QModelIndex | QPersistentModelIndex


class DeedList(QAbstractListModel):
    """The log as rows; `read` is asked for the block below a step when the view comes near the end."""

    def __init__(self, read: Callable[[int, int], Sequence[Deed]], words: Callable[[Deed], RowText], parent: QObject):
        """Read the first block."""
        super().__init__(parent)
        self._read = read
        self._words = words
        self._deeds: list[Deed] = list(read(0, BLOCK))
        self._whole = len(self._deeds) < BLOCK

    def deed(self, index: Index) -> Deed | None:
        """The entry at an index."""
        return self._deeds[index.row()] if index.isValid() and index.row() < len(self._deeds) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._deeds)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._whole

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        block = list(self._read(self._deeds[-1].number, BLOCK))
        self._whole = len(block) < BLOCK
        if block:
            first = len(self._deeds)
            self.beginInsertRows(QModelIndex(), first, first + len(block) - 1)
            self._deeds += block
            self.endInsertRows()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        deed = self.deed(index)
        if deed is None:
            return None
        if role == ROW_ROLE:
            return self._words(deed)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._words(deed).spoken()
        return None


class ActivityLog(QDialog):
    """The dialog; `open()` it. A click or Enter leads to the record of an entry and closes it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Read the newest entries."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Activity log"))
        self._context = context
        self._gone = False
        self.model = DeedList(context.desk.deeds, self._row, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(context.theme, self.list, shape=RowShape.PLAIN, icons=context.icons))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("framed", True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("What was done, newest first"))
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        hint = self.tr("Everything that was done in this store, newest first. Enter or a click opens the record.")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(text_label(hint, "muted", wrap=True))
        column.addWidget(self.list, 1)
        if not self.model.rowCount():
            self.list.hide()
            column.addWidget(text_label(self.tr("Nothing was done here yet."), "strong"), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Enter belongs to the list
        column.addWidget(buttons)
        self.resize(context.theme.px(640), context.theme.px(560))
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus()

    def _row(self, deed: Deed) -> RowText:
        label = opened(step_words(deed.label))
        if deed.kind in ("undo", "redo"):
            way = self.tr("Undone: %1") if deed.kind == "undo" else self.tr("Redone: %1")
            label = way.replace("%1", step_said(deed.label))
        about = f"{word(KINDS[deed.record_kind].LABEL).capitalize()} {isolate(deed.title)}" if deed.record_kind else ""
        pills: tuple[tuple[str, Tone], ...] = ((self.tr("undone since"), "grey"),) if deed.undone else ()
        icon = _ICONS.get(deed.kind, _ICONS.get(deed.label.partition(" ")[0], "history"))
        subtitle = " · ".join(part for part in (deed.user, about) if part)
        return RowText(label, subtitle, pills, moment_words(deed.at), icon=icon)

    def _go(self, index: QModelIndex) -> None:
        deed = self.model.deed(index)
        if deed is None or self._gone:
            return
        if not deed.record_kind:
            self._context.toast(self.tr("This entry is about the store itself; there is no record to open."))
            return
        self._gone = True  # a click may come as an activation too
        self.accept()
        self._context.go(deed.record_kind, deed.record_id)
