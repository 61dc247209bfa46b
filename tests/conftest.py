"""What every test stands on: no display, no network, no user data, one locale."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtCore import QLocale

from briefing import paths
from briefing.store.backup import copy_sample

settings.register_profile("settled", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1500, deadline=None, print_blob=True)

NETWORK = frozenset({socket.AF_INET, socket.AF_INET6})


OPENED: list[str] = []
"""Network sockets that were asked for, also by code that swallowed the refusal."""


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    # an audit hook cannot be taken away again, and nothing in the process can go round it
    if event == "socket.__new__" and arguments[1] in NETWORK:
        OPENED.append(f"a network socket was opened: {arguments[1:]}")
        raise AssertionError(OPENED[-1])


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def opened() -> Iterator[list[str]]:
    """The network sockets asked for in this test: there may be none, whoever caught the refusal."""
    OPENED.clear()
    yield OPENED
    assert not OPENED


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """User data, settings and names of the machine stay out of the tests."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("BRIEFING_DATA_HOME", str(home))
    monkeypatch.setenv("BRIEFING_USER", "Tester")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


@pytest.fixture(autouse=True, scope="session")
def own_locale() -> Iterator[None]:
    """Dates and numbers look the same on every machine."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture(scope="session")
def untouched_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped sample that nobody opens: whoever opens a copy of it makes it a site of its own."""
    return copy_sample(paths.sample_store(), tmp_path_factory.mktemp("sample") / "Sample crisis.db", "Anna")


@pytest.fixture
def crisis_db(tmp_path: Path, untouched_sample: Path) -> Path:
    """A working copy of the shipped sample, made in a fraction of the time that the program's checked one takes."""
    return Path(shutil.copy(untouched_sample, tmp_path / "crisis.db"))


@pytest.fixture
def shared() -> Path:
    """The folder with the seed article, which is no part of the project."""
    chosen = os.environ.get("BRIEFING_SHARED", "")
    folder = Path(chosen) if chosen else Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "seed" / "article_gold.json").exists():
        pytest.skip("shared data not present")
    return folder
