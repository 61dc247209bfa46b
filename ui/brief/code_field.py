"""A field for definitions: letters of one width, numbered lines, and one line that can be marked as at fault.

Refuses to: know what is written in it.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui.theme import Theme
from ui.widgets.dragging import TakesNoFiles
from ui.widgets.text_field import clean_text


class _Numbers(QWidget):
    """The numbers beside the lines."""

    def __init__(self, field: CodeField) -> None:
        super().__init__(field)
        self._field = field

    def sizeHint(self) -> QSize:
        return QSize(self._field.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._field.paint_numbers(self, event)


class CodeField(TakesNoFiles, QPlainTextEdit):
    """`edited` when the user changed the text. Tab leaves the field, as everywhere in the window."""

    edited = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """An empty field."""
        super().__init__(parent)
        self._theme = theme
        self._fault = 0
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(lambda _count: self._make_room())
        self.updateRequest.connect(self._on_update)
        self.textChanged.connect(self.edited)
        theme.changed.connect(self._dress)
        self._dress()

    def value(self) -> str:
        """The text now."""
        return clean_text(self.document().toRawText())

    def set_value(self, text: str) -> None:
        """Show a text, without `edited`."""
        blocked = self.blockSignals(True)
        self.setPlainText(clean_text(text))
        self.blockSignals(blocked)
        self.mark(0)
        self._make_room()

    def mark(self, line: int) -> None:
        """Mark a line (from 1) as at fault; 0: none."""
        self._fault = line
        block = self.document().findBlockByNumber(line - 1) if line else None
        if block is None or not block.isValid():
            self.setExtraSelections([])
        else:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            mark.format.setBackground(QColor(self._theme.tokens.pill("red").bg))
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            self.setExtraSelections([mark])
        self._numbers.update()

    def go_to(self, line: int) -> None:
        """Put the caret at the beginning of a line (from 1), in view, with the focus."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def numbers_width(self) -> int:
        """The room that the numbers need."""
        digits = max(2, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + self._theme.px(16)

    def paint_numbers(self, widget: QWidget, event: QPaintEvent) -> None:
        """Paint the numbers of the lines that are seen."""
        painter = QPainter(widget)
        tokens = self._theme.tokens
        painter.fillRect(event.rect(), QColor(tokens.hover))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            number = block.blockNumber() + 1
            painter.setPen(QColor(tokens.pill("red").fg if number == self._fault else tokens.muted))
            spot = QRect(0, round(top), widget.width() - self._theme.px(8), round(height))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(number))
            top += height
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_numbers()

    def _lay_numbers(self) -> None:
        inside = self.viewport().geometry()
        self._numbers.setGeometry(
            inside.left() - self.numbers_width(), inside.top(), self.numbers_width(), inside.height()
        )

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        self._lay_numbers()

    def _on_update(self, rect: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def _dress(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPointSizeF(self._theme.font().pointSizeF() or font.pointSizeF())
        self.setFont(font)
        self.mark(self._fault)
        self._make_room()
