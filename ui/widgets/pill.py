"""Pills: a word or two on a coloured ground, as a widget and as paint for rows.

Responsible for: one look in both places.
Refuses to: say anything by colour alone; a pill always has words.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Size, Theme, Tone
from ui.widgets.labels import set_look


class Pill(QLabel):
    """A small label on a tone: red, amber, green, grey or blue."""

    def __init__(self, text: str = "", tone: Tone = "grey", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # A layout would stretch a pill to the height of its row.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setObjectName("pill")
        self.set_pill(text, tone)

    def set_pill(self, text: str, tone: Tone) -> None:
        """Change words and tone; an empty text hides the pill."""
        self.setText(text)
        self.setAccessibleName(text)
        set_look(self, "tone", tone)
        if not text:
            self.hide()
        elif self.parentWidget() is not None:
            # Without a parent it would open as a window; a layout shows it when it takes it in.
            self.show()


def pill_size(theme: Theme, text: str) -> QSize:
    """The room a painted pill takes."""
    metrics = theme.metrics(Size.SMALL, strong=True)
    return QSize(metrics.horizontalAdvance(text) + 2 * theme.px(8), theme.pill_height())


def paint_pill(painter: QPainter, rect: QRect, text: str, tone: Tone, theme: Theme) -> None:
    """Paint a pill into ``rect`` exactly as the widget looks."""
    pair = theme.tokens.pill(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.bg))
    radius = rect.height() / 2
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    painter.setPen(QColor(pair.fg))
    painter.setFont(theme.font(Size.SMALL, strong=True))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), text)
    painter.restore()
