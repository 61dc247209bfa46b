"""Verbs of the command line on pouches and replies: hand over, answer, take, and make a key."""

from pathlib import Path
from typing import Any

import click

from briefing import paths
from briefing.cli.shared import JSON, PATH, READER, STORE, USER, counted, one_of, opened, say_value, text, user_name
from briefing.desk.replying import ReplyPreview
from briefing.errors import PouchError
from briefing.review_model import Remark
from briefing.wording import say

_OUT = click.option("--out", type=PATH, required=True, help="The file to write.")
_OVERWRITE = click.option("--overwrite", is_flag=True, help="Replace a file that differs.")
KEY_FILE = click.option("--key-file", type=PATH, default=None, help="The key that opens a sealed file.")
_PASSPHRASE = click.option(
    "--passphrase-file", type=PATH, default=None, help="A file whose first line is the passphrase."
)


@click.command()
@STORE
@click.argument("briefs", type=text, nargs=-1, required=True, metavar="BRIEF...")
@_OUT
@click.option("--ceiling", type=text, default="", help="The highest marking that may be in it.")
@click.option("--reader", "readers", type=text, multiple=True, help="Who receives it. Repeatable.")
@click.option("--comments/--no-comments", default=True, help="With what is known of comments and decisions.")
@click.option("--from", "desk_name", type=text, default="", help="Who sends it; the user, if left out.")
@click.option("--to", "keys", type=text, multiple=True, help="Seal it to this key (age1…). Repeatable.")
@_PASSPHRASE
@_OVERWRITE
@USER
@JSON
def pouch(
    store: Path,
    briefs: tuple[str, ...],
    out: Path,
    ceiling: str,
    readers: tuple[str, ...],
    comments: bool,
    desk_name: str,
    keys: tuple[str, ...],
    passphrase_file: Path | None,
    overwrite: bool,
    user: str,
    as_json: bool,
) -> None:
    """Write issued briefs, in this order, to one file for readers away from the desk."""
    from briefing.pouch.sealing import LOST

    passphrase = _first_line(passphrase_file)
    with opened(store, user=user, read_only=True) as desk:
        made = desk.make_pouch(
            [one_of(desk, one, "brief") for one in briefs],
            out,
            ceiling=ceiling,
            readers=readers,
            desk=desk_name,
            comments=comments,
            keys=keys,
            passphrase=passphrase,
            overwrite=overwrite,
            page_texts=READER.page_texts,
        )
    for held in made.withheld:
        click.echo(f"Left out: {held.kind} “{held.title}” ({held.marking or 'goes with another'})", err=True)
    if passphrase:
        click.echo(str(LOST), err=True)
    value = {
        "path": str(made.path),
        "pouch": made.cover.id,
        "sha256": made.sha256,
        "bytes": made.bytes,
        "briefs": list(made.briefs),
        "readers": list(made.cover.readers),
        "ceiling": made.cover.ceiling,
        "marking": made.cover.marking,
        "sealed": made.sealed,
        "withheld": len(made.withheld),
    }
    many = "brief" if len(made.briefs) == 1 else "briefs"
    say_value(as_json, value, f"Wrote {made.path} with {len(made.briefs)} {many}.")


@click.command()
@click.argument("file", type=PATH)
@_OUT
@KEY_FILE
@_PASSPHRASE
@click.option("--to", "recipients", type=text, multiple=True, help="Seal the reply to this key of the desk (age1…).")
@_OVERWRITE
@USER
@JSON
def reply(
    file: Path,
    out: Path,
    key_file: Path | None,
    passphrase_file: Path | None,
    recipients: tuple[str, ...],
    overwrite: bool,
    user: str,
    as_json: bool,
) -> None:
    """Write your comments and decisions on the briefs of a pouch to a file for the desk."""
    from briefing.export.files import write_all
    from briefing.pouch.notebook import Notebook
    from briefing.pouch.reading import open_pouch
    from briefing.pouch.reply import make_reply
    from briefing.pouch.sealing import refuse_weak, seal

    refuse_weak(recipients, "")
    opened_pouch = open_pouch(file, keys=key_of(key_file), passphrase=_first_line(passphrase_file))
    notebook = Notebook(paths.reading_folder(), user or user_name())
    try:
        data = make_reply(opened_pouch, notebook)
        notes = sum(len(notebook.notes(one.id)) for one in opened_pouch.briefs)
    finally:
        opened_pouch.close()
    write_all([seal(data, recipients)], [out], overwrite=overwrite)
    value = {"path": str(out), "notes": notes, "sealed": bool(recipients)}
    say_value(as_json, value, f"Wrote {out}: {counted(notes, 'note')}.")


def take_reply_file(store: Path, file: Path, *, preview: bool, keys: str, user: str, as_json: bool) -> None:
    """Take the reply in `file`, or with `preview` say what that would do. Raises as `ReplyVerbs.take_reply`."""
    with opened(store, user=user, read_only=preview) as desk:
        found = desk.preview_reply(file, keys=keys) if preview else desk.take_reply(file, keys=keys)
    value = {
        "taken": not preview,
        "reader": found.reader,
        "made_at": found.made_at,
        "new": [_value(note) for note in found.new],
        "changed": [{"before": _value(before), "after": _value(after)} for before, after in found.changed],
        "known": [note.id for note in found.known],
        "refused": [_value(note) for note in found.refused],
        "recalled": list(found.recalled),
    }
    say_value(as_json, value, "\n".join(_lines(found, preview=preview)))


@click.command("new-key")
@_OUT
def new_key(out: Path) -> None:
    """Make a key to which pouches can be sealed: the file stays with you, the line that is printed goes to the desk."""
    from briefing.pouch import sealing

    click.echo(sealing.write_key(out))


def _lines(found: ReplyPreview, *, preview: bool) -> list[str]:
    does = "would be taken" if preview else "taken"
    lines = [f"Reply of {found.reader}, {found.made_at}"]
    lines += [f"  New: {_said(note)}" for note in found.new]
    lines += [f"  Changed: {_said(before)} → {after.text}" for before, after in found.changed]
    lines += [f"  Left as it is, it was written by somebody else: {_said(note)}" for note in found.refused]
    lines += [f"  Recalled meanwhile: {title}" for title in found.recalled]
    known = f", {len(found.known)} known already" if found.known else ""
    if found.empty:
        return [*lines, f"Nothing new{known}."]
    return [*lines, f"{counted(len(found.new) + len(found.changed), 'note')} {does}{known}."]


def _said(note: Remark) -> str:
    result = f"{note.result.value}. " if note.KIND == "decision" and hasattr(note, "result") else ""
    return f"{note.author}: {result}{note.text}"


def _value(note: Remark) -> dict[str, Any]:
    from briefing.pouch.notes import values_of

    return {"id": note.id, "kind": note.KIND, **values_of(note)}


def key_of(path: Path | None) -> str:
    return _read(path) if path is not None else ""


def _first_line(path: Path | None) -> str:
    return _read(path).partition("\n")[0].rstrip("\r") if path is not None else ""


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise PouchError(say("“%1” cannot be read.", path.name)) from None


COMMANDS = (pouch, reply, new_key)
