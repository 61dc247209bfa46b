"""Notes keep their place through edits, say where the text changed, and are never lost or moved in silence."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.brief.addresses import Address, Spot, addresses, fields_of, passage_in, read, written
from briefing.brief.compare import everything
from briefing.brief.placing import Standing, decidable, decisions, place, threads
from briefing.brief.tree import (
    Block,
    Brief,
    Callout,
    Changed,
    Heading,
    ListBlock,
    Paragraph,
    QuoteBlock,
    Table,
    Text,
)
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import Comment, Decision
from briefing.review_model import Remark
from briefing.terms import DecisionResult

BRIEF = "0182b4af-db00-7e9b-8dfc-6b7a0d6a1b11"


def brief(*blocks: Block, title: str = "Talks") -> Brief:
    return Brief("submission", title, "M", "en", "2022-08-19", "19 August 2022", blocks=blocks)


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def section(words: str) -> Heading:
    return Heading(2, (Text(words),))


def table(*rows: tuple[str, str]) -> Table:
    return Table("Issues", ("Issue", "Status"), tuple(((Text(a),), (Text(b),)) for a, b in rows), (1.0, 1.0))


def said(words: str, one: str = "q1") -> QuoteBlock:
    return QuoteBlock(one, words, "The envoy", "18 August 2022")


def note(tree: Brief, words: str = "", of: str = "", **more: object) -> Comment:
    """A comment on the unit that holds `words`, on the passage `of` it."""
    number = next(n for n, unit in enumerate(everything(tree)) if words in unit.text) if words else None
    units = everything(tree)
    address = addresses(units)[number] if number is not None else None
    start = units[number].text.index(of) if number is not None and of else 0
    spot = Spot(BRIEF, 1, address, start, start + len(of))
    return Comment(**{"id": "c1", "text": "Why?", **fields_of(spot, tree), **more})


OLD = brief(
    section("Background"),
    paragraph("The talks ended on Thursday without an agreement."),
    paragraph("Both sides will meet again."),
    said("This is not the end of the story"),
    table(("Licence plates", "open"), ("Identity documents", "stalled")),
)


def standing(new: Brief, *notes: Remark, titles: dict[str, str] | None = None) -> list[Standing]:
    return [one.standing for one in place(OLD, new, notes, titles).notes]


def test_a_note_stays_in_place_where_nothing_changed_around_it() -> None:
    new = brief(section("Other"), paragraph("Something new."), *OLD.blocks)
    placed = place(OLD, new, [note(OLD, "talks ended", "on Thursday")])
    one = placed.notes[0]
    assert one.standing is Standing.PLACED
    assert one.unit is not None
    assert placed.units[one.unit].text[one.start : one.end] == "on Thursday"


def test_other_words_in_the_unit_are_told_and_no_passage_is_chosen() -> None:
    changed = paragraph("The talks ended on Thursday with no agreement at all.")
    new = brief(*(changed if block == OLD.blocks[1] else block for block in OLD.blocks))
    one = place(OLD, new, [note(OLD, "talks ended", "on Thursday")]).notes[0]
    assert (one.standing, one.start, one.end) == (Standing.CHANGED, 0, 0)
    assert one.unit is not None


def test_a_unit_that_is_gone_leaves_its_note_without_a_place() -> None:
    new = brief(*(block for block in OLD.blocks if block != OLD.blocks[2]))
    assert standing(new, note(OLD, "Both sides")) == [Standing.UNPLACED]


def test_a_paragraph_that_only_moved_takes_its_note_along() -> None:
    new = brief(*OLD.blocks[:1], *OLD.blocks[3:], section("Later"), OLD.blocks[1], OLD.blocks[2])
    assert standing(new, note(OLD, "Both sides")) == [Standing.PLACED]


def test_a_note_on_a_quote_follows_it_into_another_section() -> None:
    on = note(OLD, "end of the story", "not the end")
    assert (on.record_kind, on.record) == ("quote", "q1")
    new = brief(section("Words"), said("This is not the end of the story"), section("Background"))
    assert standing(new, on) == [Standing.PLACED]
    assert standing(brief(said("This is the end")), on) == [Standing.CHANGED]
    assert standing(brief(said("This is not the end of the story", "q2")), on) == [Standing.UNPLACED]


def test_a_note_on_a_record_follows_its_new_title() -> None:
    on = note(OLD, "Licence plates", record_kind="issue", record="i1")
    new = brief(section("Background"), paragraph("All else is new here."), table(("Number plates", "x y z")))
    assert standing(new, on, titles={"i1": "Number plates"}) == [Standing.CHANGED]
    assert standing(new, on, titles={"i1": "Elsewhere"}) == [Standing.UNPLACED]


def test_a_note_on_the_whole_brief_is_changed_with_its_body_and_not_with_its_header() -> None:
    on = note(OLD)
    assert standing(replace(OLD, reference="B-2", as_at_text="20 August 2022"), on) == [Standing.PLACED]
    assert standing(brief(*OLD.blocks[:-1]), on) == [Standing.CHANGED]
    assert standing(replace(OLD, title="Other"), on) == [Standing.CHANGED]
    assert standing(brief(Changed(OLD.blocks)), on) == [Standing.PLACED]


def test_without_the_version_it_was_written_on_a_note_is_placed_by_its_address_alone() -> None:
    on = [note(OLD, "Both sides", "meet again"), note(OLD, "end of the story"), note(OLD)]
    other = brief(*(said("Other words") if isinstance(block, QuoteBlock) else block for block in OLD.blocks[:4]))
    found = [one.standing for one in place(None, other, on).notes]
    assert found == [Standing.PLACED, Standing.CHANGED, Standing.PLACED]
    assert [one.standing for one in place(None, brief(), on).notes] == [Standing.UNPLACED] * 2 + [Standing.PLACED]


def test_identical_paragraphs_are_told_apart_by_their_order() -> None:
    twice = brief(paragraph("The same."), paragraph("Between."), paragraph("The same."))
    found = addresses(everything(twice))
    assert len(set(found)) == len(found)
    second = Comment(id="c", text="x", **fields_of(Spot(BRIEF, 1, found[-1]), twice))
    assert place(twice, twice, [second]).notes[0].unit == len(found) - 1


def test_a_passage_is_found_only_where_it_stands_once() -> None:
    assert passage_in("ab and ab", "", "ab", "") is None
    assert passage_in("ab and ab", "", "ab", " and ab") == (0, 2)
    assert passage_in("xx ab and ab", "", "ab", " and ab") is None  # it stood at the start of its text
    assert passage_in("anything", "", "", "") is None


def test_a_selection_that_could_mean_two_places_is_refused() -> None:
    tree = brief(paragraph("so " * 60))
    spot = addresses(everything(tree))[-1]
    with pytest.raises(InvalidEntryError, match="more than once"):
        fields_of(Spot(BRIEF, 1, spot, 90, 92), tree)
    with pytest.raises(InvalidEntryError, match="do not lie"):
        fields_of(Spot(BRIEF, 1, spot, 5, 9999), tree)
    with pytest.raises(InvalidEntryError, match="select words of one"):
        fields_of(Spot(BRIEF, 1, None, 5, 9), tree)
    with pytest.raises(NotFoundError, match="no such place"):
        fields_of(Spot(BRIEF, 1, replace(spot, ordinal=7)), tree)


@pytest.mark.parametrize("text", ["[1]", '{"a": 1}', "[{}]", "nonsense", "[[[", "[null]"])
def test_what_is_no_address_leaves_the_note_without_a_place(text: str) -> None:
    assert standing(OLD, replace(note(OLD, "Both sides"), unit=text)) == [Standing.UNPLACED]


@pytest.mark.parametrize("name", ["what", "section", "sha256", "key", "ordinal"])
@pytest.mark.parametrize("value", [-1, 1.5, True, {}, [1]])
def test_an_address_with_another_type_is_none(name: str, value: object) -> None:
    one = json.loads(written(addresses(everything(OLD))[1]))[0]
    with pytest.raises(ValueError, match="no address"):
        read(json.dumps([{**one, name: value}]))


def test_an_address_comes_back_as_it_was_written() -> None:
    for one in addresses(everything(OLD)):
        assert read(written(one)) == one
    assert read(written(None)) is None


def test_replies_stand_under_their_comment_and_loops_lose_nothing() -> None:
    first = note(OLD, "Both sides", id="a", written_at="2022-08-19T10:00:00Z")
    later = replace(first, id="b", parent="a", written_at="2022-08-19T12:00:00Z")
    sooner = replace(first, id="c", parent="b", written_at="2022-08-19T11:00:00Z")
    orphan = replace(first, id="d", parent="nobody")
    loop = replace(first, id="e", parent="f"), replace(first, id="f", parent="e")
    found = threads(place(OLD, OLD, [later, first, orphan, sooner, *loop]))
    assert {one.head.note.id: [reply.id for reply in one.replies] for one in found} == {
        "a": ["c", "b"],
        "d": [],
        "e": [],
        "f": [],
    }


def test_the_latest_decision_of_an_author_on_a_target_counts() -> None:
    unit = note(OLD, "Both sides").unit

    def decision(one: str, author: str, at: str, unit: str = "[]") -> Decision:
        return Decision(id=one, brief=BRIEF, version=1, unit=unit, author=author, written_at=at,
                        result=DecisionResult.AGREED)  # fmt: skip

    given_ = [decision("1", "Ana", "2"), decision("2", "Ana", "1"), decision("3", "Bo", "1"),
              decision("4", "Ana", "1", unit), decision("5", "Ana", "3", unit)]  # fmt: skip
    assert [one.note.id for one in decisions(place(OLD, OLD, given_))] == ["3", "1", "5"]


def test_items_of_recommendations_can_be_decided_one_by_one() -> None:
    items = ListBlock(((paragraph("Agree to talks."),), (paragraph("Note the risk."),)))
    tree = brief(
        Callout("Recommendation", (paragraph("That you:"), items)), section("Decision"), paragraph("One."),
        section("Annex A: Decision"), paragraph("Two."), section("Decisions of others"), paragraph("No."),
    )  # fmt: skip
    units = everything(tree)
    assert [units[n].text for n in decidable(tree, ["Recommendation", "Decision"])] == [
        "Agree to talks.", "Note the risk.", "One.", "Two.",
    ]  # fmt: skip
    assert decidable(tree, []) == ()


WORDS = st.lists(st.sampled_from("talks end on Thursday or later so they say".split()), min_size=1, max_size=6)
BLOCKS = st.one_of(
    WORDS.map(lambda words: paragraph(" ".join(words))),
    WORDS.map(lambda words: section(" ".join(words))),
    st.tuples(WORDS, st.sampled_from("abc")).map(lambda pair: said(" ".join(pair[0]), pair[1])),
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("uvw")), max_size=3).map(lambda rows: table(*rows)),
)
TREES = st.lists(BLOCKS, max_size=8).map(lambda blocks: brief(*blocks))


@settings(max_examples=60)
@given(TREES, TREES, st.data())
def test_every_note_comes_back_and_is_placed_only_on_its_own_words(old: Brief, new: Brief, data: st.DataObject) -> None:
    units = everything(old)
    found = addresses(units)
    notes = []
    for number, address in enumerate(found):
        text = units[number].text
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start, len(text)))
        try:
            values = fields_of(Spot(BRIEF, 1, address, start if end > start else 0, end if end > start else 0), old)
        except InvalidEntryError:
            continue
        notes.append(Comment(id=str(number), text="x", **values))
    placed = place(data.draw(st.sampled_from([old, None])), new, notes)
    assert [one.note for one in placed.notes] == notes
    assert len(notes) == len(placed.placed) + len(placed.changed) + len(placed.unplaced)
    for one in placed.notes:
        assert isinstance(one.note, Comment)
        if one.standing is Standing.PLACED:
            assert one.unit is not None
            stored = read(one.note.unit)
            assert isinstance(stored, Address)
            assert addresses(placed.units)[one.unit].sha256 == stored.sha256
            if one.note.exact:
                assert placed.units[one.unit].text[one.start : one.end] == one.note.exact
        else:
            assert (one.start, one.end) == (0, 0)
    again = place(old, old, notes)
    assert len(again.placed) == len(notes)
