"""How long after a key the pages of a brief of ten pages are the new ones, in the real window.

The floor is what the same pages take to typeset alone, by the same process that stays, in the same run.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from briefing.brief.compose import Order
from briefing.export import pdf
from briefing.export.typesetter import Typesetter
from ui.pages.briefs import BriefsPage
from ui.window import MainWindow

from .test_scale_bench import opened, small  # noqa: F401

KEYS = 30
MOST = 0.4
"""Seconds from a key to its pages, for nineteen keys of twenty."""
WORDS = "The desk has read the statement and compared it with what was said the week before, word by word, twice over. "


def wait(seconds: float) -> None:
    """Let the window run."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def test_pages_follow_a_key(
    small: Path,  # noqa: F811
    opened: Callable[[Path], MainWindow],  # noqa: F811
    benchmark: Any,
) -> None:
    window = opened(small)
    desk = window.desk
    brief = desk.briefs("issue-brief")[0].id
    for block in ("implications", "recommendation", "questions"):
        desk.write_block(brief, block, "\n\n".join(WORDS * 4 for _ in range(3)))
    window.show_place("briefs")
    page = window.current_page()
    assert isinstance(page, BriefsPage)
    page.show_record("brief", brief)
    page.outline.choose("purpose")
    page.outline.chosen.emit("purpose")
    loop = QEventLoop()
    page.preview.made.connect(lambda _made: loop.quit())

    def press(letter: str) -> float:
        began = time.perf_counter()
        page.editor.field.insertPlainText(letter)
        QTimer.singleShot(20_000, loop.quit)
        loop.exec()
        return time.perf_counter() - began

    while page.preview.busy():
        wait(0.1)
    press("x")
    taken = []
    for number in range(KEYS):
        wait(0.5)
        taken.append(press("abcdefghij"[number % 10]))
    made = page.preview.latest
    assert made is not None
    assert made.pdf is not None
    assert made.pdf.pages >= 9
    tree = desk.composed(Order("issue-brief", brief=brief)).tree
    floor = []
    with Typesetter() as bare:
        pdf.render(tree, typesetter=bare)
        for _ in range(9):
            began = time.perf_counter()
            pdf.render(tree, typesetter=bare)
            floor.append(time.perf_counter() - began)
    ours, late, alone = statistics.median(taken), statistics.quantiles(taken, n=20)[-1], statistics.median(floor)
    print(
        f"\n{made.pdf.pages} pages: {ours * 1000:.0f} ms from a key to its pages, p95 {late * 1000:.0f} ms;"
        f" typesetting alone {alone * 1000:.0f} ms, ratio {ours / alone:.2f}"
    )
    benchmark.extra_info.update(p95_ms=round(late * 1000), ratio=round(ours / alone, 2))
    benchmark.pedantic(lambda: None)
    assert late <= MOST
