"""The engine held against texts of many kinds that people have read: what it finds must not get worse unseen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About, ProposedQuote

TEXTS = Path(__file__).parent / "texts" / "read_by_people.json"
LEAST_FOUND, LEAST_RIGHT, MOST_EXTRA = 0.97, 0.92, 0.03
"""Shares of the quotes that people read: found (four fifths of their words), with the right speaker, and too many."""


@pytest.fixture(scope="module")
def texts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(TEXTS.read_text(encoding="utf-8"))
    return found


def names(words: str) -> set[str]:
    """The words of a name, for comparing."""
    return {word.lower() for word in re.findall(r"\w+", words.replace("’s", "").replace("'s", "")) if len(word) > 1}


def overlap(quote: ProposedQuote, start: int, end: int) -> float:
    shared = min(quote.end, end) - max(quote.start, start)
    return shared / (max(quote.end, end) - min(quote.start, start))


def is_right(quote: ProposedQuote, speaker: str) -> bool:
    said = quote.resolved or (quote.speaker.name if quote.speaker else "")
    return not speaker or said == speaker or bool(names(said) & names(speaker))


def test_quotes_and_speakers_are_those_that_people_read(texts: list[dict[str, Any]]) -> None:
    wanted = found = right = extra = 0
    for one in texts:
        quotes = propose(one["text"], About(published=one["date"], language=one["language"])).quotes
        hits = set()
        for start, end, speaker in one["quotes"]:
            wanted += 1
            best = max(quotes, key=lambda quote: overlap(quote, start, end), default=None)
            if best is not None and overlap(best, start, end) >= 0.8:
                found += 1
                hits.add(best.start)
                right += is_right(best, speaker)
        extra += sum(quote.start not in hits for quote in quotes)
    print(f"\n{wanted} quotes: {found} found, {right} with the right speaker, {extra} beside them")
    assert wanted > 600
    assert found >= LEAST_FOUND * wanted
    assert right >= LEAST_RIGHT * wanted
    assert extra <= MOST_EXTRA * wanted


def test_everything_proposed_of_them_is_a_slice(texts: list[dict[str, Any]]) -> None:
    for one in texts:
        text, found = one["text"], propose(one["text"], About(published=one["date"]))
        assert all(text[quote.start : quote.end] == quote.exact for quote in found.quotes)
        assert all(0 <= start < end <= len(text) for actor in found.actors for start, end in actor.mentions)
        assert all(0 <= event.start < event.end <= len(text) for event in found.events)
