"""What a text says somebody is: the words before a name, or between commas beside it.

Responsible for: `role_of`. Refuses to: put words together that do not stand together, and to know offices by itself.
"""

from collections.abc import Sequence

from briefing.proposing.vocabulary import Lexicon
from briefing.proposing.words import Word

_FAR = 8
_LONGEST = 12
_INNER = frozenset({"title", "role", "name", "word", "adj", "noun", "'s", "num"})
_LINKS = frozenset({"of", "for", "and", "to", "in", "at", "on", "the", "with", "from"})


def role_of(text: str, words: Sequence[Word], first: int, last: int, known: Lexicon) -> str:
    """The role of the name at words `first` to before `last`, as the text states it; empty if it does not."""
    return _direct(text, words, first, known) or _before(text, words, first, known) or _behind(text, words, last, known)


def is_role(word: Word, known: Lexicon) -> bool:
    """Whether a word is an office or a trade, not Mr or Ms."""
    if word.tag == "title":
        return not known.titles.get(word.low) and word.low.rstrip(".") not in ("dr", "prof", "rev", "hon", "sr", "jr")
    return word.tag == "role" or (word.low in known.roles and word.tag in ("word", "noun", "name"))


def _cut(text: str, words: Sequence[Word], first: int, last: int) -> str:
    return " ".join(text[words[first].start : words[last - 1].end].split())


def _direct(text: str, words: Sequence[Word], first: int, known: Lexicon) -> str:
    """`Kosovo Prime Minister` in front of a name, without a comma."""
    begin = first
    while begin > 0 and first - begin < _FAR and words[begin - 1].tag in _INNER:
        begin -= 1
    head = next((place for place in range(first - 1, begin - 1, -1) if is_role(words[place], known)), None)
    if head is None or first - head > 3:
        return ""
    while begin < head and words[begin].tag in ("word", "noun", "num", "'s") and not _open(words, begin):
        begin += 1
    return _cut(text, words, begin, first)


def _open(words: Sequence[Word], place: int) -> bool:
    """Whether the words from here on are a description that begins with `the` or `a`: `the former chief`."""
    return place > 0 and words[place - 1].tag in ("det", "poss", ",")


def _before(text: str, words: Sequence[Word], first: int, known: Lexicon) -> str:
    """`the EU’s chief diplomat, Name`."""
    if first < 2 or words[first - 1].tag != ",":
        return ""
    end = begin = first - 1
    while begin > 0 and end - begin < _LONGEST and (words[begin - 1].tag in _INNER or words[begin - 1].low in _LINKS):
        begin -= 1
    while begin < end and words[begin].low in _LINKS - {"the"}:
        begin += 1
    if begin == end or not any(is_role(word, known) for word in words[begin:end]):
        return ""
    starts = words[begin].low == "the" or (begin > 0 and words[begin - 1].tag in ("det", "say", "poss", "p", "."))
    return _cut(text, words, begin, end) if starts else ""


def _behind(text: str, words: Sequence[Word], last: int, known: Lexicon) -> str:
    """`Name, a senator from Ohio,`."""
    if last + 1 >= len(words) or words[last].tag != ",":
        return ""
    begin = end = last + 1
    while end < len(words) and end - begin < _LONGEST and (
        words[end].tag in _INNER or words[end].tag in ("det", "poss") or words[end].low in _LINKS
    ):
        end += 1
    closes = end >= len(words) or words[end].tag in (",", ".", "p", "-", "rel", ")", "say", "aux", "verb", '"', "q")
    early = any(is_role(word, known) for word in words[begin : min(end, begin + 7)])
    opens = words[begin].tag in ("det", "poss", "role") or (words[begin].tag == "name" and _possesses(words, begin, end))
    if not (closes and early and opens) or end == begin:
        return ""
    while end > begin and words[end - 1].low in _LINKS:
        end -= 1
    return _cut(text, words, begin, end)


def _possesses(words: Sequence[Word], begin: int, end: int) -> bool:
    return any(word.tag in ("'s", "role") for word in words[begin : min(end, begin + 4)])
