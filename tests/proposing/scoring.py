"""The sets beside the project and their own scorer, for whoever finds quotes in them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About, ProposedQuote

Find = Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]]
"""The quotes of one text of a set, in the scorer's words."""


def proposed(one: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the engine proposes of a text; each quote is a slice of it."""
    quotes = propose(one["text"], About(published=one.get("date") or "", language=one["language"])).quotes
    assert all(one["text"][quote.start : quote.end] == quote.exact for quote in quotes), "verbatim"
    return [_in_words(quote) for quote in quotes]


def scored(shared: Path, name: str, find: Find = proposed) -> tuple[dict[str, Any], list[Any]]:
    """The scores of the set called `name`, and every miss."""
    spec = importlib.util.spec_from_file_location("score", shared / "quotes" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = json.loads((shared / "quotes" / f"{name}.json").read_text(encoding="utf-8"))
    scores, misses = scorer.score(gold, {one["id"]: list(find(one)) for one in gold}, verbose=True)
    return scores, misses


def _in_words(quote: ProposedQuote) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "start": quote.start,
        "end": quote.end,
        "speaker": speaker.name if speaker else None,
        "mention": [speaker.start, speaker.end] if speaker else None,
        "resolved": quote.resolved or None,
    }
