"""How a page of the finished PDF lies on paper, and where the number of the copy finds room on it.

Refuses to: lay out anything anew. Everything is painted in points, with the paper's corner as origin.
"""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

POINTS = 72.0
_MM = POINTS / 25.4
_NUMBER_POINTS = 8
_EDGE = 5.5 * _MM  # from the top of the page: the marking of a page begins at 10 mm
_SIDE = 16 * _MM  # the narrowest margin a page has
_STEP = 1 * _MM
_LOWEST = 16 * _MM
_AIR = 0.5 * _MM
_DARK = 215  # what is lighter is paper


def fitted(page: QSizeF, paper: QSizeF) -> QRectF:
    """Where a page lies on paper, in the paper's units: its own size where it fits, else smaller; always centred."""
    scale = min(1.0, paper.width() / page.width(), paper.height() / page.height())
    size = QSizeF(page.width() * scale, page.height() * scale)
    left, top = (paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2
    return QRectF(left, top, size.width(), size.height())


def shrinks(page: QSizeF, paper: QSizeF) -> bool:
    """Whether a page is made smaller to fit on paper; a point more or less is not seen."""
    return page.width() > paper.width() + 1 or page.height() > paper.height() + 1


def page_image(document: QPdfDocument, page: int, size: QSize, *, colour: bool = True) -> QImage:
    """A page (from 1) on white, in so many dots; in shades of grey without `colour`. Null where it cannot be made."""
    image = document.render(page - 1, size)
    if image.isNull():
        return image
    under = QPainter(image)
    under.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
    under.fillRect(image.rect(), Qt.GlobalColor.white)
    under.end()
    return image.convertToFormat(QImage.Format.Format_RGB32 if colour else QImage.Format.Format_Grayscale8)


def paint_page(painter: QPainter, image: QImage, page: QSizeF, paper: QSizeF, words: str, edges: QMarginsF) -> None:
    """Paint the image of a page of this size on paper, and the number of the copy on its margin.

    `edges` is how near to each edge of the paper can be printed.
    """
    spot = fitted(page, paper)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(spot, image)
    if words:
        paint_number(painter, words, number_spot(image, spot, paper, words, edges))


def number_font() -> QFont:
    """The font of the number of a copy, for a painter that counts in points."""
    font = QFont("Inter")
    font.setPixelSize(_NUMBER_POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paint_number(painter: QPainter, words: str, spot: QRectF) -> None:
    """Paint the number of a copy."""
    painter.setFont(number_font())
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.drawText(
        spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words
    )


def number_spot(image: QImage, spot: QRectF, paper: QSizeF, words: str, edges: QMarginsF) -> QRectF:
    """Where the number of a copy lies: at the top right, where the printer reaches, and where the page is empty.

    `spot` is where `image`, the page, lies on the paper. First above the marking and in line with the text; where
    something is there already, lower and then nearer to the edge.
    """
    metrics = QFontMetricsF(number_font())
    size = QSizeF(metrics.horizontalAdvance(words), metrics.height())
    least_top, most_right = edges.top(), paper.width() - edges.right()
    first = QRectF(
        QPointF(min(spot.right() - _SIDE, most_right) - size.width(), max(spot.top() + _EDGE, least_top)), size
    )
    rights = (first.right(), min(spot.right() - _EDGE, most_right))
    drops = int(max(0.0, spot.top() + _LOWEST - first.top()) / _STEP) + 1
    rises = int(max(0.0, first.top() - least_top) / _STEP) + 1
    ways = [*(_STEP * at for at in range(drops)), *(-_STEP * at for at in range(1, rises))]
    tries = [first.translated(right - first.right(), way) for right in rights for way in ways]
    return next((one for one in tries if _is_empty(image, spot, one)), first)


def _is_empty(image: QImage, spot: QRectF, wanted: QRectF) -> bool:
    """Whether nothing of the page lies there; beside the page there is nothing."""
    dots = image.width() / spot.width()
    around = wanted.adjusted(-_AIR, -_AIR, _AIR, _AIR).translated(-spot.topLeft())
    area = QRectF(around.topLeft() * dots, around.size() * dots).toAlignedRect() & image.rect()
    if area.isEmpty():
        return True
    grey = image.copy(area).convertToFormat(QImage.Format.Format_Grayscale8)
    dots_of, step = bytes(grey.constBits()), grey.bytesPerLine()
    return all(min(dots_of[row * step : row * step + grey.width()]) >= _DARK for row in range(grey.height()))
