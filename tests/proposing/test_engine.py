"""All parts together: whatever a text holds, everything proposed of it is a slice of it, and the same on each run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About, KnownActor, Proposals
from briefing.rules import dates
from briefing.terms import ActorKind, Modality, SpeakerCertainty

PIECES = (
    *"“”\"'‘’«»„([😀\u200b\u00ad\u202e\n ",
    "``", "''", "\n\n", ", ", ". ", ": ", "— ", "> ", "Anna Lund", "Mr Voss", "he", "she", "they", "said", "told",
    "would meet", "An aide to ", "the interior ministry", "on Friday", "3 May 2024", "5 per cent", "the EU", "Vučić",
    "Вучић", "We agree", "not now", "ANNA: ", "Q: ", "sagte", "rekao je", "talks", "postponed", "1,200", "deadlock",
    "2022-02-30",
)  # fmt: skip
ABOUT = About(published="2024-05-10", known=(KnownActor(id="1", name="Aleksandar Vucic", aliases=("Вучић",)),))


def spans(found: Proposals) -> Iterator[tuple[int, int]]:
    """Every place that a proposal names."""
    for quote in found.quotes:
        yield quote.start, quote.end
        if quote.speaker is not None:
            yield quote.speaker.start, quote.speaker.end
    for actor in found.actors:
        yield from actor.mentions
    yield from ((one.start, one.end) for one in found.events)
    yield from ((one.start, one.end) for one in found.facts)
    yield from ((one.start, one.end) for one in found.issues)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200))
def test_of_any_text_only_slices_are_proposed(text: str) -> None:
    found = propose(text, ABOUT)
    assert all(0 <= start < end <= len(text) for start, end in spans(found))
    assert all(text[one.start : one.end] == one.exact and one.exact.strip() for one in found.quotes)
    assert all(
        one.speaker is None or text[one.speaker.start : one.speaker.end] == one.speaker.name for one in found.quotes
    )
    assert all(before.end <= after.start for before, after in zip(found.quotes, found.quotes[1:], strict=False))
    assert all(0 <= one.confidence <= 1 for kind in (found.quotes, found.actors, found.events) for one in kind)
    for date in (*(one.edtf for one in found.events), *(one.edtf for one in found.facts)):
        assert not date or dates.bounds(date)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_text_gives_the_same_each_time(text: str) -> None:
    assert propose(text, ABOUT) == propose(text, ABOUT)


NEWS = """Talks on the ferry line ended without a deal on Thursday, Arden's government said.

“We came with a plan,” said Mira Halden, the transport minister of Arden. “Nobody read it.” An aide to Mr Osk called \
the meeting “a waste of a good lunch”. The interior ministry said it was “not aware of any plan”.

The two sides would meet again on Monday. About 40 per cent of the crossings are cancelled."""


def test_a_report_gives_quotes_with_speakers_actors_events_and_facts() -> None:
    found = propose(NEWS, About(published="2024-05-16"))
    assert found.language == "en"
    assert [(one.exact, one.speaker.name if one.speaker else "", one.resolved) for one in found.quotes] == [
        ("We came with a plan", "Mira Halden", "Mira Halden"),
        ("Nobody read it.", "Mira Halden", "Mira Halden"),
        ("a waste of a good lunch", "An aide to Mr Osk", ""),
        ("not aware of any plan", "The interior ministry", ""),
    ]
    assert found.quotes[1].certainty is SpeakerCertainty.BY_CONTINUATION
    assert ("Mira Halden", ActorKind.PERSON) in [(one.name, one.kind) for one in found.actors]
    planned = [one for one in found.events if one.modality is Modality.PLANNED]
    assert [one.edtf for one in planned] == ["2024-05-20"]
    assert [(one.value, one.unit) for one in found.facts] == [("About 40", "per cent")]


def test_a_quote_whose_speaker_nobody_names_is_less_sure_than_one_that_has_one() -> None:
    bare, said = propose("“Nothing is agreed until all is agreed.”"), propose("“Nothing is agreed,” Halden said.")
    assert bare.quotes[0].speaker is None
    assert bare.quotes[0].confidence < 0.5 < said.quotes[0].confidence


def test_the_seed_gives_its_seven_quotes_and_twelve_actors(shared: Path) -> None:
    text = (shared / "seed" / "article_plain.txt").read_text(encoding="utf-8")
    found = propose(text, About(published="2022-08-18"))
    assert [(one.start, one.end) for one in found.quotes] == [
        (345, 429), (494, 540), (1203, 1250), (1329, 1346), (1527, 1547), (1573, 1611), (1615, 1723),
    ]  # fmt: skip
    assert [one.resolved for one in found.quotes] == [
        "Josep Borrell", "Josep Borrell", "", "Serbian state media", "Josep Borrell", "Josep Borrell", "Josep Borrell",
    ]  # fmt: skip
    assert len(found.actors) == 12
    assert len([one for one in found.events if one.conflict]) == 1


@pytest.mark.parametrize("piece", ["[", "“", '"', "said “a” ", "ANNA: go on.\n\n", "> ", "Monday ", "Anna, who ", "1,"])
def test_ten_thousand_of_anything_come_to_an_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(start < end for start, end in spans(propose(text, ABOUT)))
