"""Desks that exchange."""

from collections.abc import Iterator

import pytest

from .exchange_staging import Desks, desks_in_memory


@pytest.fixture
def desks() -> Iterator[Desks]:
    """Stores in memory by name."""
    with desks_in_memory() as desks:
        yield desks
