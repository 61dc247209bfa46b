"""Whole stores through a server: what one desk did is on the others, and what waits is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import keyring.backends.fail
import pytest
from psycopg import errors

from briefing import cli
from briefing.desk import Desk
from briefing.desk import teaming as verbs
from briefing.errors import ExchangeError, NothingSharedError, PartedError, TeamError
from briefing.model import Brief, Issue
from briefing.store import archive, exchange
from briefing.team import carrier, secrets
from briefing.team.address import read
from briefing.terms import BriefStatus
from tests.team.conftest import MemoryKeyring, Team, answers
from tests.team.postgres import PASSWORDS


class Desks:
    """Desks of one team, each with a store of its own, made when first asked for."""

    def __init__(self, folder: Path, team: Team, stack: ExitStack) -> None:
        self.folder, self.team, self._stack = folder, team, stack
        self._made: dict[str, Desk] = {}

    def __getitem__(self, login: str) -> Desk:
        if login not in self._made:
            desk = self._made[login] = Desk.new(self.folder / f"{login}.db", login)
            self._stack.callback(desk.close)
        return self._made[login]

    def sync(self, login: str) -> tuple[int, int]:
        """How many steps came and how many went."""
        synced = self[login].sync_server(self.team.url(login), answers)
        assert synced.notices == ()
        return synced.taken.steps, synced.sent


@pytest.fixture
def desks(tmp_path: Path, team: Team) -> Iterator[Desks]:
    with ExitStack() as stack:
        yield Desks(tmp_path, team, stack)


def alike(one: Desk, other: Desk) -> bool:
    """Whether two desks have the same log."""
    logs = [[step.id for step in exchange.steps_after(desk.store, {})] for desk in (one, other)]
    return logs[0] == logs[1]


def test_records_texts_and_files_of_one_desk_are_on_the_other(desks: Desks, tmp_path: Path) -> None:
    statement = tmp_path / "statement.html"
    statement.write_text("<p>The talks in Þingvellir went well.</p>", encoding="utf-8")
    done = desks["anna"].import_file(statement)
    issue = desks["anna"].create("issue", {"title": "Water"})
    heard: list[frozenset[str]] = []
    desks["ben"].listen(lambda change: heard.append(change.ids))
    assert desks.sync("anna") == (0, 2)
    assert desks.sync("ben") == (2, 0)
    assert {done.source, issue} <= heard[0]
    desks["ben"].edit("issue", issue, {"title": "Supply"})
    assert desks.sync("ben") == (0, 1)
    assert desks.sync("anna") == (1, 0)
    assert desks["anna"].get(Issue, issue).title == "Supply"
    assert "Þingvellir" in archive.text_of(desks["ben"].store, done.sha256)
    assert alike(desks["anna"], desks["ben"])


def test_what_came_is_one_entry_of_undo_unless_it_came_by_itself(desks: Desks) -> None:
    desks["anna"].create("issue", {"title": "Water"})
    desks.sync("anna")
    desks.sync("ben")
    desks["ben"].undo()
    assert desks["ben"].ids("issue") == []
    third = desks["clara"]
    third.sync_server(desks.team.url("clara"), answers, undoable=False)
    assert third.undo() is None
    assert len(third.ids("issue")) == 1


def test_a_preview_says_what_would_come_and_changes_nothing(desks: Desks) -> None:
    desks["anna"].create("issue", {"title": "Water"})
    desks.sync("anna")
    found = desks["ben"].preview_server(desks.team.url("ben"), answers)
    assert [(one.what, one.title) for one in found.records] == [("new", "Water")]
    assert desks["ben"].ids("issue") == []


def test_what_two_desks_wrote_into_one_field_is_a_conflict_on_both(desks: Desks) -> None:
    issue = desks["anna"].create("issue", {"title": "Water"})
    desks.sync("anna")
    desks.sync("ben")
    desks["anna"].edit("issue", issue, {"title": "Water supply"})
    desks["ben"].edit("issue", issue, {"title": "Water rights"})
    for login in ("anna", "ben", "anna"):
        desks.sync(login)
    assert desks["anna"].get(Issue, issue).title == desks["ben"].get(Issue, issue).title
    assert desks["anna"].conflict_count() == desks["ben"].conflict_count() == 1


def test_only_a_clearer_sends_a_clearance_and_all_desks_see_it(desks: Desks) -> None:
    clara = desks["clara"]
    brief = clara.new_brief("one-page", "Daily")
    desks.sync("clara")
    desks.sync("anna")
    clara.add_clearance(brief, "The director", put=True)
    assert desks.sync("clara") == (0, 1)
    assert desks.sync("anna") == (1, 0)
    assert desks["anna"].get(Brief, brief).status is BriefStatus.CLEARED
    desks["anna"].write_block(brief, "bottom_line", "Something new.")  # takes the clearance back
    assert desks.sync("anna") == (0, 1)
    assert desks.sync("clara") == (1, 0)
    assert clara.get(Brief, brief).status is BriefStatus.DRAFT
    assert clara.clearances(brief) == []
    desks["anna"].add_clearance(brief, "Myself", put=True)
    with pytest.raises(TeamError, match=r"“keep a clearance”.*desk_clearer"):
        desks.sync("anna")
    with desks.team.postgres.admin() as admin:
        admin.execute("GRANT desk_clearer TO anna")
    try:
        assert desks.sync("anna") == (0, 1), "an administrator lets it pass once"
    finally:
        with desks.team.postgres.admin() as admin:
            admin.execute("REVOKE desk_clearer FROM anna")


def test_a_reader_takes_in_and_what_the_reader_did_stays_and_is_said(desks: Desks) -> None:
    desks["anna"].create("issue", {"title": "Water"})
    desks.sync("anna")
    assert desks.sync("rita") == (1, 0)
    desks["rita"].create("issue", {"title": "Mine"})
    synced = desks["rita"].sync_server(desks.team.url("rita"), answers)
    assert synced.sent == 0
    assert synced.notices[0].startswith("1 step stays here: “rita” may read what is on 127.0.0.1")


def test_steps_that_build_on_those_of_a_desk_that_sent_nothing_wait_and_that_is_said(desks: Desks) -> None:
    desks["anna"].create("issue", {"title": "Water"})
    desks.sync("anna")
    desks.sync("ben")
    desks["ben"].create("issue", {"title": "Of Ben"})
    desks["clara"].take_from(desks["ben"].store.path)  # by hand, while Ben's own desk sent his first step only
    desks.sync("ben")
    desks["ben"].create("issue", {"title": "More of Ben"})
    desks["clara"].take_from(desks["ben"].store.path)
    desks["clara"].create("issue", {"title": "Having seen that"})
    synced = desks["clara"].sync_server(desks.team.url("clara"), answers)
    assert synced.sent == 0
    assert synced.notices[0].startswith("2 steps wait here until a desk that they build on has sent its own")
    desks.sync("ben")
    assert desks.sync("clara") == (0, 1)


def test_a_store_of_another_crisis_is_not_mixed_in_by_mistake(desks: Desks) -> None:
    desks["anna"].create("issue", {"title": "Water"})
    desks.sync("anna")
    desks["ben"].create("issue", {"title": "Of another crisis"})
    with pytest.raises(NothingSharedError, match="nothing in common"):
        desks.sync("ben")
    assert len(desks["ben"].ids("issue")) == 1
    synced = desks["ben"].sync_server(desks.team.url("ben"), answers, join=True)
    assert (synced.taken.steps, synced.sent) == (1, 1)


def test_a_file_that_was_copied_and_worked_on_twice_is_refused_before_anything_is_mixed(desks: Desks) -> None:
    anna = desks["anna"]
    anna.create("issue", {"title": "Water"})
    copy = desks.folder / "copied.db"
    for ending in ("", "-wal"):  # by hand: what the program copies is a desk of its own
        Path(f"{copy}{ending}").write_bytes(Path(f"{anna.store.path}{ending}").read_bytes())
    anna.create("issue", {"title": "In one"})
    desks.sync("anna")
    twin = Desk.open(copy, "anna")
    try:
        twin.create("issue", {"title": "In the other"})
        with pytest.raises(PartedError, match="two copies of one store file"):
            twin.sync_server(desks.team.url("anna"), answers)
        assert len(twin.ids("issue")) == 2
    finally:
        twin.close()


def test_a_working_copy_goes_on_as_a_desk_of_its_own(desks: Desks) -> None:
    anna = desks["anna"]
    anna.create("issue", {"title": "Water"})
    desks.sync("anna")
    other = Desk.open(anna.save_working_copy(desks.folder / "work.db"), "ben")
    try:
        other.create("issue", {"title": "In the copy"})
        synced = other.sync_server(desks.team.url("ben"), answers)
        assert synced.sent == 2  # the copy says that it is one
        assert desks.sync("anna") == (2, 0)
        assert alike(anna, other)
    finally:
        other.close()


def test_an_exchange_in_many_batches_that_is_stopped_goes_on_where_it_was(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "TAKEN_AT_ONCE", 2)
    monkeypatch.setattr(verbs, "_FETCHED_AHEAD", 0)
    for number in range(5):
        desks["anna"].archive_text(f"Statement {number}", f"Words of day {number}.")
    desks.sync("anna")
    url = desks.team.url("ben")
    stopped = desks["ben"].sync_server(url, answers, going=lambda: False)
    assert (stopped.taken.steps, stopped.sent) == (2, 0)
    desks["ben"].archive_text("Of Ben", "Words of Ben.")
    assert desks["ben"].sync_server(url, answers, going=lambda: False).sent == 0
    synced = desks["ben"].sync_server(url, answers)
    assert (synced.taken.steps, synced.sent) == (1, 1)
    desks.sync("anna")
    assert alike(desks["anna"], desks["ben"])


def test_steps_of_a_newer_version_are_left_where_they_are(desks: Desks) -> None:
    desks["anna"].create("issue", {"title": "Water"})
    step = next(exchange.steps_after(desks["anna"].store, {}))
    newer = step.to_bytes().replace(b'"schema":', b'"schema":9')
    with desks.team.connect("anna") as server:
        server.claim(step.site, own=True)
        server.link.execute("INSERT INTO briefing.step(body) VALUES (%s)", (newer.decode(),))
    with pytest.raises(ExchangeError, match="newer version of Briefing Desk"):
        desks.sync("ben")
    assert desks["ben"].ids("issue") == []


def test_a_restored_backup_of_the_server_gets_again_what_it_lacks(desks: Desks, own_team: Team) -> None:
    desks.team = own_team
    desks["anna"].create("issue", {"title": "Water"})
    desks.sync("anna")
    server, kept = desks.team.postgres, desks.team.postgres.folder / f"{desks.team.database}.dump"
    server.run("pg_dump", "-Fc", "-f", str(kept), desks.team.database)
    desks["anna"].create("issue", {"title": "After the backup"})
    desks.sync("anna")
    desks.sync("ben")
    desks["ben"].create("issue", {"title": "On what is lost"})
    server.run("dropdb", desks.team.database)
    server.run("createdb", "-T", "template0", "-O", "chief", desks.team.database)
    server.run("pg_restore", "-d", desks.team.database, str(kept))
    synced = desks["ben"].sync_server(desks.team.url("ben"), answers)
    assert synced.sent == 0, "what builds on steps that the server lost waits"
    assert desks.sync("anna") == (0, 1)
    assert desks.sync("ben") == (0, 1)
    assert desks.sync("anna") == (1, 0)
    with desks.team.raw("ben") as link, pytest.raises(errors.InsufficientPrivilege):
        link.execute("DELETE FROM briefing.step")


# the command line


def test_the_command_exchanges_with_a_server_and_keeps_no_password_unasked(
    desks: Desks, ring: MemoryKeyring, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desks["anna"].create("issue", {"title": "Water"})
    store, url = desks["anna"].store.path, desks.team.url("anna")
    assert cli.run(["sync", str(store), url]) == 1
    assert "asks for the password of “anna”" in capsys.readouterr().err
    secrets.keep(read(url), PASSWORDS["anna"])
    assert cli.run(["sync", str(store), url, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["steps"], told["sent"], told["notices"]) == (0, 1, [])
    assert cli.run(["sync", str(store), url, "--preview"]) == 0
    capsys.readouterr()
    assert cli.run(["team-forget", url]) == 0
    assert "was taken out of the keyring" in capsys.readouterr().out
    assert cli.run(["team-forget", url]) == 0
    assert "was not in the keyring" in capsys.readouterr().out
    assert ring.kept == {}


def test_a_password_that_cannot_be_kept_is_said_and_the_exchange_goes_on(desks: Desks, ring: MemoryKeyring) -> None:
    desks["anna"].sync_server(desks.team.url("anna"), answers, keep=True)
    assert list(ring.kept.values()) == [PASSWORDS["anna"]]
    keyring.set_keyring(keyring.backends.fail.Keyring())
    synced = desks["ben"].sync_server(desks.team.url("ben"), answers, keep=True)
    assert "no keyring that is open" in synced.notices[0]
