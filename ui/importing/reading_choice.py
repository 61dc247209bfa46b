"""The same bytes read in another way: the article or the whole page, another encoding, the other part of an e-mail.

Responsible for: what each way is called, and how its text begins and differs. Refuses to: archive anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.chips import ChipRow
from ui.widgets.labels import isolate, text_label
from ui.words import counted
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.intake.readfile import ReadFile

_SHOWN = 20_000
"""Characters of a text that are shown."""


def way_words(key: str) -> str:
    """What a way of reading is called."""
    return {
        "article": _tr("The article alone"),
        "page": _tr("The whole page"),
        "html": _tr("The formatted part"),
        "plain": _tr("The plain part"),
        "mended": _tr("With the letters put right"),
        "joined": _tr("Without hyphens at line ends"),
    }.get(key, _tr("As it stands"))


class ReadingChoice(QDialog):
    """`open()` it. `chosen` carries the file with the reading that was chosen in use."""

    chosen = Signal(object)

    def __init__(self, context: Context, file: ReadFile, parent: QWidget) -> None:
        """The readings of `file`; the one that looks whole is shown first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How is it to be read?"))
        self._file = file
        self._texts = {file.key: file.text} | {one.key: one.text for one in file.readings}
        suggested = next((one.key for one in file.readings if one.suggested), file.key)
        self.ways = ChipRow(context.icons, self.tr("Ways to read it"), exclusive=True)
        for key in self._texts:
            self.ways.add_chip(key, way_words(key))
        self.ways.set_keys((suggested,))
        self.ways.changed.connect(lambda _keys: self._show())
        self.size_words = text_label(role="muted")
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.tr("The text as it would be archived"))
        self.use = push_button(context.icons, self.tr("Archive it so"), primary=True, on_click=self._use)
        self.cancel = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.size_words, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(text_label(isolate(file.file_name), "title", wrap=True))
        hint = self.tr(
            "Quotes are slices of this text, so it is fixed when it is archived. The file itself is kept too."
        )
        column.addWidget(text_label(hint, "muted", wrap=True))
        column.addWidget(self.ways)
        column.addWidget(self.preview, 1)
        column.addLayout(buttons)
        self.resize(context.theme.px(680), context.theme.px(560))
        self._show()
        self.ways.take_focus()

    def way(self) -> str:
        """The reading that is shown."""
        return self.ways.keys()[0]

    def _show(self) -> None:
        text = self._texts[self.way()]
        self.preview.setPlainText(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
        self.size_words.setText(counted(len(text), "%1 character", "%1 characters"))

    def _use(self) -> None:
        self.accept()
        self.chosen.emit(self._file.chosen(self.way()))
