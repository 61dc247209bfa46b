"""Possible doubles: pairs of records that may be one, joined or told apart by a person."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from briefing.model import KINDS
from briefing.store.doubles import Double
from briefing.store.steps import Change
from ui.bridge import EVERYTHING
from ui.context import Context
from ui.exchange.deciding import DecidingWindow
from ui.exchange.double_pane import DoublePane, why_words
from ui.icons import KIND_ICONS
from ui.widgets.rows import RowText
from ui.words import opened, word

_KINDS = frozenset({"actor", "source", "source_version", "setting"})
"""The kinds whose changes may make or end a double."""


class DoublesWindow(DecidingWindow[Double]):
    """`open` it with `show()`."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Show what may be double now."""
        self.pane = DoublePane(context)
        hint = self.tr(
            "Joining lets everything that referred to either lead to the one that stays; the other name is kept, and "
            "both ids stay good. 1 and 2 join, 3 tells them apart, J and K go on and back."
        )
        super().__init__(
            context, self.pane, self.tr("Possible doubles"), self.tr("Pairs that may be one"), hint, parent
        )
        self.pane.wanted.connect(self.use)
        self.refresh()
        self.list.setFocus()

    def use(self, number: int) -> None:
        double, desk = self.chosen(), self.context.desk
        if double is None:
            return
        pair = (double.first, double.second)
        if number == 2:
            self.decide(lambda: desk.keep_apart(double), self.tr("Remembered: they are different."))
            return
        titles = (double.first_title, double.second_title)
        words = self.tr("Joined: %1").replace("%1", titles[number])
        self.decide(lambda: desk.join(double.kind, pair[number], pair[1 - number]), words)

    def read(self) -> Mapping[str, Double]:
        return {f"{one.first} {one.second}": one for one in self.context.desk.open_doubles()}

    def row(self, item: Double) -> RowText:
        noun = opened(word(KINDS[item.kind].LABEL))
        title = item.first_title or item.second_title
        other = item.second_title if item.second_title != item.first_title else ""
        second = " · ".join(part for part in (noun, other, why_words(item.why)) if part)
        return RowText(title, second, icon=KIND_ICONS.get(item.kind, "circle"))

    def show_one(self, item: Double) -> None:
        self.pane.show_double(item)

    def progress_words(self, done: int, total: int) -> str:
        return self.tr("%1 of %2 decided").replace("%1", str(done)).replace("%2", str(total))

    def empty_words(self, *, decided: bool) -> tuple[str, str]:
        if decided:
            return self.tr("No doubles are left"), self.tr("The other desks get your answers with the next exchange.")
        return self.tr("There are no doubles"), self.tr("No two actors or sources look like one.")

    def _on_changed(self, _change: Change) -> None:
        if _change is EVERYTHING or _change.kinds & _KINDS:  # to look for doubles reads all of these
            super()._on_changed(_change)
