"""The two packages that only teams need, imported when a server is named; a sentence where they are not installed."""

from types import ModuleType

from briefing.errors import TeamError
from briefing.wording import say


def psycopg() -> ModuleType:
    """The driver of PostgreSQL. Raises TeamError, saying what to install."""
    try:
        import psycopg
    except ImportError as error:
        raise _missing() from error
    return psycopg


def keyring() -> ModuleType:
    """The way to this system's keyring. Raises TeamError, saying what to install."""
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise _missing() from error
    return keyring


def _missing() -> TeamError:
    return TeamError(
        say(
            "Working with a server needs two more packages, psycopg and keyring. Please run: "
            'python -m pip install "briefing-desk[team]"'
        )
    )
