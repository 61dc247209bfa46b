"""The forms made of the sample on its day, compared with the files that somebody read and stored.

`BRIEFING_STORE_GOLDENS=1 python3 dev.py test tests/brief/test_golden.py` stores new ones in `tests/brief/golden/`; read
what changed before it is committed.
"""

from collections.abc import Iterator

import pytest

from briefing.brief.compose import Order, compose
from briefing.desk import Desk
from tests.brief.goldens import is_golden

NAMES = ("one-page", "issue-brief", "meeting-brief", "quote-sheet", "submission")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path_factory.mktemp("golden") / "crisis.db", "Anna")
    yield opened
    opened.close()


@pytest.mark.parametrize("ending", ["md", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_what_it_was_when_somebody_read_it(desk: Desk, name: str, ending: str) -> None:
    assert is_golden(name, ending, compose(desk, Order(name)))
