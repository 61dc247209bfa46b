"""Verbs of the command line on the formats of other programs: CSL-JSON in and out, Web Annotations out."""

from pathlib import Path

import click

from briefing.cli.shared import JSON, PATH, STORE, USER, counted, one_of, opened, say_value, text
from briefing.desk.interchange import WrittenFile

_FILE = click.argument("file", type=PATH)
_CEILING = click.option("--ceiling", type=text, default="", help="The highest marking that may be in it.")
_OVERWRITE = click.option("--overwrite", is_flag=True, help="Replace a file that differs.")


_SOURCES = click.option("--source", "wanted", type=text, multiple=True, help="Only this source. Repeatable.")
_QUOTES = click.option("--quote", "wanted", type=text, multiple=True, help="Only this quote. Repeatable.")


@click.command(name="sources-export")
@STORE
@_FILE
@_SOURCES
@_CEILING
@_OVERWRITE
@JSON
def sources_export(
    store: Path, file: Path, wanted: tuple[str, ...], ceiling: str, overwrite: bool, as_json: bool
) -> None:
    """Write sources to a file of CSL-JSON, for Zotero, JabRef and other programs."""
    with opened(store, read_only=True) as desk:
        ids = [one_of(desk, one, "source") for one in wanted] or None
        done = desk.export_sources(file, ids, ceiling=ceiling, overwrite=overwrite)
    _say_written(done, "source", as_json)


@click.command()
@STORE
@_FILE
@_QUOTES
@_CEILING
@_OVERWRITE
@JSON
def annotations(store: Path, file: Path, wanted: tuple[str, ...], ceiling: str, overwrite: bool, as_json: bool) -> None:
    """Write verified quotes to a file of W3C Web Annotations (JSON-LD)."""
    with opened(store, read_only=True) as desk:
        ids = [one_of(desk, one, "quote") for one in wanted] or None
        done = desk.export_annotations(file, ids, ceiling=ceiling, overwrite=overwrite)
    _say_written(done, "quote", as_json)


def _say_written(done: WrittenFile, word: str, as_json: bool) -> None:
    for notice in done.notices:
        click.echo(notice, err=True)
    for held in done.withheld:
        click.echo(f"Left out: {held.kind} “{held.title}” ({held.marking or 'goes with another'})", err=True)
    value = {
        "path": str(done.path),
        "sha256": done.sha256,
        "bytes": done.bytes,
        f"{word}s": done.records,
        "withheld": len(done.withheld),
        "notices": [str(one) for one in done.notices],
    }
    say_value(as_json, value, f"Wrote {done.path} with {counted(done.records, word)}.")


@click.command(name="sources-import")
@STORE
@_FILE
@USER
@JSON
def sources_import(store: Path, file: Path, user: str, as_json: bool) -> None:
    """Make sources of the works in a file of CSL-JSON that are new here: one step, which can be undone."""
    with opened(store, user=user) as desk:
        done = desk.import_sources(file)
    for sentence in (*done.notices, *done.left_out):
        click.echo(sentence, err=True)
    value = {
        "new": list(done.new),
        "known": list(done.known),
        "left_out": [str(one) for one in done.left_out],
        "notices": [str(one) for one in done.notices],
    }
    words = f"{counted(len(done.new), 'new source')}, {len(done.known)} here already, {len(done.left_out)} left out."
    say_value(as_json, value, words)


COMMANDS = (sources_export, sources_import, annotations)
