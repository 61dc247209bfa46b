"""Saving pages as PDF: the file itself byte by byte, or what a printer that writes a PDF made, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile
from PySide6.QtPdf import QPdfDocument

from ui.words import tr as _tr


def pdf_name(title: str) -> str:
    """A file name made of a title."""
    plain = title[:60].replace("/", "-").replace("\\", "-").strip()
    name = plain or _tr("Brief")
    return f"{name}.pdf"


def with_ending(path: Path) -> Path:
    """The path with the ending of a PDF."""
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")


def save_exact(path: Path, data: bytes) -> str:
    """Write the file as it is; returns why that did not go, or nothing."""
    file = QSaveFile(str(path))
    ready = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
    return "" if ready and file.commit() else file.errorString()


def part_of(path: Path) -> Path:
    """Where pages are printed to until all of them are there: beside the file, and hidden on most systems."""
    return path.with_name(f".{path.name[-120:]}.part")


def keep_part(path: Path, pages: int) -> str:
    """Make the part that was printed the file, where it has all its pages; returns why that did not go, or nothing."""
    part = part_of(path)
    read = QPdfDocument()
    whole = read.load(str(part)) == QPdfDocument.Error.None_ and read.pageCount() == pages
    read.close()
    if not whole:
        drop_part(path)
        return _tr("not all pages could be written. Is there room on the disk?")
    try:
        part.replace(path)
    except OSError as error:
        drop_part(path)
        return error.strerror or str(error)
    return ""


def drop_part(path: Path) -> None:
    """Leave nothing half-written behind."""
    part_of(path).unlink(missing_ok=True)
