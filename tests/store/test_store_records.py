"""Records, links and lists: what a page shows of a store."""

from collections.abc import Iterator
from datetime import date

import pytest

from briefing.errors import NotFoundError
from briefing.model import KINDS, Actor, Brief, Event, Issue, Link, Quote, Source
from briefing.rules.anchors import make_anchor
from briefing.store import links, lists, notices, records
from briefing.store.store import Store, create_store

TODAY = date(2022, 8, 25)
TEXT = "The talks ended without agreement."


@pytest.fixture
def store() -> Iterator[Store]:
    with create_store() as store:
        yield store


def make(store: Store, of: str, **values: object) -> str:
    with store.step(f"new {of}", "Tester") as step:
        return step.insert(of, values)


def drop(store: Store, kind: str, one: str) -> None:
    with store.step("delete", "Other") as step:
        step.delete(kind, one)


def make_quote(store: Store, **more: object) -> str:
    with store.step("import", "T") as step:
        source = step.insert("source", {"title": "Article", "container_title": "The Paper"})
        values = {"source": source, "number": 1, "text_sha256": step.keep_text(TEXT), "characters": len(TEXT)}
        version = step.insert("source_version", values)
        anchor = make_anchor(TEXT, 4, 9)
        fields = {name: getattr(anchor, name) for name in ("exact", "start", "end", "prefix", "suffix", "text_sha256")}
        return step.insert("quote", {**fields, "source_version": version, **more})


def test_a_record_is_found_by_its_id_also_in_the_bin(store: Store) -> None:
    one = make(store, "issue", title="Plates")
    drop(store, "issue", one)
    assert records.get(store, Issue, one).title == "Plates"
    assert records.kind_of(store, one) == "issue"
    assert records.every(store, Issue) == []
    assert [issue.id for issue in records.every(store, Issue, deleted=True)] == [one]


def test_a_record_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"There is no version of a source with the id x"):
        records.get(store, KINDS["source_version"], "x")
    with pytest.raises(NotFoundError, match=r"There is no record with the id x"):
        records.kind_of(store, "x")


def test_issues_come_by_priority_and_deadline(store: Store) -> None:
    for name, priority, deadline in [
        ("c", "low", ""),
        ("b", "high", ""),
        ("a", "high", "2022-09-01"),
        ("d", "critical", ""),
    ]:
        make(store, "issue", title=name, priority=priority, deadline_edtf=deadline)
    assert [issue.title for issue in records.every(store, Issue)] == ["d", "a", "b", "c"]
    assert [records.get(store, Issue, one).title for one in records.ids(store, "issue")] == ["d", "a", "b", "c"]


def test_events_come_by_date_and_actors_by_name(store: Store) -> None:
    for name, day in [("late", "2022-09"), ("early", "2008"), ("none", ""), ("until", "../2022-08-18")]:
        make(store, "event", title=name, date_edtf=day)
    assert [event.title for event in records.every(store, Event)] == ["early", "until", "late", "none"]
    for name, sort in [("Josep Borrell", "Borrell"), ("albin", ""), ("Zed", "")]:
        make(store, "actor", name=name, sort_name=sort)
    assert [actor.name for actor in records.every(store, Actor)] == ["albin", "Josep Borrell", "Zed"]


def test_several_come_in_the_order_asked_for_also_by_the_hundred(store: Store) -> None:
    with store.step("fill", "T") as step:
        made = [step.insert("fact", {"label": str(number)}) for number in range(900)]
    wanted = [*reversed(made), "unknown"]
    assert [one.id for one in records.several(store, KINDS["fact"], wanted)] == wanted[:-1]
    assert len(records.titles(store, [("fact", one) for one in made])) == 900
    assert records.several(store, Issue, []) == []


def test_children_are_found_by_reference_or_by_text(store: Store) -> None:
    actor, event = make(store, "actor", name="A"), make(store, "event", title="E")
    row = make(store, "participant", event=event, actor=actor, role="host")
    assert [one.id for one in records.children(store, KINDS["participant"], "event", event)] == [row]
    source = make(store, "source", title="S")
    cited = make(store, "citation", record_kind="event", record=event, source=source, locator="paragraph 9")
    assert [one.id for one in records.children(store, KINDS["citation"], "record", event)] == [cited]
    drop(store, "participant", row)
    assert records.children(store, KINDS["participant"], "event", event) == []


def test_who_touched_a_record_last_is_told(store: Store) -> None:
    one = make(store, "issue", title="a")
    assert records.last_touched(store, [one])[one].user == "Tester"
    drop(store, "issue", one)
    stamp = records.last_touched(store, [one, "unknown"])
    assert list(stamp) == [one] and stamp[one].user == "Other" and stamp[one].at.endswith("Z")


def test_settings_are_read_by_name(store: Store) -> None:
    assert records.setting(store, "as_at") == "" and records.setting_id(store, "as_at") == ""
    one = make(store, "setting", name="as_at", value="2022-08-19")
    assert (records.setting(store, "as_at"), records.setting_id(store, "as_at")) == ("2022-08-19", one)


def test_linked_records_are_those_alive(store: Store) -> None:
    issue = make(store, "issue", title="i")
    one, two = make(store, "event", title="one"), make(store, "event", title="two")
    rows = [make(store, "link", issue=issue, target_kind="event", target=target) for target in (one, two)]
    assert [event.id for event in links.linked(store, issue, Event)] == [one, two]
    assert links.linked(store, issue, Quote) == []
    assert [link.id for link in links.link_rows(store, issue)] == rows
    drop(store, "link", rows[0])
    drop(store, "event", two)
    assert links.linked(store, issue, Event) == []
    assert [place.title for place in links.issues_of(store, "event", two)] == ["i"]
    drop(store, "issue", issue)
    assert links.issues_of(store, "event", two) == []
    assert records.get(store, Link, rows[1]).issue == issue


def places(store: Store, kind: str, one: str) -> list[tuple[str, str]]:
    return [(place.kind, place.title) for place in links.appears_in(store, kind, one)]


def test_an_actor_appears_wherever_it_is_named(store: Store) -> None:
    actor = make(store, "actor", name="A")
    issue, other = make(store, "issue", title="moves", owner_actor=actor), make(store, "issue", title="wants")
    make(store, "quote", exact="said", form="paraphrase", speaker=actor)
    event = make(store, "event", title="met")
    make(store, "participant", event=event, actor=actor)
    make(store, "position", actor=actor, issue=other, summary="no")
    make(store, "fact", label="number", subject=actor)
    linked = make(store, "issue", title="linked")
    make(store, "link", issue=linked, target_kind="actor", target=actor)
    expected = [
        ("issue", "linked"),
        ("quote", "said"),
        ("event", "met"),
        ("issue", "moves"),
        ("issue", "wants"),
        ("fact", "number"),
    ]
    assert places(store, "actor", actor) == expected
    drop(store, "issue", issue)
    drop(store, "event", event)
    assert places(store, "actor", actor) == [one for one in expected if one[1] not in ("moves", "met")]


def test_sources_events_facts_and_issues_appear_too(store: Store) -> None:
    quote = make_quote(store)
    source = records.every(store, Source)[0].id
    event, fact, derived = (
        make(store, "event", title="e"),
        make(store, "fact", label="f"),
        make(store, "fact", label="d"),
    )
    make(store, "citation", record_kind="event", record=event, source=source)
    make(store, "citation", record_kind="fact", record=fact, source=source)
    actor, issue = make(store, "actor", name="A"), make(store, "issue", title="i")
    position = make(store, "position", actor=actor, issue=issue, summary="p")
    make(store, "citation", record_kind="position", record=position, source=source)
    make(store, "derivation", fact=derived, basis=fact)
    assert places(store, "source", source) == [("quote", "talks"), ("event", "e"), ("fact", "f"), ("position", "p")]
    assert places(store, "fact", fact) == [("fact", "d")]
    with store.step("x", "T") as step:
        step.update("quote", quote, {"occasion": event})
    assert places(store, "event", event) == [("quote", "talks")]
    issue = make(store, "issue", title="whole")
    make(store, "issue", title="part", parent_issue=issue)
    make(store, "brief", title="b", template="one-page", issues=[issue])
    assert places(store, "issue", issue) == [("issue", "part"), ("brief", "b")]
    assert links.appears_in(store, "position", "unknown") == []


def test_a_quote_appears_in_the_briefs_that_print_it(store: Store) -> None:
    quote = make_quote(store)
    issue, closed = make(store, "issue", title="i"), make(store, "issue", title="c", status="closed")
    make(store, "brief", title="all open", template="one-page")
    make(store, "brief", title="of the issue", template="one-page", issues=[issue])
    make(store, "brief", title="of the closed one", template="one-page", issues=[closed])
    telling = make(store, "brief", title="names it", template="one-page", issues=[closed])
    make(store, "brief_block", brief=telling, block="bottom_line", text=f"See {{{{quote:{quote}}}}}.")
    assert places(store, "quote", quote) == [("brief", "names it")]
    make(store, "link", issue=issue, target_kind="quote", target=quote)
    shown = [("issue", "i"), ("brief", "all open"), ("brief", "of the issue"), ("brief", "names it")]
    assert places(store, "quote", quote) == shown
    with store.step("x", "T") as step:
        step.update("issue", issue, {"status": "closed"})
    assert ("brief", "all open") not in places(store, "quote", quote)


def row(store: Store, kind: str, one: str) -> lists.ListRow:
    (found,) = lists.rows(store, kind, [one], TODAY)
    assert (found.kind, found.id) == (kind, one)
    return found


def test_the_rows_of_every_main_kind_are_words(store: Store) -> None:
    actor = make(store, "actor", name="EU", kind="state_or_territory", description="mediator")
    issue = make(store, "issue", title="Plates", deadline_edtf="2022-08-20", owner_actor=actor)
    closed = make(store, "issue", title="Old", deadline_edtf="2022-08-20", status="closed", next_step="none")
    event = make(store, "event", title="Speech", date_edtf="2022-08-19", modality="planned", date_conflict="Friday")
    quote = make_quote(store, speaker=actor, is_key=True, date_edtf="2022-08-18?")
    ours = make(store, "quote", exact="our words", form="paraphrase")
    fact = make(store, "fact", label="Population", value="1.8", unit="million", formula="x")
    position = make(store, "position", actor=actor, issue=issue, summary="for talks", stance="supports")
    brief = make(store, "brief", title="Brief", template="one-page")
    source = records.every(store, Source)[0].id
    bare = make(store, "source", title="Book", publisher="Press")
    assert row(store, "issue", issue).tags == ("open", "medium", "overdue")
    assert (row(store, "issue", issue).subtitle, row(store, "issue", issue).date) == ("No next step yet", "20 Aug 2022")
    assert row(store, "issue", closed).tags == ("closed", "medium")
    assert row(store, "event", event).tags == ("planned, not confirmed", "date conflict")

    def second(kind: str, one: str) -> tuple[str, tuple[str, ...]]:
        return row(store, kind, one).subtitle, row(store, kind, one).tags

    assert second("actor", actor) == ("mediator", ("state or territory",))
    assert second("quote", quote) == ("EU", ("verified", "key"))
    assert second("quote", ours) == ("Speaker not stated", ("paraphrase",))
    assert second("fact", fact) == ("1.8 million", ("derived",))
    assert second("position", position) == ("for talks", ("supports",))
    assert row(store, "position", position).title == "EU"
    assert (row(store, "brief", brief).tags, row(store, "brief", brief).date) == (("draft",), "25 Aug 2022")
    assert row(store, "source", source).subtitle == f"The Paper · in full · {len(TEXT)} characters"
    assert row(store, "source", bare).subtitle == "Press · reference only"


@pytest.mark.parametrize(
    ("modality", "day", "words"),
    [
        ("planned", "2022-08-24", "planned, not confirmed"),
        ("planned", "2022-08-25", "planned"),
        ("planned", "2022-08-19/..", "planned"),
        ("planned", "", "planned"),
        ("occurred", "2022-08-01", "occurred"),
        ("reported_unconfirmed", "2022-08-01", "reported, unconfirmed"),
    ],
)
def test_a_plan_whose_day_has_passed_never_says_it_occurred(store: Store, modality: str, day: str, words: str) -> None:
    one = make(store, "event", title="e", modality=modality, date_edtf=day)
    assert lists.event_state(records.get(store, Event, one), TODAY) == words


def test_the_counts_say_what_needs_work(store: Store) -> None:
    make(store, "issue", title="open")
    make(store, "issue", title="done", status="resolved")
    make(store, "event", title="e", modality="planned", date_edtf="2022-08-20")
    make_quote(store)
    make(store, "quote", exact="loose words")
    make(store, "quote", exact="ours", form="paraphrase")
    make(store, "brief", title="b", template="one-page")
    make(store, "brief", title="c", template="one-page", status="issued")
    found = {kind: (count.total, count.work) for kind, count in lists.counts(store, TODAY).items()}
    assert found == {
        "issue": (2, 1),
        "actor": (0, 0),
        "quote": (3, 1),
        "event": (1, 1),
        "source": (1, 0),
        "brief": (2, 1),
    }


def test_what_needs_attention_is_listed_with_the_reason(store: Store) -> None:
    make(store, "issue", title="late", deadline_edtf="2022-08-01")
    make(store, "issue", title="idle")
    make(store, "issue", title="review", next_step="call", review_by_edtf="2022-08-25")
    make(store, "issue", title="fine", next_step="call")
    make(store, "issue", title="closed", status="closed")
    make(store, "event", title="plan", modality="planned", date_edtf="2022-08-20")
    make(store, "event", title="torn", date_edtf="2022-08-18", date_conflict="Friday")
    make(store, "quote", exact="loose words")
    found = [(notice.title, notice.words, notice.date) for notice in notices.needs_attention(store, TODAY)]
    assert found == [
        ("late", "deadline has passed", "1 Aug 2022"),
        ("late", "no next step", ""),
        ("idle", "no next step", ""),
        ("review", "review is due", "25 Aug 2022"),
        ("plan", "planned, not confirmed", "20 Aug 2022"),
        ("torn", "two dates for one event", "18 Aug 2022"),
        ("loose words", "missing", ""),
    ]


def test_the_next_days_hold_plans_deadlines_steps_and_reviews_by_date(store: Store) -> None:
    make(
        store,
        "issue",
        title="Plates",
        deadline_edtf="2022-09-01",
        next_step_due_edtf="2022-08-27",
        review_by_edtf="2022-08-29",
    )
    make(store, "issue", title="closed", status="closed", deadline_edtf="2022-09-01")
    for title, day, modality in [
        ("speech", "2022-08-26", "planned"),
        ("running", "2022-08-19~/..", "planned"),
        ("week", "2022-08-20/2022-08-26", "planned"),
        ("by then", "../2022-08-28", "planned"),
        ("later", "2022-10-01", "planned"),
        ("past", "2022-08-20", "planned"),
        ("done", "2022-08-26", "occurred"),
        ("some day", "", "planned"),
    ]:
        make(store, "event", title=title, date_edtf=day, modality=modality)
    found = [(notice.title, notice.words) for notice in notices.next_days(store, TODAY, date(2022, 9, 8))]
    assert set(found[:3]) == {("running", "planned"), ("week", "planned"), ("by then", "planned")}
    assert found[3:] == [
        ("speech", "planned"),
        ("Plates", "next step due"),
        ("Plates", "review"),
        ("Plates", "deadline"),
    ]


def test_a_brief_is_listed_newest_first(store: Store) -> None:
    for title in "abc":
        make(store, "brief", title=title, template="one-page")
    assert [brief.title for brief in records.every(store, Brief)] == ["c", "b", "a"]
