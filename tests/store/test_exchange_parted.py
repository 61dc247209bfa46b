"""One site id in two histories: a copied store file, or an old copy that was put back. Told, and nothing is mixed."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.errors import ExchangeError
from briefing.model import Issue
from briefing.store import exchange, folder
from briefing.store.store import Store, create_store

from .exchange_staging import make

PARTED = "bear the name of one desk|an older copy has taken its place"


@pytest.fixture
def stores() -> Iterator[dict[str, Store]]:
    """The desk a, its twin of the same name, and the desk b."""
    made = {name: create_store(site=f"desk-{name[0]}") for name in ("a", "a again", "b")}
    yield made
    for store in made.values():
        store.close()


def sync(store: Store, place: Path) -> folder.Synced:
    return folder.sync(store, place, "user")


def refused(store: Store, place: Path) -> None:
    before = exchange.seen_by(store)
    with pytest.raises(ExchangeError, match=PARTED):
        sync(store, place)
    with pytest.raises(ExchangeError, match=PARTED):
        folder.preview(store, place, "user")
    assert exchange.seen_by(store) == before


@pytest.mark.parametrize("later", [1, 2, 5], ids=["fewer", "as many", "more"])
def test_an_old_copy_that_was_put_back_and_worked_on_writes_nothing(
    stores: dict[str, Store], tmp_path: Path, later: int
) -> None:
    a, twin, b = stores.values()
    make(a), make(a)
    sync(a, tmp_path)
    sync(b, tmp_path)
    for _ in range(later):
        make(twin)
    before = {path.name for path in tmp_path.rglob("*.steps")}
    refused(twin, tmp_path)
    assert {path.name for path in tmp_path.rglob("*.steps")} == before
    assert sync(b, tmp_path).notices == ()


def test_two_copies_that_wrote_at_once_are_told_by_everybody(stores: dict[str, Store], tmp_path: Path) -> None:
    a, twin, b = stores.values()
    for place, store, steps in ((tmp_path / "1", a, 3), (tmp_path / "2", twin, 2)):
        place.mkdir()
        for _ in range(steps):
            make(store)
        sync(store, place)
    sync(b, tmp_path / "1")
    for path in (tmp_path / "2").rglob("*.steps"):  # what a share brought together
        path.rename(tmp_path / "1" / path.parent.name / path.name)
    refused(a, tmp_path / "1")
    refused(b, tmp_path / "1")


def test_two_histories_are_told_before_either_can_be_taken_in(stores: dict[str, Store]) -> None:
    a, twin, b = stores.values()
    for store in (a, twin):
        make(store), make(store)
    waiting = [list(exchange.steps_after(store, {}))[1] for store in (a, twin)]
    with pytest.raises(ExchangeError, match=PARTED):
        exchange.take(b, waiting, lambda _: None, "user")


@pytest.mark.parametrize("later", [1, 5], ids=["fewer", "more"])
def test_a_store_file_of_the_same_name_is_compared_before_anything_is_taken(tmp_path: Path, later: int) -> None:
    with closing(Desk.new_from_sample(tmp_path / "a.db", "Anna")) as ours:
        ours.store.connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))  # as if copied by hand
        ours.create("issue", {"title": "Water"})
        ours.create("issue", {"title": "Fire"})
        with closing(Desk.new_from_sample(tmp_path / "b.db", "Ben")) as theirs:
            theirs.take_from(tmp_path / "a.db")
            with closing(Desk.open(tmp_path / "copy.db", "Cora")) as copy:
                for number in range(later):
                    copy.create("issue", {"title": f"Air {number}"})
            for desk in (ours, theirs):
                with pytest.raises(ExchangeError, match=PARTED):
                    desk.preview_from(tmp_path / "copy.db")
                with pytest.raises(ExchangeError, match=PARTED):
                    desk.take_from(tmp_path / "copy.db")
                assert not any(issue.title.startswith("Air") for issue in desk.every(Issue))
