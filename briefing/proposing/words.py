"""A text as words that are tagged with what they are, read once from beginning to end.

Responsible for: where a word begins and ends (code points), and a rough part of speech: enough to find who speaks.
Refuses to: parse; to alter a character; to look further than one word to each side.
"""

import re
from typing import Final, NamedTuple

from briefing.proposing.vocabulary import Entry, Lexicon

_PARTY = re.compile(r"(?:R|D|I|L)-[A-Z]")
_BACK = frozenset(("shot", "shoots", "hit", "hits", "fired", "fires", "snapped", "snaps"))
_ELIDED = re.compile(r"(?:[ldnscjmt]|qu)['’](?=\w)", re.IGNORECASE)
_ACCENTS = "\u0300-\u036f\u00ad\u200b"
_TOKEN = re.compile(
    rf"""(?:[^\W\d_]\.){{2,}}                                       # U.S.
    | \d+(?:[.,/:]\d+)+ | \d+['"′″](?=\s)
    | [@\#]?(?:[^\W_]|[{_ACCENTS}])+(?:[’'\-‑&](?:[^\W_]|[{_ACCENTS}])+)*
    | \r?\n(?:[^\S\n]*\n)*
    | \.{{2,}} | -{{2,}}
    | [^\s\w]""",
    re.VERBOSE,
)
_TAG_OF: Final = dict.fromkeys(".!?…", ".") | dict.fromkeys("—–―-", "-") | dict.fromkeys(",，،", ",")
_ENDS = frozenset(".!?…:”\"’'»“)")
_PLACED_BY = frozenset(("det", "poss", "num", "'s", "adj"))
NOMINAL = frozenset(("name", "title", "role", "word", "noun", "num", "pron", "adj"))
"""Tags of words that a noun phrase is made of."""
VERBAL = frozenset(("say", "judge", "verb"))
"""Tags of verbs other than auxiliaries."""
_OPENS = frozenset((".", "p", '"', ":", "q", "-", "", "("))
_CONTRACTIONS = frozenset(("d", "ll", "re", "ve", "m"))
_TAILS = frozenset(("led", "based", "wide", "born", "style", "era", "made", "run", "free", "only", "held", "like"))
_SHORT_IS = frozenset(("that", "what", "there", "here"))
_FUNCTION = frozenset(("det", "poss", "prep", "conj", "sub", "rel", "aux", "adv", "pron"))


class Word(NamedTuple):
    """One word or mark of the text: `text` is the slice, `low` its small letters, `tag` what it is.

    Tags: name, title, role, word, noun (of speech), num, pron, det, poss, 's, prep, conj, sub, rel, aux, adv, time,
    say, judge, verb; marks stand for themselves; “p” is the end of a paragraph and “q” a quotation in one piece, whose
    `form` is its number.
    """

    start: int
    end: int
    text: str
    low: str
    tag: str
    form: str = ""


def read(text: str, lexicon: Lexicon) -> list[Word]:
    """All words of a text in order."""
    pieces = list(_pieces(text, lexicon))
    words: list[Word] = []
    before = ""
    for place, (start, end, piece) in enumerate(pieces):
        after = pieces[place + 1][2] if place + 1 < len(pieces) else ""
        low = piece.lower().replace("'", "’")
        tag, form = _tag(piece, low, words[-1] if words else None, after, lexicon, before)
        if tag:
            words.append(Word(start, end, piece, low, tag, form))
            before = tag
    return words


def _pieces(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    pieces: list[tuple[int, int, str]] = []
    for found in _TOKEN.finditer(text):
        start, end, piece = found.start(), found.end(), found.group()
        if piece[0].isalnum() and len(piece) > 2 and piece[-1] == "s" and piece[-2] in "’'":
            pieces += [(start, end - 2, piece[:-2]), (end - 2, end, piece[-2:])]
            continue
        cut = _contracted(piece, lexicon)
        if cut:
            pieces += [(start, start + cut, piece[:cut]), (start + cut, end, piece[cut:])]
            continue
        elided = _ELIDED.match(piece) if lexicon.elided else None
        if elided and piece.lower().replace("'", "’") not in lexicon.words:
            pieces.append((start, start + elided.end(), elided[0]))
            start, piece = start + elided.end(), piece[elided.end() :]
        stem, _, hanging = piece.rpartition("-")
        stem = stem.removesuffix("-t") if hanging.lower() in lexicon.enclitics else stem
        if stem and hanging.lower() in lexicon.enclitics:
            pieces += [(start, start + len(stem), stem), (end - len(hanging), end, hanging)]
            continue
        if piece == "." and pieces and pieces[-1][1] == start and _shortened(pieces[-1][2], lexicon):
            pieces[-1] = (pieces[-1][0], end, text[pieces[-1][0] : end])
            continue
        pieces.append((start, end, piece))
    return pieces


def _contracted(piece: str, lexicon: Lexicon) -> int:
    """Where “she’ll” is cut into pronoun and verb; 0 where it is one word."""
    cut = max(piece.rfind("’"), piece.rfind("'"))
    if cut < 1 or piece[cut + 1 :].lower() not in _CONTRACTIONS:
        return 0
    stem = piece[:cut].lower()
    return cut if stem in lexicon.pronouns or stem in _SHORT_IS else 0


def _shortened(piece: str, lexicon: Lexicon) -> bool:
    low = piece.lower() + "."
    return (
        low in lexicon.abbreviations
        or low.rpartition("-")[2] in lexicon.abbreviations
        or (len(piece) == 1 and piece.isupper() and piece != "I")
    )


def _tag(piece: str, low: str, last: Word | None, after: str, lexicon: Lexicon, before: str) -> Entry:
    first = piece[0]
    if first in "\r\n":
        ends = last is not None and last.text[-1:] in _ENDS
        return ("p", "") if last is not None and before != "p" and (piece.count("\n") > 1 or ends) else ("", "")
    if low == "’s":
        return ("aux", "") if before in ("pron", "rel") or (last is not None and last.low in _SHORT_IS) else ("'s", "")
    if first in "'’" and low[1:] in _CONTRACTIONS:
        return "aux", ""
    if not (first.isalnum() or first in "@#") or (len(piece) == 1 and first in "@#"):
        return _TAG_OF.get(first, '"' if first in "“”„‟\"‘’'«»‹›`" else first), ""
    if first.isdigit():
        return "num", ""
    known = lexicon.words.get(low)
    if low[-1] == "’" and known is not None:
        return known
    if first in "@#":
        return "name", ""
    if _counted(low, known, before, after, lexicon):
        return "pron", ""
    if first.isupper():
        return _capital(piece, low, known, after, lexicon, before)
    if known is None:
        return _unknown(low, before, after, lexicon)
    if known[0] in VERBAL:
        return _verb(known, low, last, before, after, lexicon)
    return known


def _counted(low: str, known: Entry | None, before: str, after: str, lexicon: Lexicon) -> bool:
    """Whether “one” is somebody: “one wrote”."""
    follows = lexicon.words.get(after.lower(), ("", ""))
    acts = (follows[0] == "say" and follows[1] in ("p", "s")) or (before == "say" and after[:1] in tuple(".,;"))
    return low == "one" and known is not None and known[0] == "det" and acts


def _capital(piece: str, low: str, known: Entry | None, after: str, lexicon: Lexicon, before: str) -> Entry:
    """A word with a capital: a name, unless it only begins a sentence."""
    begins = before in _OPENS
    tail = piece.rpartition("-")[2]
    if _PARTY.match(piece) and before == ",":
        return "word", ""
    if tail != piece and tail.islower() and (tail.endswith(("ed", "ing")) or tail in _TAILS):
        return "word", ""
    if low in lexicon.titles and (known is None or known[0] not in _FUNCTION):
        return "title", ""
    if known is None:
        names = (
            low in lexicon.given or low in lexicon.states or low in lexicon.places or after.lower() in lexicon.inverted
        )
        adverb = begins and low.endswith("ly") and not names and not after[:1].isupper()
        return ("adv", "") if adverb else ("name", "")
    tag = known[0]
    if tag in _FUNCTION:
        if piece.isupper() and len(piece) > 1 and low in lexicon.known_bodies:
            return "name", ""
        heads = low in ("may", "will") and (not begins or after.lower() in lexicon.inverted)
        return ("name", "") if heads else known
    if tag == "time":
        return ("name", "") if low == "may" and after.lower() in lexicon.inverted else known
    if begins and tag in VERBAL:
        return known if known[1] in "pg" and not after[:1].isupper() else ("name", "")
    if begins and not after[:1].isupper():
        return known
    return "name", ""


def _unknown(low: str, before: str, after: str, lexicon: Lexicon) -> Entry:
    if low.endswith("ly") and len(low) > 4:
        return "adv", ""
    if low.endswith("ed") and before in ("name", "pron", "role", "adv", "rel", "aux", ")", "conj", ",", "time"):
        return ("word", "") if before in ("conj",) and after[:1].isupper() else ("verb", "p")
    if low.endswith("ing") and "-" not in low and before in (",", "prep", "aux", "adv", "p", "."):
        return "verb", "g"
    if low in lexicon.titles:
        return "role", ""
    return "word", ""


def _verb(known: Entry, low: str, last: Word | None, before: str, after: str, lexicon: Lexicon) -> Entry:
    """A form that may be a verb or a noun: “the report” and “they report”."""
    form = known[1]
    noun = (
        "noun" if low in lexicon.nouns or low in lexicon.writings else "role" if low in lexicon.roles else "word",
        "",
    )
    if (low in ("put", "puts") and after == "it") or (low in _BACK and after == "back"):
        return "say", "p"
    if before == "prep" and form == "p" and after[:1].islower() and lexicon.words.get(after, noun)[0] not in _FUNCTION:
        return "word", ""
    if before in _PLACED_BY and not (before == "poss" and form == "p" and low in lexicon.plain):
        return noun if form != "p" or after[:1].islower() else known
    if form in "pg" or last is None or low in lexicon.never_nouns:
        return known
    if form == "s":
        follows = lexicon.words.get(after.lower().replace("'", "’"), ("", ""))
        pronoun = re.split("[’']", after.lower())[0] in lexicon.pronouns
        acts = (follows[0] == "aux" and not pronoun) or (follows[0] in VERBAL and follows[1] in ("p", "g"))
        described = (
            last.low in lexicon.demonyms
            or last.low in lexicon.not_names
            or ("-" in last.low and last.low not in lexicon.roles)
        )
        return noun if acts or described or before in ("prep", "aux") else known
    if low not in lexicon.plain and lexicon.words.get(after.lower(), noun)[0] == "aux":
        return noun  # “the plates issue was”
    plural = last.low.endswith("s") and before in ("word", "role", "name")
    if plural or last.low in ("to", "who", "people", "i", "we", "they", "you", "some", "many", "others"):
        return known
    return known if before in ("aux", "pron") or (before == "adv" and not after[:1].isupper()) else noun
