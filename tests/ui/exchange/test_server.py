"""A team's server in the window: asked for, looked at, exchanged with by one key, and listened to in silence."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Actor
from briefing.team import secrets
from briefing.team.address import read
from tests.team import conftest as teams
from tests.team.conftest import MemoryKeyring, Team
from tests.team.postgres import PASSWORDS
from tests.ui.conftest import Answers
from tests.ui.exchange.desks import TwoDesks
from ui.brief.issue_head import IssueHead
from ui.brief.team_right import missing_right
from ui.exchange import news_watch
from ui.exchange.server_form import ServerForm
from ui.exchange.window import ExchangeWindow
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

postgres = teams.postgres
database = teams.database
_usual = teams._usual
team = teams.team
ring = teams.ring

Open = Callable[[Desk | Path], MainWindow]
ROOT = Path(__file__).resolve().parents[3]


def said(window: MainWindow) -> list[str]:
    return [one.text for one in window.toasts.toasts()]


def status(window: MainWindow) -> str:
    return window.status._facts.text()


def line(window: MainWindow) -> str:
    found = window.commands.exchange.server.line
    return found.said() if found is not None else ""


def listeners() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "news of a team"]


def bela(desks: TwoDesks, team: Team, work: Callable[[Desk], object] = lambda _desk: None) -> None:
    """Bela does something, and exchanges."""
    with closing(Desk.open(desks.bela, "Bela")) as desk:
        work(desk)
        desk.sync_server(team.url("ben"), teams.answers)


def key(window: MainWindow) -> None:
    window.actions_registry["exchange_now"].trigger()


def known(window: MainWindow, url: str) -> None:
    """The server was named earlier, and its password is in the keyring."""
    address = read(url)
    secrets.keep(address, PASSWORDS[address.login])
    window.settings.set_team_server(window.desk.store.site, url)


def ask(window: MainWindow) -> tuple[ExchangeWindow, ServerForm]:
    window.actions_registry["exchange"].trigger()
    dialog = window.findChildren(ExchangeWindow)[-1]
    dialog.server_button.click()
    form = dialog.server.form
    assert form is not None and form.isVisible()
    return dialog, form


def test_a_server_is_asked_for_looked_at_and_exchanged_with_again_by_one_key(
    desks: TwoDesks, open_window: Open, team: Team, ring: MemoryKeyring, qtbot: QtBot
) -> None:
    bela(desks, team)
    window = open_window(desks.anna)
    site, url = window.desk.store.site, team.url("anna")
    assert listeners() == []
    assert "offline" in status(window)
    dialog, form = ask(window)
    qtbot.keyClicks(form.address, url.replace("anna@", "anna:secret@"))
    qtbot.keyClick(form.address, Qt.Key.Key_Return)
    assert "An address with a password in it" in form.row.error()
    form.address.setText(url.replace("127.0.0.1", "db.example.org") + "?sslmode=prefer")
    dialog.main_button.click()
    assert "would let somebody on the way read" in form.row.error()
    assert not dialog.busy() and not window.settings.last_server(site)
    form.address.setText(url)
    assert form.row.error() == ""
    qtbot.keyClick(form.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.password.isVisible())
    assert "asks for the password of “anna”" in form.notice.accessibleName()
    qtbot.keyClicks(form.password, "wrong")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.busy() and dialog.server.asking())
    assert "did not accept “anna”" in form.notice.accessibleName()
    form.password.setText(PASSWORDS["anna"])
    form.keep.setChecked(True)
    dialog.main_button.click()
    qtbot.waitUntil(lambda: dialog.preview is not None)
    assert dialog.main_button.text() == "Exchange" and not form.forget.isVisible()
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Energy"
    dialog.main_button.click()
    qtbot.waitUntil(lambda: bool(said(window)))
    assert said(window)[-1].startswith("Taken from Bela: 7 records.") and "of ours went out" in said(window)[-1]
    place = read(url).place
    assert place in status(window)
    assert "offline" not in status(window)
    assert list(ring.kept.values()) == [PASSWORDS["anna"]]
    kept = (window.settings._kept.fileName(), window.desk.store.path)
    window.settings.sync()
    assert all(PASSWORDS["anna"].encode() not in Path(one).read_bytes() for one in kept)
    assert window.settings.team_server(site) == url and window.settings.team_role(site) == "editor"

    def more(other: Desk) -> None:
        other.edit("actor", desks.ids["vale"], {"role_as_stated": "Minister of Water"})
        other.create("issue", {"title": "Of Bela"})

    bela(desks, team)
    bela(desks, team, more)
    qtbot.waitUntil(lambda: line(window) == "2 changes of others wait. Exchange now (F5)")
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated != "Minister of Water", "nothing comes by itself"
    assert window.commands.exchange.server.line is not None
    window.commands.exchange.server.line.button.click()
    qtbot.waitUntil(lambda: any("2 records." in one for one in said(window)))
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Water"
    assert line(window) == ""
    window.toasts.toasts()[-1].action.click()
    assert window.desk.get(Actor, desks.ids["vale"]).role_as_stated == "Minister of Energy and Water"
    assert len(listeners()) == 1
    window.close()
    assert listeners() == []
    assert connections(team) == 0


def connections(team: Team) -> int:
    """How many connections of ours the server still has, once it has noticed that they ended."""
    with team.postgres.admin() as link:
        for _ in range(100):
            found = link.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Briefing Desk'"
            ).fetchone()
            if found == (0,):
                return 0
            link.execute("SELECT pg_sleep(0.02)")
    assert found is not None
    return int(found[0])


def test_a_store_of_another_crisis_is_joined_only_when_that_is_said(
    desks: TwoDesks, open_window: Open, answers: Answers, team: Team, tmp_path: Path, qtbot: QtBot
) -> None:
    bela(desks, team)
    other = Desk.new(tmp_path / "other crisis.db", "Anna")
    other.create("issue", {"title": "Fuel"})
    window = open_window(other)
    window.settings.set_team_server(other.store.site, team.url("anna"))
    key(window)
    qtbot.waitUntil(lambda: bool(window.findChildren(ExchangeWindow)))
    asking = window.findChildren(ExchangeWindow)[-1]
    assert asking.server.form is not None and asking.server.form.password.isVisible()
    asking.close()
    qtbot.waitUntil(lambda: not window.findChildren(ExchangeWindow))
    known(window, team.url("anna"))
    key(window)
    qtbot.waitUntil(lambda: bool(window.findChildren(ExchangeWindow)))
    dialog = window.findChildren(ExchangeWindow)[-1]
    form = dialog.server.form
    assert form is not None and "has nothing in common" in form.notice.accessibleName()
    assert "--" not in form.notice.accessibleName(), "what to type at a prompt is no help here"
    dialog.main_button.click()
    qtbot.waitUntil(lambda: not dialog.busy() and dialog.server.asking())
    assert answers.asked[-1][0] == "confirm" and "nothing in common" in answers.asked[-1][1]
    assert window.desk.ids("actor") == []
    answers.yes = True
    dialog.main_button.click()
    qtbot.waitUntil(lambda: dialog.preview is not None)
    dialog.main_button.click()
    qtbot.waitUntil(lambda: bool(said(window)))
    assert "1 step of ours went out" in said(window)[-1]
    assert len(window.desk.ids("issue")) == 4


def test_a_reader_is_told_before_and_after_and_an_editor_before_clearing(
    desks: TwoDesks, open_window: Open, team: Team, qtbot: QtBot
) -> None:
    bela(desks, team)
    window = open_window(desks.anna)
    desk, settings = window.desk, window.settings
    brief = desk.briefs("one-page")[0]
    desk.put_to_clearance(brief.id)
    brief = desk.briefs("one-page")[0]
    assert missing_right(window.context, brief) == ""
    known(window, team.url("rita"))
    dialog, _form = ask(window)
    dialog.main_button.click()
    qtbot.waitUntil(lambda: dialog.preview is not None)
    assert "nothing will be sent" in dialog.preview.arrival.preview.notices[-1]
    dialog.main_button.click()
    qtbot.waitUntil(lambda: len(said(window)) == 3)
    assert "steps stay here: “rita” may read" in said(window)[1]
    assert said(window)[2].endswith("You may read only on this server: nothing was sent.")
    assert "read only" in missing_right(window.context, brief)

    known(window, team.url("anna"))
    assert settings.team_role(desk.store.site) == "", "another server, another role"
    key(window)
    qtbot.waitUntil(lambda: settings.team_role(desk.store.site) == "editor")
    window.go("brief", brief.id)
    head = window.current_page().findChildren(IssueHead)[0]
    head.show_brief(brief, 0, busy=False)
    assert "group desk_clearer" in head.right.text() and head.right.isVisibleTo(head)
    assert head.buttons["answer"].isEnabled(), "a warning, no block"
    qtbot.waitUntil(lambda: not window.background.busy())
    desk.add_clearance(brief.id, "Myself", put=True)
    key(window)
    qtbot.waitUntil(lambda: any("which “anna” may not do" in one for one in said(window)))
    with team.postgres.admin() as link:
        link.execute("GRANT desk_clearer TO anna")
    try:
        key(window)
        qtbot.waitUntil(lambda: settings.team_role(desk.store.site) == "clearer")
        assert missing_right(window.context, brief) == ""
        qtbot.waitUntil(lambda: any("1 step of ours went out" in one for one in said(window)))
    finally:
        with team.postgres.admin() as link:
            link.execute("REVOKE desk_clearer FROM anna")


def test_a_server_that_is_away_is_said_quietly_and_found_again(
    desks: TwoDesks, open_window: Open, team: Team, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_watch, "_FIRST", 0.05)
    bela(desks, team)
    window = open_window(desks.anna)
    known(window, team.url("anna"))
    window.commands.exchange.server.follow()
    qtbot.waitUntil(lambda: "changes of others wait" in line(window))
    with team.postgres.admin() as link:
        link.execute("ALTER ROLE anna CONNECTION LIMIT 0")
        link.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anna'")
    try:
        qtbot.waitUntil(lambda: line(window).startswith("Offline: "))
        assert said(window) == []
    finally:
        with team.postgres.admin() as link:
            link.execute("ALTER ROLE anna CONNECTION LIMIT -1")
    qtbot.waitUntil(lambda: "changes of others wait" in line(window))
    window.settings.set_exchange_folder(window.desk.store.site, desks.anna.parent)
    window.commands.exchange.server.follow()
    assert line(window) == "" and listeners() == []


def test_a_server_that_never_answers_holds_nothing_up(
    desks: TwoDesks, open_window: Open, ring: MemoryKeyring, qtbot: QtBot
) -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(Path(folder) / ".s.PGSQL.5432"))
        silent.listen()
        window = open_window(desks.anna)
        dialog, form = ask(window)
        url = f"postgresql://anna@/crisis?host={folder}"
        form.address.setText(url)
        dialog.main_button.click()
        qtbot.waitUntil(lambda: dialog.handle is not None and dialog.handle.begun)
        assert dialog.doing.text().startswith("Asking ")
        dialog.reject()
        qtbot.waitUntil(lambda: said(window) == ["Stopped. Nothing was changed."])
        window.settings.set_team_server(window.desk.store.site, url)
        window.commands.exchange.server.follow()
        key(window)
        qtbot.waitUntil(lambda: len(listeners()) == 1)
        ask(window)
        began = time.monotonic()
        window.close()
        assert time.monotonic() - began < 3, "a server that is away counts as away after ten seconds"
        assert listeners() == []


def test_without_the_extra_it_is_said_what_to_install(
    desks: TwoDesks, open_window: Open, ring: MemoryKeyring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    window = open_window(desks.anna)
    dialog, form = ask(window)
    form.address.setText("postgresql://anna@db.example.org/crisis")
    dialog.main_button.click()
    qtbot.waitUntil(lambda: not dialog.busy() and dialog.server.asking())
    assert 'pip install "briefing-desk[team]"' in form.notice.accessibleName()
    window.settings.set_team_server(window.desk.store.site, form.address.text())
    form.address.setText(form.address.text())
    dialog.server.ask()
    form.forget.click()
    assert window.settings.last_server(window.desk.store.site) == "" and form.address.text() == ""
    qtbot.waitUntil(lambda: not window.background.busy())


def test_nothing_of_a_team_is_loaded_before_a_server_was_named(desks: TwoDesks, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "before = set(sys.modules)\n"  # whoever counts lines has loaded some already
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from briefing.desk import Desk\n"
        "from ui.exchange.window import ExchangeWindow\n"
        "from ui.icons import Icons\n"
        "from ui.settings import Settings\n"
        "from ui.theme import Theme\n"
        "from ui.windows import Windows\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(args) if event.startswith('socket') else None)\n"
        "app, theme = QApplication([]), Theme()\n"
        "windows = Windows(Settings(Path(sys.argv[2])), theme, Icons(theme))\n"
        "window = windows.add(Desk.open(Path(sys.argv[1]), 'Anna'))\n"
        "window.show()\n"
        "ExchangeWindow(window.context, window).server.ask()\n"
        "for _ in range(50): app.processEvents()\n"
        "window.close()\n"
        "names = ('briefing.team', 'psycopg', 'keyring', 'socket')\n"
        "print([one for one in sys.modules if one.startswith(names) and one not in before], opened)\n"
    )
    words = [sys.executable, "-c", code, str(desks.anna), str(tmp_path / "settings.ini")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"
