"""Questions of spelling: which words a store knows besides the dictionary's."""

from briefing.reading.base import Asking
from briefing.store import words


class WordReading(Asking):
    """What the speller asks."""

    def proper_names(self) -> list[str]:
        """The names, other names, places and publishers in the records. Slow on large stores."""
        return words.names(self.store)

    def person_names(self) -> list[str]:
        """The names of all persons in every spelling, for places where no person may be named."""
        return words.persons(self.store)

    def own_words(self) -> list[str]:
        """The words that users added to this store, in the order they were added."""
        return list(words.own(self.store))
