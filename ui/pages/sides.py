"""Two sides of a page: side by side where there is room, one at a time where there is not.

The line between them is moved by the user and remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import push_button

_LEAST = 230
"""What a list needs at least (at 10 pt), until the user makes it narrower."""
NARROW = 620
"""Below this width (at 10 pt) the sides are shown one at a time."""


class Sides(QWidget):
    """`start` holds the list, `end` what was chosen in it; `back` is the button that leads from there to the list."""

    def __init__(self, context: Context, key: str, start: QWidget, end: QWidget, share: float = 0.4) -> None:
        """Put both side by side; `key` names the share of the list in the settings, which begins as `share`."""
        super().__init__()
        self._context = context
        self._key = f"{key}/share"
        self._share = context.settings.share(self._key, share)
        self._folded = True
        self._alone = False
        self._reading = False  # which of the two is seen where there is room for one
        self.start = start
        self.back = push_button(context.icons, self.tr("Back to the list"), "arrow-left", quiet=True)
        self.back.hide()
        self.end = QWidget()
        column = QVBoxLayout(self.end)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(top)
        column.addWidget(end, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for place, side in enumerate((self.start, self.end)):
            side.setObjectName("surface_card")
            side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.splitter.addWidget(side)
            self.splitter.setStretchFactor(place, 2 + place)
            self.splitter.setCollapsible(place, False)
        self.splitter.splitterMoved.connect(lambda _at, _number: self._on_splitter())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        context.theme.changed.connect(self._fold)

    def show_start(self) -> None:
        """Show the list, where there is room for one side only."""
        self._reading = False
        self._fold()

    def show_end(self) -> None:
        """Show what was chosen, where there is room for one side only."""
        self._reading = True
        self._fold()

    def show_end_alone(self, *, alone: bool) -> None:
        """Give what was chosen all the room, or show the list beside it again."""
        self._alone = alone
        self._folded = True  # the list comes back as wide as it was
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < self._context.theme.px(NARROW)
        self.start.setVisible(not self._alone and (not narrow or not self._reading))
        self.end.setVisible(self._alone or not narrow or self._reading)
        self.back.setVisible(narrow and not self._alone)
        if not narrow and self._folded and not self._alone:
            share = max(round(self.width() * self._share), self._context.theme.px(_LEAST))
            self.splitter.setSizes([share, self.width() - share])
        self._folded = narrow or self._alone

    def _on_splitter(self) -> None:
        sizes = self.splitter.sizes()
        if all(sizes):
            self._share = sizes[0] / sum(sizes)
            self._context.settings.set_share(self._key, self._share)


def list_side(
    field: QWidget, buttons: Sequence[QWidget], chips: QWidget, lists: QWidget
) -> tuple[QVBoxLayout, QWidget]:
    """The start side of a page: its filters, to which a page may add its own, over the list."""
    head = QVBoxLayout()
    head.setContentsMargins(12, 10, 12, 8)
    head.setSpacing(8)
    line = QHBoxLayout()
    line.setSpacing(4)
    line.addWidget(field, 1)
    for button in buttons:
        line.addWidget(button)
    head.addLayout(line)
    head.addWidget(chips)
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(lists, 1)
    return head, side
