"""Speakers in scripts that put no blanks between words: 「…」 after “X氏は”, “…” after X说.

Responsible for: the few words beside the marks. Refuses to: look further than those.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from briefing.proposing import languages
from briefing.proposing.found import Found, comes_before, follows
from briefing.proposing.sentences import Page, Quoted

_CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_BEFORE = 40
_BEHIND = 30
_LANGUAGES = ("ja", "zh")


def beside(page: Page, quote: Quoted) -> Found | None:
    """The speaker right before or right behind the marks; None where blanks part the words."""
    text, start, end = page.text, quote.marks_start, quote.marks_end
    if not _CHARACTER.search(text[max(0, start - 2) : start] + text[end : end + 2]):
        return None
    first = max(0, start - _BEFORE)
    for tag in _LANGUAGES:
        before, behind, quotative = _patterns(tag)
        found = before.search(text[first:start])
        if found is not None:
            sure = 0.8 if not quotative or text.startswith(quotative, end) else 0.6
            return _said(text, first, found, sure, comes_before)
        found = behind.match(text[end : end + _BEHIND])
        if found is not None:
            return _said(text, end, found, 0.8, follows)
    return None


def _said(text: str, offset: int, found: re.Match[str], sure: float, where: Callable[[str], str]) -> Found:
    reason = where(text[offset + found.start(1) : offset + found.end("cue")])
    return Found(start=offset + found.start(1), end=offset + found.end(1), confidence=sure, reason=reason)


@lru_cache(maxsize=4)
def _patterns(tag: str) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """What stands before the marks, what stands behind them, and what says that speech was quoted."""
    table = languages.load(tag, "speech")
    honorific = f"(?:{_any(table['honorifics'])})?"
    topic, verb = _any(table["topics"]), _any(table["verbs"])
    name = r"([^\s。、，：:！？“”「」『』のはが]{1,12}?)" + honorific
    before = re.compile(
        rf"(?:^|[。、，！？\sの”」]){name}(?P<cue>{topic})[^。、「」『』はが]{{0,20}}\Z"
        if topic
        else rf"(?:^|[。、，！？\s”」]){name}(?P<cue>{verb})[：:，,]?\Z"
    )
    behind = re.compile(rf"[，,]?{name}(?P<cue>{verb})" if verb else r"(?!)(?P<cue>)()")
    return before, behind, tuple(table["quotative"])


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
