"""A card of lines: the first few, and a button that unfolds the rest in place.

Responsible for: keeping the focus where it was when the lines are made anew, and a name of its own for each control.
Refuses to: read what it shows; it says how much of it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.icons import Icons
from ui.widgets.buttons import push_button
from ui.widgets.card import Card
from ui.widgets.labels import text_label
from ui.widgets.notice_row import NoticeRow, Told

AT_MOST = 8
"""Lines of a card that is not unfolded."""
STEP = 50
"""Lines that one press unfolds."""


@dataclass(frozen=True)
class Entry:
    """One line: what it says, what a press does, and its buttons."""

    told: Told
    on_click: Callable[[], object]
    buttons: Sequence[tuple[str, Callable[[], object]]] = ()


class RowCard(Card):
    """`wanted` is how many lines it would show; `unfolded` tells that this has changed."""

    unfolded = Signal()

    def __init__(self, icons: Icons, title: str, parent: QWidget | None = None) -> None:
        """A card without lines."""
        super().__init__(title, parent)
        self._icons = icons
        self._title = title
        self.wanted = AT_MOST
        self.rows: list[NoticeRow] = []
        self.more: QPushButton | None = None
        self.fewer: QPushButton | None = None
        self._next: int | None = None  # the line that gets the focus when the lines come

    def fill(self, entries: Sequence[Entry], nothing: str, total: int = 0) -> None:
        """Show the first of `entries`, or a sentence where there are none; `total` counts those not handed over too."""
        at = self._focused()
        self._clear()
        taken: set[str] = set()
        for entry in entries[: self.wanted]:
            name = _own(entry.told.spoken(), taken)
            row = NoticeRow(self._icons, entry.told, name, entry.on_click, entry.buttons)
            self.rows.append(row)
            self.body.addWidget(row)
            row.show()  # at once: a layout shows it later, and what is not shown cannot take the focus
        rest = max(total, len(entries)) - len(self.rows)
        if not entries and nothing:
            self.body.addWidget(text_label(nothing, "muted", wrap=True))
        if rest > 0:
            words = self.tr("and %1 more").replace("%1", f"{rest:,}")
            self.more = self._button(words, "chevron-down", lambda: self._unfold(self.wanted + STEP))
        if len(self.rows) > AT_MOST:
            self.fewer = self._button(self.tr("Show fewer"), "chevron-up", lambda: self._unfold(AT_MOST))
        self._give_focus(at)

    def add(self, button: QPushButton) -> None:
        """Put a button of the page under the lines."""
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, words: str, icon: str, verb: Callable[[], object]) -> QPushButton:
        button = push_button(self._icons, words, icon, quiet=True, on_click=verb)
        button.setProperty("small", True)
        button.setAccessibleName(f"{words}: {self._title}")
        self.add(button)
        button.show()
        return button

    def _unfold(self, wanted: int) -> None:
        self._next = len(self.rows) if wanted > self.wanted else AT_MOST - 1
        self.wanted = wanted
        self.unfolded.emit()

    def _clear(self) -> None:
        self.rows, self.more, self.fewer = [], None, None
        while self.body.count() > 1:
            item = self.body.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _focused(self) -> tuple[str, int] | None:
        """The name of the control that has the focus, and the number of its line; None where none here has it."""
        focus = QApplication.focusWidget()
        if focus is None or not (focus is self or self.isAncestorOf(focus)):
            return None
        number = next((n for n, row in enumerate(self.rows) if row.isAncestorOf(focus)), len(self.rows))
        return focus.accessibleName(), number

    def _give_focus(self, at: tuple[str, int] | None) -> None:
        """The control that had it, or the line in its place: what was mended is gone, the next one is worked on."""
        wanted, self._next = self._next, None
        if at is None and wanted is None:
            return
        name, number = at or ("", 0)
        controls = [one for row in self.rows for one in (row.line, *row.buttons)]
        same = next((one for one in controls if one.accessibleName() == name), None)
        lines = [row.line for row in self.rows]
        target: QWidget = self
        if wanted is not None and lines:
            target = lines[min(wanted, len(lines) - 1)]
        elif same is not None:
            target = same
        elif lines:
            target = lines[min(number, len(lines) - 1)]
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _own(name: str, taken: set[str]) -> str:
    """`name`, with a number behind it where something is called so already."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name} ({number})", number + 1
    taken.add(found)
    return found
