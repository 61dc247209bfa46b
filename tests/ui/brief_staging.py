"""The briefs page as the window shows it, for the tests of its parts."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.brief.outline_lines import OutlineLine
from ui.context import Context
from ui.pages.briefs import BriefsPage

WAIT = 20_000


def opened(qtbot: QtBot, context: Context) -> BriefsPage:
    made = BriefsPage(context)
    qtbot.addWidget(made)
    context.bridge.changed.connect(lambda _change: made.refresh())
    made.resize(1100, 760)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    ready(qtbot, made)
    return made


def ready(qtbot: QtBot, page: BriefsPage) -> None:
    qtbot.waitUntil(lambda: not page.preview.busy(), timeout=WAIT)


def line(page: BriefsPage, key: str) -> OutlineLine:
    return next(one for one in page.outline.lines() if one.key == key)


def go(page: BriefsPage, key: str) -> None:
    page.outline.choose(key)
    page.outline.chosen.emit(key)


def pdf_text(page: BriefsPage) -> str:
    document = page.preview.pages.document
    assert document is not None
    return " ".join(document.getAllText(0).text().split())
