"""What a print window says of a job: where it is, and how far it came."""

from __future__ import annotations

from ui.brief.print_job import Outcome, PrintJob
from ui.words import tr as _tr


def progress_words(job: PrintJob) -> str:
    """Which page of which copy is being printed."""
    now, pages = job.now(), job.options.in_order()
    if job.makes_copies():
        number, last = job.options.place(now.copy)
        copy = _tr("Copy %1 of %2, page %3 of %4").replace("%1", str(number)).replace("%2", str(last))
        some = _tr("Copy %1 of %2, page %5 (%3 of %4)").replace("%1", str(number)).replace("%2", str(last))
    else:
        copy, some = _tr("Page %3 of %4"), _tr("Page %5 (%3 of %4)")
    words = copy if len(pages) == job.document.pageCount() else some
    at = pages.index(now.page) + 1
    return words.replace("%3", str(at)).replace("%4", str(len(pages))).replace("%5", str(now.page))


def how_far(job: PrintJob) -> str:
    """Where a job ended that was cancelled, or whose printer stopped, and a question."""
    cancelled, last = job.outcome is Outcome.CANCELLED, job.last()
    if last is None:
        return _tr("Stopped before the first page.") if cancelled else _tr("The printer stopped at once.")
    if job.makes_copies():
        stopped = _tr("The printer stopped after page %1 of copy %2. Print again from there?")
        words = _tr("Printing was cancelled after page %1 of copy %2. Print on from there?") if cancelled else stopped
    else:
        stopped = _tr("The printer stopped after page %1. Print again from there?")
        words = _tr("Printing was cancelled after page %1. Print on from there?") if cancelled else stopped
    return words.replace("%1", str(last.page)).replace("%2", str(job.options.place(last.copy)[0]))
