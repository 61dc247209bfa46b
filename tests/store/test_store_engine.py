"""Every fault of a store file has its own sentence, and nothing is lost or changed by meeting it."""

import hashlib
import importlib
import os
import sqlite3 as standard
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import (
    BriefingError,
    DamagedStoreError,
    FullStoreError,
    GivenUpError,
    LockedStoreError,
    NewerStoreError,
    NotAStoreError,
    NotFoundError,
    ReadOnlyStoreError,
    StoreError,
)
from briefing.model import Issue
from briefing.store import engine, history, records, schema, search
from briefing.store import store as opening
from briefing.store.integrity import check_integrity
from briefing.store.store import Store, create_store, open_immutable, open_store

CODES = "NOTADB CORRUPT FULL BUSY LOCKED READONLY PERM CANTOPEN IOERR INTERRUPT".split()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with 40 issues of some length."""
    path = tmp_path / "crisis.db"
    with create_store(path) as store, store.step("fill", "Tester") as step:
        for number in range(40):
            step.insert("issue", {"title": f"Issue {number}", "background": f"wording{number} " * 400})
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one.is_file() and one != path)


def add(store: Store, title: str) -> str:
    with store.step("new issue", "Tester") as step:
        return step.insert("issue", {"title": title})


def test_both_users_of_sqlite_use_one_library() -> None:
    utils = importlib.import_module("sqlite_utils.utils")
    assert utils.sqlite3 is engine.sqlite3
    for name in CODES:
        assert getattr(engine.sqlite3, f"SQLITE_{name}") == getattr(standard, f"SQLITE_{name}")


def test_the_library_tells_its_version() -> None:
    version, safe = engine.library_version()
    assert version == engine.sqlite3.sqlite_version
    assert safe == (engine.sqlite3.sqlite_version_info >= engine.SAFE_VERSION)


def test_a_missing_file_is_told() -> None:
    with pytest.raises(NotFoundError, match=r"There is no file “gone.db” in .* It may have been moved"):
        open_store(Path("nowhere") / "gone.db")


def test_a_path_through_a_file_is_told(path: Path) -> None:
    with pytest.raises(NotFoundError):
        open_store(path / "inside.db")


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be reached"):
        open_store(tmp_path / ("x" * 300))
    with pytest.raises(StoreError, match=r"could not be made"):
        create_store(tmp_path / ("x" * 300))


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAStoreError, match=r"is a folder"):
        open_store(tmp_path)


def test_a_device_is_told() -> None:
    with pytest.raises(NotAStoreError, match=r"is a device"):
        open_store(Path(os.devnull))


def test_an_empty_file_is_told_and_left_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(NotAStoreError, match=r"is empty \(0 bytes\)"):
        open_store(path)
    with pytest.raises(NotAStoreError, match=r"is empty"):
        open_immutable(path)
    assert path.stat().st_size == 0


def test_a_text_file_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Minister, " * 500)
    before = digest(path)
    with pytest.raises(NotAStoreError, match=r"is not a Briefing Desk store. Nothing was changed"):
        open_store(path)
    assert digest(path) == before and not beside(path)


def test_a_database_of_another_program_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = engine.connect(path, mode="rwc")
    connection.execute("CREATE TABLE t(x)")
    connection.close()
    before = digest(path)
    with pytest.raises(NotAStoreError, match=r"is a database, but not a Briefing Desk store"):
        open_store(path)
    assert digest(path) == before


def test_a_store_of_a_newer_version_is_told_and_left_alone(path: Path) -> None:
    connection = engine.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.newest() + 1}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    before = digest(path)
    for opener in (open_store, open_immutable):
        with pytest.raises(
            NewerStoreError, match=rf"newer version of Briefing Desk \(format {schema.newest() + 1}; this"
        ):
            opener(path)
    assert digest(path) == before and not beside(path)


def test_a_store_without_a_version_is_damaged(path: Path) -> None:
    connection = engine.connect(path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(DamagedStoreError, match=r"Please restore a backup"):
        open_store(path)


def test_a_store_that_lost_triggers_gets_them_back_and_searches_aright(path: Path) -> None:
    with open_store(path) as store, store.step("new issue", "Anna") as step:
        issue = step.insert("issue", {"title": "Old words"})
    connection = engine.connect(path)
    connection.execute("DROP TRIGGER doc_ft_u")
    connection.execute("DROP TRIGGER issue_log_u")
    connection.execute("UPDATE doc SET title = 'Fresh words' WHERE ref = ?", (issue,))
    connection.close()
    with open_store(path) as store:
        assert [hit.id for hit in search.find(store.connection, "fresh")] == [issue]
        with store.step("change title", "Anna") as step:
            step.update("issue", issue, {"title": "New words"})
        assert len(history.field_history(store, "issue", issue, "title")) == 2


@pytest.mark.parametrize("lost", ["TABLE issue", "TABLE ctx"])
def test_a_store_that_lost_a_table_is_damaged(path: Path, lost: str) -> None:
    connection = engine.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(f"DROP {lost}")
    connection.close()
    for opener in (open_store, open_immutable):
        with pytest.raises(DamagedStoreError):
            opener(path)


def test_a_store_without_a_site_is_damaged(path: Path) -> None:
    connection = engine.connect(path)
    connection.execute("DELETE FROM meta")
    connection.close()
    with pytest.raises(DamagedStoreError):
        open_store(path)


def test_half_a_file_is_damaged_and_left_as_it_is(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    before = digest(path)
    with pytest.raises(DamagedStoreError, match=r"is damaged and cannot be read as a whole"), open_store(path) as store:
        records.every(store, Issue)
    assert digest(path) == before


def test_a_zeroed_page_is_told_when_it_is_read_and_by_the_check(path: Path) -> None:
    with open_store(path) as store:
        size = store.query("PRAGMA page_size")[0][0]
        page = store.query("SELECT rootpage FROM sqlite_schema WHERE name = 'issue'")[0][0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(data)
    with open_store(path) as store:
        with pytest.raises(DamagedStoreError):
            records.every(store, Issue)
        with pytest.raises(DamagedStoreError):
            add(store, "one more")
        assert check_integrity(store)


def test_an_unreadable_check_is_a_finding_not_a_crash(path: Path) -> None:
    with open_store(path) as store:
        size = store.query("PRAGMA page_size")[0][0]
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // size):
        data[page * size : page * size + 100] = b"\xff" * 100
    path.write_bytes(data)
    try:
        with open_store(path) as store:
            assert check_integrity(store)
    except DamagedStoreError:
        pass


def test_a_byte_flipped_in_a_field_is_noticed_by_the_check(path: Path) -> None:
    data = path.read_bytes()
    assert data.count(b"wording7 wording7") > 0
    path.write_bytes(data.replace(b"wording7 wording7", b"wording7 wordinh7"))
    with open_store(path) as store:
        assert check_integrity(store) == ["the search index does not match the records"]
    with open_store(path, read_only=True) as store:
        assert check_integrity(store) == []  # needs a write to be found


def test_a_text_that_is_no_longer_utf_8_is_damage(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"wording7 wording7", b"wording7 \xffording7"))
    with open_store(path) as store, pytest.raises(DamagedStoreError):
        records.every(store, Issue)


def test_a_row_that_points_nowhere_is_found(path: Path) -> None:
    connection = engine.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE ctx SET step = 1")
    connection.execute("UPDATE issue SET owner_actor = 99 WHERE n = 1")
    connection.execute("UPDATE ctx SET step = NULL")
    connection.close()
    with open_store(path) as store:
        assert check_integrity(store) == ["issue: row 1 points to a missing actor"]


def test_a_store_locked_by_another_connection_is_told_and_keeps_its_state(path: Path) -> None:
    other = engine.connect(path)
    with open_store(path, busy=10) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedStoreError, match=r"Another window or program is writing to “crisis.db”"):
            add(store, "no")
        assert check_integrity(store) == []
        other.execute("ROLLBACK")
        add(store, "yes")
    other.close()


def test_a_store_locked_by_another_process_is_told(path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from briefing.store import engine\n"
        "c = engine.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); print('locked', flush=True); input()"
    )
    root = str(Path(opening.__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path), root], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        with open_store(path, busy=10) as store, pytest.raises(LockedStoreError):
            add(store, "no")
        process.communicate("\n")


def test_a_full_disk_is_told_and_nothing_committed_is_lost(path: Path) -> None:
    with open_store(path) as store:
        pages = store.query("PRAGMA page_count")[0][0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(FullStoreError, match=r"is full, so nothing was changed"), store.step("fill", "T") as step:
            for number in range(200):
                step.insert("issue", {"title": f"Too much {number}", "background": "x" * 5_000})
        assert records.count(store, "issue") == 40
        assert check_integrity(store) == []
        store.connection.execute("PRAGMA max_page_count = 1000000")
        add(store, "room again")
    with open_store(path) as store:
        assert records.count(store, "issue") == 41


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (11, DamagedStoreError),
        (11 | 1 << 8, DamagedStoreError),
        (26, NotAStoreError),
        (13, FullStoreError),
        (5 | 1 << 8, LockedStoreError),
        (6, LockedStoreError),
        (8 | 2 << 8, ReadOnlyStoreError),
        (1032, StoreError),
        (3, ReadOnlyStoreError),
        (14, StoreError),
        (10 | 12 << 8, StoreError),
    ],
)
def test_extended_codes_have_sentences_too(code: int, error: type[BriefingError]) -> None:
    problem = engine.sqlite3.OperationalError("raw words")
    problem.sqlite_errorcode = code
    with pytest.raises(error) as caught, engine.translated(Path("folder") / "crisis.db"):
        raise problem
    assert type(caught.value) is error
    assert "raw words" not in str(caught.value) and str(caught.value).endswith(".")


def test_bugs_are_not_wrapped(path: Path) -> None:
    with open_store(path) as store:
        with pytest.raises(engine.sqlite3.OperationalError, match=r"no such column"):
            store.query("SELECT nonsense FROM issue")
        with pytest.raises(ZeroDivisionError), engine.translated(path):
            _ = 1 // 0


def test_a_new_store_is_its_owners_only_and_never_takes_anothers_place(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    create_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = digest(path)
    with pytest.raises(StoreError, match=r"“new.db” exists already"):
        create_store(path)
    assert digest(path) == before
    with pytest.raises(StoreError, match=r"There is no folder"):
        create_store(tmp_path / "none" / "new.db")


def test_names_with_odd_characters_are_opened(tmp_path: Path) -> None:
    for name in ("a b?.db", "100%#1.db", "Приштина “x”.db", os.fsdecode(b"caf\xe9.db")):
        path = tmp_path / name
        with create_store(path) as store:
            add(store, "one")
        with open_store(path) as store:
            assert records.count(store, "issue") == 1


def test_a_failure_while_a_store_is_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (("001_broken", lambda db: db.execute("CREATE nonsense")),))
    with pytest.raises(engine.sqlite3.OperationalError):
        create_store(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_writing_is_durable_and_foreign_keys_hold(path: Path) -> None:
    with open_store(path) as store:
        assert store.query("PRAGMA journal_mode")[0][0] == "wal"
        assert store.query("PRAGMA synchronous")[0][0] == 2
        assert store.query("PRAGMA foreign_keys")[0][0] == 1
        assert store.query("PRAGMA busy_timeout")[0][0] == engine.BUSY_MILLISECONDS


def test_closing_does_not_wait_for_a_reader(path: Path) -> None:
    store, reader = open_store(path), open_store(path, read_only=True)
    add(store, "one more")
    reader.connection.execute("BEGIN")
    assert records.count(reader, "issue") == 41
    store.close()
    reader.connection.execute("COMMIT")
    reader.close()
    assert not beside(path)


def test_a_store_survives_being_killed_in_the_middle_of_a_step(path: Path) -> None:
    script = (
        "import sys, os; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from briefing.store.store import open_store\n"
        "store = open_store(Path(sys.argv[1]))\n"
        "for number in range(5):\n"
        "    with store.step('one', 'T') as step: step.insert('issue', {'title': f'kept {number}'})\n"
        "with store.step('two', 'T') as step:\n"
        "    step.insert('issue', {'title': 'lost'}); os._exit(9)\n"
    )
    root = str(Path(opening.__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", script, str(path), root], check=False, capture_output=True)
    assert done.returncode == 9
    with open_store(path) as store:
        titles = [issue.title for issue in records.every(store, Issue)]
        assert len(titles) == 45 and "lost" not in titles
        assert check_integrity(store) == []
        assert store.query("SELECT step FROM ctx")[0][0] is None


def test_a_store_that_is_told_to_give_up_answers_nothing_more(tmp_path: Path) -> None:
    with create_store(tmp_path / "a.db") as store:
        store.give_up()
        for ask in (lambda: store.query("SELECT 1"), lambda: list(store.each("SELECT 1"))):
            with pytest.raises(GivenUpError):
                ask()
