"""The receipt of an export: what its files show when they are read again from the disk, in words and as JSON.

Names files, never folders, users or machines. Holds the words of the quotes and notes, so that a file can be held
against its receipt later, without the store. Says of a PDF "not read back" where nobody gave its texts.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from briefing.brief.tree import (
    Brief,
    Emph,
    Figure,
    Link,
    NoteRef,
    QuoteBlock,
    Runs,
    Strong,
    Table,
    plain,
    walk_blocks,
)
from briefing.errors import ExportError
from briefing.export.counting import Count, Seen, Wanted, count, format_of
from briefing.export.shared import table_of
from briefing.wording import Said, say

FORMAT = "briefing-desk-receipt/1"
PageTexts = Callable[[Path], Sequence[str] | None]
"""The words of each page of a PDF; None where it cannot be read here."""
_NOTHING = Count(0, 0)
_WITH_PICTURES_AS_TABLES = frozenset({"md", "html", "json"})


@dataclass(frozen=True)
class QuoteLine:
    """A quote of the brief: the id of its record, its words, who spoke, and the first 12 digits of its text's hash."""

    id: str
    exact: str
    speaker: str
    source: str = ""


@dataclass(frozen=True)
class FileLine:
    """One file as it was found on the disk. `read_back` is false where only its hash and size were taken."""

    name: str
    format: str
    sha256: str
    bytes: int
    pages: int | None = None
    read_back: bool = True
    quotes: Count = _NOTHING
    notes: Count = _NOTHING
    rows: Count = _NOTHING
    markings: Count = _NOTHING


@dataclass(frozen=True)
class Receipt:
    """What was exported, and what of it was found again. `problems` are sentences; none means that all is there."""

    title: str
    reference: str
    as_at: str
    marking: str
    version: str
    profile: str
    quotes: tuple[QuoteLine, ...]
    notes: tuple[str, ...]
    files: tuple[FileLine, ...]
    problems: tuple[str, ...] = ()


def make_receipt(
    brief: Brief,
    files: Sequence[Path],
    *,
    profile: str = "",
    hashes: Mapping[str, str] | None = None,
    page_texts: PageTexts | None = None,
) -> Receipt:
    """Read `files`, which hold `brief`, from the disk and count. `hashes` are those of the archived texts, by quote id.

    Raises ExportError where a file cannot be read.
    """
    known = hashes or {}
    blocks = [block for block in walk_blocks(brief.blocks) if isinstance(block, QuoteBlock)]
    receipt = Receipt(
        title=brief.title,
        reference=brief.reference,
        as_at=brief.as_at,
        marking=brief.marking,
        version=brief.version,
        profile=profile,
        quotes=tuple(QuoteLine(one.id, one.exact, one.speaker, known.get(one.id, "")[:12]) for one in blocks),
        notes=tuple(plain(note.runs) for note in brief.notes),
        files=(),
    )
    lines, problems = [], []
    for path in files:
        line, said = _read(path, receipt, _rows(brief, format_of(path.name)), page_texts)
        lines.append(line)
        problems += said
    return replace(receipt, files=tuple(lines), problems=tuple(problems))


def verify(file: Path, receipt_json: str, page_texts: PageTexts | None = None) -> list[str]:
    """What is wrong with `file` when it is held against its receipt, a sentence each; none where it is as it was.

    A file may have another name. Rows of tables are not in a receipt, and are proved by the hash alone.
    Raises ExportError where the file or the receipt cannot be read.
    """
    receipt = from_json(receipt_json)
    data = _bytes(file)
    digest = hashlib.sha256(data).hexdigest()
    if any(one.sha256 == digest for one in receipt.files):
        known = digest
    else:
        known = next((one.sha256 for one in receipt.files if one.name == file.name), "")
    problems: list[str] = []
    if not known:
        problems.append(say("The receipt knows no file “%1”, nor one with its contents.", file.name))
    elif known != digest:
        problems.append(
            say(
                "“%1” is not the file that was exported: its SHA-256 is %2, not %3.", file.name, digest[:12], known[:12]
            )
        )
    try:
        _, said = _read(file, receipt, (), page_texts)
    except ExportError as error:
        said = [str(error)]
    return problems + said


def to_json(receipt: Receipt) -> str:
    """The receipt as JSON, indented by two, ending in a line feed."""
    return json.dumps({"format": FORMAT, **asdict(receipt)}, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> Receipt:
    """The receipt that `to_json` wrote. Raises ExportError for anything else."""
    try:
        value = json.loads(text)
        if value.pop("format") != FORMAT:
            raise ValueError
        quotes = tuple(QuoteLine(**_texts(one)) for one in value.pop("quotes"))
        files = tuple(_file(one) for one in value.pop("files"))
        notes, problems = (tuple(str(one) for one in value.pop(name)) for name in ("notes", "problems"))
        return Receipt(**_texts(value), quotes=quotes, files=files, notes=notes, problems=problems)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ExportError("This is no receipt of Briefing Desk, or it was altered. Please take the original.") from None


def to_text(receipt: Receipt) -> str:
    """The receipt in plain words, ending in a line feed."""
    head = (
        ("Title", receipt.title),
        ("Reference", receipt.reference),
        ("Information as at", receipt.as_at),
        ("Version", receipt.version),
        ("Profile", receipt.profile),
    )
    lines = [receipt.marking, "Receipt of an export", ""]
    lines += [f"{label}: {value}" for label, value in head if value]
    for file in receipt.files:
        lines += ["", *_file_lines(file)]
    if receipt.quotes:
        lines += ["", "Quotes (record, archived text)"]
        lines += [f"  {one.id}  {one.source or 'not given'}  {one.speaker}" for one in receipt.quotes]
    lines += ["", _verdict(receipt)]
    lines += [f"  {problem}" for problem in receipt.problems]
    return "\n".join([*lines, "", receipt.marking]).strip() + "\n"


def _verdict(receipt: Receipt) -> str:
    if receipt.problems:
        return "Problems"
    unread = [file.name for file in receipt.files if not file.read_back]
    return "Everything was found again" + (f", but not looked for in: {', '.join(unread)}." if unread else ".")


def _file_lines(file: FileLine) -> list[str]:
    pages = f", {file.pages} page{'' if file.pages == 1 else 's'}" if file.pages else ""
    lines = [f"{file.name} ({file.bytes} bytes{pages})", f"  SHA-256 {file.sha256}"]
    if not file.read_back:
        return [*lines, "  not read back: this program reads no PDF here"]
    counted = (
        ("verbatim quotes", file.quotes),
        ("notes", file.notes),
        ("table rows", file.rows),
        ("markings", file.markings),
    )
    return lines + [f"  {name}: {one.found} of {one.expected}" for name, one in counted if one.expected]


def _read(
    path: Path, receipt: Receipt, rows: tuple[tuple[str, ...], ...], page_texts: PageTexts | None
) -> tuple[FileLine, list[str]]:
    format_ = format_of(path.name)
    data = _bytes(path)
    pages = page_texts(path) if format_ == "pdf" and page_texts else None
    line = FileLine(path.name, format_, hashlib.sha256(data).hexdigest(), len(data), len(pages) if pages else None)
    if format_ == "pdf" and pages is None:
        return replace(line, read_back=False), []
    wanted = Wanted(tuple(one.exact for one in receipt.quotes), receipt.notes, rows, receipt.marking)
    seen = count(format_, data, wanted, pages)
    done = replace(line, quotes=seen.quotes, notes=seen.notes, rows=seen.rows, markings=seen.markings)
    return done, list(_problems(done, seen, receipt))


def _problems(line: FileLine, seen: Seen, receipt: Receipt) -> list[Said]:
    speakers = {one.exact: one.speaker for one in receipt.quotes}
    said = [
        say("“%1” does not show the words of %2 as they are stored: “%3”.", line.name, speakers[exact], exact[:60])
        for exact in seen.lacking
    ]
    if not seen.notes.ok:
        said.append(say("“%1” shows %2 of %3 notes.", line.name, seen.notes.found, seen.notes.expected))
    if not seen.rows.ok:
        said.append(say("“%1” shows %2 of %3 rows of tables.", line.name, seen.rows.found, seen.rows.expected))
    if not seen.markings.ok:
        said.append(
            say("“%1” carries the marking at %2 of %3 places.", line.name, seen.markings.found, seen.markings.expected)
        )
    return said


def _rows(brief: Brief, format_: str) -> tuple[tuple[str, ...], ...]:
    """The rows of all tables that `format_` prints, as stretches of text between references to notes."""
    tables = []
    for block in walk_blocks(brief.blocks):
        if isinstance(block, Table):
            tables.append(block)
        elif isinstance(block, Figure) and format_ in _WITH_PICTURES_AS_TABLES:
            tables.append(table_of(block))
    return tuple(
        tuple(part for cell in row[: len(table.head)] for part in _stretches(cell))
        for table in tables
        for row in table.rows
    )


def _stretches(runs: Runs) -> list[str]:
    parts = [""]
    for run in runs:
        match run:
            case NoteRef():
                parts.append("")
            case Strong(runs=inner) | Emph(runs=inner) | Link(runs=inner):
                first, *rest = _stretches(inner) or [""]
                parts[-1] += first
                parts += rest
            case _:
                parts[-1] += plain((run,))
    return [part for part in parts if part.strip()]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError(
            say("“%1” cannot be read: %2.", path.name, error.strerror or say("no reason given"))
        ) from error


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    if not all(isinstance(one, str) for one in value.values()):
        raise ValueError
    return dict(value)


def _file(value: dict[str, Any]) -> FileLine:
    counts: dict[str, Any] = {name: Count(**value.pop(name)) for name in ("quotes", "notes", "rows", "markings")}
    line = FileLine(**value, **counts)
    if not all(isinstance(one, str) for one in (line.name, line.format, line.sha256)):
        raise ValueError
    return line
