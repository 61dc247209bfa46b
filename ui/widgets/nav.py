"""One entry of the sidebar: icon, name, and how much of it needs work.

Responsible for: painting an entry, wide or narrow, in both reading directions.
Refuses to: count, and to switch pages.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from ui.icons import Icons
from ui.widgets.labels import paint_frame, plain_tip


class NavButton(QAbstractButton):
    """A checkable sidebar entry, one of several. `again` tells that the chosen one was pressed once more."""

    again = Signal()

    def __init__(self, icons: Icons, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._icon = icon
        self._count = ""
        self._narrow = False
        self.setObjectName("nav")
        self._was_on = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # speaks as one choice of several, not as a box to tick
        self.pressed.connect(self._on_pressed)
        self.clicked.connect(self._on_clicked)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_count("")

    def _on_pressed(self) -> None:
        self._was_on = self.isChecked()

    def _on_clicked(self) -> None:
        if self._was_on:
            self.again.emit()

    def set_count(self, count: str, meaning: str = "") -> None:
        """Show a count of what needs work; ``meaning`` puts it in words ("42 open of 500") for tip and speech."""
        self._count = count
        words = ": ".join(part for part in (self.text(), meaning or count) if part)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words if meaning or self._narrow else ""))
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, with the name in the tool tip."""
        self._narrow = narrow
        if not self.toolTip():
            self.setToolTip(plain_tip(self.text()) if narrow else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._icons.theme
        height = max(theme.metrics().height(), theme.icon_px) + 2 * theme.px(7)
        if self._narrow:
            return QSize(theme.icon_px + 2 * theme.px(10), height)
        strong = theme.metrics(strong=True)
        words = strong.horizontalAdvance(self.text()) + theme.px(24) + strong.horizontalAdvance("0000")
        return QSize(theme.icon_px + words + 3 * theme.px(10), height)

    def minimumSizeHint(self) -> QSize:
        theme = self._icons.theme
        return QSize(theme.icon_px + 2 * theme.px(10), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._icons.theme, self.isChecked()
        tokens, pad, edge = theme.tokens, theme.px(10), theme.icon_px
        painter = QPainter(self)
        paint_frame(self, painter)
        whole = self.rect()
        start = (whole.width() - edge) // 2 if self._narrow else pad
        spot = QRect(start, (whole.height() - edge) // 2, edge, edge)
        ink = "accent_text" if on else "text"
        pixmap = self._icons.pixmap(self._icon, ink, edge, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(spot), pixmap)
        if self._narrow:
            return
        font = theme.font(strong=on)
        room = QRect(pad + edge + pad, 0, whole.width() - edge - 3 * pad, whole.height())
        if self._count:
            painter.setFont(font)
            painter.setPen(QColor(tokens.accent_text if on else tokens.muted))
            painter.drawText(self._mirrored(room), _flags(Qt.AlignmentFlag.AlignRight), self._count)
            room.setWidth(room.width() - QFontMetrics(font).horizontalAdvance(self._count) - pad)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent_text if on else tokens.text))
        name = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(self._mirrored(room), _flags(Qt.AlignmentFlag.AlignLeft), name)

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)


def _flags(align: Qt.AlignmentFlag) -> int:
    return int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
