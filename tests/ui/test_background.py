"""Long work off the window's thread."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.errors import BriefingError
from ui.background import Background, Handle


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_the_result_comes_back_in_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[object] = []

    def done(result: object) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    with qtbot.waitSignal(background.ended):
        background.run("work", lambda _h: threading.get_ident(), done, pytest.fail)
    assert threads == [threading.get_ident()]
    assert results != threads


def test_a_refusal_arrives_as_its_sentence(background: Background, qtbot: QtBot) -> None:
    told: list[str] = []

    def work(_handle: Handle) -> None:
        raise BriefingError("The disk is full.")

    with qtbot.waitSignal(background.ended):
        background.run("work", work, lambda _r: pytest.fail("done"), told.append)
    assert told == ["The disk is full."]


def test_a_bug_is_raised_in_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    def work(_handle: Handle) -> None:
        raise ZeroDivisionError("ours")

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(background.ended):
        background.run("work", work, lambda _r: None, lambda _t: None)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_cancel_reaches_the_work_and_progress_the_window(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[str, float]] = []
    background.progressed.connect(lambda text, part: told.append((text, part)))
    stopped: list[bool] = []
    begun = threading.Event()

    def work(handle: Handle) -> bool:
        handle.progress("half", 0.5)
        begun.set()
        while not handle.cancelled():
            pass
        return True

    with qtbot.waitSignal(background.ended):
        background.run("work", work, stopped.append, lambda _t: None)
        assert background.busy()
        qtbot.waitUntil(begun.is_set)
        background.cancel()
    assert stopped == [True]
    assert told == [("half", 0.5)]
    assert not background.busy()


def test_what_has_not_begun_when_everything_is_closed_never_does(background: Background, qtbot: QtBot) -> None:
    begun = threading.Event()
    with qtbot.waitSignal(background.ended):
        background.run("work", lambda _h: begun.set(), lambda _r: pytest.fail("done"), pytest.fail)
        background.close()
    assert not background.busy()
    with qtbot.waitSignal(background.ended):  # it can be used again, and by now the first would have run
        background.run("more", lambda _h: None, lambda _r: None, pytest.fail)
    assert not begun.is_set()


def test_progress_is_told_no_more_often_than_it_can_be_read(background: Background, qtbot: QtBot) -> None:
    told: list[float] = []
    background.progressed.connect(lambda _text, part: told.append(part))

    def work(handle: Handle) -> None:
        for part in range(1, 101):
            handle.progress("part", part / 100)

    with qtbot.waitSignal(background.ended):
        background.run("work", work, lambda _r: None, pytest.fail)
    assert told[0] == 0.01 and told[-1] == 1.0 and len(told) < 100


def test_an_answer_that_comes_after_the_end_is_let_fall(qapp: QApplication) -> None:
    background, answers = Background(), list[int]()
    background.run("late", lambda _handle: 1, answers.append, lambda _why: None)
    background.close()  # the work is done, its answer is on its way
    shiboken6.delete(background)
    qapp.processEvents()
    assert answers == []
