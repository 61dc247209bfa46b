"""A step as it travels: one line that comes back the same, and nothing else."""

import json

import pytest

from briefing.store import exchange, schema
from briefing.store.exchange import ExchangeError, NewerExchangeError, SentStep

from .exchange_staging import (
    Desks,
    both,
    desks_in_memory,
    edit,
    make,
    steps,
)

# a step as it travels


def test_a_step_travels_as_one_line_and_comes_back_the_same(desks: Desks) -> None:
    store = desks("a")
    make(store, title="Road “A”\u2028 — дорога 🙂", state_of_play="One.\nTwo.\r\n\tThree.")
    for step in exchange.steps_after(store, {}):
        line = step.to_bytes()
        assert b"\n" not in line
        assert SentStep.from_bytes(line) == step
        assert SentStep.from_bytes(line).to_bytes() == line
        assert json.loads(line)["format"] == "briefing-desk-step/1"
        assert json.loads(line)["schema"] == schema.newest()


@pytest.fixture(scope="module")
def good() -> dict[str, object]:
    """The fields of a step as it is sent."""
    with desks_in_memory() as desks:
        make(desks("a"))
        values: dict[str, object] = json.loads(next(iter(exchange.steps_after(desks("a"), {}))).to_bytes())
    return values


def line(good: dict[str, object], changes: dict[str, object]) -> bytes:
    return json.dumps({**good, **changes}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "0000000000000001-desk-a"},
        {"site": "../up"},
        {"sn": 0},
        {"sn": True},
        {"sn": 1.0},
        {"hlc": 1 << 63},
        {"kind": "erase"},
        {"user": "x" * 10_001},
        {"user": "\ud800"},
        {"label": "nul \0"},
        {"at": "yesterday"},
        {"seen": {"desk-a": 1}},
        {"seen": {"desk b": 1}},
        {"seen": []},
        {"changes": [["issue", "x", "title", None]]},
        {"changes": [["issue", "x", "title", None, ["a list"]]]},
        {"changes": [["issue", "x", "title", None, 1 << 63]]},
        {"changes": [["issue", "x", "title", None, True]]},
        {"changes": [["issue", "x", "title", None, "\0"]]},
        {"blobs": ["t:short"]},
        {"more": 1},
        {"format": "something else"},
    ],
)
def test_what_is_no_step_is_refused_with_a_sentence(good: dict[str, object], changes: dict[str, object]) -> None:
    with pytest.raises(ExchangeError, match=r"cannot be read: .*Nothing was taken in"):
        SentStep.from_bytes(line(good, changes))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"\xff", b"{", b'{"a":1,"a":2}', b"[" * 100_000, b'{"sn":NaN}', b"9" * 5_000]
)
def test_bytes_that_are_no_step_are_refused(data: bytes) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        SentStep.from_bytes(data)


@pytest.mark.parametrize("changes", [{"schema": 99, "more": 1}, {"format": "briefing-desk-step/2"}])
def test_a_step_of_a_newer_version_is_refused_by_the_name_of_its_format(
    good: dict[str, object], changes: dict[str, object]
) -> None:
    with pytest.raises(NewerExchangeError, match=r"newer version .*Please update"):
        SentStep.from_bytes(line(good, changes))


def test_only_what_another_desk_has_not_seen_is_sent(desks: Desks) -> None:
    a, b, one = both(desks)
    assert not steps(a, b)
    edit(a, one, title="Bridge")
    assert [step.label for step in steps(a, b)] == ["change title"]
    assert exchange.seen_by(a) == {"desk-a": 2}
