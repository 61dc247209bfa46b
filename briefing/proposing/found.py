"""A speaker as the text names him, before anybody asks who that is.

Responsible for: the place, how sure it is, and why, in words for people. Refuses to: search.
"""

from collections.abc import Callable
from dataclasses import dataclass

from briefing.proposing.phrases import Phrase, text_span
from briefing.proposing.sentences import Page
from briefing.wording import Said, say

GOES_ON = say("It goes on from the quotation before it.")
TAGGED = say("The transcript names who speaks.")


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


def said(page: Page, first: int, last: int, where: Callable[[str], str]) -> str:
    """The words `first` to `last` of a page, and where they stand: one of the functions below."""
    return where(page.text[page.words[first].start : page.words[last - 1].end])


def elsewhere(reason: str, where: Callable[[str], str]) -> str:
    """The words that a reason of `said` is about, standing somewhere else."""
    return where(reason.values[0]) if isinstance(reason, Said) and reason.values else reason


def comes_before(words: str) -> str:
    """A clause before the quotation."""
    return say("“%1” comes before the quotation.", words)


def follows(words: str) -> str:
    """A clause behind the quotation."""
    return say("“%1” follows the quotation.", words)


def goes_with(words: str) -> str:
    """Words that say whose the quotation is."""
    return say("“%1” goes with the quotation.", words)


def ends(words: str) -> str:
    """A clause at the end of the sentence."""
    return say("“%1” ends the sentence.", words)


def ends_clause(words: str) -> str:
    """Words at the end of the clause before the quotation."""
    return say("“%1” ends its clause.", words)


def stands_before(words: str) -> str:
    """A clause of the sentence before."""
    return say("“%1” stands in the sentence before.", words)


def stands_inside(words: str) -> str:
    """A clause of the reporter inside of the marks."""
    return say("“%1” stands in the quotation.", words)


def tag_of(page: Page, found: Found) -> str:
    """What the head of a speaker is: a name, a pronoun, …; empty where the page does not have it."""
    return page.words[found.head].tag if found.head >= 0 else ""
