"""What undo says it takes back: the deed, and the record it was done to."""

import pytest

from briefing.desk import Desk
from briefing.rules.cutting import cut
from briefing.store.naming import LONGEST, phrase
from briefing.store.store import create_store

LONG = "Water supply interruption in the northern district and beyond"


def test_every_label_says_which_record_and_uses_no_jargon() -> None:
    desk = Desk(create_store(), "Anna")
    water = desk.create("issue", {"title": LONG})
    assert desk.undo_label() == f"new issue “{cut(LONG, LONGEST)}”"
    desk.edit("issue", water, {"next_step": "Call"})
    assert desk.undo_label() == f"change next step of “{cut(LONG, LONGEST)}”"
    vale = desk.create("actor", {"name": "Mara Vale"})
    name = desk.create("alias", {"actor": vale, "text": "Вале"})
    assert desk.undo_label() == "add other name of “Mara Vale”"
    role = desk.create("membership", {"person": vale, "role": "Minister"})
    assert desk.undo_label() == "add role of “Mara Vale”"
    desk.edit("membership", role, {"end_edtf": "2026"})
    assert desk.undo_label() == "change role (to) of “Mara Vale”"
    desk.delete("alias", name)
    assert desk.undo_label() == "delete other name of “Mara Vale”"
    fact, basis = (desk.create("fact", {"label": label}) for label in ("Share", "Total"))
    desk.create("derivation", {"fact": fact, "basis": basis})
    assert desk.undo_label() == "add basis of “Share”"
    desk.link(water, "actor", vale)
    assert desk.undo_label() == f"link actor to “{cut(LONG, LONGEST)}”"
    desk.unlink(water, "actor", vale)
    assert desk.undo_label() == f"unlink actor from “{cut(LONG, LONGEST)}”"
    undone = desk.undo()
    assert undone is not None and undone.label == f"unlink actor from “{cut(LONG, LONGEST)}”" == desk.redo_label()
    desk.close()


@pytest.mark.parametrize(
    ("label", "noun", "said"),
    [
        ("turn quote into a paraphrase", "quote", "turn quote “Title” into a paraphrase"),
        ("cite source for fact", "fact", "cite source for fact “Title”"),
        ("import source", "source", "import source “Title”"),
        ("leave out figures", "brief", "leave out figures of “Title”"),
        ("bring back link", "issue", "bring back link of “Title”"),
    ],
)
def test_the_title_stands_where_the_kind_is_named(label: str, noun: str, said: str) -> None:
    assert phrase(label, noun, "Title") == said


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Short", "Short"), ("two\nlines", "two lines"), ("one two three", "one two…"), ("x" * 20, "x" * 9 + "…")],
)
def test_a_long_title_is_cut_at_a_word_with_an_ellipsis(text: str, kept: str) -> None:
    assert cut(text, 10) == kept and len(cut(text, 10)) <= 10
