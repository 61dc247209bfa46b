"""When a field's text is handed over: after a pause, on leaving, on demand; never when nothing changed.

Responsible for: the timer, the baseline, and what counts as one session of editing a field.
Refuses to: store anything, and to overwrite what somebody is typing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

PAUSE_MS = 800


class Autosave(QObject):
    """Watches one field. ``read`` gives its text now; ``committed`` carries a text that differs from the baseline."""

    committed = Signal(str)
    session_started = Signal()
    session_ended = Signal()

    def __init__(self, field: QWidget, read: Callable[[], str]) -> None:
        super().__init__(field)
        self._field = field
        self._read = read
        self._baseline = ""
        self._in_session = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        field.installEventFilter(self)

    @property
    def dirty(self) -> bool:
        """Whether the field holds something that was not handed over yet."""
        return self._read() != self._baseline

    def may_replace(self) -> bool:
        """Whether a value from outside may be shown: not over the words of somebody typing."""
        return not (self._in_session and self.dirty)

    def set_baseline(self, text: str) -> None:
        """What the store holds now; the next hand-over is measured against it."""
        self._baseline = text
        if not self.dirty:
            self._timer.stop()

    def touched(self) -> None:
        """The user changed the text: hand it over after a pause."""
        if self.dirty:
            self._timer.start()
        else:
            self._timer.stop()

    def flush(self) -> None:
        """Hand over now, if there is anything."""
        self._timer.stop()
        text = self._read()
        if text != self._baseline:
            self._baseline = text
            self.committed.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self._on_focus(event)
        elif isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_focus(self, event: QFocusEvent) -> None:
        if event.gotFocus() and not self._in_session:
            self._in_session = True
            self.session_started.emit()
        elif event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
            # A context menu takes the focus for a moment; that is not leaving the field.
            self.flush()
            if self._in_session:
                self._in_session = False
                self.session_ended.emit()

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                # Until a text is committed Ctrl+Z belongs to the field, afterwards to the change log.
                event.setAccepted(self.dirty)
                return True
        elif event.type() == QEvent.Type.KeyPress and _is_ctrl_enter(event):
            self.flush()
            # Passed on: a form may want to close on it.
            event.ignore()
            return True
        return False


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
