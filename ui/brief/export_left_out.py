"""What the ceiling keeps out of an export, counted beforehand, with a list for those who want to see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from briefing.model import KINDS, Brief
from briefing.reading import Reading
from ui.asking import Asker
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.labels import isolate, one_line, plain_tip, set_look, text_label
from ui.words import counted, opened, word

if TYPE_CHECKING:
    from briefing.store.withheld import WithheldRecord

_LINES = 6
_TOLD = frozenset({"actor", "event", "fact", "issue", "position", "quote", "source"})
"""What people look for; what belongs to these (roles, citations, versions) goes with them unsaid."""
_AT_MOST = 500
"""So many records are listed; the count says how many there are."""


class LeftOut(QWidget):
    """Nothing to see while nothing is left out. `grown` tells that it needs another height."""

    grown = Signal()

    def __init__(self, context: Context) -> None:
        """Nothing was asked yet."""
        super().__init__()
        self._context = context
        self._asker = Asker(context, self)
        self.words = text_label(role="hint", wrap=True)
        set_look(self.words, "tone", "amber")
        self.fold = push_button(context.icons, "", quiet=True, on_click=lambda: self._show_list(self.list.isHidden()))
        self.fold.setProperty("small", True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What is left out"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.words, 1)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.list)
        self._show_list(False)
        self.hide()

    def ask(self, briefs: Sequence[Brief], profile: str, ceiling: str) -> None:
        """Find out what stays out of these briefs; empty words: as each brief says. A large store is read elsewhere."""
        wanted = tuple(briefs)

        def question(reading: Reading) -> tuple[WithheldRecord, ...]:
            from briefing.brief.compose import Order, left_out

            found: dict[str, WithheldRecord] = {}
            for one in wanted:
                order = Order(one.template, brief=one.id, profile=profile, ceiling=ceiling)
                found |= {record.id: record for record in left_out(reading, order).records}
            return tuple(found.values())

        self._asker.ask(question, self._show, lambda sentence: self._say(sentence))

    def close_worker(self) -> None:
        """Give up what is still being asked."""
        self._asker.close()

    def _show(self, records: tuple[WithheldRecord, ...]) -> None:
        self.list.clear()
        told = sorted((one for one in records if one.kind in _TOLD and one.title), key=lambda one: not one.marking)
        for one in told[:_AT_MOST]:
            marking = one.marking or self.tr("goes with another")
            line = f"{opened(word(KINDS[one.kind].LABEL))}: {isolate(one_line(one.title))}"
            self.list.addItem(f"{marking} · {line}")
            self.list.item(self.list.count() - 1).setToolTip(plain_tip(one.title))
        self.list.setFixedHeight(self._context.theme.px(27) * min(_LINES, self.list.count()) + 4)
        words = counted(
            len(told),
            "%1 record of this store lies above the ceiling and is left out.",
            "%1 records of this store lie above the ceiling and are left out.",
        )
        self._say(words if told else "", listed=bool(told))

    def _say(self, words: str, *, listed: bool = False) -> None:
        self.words.setText(words)
        self.fold.setVisible(listed)
        if not listed:
            self._show_list(False)
        self.setVisible(bool(words))
        self.grown.emit()

    def _show_list(self, shown: bool) -> None:
        self.list.setVisible(shown)
        self.fold.setText(self.tr("Hide the list") if shown else self.tr("Show the list"))
        self.grown.emit()
