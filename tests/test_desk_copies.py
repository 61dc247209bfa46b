"""Copies of records, and quotes that become paraphrases."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import InvalidEntryError
from briefing.model import Event, Quote
from briefing.store.store import create_store

TEXT = "He said “not yet” and then “not now”.\n"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Tester", Clock(date(2022, 8, 25)))
    yield desk
    desk.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def quoted(desk: Desk, article: Path) -> str:
    source = desk.import_file(article).source
    return desk.capture_quote(source, TEXT.index("not now"), TEXT.index("not now") + 7)


def test_other_words_make_a_quote_a_paraphrase_and_undo_gives_the_proof_back(desk: Desk, article: Path) -> None:
    quote = quoted(desk, article)
    assert desk.quote_state(desk.get(Quote, quote)) == "verified"
    desk.reword(quote, "He asked for time.")
    found = desk.get(Quote, quote)
    assert (found.exact, found.form, found.start, found.text_sha256) == ("He asked for time.", "paraphrase", None, "")
    assert desk.quote_state(found) == "paraphrase"
    assert desk.quote_source(found) is not None  # it still says where it comes from
    with pytest.raises(InvalidEntryError, match="capture the passage"):
        desk.edit("quote", quote, {"form": "full"})
    with pytest.raises(InvalidEntryError, match="needs words"):
        desk.reword(quote, "  ")
    desk.edit("quote", quote, {"exact": "He asked for a week."})  # our own words stay ours to change
    desk.undo()
    desk.undo()
    assert desk.quote_state(desk.get(Quote, quote)) == "verified"


def test_a_copy_has_the_links_and_parts_of_the_original_and_is_one_step(desk: Desk) -> None:
    issue = desk.create("issue", {"title": "Plates"})
    actor = desk.create("actor", {"name": "Envoy"})
    event = desk.create("event", {"title": "x" * 999, "date_edtf": "early Aug 2022"}, issue=issue)
    desk.create("participant", {"event": event, "actor": actor, "role": "chair"})
    steps = desk.step_number()
    made = desk.duplicate("event", event)
    assert desk.step_number() == steps + 1 and desk.undo_label().startswith("duplicate event “xxx")
    copy, original = desk.get(Event, made), desk.get(Event, event)
    assert copy.title.endswith(" (copy)") and len(copy.title) == 1000
    assert (copy.date_edtf, copy.date_literal) == (original.date_edtf, original.date_literal)
    assert [(who.id, role) for who, role in desk.participants(made)] == [(actor, "chair")]
    assert [place.id for place in desk.issues_of("event", made)] == [issue]
    desk.undo()
    assert desk.ids("event") == [event] and [place.id for place in desk.issues_of("event", event)] == [issue]


def test_a_copied_actor_has_roles_but_not_the_names_and_meetings_of_the_original(desk: Desk) -> None:
    body, actor = desk.create("actor", {"name": "Body"}), desk.create("actor", {"name": "Envoy"})
    desk.create("alias", {"actor": actor, "text": "The envoy"})
    desk.create("membership", {"person": actor, "organisation": body, "role": "Envoy"})
    event = desk.create("event", {"title": "Talks"})
    desk.create("participant", {"event": event, "actor": actor})
    made = desk.duplicate("actor", actor)
    assert [held.person for held in desk.members(body)] == [actor, made]
    assert desk.aliases(made) == [] and len(desk.taking_part(event)) == 1


def test_a_source_is_not_duplicated(desk: Desk, article: Path) -> None:
    with pytest.raises(InvalidEntryError, match="cannot be duplicated"):
        desk.duplicate("source", desk.import_file(article).source)
