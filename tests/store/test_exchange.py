"""Taking in the steps of other desks: what is shown before, what waits, and wrong clocks."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import DamagedStoreError, NotFoundError, ReadOnlyStoreError
from briefing.ids import new_id
from briefing.store import conflicting, exchange, links, search, since
from briefing.store.store import create_store, open_store

from .exchange_staging import (
    DAY,
    NOON,
    Desks,
    archived,
    both,
    edit,
    give,
    issue,
    look,
    make,
    nothing,
    steps,
)

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


def test_a_link_that_two_desks_made_leads_to_its_issue_once(desks: Desks) -> None:
    a, b = desks("a"), desks("b")
    one, actor = make(a), make(a, "actor", name="Vale")
    give(a, b)
    for store in (a, b):
        make(store, "link", issue=one, target_kind="actor", target=actor)
    give(b, a)
    assert [place.id for place in links.issues_of(a, "actor", actor)] == [one]


def test_taking_the_same_again_changes_nothing(desks: Desks) -> None:
    a, b, _ = both(desks)
    taken = exchange.take(b, steps(a), nothing, "B")
    assert (taken.steps, taken.touched, taken.name) == (0, frozenset(), "")


def test_a_store_that_can_only_be_read_takes_nothing_in(desks: Desks, tmp_path: Path) -> None:
    make(desks("a"))
    create_store(tmp_path / "b.db").close()
    with open_store(tmp_path / "b.db", read_only=True) as b, pytest.raises(ReadOnlyStoreError):
        give(desks("a"), b)


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


# what changed since


def test_what_another_desk_did_unseen_before_a_version_was_issued_is_new_since_then(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(b, one, title="Bridge")
    edit(a, one, priority="high")
    unseen = make(b, title="Unseen")
    with a.step("issue brief", "A", kind="system") as step:
        issued = step.id
    edit(a, one, title="Street")
    seen = make(a, title="Since")
    give(a, b)
    give(b, a)
    watched = {"issue": ("title", "priority")}
    pasts = [since.past(store, since.step_named(store, issued), watched) for store in (a, b)]
    assert pasts[0] == pasts[1]
    assert pasts[0].made == {unseen, seen}
    assert pasts[0].before == {one: {"title": "Road"}}


def test_a_day_is_what_this_desk_knew_at_its_last_step_before_it(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(b, one, title="Bridge")
    edit(a, one, title="Street")
    give(a, b)
    then = since.past(b, since.last_step_before(b, "2023-11-15"), {"issue": ("title",)})
    assert (then.made, then.held(issue(b, one), "title")) == (frozenset(), "Bridge")
    assert since.last_step_before(b, "2023-11-14") == 0
