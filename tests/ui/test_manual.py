"""The manual inside the window: complete, opened where one is, searched, and never a way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from briefing import paths
from ui.brief.printing import PrintWindow
from ui.manual import KEYS, Manual, keys_page, pages
from ui.shell import PLACES
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Open = Callable[[Path], MainWindow]


@pytest.fixture
def window(open_window: Open, sample: Path) -> MainWindow:
    return open_window(sample)


def manual(window: MainWindow) -> Manual:
    found: Manual | None = window.findChild(Manual)
    assert found is not None
    return found


def test_every_action_stands_in_the_manual(window: MainWindow) -> None:
    written = " ".join(path.read_text(encoding="utf-8") for path in paths.manual().glob("*.md"))
    written = " ".join(written.split())
    missing = []
    for one in window.actions_registry.all():
        words = one.action.text().replace("&", "").partition(":")[0].rstrip("…")
        places = {f"go_{place.key}": f"[{words}]" for place in PLACES}
        if places.get(one.key, f"*{words}") not in written:
            missing.append(words)
    assert missing == []


def test_every_key_stands_on_the_page_of_keys_once(window: MainWindow) -> None:
    page = keys_page(window.context)
    for one in window.actions_registry.all():
        for keys in one.action.shortcuts()[:1]:
            told = keys.toString(QKeySequence.SequenceFormat.NativeText)
            assert f" | {told} |" in page, one.key


def test_the_keys_of_review_mode_stand_there_too(window: MainWindow) -> None:
    page = keys_page(window.context).partition("In review mode")[2]
    for words, keys in (("Next item", "J"), ("Print with notes in the margin", "Shift+P"), ("Leave review", "F11")):
        assert f"| {words} | {keys} |" in page


def test_f1_opens_the_page_of_the_place_and_the_same_window_again(window: MainWindow) -> None:
    for key in ("actors", "timeline"):
        window.show_place(key)
        window.actions_registry["manual"].trigger()
        assert manual(window).isVisible() and manual(window).shown() == key
    assert len(window.findChildren(Manual)) == 1
    window.actions_registry["shortcuts"].trigger()
    assert manual(window).shown() == KEYS
    manual(window).close()


def test_every_place_has_a_page_and_every_link_and_picture_is_there(window: MainWindow) -> None:
    import re

    names = {page.name for page in pages(window.context)}
    assert {place.key for place in PLACES} <= names
    for page in pages(window.context):
        for target in re.findall(r"\]\(([^)#]+)", page.text):
            assert (paths.manual() / target).exists() or Path(target).stem in names, f"{page.name}: {target}"


def test_links_stay_inside_the_manual(window: MainWindow) -> None:
    window.commands.manual("README")
    dialog = manual(window)
    dialog.browser.anchorClicked.emit(QUrl("search.md"))
    assert dialog.shown() == "search"
    dialog.browser.anchorClicked.emit(QUrl("https://example.org/"))
    assert dialog.shown() == "search"


def test_the_manual_is_searched(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.manual()
    dialog = manual(window)
    dialog.field.setText("calendar")
    assert 0 < dialog.list.count() < len(pages(window.context))
    assert "calendar" in dialog.browser.toPlainText().lower()
    dialog.field.setText("xyzzy")
    assert dialog.list.count() == 0 and "does not speak" in dialog.browser.toPlainText()
    dialog.field.clear()
    assert dialog.list.count() == len(pages(window.context))


def test_the_quick_guide_is_printed_from_the_help_menu(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_registry["quick_guide"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(PrintWindow)), timeout=30_000)
    shown = window.findChildren(PrintWindow)[0]
    assert shown.title == "Quick guide for officials" and shown.document.pageCount() == 1
    shown.close()
