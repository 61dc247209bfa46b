"""Taking in the steps of other desks: what is shown before, what is asked after, what waits, and what is refused."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import DamagedStoreError, InvalidEntryError, NotFoundError, ReadOnlyStoreError
from briefing.ids import new_id
from briefing.model import Issue
from briefing.store import conflicting, exchange, history, merging, records, schema, search
from briefing.store.exchange import ExchangeError, NewerExchangeError, SentStep
from briefing.store.store import Stamps, Store, create_store, open_store

DAY = 86_400_000
NOON = 1_700_000_000_000
Desks = Callable[..., Store]
PLAY = "Talks stand still. The road is closed. Nobody calls."


@pytest.fixture
def desks() -> Iterator[Desks]:
    """Stores in memory by name, with clocks that tick."""
    with ExitStack() as stack:
        made: dict[str, Store] = {}

        def desk(name: str, ahead: int = 0) -> Store:
            if name not in made:
                ticks = count(NOON + ahead)
                stamps = Stamps(now=lambda: "2023-11-14T22:13:20Z", milliseconds=lambda: next(ticks))
                made[name] = stack.enter_context(create_store(site=f"desk-{name}", stamps=stamps))
            return made[name]

        yield desk


def make(store: Store, kind: str = "issue", **values: object) -> str:
    with store.step(f"new {kind}", f"user of {store.site}") as step:
        return step.insert(kind, values or {"title": "Road", "state_of_play": PLAY})


def edit(store: Store, one: str, kind: str = "issue", **values: object) -> None:
    with store.step(f"change {', '.join(values)}", f"user of {store.site}") as step:
        step.update(kind, one, values)


def steps(store: Store, target: Store | None = None) -> list[SentStep]:
    seen = exchange.seen_by(target) if target else {}
    return [SentStep.from_bytes(step.to_bytes()) for step in exchange.steps_after(store, seen)]


def give(source: Store, target: Store, **options: Any) -> exchange.Taken:
    return exchange.take(target, steps(source, target), lambda name: exchange.blob(source, name), "Taker", **options)


def look(source: Store, target: Store) -> exchange.Preview:
    return exchange.preview(target, steps(source, target), lambda name: exchange.blob(source, name))


def issue(store: Store, one: str) -> Issue:
    return records.get(store, Issue, one)


def both(desks: Desks, one: str = "a", other: str = "b") -> tuple[Store, Store, str]:
    """Two desks that have the same issue."""
    a, b = desks(one), desks(other)
    made = make(a)
    give(a, b)
    return a, b, made


def nothing(_: str) -> bytes | None:
    return None


# a step as it travels


def test_a_step_travels_as_one_line_and_comes_back_the_same(desks: Desks) -> None:
    store = desks("a")
    make(store, title="Road “A”\u2028 — дорога 🙂", state_of_play="One.\nTwo.\r\n\tThree.")
    for step in exchange.steps_after(store, {}):
        line = step.to_bytes()
        assert b"\n" not in line
        assert SentStep.from_bytes(line) == step
        assert SentStep.from_bytes(line).to_bytes() == line
        assert json.loads(line)["format"] == "briefing-desk-step/1"
        assert json.loads(line)["schema"] == schema.newest()


def line(store: Store, **changes: object) -> bytes:
    values = json.loads(next(iter(exchange.steps_after(store, {}))).to_bytes())
    return json.dumps({**values, **changes}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "0000000000000001-desk-a"},
        {"site": "../up"},
        {"sn": 0},
        {"sn": True},
        {"sn": 1.0},
        {"hlc": 1 << 63},
        {"kind": "erase"},
        {"user": "x" * 10_001},
        {"user": "\ud800"},
        {"label": "nul \0"},
        {"at": "yesterday"},
        {"seen": {"desk-a": 1}},
        {"seen": {"desk b": 1}},
        {"seen": []},
        {"changes": [["issue", "x", "title", None]]},
        {"changes": [["issue", "x", "title", None, ["a list"]]]},
        {"changes": [["issue", "x", "title", None, 1 << 63]]},
        {"changes": [["issue", "x", "title", None, True]]},
        {"changes": [["issue", "x", "title", None, "\0"]]},
        {"blobs": ["t:short"]},
        {"more": 1},
        {"format": "something else"},
    ],
)
def test_what_is_no_step_is_refused_with_a_sentence(desks: Desks, changes: dict[str, object]) -> None:
    make(desks("a"))
    with pytest.raises(ExchangeError, match=r"cannot be read: .*Nothing was taken in"):
        SentStep.from_bytes(line(desks("a"), **changes))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"\xff", b"{", b'{"a":1,"a":2}', b"[" * 100_000, b'{"sn":NaN}', b"9" * 5_000]
)
def test_bytes_that_are_no_step_are_refused(data: bytes) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        SentStep.from_bytes(data)


@pytest.mark.parametrize("changes", [{"schema": 99, "more": 1}, {"format": "briefing-desk-step/2"}])
def test_a_step_of_a_newer_version_is_refused_by_the_name_of_its_format(
    desks: Desks, changes: dict[str, object]
) -> None:
    make(desks("a"))
    with pytest.raises(NewerExchangeError, match=r"newer version .*Please update"):
        SentStep.from_bytes(line(desks("a"), **changes))


def test_only_what_another_desk_has_not_seen_is_sent(desks: Desks) -> None:
    a, b, one = both(desks)
    assert not steps(a, b)
    edit(a, one, title="Bridge")
    assert [step.label for step in steps(a, b)] == ["change title"]
    assert exchange.seen_by(a) == {"desk-a": 2}


# what it does


def test_a_preview_names_every_record_and_field_and_writes_nothing(desks: Desks) -> None:
    a, b, one = both(desks)
    gone = make(a, title="Old")
    give(a, b)
    edit(a, one, title="Bridge", deadline_edtf="2022-09")
    with a.step("delete issue", "A") as step:
        step.delete("issue", gone)
    made = make(a, title="New")
    log = b.query("SELECT count(*) FROM step")[0][0]
    found = look(a, b)
    told = {
        (row.what, row.id): (row.title, {name: (old, new) for name, old, new in row.fields}) for row in found.records
    }
    assert told == {
        ("changed", one): ("Bridge", {"title": ("Road", "Bridge"), "deadline_edtf": ("", "2022-09")}),
        ("deleted", gone): ("Old", {}),
        ("new", made): ("New", {}),
    }
    assert (found.steps, found.conflicts, found.waiting) == (3, (), 0)
    assert issue(b, one).title == "Road"
    assert b.query("SELECT count(*) FROM step")[0][0] == log
    edit(b, one, title="Still works")
    assert json.loads(b.query("SELECT seen FROM step ORDER BY n DESC")[0][0]) == {"desk-a": 2}


def test_derived_columns_references_and_search_follow(desks: Desks) -> None:
    a, b, one = both(desks)
    actor = make(a, "actor", name="Vučić")
    quote = make(a, "quote", exact="no", form="paraphrase", speaker=actor)
    edit(a, one, deadline_edtf="2022-09", owner_actor=actor)
    give(a, b)
    row = b.query("SELECT deadline_earliest, deadline_latest FROM issue")[0]
    assert tuple(row) == ("2022-09-01", "2022-09-30")
    assert issue(b, one).owner_actor == actor
    assert {hit.id for hit in search.find(b.connection, "vucic")} == {actor, quote}
    edit(a, actor, "actor", name="Borrell")
    give(a, b)
    assert {hit.id for hit in search.find(b.connection, "borrell")} == {actor, quote}
    assert not search.find(b.connection, "vucic")


def test_a_child_that_moves_is_found_under_its_new_parent_alone(desks: Desks) -> None:
    a, b = desks("a"), desks("b")
    one, other = make(a, "actor", name="One"), make(a, "actor", name="Other")
    alias = make(a, "alias", actor=one, text="Nickname")
    give(a, b)
    edit(a, alias, "alias", actor=other)
    give(a, b)
    assert [hit.id for hit in search.find(b.connection, "nickname")] == [other]


def test_children_that_come_before_their_parents_are_taken_in(desks: Desks) -> None:
    a, b = desks("a"), desks("b")
    with a.step("new issue", "A") as step:
        parent = step.insert("issue", {"title": "Parent"}, new_id())
        child = step.insert("issue", {"title": "Child", "parent_issue": parent})
    [whole] = steps(a)
    exchange.take(b, [replace(whole, changes=whole.changes[::-1])], nothing, "B")
    assert issue(b, child).parent_issue == parent


def test_taking_the_same_again_changes_nothing(desks: Desks) -> None:
    a, b, _ = both(desks)
    taken = exchange.take(b, steps(a), nothing, "B")
    assert (taken.steps, taken.touched, taken.name) == (0, frozenset(), "")


def test_a_store_that_can_only_be_read_takes_nothing_in(desks: Desks, tmp_path: Path) -> None:
    make(desks("a"))
    create_store(tmp_path / "b.db").close()
    with open_store(tmp_path / "b.db", read_only=True) as b, pytest.raises(ReadOnlyStoreError):
        give(desks("a"), b)


# conflicts


def contested(desks: Desks, **values: tuple[object, object]) -> tuple[Store, Store, str]:
    """Two desks that wrote different things, and have exchanged them; the first one's come first."""
    a, b, one = both(desks)
    edit(a, one, "issue", **{name: pair[0] for name, pair in values.items()})
    edit(b, one, "issue", **{name: pair[1] for name, pair in values.items()})
    give(a, b)
    give(b, a)
    return a, b, one


def test_two_values_are_a_conflict_that_shows_both_sides(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    [found] = conflicting.unsettled(a)
    assert (found.kind, found.id, found.field, found.label) == ("issue", one, "title", "Title")
    sides = {(side.user, side.at, side.value) for side in (found.a, found.b)}
    assert sides == {
        ("user of desk-a", "2023-11-14T22:13:20Z", "Bridge"),
        ("user of desk-b", "2023-11-14T22:13:20Z", "Street"),
    }
    assert (found.base, found.current) == ("Road", issue(b, one).title)
    assert conflicting.unsettled(b) == [found]


def test_the_same_value_on_both_sides_is_no_conflict(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Bridge"), priority=("high", "high"))
    assert not conflicting.unsettled(a)
    with a.step("delete issue", "A") as step:
        step.delete("issue", one)
    with b.step("delete issue", "B") as step:
        step.update("issue", one, {"deleted": "2020-01-01T00:00:00Z"})
    give(a, b)
    assert not conflicting.unsettled(b)


@pytest.mark.parametrize("chosen", ["Bridge", "Street", "Something else"])
def test_what_is_settled_once_is_asked_on_no_desk_again(desks: Desks, chosen: str) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    c = desks("c")
    give(a, c)
    [found] = conflicting.unsettled(a)
    conflicting.settle(a, found, chosen, "Anna")
    for store in (b, c):
        give(a, store)
        give(store, a)
    for store in (a, b, c):
        assert not conflicting.unsettled(store)
        assert conflicting.open_count(store) == 0
        assert issue(store, one).title == chosen
    with pytest.raises(ExchangeError, match="settled meanwhile"):
        conflicting.settle(a, found, "Again", "Anna")
    edit(b, one, title="Later")
    give(b, a)
    assert not conflicting.unsettled(a)


def test_undoing_what_settled_a_conflict_asks_again_and_redoing_it_does_not(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    conflicting.settle(a, conflicting.unsettled(a)[0], "Chosen", "Anna")
    for turn, waiting in ((history.undo, 1), (history.redo, 0), (history.undo, 1)):
        turn(a, "Anna")
        give(a, b)
        assert [conflicting.open_count(store) for store in (a, b)] == [waiting, waiting]
        assert issue(a, one).title == issue(b, one).title


def test_a_value_that_the_field_cannot_hold_settles_nothing(desks: Desks) -> None:
    a, _, _ = contested(desks, status=("stalled", "closed"))
    [found] = conflicting.unsettled(a)
    with pytest.raises(InvalidEntryError, match="Choose one of"):
        conflicting.settle(a, found, "asleep", "Anna")
    assert conflicting.open_count(a) == 1


def test_one_answer_settles_what_three_desks_wrote(desks: Desks) -> None:
    a, b, one = both(desks)
    c = desks("c")
    give(a, c)
    for store in (a, b, c):
        edit(store, one, title=f"From {store.site}")
    give(a, b)
    give(c, b)
    found = conflicting.unsettled(b)
    assert len(found) == 3
    conflicting.settle(b, found[0], found[0].a.value, "Ben")
    assert not conflicting.unsettled(b)
    give(b, a)
    assert not conflicting.unsettled(a)


def test_a_desk_that_did_not_know_of_a_settlement_disagrees_with_it_alone(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    conflicting.settle(a, conflicting.unsettled(a)[0], "Chosen", "Anna")
    edit(b, one, title="Avenue")
    give(b, a)
    [found] = conflicting.unsettled(a)
    assert {found.a.value, found.b.value} == {"Chosen", "Avenue"}


# long texts


def test_different_sentences_of_a_text_are_merged_and_nobody_is_asked(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, state_of_play=PLAY.replace("Talks stand still.", "Talks go on."))
    edit(b, one, state_of_play=PLAY.replace("Nobody calls.", "The mayor calls."))
    assert look(a, b).merged == 1
    taken = give(a, b)
    whole = "Talks go on. The road is closed. The mayor calls."
    assert (taken.merged, taken.conflicts) == (1, 0)
    give(b, a)
    assert issue(a, one).state_of_play == issue(b, one).state_of_play == whole
    assert not conflicting.unsettled(a)


def test_two_desks_that_merge_the_same_texts_at_once_agree(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, state_of_play=f"{PLAY} More.")
    edit(b, one, state_of_play=f"Less. {PLAY}")
    here, there = steps(a, b), steps(b, a)
    exchange.take(b, here, nothing, "B")
    exchange.take(a, there, nothing, "A")
    give(a, b)
    give(b, a)
    assert issue(a, one).state_of_play == issue(b, one).state_of_play == f"Less. {PLAY} More."
    assert not conflicting.unsettled(a)
    assert not steps(a, b)
    assert not steps(b, a)


def test_the_same_sentence_changed_twice_stays_a_conflict(desks: Desks) -> None:
    a, _, one = contested(
        desks, state_of_play=(PLAY.replace("closed", "open"), PLAY.replace("closed", "narrow. Nobody calls"))
    )
    [found] = conflicting.unsettled(a)
    assert found.merged is None
    assert found.base == PLAY
    assert issue(a, one).state_of_play in (found.a.value, found.b.value)


@pytest.mark.parametrize(
    ("base", "one", "other", "whole"),
    [
        ("A. B. C.", "A. b. C.", "A. B. c.", "A. b. c."),
        ("A. B. C.", "B. C.", "A. B. C. D.", "B. C. D."),
        ("A. B.", "A. B. C.", "A. B. D.", None),
        ("A. B. C.", "A. x. C.", "A. y. C.", None),
        ("A. B. C.", "A. x. C.", "A. x. C.", "A. x. C."),
        ("A. C.", "A. B. C.", "A. b. C.", None),
        ("", "One.", "Two.", None),
        ("Line one\nLine two\n", "Line 1\nLine two\n", "Line one\nLine 2\n", "Line 1\nLine 2\n"),
        ("A. " * 3_000, "B. " * 3_000, "C. " * 3_000, None),
    ],
)
def test_texts_are_merged_sentence_by_sentence(base: str, one: str, other: str, whole: str | None) -> None:
    assert merging.merged(base, one, other) == whole
    assert merging.merged(base, other, one) == whole


# undo


def test_the_whole_intake_is_one_step_to_undo_and_to_redo(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(b, one, priority="high")
    edit(a, one, title="Bridge")
    edit(a, one, deadline_edtf="2022-09")
    made = make(a, title="New", parent_issue=one)
    edit(a, made, title="Newer")
    give(a, b)
    assert history.undo_label(b) == "take in changes"
    undone = history.undo(b, "Ben")
    assert undone is not None
    assert not undone.skipped
    assert (issue(b, one).title, issue(b, one).deadline_edtf, issue(b, one).priority) == ("Road", "", "high")
    assert issue(b, made).deleted == "undone"
    assert history.undo_label(b) == "change priority"
    history.redo(b, "Ben")
    assert (issue(b, one).title, issue(b, made).deleted, issue(b, made).title) == ("Bridge", "", "Newer")
    assert history.undo_label(b) == "take in changes"
    history.undo(b, "Ben")
    give(b, a)
    assert issue(a, one).title == "Road"
    assert issue(a, made).deleted == "undone"


def test_an_intake_is_not_undone_out_of_turn_where_something_was_changed_since(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, title="Bridge", priority="high")
    name = give(a, b).name
    edit(b, one, title="Ours")
    undone = history.undo_entry(b, "Ben", name)
    assert undone is not None
    assert (undone.done, undone.skipped) == (False, ("Title",))
    assert issue(b, one).priority == "high"


def test_undoing_an_intake_leaves_alone_what_was_changed_since(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, title="Bridge", priority="high")
    made, used = make(a, title="New"), make(a, title="Used")
    give(a, b)
    edit(a, one, title="Theirs")
    edit(a, made, next_step="Call")
    make(a, title="Child", parent_issue=used)
    untouched = make(a, title="Untouched")
    give(a, b, undoable=False)
    undone = history.undo(b, "Ben")
    assert undone is not None
    assert sorted(undone.skipped) == ["Title", "issue"]
    assert (issue(b, one).title, issue(b, one).priority) == ("Theirs", "medium")
    assert [issue(b, each).deleted for each in (made, used, untouched)] == ["", "", ""]


def test_an_intake_can_be_undone_after_a_restart(desks: Desks, tmp_path: Path) -> None:
    a = desks("a")
    made = make(a)
    with create_store(tmp_path / "b.db") as b:
        give(a, b)
    with open_store(tmp_path / "b.db") as b:
        assert history.undo_label(b) == "take in changes"
        history.undo(b, "Ben")
        assert issue(b, made).deleted == "undone"
    with open_store(tmp_path / "b.db") as b:
        history.redo(b, "Ben")
        assert issue(b, made).deleted == ""


def test_what_came_by_itself_is_not_what_undo_takes_back(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(b, one, priority="high")
    edit(a, one, title="Bridge")
    assert give(a, b, undoable=False).name == ""
    assert history.undo_label(b) == "change priority"


def test_undoing_an_intake_takes_back_the_merged_text(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, state_of_play=f"{PLAY} More.")
    edit(b, one, state_of_play=f"Less. {PLAY}")
    give(a, b)
    history.undo(b, "Ben")
    assert issue(b, one).state_of_play == f"Less. {PLAY}"
    assert history.undo_label(b) == "change state_of_play"


# what waits


def test_what_comes_after_a_gap_waits_and_is_said(desks: Desks) -> None:
    a, b, one = both(desks)
    for title in ("1", "2", "3"):
        edit(a, one, title=title)
    first, second, third = steps(a, b)
    taken = exchange.take(b, [third, first], nothing, "B")
    assert (taken.steps, taken.waiting) == (1, 1)
    assert "step 3 of the desk desk-a is missing" in taken.notices[0]
    assert issue(b, one).title == "1"
    assert exchange.take(b, [third, second], nothing, "B").steps == 2
    assert issue(b, one).title == "3"


def test_a_step_waits_for_what_its_author_had_seen(desks: Desks) -> None:
    a, b, one = both(desks)
    c = desks("c")
    edit(a, one, title="Seen")
    give(a, b)
    edit(b, one, next_step="Call")
    give(a, c)
    late = desks("d")
    exchange.take(late, steps(a)[:1], nothing, "D")
    taken = exchange.take(late, [step for step in steps(b) if step.site == "desk-b"], nothing, "D")
    assert (taken.steps, taken.waiting) == (0, 1)
    assert "step 2 of the desk desk-a is missing" in taken.notices[0]


def archived(store: Store, text: str = "He said: we never agreed to that.") -> tuple[str, str]:
    """A quote and the hash of the text it was taken from."""
    with store.step("capture quote", "A") as step:
        sha256 = step.keep_text(text)
        source = step.insert("source", {"title": "Note"})
        values = {"source": source, "text_sha256": sha256, "archive_sha256": step.keep_file(text.encode())}
        version = step.insert("source_version", {**values, "number": 1})
        place = {"start": 9, "end": 17, "exact": text[9:17], "text_sha256": sha256, "source_version": version}
        return step.insert("quote", place), sha256


def test_a_quote_waits_until_the_text_it_was_taken_from_is_here(desks: Desks) -> None:
    a, b = desks("a"), desks("b")
    quote, sha256 = archived(a)
    taken = exchange.take(b, steps(a), nothing, "B")
    assert (taken.steps, taken.waiting) == (0, 1)
    assert f"the archived text {sha256[:12]} has not come yet" in taken.notices[0]
    altered = exchange.take(b, steps(a), lambda _: b"another text", "B")
    assert "is not what was archived" in altered.notices[0]
    assert not b.query("SELECT 1 FROM quote")
    assert give(a, b).new == 3
    assert b.query("SELECT 1 FROM quote WHERE id = ?", (quote,))
    assert exchange.blob(b, f"t:{sha256}") == exchange.blob(a, f"t:{sha256}")


def test_a_blob_that_is_not_here_or_was_altered_is_not_handed_on(desks: Desks) -> None:
    a = desks("a")
    _, sha256 = archived(a)
    for name in ("t:" + "0" * 64, "f:" + "0" * 64, "x:1", ""):
        with pytest.raises(NotFoundError):
            exchange.blob(a, name)
    a.connection.execute("DROP TRIGGER source_text_keep_u")
    a.connection.execute("UPDATE source_text SET text = text || '!'")
    with pytest.raises(DamagedStoreError, match="not what was kept"):
        exchange.blob(a, f"t:{sha256}")


# clocks


def test_a_clock_far_ahead_is_said_and_does_not_drag_ours_along(desks: Desks) -> None:
    a, b, one = both(desks)
    ahead = desks("c", ahead=400 * DAY)
    give(a, ahead)
    edit(ahead, one, title="From the future")
    taken = give(ahead, b)
    assert "The clock of user of desk-c is 400 days ahead" in taken.notices[0]
    assert issue(b, one).title == "From the future"
    edit(b, one, title="Known better")
    clock = b.query("SELECT hlc FROM step WHERE site = 'desk-b' ORDER BY sn DESC")[0][0]
    assert clock >> 16 < NOON + DAY
    for store in (a, ahead):
        give(b, store)
        assert issue(store, one).title == issue(b, one).title == "Known better"
        assert not conflicting.unsettled(store)


def test_a_clock_a_little_ahead_is_followed(desks: Desks) -> None:
    a, b = desks("a", ahead=DAY // 2), desks("b")
    make(a)
    assert not give(a, b).notices
    make(b)
    clocks = [row[0] for row in b.query("SELECT hlc FROM step ORDER BY n")]
    assert clocks == sorted(clocks)
