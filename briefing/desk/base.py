"""The ground of all verbs: who writes, and who is told."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from briefing.clock import Clock
from briefing.desk import followed
from briefing.errors import InvalidEntryError
from briefing.fieldspec import FieldType
from briefing.model import Event, Record
from briefing.reading import Reading
from briefing.rules.validation import spec_of
from briefing.store.steps import Change, Step
from briefing.store.store import Store
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.rules.date_words import Understood

Listener = Callable[[Change], None]


class Verbs(Reading):
    """A store, the user whom the log names, and the listeners.

    `latest` names the entry of the log that the last verb made, for `undo_entry`; empty where it changed nothing.
    """

    def __init__(self, store: Store, user: str, clock: Clock | None = None) -> None:
        """Work on `store` in the name of `user`; without a clock, the store's own day counts."""
        super().__init__(store, clock)
        self.user = user
        self.latest = ""
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every verb that changed something; returns the call that ends this."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _dated(self, kind: str, values: Mapping[str, Any], record: Record | None = None) -> dict[str, Any]:
        """`values` with dates in words as EDTF, as they are meant in `record`, or in a new one."""
        read = dict(values)
        for name, value in values.items():
            if self._is_a_date(kind, name, value):
                read[name] = self._understood(kind, name, values, record).edtf
        return read

    def _marked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """`values` with the marking as its scheme writes it. Raises InvalidEntryError for one that nobody knows."""
        wanted = str(values.get("marking") or "").strip()
        if not wanted:
            return dict(values)
        levels = self.levels()
        _, level = levels.get(wanted.casefold(), ("", None))
        if level is None:
            usable = ", ".join(one.name for _, one in levels.values() if one.enabled)
            reason = say("“%1” is no marking that is known here. Choose one of: %2.", wanted[:60], usable)
            raise InvalidEntryError("marking", "Marking", reason)
        if not level.enabled:
            reason = say("%1 cannot be used here. %2", level.name, level.reason)
            raise InvalidEntryError("marking", "Marking", reason)
        return {**values, "marking": level.name}

    def _follows(self, kind: str, values: Mapping[str, Any], record: Record | None = None) -> dict[str, Any]:
        """What changes with the date of an event: its words, and whether it is planned."""
        if kind != Event.KIND or not self._is_a_date(kind, "date_edtf", values.get("date_edtf")):
            return {}
        found = self._understood(kind, "date_edtf", values, record)
        words = "" if found.plain else _plain_text(values["date_edtf"]).strip()
        if isinstance(record, Event):
            return followed.for_a_new_date(self.store, record, values, found.edtf, words, self.today)
        return followed.for_a_new_event(values, found.edtf, words, self.today)

    def _understood(self, kind: str, name: str, values: Mapping[str, Any], record: Record | None) -> "Understood":
        # A new event is one that occurred until something else is said of it.
        new = Event(id="", title="") if kind == Event.KIND else None
        about = record or new
        facing = self.facing(about, values) if about is not None else 0
        try:
            return self.read_date(_plain_text(values[name]), facing)
        except ValueError as error:
            raise InvalidEntryError(name, spec_of(kind, name).label, say("%1.", error)) from None

    def _is_a_date(self, kind: str, name: str, value: object) -> bool:
        """Whether there is something to read; what is no line of text, validation refuses."""
        return spec_of(kind, name).type is FieldType.DATE and bool(value) and _plain_text(value).isprintable()

    def _tell(self, step: Step, origin: str) -> None:
        if step.touched:
            kinds, ids = frozenset(kind for kind, _ in step.touched), frozenset(one for _, one in step.touched)
            self._tell_listeners(Change(kinds, ids, origin))
        self.latest = step.group if step.touched else ""  # at last: a listener may have saved what was half typed

    def _tell_listeners(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)


def _plain_text(value: object) -> str:
    return str(value).replace("\u00a0", " ").replace("\u202f", " ")
