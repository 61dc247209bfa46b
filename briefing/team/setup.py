"""What an administrator does once for a team: groups, tables, rights and triggers in a database of its own.

Everything stands in `schema.sql`, which can be read, printed and run with psql too. Makes no logins, no database.
"""

from pathlib import Path

from briefing.errors import NoRightError, NotSetUpError
from briefing.team import faults
from briefing.team.address import read
from briefing.team.server import Ask, log_in
from briefing.wording import say

OLDEST = 14
"""The oldest PostgreSQL whose triggers can do what `schema.sql` asks."""


def statements() -> str:
    """What is run, as SQL."""
    return Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")


def set_up(url: str, ask: Ask | None = None) -> None:
    """Set a database up, or bring it up to date; in one transaction. Raises TeamError with a sentence."""
    address = read(url)
    with log_in(address, ask) as server:
        if server.link.info.server_version < OLDEST * 10_000:
            raise NotSetUpError(
                say("The server %1 is too old: PostgreSQL %2 or newer is needed.", address.place, OLDEST)
            )
        try:
            with faults.told(address), server.link.transaction():
                server.link.execute(statements().encode())
        except NoRightError as error:
            raise NoRightError(
                say(
                    "“%1” may not set up %2. Please use the login of an administrator who owns the database and may "
                    "make roles.",
                    address.login,
                    address.place,
                )
            ) from error
