"""What two desks do with one source: after an exchange both show the same, whoever did it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from briefing.desk import Desk
from briefing.intake.readers import read_bytes
from briefing.model import Quote
from briefing.store import exchange
from briefing.store.store import create_store


@pytest.fixture
def ours() -> Iterator[Desk]:
    with closing(Desk(create_store(site="desk-a"), "Anna")) as desk:
        yield desk


@pytest.fixture
def theirs() -> Iterator[Desk]:
    with closing(Desk(create_store(site="desk-b"), "Ben")) as desk:
        yield desk


def give(giver: Desk, taker: Desk) -> None:
    steps = list(exchange.steps_after(giver.store, exchange.seen_by(taker.store)))
    exchange.take(taker.store, steps, lambda name: exchange.blob(giver.store, name), "T")


def exchanged(one: Desk, other: Desk) -> None:
    """Give each the steps of the other."""
    give(one, other)
    give(other, one)


def test_two_new_versions_of_one_number_stand_in_one_order_on_both_desks(ours: Desk, theirs: Desk) -> None:
    source = ours.archive_text("Note", "The talks went on until noon.").source
    quote = ours.capture_quote(source, 0, 9)
    exchanged(ours, theirs)
    for desk, text in ((ours, "One.\n\nThe talks went on until noon."), (theirs, "The talks went on until one.")):
        desk.new_version(source, read_bytes(text.encode(), "a.txt"))
    exchanged(ours, theirs)
    newest = [archived.text if (archived := desk.archived(source)) else "" for desk in (ours, theirs)]
    assert newest[0] == newest[1]
    orders = [[one.id for one in desk.source_versions(source)] for desk in (ours, theirs)]
    assert orders[0] == orders[1] and len(orders[0]) == 3
    assert [one.number for one in ours.source_versions(source)] == [2, 2, 1]
    second = next(one for one in ours.source_versions(source)[1:] if one.number == 2)
    made = ours.capture_quote(source, 0, 4)
    assert ours.get(Quote, made).source_version == orders[0][0]
    with ours.store.step("capture quote", "T") as step:
        text = ours.version_text(second.id).text
        place = {"start": 0, "end": 4, "exact": text[:4], "text_sha256": second.text_sha256}
        late = step.insert("quote", {**place, "source_version": second.id})
    exchanged(ours, theirs)
    for desk in (ours, theirs):
        assert {one.id for one in desk.older_quotes(source)} == {quote, late} == {m.record for m in desk.moved(source)}


def test_variants_that_two_desks_linked_are_one_utterance_from_wherever_it_is_looked(ours: Desk, theirs: Desk) -> None:
    quotes = []
    for number in range(3):
        source = ours.archive_text(f"Note {number}", f"{number}. They went on until noon.").source
        quotes.append(ours.capture_quote(source, 3, 12))
    exchanged(ours, theirs)
    one, two, three = quotes
    ours.set_variant(one, two)
    theirs.set_variant(two, three)
    exchanged(ours, theirs)
    for desk in (ours, theirs):
        assert [{row.id for row in desk.variants(quote)} for quote in quotes] == [
            {two, three},
            {one, three},
            {one, two},
        ]
    ours.set_variant(one, three)
    assert ours.latest == ""
    ours.take_off_variant(two)
    exchanged(ours, theirs)
    for desk in (ours, theirs):
        assert [{row.id for row in desk.variants(quote)} for quote in quotes] == [{three}, set(), {one}]
    ours.set_variant(two, three)
    ours.delete("quote", three)
    assert {row.id for row in ours.variants(one)} == {two} and {row.id for row in ours.variants(two)} == {one}


def test_variants_that_two_desks_linked_to_each_other_are_a_ring_and_no_endless_one(ours: Desk, theirs: Desk) -> None:
    one, two = (ours.capture_quote(ours.archive_text(f"N {n}", f"{n}. They went on.").source, 3, 12) for n in range(2))
    exchanged(ours, theirs)
    ours.set_variant(one, two)
    theirs.set_variant(two, one)
    exchanged(ours, theirs)
    for desk in (ours, theirs):
        assert [row.id for row in desk.variants(one)] == [two] and [row.id for row in desk.variants(two)] == [one]
    ours.take_off_variant(one)
    assert ours.variants(one) == () == ours.variants(two)
