"""A passage with its words marked, as a part of a page: plain text, laid out by itself, as high as it needs to be."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.offsets import Offsets

_LINE = 1.35
"""Distance of the lines, as a multiple of the height of the letters."""


class Passage(QWidget):
    """`show_passage` sets the text and which of its code points are marked."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """An empty passage called `name` for those who listen."""
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._marked = (0, 0)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    def show_passage(self, text: str, start: int, end: int) -> None:
        """Show `text`, its characters `start` to `end` marked."""
        self._text = text
        self._marked = (start, end)
        self.setAccessibleDescription(text)
        self._dress()

    def text(self) -> str:
        """The text shown."""
        return self._text

    def marked(self) -> str:
        """The words that are marked."""
        return self._text[self._marked[0] : self._marked[1]]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width)[1]

    def sizeHint(self) -> QSize:
        width = self._theme.px(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.tokens.text))
        layout, _height = self._laid_out(self.width())
        layout.draw(painter, QPointF(0, 0))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> tuple[QTextLayout, int]:
        # line feeds would end the layout; U+2028 breaks the line and is as long
        layout = QTextLayout(self._text.replace("\n", "\u2028"), self._theme.font(serif=True))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        offsets = Offsets(self._text)
        first, last = (offsets.units(place) for place in self._marked)
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.tokens.highlight.bg))
        look.setForeground(QColor(self._theme.tokens.highlight.fg))
        mark = QTextLayout.FormatRange()
        mark.start, mark.length, mark.format = first, last - first, look
        layout.setFormats([mark])
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, y))
            y += line.height() * _LINE
        layout.endLayout()
        return layout, round(y)
