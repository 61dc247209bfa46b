"""Titles without a name: “the senator”, “the Serbian president”, where the text has named one who bears it.

Responsible for: the one person a title can mean. Refuses to: choose where two bear it.
"""

from briefing.proposing.names import Name, Names
from briefing.proposing.vocabulary import Lexicon
from briefing.terms import ActorKind

_MOST_WORDS = 6


class Titled:
    """Who bears which title, and for which state."""

    def __init__(self, names: Names, lexicon: Lexicon) -> None:
        """Look at the titles before the names of a text."""
        self._lexicon = lexicon
        self._bearers: dict[str, list[tuple[Name, str]]] = {}
        before: Name | None = None
        for name in names.found:
            if name.kind is ActorKind.PERSON and name.title:
                state = ""
                if before is not None and 0 <= name.start - len(name.title) - before.end <= 3:
                    state = self._state(before.text)
                for word in self._titles(name.title):
                    self._bearers.setdefault(word, []).append((name, state))
            before = name

    def _titles(self, title: str) -> list[str]:
        words = [self._lexicon.shortened.get(word, word) for word in title.lower().split()]
        return [word for word in words if not self._lexicon.titles.get(word) and word in self._lexicon.roles]

    def _state(self, word: str) -> str:
        low = word.lower()
        found = self._lexicon.demonyms.get(low) or self._lexicon.states.get(low)
        return found.name if found is not None else ""

    def who(self, phrase: str, start: int) -> str:
        """The full name of the one person that a phrase such as “the Serbian president” can mean, else nothing.

        `start` is where the phrase begins: who is named only later is not meant.
        """
        words = phrase.lower().split()
        if not 1 < len(words) <= _MOST_WORDS or words[0] != "the":
            return ""
        states = [self._state(word) for word in words[1:-1] if self._state(word)]
        others = [word for word in words[1:] if not self._state(word)]
        if not others or any(word not in self._lexicon.titles and word not in self._lexicon.roles for word in others):
            return ""
        bearers = [one for one in self._bearers.get(words[-1], ()) if one[0].start < start]
        if states:
            bearers = [one for one in bearers if one[1] == states[0]]
        persons = {one[0].full for one in bearers}
        return persons.pop() if len(persons) == 1 else ""
