"""Verbs on the store's own words, which no dictionary has: add and take out, each one step of the log."""

from briefing.desk.base import Verbs
from briefing.errors import InvalidEntryError
from briefing.store import words


class WordVerbs(Verbs):
    """What can be done with the store's own words."""

    def add_word(self, word: str, *, origin: str = "") -> None:
        """Take a word for well spelt in this store from now on. Adding it twice changes nothing."""
        wanted = word.strip()
        if not any(one.isalpha() for one in wanted) or any(one.isspace() for one in wanted):
            raise InvalidEntryError("value", "Word", "please give one word, without spaces.")
        if wanted in words.own(self.store):
            return
        with self.store.step("add word", self.user) as step:
            step.insert("setting", {"name": words.OWN_WORD, "value": wanted})
        self._tell(step, origin)

    def remove_word(self, word: str, *, origin: str = "") -> None:
        """Take one of the store's own words out again; a word that is none changes nothing."""
        holders = words.holders(self.store, word)
        if not holders:
            return
        with self.store.step("remove word", self.user) as step:
            for holder in holders:
                step.delete("setting", holder)
        self._tell(step, origin)
