"""A connection to a team's database: logged in, of our format, with the rights this login has.

Encrypted and checked beyond this machine (`address.py`); passwords from the keyring or from whoever is asked. Every
wait has an end. A `Server` belongs to one thread.
"""

import hashlib
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, LiteralString, Self

from briefing.errors import LoginRefusedError, NewerServerError, NotSetUpError, PartedError
from briefing.team import extra, faults, secrets
from briefing.team.address import Address, read
from briefing.team.link import Stop, link_class, located, never
from briefing.wording import say

if TYPE_CHECKING:
    from psycopg import Connection

FORMAT = 1
"""The format of the database that this version speaks: the number in `schema.sql`."""
Ask = Callable[[Address], str | None]
"""Asks a person for a password; None where the person gave up."""

_WAIT = 10  # seconds until a server that does not answer counts as away
_PATIENCE = (  # of the server: with a statement, with the lock of another, with us in the middle of a batch
    "SET statement_timeout = '600s'; SET lock_timeout = '15s'; SET idle_in_transaction_session_timeout = '60s'"
)


class Server:
    """What a desk asks of a team's database. Use `connect`; close it when done. Methods raise `TeamError`s."""

    def __init__(self, address: Address, link: "Connection", typed: str = "") -> None:
        """Wrap a connection that was looked at. `typed` is the password if somebody typed it just now."""
        self.address = address
        self.link = link
        self._typed = typed

    def keep_password(self) -> None:
        """Keep the password in the keyring if somebody typed it just now. Raises TeamError without a keyring."""
        if self._typed:
            secrets.keep(self.address, self._typed)

    def format(self) -> int:
        """The format that the database was set up in. Raises NotSetUpError."""
        return int(str(self._one("SELECT coalesce(max(number), 0) FROM briefing.format")))

    def role(self) -> str:
        """What this login may do: `clearer`, `editor`, `reader`, or nothing."""
        for name in ("clearer", "editor", "reader"):
            if self._one("SELECT pg_has_role(session_user, %s, 'USAGE')", f"desk_{name}"):
                return name
        return ""

    def seen(self) -> dict[str, int]:
        """How many steps of each site the server has."""
        with faults.told(self.address):
            rows = self.link.execute("SELECT site, last_sn FROM briefing.desk_site WHERE last_sn > 0").fetchall()
        return dict(rows)

    def claim(self, site: str, *, own: bool) -> str:
        """The login that may send steps of a site, which is this one where nobody registered it before.

        `own` says that this desk is the site; it then takes it from whoever sent its older steps as history.
        """
        return str(self._one("SELECT briefing.claim(%s, %s)", site, own))

    def bodies(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], bytes]:
        """The steps of these sites and numbers as they were sent; without those that are not there."""
        with faults.told(self.address):
            rows = self.link.execute(
                "SELECT site, sn, body FROM briefing.step JOIN unnest(%s::text[], %s::bigint[]) AS asked(site, sn)"
                " USING (site, sn)",
                ([site for site, _ in places], [number for _, number in places]),
            ).fetchall()
        return {(site, number): body.encode() for site, number, body in rows}

    def blob(self, name: str) -> bytes | None:
        """A text or file by its name, whole and checked; None where the server has none. Raises PartedError."""
        data = self._one("SELECT (SELECT data FROM briefing.blob WHERE name = %s)", name)
        if data is None:
            return None
        if not is_called(name, data):
            raise PartedError(say("The server %1 holds a text or file that is damaged: %2", self.address.place, name))
        return bytes(data)

    def close(self) -> None:
        """Let go of the server."""
        self.link.close()

    def __enter__(self) -> Self:
        """Return the server itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the server."""
        self.close()

    def _one(self, question: LiteralString, *values: object) -> Any:
        with faults.told(self.address):
            row = self.link.execute(question, values).fetchone()
        return row[0] if row else None


def is_called(name: str, data: bytes) -> bool:
    """Whether a text or file has the content that its name stands for."""
    return hashlib.sha256(data).hexdigest() == name[2:]


def connect(url: str, ask: Ask | None = None, stop: Stop = never) -> Server:
    """Log in and look at the database. Raises TeamError (its subclasses say why) with a sentence.

    The password comes from the keyring; where that has none, or a wrong one, `ask` is asked once. Once `stop` says so,
    whatever waits for the server raises StoppedError.
    """
    address = read(url)
    server = log_in(address, ask, stop)
    try:
        _look_at(server)
    except BaseException:
        server.close()
        raise
    return server


def log_in(address: Address, ask: Ask | None = None, stop: Stop = never) -> Server:
    """A connection in which every statement is a transaction of its own; the database may be any. Raises TeamError."""
    try:
        return Server(address, _opened(address, secrets.password(address), stop))
    except LoginRefusedError:
        given = ask(address) if ask is not None else None
        if not given:
            raise
    return Server(address, _opened(address, given, stop), given)


def _opened(address: Address, secret: str, stop: Stop) -> "Connection":
    psycopg = extra.psycopg()
    told: dict[str, Any] = {**located(address, address.parameters(), stop)}
    try:
        link: Connection = link_class(psycopg, stop).connect(
            "",
            **told,
            password=secret,
            autocommit=True,
            connect_timeout=_WAIT,
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            tcp_user_timeout=40_000,
            application_name="Briefing Desk",
            client_encoding="UTF8",
        )
    except psycopg.OperationalError as error:
        raise faults.of_login(error, address) from error
    with faults.told(address):
        link.execute(_PATIENCE)
    return link


def _look_at(server: Server) -> None:
    number = server.format()
    if number < FORMAT:
        raise NotSetUpError(
            say(
                "The database %1 was set up by an older version. An administrator brings it up to date: "
                "main.py team-setup %2",
                server.address.place,
                server.address,
            )
        )
    if number > FORMAT:
        raise NewerServerError(
            say(
                "The database %1 was set up by a newer version of Briefing Desk. Please install that version here.",
                server.address.place,
            )
        )
