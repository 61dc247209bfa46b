"""The shipped sample: equal to a rebuild, complete, respecting the traps of the article, and never written to."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import paths, sample
from briefing.desk import Desk
from briefing.errors import StoreError
from briefing.model import KINDS, Actor, Event, Fact, Issue, Position, Quote
from briefing.rules.anchors import sha256_text
from briefing.store.engine import connect

QUOTES = {
    "Unhappily, we did not get to an agreement today … But it is not the end of the story": "Josep Borrell",
    "The discussion will resume in the coming days.": "Josep Borrell",
    "what will be one of his most important speeches": "Unnamed aide to Mr Vucic",
    "emergency meeting": "Serbian state media",
    "not a normal meeting": "Josep Borrell",
    "increasing tensions in northern Kosovo": "Josep Borrell",
    "It was a crisis management meeting. The purpose of this meeting was to calm down the situation on the ground": (
        "Josep Borrell"
    ),
}


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk.open(paths.sample_store(), "Reader")
    yield opened
    opened.close()


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = connect(path, mode="immutable")
    try:
        tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
        tables = [name for name in tables if not name.startswith(("doc_ft_", "sqlite_"))]
        return {
            name: [tuple(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()]
            for name in tables
        }
    finally:
        connection.close()


def test_the_committed_file_equals_a_rebuild_row_by_row(tmp_path: Path) -> None:
    rebuilt = _rows(sample.build(tmp_path / "again.db"))
    committed = _rows(paths.sample_store())
    assert rebuilt.keys() == committed.keys()
    for table, rows in rebuilt.items():
        assert rows == committed[table], table
    assert len(committed) > 25


def test_reading_it_leaves_no_file_beside_it_and_writing_is_refused(tmp_path: Path) -> None:
    folder = paths.sample_store().parent
    before = {p.name: p.stat().st_mtime_ns for p in folder.iterdir()}
    desk = Desk.open(paths.sample_store(), "Reader")
    assert desk.read_only
    assert desk.check().ok
    assert desk.search("vucic")
    with pytest.raises(StoreError, match="reading only"):
        desk.create("issue", {"title": "No"})
    desk.close()
    assert {p.name: p.stat().st_mtime_ns for p in folder.iterdir()} == before


def test_it_holds_every_record_of_the_article(desk: Desk) -> None:
    counts = {kind: len(desk.every(KINDS[kind])) for kind in ("actor", "issue", "event", "position", "quote")}
    assert counts == {"actor": 12, "issue": 6, "event": 12, "position": 7, "quote": 7}
    facts = desk.every(Fact)
    assert len([fact for fact in facts if not fact.formula]) == 9
    derived = [fact for fact in facts if fact.formula]
    assert len(derived) == 3
    assert all(desk.basis(fact.id) for fact in derived)


def test_each_quote_is_a_slice_of_what_is_archived_and_has_its_speaker(desk: Desk) -> None:
    found = {quote.exact: desk.title("actor", quote.speaker) for quote in desk.every(Quote)}
    assert found == QUOTES
    for quote in desk.every(Quote):
        archived = desk.archived(desk.quote_source(quote).id)
        assert archived is not None
        assert archived.text[quote.start : quote.end] == quote.exact
        assert archived.source.held == "excerpts"
        assert desk.quote_state(quote) == "verified"
    assert not any("“" in text or "”" in text for text in found)


def test_the_traps_of_the_article_are_respected(desk: Desk) -> None:
    by_words = {quote.exact.split()[0]: quote for quote in desk.every(Quote)}
    assert by_words["what"].speaker_certainty == "anonymous"
    assert by_words["emergency"].speaker_certainty == "collective"
    assert by_words["emergency"].form == "fragment"
    assert not by_words["emergency"].is_key
    assert by_words["The"].speaker_certainty == "by continuation"
    assert "…" in by_words["Unhappily,"].exact
    events = {event.title: event for event in desk.every(Event)}
    talks = next(event for title, event in events.items() if "crisis talks" in title)
    assert (talks.date_edtf, talks.date_conflict) == ("2022-08-18", "2022-08-19")
    assert "Friday" in talks.editor_note
    planned = {event.date_edtf for event in events.values() if event.modality == "planned"}
    assert planned == {"2022-08-19", "2022-08-21", "2022-08-19~/..", "2022-09-01"}
    aide = next(actor for actor in desk.every(Actor) if actor.anonymous)
    assert aide.name.startswith("Unnamed")


def test_the_dates_and_spans_are_those_of_the_gold(desk: Desk, shared: Path) -> None:
    gold = json.loads((shared / "seed" / "article_gold.json").read_text(encoding="utf-8"))
    texts = json.loads((paths.resources() / "sample" / "event.json").read_text(encoding="utf-8"))
    ours = {record["gold"]: record for record in texts}
    for event in gold["events"]:
        assert ours[event["id"]]["date_edtf"] == event["date_edtf"], event["id"]
        assert ours[event["id"]]["modality"] == event["modality"], event["id"]
    assert {q["exact"] for q in gold["quotes"]} == set(QUOTES)
    article = (shared / "seed" / "article_plain.txt").read_text(encoding="utf-8")
    assert all(article[q["start"] : q["end"]] in QUOTES for q in gold["quotes"])


def test_the_article_itself_is_nowhere_in_the_project(shared: Path) -> None:
    article = (shared / "seed" / "article_plain.txt").read_text(encoding="utf-8")
    for quote in QUOTES:
        article = article.replace(quote, "|")
    words = article.lower().split()
    runs = {" ".join(words[n : n + 8]) for n in range(len(words) - 7) if "|" not in " ".join(words[n : n + 8])}
    root = Path(__file__).resolve().parents[1]
    for folder in ("resources/sample", "docs", "briefing", "ui"):
        for path in (root / folder).rglob("*"):
            if path.suffix in (".json", ".txt", ".md", ".py"):
                text = " ".join(path.read_text(encoding="utf-8").lower().split())
                assert [run for run in runs if run in text] == [], path.name


def test_statuses_outside_our_lists_are_mapped(desk: Desk) -> None:
    issues = {issue.title.split()[0]: issue for issue in desk.every(Issue)}
    assert issues["Serbian"].status == "on hold"
    assert issues["Serbian"].deadline_edtf == "2022-09-01"
    stances = {(desk.title("actor", p.actor), p.stance.value) for p in desk.every(Position)}
    assert ("Serbia", "opposes") in stances
    assert ("Kosovo", "supports") in stances
    assert ("Albin Kurti", "unknown") in stances
    kinds = {actor.name: actor.kind.value for actor in desk.every(Actor)}
    assert kinds["Serbia"] == kinds["Kosovo"] == "state_or_territory"


def test_a_copy_has_a_site_of_its_own_and_nothing_to_undo(tmp_path: Path) -> None:
    desk = Desk.new_from_sample(tmp_path / "copy.db", "Anna")
    try:
        assert desk.store.site != sample.sample_id("site")
        assert desk.undo_label() == ""
        assert desk.undo() is None
        assert desk.today.isoformat() == "2022-08-19"
    finally:
        desk.close()


def test_a_record_that_refers_to_nobody_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "resources"
    shutil.copytree(paths.resources() / "sample", folder / "sample")
    file = folder / "sample" / "quote.json"
    records = json.loads(file.read_text(encoding="utf-8"))
    records[0]["speaker"] = "actor.nobody"
    file.write_text(json.dumps(records), encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: folder)
    with pytest.raises(ValueError, match=r"actor\.nobody, which is nowhere"):
        sample.build(tmp_path / "x.db")
    records[0]["speaker"] = "actor.borrell"
    records[0]["start"] = 1
    file.write_text(json.dumps(records), encoding="utf-8")
    with pytest.raises(ValueError, match="not a slice"):
        sample.build(tmp_path / "x.db")


def test_the_archived_excerpts_are_the_quotations_in_the_order_of_the_source() -> None:
    text = (paths.resources() / "sample" / "texts" / "national-excerpts.txt").read_text(encoding="utf-8")
    assert text.split("\n\n") == list(QUOTES)
    assert sha256_text(text) == hashlib.sha256(text.encode()).hexdigest()
