"""The same words quoted more than once: in a headline, a caption, a pull quote, an earlier message.

Responsible for: choosing the place that is proposed. Refuses to: join what differs in a word (variants stay), and to
drop a few words that the article itself says twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.proposing.cue_words import WORD

_TELLING = 3
_LONG_WORD = 4
_MOST_LOOKED_UP = 64


@dataclass(frozen=True, slots=True)
class Said:
    """Quoted words with what matters for a choice: how sure they are, and whether they stand outside of the article.

    `apart` is true for a headline, a paragraph of its own, or an earlier message.
    """

    words: str
    confidence: float
    apart: bool


def repeats(said: Sequence[Said]) -> frozenset[int]:
    """The numbers of those that only repeat another one."""
    exact = [" ".join(WORD.findall(one.words.replace("’", "'"))) for one in said]
    folded = [words.lower() for words in exact]
    counts = [words.count(" ") + 1 if words else 0 for words in folded]
    best: dict[str, int] = {}
    for number, one in enumerate(said):
        held = best.get(folded[number])
        if held is None or _rank(one) > _rank(said[held]):
            best[folded[number]] = number
    outside = [number for number, one in enumerate(said) if one.apart and counts[number] >= _TELLING]
    found = {
        number
        for number in outside
        if best[folded[number]] != number and not _restyled(exact[number], exact[best[folded[number]]])
    }
    inside = [number for number, one in enumerate(said) if not one.apart]
    article = " | ".join(folded[number] for number in inside)
    as_written = " | ".join(exact[number] for number in inside)
    for number in outside[:_MOST_LOOKED_UP]:
        if f" {folded[number]} " in f" {article} " and not _restyled(exact[number], as_written):
            found.add(number)
    return frozenset(found)


def _restyled(words: str, elsewhere: str) -> bool:
    """Whether a headline Gives Words Capitals that they do not have in the other place: not the same to the letter."""
    plain = [word for word in words.split() if len(word) >= _LONG_WORD]
    capitals = bool(plain) and all(word[0].isupper() for word in plain) and not words.isupper()
    return capitals and words not in elsewhere


def _rank(one: Said) -> tuple[bool, float]:
    return not one.apart, one.confidence
