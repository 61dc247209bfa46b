"""The preflight of a brief with a thousand quotes, beside the bare check of the same quotes against the archive."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from briefing.desk import Desk
from briefing.rules.anchors import CONTEXT, sha256_text
from briefing.store.store import create_store
from tests.bench.make_store import sentence

Measure = Callable[..., Any]

QUOTES = 1_000
SOURCES = 20
WORST = 1.0
"""Seconds for the whole preflight."""
VERIFIED = (
    "SELECT count(*) FROM quote q JOIN source_version v ON v.n = q.source_version"
    " JOIN source_text t ON t.sha256 = v.text_sha256"
    " WHERE substr(t.text, q.start + 1, q.end - q.start) = q.exact AND q.text_sha256 = v.text_sha256"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A brief on ten issues with a hundred quotes each, taken from twenty texts of some 25,000 characters."""
    chance = random.Random(3)
    store = create_store(tmp_path_factory.mktemp("preflight") / "store.db")
    with store.step("fill", "T") as step:
        actors = [step.insert("actor", {"name": f"Speaker {number}"}) for number in range(20)]
        issues = [step.insert("issue", {"title": f"Question {n}", "next_step": "Ask again"}) for n in range(10)]
        for number in range(SOURCES):
            lines = [sentence(chance) for _ in range(300)]
            text = " ".join(lines)
            sha256 = step.keep_text(text)
            source = step.insert("source", {"title": f"Minutes {number}", "issued_edtf": "2026-01-12"})
            version = step.insert("source_version", {"source": source, "number": 1, "text_sha256": sha256})
            at = 0
            for place, line in enumerate(lines):
                if place % 6 == 0:
                    values = {
                        "exact": line,
                        "source_version": version,
                        "start": at,
                        "end": at + len(line),
                        "prefix": text[max(0, at - CONTEXT) : at],
                        "suffix": text[at + len(line) : at + len(line) + CONTEXT],
                        "text_sha256": sha256_text(text),
                        "speaker": chance.choice(actors),
                        "date_edtf": "2026-01-12",
                    }
                    quote = step.insert("quote", values)
                    step.insert("link", {"issue": chance.choice(issues), "target_kind": "quote", "target": quote})
                at += len(line) + 1
    desk = Desk(store, "Tester")
    desk.set_setting("as_at", "2026-01-12")
    brief = desk.new_brief("issue-brief", "A thousand quotes")
    desk.write_block(brief, "summary", "Much was said.")
    desk.write_block(brief, "knowledge_gaps", "What was meant.")
    yield desk
    desk.close()


def test_the_preflight_of_a_thousand_quotes(ratio: Measure, desk: Desk) -> None:
    (brief,) = desk.ids("brief")

    def ours() -> None:
        found = desk.preflight(brief)
        assert found.ok, found.findings[:3]
        assert found.quotes_checked == QUOTES

    def floor() -> None:
        assert desk.store.query(VERIFIED)[0][0] == QUOTES

    assert ratio(ours, floor, rounds=5).ours <= WORST
