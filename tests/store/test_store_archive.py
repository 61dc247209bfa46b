"""Archived texts are kept by their hash, and each anchor is checked against what really lies in the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import NotFoundError
from briefing.model import Quote, SourceVersion
from briefing.rules.anchors import make_anchor
from briefing.store import archive, lists, records
from briefing.store.store import Store, create_store, open_store
from briefing.terms import AnchorState

TEXT = "He said “not yet” 😀 and then “not now”. Nobody in the room objected; all went on to the corridor."


@pytest.fixture
def store() -> Iterator[Store]:
    with create_store() as store:
        yield store


def keep(store: Store, text: str = TEXT, title: str = "Article") -> tuple[str, str]:
    """A source with one archived text: the ids of source and version."""
    with store.step("import", "T") as step:
        source = step.insert("source", {"title": title})
        sha256 = step.keep_text(text)
        values = {"source": source, "number": 1, "text_sha256": sha256, "archive_sha256": step.keep_file(text.encode())}
        return source, step.insert("source_version", values)


def quote(store: Store, version: str, first: int, last: int, **more: object) -> str:
    anchor = make_anchor(TEXT, first, last)
    values = {name: getattr(anchor, name) for name in ("exact", "start", "end", "prefix", "suffix", "text_sha256")}
    with store.step("quote", "T") as step:
        return step.insert("quote", {**values, "source_version": version, **more})


def alter(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def test_a_text_comes_back_with_its_source(store: Store) -> None:
    source, version = keep(store)
    archived = archive.version_text(store, version)
    assert (archived.text, archived.source.id, archived.version.id) == (TEXT, source, version)
    assert archived.intact
    assert archive.text_of(store, archived.actual_sha256) == TEXT


def test_the_newest_version_counts(store: Store) -> None:
    source, _ = keep(store)
    with store.step("again", "T") as step:
        sha256 = step.keep_text("Corrected.")
        step.insert("source_version", {"source": source, "number": 2, "text_sha256": sha256})
    newest = archive.latest(store, source)
    assert newest is not None and newest.text == "Corrected."


def test_a_source_that_is_only_referred_to_has_no_text(store: Store) -> None:
    with store.step("x", "T") as step:
        source = step.insert("source", {"title": "Book"})
    assert archive.latest(store, source) is None


def test_a_text_that_is_not_there_is_told(store: Store) -> None:
    with store.step("x", "T") as step:
        source = step.insert("source", {"title": "x"})
        version = step.insert("source_version", {"source": source, "text_sha256": "ff"})
    with pytest.raises(NotFoundError, match=r"The archived text of this source is missing from the store"):
        archive.version_text(store, version)
    one = quote(store, version, 0, 2)
    assert archive.state_of(store, records.get(store, Quote, one)) is AnchorState.MISSING
    assert archive.unproved(store) == [one]


def test_a_file_is_known_again_until_its_source_is_deleted(store: Store) -> None:
    source, version = keep(store)
    archived = archive.version_text(store, version)
    file = archived.version.archive_sha256
    assert [one.id for one in archive.made_from(store, file)] == [version]
    assert archive.made_from(store, "other") == []
    with store.step("delete", "T") as step:
        step.delete("source", source)
    assert archive.made_from(store, file) == []


def test_a_slice_is_verified_and_other_words_are_not(store: Store) -> None:
    _, version = keep(store)
    good = quote(store, version, 9, 16)
    moved = quote(store, version, 9, 16, start=30, end=37)
    ambiguous = quote(store, version, 9, 12, start=1, end=4, prefix="?", suffix="?")
    invented = quote(store, version, 9, 16, exact="never said")
    loose = quote(store, version, 9, 16, source_version="")
    backwards = quote(store, version, 9, 16, start=-3, end=-1, exact="te")
    empty = quote(store, version, 9, 16, start=5, end=5, exact="")
    ours = quote(store, version, 9, 16, exact="our words", form="paraphrase", start=None, end=None)
    found = {one.id: state for one, state in archive.check_quotes(store)}
    assert found == {
        good: AnchorState.VERIFIED,
        moved: AnchorState.SOURCE_CHANGED,
        ambiguous: AnchorState.AMBIGUOUS,
        invented: AnchorState.MISSING,
        loose: AnchorState.MISSING,
        backwards: AnchorState.MISSING,
        empty: AnchorState.MISSING,
    }
    assert ours not in found
    assert archive.unproved(store) == [moved, ambiguous, invented, loose, backwards, empty]
    assert archive.anchor_of(records.get(store, Quote, ours)) is None
    assert lists.quote_state(store, records.get(store, Quote, ours)) == "paraphrase"
    assert lists.quote_state(store, records.get(store, Quote, good)) == "verified"


def test_the_quick_answer_agrees_with_the_thorough_one_behind_an_emoji(store: Store) -> None:
    _, version = keep(store)
    start = TEXT.index("not now")
    quote(store, version, start, start + 7)
    assert [state for _, state in archive.check_quotes(store)] == [AnchorState.VERIFIED]
    assert archive.unproved(store) == []


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (b"corridor", b"corridos", AnchorState.SOURCE_CHANGED),
        (b"\x80\x9cnot yet", b"\x80\x9cnow yet", AnchorState.MISSING),
        (b"corridor", b"corrid\xffr", AnchorState.SOURCE_CHANGED),
    ],
)
def test_a_byte_altered_on_the_disk_is_noticed(tmp_path: Path, old: bytes, new: bytes, state: AnchorState) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        _, version = keep(store)
        one = quote(store, version, 9, 16)
        sha256 = records.get(store, SourceVersion, version).text_sha256
        assert archive.altered_texts(store) == []
    alter(path, old, new)
    with open_store(path) as store:
        assert [found for _, found in archive.check_quotes(store)] == [state]
        assert archive.unproved(store) == [one]
        assert archive.altered_texts(store) == [sha256] == archive.altered_texts(store, again=True)
        assert archive.sources_of(store, sha256) == ["Article"]
        assert not archive.version_text(store, version).intact


def test_a_text_found_whole_is_hashed_once_unless_asked_again(store: Store) -> None:
    keep(store)
    assert archive.altered_texts(store) == [] and len(store.sound_texts) == 1
    store.connection.execute("DROP TRIGGER source_text_keep_u")
    store.connection.execute("UPDATE source_text SET text = 'other'")
    assert archive.altered_texts(store) == []
    assert len(archive.altered_texts(store, again=True)) == 1


def test_each_text_is_read_once_for_many_quotes(store: Store) -> None:
    _, version = keep(store)
    for start in range(20):
        quote(store, version, start, start + 5)
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    assert len(archive.check_quotes(store)) == 20
    assert sum("AS BLOB" in sql for sql in asked) == 1
    store.connection.set_trace_callback(None)
