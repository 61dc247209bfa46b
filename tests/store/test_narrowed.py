"""The tags by which lists are narrowed in SQL are those that the rows wear."""

from itertools import pairwise
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.ids import short_reference
from briefing.model import MAIN_KINDS, Event, Fact, Issue, Quote
from briefing.store.narrowed import tags
from briefing.store.records import SORTS
from briefing.store.store import create_store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.new_from_sample(tmp_path / "sample.db", "Tester")


def worn(desk: Desk, kind: str) -> dict[str, list[str]]:
    """The ids by the tags that their rows wear."""
    found: dict[str, list[str]] = {}
    for row in desk.rows(kind, desk.ids(kind)):
        for tag in (*row.tags, *row.marks):
            found.setdefault(tag, []).append(row.id)
    return found


def torn(desk: Desk) -> None:
    """Make what the sample does not have: deleted, overdue, past plans, two dates, unproved words, paraphrases."""
    issues, events, quotes = desk.ids("issue"), desk.ids("event"), desk.ids("quote")
    desk.edit("issue", issues[0], {"deadline_edtf": "2020-01-01"})
    desk.edit("issue", issues[1], {"deadline_edtf": "2020-01-01", "status": "closed"})
    desk.edit("event", events[0], {"modality": "planned", "date_edtf": "2020"})
    desk.edit("event", events[1], {"modality": "planned", "date_edtf": ""})
    desk.edit("event", events[2], {"modality": "reported_unconfirmed", "date_conflict": "2021 or 2022"})
    desk.reword(quotes[0], "Our words")
    with desk.store.step("tear", "T") as step:
        step.update("quote", quotes[1], {"start": 2, "end": 9})
        step.update("quote", quotes[2], {"exact": "never said"})
    desk.create("fact", {"label": "Sum", "formula": "a + b"})
    plain = [fact.id for fact in desk.every(Fact) if not fact.formula]
    desk.create("derivation", {"fact": plain[0], "basis": plain[1]})
    desk.delete("derivation", desk.create("derivation", {"fact": plain[1], "basis": plain[2]}))
    desk.create("fact", {"label": "Rumour"})
    desk.delete("quote", quotes[3])
    desk.delete("issue", issues[2])


def test_every_tag_that_is_worn_finds_those_that_wear_it(desk: Desk) -> None:
    torn(desk)
    seen = set()
    for kind in MAIN_KINDS:
        for tag, ids in worn(desk, kind).items():
            assert desk.filtered(kind, "", [tag]) == ids, (kind, tag)
            seen.add(tag)
        assert desk.worn(kind) == set(worn(desk, kind)) <= set(tags(kind)), kind
    assert {"no source", "newspaper article"} <= seen
    assert {"overdue", "planned, not confirmed", "date conflict", "reported, unconfirmed", "derived"} <= seen
    assert {"verified", "source_changed", "missing", "paraphrase"} <= seen


def test_a_tag_that_nobody_wears_finds_nobody(desk: Desk) -> None:
    for kind in MAIN_KINDS:
        assert desk.filtered(kind, "", ["no such tag"]) == []
    assert desk.filtered("event", "", ["planned"]) == worn(desk, "event").get("planned", [])


def test_tags_of_one_group_widen_and_those_of_another_narrow(desk: Desk) -> None:
    torn(desk)
    for kind, first, second, other in (
        ("issue", "open", "stalled", "high"),
        ("event", "occurred", "planned", "date conflict"),
        ("quote", "verified", "source_changed", "key"),
        ("quote", "paraphrase", "verified", "key"),
    ):
        wearing = worn(desk, kind)
        either = set(wearing[first]) | set(wearing[second])
        assert set(desk.filtered(kind, "", [first, second])) == either
        both = [one for one in desk.ids(kind) if one in either and one in wearing[other]]
        assert desk.filtered(kind, "", [second, other, first]) == both
        assert len(both) < len(either)
        assert desk.filtered(kind, "", [first, other, "no such tag"]) == []


def test_text_and_tags_narrow_together_and_keep_the_order(desk: Desk) -> None:
    found = desk.filtered("quote", "meeting", ["verified"])
    assert found == [one for one in desk.ids("quote") if "meeting" in desk.get(Quote, one).exact]
    assert desk.filtered("quote", "meeting", ["paraphrase"]) == []
    assert desk.filtered("quote", "vučić") == desk.filtered("quote", "вучић") != []


def test_a_reference_finds_its_record_and_no_other(desk: Desk) -> None:
    for kind in ("issue", "quote", "source", "actor", "event", "fact", "position", "brief"):
        one = desk.ids(kind)[-1]
        reference = short_reference(kind, one)
        for typed in (reference, reference.lower(), reference.replace("-", "").lower()):
            assert desk.filtered(kind, typed) == [one]
            hits = desk.search(typed)
            assert (hits[0].kind, hits[0].id) == (kind, one)
            assert hits[0].title == desk.title(kind, one)
            other = "event" if kind == "fact" else "fact"
            assert desk.filtered(other, typed) == [] and desk.search(typed, [other]) == []
    issue = desk.ids("issue")[0]
    reference = short_reference("issue", issue)
    desk.delete("issue", issue)
    assert desk.filtered("issue", reference) == [] and desk.binned("issue", reference) == [issue]
    assert desk.search(reference) == []


def test_the_bin_is_counted_and_narrowed(desk: Desk) -> None:
    issues = desk.ids("issue")
    title = desk.get(Issue, issues[0]).title
    desk.delete("issue", issues[0])
    assert desk.count("issue", deleted=True) == 1 and desk.count("issue") == len(issues) - 1
    assert desk.binned("issue") == desk.binned("issue", title.split()[0].upper()) == [issues[0]]
    assert desk.binned("issue", "nowhere") == []
    desk.undo()
    made = desk.create("event", {"title": "Undone"})
    desk.undo()
    assert desk.count("event", deleted=True) == 0 and not desk.is_there("event", made)
    assert desk.get(Event, made).deleted


def test_suggestions_are_few_and_the_size_is_known() -> None:
    with create_store() as store:
        desk = Desk(store, "T")
        assert desk.size() == 0
        for number in range(30):
            desk.create("actor", {"name": f"Envoy {number:02}"})
        assert len(desk.suggested("actor", "", 7)) == 7 and len(desk.suggested("actor", "env", 7)) == 7
        assert desk.suggested("actor", "envoy 03", 7) == [desk.ids("actor")[3]] and desk.size() == 30


def test_long_archived_texts_make_a_store_large(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("The committee met at noon. " * 1_000, encoding="utf-8")
    with create_store() as store:
        desk = Desk(store, "T")
        desk.import_file(file)
        assert 27 <= desk.size() <= 29  # 27,000 characters, and the source itself


def test_every_order_lists_every_record_once(desk: Desk) -> None:
    torn(desk)
    for kind, orders in SORTS.items():
        for order in orders:
            found = desk.filtered(kind, "", [], order)
            assert sorted(found) == sorted(desk.ids(kind)), (kind, order)
            assert desk.binned(kind, "", order) == desk.binned(kind)
    assert desk.filtered("issue", "", [], "no such order") == desk.ids("issue")


def test_the_orders_do_what_their_names_say(desk: Desk) -> None:
    torn(desk)
    events = [desk.get(Event, one) for one in desk.filtered("event", "", [], "newest")]
    days = [event.date_edtf for event in events]
    assert days[0] > days[1] and days[-1] == ""
    titles = [desk.get(Issue, one).title.casefold() for one in desk.filtered("issue", "", [], "title")]
    assert titles == sorted(titles)
    last = desk.ids("issue")[-1]
    desk.edit("issue", last, {"next_step": "Call"})
    assert desk.filtered("issue", "", [], "changed")[0] == last
    for number, quote in enumerate(desk.filtered("quote", "", ["verified"])):
        desk.edit("quote", quote, {"speaker": desk.ids("actor")[number % 2]})
    rows = desk.rows("quote", desk.filtered("quote", "", ["verified"], "speaker"))
    kinds = [row.tags for row in desk.rows("actor", desk.filtered("actor", "", [], "kind"))]
    assert kinds == sorted(kinds) and len({row.subtitle for row in rows}) > 1
    turns = sum(one.subtitle != other.subtitle for one, other in pairwise(rows))
    assert turns == len({row.subtitle for row in rows}) - 1  # each speaker's stand together
