"""The part of the exchange window that deals with a team's server: asked for, looked at, exchanged with.

Refuses to: take or send anything before its user has seen what is there and said so.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ui.exchange import server
from ui.exchange.core import Arrival, mixing_words, nothing_in_common
from ui.exchange.server import Done, Looked, Wanted
from ui.exchange.server_form import ServerForm
from ui.exchange.server_order import ServerOrder
from ui.widgets.empty import EmptyState
from ui.words import said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.exchange.window import ExchangeWindow


class ServerStage:
    """Works in the pages of an exchange window."""

    def __init__(self, window: ExchangeWindow) -> None:
        """Nothing is asked or loaded yet."""
        self.window = window
        self.form: ServerForm | None = None
        self.ready: EmptyState | None = None
        self.working = False
        self._waiting: Arrival | None = None

    # asking

    def ask(self, wanted: Wanted | None = None) -> ServerForm:
        """Show the form, with what the server wants."""
        window = self.window
        if self.form is None:
            settings, site = window.context.settings, window.context.desk.store.site
            self.form = ServerForm(window.context, settings.last_server(site))
            self.form.wanted.connect(self.look)
            self.form.forgotten.connect(self.forget)
            window.foot.insertWidget(0, self.form.forget)
        self._show_form(self.form)
        if wanted is not None:
            self.form.ask_password(wanted.why)
        return self.form

    def asking(self) -> bool:
        """Whether the form is shown."""
        return self.form is not None and self.window.stack.currentWidget() is self.form

    def forget(self) -> None:
        """Forget the server of this store and what is known of it; a password goes out of the keyring."""
        window, form = self.window, self.form
        settings, site = window.context.settings, window.context.desk.store.site
        address = settings.last_server(site)
        settings.set_team_server(site, "")
        if form is not None:
            form.address.clear()
            form.password.clear()
            form.secret.hide()
            form.forget.hide()
            form.say("")
            form.address.setFocus()
        window.forgotten.emit(address)

    def main_verb(self) -> bool:
        """Do what the main button says on a page of ours; False on another page."""
        if self.asking():
            self.look()
            return True
        if self.ready is not None and self.window.stack.currentWidget() is self.ready and self._waiting is not None:
            self.take(self._waiting)
            return True
        return False

    # looking

    def look(self, *, join: bool = False) -> None:
        """Read in the background what is on the server."""
        window = self.window
        order = self.form.order(join=join) if self.form is not None and not window.busy() else None
        if order is None:
            return
        window.context.flush()
        self._begin(order)
        words = _tr("Asking %1").replace("%1", order.name)
        window.work(
            words, lambda desk, handle: server.look(desk, order, handle), partial(self._looked, order), writes=True
        )

    def take(self, arrival: Arrival) -> None:
        """Exchange with the server whose arrival was looked at."""
        order = arrival.where
        assert isinstance(order, ServerOrder)
        self._begin(order)
        words = _tr("Exchanging with %1").replace("%1", order.name)
        self.window.work(
            words,
            lambda desk, handle: server.exchange(desk, order, handle),
            partial(self._taken, arrival),
            writes=True,
        )

    def refused(self, sentence: str) -> None:
        """Say in the form why nothing came of it."""
        self._show_form(self.ask())
        assert self.form is not None
        self.form.say(sentence)
        self.form.address.setFocus()

    # what comes

    def _looked(self, order: ServerOrder, found: Looked | Wanted) -> None:
        self.working = False
        if isinstance(found, Wanted):
            self._wanted(order, found)
            return
        window = self.window
        settings, site = window.context.settings, window.context.desk.store.site
        settings.set_team_server(site, order.address)
        settings.set_team_role(site, found.role)
        arrival = found.arrival
        if found.role == "reader":
            preview = arrival.preview
            arrival = replace(arrival, preview=replace(preview, notices=(*preview.notices, will_only_read())))
        if arrival.preview.records or arrival.preview.conflicts:
            window.show_arrival(arrival)
        else:
            self._show_ready(arrival)

    def _wanted(self, order: ServerOrder, wanted: Wanted) -> None:
        form = self.ask(wanted if wanted.what == server.PASSWORD else None)
        if wanted.what == server.PASSWORD:
            return
        form.say("")
        alerts = self.window.context.alerts
        if alerts.confirm(nothing_in_common(order.name), _tr("Join"), mixing_words()):
            self.look(join=True)

    def _show_ready(self, arrival: Arrival) -> None:
        window, order = self.window, arrival.where
        words = [said(one) for one in arrival.preview.notices] or [_tr("Exchange sends what was done here.")]
        if self.ready is None:
            self.ready = EmptyState(window.context.icons, "circle-check", "")
        title = _tr("There is nothing new on %1").replace("%1", order.name)
        self.ready.set_text(title, "\n".join(words))
        self._waiting = arrival
        window.main_button.setText(_tr("Exchange"))
        self._forget_seen(seen=False)
        window.show_page(self.ready, verb=True)
        window.main_button.setFocus()

    def _taken(self, arrival: Arrival, found: Done | Wanted) -> None:
        self.working = False
        window = self.window
        if isinstance(found, Wanted):
            assert isinstance(arrival.where, ServerOrder)
            self._wanted(arrival.where, found)
            return
        window.accept()
        window.context.bridge.look()
        window.server_done.emit(found, arrival)

    def _begin(self, order: ServerOrder) -> None:
        self.working = True
        self._forget_seen(seen=False)
        if self.form is not None:
            self.form.say("")

    def _show_form(self, form: ServerForm) -> None:
        self.working = False
        self.window.main_button.setText(_tr("See what is there"))
        self._forget_seen(seen=bool(form.address.text()))
        self.window.show_page(form, verb=True)
        form.address.setFocus()

    def _forget_seen(self, *, seen: bool) -> None:
        if self.form is not None:
            settings, site = self.window.context.settings, self.window.context.desk.store.site
            self.form.forget.setVisible(seen and bool(settings.last_server(site)))


def will_only_read() -> str:
    """What a reader is told before an exchange."""
    return _tr("You may read only on this server: nothing will be sent.")


def only_read() -> str:
    """What a reader is told after an exchange."""
    return _tr("You may read only on this server: nothing was sent.")
