"""Printing: the pages of the file land on paper whole, one by one, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Brief
from ui.brief.making import composed, typeset, wish_for
from ui.brief.pages import open_pdf
from ui.brief.printing import PrintJob, PrintWindow, chosen_pages, fitted
from ui.context import Context

from .conftest import Answers, Said

WAIT = 60_000
A4 = QSizeF(595, 842)
LETTER = QSizeF(612, 792)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.new_from_sample(tmp_path / "crisis.db", "Anna")
    yield desk
    desk.close()


@pytest.fixture
def printed_context(sample: Desk, make_context: Callable[[Desk], Context]) -> Context:
    return make_context(sample)


@pytest.fixture
def pdf(sample: Desk, printed_context: Context) -> bytes:
    brief = next(brief for brief in sample.every(Brief) if brief.template == "issue-brief")
    made = typeset(composed(sample, wish_for(sample, printed_context.settings, brief)), lambda: False)
    assert made.pdf is not None
    return made.pdf.data


@pytest.fixture
def window(qtbot: QtBot, printed_context: Context, pdf: bytes) -> PrintWindow:
    made = PrintWindow(printed_context, pdf, "The dispute")
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    return made


def to_file(path: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    printer.setResolution(150)
    return printer


def read(path: Path, parent: QObject) -> QPdfDocument:
    document = open_pdf(path.read_bytes(), parent)
    assert document.error() == QPdfDocument.Error.None_
    return document


def ink(image: QImage) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything that is not white."""
    grey = image.convertToFormat(QImage.Format.Format_ARGB32)
    dark = [
        (x, y)
        for y in range(0, grey.height(), 2)
        for x in range(0, grey.width(), 2)
        if grey.pixelColor(x, y).alpha() and grey.pixelColor(x, y).lightness() < 160
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return (min(xs), min(ys), max(xs), max(ys))


def test_a_page_keeps_its_size_on_its_own_paper() -> None:
    assert fitted(A4, A4) == QRectF(0, 0, 595, 842)
    near = fitted(QSizeF(595.28, 841.89), A4)
    assert near.width() == pytest.approx(595, abs=0.4)


def test_a4_on_letter_is_made_smaller_and_stays_in_the_middle() -> None:
    spot = fitted(A4, LETTER)
    assert spot.height() == pytest.approx(792)
    assert spot.width() / spot.height() == pytest.approx(595 / 842)
    assert spot.left() == pytest.approx(612 - spot.right())


def test_letter_on_a4_fits_between_the_edges() -> None:
    spot = fitted(LETTER, A4)
    assert spot.width() == pytest.approx(595)
    assert spot.top() == pytest.approx(842 - spot.bottom())


def test_a_small_page_is_not_blown_up() -> None:
    assert fitted(QSizeF(420, 595), A4).size() == QSizeF(420, 595)


def test_every_page_reaches_the_paper(qtbot: QtBot, window: PrintWindow, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    told: list[tuple[int, int]] = []
    job = PrintJob(window.document, to_file(target), dpi=100, parent=window)
    job.progressed.connect(lambda done, of: told.append((done, of)))
    with qtbot.waitSignal(job.ended, timeout=WAIT) as ended:
        job.start()
    assert ended.args == [""]
    count = window.document.pageCount()
    assert told[0] == (0, count)
    assert told[-1] == (count, count)
    document = read(target, window)
    assert document.pageCount() == count
    size = document.pagePointSize(0).toSize()
    on_paper, in_file = ink(document.render(0, size)), ink(window.document.render(0, size))
    for mine, theirs in zip(on_paper, in_file, strict=True):
        assert mine == pytest.approx(theirs, abs=6)


def test_a_brief_on_a4_is_whole_on_letter_paper(qtbot: QtBot, window: PrintWindow, tmp_path: Path) -> None:
    target = tmp_path / "letter.pdf"
    printer = to_file(target, QPageSize.PageSizeId.Letter)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    job = PrintJob(window.document, printer, dpi=100, parent=window)
    with qtbot.waitSignal(job.ended, timeout=WAIT):
        job.start()
    document = read(target, window)
    assert document.pageCount() == 1
    assert document.pagePointSize(0).toSize() == LETTER.toSize()
    left, top, right, bottom = ink(document.render(0, LETTER.toSize()))
    assert top > 10
    assert bottom < 782
    assert (left + right) / 2 == pytest.approx(306, abs=12)


def test_pages_copies_and_order_are_as_the_dialog_said(qapp: object, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "x.pdf")
    assert chosen_pages(printer, 3) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert chosen_pages(printer, 3) == [1, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 3) == [2, 1]
    printer.setCopyCount(2)
    if not printer.supportsMultipleCopies():
        printer.setCollateCopies(True)
        assert chosen_pages(printer, 3) == [2, 1, 2, 1]
        printer.setCollateCopies(False)
        assert chosen_pages(printer, 3) == [2, 2, 1, 1]


def test_printing_can_be_stopped_between_pages(qtbot: QtBot, window: PrintWindow, tmp_path: Path, said: Said) -> None:
    job = window.start(to_file(tmp_path / "stopped.pdf"))
    job.progressed.connect(lambda done, _of: window.cancel_button.click() if done == 1 else None)
    assert not window.print_button.isEnabled()
    assert window.progress.isVisibleTo(window)
    qtbot.waitUntil(lambda: window.job is None, timeout=WAIT)
    assert said.texts() == ["Printing was stopped."]
    assert window.progress.isHidden()


def test_a_window_that_is_closed_finishes_its_page_first(qtbot: QtBot, window: PrintWindow, tmp_path: Path) -> None:
    window.start(to_file(tmp_path / "closed.pdf"))
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_start_is_said(qtbot: QtBot, window: PrintWindow, tmp_path: Path) -> None:
    window.start(to_file(tmp_path / "no" / "such" / "folder" / "x.pdf"))
    assert window.job is None
    assert window.no_printer.isVisibleTo(window)
    assert "did not start" in window.no_printer.accessibleName()


def test_without_a_printer_the_pdf_can_be_saved(
    window: PrintWindow, pdf: bytes, tmp_path: Path, answers: Answers, said: Said
) -> None:
    if window.has_printer:
        pytest.skip("this computer has a printer")
    assert window.no_printer.isVisibleTo(window)
    assert not window.print_button.isEnabled()
    window.save_button.click()
    assert answers.asked[-1][0] == "save"
    answers.files = [tmp_path / "kept"]
    window.save_button.click()
    assert (tmp_path / "kept.pdf").read_bytes() == pdf
    text, action, show = said.toasts[-1]
    assert (text, action) == ("Saved kept.pdf.", "Show")
    assert show is not None
    show()
    assert answers.asked[-1] == ("show", str(tmp_path))
    answers.files = [tmp_path / "no" / "folder.pdf"]
    window.save_button.click()
    assert "could not be saved" in said.texts()[-1]


def test_the_dialogs_are_asked_before_anything_is_printed(
    qtbot: QtBot, window: PrintWindow, tmp_path: Path, answers: Answers, said: Said
) -> None:
    window.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    window.printer.setOutputFileName(str(tmp_path / "out.pdf"))
    window.printer.setResolution(100)
    window.print_pages()
    assert answers.asked == [("printer", str(window.document.pageCount()))]
    assert window.job is None
    window.set_up()
    answers.yes = True
    window.set_up()
    window.print_pages()
    qtbot.waitUntil(lambda: window.job is None, timeout=WAIT)
    assert said.texts() == ["Sent to the printer."]
    assert read(tmp_path / "out.pdf", window).pageCount() == window.document.pageCount()


def test_the_preview_shows_every_page_and_turns_by_button(qtbot: QtBot, window: PrintWindow) -> None:
    count = window.document.pageCount()
    assert window.preview.pageCount() == count
    buttons = {one.accessibleName(): one for one in window.findChildren(QAbstractButton) if one.accessibleName()}
    buttons["Next page"].click()
    assert window.place.text() == f"Page 2 of {count} · A4"
    for _ in range(count + 2):
        buttons["Next page"].click()
    assert window.preview.currentPage() == count
    buttons["Previous page"].click()
    assert window.preview.currentPage() == count - 1
    before = window.preview.zoomFactor()
    buttons["Zoom in"].click()
    assert window.preview.zoomFactor() > before
    buttons["Zoom out"].click()
    buttons["Fit the whole page"].click()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
