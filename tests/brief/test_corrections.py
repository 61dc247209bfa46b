"""Corrections of an earlier issue: each kind of thing that can have been said wrongly, and what is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.model import Event, Quote
from tests.brief.issuing import issued, sample, section, update


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sample(tmp_path) as made:
        yield made


def corrected(desk: Desk) -> str:
    return section(update(desk), "Corrections")


def quote(desk: Desk, words: str) -> Quote:
    return next(one for one in desk.every(Quote) if words in one.exact)


def event(desk: Desk, words: str) -> Event:
    return next(one for one in desk.every(Event) if words in one.title)


def test_a_speaker_put_right(desk: Desk) -> None:
    issued(desk)
    one = quote(desk, "emergency meeting")
    other = next(actor for actor in desk.ids("actor") if actor != one.speaker)
    desk.edit("quote", one.id, {"speaker": other})
    assert "named Serbian state media as the speaker; it is" in corrected(desk)


def test_the_day_of_a_quote_put_right(desk: Desk) -> None:
    issued(desk)
    desk.edit("quote", quote(desk, "not a normal meeting").id, {"date_edtf": "2022-08-17"})
    assert "said Thursday 18 August 2022; it is Wednesday 17 August 2022" in corrected(desk)


def test_words_that_turned_out_to_be_ours(desk: Desk) -> None:
    issued(desk)
    desk.reword(quote(desk, "not a normal meeting").id, "He called it an unusual meeting")
    told = corrected(desk)
    assert "not a normal meeting" in told
    assert "paraphrase" in told or "He called it an unusual meeting" in told


def test_an_event_that_did_not_take_place_after_all(desk: Desk) -> None:
    issued(desk)
    one = event(desk, "announces that the talks ended")
    desk.edit("event", one.id, {"modality": "cancelled"})
    assert "reported it as occurred; it is cancelled" in corrected(desk)


def test_a_place_put_right_where_it_was_said(desk: Desk) -> None:
    one = event(desk, "announces that the talks ended")
    desk.edit("event", one.id, {"place": "Norda"})
    issued(desk)
    desk.edit("event", one.id, {"place": "Vessin"})
    assert "said Norda; it is Vessin" in corrected(desk)


def test_what_was_never_said_wrongly_is_no_correction(desk: Desk) -> None:
    issued(desk)
    desk.edit("event", event(desk, "announces that the talks ended").id, {"summary": "Longer now", "kind": "meeting"})
    desk.edit("quote", quote(desk, "emergency meeting").id, {"is_key": True, "place": "Norda"})
    assert corrected(desk) == "None."
