"""The ground of all verbs: who writes, and who is told."""

from collections.abc import Callable

from briefing.clock import Clock
from briefing.reading import Reading
from briefing.store.steps import Change
from briefing.store.store import Store

Listener = Callable[[Change], None]


class Verbs(Reading):
    """A store, the user whom the log names, and the listeners."""

    def __init__(self, store: Store, user: str, clock: Clock | None = None) -> None:
        """Work on `store` in the name of `user`; without a clock, the store's own day counts."""
        super().__init__(store, clock)
        self.user = user
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every verb that changed something; returns the call that ends this."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, touched: set[tuple[str, str]], origin: str) -> None:
        if not touched:
            return
        change = Change(frozenset(k for k, _ in touched), frozenset(i for _, i in touched), origin)
        for listener in list(self._listeners):
            listener(change)
