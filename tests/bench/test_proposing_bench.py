"""Proposals held against people's readings of the same texts: the table of the issue, printed by one command.

    python3 dev.py bench -s -k proposing

The two sets and their scorer lie beside the project (`BRIEFING_SHARED`, else `../shared`); without them the scores are
skipped with that reason. The time is asked to grow with the length of the text and no faster, and is measured on text
of ours.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About
from tests.proposing.scoring import scored

LONG = 400_000
"""Characters of the text that is timed."""
MOST_SECONDS = 2.0
"""For the long text, all kinds of proposals together."""
MOST_GROWTH = 6.0
"""How many times as long four times the text may take: 4 is linear, 16 is quadratic."""


def measured(shared: Path, name: str, benchmark: Any) -> Mapping[str, Any]:
    """The scores of one set, printed with every miss."""
    scores, misses = scored(shared, name)
    print(f"\n{name}.json: {json.dumps(scores)}")
    for miss in misses:
        print("   ", *miss)
    benchmark.extra_info[name] = scores
    benchmark.pedantic(lambda: None)
    return scores


def test_awkward_quotes_are_found(shared: Path, benchmark: Any) -> None:
    scores = measured(shared, "awkward", benchmark)
    assert scores["TP"] >= 80
    assert scores["exact_of_hits"] >= 98
    assert scores["bad_offsets"] == 0


def test_news_quotes_and_their_speakers_are_found(shared: Path, benchmark: Any) -> None:
    scores = measured(shared, "wikinews", benchmark)
    assert scores["F1"] >= 98
    assert scores["spk_acc"] >= 95


def test_the_seed_article_is_read_right(shared: Path, benchmark: Any) -> None:
    gold = json.loads((shared / "seed" / "article_gold.json").read_text(encoding="utf-8"))
    text = (shared / "seed" / "article_plain.txt").read_text(encoding="utf-8")
    quotes = propose(text, About(published="2022-08-18", language="en")).quotes
    names = {"a_borrell": "Josep Borrell", "a_vucic_aide": "", "a_rs_state_media": ""}
    wanted = [(one["start"], one["end"], names[one["speaker"]]) for one in gold["quotes"]]
    got = [(one.start, one.end, one.resolved) for one in quotes]
    print("\nseed article:")
    for quote in quotes:
        print("   ", quote.start, quote.end, quote.speaker and quote.speaker.name, "→", quote.resolved, quote.reason)
    benchmark.pedantic(lambda: None)
    assert [one[:2] for one in got] == [one[:2] for one in wanted]
    for (_, _, resolved), (_, _, name), quote in zip(got, wanted, quotes, strict=True):
        if name:
            assert resolved == name
        else:
            assert quote.speaker is not None
            assert resolved != "Vucic"
            assert quote.speaker.name.split()[0].lower() in {"an", "serbian"}


def long_text(characters: int) -> str:
    """One text of many paragraphs, with people who say things, dates and figures."""
    people = ("Anna Lund", "the harbour master", "Peter Voss", "Mrs Lund", "a spokesman for the port", "he")
    days = ("on Monday", "last week", "on 3 May 2024", "in June")
    parts: list[str] = []
    length = 0
    for number in range(characters):
        who, day = people[number % len(people)], days[number % len(days)]
        parts.append(
            f"The council met {day} to talk about pier {number}. “We have {number} berths and not one is free,” said "
            f"{who}. The plan was “a step back”, and about {number % 90 + 10} per cent of the 1,200 members voted no. "
            f"Peter Voss, who chairs the port’s board, said the dispute over pier {number} remains unresolved."
        )
        length += len(parts[-1]) + 2
        if length >= characters:
            break
    return "\n\n".join(parts)[:characters]


def seconds(text: str) -> float:
    """How long all proposals of a text take, in time of the processor: what others do at the same time is not ours."""
    began = time.process_time()
    propose(text, About(published="2024-05-10", language="en"))
    return time.process_time() - began


def test_a_long_text_takes_time_in_proportion(benchmark: Any) -> None:
    seconds(long_text(2_000))  # word lists are read once
    quarter = min(seconds(long_text(LONG // 4)) for _ in range(2))
    whole = min(seconds(long_text(LONG)) for _ in range(2))
    print(f"\n{LONG} characters in {whole:.2f} s; a quarter of them in {quarter:.2f} s, ratio {whole / quarter:.1f}")
    benchmark.extra_info["seconds"] = round(whole, 2)
    benchmark.pedantic(lambda: None)
    assert whole <= MOST_SECONDS
    assert whole <= MOST_GROWTH * quarter
