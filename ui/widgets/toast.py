"""Toasts: "Deleted issue. Undo": an event, said for ten seconds at the bottom of the window.

Responsible for: showing, announcing to assistive tools, timing out, and one button within reach of the keyboard.
Refuses to: carry anything a person must not miss (that is a banner) and to take the focus.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.widgets.buttons import icon_button
from ui.widgets.labels import stand_on, text_label

SHOWN_MS = 10_000
Way = tuple[str, Callable[[], object]]
"""Words of a button, and what it does."""
_AT_MOST = 3


class Toast(QFrame):
    """One message. It waits while the pointer is over it or the focus is in it; Escape closes it."""

    closed = Signal()

    def __init__(
        self,
        icons: Icons,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        shown_ms: int = SHOWN_MS,
        parent: QWidget | None = None,
        more: Way | None = None,
    ) -> None:
        super().__init__(parent)
        self.text = text
        self._open = True
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        # Margins are not turned round in a right-to-left window, spacings are.
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(8)
        row.addSpacing(10)
        label = text_label(text)
        # A long message wraps; a short one must not be squeezed into a column.
        label.setWordWrap(label.sizeHint().width() > icons.theme.px(440))
        if label.wordWrap():
            label.setMinimumWidth(icons.theme.px(440))
        row.addWidget(label, 1)
        self._on_action = on_action
        self.action = self._button(row, action, on_action) if action else None
        self.more = self._button(row, *more) if more else None
        self.close_button = icon_button(icons, "x", self.tr("Close this message"), ink="inverse", on_click=self.dismiss)
        row.addWidget(self.close_button)
        stand_on("toast", label, self.close_button)
        for button in (self.action, self.more, self.close_button):
            if button is not None:
                button.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(shown_ms)
        self._timer.timeout.connect(self.dismiss)
        self._timer.start()

    def dismiss(self) -> None:
        """Close; the second call does nothing."""
        if self._open:
            self._open = False
            self._timer.stop()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._go_on()
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        if self._open:
            self._timer.start()

    def _button(self, row: QHBoxLayout, words: str, act: Callable[[], object] | None) -> QPushButton:
        button = QPushButton(words)
        stand_on("toast", button)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self._act(act))
        row.addWidget(button)
        return button

    def _act(self, act: Callable[[], object] | None = None) -> None:
        act = act or self._on_action
        self.dismiss()
        if act is not None:
            act()


class Toasts(QWidget):
    """The place of the toasts over a window: at the bottom, in the middle, the newest lowest, three at most."""

    def __init__(self, icons: Icons, window: QWidget, *, bottom: int = 40) -> None:
        super().__init__(window)
        self._icons = icons
        self._bottom = bottom
        self._toasts: list[Toast] = []
        self._came_from: QWidget | None = None
        self._over: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        window.installEventFilter(self)
        icons.theme.changed.connect(self._place)
        self.hide()

    def show_toast(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        more: Way | None = None,
        *,
        shown_ms: int = SHOWN_MS,
    ) -> Toast:
        """Say something; with ``action`` ("Undo", "Show") a button that calls ``on_action`` and closes the toast.

        ``more`` is a second button beside it.
        """
        for same in [one for one in self._toasts if one.accessibleName() == text]:
            same.dismiss()  # said again it is not said twice
        while len(self._toasts) >= _AT_MOST:
            self._toasts[0].dismiss()
        toast = Toast(self._icons, text, action, on_action, shown_ms, more=more)
        toast.closed.connect(lambda: self._remove(toast))
        self._toasts.append(toast)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        toast.show()
        self.show()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        return toast

    def stand_over(self, part: QWidget | None) -> None:
        """Stand in the middle of a part of the window, where they hide nothing that is worked on; None: of the window.

        The part must live as long as that is wanted.
        """
        if self._over is not None:
            self._over.removeEventFilter(self)
        self._over = part
        if part is not None:
            part.installEventFilter(self)
        self._place()

    def toasts(self) -> tuple[Toast, ...]:
        """The open toasts, oldest first."""
        return tuple(self._toasts)

    def focus_latest(self) -> None:
        """Move the focus to the newest toast's button, for a shortcut; it goes back when the toast closes."""
        if self._toasts:
            latest = self._toasts[-1]
            self._came_from = self.window().focusWidget()
            (latest.action or latest.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _remove(self, toast: Toast) -> None:
        if toast not in self._toasts:
            return
        had_focus = toast.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        self._toasts.remove(toast)
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        if had_focus and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place()

    def _place(self) -> None:
        window = self.parentWidget()
        if not self._toasts or window is None:
            self.hide()
            return
        for toast in self._toasts:
            toast.ensurePolished()
        size = self._column.totalSizeHint().boundedTo(window.size())
        middle = window.width() // 2
        if self._over is not None and self._over.isVisible():
            middle = self._over.mapTo(window, self._over.rect().center()).x()
        self.setGeometry(
            max(0, min(middle - size.width() // 2, window.width() - size.width())),
            window.height() - size.height() - self._icons.theme.px(self._bottom),
            size.width(),
            size.height(),
        )
        self.raise_()
