"""The verbs of exchange, and the same on the command line: another store file, a shared folder, conflicts."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import cli
from briefing.brief.addresses import Spot
from briefing.desk import Desk
from briefing.errors import (
    BriefingError,
    DamagedStoreError,
    ExchangeError,
    NotAStoreError,
    NotClearedError,
    NotFoundError,
    NothingSharedError,
)
from briefing.model import Brief, Issue
from briefing.pouch.reading import open_pouch
from briefing.store import engine
from briefing.store.steps import Change
from briefing.terms import BriefStatus


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk.new_from_sample(tmp_path / "ours.db", "Anna")) as desk:
        yield desk


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk.new_from_sample(tmp_path / "theirs.db", "Ben")) as desk:
        yield desk


def first_issue(desk: Desk) -> Issue:
    return min(desk.every(Issue), key=lambda issue: issue.id)


def test_two_copies_of_the_sample_exchange_what_was_done_since(ours: Desk, theirs: Desk, tmp_path: Path) -> None:
    one = first_issue(ours).id
    theirs.edit("issue", one, {"title": "Plates"})
    made = theirs.create("actor", {"name": "Vale"}, issue=one)
    quote = theirs.archive_text("Note", "It was agreed that nothing was agreed.")
    theirs.capture_quote(quote.source, 0, 15)
    heard: list[Change] = []
    ours.listen(heard.append)
    found = ours.preview_from(tmp_path / "theirs.db")
    assert {(row.what, row.kind) for row in found.records} >= {("new", "actor"), ("changed", "issue"), ("new", "quote")}
    assert heard == []
    taken = ours.take_from(tmp_path / "theirs.db")
    assert (taken.conflicts, taken.waiting, taken.notices) == (0, 0, ())
    assert first_issue(ours).title == "Plates"
    assert heard[0].ids >= {one, made}
    assert ours.check().ok
    assert ours.undo_entry(ours.latest).done
    assert first_issue(ours).title != "Plates"
    assert ours.check().ok


def test_a_conflict_is_settled_and_not_asked_again(ours: Desk, theirs: Desk, tmp_path: Path) -> None:
    one = first_issue(ours).id
    ours.edit("issue", one, {"next_step": "Call"})
    theirs.edit("issue", one, {"next_step": "Write"})
    ours.take_from(tmp_path / "theirs.db")
    [found] = ours.conflicts()
    assert {(side.user, side.value) for side in (found.a, found.b)} == {("Anna", "Call"), ("Ben", "Write")}
    heard: list[Change] = []
    ours.listen(heard.append)
    ours.settle(found, "Call")
    assert (ours.conflict_count(), heard[0].ids) == (0, frozenset({one}))
    theirs.take_from(tmp_path / "ours.db")
    assert theirs.conflicts() == []
    assert first_issue(theirs).next_step == "Call"
    assert ours.undo().label.startswith("settle next step")


def test_a_brief_that_two_desks_issued_has_both_versions_in_one_order(ours: Desk, theirs: Desk, tmp_path: Path) -> None:
    brief = ours.new_brief("one-page", "Daily")
    theirs.take_from(tmp_path / "ours.db")
    for desk in (ours, theirs):
        desk.write_block(brief, "bottom_line", f"{desk.user} says: nothing new.")
        desk.add_clearance(brief, "Head", put=True)
        desk.issue(brief, formats=("md",))
    ours.take_from(tmp_path / "theirs.db")
    theirs.take_from(tmp_path / "ours.db")
    kept = [[(version.id, version.number) for version in desk.versions(brief)] for desk in (ours, theirs)]
    assert kept[0] == kept[1]
    assert [number for _, number in kept[0]] == [1, 1]
    assert all(desk.frozen(version.id).title == "Daily" for desk in (ours, theirs) for version in desk.versions(brief))
    [found] = ours.conflicts()
    assert (found.kind, found.field, found.merged) == ("brief_block", "text", None)
    assert {found.a.value, found.b.value} == {"Anna says: nothing new.", "Ben says: nothing new."}
    assert ours.check().ok
    asked = theirs.add_comment(Spot(brief, 1), "Which of the two?")
    assert [one.note.id for one in theirs.notes_of(brief, 1).placed.placed] == [asked]
    theirs.make_pouch([brief], tmp_path / "a.pouch")  # with the one that was issued last
    with closing(open_pouch(tmp_path / "a.pouch")) as pouch:
        assert pouch.brief(brief).newest.id == theirs.version(brief, 1).id == kept[0][1][0]
        assert pouch.tree(brief) == theirs.tree_of(brief, 1)
    theirs.write_block(brief, "bottom_line", "Settled.")
    theirs.add_clearance(brief, "Head", put=True)
    theirs.issue(brief, formats=("md",), reason="Two went out")
    assert theirs.last_number(brief) == 2


def test_a_clearance_does_not_count_for_what_another_desk_wrote_meanwhile(
    ours: Desk, theirs: Desk, tmp_path: Path
) -> None:
    brief = ours.new_brief("one-page", "Daily")
    ours.write_block(brief, "bottom_line", "Nothing new.")
    theirs.take_from(tmp_path / "ours.db")
    ours.add_clearance(brief, "Head", put=True)
    theirs.write_block(brief, "bottom_line", "War.")
    theirs.take_from(tmp_path / "ours.db")
    ours.take_from(tmp_path / "theirs.db")
    for desk in (ours, theirs):
        assert desk.get(Brief, brief).status is BriefStatus.CLEARED
        [stale] = [one for one in desk.preflight(brief).blocking if one.code == "cleared_unseen"]
        assert stale.words.startswith("Head cleared the brief without having seen what another desk changed in it")
        with pytest.raises(NotClearedError, match="Put it to them again"):
            desk.issue(brief, formats=("md",))
    ours.add_clearance(brief, "Head")
    ours.issue(brief, formats=("md",))
    assert ours.get(Brief, brief).status is BriefStatus.ISSUED


def test_the_store_itself_and_other_files_are_no_copies_to_take_from(ours: Desk, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with closing(engine.connect(foreign, mode="rwc")) as connection:
        connection.execute("CREATE TABLE t(x)")
    (tmp_path / "text.db").write_text("no store " * 99, encoding="utf-8")
    (tmp_path / "empty.db").touch()
    with pytest.raises(ExchangeError, match="the store that is open here"):
        ours.take_from(tmp_path / "ours.db")
    for name in ("foreign.db", "text.db", "empty.db"):
        with pytest.raises(NotAStoreError):
            ours.preview_from(tmp_path / name)
    with pytest.raises(NotFoundError):
        ours.take_from(tmp_path / "gone.db")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE change SET new = x'00ff' WHERE field = 'title'", "cannot be read"),
        ("UPDATE change SET new = 'a' || char(0) WHERE field = 'title'", "a character that cannot be kept"),
        ("UPDATE change SET new = 1.5 WHERE field = 'title'", "“Title” cannot hold"),
        ("UPDATE step SET seen = '[]' WHERE label = 'change title'", "a record that there is not"),
        ("UPDATE step SET seen = 'x' WHERE label = 'change title'", "cannot be read"),
        ("UPDATE step SET at = 'today' WHERE label = 'change title'", "is no time"),
    ],
)
def test_a_store_file_that_was_tampered_with_changes_nothing(
    ours: Desk, theirs: Desk, tmp_path: Path, statement: str, reason: str
) -> None:
    theirs.edit("issue", first_issue(ours).id, {"title": "Plates"})
    theirs.close()
    with closing(engine.connect(tmp_path / "theirs.db")) as connection:
        for table in ("step", "change"):
            connection.execute(f"DROP TRIGGER {table}_keep_u")
        connection.execute(statement)
    before = ours.step_number()
    with pytest.raises(BriefingError, match=reason):
        ours.take_from(tmp_path / "theirs.db")
    assert ours.step_number() == before
    assert first_issue(ours).title != "Plates"


def test_a_store_file_whose_history_was_altered_is_refused(ours: Desk, theirs: Desk, tmp_path: Path) -> None:
    theirs.create("issue", {"title": "Water"})
    theirs.close()
    last = "(SELECT max(n) FROM step)"
    for statement in (
        f"UPDATE step SET seen = 'nonsense' WHERE n = {last}",
        f"""UPDATE step SET seen = '{{"a": "b"}}' WHERE n = {last}""",
        f"UPDATE step SET site = '../x' WHERE n = {last}",
        f"UPDATE change SET new = x'00ff' WHERE step = {last}",
    ):
        shutil.copy(tmp_path / "theirs.db", tmp_path / "evil.db")
        with closing(engine.connect(tmp_path / "evil.db")) as connection:
            connection.execute("BEGIN")
            for (trigger,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                connection.execute(f'DROP TRIGGER "{trigger}"')
            connection.execute(statement)
            connection.execute("COMMIT")
        with pytest.raises((ExchangeError, DamagedStoreError), match="Nothing was taken in"):
            ours.take_from(tmp_path / "evil.db")
    assert "Water" not in {issue.title for issue in ours.every(Issue)}


def test_a_copy_that_somebody_works_on_is_a_desk_of_its_own(ours: Desk, tmp_path: Path) -> None:
    ours.create("issue", {"title": "Water"})
    ours.save_copy(tmp_path / "copy.db")
    assert ours.take_from(tmp_path / "copy.db").steps == 0
    with closing(Desk.open(tmp_path / "copy.db", "Cora", read_only=True)) as looked:
        assert looked.store.site == ours.store.site
    with closing(Desk.open(tmp_path / "copy.db", "Cora")) as copy:
        copy.create("issue", {"title": "Fire"})
        site = copy.store.site
        assert site != ours.store.site
    with closing(Desk.open(tmp_path / "copy.db", "Cora")) as copy:
        assert copy.store.site == site
    ours.create("issue", {"title": "Earth"})
    taken = ours.take_from(tmp_path / "copy.db")
    assert (taken.new, taken.notices) == (1, ())
    assert {"Fire", "Water", "Earth"} <= {issue.title for issue in ours.every(Issue)}


def test_a_file_copied_by_hand_is_refused_once_both_were_worked_on(tmp_path: Path) -> None:
    Desk.new(tmp_path / "one.db", "Anna").close()
    shutil.copy(tmp_path / "one.db", tmp_path / "two.db")
    for name in ("one", "two"):
        with closing(Desk.open(tmp_path / f"{name}.db", name)) as desk:
            desk.create("issue", {"title": name})
    with closing(Desk.open(tmp_path / "one.db", "Anna")) as desk:
        with pytest.raises(ExchangeError, match="a store file was copied by hand"):
            desk.take_from(tmp_path / "two.db")
        with closing(Desk.open(tmp_path / "two.db", "two")) as other:
            other.create("issue", {"title": "more"})
        with pytest.raises(ExchangeError, match="a store file was copied by hand"):
            desk.take_from(tmp_path / "two.db")
        assert [issue.title for issue in desk.every(Issue)] == ["one"]


def test_another_crisis_is_mixed_in_only_on_demand(ours: Desk, tmp_path: Path) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    with closing(Desk.new(tmp_path / "flood.db", "Flo")) as flood:
        flood.create("issue", {"title": "Dam"})
        flood.sync_folder(place)
        files = (tmp_path / "ours.db", tmp_path / "flood.db")
        before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
        for verb in (ours.preview_from, ours.take_from):
            with pytest.raises(NothingSharedError, match="nothing in common with what is in “flood"):
                verb(files[1])
        for exchange in (ours.preview_folder, ours.sync_folder):
            with pytest.raises(NothingSharedError, match="nothing in common with what is in “shared”"):
                exchange(place)
        assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
        assert run("take", *files)[0] == run("sync", files[0], place)[0] == 1
        with closing(Desk.new(tmp_path / "new.db", "Nora")) as new:
            assert new.sync_folder(place).taken.new == 1
        assert ours.preview_from(files[1], join=True).steps == 1
        assert run("take", *files, "--join", "--json")[0] == 0
        assert ours.take_from(files[1]).steps == 0
        assert ours.sync_folder(place).taken.steps == 0


def test_a_folder_carries_it_too(ours: Desk, theirs: Desk, tmp_path: Path) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    one = first_issue(ours).id
    ours.edit("issue", one, {"title": "Plates"})
    ours.sync_folder(place)
    assert [row.title for row in theirs.preview_folder(place).records] == ["Plates"]
    assert theirs.sync_folder(place).taken.changed == 1
    assert theirs.undo_entry(theirs.latest).done
    ours.sync_folder(place)
    theirs.sync_folder(place)
    ours.sync_folder(place)
    assert first_issue(ours).title == first_issue(theirs).title != "Plates"


# the command line


def run(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli.group, [str(word) for word in words])
    if isinstance(done.exception, BriefingError):
        return 1, done.stdout, str(done.exception)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_line_shows_takes_and_syncs(ours: Desk, theirs: Desk, tmp_path: Path) -> None:
    one = first_issue(ours).id
    theirs.edit("issue", one, {"title": "Plates"})
    files = (tmp_path / "ours.db", tmp_path / "theirs.db")
    status, out, _ = run("take", *files, "--preview", "--json")
    found = json.loads(out)
    assert (status, found["records"][0]["title"], found["records"][0]["what"]) == (0, "Plates", "changed")
    assert found["taken"] is False
    assert run("take", *files, "--preview")[1].splitlines()[1] == f"changed issue {one} Plates: title"
    assert first_issue(ours).title != "Plates"
    status, out, _ = run("take", *files)
    assert (status, out) == (
        0,
        "Took in 2 steps: 0 new records, 1 changed, 0 texts merged. Nothing waits to be settled.\n",
    )
    place = tmp_path / "shared"
    place.mkdir()
    assert run("sync", files[0], "")[0] == run("sync", files[0], " ")[0] == 2  # never the folder one works in
    found = json.loads(run("sync", files[0], place, "--json")[1])
    assert (found["taken"], found["sent"]) == (True, 4)
    assert json.loads(run("sync", files[1], place, "--preview", "--json")[1])["steps"] == 1
    status, out, err = run("sync", files[1], tmp_path / "gone")
    assert (status, out) == (1, "")
    assert err.startswith("There is no folder")
