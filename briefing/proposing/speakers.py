"""Who speaks each quotation of a text, as the text says it, and who that is.

Responsible for: one answer a quotation, with a confidence and its reason in words for people.
Refuses to: take somebody for the speaker whom the text merely names nearby; to make an aide the person aided.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.proposing.cues import Found, after_quote, at_end, before_quote, without_cue
from briefing.proposing.vocabulary import lexicon
from briefing.proposing.names import Names, names_in
from briefing.proposing.proposal import About, Mention
from briefing.proposing.resolving import Resolver
from briefing.proposing.sentences import Page, Quoted, page_of
from briefing.proposing.words import read
from briefing.terms import SpeakerCertainty


_SURE = 0.9


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """Who is speaking: `speaker` as the text says it, `resolved` by the fullest name known, empty if unsure."""

    speaker: Mention | None = None
    resolved: str = ""
    certainty: SpeakerCertainty = SpeakerCertainty.ANONYMOUS
    confidence: float = 0.0
    reason: str = ""


def attribute(text: str, quoted: Sequence[Quoted], about: About, names: Names | None = None) -> tuple[Attribution, ...]:
    """The speaker of each quotation, in the same order."""
    known = lexicon(about.language)
    words = read(text, known)
    names = names_in(text, about.language, words) if names is None else names
    page = page_of(text, words, quoted, known)
    found = _found(page, quoted)
    resolver = Resolver(page, names, about.known, found)
    return tuple(_attribution(page, one, resolver) for one in found)


def _found(page: Page, quoted: Sequence[Quoted]) -> list[Found | None]:
    found: list[Found | None] = []
    for number in range(len(quoted)):
        found.append(_one(page, number, found))
    return found


def _one(page: Page, number: int, earlier: Sequence[Found | None]) -> Found | None:
    place = page.places[number]
    if place < 0:
        return earlier[number - 1] if number else None
    sentence = page.sentences[page.sentence_of(place)]
    behind = after_quote(page, number, place, sentence)
    if behind is not None and page.words[behind.head].tag != "pron":
        return behind
    ahead = before_quote(page, place, sentence, earlier)
    if behind is not None:
        named = ahead is not None and ahead.confidence >= _SURE and page.words[ahead.head].tag == "name"
        return ahead if named else behind
    return ahead or at_end(page, place, sentence) or without_cue(page, place, sentence, earlier)


def _attribution(page: Page, found: Found | None, resolver: Resolver) -> Attribution:
    if found is None:
        return Attribution(reason="Nothing says who is speaking.")
    start, end = found.start, found.end
    resolved, certainty, sure = resolver.who(found)
    return Attribution(
        speaker=Mention(name=page.text[start:end], start=start, end=end),
        resolved=resolved,
        certainty=certainty,
        confidence=round(found.confidence * sure, 2),
        reason=found.reason,
    )
