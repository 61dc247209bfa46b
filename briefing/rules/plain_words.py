"""Prose as sentences, and two faults of it: times that nobody can look up, and sentences that are too long.

Works on Markdown source, of which emphasis, code and references are taken away. Refuses to: judge style.
"""

import re
from itertools import pairwise

MOST_WORDS = 35
"""A sentence with more words is hard to follow when it is read aloud."""
_CODE = re.compile(r"(?<!`)(`++)[^`]+\1(?!`)|^(```|~~~)[^\n]*\n.*?^\2", re.DOTALL | re.MULTILINE)
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_PARTS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>|\|)\s)")
_LEAD = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)\s+")
_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W_])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|St|No|Nos|Art|cf|vs|e\.g|i\.e|pp?|\w|\d{1,2})\.$", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"\n]*\"")
_SPAN = r"(?:week|month|year|quarter|spring|summer|autumn|winter)"
_UNDEFINED = re.compile(
    r"\b(recently|lately|in the near future|in due course|the other day|some time ago|before long"
    r"|shortly(?! (?:before|after)\b)"
    rf"|(?<!as )(?<!too )(?<!how )soon(?! (?:as|after|before)\b)|(?:last|next) {_SPAN}\b(?! of\b)"
    r"|a few (?:days|weeks|months) ago)\b",
    re.IGNORECASE,
)


def sentences(markdown: str) -> list[str]:
    """The sentences of a Markdown field, in order; each item of a list has sentences of its own."""
    text = _LINK.sub(r"\1", _REFERENCE.sub("[record]", _CODE.sub(" ", markdown)))
    found: list[str] = []
    for part in _PARTS.split(_EMPHASIS.sub("", text)):
        pieces: list[str] = []
        rest = _END.split(_LEAD.sub("", part))
        for piece, following in pairwise([*rest, ""]):
            pieces.append(piece)
            if not following[:1].islower() and not _ABBREVIATED.search(f" {piece[-12:]}"):
                found.append(" ".join(" ".join(pieces).split()))
                pieces = []
        found.append(" ".join(" ".join(pieces).split()))
    return [one for one in found if one]


def undefined_times(markdown: str) -> list[str]:
    """The words for a time that a reader cannot look up (`recently`, `last month`), each once; none inside quotes."""
    text = " ".join(_QUOTED.sub(" ", " ".join(sentences(markdown))).split())
    return list(dict.fromkeys(match[1].lower() for match in _UNDEFINED.finditer(text)))


def long_sentences(markdown: str) -> list[str]:
    """The sentences with more than `MOST_WORDS` words."""
    return [one for one in sentences(markdown) if len(one.split()) > MOST_WORDS]


def quoted(markdown: str) -> list[str]:
    """What stands between quotation marks in a Markdown field, without the marks."""
    text = _LINK.sub(r"\1", _REFERENCE.sub(" ", _CODE.sub(" ", markdown)))
    return [" ".join(match[0][1:-1].split()) for match in _QUOTED.finditer(text)]
