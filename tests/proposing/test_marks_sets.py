"""The quote finder measured on data that lies beside the project; skipped with a reason where it does not."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.proposing.quotes import find
from tests.proposing.scoring import scored

SEED_TEXT = "23e1ceb7"
SEED_QUOTES = [(345, 429), (494, 540), (1203, 1250), (1329, 1346), (1527, 1547), (1573, 1611), (1615, 1723)]


def measured(shared: Path, name: str) -> dict[str, Any]:
    """What the scorer says of the quotes found in a set."""
    return scored(shared, name, _spans)[0]


def _spans(one: Mapping[str, Any]) -> list[dict[str, int]]:
    return [{"start": quote.start, "end": quote.end} for quote in find(one["text"], one["language"])]


def test_awkward_texts_keep_their_quotes(shared: Path) -> None:
    result = measured(shared, "awkward")
    assert result["TP"] >= 82
    assert result["FP"] == 0
    assert result["exact_of_hits"] >= 98
    assert result["bad_offsets"] == 0


def test_news_articles_keep_their_quotes(shared: Path) -> None:
    result = measured(shared, "wikinews")
    assert result["F1"] >= 98
    assert result["exact_of_hits"] == 100


def test_the_seven_quotes_of_the_seed_article_are_found_to_the_character(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "seed").glob("*.txt"))]
    text = next(one for one in texts if hashlib.sha256(one.encode()).hexdigest().startswith(SEED_TEXT))
    found = find(text, "en")
    assert [(quote.start, quote.end) for quote in found] == SEED_QUOTES
