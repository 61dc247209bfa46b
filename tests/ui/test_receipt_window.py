"""The receipt of an export as a window: what it shows, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefing.export.counting import Count
from briefing.export.receipt import FileLine, QuoteLine, Receipt, to_text
from ui.brief.receipt_window import HEADS, ReceiptWindow
from ui.context import Context

from .conftest import Answers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MADE = Receipt(
    title="Daily brief",
    reference="NK 7",
    as_at="2026-11-23",
    marking="INTERNAL",
    version="",
    profile="plain",
    quotes=(QuoteLine("q1", "not the end of the story", "Mara Vale", "abcdef123456"),),
    notes=("A note.",),
    files=(
        FileLine("daily.md", "md", "12" * 32, 900, None, True, Count(1, 1), Count(1, 1), Count(4, 4), Count(2, 2)),
        FileLine("daily.pdf", "pdf", "ab" * 32, 9000, 2, True, Count(0, 1), Count(1, 1), Count(4, 4), Count(4, 4)),
    ),
    problems=("“daily.pdf” does not show the words of Mara Vale as they are stored.",),
)


def shown(qtbot: QtBot, context: Context, folder: Path, *receipts: Receipt) -> ReceiptWindow:
    from PySide6.QtWidgets import QWidget

    over = QWidget()
    qtbot.addWidget(over)
    made = ReceiptWindow(context, receipts, folder, over)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(window: ReceiptWindow, row: int) -> list[str]:
    found = (window.table.item(row, column) for column in range(len(HEADS)))
    return [item.text().strip("\u2068\u2069") for item in found if item is not None]


def test_it_tells_what_each_file_shows_and_the_problems_first(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    window = shown(qtbot, context, tmp_path, MADE)
    assert cells(window, 0) == ["daily.md", "–", "1 of 1", "1 of 1", "4 of 4", "2 of 2", "121212121212"]
    assert cells(window, 1) == ["daily.pdf", "2", "0 of 1", "1 of 1", "4 of 4", "4 of 4", "abababababab"]
    assert window.verdict.accessibleName() == MADE.problems[0]
    lacking = window.table.item(1, 2)
    assert lacking is not None
    assert lacking.font().bold()
    assert window.table.accessibleName()
    whole = shown(qtbot, context, tmp_path, replace(MADE, problems=()), replace(MADE, problems=()))
    assert whole.windowTitle() == "Receipt of 2 briefs"
    assert whole.verdict.accessibleName().startswith("Everything was found again")
    assert whole.table.rowCount() == 4
    unread = replace(MADE, problems=(), files=(replace(MADE.files[1], read_back=False),))
    partly = shown(qtbot, context, tmp_path, unread)
    assert "daily.pdf" in partly.verdict.accessibleName()
    assert cells(partly, 0)[:3] == ["daily.pdf", "not read", "–"]


def test_it_is_copied_saved_and_closed_by_keys(
    qtbot: QtBot, context: Context, tmp_path: Path, answers: Answers
) -> None:
    window = shown(qtbot, context, tmp_path, MADE)
    window.copy_button.setFocus()
    QTest.keyClick(window.copy_button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == to_text(MADE)
    window.save_button.click()
    assert window.notice.text() == "The receipt is on the clipboard.", "nothing was chosen, nothing was saved"
    answers.files = [tmp_path / "kept.txt"]
    window.save_button.click()
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == to_text(MADE)
    assert window.notice.text() == "Saved as kept.txt."
    answers.files = [tmp_path / "kept.txt" / "no.txt"]
    window.save_button.click()
    assert "A file stands where a folder is needed" in window.notice.text()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_is_printed_through_the_print_window(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    window = shown(qtbot, context, tmp_path, MADE)
    window.print_button.click()
    assert not window.print_button.isEnabled()
    qtbot.waitUntil(lambda: window.print_window is not None, timeout=20_000)
    printed = window.print_window
    assert printed is not None
    text = " ".join(printed.document.getAllText(0).text().split())
    assert "Receipt: Daily brief" in text
    assert "INTERNAL" in text
    assert "0 of 1" in text
    assert MADE.problems[0] in text
    assert "12121212 12121212" in text
    printed.close()


def test_names_of_files_stay_readable_in_a_narrow_window(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    window = shown(qtbot, context, tmp_path, MADE)
    window.resize(300, 400)
    assert window.table.columnWidth(0) >= window.table.fontMetrics().horizontalAdvance("2022-08-19_submission.pdf")
    window.resize(1400, 400)
    counts = sum(window.table.columnWidth(at) for at in range(1, len(HEADS)))
    assert window.table.columnWidth(0) + counts == window.table.viewport().width()
