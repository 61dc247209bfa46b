"""The conflicts that wait to be settled: both versions of each, and three ways out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from briefing.model import KINDS
from briefing.store.conflicting import Conflict
from ui.context import Context
from ui.exchange.conflict_pane import ConflictPane
from ui.exchange.conflict_words import field_words, key_of
from ui.exchange.deciding import DecidingWindow
from ui.icons import KIND_ICONS
from ui.widgets.labels import isolate
from ui.widgets.rows import RowText
from ui.words import opened, word


class ConflictsWindow(DecidingWindow[Conflict]):
    """`open` it with `show()`."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Show what waits now."""
        self.pane = ConflictPane(context)
        hint = self.tr(
            "Nothing is lost: the newer words stand until you choose. 1, 2 and 3 choose, J and K go on and back. Each "
            "choice is one step and reaches the other desks with the next exchange."
        )
        name = self.tr("Fields that were changed on both desks")
        super().__init__(context, self.pane, self.tr("Changed on both desks"), name, hint, parent)
        self.pane.chosen.connect(self.settle)
        self.refresh()
        self.list.setFocus()

    def settle(self, value: Any) -> None:
        """Let this value stand in the chosen field, and go on."""
        conflict = self.chosen()
        if conflict is not None:
            words = self.tr("Settled: %1").replace("%1", field_words(conflict))
            self.decide(lambda: self.context.desk.settle(conflict, value), words)

    def use(self, number: int) -> None:
        self.pane.use(number)

    def read(self) -> Mapping[str, Conflict]:
        return {key_of(one): one for one in self.context.desk.conflicts()}

    def row(self, item: Conflict) -> RowText:
        noun = opened(word(KINDS[item.kind].LABEL))
        people = " · ".join(dict.fromkeys(isolate(side.user) for side in (item.a, item.b)))
        icon = KIND_ICONS.get(item.kind, "circle")
        return RowText(field_words(item), f"{noun} {isolate(item.title)}", date=people, icon=icon)

    def show_one(self, item: Conflict) -> None:
        self.pane.show_conflict(item)

    def progress_words(self, done: int, total: int) -> str:
        return self.tr("%1 of %2 settled").replace("%1", str(done)).replace("%2", str(total))

    def empty_words(self, *, decided: bool) -> tuple[str, str]:
        title = self.tr("Everything is settled")
        if decided:
            return title, self.tr("The other desks get your choices with the next exchange.")
        return title, self.tr("No field was changed on two desks at once.")
