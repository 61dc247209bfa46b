"""What a desk could send that is wrong, by accident or on purpose: refused with a sentence, and nothing is changed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from briefing.ids import named_id, new_id
from briefing.store import conflicting, exchange, history, records
from briefing.store.exchange import ExchangeError, SentStep
from briefing.store.sent import blobs_of
from briefing.store.store import Store, create_store

from .exchange_staging import archived, edit, give, make, nothing, steps

ZEROS = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def a() -> Iterator[Store]:
    with create_store(site="desk-a") as store:
        yield store


@pytest.fixture
def b() -> Iterator[Store]:
    with create_store(site="desk-b") as store:
        make(store)
        yield store


def forged(store: Store, *changes: tuple[Any, ...], **values: Any) -> SentStep:
    """The newest step of a store with other contents."""
    *_, last = exchange.steps_after(store, {})
    if changes:
        values |= {"changes": changes, "blobs": blobs_of(changes)}
    return replace(last, **values)


def everything(store: Store) -> list[object]:
    tables = [row[0] for row in store.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [[tuple(row) for row in store.query(f'SELECT * FROM "{table}"')] for table in tables]


def refused(store: Store, *given: SentStep) -> str:
    """The sentence with which steps are refused; nothing is changed by that, and work goes on."""
    before = everything(store)
    with pytest.raises(ExchangeError) as caught:
        exchange.take(store, given, nothing, "B")
    assert everything(store) == before
    make(store, title="Works on")
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("sqlite_schema", ZEROS, "*", None, "{}"), "there is no kind of record “sqlite_schema” here"),
        (("issue", ZEROS, "ctx", None, "x"), "there is no field “ctx” of a record (issue)"),
        (("issue", ZEROS, "n", None, 1), "there is no field “n” of a record (issue)"),
        (("issue", "x' OR 1", "*", None, "{}"), "is no id of a record"),
        (("issue", ZEROS, "*", None, "[]"), "a new record (issue) has no values"),
        (("issue", ZEROS, "*", None, None), "a new record (issue) has no values"),
        (("issue", ZEROS, "*", None, "[" * 9_999), "a new record (issue) has no values"),
        (("issue", ZEROS, "*", None, '{"more": 1}'), "there is no field “more” of a record (issue)"),
        (("issue", ZEROS, "*", None, '{"title": "nul \\u0000"}'), "“Title” cannot hold"),
        (("issue", ZEROS, "*", None, '{"title": 7}'), "“Title” cannot hold"),
        (("issue", ZEROS, "*", None, '{"status": "asleep"}'), "“Status” cannot hold"),
        (("issue", ZEROS, "*", None, '{"deadline_edtf": "soon"}'), "“Deadline” cannot hold"),
        (("issue", ZEROS, "*", None, '{"owner_actor": "nobody"}'), "“Whose move” cannot hold"),
        (("quote", ZEROS, "*", None, '{"is_key": 2}'), "“Key quote” cannot hold"),
        (("quote", ZEROS, "*", None, '{"start": "0"}'), "“Start” cannot hold"),
        (("issue", ZEROS, "title", "Road", "x"), "changes a record that there is not"),
        (("source_version", ZEROS, "characters", 1, 2), "is kept as it was made"),
    ],
)
def test_a_change_that_cannot_stand_here_is_refused(a: Store, b: Store, change: tuple[Any, ...], reason: str) -> None:
    make(a)
    sentence = refused(b, forged(a, change))
    assert reason in sentence
    assert "“new issue” by user of desk-a" in sentence
    assert "Nothing was taken in" in sentence


def test_huge_values_are_refused_like_those_that_are_typed(a: Store, b: Store) -> None:
    made = json.dumps({"title": "x", "state_of_play": "y" * 100_001})
    make(a)
    assert "“State of play” cannot hold" in refused(b, forged(a, ("issue", ZEROS, "*", None, made)))


def test_a_reference_to_a_record_that_is_nowhere_is_refused(a: Store, b: Store) -> None:
    make(a)
    made = json.dumps({"title": "x", "parent_issue": new_id()})
    assert "refers to another one (issue) that is neither here" in refused(
        b, forged(a, ("issue", ZEROS, "*", None, made))
    )


def test_a_record_that_is_here_already_is_not_made_again(a: Store, b: Store) -> None:
    one = make(a)
    give(a, b)
    make(a)
    assert "makes a record that there is already" in refused(b, forged(a, ("issue", one, "*", None, '{"title": "x"}')))


def test_words_that_are_no_passage_of_their_text_are_refused(a: Store, b: Store) -> None:
    archived(a)
    *_, whole = exchange.steps_after(a, {})
    lied = [(*change[:4], change[4].replace('"we never"', '"we always"')) for change in whole.changes]
    assert whole.changes != tuple(lied)
    before = everything(b)
    with pytest.raises(ExchangeError, match="“we always” is no passage of the archived text"):
        exchange.take(b, [replace(whole, changes=tuple(lied))], lambda name: exchange.blob(a, name), "B")
    assert everything(b) == before


def test_words_that_are_moved_to_another_place_by_a_later_step_are_refused(a: Store, b: Store) -> None:
    quote, _ = archived(a)
    give(a, b)
    make(a)
    assert "is no passage" in refused(b, forged(a, ("quote", quote, "start", 9, 8)))
    assert "is no passage" in refused(b, forged(a, ("quote", quote, "exact", "we never", "we")))


def test_words_that_name_a_speaker_where_others_stand_are_refused(a: Store, b: Store) -> None:
    quote, _ = archived(a)
    give(a, b)
    with a.step("mark speaker of quote", "A") as step:
        step.update("quote", quote, {"speaker_as_stated": "He", "mention_start": 0, "mention_end": 2})
    give(a, b)
    make(a)
    for field, old, new in (
        ("speaker_as_stated", "He", "She"), ("mention_start", 0, 1), ("mention_start", 0, None), ("mention_end", 2, 3),
        ("mention_start", 0, -2), ("mention_end", 2, 999),
    ):  # fmt: skip
        assert "is no passage of the archived text" in refused(b, forged(a, ("quote", quote, field, old, new)))
    assert b.query("SELECT speaker_as_stated FROM quote")[0][0] == "He"


def test_an_undo_of_what_nobody_did_is_refused(a: Store, b: Store) -> None:
    make(a)
    assert "takes back what nobody did" in refused(b, forged(a, kind="undo", target="nowhere", changes=(), blobs=()))
    assert "stands by itself" in refused(b, forged(a, kind="undo", grp="another", target="nowhere"))


def test_a_step_that_names_what_it_cannot_know_is_refused(a: Store, b: Store) -> None:
    make(a)
    [ours] = [step.id for step in steps(b)]
    assert "takes back what nobody did" in refused(b, forged(a, target="anything"))
    assert "takes back what nobody did" in refused(b, forged(a, target=ours))
    assert "counts itself to what another desk did" in refused(b, forged(a, grp=ours))


def test_one_id_is_not_given_to_records_of_two_kinds(a: Store, b: Store) -> None:
    [taken] = records.ids(b, "issue")
    make(a)
    actor = ("actor", taken, "*", None, '{"name": "x"}')
    assert "makes a record that there is already" in refused(b, forged(a, actor))
    both = (("issue", ZEROS, "*", None, '{"title": "x"}'), ("actor", ZEROS, "*", None, '{"name": "x"}'))
    assert "makes a record that there is already" in refused(b, forged(a, *both))


def test_undos_that_go_round_in_a_circle_are_refused(a: Store, b: Store) -> None:
    make(a)
    history.undo(a, "A")
    made, undone = steps(a)
    circle = replace(undone, target=undone.id)
    assert "takes back what nobody did" in refused(b, made, circle)


def test_a_copy_of_a_file_that_is_worked_on_under_the_same_name_is_refused(a: Store, b: Store) -> None:
    make(a)
    give(a, b)
    with create_store(site="desk-a") as twin:
        make(twin, title="Another beginning")
        make(twin, title="And on")
        assert "a store file was copied by hand, and both copies were worked on" in refused(b, *steps(twin))
        assert "an older copy has taken its place" in refused(a, *steps(twin)[1:])


def test_a_step_whose_time_runs_backwards_is_refused(a: Store, b: Store) -> None:
    make(a)
    make(a)
    first, second = steps(a)
    early = replace(second, hlc=first.hlc - 1, id=f"{first.hlc - 1:016x}-desk-a")
    assert "lies before that of the step before it" in refused(b, first, early)


def test_nothing_is_half_taken_where_one_of_many_steps_is_wrong(a: Store, b: Store) -> None:
    for number in range(20):
        make(a, title=f"Issue {number}")
    *good, last = steps(a)
    refused(b, *good, replace(last, changes=(("issue", ZEROS, "title", "", "x"),)))
    assert give(a, b).new == 20


@pytest.mark.no_cover
def test_ten_thousand_steps_are_taken_in_any_order(a: Store, b: Store) -> None:
    one = make(a)
    [first] = steps(a)
    many = [
        replace(
            first,
            sn=number,
            hlc=first.hlc + number,
            id=f"{first.hlc + number:016x}-desk-a",
            grp=f"{first.hlc + number:016x}-desk-a",
            seen={"desk-a": number - 1},
            changes=(("issue", one, "title", f"{number - 1}", f"{number}"),),
        )
        for number in range(2, 10_001)
    ]
    edit(b, next(iter(records.ids(b, "issue"))), title="Ours")
    taken = exchange.take(b, [*reversed(many), first], nothing, "B")
    assert (taken.steps, taken.waiting) == (10_000, 0)
    assert b.query("SELECT title FROM issue WHERE id = ?", (one,))[0][0] == "10000"


# records that two desks make under one name


@pytest.fixture
def named(a: Store, b: Store) -> Callable[[str, str], None]:
    """Both desks set one setting before they knew each other."""
    known = named_id("setting", "marking")

    def both(ours: str, theirs: str) -> None:
        for store, value in ((a, ours), (b, theirs)):
            with store.step("change marking", "T") as step:
                step.insert("setting", {"name": "marking", "value": value}, known)
        give(a, b)
        give(b, a)

    return both


def test_a_setting_made_on_two_desks_is_one_setting_with_a_conflict(
    a: Store, b: Store, named: Callable[[str, str], None]
) -> None:
    named("Restricted", "Open")
    assert records.setting(a, "marking") == records.setting(b, "marking")
    [found] = conflicting.unsettled(a)
    assert (found.field, {found.a.value, found.b.value}) == ("value", {"Restricted", "Open"})
    assert found.base is None


def test_a_setting_set_alike_on_two_desks_is_no_conflict(a: Store, b: Store, named: Callable[[str, str], None]) -> None:
    named("Open", "Open")
    assert not conflicting.unsettled(a)
    assert len(b.query("SELECT 1 FROM setting")) == 1
