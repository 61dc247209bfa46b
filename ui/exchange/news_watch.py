"""Waits, in a thread of its own, for what others send to a team's server, and says how far the server is.

Refuses to: take or send anything, touch the store or a widget, and to go on once it was stopped.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefing.errors import ServerAwayError, StoppedError, TeamError
from ui.exchange.server_order import ServerOrder
from ui.words import said

if TYPE_CHECKING:
    from briefing.team.news import News

_PATIENCE = 600.0
"""Seconds after which a server that said nothing is asked all the same."""
_FIRST, _LONGEST = 5.0, 300.0
"""Seconds until a server that was away is tried again: at first, and in the end."""
_ENDS = 2.0
"""Seconds to wait for the thread; it needs a tenth of one, unless this system's keyring has a question open."""


class NewsWatch(QObject):
    """`heard` carries the steps of each site that the server has and the role of the login there.

    `away` carries the sentence why the server cannot be reached: it is tried again. `refused` carries why it lets
    nobody in like this: it is not asked again.
    """

    heard = Signal(object, str)
    away = Signal(str)
    refused = Signal(str)

    def __init__(self, order: ServerOrder, parent: QObject | None = None) -> None:
        """Not waiting yet."""
        super().__init__(parent)
        self.order = order
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="news of a team", daemon=True)

    def start(self) -> None:
        """Begin to wait."""
        self._thread.start()

    def stop(self) -> None:
        """End the waiting, and let go of the server."""
        self._stop.set()
        self._thread.join(_ENDS)
        self.deleteLater()

    def _run(self) -> None:
        from briefing.team.news import News

        rest = _FIRST
        while not self._stop.is_set():
            try:
                with News(self.order.address, lambda _address: self.order.password or None, self._stop.is_set) as news:
                    rest = _FIRST
                    self._listen(news)
            except StoppedError:
                return
            except ServerAwayError as error:
                self.away.emit(said(error))
            except TeamError as error:
                self.refused.emit(said(error))
                return
            self._stop.wait(rest)
            rest = min(rest * 2, _LONGEST)

    def _listen(self, news: News) -> None:
        while not self._stop.is_set():
            self.heard.emit(news.seen(), news.role())
            news.wait(_PATIENCE)
