"""Filters of a list under names: text, chips and the page's own filters, kept for the user, in a small menu."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ui.context import Context
from ui.pages.listing import BIN
from ui.widgets.buttons import icon_button
from ui.words import cut
from ui.words import tr as _tr


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; true where it is narrowed at all. `words` say it, and make no difference."""

    text: str
    chips: tuple[str, ...]
    narrowing: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        """Whether anything is kept out."""
        return bool(self.text or self.chips or self.narrowing)


class SavedFilters(QObject):
    """`button` opens the menu. `now` tells the present filter, `use` sets one; `key` names the list in the settings."""

    def __init__(
        self, context: Context, key: str, now: Callable[[], Filter], use: Callable[[Filter], object], parent: QObject
    ) -> None:
        """Read nothing yet; the menu is made when it opens."""
        super().__init__(parent)
        self._context = context
        self._key = f"{key}/filters"
        self._last = f"{key}/filter-{context.desk.store.site}"
        self._now = now
        self._use = use
        self.button = icon_button(context.icons, "star", _tr("Saved filters"), on_click=self.open)

    def keep_last(self) -> None:
        """Remember the present filter for the next start on this store; the bin is not gone back to."""
        now = self._now()
        chips = [chip for chip in now.chips if chip != BIN]
        kept = json.dumps([now.text, chips, list(now.narrowing)]) if now.text or chips or now.narrowing else ""
        self._context.settings.set_word(self._last, kept)

    def last(self) -> Filter | None:
        """The filter as it was when this list was left; None where there was none."""
        try:
            text, chips, narrowing = json.loads(self._context.settings.word(self._last) or "null")
            return Filter(str(text), tuple(map(str, chips)), tuple(map(str, narrowing)))
        except (ValueError, TypeError):
            return None

    def saved(self) -> dict[str, Filter]:
        """The filters by their names."""
        try:
            kept = json.loads(self._context.settings.word(self._key) or "{}")
            return {
                str(name): Filter(str(one["text"]), tuple(one["chips"]), tuple(one.get("narrowing", ())))
                for name, one in kept.items()
            }
        except (ValueError, TypeError, KeyError, AttributeError):
            return {}  # settings that somebody else wrote

    def save(self) -> None:
        """Ask for a name, and keep the present filter under it."""
        now = self._now()
        suggestion = " · ".join(part for part in (now.text, *now.words) if part)
        name = self._context.alerts.ask_text(_tr("Save this filter"), _tr("Under which name?"), suggestion)
        if name and name.strip():
            self._keep(self.saved() | {name.strip(): now})
            self._context.toast(_tr("Saved the filter “%1”.").replace("%1", cut(name.strip())))

    def remove(self, name: str) -> None:
        """Forget a filter, with a way back."""
        kept = self.saved()
        gone = kept.pop(name)
        self._keep(kept)
        words = _tr("Removed the filter “%1”.").replace("%1", cut(name))
        self._context.toast(words, _tr("Undo"), lambda: self._keep(self.saved() | {name: gone}))

    def menu(self) -> QMenu:
        """The saved filters, and what can be done with them."""
        menu, kept, now = QMenu(self.button), self.saved(), self._now()
        for name, one in kept.items():
            action = menu.addAction(name.replace("&", "&&"), partial(self._use, one))
            action.setCheckable(True)
            action.setChecked(one == now)
        if kept:
            menu.addSeparator()
        saving = menu.addAction(_tr("Save this filter…"), self.save)
        saving.setEnabled(bool(now))
        if kept:
            removing = menu.addMenu(_tr("Remove"))
            for name in kept:
                removing.addAction(name.replace("&", "&&"), partial(self.remove, name))
        return menu

    def open(self) -> None:
        """Open the menu below the button."""
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _keep(self, kept: dict[str, Filter]) -> None:
        words = {
            name: {"text": one.text, "chips": list(one.chips), "narrowing": list(one.narrowing)}
            for name, one in kept.items()
        }
        self._context.settings.set_word(self._key, json.dumps(words))
