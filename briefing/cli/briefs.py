"""Verbs of the command line on briefs: export, preflight, clear, issue, recall, compare, evidence, verify."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from briefing.brief.compose import Order
from briefing.cli.shared import JSON, PATH, READER, STORE, USER, one_of, opened, say_value, text
from briefing.desk import Desk
from briefing.errors import ExportError, NotFoundError
from briefing.model import Brief
from briefing.terms import BriefStatus, ClearanceResult

_BRIEF = click.argument("brief", type=text)
_TEMPLATE = click.option(
    "--template",
    type=text,
    default="",
    help="one-page (if left out), issue-brief, meeting-brief, quote-sheet, situation-update, submission or your own.",
)
_AS_AT = click.option("--as-at", type=text, default="", help="The day it is shown as at, such as 2022-08-25.")
_PROFILE = click.option("--profile", type=text, default="", help="plain, uk, eu, un, coe, tlp or your own.")
_CEILING = click.option("--ceiling", type=text, default="", help="The highest marking that may be in it.")
_VERSION = click.option("--version", "number", type=click.IntRange(min=1), help="A version that was issued.")


def _order(desk: Desk, template: str, brief: str, more: dict[str, Any]) -> Order:
    """What is asked for; ids and short references are resolved."""
    brief_id = one_of(desk, brief, "brief") if brief else ""
    form = template or (desk.get(Brief, brief_id).template if brief_id else "one-page")
    more["internal"] = more.get("internal") or None  # without the flag, what the brief says
    since = more.pop("since", "")
    if since:
        earlier = one_of(desk, since, "brief")
        since = desk.version(earlier).id
    references = {"event": "event", "speaker": "actor"}
    found: dict[str, Any] = {
        name: one_of(desk, more.pop(name), kind) for name, kind in references.items() if more.get(name)
    }
    issues = tuple(one_of(desk, one, "issue") for one in more.pop("issues", ()))
    return Order(form, issues, brief_id, since=since, **found, **more)


@click.command()
@STORE
@_TEMPLATE
@click.option(
    "--brief", "briefs", type=text, multiple=True, help="A brief with its template, day and words. Repeatable."
)
@_VERSION
@click.option(
    "--format",
    "formats",
    type=text,
    default="md,html,pdf",
    show_default=True,
    help="Of md, html, pdf, docx, csv, json.",
)
@_PROFILE
@_CEILING
@click.option("--issue", "issues", type=text, multiple=True, help="Id or short reference; all open ones if left out.")
@click.option("--event", type=text, default="", help="The meeting of a meeting brief.")
@click.option("--speaker", type=text, default="", help="Whose quotes a quote sheet holds.")
@click.option("--since", type=text, default="", help="The brief since whose last issue an update tells what changed.")
@click.option("--internal", is_flag=True, default=None, help="With the blocks that are for the desk alone.")
@_AS_AT
@click.option(
    "--paper", type=click.Choice(["a4", "letter", "us-letter"]), default=None, help="a4, if nothing says else."
)
@click.option("--out", type=PATH, required=True, help="The folder to write to.")
@click.option("--overwrite", is_flag=True, help="Replace files that differ.")
@click.option("--receipt/--no-receipt", default=True, help="Keep the receipt beside the files.")
@JSON
def export(
    store: Path,
    template: str,
    briefs: tuple[str, ...],
    number: int | None,
    formats: str,
    as_at: str,
    paper: str | None,
    out: Path,
    overwrite: bool,
    receipt: bool,
    as_json: bool,
    **more: Any,
) -> None:
    """Compose a brief and write it in each format, with a receipt of what was read back."""
    wanted = [one.strip() for one in formats.split(",") if one.strip()]
    chosen = {**more, "template": template, "as_at": as_at, "paper": paper}
    if number is not None and (
        unfit := [f"--{name.replace('_', '-').removesuffix('s')}" for name, value in chosen.items() if value]
    ):
        raise click.UsageError(f"--version writes what was issued; leave out {', '.join(unfit)}.")
    with opened(store, read_only=True, as_at=as_at) as desk:
        if number is not None:
            _export_version(desk, briefs, number, wanted, out, overwrite, as_json)
            return
        done = []
        for brief in briefs or ("",):
            order = replace(_order(desk, template, brief, dict(more)), paper=paper or "")
            done.append(
                desk.export(
                    order.template,
                    wanted,
                    out,
                    order=order,
                    overwrite=overwrite,
                    keep_receipt=receipt,
                    page_texts=READER.page_texts,
                )
            )
            for held in done[-1].withheld:
                click.echo(f"Left out: {held.kind} “{held.title}” ({held.marking or 'goes with another'})", err=True)
    files = [
        {"path": str(f.path), "format": f.format, "sha256": f.sha256, "bytes": f.bytes, "pages": f.pages}
        for one in done
        for f in one.files
    ]
    missing = [heading for one in done for heading in one.missing]
    warnings = [warning for one in done for warning in one.warnings]
    for line in (*(f"To be completed: {heading}" for heading in missing), *warnings):
        click.echo(line, err=True)
    value = {"files": files, "missing": missing, "warnings": warnings}
    value["receipts"] = [str(one.kept) for one in done if one.kept is not None]
    lines = [f"{f['path']}{_pages(f['pages'])}" for f in files]
    say_value(as_json, value, "\n".join(lines))


def _pages(pages: object) -> str:
    return f" ({pages} page{'' if pages == 1 else 's'})" if pages else ""


def _export_version(
    desk: Desk, briefs: Sequence[str], number: int, formats: Sequence[str], out: Path, overwrite: bool, as_json: bool
) -> None:
    from briefing.export.files import known_formats, render, write_all

    if len(briefs) != 1:
        raise click.UsageError("--version needs one --brief.")
    version = desk.version(one_of(desk, briefs[0], "brief"), number)
    if desk.get(Brief, version.brief).status is BriefStatus.RECALLED:
        click.echo("This brief was recalled: it no longer stands.", err=True)
    kept = {one.format: one for one in desk.kept_files(version)}
    tree = desk.frozen(version.id)
    made: dict[Path, tuple[str, bytes]] = {}
    for format_ in known_formats(formats):
        if format_ in kept:
            made[out / kept[format_].name] = (format_, desk.kept_file(kept[format_].sha256))
        else:
            name = f"{desk.file_name(tree)}.{format_}"
            made[out / name] = (format_, render(tree, format_, lambda: False).data)
    write_all([data for _, data in made.values()], list(made), overwrite=overwrite)
    files = [
        {"path": str(path), "format": format_, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for path, (format_, data) in made.items()
    ]
    say_value(as_json, {"files": files}, "\n".join(str(one["path"]) for one in files))


@click.command()
@STORE
@_TEMPLATE
@click.option("--brief", type=text, default="", help="Id or short reference of a brief.")
@_PROFILE
@_CEILING
@_AS_AT
@JSON
def preflight(store: Path, template: str, brief: str, profile: str, ceiling: str, as_at: str, as_json: bool) -> int:
    """Look a brief over before it goes out. Exit status 1 where something blocks it."""
    from briefing.brief.preflight import preflight as looked_over

    with opened(store, read_only=True, as_at=as_at) as desk:
        order = _order(desk, template, brief, {"profile": profile, "ceiling": ceiling})
        found = desk.preflight(order.brief, profile=profile, ceiling=ceiling) if brief else looked_over(desk, order)
    lines = [f"{'waived' if one.waived else one.severity}: {one.words}" for one in found.findings]
    value = {"ok": found.ok, "findings": [asdict(one) | {"words": str(one.words)} for one in found.findings]}
    say_value(as_json, value, "\n".join(lines) or "Nothing was found.")
    return 0 if found.ok else 1


@click.command()
@STORE
@_BRIEF
@click.option("--by", "person", type=text, required=True, help="Who answered.")
@click.option("--unit", type=text, default="", help="Of which unit.")
@click.option("--condition", type=text, default="", help="Cleared under this condition.")
@click.option("--refused", is_flag=True, help="Not cleared: the brief is a draft again.")
@USER
def clear(store: Path, brief: str, person: str, unit: str, condition: str, refused: bool, user: str) -> None:
    """Put a brief to clearance, if it was not yet, and keep somebody's answer."""
    with opened(store, user=user) as desk:
        brief_id = one_of(desk, brief, "brief")
        given = ClearanceResult.CLEARED_WITH_CONDITION if condition else ClearanceResult.CLEARED
        result = ClearanceResult.NOT_CLEARED if refused else given
        desk.add_clearance(brief_id, person, unit=unit, result=result, condition=condition, put=True)
        status = desk.get(Brief, brief_id).status
    click.echo(f"{person}: {result}. The brief is {status.value}.")


@click.command()
@STORE
@_BRIEF
@click.option("--reason", type=text, default="", help="From version 2 on: why it replaces the one before.")
@click.option(
    "--format", "formats", type=text, default="md,html,pdf,docx", show_default=True, help="Which files to keep."
)
@USER
@JSON
def issue(store: Path, brief: str, reason: str, formats: str, user: str, as_json: bool) -> None:
    """Issue a cleared brief: freeze its content, its records' versions and its files."""
    wanted = [one.strip() for one in formats.split(",") if one.strip()]
    with opened(store, user=user) as desk:
        brief_id = one_of(desk, brief, "brief")
        made = desk.issue(brief_id, reason=reason, formats=wanted, page_texts=READER.page_texts)
        version = next(one for one in desk.versions(brief_id) if one.id == made)
        files = [vars(one) for one in desk.kept_files(version)]
    value = {"version": version.number, "id": version.id, "series_no": version.series_no, "files": files}
    say_value(as_json, value, f"Issued version {version.number}: {', '.join(one['name'] for one in files)}.")


@click.command()
@STORE
@_BRIEF
@click.option("--reason", type=text, required=True, help="Why it no longer stands.")
@USER
def recall(store: Path, brief: str, reason: str, user: str) -> None:
    """Say that an issued brief no longer stands."""
    with opened(store, user=user) as desk:
        desk.recall(one_of(desk, brief, "brief"), reason)
    click.echo("Recalled.")


@click.command()
@STORE
@_BRIEF
@click.option("--from", "old", type=click.IntRange(min=1), required=True, help="The earlier version.")
@click.option("--to", "new", type=click.IntRange(min=1), required=True, help="The later version.")
@JSON
def compare(store: Path, brief: str, old: int, new: int, as_json: bool) -> None:
    """Say what differs between two versions of a brief, record by record and word by word."""
    from briefing.brief.compare import compare as compared
    from briefing.brief.compare import to_text

    with opened(store, read_only=True) as desk:
        brief_id = one_of(desk, brief, "brief")
        trees = [desk.frozen(desk.version(brief_id, number).id) for number in (old, new)]
    found = compared(*trees)
    value = {"from": old, "to": new, "differences": [asdict(one) for one in found.differences]}
    say_value(as_json, value, to_text(found))


@click.command()
@STORE
@_BRIEF
@_VERSION
@click.option("--out", type=PATH, required=True, help="The zip file to write.")
@click.option("--whole-texts", is_flag=True, help="With the whole archived texts, where their rights allow it.")
@click.option("--overwrite", is_flag=True, help="Replace a file that differs.")
def evidence(store: Path, brief: str, number: int | None, out: Path, whole_texts: bool, overwrite: bool) -> None:
    """Write the evidence pack of an issued brief, with a checker that needs only Python."""
    from briefing.export.files import write_all

    with opened(store, read_only=True) as desk:
        data = desk.evidence(
            one_of(desk, brief, "brief"), number=number or 0, page_texts=READER.page_texts, whole_texts=whole_texts
        )
    write_all([data], [out], overwrite=overwrite)
    click.echo(f"Wrote {out}. Unpack it and run: python3 check.py")


@click.command()
@click.argument("file", type=PATH)
@click.option("--receipt", type=PATH, default=None, help="The receipt; the one beside the file, if left out.")
@JSON
def verify(file: Path, receipt: Path | None, as_json: bool) -> int:
    """Check an exported file against its receipt. Exit status 1 where it is not what was exported."""
    from briefing.export.delivery import RECEIPT_ENDING
    from briefing.export.receipt import verify as verified

    beside = receipt or file.with_suffix(RECEIPT_ENDING)
    for path in (file, beside):
        if not path.is_file():
            raise NotFoundError(f"There is no file {path}. Give the receipt with --receipt, if it lies elsewhere.")
    try:
        words = beside.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ExportError(f"The receipt {beside} cannot be read.") from None
    problems = verified(file, words, READER.page_texts)
    value = {"ok": not problems, "problems": [str(one) for one in problems]}
    say_value(as_json, value, "\n".join(value["problems"]) or f"{file.name} is what was exported.")  # type: ignore[arg-type]
    return 1 if problems else 0


COMMANDS = (export, preflight, clear, issue, recall, compare, evidence, verify)
