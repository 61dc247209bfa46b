"""Sentences and what they tell of: the day in EDTF and whether it took place, or nothing where nothing is certain."""

from __future__ import annotations

import pytest

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About

MONDAY = ("2024-05-13", "occurred")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The mayor will meet the ministers over the weekend.", [("2024-05-18/2024-05-19", "planned")]),
        ("In recent weeks, protesters blocked the bridge in Vensholm.", [("../2024-05-16", "occurred")]),
        ("Anna Lund met the ministers this week.", [("2024-05-13/2024-05-19", "occurred")]),
        ("The talks took place on Monday in Vensholm.", [("2024-05-13", "occurred")]),
        ("The government took part in talks on Monday.", [("2024-05-13", "occurred")]),
        ("Parliament will vote in two weeks.", [("2024-05-30", "planned")]),
        ("The summit did not take place on Monday.", [("2024-05-13", "cancelled")]),
        ("The two sides signed the treaty in March 2023.", [("2023-03", "occurred")]),
        ("Reportedly, the minister resigned on Sunday.", [("2024-05-12", "reported_unconfirmed")]),
        ("The envoy would return by Friday.", [("../2024-05-17", "planned")]),
        (
            "Police arrested Anna Lund on Monday. Anna Lund was arrested by police on Monday.",
            [("2024-05-13", "occurred")],
        ),
        (
            "Anna Lund met Peter Voss on Monday. The meeting of Anna Lund and Peter Voss on Monday lasted an hour.",
            [("2024-05-13", "occurred")],
        ),
        ("Anna Lund met Peter Voss in Lund on Monday. On Monday Anna Lund held talks with Peter Voss.", [MONDAY]),
        ("Anna Lund resigned as mayor. Anna Lund resigned as mayor on Monday.", [MONDAY]),
        ("Police closed the bridge on Monday. Police closed the bridge.", [MONDAY]),
        ("Anna Lund and Peter Voss negotiated in Arden on Monday.", [MONDAY]),
        ("The strike began on Monday.", [MONDAY]),
        ("The mayor spoke on Monday.", [MONDAY]),
        ("The meeting was cancelled.", [("", "cancelled")]),
        ("A meeting is planned for Monday.", [("2024-05-20", "planned")]),
        ("He resigned on Monday.", []),
        ("They resigned on Monday.", []),
        ("Anna Lund left the meeting early. The mayor said that she resigned on Monday.", []),
        ("The council would have met on Monday.", []),
        ("The mayor declared on Monday.", []),
        ("The mayor made a cake on Monday.", []),
        ("The government reacted.", []),
        ("The Vensholm plant closed a few weeks ago.", []),
        ("We met the minister on Friday.", []),
        ("I will visit the plant on Monday.", []),
        ("Somebody resigned on Tuesday.", []),
        ("The council voted on 31 February 2024.", []),
    ],
)
def test_a_sentence_tells_of_its_event(text: str, told: list[tuple[str, str]]) -> None:
    events = propose(text, About(published="2024-05-16", language="en")).events
    assert [(one.edtf, one.modality.value) for one in events] == told


def test_without_a_day_of_publication_the_words_of_a_date_are_kept_and_not_read() -> None:
    (event,) = propose("The talks took place on Monday in Vensholm.", About(language="en")).events
    assert (event.date_literal, event.edtf, event.basis) == ("on Monday", "", "no day of publication is known")
