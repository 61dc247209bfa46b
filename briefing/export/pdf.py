"""Brief → PDF by Typst in a worker process: tagged, PDF/A-2a and PDF/UA-1, the same bytes on each run.

Responsible for the process (time limit, cancel, clear words when it dies) and for what the reader must be
told of the result. Refuses to import Typst here and to write files.
"""

import contextlib
import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from briefing import child
from briefing.brief.margin_notes import MarginNotes
from briefing.brief.tree import Brief
from briefing.errors import ExportError
from briefing.export.pdf_data import day_of, template_data
from briefing.export.shared import refuse_unprintable
from briefing.export.typesetter import Typesetter
from briefing.paths import resources
from briefing.wording import say

DEFAULT_TIMEOUT = 180.0
_POLL = 0.03
_WORKER = child.module("briefing.export.typst_worker")
_NORMAL = {
    "size": 11,
    "leading": 0.68,
    "gap": 1.0,
    "side": 22,
    "top": 24,
    "bottom": 25,
    "table": 9,
}
# One page: first the space between things, then the margins, at last the size; never below 10.5 pt.
_ONE_PAGE_FITS: tuple[dict[str, float], ...] = (
    _NORMAL,
    {**_NORMAL, "gap": 0.93, "leading": 0.66},
    {**_NORMAL, "gap": 0.85, "leading": 0.64},
    {**_NORMAL, "gap": 0.72, "leading": 0.6, "side": 20, "top": 20, "bottom": 21},
    {
        **_NORMAL,
        "gap": 0.62,
        "leading": 0.56,
        "side": 18,
        "top": 18,
        "bottom": 19,
        "table": 8.5,
    },
    {
        **_NORMAL,
        "gap": 0.55,
        "leading": 0.54,
        "side": 18,
        "top": 18,
        "bottom": 19,
        "table": 8.5,
        "size": 10.5,
    },
    {
        **_NORMAL,
        "gap": 0.46,
        "leading": 0.52,
        "side": 16,
        "top": 17,
        "bottom": 18,
        "table": 8.2,
        "size": 10.5,
    },
)


class CancelledExportError(ExportError):
    """The user stopped the export; nothing was written."""


@dataclass(frozen=True)
class PdfResult:
    """A finished PDF.

    `standards` are those the file declares (empty after a missing glyph), `warnings` sentences for the
    reader, `missing` the characters that our fonts do not hold, `body_size` the size of the text in points.
    `lines_over` are the lines beyond the one page that a form allows, below zero those that are still free on it; None
    where the form allows more pages. It is an estimate: a heading or a table takes more than its lines.
    """

    data: bytes
    pages: int
    standards: tuple[str, ...]
    warnings: tuple[str, ...]
    missing: str = ""
    body_size: float = 11.0
    lines_over: int | None = None


def render(
    brief: Brief,
    *,
    timeout: float = DEFAULT_TIMEOUT,
    cancelled: Callable[[], bool] | None = None,
    worker: Sequence[str] = _WORKER,
    typesetter: Typesetter | None = None,
    margin: MarginNotes | None = None,
) -> PdfResult:
    """Typeset `brief`. `timeout` is in seconds; `cancelled` is asked about thirty times a second.

    With `margin` those notes stand in a wide margin, and nothing has to fit one page any more.
    With a `typesetter` its process, which stays, does it; else one of its own.

    Raises CancelledExportError, or ExportError when the worker fails, dies or takes too long.
    """
    refuse_unprintable(brief)
    brief = replace(brief, one_page=False) if margin is not None else brief
    fits = _ONE_PAGE_FITS if brief.one_page else (_NORMAL,)
    day = day_of(brief)
    with tempfile.TemporaryDirectory(prefix="briefing_") as empty:
        request = {
            "template": str(resources() / "templates" / "brief.typ"),
            "fonts": str(resources() / "fonts"),
            "empty": empty,
            "data": template_data(brief, margin),
            "fits": [json.dumps(fit) for fit in fits],
            "timestamp": int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0,
        }
        if typesetter is not None:
            output = typesetter.ask(request, timeout, lambda: _stop_if(cancelled))
        else:
            output = _run(worker, json.dumps(request).encode("ascii"), timeout, cancelled)
    head, _, pdf = output.partition(b"\n")
    answer = _answer(head, pdf)
    return PdfResult(
        data=pdf,
        pages=answer["pages"],
        standards=tuple(answer["standards"]),
        warnings=tuple(_warnings(brief, answer)),
        missing=answer["missing"],
        body_size=float(fits[answer["fit"]]["size"]),
        lines_over=-answer["room"] if brief.one_page else None,
    )


def page_count(brief: Brief) -> int:
    """How many pages `brief` fills."""
    return render(brief).pages


def _run(
    worker: Sequence[str],
    request: bytes,
    timeout: float,
    cancelled: Callable[[], bool] | None,
) -> bytes:
    """What the worker printed; the worker has ended in any case when this returns or raises."""
    ends = time.monotonic() + timeout
    # The request comes from a file: `communicate` does not go on writing to a pipe after a timeout.
    with tempfile.TemporaryFile() as question, contextlib.ExitStack() as stack:
        question.write(request)
        question.seek(0)
        process = stack.enter_context(child.start(worker, given=question))
        try:
            while True:
                try:
                    output, complaint = process.communicate(timeout=_POLL)
                    break
                except subprocess.TimeoutExpired:
                    pass
                _stop_if(cancelled)
                if time.monotonic() > ends:
                    raise ExportError(
                        say(
                            "Typesetting the PDF took longer than %1 seconds and was stopped. Please try a "
                            "shorter brief.",
                            f"{timeout:g}",
                        )
                    )
        except BaseException:
            process.kill()
            process.communicate()
            raise
    if process.returncode != 0:
        reason = complaint.decode("utf-8", "replace").strip().splitlines()
        said = say(" It said: %1", reason[-1][:200]) if reason else ""
        raise ExportError(
            say(
                "The typesetting process ended before the PDF was finished (exit %1). Nothing was written; "
                "please try again.%2",
                process.returncode,
                said,
            )
        )
    return output


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise CancelledExportError("The export was stopped. Nothing was written.")


def _answer(head: bytes, pdf: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(head)
    except ValueError:
        raise ExportError("The typesetting process gave no answer. Please try again.") from None
    if "error" in answer:
        raise ExportError(say("The PDF could not be typeset: %1.", answer["error"]))
    if not pdf.startswith(b"%PDF-"):
        raise ExportError("The typesetting process returned an incomplete PDF. Please try again.")
    return answer


def _warnings(brief: Brief, answer: dict[str, Any]) -> list[str]:
    out: list[str] = []
    if missing := answer["missing"]:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing[:8])
        more = say(" and %1 more", len(missing) - 8) if len(missing) > 8 else ""
        if answer["standards"]:
            out.append(say("A font of this computer was used for %1%2, which our fonts do not hold.", named, more))
        else:
            out.append(
                say("No font holds %1%2: empty boxes are printed, and the file is not PDF/UA or PDF/A.", named, more)
            )
    if brief.one_page and answer["pages"] > 1:
        out.append(
            say(
                "The brief fills %1 pages, not one, even at 10.5 pt with tight spacing. Please shorten it.",
                answer["pages"],
            )
        )
    return out + [say("Typesetting: %1.", notice) for notice in answer["notices"]]
