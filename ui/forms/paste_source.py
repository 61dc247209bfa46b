"""A text or a piece of a page that was copied from somewhere, archived as a source: its title and its words.

What was copied as a page is read like one: its words, its links left out, with where it was copied from if that is
known. Once somebody types into it, it is a text like any other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.reading import Imported
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.dragging import PlainLine
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.words import said

if TYPE_CHECKING:
    from briefing.intake.readfile import ReadFile


class PasteField(QPlainTextEdit):
    """Words; `page_pasted` carries HTML that was pasted into the empty field instead of them."""

    page_pasted = Signal(str)

    def typed(self) -> str:
        """The words to the letter; Qt's own plain text makes blanks of blanks that do not break."""
        return self.document().toRawText().replace("\u2029", "\n")

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasHtml() and not self.typed().strip():
            self.page_pasted.emit(source.html())
        else:
            super().insertFromMimeData(source)


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
        self._page: ReadFile | None = None
        self.words = PasteField()
        self.words.page_pasted.connect(self.take_page)
        self.words.setAccessibleName(self.tr("Text of the source"))
        self.words.setTabChangesFocus(True)
        self.told = text_label(role="hint", wrap=True)
        self.told.hide()
        self.paste = push_button(context.icons, self.tr("Paste"), "copy", on_click=self._paste)
        self.paste.setToolTip(self.tr("Put what is on the clipboard here"))
        self.problem = text_label(role="muted", wrap=True)
        self.problem.hide()
        self.save = push_button(context.icons, self.tr("Archive"), primary=True, on_click=self._archive)
        self.cancel = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.paste)
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
        column.addWidget(self.told)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.resize(context.theme.px(560), context.theme.px(420))
        self.heading.setFocus()

    def take_page(self, html: str) -> None:
        """Read a piece of a page as its words."""
        from briefing.intake.readers import read_clipboard

        try:
            read = read_clipboard(html)
        except BriefingError as error:
            self._refuse(error)
            return
        self._page = read
        self.words.setPlainText(read.text)
        if not self.heading.text().strip():
            self.heading.setText(read.title)
        address = read.says("address")
        words = (
            self.tr("A piece of a page, read as its words. Copied from %1.")
            if address
            else self.tr("A piece of a page, read as its words.")
        )
        self.told.setText(words.replace("%1", address))
        self.told.show()

    def _paste(self) -> None:
        self.words.setFocus()
        data = QGuiApplication.clipboard().mimeData()
        if data is not None:
            self.words.insertFromMimeData(data)

    def _archive(self) -> None:
        desk, title, text = self._context.desk, self.heading.text(), self.words.typed()
        page = self._page if self._page is not None and self._page.text == text else None
        try:
            if page is not None and title.strip():
                done = desk.archive_file(replace(page, title=" ".join(title.split())))
            else:
                done = desk.archive_text(title, text)
        except BriefingError as error:
            self._refuse(error)
            return
        self._tell(done)

    def _refuse(self, error: BriefingError) -> None:
        self.problem.setText(said(error))
        self.problem.show()

    def _tell(self, done: Imported) -> None:
        self._context.saved("")
        self.accept()
        self.archived.emit(done)
