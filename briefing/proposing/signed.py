"""Quotations that stand alone and are signed: “…” — X, role; “…” (X); the words, and on the next line – X.

Responsible for: lists of what people said, embedded posts, mottoes with their author. Refuses to: take a clause that
reports (“…” – X said) or a remark in brackets within a sentence for a signature.
"""

import re
from bisect import bisect_left

from briefing.proposing.found import Found
from briefing.proposing.sentences import Page, Quoted
from briefing.wording import say

_BEFORE = re.compile(r"(?:[A-Z][A-Z ]{2,40}:)?[\s>*_•·\-–—|\d.)]*")
_SIGNATURE = re.compile(
    r"[.,]?[ \t\u00a0*_]*(?:\r?\n[ \t>]*)?"
    r"(?:(?:[–—―]|--?)[ \t\u00a0]*(?P<dash>[^\n]{2,160}?)|\((?P<bracket>[^()\n]{2,80})\))[ \t\r]*(?=\n|\Z)"
)
_NAME = re.compile(r"[^,(;|:–—\n]+")
_REACH = 40
_LONGEST_NAME = 8


def signature(page: Page, quote: Quoted) -> Found | None:
    """Whoever has signed a quotation that begins its line."""
    text = page.text
    line = text.rfind("\n", max(0, quote.marks_start - _REACH), quote.marks_start) + 1
    line = line or max(0, quote.marks_start - _REACH)
    if not _BEFORE.fullmatch(text, line, quote.marks_start):
        return None
    signed = _SIGNATURE.match(text, quote.marks_end)
    if signed is None:
        return None
    group = "dash" if signed["dash"] else "bracket"
    name = _NAME.match(signed[group])
    if name is None:
        return None
    words = name[0].split()
    named = bool(words) and (words[0][0].isupper() or words[0][0] == "@" or words[0].lower() in page.lexicon.articles)
    if not named or len(words) > _LONGEST_NAME or _is_clause(page, signed[group]):
        return None
    start = signed.start(group)
    end = start + len(name[0].rstrip(" .*_\t"))
    head = bisect_left(page.words, end, key=lambda word: word.end)
    known = head < len(page.words) and page.words[head].end == end
    dash, brackets = (
        say("The name is signed behind it, with a dash."),
        say("The name is signed behind it, in brackets."),
    )
    return Found(
        start=start,
        end=end,
        head=head if known else -1,
        confidence=0.9,
        reason=dash if group == "dash" else brackets,
    )


def _is_clause(page: Page, rest: str) -> bool:
    return any(word in page.lexicon.inverted for word in rest.lower().split()[: 2 * _LONGEST_NAME])
