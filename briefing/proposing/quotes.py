"""Which words of a text are quoted speech: the marked pieces, judged, chained and freed of repetitions.

Responsible for: `find`, what is proposed as quotes; `verdicts`, everything in marks with what it is taken for; and
`spoken_turns` of a transcript.
Offsets are code points of the text as given. Refuses to: change a character, or to say who speaks.
The work grows with the length of the text, whatever marks it holds.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.proposing import languages
from briefing.proposing.blocks import blocks
from briefing.proposing.cue_words import CueWords, cue_words, plain_words
from briefing.proposing.guessing import guess
from briefing.proposing.paragraphs import paragraphs, parts
from briefing.proposing.pieces import Bounds, Piece, pieces
from briefing.proposing.proposal import Span
from briefing.proposing.repeats import Said, repeats
from briefing.proposing.settings import Around
from briefing.proposing.turns import Turn, turns
from briefing.proposing.verdicts import SHORT, Kind, Verdict, is_note, judge, judge_unclosed, length
from briefing.terms import QuoteForm
from briefing.wording import say

_PROPOSED = frozenset({Kind.SPEECH, Kind.UNCLOSED})
_TABLE = Verdict(Kind.MARKUP, 0.9, say("So many marks in so few words are a table or a program."))
_ROW = 16
_FEWEST_CELLS = 64
_NARROW = 30
_BESIDE = 250
_CLAUSE = 16
_SENTENCES = re.compile(r"[.!?]\s+\S[^.!?]*:\s*\Z")
_WHOLE = 5


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """Words in marks: `text[start:end]`, without the marks and without one comma of the reporter.

    `marks_start` and `marks_end` take in the marks and that comma. `continues` is the number, in the same answer, of
    the quote that this one goes on with: in the next paragraph, or after the clause that reports it. `turn` is the
    place of the speaker's tag in a transcript.
    """

    start: int
    end: int
    marks_start: int
    marks_end: int
    form: QuoteForm
    kind: Kind
    confidence: float
    reason: str
    continues: int | None = None
    turn: Span | None = None


def find(text: str, language: str = "", folded: Sequence[Span] = ()) -> tuple[Quoted, ...]:
    """What is proposed as quotes, in the order of the text, without overlap.

    `folded` are the places of earlier messages: no quote crosses their edges, and what they repeat is left out.
    """
    everything = verdicts(text, language, folded)
    kept = [number for number, one in enumerate(everything) if one.kind in _PROPOSED]
    renumbered: dict[int | None, int] = {number: new for new, number in enumerate(kept)}
    return tuple(replace(everything[number], continues=renumbered.get(everything[number].continues)) for number in kept)


def verdicts(text: str, language: str = "", folded: Sequence[Span] = ()) -> tuple[Quoted, ...]:
    """Everything in marks, each with what it is taken for, in the order of the text.

    A language that is not given is guessed; where that fails, English words are looked for.
    """
    language = language or guess(text)
    words = cue_words(language)
    places = paragraphs(text, folded)
    found = pieces(text, places, parts(text, places, folded), languages.load(language, "marks"))
    found = sorted([*found, *blocks(text, places, found, words)], key=lambda piece: piece.start)
    around = Around(text, places, found, words)
    table = _crowded(found)
    judged = [_TABLE if number in table else _verdict(piece, around, words) for number, piece in enumerate(found)]
    judged = _with_neighbours(found, judged, around, words)
    judged = _without_repeats(found, judged, around, folded)
    numbers = {id(piece): number for number, piece in enumerate(found)}
    tags = _Tags(turns(text, language, folded))
    return tuple(
        Quoted(
            start=piece.start,
            end=piece.end,
            marks_start=piece.marks_start,
            marks_end=piece.marks_end,
            form=_form(around.inside(piece), piece.comma),
            kind=verdict.kind,
            confidence=verdict.confidence,
            reason=verdict.reason,
            continues=numbers.get(id(piece.after)) if piece.after else _split(number, found, judged, around, words),
            turn=tags.of(piece.start),
        )
        for number, (piece, verdict) in enumerate(zip(found, judged, strict=True))
    )


def spoken_turns(text: str, language: str = "", folded: Sequence[Span] = ()) -> tuple[Quoted, ...]:
    """The turns of a transcript, as words without marks; they are not among the answers of `find`."""
    return tuple(
        Quoted(
            start=turn.words[0],
            end=turn.words[1],
            marks_start=turn.words[0],
            marks_end=turn.words[1],
            form=_form(text[turn.words[0] : turn.words[1]], comma=False),
            kind=Kind.TURN,
            confidence=0.8,
            reason=say("The transcript gives the turn to this speaker."),
            turn=turn.tag,
        )
        for turn in turns(text, language or guess(text), folded)
    )


def _crowded(found: list[Piece]) -> set[int]:
    """Pieces that stand as close as in a table of values or a program: no speaker is quoted that often."""
    crowded: set[int] = set()
    for first in range(len(found) - _ROW + 1):
        if found[first + _ROW - 1].marks_end - found[first].marks_start < _ROW * _NARROW:
            crowded.update(range(first, first + _ROW))
    return crowded if len(crowded) >= _FEWEST_CELLS else set()


class _Tags:
    """Which speaker's tag a place of a transcript stands under."""

    def __init__(self, found: Sequence[Turn]) -> None:
        self._turns = found
        self._starts = [turn.tag[0] for turn in found]

    def of(self, place: int) -> Span | None:
        at = bisect(self._starts, place) - 1
        return self._turns[at].tag if at >= 0 and place < self._turns[at].words[1] else None


def _without_repeats(
    found: list[Piece], judged: list[Verdict], around: Around, folded: Sequence[Span]
) -> list[Verdict]:
    asked = [number for number, verdict in enumerate(judged) if verdict.kind in _PROPOSED]
    earlier = sorted(folded)
    said = []
    for number in asked:
        piece = found[number]
        at = bisect(earlier, (piece.start, len(around.text))) - 1
        apart = around.stands_apart(piece) or (at >= 0 and piece.start < earlier[at][1])
        said.append(Said(around.inside(piece), judged[number].confidence, apart))
    again = list(judged)
    for number in repeats(said):
        again[asked[number]] = Verdict(Kind.REPEATED, 0.9, say("The same words are quoted in a fuller place."))
    return again


def _verdict(piece: Piece, around: Around, words: CueWords) -> Verdict:
    if is_note(around.inside(piece)):
        return Verdict(Kind.NOTE, 0.9, say("A remark in brackets, not words that were said."))
    if around.text[piece.marks_start - 1 : piece.marks_start] == "=":
        return judge(around.setting(piece), words)
    if piece.bounds is Bounds.BLOCK:
        return Verdict(Kind.SPEECH, 0.6, say("A block set apart after a reporting clause."))
    if piece.bounds is Bounds.SPANNING:
        return Verdict(Kind.SPEECH, 0.85, say("One pair of marks over several paragraphs."))
    if piece.bounds is Bounds.REPEATED:
        return Verdict(Kind.SPEECH, 0.85, say("The mark is opened again in the next paragraph."))
    if piece.bounds is Bounds.UNCLOSED and piece.after:
        return Verdict(Kind.SPEECH, 0.6, say("It goes on from the paragraph before, but is never closed."))
    if piece.bounds is Bounds.UNCLOSED:
        return judge_unclosed(around.setting(piece), words)
    verdict = judge(around.setting(piece), words)
    if piece.after and verdict.kind is not Kind.MARKUP:
        return Verdict(Kind.SPEECH, 0.9, say("It goes on from the paragraph before."))
    if piece.bounds is Bounds.REPAIRED and verdict.kind is Kind.SPEECH:
        return Verdict(
            Kind.SPEECH,
            round(verdict.confidence * 0.7, 2),
            "A mark is turned or spaced the wrong way. " + verdict.reason,
        )
    return verdict


def _with_neighbours(found: list[Piece], judged: list[Verdict], around: Around, words: CueWords) -> list[Verdict]:
    """Look again at words that nobody seemed to say, where words beside them are speech."""
    again = list(judged)
    for number, piece in enumerate(found):
        if judged[number].kind is not Kind.SCARE:
            continue
        for other in (number - 1, number + 1):
            if not 0 <= other < len(found) or judged[other].kind is not Kind.SPEECH:
                continue
            first, second = found[min(number, other)], found[max(number, other)]
            if _beside(first, second, around, words if length(around.inside(piece)) <= SHORT else None):
                again[number] = judge(around.setting(piece, beside_speech=True), words)
    for number in range(1, len(found)):
        first, second = found[number - 1], found[number]
        listed = again[number - 1].kind is Kind.TERM and again[number].kind is Kind.SPEECH
        if listed and length(around.inside(second)) <= SHORT and _beside(first, second, around, words):
            again[number] = again[number - 1]  # words such as “…,” “…” and “…”
    return again


def _beside(first: Piece, second: Piece, around: Around, joined_by: CueWords | None) -> bool:
    """Whether pieces belong together: in one paragraph, or, where that is asked, joined by an "and" alone."""
    if first.paragraph != second.paragraph or second.marks_start - first.marks_end > _BESIDE:
        return False
    if joined_by is None:
        return True
    between = around.between(first, second)
    return not set(between) & set(".!?;:") and all(word in joined_by.joining for word in plain_words(between))


def _split(number: int, found: list[Piece], judged: list[Verdict], around: Around, words: CueWords) -> int | None:
    """The piece before, if only the clause that reports it stands between."""
    if number == 0:
        return None
    first, second = found[number - 1], found[number]
    if first.paragraph != second.paragraph or judged[number].kind is not Kind.SPEECH:
        return None
    between = around.between(first, second)
    if length(between) > _CLAUSE or _SENTENCES.search(between) or judged[number - 1].kind is not Kind.SPEECH:
        return None
    spoken = first.comma or between.lstrip()[:1] in tuple(",–—-") or around.inside(first)[-1:] in tuple("?!…")
    heard = any(word in words.reporting for word in plain_words(between))
    return number - 1 if spoken and heard and between.rstrip()[-1:] in tuple(",.:–—-") else None


def _form(inside: str, comma: bool) -> QuoteForm:
    """Whether the words are at least one whole sentence."""
    first = next((one for one in inside if one.isalnum()), "")
    ended = inside.rstrip("\"”’'»“ ")[-1:] in tuple(".!?…。！？؟")
    if first.islower() or not first:
        return QuoteForm.FRAGMENT
    return QuoteForm.FULL if ended or comma or length(inside) > _WHOLE else QuoteForm.FRAGMENT
