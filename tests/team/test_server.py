"""Logging in: passwords, encryption, rights and formats; and what a person is told where that fails."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import psycopg
import pytest

from briefing import cli
from briefing.errors import (
    FullServerError,
    LoginRefusedError,
    NewerServerError,
    NoRightError,
    NotSetUpError,
    PartedError,
    ServerAwayError,
    TeamError,
)
from briefing.team import address, faults, secrets, server
from briefing.team.address import Address, read
from briefing.team.server import connect
from briefing.team.setup import set_up, statements
from briefing.wording import Said
from tests.team.conftest import MemoryKeyring, Team, answers
from tests.team.desks import DeskLog
from tests.team.postgres import NAME, PASSWORDS

ROOT = Path(__file__).resolve().parents[2]


# passwords


def test_a_password_comes_from_the_keyring_and_nobody_is_asked(team: Team) -> None:
    secrets.keep(read(team.url("anna")), PASSWORDS["anna"])
    with connect(team.url("anna")) as found:
        assert found.role() == "editor"


def test_a_typed_password_is_kept_only_when_that_is_wanted_and_the_server_took_it(
    team: Team, ring: MemoryKeyring
) -> None:
    with connect(team.url("anna"), answers) as found:
        assert ring.kept == {}
        found.keep_password()
    place = f"127.0.0.1:{team.postgres.port}/{team.database}"
    assert ring.kept == {(f"Briefing Desk {place}", "anna"): PASSWORDS["anna"]}
    with connect(team.url("anna")) as found:
        ring.kept.clear()
        found.keep_password()
        assert ring.kept == {}, "what came from the keyring is not typed"
    assert secrets.forget(read(team.url("anna"))) is False


def test_a_kept_password_that_is_wrong_now_is_asked_for_once(team: Team, ring: MemoryKeyring) -> None:
    place = read(team.url("anna"))
    secrets.keep(place, "of last year")
    asked: list[Address] = []

    def ask(address: Address) -> str:
        asked.append(address)
        return PASSWORDS["anna"]

    with connect(team.url("anna"), ask) as found:
        found.keep_password()
    assert asked == [place]
    assert list(ring.kept.values()) == [PASSWORDS["anna"]]
    assert secrets.forget(place) is True
    assert ring.kept == {}


def test_a_wrong_password_is_refused_with_a_sentence(team: Team) -> None:
    with pytest.raises(
        LoginRefusedError, match=r"did not accept “anna”. Please check the name and the password"
    ) as caught:
        connect(team.url("anna"), lambda _address: "wrong secret")
    assert caught.value.asked is False
    assert "wrong secret" not in str(caught.value)


def test_without_a_password_the_person_is_told_that_one_is_asked_for(team: Team) -> None:
    with pytest.raises(LoginRefusedError, match="asks for the password of “anna”") as caught:
        connect(team.url("anna"))
    assert caught.value.asked is True
    with pytest.raises(LoginRefusedError):
        connect(team.url("anna"), lambda _address: None)


def test_no_password_is_taken_from_a_file_or_the_environment(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "pgpass"
    escaped = PASSWORDS["rita"].replace(":", "\\:")
    secret.write_text(f"127.0.0.1:*:*:rita:{escaped}", encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(secret))
    psycopg.connect(team.url("rita")).close()  # as others would
    with pytest.raises(LoginRefusedError, match="asks for the password"):
        connect(team.url("rita"))
    monkeypatch.setenv("PGPASSWORD", PASSWORDS["rita"])
    with pytest.raises(LoginRefusedError, match="asks for the password"):
        connect(team.url("rita"))


def test_a_system_without_a_keyring_asks_each_time_and_says_so(team: Team) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    with connect(team.url("anna"), answers) as found, pytest.raises(TeamError, match="no keyring that is open"):
        found.keep_password()
    assert secrets.forget(read(team.url("anna"))) is False


def test_a_keyring_that_writes_plain_files_is_not_used(team: Team, ring: MemoryKeyring) -> None:
    place = read(team.url("anna"))
    secrets.keep(place, PASSWORDS["anna"])
    ring.priority = 0.5  # as that of keyrings.alt
    assert secrets.password(place) == ""
    with pytest.raises(TeamError, match="no keyring that is open"):
        secrets.keep(place, "other")
    assert secrets.forget(place) is False
    assert list(ring.kept.values()) == [PASSWORDS["anna"]]


# encryption


def far(team: Team, name: str = NAME, more: str = "") -> str:
    """An address beyond this machine, as far as its name says."""
    port = team.postgres.port
    return f"postgresql://anna@{name}:{port}/{team.database}?hostaddr=127.0.0.1{more}"


def test_beyond_this_machine_the_connection_is_encrypted_and_the_certificate_checked(team: Team) -> None:
    with connect(far(team, more=f"&sslrootcert={team.postgres.authority}"), answers) as found:
        assert found.link.pgconn.ssl_in_use


def test_an_authority_that_this_system_trusts_need_not_be_named(
    team: Team, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(address, "_SYSTEM_ROOTS", (tmp_path / "nowhere", team.postgres.authority))
    with connect(far(team), answers) as found:
        assert found.link.pgconn.ssl_in_use
    home = tmp_path / ".postgresql" / "root.crt"
    home.parent.mkdir()
    home.write_bytes(team.postgres.authority.read_bytes())
    monkeypatch.setattr(address, "_SYSTEM_ROOTS", ())
    connect(far(team), answers).close()


@pytest.mark.parametrize("fault", ["other name", "other authority"])
def test_somebody_in_the_place_of_the_server_gets_nothing(team: Team, fault: str) -> None:
    url = far(team, "other.example.org", f"&sslrootcert={team.postgres.authority}")
    with pytest.raises(ServerAwayError, match=r"encrypted and checked could be made. Nothing was sent"):
        connect(url if fault == "other name" else far(team), answers)


# the server


def test_a_server_that_is_away_is_said_to_be_away(team: Team) -> None:
    team.postgres.kill()
    try:
        with pytest.raises(ServerAwayError, match=r"cannot be reached. Your work is kept here"):
            team.connect("anna")
    finally:
        team.postgres.start()


def test_a_server_that_never_answers_is_given_up(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_WAIT", 1)
    folder = tmp_path_factory.mktemp("mute")
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(folder / ".s.PGSQL.5432"))
        mute.listen()
        with pytest.raises(ServerAwayError, match="cannot be reached"):
            connect(f"postgresql://anna@/crisis?host={folder}")


def test_a_database_that_is_not_there_is_named(team: Team) -> None:
    with pytest.raises(NotSetUpError, match="no database of this name"):
        connect(team.postgres.url("anna", "nowhere"), answers)


def test_a_database_that_was_not_set_up_names_the_command(database: Callable[[str], Team]) -> None:
    bare = database("template0")
    with pytest.raises(NotSetUpError, match=f"main.py team-setup postgresql://anna@127.0.0.1:.*/{bare.database}"):
        bare.connect("anna")
    set_up(bare.url("admin"), answers)
    set_up(bare.url("admin"), answers)
    bare.connect("anna").close()


def test_a_newer_database_is_refused_by_desk_and_set_up(own_team: Team) -> None:
    with own_team.postgres.admin(own_team.database) as admin:
        admin.execute("INSERT INTO briefing.format(number) VALUES (2)")
    for attempt in (lambda: own_team.connect("anna").close(), lambda: set_up(own_team.url("admin"), answers)):
        with pytest.raises(NewerServerError, match="newer version"):
            attempt()


def test_an_older_database_asks_for_its_administrator(own_team: Team) -> None:
    with own_team.postgres.admin(own_team.database) as admin:
        admin.execute("UPDATE briefing.format SET number = 0")
    with pytest.raises(NotSetUpError, match="set up by an older version"):
        own_team.connect("anna")


@pytest.mark.parametrize(
    ("login", "role"), [("anna", "editor"), ("clara", "clearer"), ("rita", "reader"), ("admin", "clearer")]
)
def test_a_login_knows_what_it_may_do(team: Team, login: str, role: str) -> None:
    with team.connect(login) as found:
        assert found.role() == role


def test_who_is_in_no_group_is_told_which_groups_there_are(team: Team) -> None:
    with pytest.raises(NoRightError, match="desk_reader"):
        team.connect("olaf")


def test_who_is_no_administrator_cannot_set_up(team: Team) -> None:
    with pytest.raises(NoRightError, match="“anna” may not set up"):
        set_up(team.url("anna"), answers)


def test_a_full_disk_of_the_server_loses_nothing(own_team: Team) -> None:
    desk = DeskLog()
    desk.write()
    with own_team.postgres.admin(
        own_team.database
    ) as admin:  # the same code as the server gives, without filling a disk
        admin.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        admin.execute("CREATE TRIGGER z AFTER INSERT ON briefing.step EXECUTE FUNCTION full_disk()")
    with own_team.connect("anna") as found:
        with pytest.raises(FullServerError, match=r"The disk of the server .* is full. Nothing was lost"):
            desk.push(found)
        assert found.seen() == {}
        with own_team.postgres.admin(own_team.database) as admin:
            admin.execute("DROP TRIGGER z ON briefing.step")
        assert desk.push(found).sent == 1


def test_a_text_that_was_altered_on_the_server_is_not_taken_in(own_team: Team) -> None:
    desk = DeskLog()
    step = desk.write(text=b"as it was")
    with own_team.connect("anna") as found:
        desk.push(found)
        assert found.blob("t:" + "0" * 64) is None
        with own_team.postgres.admin(own_team.database) as admin:
            admin.execute(
                "ALTER TABLE briefing.blob DISABLE TRIGGER USER;"
                "ALTER TABLE briefing.blob DROP CONSTRAINT blob_is_what_it_is_called"
            )
            admin.execute("UPDATE briefing.blob SET data = 'altered'")
        with pytest.raises(PartedError, match="damaged"):
            found.blob(step.blobs[0])


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        ("BD002", PartedError, "do not follow"),
        ("BD003", TeamError, "do not follow"),
        ("BD004", NoRightError, "never changed or deleted"),
        ("BD010", NotSetUpError, "encoding UTF8"),
        ("22P02", TeamError, "cannot read a step"),
        ("23502", TeamError, "cannot read a step"),
        ("23505", PartedError, "the id of another step"),
        ("23514", TeamError, "does not have the content"),
        ("42501", NoRightError, "no right to do this"),
        ("3F000", NotSetUpError, "not set up for a team yet"),
        ("53100", FullServerError, "disk of the server"),
        ("53200", ServerAwayError, "is busy"),
        ("55P03", ServerAwayError, "is busy"),
        ("57014", ServerAwayError, "is busy"),
        ("40P01", ServerAwayError, "is busy"),
        ("08006", ServerAwayError, "broke"),
        ("57P01", ServerAwayError, "broke"),
        ("XX000", TeamError, "It said: Þetta er bilað"),
    ],
)
def test_what_the_server_says_in_any_language_becomes_a_sentence(
    reader: server.Server, code: str, error: type[TeamError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught, faults.told(reader.address):
        reader.link.execute(f"DO $$ BEGIN RAISE EXCEPTION 'Þetta er bilað' USING ERRCODE = '{code}'; END $$".encode())
    assert type(caught.value) is error
    assert isinstance(caught.value.args[0], Said)


@pytest.fixture(scope="module")
def reader(database: Callable[[str], Team]) -> Iterator[server.Server]:
    """One connection for all of them."""
    with database("ready").connect("admin") as found:
        yield found


# the command, and who works alone


def test_an_administrator_sets_up_from_the_command_line(
    database: Callable[[str], Team], capsys: pytest.CaptureFixture[str]
) -> None:
    bare = database("template0")
    secrets.keep(read(bare.url("admin")), PASSWORDS["admin"])
    assert cli.run(["team-setup", bare.url("admin"), "--print"]) == 0
    assert capsys.readouterr().out.strip() == statements().strip()
    assert cli.run(["team-setup", bare.url("admin")]) == 0
    assert f"{bare.database} is set up" in capsys.readouterr().out
    assert cli.run(["team-setup", bare.url("anna")]) == 1
    assert "asks for the password of “anna”" in capsys.readouterr().err


def test_a_password_is_asked_for_at_the_terminal_and_is_not_shown(database: Callable[[str], Team]) -> None:
    bare = database("template0")
    ours, theirs = os.openpty()
    words = ["setsid", "--wait", "--ctty", sys.executable, "main.py", "team-setup", bare.url("admin")]
    hermetic = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    with subprocess.Popen(words, cwd=ROOT, env=hermetic, stdin=theirs, stdout=theirs, stderr=theirs) as program:
        os.close(theirs)
        shown = b""
        while not shown.endswith(b": "):  # the last letter comes when nothing is shown any more
            shown += os.read(ours, 1000)
        os.write(ours, f"{PASSWORDS['admin']}\n".encode())
        with contextlib.suppress(OSError):  # the end of a terminal
            while more := os.read(ours, 1000):
                shown += more
    os.close(ours)
    assert program.returncode == 0, shown
    assert f"Password of admin on {read(bare.url('admin')).place}: " in shown.decode()
    assert "is set up" in shown.decode()
    assert PASSWORDS["admin"] not in shown.decode()


def test_without_the_extra_a_sentence_says_what_to_install() -> None:
    code = (
        "import sys\n"
        "sys.modules['psycopg'] = sys.modules['keyring'] = None\n"
        "from briefing import cli\n"
        "raise SystemExit(cli.run(['team-setup', 'postgresql://anna@localhost/crisis']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().endswith('Please run: python -m pip install "briefing-desk[team]"')


def test_without_a_server_nothing_of_a_team_is_loaded_and_no_network_socket_is_opened(tmp_path: Path) -> None:
    code = (
        "import sys, socket\n"
        "def watch(event, arguments):\n"
        "    assert not (event.startswith('socket.') and socket.AF_UNIX not in arguments), (event, arguments)\n"
        "sys.addaudithook(watch)\n"
        "import main\n"
        "assert main.main(['new', sys.argv[1], '--sample']) == 0\n"
        "assert main.main(['team-setup', '--print', 'x']) == 0\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('psycopg', 'psycopg_binary', 'keyring')])"
    )
    environment = {**os.environ, "BRIEFING_DATA_HOME": str(tmp_path / "data")}
    words = [sys.executable, "-c", code, str(tmp_path / "crisis.db")]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
