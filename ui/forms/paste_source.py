"""A text that was copied from somewhere, archived as a source: its title and its words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.reading import Imported
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.dragging import PlainLine
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.words import said


class PasteSource(QDialog):
    """`open()` it. `archived` carries what became of the text; what is wrong is said in the dialog."""

    archived = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Two empty fields."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Paste a text as a source"))
        self._context = context
        self.heading = PlainLine()
        self.heading.setAccessibleName(self.tr("Title of the source"))
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(self.tr("Text of the source"))
        self.words.setTabChangesFocus(True)
        self.problem = text_label(role="muted", wrap=True)
        self.problem.hide()
        self.save = push_button(context.icons, self.tr("Archive"), primary=True, on_click=self._archive)
        self.cancel = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        hint = self.tr("The text is kept as it is now, by its SHA-256, so that quotes can be taken from it and proved.")
        column.addWidget(text_label(hint, "muted", wrap=True))
        column.addWidget(FormRow(context.icons, self.tr("Title"), self.heading))
        column.addWidget(self.words, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.resize(context.theme.px(560), context.theme.px(420))
        self.heading.setFocus()

    def _archive(self) -> None:
        try:
            done = self._context.desk.archive_text(self.heading.text(), self.words.toPlainText())
        except BriefingError as error:
            self.problem.setText(said(error))
            self.problem.show()
            return
        self._tell(done)

    def _tell(self, done: Imported) -> None:
        self._context.saved("")
        self.accept()
        self.archived.emit(done)
