"""The store against raw SQLite: the same work, the same durability, one run."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.desk import Desk
from briefing.store import engine, folding
from briefing.store.store import create_store, open_store

Measure = Callable[..., Any]

EDITS = 100
RECORDS = 100_000
TYPED = ("talks", "tension", "kosovo", "vučić", "plates north", "m", "zubin potok")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(create_store(tmp_path / "store.db"), "Tester")
    yield desk
    desk.close()


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[engine.Connection]:
    connection = engine.connect(tmp_path / "raw.db", mode="rwc")
    engine.make_durable(connection)
    yield connection
    connection.close()


def test_an_edit_is_at_most_three_times_a_raw_update(ratio: Measure, desk: Desk, raw: engine.Connection) -> None:
    play = "What stands where and why, in some sixty words of prose. " * 6
    with desk.store.step("fill", "T") as step:
        ids = [step.insert("issue", {"title": f"Issue {n}", "state_of_play": play}) for n in range(2_000)]
    raw.execute("CREATE TABLE issue(n INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, next_step TEXT, play TEXT)")
    raw.execute("BEGIN")
    raw.executemany("INSERT INTO issue(id, title, play) VALUES(?, 'Issue', ?)", [(one, play) for one in ids])
    raw.execute("COMMIT")
    count = iter(range(1_000_000))

    def ours() -> None:
        for one in random.Random(1).sample(ids, EDITS):
            desk.edit("issue", one, {"next_step": f"call {next(count)}"})

    def floor() -> None:
        for one in random.Random(1).sample(ids, EDITS):
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE issue SET next_step = ? WHERE id = ?", (f"call {next(count)}", one))
            raw.execute("COMMIT")

    assert ratio(ours, floor).times <= 3.0


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A store of 100,000 records with words as common and as rare as in prose."""
    chance = random.Random(7)
    letters = "abcdefghijklmnoprstuvz"
    vocabulary = ["talks", "the", "Kosovo", "tension", "plates", "north", "Vučić", "Вучић", "Zubin", "Potok"]
    vocabulary += ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(8_000)]
    weights = [1 / (place + 2) for place in range(len(vocabulary))]

    def words(count: int) -> str:
        return " ".join(chance.choices(vocabulary, weights, k=count))

    path = tmp_path_factory.mktemp("library") / "store.db"
    with create_store(path) as store, store.step("fill", "T") as step:
        text = words(20_000)
        source = step.insert("source", {"title": "Archive"})
        sha256 = step.keep_text(text)
        values = {"source": source, "number": 1, "text_sha256": sha256, "characters": len(text)}
        version = step.insert("source_version", values)
        for number in range(RECORDS):
            if number % 4:
                step.insert("fact", {"label": words(6), "note": words(30)})
                continue
            start = chance.randrange(len(text) - 100)
            end = start + chance.randint(20, 80)
            step.insert(
                "quote",
                {
                    "exact": text[start:end],
                    "start": start,
                    "end": end,
                    "source_version": version,
                    "text_sha256": sha256,
                },
            )
    desk = Desk(open_store(path, read_only=True), "Tester")
    yield desk
    desk.close()


def test_search_as_you_type_is_at_most_twice_the_raw_statement(ratio: Measure, library: Desk) -> None:
    """Every prefix of every query: ours with titles, snippets and folding; the floor ranks with FTS5 alone."""
    typed = [query[:length] for query in TYPED for length in range(1, len(query) + 1)]
    statement = (
        "SELECT d.kind, d.ref, d.title, d.body FROM doc_ft f JOIN doc d ON d.n = f.rowid"
        " WHERE doc_ft MATCH ? ORDER BY bm25(doc_ft, 8.0, 1.0, 4.0) LIMIT 50"
    )

    def ours() -> None:
        for query in typed:
            library.search(query)

    def floor() -> None:
        for query in typed:
            library.store.query(statement, (folding.match_expression(query),))

    assert ratio(ours, floor, rounds=3).times <= 2.0


def test_search_from_three_letters_on_is_at_most_twice_the_raw_statement(ratio: Measure, library: Desk) -> None:
    """The same without the first two letters, where ours does less than ranking."""
    typed = [query[:length] for query in TYPED for length in range(3, len(query) + 1)]
    statement = (
        "SELECT d.kind, d.ref, d.title, d.body FROM (SELECT rowid AS n, bm25(doc_ft, 8.0, 1.0, 4.0) AS score"
        " FROM doc_ft WHERE doc_ft MATCH ? ORDER BY score LIMIT 50) f JOIN doc d ON d.n = f.n ORDER BY f.score"
    )

    def ours() -> None:
        for query in typed:
            library.search(query)

    def floor() -> None:
        for query in typed:
            library.store.query(statement, (folding.match_expression(query),))

    assert ratio(ours, floor, rounds=5).times <= 2.0


def test_the_counts_of_the_sidebar_cost_little_beside_reading_all_quotes(ratio: Measure, library: Desk) -> None:
    """Counting what needs work checks every quote; the floor only reads their words and texts' hashes."""
    statement = 'SELECT id, exact, start, "end", text_sha256 FROM quote WHERE deleted = ""'
    found = ratio(library.counts, lambda: library.store.query(statement), rounds=5)
    assert found.ours < 1.0
