"""Transcripts: who has the turn, where a text writes it as "NAME: words".

Responsible for: telling tags of speakers from labels ("Photo: …", "Subject: …") and from a colon in a sentence.
Refuses to: say who the tag means, and to see a transcript where only one line looks like it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.proposing.lexicon import lexicon
from briefing.proposing.paragraphs import paragraphs, parts
from briefing.proposing.proposal import Span

_TAG = re.compile(
    r"[\s>\"“”„«*_–—-]*"
    r"(?P<tag>[^\W\d_a-z][\w.'’-]*(?:[ \u00a0][\w.'’(),&/-]+){0,7})"
    r"(?:\**_*[ \u00a0]?[:：]\**(?=[\s\u00a0]|\Z)|(?<=(?<!\w)[QA])(?=\t|[ \u00a0]{2}))"
)
_LONGEST_TAG = 70
_NOTE = re.compile(r"\s*[(\[][^()\[\]]*[)\]][.\s]*\Z")
_LETTERS = ("Q", "A")


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's turn: the tag without its colon, and the words up to the next turn. Both are slices of the text."""

    tag: Span
    words: Span


def turns(text: str, language: str = "", edges: Sequence[Span] = ()) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none where the text is no transcript."""
    places = paragraphs(text, edges)
    belongs = parts(text, places, edges)
    words = lexicon(language)
    barred = words.labels
    tagged = [(number, tag) for number, place in enumerate(places) if (tag := _tag(text, place, barred))]
    names = [text[tag[0] : tag[1]] for _, tag in tagged]
    counts = Counter(names)
    shouted = sum(name.isupper() for name in names)
    answered = len(counts) < len(names) or any(name.lower() in words.questioners for name in names)
    if not answered or (shouted < 2 and len(names) < 3):
        return ()
    if shouted >= 2:
        tagged = [
            (number, tag)
            for (number, tag), name in zip(tagged, names, strict=True)
            if name.isupper() or counts[name] > 1
        ]
    found = []
    mostly = len(tagged) * 3 >= len(places) - tagged[0][0]
    for (number, tag), following in zip(tagged, [*(number for number, _ in tagged[1:]), len(places)], strict=True):
        last = number
        while mostly and last + 1 < following and belongs[last + 1] == belongs[number]:
            last += 1
        while last > number and _NOTE.match(text, *places[last]):
            last -= 1
        start, end = _words(text, tag[1], places[last][1])
        if _NOTE.match(text, start, end):
            continue
        if start < end:
            found.append(Turn(tag, (start, end)))
    return tuple(found)


def _tag(text: str, place: Span, barred: frozenset[str]) -> Span | None:
    match = _TAG.match(text, place[0], min(place[1], place[0] + _LONGEST_TAG + 20))
    if not match:
        return None
    tag = match["tag"]
    words = [word.strip(".,()'’") for word in tag.split()]
    if len(tag) > _LONGEST_TAG or tag.lower() in barred or (words and words[0].lower() in barred):
        return None
    if tag in _LETTERS or tag.isupper():
        return match.span("tag")
    low = sum(word[:1].islower() for word in words)
    return match.span("tag") if low <= 2 and len(words) <= 6 else None


def _words(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ":：*_ "):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
