"""A brief → files in a folder: all of them, or none.

Responsible for names, for writing to a neighbour and renaming, and for turning every fault of the disk into
a sentence. Renders everything before it writes anything; never overwrites unless told to.
"""

import errno
import hashlib
import os
import re
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefing.brief.tree import Brief
from briefing.errors import ExportError
from briefing.export.leaks import refuse_leaking_file, refuse_leaks
from briefing.export.naming import default_stem
from briefing.export.pdf import CancelledExportError
from briefing.export.read_back import check_quotes, docx_text
from briefing.wording import say

FORMATS = ("md", "html", "pdf", "docx", "json", "csv")
Progress = Callable[[str, float], None]
Cancelled = Callable[[], bool]

_ALIASES = {"markdown": "md", "htm": "html", "word": "docx"}
_NAMES = {"md": "Markdown", "html": "HTML", "pdf": "PDF", "docx": "Word", "json": "JSON", "csv": "CSV"}
# By name, since Windows does not know all of them.
_DISK_FAULTS = {
    "ENOSPC": say("The disk is full"),
    "EDQUOT": say("Your disk quota is used up"),
    "EACCES": say("You may not write to this folder"),
    "EPERM": say("You may not write to this folder"),
    "EROFS": say("This disk is read-only"),
    "ENOTDIR": say("A file stands where a folder is needed"),
    "EEXIST": say("A file stands where a folder is needed"),
    "ENAMETOOLONG": say("The file name is too long"),
    "ENOENT": say("The folder cannot be made"),
}


@dataclass(frozen=True)
class ExportedFile:
    """A finished file. `bytes` is its size, `pages` None where the format has no pages."""

    format: str
    path: Path
    sha256: str
    bytes: int
    pages: int | None
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Rendered:
    """The bytes of one file, before it is written."""

    format: str
    data: bytes
    pages: int | None = None
    warnings: tuple[str, ...] = ()


def export_brief(
    brief: Brief,
    formats: Sequence[str],
    folder: Path,
    *,
    stem: str | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    withheld: Sequence[str] = (),
) -> tuple[ExportedFile, ...]:
    """Write `brief` in each of `formats` (of `FORMATS`) to `folder`, which is made if need be.

    `withheld` are words that may stand in no file (LeakError). `progress(words, share)` hears of each step, with
    `share` from 0 to 1; `cancelled` is asked between steps and all through typesetting. Raises ExportError
    (CancelledExportError when stopped); then no file of this export is there and what was there before is as it was.
    """
    tell = progress or (lambda _words, _share: None)
    stopped = cancelled or (lambda: False)
    wanted = known_formats(formats)
    refuse_leaks(brief, withheld)
    targets = [folder / f"{_checked_stem(stem or default_stem(brief))}.{format_}" for format_ in wanted]
    rendered: list[Rendered] = []
    for at, format_ in enumerate(wanted):
        stop_if(stopped)
        tell(say("Setting the %1", _NAMES[format_]), at / (len(wanted) + 1))
        rendered.append(render(brief, format_, stopped))
        refuse_leaking_file(targets[at].name, format_, rendered[-1].data, withheld)
    stop_if(stopped)
    tell(say("Writing the files"), len(wanted) / (len(wanted) + 1))
    write_all([one.data for one in rendered], targets, overwrite=overwrite)
    tell(say("Done"), 1.0)
    return tuple(
        ExportedFile(
            r.format,
            path,
            hashlib.sha256(r.data).hexdigest(),
            len(r.data),
            r.pages,
            r.warnings,
        )
        for r, path in zip(rendered, targets, strict=True)
    )


def _checked_stem(stem: str) -> str:
    if re.search(r'[\x00-\x1f/\\:*?"<>|]', stem) or not stem.strip(" ."):
        raise ExportError(say('“%1” cannot be a file name. Please leave out the characters / \\ : * ? " < > |.', stem))
    return stem


def known_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """`formats` by the names of `FORMATS`, each once. Raises ExportError for one that is not ours."""
    wanted = dict.fromkeys(_ALIASES.get(name.strip().lower(), name.strip().lower()) for name in formats)
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        fault = say("“%1” is not a format of ours.", unknown[0]) if unknown else say("No format was chosen.")
        raise ExportError(say("%1 Please choose among: %2.", fault, ", ".join(FORMATS)))
    return tuple(wanted)


def render(brief: Brief, format_: str, cancelled: Cancelled) -> Rendered:
    """`brief` in one format, read back where the core can. Raises ExportError."""
    if format_ == "pdf":
        from briefing.export import pdf

        result = pdf.render(brief, cancelled=cancelled)
        return Rendered(format_, result.data, result.pages, result.warnings)
    if format_ == "docx":
        from briefing.export import docx

        data = docx.render(brief, cancelled=cancelled)
        check_quotes(brief, format_, docx_text(data))
        return Rendered(format_, data)
    if format_ == "html":
        from briefing.export import html

        text = html.render(brief)
    elif format_ == "json":
        from briefing.export import json_form

        text = json_form.render(brief)
    elif format_ == "csv":
        from briefing.export import csv_form

        text = csv_form.render(brief)
    else:
        from briefing.export import markdown

        text = markdown.render(brief)
    check_quotes(brief, format_, text)
    return Rendered(format_, text.encode("utf-8"))


def stop_if(cancelled: Cancelled) -> None:
    """Raise CancelledExportError where the user asked to stop."""
    if cancelled():
        raise CancelledExportError("The export was stopped. Nothing was written.")


def _refuse_existing(datas: Sequence[bytes], targets: Sequence[Path], overwrite: bool) -> None:
    """Raise ExportError where a file would be lost: another one of that name. The same bytes are no loss."""
    for data, path in zip(datas, targets, strict=True):
        if path.is_dir():
            raise ExportError(say("“%1” is a folder. Please choose another file name.", path.name))
        if not overwrite and path.exists() and path.read_bytes() != data:
            raise ExportError(
                say(
                    "“%1” is already in %2. Nothing was written; please choose another name or allow it to be "
                    "replaced.",
                    path.name,
                    path.parent,
                )
            )


def write_all(datas: Sequence[bytes], targets: Sequence[Path], *, overwrite: bool) -> None:
    """Write all files or none; what was there before stays as it was until all are whole. Raises ExportError."""
    folder = targets[0].parent
    mark = uuid.uuid4().hex[:8]
    neighbours = [path.with_name(f".{path.name[:80]}.{mark}.part") for path in targets]
    placed: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for data, neighbour in zip(datas, neighbours, strict=True):
            _write(neighbour, data)
        _refuse_existing(datas, targets, overwrite)
        for neighbour, path in zip(neighbours, targets, strict=True):
            is_new = not path.exists()
            os.replace(neighbour, path)
            placed += [path] if is_new else []
        _flush_folder(folder)
    except OSError as error:
        _remove(placed)
        raise _fault(error, folder) from error
    finally:
        _remove(neighbours)


def _fault(error: OSError, folder: Path) -> ExportError:
    name = errno.errorcode.get(error.errno or 0, "")
    reason = _DISK_FAULTS.get(name) or error.strerror or say("The files could not be written")
    return ExportError(say("%1: %2. Nothing was written.", reason, folder))


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the new names durable where the system lets us open a folder (not on Windows)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
