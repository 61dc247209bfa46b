"""A short text, what is proposed from it by hand, and a desk that holds it, for the tests of proposals."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.desk.review_items import Item, Review
from briefing.proposing.proposal import (
    Mention,
    Proposals,
    ProposedActor,
    ProposedEvent,
    ProposedFact,
    ProposedIssue,
    ProposedQuote,
)
from briefing.store.store import create_store
from briefing.terms import ActorKind, Modality, QuoteForm, SpeakerCertainty

TEXT = (
    "“We did not agree today. But it goes on,” Ana Kovač, the mediator of the League, told reporters on Thursday.\n\n"
    "An aide to Mr Petrov said that it was “not a normal meeting”. He would return on Friday.\n\n"
    "The talks stalled over plates. About 5 per cent of drivers are concerned. “We go on”, Kovač said.\n"
)


def at(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def a_quote(words: str, speaker: str, resolved: str, **more: Any) -> ProposedQuote:
    start, end = at(words)
    where = at(speaker) if speaker else (0, 0)
    values: dict[str, Any] = {"form": QuoteForm.FULL, "certainty": SpeakerCertainty.NAMED, "confidence": 0.9}
    mention = Mention(name=speaker, start=where[0], end=where[1]) if speaker else None
    values |= {"reason": "said by", "language": "en", **more}
    return ProposedQuote(start=start, end=end, exact=words, speaker=mention, resolved=resolved, **values)


def offered() -> Proposals:
    kovac = ProposedActor(
        name="Ana Kovač", kind=ActorKind.PERSON, role="mediator", affiliation="the League", aliases=("Kovač",),
        mentions=(at("Ana Kovač"), at("Kovač", 1)), confidence=0.9, reason="apposition",
    )  # fmt: skip
    petrov = ProposedActor(
        name="Petrov", kind=ActorKind.PERSON, role="", mentions=(at("Mr Petrov"),), confidence=0.6, reason="title"
    )
    start, end = at("He would return on Friday.")
    returns = ProposedEvent(
        what="Return of the aide", start=start, end=end, date_literal="on Friday", edtf="2022-08-19",
        basis="the Friday after publication", modality=Modality.PLANNED, actors=("Petrov",), conflict="2022-08-20",
    )  # fmt: skip
    start, end = at("About 5 per cent of drivers are concerned.")
    share = ProposedFact(label="Drivers concerned", value="5", unit="per cent", subject="", start=start, end=end)
    start, end = at("The talks stalled over plates.")
    plates = ProposedIssue(title="Talks stalled over plates", start=start, end=end)
    return Proposals(
        language="en",
        quotes=(
            a_quote("We did not agree today. But it goes on", "Ana Kovač, the mediator of the League", "Ana Kovač"),
            a_quote(
                "not a normal meeting", "An aide to Mr Petrov", "", form=QuoteForm.FRAGMENT,
                certainty=SpeakerCertainty.ANONYMOUS,
            ),
            a_quote("We go on", "", "Ana Kovač", certainty=SpeakerCertainty.BY_CONTINUATION),
        ),
        actors=(kovac, petrov),
        events=(returns,),
        facts=(share,),
        issues=(plates,),
    )  # fmt: skip


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Tester", Clock(date(2022, 8, 25)))
    yield desk
    desk.close()


@pytest.fixture
def source(desk: Desk) -> str:
    return desk.archive_text("Note", TEXT).source


def review(desk: Desk, source: str, proposals: Proposals | None = None) -> Review:
    archived = desk.archived(source)
    assert archived is not None
    return desk.reviewed(archived, proposals or offered())


def item(desk: Desk, source: str, kind: str, nth: int = 0) -> Item:
    return [one for one in review(desk, source).items if one.kind == kind][nth]
