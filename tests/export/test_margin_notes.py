"""A brief printed with its notes: each stands once, and the PDF stays one for all."""

import io

import pypdf
import pytest

from briefing.brief.addresses import Spot, addresses, fields_of
from briefing.brief.compare import everything
from briefing.brief.margin_notes import MarginNotes, margin_notes
from briefing.brief.reviewed import Reviewed, reviewed
from briefing.brief.tree import Brief, Callout, Changed, Heading, ListBlock, Paragraph, Sheet, Text
from briefing.export import pdf
from briefing.model import Comment, Decision
from briefing.review_model import Remark
from briefing.terms import DecisionResult

OLD = Brief(
    "submission",
    "Talks",
    "INTERNAL",
    "en",
    "2026-11-23",
    "23 November 2026",
    blocks=(
        Heading(2, (Text("Purpose"),)),
        Changed((Paragraph((Text("To decide on talks in autumn."),), 1),)),
        Callout("Recommendation", (ListBlock(((Paragraph((Text("Agree."),)),), (Paragraph((Text("Wait."),)),))),)),
        Sheet((Paragraph((Text("On a page of its own."),)),), landscape=True),
        Paragraph((Text("This goes."),)),
    ),
)
NEW = Brief(**{**vars(OLD), "blocks": OLD.blocks[:4]})
DISCUSS = DecisionResult.DISCUSS
WHEN = "2026-11-23T10:00:00Z"


def a_comment(words: str, on: str = "", **more: str) -> Comment:
    units = everything(OLD)
    at = next((n for n, unit in enumerate(units) if on and on in unit.text), None)
    spot = Spot("b", 1, addresses(units)[at] if at is not None else None)
    return Comment(id=words, text=words, author="Jo Kern", written_at=WHEN, **{**fields_of(spot, OLD), **more})


@pytest.fixture
def seen() -> Reviewed:
    place = fields_of(Spot("b", 1, addresses(everything(OLD))[-3]), OLD)  # "Wait."
    notes: list[Remark] = [
        a_comment("first on the purpose", "talks in autumn"),
        a_comment("an answer", "talks in autumn", parent="first on the purpose"),
        a_comment("on one item", "Agree."),
        a_comment("on the sheet", "page of its own"),
        a_comment("on what is gone", "This goes."),
        a_comment("on all of it"),
        Decision(
            id="d",
            brief="b",
            version=1,
            unit=place["unit"],
            result=DecisionResult.DISCUSS,
            author="Jo",
            written_at=WHEN,
        ),
    ]
    return reviewed("b", 2, NEW, notes, tree_of=lambda _number: OLD, deciding=("Recommendation",))


def test_every_note_stands_once_beside_its_block_or_after_the_brief(seen: Reviewed) -> None:
    found = margin_notes(seen, {"on what is gone": "This goes."})
    assert found.count() == len(seen.placed.notes) == 7
    assert [one.text for one in found.beside[(1,)]] == ["first on the purpose", "an answer"]
    item, decided = found.beside[(2,)]
    assert (item.text, item.on, item.who) == ("on one item", "Agree.", "JK")
    assert "discuss" in decided.about and decided.on == "Wait."
    assert [one.text for one in found.beside[(3, 0)]] == ["on the sheet"]
    (_, whole), (_, lost) = found.after
    assert [one.text for one in whole] == ["on all of it"] and "text changed since" in whole[0].about
    assert [(one.text, one.on) for one in lost] == [("on what is gone", "This goes.")]


def test_the_page_has_a_wide_margin_with_them_and_is_still_read_aloud(seen: Reviewed) -> None:
    made = pdf.render(NEW, margin=margin_notes(seen))
    assert made.standards == ("a-2a", "ua-1")
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.data)).pages).split())
    for one in seen.placed.notes:
        assert one.note.text in text
    assert "On the brief as a whole" in text and "Without a place here" in text


def test_without_notes_the_page_is_what_it_was() -> None:
    assert pdf.render(NEW).data == pdf.render(NEW, margin=None).data
    assert margin_notes(reviewed("b", 2, NEW, [], tree_of=lambda _number: None, deciding=())) == MarginNotes()
