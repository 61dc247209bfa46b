"""Briefs at the edge of what can be written: for the checks that ask a browser or a PDF validator."""

from dataclasses import replace
from pathlib import Path

from briefing.brief.compose import Order
from briefing.brief.prose import literal, parse
from briefing.brief.tree import (
    Block,
    Brief,
    Callout,
    Changed,
    CodeBlock,
    Heading,
    Link,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Sheet,
    Table,
    Text,
)
from briefing.desk import Desk
from tests.export.conftest import MARKING, build_issue_brief, build_one_page, words
from tests.export.test_figures import figure
from tests.export.test_hostile import HOSTILE

CYRILLIC = "Нема договора вечерас … али нико није напустио сто"
ARABIC = "لم نتوصل إلى اتفاق اليوم، ولكن هذه ليست نهاية الحديث"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 12
ADDRESS = "https://gazette.example/2022/08/18/" + "second-round-" * 20 + "?edition=late&page=4"


def edge(base: Brief) -> Brief:
    """Pictures, a marked note, tables without captions, foreign quotes and words longer than a line."""
    bare = Table("", ("a", "b"), ((words("1"), words("2")),), (1, 1), row_headers=False)
    blocks: tuple[Block, ...] = (
        *base.blocks,
        Heading(2, literal(LONG_WORD)),
        Paragraph((Text(LONG_WORD + " "), Link(ADDRESS, (Text(ADDRESS),)))),
        Paragraph((Text("The port of Norda"), NoteRef(0), Text(" and again Norda"), NoteRef(0), Text("."))),
        Paragraph((Text("The address "), Link("https://a.example/", words("of the gazette")), Text(" in a line."))),
        bare,
        bare,
        Table("", (LONG_WORD, "b"), ((literal(LONG_WORD), literal(ADDRESS)),), (1, 1)),
        QuoteBlock("q3", CYRILLIC, "Ilka Torvald", "18 August 2022", 1, "translated by the desk", "sr-Cyrl"),
        QuoteBlock("q4", ARABIC, "an aide", "18 August 2022", 2, language="ar"),
        QuoteBlock("q5", "Words in a tongue that has no tag", "an aide", "18 August 2022", 2, language="Serbian?"),
        CodeBlock("x = " + "long " * 60),
        ListBlock(tuple((Paragraph(literal(text), None),) for text in HOSTILE)),
        Callout("Note", parse("1. one\n2. two\n\n    - nested\n\n> said\n\n| h | i |\n|---|---|\n| a | b |\n")),
        figure(),
        figure("Stance matrix"),
    )
    notes = (*base.notes, Note(0, words("This designation is without prejudice to positions on the port."), mark="*"))
    return replace(base, blocks=blocks, notes=notes, one_page=False, contents=True, handling="Not for the press")


def _wide(caption: str) -> Table:
    head = tuple(f"Column {n}" for n in range(1, 9))
    rows = tuple(tuple(words(f"row {row}, cell {column}") for column in range(1, 9)) for row in range(1, 30))
    return Table(caption, head, rows, (1,) * 8)


def annexed(base: Brief) -> Brief:
    """Changed blocks, an annex on its side, and an upright one after it."""
    changed = Changed((Heading(3, words("Changed")), Paragraph(words("New since Thursday.", 3), 41)))
    lying = Sheet((Heading(2, words("Annex A")), _wide("On its side")), landscape=True)
    upright = Sheet((Heading(2, words("Annex B")), Paragraph(words("Upright again.", 2)), figure("Seats")))
    return replace(base, blocks=(*base.blocks, changed, lying, upright), one_page=False, version="2")


def from_right_to_left(base: Brief) -> Brief:
    """A brief in Arabic."""
    quote = QuoteBlock("q", ARABIC, "متحدث", "18 أغسطس 2022", 1, language="ar")
    blocks = (
        Callout("الخلاصة", (Paragraph(literal(ARABIC)),)),
        Heading(2, literal("ما حدث")),
        Paragraph((*literal(ARABIC), Text(" Norda")), 1),
        quote,
        Table("المواقف", ("الجهة", "الموقف"), ((literal("أ"), literal(ARABIC)),), (1, 2)),
    )
    notes = base.notes[:1]
    return replace(base, language="ar", title=ARABIC, blocks=blocks, notes=notes, one_page=False, contents=True)


def empty() -> Brief:
    """A brief that has only what it cannot do without."""
    return Brief("t", "T", MARKING, "en", "", "", missing=("Bottom line",), contents=True)


def checked(folder: Path) -> dict[str, Brief]:
    """The briefs that a browser and a PDF validator are asked about: forms and houses of the sample, those above."""
    desk = Desk.new_from_sample(folder / "sample.db", "Tester")
    made = {form: desk.composed(Order(form, profile=house)).tree for form, house in HOUSES.items()}
    desk.close()
    return {
        **made,
        "edge": edge(build_issue_brief()),
        "annexed": annexed(build_one_page()),
        "right to left": from_right_to_left(build_one_page()),
        "empty": empty(),
    }


HOUSES = {
    "one-page": "plain",
    "issue-brief": "eu",
    "meeting-brief": "uk",
    "quote-sheet": "un",
    "situation-update": "tlp",
    "submission": "coe",
}
"""Every form, and with them every house."""
CHECKED = (*HOUSES, "edge", "annexed", "right to left", "empty")
