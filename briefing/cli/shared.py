"""What the verbs of the command line share: the store they work on, records by reference, how an answer is printed."""

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.export.receipt import PageTexts


def text(given: str) -> str:
    """`given` as it is. Bytes that are no text come in as lone surrogates, which no store can hold."""
    if any("\ud800" <= letter <= "\udfff" for letter in given):
        raise click.BadParameter("this is not text in UTF-8.")
    return given


class _Place(click.Path):
    """A path of a file or folder. Refuses an empty one, which would be the folder one happens to work in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises BadParameter for an empty one."""
        if not str(value).strip():
            self.fail("it is empty. Please name a file or a folder; . is the one you work in.", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Place(path_type=Path)
STORE = click.argument("store", type=PATH)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
USER = click.option("--user", type=text, default="", help="Whom the log names; BRIEFING_USER or you, if left out.")


def user_name() -> str:
    """Whom the log names: BRIEFING_USER, else the system's user name."""
    try:
        return os.environ.get("BRIEFING_USER") or getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without a user database
        return "unknown"


@contextmanager
def opened(store: Path, *, user: str = "", read_only: bool = False, as_at: str = "") -> Iterator[Desk]:
    """The desk on a store, closed afterwards."""
    desk = Desk.open(store, user or user_name(), read_only=read_only, clock=_clock(as_at))
    try:
        yield desk
    finally:
        desk.close()


def _clock(as_at: str) -> Clock | None:
    if not as_at:
        return None
    from briefing.rules import date_words

    try:
        return Clock(date.fromisoformat(date_words.read(as_at, Clock().today()).edtf))
    except ValueError:
        reason = "please give a day such as 2022-08-19, 19 August 2022 or yesterday."
        raise InvalidEntryError("as_at", "--as-at", reason) from None


def say_value(as_json: bool, value: Any, text: str) -> None:
    """Print the value as JSON, or the words for people."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1) if as_json else text)


def counted(number: int, word: str) -> str:
    """A number with the word for what was counted, as one or many."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def one_of(desk: Desk, wanted: str, kind: str) -> str:
    """The id of a record of this kind, given by id or short reference."""
    found, record_id = desk.resolve(wanted)
    if found != kind:
        raise NotFoundError(f"{wanted} is the reference of another kind of record ({found}, not {kind}).")
    return record_id


@dataclass
class Reader:
    """Who reads finished PDF files again: the entry point gives one, for the core has no PDF reader."""

    page_texts: PageTexts | None = None


READER = Reader()
