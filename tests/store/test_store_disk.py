"""Full, read-only and vanishing disks: what is told, what stays safe, and what lies beside the file."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import (
    FullStoreError,
    ReadOnlyStoreError,
    StoreError,
)
from briefing.store import engine, records
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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", folder], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("mounting a small disk is not permitted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_really_full_disk_is_told_and_nothing_committed_is_lost(small_disk: Path) -> None:
    path = small_disk / "crisis.db"
    with create_store(path) as store:
        kept = 0
        with pytest.raises(FullStoreError):
            while True:
                with store.step("fill", "Tester") as step:
                    step.insert("issue", {"title": f"Issue {kept}", "background": f"w{kept} " * 9_000})
                kept += 1
        assert kept > 3
        assert records.count(store, "issue") == kept
    with open_store(path) as store:
        assert records.count(store, "issue") == kept
        assert check_integrity(store) == []


def test_a_new_store_on_a_full_disk_leaves_no_file(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(1_950_000))
    with pytest.raises(StoreError):
        create_store(small_disk / "new.db")
    assert [one.name for one in small_disk.iterdir()] == ["ballast"]


def test_a_store_that_may_not_be_written_opens_for_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere, so permissions tell nothing
    with open_store(path) as store:
        assert store.read_only
        assert records.count(store, "issue") == 40
        with pytest.raises(ReadOnlyStoreError, match=r"is open for reading only. Use “Save a copy”"):
            add(store, "no")
        with pytest.raises(ReadOnlyStoreError, match=r"can only be read here"), engine.translated(path):
            store.connection.execute("DELETE FROM meta")


@pytest.fixture
def read_only_disk(tmp_path: Path, path: Path) -> Iterator[Path]:
    folder = tmp_path / "readonly"
    folder.mkdir()
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "none", folder], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("mounting a read-only disk is not permitted here")
    (folder / path.name).write_bytes(path.read_bytes())
    yield folder / path.name
    subprocess.run(["umount", folder], check=True)


def make_read_only(path: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", path.parent], check=True, capture_output=True)


def test_a_store_in_write_ahead_mode_on_a_read_only_disk_is_read(read_only_disk: Path) -> None:
    make_read_only(read_only_disk)
    with open_store(read_only_disk) as store:
        assert store.read_only
        assert records.count(store, "issue") == 40


def test_a_store_on_a_read_only_disk_with_unfolded_changes_is_not_shown_without_them(read_only_disk: Path) -> None:
    (read_only_disk.parent / "crisis.db-wal").write_bytes(b"newest changes")
    make_read_only(read_only_disk)
    with pytest.raises(StoreError, match=r"newest changes are still in “crisis.db-wal”"):
        open_store(read_only_disk)


def test_new_stores_and_copies_on_a_read_only_disk_are_refused(read_only_disk: Path) -> None:
    make_read_only(read_only_disk)
    with pytest.raises(StoreError, match=r"“new.db” could not be made"):
        create_store(read_only_disk.parent / "new.db")


def test_asking_for_reading_only_writes_nothing_and_leaves_no_files(path: Path) -> None:
    before = digest(path)
    with open_store(path, read_only=True) as store:
        assert records.count(store, "issue") == 40
        with pytest.raises(ReadOnlyStoreError):
            add(store, "no")
    assert digest(path) == before and not beside(path)


def test_a_reader_sees_what_the_writer_commits(path: Path) -> None:
    with open_store(path) as writer, open_store(path, read_only=True) as reader:
        seen = reader.data_version()
        add(writer, "news")
        assert reader.data_version() != seen
        assert records.count(reader, "issue") == 41
    assert not beside(path)


def test_an_immutable_store_is_read_without_a_file_beside_it(path: Path) -> None:
    before = digest(path)
    with open_immutable(path) as store:
        assert records.count(store, "issue") == 40
        assert not beside(path)
        with pytest.raises(ReadOnlyStoreError):
            add(store, "no")
    assert digest(path) == before and not beside(path)


def test_a_store_that_was_moved_while_open_takes_no_more_writes(path: Path) -> None:
    with open_store(path) as store:
        add(store, "before")
        path.rename(path.with_name("elsewhere.db"))
        with pytest.raises(StoreError, match=r"was moved, renamed or deleted while it was open"):
            add(store, "after")
        path.with_name("elsewhere.db").rename(path)
        add(store, "back again")
    with open_store(path) as store:
        assert records.count(store, "issue") == 42


def test_a_store_that_vanished_takes_no_more_writes_but_can_still_be_read(path: Path) -> None:
    with open_store(path) as store:
        path.unlink()
        with pytest.raises(StoreError, match=r"so nothing more can be saved in it"):
            add(store, "no")
        assert records.count(store, "issue") == 40


def test_a_store_replaced_by_another_takes_no_more_writes(path: Path) -> None:
    with open_store(path) as store:
        path.rename(path.with_name("old.db"))
        path.write_bytes(b"another file")
        with pytest.raises(StoreError, match=r"Another file has taken the place of"):
            add(store, "no")
