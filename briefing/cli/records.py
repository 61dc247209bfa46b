"""Verbs of the command line on records: make, list, show, edit, find, quote, check, undo."""

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from briefing.cli.shared import JSON, PATH, STORE, USER, one_of, opened, say_value, text, user_name
from briefing.desk import Desk
from briefing.errors import NotFoundError
from briefing.fieldspec import FieldType
from briefing.model import KINDS, MAIN_KINDS, Actor
from briefing.reading import Imported, Outcome
from briefing.rules.validation import spec_of


@click.command()
@STORE
@click.option("--sample", is_flag=True, help="Begin with a copy of the sample.")
@USER
def new(store: Path, sample: bool, user: str) -> None:
    """Make a store."""
    name = user or user_name()
    desk = Desk.new_from_sample(store, name) if sample else Desk.new(store, name)
    desk.close()
    click.echo(f"Made {store}.")


@click.command(name="import")
@STORE
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.option("--as-version-of", "of", type=text, default="", help="The source of which the file is a new version.")
@USER
@JSON
def import_(store: Path, files: tuple[Path, ...], of: str, user: str, as_json: bool) -> int:
    """Archive files of any kind that is taken in as sources: one step, one line a file. 1 where one is refused."""
    with opened(store, user=user) as desk:
        if of and len(files) > 1:
            raise click.BadParameter("one file can be a new version of one source.", param_hint="--as-version-of")
        if of:
            done = [desk.import_file(files[0], as_version_of=one_of(desk, of, "source"))]
        else:
            done = desk.import_files(files)
        titles = {one.other: desk.title("source", one.other) for one in done if one.other}
    values, lines = [], []
    for one in done:
        for notice in one.notices:
            click.echo(f"{one.file_name}: {notice}" if len(files) > 1 else notice, err=True)
        values.append({**asdict(one), "outcome": one.outcome.value, "notices": list(one.notices)})
        if one.outcome is Outcome.REFUSED:
            click.echo(one.reason, err=True)
        else:
            lines.append(_import_line(one, titles.get(one.other, "")))
    if as_json or lines:
        say_value(as_json, values[0] if len(files) == 1 else values, "\n".join(lines))
    return int(any(one.outcome is Outcome.REFUSED for one in done))


def _import_line(one: Imported, other: str) -> str:
    words = {
        Outcome.IMPORTED: "Archived",
        Outcome.REFERRED: "Referred to, nothing is archived",
        Outcome.ALREADY_THERE: "Already archived, nothing was added",
        Outcome.NEW_VERSION: f"Archived as a new version of “{other}”",
        Outcome.SAME_ADDRESS: f"Archived; “{other}” has the same address",
    }[one.outcome]
    return f"{words}: {one.file_name}, {one.characters} characters, source {one.source}."


@click.command(name="list")
@STORE
@click.argument("kind", type=click.Choice(MAIN_KINDS))
@JSON
def list_(store: Path, kind: str, as_json: bool) -> None:
    """List the records of a kind."""
    with opened(store, read_only=True) as desk:
        if as_json:
            say_value(True, [desk.fields(record) for record in desk.every(KINDS[kind])], "")
            return
        for row in desk.rows(kind, desk.ids(kind)):
            click.echo(" · ".join(part for part in (row.id, row.title, *row.tags, row.date) if part))


@click.command()
@STORE
@click.argument("record", type=text)
@JSON
def show(store: Path, record: str, as_json: bool) -> None:
    """Show every field of a record, given by id or short reference."""
    with opened(store, read_only=True) as desk:
        kind, record_id = desk.resolve(record)
        values = desk.fields(desk.get(KINDS[kind], record_id))
    say_value(
        as_json, values, "\n".join(f"{name}: {value}" for name, value in values.items() if value not in ("", None))
    )


@click.command()
@STORE
@click.argument("record", type=text)
@click.option("--set", "changes", multiple=True, required=True, type=text, metavar="FIELD=VALUE", help="Repeatable.")
@USER
@JSON
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
    say_value(as_json, done, f"Changed {', '.join(values)} of {record_id}.")


def _say_date(desk: Desk, typed: str, facing: int = 0) -> None:
    """Say how a date in words was read, on standard error."""
    read = desk.read_date(typed, facing)
    if not read.plain:
        notes = f" ({'; '.join(read.notes)})" if read.notes else ""
        click.echo(f"“{typed}” was read as {read.words}, {read.edtf}{notes}.", err=True)


@click.command()
@STORE
@USER
def undo(store: Path, user: str) -> None:
    """Take back the last step."""
    with opened(store, user=user) as desk:
        done = desk.undo()
    click.echo(f"Undone: {done.label}." if done else "There is nothing to undo.")


@click.command()
@STORE
@USER
def redo(store: Path, user: str) -> None:
    """Bring back what was undone."""
    with opened(store, user=user) as desk:
        done = desk.redo()
    click.echo(f"Redone: {done.label}." if done else "There is nothing to redo.")


@click.command()
@STORE
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="How many entries.")
@JSON
def log(store: Path, limit: int, as_json: bool) -> None:
    """The change log, newest entry first."""
    with opened(store, read_only=True) as desk:
        entries = desk.log(limit)
    names = ("table", "record", "field", "old", "new")
    value = [
        asdict(entry) | {"changes": [dict(zip(names, one, strict=True)) for one in entry.changes]} for entry in entries
    ]
    say_value(as_json, value, "\n".join(f"{e.at} {e.user}: {e.label} ({len(e.changes)})" for e in entries))


@click.command()
@STORE
@click.argument("query", type=text)
@JSON
def search(store: Path, query: str, as_json: bool) -> None:
    """Find records; every spelling of a name finds it."""
    with opened(store, read_only=True) as desk:
        hits = desk.search(query)
    lines = [f"{hit.kind} {hit.id} {hit.title}" for hit in hits]
    say_value(as_json, [asdict(hit) for hit in hits], "\n".join(lines) or "Nothing was found.")


@click.command()
@STORE
@click.argument("source", type=text)
@click.option("--start", type=int, required=True, help="First character, from 0, in code points.")
@click.option("--end", type=int, required=True, help="The character after the last one.")
@click.option("--speaker", type=text, default="", help="Id, short reference or exact name of an actor.")
@click.option("--date", "said", type=text, default="", help="When it was said; words will do.")
@click.option("--issue", type=text, default="", help="Id or short reference of an issue to link it to.")
@USER
@JSON
def quote(
    store: Path, source: str, start: int, end: int, speaker: str, said: str, issue: str, user: str, as_json: bool
) -> None:
    """Capture a passage of a source as a quote."""
    with opened(store, user=user) as desk:
        values: dict[str, Any] = {"date_edtf": said}
        if speaker:
            values["speaker"] = _actor(desk, speaker)
        issue_id = one_of(desk, issue, "issue") if issue else ""
        record_id = desk.capture_quote(one_of(desk, source, "source"), start, end, values, issue=issue_id)
        _say_date(desk, said)
        done = desk.fields(desk.get(KINDS["quote"], record_id))
    say_value(as_json, done, f"Captured “{done['exact']}” as {record_id}.")


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


@click.command()
@STORE
@JSON
def check(store: Path, as_json: bool) -> None:
    """Check the file and every quote against its archived text."""
    with opened(store, read_only=True) as desk:
        found = desk.check()
    value = {"ok": found.ok, "quotes": found.quotes, "problems": list(found.problems), "older": list(found.older)}
    words = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in found.quotes.items())
    say_value(as_json, value, "\n".join([f"Quotes: {words}.", *found.problems, *found.older]))


@click.command()
@STORE
@click.argument("file", type=PATH)
def backup(store: Path, file: Path) -> None:
    """Write the whole store to another file."""
    with opened(store, read_only=True) as desk:
        desk.save_copy(file)
    click.echo(f"Saved as {file}.")


COMMANDS = (new, import_, list_, show, edit, undo, redo, log, search, quote, check, backup)
