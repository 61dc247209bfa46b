"""Back and Forward: the places and records visited, as in a browser."""

from __future__ import annotations

Stop = tuple[str, tuple[str, str] | None]
"""A place, and what is seen there: a record, or a picture."""
AT_MOST = 200


class Trail:
    """A line of stops with a present one. Visiting from the middle forgets what lay ahead."""

    def __init__(self) -> None:
        """No stop yet."""
        self._stops: list[Stop] = []
        self._here = -1

    def visit(self, place: str, record: tuple[str, str] | None) -> None:
        """Go to a new stop; the present one again adds nothing."""
        stop = (place, record)
        if self._here >= 0 and self._stops[self._here] == stop:
            return
        del self._stops[self._here + 1 :]
        self._stops.append(stop)
        del self._stops[:-AT_MOST]
        self._here = len(self._stops) - 1

    def amend(self, record: tuple[str, str] | None) -> None:
        """The record shown at the present stop has become another one."""
        if self._here >= 0 and record is not None:
            self._stops[self._here] = (self._stops[self._here][0], record)

    def can_go_back(self) -> bool:
        """Whether there is a stop before."""
        return self._here > 0

    def can_go_forward(self) -> bool:
        """Whether there is a stop after."""
        return self._here < len(self._stops) - 1

    def back(self) -> Stop | None:
        """The stop before, which becomes the present one."""
        if not self.can_go_back():
            return None
        self._here -= 1
        return self._stops[self._here]

    def forward(self) -> Stop | None:
        """The stop after, which becomes the present one."""
        if not self.can_go_forward():
            return None
        self._here += 1
        return self._stops[self._here]
