"""What stands behind a quotation, or inside of it, and names its speaker: “…”, said X; “…”, X said; “…” – X.

Responsible for: the phrase that names the speaker. Refuses to: say who the phrase means (`resolving.py`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from briefing.proposing.clauses import is_passive, preferred, subject_of
from briefing.proposing.found import (
    TAGGED,
    Found,
    elsewhere,
    ends,
    ends_clause,
    follows,
    found_at,
    goes_with,
    said,
    stands_inside,
)
from briefing.proposing.phrases import Phrase, is_named, phrase_after, phrase_before, with_complements
from briefing.proposing.sentences import Page, Quoted, Sentence
from briefing.proposing.words import VERBAL, Word
from briefing.wording import say

_TAG = re.compile(r"[“”\"«„]\s?([^\W\d_a-z][^\W\d_a-zß-ÿ .’\'-]{1,40}):")
_REACH = 70
_MOST = 6
_FAR = 300
_CREDIT = 8
_SKIPPED = frozenset(("aux", "adv", "time"))
_JOINS = frozenset((",", "-", '"', ";"))


def after_quote(page: Page, number: int, place: int, sentence: Sentence) -> Found | None:
    """“…”, said X; “…”, X said; “…”, according to X; “…” – X."""
    tagged = _tagged(page, words=page.words, place=place)
    if tagged is not None:
        return tagged
    words, hi = page.words, sentence.last
    at = place + 1
    credited = _credited(page, place, sentence)
    if credited is not None:
        return credited
    while at < hi and words[at].tag in _JOINS and words[at].tag != "-":
        at += 1
    if at >= hi:
        return None
    apart = at > place + 1 or page.closings[number] in ",?!…" or words[at].tag == "-"
    if words[at].tag == "-" and at + 1 < hi:
        dashed = _inverted(page, at + 1, hi, apart) or _direct(page, at + 1, hi, comma=False)
        return dashed or _dashed(page, at, hi)
    return (
        _inverted(page, at, hi, apart)
        or _direct(page, at, hi, page.closings[number] == "," and place == sentence.first)
        or according(page, at, hi)
    )


def _tagged(page: Page, words: Sequence[Word], place: int) -> Found | None:
    """A transcript that puts the name inside of the marks: “KURTI: No”."""
    found = _TAG.match(page.text, words[place].start)
    if found is None:
        return None
    return Found(start=found.start(1), end=found.end(1), confidence=0.85, reason=TAGGED)


def _inverted(page: Page, at: int, hi: int, apart: bool) -> Found | None:
    words = page.words
    aux = at + (words[at].tag == "adv" and at + 1 < hi)
    if page.lexicon.turned and words[aux].tag == "aux":
        framed = _framed(page, aux, hi)
        if framed is not None:
            return framed
    start = at
    while start < hi and words[start].tag in ("aux", "adv"):
        start += 1
    if start >= hi or words[start].tag != "say" or words[start].form not in ("p", "s") or start + 1 >= hi:
        return None
    start += 1
    while start < hi and words[start].tag in ("adv", "aux"):
        start += 1
    phrase = phrase_after(words, start, hi, page.lexicon)
    if (
        phrase is not None
        and words[phrase.head].tag != "name"
        and words[phrase.head].low.endswith(page.lexicon.datives)
    ):
        return None  # “rekao je novinarima”
    if phrase is None or (not apart and not is_named(words, phrase)) or words[phrase.head].low in ("it", "that", "es"):
        return None
    named = is_named(words, phrase)
    if not page.lexicon.turned and _tells(page, phrase, hi):
        return None
    whole = _joined(page, phrase if named else with_complements(words, phrase, hi, page.lexicon), hi)
    chosen = preferred(page, whole, whole.last, hi) if whole.last < hi else whole
    return found_at(page, chosen, 0.95, said(page, at, whole.last, follows))


def _tells(page: Page, phrase: Phrase, hi: int) -> bool:
    """Whether “said X could …” tells what X does: then somebody else speaks."""
    after = with_complements(page.words, phrase, hi, page.lexicon).last
    return after < hi and page.words[after].tag == "aux"


def _credited(page: Page, place: int, sentence: Sentence) -> Found | None:
    """“attributed the words “…” to X”."""
    words = page.words
    near = words[max(sentence.first, place - _CREDIT) : place]
    if (
        place + 2 >= sentence.last
        or words[place + 1].low != "to"
        or not any(one.low.startswith("attribut") for one in near)
    ):
        return None
    phrase = phrase_after(words, place + 2, sentence.last, page.lexicon)
    return None if phrase is None else found_at(page, phrase, 0.85, said(page, place + 1, phrase.last, follows))


def enclosed(page: Page, place: int, sentence: Sentence) -> Found | None:
    """Der Bürgermeister hatte das „…“ genannt: the subject of an auxiliary before, a participle behind."""
    words, hi = page.words, sentence.last
    at = place + 1
    if at >= hi or words[at].tag not in ("say", "judge") or (at + 1 < hi and words[at + 1].tag not in (",", ".")):
        return None
    for aux in range(place - 1, sentence.first - 1, -1):
        if words[aux].tag == "aux":
            phrase = phrase_before(words, aux, sentence.first, page.lexicon) if aux > sentence.first else None
            if phrase is None:
                phrase = phrase_after(words, aux + 1, place, page.lexicon)
            return None if phrase is None else found_at(page, phrase, 0.8, said(page, at, at + 1, ends_clause))
    return None


def _framed(page: Page, at: int, hi: int) -> Found | None:
    """“…”, hatte X zuvor erklärt: the subject between an auxiliary and its verb."""
    words = page.words
    phrase = phrase_after(words, at + 1, hi, page.lexicon)
    if phrase is None:
        return None
    whole = with_complements(words, phrase, hi, page.lexicon)
    for verb in range(whole.last, min(hi, whole.last + 8)):
        if words[verb].tag == "say":
            return found_at(page, phrase, 0.9, said(page, at, verb + 1, follows))
    return None


def _joined(page: Page, phrase: Phrase, hi: int) -> Phrase:
    words = page.words
    if phrase.last + 1 < hi and words[phrase.last].low == "and":
        other = phrase_after(words, phrase.last + 1, hi, page.lexicon)
        if other is not None and words[other.head].tag == words[phrase.head].tag and words[other.head].tag != "pron":
            after = words[other.last].tag if other.last < hi else "."
            if after not in ("aux", *VERBAL):
                return Phrase(phrase.first, other.last, other.head)
    return phrase


def _direct(page: Page, at: int, hi: int, comma: bool) -> Found | None:
    words = page.words
    if words[at].low == "as" or (words[at].form == "p" and at + 1 < hi and words[at + 1].tag in ("name", "role")):
        at += 1  # as X put it; retired general X said
    owned = at + 2 < hi and words[at].tag == "det" and words[at + 2].tag in ("name", "pron", "title")
    if owned and words[at + 1].low in page.lexicon.nouns:
        return None  # “…”, a line Crane has repeated
    phrase = phrase_after(words, at, hi, page.lexicon)
    if phrase is None:
        return None
    whole = _with_joined(page, with_complements(words, phrase, hi, page.lexicon), hi)
    for subject, verb in ((whole, _verb_from(page, whole.last, hi)), (phrase, _verb_from(page, phrase.last, hi))):
        if verb is not None and words[verb].tag == "say" and words[verb].form != "g":
            alone = phrase if is_named(words, phrase) and subject.head == phrase.head else subject
            chosen = preferred(page, alone, subject.last, verb)
            return found_at(page, chosen, 0.95, said(page, chosen.first, verb + 1, follows))
    acts = phrase.last < hi and words[phrase.last].tag == "verb" and words[phrase.last].form in ("p", "s")
    if comma and acts and words[phrase.head].tag in ("pron", "name"):
        return found_at(page, phrase, 0.7, said(page, phrase.first, phrase.last + 1, follows))  # “…,” he panted
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


def according(page: Page, at: int, hi: int) -> Found | None:
    """Whoever follows “according to” and its like at a word."""
    words = page.words
    for leading in page.lexicon.according:
        if tuple(word.low for word in words[at : at + len(leading)]) == leading:
            phrase = phrase_after(words, at + len(leading), hi, page.lexicon)
            if phrase is not None:
                whole = with_complements(words, phrase, hi, page.lexicon)
                chosen = preferred(page, whole, whole.last, hi) if whole.last < hi else whole
                return found_at(page, chosen, 0.85, said(page, at, chosen.last, goes_with))
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
    return found_at(page, phrase, 0.9, say("The name follows the quotation behind a dash."))


def at_end(page: Page, place: int, sentence: Sentence) -> Found | None:
    """What is said of the whole sentence at its end: “…”, X said."""
    words, hi = page.words, sentence.last
    verbs = [at for at in range(min(hi - 1, place + _REACH), place, -1) if words[at].tag == "say"]
    for at in verbs[:_MOST]:
        if words[at - 1].tag == "," and words[at].form in ("p", "s"):
            turned = _inverted(page, at, hi, apart=False)
            if turned is not None:
                return replace(turned, confidence=0.8, reason=elsewhere(turned.reason, ends))
        if words[at].form == "g" or is_passive(page, at, place + 1):
            continue
        phrase = subject_of(page, at, place + 1)
        opens = words[place + 1].tag == "aux" or phrase is None or words[phrase.first - 1].tag in (",", "-", "q")
        if phrase is not None and opens:
            return found_at(page, phrase, 0.8, said(page, phrase.first, at + 1, ends))
    for at in range(place + 1, min(hi, place + _REACH)):
        found = according(page, at, hi) if words[at].tag == "prep" else None
        if found is not None:
            return found
    return None


def inside(page: Page, words: Sequence[Word], quote: Quoted) -> Found | None:
    """The reporter’s clause inside of the marks: “We agree, said X, but not on this”. `words` are those of the text."""
    first = bisect_left(words, quote.start, key=lambda word: word.start)
    last = bisect_left(words, quote.end, key=lambda word: word.start)
    whole = replace(page, words=list(words[first : min(last, first + _FAR)]))
    for at, word in enumerate(whole.words[1:], 1):
        if word.tag in ("say", "aux") and whole.words[at - 1].tag in (",", "-"):
            found = _inverted(whole, at, len(whole.words), apart=False)
            if found is not None:
                return replace(found, head=-1, confidence=0.5, reason=elsewhere(found.reason, stands_inside))
    return None
