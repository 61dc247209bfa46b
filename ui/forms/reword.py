"""Other words for a verbatim quote: they cost it its quotation marks and its proof, which is said before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.spelling.help import helped
from ui.widgets.buttons import push_button
from ui.widgets.labels import stand_on, text_label
from ui.widgets.text_field import TextField


class Reword(QFrame):
    """Hidden until `offer`. `reworded` carries the new words; Escape or Cancel leaves the quote as it is."""

    reworded = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the field and its buttons."""
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("tone", "amber")
        self.field = helped(TextField(self.tr("Words of the paraphrase")), context)
        self.save = push_button(context.icons, self.tr("Save as a paraphrase"), primary=True, on_click=self._save)
        self.cancel = push_button(context.icons, self.tr("Keep the quote"), on_click=self.shut)
        words = self.tr(
            "These are the exact words of the source. Other words make the entry a paraphrase: it loses its quotation"
            " marks and its proof. Undo brings both back."
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        said = text_label(words, wrap=True)
        said.setProperty("tone", "amber")
        stand_on("banner", said, self.save, self.cancel)
        column.addWidget(said)
        column.addWidget(self.field)
        column.addLayout(buttons)
        self.hide()

    def offer(self, words: str) -> None:
        """Show the field with these words."""
        self.field.set_value(words)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def shut(self) -> None:
        """Put the field away; the quote stays as it is."""
        self.hide()

    def _save(self) -> None:
        words = self.field.value().strip()
        self.hide()
        self.reworded.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)
