"""A shared folder: each desk adds to its own subfolder alone, whole files under their hash, and reads what is new."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.store import exchange, folder
from briefing.store.exchange import ExchangeError
from briefing.store.store import Store, create_store

from .exchange_staging import archived, edit, issue, make


@pytest.fixture
def shared_folder(tmp_path: Path) -> Path:
    place = tmp_path / "shared"
    place.mkdir()
    return place


@pytest.fixture
def stores() -> Iterator[list[Store]]:
    made = [create_store(site=f"desk-{name}") for name in "abc"]
    yield made
    for store in made:
        store.close()


def files(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def sync(store: Store, place: Path) -> folder.Synced:
    return folder.sync(store, place, f"user of {store.site}")


def log(store: Store) -> list[bytes]:
    return [step.to_bytes() for step in exchange.steps_after(store, {})]


def test_desks_that_share_a_folder_end_alike(stores: list[Store], shared_folder: Path) -> None:
    a, b, c = stores
    quote, _ = archived(a)
    one = make(b)
    assert sync(a, shared_folder).sent == 1
    assert (sync(b, shared_folder).taken.steps, sync(c, shared_folder).taken.steps) == (1, 2)
    edit(c, one, title="Bridge")
    for store in (c, a, b):
        sync(store, shared_folder)
    assert log(a) == log(b) == log(c)
    assert issue(a, one).title == issue(b, one).title == "Bridge"
    assert all(store.query("SELECT 1 FROM quote WHERE id = ?", (quote,)) for store in stores)


def test_every_file_has_the_hash_of_its_bytes_in_its_name(stores: list[Store], shared_folder: Path) -> None:
    archived(stores[0])
    make(stores[0])
    sync(stores[0], shared_folder)
    found = files(shared_folder)
    assert len(found) == 2
    [steps] = [name for name in found if name.endswith(".steps")]
    assert steps == f"desk-a/1-2-{hashlib.sha256(found[steps]).hexdigest()}.steps"
    assert [json.loads(line)["sn"] for line in found[steps].splitlines()] == [1, 2]
    [blob] = [name for name in found if "blobs" in name]
    assert blob == f"desk-a/blobs/{hashlib.sha256(found[blob]).hexdigest()}"


def test_nothing_new_writes_nothing_and_what_was_written_stays(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    one = make(a)
    sync(a, shared_folder)
    sync(b, shared_folder)
    before = files(shared_folder)
    assert (sync(a, shared_folder).sent, sync(b, shared_folder).sent) == (0, 0)
    assert files(shared_folder) == before
    edit(a, one, title="Bridge")
    sync(a, shared_folder)
    after = files(shared_folder)
    assert before.items() < after.items()
    assert len(after) == len(before) + 1


def test_steps_of_a_desk_that_never_came_here_are_handed_on(stores: list[Store], shared_folder: Path) -> None:
    a, b, c = stores
    archived(a)
    exchange.take(b, exchange.steps_after(a, {}), lambda name: exchange.blob(a, name), "B")
    assert sync(b, shared_folder).sent == 1
    assert any(name.startswith("desk-b/from-desk-a/1-1-") for name in files(shared_folder))
    sync(c, shared_folder)
    assert log(c) == log(a)
    assert sync(c, shared_folder).sent == 0


def test_a_file_that_is_not_whole_is_left_for_later_and_said(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    one = make(a)
    sync(a, shared_folder)
    edit(a, one, title="Bridge")
    sync(a, shared_folder)
    second = next(shared_folder.glob("desk-a/2-2-*.steps"))
    whole = second.read_bytes()
    for data in (whole[: len(whole) // 2], b"", whole.replace(b"Bridge", b"Breach")):
        second.write_bytes(data)
        done = sync(b, shared_folder)
        assert "was left for later: it is not whole yet, or was altered" in " ".join(done.notices)
    assert issue(b, one).title == "Road"
    second.write_bytes(whole)
    assert not sync(b, shared_folder).notices
    assert issue(b, one).title == "Bridge"


def test_what_follows_a_missing_file_waits_for_it(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    one = make(a)
    sync(a, shared_folder)
    edit(a, one, title="Bridge")
    sync(a, shared_folder)
    first = next(shared_folder.glob("desk-a/1-1-*.steps"))
    away = shared_folder / "away"
    first.rename(away)
    done = sync(b, shared_folder)
    assert (done.taken.steps, done.taken.waiting) == (0, 1)
    assert "step 1 of the desk desk-a is missing" in done.notices[0]
    away.rename(first)
    assert sync(b, shared_folder).taken.steps == 2


def test_a_text_that_was_altered_in_the_folder_is_not_taken_in(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    archived(a)
    sync(a, shared_folder)
    blob = next(shared_folder.glob("desk-a/blobs/*"))
    whole = blob.read_bytes()
    blob.write_bytes(whole + b"!")
    done = sync(b, shared_folder)
    assert done.taken.waiting == 1
    assert "is not what was archived" in done.notices[0]
    other = shared_folder / "desk-z" / "blobs"
    other.mkdir(parents=True)
    (other / blob.name).write_bytes(whole)
    assert sync(b, shared_folder).taken.steps == 1


def written(place: Path, desk: str, data: bytes, first: int = 1, last: int = 1) -> Path:
    (place / desk).mkdir(exist_ok=True)
    path = place / desk / f"{first}-{last}-{hashlib.sha256(data).hexdigest()}.steps"
    path.write_bytes(data)
    return path


def test_a_file_with_steps_of_another_desk_is_left_and_said(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    make(a)
    [line] = log(a)
    written(shared_folder, "desk-x", line)
    written(shared_folder, "desk-a", line, 1, 2)
    done = sync(b, shared_folder)
    assert len(done.notices) == 2
    assert all("holds other steps than its name says" in notice for notice in done.notices)
    assert done.taken.steps == 0


def test_a_newer_version_is_named_and_the_others_are_heard(stores: list[Store], shared_folder: Path) -> None:
    a, b, c = stores
    one = make(a)
    sync(a, shared_folder)
    sync(c, shared_folder)
    edit(c, one, title="New fields")
    newer = log(c)[-1].replace(b'"schema":', b'"schema":9')
    written(shared_folder, "desk-c", newer)
    done = sync(b, shared_folder)
    assert done.taken.steps == 1
    assert "written by a newer version of Briefing Desk (format 9" in done.notices[0]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"{}\n", b"not json", b"\0" * 1_000])
def test_a_file_of_anything_else_is_left_and_said(stores: list[Store], shared_folder: Path, data: bytes) -> None:
    written(shared_folder, "desk-x", data)
    done = sync(stores[0], shared_folder)
    assert "was left. What should be a change" in done.notices[0]


def test_other_things_in_the_folder_are_nobodys_business(stores: list[Store], shared_folder: Path) -> None:
    make(stores[0])
    (shared_folder / ".stfolder").mkdir()
    (shared_folder / "minutes.txt").write_text("x", encoding="utf-8")
    (shared_folder / "desk-y").mkdir()
    (shared_folder / "desk-y" / ".half.part").write_text("x", encoding="utf-8")
    (shared_folder / "desk-y" / f"2-1-{'0' * 64}.steps").write_text("x", encoding="utf-8")
    assert not sync(stores[0], shared_folder).notices


def test_a_copy_made_by_hand_that_uses_the_same_folder_is_told(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    make(a)
    sync(a, shared_folder)
    sync(b, shared_folder)
    with create_store(site="desk-a") as twin:
        make(twin, title="Another one")
        with pytest.raises(ExchangeError, match="a store file was copied by hand"):
            sync(twin, shared_folder)
    with create_store(site="desk-a") as older, pytest.raises(ExchangeError, match="an older copy has taken its place"):
        sync(older, shared_folder)
    assert sync(a, shared_folder).sent == 0


def test_no_folder_is_a_sentence(stores: list[Store], tmp_path: Path) -> None:
    make(stores[0])
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "gone", tmp_path / "file"):
        with pytest.raises(ExchangeError, match="There is no folder"):
            sync(stores[0], place)


def test_a_folder_that_cannot_be_written_is_read_all_the_same(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    make(a)
    sync(a, shared_folder)
    make(b)
    (shared_folder / "desk-b").write_text("a file where our folder should be", encoding="utf-8")
    done = sync(b, shared_folder)
    assert (done.taken.steps, done.sent) == (1, 0)
    assert "could not be written" in done.notices[-1]
    assert not list(shared_folder.rglob("*.part"))


def test_a_preview_of_a_folder_writes_nothing_anywhere(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    one = make(a)
    sync(a, shared_folder)
    make(b)
    before, there = log(b), files(shared_folder)
    found = folder.preview(b, shared_folder, "B")
    assert [(row.what, row.id) for row in found.records] == [("new", one)]
    assert (log(b), files(shared_folder)) == (before, there)


def test_many_steps_go_into_several_files(stores: list[Store], shared_folder: Path) -> None:
    a, b, _ = stores
    one = make(a)
    for number in range(1_005):
        edit(a, one, title=f"{number}")
    sync(a, shared_folder)
    spans = sorted(path.name.split("-")[0] for path in shared_folder.glob("desk-a/*.steps"))
    assert spans == ["1", "1001"]
    assert sync(b, shared_folder).taken.steps == 1_006
