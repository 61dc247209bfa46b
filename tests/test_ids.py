"""Ids are UUIDv7, references are short, and one clock answers what day it is."""

import re
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import paths
from briefing.clock import Clock, utc_now
from briefing.ids import compose_id, ending, is_called, new_id, read_reference, short_reference


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_version_seven_with_its_time(milliseconds: int, entropy: bytes) -> None:
    made = uuid.UUID(compose_id(milliseconds, entropy))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == milliseconds


def test_ids_are_new_and_sort_by_time() -> None:
    assert len({new_id() for _ in range(1_000)}) == 1_000
    assert compose_id(1, b"\xff" * 10) < compose_id(2, b"\0" * 10)


@pytest.mark.parametrize(
    ("kind", "letter"), [("quote", "Q"), ("issue", "I"), ("source", "S"), ("alias", "A"), ("link", "L")]
)
def test_a_reference_is_a_letter_and_six_symbols(kind: str, letter: str) -> None:
    assert re.fullmatch(rf"{letter}-[0-9A-HJKMNP-TV-Z]{{6}}", short_reference(kind, new_id()))


def test_a_longer_reference_ends_like_the_shorter_one() -> None:
    one = "01a20a28-e9e9-7eab-ae0a-0b6924b0f2f7"
    short, longer = short_reference("quote", one), short_reference("quote", one, 9)
    assert longer.endswith(short[2:]) and len(longer) == 11
    assert short == "Q-JB1WQQ"


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10), st.integers(6, 9))
def test_a_reference_is_read_back_however_it_is_typed(milliseconds: int, entropy: bytes, length: int) -> None:
    one = compose_id(milliseconds, entropy)
    written = short_reference("issue", one, length)
    for typed in (written, written.lower(), written.replace("-", ""), f" {written.replace('-', '‑')} "):
        assert read_reference(typed) == ("issue", written[2:])
        assert is_called("issue", one, typed) and not is_called("event", one, typed)
    assert one.endswith(ending(written[2:]))
    alike = written[:2] + written[2:].replace("0", "O").replace("1", "l")
    assert is_called("issue", one, alike)


@pytest.mark.parametrize(
    "text", ["", "I", "I-", "I-JW890", "I-JW890R12345", "Z-JW890R", "I-JW89UR", "I JW890R", "issues"]
)
def test_what_is_no_reference_is_not_read_as_one(text: str) -> None:
    assert read_reference(text) is None


def test_a_fixed_day_wins_over_the_machines() -> None:
    clock = Clock(date(2022, 8, 19))
    assert clock.today() == date(2022, 8, 19)
    assert clock.days(14) == date(2022, 9, 2)
    assert Clock().today() == datetime.now().astimezone().date()


def test_steps_are_stamped_in_utc_to_the_second() -> None:
    stamp = datetime.strptime(utc_now(), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - stamp).total_seconds()) < 5


def test_what_ships_and_what_is_the_users_lie_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.resources().is_dir()
    assert paths.sample_store().parent.name == "data"
    monkeypatch.setenv("BRIEFING_DATA_HOME", str(tmp_path / "mine"))
    assert paths.user_data() == tmp_path / "mine"
    monkeypatch.delenv("BRIEFING_DATA_HOME")
    assert paths.user_data().is_absolute() and "Briefing Desk" in str(paths.user_data())


def test_the_calendar_ends_and_no_day_is_beyond_it() -> None:
    assert Clock(date(9999, 12, 28)).days(7) == date.max
    assert Clock(date(1, 1, 3)).days(-7) == date.min
    assert Clock(date(2022, 8, 19)).days(7) == date(2022, 8, 26)
