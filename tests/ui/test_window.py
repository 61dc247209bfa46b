"""The frame: places, back and forward, menus, banners, preferences, help, and stores that will not open."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing import paths
from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.model import KINDS, Issue
from ui import app as starting
from ui import stores
from ui.forms.choice_panel import ChoicePanel
from ui.forms.help import About
from ui.forms.preferences import Preferences
from ui.pages.records import FIELD
from ui.settings import Settings
from ui.shell import PLACES
from ui.theme import Mode
from ui.window import MainWindow

pytestmark = pytest.mark.usefixtures("no_stray_windows")

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[[Any], MainWindow]


def test_every_place_opens_and_shows_records_of_its_kinds(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    for place in PLACES:
        window.show_place(place.key)
        page = window.current_page()
        assert place.key == page.KEY
        for kind in page.KINDS:
            plain = kind.removesuffix(FIELD)
            record = window.desk.ids(plain if plain in KINDS else "quote" if kind == "quote_in_source" else "source")[0]
            if kind == "passage":
                record = f"{record} 0 4"
            if kind.endswith(FIELD):
                record = f"{record} title"
            window.go(kind, record)
            assert place.key == window.current_page().KEY
    window.show_place("nowhere")
    assert window.current_page().KEY == "overview"


def test_back_and_forward_walk_the_records_visited(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    issues = window.desk.ids("issue")
    window.go("issue", issues[0])
    window.go("actor", window.desk.ids("actor")[3])
    window.go("issue", issues[2])
    window.back()
    assert window.current_page().current_record() == ("actor", window.desk.ids("actor")[3])
    window.back()
    assert window.current_page().current_record() == ("issue", issues[0])
    window.forward()
    assert window.current_page().KEY == "actors"
    assert window.actions_registry["forward"].isEnabled()


def test_the_sample_banner_offers_today_and_an_empty_file(
    open_window: Open, sample: Path, answers: Any, tmp_path: Path
) -> None:
    window = open_window(sample)
    assert window.desk.today.isoformat() == "2022-08-19"
    assert window.body._banners.count() == 1
    window.commands.use_today()
    assert window.desk.setting("as_at") == ""
    assert window.body._banners.count() == 0
    window.commands.undo()
    assert window.body._banners.count() == 1
    answers.files = [tmp_path / "fresh"]
    window.commands.new_store()
    assert window.desk.store.path == tmp_path / "fresh.db"
    assert window.desk.ids("issue") == []
    for place in PLACES:
        window.show_place(place.key)
    window.commands.new_store()
    assert answers.asked[-1][0] == "problem"
    assert "exists already" in answers.asked[-1][1]


def test_a_read_only_store_says_so_and_can_be_copied_to_work_on(
    open_window: Open, answers: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(Desk.open(paths.sample_store(), "Anna"))
    assert window.desk.read_only
    assert not window.actions_registry["new_record"].isEnabled()
    for place in PLACES:
        window.show_place(place.key)
    answers.files = [tmp_path / "mine.db"]
    window.commands.save_working_copy()
    assert window.desk.store.path == tmp_path / "mine.db"
    assert not window.desk.read_only


def test_stores_are_opened_copied_backed_up_and_checked(
    open_window: Open, sample: Path, answers: Any, tmp_path: Path, qtbot: QtBot, own_places: Path
) -> None:
    window = open_window(sample)
    answers.files = [tmp_path / "copy.db"]
    with qtbot.waitSignal(window.background.ended):
        window.commands.save_copy()
    assert (tmp_path / "copy.db").exists()
    with qtbot.waitSignal(window.background.ended):
        window.commands.backup()
    assert list((own_places / "backups").rglob("*.db"))
    with qtbot.waitSignal(window.background.ended):
        window.commands.check()
    assert "sound" in window.toasts.toasts()[-1].accessibleName()
    answers.files = [tmp_path / "copy.db"]
    window.commands.choose_store()
    assert window.desk.store.path.name == "copy.db"
    (tmp_path / "text.db").write_text("no store", encoding="utf-8")
    answers.files = [tmp_path / "text.db"]
    window.commands.choose_store()
    assert "not a Briefing Desk store" in answers.asked[-1][1]
    assert window.desk.store.path.name == "copy.db"
    sample.unlink()
    window.menus.fill_recent()
    names = [action.text() for action in window.menus._recent.actions()]
    assert "copy.db" in names
    assert any("missing" in name for name in names)
    for action in window.menus._recent.actions():
        if "missing" in action.text():
            action.trigger()
    assert all(path.exists() for path in window.settings.recent())


def test_the_first_edit_asks_for_a_name_once(open_window: Open, sample: Path, answers: Any) -> None:
    window = open_window(sample)
    window.settings.set_text("name", "")
    answers.text = "Mara Vale"
    assert window.may_edit()
    assert window.may_edit()
    assert [kind for kind, _ in answers.asked].count("text") == 1
    assert window.desk.user == "Mara Vale"


def test_new_records_are_made_in_the_place_that_is_shown(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    for key, kind in (("issues", "issue"), ("actors", "actor"), ("timeline", "event")):
        before = len(window.desk.ids(kind))
        window.show_place(key)
        window.commands.new_record()
        assert len(window.desk.ids(kind)) == before + 1
        window.commands.undo()
        assert len(window.desk.ids(kind)) == before
    window.show_place("overview")
    window.commands.new_record()
    assert window.current_page().KEY == "issues"
    window.show_place("quotes")
    window.commands.new_record()
    panel = next(
        one for one in QApplication.topLevelWidgets() + window.findChildren(ChoicePanel) if isinstance(one, ChoicePanel)
    )
    panel.buttons["capture"].click()
    assert window.current_page().KEY == "sources"
    window.commands.capture()
    window.commands.find()
    window.show_place("overview")
    window.commands.capture()


def test_light_dark_and_text_size_are_remembered(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    window.actions_registry["mode_dark"].trigger()
    assert window.theme.is_dark
    assert window.settings.mode() is Mode.DARK
    window.commands.flip_light()
    assert not window.theme.is_dark
    window.actions_registry["larger"].trigger()
    assert window.settings.text_scale() == 110
    window.commands.step_text(-1)
    window.commands.step_text(0)
    assert window.theme.text_scale == 100


def test_a_narrow_window_shows_icons_only(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    wide = window.sidebar.width()
    window.resize(700, 600)
    assert window.sidebar.width() < wide
    window.resize(1320, 840)
    assert window.sidebar.width() == wide


def test_preferences_save_themselves(open_window: Open, sample: Path, answers: Any, tmp_path: Path) -> None:
    window = open_window(sample)
    window.commands.preferences()
    dialog = window.findChild(Preferences)
    dialog.fields["name"].set_value("Anna Lind")
    dialog.fields["name"].committed.emit("Anna Lind")
    assert window.settings.text("name") == "Anna Lind"
    assert window.desk.user == "Anna Lind"
    dialog.fields["data_folder"].committed.emit(str(tmp_path / "nowhere"))
    assert window.settings.text("data_folder") == ""
    answers.files = [tmp_path]
    dialog._choose_folder()
    assert window.settings.data_folder() == tmp_path
    dialog.mode.committed.emit("dark")
    dialog.scale.committed.emit("125")
    dialog.paper.committed.emit("us-letter")
    assert (window.settings.mode(), window.settings.text_scale()) == (Mode.DARK, 125)
    assert window.settings.text("paper") == "us-letter"
    dialog.reject()


def test_about_names_the_engine(open_window: Open, sample: Path) -> None:
    window = open_window(sample)
    window.commands.about()
    about = window.findChild(About)
    assert any("SQLite 3" in label.text() for label in about.findChildren(QWidget) if hasattr(label, "text"))
    about.reject()
    window.commands.window_toast()


def test_a_store_that_vanishes_is_named_in_a_banner(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample)
    sample.unlink()
    with pytest.raises(BriefingError):
        window.desk.edit("issue", window.desk.ids("issue")[0], {"title": "x"})
    assert not window.context.attempt(lambda: window.desk.edit("issue", window.desk.ids("issue")[0], {"title": "x"}))
    assert window.status.saved().startswith("Not saved")


def test_the_last_store_gives_way_to_the_sample_when_it_is_gone(tmp_path: Path, own_places: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    settings.add_recent(tmp_path / "gone.db")
    desk = stores.choose_desk(None, settings)
    assert desk.store.path == own_places / stores.COPY_NAME
    assert len(desk.every(Issue)) == 6
    desk.close()
    again = stores.choose_desk(None, settings)
    assert again.store.path == own_places / stores.COPY_NAME
    again.close()


def test_a_store_that_cannot_be_opened_is_named_in_the_empty_window(
    look: Any, answers: Any, tmp_path: Path, qtbot: QtBot, own_places: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window = MainWindow(None, Settings(tmp_path / "s.ini"), look.theme, look, answers)
    qtbot.addWidget(window)
    window.show()
    window.show_place("issues")
    assert not window.has_desk()
    assert not window.actions_registry["import"].isEnabled()
    assert not starting.open_first(window, tmp_path / "gone.db", read_only=False)
    assert "There is no file" in capsys.readouterr().err
    assert window.body.stack.currentWidget().accessibleName() == "There is a problem"
    window.commands.open_sample()
    assert window.has_desk()
    assert window.actions_registry["import"].isEnabled()
    window.close()


@pytest.mark.parametrize("words", [(), ("--read-only",)])
def test_the_program_paints_and_tells_the_milliseconds(tmp_path: Path, words: tuple[str, ...]) -> None:
    environment = {**os.environ, "BRIEFING_DATA_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "main.py", "--first-paint", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert 10 < int(done.stdout) < 60_000
    gone = subprocess.run(
        [sys.executable, "main.py", str(tmp_path / "gone.db"), "--first-paint"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert gone.returncode == 1
    assert "There is no file" in gone.stderr


@pytest.mark.parametrize("command", ["check", "backup", "save_copy"])
def test_what_reads_the_whole_store_can_be_stopped(
    command: str, open_window: Open, sample: Path, answers: Any, tmp_path: Path, qtbot: QtBot, own_places: Path
) -> None:
    window = open_window(sample)
    answers.files = [tmp_path / "elsewhere" / "copy.db"]
    answers.files[0].parent.mkdir()
    free = threading.Event()
    window.background.run("busy", lambda _handle: free.wait(10), lambda _done: None, pytest.fail)
    getattr(window.commands, command)()
    window.background.cancel()
    free.set()
    qtbot.waitUntil(lambda: not window.background.busy())
    assert window.toasts.toasts()[-1].accessibleName().startswith("Stopped. Nothing was changed.")
    assert not list(answers.files[0].parent.iterdir()) and not list((own_places / "backups").rglob("*.db"))
    assert window.desk.count("issue") == 6  # the store of the window goes on


def test_a_copy_that_cannot_be_written_offers_another_place(
    open_window: Open, sample: Path, answers: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    answers.files = [tmp_path / "nowhere" / "copy.db"]
    window.commands.save_copy()
    qtbot.waitUntil(lambda: not window.background.busy())
    toast = window.toasts.toasts()[-1]
    assert "There is no folder" in toast.accessibleName()
    answers.files = [tmp_path / "copy.db"]
    again = next(one for one in toast.findChildren(QPushButton) if one.text() == "Choose another place…")
    again.click()
    qtbot.waitUntil(lambda: (tmp_path / "copy.db").exists())
    qtbot.waitUntil(lambda: not window.background.busy())
    assert "All changes are saved" in window.status.saved()
