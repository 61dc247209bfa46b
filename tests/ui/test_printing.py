"""Printing: the pages of the file land on paper whole, with the numbers of their copies, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QObject, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Brief
from ui.brief.making import composed, typeset, wish_for
from ui.brief.pages import open_pdf
from ui.brief.print_options import PrintOptions, Side, Sides, rest_of, sides_of
from ui.brief.print_paper import fitted, number_spot, page_image
from ui.brief.printing import PrintWindow
from ui.context import Context

from .conftest import Answers
from .print_staging import OFFICE, OLD, TestPrinters

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAIT = 60_000
A4 = QSizeF(595, 842)
LETTER = QSizeF(612, 792)
Open = Callable[..., PrintWindow]


@pytest.fixture
def sample(crisis_db: Path) -> Iterator[Desk]:
    desk = Desk.open(crisis_db, "Anna")
    yield desk
    desk.close()


@pytest.fixture
def printed_context(sample: Desk, make_context: Callable[[Desk], Context]) -> Context:
    return make_context(sample)


@pytest.fixture
def pdf(sample: Desk, printed_context: Context) -> bytes:
    brief = next(brief for brief in sample.every(Brief) if brief.template == "issue-brief")
    made = typeset(composed(sample, wish_for(sample, printed_context.settings, brief.id)), lambda: False)
    assert made.pdf is not None
    return made.pdf.data


@pytest.fixture
def printers(tmp_path: Path) -> TestPrinters:
    return TestPrinters(tmp_path, OLD, OFFICE, usual="Office")


@pytest.fixture
def open_print(qtbot: QtBot, printed_context: Context, pdf: bytes, printers: TestPrinters) -> Open:
    def make() -> PrintWindow:
        made = PrintWindow(printed_context, pdf, "The dispute", printers=printers)
        qtbot.addWidget(made)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        made.show()
        made.panel.quality.set_value("150")
        return made

    return make


def finish(qtbot: QtBot, window: PrintWindow) -> None:
    qtbot.waitUntil(lambda: window.job is None, timeout=WAIT)


def read(path: Path, parent: QObject) -> QPdfDocument:
    document = open_pdf(path.read_bytes(), parent)
    assert document.error() == QPdfDocument.Error.None_
    return document


def texts(path: Path, parent: QObject) -> list[str]:
    document = read(path, parent)
    return [document.getAllText(page).text().strip() for page in range(document.pageCount())]


def test_pages_keep_their_size_or_are_made_smaller_in_the_middle() -> None:
    assert fitted(A4, A4) == QRectF(0, 0, 595, 842)
    assert fitted(QSizeF(420, 595), A4).size() == QSizeF(420, 595)
    spot = fitted(A4, LETTER)
    assert spot.height() == pytest.approx(792)
    assert spot.left() == pytest.approx(612 - spot.right())
    assert fitted(LETTER, A4).top() == pytest.approx(842 - fitted(LETTER, A4).bottom())


def test_the_order_of_sides() -> None:
    options = PrintOptions((1, 2, 3), copies=2)
    assert [(s.copy, s.page) for s in sides_of(options, able=False)] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]
    assert [s.page for s in sides_of(options, able=True)] == [1, 2, 3]
    apart = PrintOptions((1, 2), copies=2, collate=False, numbered=True)
    assert [(s.copy, s.page) for s in sides_of(apart, able=True)] == [(1, 1), (2, 1), (1, 2), (2, 2)]
    both = PrintOptions((1, 2, 3), copies=2, sides=Sides.LONG, numbered=True)
    assert sides_of(both, able=True)[3:5] == (Side(0, 1), Side(1, 2))
    assert [s.page for s in sides_of(PrintOptions((1, 2), backwards=True), able=False)] == [2, 1]


def test_what_is_left_keeps_its_numbers() -> None:
    options = PrintOptions((1, 2, 3, 4), copies=3, numbered=True, first_number=5)
    rest, after = rest_of(options, 6, able=True)
    assert (rest.pages, rest.copies, rest.number_words(1)) == ((3, 4), 1, "Copy 6 of 7")
    assert (after.pages, after.copies, after.number_words(1)) == ((1, 2, 3, 4), 1, "Copy 7 of 7")
    apart = PrintOptions((1, 2), copies=3, collate=False, numbered=True)
    rest, after = rest_of(apart, 1, able=False)
    assert (rest.pages, rest.copies, rest.number_words(1)) == ((1,), 2, "Copy 2 of 3")
    assert (after.pages, after.copies) == ((2,), 3)
    turned = PrintOptions((1, 2, 3, 4), sides=Sides.LONG)
    assert rest_of(turned, 3, able=False)[0].pages == (3, 4)
    assert rest_of(PrintOptions((1, 2)), 2, able=False) == ()


def test_the_number_lies_beside_what_is_on_the_page(qapp: object) -> None:
    image = QImage(QSize(1190, 1684), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    whole, edges = QRectF(0, 0, 595, 842), QMarginsF(12, 12, 12, 12)
    first = number_spot(image, whole, A4, "Copy 1 of 2", edges)
    assert first.top() >= 12
    assert first.bottom() < 28.3  # the marking begins at 10 mm
    assert 595 - first.right() == pytest.approx(45.4, abs=0.1)
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 20, 1190, 40), QColor("black"))
    painter.end()
    other = number_spot(image, whole, A4, "Copy 1 of 2", edges)
    assert not other.intersects(QRectF(0, 10, 595, 20))


def test_every_page_reaches_the_paper_as_it_is(
    qtbot: QtBot, open_print: Open, printers: TestPrinters, said: object
) -> None:
    window = open_print()
    told: list[tuple[list[int], int, int]] = []
    window.printed.connect(lambda *one: told.append(one))
    assert window.panel.printer_name() == "Office"
    qtbot.keyClick(window, Qt.Key.Key_Return)
    finish(qtbot, window)
    count = window.document.pageCount()
    assert window.notice.text() == f"Sent {count} pages to the printer."
    assert told == [(list(range(1, count + 1)), 1, 0)]
    paper = read(printers.last_file(), window)
    assert paper.pageCount() == count
    size = QSize(300, 424)
    ours, theirs = (page_image(one, 1, size, colour=False) for one in (paper, window.document))
    near = sum(
        abs(ours.pixelColor(x, y).lightness() - theirs.pixelColor(x, y).lightness()) < 90
        for x in range(0, 300, 3)
        for y in range(0, 424, 3)
    )
    assert near > 0.98 * 100 * 142


def test_numbered_copies_are_made_one_by_one(qtbot: QtBot, open_print: Open, printers: TestPrinters) -> None:
    window = open_print()
    panel = window.panel
    panel.range.setText("2-3")
    panel.copies.setValue(2)
    panel.number.setChecked(True)
    panel.first.setValue(4)
    assert panel.hints["first"].text() == "Pages carry “Copy 4 of 5” to “Copy 5 of 5”."
    assert window.place.text() == "Page 2 · 1 of 2 to print · A4"
    words: list[str] = []
    told: list[tuple[list[int], int, int]] = []
    window.printed.connect(lambda *one: told.append(one))
    window.go()
    assert window.job is not None
    window.job.progressed.connect(lambda _done, _of: words.append(window.doing.text()))
    finish(qtbot, window)
    assert words == [
        "Copy 4 of 5, page 3 (2 of 2)",
        "Copy 5 of 5, page 2 (1 of 2)",
        "Copy 5 of 5, page 3 (2 of 2)",
        "Copy 5 of 5, page 3 (2 of 2)",
    ]
    assert texts(printers.last_file(), window) == ["Copy 4 of 5"] * 2 + ["Copy 5 of 5"] * 2
    assert told == [([2, 3], 2, 4)]


def test_a_range_that_cannot_be_read_is_said_and_nothing_is_printed(
    qtbot: QtBot, open_print: Open, printers: TestPrinters
) -> None:
    window = open_print()
    window.panel.range.setText("3-99")
    assert "There is no page 99" in window.panel.hints["range"].text()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert window.job is None
    assert window.focusWidget() is window.panel.range
    window.panel.all.setChecked(True)
    assert window.panel.hints["range"].text() == ""


def test_a_printer_that_stops_is_printed_on_from_there(qtbot: QtBot, open_print: Open, printers: TestPrinters) -> None:
    window = open_print()
    window.panel.range.setText("1-3")
    window.panel.copies.setValue(2)
    window.panel.number.setChecked(True)
    printers.stops_at = 5
    window.go()
    finish(qtbot, window)
    assert window.notice.text() == "The printer stopped after page 1 of copy 2. Print again from there?"
    printers.stops_at = 0
    banner = window.notice.banner
    assert banner is not None
    next(one for one in banner.findChildren(QAbstractButton) if one.text() == "Set pages 2-3").click()
    window.go()
    finish(qtbot, window)
    assert texts(printers.last_file(), window) == ["Copy 2 of 2"] * 2


def test_printing_can_be_cancelled_and_a_closed_window_finishes_its_page(qtbot: QtBot, open_print: Open) -> None:
    window = open_print()
    window.go()
    assert not window.panel.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    finish(qtbot, window)
    assert window.notice.text() == "Stopped before the first page."
    window.go()
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)


def test_a_pdf_is_the_file_itself_or_says_that_it_is_a_picture(
    qtbot: QtBot, open_print: Open, printers: TestPrinters, pdf: bytes, tmp_path: Path, answers: Answers
) -> None:
    printers.devices.clear()
    window = open_print()
    assert "No printer was found" in window.notice.text()
    window.look_for_printers()
    assert "Still no printer" in window.notice.text()
    window.save_button.click()
    assert answers.asked[-1][0] == "save"
    answers.files = [tmp_path / "kept"]
    window.save_button.click()
    assert (tmp_path / "kept.pdf").read_bytes() == pdf
    assert window.notice.text() == "Saved kept.pdf."
    window.panel.range.setText("2")
    window.panel.number.setChecked(True)
    window.panel.copies.setValue(2)
    assert "picture of the pages, without text layer" in window.panel.hints["destination"].text()
    window.save_button.click()
    finish(qtbot, window)
    assert texts(tmp_path / "kept.pdf", window) == ["Copy 1 of 2", "Copy 2 of 2"]
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))
    printers.devices.append(OFFICE)
    window.look_for_printers()
    assert window.notice.text() == ""


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_folder_that_is_not_there_is_said(
    qtbot: QtBot, open_print: Open, printers: TestPrinters, tmp_path: Path, answers: Answers
) -> None:
    printers.devices.clear()
    window = open_print()
    answers.files = [tmp_path / "no" / "folder.pdf"]
    window.save_button.click()
    assert "could not be saved" in window.notice.text()
    window.panel.number.setChecked(True)
    window.save_button.click()
    finish(qtbot, window)
    assert "Choose another folder" in window.notice.text()


def test_options_follow_the_printer_and_are_remembered(qtbot: QtBot, open_print: Open, printers: TestPrinters) -> None:
    window = open_print()
    panel = window.panel
    panel.paper.setCurrentIndex(panel.paper.findData("Letter"))
    assert panel.hints["paper"].text() == "Pages of A4 are made smaller to fit Letter."
    panel.range.setText("1")
    panel.copies.setValue(2)
    panel.destination.setCurrentIndex(panel.destination.findData("printer Old laser"))
    assert panel.hints["sides"].text() == "This printer prints on one side only."
    assert not panel.colour.isEnabled()
    window.go()
    finish(qtbot, window)
    assert read(printers.last_file(), window).pagePointSize(0).toSize() == LETTER.toSize()
    again = open_print()
    assert again.panel.printer_name() == "Old laser"
    assert (again.panel.paper.value(), again.panel.quality.value()) == ("Letter", "150")
    assert (again.panel.all.isChecked(), again.panel.copies.value()) == (True, 1)


def test_the_dialog_of_the_system_is_asked_and_then_printed(
    qtbot: QtBot, open_print: Open, printers: TestPrinters, answers: Answers
) -> None:
    window = open_print()
    window.panel.range.setText("2")
    window.panel.own.click()
    assert answers.asked == [("printer", str(window.document.pageCount()))]
    assert window.job is None
    answers.yes = True
    window.panel.own.click()
    finish(qtbot, window)
    assert read(printers.last_file(), window).pageCount() == 1


def test_sheets_turn_and_zoom_by_button_and_key(qtbot: QtBot, open_print: Open) -> None:
    window = open_print()
    count = window.document.pageCount()
    buttons = {one.accessibleName(): one for one in window.findChildren(QAbstractButton) if one.accessibleName()}
    buttons["Next page"].click()
    assert window.place.text() == f"Page 2 of {count} · A4"
    qtbot.keyClick(window.sheets, Qt.Key.Key_End)
    assert window.sheets.page() == count
    buttons["Previous page"].click()
    assert window.sheets.page() == count - 1
    before = window.sheets.zoom()
    buttons["Zoom in"].click()
    assert window.sheets.zoom() > before
    buttons["Fit the whole page"].click()
    assert window.sheets.zoom() == pytest.approx(before)
    window.resize(320, 500)
    assert window.panel.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
