"""Backups are listed, really opened and counted, and come back whole or not at all."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.model import Issue
from briefing.store import backup, backups, history, records
from briefing.store.store import Store, create_store, open_store

MORNING = datetime(2026, 11, 23, 8, 0, 0).astimezone()
NOON = datetime(2026, 11, 23, 12, 0, 0).astimezone()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "crisis.db") as store:
        add(store, "Plates")
        yield store


def add(store: Store, title: str) -> None:
    with store.step("new issue", "T") as step:
        step.insert("issue", {"title": title})


def titles(path: Path) -> list[str]:
    with open_store(path) as store:
        return [issue.title for issue in records.every(store, Issue)]


def two_backups(store: Store, folder: Path) -> tuple[Path, Path]:
    first = backup.keep_backup(store, folder, MORNING)
    add(store, "Roadblocks")
    return first, backup.keep_backup(store, folder, NOON)


def test_backups_are_listed_newest_first_with_time_and_size(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first, second = two_backups(store, folder)
    (folder / "notes.txt").write_text("no backup", encoding="utf-8")
    (folder / f"other-{'0' * 8}-20261123T080000.db").write_bytes(b"of another store")
    (folder / f"crisis-{'0' * 8}-20261399T080000.db").write_bytes(b"no such day")
    found = backups.backups_of("crisis", store.site, folder)
    assert [one.path for one in found] == [second, first]
    assert [one.at for one in found] == [NOON, MORNING]
    assert all(one.size == one.path.stat().st_size > 0 for one in found)
    assert backups.backups_of("crisis", store.site, tmp_path / "none") == []


def test_a_renamed_store_finds_its_backups_and_a_restored_one_too(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first, second = two_backups(store, folder)
    assert len(backups.backups_of("renamed", store.site, folder)) == 2
    assert len(backups.backups_of("crisis", "f" * 32, folder)) == 2
    assert backups.backups_of("renamed", "f" * 32, folder) == []
    assert first != second


def test_a_backup_is_opened_and_counted_and_nothing_appears_beside_it(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first, second = two_backups(store, folder)
    assert backups.counted(first).records["issue"] == 1
    assert backups.counted(second).records["issue"] == 2
    assert backups.counted(second).problem == ""
    assert {one.name for one in folder.iterdir()} == {first.name, second.name}


@pytest.mark.parametrize("harm", ["cut", "overwritten", "empty", "gone", "text"])
def test_a_damaged_backup_is_named_and_never_restored(store: Store, tmp_path: Path, harm: str) -> None:
    first = backup.keep_backup(store, tmp_path / "backups", MORNING)
    whole = first.read_bytes()
    match harm:
        case "cut":
            first.write_bytes(whole[: len(whole) // 2])
        case "overwritten":
            first.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
        case "empty":
            first.write_bytes(b"")
        case "gone":
            first.unlink()
        case _:
            first.write_text("not a store", encoding="utf-8")
    found = backups.counted(first)
    assert found.problem.endswith(".")
    assert not found.records
    store.close()
    before = (tmp_path / "crisis.db").read_bytes()
    with pytest.raises(StoreError, match="Nothing was changed"):
        backups.restore(first, tmp_path / "crisis.db", "T")
    assert (tmp_path / "crisis.db").read_bytes() == before


def test_a_backup_comes_back_whole_as_a_site_of_its_own(store: Store, tmp_path: Path) -> None:
    first, _second = two_backups(store, tmp_path / "backups")
    site = store.site
    store.close()
    backups.restore(first, tmp_path / "crisis.db", "Anna")
    assert titles(tmp_path / "crisis.db") == ["Plates"]
    with open_store(tmp_path / "crisis.db") as restored:
        assert restored.site != site
        entry = history.log(restored, 1)[0]
        assert (entry.label, entry.user) == (backups.RESTORED, "Anna")
        add(restored, "After")
        assert history.undo_label(restored) == "new issue"
    assert not list(tmp_path.glob(".*.part"))


def test_a_store_that_is_open_elsewhere_is_not_replaced(store: Store, tmp_path: Path) -> None:
    first, _second = two_backups(store, tmp_path / "backups")
    with pytest.raises(StoreError, match="in use"):
        backups.restore(first, tmp_path / "crisis.db", "T")
    assert [issue.title for issue in records.every(store, Issue)] == ["Plates", "Roadblocks"]


def test_a_lost_store_comes_back_from_its_backup(store: Store, tmp_path: Path) -> None:
    _first, second = two_backups(store, tmp_path / "backups")
    store.close()
    (tmp_path / "crisis.db").unlink()
    backups.restore(second, tmp_path / "crisis.db", "T")
    assert titles(tmp_path / "crisis.db") == ["Plates", "Roadblocks"]
