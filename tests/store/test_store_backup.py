"""Copies are whole, checked before they get their name, and never in anybody's way."""

import os
import stat
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.errors import ReadOnlyStoreError, StoreError
from briefing.model import Issue
from briefing.store import backup, engine, history, records
from briefing.store.store import Store, create_store, open_immutable, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "crisis.db") as store:
        add(store, "Plates")
        yield store


def add(store: Store, title: str) -> str:
    with store.step("new issue", "T") as step:
        return step.insert("issue", {"title": title})


def titles(path: Path) -> list[str]:
    with open_store(path) as store:
        return [issue.title for issue in records.every(store, Issue)]


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_copy_holds_everything_while_the_store_is_open(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    assert backup.save_copy(store, folder / "copy.db") == folder / "copy.db"
    assert names(folder) == ["copy.db"]
    with open_immutable(folder / "copy.db") as copy:
        assert copy.query("PRAGMA journal_mode")[0][0] == "delete"
        assert copy.site == store.site
        assert [issue.title for issue in records.every(copy, Issue)] == ["Plates"]
    assert names(folder) == ["copy.db"]
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600


def test_a_store_in_memory_and_one_for_reading_can_be_copied(store: Store, tmp_path: Path) -> None:
    with create_store() as memory:
        add(memory, "In memory")
        backup.save_copy(memory, tmp_path / "from memory.db")
    assert titles(tmp_path / "from memory.db") == ["In memory"]
    with open_store(store.path, read_only=True) as reader:
        backup.save_copy(reader, tmp_path / "from reader.db")
    assert titles(tmp_path / "from reader.db") == ["Plates"]


def test_an_existing_file_is_replaced_only_when_asked(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "letter.txt"
    target.write_text("mine")
    with pytest.raises(StoreError, match=r"“letter.txt” exists already"):
        backup.save_copy(store, target)
    assert target.read_text() == "mine"
    backup.save_copy(store, target, overwrite=True)
    assert titles(target) == ["Plates"]


def test_a_store_is_not_copied_onto_itself_under_any_name(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(store.path)
    (tmp_path / "sub").mkdir()
    for target in (store.path, tmp_path / "link.db", tmp_path / "sub" / ".." / "crisis.db"):
        with pytest.raises(StoreError, match=r"cannot be copied onto itself"):
            backup.save_copy(store, target, overwrite=True)
    assert titles(store.path) == ["Plates"]


def test_a_store_that_is_open_is_not_replaced(store: Store, tmp_path: Path) -> None:
    with create_store(tmp_path / "other.db") as other:
        add(other, "Other")
        with pytest.raises(StoreError, match=r"“other.db” is in use and cannot be replaced"):
            backup.save_copy(store, other.path, overwrite=True)
    assert titles(tmp_path / "other.db") == ["Other"]
    backup.save_copy(store, tmp_path / "other.db", overwrite=True)
    assert titles(tmp_path / "other.db") == ["Plates"]


def test_folders_are_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no folder"):
        backup.save_copy(store, tmp_path / "none" / "copy.db")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=r"exists already"):
        backup.save_copy(store, tmp_path / "folder")
    with pytest.raises(StoreError, match=r"cannot be replaced"):
        backup.save_copy(store, tmp_path / "folder", overwrite=True)


def test_a_disk_without_room_is_told_and_nothing_half_written_stays(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "none", folder], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("mounting a small disk is not permitted here")
    try:
        with pytest.raises(StoreError):
            backup.save_copy(store, folder / "copy.db")
        assert names(folder) == []
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_folder_that_cannot_be_written_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(StoreError, match=r"“copy.db” could not be written: Permission denied. Nothing was changed"):
            backup.save_copy(store, tmp_path / "copy.db")
    assert "copy.db" not in names(tmp_path)


def test_a_copy_that_does_not_pass_its_check_is_thrown_away(store: Store, tmp_path: Path) -> None:
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute("PRAGMA ignore_check_constraints = ON")
    store.connection.execute("UPDATE ctx SET step = 1")
    store.connection.execute("UPDATE issue SET status = 'nonsense'")
    store.connection.execute("UPDATE ctx SET step = NULL")
    with pytest.raises(StoreError, match=r"The copy did not pass its check .* and was thrown away"):
        backup.save_copy(store, tmp_path / "copy.db")
    assert names(tmp_path) == ["crisis.db", "crisis.db-shm", "crisis.db-wal", "home"]


def test_a_store_that_vanished_can_still_be_saved_elsewhere(store: Store, tmp_path: Path) -> None:
    store.path.unlink()
    backup.save_copy(store, tmp_path / "rescued.db")
    assert titles(tmp_path / "rescued.db") == ["Plates"]


def test_a_copy_to_work_on_has_a_site_of_its_own_in_its_first_step(store: Store, tmp_path: Path) -> None:
    path = backup.save_working_copy(store, tmp_path / "mine.db", "Me", "save a copy to work on")
    with open_store(path) as copy:
        assert copy.site != store.site
        entry = history.log(copy)[0]
        assert (entry.user, entry.label, entry.kind) == ("Me", "save a copy to work on", "system")
        assert history.undo_label(copy) == ""
        add(copy, "More")
        sites = [row[0] for row in copy.query("SELECT site FROM step ORDER BY n")]
        assert sites == [store.site, copy.site, copy.site]
    with pytest.raises(StoreError, match=r"exists already"):
        backup.save_working_copy(store, path, "Me", "again")


def test_the_sample_is_copied_without_a_trace_beside_it(store: Store, tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    backup.save_copy(store, shipped / "sample.db")
    before = (shipped / "sample.db").read_bytes()
    target = backup.copy_sample(shipped / "sample.db", tmp_path / "user" / "data" / "briefing.db", "Me")
    assert names(shipped) == ["sample.db"] and (shipped / "sample.db").read_bytes() == before
    assert titles(target) == ["Plates"]
    with open_immutable(shipped / "sample.db") as sample, pytest.raises(ReadOnlyStoreError):
        add(sample, "no")
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"could not be made"):
        backup.copy_sample(shipped / "sample.db", tmp_path / "file" / "briefing.db", "Me")


def test_backups_are_dated_and_old_ones_go(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    begun = datetime(2022, 8, 1, 9, 0)  # noqa: DTZ001 (the user's own day)
    for number in range(14):
        backup.keep_backup(store, folder, begun + timedelta(hours=number))
    kept = names(folder)
    assert len(kept) == backup.KEEP_RECENT
    assert kept[-1] == f"crisis-{store.site[-8:]}-20220801T220000.db"
    assert titles(folder / kept[0]) == ["Plates"]


def test_backups_of_other_stores_are_left_alone(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = [f"crisis-deadbeef-202208{day:02d}T000000.db" for day in range(1, 29)] + ["crisis-notes.db", "crisis-2.db"]
    for name in others:
        (folder / name).touch()
    for number in range(12):
        backup.keep_backup(store, folder, datetime(2022, 8, 1, number))  # noqa: DTZ001
    assert set(others) <= set(names(folder))
    assert len(names(folder)) == len(others) + backup.KEEP_RECENT


def test_one_backup_a_day_stays_for_thirty_days() -> None:
    begun = datetime(2022, 1, 1)  # noqa: DTZ001
    made = [Path(f"a-{begun + timedelta(hours=6 * number):%Y%m%dT%H%M%S}.db") for number in range(200)]
    kept = sorted(set(made) - set(backup.expired(made)))
    assert made[-10:] == kept[-10:]
    days = [path.stem[2:10] for path in kept]
    assert len(set(days)) == 30 and days == sorted(days)
    assert backup.expired(made[:5]) == []


def test_copies_survive_a_busy_store(store: Store, tmp_path: Path) -> None:
    writer = engine.connect(store.path)
    writer.execute("BEGIN IMMEDIATE")
    backup.save_copy(store, tmp_path / "copy.db")
    writer.execute("ROLLBACK")
    writer.close()
    assert titles(tmp_path / "copy.db") == ["Plates"]
