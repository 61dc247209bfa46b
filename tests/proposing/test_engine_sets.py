"""The scores that the engine has to reach on the sets beside the project, by their own scorer, at every run."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About, ProposedQuote


def predicted(quote: ProposedQuote) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "start": quote.start,
        "end": quote.end,
        "speaker": speaker.name if speaker else None,
        "mention": [speaker.start, speaker.end] if speaker else None,
        "resolved": quote.resolved or None,
    }


@pytest.fixture
def scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", shared / "quotes" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "least"),
    [("awkward", {"TP": 80, "exact_of_hits": 98, "spk_acc": 95}), ("wikinews", {"F1": 98, "spk_acc": 95})],
)
def test_the_scores_asked_for_are_reached(shared: Path, scorer: Any, name: str, least: dict[str, float]) -> None:
    gold = json.loads((shared / "quotes" / f"{name}.json").read_text(encoding="utf-8"))
    found = {}
    for one in gold:
        quotes = propose(one["text"], About(published=one.get("date") or "", language=one["language"])).quotes
        assert all(one["text"][quote.start : quote.end] == quote.exact for quote in quotes)
        found[one["id"]] = [predicted(quote) for quote in quotes]
    scores, _ = scorer.score(gold, found)
    assert scores["bad_offsets"] == 0
    assert {key: scores[key] for key, asked in least.items() if scores[key] < asked} == {}
