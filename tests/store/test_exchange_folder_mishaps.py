"""A shared folder that lies, breaks or goes away in the middle: said, healed where it can be, and never waited for."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import ExchangeError
from briefing.store import folder
from briefing.store.store import Store, create_store

from .exchange_staging import archived, edit, issue, make

NO_HASH = "0" * 64


@pytest.fixture
def desks() -> Iterator[tuple[Store, Store]]:
    made = create_store(site="desk-a"), create_store(site="desk-b")
    yield made
    for store in made:
        store.close()


def sync(store: Store, place: Path) -> folder.Synced:
    return folder.sync(store, place, "user")


@pytest.mark.parametrize("name", [f"1-999-{NO_HASH}.steps", f"1-1-{NO_HASH}.steps", f"2-3-{NO_HASH}.steps"])
def test_a_name_that_promises_more_than_there_is_holds_no_step_back(
    desks: tuple[Store, Store], tmp_path: Path, name: str
) -> None:
    a, b = desks
    one = make(a)
    own = tmp_path / "desk-a"
    own.mkdir()
    (own / name).write_text("half")
    assert sync(a, tmp_path).sent == (0 if name.startswith("1-1-") else 1)
    edit(a, one, title="Bridge")
    assert "please delete the file" in " ".join(sync(a, tmp_path).notices)
    (own / name).unlink()
    sync(a, tmp_path)
    sync(b, tmp_path)
    assert issue(b, one).title == "Bridge"


def test_an_archived_text_that_was_spoiled_or_lost_is_put_there_again(
    desks: tuple[Store, Store], tmp_path: Path
) -> None:
    a, b = desks
    archived(a)
    sync(a, tmp_path)
    blobs = sorted(tmp_path.glob("desk-a/blobs/*"))
    blobs[0].write_bytes(b"half")
    done = sync(b, tmp_path)
    assert done.taken.waiting == 1
    assert f"“{blobs[0].name[:40]}” of the desk desk-a was left for later" in " ".join(done.notices)
    for path in blobs:
        path.unlink()
    sync(a, tmp_path)
    assert sync(b, tmp_path).taken.steps == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes and devices among files")
def test_pipes_and_devices_among_the_files_are_not_waited_for(desks: tuple[Store, Store], tmp_path: Path) -> None:
    a, b = desks
    archived(a)
    sync(a, tmp_path)
    evil = tmp_path / "desk-z"
    (evil / "blobs").mkdir(parents=True)
    for path in tmp_path.glob("desk-a/blobs/*"):
        os.mkfifo(evil / "blobs" / path.name)
        path.rename(tmp_path / path.name)
    os.mkfifo(evil / f"1-1-{NO_HASH}.steps")
    (evil / f"2-2-{NO_HASH}.steps").symlink_to("/dev/zero")
    done = sync(b, tmp_path)
    assert (done.taken.steps, done.taken.waiting) == (0, 1)
    assert sum("it is no plain file" in notice for notice in done.notices) == 2


def test_a_folder_that_goes_away_in_the_middle_is_said_and_what_came_is_kept(
    desks: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = desks
    one = make(a)
    place = tmp_path / "stick"
    place.mkdir()
    sync(a, place)
    make(b)
    mkdir = Path.mkdir

    def pulled_out(path: Path, exist_ok: bool = False) -> None:
        mkdir(path, exist_ok=exist_ok)
        shutil.rmtree(place)

    monkeypatch.setattr(Path, "mkdir", pulled_out)
    done = sync(b, place)
    monkeypatch.undo()
    assert (done.taken.new, done.sent) == (1, 0)
    assert "They are kept here and go out with the next exchange" in done.notices[-1]
    assert issue(b, one).title == "Road"


def test_a_folder_that_goes_away_before_its_texts_were_read_changes_nothing(
    desks: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = desks
    archived(a)
    place = tmp_path / "stick"
    place.mkdir()
    sync(a, place)
    read = Path.read_bytes

    def pulled_out(path: Path) -> bytes:
        data = read(path)
        shutil.rmtree(place)
        return data

    monkeypatch.setattr(Path, "read_bytes", pulled_out)
    with pytest.raises(ExchangeError, match="Nothing was changed"):
        sync(b, place)
    assert b.query("SELECT count(*) FROM step")[0][0] == 0
