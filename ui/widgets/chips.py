"""A row of toggle chips above a list: which states, which topics, whose.

Responsible for: telling which keys are on, and keeping exactly one on where only one may be.
Refuses to: filter anything itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.icons import Icons
from ui.widgets.buttons import WordButton
from ui.widgets.flow import FlowLayout


class ChipRow(QWidget):
    """Chips by key. ``changed`` carries the tuple of keys that are on, in order, after a click of the user."""

    changed = Signal(tuple)

    def __init__(self, icons: Icons, label: str, *, exclusive: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._exclusive = exclusive
        self._chips: dict[str, QPushButton] = {}
        self._quiet = False
        self._flow = FlowLayout(self)
        self.setAccessibleName(label)

    def add_chip(self, key: str, text: str, *, on: bool = False, tip: str = "") -> QPushButton:
        """Add one chip; in an exclusive row the first one starts on."""
        chip = WordButton(text)
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setToolTip(tip)
        chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        chip.setChecked(on or (self._exclusive and not self._chips))
        # not `clicked`: assistive programs toggle a chip without clicking it
        chip.toggled.connect(lambda _on: self._toggled(key))
        self._chips[key] = chip
        self._flow.addWidget(chip)
        self._mark(chip)
        return chip

    def take_focus(self) -> None:
        """Put the focus on the chip that is on, or on the first one."""
        chips = [chip for chip in self._chips.values() if chip.isChecked()] or list(self._chips.values())
        if chips:
            chips[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Remove all chips."""
        self._chips.clear()
        self._flow.clear()

    def keys(self) -> tuple[str, ...]:
        """The keys that are on, in order."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def set_keys(self, keys: Iterable[str]) -> None:
        """Switch exactly these on, without a signal; unknown keys are passed over."""
        wanted = set(keys)
        self._quiet = True
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)
            self._mark(chip)
        self._quiet = False

    def set_text(self, key: str, text: str) -> None:
        """Change the words of a chip, for example its count."""
        if key in self._chips:
            self._chips[key].setText(text)

    def _toggled(self, key: str) -> None:
        if self._quiet:
            return
        if self._exclusive:
            self.set_keys((key,))
        else:
            self._mark(self._chips[key])
        self.changed.emit(self.keys())

    def _mark(self, chip: QPushButton) -> None:
        # The tick says "on" to those who do not see the colour.
        self._icons.follow(chip, lambda thing: self._paint_tick(thing))

    def _paint_tick(self, chip: object) -> None:
        if isinstance(chip, QPushButton):
            on = chip.isChecked()
            chip.setIcon(self._icons.icon("check", "accent_text", self._icons.theme.px(14)) if on else QIcon())
