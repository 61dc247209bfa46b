"""The ground of all verbs: who writes, and who is told."""

from collections.abc import Callable, Mapping
from typing import Any

from briefing.clock import Clock
from briefing.errors import InvalidEntryError
from briefing.fieldspec import FieldType
from briefing.model import Event
from briefing.reading import Reading
from briefing.rules.validation import spec_of
from briefing.store import records
from briefing.store.steps import Change
from briefing.store.store import Store
from briefing.wording import say

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

    def _dated(self, kind: str, values: Mapping[str, Any], record_id: str = "") -> dict[str, Any]:
        """`values` with dates in words as EDTF. An event keeps the words themselves where it keeps none yet."""
        read = dict(values)
        for name, value in values.items():
            spec = spec_of(kind, name)
            plain_text = str(value).replace("\u00a0", " ").replace("\u202f", " ")
            if spec.type is not FieldType.DATE or not value or not plain_text.isprintable():
                continue  # what is no line of text, validation refuses
            try:
                found = self.read_date(plain_text)
            except ValueError as error:
                raise InvalidEntryError(name, spec.label, say("%1.", error)) from None
            read[name] = found.edtf
            if kind == Event.KIND and name == "date_edtf" and not found.plain and "date_literal" not in values:
                kept = records.get(self.store, Event, record_id).date_literal if record_id else ""
                read["date_literal"] = kept or plain_text.strip()
        return read

    def _tell(self, touched: set[tuple[str, str]], origin: str) -> None:
        if not touched:
            return
        change = Change(frozenset(k for k, _ in touched), frozenset(i for _, i in touched), origin)
        for listener in list(self._listeners):
            listener(change)
