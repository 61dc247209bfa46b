"""From the desk to the reader and back, twice: issued, read, answered, taken, changed, issued again, read again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.addresses import Spot
from briefing.brief.placing import Standing
from briefing.desk import Desk
from briefing.errors import InvalidEntryError, NotFoundError, PouchError
from briefing.model import Comment, Decision
from briefing.pouch.notebook import Notebook, Place
from briefing.pouch.reading import Pouch, open_pouch
from briefing.pouch.reply import make_reply
from briefing.store.steps import Change
from tests.pouch.staging import a_submission, at, issue, signed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path / "crisis.db", "Anna Berg")
    yield opened
    opened.close()


@pytest.fixture
def brief(desk: Desk) -> str:
    one = a_submission(desk)
    issue(desk, one)
    return one


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    return Notebook(tmp_path / "reading", "The Minister")


def pouched(desk: Desk, *briefs: str) -> Pouch:
    out = desk.store.path.with_name("monday.pouch")
    desk.make_pouch(briefs, out, overwrite=True)
    return open_pouch(out)


def replied(pouch: Pouch, notebook: Notebook, name: str = "a.reply") -> Path:
    out = notebook.folder.parent / name
    out.write_bytes(make_reply(pouch, notebook))
    return out


def test_notes_travel_to_the_desk_and_back_and_find_their_place_again(
    desk: Desk, brief: str, notebook: Notebook
) -> None:
    asked = desk.add_comment(Spot(brief, 1), "Please decide by Friday.")
    pouch = pouched(desk, brief)
    tree = pouch.tree(brief)
    notebook.mark_read(brief, 1, 12)
    autumn = notebook.comment(pouch, Spot(brief, 1, at(tree, "Agree to talks"), 18, 24), "Early autumn?")
    assert autumn.exact == "autumn"
    risk = notebook.comment(pouch, Spot(brief, 1, at(tree, "Note the risk")), "Which one?")
    timing = notebook.comment(pouch, Spot(brief, 1, at(tree, "By Friday")), "Noted.")
    known = next(note for note in pouch.notes(brief) if note.id == asked)
    assert isinstance(known, Comment)
    answer = notebook.answer(known, "I will.")
    decided = notebook.decide(pouch, Spot(brief, 1, at(tree, "Note the risk")), "discuss", "On Monday.")
    whole = notebook.decide(pouch, Spot(brief, 1), "agreed")
    seen = pouch.reviewed(brief, own=notebook.notes(brief))
    assert {one.standing for one in seen.placed.notes} == {Standing.PLACED}
    assert [reply.id for reply in seen.threads[0].replies] == [answer.id]
    reply = replied(pouch, notebook)
    pouch.close()

    heard: list[Change] = []
    desk.listen(heard.append)
    preview = desk.preview_reply(reply)
    assert ([note.id for note in preview.new], preview.known, preview.changed) == (
        [autumn.id, risk.id, timing.id, answer.id, decided.id, whole.id], (), (),
    )  # fmt: skip
    assert desk.comments_on(brief)[-1].id == asked  # a preview takes nothing
    assert desk.take_reply(reply).new == preview.new
    assert brief in heard[-1].ids
    assert desk.get(Comment, answer.id).parent == asked
    assert (desk.get(Comment, autumn.id).author, desk.get(Comment, autumn.id).initials) == ("The Minister", "TM")
    assert desk.get(Decision, whole.id).result == "agreed"
    again = desk.take_reply(reply)
    assert (again.new, len(again.known), again.empty) == ((), 6, True)

    desk.write_block(brief, "recommendation", "- Agree to talks in spring.\n- Ask for a date.")
    desk.add_comment(Spot(brief, None), "A remark on the draft.")
    issue(desk, brief, "spring it is")
    pouch = pouched(desk, brief)
    found = {one.note.id: one.standing for one in pouch.reviewed(brief, own=notebook.notes(brief)).placed.notes}
    assert found == {
        asked: Standing.CHANGED, autumn.id: Standing.CHANGED, risk.id: Standing.UNPLACED, timing.id: Standing.PLACED,
        answer.id: Standing.CHANGED, decided.id: Standing.UNPLACED, whole.id: Standing.CHANGED,
    }  # fmt: skip
    assert found == {n.note.id: n.standing for n in desk.notes_of(brief, 2).placed.notes if n.note.version is not None}
    assert notebook.last_read(brief, pouch.brief(brief).newest.number) == 1
    since = pouch.since(brief, 1)
    assert since is not None
    assert any("spring" in one.new and "autumn" in one.old for one in since.differences)
    assert pouch.brief(brief).newest.reason == "spring it is"
    notebook.mark_read(brief, 2)
    assert (notebook.last_read(brief, 2), notebook.last_read(brief, 3)) == (1, 2)
    pouch.close()


def test_taking_a_reply_is_one_step_that_can_be_undone_and_taken_again(
    desk: Desk, brief: str, notebook: Notebook
) -> None:
    pouch = pouched(desk, brief)
    first = notebook.comment(pouch, Spot(brief, 1), "Why?")
    notebook.answer(first, "And when?")
    reply = replied(pouch, notebook)
    desk.take_reply(reply)
    assert desk.undo_label().startswith("take a reply")
    desk.undo()
    assert desk.comments_on(brief) == []
    assert len(desk.take_reply(reply).new) == 2
    assert [note.text for note in desk.comments_on(brief)] == ["Why?", "And when?"]
    assert desk.comments_on(brief)[1].parent == first.id
    pouch.close()


def test_two_desks_that_took_the_same_reply_still_exchange(
    desk: Desk, brief: str, notebook: Notebook, tmp_path: Path
) -> None:
    other = Desk.open(desk.save_working_copy(tmp_path / "other.db"), "Bo")
    pouch = pouched(desk, brief)
    first = notebook.comment(pouch, Spot(brief, 1), "Why?")
    notebook.decide(pouch, Spot(brief, 1), "agreed")
    for each in (desk, other):
        assert len(each.take_reply(replied(pouch, notebook)).new) == 2
    taken = desk.take_from(tmp_path / "other.db")
    assert (taken.new, taken.conflicts) == (0, 0)
    notebook.edit(brief, first.id, "Why now?")
    later = replied(pouch, notebook)
    assert len(other.take_reply(later).changed) == 1
    desk.take_from(tmp_path / "other.db")
    assert [note.text for note in desk.comments_on(brief)] == ["Why now?"]
    assert desk.take_reply(later).empty
    other.take_from(tmp_path / "crisis.db")
    assert other.comments_on(brief) == desk.comments_on(brief)
    assert other.decisions_on(brief) == desk.decisions_on(brief)
    assert desk.check().ok
    pouch.close()
    other.close()


def test_other_words_for_a_note_that_was_taken_are_shown_before_they_are_taken(
    desk: Desk, brief: str, notebook: Notebook
) -> None:
    pouch = pouched(desk, brief)
    one = notebook.comment(pouch, Spot(brief, 1), "Why?")
    desk.take_reply(replied(pouch, notebook))
    desk.resolve_comment(one.id)
    notebook.edit(brief, one.id, "Why now?")
    preview = desk.preview_reply(replied(pouch, notebook))
    assert [(before.text, after.text) for before, after in preview.changed] == [("Why?", "Why now?")]
    desk.take_reply(replied(pouch, notebook))
    kept = desk.get(Comment, one.id)
    assert (kept.text, kept.resolved) == ("Why now?", True)
    desk.undo()
    assert desk.get(Comment, one.id).text == "Why?"
    desk.delete("comment", one.id)
    assert not desk.take_reply(replied(pouch, notebook)).new  # what the desk put into the bin stays there
    notebook.take_back(brief, one.id)
    with pytest.raises(PouchError, match="nothing to reply yet"):
        make_reply(pouch, notebook)
    pouch.close()


def test_a_note_under_anothers_name_changes_nothing(desk: Desk, brief: str, notebook: Notebook) -> None:
    asked = desk.add_comment(Spot(brief, 1), "Please decide.")
    pouch = pouched(desk, brief)
    notebook.comment(pouch, Spot(brief, 1), "Mine.")
    value = json.loads(make_reply(pouch, notebook))
    value["notes"][0][0] = asked
    path = notebook.folder.parent / "eve.reply"
    for author in ("The Minister", "Anna Berg"):  # under a name of one's own, and under that of the desk
        value["notes"][0][2]["author"] = author
        path.write_bytes(signed(value))
        found = desk.take_reply(path)
        assert ([note.id for note in found.refused], found.empty) == ([asked], True)
    assert desk.get(Comment, asked).text == "Please decide."
    pouch.close()


def test_a_recalled_brief_is_said_and_its_notes_are_taken(desk: Desk, brief: str, notebook: Notebook) -> None:
    pouch = pouched(desk, brief)
    notebook.decide(pouch, Spot(brief, 1), "agreed")
    desk.recall(brief, "The talks were called off")
    assert desk.take_reply(replied(pouch, notebook)).recalled == ("Talks on number plates",)
    pouch.close()
    pouch = pouched(desk, brief)
    assert pouch.brief(brief).recalled == "Recalled: The talks were called off"
    pouch.close()


def test_a_reply_to_another_store_is_refused_and_a_copy_takes_it(
    desk: Desk, brief: str, notebook: Notebook, tmp_path: Path
) -> None:
    pouch = pouched(desk, brief)
    notebook.comment(pouch, Spot(brief, 1), "Why?")
    reply = replied(pouch, notebook)
    pouch.close()
    other = Desk.new_from_sample(tmp_path / "other.db", "Bo")
    with pytest.raises(PouchError, match=r"for another store: “Talks on number plates” was never issued"):
        other.take_reply(reply)
    other.close()
    twin = Desk.open(desk.save_working_copy(tmp_path / "copy.db"), "Bo")
    assert len(twin.take_reply(reply).new) == 1  # the same briefs in a store with another site id
    twin.close()


# the notebook


def test_the_notebook_remembers_across_starts(desk: Desk, brief: str, notebook: Notebook) -> None:
    pouch = pouched(desk, brief)
    one = notebook.comment(pouch, Spot(brief, 1), "Why?")
    notebook.mark_read(brief, 1, 7)
    first = notebook.was_read(brief, 1)
    again = Notebook(notebook.folder, "The Minister")
    assert again.notes(brief) == (one,)
    assert again.place(brief) == Place(1, 7)
    again.mark_read(brief, 1, 9)
    assert (notebook.was_read(brief, 1), notebook.place(brief)) == (first, Place(1, 9))
    assert notebook.was_read(brief, 2) == ""
    assert sorted(file.suffix for file in notebook.folder.iterdir()) == [".json"]
    pouch.close()


def test_a_notebook_that_is_damaged_is_left_alone_and_told(desk: Desk, brief: str, notebook: Notebook) -> None:
    pouch = pouched(desk, brief)
    notebook.comment(pouch, Spot(brief, 1), "Why?")
    file = next(notebook.folder.iterdir())
    for content, words in (
        (file.read_bytes()[:-20], "are damaged"), (b"[]", "are damaged"), (b"\xff", "are damaged"),
        (file.read_bytes().replace(b"notebook/1", b"notebook/2"), "newer version"),
    ):  # fmt: skip
        file.write_bytes(content)
        with pytest.raises(PouchError, match=words):
            notebook.comment(pouch, Spot(brief, 1), "And?")
        assert file.read_bytes() == content
    pouch.close()


def test_a_note_that_cannot_be_kept_is_said(desk: Desk, brief: str, tmp_path: Path) -> None:
    pouch = pouched(desk, brief)
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(PouchError, match=r"could not be kept|cannot be read"):
        Notebook(tmp_path / "taken", "The Minister").comment(pouch, Spot(brief, 1), "Why?")
    pouch.close()


def test_what_a_reader_cannot_do_is_said(desk: Desk, brief: str, notebook: Notebook) -> None:
    asked = desk.add_comment(Spot(brief, 1), "Please decide.")
    pouch = pouched(desk, brief)
    with pytest.raises(InvalidEntryError, match="holds no drafts"):
        notebook.comment(pouch, Spot(brief, None), "Why?")
    with pytest.raises(InvalidEntryError, match="write something"):
        notebook.comment(pouch, Spot(brief, 1), " ")
    with pytest.raises(InvalidEntryError, match="only recommendations"):
        notebook.decide(pouch, Spot(brief, 1, at(pouch.tree(brief), "By Friday")), "agreed")
    with pytest.raises(PouchError, match="perhaps"):
        notebook.decide(pouch, Spot(brief, 1), "perhaps")
    with pytest.raises(NotFoundError, match="not a note of yours"):
        notebook.edit(brief, asked, "Decided.")
    with pytest.raises(NotFoundError, match="no brief with the id"):
        notebook.notes("../../etc/passwd")
    pouch.close()
