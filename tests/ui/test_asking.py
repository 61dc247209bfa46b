"""Questions about a large store: the next one takes the place of the one that runs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.reading import Reading
from briefing.store import engine
from ui import asking
from ui.asking import Asker
from ui.context import Context
from ui.window import MainWindow

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


@pytest.fixture
def twins(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """Every connection that is opened for a worker, in a store that counts as large."""
    monkeypatch.setattr(asking, "LARGE", 0)
    made: list[Desk] = []
    twin = Desk.twin

    def noted(desk: Desk) -> Desk:
        made.append(twin(desk))
        return made[-1]

    monkeypatch.setattr(Desk, "twin", noted)
    return made


def is_open(desk: Desk) -> bool:
    try:
        desk.store.connection.execute("SELECT 1")
    except engine.sqlite3.ProgrammingError:
        return False
    return True


def test_an_asker_at_rest_answers_first_and_then_lets_its_connection_go(
    twins: list[Desk], sample: Path, make_context: Callable[[Desk], Context], qtbot: QtBot
) -> None:
    desk = Desk.open(sample, "Anna")
    asker = Asker(make_context(desk))
    answers: list[int] = []
    for number in (1, 2):  # what was let go is opened again for the next question
        asker.wake()
        asker.ask(lambda reading: reading.count("issue"), answers.append)
        qtbot.waitUntil(lambda number=number: len(answers) == number)  # type: ignore[misc]
        assert is_open(twins[-1])
        asker.rest()
        assert not is_open(twins[-1])
    asker.ask(lambda reading: reading.count("issue"), answers.append)
    asker.rest()  # the answer is still to come
    qtbot.waitUntil(lambda: not asker.busy())
    assert answers == [6, 6, 6]
    assert [is_open(twin) for twin in twins] == [False, False, False]
    asker.ask(lambda reading: reading.count("issue"), answers.append)  # while it rests: a place that is not shown
    qtbot.waitUntil(lambda: len(answers) == 4)
    assert not is_open(twins[-1])
    asker.wake()
    asker.ask(lambda reading: reading.count("issue"), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert is_open(twins[-1])
    asker.close()
    desk.close()


def test_a_place_that_is_left_lets_its_connection_go(
    twins: list[Desk], sample: Path, open_window: Callable[[Desk | Path], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(sample)
    for key in ("issues", "actors", "quotes", "timeline", "sources"):
        window.show_place(key)
        page = window.current_page()
        qtbot.waitUntil(lambda page=page: not page.is_waiting())  # type: ignore[misc]
        holding = {asker.parent() for asker in window.findChildren(Asker) if asker.holds()}
        assert len(holding - {window}) == 1  # it is that of the place that is shown
    asked = len(twins)
    window.show_place("issues")  # nothing is asked again
    qtbot.wait(50)
    assert len(twins) == asked
    assert not any(asker.holds() for asker in window.findChildren(Asker) if asker.parent() is not window)
    assert len(twins) >= 5
