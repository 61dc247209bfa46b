"""How sure a proposal is: a bar and a word, so that neither the length nor the colour has to be read alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.proposals import told
from ui.theme import Size, Theme
from ui.words import tr as _tr

_BAR, _HIGH, _GAP = 48, 6, 8


class Sureness(QWidget):
    """`show_confidence` of 0 to 1."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing is shown yet."""
        super().__init__(parent)
        self._theme = theme
        self._confidence = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self.updateGeometry)

    def show_confidence(self, confidence: float) -> None:
        """Show how sure something is."""
        self._confidence = min(max(confidence, 0.0), 1.0)
        words = _tr("How sure: %1 (%2 %)").replace("%1", self._word()).replace("%2", str(round(confidence * 100)))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        metrics = theme.metrics(Size.SMALL, strong=True)
        width = theme.px(_BAR) + theme.px(_GAP) + metrics.horizontalAdvance(self._word()) + 2
        return QSize(width, theme.pill_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens = self._theme, self._theme.tokens
        _, tone = told.level_pill(self._confidence)
        pair = tokens.pill(tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        high, whole = theme.px(_HIGH), theme.px(_BAR)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - whole if rtl else 0
        top = (self.height() - high) / 2
        painter.setBrush(QColor(pair.bg))
        painter.drawRoundedRect(QRectF(left, top, whole, high), high / 2, high / 2)
        filled = max(float(high), whole * self._confidence)
        painter.setBrush(QColor(pair.fg))
        painter.drawRoundedRect(QRectF(left + whole - filled if rtl else left, top, filled, high), high / 2, high / 2)
        painter.setPen(QColor(pair.fg))
        painter.setFont(theme.font(Size.SMALL, strong=True))
        room = self.rect().adjusted(0 if rtl else whole + theme.px(_GAP), 0, -whole - theme.px(_GAP) if rtl else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), self._word())

    def _word(self) -> str:
        return told.level_words(told.level(self._confidence))
