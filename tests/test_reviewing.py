"""Comments and decisions at the desk: written, answered, undone, and in place after the brief was issued anew."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.brief.addresses import Address, Spot, addresses
from briefing.brief.compare import everything
from briefing.brief.placing import Standing
from briefing.brief.tree import Brief as Tree
from briefing.desk import Desk
from briefing.desk.reviewing import NoteFilter
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import Brief, Comment, Decision
from briefing.rules.initials import initials_of
from briefing.store import engine
from briefing.store.steps import Change
from briefing.store.store import open_store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path / "crisis.db", "Anna Berg")
    yield opened
    opened.close()


def a_submission(desk: Desk) -> str:
    brief = desk.new_brief("submission", "Talks")
    desk.write_block(brief, "issue", "Whether to agree to talks.")
    desk.write_block(brief, "recommendation", "- Agree to talks in autumn.\n- Note the risk of delay.")
    desk.write_block(brief, "timing", "By Friday.")
    return brief


def issue(desk: Desk, brief: str, reason: str = "") -> None:
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief, formats=("md",), reason=reason)


def at(tree: Tree, words: str) -> Address:
    units = everything(tree)
    return addresses(units)[next(n for n, unit in enumerate(units) if words in unit.text and unit.what != "heading")]


def test_a_brief_is_commented_decided_issued_again_and_every_note_is_told(desk: Desk) -> None:
    brief = a_submission(desk)
    on_draft = desk.add_comment(Spot(brief, None, at(desk.tree_of(brief, None), "By Friday")), "Which one?")
    issue(desk, brief)
    tree = desk.tree_of(brief, 1)
    recommended = at(tree, "Agree to talks")
    start = everything(tree)[addresses(everything(tree)).index(recommended)].text.index("autumn")
    words = desk.add_comment(Spot(brief, 1, recommended, start, start + 6), "Early autumn?")
    risk = desk.add_comment(Spot(brief, 1, at(tree, "Note the risk")), "What risk?")
    answer = desk.reply(risk, "Of delay.")
    whole = desk.add_comment(Spot(brief, 1), "Well put.")
    decided = desk.decide(Spot(brief, 1, recommended), "agreed", initials="AB")
    first = desk.decide(Spot(brief, 1), "discuss", "Let us talk.")
    latest = desk.decide(Spot(brief, 1), "Agreed")

    seen = desk.notes_of(brief, 1)
    assert {one.standing for one in seen.placed.notes if one.note.id != on_draft} == {Standing.PLACED}
    assert seen.threads[0].head.note.id == whole
    assert [reply.id for thread in seen.threads for reply in thread.replies] == [answer]
    assert [one.note.id for one in seen.decisions] == [latest, decided]
    assert {seen.placed.units[n].text for n in seen.decidable} == {
        "Agree to talks in autumn.",
        "Note the risk of delay.",
    }
    assert seen.counts() == {
        "comments": 5, "open": 4, "decisions": 2, "placed": 8, "changed": 0, "unplaced": 0,
    }  # fmt: skip
    assert first in {one.id for one in desk.decisions_on(brief)}  # kept, though a later one counts

    desk.write_block(brief, "recommendation", "- Agree to talks in spring.")
    issue(desk, brief, "spring")
    placed = {one.note.id: one.standing for one in desk.notes_of(brief, 2).placed.notes}
    assert placed == {
        on_draft: Standing.PLACED, words: Standing.CHANGED, risk: Standing.UNPLACED, answer: Standing.UNPLACED,
        whole: Standing.CHANGED, decided: Standing.CHANGED, first: Standing.CHANGED, latest: Standing.CHANGED,
    }  # fmt: skip
    assert desk.notes_of(brief, 1).counts()["placed"] == 8
    assert set(placed) == {one.note.id for one in desk.notes_of(brief).placed.notes}


def test_verbs_are_steps_that_can_be_undone(desk: Desk) -> None:
    brief = a_submission(desk)
    one = desk.add_comment(Spot(brief, None), "Why?")
    assert desk.undo_label().startswith("add comment")
    answer = desk.reply(one, "Because.")
    assert desk.get(Comment, answer).parent == one
    assert desk.get(Comment, desk.reply(answer, "I see.")).parent == one  # one level of answers
    desk.undo()
    desk.resolve_comment(one)
    assert desk.get(Comment, one).resolved
    assert "resolve" in desk.undo_label()
    desk.undo()
    assert not desk.get(Comment, one).resolved
    desk.redo()
    desk.reopen_comment(one)
    assert not desk.get(Comment, one).resolved
    desk.edit_comment(one, "Why now?")
    assert desk.get(Comment, one).text == "Why now?"
    desk.undo()
    assert desk.get(Comment, one).text == "Why?"


def test_listeners_hear_of_the_brief_too(desk: Desk) -> None:
    brief = a_submission(desk)
    heard: list[Change] = []
    desk.listen(heard.append)
    one = desk.add_comment(Spot(brief, None), "Why?")
    assert heard[-1].ids == {one, brief}


def test_what_cannot_be_is_refused_with_a_sentence(desk: Desk) -> None:
    brief = a_submission(desk)
    with pytest.raises(InvalidEntryError, match="write something"):
        desk.add_comment(Spot(brief, None), "  ")
    with pytest.raises(InvalidEntryError, match="draft cannot be decided"):
        desk.decide(Spot(brief, None), "agreed")
    with pytest.raises(NotFoundError, match="No version"):
        desk.add_comment(Spot(brief, 1), "Why?")
    issue(desk, brief)
    tree = desk.tree_of(brief, 1)
    with pytest.raises(InvalidEntryError, match="only recommendations"):
        desk.decide(Spot(brief, 1, at(tree, "By Friday")), "agreed")
    with pytest.raises(InvalidEntryError, match="not known"):
        desk.decide(Spot(brief, 1), "perhaps")
    other = desk.add_comment(Spot(brief, 1), "Hm.", author="The Minister")
    with pytest.raises(InvalidEntryError, match="written by The Minister"):
        desk.edit_comment(other, "I agree.")
    with pytest.raises(NotFoundError):
        desk.reply("nobody", "Yes.")


def test_all_notes_are_listed_and_narrowed(desk: Desk) -> None:
    brief = a_submission(desk)
    issue(desk, brief)
    one = desk.add_comment(Spot(brief, 1), "Why now?", author="Bo")
    two = desk.add_comment(Spot(brief, 1), "Well put.")
    desk.resolve_comment(two)
    three = desk.decide(Spot(brief, 1), "noted")

    def found(**asked: Any) -> set[str]:
        return {note.id for note in desk.all_notes(NoteFilter(**asked))}

    assert found() == {one, two, three}
    assert found(author="Bo") == found(unresolved=True) == found(words="WHY") == {one}
    assert found(kind="decision") == found(result="noted") == {three}
    assert found(brief="another") == set()
    assert [note.written_at for note in desk.all_notes()] == sorted(
        (n.written_at for n in desk.all_notes()), reverse=True
    )


def test_hostile_words_are_plain_words(desk: Desk) -> None:
    brief = a_submission(desk)
    text = "<script>alert(1)</script> '; DROP TABLE comment; -- {{quote:x}} \u202e"
    one = desk.add_comment(Spot(brief, None), text, author="<b>Eve</b>")
    assert desk.get(Comment, one).text == text
    assert desk.notes_of(brief).threads[0].head.note.author == "<b>Eve</b>"


def test_notes_leave_what_is_issued_as_it_is(desk: Desk) -> None:
    brief = a_submission(desk)
    issue(desk, brief)
    desk.add_comment(Spot(brief, 1), "Why?")
    desk.decide(Spot(brief, 1), "agreed")
    assert desk.get(Brief, brief).status == "issued"


def test_the_headings_that_can_be_decided_are_kept_with_the_version(desk: Desk) -> None:
    brief = a_submission(desk)
    issue(desk, brief)
    desk.set_block(brief, "recommendation", {"heading": "What we ask"})
    assert desk.deciding(brief, 1) == ("Recommendation",)
    assert desk.deciding(brief, None) == ("What we ask",)
    desk.edit("brief", brief, {"template": "gone"})
    assert desk.deciding(brief, None) == ()


@pytest.mark.parametrize(("name", "initials"), [
    ("Anna Berg", "AB"), ("A.-M. de Boer", "AMDB"), ("", ""), ("<b>", "B"), ("one two three four five", "OTTF"),
])  # fmt: skip
def test_initials_are_made_of_a_name(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_store_of_format_2_gets_decisions_and_keeps_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    desk = Desk.new_from_sample(path, "Anna")
    issue_id = desk.ids("issue")[0]
    one = desk.create("comment", {"record_kind": "issue", "record": issue_id, "text": "Old", "author": "Anna"})
    desk.close()
    connection = engine.connect(path)
    for kind in ("comment", "decision"):
        for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (kind,)
        ):
            connection.execute(f'DROP TRIGGER "{row[0]}"')
    connection.execute("DROP TABLE decision")
    connection.execute("DROP INDEX comment_brief")
    for name in ("brief", "version", "unit", "exact", "prefix", "suffix", "initials", "written_at"):
        connection.execute(f"ALTER TABLE comment DROP COLUMN {name}")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = '003_reviewed'")
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    open_store(path).close()
    assert [file.name for file in tmp_path.glob("old-format2-*.db")]
    desk = Desk.open(path, "Anna")
    assert (desk.get(Comment, one).text, json.loads(desk.get(Comment, one).unit)) == ("Old", [])
    brief = a_submission(desk)
    issue(desk, brief)
    assert desk.get(Decision, desk.decide(Spot(brief, 1), "noted")).result == "noted"
    desk.close()


def test_any_record_is_commented_and_its_threads_are_told(desk: Desk) -> None:
    for kind in ("issue", "actor", "event", "quote", "fact", "position", "source"):
        record = desk.ids(kind)[0]
        one = desk.comment_on(kind, record, f"On this {kind}?", author="Bo Lind")
        assert "comment" in desk.undo_label()
        answer = desk.reply(one, "Yes.")
        other = desk.comment_on(kind, record, "And this?")
        first, second = desk.threads_on(kind, record)
        assert (first.head.id, first.head.initials, [reply.id for reply in first.replies]) == (one, "BL", [answer])
        assert (second.head.id, second.replies, second.brief) == (other, (), "")
        desk.undo()
        desk.undo()
        assert [(thread.head.id, thread.replies) for thread in desk.threads_on(kind, record)] == [(one, ())]


def test_comments_on_a_quote_in_a_brief_are_told_with_the_quote(desk: Desk) -> None:
    brief = desk.new_brief("quote-sheet", "Who said what")
    tree = desk.tree_of(brief, None)
    place = next(one for one in addresses(everything(tree)) if one.quote)
    heard: list[Change] = []
    desk.listen(heard.append)
    inside = desk.add_comment(Spot(brief, None, place), "Said where?")
    assert heard[-1].ids == {inside, brief, place.quote}
    own = desk.comment_on("quote", place.quote, "Check the day.")
    assert [(one.head.id, one.brief, one.head.version) for one in desk.threads_on("quote", place.quote)] == [
        (inside, "Who said what", None), (own, "", None),
    ]  # fmt: skip
    assert own not in {one.note.id for one in desk.notes_of(brief).placed.notes}


def test_a_comment_is_binned_by_whoever_wrote_it_and_answers_stay(desk: Desk) -> None:
    actor = desk.ids("actor")[0]
    mine, other = desk.comment_on("actor", actor, "Mine."), desk.comment_on("actor", actor, "His.", author="Bo")
    answer = desk.reply(mine, "Yours?", author="Bo")
    desk.delete_comment(mine)
    assert [one.head.id for one in desk.threads_on("actor", actor)] == [other, answer]
    desk.undo()
    assert [one.head.id for one in desk.threads_on("actor", actor)] == [mine, other]
    with pytest.raises(InvalidEntryError, match="written by Bo"):
        desk.delete_comment(other)
    with pytest.raises(InvalidEntryError, match="write something"):
        desk.comment_on("actor", actor, " \n")
    with pytest.raises(InvalidEntryError, match="review mode"):
        desk.comment_on("brief", a_submission(desk), "Hm.")
    with pytest.raises(NotFoundError):
        desk.comment_on("actor", "nobody", "Hm.")
    desk.delete("actor", actor)
    with pytest.raises(NotFoundError, match="in the bin"):
        desk.comment_on("actor", actor, "Hm.")
