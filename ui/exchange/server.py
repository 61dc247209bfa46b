"""What the window asks of a team's server: the part of it that any thread can do.

What only the user can answer (a password, whether to mix two crises) comes back as a `Wanted`. Refuses to: touch a
widget; take or send anything while it looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from briefing.desk import Desk
from briefing.errors import BriefingError, LoginRefusedError, NothingSharedError
from ui.background import Handle
from ui.exchange.core import NOTHING, Arrival, Exchanged, stoppable
from ui.exchange.server_order import ServerOrder
from ui.words import said

if TYPE_CHECKING:
    from briefing.team.address import Address

T = TypeVar("T")
PASSWORD, JOIN = "password", "join"


@dataclass(frozen=True)
class Wanted:
    """What the server wants first: a `PASSWORD`, or the word that store and server are to `JOIN`; why is a sentence."""

    what: str
    why: str


@dataclass(frozen=True)
class Looked:
    """What a server has for this store, and what its login may do there."""

    arrival: Arrival
    role: str


@dataclass(frozen=True)
class Done:
    """What an exchange with a server did. `problem` says why it ended early; what came before that is taken in.

    `entry` is what undo calls what was taken in then; empty where nothing was. `stopped` says that the user did it.
    """

    found: Exchanged
    role: str
    problem: str = ""
    entry: str = ""
    stopped: bool = False


def look(desk: Desk, order: ServerOrder, handle: Handle) -> Looked | Wanted:
    """What the server has that this store has not. Nothing is changed, kept or sent. Raises BriefingError."""
    role: list[str] = []

    def preview() -> Looked:
        with stoppable(desk, handle):
            preview = desk.preview_server(
                order.address, _answer(order), join=order.join, stop=handle.cancelled, tell_role=role.append
            )
        return Looked(Arrival(order, preview), role[-1])

    return _asking(preview)


def exchange(desk: Desk, order: ServerOrder, handle: Handle) -> Done | Wanted:
    """Take in what the server has and send what it lacks. Raises BriefingError where nothing at all was done."""
    role: list[str] = []

    def work() -> Done:
        try:
            with stoppable(desk, handle):
                synced = desk.sync_server(
                    order.address,
                    _answer(order),
                    join=order.join,
                    keep=order.keep,
                    going=lambda: not handle.cancelled(),
                    stop=handle.cancelled,
                    tell_role=role.append,
                )
        except (LoginRefusedError, NothingSharedError):
            raise
        except BriefingError as error:
            if not role:
                raise
            return Done(NOTHING, role[-1], said(error), desk.latest, handle.cancelled())
        notices = synced.notices[len(synced.taken.notices) :]
        return Done(Exchanged(synced.taken, synced.sent, notices), role[-1], stopped=handle.cancelled())

    return _asking(work)


def _asking(work: Callable[[], T]) -> T | Wanted:
    try:
        return work()
    except LoginRefusedError as error:
        return Wanted(PASSWORD, said(error))
    except NothingSharedError as error:
        return Wanted(JOIN, said(error))


def _answer(order: ServerOrder) -> Callable[[Address], str | None]:
    return lambda _address: order.password or None
