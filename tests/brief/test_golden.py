"""The forms made of the sample on its day, compared with the files that somebody read and stored.

`BRIEFING_STORE_GOLDENS=1 python3 dev.py test tests/brief/test_golden.py` stores new ones in `tests/brief/golden/`; read
what changed before it is committed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.compose import Order, compose
from briefing.desk import Desk
from briefing.export import html, markdown

GOLDEN = Path(__file__).with_name("golden")
NAMES = ("one-page", "issue-brief", "meeting-brief", "quote-sheet", "submission")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path_factory.mktemp("golden") / "crisis.db", "Anna")
    yield opened
    opened.close()


@pytest.mark.parametrize("ending", ["md", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_what_it_was_when_somebody_read_it(desk: Desk, name: str, ending: str) -> None:
    brief = compose(desk, Order(name))
    made = markdown.render(brief) if ending == "md" else html.render(brief)
    path = GOLDEN / f"{name}.{ending}"
    if os.environ.get("BRIEFING_STORE_GOLDENS"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(made.encode())
    assert made.encode() == path.read_bytes()
