"""What a server answered, as a sentence: psycopg's errors become `TeamError`s that say what to do next.

Decides by the codes of SQL, which are the same in every language a server speaks. Before a login is accepted there is
no code, so the server's own words stand in the sentence.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

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
from briefing.team.address import Address
from briefing.wording import Said, say

if TYPE_CHECKING:
    from psycopg import Error, OperationalError


@contextmanager
def told(address: Address, labels: Mapping[str, str] = MappingProxyType({})) -> Iterator[None]:
    """Whatever psycopg raises inside is raised as the TeamError that says it. `labels` name steps by their ids."""
    from psycopg import Error

    try:
        yield
    except Error as error:
        if error.sqlstate == "BD001":
            raise NoRightError(_clears(address, labels.get(error.diag.message_detail or "", ""))) from error
        raise _of_work(error, address) from error


def of_login(error: "OperationalError", address: Address) -> TeamError:
    """Why no connection came about."""
    words = _first_line(error)
    link = error.pgconn
    if link is not None and link.needs_password:
        return LoginRefusedError(
            say("The server %1 asks for the password of “%2”.", address.place, address.login), asked=True
        )
    if f'database "{address.database}" does not exist' in words:
        return NotSetUpError(
            say("There is no database of this name on the server: %1. Please check the address.", address.place)
        )
    if "permission denied for database" in words:
        return NoRightError(_no_group(address))
    passing = any(one in words for one in ("slots", "too many"))
    if (link is not None and link.used_password and not passing) or "pg_hba.conf" in words or "authentic" in words:
        return LoginRefusedError(
            say(
                "The server %1 did not accept “%2”. Please check the name and the password. It said: %3",
                address.place,
                address.login,
                words,
            )
        )
    if "certificate" in words or "SSL" in words:
        return ServerAwayError(
            say(
                "No connection to %1 that is encrypted and checked could be made. Nothing was sent. It said: %2",
                address.place,
                words,
            )
        )
    return ServerAwayError(
        say("The server %1 cannot be reached. Your work is kept here and can be sent later. (%2)", address.place, words)
    )


def _of_work(error: "Error", address: Address) -> TeamError:
    known = _KNOWN.get(error.sqlstate or "") or _KNOWN.get((error.sqlstate or "")[:2])
    if known is not None:
        cls, sentence = known
        return cls(sentence(address))
    if error.sqlstate is None:
        return ServerAwayError(_broken(address))
    return TeamError(
        say(
            "The server %1 refused what was sent; nothing of it was kept. It said: %2",
            address.place,
            _first_line(error),
        )
    )


def _first_line(error: "Error") -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0].strip().removeprefix("connection failed: ")[:300] if lines else type(error).__name__


def _broken(address: Address) -> Said:
    return say(
        "The connection to %1 broke. Whatever was being sent is there wholly or not at all; please try again, nothing "
        "is doubled.",
        address.place,
    )


def _no_group(address: Address) -> Said:
    return say(
        "“%1” has no right to do this in %2. Please ask the administrator to put this login into the group desk_reader "
        "(reads), desk_editor (sends as well) or desk_clearer (clears and issues as well).",
        address.login,
        address.place,
    )


def _not_set_up(address: Address) -> Said:
    return say(
        "The database %1 was not set up for a team yet. An administrator does that once: main.py team-setup %2",
        address.place,
        address,
    )


def _newer(address: Address) -> Said:
    return say(
        "The database %1 was set up by a newer version of Briefing Desk. Please install that version here.",
        address.place,
    )


def _full(address: Address) -> Said:
    return say(
        "The disk of the server %1 is full. Nothing was lost, your work is kept here. Please tell the administrator.",
        address.place,
    )


def _clears(address: Address, label: str) -> Said:
    return say(
        "A step (“%3”) clears, issues or recalls a brief, which “%1” may not do on %2. It and what follows it stay "
        "here. Please ask the administrator to put this login into the group desk_clearer.",
        address.login,
        address.place,
        label,
    )


def _gap(address: Address) -> Said:
    return say(
        "The steps sent do not follow those that %1 has. Nothing was kept; please try again, and tell the "
        "administrator if it happens once more.",
        address.place,
    )


def _kept(address: Address) -> Said:
    return say("What was sent to %1 is never changed or deleted.", address.place)


def _altered(address: Address) -> Said:
    return say("A text or file does not have the content it is named for. %1 did not keep it.", address.place)


def _unreadable(address: Address) -> Said:
    return say("The server %1 cannot read a step of this store. Nothing from that step on was sent.", address.place)


def _busy(address: Address) -> Said:
    return say("The server %1 is busy. Nothing of this was kept; please try again in a minute.", address.place)


def _encoding(address: Address) -> Said:
    return say("The database %1 must have the encoding UTF8. Please make it anew with that encoding.", address.place)


def _twice(address: Address) -> Said:
    return say(
        "A step of this store has the id of another step on %1. Nothing was kept. Please make a copy to work on "
        "(“Save a copy to work on”) and tell the administrator.",
        address.place,
    )


_KNOWN: MappingProxyType[str, tuple[Callable[..., TeamError], Callable[[Address], Said]]] = MappingProxyType(
    {
        "BD002": (PartedError, _gap),
        "BD003": (TeamError, _gap),
        "BD004": (NoRightError, _kept),
        "BD010": (NotSetUpError, _encoding),
        "BD011": (NewerServerError, _newer),
        "22": (TeamError, _unreadable),
        "23502": (TeamError, _unreadable),
        "23505": (PartedError, _twice),
        "23514": (TeamError, _altered),
        "42501": (NoRightError, _no_group),
        "3F000": (NotSetUpError, _not_set_up),
        "42P01": (NotSetUpError, _not_set_up),
        "53100": (FullServerError, _full),
        "53": (ServerAwayError, _busy),
        "55P03": (ServerAwayError, _busy),
        "57014": (ServerAwayError, _busy),
        "40": (ServerAwayError, _busy),
        "08": (ServerAwayError, _broken),
        "57": (ServerAwayError, _broken),
    }
)
"""The codes of SQL, or their first two characters, with the error and the sentence for each."""
