"""The verbs of the review of proposals: one table for keys, buttons, tool tips and the page of all shortcuts.

A single letter works while nobody types: a field takes it for itself. Refuses to: do anything; whoever shows the
review gives the slots.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.icons import Icons
from ui.words import marked
from ui.words import tr as _tr

_TABLE: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("next", marked("Next proposal"), ("J",), "chevron-down"),
    ("previous", marked("Previous proposal"), ("K",), "chevron-up"),
    ("accept", marked("Accept"), ("A", "Ctrl+Return"), "check"),
    ("edit", marked("Edit"), ("E",), "pencil"),
    ("reject", marked("Reject"), ("R",), "x"),
    ("jump", marked("Show in the text"), ("Return",), "book-open"),
    ("accept_all", marked("Accept all of this confidence"), ("Shift+A",), "circle-check"),
    ("undo", marked("Undo the last step"), ("U",), "undo-2"),
    ("leave", marked("Leave the review"), ("Esc",), ""),
)


def keys() -> list[tuple[str, str]]:
    """The words of each verb with its key, for the page of all shortcuts."""
    return [(_tr(words), shortcuts[0]) for _, words, shortcuts, _ in _TABLE]


def actions_of(owner: QWidget, icons: Icons, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions by name; `hear` lets their keys work in a widget. Each needs a slot."""
    made: dict[str, QAction] = {}
    for name, words, shortcuts, icon in _TABLE:
        action = QAction(_tr(words), owner)
        action.setObjectName(f"proposal_{name}")
        action.setShortcuts([QKeySequence(one) for one in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shown = action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{action.text()} ({shown})")
        if icon:
            icons.bind(action, icon)
        action.triggered.connect(lambda _on=False, name=name: slots[name]())
        made[name] = action
    return made


def hear(where: QWidget, actions: Mapping[str, QAction], *, on: bool) -> None:
    """Let the keys work while the focus is in `where`, or no longer."""
    for action in actions.values():
        if on:
            where.addAction(action)
        else:
            where.removeAction(action)


class KeepsKeys(QObject):
    """Lets a field have its letters, Enter and Escape for itself, which would be verbs elsewhere in the review."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            letters = not isinstance(watched, QCheckBox)
            typed = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if typed and ((letters and event.text() and event.text().isprintable()) or event.key() in _OWN):
                event.accept()
                return True
        return super().eventFilter(watched, event)


_OWN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})
