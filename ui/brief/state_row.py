"""The way of a brief as a row of states: draft, in clearance, cleared, issued, recalled; the present one is marked.

Responsible for: painting it beside each other where there is room, else one under the other, and saying it as a
sentence. Refuses to: say anything by colour alone (a check, a dot and a hollow ring tell the states apart).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from briefing.terms import BriefStatus
from ui.context import Context
from ui.theme import Size
from ui.tones import shown

WAY = tuple(BriefStatus)
_RING, _GAP = 18, 6
_APART, _ROOMY = 14, 40


class StateRow(QLabel):
    """`set_state` it. Its text is the sentence that assistive tools read."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """A row that shows a draft."""
        super().__init__(parent)
        self._context = context
        self._theme = context.theme
        self._state = BriefStatus.DRAFT
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        context.icons.follow(self, _repaint)
        context.theme.changed.connect(self.updateGeometry)
        self.set_state(BriefStatus.DRAFT)

    def state(self) -> BriefStatus:
        """The state that is marked."""
        return self._state

    def set_state(self, state: BriefStatus) -> None:
        """Mark another state."""
        self._state = state
        words = self.tr("State: %1, step %2 of %3. The way of a brief: %4.")
        way = ", ".join(shown(one) for one in WAY)
        words = words.replace("%1", shown(state)).replace("%2", str(WAY.index(state) + 1))
        words = words.replace("%3", str(len(WAY))).replace("%4", way)
        self.setText(words)
        self.setAccessibleName(words)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(self._across(), self.heightForWidth(self._across()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        ring, gap, line = self._sizes()
        if width >= self._across():
            return ring + gap + line + 2
        return len(WAY) * (max(ring, line) + gap) - gap + 2

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        self._paint_lines(painter)
        for place in range(len(WAY)):
            self._paint_ring(painter, place)
            self._paint_words(painter, place)

    def _sizes(self) -> tuple[int, int, int]:
        """The width of a ring, the gap to its words, and the height of a line of words."""
        return self._theme.px(_RING), self._theme.px(_GAP), self._theme.metrics(Size.SMALL, strong=True).height()

    def _cells(self) -> list[int]:
        """The width that each state needs."""
        metrics = self._theme.metrics(Size.SMALL, strong=True)
        return [metrics.horizontalAdvance(shown(one)) + self._theme.px(_APART) for one in WAY]

    def _across(self) -> int:
        """The width that all states need beside each other."""
        return sum(self._cells())

    def _middle(self, place: int) -> int:
        """Where the middle of a state is, in a row that begins at the left."""
        cells = self._cells()
        spare = min(max(0, self.width() - sum(cells)) // len(WAY), self._theme.px(_ROOMY))
        return sum(cells[:place]) + spare * place + cells[place] // 2

    def _beside(self) -> bool:
        return self.width() >= self._across()

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)

    def _ring(self, place: int) -> QRect:
        """Where the ring of a state stands."""
        ring, gap, line = self._sizes()
        if self._beside():
            return self._mirrored(QRect(self._middle(place) - ring // 2, 1, ring, ring))
        return self._mirrored(QRect(0, 1 + place * (max(ring, line) + gap), ring, ring))

    def _paint_lines(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        here = WAY.index(self._state)
        for place in range(len(WAY) - 1):
            first, second = QPointF(self._ring(place).center()), QPointF(self._ring(place + 1).center())
            passed = place < here
            pen = QPen(QColor(tokens.accent if passed else tokens.field_line), 2 if passed else 1)
            pen.setStyle(Qt.PenStyle.SolidLine if passed else Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(first, second)

    def _paint_ring(self, painter: QPainter, place: int) -> None:
        tokens, here = self._theme.tokens, WAY.index(self._state)
        ring = QRectF(self._ring(place)).adjusted(1, 1, -1, -1)
        ink = tokens.red.fg if self._state is BriefStatus.RECALLED and place == here else tokens.accent
        painter.setPen(QPen(QColor(ink if place <= here else tokens.field_line), 2 if place <= here else 1))
        painter.setBrush(QColor(ink if place == here else tokens.accent_soft if place < here else tokens.card))
        painter.drawEllipse(ring)
        if place == here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.on_accent if ink == tokens.accent else tokens.card))
            dot = ring.width() / 5
            painter.drawEllipse(ring.center(), dot, dot)
        elif place < here:
            edge = round(ring.width() * 0.64)
            picture = self._context.icons.pixmap("check", "accent_text", edge, self.devicePixelRatioF())
            painter.drawPixmap(
                QPoint(round(ring.center().x() - edge / 2), round(ring.center().y() - edge / 2)), picture
            )

    def _paint_words(self, painter: QPainter, place: int) -> None:
        tokens, here = self._theme.tokens, WAY.index(self._state)
        ring, gap, line = self._sizes()
        spot = self._ring(place)
        painter.setFont(self._theme.font(Size.SMALL, strong=place == here))
        painter.setPen(QColor(tokens.text if place == here else tokens.muted))
        if self._beside():
            cell = self._cells()[place]
            rect = QRect(spot.center().x() - cell // 2, spot.bottom() + 1 + gap, cell, line)
            flags = Qt.AlignmentFlag.AlignCenter
        else:
            height = max(ring, line)
            start = QRect(ring + gap + 2, 1 + place * (height + gap), self.width() - ring - gap - 2, height)
            rect = self._mirrored(start)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), shown(WAY[place]))


def _repaint(row: QObject) -> None:
    if isinstance(row, StateRow):
        row.update()
