"""The shipped English word list behind Hunspell, and the trade's own words beside it.

Making one reads the files and takes a worker's time. Raises `SpellingError` where the package or the files are missing.
"""

from __future__ import annotations

from briefing import paths
from briefing.errors import SpellingError
from briefing.wording import say

LANGUAGE = "en_GB"
_TRADE = "trade_words.txt"


class Dictionary:
    """Which words are English. It belongs to one thread at a time."""

    def __init__(self) -> None:
        """Read the word list."""
        folder = paths.resources() / "spelling"
        try:
            from hunspell import Hunspell
        except ImportError:  # there is no such package for Macs with Intel, and one that cannot be loaded is none
            raise SpellingError(
                "Spelling is not marked: the package chunspell is not there on this computer."
            ) from None
        try:
            # UTF-8 makes the package open folders of any name on Windows too
            self._words = Hunspell(LANGUAGE, hunspell_data_dir=str(folder), system_encoding="UTF-8")
            lines = (folder / _TRADE).read_text("utf-8").splitlines()
        except Exception as error:  # noqa: BLE001 (the package has errors of its own; what they mean is one thing)
            raise SpellingError(say("Spelling is not marked: the word list cannot be read (%1).", error)) from None
        if not self._words.spell("the"):  # the package does not say that it could read nothing
            raise SpellingError("Spelling is not marked: the word list cannot be read.")
        self.trade = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))

    def knows(self, word: str) -> bool:
        """Whether a plain word is in the list, in any of its forms."""
        return bool(self._words.spell(word))

    def suggest(self, word: str) -> list[str]:
        """Words of the list that look like this one, the likeliest first."""
        return list(self._words.suggest(word))
