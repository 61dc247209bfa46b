"""The title of a record as the heading of its detail view, edited in place.

It wraps like a heading but holds one line: line breaks become spaces, Enter saves.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from briefing.rules.validation import spec_of
from ui.context import Context
from ui.forms.field_editor import FieldEditor
from ui.spelling.help import helped
from ui.widgets.form_row import FormRow
from ui.widgets.text_field import TextField
from ui.words import word


class TitleField(TextField):
    """One line of text in display size, as high as its wrapped words."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        """An empty title."""
        super().__init__(name, placeholder, min_lines=1, max_lines=6, parent=parent)
        self.setProperty("heading", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(" ".join(source.text().splitlines()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def select_all(self) -> None:
        """Mark the whole title, so that typing replaces it."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        self.setTextCursor(cursor)


def title_editor(context: Context, kind: str, name: str = "title", placeholder: str = "") -> FieldEditor:
    """The title of records of `kind`, ready to be put into a layout as `editor.row`."""
    spec = spec_of(kind, name)
    title = TitleField(word(spec.label), placeholder)
    if spec.own_words:
        helped(title, context)
    row = FormRow(context.icons, word(spec.label), title, beside=True, history=True)
    row.label.hide()
    return FieldEditor(context, kind, spec, row)
