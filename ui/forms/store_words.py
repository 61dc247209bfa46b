"""The words that were added to the store: a list to look through, add to and take out of. Each change can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label

_ORIGIN = "spelling"


class WordList(QListWidget):
    """Words in alphabetical order; `delete_wanted` is emitted by Del."""

    delete_wanted = Signal()

    def __init__(self, name: str) -> None:
        """An empty list."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)

    def show_words(self, words: list[str]) -> None:
        """Show these; the selection stays near where it was."""
        row = self.currentRow()
        self.clear()
        self.addItems(sorted(words, key=str.casefold))
        if self.count() and row >= 0:
            self.setCurrentRow(min(row, self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def selected(self) -> list[str]:
        """The selected words."""
        return [item.text() for item in self.selectedItems()]


class StoreWords(QDialog):
    """The dialog; `open()` it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Show the words of the store."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("The store's own words"))
        self.context = context
        self.words = WordList(self.tr("Words of the store"))
        self.words.delete_wanted.connect(self.take_out)
        self.words.itemSelectionChanged.connect(self._on_selected)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Word to add"))
        self.field.setPlaceholderText(self.tr("Another word"))
        icons = context.icons
        self.add = push_button(icons, self.tr("Add"), "plus", on_click=self._add)
        self.remove = push_button(icons, self.tr("Take out"), "trash-2", on_click=self.take_out)
        self.field.textChanged.connect(self._on_text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        entry = QHBoxLayout()
        entry.setSpacing(6)
        entry.addWidget(self.field, 1)
        entry.addWidget(self.add)
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(buttons)
        hint = self.tr(
            "These words are never marked as misspelt in this store, on any computer. The names of actors, their other"
            " names, places and publishers are known without standing here."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(text_label(hint, "muted", wrap=True))
        column.addLayout(entry)
        column.addWidget(self.words, 1)
        column.addLayout(foot)
        self.add.setDefault(True)
        self.field.setEnabled(self._may_write())
        context.bridge.changed.connect(self.fill)
        self.fill()
        self.add.setEnabled(False)
        self.resize(context.theme.px(460), context.theme.px(480))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, _change: object = None) -> None:
        """Show the words as they are now."""
        self.words.show_words(self.context.desk.own_words())
        self._on_selected()

    def take_out(self) -> None:
        """Take the selected words out of the store's."""
        if not self._may_write() or not self.context.may_edit():
            return
        for word in self.words.selected():
            self.context.attempt(lambda one=word: self.context.desk.remove_word(one, origin=_ORIGIN))  # type: ignore[misc]

    def _add(self) -> None:
        word = self.field.text()
        if self.context.may_edit() and self.context.attempt(lambda: self.context.desk.add_word(word, origin=_ORIGIN)):
            self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text(self, text: str) -> None:
        self.add.setEnabled(self._may_write() and bool(text.strip()))

    def _may_write(self) -> bool:
        return not self.context.desk.read_only

    def _on_selected(self) -> None:
        self.remove.setEnabled(self._may_write() and bool(self.words.selected()))
