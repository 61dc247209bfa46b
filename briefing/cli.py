"""The verbs of the desk on the command line. `--json` prints one JSON value; errors go to standard error.

Exit status: 0 done, 1 refused (with a sentence), 2 wrong usage. Nothing is decided here.
"""

import getpass
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import BriefingError, InvalidEntryError, NotFoundError
from briefing.fieldspec import FieldType
from briefing.model import KINDS, MAIN_KINDS, Actor, Brief
from briefing.rules.validation import spec_of


def text(given: str) -> str:
    """`given` as it is. Bytes that are no text come in as lone surrogates, which no store can hold."""
    if any("\ud800" <= letter <= "\udfff" for letter in given):
        raise click.BadParameter("this is not text in UTF-8.")
    return given


_PATH = click.Path(path_type=Path)
_STORE = click.argument("store", type=_PATH)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
_USER = click.option("--user", type=text, default="", help="Whom the log names; BRIEFING_USER or you, if left out.")


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


def _say(as_json: bool, value: Any, text: str) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1) if as_json else text)


@click.group()
@click.version_option("0.1.0", prog_name="Briefing Desk")
def group() -> None:
    """Briefing Desk: the verbs for scripts. Without a verb, main.py [STORE] opens the window."""


@group.command()
@_STORE
@click.option("--sample", is_flag=True, help="Begin with a copy of the sample.")
@_USER
def new(store: Path, sample: bool, user: str) -> None:
    """Make a store."""
    name = user or user_name()
    desk = Desk.new_from_sample(store, name) if sample else Desk.new(store, name)
    desk.close()
    click.echo(f"Made {store}.")


@group.command(name="import")
@_STORE
@click.argument("file", type=_PATH)
@_USER
@_JSON
def import_(store: Path, file: Path, user: str, as_json: bool) -> None:
    """Archive a plain text or HTML file as a source."""
    with opened(store, user=user) as desk:
        done = desk.import_file(file)
    value = {"source": done.source, "sha256": done.sha256, "characters": done.characters, "new": done.new}
    for notice in done.notices:
        click.echo(notice, err=True)
    words = "Archived" if done.new else "Already archived, nothing was added"
    _say(as_json, value, f"{words}: {file.name}, {done.characters} characters, source {done.source}.")


@group.command(name="list")
@_STORE
@click.argument("kind", type=click.Choice(MAIN_KINDS))
@_JSON
def list_(store: Path, kind: str, as_json: bool) -> None:
    """List the records of a kind."""
    with opened(store, read_only=True) as desk:
        if as_json:
            _say(True, [desk.fields(record) for record in desk.every(KINDS[kind])], "")
            return
        for row in desk.rows(kind, desk.ids(kind)):
            click.echo(" · ".join(part for part in (row.id, row.title, *row.tags, row.date) if part))


@group.command()
@_STORE
@click.argument("record", type=text)
@_JSON
def show(store: Path, record: str, as_json: bool) -> None:
    """Show every field of a record, given by id or short reference."""
    with opened(store, read_only=True) as desk:
        kind, record_id = desk.resolve(record)
        values = desk.fields(desk.get(KINDS[kind], record_id))
    _say(as_json, values, "\n".join(f"{name}: {value}" for name, value in values.items() if value not in ("", None)))


@group.command()
@_STORE
@click.argument("record", type=text)
@click.option("--set", "changes", multiple=True, required=True, type=text, metavar="FIELD=VALUE", help="Repeatable.")
@_USER
@_JSON
def edit(store: Path, record: str, changes: tuple[str, ...], user: str, as_json: bool) -> None:
    """Set fields of a record. Dates may be words, such as "early Aug 2022" or "by Friday"."""
    values = {}
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals:
            raise click.BadParameter(f"“{change}” is not of the form field=value", param_hint="--set")
        values[name.strip()] = value
    with opened(store, user=user) as desk:
        kind, record_id = desk.resolve(record)
        facing = desk.facing(desk.get(KINDS[kind], record_id), values)
        desk.edit(kind, record_id, values)
        for name, value in values.items():
            if spec_of(kind, name).type is FieldType.DATE:
                _say_date(desk, value, facing)
        done = desk.fields(desk.get(KINDS[kind], record_id))
    _say(as_json, done, f"Changed {', '.join(values)} of {record_id}.")


def _say_date(desk: Desk, typed: str, facing: int = 0) -> None:
    """Say how a date in words was read, on standard error."""
    read = desk.read_date(typed, facing)
    if not read.plain:
        notes = f" ({'; '.join(read.notes)})" if read.notes else ""
        click.echo(f"“{typed}” was read as {read.words}, {read.edtf}{notes}.", err=True)


@group.command()
@_STORE
@_USER
def undo(store: Path, user: str) -> None:
    """Take back the last step."""
    with opened(store, user=user) as desk:
        done = desk.undo()
    click.echo(f"Undone: {done.label}." if done else "There is nothing to undo.")


@group.command()
@_STORE
@_USER
def redo(store: Path, user: str) -> None:
    """Bring back what was undone."""
    with opened(store, user=user) as desk:
        done = desk.redo()
    click.echo(f"Redone: {done.label}." if done else "There is nothing to redo.")


@group.command()
@_STORE
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="How many entries.")
@_JSON
def log(store: Path, limit: int, as_json: bool) -> None:
    """The change log, newest entry first."""
    with opened(store, read_only=True) as desk:
        entries = desk.log(limit)
    names = ("table", "record", "field", "old", "new")
    value = [
        asdict(entry) | {"changes": [dict(zip(names, one, strict=True)) for one in entry.changes]} for entry in entries
    ]
    _say(as_json, value, "\n".join(f"{e.at} {e.user}: {e.label} ({len(e.changes)})" for e in entries))


@group.command()
@_STORE
@click.argument("query", type=text)
@_JSON
def search(store: Path, query: str, as_json: bool) -> None:
    """Find records; every spelling of a name finds it."""
    with opened(store, read_only=True) as desk:
        hits = desk.search(query)
    lines = [f"{hit.kind} {hit.id} {hit.title}" for hit in hits]
    _say(as_json, [asdict(hit) for hit in hits], "\n".join(lines) or "Nothing was found.")


@group.command()
@_STORE
@click.argument("source", type=text)
@click.option("--start", type=int, required=True, help="First character, from 0, in code points.")
@click.option("--end", type=int, required=True, help="The character after the last one.")
@click.option("--speaker", type=text, default="", help="Id, short reference or exact name of an actor.")
@click.option("--date", "said", type=text, default="", help="When it was said; words will do.")
@click.option("--issue", type=text, default="", help="Id or short reference of an issue to link it to.")
@_USER
@_JSON
def quote(
    store: Path, source: str, start: int, end: int, speaker: str, said: str, issue: str, user: str, as_json: bool
) -> None:
    """Capture a passage of a source as a quote."""
    with opened(store, user=user) as desk:
        values: dict[str, Any] = {"date_edtf": said}
        if speaker:
            values["speaker"] = _actor(desk, speaker)
        issue_id = _one(desk, issue, "issue") if issue else ""
        record_id = desk.capture_quote(_one(desk, source, "source"), start, end, values, issue=issue_id)
        _say_date(desk, said)
        done = desk.fields(desk.get(KINDS["quote"], record_id))
    _say(as_json, done, f"Captured “{done['exact']}” as {record_id}.")


def _actor(desk: Desk, wanted: str) -> str:
    named = [actor.id for actor in desk.every(Actor) if actor.name.casefold() == wanted.casefold()]
    if len(named) > 1:
        references = " or ".join(desk.reference(desk.get(Actor, one)) for one in named)
        raise NotFoundError(f"More than one actor is called {wanted}. Please say {references}.")
    if named:
        return named[0]
    with suppress(NotFoundError):
        kind, found = desk.resolve(wanted)
        if kind == "actor":
            return found
    raise NotFoundError(f"There is no actor “{wanted}”. Please give the whole name, or the reference.")


def _one(desk: Desk, wanted: str, kind: str) -> str:
    """The id of a record of this kind, given by id or short reference."""
    found, record_id = desk.resolve(wanted)
    if found != kind:
        raise NotFoundError(f"{wanted} is the reference of another kind of record ({found}, not {kind}).")
    return record_id


@group.command()
@_STORE
@_JSON
def check(store: Path, as_json: bool) -> None:
    """Check the file and every quote against its archived text."""
    with opened(store, read_only=True) as desk:
        found = desk.check()
    value = {"ok": found.ok, "quotes": found.quotes, "problems": list(found.problems)}
    words = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in found.quotes.items())
    _say(as_json, value, "\n".join([f"Quotes: {words}.", *found.problems]))


@group.command()
@_STORE
@click.argument("file", type=_PATH)
def backup(store: Path, file: Path) -> None:
    """Write the whole store to another file."""
    with opened(store, read_only=True) as desk:
        desk.save_copy(file)
    click.echo(f"Saved as {file}.")


@group.command()
@_STORE
@click.option("--template", type=text, default="", help="one-page (if left out) or issue-brief.")
@click.option("--brief", type=text, default="", help="A brief, with its template, issues, day and words.")
@click.option(
    "--format", "formats", type=text, default="md,html,pdf", show_default=True, help="Of md, html, pdf, json, csv."
)
@click.option("--issue", "issues", type=text, multiple=True, help="Id or short reference; all open ones if left out.")
@click.option("--as-at", type=text, default="", help="The day it is shown as at, such as 2022-08-25.")
@click.option("--paper", type=click.Choice(["a4", "us-letter"]), default="a4", show_default=True)
@click.option("--out", type=_PATH, required=True, help="The folder to write to.")
@click.option("--overwrite", is_flag=True, help="Replace files that differ.")
@_JSON
def export(
    store: Path,
    template: str,
    brief: str,
    formats: str,
    issues: tuple[str, ...],
    as_at: str,
    paper: str,
    out: Path,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Compose a brief and write it in each format."""
    wanted = [one.strip() for one in formats.split(",") if one.strip()]
    with opened(store, read_only=True, as_at=as_at) as desk:
        chosen = [_one(desk, one, "issue") for one in issues]
        brief_id = _one(desk, brief, "brief") if brief else ""
        form = template or (desk.get(Brief, brief_id).template if brief_id else "one-page")
        done = desk.export(form, wanted, out, issues=chosen, brief=brief_id, paper=paper, overwrite=overwrite)
    for heading in done.missing:
        click.echo(f"To be completed: {heading}", err=True)
    for warning in done.warnings:
        click.echo(warning, err=True)
    files = [
        {"path": str(f.path), "format": f.format, "sha256": f.sha256, "bytes": f.bytes, "pages": f.pages}
        for f in done.files
    ]
    value = {"files": files, "missing": list(done.missing), "warnings": list(done.warnings)}
    lines = [f"{f.path} ({f.pages} page{'' if f.pages == 1 else 's'})" if f.pages else str(f.path) for f in done.files]
    _say(as_json, value, "\n".join(lines))


def verbs() -> tuple[str, ...]:
    """The words that run without a window."""
    return tuple(group.commands)


def run(words: Sequence[str]) -> int:
    """Run a verb; returns the exit status. Never raises what a user could have caused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # scripts read UTF-8 wherever they run, a terminal its own
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        group.main(args=list(words), prog_name="main.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        return 130
    except click.exceptions.Exit as done:
        return done.exit_code
    except BriefingError as error:
        click.echo(str(error), err=True)
        return 1
    except SystemExit:  # click's answer to a reader that has gone: nothing more can be said
        return 1
    return 0
