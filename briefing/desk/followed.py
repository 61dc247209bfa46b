"""What follows the date of an event: the words in which it was typed, and whether it is planned or has occurred.

Responsible for: telling from the change log whether a person set these by hand, which is then left alone.
Refuses to: read a date, and to write.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from briefing.model import Event
from briefing.rules.event_dates import proposed
from briefing.rules.validation import spec_of
from briefing.store import history
from briefing.store.store import Store
from briefing.terms import Modality

_DATE, _WORDS, _MODALITY = "date_edtf", "date_literal", "modality"


def for_a_new_event(given: Mapping[str, Any], edtf: str, words: str, today: date) -> dict[str, Any]:
    """What a new event with this date gets beside what was `given`. `words` are empty where the date is plain."""
    found: dict[str, Any] = {_WORDS: words} if words and _WORDS not in given else {}
    if _MODALITY not in given and proposed(edtf, today) is Modality.PLANNED:
        found[_MODALITY] = Modality.PLANNED
    return found


def for_a_new_date(
    store: Store, event: Event, given: Mapping[str, Any], edtf: str, words: str, today: date
) -> dict[str, Any]:
    """What changes with the date of `event`, where nobody set it by hand and it is not among what is `given`."""
    return _words(store, event, given, words) | _modality(store, event, given, edtf, today)


def _words(store: Store, event: Event, given: Mapping[str, Any], words: str) -> dict[str, Any]:
    if _WORDS in given or event.date_literal == words:
        return {}
    by = _set_by(store, event, _WORDS)
    return {_WORDS: words} if by == "date" or (by == "" and not event.date_literal) else {}


def _modality(store: Store, event: Event, given: Mapping[str, Any], edtf: str, today: date) -> dict[str, Any]:
    wanted, before = proposed(edtf, today), proposed(event.date_edtf, today)
    if _MODALITY in given or wanted is None or wanted is event.modality:
        return {}
    by = _set_by(store, event, _MODALITY)
    if event.modality is Modality.OCCURRED and before is not Modality.PLANNED:
        undated = not (history.first_values(store, Event.KIND, event.id) or {}).get(_DATE)
        return {_MODALITY: wanted} if by == "date" or (by == "" and undated) else {}
    # An event that was planned and whose day has passed stays planned until somebody says that it took place.
    if event.modality is Modality.PLANNED and before is Modality.PLANNED and by == "date":
        return {_MODALITY: wanted}
    return {}


def _set_by(store: Store, event: Event, name: str) -> str:
    """`date` where the field came with the date of the event, `hand` where a person set it, empty where nobody did."""
    label = history.changed_with(store, Event.KIND, event.id, name, _DATE)
    if label is None:
        return ""
    return "hand" if not label or spec_of(Event.KIND, name).label.lower() in label else "date"
