"""From the records to the tree: what a reader of the brief is owed."""

import io
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest

from briefing.brief.compose import Order, compose
from briefing.brief.material import describe_source
from briefing.brief.tree import Brief, Callout, Heading, Paragraph, QuoteBlock, Table, plain, walk_blocks
from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import NotFoundError, UnverifiedQuoteError
from briefing.export import html, markdown, pdf
from briefing.model import Issue, Quote, Source
from briefing.store.store import create_store

TEMPLATE_NAMES = ("one-page", "issue-brief")


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


@pytest.fixture
def empty() -> Iterator[Desk]:
    opened = Desk(create_store(), "Anna")
    yield opened
    opened.close()


def words(brief: Brief) -> str:
    """Every visible word of the tree."""
    out = []
    for block in walk_blocks(brief.blocks):
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                out.append(plain(runs))
            case Table(caption=caption, head=head, rows=rows):
                out += [caption, *head, *(plain(cell) for row in rows for cell in row)]
            case QuoteBlock(exact=exact, speaker=speaker, occasion=occasion, remark=remark):
                out += [exact, speaker, occasion, remark]
            case Callout(label=label):
                out.append(label)
            case _:
                pass
    return "\n".join([*out, *(plain(note.runs) for note in brief.notes)])


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "head")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "head")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def html_text(page: str) -> str:
    reader = _Text()
    reader.feed(page)
    return "".join(reader.parts)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_each_quote_stands_in_all_three_formats_with_speaker_and_source(desk: Desk, name: str) -> None:
    brief = compose(desk, Order(name))
    quotes = desk.every(Quote)
    assert set(brief.quotes) == {quote.id for quote in quotes}
    made = {
        "md": markdown.render(brief),
        "html": html_text(html.render(brief)),
        "pdf": "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.render(brief).data)).pages),
    }
    for quote in quotes:
        speaker = desk.title("actor", quote.speaker)
        assert quote.exact in made["md"]
        assert quote.exact in made["html"]
        assert squeezed(quote.exact) in squeezed(made["pdf"])
        assert all(squeezed(speaker) in squeezed(text) for text in made.values())
    assert all("The National" in text for text in made.values())


def test_the_one_page_brief_of_the_sample_is_exactly_one_page(desk: Desk) -> None:
    made = pdf.render(compose(desk, Order("one-page")))
    assert (made.pages, made.warnings) == (1, ())
    assert made.standards == ("a-2a", "ua-1")


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_each_page_carries_the_marking_twice_and_its_number(desk: Desk, name: str) -> None:
    brief = compose(desk, Order(name))
    made = pdf.render(brief)
    pages = pypdf.PdfReader(io.BytesIO(made.data)).pages
    for number, page in enumerate(pages, start=1):
        text = squeezed(page.extract_text())
        assert text.count(squeezed(brief.marking)) == 2
        assert squeezed(f"Page {number} of {len(pages)}") in text


def test_the_words_of_a_fragment_are_never_given_to_the_wrong_speaker(desk: Desk) -> None:
    blocks = walk_blocks(compose(desk, Order("issue-brief")).blocks)
    told = {block.exact.split()[0]: block for block in blocks if isinstance(block, QuoteBlock)}
    assert told["what"].speaker == "Unnamed aide to Mr Vucic"
    assert "source not named" in told["what"].remark
    assert told["emergency"].speaker == "Serbian state media"
    assert told["The"].remark.startswith("attributed by continuation; told in sentence 4")
    assert "editor's note: The article dates this to Friday" in told["not"].remark
    assert told["Unhappily,"].speaker == "Josep Borrell, chief diplomat of the EU"
    assert "stands in the source" in told["Unhappily,"].remark


def test_on_a_later_day_plans_are_not_confirmed_and_the_deadline_is_near(desk: Desk) -> None:
    later = Desk(desk.store, "Anna", Clock(date(2022, 8, 25)))
    for name in TEMPLATE_NAMES:
        text = words(compose(later, Order(name)))
        assert "planned, not confirmed" in text
        assert "in 7 days" in text
    assert "planned, not confirmed" not in words(compose(desk, Order("one-page")))


def test_only_the_chosen_issue_and_its_quotes_are_printed(desk: Desk) -> None:
    plates = next(issue for issue in desk.every(Issue) if issue.status == "on hold")
    brief = compose(desk, Order("issue-brief", issues=(plates.id,)))
    assert brief.quotes == ()
    headings = [plain(block.runs) for block in brief.blocks if isinstance(block, Heading) and block.level == 3]
    assert headings == [plates.title]
    assert "Key quotes" not in [plain(b.runs) for b in brief.blocks if isinstance(b, Heading)]


def test_an_issue_named_twice_is_printed_once_with_its_own_quotes(desk: Desk) -> None:
    north = next(issue for issue in desk.every(Issue) if issue.trend == "deteriorating")
    own = {quote.id for quote in desk.linked(north.id, Quote)}
    assert 0 < len(own) < 7
    for name in TEMPLATE_NAMES:
        brief = compose(desk, Order(name, issues=(north.id, north.id)))
        made = markdown.render(brief)
        assert {quote.id for quote in desk.every(Quote) if f"“{quote.exact}”" in made} == own == set(brief.quotes)
        assert brief == compose(desk, Order(name, issues=(north.id,)))


def test_closed_issues_are_left_out_unless_they_are_asked_for(desk: Desk) -> None:
    issue = desk.open_issues()[0]
    desk.edit("issue", issue.id, {"status": "closed"})
    assert issue.title not in words(compose(desk, Order("issue-brief")))
    assert issue.title in words(compose(desk, Order("issue-brief", issues=(issue.id,))))
    desk.delete("issue", issue.id)
    with pytest.raises(NotFoundError, match="is in the bin"):
        compose(desk, Order("issue-brief", issues=(issue.id,)))


def test_a_changed_status_and_next_step_are_in_the_brief(desk: Desk) -> None:
    issue = desk.open_issues()[0]
    desk.edit("issue", issue.id, {"status": "in negotiation", "next_step": "Ring the mission", "trend": "improving"})
    text = words(compose(desk, Order("one-page")))
    assert "in negotiation · ↑\u00a0improving" in text
    assert "Ring the mission" in text


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_an_empty_store_gives_a_draft_that_names_its_gaps(empty: Desk, name: str) -> None:
    brief = compose(empty, Order(name, marking="DRAFT", contact="desk@example.org", unit="Desk A"))
    assert brief.missing == tuple(block.heading for block in empty.template(name).blocks if block.mandatory)
    assert all(f"To be completed: {heading}" in words(brief) for heading in brief.missing)
    assert (brief.marking, brief.contact) == ("DRAFT", "desk@example.org")
    assert ("From", "Desk A") in brief.meta
    assert markdown.render(brief)
    assert pdf.render(brief).pages >= 1


def test_paraphrases_wear_no_quotation_marks(desk: Desk) -> None:
    issue = desk.open_issues()[0]
    desk.create("quote", {"exact": "He said he would think about it", "form": "paraphrase"}, issue=issue.id)
    for name in TEMPLATE_NAMES:
        text = words(compose(desk, Order(name, issues=(issue.id,))))
        assert "He said he would think about it" in text
        assert "“He said" not in text
        assert "paraphrase" in text


def test_an_unverified_quote_stops_the_brief_and_is_named(desk: Desk) -> None:
    source = desk.every(Source)[0]
    quote = desk.capture_quote(source.id, 0, 9, issue=desk.open_issues()[0].id)
    reference = desk.reference(desk.get(Quote, quote))
    with desk.store.step("break it", "Anna") as step:
        step.update("quote", quote, {"start": 5, "end": 14})
    with pytest.raises(UnverifiedQuoteError, match=rf"{reference} “Unhappily”.*once|altered|capture"):
        compose(desk, Order("one-page"))


def test_a_quote_named_in_own_words_is_checked_and_printed(desk: Desk) -> None:
    brief = desk.briefs("one-page")[0]
    quote = next(q for q in desk.every(Quote) if q.exact.startswith("not a normal"))
    desk.write_block(brief.id, "unknowns", f"As he said: {{{{quote:{quote.id}}}}}\n\nAnd {{{{issue:nowhere}}}}.")
    made = markdown.render(compose(desk, Order("one-page", brief=brief.id)))
    assert "“not a normal meeting”" in made
    assert "issue:nowhere" in made


def test_references_to_other_records_become_their_titles(desk: Desk) -> None:
    brief = desk.briefs("one-page")[0]
    issue = desk.open_issues()[0]
    desk.write_block(brief.id, "unknowns", f"More on {{{{issue:{issue.id}}}}}.")
    assert f"More on {issue.title}." in words(compose(desk, Order("one-page")))


def test_derived_figures_are_labelled_and_conflicting_dates_told(desk: Desk) -> None:
    text = words(compose(desk, Order("issue-brief")))
    assert "derived: 5 per cent of 1.8 million" in text
    assert "(the source also says Friday 19 August 2022)" in text
    assert "Editor's note" in text
    assert "own words; cited, in part verified, sentences 3 and 4" in text
    assert "reported; cited, sentence 18" in text
    assert "occurred; cited, sentence 5" in text
    assert "probably true; cited, sentence 11" in text


def test_positions_say_how_they_are_known(desk: Desk) -> None:
    issue, actor = desk.open_issues()[0].id, desk.ids("actor")[0]
    for summary, attribution in (("We think so", "inferred by us"), ("I want it", "own words")):
        values = {"actor": actor, "issue": issue, "summary": summary, "attribution": attribution}
        desk.create("position", values)
    text = words(compose(desk, Order("issue-brief", issues=(issue,))))
    assert "inferred by us; no source given" in text
    assert "own words; no source given" in text


def test_a_role_is_the_one_held_on_the_day(desk: Desk) -> None:
    borrell = next(one for one in desk.ids("actor") if desk.title("actor", one) == "Josep Borrell")
    for held in desk.memberships(borrell):
        desk.edit("membership", held.id, {"end_edtf": "2021"})
    desk.create("membership", {"person": borrell, "role": "special envoy", "start_edtf": "2022-08", "end_edtf": "2023"})
    text = words(compose(desk, Order("issue-brief")))
    assert "Josep Borrell, special envoy" in text
    assert "special envoy (August 2022 to 2023)" in text


def test_numbered_paragraphs_run_through_the_issue_brief(desk: Desk) -> None:
    brief = compose(desk, Order("issue-brief"))
    numbers = [block.number for block in brief.blocks if isinstance(block, Paragraph)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert brief.contents
    assert not compose(desk, Order("one-page")).contents


def test_a_source_is_described_with_its_grade_and_how_it_is_held(desk: Desk) -> None:
    source = desk.every(Source)[0]
    assert describe_source(source) == (
        "The National [publisher inferred], [Untitled article on the talks of 18 August 2022], "
        "Thursday 18 August 2022, newspaper article, held as excerpts, grade C (fairly reliable)."
    )


def test_a_source_keeps_its_number(desk: Desk) -> None:
    for name in TEMPLATE_NAMES:
        assert [note.number for note in compose(desk, Order(name)).notes] == [1]


def test_lines_to_take_come_from_the_issues_where_the_officer_wrote_none(desk: Desk) -> None:
    brief = desk.briefs("issue-brief")[0]
    desk.write_block(brief.id, "lines_to_take", "")
    assert "We take no position on status here" in words(compose(desk, Order("issue-brief")))


def test_hostile_records_come_out_as_they_are(desk: Desk) -> None:
    title = '<script>alert(1)</script> *x* | y #read("/etc/passwd") {{quote:1}}'
    desk.create("issue", {"title": title, "priority": "critical", "next_step": "a | b", "state_of_play": "[" * 10_000})
    for name in TEMPLATE_NAMES:
        brief = compose(desk, Order(name))
        assert title in words(brief)
        assert title in html_text(html.render(brief))
        assert squeezed(title) in squeezed(
            "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.render(brief).data)).pages)
        )


def test_an_export_may_leave_out_the_internal_blocks_of_a_brief_that_has_them(desk: Desk) -> None:
    brief = desk.new_brief("issue-brief", "The dispute")
    desk.edit("brief", brief, {"internal": True})
    desk.edit("issue", desk.open_issues()[0].id, {"sensitivities": "The envoy dislikes the seating plan."})
    for internal, there in ((None, True), (True, True), (False, False)):
        tree = compose(desk, Order("issue-brief", brief=brief, internal=internal))
        assert ("seating plan" in words(tree)) is there
