"""The same actor or source, made on two desks, is proposed for joining; both ids lead to the one that stays."""

import json
from collections.abc import Iterator

import pytest

from briefing.desk import Desk
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import KINDS, Actor, BriefBlock, Comment, Decision, Quote, Source, SourceVersion
from briefing.store import conflicting, exchange, history, joining, records, search
from briefing.store.doubles import doubles
from briefing.store.store import Store, create_store

from .exchange_staging import archived, edit, give, look, make, steps


@pytest.fixture
def stores() -> Iterator[tuple[Store, Store]]:
    with create_store(site="desk-a") as a, create_store(site="desk-b") as b:
        yield a, b


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(create_store(site="desk-a"), "Anna")
    yield made
    made.close()


def why(store: Store) -> set[tuple[str, str, str, str]]:
    return {(one.kind, one.first, one.second, one.why) for one in doubles(store)}


def test_actors_of_one_name_in_any_script_are_proposed(stores: tuple[Store, Store]) -> None:
    a, b = stores
    latin, cyrillic = make(a, "actor", name="Aleksandar Vučić"), make(b, "actor", name="Александар Вучић")
    with b.step("new actor", "B") as step:
        step.insert("actor", {"name": "Aleksandar Vucic", "kind": "group"})
    make(b, "actor", name="Albin Kurti")
    alike = ("actor", *sorted((latin, cyrillic)), "name")
    assert [(one.kind, one.first, one.second, one.why) for one in look(a, b).doubles] == [alike]
    assert why(b) == set()
    give(a, b)
    assert why(b) == {alike}


def test_sources_of_one_address_or_one_text_are_proposed_once(stores: tuple[Store, Store]) -> None:
    a, b = stores
    archived(a)
    archived(b)
    one = make(a, "source", title="Page", url="https://www.example.org/a/")
    other = make(b, "source", title="The page", url="http://example.org/a#top")
    give(a, b)
    found = why(b)
    assert ("source", *sorted((one, other)), "address") in found
    assert [row[3] for row in found if row[1] not in (one, other)] == ["text"]
    with b.step("delete source", "B") as step:
        step.delete("source", other)
    assert {row[3] for row in why(b)} == {"text"}


def test_joined_actors_are_one_everywhere_and_on_every_desk(stores: tuple[Store, Store]) -> None:
    a, b = stores
    keep, issue = make(a, "actor", name="Vucic"), make(a)
    give(a, b)
    other = make(b, "actor", name="Вучић", role_as_stated="President", description="Long known.")
    quote = make(b, "quote", exact="no", form="paraphrase", speaker=other)
    event = make(b, "event", title="Talks")
    for actor in (keep, other):
        make(b, "link", issue=issue, target_kind="actor", target=actor)
        make(b, "participant", event=event, actor=actor)
    make(b, "membership", person=other, organisation=keep, role="One of itself")
    make(b, "alias", actor=other, text="AV")
    brief = make(b, "brief", title="Daily", template="one-page")
    block = make(b, "brief_block", brief=brief, block="actors", records=json.dumps([other, keep]))
    joining.join(b, "actor", keep, other, "Ben")
    give(b, a)
    for store in (a, b):
        assert joining.now(store, "actor", other) == keep
        assert records.get(store, Quote, quote).speaker == keep
        whole = records.get(store, Actor, keep)
        assert (whole.name, whole.role_as_stated, whole.description) == ("Vucic", "President", "Long known.")
        assert {row[0] for row in store.query("SELECT text FROM alias WHERE deleted = ''")} == {"AV", "Вучић"}
        for table in ("link", "participant"):
            assert len(store.query(f"SELECT 1 FROM {table} WHERE deleted = ''")) == 1
        assert not store.query("SELECT 1 FROM membership WHERE deleted = ''")
        assert json.loads(store.query("SELECT records FROM brief_block WHERE id = ?", (block,))[0][0]) == [keep]
        assert {hit.id for hit in search.find(store.connection, "вучић")} == {keep, quote}
        assert doubles(store) == []


def test_joined_sources_keep_every_text_once_and_quotes_stay_slices(desk: Desk) -> None:
    store = desk.store
    first, sha256 = archived(store)
    second, _ = archived(store)
    third = desk.archive_text("Note", "Another text of the same page.").source
    one, two = (desk.quote_source(records.get(store, Quote, quote)).id for quote in (first, second))
    desk.join("source", one, two)
    desk.join("source", one, third)
    versions = records.children(store, SourceVersion, "source", one)
    assert [(version.number, version.text_sha256 == sha256) for version in versions] == [(1, True), (2, False)]
    for quote in (first, second):
        assert desk.quote_source(records.get(store, Quote, quote)).id == one
        assert desk.quote_state(records.get(store, Quote, quote)) == "verified"
    assert [source.id for source in desk.every(Source)] == [one]
    assert desk.check().ok
    with create_store(site="desk-b") as other:
        assert exchange.take(other, steps(store), lambda name: exchange.blob(store, name), "B").waiting == 0


def test_joining_is_one_step_to_undo(stores: tuple[Store, Store]) -> None:
    a, _ = stores
    keep, other = make(a, "actor", name="Vucic"), make(a, "actor", name="Vučić", iso3166="RS")
    make(a, "quote", exact="no", form="paraphrase", speaker=other)
    before = {kind: records.every(a, cls) for kind, cls in KINDS.items()}
    joining.join(a, "actor", keep, other, "Anna")
    undone = history.undo(a, "Anna")
    assert undone is not None
    assert undone.skipped == ()
    assert {kind: records.every(a, cls) for kind, cls in KINDS.items()} == before
    assert joining.now(a, "actor", other) == other
    history.redo(a, "Anna")
    assert joining.now(a, "actor", other) == keep


def test_a_reference_in_prose_to_the_actor_that_went_still_leads_somewhere(desk: Desk) -> None:
    keep, other = (desk.create("actor", {"name": name}) for name in ("Aleksandar Vučić", "A. Vucic"))
    brief = desk.new_brief("one-page", "Daily", [desk.create("issue", {"title": "Plates"})])
    desk.write_block(brief, "bottom_line", f"We wait for {{{{actor:{other}}}}}.")
    desk.join("actor", keep, other)
    said = json.dumps(desk.compose("one-page", brief=brief), default=vars, ensure_ascii=False)
    assert "Aleksandar Vučić" in said
    assert "dead_reference" not in {finding.code for finding in desk.preflight(brief).findings}


def test_two_desks_that_join_the_same_two_agree(stores: tuple[Store, Store]) -> None:
    a, b = stores
    keep, other = make(a, "actor", name="Vucic"), make(a, "actor", name="Vučić")
    quote = make(a, "quote", exact="no", form="paraphrase", speaker=other)
    give(a, b)
    for store in stores:
        joining.join(store, "actor", keep, other, "T")
    give(a, b)
    give(b, a)
    assert not conflicting.unsettled(a)
    assert records.get(b, Quote, quote).speaker == keep


def test_two_desks_that_join_two_the_one_way_and_the_other_do_not_hang(stores: tuple[Store, Store]) -> None:
    a, b = stores
    one, other = sorted((make(a, "actor", name="Vucic"), make(a, "actor", name="Vučić")))
    give(a, b)
    joining.join(a, "actor", one, other, "A")
    joining.join(b, "actor", other, one, "B")
    give(a, b)
    give(b, a)
    for store in stores:
        assert why(store) == {("actor", one, other, "joined")}
    joining.join(b, "actor", one, other, "B")
    give(b, a)
    for store in stores:
        assert why(store) == set()
        assert [actor.id for actor in records.every(store, Actor)] == [one]
        assert joining.now(store, "actor", other) == one


def test_three_that_three_desks_joined_in_a_round_can_be_joined_after_all(stores: tuple[Store, Store]) -> None:
    a, b = stores
    one, two, three = (make(a, "actor", name=name) for name in ("Vucic", "Vučić", "Вучић"))
    with create_store(site="desk-c") as c:
        for store in (b, c):
            give(a, store)
        joining.join(a, "actor", one, two, "A")
        joining.join(b, "actor", two, three, "B")
        joining.join(c, "actor", three, one, "C")
        give(b, a)
        give(c, a)
    assert records.every(a, Actor) == []
    while why(a):
        kind, keep, other, _ = min(why(a))
        joining.join(a, kind, keep, other, "A")
    [left] = records.every(a, Actor)
    assert {joining.now(a, "actor", other) for other in (one, two, three)} == {left.id}


def test_what_another_desk_made_of_the_one_that_went_is_proposed_and_moved(stores: tuple[Store, Store]) -> None:
    a, b = stores
    keep, other = make(a, "actor", name="Vucic"), make(a, "actor", name="Vučić")
    give(a, b)
    joining.join(a, "actor", keep, other, "A")
    quote = make(b, "quote", exact="no", form="paraphrase", speaker=other)
    comment = make(b, "comment", record_kind="actor", record=other, text="Who?")
    brief = make(b, "brief", title="Daily", template="one-page")
    decision = make(b, "decision", brief=brief, version=1, record_kind="actor", record=other, result="noted")
    give(b, a)
    assert why(a) == {("actor", keep, other, "joined")}
    joining.join(a, "actor", keep, other, "A")
    assert why(a) == set()
    assert records.get(a, Quote, quote).speaker == keep
    assert records.get(a, Comment, comment).record == keep
    assert records.get(a, Decision, decision).record == keep
    block = make(b, "brief_block", brief=brief, block="actors", records=json.dumps([other]))
    give(b, a)
    assert why(a) == {("actor", keep, other, "joined")}
    joining.join(a, "actor", keep, other, "A")
    assert why(a) == set()
    assert json.loads(records.get(a, BriefBlock, block).records) == [keep]


def test_what_cannot_be_joined_is_refused(stores: tuple[Store, Store]) -> None:
    a, _ = stores
    one, other = make(a, "actor", name="Vucic", marking="RESTRICTED"), make(a, "actor", name="Vučić", marking="SECRET")
    with pytest.raises(InvalidEntryError, match="choose two actors"):
        joining.join(a, "actor", one, one, "A")
    with pytest.raises(InvalidEntryError, match="choose two actors"):
        joining.join(a, "issue", one, other, "A")
    with pytest.raises(InvalidEntryError, match="Mark both alike first"):
        joining.join(a, "actor", one, other, "A")
    with pytest.raises(NotFoundError):
        joining.join(a, "actor", one, "nobody", "A")
    edit(a, other, "actor", deleted="2022-08-19T00:00:00Z", marking="RESTRICTED")
    with pytest.raises(NotFoundError, match="is in the bin"):
        joining.join(a, "actor", one, other, "A")
