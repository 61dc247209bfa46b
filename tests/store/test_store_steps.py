"""A step is one transaction and one entry of the log; nothing is written outside one, and the log only grows."""

import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing import paths
from briefing import store as package
from briefing.errors import InvalidEntryError, NotFoundError, StoreError
from briefing.model import KINDS, Brief, Issue, Quote
from briefing.store import engine, history, records, schema
from briefing.store.store import Stamps, Store, create_store, open_immutable, open_store

AT = Stamps(now=lambda: "2022-08-19T09:00:00Z", milliseconds=lambda: 1_660_899_600_000)


@pytest.fixture
def store() -> Iterator[Store]:
    with create_store() as store:
        yield store


def add(store: Store, title: str = "Plates", **values: object) -> str:
    with store.step("new issue", "Tester") as step:
        return step.insert("issue", {"title": title, **values})


def steps(store: Store) -> int:
    return int(store.query("SELECT count(*) FROM step")[0][0])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_strict_table_with_its_columns(store: Store, kind: str) -> None:
    columns = {row["name"] for row in store.query(f"PRAGMA table_info({kind})")}
    declared = {spec.name for spec in schema.specs(kind)}
    assert {"n", "id"} | declared <= columns
    assert store.query("SELECT strict FROM pragma_table_list WHERE name = ?", (kind,))[0][0] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_write_outside_a_step_aborts(store: Store, kind: str) -> None:
    with pytest.raises(engine.sqlite3.IntegrityError):
        store.connection.execute(f"INSERT INTO {kind}(id) VALUES('x')")
    assert store.query(f"SELECT count(*) FROM {kind}")[0][0] == 0


def test_an_update_outside_a_step_aborts(store: Store) -> None:
    add(store)
    with pytest.raises(engine.sqlite3.IntegrityError, match=r"write outside a step"):
        store.connection.execute("UPDATE issue SET title = 'other'")


def test_rows_are_never_deleted(store: Store) -> None:
    add(store)
    with pytest.raises(engine.sqlite3.IntegrityError, match=r"rows are never deleted"), store.step("x", "T") as step:
        step.connection.execute("DELETE FROM issue")


def test_insert_or_replace_cannot_delete_a_row_behind_the_log(store: Store) -> None:
    one = add(store)
    for writing in ("connection", "sqlite-utils"):
        with (
            pytest.raises(engine.sqlite3.IntegrityError, match=r"rows are never deleted"),
            store.step("x", "T") as step,
        ):
            if writing == "connection":
                step.connection.execute("INSERT OR REPLACE INTO issue(id, title) VALUES(?, 'y')", (one,))
            else:
                step.database.table("issue").insert({"id": one, "title": "y"}, replace=True)
    assert records.get(store, Issue, one).title == "Plates"


@pytest.mark.parametrize("table", ["step", "change", "source_text", "source_file"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET rowid = rowid + 1", "DELETE FROM {}"])
def test_log_and_archive_are_append_only(store: Store, table: str, verb: str) -> None:
    with store.step("keep", "T") as step:
        step.keep_text("words")
        step.keep_file(b"bytes")
        step.insert("issue", {"title": "x"})
    with pytest.raises(engine.sqlite3.IntegrityError, match=f"{table} is append-only"):
        store.connection.execute(verb.format(table))


def test_nothing_in_the_store_calls_transform() -> None:
    folder = Path(inspect.getfile(package)).parent
    assert not [file.name for file in folder.glob("*.py") if ".transform(" in file.read_text(encoding="utf-8")]


def test_a_step_logs_who_when_and_what(store: Store) -> None:
    one = add(store, deadline_edtf="1 September 2022")
    row = store.query("SELECT user, label, kind, at FROM step")[0]
    assert tuple(row)[:3] == ("Tester", "new issue", "edit") and row[3].endswith("Z")
    tbl, record_id, field, old, new = store.query("SELECT tbl, row, field, old, new FROM change")[0]
    assert (tbl, record_id, field, old) == ("issue", one, "*", None)
    assert json.loads(new)["deadline_edtf"] == "2022-09-01"


def test_references_are_logged_by_their_global_id(store: Store) -> None:
    with store.step("x", "T") as step:
        actor = step.insert("actor", {"name": "A"})
    one = add(store)
    with store.step("whose move", "T") as step:
        step.update("issue", one, {"owner_actor": actor})
    row = store.query("SELECT field, old, new FROM change ORDER BY n DESC LIMIT 1")[0]
    assert tuple(row) == ("owner_actor", None, actor)
    assert records.get(store, Issue, one).owner_actor == actor


def test_derived_days_follow_the_date(store: Store) -> None:
    one = add(store, deadline_edtf="2022-09")
    days = "SELECT deadline_earliest, deadline_latest FROM issue"
    assert tuple(store.query(days)[0]) == ("2022-09-01", "2022-09-30")
    with store.step("x", "T") as step:
        step.update("issue", one, {"deadline_edtf": "../2022-10-01"})
    assert tuple(store.query(days)[0]) == (None, "2022-10-01")
    history.undo(store, "T")
    assert tuple(store.query(days)[0]) == ("2022-09-01", "2022-09-30")


def test_an_exception_inside_a_step_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.step("x", "T") as step:
        step.insert("issue", {"title": "gone"})
        _ = 1 // 0
    assert records.count(store, "issue") == 0
    assert steps(store) == 0
    assert not store.connection.in_transaction
    assert store.query("SELECT count(*) FROM doc")[0][0] == 0
    add(store)
    assert [tuple(row) for row in store.query("SELECT sn FROM step")] == [(1,)]


def test_a_refused_value_leaves_no_trace(store: Store) -> None:
    one = add(store)
    with pytest.raises(InvalidEntryError), store.step("x", "T") as step:
        step.update("issue", one, {"next_step": "call", "deadline_edtf": "2022-02-30"})
    assert records.get(store, Issue, one).next_step == ""
    assert steps(store) == 1


def test_a_step_inside_a_step_is_a_bug_and_undoes_both(store: Store) -> None:
    with pytest.raises(RuntimeError, match=r"“inner” was begun inside another step"), store.step("outer", "T") as step:
        step.insert("issue", {"title": "x"})
        with store.step("inner", "T"):
            pass
    assert steps(store) == 0 and records.count(store, "issue") == 0
    add(store)


def test_an_edit_that_changes_nothing_is_no_step(store: Store) -> None:
    one = add(store)
    with store.step("change title", "T") as step:
        step.update("issue", one, {"title": "Plates"})
    assert steps(store) == 1
    assert step.touched == set()
    assert history.undo_label(store) == "new issue"
    with store.step("nothing", "T") as step:
        step.update("issue", one, {})
    assert steps(store) == 1
    with store.step("archive", "T") as step:
        step.keep_text("words worth keeping")
    assert steps(store) == 2


def test_a_step_that_has_ended_writes_no_more(store: Store) -> None:
    with store.step("x", "T") as step:
        one = step.insert("issue", {"title": "x"})
    with pytest.raises(engine.sqlite3.IntegrityError, match=r"outside a step"):
        step.update("issue", one, {"title": "y"})


def test_unknown_records_fields_and_references_are_named(store: Store) -> None:
    one = add(store)
    with pytest.raises(NotFoundError, match=r"There is no issue with the id nobody"), store.step("x", "T") as step:
        step.update("issue", "nobody", {"title": "x"})
    with pytest.raises(InvalidEntryError, match=r"issue has no such field"), store.step("x", "T") as step:
        step.insert("issue", {"title": "x", "colour": "red"})
    with (
        pytest.raises(InvalidEntryError, match=r"Part of: there is no issue"),
        store.step("x", "T") as step,
    ):
        step.update("issue", one, {"parent_issue": "x"})
    with pytest.raises(InvalidEntryError, match=r"Title: please enter something"), store.step("x", "T") as step:
        step.insert("issue", {})


def test_texts_are_kept_once_by_their_hash(store: Store) -> None:
    with store.step("x", "T") as step:
        first, second = step.keep_text("“words” …"), step.keep_text("“words” …")
        file = step.keep_file(b"\0\1")
        assert step.keep_file(b"\0\1") == file
    assert first == second
    assert store.query("SELECT count(*) FROM source_text")[0][0] == 1


def test_two_windows_on_one_file_take_turns_and_never_share_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as one, open_store(path) as two:
        for number in range(6):
            add(one if number % 2 else two, f"Issue {number}")
        with pytest.raises(ZeroDivisionError), one.step("fails", "T") as step:
            step.insert("issue", {"title": "x"})
            _ = 1 // 0
        add(two, "after a failure elsewhere")
        add(one, "after its own failure")
        with one.step("nothing", "T"):
            pass
        add(two, "a")
        add(two, "b")
        add(one, "c")
        rows = one.query("SELECT sn, hlc, id, seen FROM step ORDER BY n")
        assert [row["sn"] for row in rows] == list(range(1, len(rows) + 1))
        assert sorted({row["hlc"] for row in rows}) == [row["hlc"] for row in rows]
        assert [json.loads(row["seen"]).get(one.site, 0) for row in rows] == list(range(len(rows)))


def test_step_times_never_run_backwards_even_when_the_clock_does() -> None:
    times = iter([2_000, 1_000, 1_000])
    with create_store(stamps=Stamps(milliseconds=lambda: next(times))) as store:
        for number in range(3):
            add(store, str(number))
        clocks = [row[0] for row in store.query("SELECT hlc FROM step ORDER BY n")]
    assert clocks == sorted(set(clocks))


def test_steps_continue_after_a_restart_with_the_clock_set_back(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        add(store)
    with open_store(path, stamps=AT) as store:
        add(store)
        assert store.query("SELECT at FROM step ORDER BY n DESC")[0][0] == "2022-08-19T09:00:00Z"
        clocks = [row[0] for row in store.query("SELECT hlc FROM step ORDER BY n")]
    assert clocks[1] == clocks[0] + 1


def test_a_store_made_with_a_given_site_and_times_is_the_same_each_time() -> None:
    def made() -> list[tuple[object, ...]]:
        with create_store(site="site-1", stamps=AT) as store:
            with store.step("x", "T") as step:
                step.insert("issue", {"title": "x"}, "00000000-0000-7000-8000-000000000001")
            return [tuple(row) for row in store.query("SELECT * FROM step")]

    assert made() == made()


def test_ctx_is_empty_outside_a_step(store: Store) -> None:
    add(store)
    assert store.query("SELECT step FROM ctx")[0][0] is None


def test_what_was_written_is_read_back_in_its_types(store: Store) -> None:
    with store.step("x", "T") as step:
        one = step.insert("quote", {"exact": "words", "start": 3, "is_key": True, "form": "fragment"})
    quote = records.get(store, Quote, one)
    assert (quote.start, quote.end, quote.is_key, quote.form.value) == (3, None, True, "fragment")


def test_an_older_store_is_kept_and_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        add(store)

    def colour(db: Any) -> None:
        db.execute("ALTER TABLE issue ADD COLUMN colour TEXT")

    before = schema.newest()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("999_colour", colour)))
    with pytest.raises(StoreError, match=r"must be brought up to date first"):
        open_store(path, read_only=True)
    with pytest.raises(StoreError, match=r"must be brought up to date first"):
        open_immutable(path)
    with open_store(path) as store:
        assert store.query("PRAGMA user_version")[0][0] == before + 1
        assert store.query("SELECT title, colour FROM issue")[0]["title"] == "Plates"
    kept = list(tmp_path.glob(f"a-format{before}-*.db"))
    assert len(kept) == 1
    monkeypatch.undo()
    with open_store(kept[0]) as store:
        assert records.count(store, "issue") == 1


def test_a_failed_upgrade_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        add(store)

    def broken(db: Any) -> None:
        db.execute("ALTER TABLE issue ADD COLUMN colour TEXT")
        raise ZeroDivisionError

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("003_broken", broken)))
    with pytest.raises(ZeroDivisionError):
        open_store(path)
    monkeypatch.undo()
    with open_store(path) as store:
        assert "colour" not in {row["name"] for row in store.query("PRAGMA table_info(issue)")}


def test_sqlite_utils_is_not_loaded_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    create_store(path).close()
    script = (
        "import sys; from pathlib import Path; from briefing.model import Issue\n"
        "from briefing.store import records; from briefing.store.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); records.every(store, Issue); store.close()\n"
        "sys.exit('sqlite_utils' in sys.modules)"
    )
    root = Path(inspect.getfile(package)).parents[2]
    assert subprocess.run([sys.executable, "-c", script, str(path)], cwd=root, check=False).returncode == 0


def schema_of(store: Store) -> dict[str, str]:
    rows = store.query("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%'")
    return {row["name"]: row["sql"] for row in rows}


def test_triggers_of_an_earlier_wording_are_replaced_so_that_no_change_is_logged_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        one, expected = add(store), schema_of(store)
    connection = engine.connect(path)
    log = "INSERT INTO change(step, tbl, row, field, old, new) SELECT step, 'issue', new.id, 'title', 1, 2 FROM ctx;"
    connection.execute("DROP TRIGGER issue_log_u")
    connection.execute(f"CREATE TRIGGER issue_log_u AFTER UPDATE ON issue BEGIN {log} END")
    connection.execute(f"CREATE TRIGGER left_over AFTER UPDATE ON issue BEGIN {log} END")
    connection.execute("DROP INDEX step_grp")
    connection.execute("CREATE INDEX step_grp ON step(grp)")
    connection.execute("DROP TRIGGER doc_ft_i")
    connection.close()
    with open_store(path) as store:
        assert schema_of(store) == expected
        with store.step("change title", "T") as step:
            step.update("issue", one, {"title": "b"})
        assert [row[0] for row in store.query("SELECT field FROM change ORDER BY n")] == ["*", "title"]


def test_a_mending_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    create_store(path).close()
    connection = engine.connect(path)
    connection.execute("DROP TRIGGER issue_log_d")
    connection.execute("DROP TABLE doc_ft_config")  # so that the search index cannot be made again
    connection.execute("DROP TRIGGER doc_ft_d")
    before = connection.execute("SELECT name FROM sqlite_schema").fetchall()
    with pytest.raises(engine.sqlite3.Error):
        schema.complete(connection)
    assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == before
    connection.close()


def test_the_shipped_sample_has_the_tables_and_triggers_of_today() -> None:
    with create_store() as store, open_immutable(paths.sample_store()) as sample:
        assert schema_of(sample) == schema_of(store)


def test_a_store_of_the_first_format_gets_what_later_ones_have(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        issue = add(store)
        with store.step("new brief", "T") as step:
            brief = step.insert("brief", {"title": "Talks", "template": "one-page"})
        for name in ("clearance", "waiver", "template", "profile"):
            store.connection.execute(f"DROP TABLE {name}")
        for row in store.query("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'brief'"):
            store.connection.execute(f"DROP TRIGGER {row[0]}")
        store.connection.execute("ALTER TABLE brief DROP COLUMN ceiling")
        store.connection.execute("ALTER TABLE brief ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
        store.connection.execute("DELETE FROM _sqlite_migrations WHERE name = '002_signed_briefs'")
        store.connection.execute("PRAGMA user_version = 1")
    with open_store(path) as store:
        assert records.get(store, Brief, brief).ceiling == ""
        assert records.get(store, Issue, issue).title == "Plates"
        with store.step("change ceiling", "T") as step:
            step.update("brief", brief, {"ceiling": "OFFICIAL"})
            step.insert("waiver", {"brief": brief, "finding": "x", "reason": "known"})
        logged = store.query("SELECT field, new FROM change WHERE row = ? AND field = 'ceiling'", (brief,))
        assert [tuple(row) for row in logged] == [("ceiling", "OFFICIAL")]
        assert "colour" not in {row[1] for row in store.query("PRAGMA table_info(brief)")}
