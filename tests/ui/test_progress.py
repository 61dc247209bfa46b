"""The strip of progress in the status bar: it comes and goes without moving anything else of the window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.window import MainWindow

Open = Callable[[Any], MainWindow]


class _Layouts(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.counted += event.type() == QEvent.Type.LayoutRequest
        return False


@contextmanager
def counted(*widgets: QWidget) -> Iterator[_Layouts]:
    QApplication.processEvents()
    layouts = _Layouts()
    for widget in widgets:
        widget.installEventFilter(layouts)
    yield layouts
    QApplication.processEvents()
    for widget in widgets:
        widget.removeEventFilter(layouts)


def still(qtbot: QtBot, window: MainWindow) -> int:
    """The height of the status bar once the window has nothing more to lay out."""
    qtbot.waitUntil(lambda: not window.current_page().is_waiting() and not window.background.busy())
    while True:
        with counted(window, window.status) as layouts:
            qtbot.wait(50)
        if not layouts.counted:
            return window.status.height()


def settled(qtbot: QtBot, window: MainWindow, width: int) -> tuple[QLabel, QProgressBar, QPushButton]:
    """The parts of the strip of a window of this width that has nothing to do, after it was needed first."""
    window.resize(width, 700)
    strip = window.status.progress
    assert strip.isHidden()
    height = still(qtbot, window)
    strip.start("First")
    strip.finish()
    assert still(qtbot, window) == height
    words, bar, cancel = strip.findChild(QLabel), strip.findChild(QProgressBar), strip.findChild(QPushButton)
    assert isinstance(words, QLabel) and isinstance(bar, QProgressBar) and isinstance(cancel, QPushButton)
    return words, bar, cancel


def test_in_a_wide_window_it_moves_nothing(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    words, bar, cancel = settled(qtbot, window, 1300)
    strip = window.status.progress
    before = window.status._saved.geometry(), window.status._facts.geometry()
    strip.start("Exporting")
    with counted(window, window.status) as layouts:
        qtbot.waitUntil(cancel.isVisible, timeout=3000)
        window.status.show_progress("Reading the PDF again, which takes longer to say", 0.5)
    assert layouts.counted == 0
    assert (window.status._saved.geometry(), window.status._facts.geometry()) == before
    assert words.isVisible() and bar.isVisible() and bar.value() == 50
    assert words.geometry().right() < bar.geometry().left() < bar.geometry().right() < cancel.geometry().left()
    assert bar.accessibleName() == words.text() == words.toolTip()
    strip.finish()
    assert not any(part.isVisible() for part in (words, bar, cancel))


def test_in_a_narrow_window_it_takes_room_only_while_it_is_out(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    words, bar, cancel = settled(qtbot, window, 660)
    strip, facts = window.status.progress, window.status._facts
    assert strip.width() == 0
    assert facts.width() >= facts.sizeHint().width()
    strip.start("Exporting")
    qtbot.waitUntil(cancel.isVisible, timeout=3000)
    qtbot.waitUntil(lambda: strip.width() >= strip.minimumSizeHint().width())
    assert words.width() > 0 and bar.geometry().right() < cancel.geometry().left()
    assert strip.rect().contains(cancel.geometry())
    strip.finish()
    qtbot.waitUntil(lambda: strip.width() == 0)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_work_that_ends_while_it_appears_leaves_nothing_behind(
    open_window: Open, sample: Path, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    window = open_window(sample)
    window.setLayoutDirection(direction)
    words, bar, cancel = settled(qtbot, window, 1300)
    strip = window.status.progress
    strip.start("Exporting")
    qtbot.waitUntil(words.isVisible, timeout=3000)
    strip.finish()
    qtbot.wait(50)
    assert not strip.is_out() and not any(part.isVisible() for part in (words, bar, cancel))
    strip.start("Importing")
    qtbot.waitUntil(cancel.isVisible, timeout=3000)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert cancel.geometry().right() < bar.geometry().left() < bar.geometry().right() < words.geometry().left()
    window.setLayoutDirection(direction)
    rightmost = words if direction == Qt.LayoutDirection.RightToLeft else cancel
    assert max((words, bar, cancel), key=lambda part: part.geometry().right()) is rightmost
    assert words.text() == "Importing" and cancel.accessibleName() == "Cancel: Importing"
