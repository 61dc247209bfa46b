"""Whose verb it is: the subject of a verb in a sentence, found without a full parse.

Responsible for: subjects before relative clauses, appositions and participles; infinitives and participles that
have the subject of another verb; names preferred to the roles beside them.
Refuses to: look outside of the sentence, and further than `_REACH` words.
"""

from collections.abc import Iterator

from briefing.proposing.phrases import Phrase, is_named, phrase_after, phrase_before, with_complements
from briefing.proposing.sentences import Page
from briefing.proposing.words import NOMINAL, VERBAL

_REACH = 90
_YEAR = 4
_THIS = frozenset(("this", "that", "last", "next", "the"))
_MOST_ASIDES = 6
_LONGEST_ASIDE = 40
_MERE_NOUN = 2
_LONGEST_BESIDE = 14
_SELVES = frozenset(("himself", "herself", "itself", "themselves"))
_SKIPPED = frozenset(("aux", "adv", "time"))
_STOPS = frozenset((",", "-", ";", ":", "q"))
_ASIDE = NOMINAL | {"rel", "det", "poss", "prep", "adv", "sub", "time"}
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am"))


def is_passive(page: Page, verb: int, floor: int) -> bool:
    """Whether a verb is suffered, not done: “was described”."""
    if page.words[verb].form != "p":
        return False
    at = verb - 1
    while at > floor and page.words[at].tag == "adv":
        at -= 1
    return at >= floor and page.words[at].low in _BE


def subject_of(page: Page, verb: int, floor: int, depth: int = 3) -> Phrase | None:
    """The phrase that a verb belongs to, or None; `floor` is the first word of the sentence."""
    words = page.words
    floor = max(floor, verb - _REACH)
    at = _left_of_auxiliaries(page, verb, floor)
    if at <= floor or depth == 0:
        return None
    at = _past_part(page, at, floor)
    if at - 2 > floor and words[at - 1].tag == "poss" and words[at - 2].low == "of":
        at -= 2  # “a colleague of his”
    before = words[at - 1]
    if before.tag == "rel" or before.low in ("which", "whom") or before.low == "that":
        return Phrase(at - 1, at, at - 1)
    if before.low == "to":
        return _of_other_verb(page, at - 1, floor, depth)
    beside = _beside(page, at - 1, floor) if words[verb].form == "g" and before.tag == "," else None
    if beside is not None:
        return beside
    if words[verb].form == "g" and before.tag not in NOMINAL:
        return _of_gerund(page, at, floor)
    if before.tag == "conj" or (before.tag == "sub" and before.low in ("if", "whether", "because")):
        return _nearest(page, floor, at - 1)
    if before.tag in (",", "-"):
        return _past_asides(page, at - 1, floor) or _nearest(page, floor, at - 1)
    found = phrase_before(words, at, floor, page.lexicon)
    if page.lexicon.turned:
        found = _past_adverbials(page, found, floor)
    if found is None:
        return _nearest(page, floor, at - 1) if before.tag in VERBAL or before.tag in ("prep", "q") else None
    if words[verb].form == "g":
        whole = whole_of(page, found, floor)
        if whole is not None and whole.first > floor and words[whole.first - 1].low == "with":
            return whole
        acts = words[found.head].tag in ("name", "role", "pron", "title")
        acts = acts or (words[found.head].low in page.lexicon.writings and words[verb].low == "reading")
        complement = found.first > floor and words[found.first - 1].tag == "prep" and not is_named(words, found)
        return found if acts and not complement else _of_gerund(page, at, floor)
    return whole_of(page, found, floor)


def _past_adverbials(page: Page, found: Phrase | None, floor: int) -> Phrase | None:
    """Left of “in Berlin”, where a language puts that between subject and verb; None if nothing else stands there."""
    words = page.words
    for _ in range(4):
        if found is None or found.first == floor or words[found.first - 1].tag != "prep":
            return found
        if found.first - 1 == floor and words[floor].low in ("iz", "из"):
            return found  # “Iz Komisije kažu”
        if words[found.first - 1].low in page.lexicon.complements and found.first - 1 > floor:
            return found
        at = _left_of_auxiliaries(page, found.first - 1, floor)
        found = phrase_before(words, at, floor, page.lexicon) if at > floor else None
    return found


def _beside(page: Page, closing: int, floor: int) -> Phrase | None:
    """“…, with its secretary-general, Nabil Haddad, saying”: the one beside the main clause."""
    words = page.words
    for opening in range(closing - 1, max(floor, closing - _LONGEST_BESIDE), -1):
        if words[opening].tag == ",":
            found = phrase_before(words, opening, floor, page.lexicon)
            whole = whole_of(page, found, floor) if found is not None else None
            if whole is None or whole.first <= floor or words[whole.first - 1].low != "with":
                return None
            return preferred(page, whole, opening, closing)
    return None


def _past_part(page: Page, at: int, floor: int) -> int:
    """Left of “on his part”, “for their part”."""
    words = page.words
    if at - 4 > floor and words[at - 1].low == "part" and words[at - 2].tag == "poss" and words[at - 3].tag == "prep":
        return at - 3
    return at


def antecedent(page: Page, relative: int, floor: int) -> Phrase | None:
    """What “who” stands for."""
    end = relative - 1 if relative - 1 > floor and page.words[relative - 1].tag in (",", "-") else relative
    found = phrase_before(page.words, end, floor, page.lexicon)
    if found is None:
        return None
    whole = whole_of(page, found, floor)
    acts = (
        whole is None or words_tag(page, whole) in ("name", "role", "title", "pron") or not is_named(page.words, found)
    )
    return whole if acts else found


def _left_of_auxiliaries(page: Page, verb: int, floor: int) -> int:
    at = verb
    while at > floor:
        word = page.words[at - 1]
        timed = at < verb and word.low in ("on", "in", "at") and page.words[at].tag in ("time", "num")
        timed = timed or (word.low in page.lexicon.clitics and at - 1 > floor)
        timed = timed or (
            word.tag == "num" and at - 1 > floor and page.words[at - 2].low == "in" and len(word.text) == _YEAR
        )
        timed = timed or (word.low == "once" and at > floor + 1 and _is_formerly(page, at - 1, floor))
        timed = timed or (at < verb and word.low in _THIS and page.words[at].tag == "time")
        if word.tag not in _SKIPPED and not timed:
            break
        at -= 1
    return at


def _is_formerly(page: Page, once: int, floor: int) -> bool:
    """Whether “once” is no conjunction: “who once called”, “her boss once said”."""
    before = page.words[once - 1].tag
    told = any(word.tag == "say" for word in page.words[max(floor, once - _LONGEST_ASIDE) : once])
    return before == "rel" or (before in NOMINAL and not told)


def _of_other_verb(page: Page, end: int, floor: int, depth: int) -> Phrase | None:
    """The subject of the verb that governs an infinitive: “went on to say”; of “led X to say”, X."""
    steered = phrase_before(page.words, end, floor, page.lexicon)
    if steered is not None and steered.first > floor and page.words[steered.first - 1].low in page.lexicon.steered:
        return steered
    for place in range(end - 1, max(floor, end - 12) - 1, -1):
        if page.words[place].tag in VERBAL or page.words[place].low in ("used", "has", "had"):
            return subject_of(page, place, floor, depth - 1)
        if page.words[place].tag in _STOPS:
            break
    return _nearest(page, floor, end)


def _of_gerund(page: Page, at: int, floor: int) -> Phrase | None:
    """The subject of “…, saying”: that of the main clause, or whoever was “quoted as saying”."""
    words = page.words
    if words[at - 1].low == "as":
        quoted = phrase_before(words, at - 1, floor, page.lexicon)
        if quoted is not None and quoted.first > floor and words[quoted.first - 1].tag in VERBAL:
            return quoted
    said = at - 2
    if said > floor and words[at - 1].tag == "," and words[said].tag == "say" and words[said].form != "g":
        return subject_of(page, said, floor, 1)
    return first_subject(page, floor, at - 1) or _nearest(page, floor, at - 1)


def whole_of(page: Page, found: Phrase, floor: int) -> Phrase | None:
    """A phrase with the head that it complements: “a spokesman for Kurti”; and with whom it is joined."""
    words = page.words
    phrase = found
    for _ in range(4):
        before = phrase.first - 1
        if before < floor:
            break
        if words[before].low == "by" and before > floor and words[before - 1].form == "p":
            outer = phrase_before(words, before - 1, floor, page.lexicon)
            if outer is None:
                break
            phrase = Phrase(outer.first, phrase.last, outer.head)
        elif words[before].tag in NOMINAL and words[phrase.first].low in page.lexicon.complements:
            outer = phrase_before(words, phrase.first, floor, page.lexicon)
            if outer is None:
                break
            phrase = Phrase(outer.first, phrase.last, outer.head)
        elif words[before].tag == "prep" and words[before].low != "than":
            outer = phrase_before(words, before, floor, page.lexicon)
            if outer is None or words[outer.head].tag == "pron" or words[outer.head].tag == "num":
                break
            low = words[outer.head].low
            if is_named(words, outer) and low not in page.lexicon.bodies and not is_role_word(page, low):
                return outer
            head = phrase.head if _titled(page, outer, phrase) else outer.head
            phrase = Phrase(outer.first, phrase.last, head)
        elif words[before].low == "and" and words[before].tag == "conj":
            outer = phrase_before(words, before, floor, page.lexicon)
            if outer is None or not _joins(page, outer, phrase, floor):
                break
            phrase = _listed(page, Phrase(outer.first, phrase.last, phrase.head), floor)
        else:
            break
    return phrase


def _listed(page: Page, phrase: Phrase, floor: int) -> Phrase:
    """Two that are joined, with those before them: “the EU, the US and the UK”."""
    for _ in range(4):
        comma = phrase.first - 1
        more = phrase_before(page.words, comma, floor, page.lexicon) if comma > floor else None
        if more is None or page.words[comma].tag != "," or words_tag(page, more) != words_tag(page, phrase):
            break
        if not _joins(page, more, phrase, floor) and page.words[more.first - 1].low != "of":
            break
        phrase = Phrase(more.first, phrase.last, phrase.head)
    return phrase


def _titled(page: Page, outer: Phrase, phrase: Phrase) -> bool:
    """Whether a role without article is said of a person behind it: “CEO of the Bank Ana Smith”."""
    words = page.words
    bare = words[outer.first].tag not in ("det", "poss") and is_role_word(page, words[outer.head].low)
    last = words[phrase.head - 1] if phrase.head > phrase.first else None
    given = last is not None and (last.low in page.lexicon.given or last.tag == "title")
    return bare and words[outer.last].low == "of" and given and words[phrase.head].tag == "name"


def is_role_word(page: Page, low: str) -> bool:
    """Whether a word is what somebody is by office or trade."""
    return low in page.lexicon.roles or low in page.lexicon.titles


def _joins(page: Page, outer: Phrase, phrase: Phrase, floor: int) -> bool:
    if words_tag(page, outer) != words_tag(page, phrase):
        return False
    before = page.words[outer.first - 1]
    return outer.first == floor or before.low == "with" or before.tag not in (*VERBAL, "prep", "aux", "adv")


def words_tag(page: Page, phrase: Phrase) -> str:
    """What the head of a phrase is."""
    return page.words[phrase.head].tag


def _past_asides(page: Page, end: int, floor: int) -> Phrase | None:
    """The subject before “, who …,” or “, 35, of Tetovo,”; `end` is the last comma."""
    words = page.words
    closing = end
    for _ in range(_MOST_ASIDES):
        opening = closing - 1
        while opening > floor and words[opening].tag not in _STOPS and closing - opening < _LONGEST_ASIDE:
            opening -= 1
        if opening <= floor or words[opening].tag not in (",", "-") or not _is_aside(page, opening + 1, closing):
            return None
        himself = opening - 1 > floor and words[opening - 1].low in _SELVES
        found = phrase_before(words, opening - himself, floor, page.lexicon)
        if found is not None and words[found.head].tag not in ("num", "time"):
            whole = whole_of(page, found, floor)
            before = words[whole.first - 1] if whole is not None and whole.first > floor else None
            alone = before is not None and before.tag in ("prep", "aux", *VERBAL) and before.low != "as"
            if whole is not None and not alone:
                return _name_before(page, preferred(page, whole, opening, closing), floor)
        closing = opening
    return None


def _name_before(page: Page, phrase: Phrase, floor: int) -> Phrase:
    """The name that a role explains: “X, the minister of Y, a member, said”."""
    words = page.words
    if is_named(words, phrase) or phrase.first - 1 <= floor or words[phrase.first - 1].tag not in (",", "-"):
        return phrase
    named = phrase_before(words, phrase.first - 1, floor, page.lexicon)
    opens = named is not None and (named.first == floor or words[named.first - 1].tag not in ("prep", "conj", *VERBAL))
    return named if named is not None and opens and is_named(words, named) else phrase


def _is_aside(page: Page, first: int, last: int) -> bool:
    word = page.words[first]
    if page.lexicon.turned and word.tag == "pron" and last == first + 1:
        return True  # “L’opposition, elle, parle”
    return first < last and (word.tag in _ASIDE or (word.tag in VERBAL and word.form in "pg")) and word.tag != "pron"


def preferred(page: Page, phrase: Phrase, opening: int, ceiling: int) -> Phrase:
    """The name that explains a role, “a spokesman, Perparim Kryeziu,”; else the phrase itself."""
    if page.words[opening].tag not in (",", "-"):
        return phrase
    given = page.lexicon.given
    if is_named(page.words, phrase) and not _is_office(page, phrase):
        many = phrase.last - phrase.first > 1 and all(
            one.low not in given for one in page.words[phrase.first : phrase.last]
        )
        if not many or opening + 1 >= ceiling or page.words[opening + 1].low not in given:
            return phrase
    named = phrase_after(page.words, opening + 1, ceiling, page.lexicon)
    if named is None or not is_named(page.words, named) or page.words[phrase.head].tag == "pron":
        return phrase
    known = page.lexicon
    whole = " ".join(word.low for word in page.words[named.first : named.last])
    if whole in known.places or whole in known.states or whole in known.capitals:
        return phrase
    if page.words[phrase.head].tag == "role" and named.last < ceiling and page.words[named.last].tag == "prep":
        placed = with_complements(page.words, named, ceiling, known).last
        return named if placed == ceiling or page.words[placed].tag == "," else phrase
    return named if named.last == ceiling or page.words[named.last].tag in (",", ".", "-") else phrase


def _is_office(page: Page, phrase: Phrase) -> bool:
    """Whether words with capitals name an office: “the Minority Leader”."""
    words = page.words
    noun = (
        page.lexicon.noun_capitals
        and phrase.last - phrase.first == _MERE_NOUN
        and words[phrase.head].low not in page.lexicon.given
    )
    return words[phrase.first].tag in ("det", "poss") and (noun or is_role_word(page, words[phrase.head].low))


def subjects(page: Page, floor: int, end: int) -> Iterator[tuple[Phrase, bool]]:
    """Every subject of a finite verb between two words, and whether its clause is a main one."""
    words, known = page.words, page.lexicon
    place = max(floor, end - _REACH)
    main = True
    while place < end:
        tag = words[place].tag
        if tag in ("sub", "rel") or (tag in VERBAL and words[place].form == "g"):
            main = False
        elif tag in (",", ";", "-", ":", "q"):
            main = True
        if tag == "prep":
            skipped = phrase_after(words, place + 1, end, known)
            place = skipped.last if skipped is not None else place + 1
            continue
        found = phrase_after(words, place, end, known)
        if found is None:
            place += 1
            continue
        whole = with_complements(words, found, end, known)
        after = _past_aside(page, whole.last, end)
        while after < end and (
            words[after].tag in ("adv", "time")
            or (after + 1 < end and words[after + 1].tag == "time" and words[after].tag in ("prep", "det"))
        ):
            after += 1
        if after < end and (words[after].tag == "aux" or (words[after].tag in VERBAL and words[after].form != "g")):
            told = place > floor and words[place - 1].tag == "say"
            yield preferred(page, whole, whole.last, after), main and not told
        place = max(found.last, place + 1)


def _past_aside(page: Page, place: int, end: int) -> int:
    """Behind “, who …,” or “, R-Ohio, the sponsor,” where that is what follows."""
    words = page.words
    if place + 1 >= end or words[place].tag != "," or not _is_aside(page, place + 1, end):
        return place
    closings = [at for at in range(place + 2, min(place + 25, end)) if words[at].tag in (",", "-")]
    for closing in closings[:_MOST_ASIDES]:
        after = closing + 1
        while after < end and words[after].tag == "adv":
            after += 1
        if after < end and (words[after].tag == "aux" or (words[after].tag in VERBAL and words[after].form != "g")):
            return closing + 1
    return closings[0] + 1 if closings else place


def first_subject(page: Page, floor: int, end: int) -> Phrase | None:
    """The subject of the main clause."""
    every = list(subjects(page, floor, end))
    return next((phrase for phrase, main in every if main), every[0][0] if every else None)


def _nearest(page: Page, floor: int, end: int) -> Phrase | None:
    """The last subject of a main clause before a word: that of “and said”."""
    every = list(subjects(page, floor, end))
    main = [phrase for phrase, main in every if main]
    return main[-1] if main else every[-1][0] if every else None
