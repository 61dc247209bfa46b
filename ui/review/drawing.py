"""Pictures inside the document: painted from their shapes at any size, never as pixels."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPyTextObject, QTextCharFormat, QTextDocument, QTextFormat

from briefing.pictures.shapes import Picture
from ui.pictures.painting import factor, paint
from ui.theme import Theme

_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
_NUMBER = QTextFormat.Property.UserProperty.value + 1
_MARK = "\ufffc"


class Drawings(QPyTextObject):
    """The pictures of one document. `width` is how much room a line has; a wider picture is made smaller."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """No picture yet."""
        super().__init__(parent)
        self._theme = theme
        self._pictures: list[Picture] = []
        self.width = 600.0

    def belong_to(self, document: QTextDocument) -> None:
        """Draw the pictures of a document."""
        self._pictures = []
        document.documentLayout().registerHandler(_OBJECT, self)

    def mark(self) -> str:
        """The character that stands for a picture."""
        return _MARK

    def format(self, picture: Picture) -> QTextCharFormat:
        """The format of the character that stands for `picture`."""
        self._pictures.append(picture)
        made = QTextCharFormat()
        made.setObjectType(_OBJECT)
        made.setProperty(_NUMBER, len(self._pictures) - 1)
        made.setToolTip("")
        return made

    def intrinsicSize(self, _document: QTextDocument, _place: int, look: QTextFormat) -> QSizeF:
        picture = self._pictures[int(look.property(_NUMBER))]
        scale = self._scale(picture)
        return QSizeF(picture.width * scale, picture.height * scale)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _place: int, look: QTextFormat
    ) -> None:
        picture = self._pictures[int(look.property(_NUMBER))]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(QRectF(rect).topLeft())
        scale = self._scale(picture)
        painter.scale(scale, scale)
        for shapes in (picture.ground, *(mark.shapes for mark in picture.marks)):
            paint(painter, shapes, self._theme)
        painter.restore()

    def _scale(self, picture: Picture) -> float:
        return min(factor(self._theme), self.width / max(picture.width, 1.0))
