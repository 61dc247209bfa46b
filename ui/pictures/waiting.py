"""“Drawing…” over a canvas whose picture takes its time; what comes soon is not announced."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

AFTER_MS = 300


class Waiting(QLabel):
    """`begin` when the drawing begins, `end` when it has ended."""

    def __init__(self, over: QWidget) -> None:
        """Over a widget, not seen yet."""
        super().__init__(self.tr("Drawing…"), over)
        self._over = over
        self.setObjectName("pill")
        self.setProperty("tone", "blue")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._say)
        over.installEventFilter(self)

    def begin(self) -> None:
        """The drawing begins."""
        if not self.isVisible():
            self._timer.start()

    def end(self) -> None:
        """The picture is there, or will not come."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._over, self.text()))

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.size() - self.size()
        self.move(room.width() // 2, max(0, room.height() // 3))
