"""Quotations without a verb of saying: whoever spoke before, or whom the sentences around are about.

Responsible for: the likeliest speaker and how little sure that is. Refuses to: look into the paragraph before the last.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefing.proposing.ahead import may_speak
from briefing.proposing.behind import according
from briefing.proposing.clauses import first_subject, is_passive, subject_of, subjects
from briefing.proposing.found import GOES_ON, Found, found_at, said, stands_before
from briefing.proposing.handed import handed_on, headed
from briefing.proposing.phrases import phrase_after
from briefing.proposing.sentences import Page, Sentence
from briefing.wording import say

_REACH = 70
_MOST = 6
_FAR = 300
_END = 3
_SHORT = 8
_SILENT = frozenset(("q", ",", ".", '"', "-", ":", ";"))


def without_cue(page: Page, place: int, sentence: Sentence, earlier: Sequence[Found | None]) -> Found | None:
    """No verb of saying: who spoke before, or the subject of the clause."""
    words = page.words
    around = words[max(sentence.first, place - _REACH) : min(sentence.last, place + _REACH)]
    if any(word.tag not in _SILENT for word in around):
        if any(word.low in page.lexicon.reported for word in around):
            spoke = _continued(page, sentence, earlier)
            if spoke is not None:
                return spoke
        own = first_subject(page, sentence.first, place)
        if own is None and page.lexicon.turned and place and words[place - 1].tag == ":":
            own = phrase_after(words, sentence.first, place, page.lexicon)
        if own is not None and words[own.head].tag in ("name", "pron", "role", "title"):
            return found_at(page, own, 0.55, say("The quotation stands in a sentence about them."))
    return _continued(page, sentence, earlier) or _announced(page, sentence)


def _continued(page: Page, sentence: Sentence, earlier: Sequence[Found | None]) -> Found | None:
    """Whoever spoke just before, or was the subject of the sentence before."""
    words = page.words
    number = page.sentence_of(sentence.first)
    if number == 0:
        return None
    before = page.sentences[number - 1]
    leading = words[before.last - 1].tag == ":"
    handed = (handed_on if leading else headed)(page, before.last, before.first)
    if handed is not None:
        return handed
    same = before.paragraph == sentence.paragraph
    if not same and page.part_of(before.first) != page.part_of(sentence.first):
        return None
    spoke = _spoke_in(page, before, earlier)
    other = None if same or spoke is None else _by_turns(page, number, spoke, earlier)
    if other is not None:
        return other
    if spoke is not None:
        return replace(spoke, confidence=min(0.85 if same else 0.6, spoke.confidence), continued=True, reason=GOES_ON)
    said_there = _last_said(page, before)
    if said_there is not None:
        leads = words[before.last - 1].tag == ":"
        return replace(said_there, confidence=0.85 if leads else 0.6 if same else 0.45, continued=not leads)
    for phrase, _ in subjects(page, before.first, before.last):
        tag = words[phrase.head].tag
        if tag == "pron" and same:
            spoke = _spoke_in_paragraph(page, number - 1, earlier)
            if spoke is not None:
                return replace(spoke, confidence=min(0.7, spoke.confidence), continued=True, reason=GOES_ON)
        if tag in ("name", "pron", "role"):
            found = found_at(page, phrase, 0.4 if same else 0.35, say("The sentence before is about them."))
            return replace(found, continued=True)
    return None


def _by_turns(page: Page, number: int, last: Found, earlier: Sequence[Found | None]) -> Found | None:
    """“Once,” says X. – “Three times.”: in a dialogue, whoever spoke before X."""
    sentence, before = page.sentences[number], page.sentences[number - 1]
    following = page.sentences[number + 1].paragraph if number + 1 < len(page.sentences) else -1
    alone = page.words[before.first].tag == "q" and before.last - before.first <= _SHORT
    if not alone or sentence.last - sentence.first > 2 or following == sentence.paragraph:
        return None
    for back in range(number - 2, max(-1, number - 6), -1):
        other = _spoke_in(page, page.sentences[back], earlier)
        if other is not None:
            dialogue = page.sentences[back].paragraph == before.paragraph - 1
            named = all(one.head >= 0 and page.words[one.head].tag in ("name", "title") for one in (other, last))
            same = not named or page.words[other.head].low == page.words[last.head].low
            short = _is_short(page, before.paragraph, number - 1)
            if not dialogue or same or not short:
                return None
            return replace(other, confidence=0.45, continued=True, reason=say("Two speak by turns."))
    return None


def _is_short(page: Page, paragraph: int, number: int) -> bool:
    """Whether a paragraph is one short sentence."""
    return number == 0 or page.sentences[number - 1].paragraph != paragraph


def _spoke_in(page: Page, sentence: Sentence, earlier: Sequence[Found | None]) -> Found | None:
    """The speaker of the last quotation of a sentence."""
    for word in reversed(page.words[max(sentence.first, sentence.last - _FAR) : sentence.last]):
        if word.tag == "q" and int(word.form) < len(earlier):
            found = earlier[int(word.form)]
            if found is not None:
                return found
    return None


def _spoke_in_paragraph(page: Page, number: int, earlier: Sequence[Found | None]) -> Found | None:
    """Whoever spoke one or two sentences before, in the same paragraph."""
    for back in range(number - 1, max(-1, number - 3), -1):
        if page.sentences[back].paragraph != page.sentences[number].paragraph:
            break
        found = _spoke_in(page, page.sentences[back], earlier)
        if found is not None:
            return found
    return None


def _announced(page: Page, sentence: Sentence) -> Found | None:
    """“…” X paused. “…”: whoever the sentence between two quotations is about."""
    number = page.sentence_of(sentence.first) + 1
    if number + 1 >= len(page.sentences) or page.sentences[number + 1].paragraph != sentence.paragraph:
        return None
    after = page.sentences[number]
    if page.words[page.sentences[number + 1].first].tag != "q":
        return None
    phrase = next((phrase for phrase, main in subjects(page, after.first, after.last) if main), None)
    if phrase is None or page.words[phrase.head].tag not in ("name", "pron"):
        return None
    return found_at(page, phrase, 0.55, say("The sentence behind the quotation is about them."))


def _last_said(page: Page, sentence: Sentence) -> Found | None:
    """Who is said to speak in a sentence without quotation: at its end, “…, X said”, else as early as can be."""
    last = sentence.last
    first = max(sentence.first, last - _REACH)
    for at in range(first, last):
        whose = according(page, at, last) if page.words[at].tag == "prep" else None
        if whose is not None:
            return whose
    verbs = [at for at in range(first, last) if page.words[at].tag == "say"]
    if verbs and last - verbs[-1] <= _END:
        verbs = [verbs[-1], *verbs[:-1]]
    for at in verbs[:_MOST]:
        if not is_passive(page, at, sentence.first):
            phrase = subject_of(page, at, sentence.first)
            if phrase is not None:
                found = found_at(page, phrase, 0.6, said(page, phrase.first, at + 1, stands_before))
                if may_speak(page, found, at, sentence.first):
                    return found
    return None
