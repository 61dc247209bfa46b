"""Questions about a large store: the next one takes the place of the one that runs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.reading import Reading
from ui import asking
from ui.asking import Asker
from ui.context import Context

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"


def test_a_question_that_is_interrupted_within_a_long_read_is_given_up_in_silence(
    monkeypatch: pytest.MonkeyPatch, sample: Path, make_context: Callable[[Desk], Context], qtbot: QtBot
) -> None:
    monkeypatch.setattr(asking, "LARGE", 0)
    desk = Desk.open(sample, "Anna")
    asker = Asker(make_context(desk))
    begun: list[bool] = []

    def endless(reading: Reading) -> int:
        for _row in reading.store.each(ENDLESS):
            begun.append(True)
        return 0

    told: list[str] = []
    answers: list[int] = []
    asker.ask(endless, answers.append, told.append)
    qtbot.waitUntil(lambda: bool(begun))
    asker.ask(lambda reading: reading.count("issue"), answers.append, told.append)
    qtbot.waitUntil(lambda: not asker.busy())
    assert (answers, told) == ([6], [])
    asker.close()
    desk.close()
