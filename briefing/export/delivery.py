"""An export from end to end: files written, read again, counted, searched for what was withheld, and a receipt for all.

Responsible for the order of these steps and for leaving nothing behind when one fails. Refuses to: compose.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefing.brief.compose import Composed
from briefing.errors import BriefingError
from briefing.export.files import Cancelled, ExportedFile, Progress, export_brief, known_formats, write_all
from briefing.export.leaks import refuse_leaking_file
from briefing.export.naming import default_stem
from briefing.export.receipt import PageTexts, Receipt, make_receipt, to_json
from briefing.store.withheld import WithheldRecord

RECEIPT_ENDING = ".receipt.json"


@dataclass(frozen=True)
class Delivered:
    """What an export wrote, its receipt, the mandatory blocks that are empty, and what the user should know.

    `kept` is the file of the receipt, None where none was asked for; `withheld` what the ceiling left out.
    """

    files: tuple[ExportedFile, ...]
    receipt: Receipt
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    kept: Path | None = None
    withheld: tuple[WithheldRecord, ...] = ()


def deliver(
    composed: Composed,
    formats: Sequence[str],
    folder: Path,
    *,
    stem: str | None = None,
    overwrite: bool = False,
    keep_receipt: bool = False,
    hashes: Mapping[str, str] | None = None,
    page_texts: PageTexts | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Delivered:
    """Write a brief in each format, read it back and count. `hashes` are those of the archived texts by quote.

    Raises ExportError, LeakError and CancelledExportError; then no new file of this export is left, and what was there
    before is as it was.
    """
    strings = composed.withheld.strings
    stem = stem or default_stem(composed.tree)
    before = _there(folder / f"{stem}.{format_}" for format_ in known_formats(formats))
    files = export_brief(
        composed.tree,
        formats,
        folder,
        stem=stem,
        overwrite=overwrite,
        progress=progress,
        cancelled=cancelled,
        withheld=strings,
    )
    try:
        if page_texts is not None and strings:
            for one in files:
                if one.format == "pdf":
                    refuse_leaking_file(one.path.name, "pdf", b"", strings, page_texts(one.path) or ())
        receipt = make_receipt(
            composed.tree,
            [one.path for one in files],
            profile=composed.profile.name,
            hashes=hashes,
            page_texts=page_texts,
        )
        kept = files[0].path.with_suffix(RECEIPT_ENDING) if keep_receipt else None
        if kept is not None:
            write_all([to_json(receipt).encode("utf-8")], [kept], overwrite=True)
    except (BriefingError, OSError):
        for one in files:  # one of them may show what it must not
            with suppress(OSError):
                one.path.unlink()
        with suppress(BriefingError):
            if before:
                write_all(list(before.values()), list(before), overwrite=True)
        raise
    warnings = dict.fromkeys([warning for one in files for warning in one.warnings] + list(receipt.problems))
    return Delivered(files, receipt, composed.tree.missing, tuple(warnings), kept, composed.withheld.records)


def _there(paths: Iterable[Path]) -> dict[Path, bytes]:
    """What stands in those of the files that are there already and can be read."""
    found = {}
    for path in paths:
        with suppress(OSError):
            found[path] = path.read_bytes()
    return found
