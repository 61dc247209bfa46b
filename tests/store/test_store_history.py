"""Undo and redo walk the log, survive a restart, and put values back only where nobody changed them since."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.model import KINDS, Issue, Link, Quote
from briefing.store import history, links, records, search
from briefing.store.store import Store, create_store, open_store

OTHERS = "0000000000000009-other"  # the id of a step made on another copy


@pytest.fixture
def store() -> Iterator[Store]:
    with create_store() as store:
        yield store


def make(store: Store, kind: str = "issue", group: str = "", **values: object) -> str:
    with store.step(f"new {kind}", "Tester", group=group) as step:
        return step.insert(kind, values or {"title": "Plates"})


def edit(store: Store, one: str, group: str = "", kind: str = "issue", **values: object) -> None:
    with store.step(f"change {', '.join(values)}", "Tester", group=group) as step:
        step.update(kind, one, values)


def state(store: Store) -> dict[str, list[object]]:
    """Every visible record of every kind."""
    return {kind: [*records.every(store, cls), *records.every(store, cls, deleted=True)] for kind, cls in KINDS.items()}


def index(store: Store) -> list[tuple[object, ...]]:
    rows = store.query("SELECT kind, ref, title, body, extra FROM doc ORDER BY ref")
    return [tuple(row) for row in rows]


def title(store: Store, one: str) -> str:
    return records.get(store, Issue, one).title


def test_an_empty_store_has_nothing_to_undo(store: Store) -> None:
    assert history.undo(store, "T") is None
    assert history.redo(store, "T") is None
    assert (history.undo_label(store), history.redo_label(store)) == ("", "")


def test_the_labels_are_those_of_the_steps(store: Store) -> None:
    one = make(store)
    edit(store, one, status="stalled")
    assert history.undo_label(store) == "change status"
    history.undo(store, "T")
    assert (history.undo_label(store), history.redo_label(store)) == ("new issue", "change status")


def test_sixty_undos_and_redos_give_each_earlier_state_exactly(store: Store) -> None:
    chance = random.Random(7)
    actors = [make(store, "actor", name=f"Actor {n}") for n in range(3)]
    issues = [make(store)]
    states = [state(store)]
    for number in range(60):
        one = chance.choice(issues)
        match chance.randrange(6):
            case 0:
                issues.append(make(store, title=f"Issue {number}"))
            case 1:
                edit(store, one, owner_actor=chance.choice([*actors, ""]), priority="high")
            case 2:
                edit(store, one, deadline_edtf=chance.choice(["", "2022-09", "../2022-10-01"]))
            case 3:
                with store.step("delete", "T") as step:
                    step.delete("issue", one)
            case 4:
                with store.step("restore", "T") as step:
                    step.update("issue", one, {"deleted": ""})
            case _:
                make(store, "link", issue=one, target_kind="actor", target=chance.choice(actors))
        if state(store) != states[-1]:
            states.append(state(store))
    for expected in reversed(states[:-1]):
        assert history.undo(store, "T") is not None
        assert state(store) == expected
    for expected in states[1:]:
        assert history.redo(store, "T") is not None
        assert state(store) == expected
    assert history.redo(store, "T") is None
    before = index(store)
    store.connection.execute("BEGIN")
    search.rebuild(store.connection)
    store.connection.execute("COMMIT")
    assert index(store) == before


def test_undo_and_redo_work_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        one = make(store)
        edit(store, one, title="Documents")
    with open_store(path) as store:
        history.undo(store, "T")
        assert title(store, one) == "Plates"
    with open_store(path) as store:
        assert history.redo_label(store) == "change title"
        history.redo(store, "T")
        assert title(store, one) == "Documents"


def test_the_log_only_grows(store: Store) -> None:
    one = make(store)
    edit(store, one, title="b")
    history.undo(store, "T")
    history.redo(store, "T")
    assert [entry.kind for entry in history.log(store)] == ["redo", "undo", "edit", "edit"]


def test_an_edit_after_an_undo_ends_redo(store: Store) -> None:
    one = make(store)
    edit(store, one, title="b")
    history.undo(store, "T")
    edit(store, one, status="stalled")
    assert history.redo_label(store) == "" and history.redo(store, "T") is None
    history.undo(store, "T")
    history.undo(store, "T")
    assert records.every(store, Issue) == []


def test_undo_after_redo_takes_back_the_same(store: Store) -> None:
    one = make(store)
    edit(store, one, title="b")
    for _ in range(3):
        history.undo(store, "T")
        assert title(store, one) == "Plates"
        history.redo(store, "T")
        assert title(store, one) == "b"


def test_an_undone_creation_is_in_no_list_and_in_no_bin_and_comes_back(store: Store) -> None:
    one = make(store)
    history.undo(store, "T")
    assert records.every(store, Issue) == [] and records.every(store, Issue, deleted=True) == []
    assert search.find(store.connection, "plates") == []
    history.redo(store, "T")
    assert title(store, one) == "Plates"
    assert [hit.id for hit in search.find(store.connection, "plates")] == [one]


def test_a_record_with_its_link_is_undone_as_one(store: Store) -> None:
    issue = make(store)
    with store.step("new quote", "T") as step:
        quote = step.insert("quote", {"exact": "words", "form": "paraphrase"})
        step.insert("link", {"issue": issue, "target_kind": "quote", "target": quote})
    assert [one.id for one in links.linked(store, issue, Quote)] == [quote]
    history.undo(store, "T")
    assert links.linked(store, issue, Quote) == [] and records.every(store, Link) == []
    history.redo(store, "T")
    assert [one.id for one in links.linked(store, issue, Quote)] == [quote]


def test_deleting_is_undone_with_everything_that_belongs_to_the_record(store: Store) -> None:
    actor, issue = make(store, "actor", name="A"), make(store)
    edit(store, issue, owner_actor=actor)
    with store.step("delete actor", "T") as step:
        step.delete("actor", actor)
    assert records.get(store, Issue, issue).owner_actor == actor
    assert [one.id for one in records.every(store, KINDS["actor"], deleted=True)] == [actor]
    history.undo(store, "T")
    assert [one.id for one in records.every(store, KINDS["actor"])] == [actor]


def test_typing_in_one_field_is_one_entry(store: Store) -> None:
    one = make(store)
    for text in ("d", "do", "doc"):
        edit(store, one, group="field-1", title=text)
    assert next(entry.changes[0][3:] for entry in history.log(store)) == ("Plates", "doc")
    assert [(entry.old, entry.new) for entry in history.field_history(store, "issue", one, "title")] == [
        ("Plates", "doc"),
        (None, "Plates"),
    ]
    history.undo(store, "T")
    assert title(store, one) == "Plates"
    history.redo(store, "T")
    assert title(store, one) == "doc"


def test_a_group_that_ends_where_it_began_leaves_no_entry_in_the_field(store: Store) -> None:
    one = make(store)
    edit(store, one, group="g", title="b")
    edit(store, one, group="g", title="Plates")
    assert len(history.field_history(store, "issue", one, "title")) == 1
    assert history.log(store)[0].changes == ()


def test_typing_on_after_an_undo_starts_another_entry(store: Store) -> None:
    one = make(store)
    edit(store, one, group="g", title="b")
    history.undo(store, "T")
    edit(store, one, group="g", title="c")
    history.undo(store, "T")
    assert title(store, one) == "Plates"
    assert history.redo(store, "T") is not None
    edit(store, one, group="g", title="d")
    history.undo(store, "T")
    assert title(store, one) == "c"


def test_typing_goes_on_over_edits_elsewhere(store: Store) -> None:
    one, other = make(store), make(store, title="Other")
    edit(store, one, group="g", title="b")
    edit(store, other, title="Another")
    edit(store, one, group="g", title="c")
    history.undo(store, "T")
    assert (title(store, one), title(store, other)) == ("Plates", "Another")
    history.undo(store, "T")
    assert title(store, other) == "Other"


def test_somebody_elses_edit_of_the_same_field_ends_the_entry(store: Store) -> None:
    one = make(store)
    edit(store, one, group="g", title="b")
    edit(store, one, title="from the history panel")
    edit(store, one, group="g", title="c")
    edit(store, one, group="g", title="d")
    seen = []
    for _ in range(3):
        undone = history.undo(store, "T")
        assert undone is not None and not undone.skipped
        seen.append(title(store, one))
    assert seen == ["from the history panel", "b", "Plates"]


def test_a_value_changed_since_is_left_alone_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        one = make(store)
        edit(store, one, title="ours", priority="high")
        # another site's step, as an exchange of logs would write it
        store.connection.execute("BEGIN IMMEDIATE")
        step = store.connection.execute(
            "INSERT INTO step(id, site, sn, hlc, at, user, label, kind, grp, seen) VALUES(?, 'other', 1, 9,"
            " '2022', 'Them', 'change title', 'edit', ?, '{}')",
            (OTHERS, OTHERS),
        ).lastrowid
        store.connection.execute("UPDATE ctx SET step = ?", (step,))
        store.connection.execute("UPDATE issue SET title = 'theirs' WHERE id = ?", (one,))
        store.connection.execute("UPDATE ctx SET step = NULL")
        store.connection.execute("COMMIT")
    with open_store(path) as store:
        assert history.undo_label(store) == "change title, priority"
        undone = history.undo(store, "T")
        assert undone is not None and undone.skipped == ("Title",)
        issue = records.get(store, Issue, one)
        assert (issue.title, issue.priority.value) == ("theirs", "medium")
        history.redo(store, "T")
        issue = records.get(store, Issue, one)
        assert (issue.title, issue.priority.value) == ("theirs", "high")
        assert OTHERS in [entry.group for entry in history.log(store)]


def test_two_windows_share_one_line_of_undo(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as here, open_store(path) as there:
        one = make(here)
        edit(there, one, title="there")
        edit(here, one, status="stalled")
        assert history.undo_label(there) == "change status"
        history.undo(there, "T")
        history.undo(here, "T")
        assert (title(there, one), records.get(here, Issue, one).status.value) == ("Plates", "open")
        history.redo(there, "T")
        assert title(here, one) == "there"


def test_system_steps_are_not_undone_and_do_not_end_redo(store: Store) -> None:
    one = make(store)
    edit(store, one, title="b")
    history.undo(store, "T")
    with store.step("copy", "T", kind="system"):
        pass
    assert history.undo_label(store) == "new issue"
    assert history.redo_label(store) == "change title"


def test_the_history_of_a_field_names_times_people_and_labels(store: Store) -> None:
    one = make(store, title="Plates", deadline_edtf="2022-09")
    edit(store, one, deadline_edtf="2022-10")
    newest, first = history.field_history(store, "issue", one, "deadline_edtf")
    assert (newest.old, newest.new, newest.user, newest.label) == (
        "2022-09",
        "2022-10",
        "Tester",
        "change deadline_edtf",
    )
    assert (first.old, first.new) == (None, "2022-09")


def test_what_changed_since_is_net(store: Store) -> None:
    one = make(store)
    number = history.step_number(store)
    edit(store, one, title="b")
    edit(store, one, title="c", status="stalled")
    edit(store, one, status="open")
    assert history.changes_since(store, number) == [("issue", one, "title", "Plates", "c")]


def test_an_import_is_undone_as_one(store: Store) -> None:
    with store.step("import source", "T") as step:
        source = step.insert("source", {"title": "Article"})
        sha256 = step.keep_text("Some words.")
        step.insert("source_version", {"source": source, "number": 1, "text_sha256": sha256})
    history.undo(store, "T")
    assert records.every(store, KINDS["source"]) == [] and records.every(store, KINDS["source_version"]) == []
    history.redo(store, "T")
    assert len(records.every(store, KINDS["source_version"])) == 1
    assert search.find(store.connection, "words") != []


FIELDS = st.sampled_from(["title", "next_step", "owner_desk"])
TURNS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), FIELDS, st.sampled_from("abc"), st.sampled_from(["", "g1", "g2"])),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@example([("edit", "title", "b", ""), ("edit", "title", "a", "g1"), ("edit", "title", "b", "g1")])
@given(TURNS)
def test_undo_of_everything_always_ends_at_the_beginning(turns: list[tuple[str, ...]]) -> None:
    with create_store() as store:
        one = make(store)
        begun = records.get(store, Issue, one)
        for turn in turns:
            match turn:
                case ("edit", field, value, group):
                    edit(store, one, group=group, **{field: value})
                case ("undo",) if history.undo_label(store) != "new issue":
                    history.undo(store, "T")
                case ("redo",):
                    history.redo(store, "T")
        ended = records.get(store, Issue, one)
        undone = 0
        while history.undo_label(store) not in ("", "new issue"):
            result = history.undo(store, "T")
            assert result is not None and result.skipped == ()
            undone += 1
        assert records.get(store, Issue, one) == begun
        for _ in range(undone):
            history.redo(store, "T")
        assert records.get(store, Issue, one) == ended
