"""The two desks, made once and copied for each test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from tests.ui.exchange.desks import TwoDesks, two_desks


@pytest.fixture(scope="session")
def first_desks(tmp_path_factory: pytest.TempPathFactory) -> TwoDesks:
    """The stores that the others are copies of."""
    return two_desks(tmp_path_factory.mktemp("desks"))


@pytest.fixture
def desks(first_desks: TwoDesks, tmp_path: Path) -> TwoDesks:
    """Two desks of this test alone."""
    anna, bela = (Path(copyfile(one, tmp_path / one.name)) for one in (first_desks.anna, first_desks.bela))
    return replace(first_desks, anna=anna, bela=bela)
