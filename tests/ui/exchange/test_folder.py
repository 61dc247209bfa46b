"""Exchange through a shared folder: chosen once, remembered, done again by one key, and never silent about trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Actor
from tests.ui.conftest import Answers
from tests.ui.exchange.desks import TwoDesks
from ui.exchange.core import stopped_words
from ui.exchange.window import ExchangeWindow
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Open = Callable[[Desk | Path], MainWindow]


def said(window: MainWindow) -> list[str]:
    return [one.text for one in window.toasts.toasts()]


def status(window: MainWindow) -> str:
    return window.status._facts.text()


def bela_exchanges(desks: TwoDesks, folder: Path) -> None:
    other = Desk.open(desks.bela, "Bela")
    other.sync_folder(folder)
    other.close()


def test_a_folder_is_chosen_looked_at_and_exchanged_again_by_one_key(
    desks: TwoDesks, open_window: Open, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    bela_exchanges(desks, folder)
    window = open_window(desks.anna)
    assert "exchanged" not in status(window)
    answers.files = [folder]
    window.actions_registry["exchange_now"].trigger()
    dialog = window.findChildren(ExchangeWindow)[-1]
    qtbot.waitUntil(lambda: not dialog.busy())
    assert dialog.preview is not None and dialog.main_button.text() == "Exchange"
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Energy"
    dialog.main_button.click()
    qtbot.waitUntil(lambda: bool(said(window)))
    assert said(window)[-1].startswith("Taken from Bela: 7 records.") and "of ours went out" in said(window)[-1]
    assert "exchanged" in status(window)
    other = Desk.open(desks.bela, "Bela")
    other.edit("actor", desks.ids["vale"], {"role_as_stated": "Minister of Water"})
    other.sync_folder(folder)
    assert other.conflict_count() == 2, "what Anna sent has arrived at Bela's"
    other.close()
    window.actions_registry["exchange_now"].trigger()
    qtbot.waitUntil(lambda: any("1 record." in one for one in said(window)))
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Water"
    window.toasts.toasts()[-1].action.click()
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Energy and Water"
    window.actions_registry["exchange_now"].trigger()
    qtbot.waitUntil(lambda: any("nothing new for us" in one for one in said(window)))


def test_a_folder_that_is_gone_or_holds_what_cannot_be_read_is_said(
    desks: TwoDesks, open_window: Open, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    bela_exchanges(desks, folder)
    steps = next(folder.glob("*/*.steps"))
    steps.write_bytes(steps.read_bytes()[:-40])
    window = open_window(desks.anna)
    before = window.desk.get(Actor, desks.ids["vale"]).role_as_stated
    window.settings.set_exchange_folder(window.desk.store.site, folder)
    window.actions_registry["exchange_now"].trigger()
    qtbot.waitUntil(lambda: len(said(window)) == 2)
    assert "was left for later" in said(window)[0]
    window.toasts.toasts()[0].action.click()
    assert answers.asked[-1] == ("problem", "What the exchange has to say")
    rmtree(folder)
    window.actions_registry["exchange_now"].trigger()
    qtbot.waitUntil(lambda: any("There is no folder" in one for one in said(window)))
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == before


def test_a_copy_for_another_desk_can_be_worked_on_and_exchanged(
    desks: TwoDesks, open_window: Open, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(desks.anna)
    answers.files = [tmp_path / "for Cara.db"]
    window.actions_registry["exchange"].trigger()
    window.findChildren(ExchangeWindow)[-1].copy_button.click()
    qtbot.waitUntil(lambda: said(window) == ["A copy was saved."])
    cara = Desk.open(tmp_path / "for Cara.db", "Cara")
    cara.create("issue", {"title": "Made by Cara"})
    cara.close()
    window.desk.create("issue", {"title": "Made by Anna meanwhile"})
    assert window.desk.take_from(tmp_path / "for Cara.db").new == 1


def test_what_is_said_of_stopped_work_is_true(desk: Desk) -> None:
    before = desk.step_number()
    assert stopped_words(desk, before) == "Stopped. Nothing was changed."
    desk.create("issue", {"title": "Came before it was stopped"})
    assert "is taken" in stopped_words(desk, before)
