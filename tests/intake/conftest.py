"""Where the files of other programs lie, the text they tell, and one reader for all that is read in a test file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.intake.worker import Reader

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


@pytest.fixture(scope="session")
def told() -> list[str]:
    """The paragraphs of the article that all the files tell."""
    paragraphs: list[str] = json.loads((FILES / "text.json").read_text("utf-8"))["paragraphs"]
    return paragraphs


@pytest.fixture(scope="session")
def files() -> Path:
    return FILES
