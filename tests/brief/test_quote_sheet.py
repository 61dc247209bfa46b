"""The quote sheet: which quotes, what proves each, and what is said where there are none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.brief.compose import Order, compose
from briefing.brief.tree import Brief, Heading, QuoteBlock, Table, plain, walk_blocks
from briefing.clock import Clock
from briefing.desk import Desk
from briefing.export import markdown
from briefing.model import Actor, Quote
from briefing.reading import Reading

ARTICLE = (
    "The ferries stood still.\n"
    "Nobody came to the pier. The chair said “the talks will go on tomorrow”. "
    "Then she left in a small boat. It rained.\n"
)


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


def actor(desk: Desk, name: str) -> str:
    return next(one.id for one in desk.every(Actor) if one.name.startswith(name))


def sheet(desk: Desk, **order: str) -> Brief:
    return compose(desk, Order("quote-sheet", **order))  # type: ignore[arg-type]


def cells(brief: Brief, number: int) -> dict[str, str]:
    """The proof of a quote by its labels."""
    tables = [block for block in walk_blocks(brief.blocks) if isinstance(block, Table)]
    return {plain(label): plain(words) for label, words in tables[number - 1].rows}


def headings(brief: Brief) -> list[str]:
    return [plain(b.runs) for b in walk_blocks(brief.blocks) if isinstance(b, Heading) and b.level == 3]


@pytest.fixture
def captured(desk: Desk) -> str:
    """A quote out of a whole text, linked to an issue of its own."""
    source = desk.archive_text("The ferries", ARTICLE).source
    start = ARTICLE.index("the talks")
    issue = desk.create("issue", {"title": "Ferries"})
    values = {"speaker": actor(desk, "Josep Borrell"), "date_edtf": "2022-08-18"}
    desk.capture_quote(source, start, start + len("the talks will go on tomorrow"), values, issue=issue)
    return issue


def test_every_quote_has_a_card_in_the_order_of_the_text(desk: Desk) -> None:
    brief = sheet(desk)
    made = [block for block in walk_blocks(brief.blocks) if isinstance(block, QuoteBlock)]
    every = sorted(desk.every(Quote), key=lambda one: one.start or 0)
    assert [block.id for block in made] == [one.id for one in every]
    assert headings(brief)[0] == "Quote 1: Josep Borrell, 18 August 2022 – key quote"
    assert headings(brief)[2] == "Quote 3: Unnamed aide to Mr Vucic, 18 August 2022 (uncertain)"
    assert "editor's note" in made[0].remark


def test_a_card_says_what_proves_the_words(desk: Desk) -> None:
    proof = cells(sheet(desk), 2)
    digest = desk.every(Quote)[0].text_sha256[:12]
    assert proof["Checked"] == f"Exact match with the archived text, checked 19 August 2022, SHA-256 {digest}"
    assert proof["Found at"] == "sentence 4; characters 86 to 132 of archived version 1"
    assert proof["Attribution"].endswith("by continuation: the speaker is named in the sentence before")
    assert proof["Speaker"] == "Josep Borrell, chief diplomat of the EU"
    assert "retrieved 19 August 2022" in proof["Source"]
    assert "original language not stated" in cells(sheet(desk), 3)["Language"]
    assert cells(sheet(desk), 3)["Attribution"].startswith("fragment: part of a sentence; anonymous")
    later = compose(Reading(desk.store, Clock(date(2022, 9, 1))), Order("quote-sheet"))
    assert "checked 1 September 2022" in cells(later, 1)["Checked"]


def test_the_filters_say_which_quotes_are_on_the_sheet(desk: Desk) -> None:
    made = markdown.render(sheet(desk))
    assert "**How many:** 7 verbatim quotes, of which 2 are key." in made
    assert "Josep Borrell (5), Unnamed aide to Mr Vucic (1), Serbian state media (1)" in made
    assert "**Said on:** 18 August 2022; 18 August 2022 (uncertain)" in made


def test_a_sheet_of_one_speaker_holds_his_quotes_alone(desk: Desk) -> None:
    brief = sheet(desk, speaker=actor(desk, "Unnamed aide"))
    assert headings(brief) == ["Quote 1: Unnamed aide to Mr Vucic, 18 August 2022 (uncertain)"]
    made = markdown.render(brief)
    assert "1 verbatim quote, of which none are key." in made
    assert "Unnamed aide to Mr Vucic alone" in made
    assert len(brief.quotes) == 1


def test_a_speaker_without_quotes_gets_a_plain_sentence(desk: Desk) -> None:
    made = markdown.render(sheet(desk, speaker=actor(desk, "Albin Kurti")))
    assert "No words of Albin Kurti are linked to the issues of this sheet." in made
    assert "## Quotes\n" not in made
    assert "## Conventions" in made


def test_a_speaker_above_the_ceiling_is_not_replaced_by_the_others(desk: Desk) -> None:
    aide = actor(desk, "Unnamed aide")
    desk.edit("actor", aide, {"marking": "OFFICIAL-SENSITIVE"})
    brief = sheet(desk, speaker=aide, profile="uk", ceiling="OFFICIAL")
    assert brief.quotes == ()
    assert "No quotes are linked to the issues of this sheet." in markdown.render(brief)


def test_paraphrases_are_listed_apart_and_wear_no_marks(desk: Desk) -> None:
    quote = desk.every(Quote)[3]
    desk.edit("quote", quote.id, {"exact": "He spoke of an urgent round", "form": "paraphrase"})
    brief = sheet(desk)
    made = markdown.render(brief)
    assert headings(brief)[-1] == "Paraphrases"
    assert "6 verbatim quotes, of which 2 are key. 1 paraphrase, listed apart." in made
    assert "He spoke of an urgent round (" in made
    assert "“He spoke" not in made


def test_what_stands_around_a_quote_is_printed_as_it_is(desk: Desk, captured: str) -> None:
    proof = cells(compose(desk, Order("quote-sheet", issues=(captured,))), 1)
    assert proof["Before it"] == "Nobody came to the pier. The chair said “"
    assert proof["After it"] == "”. Then she left in a small boat."
    assert proof["Attribution"].startswith("fragment")


def test_what_stands_around_a_quote_is_cut_at_a_word(desk: Desk) -> None:
    text = f"{'long ' * 70}said that we go on {'tail ' * 70}end."
    source = desk.archive_text("Long", text).source
    issue = desk.create("issue", {"title": "Length"})
    start = text.index("we go on")
    desk.capture_quote(source, start, start + 8, {}, issue=issue)
    proof = cells(compose(desk, Order("quote-sheet", issues=(issue,))), 1)
    before, after = proof["Before it"], proof["After it"]
    assert 200 < len(before) <= 240
    assert before.startswith("long ")
    assert 200 < len(after) <= 240
    assert after.endswith("tail")
    assert proof["Speaker"] == "not stated"


@pytest.mark.parametrize("rights", ["© 2022. All rights reserved.", "May not be reproduced"])
def test_rights_that_forbid_it_keep_the_surroundings_out(desk: Desk, captured: str, rights: str) -> None:
    brief = compose(desk, Order("quote-sheet", issues=(captured,)))
    quote = next(one for one in desk.every(Quote) if one.id in brief.quotes)
    source = desk.quote_source(quote)
    assert source is not None
    desk.edit("source", source.id, {"rights": rights})
    brief = compose(desk, Order("quote-sheet", issues=(captured,)))
    assert cells(brief, 1)["Around it"] == "not printed: the rights of the source forbid it"
    assert "pier" not in markdown.render(brief)


def test_other_words_of_the_same_speaker_and_day_are_variants(desk: Desk, captured: str) -> None:
    made = cells(compose(desk, Order("quote-sheet", issues=(captured,))), 1)["In other sources"]
    assert made.count("“") == 5
    assert "“not a normal meeting”" in made
    assert "In other sources" not in cells(sheet(desk, speaker=actor(desk, "Unnamed aide")), 1)


def test_a_variant_that_was_linked_stands_on_the_sheet_whatever_its_day(desk: Desk, captured: str) -> None:
    sheeted = compose(desk, Order("quote-sheet", issues=(captured,))).quotes
    quote = next(one for one in desk.every(Quote) if one.id in sheeted)
    text = "It was put in other words: “nobody shall leave”."
    start = text.index("nobody")
    other = desk.capture_quote(desk.archive_text("Another", text).source, start, start + len("nobody shall leave"))
    desk.set_variant(other, quote.id)
    brief = compose(desk, Order("quote-sheet", issues=(captured,)))
    assert "“nobody shall leave”" in cells(brief, 1)["In other sources"]
    assert cells(brief, 1)["In other sources"].count("“") == 6


def test_a_designation_never_enters_what_stands_around_a_quote(desk: Desk) -> None:
    text = "Envoys left Kosovo. He said so: we go on. They return to Kosovo soon."
    source = desk.archive_text("Envoys", text).source
    issue = desk.create("issue", {"title": "Envoys"})
    start = text.index("we go on.")
    desk.capture_quote(source, start, start + 9, {}, issue=issue)
    made = markdown.render(compose(desk, Order("quote-sheet", issues=(issue,), profile="eu")))
    assert "| Envoys left Kosovo. He said so: |" in made
    assert "| They return to Kosovo soon. |" in made
