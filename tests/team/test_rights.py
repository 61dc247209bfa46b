"""Who may do what is decided by the database itself: these people do not use our program, they speak SQL."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg import errors

from tests.team.conftest import Team
from tests.team.desks import Change, DeskLog, Step

SEND = "INSERT INTO briefing.step(body) VALUES (%s)"
ISSUED: Change = ("brief", "b1", "status", "cleared", "issued")
CLEARING: list[Change] = [
    ISSUED,
    ("brief", "b1", "status", "in clearance", "cleared"),
    ("brief", "b1", "status", "issued", "recalled"),
    ("brief", "b1", "*", None, json.dumps({"title": "Daily", "status": "cleared"})),
    ("brief_version", "v1", "*", None, "{}"),
    ("brief_version", "v1", "reason", "", "other"),
    ("clearance", "c1", "*", None, json.dumps({"person": "Vale"})),
    ("clearance", "c1", "result", "not cleared", "cleared"),
    ("clearance", "c1", "deleted", "2026-11-28T10:00:00Z", ""),
]
ORDINARY: list[Change] = [
    ("brief", "b1", "status", "cleared", "draft"),
    ("brief", "b1", "status", "draft", "in clearance"),
    ("brief", "b1", "*", None, json.dumps({"title": "cleared", "status": "draft"})),
    ("clearance", "c1", "deleted", "", "2026-11-28T10:00:00Z"),
    ("issue", "i1", "status", "open", "cleared"),
]


@pytest.fixture(scope="module")
def team(database: Callable[[str], Team]) -> Team:
    """One database for all of them: each has a site of its own."""
    return database("ready")


def send(link: psycopg.Connection[Any], step: Step) -> None:
    link.execute(SEND, (step.to_bytes().decode(),))


def claimed(team: Team, login: str) -> tuple[psycopg.Connection[Any], DeskLog]:
    """A connection of somebody who registered the site of a desk."""
    desk = DeskLog()
    link = team.raw(login)
    link.execute("SELECT briefing.claim(%s, true)", (desk.site,))
    return link, desk


def test_who_is_in_no_group_does_not_even_get_in(team: Team) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        team.raw("olaf")


def test_a_reader_reads_and_can_do_nothing_else(team: Team) -> None:
    link, desk = claimed(team, "anna")
    with link:
        send(link, desk.write())
    with team.raw("rita") as reader:
        assert reader.execute("SELECT sn FROM briefing.step WHERE site = %s", (desk.site,)).fetchall() == [(1,)]
        for statement in (
            "SELECT briefing.claim('x', true)",
            "INSERT INTO briefing.step(body) VALUES ('{}')",
            "INSERT INTO briefing.blob(name, data) VALUES ('t:x', '')",
            "UPDATE briefing.step SET body = ''",
            "DELETE FROM briefing.step",
            "TRUNCATE briefing.step",
            "UPDATE briefing.desk_site SET login = 'rita'",
            "INSERT INTO briefing.desk_site(site, login, own) VALUES ('x', 'rita', true)",
            "UPDATE briefing.format SET number = 0",
            "CREATE TABLE briefing.mine(n integer)",
            "CREATE TEMP TABLE mine(n integer)",
            "SET ROLE desk_editor",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                reader.execute(statement.encode())


def test_what_was_sent_is_never_changed_not_even_by_who_sent_it(team: Team) -> None:
    link, desk = claimed(team, "clara")
    with link:
        send(link, desk.write(text=b""))
        for statement in (
            "UPDATE briefing.step SET body = ''",
            "DELETE FROM briefing.step",
            "DELETE FROM briefing.blob",
            "UPDATE briefing.desk_site SET last_sn = 0",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                link.execute(statement.encode())
    with team.postgres.admin(team.database) as admin:  # nor by a slip of the administrator
        for statement in ("UPDATE briefing.step SET body = ''", "DELETE FROM briefing.step", "TRUNCATE briefing.step"):
            with pytest.raises(psycopg.DatabaseError, match="append-only"):
                admin.execute(statement.encode())


def test_an_editor_sends_steps_of_the_own_site_alone(team: Team) -> None:
    link, hers = claimed(team, "anna")
    with link:
        send(link, hers.write())
        other, his = claimed(team, "ben")
        other.close()
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            send(link, his.write())
        unregistered = DeskLog()
        with pytest.raises(psycopg.DatabaseError):
            send(link, unregistered.write())
        assert link.execute("SELECT briefing.claim(%s, true)", (his.site,)).fetchone() == ("ben",)
        for desk, senders in ((hers, [("anna",)]), (his, []), (unregistered, [])):
            assert link.execute("SELECT sent_by FROM briefing.step WHERE site = %s", (desk.site,)).fetchall() == senders


def test_nobody_can_say_one_thing_and_send_another(team: Team) -> None:
    link, desk = claimed(team, "anna")
    with link:
        body = desk.write().to_bytes().decode()
        for column, value in (("site", "x"), ("clears", "false"), ("sent_by", "ben"), ("sent_at", "2001-01-01")):
            with pytest.raises(errors.InsufficientPrivilege):
                link.execute(f"INSERT INTO briefing.step(body, {column}) VALUES (%s, %s)".encode(), (body, value))


@pytest.mark.parametrize("change", CLEARING, ids=lambda change: "-".join(map(str, change[:1] + change[2:])))
def test_only_a_clearer_clears_issues_and_recalls(team: Team, change: Change) -> None:
    link, desk = claimed(team, "anna")
    with link, pytest.raises(psycopg.DatabaseError, match="clears, issues or recalls") as caught:
        send(link, desk.write("innocent", ("issue", "i1", "title", "a", "b"), change))
    assert caught.value.sqlstate == "BD001"
    link, desk = claimed(team, "clara")
    with link:
        send(link, desk.write("issue brief", change))


def test_an_editor_may_take_a_clearance_back_and_put_a_brief_to_clearance(team: Team) -> None:
    link, desk = claimed(team, "anna")
    with link:
        for change in ORDINARY:
            send(link, desk.write("edit", change))


def test_a_step_must_follow_the_one_before_it_and_its_texts(team: Team) -> None:
    link, desk = claimed(team, "anna")
    first, second, third = desk.write(), desk.write(), desk.write(text="Þingvellir".encode())
    with link:
        with pytest.raises(psycopg.DatabaseError, match="does not follow"):
            send(link, second)
        send(link, first)
        send(link, second)
        with pytest.raises(psycopg.DatabaseError, match="was not sent"):
            send(link, third)
        with pytest.raises(errors.CheckViolation):
            link.execute("INSERT INTO briefing.blob(name, data) VALUES (%s, %s)", (third.blobs[0], b"other"))
        link.execute("INSERT INTO briefing.blob(name, data) VALUES (%s, %s)", (third.blobs[0], "Þingvellir".encode()))
        send(link, third)


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", '{"site": 1', '{"changes": "\\u0000"}'])
def test_what_is_no_step_is_refused(team: Team, body: str) -> None:
    link, _ = claimed(team, "anna")
    with link, pytest.raises(psycopg.DatabaseError):
        link.execute(SEND, (body,))


def test_a_person_who_left_gets_in_no_more(team: Team) -> None:
    with team.postgres.admin() as admin:
        admin.execute("CREATE ROLE nina LOGIN PASSWORD 'n'; GRANT desk_editor TO nina")
        admin.execute("REVOKE desk_editor FROM nina; ALTER ROLE nina NOLOGIN")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(host="127.0.0.1", port=team.postgres.port, user="nina", password="n", dbname=team.database)
