"""The scores that the engine has to reach on the sets beside the project, by their own scorer, at every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proposing.scoring import scored


@pytest.mark.parametrize(
    ("name", "least"),
    [("awkward", {"TP": 80, "exact_of_hits": 98, "spk_acc": 95}), ("wikinews", {"F1": 98, "spk_acc": 95})],
)
def test_the_scores_asked_for_are_reached(shared: Path, name: str, least: dict[str, float]) -> None:
    scores, _ = scored(shared, name)
    assert scores["bad_offsets"] == 0
    assert {key: scores[key] for key, asked in least.items() if scores[key] < asked} == {}
