"""Proposals that are rejected stay so, until somebody takes that back."""

import pytest

from briefing.desk import Desk
from briefing.desk.review_items import State
from briefing.errors import DamagedStoreError, InvalidEntryError
from briefing.model import Quote, Rejection
from tests.desk.offering import desk, item, review, source

__all__ = ["desk", "source"]


def test_what_was_rejected_stays_so_until_it_is_taken_back(desk: Desk, source: str) -> None:
    one = item(desk, source, "quote", 1)
    desk.reject(source, one)
    assert desk.undo_label() == "reject quote of “Note”"
    assert item(desk, source, "quote", 1).state is State.REJECTED
    desk.reject(source, one)
    assert len(desk.every(Rejection)) == 1
    desk.take_back_rejection(source, one)
    assert item(desk, source, "quote", 1).state is State.OPEN
    desk.undo()
    assert item(desk, source, "quote", 1).state is State.REJECTED
    done = desk.accept_all(source, review(desk, source).items)
    assert len(done.records) == 7 and one.key not in done.records
    desk.accept(source, one)  # after all
    assert item(desk, source, "quote", 1).state is State.ACCEPTED and desk.every(Rejection) == []


def test_a_rejection_outlives_the_joining_of_two_sources(desk: Desk, source: str) -> None:
    one = item(desk, source, "quote", 1)
    other = desk.create("source", {"title": "The same"})
    desk.reject(source, one)
    desk.join("source", other, source)
    assert item(desk, other, "quote", 1).state is State.REJECTED
    desk.take_back_rejection(other, one)
    assert item(desk, other, "quote", 1).state is State.OPEN
    desk.take_back_rejection(other, one)
    assert desk.latest == ""


def test_nothing_is_proposed_of_a_text_that_was_altered(desk: Desk, source: str) -> None:
    one = item(desk, source, "quote")
    desk.store.connection.execute("DROP TRIGGER source_text_keep_u")
    desk.store.connection.execute("UPDATE source_text SET text = 'x' || text")
    with pytest.raises(DamagedStoreError, match=r"was altered on the disk"):
        desk.accept(source, one)
    assert desk.every(Quote) == []


def test_many_are_rejected_in_one_step_and_none_that_was_accepted(desk: Desk, source: str) -> None:
    found = review(desk, source).items
    desk.reject_all(source, found[:3])
    desk.undo()
    assert review(desk, source).counts()[State.REJECTED] == 0
    desk.reject_all(source, found[:3])
    assert review(desk, source).counts()[State.REJECTED] == 3
    desk.accept(source, found[3])
    with pytest.raises(InvalidEntryError, match=r"it was accepted already"):
        desk.reject(source, found[3])
