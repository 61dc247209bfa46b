"""The ground of all questions: the store, the day on which everything is shown, single records."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from briefing.clock import Clock
from briefing.errors import NotFoundError
from briefing.ids import short_reference
from briefing.model import MAIN_KINDS, Event, Record
from briefing.rules import event_dates
from briefing.store import joining, records
from briefing.store.store import Store
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.rules.date_words import Understood

R = TypeVar("R", bound=Record)


class Asking:
    """A store and a day. `today` is the day on which everything is shown."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        """Ask `store`; without a clock, the store's setting `as_at` counts, or today."""
        self.store = store
        self._given = clock

    @property
    def clock(self) -> Clock:
        """The clock: the one given, else the store's `as_at`, else the machine's day."""
        if self._given is not None:
            return self._given
        try:
            return Clock(date.fromisoformat(self.setting("as_at")))
        except ValueError:  # never set, or something else than a day came in by another way
            return Clock()

    @property
    def given_clock(self) -> Clock | None:
        """The clock that was given, which counts before any day of the store; None where none was."""
        return self._given

    @property
    def today(self) -> date:
        """The day on which everything is shown."""
        return self.clock.today()

    def read_date(self, text: str, facing: int = 0) -> "Understood":
        """A date as somebody types it on this day. Raises `UnreadableDateError` (a ValueError) with a sentence.

        `facing` says on which side of today a weekday alone lies; see `facing` for that of a record.
        """
        from briefing.rules.date_words import read

        return read(text, self.today, facing)

    def facing(self, record: Record, given: Mapping[str, object] = MappingProxyType({})) -> int:
        """-1 where the dates of a record lie behind us (an event that occurred), 1 where they are to come, else 0.

        `given` are fields that are about to change.
        """
        return event_dates.facing(str(given.get("modality", record.modality))) if isinstance(record, Event) else 0

    @property
    def read_only(self) -> bool:
        """Whether verbs that write will be refused."""
        return self.store.read_only

    def setting(self, name: str) -> str:
        """A setting of the store; empty where it was never set."""
        return records.setting(self.store, name)

    # records

    def get(self, cls: type[R], record_id: str) -> R:
        """One record, also out of the bin. Raises NotFoundError."""
        return records.get(self.store, cls, record_id)

    def every(self, cls: type[R]) -> list[R]:
        """All records of a kind that are not in the bin."""
        return records.every(self.store, cls)

    def among(self, cls: type[R], ids: Collection[str]) -> list[R]:
        """Those of `ids` that are records of a kind and not in the bin, in the usual order of the kind."""
        return records.among(self.store, cls, ids)

    def bin(self, cls: type[R]) -> list[R]:
        """The records of a kind that are in the bin."""
        return records.every(self.store, cls, deleted=True)

    def is_there(self, kind: str, record_id: str) -> bool:
        """Whether a record of a kind exists and is not in the bin."""
        return bool(record_id) and records.count(self.store, kind, "t.id = ?", (record_id,)) > 0

    def kind_of(self, record_id: str) -> str:
        """The kind of the record with this id. Raises NotFoundError."""
        return records.kind_of(self.store, record_id)

    def resolve(self, wanted: str) -> tuple[str, str]:
        """(kind, id) of a record given by id or by short reference such as `Q-7K3M9T`. Raises NotFoundError."""
        text = wanted.strip()
        if "-" in text and len(text) < 20:
            length = len(text.partition("-")[2])
            found = [
                (kind, one)
                for kind in MAIN_KINDS
                for one in records.ids(self.store, kind)
                if short_reference(kind, one, length) == text.upper()
            ]
            if not found:
                raise NotFoundError(say("There is no record with the reference %1.", text))
            if len(found) > 1:
                longer = " or ".join(short_reference(kind, one, length + 2) for kind, one in found[:5])
                raise NotFoundError(say("More than one record has the reference %1. Please say %2.", text, longer))
            return found[0]
        return self.kind_of(text), text

    def now(self, kind: str, record_id: str) -> str:
        """The id of the record that this one was joined to; its own where it was not."""
        return joining.now(self.store, kind, record_id)

    def title(self, kind: str, record_id: str) -> str:
        """The title of a record; empty where there is none."""
        return records.titles(self.store, [(kind, record_id)]).get(record_id, "") if record_id else ""

    def reference(self, record: Record) -> str:
        """The short reference that people read."""
        return short_reference(record.KIND, record.id)
