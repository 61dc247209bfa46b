"""The start of the page: the list of briefs, which folds away, over the outline of the one shown.

Responsible for: their places, sizes and the fold. Refuses to: fill either list.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import text_label

_ROWS_AT_MOST = 4
_FOLDED = "briefs_folded"


class StartColumn(QWidget):
    """Made of a filter, a list and an outline. `new_wanted` comes from the button beside the heading.

    `block_wanted` comes from the button below the outline.
    """

    new_wanted = Signal()
    block_wanted = Signal()

    def __init__(self, context: Context, title: str, filter_: QWidget, lists: QWidget, outline: QWidget) -> None:
        """Lay these out; the list is folded away where it was the last time."""
        super().__init__()
        self.setObjectName("surface_card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._title = title
        self._lists = lists
        icons = context.icons
        self.fold = icon_button(icons, "chevron-down", "", on_click=lambda: self.set_folded(not self.folded()))
        self.fold.setProperty("small", True)
        self._words = text_label(title, "section")
        self.add = icon_button(icons, "plus", self.tr("New brief"), on_click=self.new_wanted.emit)
        self.add.setEnabled(not context.desk.read_only)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 4)
        head.setSpacing(6)
        head.addWidget(self.fold)
        head.addWidget(self._words, 1)
        head.addWidget(self.add)
        room = QHBoxLayout()
        room.setContentsMargins(12, 0, 12, 0)
        room.addWidget(filter_)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(6)
        above.addLayout(room)
        above.addWidget(lists)
        heading = text_label(self.tr("Outline"), "section")
        heading.setContentsMargins(14, 12, 12, 4)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(heading)
        below.addWidget(outline, 1)
        self.add_block = push_button(icons, self.tr("Add block"), "plus", quiet=True, on_click=self.block_wanted.emit)
        self.add_block.setEnabled(not context.desk.read_only)
        self.add_block.setToolTip(self.tr("Add own words, or something made from records"))
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 8)
        foot.addWidget(self.add_block)
        foot.addStretch(1)
        below.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._above)
        column.addWidget(self._below, 1)
        column.addStretch(0)
        self.set_folded(context.settings.word(_FOLDED) == "yes")

    def folded(self) -> bool:
        """Whether the list of briefs is folded away."""
        return self._above.isHidden()

    def set_folded(self, folded: bool) -> None:
        """Fold the list of briefs away, or show it."""
        self._above.setVisible(not folded)
        self._context.icons.bind(self.fold, "chevron-right" if folded else "chevron-down", "muted")
        words = self.tr("Show the list of briefs") if folded else self.tr("Fold the list of briefs")
        self.fold.setAccessibleName(words)
        self.fold.setToolTip(words)
        self._context.settings.set_word(_FOLDED, "yes" if folded else "")

    def set_count(self, total: int) -> None:
        """Say how many briefs there are."""
        self._words.setText(f"{self._title} ({total})" if total else self._title)

    def show_outline(self, there_is_one: bool) -> None:
        """Show the outline where a brief is shown."""
        self._below.setVisible(there_is_one)

    def size_list(self, row: int, count: int) -> None:
        """Give the list room for a few rows of `row` pixels, or for words where nothing is listed."""
        self._lists.setFixedHeight((row * min(count, _ROWS_AT_MOST) if count else self._context.theme.px(120)) + 2)
