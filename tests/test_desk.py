"""What a user can do, one verb at a time: each is one step with a label, and tells listeners what changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import (
    BriefingError,
    DamagedStoreError,
    InvalidEntryError,
    NotFoundError,
    ReadOnlyStoreError,
    StoreError,
)
from briefing.ids import short_reference
from briefing.model import Actor, Brief, BriefBlock, Event, Issue, Link, Quote, Source, SourceVersion
from briefing.store import backup
from briefing.store.steps import Change
from briefing.store.store import create_store, open_store

TEXT = "He said “not yet” 😀 and then “not now”.\n\nNobody in the room objected; all went on to the corridor.\n"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Tester", Clock(date(2022, 8, 25)))
    yield desk
    desk.close()


@pytest.fixture
def heard(desk: Desk) -> list[Change]:
    changes: list[Change] = []
    desk.listen(changes.append)
    return changes


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def start(words: str) -> int:
    return TEXT.index(words)


def test_a_record_is_made_and_told(desk: Desk, heard: list[Change]) -> None:
    one = desk.create("issue", {"title": "Plates"}, origin="page")
    assert desk.get(Issue, one).title == "Plates"
    assert heard == [Change(frozenset({"issue"}), frozenset({one}), "page")]
    assert desk.undo_label() == "new issue “Plates”"
    assert desk.ids("issue") == [one] and desk.kind_of(one) == "issue"


def test_a_record_is_made_and_linked_in_one_step(desk: Desk) -> None:
    issue = desk.create("issue", {"title": "Plates"})
    event = desk.create("event", {"title": "Talks"}, issue=issue)
    assert [one.id for one in desk.linked(issue, Event)] == [event]
    desk.undo()
    assert desk.every(Event) == [] and desk.link_rows(issue) == []


def test_an_edit_is_labelled_by_its_fields_and_told_once(desk: Desk, heard: list[Change]) -> None:
    one = desk.create("issue", {"title": "Plates"})
    desk.edit("issue", one, {"status": "stalled", "next_step": "call"}, origin="form")
    assert desk.undo_label() == "change status, next step of “Plates”"
    assert heard[-1].origin == "form" and len(heard) == 2


def test_an_edit_that_changes_nothing_is_neither_told_nor_undone(desk: Desk, heard: list[Change]) -> None:
    one = desk.create("issue", {"title": "Plates"})
    desk.edit("issue", one, {"title": "Plates"})
    assert len(heard) == 1 and desk.undo_label() == "new issue “Plates”"


def test_a_listener_may_leave(desk: Desk) -> None:
    changes: list[Change] = []
    leave = desk.listen(changes.append)
    desk.create("issue", {"title": "a"})
    leave()
    desk.create("issue", {"title": "b"})
    assert len(changes) == 1


def test_a_refused_edit_changes_and_tells_nothing(desk: Desk, heard: list[Change]) -> None:
    one = desk.create("issue", {"title": "Plates"})
    with pytest.raises(InvalidEntryError, match=r"Deadline: February 2022 has 28 days"):
        desk.edit("issue", one, {"title": "b", "deadline_edtf": "2022-02-30"})
    with pytest.raises(InvalidEntryError, match=r"issue has no such field"):
        desk.edit("issue", one, {"colour": "red"})
    with pytest.raises(NotFoundError, match=r"There is no issue with the id x"):
        desk.edit("issue", "x", {"title": "b"})
    assert desk.get(Issue, one).title == "Plates" and len(heard) == 1


def test_deleting_and_restoring_go_through_the_bin(desk: Desk) -> None:
    one = desk.create("issue", {"title": "Plates"})
    desk.delete("issue", one)
    assert desk.every(Issue) == [] and [issue.id for issue in desk.bin(Issue)] == [one]
    assert desk.undo_label() == "delete issue “Plates”"
    with pytest.raises(InvalidEntryError, match=r"delete or restore the record instead"):
        desk.edit("issue", one, {"deleted": ""})
    desk.restore("issue", one)
    assert [issue.id for issue in desk.every(Issue)] == [one] and desk.bin(Issue) == []


def test_linking_twice_changes_nothing_and_unlinking_takes_it_back(desk: Desk, heard: list[Change]) -> None:
    issue, actor = desk.create("issue", {"title": "i"}), desk.create("actor", {"name": "a"})
    desk.link(issue, "actor", actor, role="mediator", origin="x")
    told = len(heard)
    desk.link(issue, "actor", actor)
    assert len(heard) == told and {issue, actor} <= heard[-1].ids
    assert [place.id for place in desk.issues_of("actor", actor)] == [issue]
    assert [place.id for place in desk.appears_in("actor", actor)] == [issue]
    with pytest.raises(NotFoundError):
        desk.link(issue, "event", "nobody")
    desk.unlink(issue, "actor", actor)
    assert desk.link_rows(issue) == [] and desk.undo_label() == "unlink actor from “i”"
    desk.unlink(issue, "actor", actor)
    assert desk.undo_label() == "unlink actor from “i”"


def test_a_value_is_put_back_as_a_new_step(desk: Desk) -> None:
    one = desk.create("issue", {"title": "a", "deadline_edtf": "2022-09"})
    desk.edit("issue", one, {"title": "b"})
    desk.edit("issue", one, {"title": "c"})
    oldest = desk.field_history("issue", one, "title")[-1]
    desk.put_back("issue", one, "title", oldest.new)
    assert desk.get(Issue, one).title == "a"
    assert [entry.new for entry in desk.field_history("issue", one, "title")] == ["a", "c", "b", "a"]


def test_undo_and_redo_tell_what_they_changed(desk: Desk, heard: list[Change]) -> None:
    one = desk.create("issue", {"title": "a"})
    undone = desk.undo(origin="menu")
    assert undone is not None and undone.label == "new issue “a”"
    assert heard[-1] == Change(frozenset({"issue"}), frozenset({one}), "menu")
    assert desk.redo() is not None and desk.redo() is None
    assert [entry.kind for entry in desk.log()] == ["redo", "undo", "edit"]


def test_settings_are_kept_in_the_store_and_the_day_is_checked(desk: Desk) -> None:
    desk.set_setting("marking", "OFFICIAL")
    desk.set_setting("marking", "SAMPLE")
    desk.set_setting("as_at", "2022-08-19")
    assert (desk.setting("marking"), desk.setting("as_at"), desk.setting("none")) == ("SAMPLE", "2022-08-19", "")
    with pytest.raises(InvalidEntryError, match=r"As at: please give a day such as 2022-08-19"):
        desk.set_setting("as_at", "next week")
    plain = Desk(desk.store, "T")
    assert plain.today == date(2022, 8, 19)
    plain.set_setting("as_at", "")
    assert plain.today == Clock().today()


def test_a_day_that_came_in_another_way_does_no_harm(desk: Desk) -> None:
    desk.create("setting", {"name": "as_at", "value": "someday"})
    assert Desk(desk.store, "T").today == Clock().today()


def test_a_file_is_imported_once(desk: Desk, article: Path, heard: list[Change]) -> None:
    first = desk.import_file(article)
    assert first.new and first.characters == len(TEXT)
    assert heard[-1].kinds == {"source", "source_version"}
    source = desk.get(Source, first.source)
    assert (source.title, source.notes) == ("article.txt", "The file states no title; this is its name.")
    again = desk.import_file(article)
    assert not again.new and again.source == first.source and len(heard) == 1
    assert len(desk.every(Source)) == 1
    archived = desk.archived(first.source)
    assert archived is not None and archived.text == TEXT and archived.intact


def test_the_same_text_in_another_file_is_another_source_with_one_text(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("same words")
    (tmp_path / "a.html").write_text("<title>Page</title><p>same words</p>")
    first, second = desk.import_file(tmp_path / "a.txt"), desk.import_file(tmp_path / "a.html")
    assert first.sha256 == second.sha256 and first.source != second.source
    assert desk.get(Source, second.source).title == "Page"
    assert desk.store.query("SELECT count(*) FROM source_text")[0][0] == 1


def test_an_import_that_was_undone_can_be_done_again(desk: Desk, article: Path) -> None:
    desk.import_file(article)
    desk.undo()
    assert desk.every(Source) == []
    assert desk.import_file(article).new


def test_the_seed_is_imported_to_the_letter(desk: Desk, shared: Path) -> None:
    imported = desk.import_file(shared / "seed" / "article.html")
    assert imported.sha256 == "23e1ceb70a2b1d1bfe2ef0ea74234edf54991c89531e6f7571f5f6086990c6ef"
    assert not desk.import_file(shared / "seed" / "article.html").new
    quote = desk.get(Quote, desk.capture_quote(imported.source, 1329, 1346))
    assert (quote.exact, desk.quote_state(quote)) == ("emergency meeting", "verified")


def test_a_captured_quote_is_a_slice_with_its_context(desk: Desk, article: Path, heard: list[Change]) -> None:
    source = desk.import_file(article).source
    issue, speaker = desk.create("issue", {"title": "i"}), desk.create("actor", {"name": "He"})
    place = start("not now")
    one = desk.capture_quote(source, place, place + 7, {"speaker": speaker, "exact": "invented"}, issue=issue)
    quote = desk.get(Quote, one)
    assert (quote.exact, quote.form.value, quote.speaker) == ("not now", "fragment", speaker)
    assert quote.prefix.endswith("then “") and quote.suffix.startswith("”.")
    assert desk.quote_state(quote) == "verified" and desk.quotes_by(speaker) == [quote]
    assert [found.id for found in desk.linked(issue, Quote)] == [one]
    assert issue in heard[-1].ids and desk.undo_label() == "capture quote “not now”"
    whole = desk.capture_quote(source, start("Nobody"), len(TEXT))
    assert desk.get(Quote, whole).form.value == "full"
    assert [found.id for found in desk.quotes_in(quote.source_version)] == [one, whole]
    found = desk.quote_source(quote)
    assert found is not None and found.id == source


def test_a_passage_that_is_none_is_refused(desk: Desk, article: Path) -> None:
    source = desk.import_file(article).source
    blank = start("\n\n")
    for first, last, words in [
        (5, 5, "do not lie"),
        (0, 999, "do not lie"),
        (-4, 3, "do not lie"),
        (blank, blank + 2, "no words"),
    ]:
        with pytest.raises(InvalidEntryError, match=f"Passage: .*{words}"):
            desk.capture_quote(source, first, last)
    bare = desk.create("source", {"title": "Book"})
    with pytest.raises(NotFoundError, match=r"holds no archived text to quote from"):
        desk.capture_quote(bare, 0, 1)
    assert desk.every(Quote) == [] and desk.archived(bare) is None


def test_the_words_of_a_quote_and_an_archived_text_cannot_be_edited(desk: Desk, article: Path) -> None:
    one = desk.capture_quote(desk.import_file(article).source, 0, 7)
    for field in ("exact", "start", "prefix", "text_sha256", "source_version"):
        with pytest.raises(InvalidEntryError, match=r"a verbatim quote is a slice of its source"):
            desk.edit("quote", one, {field: "1", "place": "Brussels"})
    desk.edit("quote", one, {"place": "Brussels"})
    version = desk.every(SourceVersion)[0].id
    with pytest.raises(InvalidEntryError, match=r"a version of a source is kept as it was made"):
        desk.edit("source_version", version, {"text_sha256": "0" * 64})
    desk.edit("source_version", version, {"marking": "OFFICIAL"})
    ours = desk.create("quote", {"exact": "our words", "form": "paraphrase"})
    desk.edit("quote", ours, {"exact": "other words"})
    assert desk.quote_state(desk.get(Quote, ours)) == "paraphrase" and desk.quote_source(desk.get(Quote, ours)) is None


def test_nothing_is_quoted_from_a_text_altered_on_the_disk_and_the_check_names_it(
    tmp_path: Path, article: Path
) -> None:
    desk = Desk.new(tmp_path / "a.db", "T")
    source = desk.import_file(article).source
    one = desk.capture_quote(source, 0, 7)
    assert desk.check().ok
    desk.close()
    data = (tmp_path / "a.db").read_bytes()
    (tmp_path / "a.db").write_bytes(data.replace(b"corridor", b"corridos"))
    desk = Desk.open(tmp_path / "a.db", "T")
    with pytest.raises(DamagedStoreError, match=r"was altered on the disk"):
        desk.capture_quote(source, 0, 7)
    check = desk.check()
    assert not check.ok and check.quotes["source_changed"] == 1
    text = " ".join(check.problems)
    assert "of “article.txt” is not what was archived" in text and short_reference("quote", one) in text
    desk.close()


def test_a_brief_is_begun_and_its_blocks_are_written(desk: Desk, heard: list[Change]) -> None:
    issue = desk.create("issue", {"title": "i"})
    brief = desk.new_brief("one-page", "Talks", [issue])
    assert desk.get(Brief, brief).issues == f'["{issue}"]'
    desk.write_block(brief, "bottom_line", "Talks ended.", group="g")
    desk.write_block(brief, "bottom_line", "Talks ended without agreement.", group="g")
    assert [block.text for block in desk.brief_blocks(brief)] == ["Talks ended without agreement."]
    assert brief in heard[-1].ids and desk.undo_label() == "change bottom line of “Talks”"
    desk.undo()
    assert desk.brief_blocks(brief) == [] and len(desk.briefs("one-page")) == 1
    assert desk.every(BriefBlock) == [] and desk.briefs("issue-brief") == []


def test_a_store_is_opened_made_and_twinned(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    desk = Desk.new(path, "T")
    one = desk.create("issue", {"title": "a"})
    twin = desk.twin()
    assert twin.read_only and not desk.read_only
    assert (twin.undo_label(), twin.redo_label()) == ("", "")
    desk.edit("issue", one, {"title": "b"})
    assert twin.get(Issue, one).title == "b"
    with pytest.raises(ReadOnlyStoreError):
        twin.edit("issue", one, {"title": "c"})
    twin.close()
    desk.close()
    with pytest.raises(StoreError, match=r"exists already"):
        Desk.new(path, "T")
    again = Desk.open(path, "T", read_only=True)
    assert again.read_only and again.get(Issue, one).title == "b"
    again.close()


def test_a_store_in_memory_has_no_twin(desk: Desk) -> None:
    with pytest.raises(BriefingError, match=r"cannot be opened twice"):
        desk.twin()


def test_the_sample_is_opened_for_reading_and_copied_for_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = tmp_path / "shipped" / "briefing.db"
    shipped.parent.mkdir()
    with create_store() as store:
        with store.step("x", "T") as step:
            one = step.insert("issue", {"title": "sample"})
        backup.save_copy(store, shipped)
    monkeypatch.setattr("briefing.paths.sample_store", lambda: shipped)
    sample = Desk.open(shipped, "T")
    with pytest.raises(ReadOnlyStoreError):
        sample.edit("issue", one, {"title": "x"})
    sample.close()
    mine = Desk.new_from_sample(tmp_path / "mine.db", "T")
    mine.edit("issue", one, {"title": "mine"})
    mine.close()
    assert [file.name for file in shipped.parent.iterdir()] == ["briefing.db"]


def test_copies_and_backups_are_kept(tmp_path: Path, own_places: Path) -> None:
    desk = Desk.new(tmp_path / "a.db", "T")
    desk.create("issue", {"title": "a"})
    desk.save_copy(tmp_path / "copy.db")
    desk.save_working_copy(tmp_path / "work.db")
    kept = desk.keep_backup()
    assert kept.parent == own_places / "backups"
    site = desk.store.site
    desk.close()
    for path, same in [(tmp_path / "copy.db", True), (tmp_path / "work.db", False), (kept, True)]:
        with open_store(path, read_only=True) as store:
            assert (store.site == site) is same
            assert Desk(store, "T").counts()["issue"].total == 1
        with open_store(path) as store:  # whoever works on a copy is a desk of their own
            assert store.site != site


def test_hostile_text_goes_through_every_verb_unchanged(desk: Desk) -> None:
    text = '<script>*a* | #read("/etc/passwd") \u202e 😀 \'; DROP TABLE issue;--'
    one = desk.create("issue", {"title": text})
    desk.edit("issue", one, {"background": text + "[" * 10_000})
    desk.set_setting("marking", text)
    assert desk.get(Issue, one).title == text == desk.setting("marking")
    assert [hit.title for hit in desk.search("script")] == [text]
    assert desk.every(Link) == [] and desk.every(Actor) == []
