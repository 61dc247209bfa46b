"""The desk from whose store pouches are made."""

from collections.abc import Iterator

import pytest

from briefing.desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """On a copy of the sample; the tests of one file share it."""
    opened = Desk.new_from_sample(tmp_path_factory.mktemp("desk") / "crisis.db", "Anna Berg")
    yield opened
    opened.close()
