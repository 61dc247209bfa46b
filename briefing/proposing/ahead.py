"""What stands before a quotation and names its speaker: X said: “…”; X called it “…”; X’s warning that “…”.

Responsible for: the nearest verb or noun of saying whose subject can speak. Refuses to: say who that is.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefing.proposing.behind import according
from briefing.proposing.clauses import is_passive, preferred, subject_of, subjects, whole_of
from briefing.proposing.found import GOES_ON, Found, comes_before, found_at, goes_with, said
from briefing.proposing.handed import handed_on
from briefing.proposing.phrases import Phrase, is_named, phrase_after, phrase_before, with_complements
from briefing.proposing.sentences import Page, Sentence
from briefing.wording import say

_REACH = 70
_MOST = 6
_SHORT = 12
_BULLETS = frozenset(("-", "*", "•", "·", "num", ".", ")", "("))
_QUOTE = frozenset(("quote", "cite", "zitiere", "citiram"))
_SPEAKS = frozenset(("pron", "name", "role", "title"))
_BE = frozenset(("was", "were", "is", "are"))
_LEADING = frozenset(("that", "of", "to", "as", "about"))


def before_quote(page: Page, place: int, sentence: Sentence, earlier: Sequence[Found | None]) -> Found | None:
    """X said: “…”; X called it “…”; according to X, “…”; X’s warning that “…”."""
    words, lo = page.words, sentence.first
    handed = handed_on(page, place, lo)
    if handed is not None:
        return handed
    spare: Found | None = None
    tried = 0
    for at in range(place - 1, max(lo, place - _REACH) - 1, -1):
        word = words[at]
        if word.tag == "q":
            other = earlier[int(word.form)]
            if spare is None and other is not None and other.start < words[place].start:
                return replace(other, confidence=min(0.9, other.confidence), reason=GOES_ON)
            continue
        found = None
        if word.tag in ("say", "judge"):
            found = _by_verb(page, at, lo, place)
        elif word.tag == "noun":
            found = _by_noun(page, at, lo, place)
        elif word.tag == "prep" or (page.lexicon.turned and word.low == "so" and words[at - 1].tag == ","):
            found = according(page, at, place)
        elif word.tag == ":" and at > lo:
            found = _by_colon(page, at, lo)
        if found is not None and may_speak(page, found, at, lo):
            return found
        spare = spare or found
        tried += word.tag in ("say", "judge")
        if tried == _MOST:
            break
    return replace(spare, confidence=0.5) if spare is not None else None


def may_speak(page: Page, found: Found, verb: int, lo: int) -> bool:
    """Whether a subject is one that speaks, and is not only the “she” of “X said she hopes”."""
    words = page.words
    head = words[found.head]
    told = page.lexicon.pronouns.get(head.low, "")
    if told == "self" and words[verb].low in _QUOTE:
        return False  # “X said, and I quote,”
    if head.low in page.lexicon.indefinite or head.tag == "poss" or (head.low == "that" and found.head < verb):
        return False
    before = words[found.head - 1] if found.head > lo else None
    if head.tag == "rel":
        return before is not None and before.tag in (",", "-", "name")
    if head.tag == "pron" and before is not None and found.head < verb:
        return not (
            (before.tag in ("word", "role", "noun") and words[verb].low not in page.lexicon.plain)
            or before.low == "what"
            or (before.tag == "say" and not (told == "addressed" and words[verb].low in page.lexicon.plain))
            or (before.low == "that" and _reported(page, found.head - 1, lo))
        )
    if words[verb].low in page.lexicon.attitudes and found.end <= words[verb].start and _told(page, found, lo):
        return False
    known = page.lexicon
    speaks = head.tag in ("name", "title", "role", "pron") or head.low in known.writings or head.low in known.bodies
    return speaks or _is_plural(head.low)


def _told(page: Page, found: Found, lo: int) -> bool:
    """Whether a subject is itself what somebody said: “X said Y saw”."""
    at = found.head
    while at > lo and page.words[at].start > found.start:
        at -= 1
    before = page.words[at - 1] if at > lo else None
    return before is not None and (before.tag == "say" or (before.low == "that" and _reported(page, at - 1, lo)))


def _reported(page: Page, place: int, lo: int) -> bool:
    """Whether a “that” stands shortly behind a verb of saying."""
    return any(word.tag == "say" for word in page.words[max(lo, place - 40) : place])


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith("ss")


def _by_verb(page: Page, at: int, lo: int, place: int) -> Found | None:
    words = page.words
    if is_passive(page, at, lo):
        for by in range(at + 1, min(at + 12, place)):
            if words[by].low == "by":
                agent = phrase_after(words, by + 1, place, page.lexicon)
                if agent is not None:
                    return found_at(page, agent, 0.85, said(page, at, agent.last, goes_with))
        return None
    phrase = _in_frame(page, at, lo, place) or subject_of(page, at, lo)
    if page.lexicon.turned and phrase is None:
        start = at + 1
        while start < place and words[start].tag in ("aux", "adv"):
            start += 1
        phrase = phrase_after(words, start, place, page.lexicon)
        if phrase is not None:
            whole = with_complements(words, phrase, place, page.lexicon)
            phrase = preferred(page, whole, whole.last, place)
    sure = 0.9 if words[at].tag == "say" else 0.8
    if phrase is None and words[at].form == "g":
        phrase = _subject_behind(page, place)
        sure = 0.6
    if phrase is None:
        return None
    reason = (
        said(page, phrase.first, at + 1, comes_before)
        if phrase.first < at
        else say("The clause after the quotation says who speaks.")
    )
    return found_at(page, phrase, sure, reason)


def _in_frame(page: Page, at: int, lo: int, place: int) -> Phrase | None:
    """German: “Ich habe dem Kanzler gesagt: …”, “Die Linden seien krank, sagt er, …”: not what stands right before."""
    words = page.words
    if not page.lexicon.noun_capitals:
        return None
    if at > lo and words[at - 1].tag == "," and at + 1 < place:
        behind = phrase_after(words, at + 1, place, page.lexicon)
        ends = behind is not None and words[behind.last].tag in (",", ":", "q")
        return behind if behind is not None and ends and words[behind.head].tag in _SPEAKS else None
    for aux in range(at - 1, max(lo, at - _SHORT) - 1, -1):
        if words[aux].tag in (",", ";", ":", "q", "say", "judge", "verb"):
            return None
        if words[aux].tag == "aux" and aux < at - 1:
            before = phrase_before(words, aux, lo, page.lexicon) if aux > lo else None
            phrase = before or phrase_after(words, aux + 1, at, page.lexicon)
            return whole_of(page, phrase, lo) if phrase is not None else None
    return None


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
        words[at + 1].low not in _LEADING | _BE and words[at + 1].tag != ":"
    ):
        return None
    return _possessor(page, at, lo)


def _possessor(page: Page, at: int, lo: int) -> Found | None:
    """Whose a noun is: “X’s repeated warning”, “his warning”."""
    words = page.words
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
    return found_at(page, phrase, 0.5, said(page, phrase.first, at + 1, comes_before))


def _by_colon(page: Page, at: int, lo: int) -> Found | None:
    """“X: …”, “Talks fail – X: …”, “From X: …”, “X’s answer was short: …”."""
    if at + 1 < len(page.words) and page.words[at + 1].tag == "q":
        for noun in range(at - 1, max(lo, at - _SHORT), -1):
            if page.words[noun].tag == "say":
                break
            if page.words[noun].tag == "noun" and page.words[noun - 1].tag in ("'s", "poss"):
                return _possessor(page, noun, lo)
    phrase = phrase_before(page.words, at, lo, page.lexicon)
    if phrase is None or not is_named(page.words, phrase) or at + 1 >= len(page.words):
        return None
    phrase = whole_of(page, phrase, lo) or phrase
    before = page.words[max(lo, phrase.first - _SHORT) : phrase.first]
    headed = before and before[-1].tag in ("-", "|") and page.words[at + 1].tag == "q"
    from_whom = before and before[-1].low in ("from", "by") and page.words[at + 1].tag == "q"
    if not headed and not from_whom and any(word.tag not in _BULLETS for word in before):
        return None
    return found_at(page, phrase, 0.8, say("The name stands before the quotation with a colon."))
