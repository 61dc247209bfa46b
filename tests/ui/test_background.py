"""Long work off the window's thread."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.errors import BriefingError
from ui.background import Background, Handle, Steps


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


@pytest.mark.parametrize("deleted", [False, True])
def test_an_answer_that_comes_after_the_end_is_let_fall(qtbot: QtBot, deleted: bool) -> None:
    background, answers = Background(), list[int]()
    go_on = threading.Event()
    handle = background.run("late", lambda _h: int(go_on.wait(5)), answers.append, pytest.fail)
    qtbot.waitUntil(lambda: handle.begun)
    go_on.set()
    background.close()  # the work is done, its answer is on its way
    assert background.busy()
    if deleted:
        shiboken6.delete(background)
    QApplication.processEvents()
    assert answers == []
    assert deleted or not background.busy()


def test_a_bug_in_work_is_raised_also_when_everything_is_closed(background: Background, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def work(_handle: Handle) -> None:
        go_on.wait(5)
        raise ZeroDivisionError("ours")

    handle = background.run("work", work, lambda _r: pytest.fail("done"), pytest.fail)
    qtbot.waitUntil(lambda: handle.begun)
    go_on.set()
    with qtbot.captureExceptions() as caught:
        background.close()
        QApplication.processEvents()
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_work_goes_on_where_nobody_holds_its_background(qtbot: QtBot) -> None:
    answers: list[int] = []
    Background().run("work", lambda _h: 1, answers.append, pytest.fail)
    qtbot.waitUntil(lambda: answers == [1])


def test_what_comes_before_work_is_done_step_by_step_with_turns_between(background: Background, qtbot: QtBot) -> None:
    noted: list[str] = []
    background.started.connect(noted.append)

    def steps() -> Steps:
        noted.append("first")
        QTimer.singleShot(0, lambda: noted.append("a turn"))
        yield
        noted.append("second")
        return lambda _handle: noted.append("work")

    with qtbot.waitSignal(background.ended):
        background.prepare(lambda: "label", steps(), lambda _r: noted.append("done"), pytest.fail)
        assert background.busy() and not noted
    assert noted == ["first", "a turn", "second", "label", "work", "done"]


def test_steps_that_give_no_work_end_it(background: Background, qtbot: QtBot) -> None:
    def steps() -> Steps:
        yield
        return None

    background.started.connect(lambda _label: pytest.fail("started"))
    with qtbot.waitSignal(background.ended):
        background.prepare(lambda: "work", steps(), lambda _r: pytest.fail("done"), pytest.fail)
    assert not background.busy()


def test_a_step_that_is_refused_tells_its_sentence_and_what_waits_goes_on(background: Background, qtbot: QtBot) -> None:
    def steps() -> Steps:
        yield
        raise BriefingError("The store is gone.")

    noted: list[object] = []
    with qtbot.waitSignal(background.ended):
        background.prepare(lambda: "work", steps(), lambda _r: pytest.fail("done"), noted.append)
        background.run("more", lambda _h: 2, noted.append, pytest.fail)
    assert noted == ["The store is gone.", 2]


def test_a_refused_step_has_ended_when_it_is_told(background: Background, qtbot: QtBot) -> None:
    def steps() -> Steps:
        yield
        raise BriefingError("The store is gone.")

    busy: list[bool] = []
    background.ended.connect(lambda: busy.append(background.busy()))
    background.prepare(
        lambda: "work", steps(), lambda _r: pytest.fail("done"), lambda _why: busy.append(background.busy())
    )
    qtbot.waitUntil(lambda: len(busy) == 2)
    assert busy == [False, False]


def test_work_that_ends_while_another_asks_has_ended(background: Background, qtbot: QtBot) -> None:
    go_on, answer = threading.Event(), QEventLoop()

    def steps() -> Steps:
        yield
        background.ended.connect(answer.quit)
        go_on.set()
        answer.exec()  # a question, which is answered when the other work has ended
        return None

    done: list[object] = []
    handle = background.run("first", lambda _h: go_on.wait(5), done.append, pytest.fail)
    qtbot.waitUntil(lambda: handle.begun)
    assert background.working()
    background.prepare(lambda: "second", steps(), done.append, pytest.fail)
    QTimer.singleShot(5000, answer.quit)
    qtbot.waitUntil(lambda: not background.busy(), timeout=4000)
    assert done == [True] and not background.working()


def test_a_bug_in_a_step_is_raised_and_what_waits_goes_on(background: Background, qtbot: QtBot) -> None:
    def steps() -> Steps:
        yield
        raise ZeroDivisionError("ours")

    done: list[int] = []
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(background.ended):
        background.prepare(lambda: "work", steps(), lambda _r: pytest.fail("done"), pytest.fail)
        background.run("more", lambda _h: 2, done.append, pytest.fail)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    assert done == [2]


@pytest.mark.parametrize("closes", [False, True])
def test_while_a_step_asks_nothing_else_begins_and_closing_ends_it(
    background: Background, qtbot: QtBot, closes: bool
) -> None:
    noted: list[str] = []

    def steps() -> Steps:
        yield
        background.run("more", lambda _h: None, lambda _r: noted.append("more"), pytest.fail)
        loop = QEventLoop()  # a question: the window goes on while it waits for the answer
        QTimer.singleShot(50, loop.quit)
        if closes:
            QTimer.singleShot(10, background.close)
        loop.exec()
        noted.append("answered")
        return lambda _handle: noted.append("work")

    with qtbot.waitSignal(background.ended):
        background.prepare(lambda: "work", steps(), lambda _r: noted.append("done"), pytest.fail)
    qtbot.waitUntil(lambda: "answered" in noted)
    qtbot.wait(50)
    assert noted == (["answered"] if closes else ["answered", "work", "done", "more"])
    assert not background.busy()
