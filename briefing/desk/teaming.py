"""Verbs of a team on one server: exchange with it, and look at what that would take in.

What the server knows is loaded here when somebody names one, and never before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from briefing.desk.exchanging import ExchangeVerbs
from briefing.errors import DamagedStoreError, NotFoundError, NothingSharedError, TeamError
from briefing.store import exchange
from briefing.store.exchange import Preview, SentStep, Taken
from briefing.store.folder import Synced
from briefing.wording import say, say_many

if TYPE_CHECKING:
    from briefing.team.carrier import Log
    from briefing.team.server import Ask, Server

_FETCHED_AHEAD = 64_000_000  # bytes of texts and files fetched before the store is locked for a batch


class TeamVerbs(ExchangeVerbs):
    """Exchange with the other desks of a team through their server."""

    def preview_server(
        self,
        url: str,
        ask: "Ask | None" = None,
        *,
        join: bool = False,
        stop: Callable[[], bool] = lambda: False,
        tell_role: Callable[[str], object] = lambda _role: None,
    ) -> Preview:
        """What an exchange with a team's server would take in. Nothing is written. Raises TeamError, ExchangeError.

        `stop` and `tell_role` as for `sync_server`.
        """
        from briefing.team.carrier import pull

        with self._team(url, ask, join=join, stop=stop) as server:
            tell_role(server.role())
            steps = chain.from_iterable(pull(server, self._log()))
            return exchange.preview(self.store, list(steps), server.blob, self.user)

    def sync_server(
        self,
        url: str,
        ask: "Ask | None" = None,
        *,
        join: bool = False,
        keep: bool = False,
        undoable: bool = True,
        going: Callable[[], bool] = lambda: True,
        stop: Callable[[], bool] = lambda: False,
        tell_role: Callable[[str], object] = lambda _role: None,
        origin: str = "",
    ) -> Synced:
        """Take in what other desks sent to a team's server, and send what it lacks. Raises TeamError, ExchangeError.

        Whatever is raised, what was taken in and sent before stays. A store that has nothing in common with what is on
        the server is mixed with it only with `join`. `keep` puts a typed password into the keyring. `going` is asked
        between two batches; once `stop` says so, whatever waits for the server raises StoppedError. `tell_role` is told
        what this login may do, before anything is sent. Where it runs by itself, `undoable` is False, as for a folder.
        """
        from briefing.team.carrier import pull, push

        self.latest = ""
        taken: list[Taken] = []
        notices: list[str] = []
        with self._team(url, ask, join=join, stop=stop) as server:
            role = server.role()
            tell_role(role)
            if keep:
                _keep_password(server, notices)
            try:
                for batch in pull(server, self._log(), going):
                    blobs = _ahead(self._log(), server, batch)
                    taken.append(exchange.take(self.store, batch, blobs, self.user, undoable=undoable))
            finally:
                whole = _together(taken)
                self._tell_taken(whole, origin)
            if not going():
                return Synced(whole, 0, (*whole.notices, *notices))
            if role == "reader":
                self._tell_reader(server, notices)
                return Synced(whole, 0, (*whole.notices, *notices))
            pushed = push(server, self._log(), going)
        if pushed.held:
            notices.append(
                say_many(
                    pushed.held,
                    "%1 step waits here until a desk that it builds on has sent its own to %2.",
                    "%1 steps wait here until a desk that they build on has sent its own to %2.",
                    server.address.place,
                )
            )
        return Synced(whole, pushed.sent, (*whole.notices, *notices))

    @contextmanager
    def _team(self, url: str, ask: "Ask | None", *, join: bool, stop: Callable[[], bool]) -> Iterator["Server"]:
        from briefing.team.carrier import compare
        from briefing.team.server import connect

        with connect(url, ask, stop) as server:
            log = self._log()
            there = server.seen()
            if there and log.seen and not join and there.keys().isdisjoint(log.seen):
                raise NothingSharedError(
                    say(
                        "This store has nothing in common with what is on %1. To work with that team, exchange with a "
                        "new, empty store; to mix the two for good, say that you join (--join).",
                        server.address.place,
                    )
                )
            compare(server, log)
            yield server

    def _log(self) -> "Log[SentStep]":
        from briefing.team.carrier import Log

        def after(seen: Mapping[str, int]) -> Iterable[SentStep]:
            return exchange.steps_after(self.store, seen)

        def blob(name: str) -> bytes:
            return exchange.blob(self.store, name)

        return Log(self.store.site, exchange.seen_by(self.store), after, blob, SentStep.from_bytes)

    def _tell_reader(self, server: "Server", notices: list[str]) -> None:
        waiting = sum(1 for _ in exchange.steps_after(self.store, server.seen()))
        if waiting:
            notices.append(
                say_many(
                    waiting,
                    "%1 step stays here: “%2” may read what is on %3, but not send.",
                    "%1 steps stay here: “%2” may read what is on %3, but not send.",
                    server.address.login,
                    server.address.place,
                )
            )


def _keep_password(server: "Server", notices: list[str]) -> None:
    try:
        server.keep_password()
    except TeamError as error:
        notices.append(str(error))


def _ahead(log: "Log[SentStep]", server: "Server", batch: Iterable[SentStep]) -> Callable[[str], bytes | None]:
    """The texts and files of a batch, most of them fetched before the store is locked for other windows."""
    fetched: dict[str, bytes | None] = {}
    size = 0
    for name in sorted({name for step in batch for name in step.blobs}):
        if size < _FETCHED_AHEAD and not _has(log, name):
            data = fetched[name] = server.blob(name)
            size += len(data or b"")
    return lambda name: fetched[name] if name in fetched else server.blob(name)


def _has(log: "Log[SentStep]", name: str) -> bool:
    try:
        log.blob(name)
    except NotFoundError:
        return False
    except DamagedStoreError:
        return True
    return True


def _together(taken: Iterable[Taken]) -> Taken:
    """What several intakes did, as one; its name is that of the last one, which undo takes back first."""
    steps = new = changed = merged = waiting = conflicts = 0
    notices: list[str] = []
    touched: set[tuple[str, str]] = set()
    name = ""
    for one in taken:
        steps, new, changed = steps + one.steps, new + one.new, changed + one.changed
        merged, conflicts = merged + one.merged, conflicts + one.conflicts
        waiting = one.waiting
        notices += one.notices
        touched |= one.touched
        name = one.name or name
    return Taken(steps, new, changed, conflicts, merged, waiting, tuple(notices), frozenset(touched), name)
