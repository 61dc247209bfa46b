"""What lies above the ceiling is in no form, and every record that is printed counts for the marking."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.compose import Order, composed
from briefing.desk import Desk
from briefing.export import markdown
from briefing.model import KINDS

FORMS = ("meeting-brief", "quote-sheet", "submission")
HIGH = "OFFICIAL-SENSITIVE"


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("actor", "name"), ("event", "title"), ("event", "summary"), ("position", "summary"), ("membership", "role"),
        ("actor_relation", "note"), ("issue", "title"), ("participant", "role"), ("quote", "editor_note"),
    ],
)  # fmt: skip
def test_nothing_above_the_ceiling_is_in_a_form(desk: Desk, kind: str, field: str) -> None:
    chosen = desk.every(KINDS[kind])[::2]
    for record in chosen:
        desk.edit(kind, record.id, {"marking": HIGH, field: f"Planted {record.id}"})
    assert any("Planted" in markdown.render(composed(desk, Order(form, profile="uk")).tree) for form in FORMS)
    for form in FORMS:
        done = composed(desk, Order(form, profile="uk", ceiling="OFFICIAL"))
        made = markdown.render(done.tree)
        assert {record.id for record in chosen} <= done.withheld.ids
        assert "Planted" not in made
        assert set(done.told).isdisjoint(done.withheld.ids)
        assert HIGH not in made


@pytest.mark.parametrize("form", ["one-page", "issue-brief", *FORMS])
def test_whatever_is_named_in_a_form_raises_its_marking(desk: Desk, form: str) -> None:
    named = []
    for kind, field in (("actor", "name"), ("event", "title"), ("issue", "title"), ("membership", "role")):
        for record in desk.every(KINDS[kind]):
            desk.edit(kind, record.id, {field: f"Planted {record.id}"})
            named.append((kind, record.id))
    order = Order(form, profile="uk")
    made = markdown.render(composed(desk, order).tree)
    named = [pair for pair in named if f"Planted {pair[1]}" in made]
    assert len({kind for kind, _ in named}) >= 3
    for kind, record_id in named[::2]:
        desk.edit(kind, record_id, {"marking": HIGH})
        assert composed(desk, order).tree.marking == HIGH, (kind, record_id)
        desk.edit(kind, record_id, {"marking": ""})
