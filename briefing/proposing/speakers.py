"""Who speaks each quotation of a text, as the text says it, and who that is.

Responsible for: one answer a quotation, with a confidence and its reason in words for people.
Refuses to: take somebody for the speaker whom the text merely names nearby; to make an aide the person aided.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.proposing.ahead import before_quote
from briefing.proposing.behind import after_quote, at_end, enclosed, inside
from briefing.proposing.cue_words import cue_words
from briefing.proposing.floor import Floor
from briefing.proposing.found import GOES_ON, TAGGED, Found, tag_of
from briefing.proposing.guessing import likeliest
from briefing.proposing.names import Names, names_in
from briefing.proposing.proposal import About, Mention, Span
from briefing.proposing.resolving import Resolver
from briefing.proposing.sentences import Page, Quoted, page_of
from briefing.proposing.signed import signature
from briefing.proposing.silence import without_cue
from briefing.proposing.turns import turns
from briefing.proposing.unspaced import beside
from briefing.proposing.vocabulary import lexicon
from briefing.proposing.words import Word, read
from briefing.terms import SpeakerCertainty
from briefing.wording import say

_SURE = 0.9
_LIKELY = 0.7
_GUESS = 0.5


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """Who is speaking: `speaker` as the text says it, `resolved` by the fullest name known, empty if unsure."""

    speaker: Mention | None = None
    resolved: str = ""
    certainty: SpeakerCertainty = SpeakerCertainty.ANONYMOUS
    confidence: float = 0.0
    reason: str = ""


def attribute(
    text: str,
    quoted: Sequence[Quoted],
    about: About,
    names: Names | None = None,
    words: Sequence[Word] | None = None,
) -> tuple[Attribution, ...]:
    """The speaker of each quotation, in the same order; `names` and `words` where the text has been read already."""
    known = lexicon(about.language or likeliest(text, [(one.marks_start, one.marks_end) for one in quoted]))
    words = read(text, known) if words is None else words
    names = names_in(text, known.tag, words) if names is None else names
    spoken = turns(text, known.tag, about.folded)
    floor = Floor(text, spoken, names, about, known, cue_words(known.tag).questioners)
    page = page_of(text, words, quoted, known, about.folded, [turn.tag for turn in spoken])
    found = _found(page, quoted, words, floor)
    resolver = Resolver(page, names, about, found, floor)
    return tuple(_attribution(page, one, resolver) for one in found)


def _found(page: Page, quoted: Sequence[Quoted], words: Sequence[Word], floor: Floor) -> list[Found | None]:
    found: list[Found | None] = []
    for number, quote in enumerate(quoted):
        one = signature(page, quote) or _one(page, number, found)
        if floor and one is not None and floor.turn_at(one.start) != floor.turn_at(quote.start):
            one = None  # what was said in another turn says nothing here
        if quote.turn is not None and (one is None or _says_less(page, one, floor)):
            one = _turn(page, quote.turn) or one
        if one is None or one.confidence < _GUESS:
            one = beside(page, quote) or inside(page, words, quote) or one
        found.append(one)
        _shared(found, number, quote.continues)
    return found


def _says_less(page: Page, found: Found, floor: Floor) -> bool:
    """Whether the tag of a turn says more than the turn itself: a guess, a “we”, an “I” whose name nobody gives."""
    if found.confidence < _GUESS:
        return True
    meant = page.lexicon.pronouns.get(page.words[found.head].low, "") if found.head >= 0 else ""
    return meant == "selves" or (meant == "self" and not floor.speaker(found.start))


def _turn(page: Page, turn: Span) -> Found | None:
    """The speaker’s tag of a transcript, unless it is a clause such as “X added:”."""
    start, end = turn
    clause = not page.text[start:end].isupper()
    if clause and any(word in page.lexicon.inverted for word in page.text[start:end].lower().split()):
        return None
    return Found(start=start, end=end, confidence=0.95, reason=TAGGED)


def _shared(found: list[Found | None], number: int, before: int | None) -> None:
    """One speaker for a quotation and the one it goes on from: the surer of the two."""
    if before is None or not 0 <= before < number:
        return
    first, second = found[before], found[number]
    if first is not None and (second is None or second.confidence < min(first.confidence, _LIKELY)):
        found[number] = replace(first, continued=True, reason=GOES_ON)
    elif second is not None and (first is None or first.confidence < min(second.confidence, _LIKELY)):
        found[before] = replace(
            second, continued=True, reason=say("The quotation that follows it has the same speaker.")
        )


def _one(page: Page, number: int, earlier: Sequence[Found | None]) -> Found | None:
    place = page.places[number]
    if place < 0:
        return earlier[number - 1] if number else None
    sentence = page.sentences[page.sentence_of(place)]
    framed = enclosed(page, place, sentence) if page.lexicon.turned else None
    if framed is not None:
        return framed
    behind = after_quote(page, number, place, sentence)
    if behind is not None and tag_of(page, behind) != "pron":
        return behind
    ahead = before_quote(page, place, sentence, earlier)
    if behind is not None:
        named = ahead is not None and ahead.confidence >= _SURE and tag_of(page, ahead) == "name"
        return ahead if named else behind
    return ahead or at_end(page, place, sentence) or without_cue(page, place, sentence, earlier)


def _attribution(page: Page, found: Found | None, resolver: Resolver) -> Attribution:
    if found is None:
        return Attribution(reason=say("Nothing says who is speaking."))
    start, end = found.start, found.end
    resolved, certainty, sure = resolver.who(found)
    return Attribution(
        speaker=Mention(name=page.text[start:end], start=start, end=end),
        resolved=resolved,
        certainty=certainty,
        confidence=round(found.confidence * sure, 2),
        reason=found.reason,
    )
