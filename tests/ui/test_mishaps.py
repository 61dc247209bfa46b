"""A fault of the program is told, once, with its details at hand."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from ui.mishaps import Mishaps
from ui.widgets.banner import Banner
from ui.window import MainWindow


def told(window: MainWindow) -> list[Banner]:
    return [one for one in window.body.findChildren(Banner) if "went wrong" in one.accessibleName()]


def fault(mishaps: Mishaps, kind: type[BaseException] = ZeroDivisionError) -> None:
    try:
        raise kind("ours")
    except BaseException:  # noqa: BLE001
        mishaps.happened(*sys.exc_info())


def test_a_fault_is_told_in_the_window_once_and_its_details_can_be_copied(
    open_window: Callable[[Path], MainWindow], sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window = open_window(sample)
    mishaps = Mishaps(lambda: [window])
    fault(mishaps)
    fault(mishaps, KeyError)
    (banner,) = told(window)
    assert "ZeroDivisionError: ours" in capsys.readouterr().err
    button = next(one for one in banner.findChildren(QPushButton) if one.text() == "Copy the details")
    button.click()
    copied = QApplication.clipboard().text()
    assert "ZeroDivisionError: ours" in copied and "KeyError: 'ours'" in copied
    close = next(one for one in banner.findChildren(QToolButton) if "Close" in one.accessibleName())
    close.click()
    fault(mishaps)
    assert len(told(window)) == 2


def test_a_key_of_the_terminal_is_no_fault(open_window: Callable[[Path], MainWindow], sample: Path) -> None:
    window = open_window(sample)
    fault(Mishaps(lambda: [window]), KeyboardInterrupt)
    assert told(window) == []


def test_it_takes_the_place_of_pythons_own_hook(
    open_window: Callable[[Path], MainWindow], sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    window = open_window(sample)
    mishaps = Mishaps(lambda: [window])
    mishaps.watch()
    assert sys.excepthook == mishaps.happened
