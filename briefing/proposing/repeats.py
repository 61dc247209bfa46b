"""The same words quoted more than once: in a headline, a caption, a pull quote, an earlier message.

Responsible for: choosing the place that is proposed. Refuses to: join what differs in a word (variants stay), and to
drop a few words that the article itself says twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.proposing.lexicon import WORD

_TELLING = 3
_SELF_EVIDENT = 6
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
    folded = [" ".join(WORD.findall(one.words.lower().replace("’", "'"))) for one in said]
    counts = [words.count(" ") + 1 if words else 0 for words in folded]
    best: dict[str, int] = {}
    for number, one in enumerate(said):
        held = best.get(folded[number])
        if held is None or _rank(one) > _rank(said[held]):
            best[folded[number]] = number
    found = {
        number
        for number, one in enumerate(said)
        if counts[number] >= _TELLING
        and best[folded[number]] != number
        and (one.apart or counts[number] >= _SELF_EVIDENT)
    }
    article = " | ".join(folded[number] for number, one in enumerate(said) if not one.apart)
    outside = [number for number, one in enumerate(said) if one.apart and counts[number] >= _TELLING]
    for number in outside[:_MOST_LOOKED_UP]:
        if f" {folded[number]} " in f" {article} ":
            found.add(number)
    return frozenset(found)


def _rank(one: Said) -> tuple[bool, float]:
    return not one.apart, one.confidence
