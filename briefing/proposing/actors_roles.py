"""What a text says somebody is: the words before a name, or between commas beside it.

Responsible for: `role_of`. Refuses to: put words together that do not stand together, and to know offices by itself.
"""

from collections.abc import Sequence

from briefing.proposing.vocabulary import Lexicon
from briefing.proposing.words import Word

_COURTESY = frozenset({"dr", "prof", "rev", "hon", "sr", "jr", "mr", "mrs", "ms"})
_BEFORE_TITLES = frozenset({"former", "vice", "deputy", "acting", "then", "late", "outgoing"})
_CLOSES = frozenset({",", ".", "p", "-", "rel", ")", "say", "aux", "verb", '"', "q"})
_FAR = 8
_LONGEST = 12
_INNER = frozenset({"title", "role", "name", "word", "adj", "noun", "'s", "num"})
_LINKS = frozenset({"of", "for", "and", "to", "in", "at", "on", "the", "with", "from"})


class Roles:
    """Which words are offices and trades."""

    def __init__(self, known: Lexicon, nobody: frozenset[str]) -> None:
        """`nobody` are words for persons that say no office: wife, friend."""
        self._known = known
        self._nobody = nobody

    def courtesy(self, word: Word) -> bool:
        """Whether a title is Mr, Ms or Dr."""
        return bool(self._known.titles.get(word.low)) or word.low.rstrip(".") in _COURTESY

    def office(self, word: Word) -> bool:
        """Whether a word is an office or a trade, not Mr or Ms."""
        if word.low in self._nobody or word.low in self._known.bodies:
            return False
        if word.tag == "title":
            return not self.courtesy(word)
        return word.tag == "role" or (word.low in self._known.roles and word.tag in ("word", "noun", "name"))


def role_of(text: str, words: Sequence[Word], first: int, last: int, roles: Roles) -> str:
    """The role of the name at words `first` to before `last`, as the text states it; empty if it does not."""
    return _direct(text, words, first, roles) or _before(text, words, first, roles) or _behind(text, words, last, roles)


def _cut(text: str, words: Sequence[Word], first: int, last: int) -> str:
    return " ".join(text[words[first].start : words[last - 1].end].split())


def _direct(text: str, words: Sequence[Word], first: int, roles: Roles) -> str:
    """`Kosovo Prime Minister`, `party leader` in front of a name, without a comma."""
    if first == 0 or not roles.office(words[first - 1]):
        return ""
    begin = first - 1
    capitals = words[first - 1].text[:1].isupper()
    while begin > 0 and first - begin < _FAR and words[begin - 1].tag in _INNER:
        small = words[begin - 1].text[:1].islower() and words[begin - 1].tag != "'s"
        capitals = capitals or not small
        if small and capitals and words[begin - 1].low not in _BEFORE_TITLES:
            break
        begin -= 1
    while begin < first - 1 and words[begin].tag in ("'s", "num"):
        begin += 1
    return _cut(text, words, begin, first)


def _head(words: Sequence[Word], begin: int, end: int, roles: Roles) -> bool:
    """Whether the noun that a description is about is an office: the last word before `of` or `for`."""
    if begin < end and words[begin].low == "the":
        begin += 1
    link = next((place for place in range(begin, end) if words[place].low in _LINKS), end)
    return link > begin and roles.office(words[link - 1])


def _before(text: str, words: Sequence[Word], first: int, roles: Roles) -> str:
    """`the EU’s chief diplomat, Name`."""
    if first < 2 or words[first - 1].tag != ",":
        return ""
    end = begin = first - 1
    while begin > 0 and end - begin < _LONGEST and (words[begin - 1].tag in _INNER or words[begin - 1].low in _LINKS):
        begin -= 1
    while begin < end and words[begin].low in _LINKS - {"the"}:
        begin += 1
    starts = begin < end and (
        words[begin].low == "the" or (begin > 0 and words[begin - 1].tag in ("det", "say", "p", "."))
    )
    return _cut(text, words, begin, end) if starts and _head(words, begin, end, roles) else ""


def _behind(text: str, words: Sequence[Word], last: int, roles: Roles) -> str:
    """`Name, a senator from Ohio,`."""
    if last + 1 >= len(words) or words[last].tag != ",":
        return ""
    begin = end = last + 1
    while (
        end < len(words)
        and end - begin < _LONGEST
        and (words[end].tag in _INNER or words[end].tag == "det" or words[end].low in _LINKS)
    ):
        end += 1
    closes = end >= len(words) or words[end].tag in _CLOSES
    start = begin + (words[begin].tag == "det")
    if not closes or not _head(words, start, end, roles):
        return ""
    while end > begin and words[end - 1].low in _LINKS:
        end -= 1
    return _cut(text, words, begin, end)
