"""Transcripts: who has the turn, where a text writes it as "NAME: words".

Responsible for: telling tags of speakers from labels ("Photo: …", "Subject: …") and from a colon in a sentence.
Refuses to: say who the tag means, and to see a transcript where only one line looks like it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.proposing.cue_words import CueWords, cue_words
from briefing.proposing.paragraphs import paragraphs, parts
from briefing.proposing.proposal import Span

_STAMP = (
    r"(?:(?:[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?[\])]?"
    r"|\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[ \u00a0]\d{1,2}:\d\d(?::\d\d)?(?:[ \u00a0\u202f][AaPp]\.?[Mm]\.?)?\]?)"
    r"[ \u00a0\t]*(?:[-–][ \u00a0])?)?"
)
_TAG = re.compile(
    rf"[\s>\"“”„«*_–—-]*{_STAMP}[*_]*"
    r"(?P<tag>[^\W\d_a-z][\w.'’-]*(?:[ \u00a0][\w.'’(),&/-]+){0,11})"
    r"(?:\**_*[ \u00a0]?[:：]\**(?=[\s\u00a0]|\Z)|(?<=(?<!\w)[QA])(?=\t|[ \u00a0]{2}))"
)
_LETTER = re.compile(r"[\s>*_]*(?P<tag>[QA]\.)[*_]*[ \u00a0\t]+(?=[^\W\d_]|[\"“‘'«„])")
_OWN_LINE = re.compile(r"[\s>*_]*(?P<tag>[^\W\d_a-z][\w.'’-]*(?:[ \u00a0][\w.'’-]+){0,5})[*_\s]*\Z")
_MINUTES = re.compile(  # “Marie Delvaux (Renew). – …” and “Mr. TALBOT. …”, as parliaments print them
    r"[\s>*_]*(?P<tag>[^\W\d_a-z][\w'’-]*(?:,?[ \u00a0][\w'’(),&/-]+){0,11})\.[ \u00a0][–—][ \u00a0](?=\S)|"
    r"[\s>*_]*(?P<shouted>(?:[A-Z][a-z]+\.?[ \u00a0]){0,3}[A-Z][A-Z'’-]{2,}(?:[ \u00a0][A-Z][A-Z'’-]{2,}){0,2})"
    r"\.[ \u00a0](?=\S)"
)
_SHOUTED = re.compile(r"\b[A-Z][A-Z'’-]{2,}")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_TAG = 90
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
    words = cue_words(language)
    tagged = _tagged(text, places, words)
    names = [text[tag[0] : tag[1]] for _, tag in tagged]
    counts = Counter(names)
    shouted = sum(bool(_SHOUTED.search(name)) for name in names)
    printed = any(text[tag[1]] == "." for _, tag in tagged)
    answered = printed or len(counts) < len(names) or any(name.lower() in words.questioners for name in names)
    if not answered or (shouted < 2 and len(names) < 3):
        return ()
    if shouted >= 2:
        tagged = [
            (number, tag)
            for (number, tag), name in zip(tagged, names, strict=True)
            if _SHOUTED.search(name) or counts[name] > 1 or printed
        ]
    found = []
    mostly = len(tagged) * 3 >= len(places) - tagged[0][0]
    for (number, tag), following in zip(tagged, [*(number for number, _ in tagged[1:]), len(places)], strict=True):
        last = number
        if tag[1] + 1 >= places[number][1] and number + 1 < following:
            last += 1  # the tag has a line of its own
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


def _tagged(text: str, places: Sequence[Span], words: CueWords) -> list[tuple[int, Span]]:
    """The tags of all paragraphs that seem to have one; “Q.” counts only beside “A.”, a line only if it comes again."""
    found: list[tuple[int, Span]] = []
    letters: list[tuple[int, Span]] = []
    lines: list[tuple[int, Span]] = []
    minutes: list[tuple[int, Span]] = []
    for number, place in enumerate(places):
        tag = _tag(text, place, words)
        minute = _MINUTES.match(text, place[0], min(place[1], place[0] + _LONGEST_TAG + 20))
        letter = _LETTER.match(text, place[0], min(place[1], place[0] + _LONGEST_TAG))
        if tag is not None:
            found.append((number, tag))
        elif minute:
            minutes.append((number, minute.span(minute.lastgroup or 0)))
        elif letter:
            letters.append((number, letter.span("tag")))
        elif place[1] - place[0] <= _LONGEST_TAG:
            line = _OWN_LINE.match(text, *place)
            if line and line["tag"].isupper():
                lines.append((number, line.span("tag")))
    if all(sum(text[tag[0]] == one for _, tag in letters) > 1 for one in _LETTERS):
        found += letters
    if len(minutes) > 1 and len(minutes) * 4 > len(places):
        found += minutes
    counts = Counter(text[tag[0] : tag[1]] for _, tag in lines)
    again = [(number, tag) for number, tag in lines if counts[text[tag[0] : tag[1]]] > 1]
    if len({text[tag[0] : tag[1]] for _, tag in again}) > 1:
        found += again
    return sorted(found)


def _tag(text: str, place: Span, words: CueWords) -> Span | None:
    match = _TAG.match(text, place[0], min(place[1], place[0] + _LONGEST_TAG + 20))
    if not match:
        return None
    tag = match["tag"]
    barred = words.labels
    parts_of = [word.strip(".,()'’") for word in tag.split()]
    if len(tag) > _LONGEST_TAG or tag.lower() in barred or (parts_of and parts_of[0].lower() in barred):
        return None
    if tag in _LETTERS or tag.isupper():
        return match.span("tag")
    if any(word.islower() and word in words.reporting for word in parts_of):
        return None  # “X added: …” is a clause
    outside = _BRACKETS.sub(" ", tag).split()
    low = sum(word[:1].islower() for word in outside)
    return match.span("tag") if low <= 2 and len(outside) <= 7 else None


def _words(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ":：*_ .–—"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
