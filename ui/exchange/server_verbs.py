"""What a window does about the server of a team: exchange at once, listen to it quietly, say what came of it.

Refuses to: load or open anything before a server was named for the store that is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import BriefingError, TeamError
from briefing.store.exchange import seen_by
from ui.brief.desk_work import work_on
from ui.exchange import core, server
from ui.exchange.news_line import NewsLine
from ui.exchange.news_watch import NewsWatch
from ui.exchange.server_order import ServerOrder, order_for
from ui.exchange.server_stage import only_read
from ui.words import cut, said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.background import Handle
    from ui.bridge import Bridge
    from ui.exchange.verbs import ExchangeVerbs

_LONGEST = 400
"""So much of a sentence is shown in a message."""


class ServerVerbs:
    """The server of the store of one window. A password that was typed is known until the store is closed."""

    def __init__(self, verbs: ExchangeVerbs) -> None:
        """No server yet."""
        self._verbs = verbs
        self._window = verbs.window
        self._passwords: dict[str, str] = {}
        self._bridge: Bridge | None = None
        self._over = False
        self._there: Mapping[str, int] = {}
        self._waits = 0
        self.watch: NewsWatch | None = None
        self.line: NewsLine | None = None

    def address(self) -> str:
        """The server through which the store is exchanged; empty where it is a folder, or nothing."""
        return self._window.settings.team_server(self._window.desk.store.site)

    def order(self) -> ServerOrder:
        """The server of the store with what is known of it. Raises TeamError for an address that was spoilt."""
        address = self.address()
        return order_for(address, self._passwords.get(address, ""))

    # exchanging

    def exchange_now(self) -> None:
        """Exchange in the background; ask where the server wants something."""
        window = self._window
        try:
            order = self.order()
        except TeamError as error:
            self._refused(said(error))
            return
        if not self._verbs.may_take():
            return
        window.flush()
        desk = window.desk
        handle: Handle | None = None

        def gone() -> bool:  # another store was opened while the answer was on its way
            return not window.has_desk() or window.desk is not desk

        def failed(sentence: str) -> None:
            if gone():
                return
            if handle is not None and handle.cancelled():
                window.toasts.show_toast(stopped_words())
            else:
                self._refused(sentence)

        def done(found: server.Done | server.Wanted) -> None:
            if gone():
                return
            if isinstance(found, server.Done):  # before the pages look again: they warn by it
                window.settings.set_team_role(window.desk.store.site, found.role)
            window.context.bridge.look()
            if isinstance(found, server.Wanted):
                self._ask(order, found)
            else:
                self.tell(found, core.Arrival(order, core.EMPTY))

        words = _tr("Exchanging with %1").replace("%1", order.name)
        handle = work_on(
            window,
            window.context,
            words,
            lambda desk, handle: server.exchange(desk, order, handle),
            done,
            failed,
            writes=True,
        )

    def tell(self, done: server.Done, arrival: core.Arrival) -> None:
        """Say what an exchange did, with a way back."""
        window, order = self._window, arrival.where
        assert isinstance(order, ServerOrder)
        site = window.desk.store.site
        if order.password:
            self._passwords[order.address] = order.password
        window.settings.set_team_role(site, done.role)
        if done.stopped:
            window.toasts.show_toast(stopped_words())
        elif not done.problem:
            self._verbs.tell(done.found, arrival, only_read() if done.role == "reader" else "")
        elif done.entry:
            words = _tr("What others did was taken in. %1").replace("%1", cut(done.problem, _LONGEST))
            window.context.offer_undo(words, done.entry)
        else:
            self._refused(done.problem)
        self.follow()
        self._show()

    def forget(self, address: str) -> None:
        """Forget the password of a server, here and in this system's keyring."""
        self._passwords.pop(address, None)
        self.follow()
        if address:
            window = self._window
            window.background.run(
                _tr("Forgetting the server"),
                lambda _handle: _forget(address),
                lambda _found: window.toasts.show_toast(_tr("The server and its password were forgotten here.")),
                window.toasts.show_toast,
            )

    def _ask(self, order: ServerOrder, wanted: server.Wanted) -> None:
        dialog = self._verbs.dialog()
        if dialog is not None:
            form = dialog.server.ask(wanted if wanted.what == server.PASSWORD else None)
            if wanted.what != server.PASSWORD:
                form.say(core.nothing_in_common(order.name))

    def _refused(self, sentence: str) -> None:
        self._window.toasts.show_toast(cut(sentence, _LONGEST), _tr("Server…"), lambda: self._open(sentence))

    def _open(self, sentence: str) -> None:
        dialog = self._verbs.dialog()
        if dialog is not None:
            dialog.server.ask().say(sentence)

    # listening

    def follow(self) -> None:
        """Listen to the server that is remembered now, and to no other; to none where nothing may be taken in."""
        window = self._window
        if self._bridge is window.bridge and self._over:
            return  # a dialog that closes with the store
        order = self._wanted()
        now = self.watch.order if self.watch is not None else None
        if self._bridge is not window.bridge:
            self.stop()
            self._bridge, self._over = window.bridge, False
            window.bridge.closing.connect(self._close)
            window.bridge.changed.connect(self._on_changed)
        elif now == order:
            return
        self.stop()
        window.status.set_alone(not self.address())
        if order is not None:
            self._start(order)

    def stop(self) -> None:
        """Listen no more; no thread and no connection are left."""
        watch, self.watch = self.watch, None
        self._there, self._waits = {}, 0
        if watch is not None:
            watch.stop()
        if self.line is not None:
            self.line.clear()

    def _close(self) -> None:
        self._over = True
        self.stop()
        self._passwords.clear()

    def _wanted(self) -> ServerOrder | None:
        window = self._window
        if not self.address() or window.desk.read_only or window.looking_from is not None:
            return None
        try:
            return self.order()
        except TeamError:  # exchanging says why
            return None

    def _start(self, order: ServerOrder) -> None:
        window = self._window
        if self.line is None:
            self.line = NewsLine()
            self.line.wanted.connect(self._verbs.exchange_now)
            window.status.insertPermanentWidget(1, self.line)
            self.line.clear()
        watch = self.watch = NewsWatch(order, window)
        watch.heard.connect(lambda there, role: self._on_heard(watch, there, role))
        watch.away.connect(lambda why: self._on_away(watch, why))
        watch.refused.connect(lambda why: self._on_refused(watch, why))
        watch.start()

    def _on_heard(self, watch: NewsWatch, there: Mapping[str, int], role: str) -> None:
        if watch is not self.watch:
            return  # it was on its way when the watch was ended
        self._there = there
        self._window.settings.set_team_role(self._window.desk.store.site, role)
        self._show()

    def _on_away(self, watch: NewsWatch, why: str) -> None:
        if watch is self.watch and self.line is not None:
            self._there, self._waits = {}, 0
            self.line.show_away(watch.order.name, why)

    def _on_refused(self, watch: NewsWatch, why: str) -> None:
        if watch is self.watch and self.line is not None:
            self._there, self._waits = {}, 0
            self.line.show_refused(watch.order.name, why)

    def _on_changed(self, _change: object) -> None:
        if self._waits:  # what waited may have come by another way
            self._show()

    def _show(self) -> None:
        if self.line is not None and self._there:
            self._waits = self._waiting()
            self.line.show_waiting(self._waits)

    def _waiting(self) -> int:
        try:
            here = seen_by(self._window.desk.store)
        except BriefingError:  # a store in trouble may not be read either
            return 0
        return sum(max(0, number - here.get(site, 0)) for site, number in self._there.items())


def stopped_words() -> str:
    """What is said after Cancel."""
    return _tr("Stopped. What was taken in or sent before stays; the next exchange goes on from there.")


def _forget(address: str) -> bool:
    from briefing.team.address import read
    from briefing.team.secrets import forget

    return forget(read(address))
