"""Words handed on right before the marks without a verb of saying: “the words of X: “…””, “X (“…”)”, “he’s like, “…””.

Responsible for: the phrase that names whose words they are. Refuses to: look further than the clause before the marks.
"""

from briefing.proposing.clauses import is_role_word, subject_of, whole_of
from briefing.proposing.found import Found, comes_before, found_at, said
from briefing.proposing.phrases import Phrase, is_named, phrase_after, phrase_before
from briefing.proposing.sentences import Page
from briefing.wording import say

_FROM = frozenset(("of", "from", "by", "to", "de", "von"))
_NEAR = 8
_QUOTING = frozenset(("quote", "quoting", "quotes", "zitiere", "zitiert", "cite", "citant", "citiram", "цитирам"))
_LIKE = frozenset(("like", "all"))
_GOES = frozenset(("go", "goes", "went", "going"))


def handed_on(page: Page, place: int, lo: int) -> Found | None:
    """Whose words stand at `place`, by what stands right before them."""
    words = page.words
    before = words[place - 1] if place > lo else None
    if before is None:
        return None
    if before.tag == ":":
        return _of_whom(page, place - 1, lo)
    if before.tag in ("(", "["):
        return _in_brackets(page, place - 1, lo)
    return _colloquial(page, place - 1 if before.tag == "," else place, lo) if page.lexicon.tag == "en" else None


def headed(page: Page, end: int, lo: int) -> Found | None:
    """A heading over the words: “Statement by Captain Sam Obi”."""
    return _of_whom(page, end, lo) if end > lo and page.words[end - 1].tag in ("name", "role") else None


def _of_whom(page: Page, colon: int, lo: int) -> Found | None:
    """“She recalled the words of the late President Toma: “…”; a letter from the mayor: “…”."""
    words = page.words
    if page.lexicon.noun_capitals and words[lo].low == "für":
        judged = phrase_after(words, lo + 1, colon, page.lexicon)
        if judged is not None and words[judged.head].tag in ("name", "role"):
            return found_at(page, judged, 0.7, said(page, lo, judged.last, comes_before))
    phrase = phrase_before(words, colon, lo, page.lexicon)
    quoting = phrase is not None and any(
        word.low in _QUOTING for word in words[max(lo, phrase.first - 2) : phrase.first]
    )
    if phrase is not None and quoting and words[phrase.head].tag in ("name", "role", "title"):
        return found_at(page, phrase, 0.8, said(page, phrase.first, phrase.last, comes_before))
    if phrase is None or phrase.first - 2 < lo or words[phrase.first - 1].low not in _FROM:
        return None
    known = page.lexicon
    noun_of = words[phrase.first - 2].low in known.nouns and words[phrase.head].tag == "name"
    low = words[phrase.head].low
    placed = low in known.places or low in known.states or low in known.capitals
    if not _person(page, phrase) and (not noun_of or placed):
        return None
    noun = words[phrase.first - 2]
    if words[phrase.first - 1].low == "to":
        near = [word.low for word in words[max(lo, phrase.first - _NEAR) : phrase.first]]
        if not {"attribute", "attributed", "attributable"} & set(near):
            return None
        return found_at(page, phrase, 0.8, said(page, phrase.first - 1, phrase.last, comes_before))
    if noun.low not in page.lexicon.nouns and noun.low not in page.lexicon.writings:
        return None
    return found_at(page, phrase, 0.8, said(page, phrase.first - 2, phrase.last, comes_before))


def _in_brackets(page: Page, bracket: int, lo: int) -> Found | None:
    """“the remarks of Ambassador Toma (“…”)”: the person named right before the bracket."""
    phrase = phrase_before(page.words, bracket, lo, page.lexicon)
    if phrase is None or not is_named(page.words, phrase) or not _person(page, phrase):
        return None
    return found_at(page, phrase, 0.6, say("It stands in brackets behind the name."))


def _colloquial(page: Page, end: int, lo: int) -> Found | None:
    """“he’s like, “…”; “and she goes, “…”: the spoken ways of leading to words."""
    words = page.words
    last = end - 1
    if last <= lo or words[last].low not in _LIKE | _GOES:
        return None
    verb = last if words[last].low in _GOES else last - 1
    short = words[last].low in _LIKE and words[verb].tag == "'s"
    if words[last].low in _LIKE and words[verb].tag != "aux" and not short:
        return None
    phrase = phrase_before(words, verb, lo, page.lexicon) if short else subject_of(page, verb, lo)
    if phrase is None or words[phrase.head].tag not in ("pron", "name", "role"):
        return None
    return found_at(page, phrase, 0.8, said(page, phrase.first, last + 1, comes_before))


def _person(page: Page, phrase: Phrase) -> bool:
    """Whether a phrase is of a person by its title, its given name or its role."""
    words, known = page.words, page.lexicon
    whole = whole_of(page, phrase, phrase.first) or phrase
    return is_role_word(page, words[whole.head].low) or any(
        word.tag == "title" or word.low in known.given for word in words[phrase.first : phrase.last]
    )
