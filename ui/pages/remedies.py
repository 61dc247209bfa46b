"""What can be done on the spot about a matter that needs attention. Each verb has a way back.

Responsible for: which buttons a notice gets, and what they do.
Refuses to: decide what needs attention.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from briefing.model import KINDS, Quote
from briefing.rules import dates
from briefing.store.notices import Matter, Notice
from ui.context import Context
from ui.words import tr as _tr

Remedy = tuple[str, Callable[[], object]]
"""The words of a button, and what it does."""

WEEK = 7


def remedies(context: Context, notice: Notice) -> list[Remedy]:
    """The buttons of a notice; what would write is left out where the store can only be read."""
    opened = partial(_open_field, context, notice)
    changed = partial(_change, context, notice)
    verbs: list[Remedy] = []
    match notice.matter:
        case Matter.OVERDUE:
            return [(_tr("Change the deadline"), partial(opened, "deadline_edtf"))]
        case Matter.NO_STEP:
            return [(_tr("Add a next step"), partial(opened, "next_step"))]
        case Matter.REVIEW:
            day = context.desk.today + timedelta(days=WEEK)
            told = _tr("“%1” is reviewed again on %2.").replace("%2", dates.describe(day.isoformat()))
            verbs = [(_tr("Again in a week"), partial(changed, "review_by_edtf", day.isoformat(), told))]
        case Matter.UNCONFIRMED:
            verbs = [
                (_tr("It took place"), partial(changed, "modality", "occurred", _tr("“%1” took place."))),
                (_tr("It did not"), partial(changed, "modality", "cancelled", _tr("“%1” did not take place."))),
            ]
        case Matter.TWO_DATES:
            return [(_tr("Settle the date"), partial(opened, "date_conflict"))]
        case Matter.UNPROVED:
            return [(_tr("Show in source"), lambda: _open_source(context, notice.id))]
    return [] if context.desk.read_only else verbs


def _open_field(context: Context, notice: Notice, field: str) -> None:
    context.go(f"{notice.kind}_field", f"{notice.id} {field}")


def _open_source(context: Context, quote: str) -> None:
    has_one = context.desk.quote_source(context.desk.get(Quote, quote)) is not None
    context.go("quote_in_source" if has_one else Quote.KIND, quote)


def _change(context: Context, notice: Notice, field: str, value: str, told: str) -> None:
    """Set a field; the message takes it back, where nobody has changed it since."""
    desk, kind = context.desk, KINDS[notice.kind]
    before = str(getattr(desk.get(kind, notice.id), field))

    def take_back() -> None:
        if str(getattr(desk.get(kind, notice.id), field)) == value:
            context.attempt(lambda: desk.put_back(notice.kind, notice.id, field, before))

    if context.may_edit() and context.attempt(lambda: desk.edit(notice.kind, notice.id, {field: value})):
        context.toast(told.replace("%1", notice.title[:60]), _tr("Undo"), take_back)
