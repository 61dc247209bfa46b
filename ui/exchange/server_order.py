"""Which server is exchanged with, and how: what the form asks and the worker gets.

Refuses to: load anything of the team before somebody has named a server.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ServerOrder:
    """`address` as it may be kept, `name` as people say it. A `password` that was typed is shown nowhere.

    `keep` puts it into the system's keyring; `join` mixes store and server although they have nothing in common.
    """

    address: str
    name: str
    password: str = field(default="", repr=False)
    keep: bool = False
    join: bool = False

    @property
    def stem(self) -> str:
        """What it is called where a file would be called by its name."""
        return self.name


def order_for(url: str, password: str = "", *, keep: bool = False, join: bool = False) -> ServerOrder:
    """The order for an address that was typed. Raises TeamError with a sentence for one that cannot be used."""
    from briefing.team.address import read

    found = read(url)
    return ServerOrder(str(found), found.place, password, keep, join)
