"""The manual names every form, every field of a block and everything that a block can be made of."""

import re
from pathlib import Path

from briefing.reading.definitions import FORMS
from briefing.rules import templates
from briefing.rules.templates import MADE

PAGE = (Path(__file__).parents[2] / "docs" / "manual" / "forms.md").read_text("utf-8")
ROWS = [line.split("|")[1:-1] for line in PAGE.split("\n") if line.startswith("| ")]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_form_is_in_the_manual() -> None:
    told = [name for row in ROWS if len(row) == 4 for name in named(row[1])]
    assert tuple(told) == FORMS


def test_every_field_and_every_word_of_a_block_is_in_the_manual_with_its_options() -> None:
    fields = {name for row in ROWS for name in named(row[0])}
    assert set(templates._FIELDS) <= fields
    made = {name: named(row[2]) if len(row) > 2 else [] for row in ROWS for name in named(row[0]) if name in MADE}
    assert made == {name: list(options) for name, options in MADE.items()}
