"""A connection to PostgreSQL that ends as soon as nobody waits for it any more, also while it is being made.

The driver holds the interpreter while the name of a server is looked up, so names are looked up here, in a thread that
may be left behind: a window must not stand still because a resolver does. Sends nothing; knows no steps.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Generator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from briefing.errors import ServerAwayError, StoppedError
from briefing.team.address import Address
from briefing.wording import say

if TYPE_CHECKING:
    from psycopg import Connection

Stop = Callable[[], bool]
"""Whether nobody waits any more; asked ten times a second, from the thread that has the connection."""

_SLICE = 0.1


def never() -> bool:
    """The `Stop` of whoever waits to the end."""
    return False


def link_class(psycopg: ModuleType, stop: Stop) -> "type[Connection]":
    """The driver's class of connections, which raises StoppedError out of every wait once `stop` says so."""

    class Link(psycopg.Connection):  # type: ignore[misc, name-defined]
        """A connection that can be left at any time."""

        @classmethod
        def _connect_gen(cls, conninfo: str = "") -> Generator[Any, Any, Any]:
            return _watched(super()._connect_gen(conninfo), stop)

        def wait(self, gen: Generator[Any, Any, Any], *words: Any, **more: Any) -> Any:
            """Wait for the server, or until nobody waits any more; the connection is of no use then."""
            try:
                return super().wait(_watched(gen, stop), *words, **more)
            except StoppedError:
                self.pgconn.finish()
                raise

    return Link


def _watched(waits: Generator[Any, Any, Any], stop: Stop) -> Generator[Any, Any, Any]:
    """The same waits; whoever consumes them comes back ten times a second, whether anything arrived or not."""
    try:
        wanted = next(waits)
        while True:
            refuse(stop)
            wanted = waits.send((yield wanted))
    except StopIteration as end:
        return end.value
    finally:
        waits.close()


def refuse(stop: Stop) -> None:
    """Raise StoppedError where nobody waits any more."""
    if stop():
        raise StoppedError(say("It was stopped."))


def located(address: Address, told: Mapping[str, str], stop: Stop) -> dict[str, str]:
    """The parameters of a connection with the numbers of its host, so that the driver looks up no name.

    Raises ServerAwayError for a name that nobody knows, StoppedError.
    """
    if told["hostaddr"] or told["host"].startswith(("/", "@")) or _is_number(told["host"]):
        return dict(told)
    found: list[list[str]] = []
    faults: list[OSError] = []

    def look_up() -> None:
        try:
            places = socket.getaddrinfo(told["host"], int(told["port"]), type=socket.SOCK_STREAM)
            found.append(list(dict.fromkeys(str(place[4][0]) for place in places)))
        except (OSError, UnicodeError) as error:
            faults.append(error if isinstance(error, OSError) else OSError(str(error)))

    asking = threading.Thread(target=look_up, daemon=True, name="name of a server")
    asking.start()
    while asking.is_alive():
        refuse(stop)
        asking.join(_SLICE)
    if not found:
        words = faults[0].strerror or str(faults[0])
        raise ServerAwayError(
            say(
                "The server %1 cannot be reached. Your work is kept here and can be sent later. (%2)",
                address.place,
                words,
            )
        )
    numbers = found[0]
    return {**told, "host": ",".join([told["host"]] * len(numbers)), "hostaddr": ",".join(numbers)}


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
