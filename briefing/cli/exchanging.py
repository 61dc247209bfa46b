"""Verbs of the command line on other copies of the store: exchange through a folder, take in a file."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from briefing.cli.shared import JSON, STORE, USER, counted, opened, say_value, text
from briefing.cli.teaming import JOIN, KEEP, ask, is_server
from briefing.store.exchange import Preview, Taken

LOOK = click.option("--preview", "look", is_flag=True, help="Say what would be taken in, and change nothing.")


def _place(given: str) -> str:
    """A folder or a server. Refuses an empty one, which would be the folder one happens to work in."""
    if not given.strip():
        raise click.BadParameter("it is empty. Please name a folder or a server; . is the folder you work in.")
    return text(given)


@click.command()
@STORE
@click.argument("place", type=_place)
@LOOK
@JOIN
@KEEP
@USER
@JSON
def sync(store: Path, place: str, look: bool, join: bool, keep: bool, user: str, as_json: bool) -> None:
    """Exchange changes with other desks through a shared folder, or a server: postgresql://login@host/database."""
    server = is_server(place)
    with opened(store, user=user) as desk:
        if look:
            found = (
                desk.preview_server(place, ask, join=join) if server else desk.preview_folder(Path(place), join=join)
            )
            _show_preview(found, as_json)
            return
        if server:
            synced = desk.sync_server(place, ask, join=join, keep=keep)
        else:
            synced = desk.sync_folder(Path(place), join=join)
        waiting = desk.conflict_count()
    for notice in synced.notices:
        click.echo(notice, err=True)
    value = {**_value(synced.taken), "sent": synced.sent, "open_conflicts": waiting, "notices": list(synced.notices)}
    say_value(as_json, value, f"{_words(synced.taken)} Sent {counted(synced.sent, 'step')}. {_conflicts(waiting)}")


def take_store_file(store: Path, file: Path, *, preview: bool, join: bool, user: str, as_json: bool) -> None:
    """Take in the changes of another copy of the store, or with `preview` say what that would change."""
    with opened(store, user=user) as desk:
        if preview:
            _show_preview(desk.preview_from(file, join=join), as_json)
            return
        taken = desk.take_from(file, join=join)
        waiting = desk.conflict_count()
    for notice in taken.notices:
        click.echo(notice, err=True)
    value = {**_value(taken), "open_conflicts": waiting, "notices": list(taken.notices)}
    say_value(as_json, value, f"{_words(taken)} {_conflicts(waiting)}")


def _value(taken: Taken) -> dict[str, Any]:
    names = ("steps", "new", "changed", "conflicts", "merged", "waiting")
    return {"taken": True, **{name: getattr(taken, name) for name in names}}


def _words(taken: Taken) -> str:
    return (
        f"Took in {counted(taken.steps, 'step')}: {counted(taken.new, 'new record')}, {taken.changed:,} changed, "
        f"{counted(taken.merged, 'text')} merged."
    )


def _conflicts(waiting: int) -> str:
    waits = "waits" if waiting == 1 else "wait"
    return f"{counted(waiting, 'conflict')} {waits} to be settled." if waiting else "Nothing waits to be settled."


def _show_preview(found: Preview, as_json: bool) -> None:
    for notice in found.notices:
        click.echo(notice, err=True)
    lines = [f"{counted(found.steps, 'step')}, {counted(found.merged, 'text')} merged."]
    lines += [
        f"{row.what} {row.kind} {row.id} {row.title}: {', '.join(n for n, _, _ in row.fields)}" for row in found.records
    ]
    lines += [
        f"conflict {one.kind} {one.id} {one.field}: {one.a.value!r} or {one.b.value!r}" for one in found.conflicts
    ]
    lines += [f"perhaps one {one.kind}: {one.first} {one.first_title}, {one.second}" for one in found.doubles]
    say_value(as_json, {"taken": False, **asdict(found)}, "\n".join(line.removesuffix(": ") for line in lines))


COMMANDS = (sync,)
