"""What a brief says of where a thing comes from: roles in their time, citations, translations, paraphrases, notes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.compose import Order, compose
from briefing.brief.material import role_at
from briefing.brief.tree import Brief, NoteRef, Paragraph, QuoteBlock, Table, plain, walk_blocks
from briefing.desk import Desk
from briefing.export import markdown
from briefing.model import Actor, Source


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


@pytest.fixture
def issue(desk: Desk) -> str:
    return desk.open_issues()[0].id


@pytest.fixture
def source(desk: Desk) -> str:
    return desk.every(Source)[0].id


def cells(brief: Brief) -> str:
    """The words of all tables."""
    tables = [block for block in walk_blocks(brief.blocks) if isinstance(block, Table)]
    return "\n".join(plain(cell) for table in tables for row in table.rows for cell in row)


def test_a_cited_passage_counts_as_verified_only_while_it_stands_in_the_archive(
    desk: Desk, issue: str, source: str
) -> None:
    archived = desk.archived(source)
    assert archived is not None
    position = desk.create("position", {"actor": desk.ids("actor")[0], "issue": issue, "summary": "Goes on"})
    values = {
        "record_kind": "position", "record": position, "source": source, "locator": "line 1",
        "source_version": archived.version.id, "exact": archived.text[:9], "start": 0, "end": 9, "prefix": "",
        "suffix": archived.text[9:41], "text_sha256": archived.version.text_sha256,
    }  # fmt: skip
    citation = desk.create("citation", values)
    assert "reported; verified, line 1" in cells(compose(desk, Order("issue-brief", issues=(issue,))))
    with desk.store.step("break it", "Anna") as step:
        step.update("citation", citation, {"exact": "Luckily"})
    assert "reported; cited, line 1" in cells(compose(desk, Order("issue-brief", issues=(issue,))))


def test_a_fact_with_its_basis_alone_is_derived_in_the_brief_too(desk: Desk, issue: str) -> None:
    basis = desk.create("fact", {"label": "Boats in March", "value": "3"}, issue=issue)
    made = desk.create("fact", {"label": "Boats a year", "value": "36"}, issue=issue)
    assert "derived from Boats" not in cells(compose(desk, Order("issue-brief", issues=(issue,))))
    desk.create("derivation", {"fact": made, "basis": basis})
    text = cells(compose(desk, Order("issue-brief", issues=(issue,))))
    assert "derived from Boats in March\n" in f"{text}\n"
    assert desk.rows("fact", [made])[0].tags == ("derived",) and desk.is_derived(made)
    assert desk.rows("fact", [basis])[0].tags == () and not desk.is_derived(basis)


def test_a_fact_without_a_source_says_so_and_a_derived_one_shows_its_formula(desk: Desk, issue: str) -> None:
    desk.create("fact", {"label": "Somebody said so"}, issue=issue)
    desk.create("fact", {"label": "Sum", "value": "3", "formula": "1 + 2"}, issue=issue)
    text = cells(compose(desk, Order("issue-brief", issues=(issue,))))
    assert "cannot be judged; no source given" in text
    assert "derived: 1 + 2\n" in f"{text}\n"


def test_a_role_is_not_guessed_where_its_time_is_not_known(desk: Desk) -> None:
    borrell = next(one for one in desk.ids("actor") if desk.title("actor", one) == "Josep Borrell")
    desk.edit("actor", borrell, {"role_as_stated": "as the source says"})
    actor = desk.get(Actor, borrell)
    assert role_at(desk, actor, "2022-08-18") == "chief diplomat of the EU"
    assert role_at(desk, actor, "2010-05-01") == "as the source says"
    assert role_at(desk, actor, None) == "chief diplomat of the EU"
    desk.create("membership", {"person": borrell, "role": "minister", "start_edtf": "2018", "end_edtf": "2019/.."})
    assert role_at(desk, actor, None) == "as the source says"
    assert role_at(desk, actor, "2018-07-01") == "minister"
    assert role_at(desk, actor, "2020-07-01") == "as the source says"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"original_language": "sr?"}, "original language not stated; possibly a translation"),
        ({"original_language": "sr"}, "original language: Serbian"),
        ({"original_language": "en"}, ""),
        ({"language": "sr", "translation_text": "Un-\nhappily", "translator": "ours"}, "our translation: Un- happily"),
        ({"translation_text": "Schade", "translator": "machine"}, "machine translation, unchecked: Schade"),
    ],
)
def test_language_and_translation_are_told_as_they_are_known(
    desk: Desk, issue: str, source: str, values: dict[str, str], said: str
) -> None:
    quote = desk.capture_quote(source, 0, 9, values, issue=issue)
    blocks = walk_blocks(compose(desk, Order("issue-brief", issues=(issue,))).blocks)
    block = next(block for block in blocks if isinstance(block, QuoteBlock) and block.id == quote)
    assert block.remark == said
    made = markdown.render(compose(desk, Order("one-page", issues=(issue,))))
    assert "“Unhappily”" in made
    assert ("translation: " in made) == ("translation: " in said)


def test_a_paraphrase_names_its_source(desk: Desk, issue: str, source: str) -> None:
    archived = desk.archived(source)
    assert archived is not None
    values = {"exact": "He would think about it", "form": "paraphrase", "source_version": archived.version.id}
    desk.create("quote", values | {"date_edtf": "2022-08-18"}, issue=issue)
    blocks = walk_blocks(compose(desk, Order("issue-brief", issues=(issue,))).blocks)
    told = next(b for b in blocks if isinstance(b, Paragraph) and plain(b.runs).startswith("He would"))
    assert plain(told.runs) == "He would think about it (Speaker not stated, 18 August 2022; paraphrase)"
    assert told.runs[-1] == NoteRef(1)


def test_only_positions_that_are_printed_number_their_sources(desk: Desk, issue: str) -> None:
    for number in range(8):
        actor = desk.create("actor", {"name": f"Party {number}", "kind": "organisation"})
        position = desk.create("position", {"actor": actor, "issue": issue, "summary": f"Wants {number}"})
        paper = desk.create("source", {"title": f"Paper {number}"})
        desk.create("citation", {"record_kind": "position", "record": position, "source": paper})
    brief = compose(desk, Order("one-page", issues=(issue,)))
    printed = re.findall(r"\[\^(\d+)\](?!:)", markdown.render(brief))
    assert list(dict.fromkeys(map(int, printed))) == [note.number for note in brief.notes]
