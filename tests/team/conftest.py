"""A server for the tests of a team, a database for each of them, and a keyring in memory."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import keyring
import psycopg
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from psycopg.sql import SQL, Identifier

from briefing.team.address import read
from briefing.team.server import Server, connect
from briefing.team.setup import set_up
from tests.team.postgres import GROUPS, PASSWORDS, Postgres, programs

NUMBERS = itertools.count(1)


class MemoryKeyring(KeyringBackend):
    """A keyring that is gone after the test."""

    priority: float = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    mine = MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL, openssl or setpriv is not installed here, or this is no Linux")
    server = Postgres(folder)
    try:
        server.start()
        _make_team(server)
        yield server
    finally:
        server.stop()


def _make_team(server: Postgres) -> None:
    """As `docs/team.md` tells an administrator to: by the owner of the database, who may make roles and no more."""
    with server.admin() as link:
        for login, secret in PASSWORDS.items():
            if login != "admin":
                link.execute(SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(login), secret))
        link.execute("ALTER ROLE chief CREATEROLE")
        link.execute("CREATE DATABASE ready OWNER chief ENCODING 'UTF8' TEMPLATE template0")
    set_up(server.url("chief", "ready"), answers)
    with server.admin() as link:
        link.execute("SET ROLE chief")
        for login, group in GROUPS.items():
            link.execute(f"GRANT {group} TO {login}".encode())


def answers(address: Any) -> str | None:
    """A person who knows every password."""
    return PASSWORDS.get(address.login)


@dataclass(frozen=True)
class Team:
    """A database that was set up, and the ways into it."""

    postgres: Postgres
    database: str

    def url(self, login: str) -> str:
        return self.postgres.url(login, self.database)

    def connect(self, login: str) -> Server:
        return connect(self.url(login), answers)

    def raw(self, login: str) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection of somebody who does not use our program."""
        told = read(self.url(login)).parameters()
        return psycopg.connect(**told, password=PASSWORDS[login], autocommit=True)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def database(postgres: Postgres) -> Callable[[str], Team]:
    def make(template: str) -> Team:
        name = f"team{next(NUMBERS)}"
        with postgres.admin() as link:
            link.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
            if template == "ready":
                link.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC".encode())
                link.execute(f"GRANT CONNECT ON DATABASE {name} TO desk_reader".encode())
        return Team(postgres, name)

    return make


@pytest.fixture(scope="session")
def _usual(database: Callable[[str], Team]) -> Team:
    return database("ready")


@pytest.fixture
def team(_usual: Team) -> Team:
    """A database that was set up, with the logins of `GROUPS`, and nothing in it."""
    with _usual.postgres.admin(_usual.database) as link:
        link.execute("SET session_replication_role = replica")  # without the triggers that keep everything
        link.execute("TRUNCATE briefing.step, briefing.blob, briefing.desk_site")
    return _usual


@pytest.fixture
def own_team(database: Callable[[str], Team]) -> Team:
    """The same as a database of the test's own, which may change it."""
    return database("ready")
