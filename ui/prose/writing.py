"""The verbs of writing as actions of a window, meant for the prose field with the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from ui.actions import Actions
from ui.prose.verbs import PROSE, VERBS

if TYPE_CHECKING:
    from ui.prose.field import ProseField


class Writing(QObject):
    """Registers the verbs in the menu `text`; they are enabled while a prose field of the window is written in."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        """Register them as actions of `window`."""
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._field: ProseField | None = None
        for verb in VERBS:
            actions.add(
                verb.key,
                "text",
                verb.words(),
                lambda key=verb.key: self._write(key),  # type: ignore[misc]
                shortcut=verb.shortcut,
                icon=verb.icon,
            )
        self._follow(None, None)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, QMenuBar):  # the menu was opened from the keyboard: the field comes back after it
            return
        self._field = self._written_in(new)
        for verb in VERBS:
            self._actions[verb.key].setEnabled(self._field is not None)

    def _written_in(self, widget: QWidget | None) -> ProseField | None:
        """The widget where it is a prose field of this window that can be written in."""
        if widget is None or not widget.property(PROSE) or widget.window() is not self._window:
            return None
        from ui.prose.field import ProseField  # it brings half of the core, and the frame is painted before that

        return widget if isinstance(widget, ProseField) and not widget.isReadOnly() else None

    def _write(self, key: str) -> None:
        if self._field is not None and shiboken6.isValid(self._field):
            self._field.write(key)
