"""A speaker as the text names him, before anybody asks who that is.

Responsible for: the place, how sure it is, and why, in words for people. Refuses to: search.
"""

from dataclasses import dataclass

from briefing.proposing.phrases import Phrase, text_span
from briefing.proposing.sentences import Page

GOES_ON = "It goes on from the quotation before it."
TAGGED = "The transcript names who speaks."


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


def said(page: Page, first: int, last: int, where: str) -> str:
    """“said Josep Borrell” follows the quotation."""
    return f"“{page.text[page.words[first].start : page.words[last - 1].end]}” {where}"


def tag_of(page: Page, found: Found) -> str:
    """What the head of a speaker is: a name, a pronoun, …; empty where the page does not have it."""
    return page.words[found.head].tag if found.head >= 0 else ""
