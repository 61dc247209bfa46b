"""What leads from a quotation to its speaker: verbs of saying on either side, “according to”, dashes, and silence.

Responsible for: the phrase that names the speaker, in the order of how sure each way is.
Refuses to: say who the phrase means (`resolving.py`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.proposing.clauses import first_subject, is_passive, preferred, subject_of, subjects
from briefing.proposing.phrases import Phrase, is_named, phrase_after, phrase_before, text_span, with_complements
from briefing.proposing.sentences import Page, Quoted, Sentence
from briefing.proposing.words import VERBAL, Word

_TAG = re.compile(r"[“”\"«„]\s?([^\W\d_a-z][^\W\d_a-zß-ÿ .’\'-]{1,40}):")
_REACH = 70
_FAR = 300
_SKIPPED = frozenset(("aux", "adv", "time"))
GOES_ON = "It goes on from the quotation before it."
TAGGED = "The transcript names who speaks."
_LEADING = frozenset(("that", "of", "to", "as", "about"))
_SILENT = frozenset(("q", ",", ".", '"', "-", ":", ";"))
_JOINS = frozenset((",", "-", '"', ";"))


@dataclass(frozen=True, kw_only=True)
class Found:
    """A speaker as the text names him: a slice of the text, the word that is the head, how sure, and why.

    `head` is -1 where the name stands inside of marks, whose words the page does not have.
    """

    start: int
    end: int
    confidence: float
    reason: str
    head: int = -1
    continued: bool = False


def found_at(page: Page, phrase: Phrase, confidence: float, reason: str) -> Found:
    """What a phrase amounts to as a speaker."""
    start, end = text_span(page.words, phrase)
    return Found(start=start, end=end, head=phrase.head, confidence=confidence, reason=reason)


def _said(page: Page, first: int, last: int, where: str) -> str:
    """“said Josep Borrell” follows the quotation."""
    return f"“{page.text[page.words[first].start : page.words[last - 1].end]}” {where}"


def after_quote(page: Page, number: int, place: int, sentence: Sentence) -> Found | None:
    """“…”, said X; “…”, X said; “…”, according to X; “…” – X."""
    tagged = _tagged(page, words=page.words, place=place)
    if tagged is not None:
        return tagged
    words, hi = page.words, sentence.last
    at = place + 1
    while at < hi and words[at].tag in _JOINS and words[at].tag != "-":
        at += 1
    if at >= hi:
        return None
    apart = at > place + 1 or page.closings[number] in ",?!…" or words[at].tag == "-"
    if words[at].tag == "-" and at + 1 < hi:
        dashed = _inverted(page, at + 1, hi, apart) or _direct(page, at + 1, hi)
        return dashed or _dashed(page, at, hi)
    return _inverted(page, at, hi, apart) or _direct(page, at, hi) or _according(page, at, hi)


def _tagged(page: Page, words: Sequence[Word], place: int) -> Found | None:
    """A transcript that puts the name inside of the marks: “KURTI: No.”"""
    found = _TAG.match(page.text, words[place].start)
    if found is None:
        return None
    return Found(start=found.start(1), end=found.end(1), confidence=0.9, reason=TAGGED)


def inside(page: Page, words: Sequence[Word], quote: Quoted) -> Found | None:
    """The reporter’s clause inside of the marks: “We agree, said X, but not on this”. `words` are those of the text."""
    first = bisect_left(words, quote.start, key=lambda word: word.start)
    last = bisect_left(words, quote.end, key=lambda word: word.start)
    whole = replace(page, words=list(words[first : min(last, first + _FAR)]))
    for at, word in enumerate(whole.words[1:], 1):
        if word.tag in ("say", "aux") and whole.words[at - 1].tag in (",", "-"):
            found = _inverted(whole, at, len(whole.words), apart=False)
            if found is not None:
                return replace(found, head=-1, confidence=0.5, reason=found.reason.replace("follows", "stands in"))
    return None


def tag_of(page: Page, found: Found) -> str:
    """What the head of a speaker is: a name, a pronoun, …; empty where the page does not have it."""
    return page.words[found.head].tag if found.head >= 0 else ""


def _inverted(page: Page, at: int, hi: int, apart: bool) -> Found | None:
    words = page.words
    start = at
    while start < hi and words[start].tag in ("aux", "adv"):
        start += 1
    if start >= hi or words[start].tag != "say" or words[start].form not in ("p", "s") or start + 1 >= hi:
        return None
    start += 1
    while start < hi and words[start].tag in ("adv", "aux"):
        start += 1
    phrase = phrase_after(words, start, hi, page.lexicon)
    if phrase is None or (not apart and not is_named(words, phrase)) or words[phrase.head].low in ("it", "that"):
        return None
    whole = _joined(page, with_complements(words, phrase, hi, page.lexicon), hi)
    chosen = preferred(page, whole, whole.last, hi) if whole.last < hi else whole
    return found_at(page, chosen, 0.95, _said(page, at, whole.last, "follows the quotation."))


def _joined(page: Page, phrase: Phrase, hi: int) -> Phrase:
    words = page.words
    if phrase.last + 1 < hi and words[phrase.last].low == "and":
        other = phrase_after(words, phrase.last + 1, hi, page.lexicon)
        if other is not None and words[other.head].tag == words[phrase.head].tag and words[other.head].tag != "pron":
            after = words[other.last].tag if other.last < hi else "."
            if after not in ("aux", *VERBAL):
                return Phrase(phrase.first, other.last, other.head)
    return phrase


def _direct(page: Page, at: int, hi: int) -> Found | None:
    words = page.words
    if words[at].low == "as" or (words[at].form == "p" and at + 1 < hi and words[at + 1].tag in ("name", "role")):
        at += 1  # as X put it; retired general X said
    phrase = phrase_after(words, at, hi, page.lexicon)
    if phrase is None:
        return None
    whole = _with_joined(page, with_complements(words, phrase, hi, page.lexicon), hi)
    for subject, verb in ((whole, _verb_from(page, whole.last, hi)), (phrase, _verb_from(page, phrase.last, hi))):
        if verb is not None and words[verb].tag == "say" and words[verb].form != "g":
            chosen = preferred(page, subject, subject.last, verb)
            return found_at(page, chosen, 0.95, _said(page, chosen.first, verb + 1, "follows the quotation."))
    return None


def _with_joined(page: Page, phrase: Phrase, hi: int) -> Phrase:
    words = page.words
    if phrase.last + 1 < hi and words[phrase.last].low == "and":
        other = phrase_after(words, phrase.last + 1, hi, page.lexicon)
        if other is not None:
            return Phrase(phrase.first, other.last, other.head)
    return phrase


def _verb_from(page: Page, at: int, hi: int) -> int | None:
    """The verb that follows a subject, past an aside between commas, adverbs and auxiliaries."""
    words = page.words
    for _ in range(4):
        while at < hi and (
            words[at].tag in _SKIPPED or (words[at].tag == "prep" and at + 1 < hi and words[at + 1].tag == "time")
        ):
            at += 1
        if at >= hi:
            return None
        if words[at].tag in VERBAL:
            return at
        if words[at].tag not in (",", "-"):
            return None
        closing = at + 1
        while closing < min(hi, at + 40) and words[closing].tag not in (",", "-", "q"):
            closing += 1
        if closing >= hi or words[closing].tag not in (",", "-"):
            return None
        at = closing + 1 if closing + 1 < hi and words[closing + 1].tag in (*VERBAL, *_SKIPPED) else closing
    return None


def _according(page: Page, at: int, hi: int) -> Found | None:
    words = page.words
    for leading in page.lexicon.according:
        if tuple(word.low for word in words[at : at + len(leading)]) == leading:
            phrase = phrase_after(words, at + len(leading), hi, page.lexicon)
            if phrase is not None:
                whole = with_complements(words, phrase, hi, page.lexicon)
                chosen = preferred(page, whole, whole.last, hi) if whole.last < hi else whole
                return found_at(page, chosen, 0.9, _said(page, at, chosen.last, "goes with the quotation."))
    return None


def _dashed(page: Page, at: int, hi: int) -> Found | None:
    words = page.words
    phrase = phrase_after(words, at + 1, hi, page.lexicon)
    if (
        phrase is None
        or not is_named(words, phrase)
        or (phrase.last < hi and words[phrase.last].tag not in (",", ".", "q"))
    ):
        return None
    return found_at(page, phrase, 0.9, "The name follows the quotation behind a dash.")


def before_quote(page: Page, place: int, sentence: Sentence, earlier: Sequence[Found | None]) -> Found | None:
    """X said: “…”; X called it “…”; according to X, “…”; X’s warning that “…”."""
    words, lo = page.words, sentence.first
    spare: Found | None = None
    for at in range(place - 1, max(lo, place - _REACH) - 1, -1):
        word = words[at]
        if word.tag == "q":
            other = earlier[int(word.form)]
            if other is not None and other.start < words[place].start:
                return replace(other, confidence=min(0.9, other.confidence), reason=GOES_ON)
            continue
        found = None
        if word.tag in ("say", "judge"):
            found = _by_verb(page, at, lo, place)
        elif word.tag == "noun":
            found = _by_noun(page, at, lo, place)
        elif word.tag == "prep":
            found = _according(page, at, place)
        elif word.tag == ":" and at > lo:
            found = _by_colon(page, at, lo)
        if found is not None and _may_speak(page, found, at, lo):
            return found
        spare = spare or found
    return replace(spare, confidence=0.5) if spare is not None else None


def _may_speak(page: Page, found: Found, verb: int, lo: int) -> bool:
    """Whether a subject is one that speaks, and is not only the “she” of “X said she hopes”."""
    words = page.words
    head = words[found.head]
    if head.low in page.lexicon.indefinite or head.tag == "poss" or (head.low == "that" and found.head < verb):
        return False
    before = words[found.head - 1] if found.head > lo else None
    if head.tag == "rel":
        return before is not None and before.tag in (",", "-", "name")
    if head.tag == "pron" and before is not None and found.head < verb:
        return not (
            before.low == "what"
            or before.tag == "say"
            or (before.low == "that" and _reported(page, found.head - 1, lo))
        )
    speaks = head.tag in ("name", "title", "role", "pron") or head.low in page.lexicon.writings
    return speaks or _is_plural(head.low)


def _reported(page: Page, place: int, lo: int) -> bool:
    """Whether a “that” stands shortly behind a verb of saying."""
    return any(word.tag == "say" for word in page.words[max(lo, place - 8) : place])


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith("ss")


def _by_verb(page: Page, at: int, lo: int, place: int) -> Found | None:
    words = page.words
    if is_passive(page, at, lo):
        for by in range(at + 1, min(at + 12, place)):
            if words[by].low == "by":
                agent = phrase_after(words, by + 1, place, page.lexicon)
                if agent is not None:
                    return found_at(page, agent, 0.85, _said(page, at, agent.last, "goes with the quotation."))
        return None
    phrase = subject_of(page, at, lo)
    if page.lexicon.turned and (phrase is None or (phrase.first > lo and words[phrase.first - 1].tag == "prep")):
        start = at + 1
        while start < place and words[start].tag in ("aux", "adv"):
            start += 1
        phrase = phrase_after(words, start, place, page.lexicon) or phrase
    sure = 0.9 if words[at].tag == "say" else 0.8
    if phrase is None and words[at].form == "g":
        phrase = _subject_behind(page, place)
        sure = 0.7
    if phrase is None:
        return None
    reason = (
        _said(page, phrase.first, at + 1, "comes before the quotation.")
        if phrase.first < at
        else "The clause after the quotation says who speaks."
    )
    return found_at(page, phrase, sure, reason)


def _subject_behind(page: Page, place: int) -> Phrase | None:
    """After saying “…”, she left: the subject that follows."""
    end = page.sentences[page.sentence_of(place)].last
    for at in range(place + 1, min(place + 20, end)):
        if page.words[at].tag == ",":
            return next((phrase for phrase, _ in subjects(page, at, end)), None)
    return next((phrase for phrase, _ in subjects(page, place + 1, end)), None)


def _by_noun(page: Page, at: int, lo: int, place: int) -> Found | None:
    words = page.words
    if words[at].low not in page.lexicon.nouns or (
        words[at + 1].low not in _LEADING and words[at + 1].tag not in (":", ",")
    ):
        return None
    first = at
    while first > lo and words[first - 1].tag in ("word", "adj", "num", "role") and at - first < 4:
        first -= 1
    if first == lo:
        return None
    if words[first - 1].tag == "'s":
        phrase = phrase_before(words, first - 1, lo, page.lexicon)
    elif words[first - 1].tag == "poss":
        phrase = Phrase(first - 1, first, first - 1)
    else:
        return None
    if phrase is None:
        return None
    return found_at(page, phrase, 0.75, _said(page, phrase.first, at + 1, "comes before the quotation."))


def _by_colon(page: Page, at: int, lo: int) -> Found | None:
    phrase = phrase_before(page.words, at, lo, page.lexicon)
    if phrase is None or phrase.first != lo or not is_named(page.words, phrase):
        return None
    return found_at(page, phrase, 0.85, "The name stands before the quotation with a colon.")


def at_end(page: Page, place: int, sentence: Sentence) -> Found | None:
    """What is said of the whole sentence at its end: “…, X said.”"""
    words, hi = page.words, sentence.last
    for at in range(min(hi - 1, place + _REACH), place, -1):
        if words[at].tag != "say" or words[at].form == "g" or is_passive(page, at, place + 1):
            continue
        phrase = subject_of(page, at, place + 1)
        if phrase is not None and (words[phrase.first - 1].tag in (",", "-", "q") or phrase.first == place + 1):
            return found_at(page, phrase, 0.8, _said(page, phrase.first, at + 1, "ends the sentence."))
    for at in range(place + 1, min(hi, place + _REACH)):
        found = _according(page, at, hi) if words[at].tag == "prep" else None
        if found is not None:
            return found
    return None


def without_cue(page: Page, place: int, sentence: Sentence, earlier: Sequence[Found | None]) -> Found | None:
    """No verb of saying: who spoke before, or the subject of the clause."""
    words = page.words
    around = words[max(sentence.first, place - _REACH) : min(sentence.last, place + _REACH)]
    if any(word.tag not in _SILENT for word in around):
        own = first_subject(page, sentence.first, place)
        if own is not None and words[own.head].tag in ("name", "pron", "role"):
            return found_at(page, own, 0.45, "The quotation stands in a sentence about them.")
    return _continued(page, sentence, earlier) or _announced(page, sentence)


def _continued(page: Page, sentence: Sentence, earlier: Sequence[Found | None]) -> Found | None:
    """Whoever spoke just before, or was the subject of the sentence before."""
    words = page.words
    number = page.sentence_of(sentence.first)
    if number == 0:
        return None
    before = page.sentences[number - 1]
    near = words[max(before.first, before.last - _FAR) : before.last]
    quotes = [int(word.form) for word in near if word.tag == "q"]
    same = before.paragraph == sentence.paragraph
    for quote in reversed(quotes):
        other = earlier[quote] if quote < len(earlier) else None
        if other is not None:
            sure = 0.85 if same else 0.75
            return replace(other, confidence=min(sure, other.confidence), continued=True, reason=GOES_ON)
    said = _last_said(page, before)
    if said is not None:
        return replace(said, confidence=0.75 if same else 0.5, continued=True)
    every = [phrase for phrase, _ in subjects(page, before.first, before.last)]
    for phrase in every:
        if words[phrase.head].tag in ("name", "pron", "role"):
            found = found_at(page, phrase, 0.6 if same else 0.4, "The sentence before is about them.")
            return replace(found, continued=True)
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
    return found_at(page, phrase, 0.55, "The sentence behind the quotation is about them.")


def _last_said(page: Page, sentence: Sentence) -> Found | None:
    """Who is said to speak in a sentence without quotation."""
    for at in range(sentence.last - 1, max(sentence.first, sentence.last - _REACH), -1):
        if page.words[at].tag == "say" and not is_passive(page, at, sentence.first):
            phrase = subject_of(page, at, sentence.first)
            if phrase is not None:
                found = found_at(
                    page, phrase, 0.75, _said(page, phrase.first, at + 1, "stands in the sentence before.")
                )
                if _may_speak(page, found, at, sentence.first):
                    return found
    return None
