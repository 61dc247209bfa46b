"""Two versions beside each other: what is found, in which order, and where the bars stand."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.brief.compare import ALIKE, Comparison, as_brief, changed, compare, to_text
from briefing.brief.compose import Order, composed
from briefing.brief.frozen import freeze, thaw
from briefing.brief.tree import (
    Block,
    Blocks,
    Brief,
    Callout,
    Changed,
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Sheet,
    Table,
    Text,
)
from briefing.export import docx, html, json_form, markdown, pdf
from briefing.rules.word_changes import Fate
from tests.brief.issuing import a_fortnight, sample
from tests.brief.trees import values


def brief(*blocks: Block, **fields: str) -> Brief:
    return Brief("one-page", "Talks", "", "en", "2022-08-19", "19 August 2022", blocks=blocks, **fields)  # type: ignore[arg-type]


def par(words: str, number: int | None = None) -> Paragraph:
    return Paragraph((Text(words),), number)


def head(words: str) -> Heading:
    return Heading(2, (Text(words),))


def items(*words: str) -> ListBlock:
    return ListBlock(tuple((par(one),) for one in words))


def table(*rows: tuple[str, str], caption: str = "Status") -> Table:
    return Table(caption, ("Issue", "Status"), tuple(tuple((Text(c),) for c in row) for row in rows), (1.0, 1.0))


def quote(id: str, words: str, speaker: str = "Anna") -> QuoteBlock:
    return QuoteBlock(id, words, speaker, "19 August 2022")


def told(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.fate, one.what, one.section, one.new or one.old) for one in found.differences]


def test_what_was_put_in_taken_out_and_changed_is_told_in_reading_order() -> None:
    old = brief(
        head("A"), par("The talks ended on Friday."), par("Nobody spoke at all."), head("B"), items("one", "two")
    )
    new = brief(head("A"), par("The talks ended on Thursday."), head("B"), items("one", "two", "three"))
    assert told(compare(old, new)) == [
        ("changed", "paragraph", "A", "The talks ended on Thursday."),
        ("removed", "paragraph", "A", "Nobody spoke at all."),
        ("added", "item", "B", "three"),
    ]
    (first, *_) = compare(old, new).differences
    assert [piece.text for piece in first.pieces if piece.fate is Fate.REMOVED] == ["Friday"]
    assert (first.old, first.new) == ("The talks ended on Friday.", "The talks ended on Thursday.")


def test_quotes_and_rows_are_known_wherever_they_stand() -> None:
    old = brief(quote("1", "yes"), quote("2", "no"), table(("Plates", "open"), ("North", "open")))
    new = brief(quote("2", "no", "Boris"), quote("1", "yes"), table(("North", "on hold"), ("Plates", "open")))
    found = compare(old, new)
    assert [(one.fate, one.what) for one in found.differences] == [("changed", "quote"), ("changed", "row")]
    assert "Boris" in found.differences[0].new
    assert found.differences[1].new == "North · on hold"


def test_rows_with_the_same_first_cell_are_told_apart_by_the_second() -> None:
    old = brief(table(("Plates", "Status"), ("Plates", "Trend"), ("North", "Status")))
    new = brief(table(("Plates", "Trend"), ("North", "Status")))
    assert told(compare(old, new)) == [("removed", "row", "", "Plates · Status")]


def test_numbers_of_notes_and_paragraphs_and_bars_are_no_difference() -> None:
    old = brief(Paragraph((Text("It ended."), NoteRef(1)), 1), quote("1", "yes"))
    new = brief(Changed((Paragraph((Text("It ended."), NoteRef(2)), 4),)), replace(quote("1", "yes"), note=3))
    assert not compare(old, new)
    assert to_text(compare(old, new)) == f"{ALIKE}\n"
    assert changed(new, old).blocks == (
        Paragraph((Text("It ended."), NoteRef(2)), 4),
        replace(quote("1", "yes"), note=3),
    )


def test_the_header_is_compared_without_what_names_the_version() -> None:
    old, new = brief(version="version 1", contact="a@b"), replace(brief(version="version 2"), title="Other talks")
    assert [(one.fate, one.section) for one in compare(old, new).differences] == [
        ("changed", "Header"),
        ("removed", "Header"),
    ]


def test_bars_stand_at_whole_lists_and_tables_and_at_nothing_else() -> None:
    same = par("This stays.")
    old = brief(
        head("A"), same, items("one", "two"), table(("P", "open"), ("N", "open")), Callout("Line", (par("x"), par("y")))
    )
    new = brief(
        head("A"),
        same,
        items("one"),
        table(("P", "closed"), ("N", "open")),
        Callout("Line", (par("x"),)),
        par("Wholly new."),
    )
    bars = changed(new, old).blocks
    assert bars == (head("A"), same, Changed(new.blocks[2:]))
    assert changed(old, old) == old
    assert changed(brief(head("A"), same), old).blocks == (head("A"), same)  # what is gone leaves no bar
    assert changed(brief(), old).blocks == ()


def test_bars_stand_inside_of_pages_and_old_bars_are_taken_away() -> None:
    old = brief(Sheet((par("One page."), par("And more of it.")), landscape=True))
    new = brief(Changed((Sheet((par("One page."), par("Entirely different words.")), landscape=True),)))
    assert changed(new, old).blocks == (
        Sheet((par("One page."), Changed((par("Entirely different words."),))), landscape=True),
    )


def test_the_text_and_the_brief_say_it_without_colour() -> None:
    old = brief(head("A"), par("The talks ended on Friday in Brussels."), quote("1", "yes"))
    new = brief(head("A"), par("The talks ended on Thursday in Brussels."), par("New words here."))
    text = to_text(compare(old, new))
    assert text == (
        "A\n"
        "  Changed (paragraph): The talks ended on [removed: Friday] [new: Thursday] in Brussels.\n"
        "  Removed (quote): “yes” – Anna, 19 August 2022\n"
        "  New (paragraph): New words here.\n"
    )  # fmt: skip
    shown = as_brief(compare(old, new), old, replace(new, marking="GREEN"), names=("version 1", "version 2"))
    assert shown.marking == "GREEN"
    assert dict(shown.meta) == {"From": "version 1", "To": "version 2", "Differences": "3"}
    made = markdown.render(shown)
    assert "on *[removed: Friday]* **[new: Thursday]** in" in made.replace("\\", "")
    assert "**Removed (quote):** “yes” – Anna" in made
    both = as_brief(compare(old, new), replace(old, marking="AMBER"), replace(new, marking="GREEN"))
    assert both.marking == "AMBER / GREEN"


def test_a_comparison_is_exported_in_every_format(tmp_path: Path) -> None:
    with sample(tmp_path) as desk:
        old = composed(desk, Order("issue-brief")).tree
        new = composed(a_fortnight(desk), Order("issue-brief")).tree
        found = compare(old, new)
        shown = as_brief(found, old, new)
        assert {"row", "quote", "paragraph", "header"} <= {one.what for one in found.differences}
        for made in (html.render(shown), json_form.render(shown), docx.render(shown), pdf.render(shown).data):
            assert made
        barred = changed(new, old)
        assert thaw(freeze(barred)) == barred
        assert any(isinstance(block, Changed) for block in barred.blocks)
        assert changed(barred, old) == barred
        assert not compare(new, barred)


TREES = st.lists(values(Block, 3), max_size=6).map(tuple)


def flipped(found: Comparison) -> Counter[tuple[str, str, str]]:
    other = {"added": "removed", "removed": "added", "changed": "changed"}
    return Counter((other[one.fate], one.new, one.old) for one in found.differences)


def as_told(found: Comparison) -> Counter[tuple[str, str, str]]:
    return Counter((one.fate, one.old, one.new) for one in found.differences)


WORDS = st.lists(st.sampled_from(["talks", "ended", "on", "Friday", "plates", "north"]), min_size=1, max_size=5)
SIMPLE = st.lists(
    st.one_of(
        WORDS.map(" ".join).map(par),
        WORDS.map(lambda words: items(*words)),
        WORDS.map(lambda words: table(*((one, "x") for one in words))),
        st.tuples(st.sampled_from("123"), WORDS).map(lambda pair: quote(pair[0], " ".join(pair[1]))),
    ),
    max_size=8,
).map(tuple)


@settings(max_examples=60)
@given(st.one_of(TREES, SIMPLE), st.one_of(TREES, SIMPLE))
def test_nothing_differs_from_itself_and_turned_round_it_says_the_opposite(one: Blocks, other: Blocks) -> None:
    old, new = brief(*one), brief(*other)
    assert not compare(old, old)
    there, back = compare(old, new), compare(new, old)
    assert flipped(there) == as_told(back)
    barred = changed(new, old)
    assert not compare(new, barred)
    assert all(block.blocks for block in barred.blocks if isinstance(block, Changed))


def _two_letters(number: int, step: int) -> str:
    """315 words of one letter each: a text in which everything can stand for everything."""
    return f"{number} " + " ".join("ab"[(number * at * step) % 31 % 2] for at in range(315))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([f"paragraph {n} of many words" for n in range(5000)], [f"paragraph {n} of other words" for n in range(5000)]),
        (["the same"] * 5000, ["the same"] * 4000 + ["another"] * 1000),
        ([str(n % 7) for n in range(5000)], [str(n % 5) for n in range(5000)]),
        ([f"{n} x" for n in range(5000)], [f"{n} x" for n in reversed(range(5000))]),
        ([" ".join(f"w{(n * k) % 97}" for k in range(60)) for n in range(5000)],
         [" ".join(f"w{(n * k + 1) % 89}" for k in range(60)) for n in range(5000)]),
        (["a " * 20_000] * 5, ["b a " * 20_000] * 5),
        ([_two_letters(n, 13) for n in range(40)], [_two_letters(n, 17) for n in range(40)]),
    ],
    ids=["all changed", "all the same", "few words", "turned round", "alike", "long", "repeated"],
)  # fmt: skip
def test_large_and_hostile_briefs_compare_at_once(old: list[str], new: list[str]) -> None:
    before, after = brief(*map(par, old)), brief(*map(par, new))
    assert compare(before, after)  # in less than the time that a test may take
