"""Reads a finished PDF again, as its reader will.

The reading is done by a process of its own, `python -m ui.brief.pdf_text FILE`, which prints the words of each page as
JSON: QtPdf keeps the interpreter to itself while it reads a page, and the window would stand still for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from briefing import child
from briefing.errors import ExportError
from briefing.export.pdf import CancelledExportError
from briefing.wording import say

_POLL = 0.1


def page_texts(path: Path, cancelled: Callable[[], bool] = lambda: False) -> Sequence[str]:
    """The words of each page of a PDF, read by another process."""
    process = child.start(child.module("ui.brief.pdf_text", str(path)))
    with process:
        while True:
            try:
                output, _ = process.communicate(timeout=_POLL)
                break
            except subprocess.TimeoutExpired:
                if cancelled():
                    process.kill()
                    raise _stopped() from None
    try:
        pages: list[str] = json.loads(output)
    except ValueError:
        raise _unreadable(path) from None
    return pages


def read(path: Path, cancelled: Callable[[], bool] = lambda: False) -> Sequence[str]:
    """The words of each page of a PDF, read in this process. Raises ExportError."""
    from PySide6.QtCore import QObject
    from PySide6.QtPdf import QPdfDocument

    owner = QObject()  # without one the document cannot be made
    document = QPdfDocument(owner)
    if document.load(str(path)) is not QPdfDocument.Error.None_:
        raise _unreadable(path)
    pages = []
    for page in range(document.pageCount()):
        if cancelled():
            raise _stopped()
        pages.append(document.getAllText(page).text())
    return pages


def main(arguments: Sequence[str]) -> int:
    """Print the words of each page of the PDF named; 1 where it is none."""
    child.give_way()
    try:
        pages = read(Path(arguments[0]))
    except ExportError:
        return 1
    sys.stdout.write(json.dumps(pages))
    return 0


def _unreadable(path: Path) -> ExportError:
    return ExportError(say("“%1” is written, but could not be read again. Please open and check it.", path.name))


def _stopped() -> CancelledExportError:
    return CancelledExportError(say("Reading the files again was stopped. They are written."))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
