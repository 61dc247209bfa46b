"""Questions of the change log and of briefs."""

import json
from collections.abc import Sequence
from contextlib import suppress

from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import KINDS, MAIN_KINDS, Brief, BriefBlock, BriefVersion, Clearance, Comment, Decision, Waiver
from briefing.reading.base import Asking
from briefing.store import activity, history, naming, records
from briefing.wording import say


class ChangeReading(Asking):
    """What happened, and the briefs made of it."""

    def undo_label(self) -> str:
        """What undo would take back, and of which record; empty where nothing."""
        return "" if self.read_only else naming.named(self.store, *history.undoable(self.store))

    def redo_label(self) -> str:
        """What redo would bring back, and of which record; empty where nothing."""
        return "" if self.read_only else naming.named(self.store, *history.redoable(self.store))

    def field_history(self, kind: str, record_id: str, name: str) -> list[history.FieldEntry]:
        """The changes of one field, newest first."""
        return history.field_history(self.store, kind, record_id, name)

    def record_history(self, kind: str, record_id: str) -> list[history.LogEntry]:
        """The entries of the log that changed this record or what belongs to it, newest first."""
        return activity.record_history(self.store, kind, record_id)

    def deeds(self, before: int = 0, limit: int = 100) -> list[activity.Deed]:
        """A block of everything that was done, newest first, below step `before` (0: from the newest)."""
        return activity.deeds(self.store, before, limit)

    def changed_since(self, step: int, but_not_by: str = "") -> list[activity.Deed]:
        """The newest deed on each record after a step that still stands, newest first; at most 300 are looked at."""
        found: dict[str, activity.Deed] = {}
        for deed in self.deeds(0, 300):
            if deed.number <= step:
                break
            if deed.record_id and not deed.undone and deed.user != but_not_by and deed.kind not in ("undo", "redo"):
                found.setdefault(deed.record_id, deed)
        return list(found.values())

    def fates(self, deeds: Sequence[activity.Deed], since: int) -> list[activity.Fate]:
        """What became of the record of each deed since a step: new, changed, deleted."""
        return [activity.fate(self.store, deed.record_kind, deed.record_id, since) for deed in deeds]

    def log(self, limit: int = 200) -> list[history.LogEntry]:
        """The newest entries of the change log."""
        return history.log(self.store, limit)

    def step_number(self) -> int:
        """The number of the last step of the change log."""
        return history.step_number(self.store)

    def last_touched(self, ids: Sequence[str]) -> dict[str, records.Stamp]:
        """Who touched these records last, and when."""
        return records.last_touched(self.store, ids)

    def page_of(self, kind: str, record_id: str) -> tuple[str, str] | None:
        """(kind, id) of the record on whose page this one is shown; None where it is gone."""
        try:
            record = self.get(KINDS[kind], record_id)
        except (KeyError, NotFoundError):
            return None
        return (kind, record_id) if kind in MAIN_KINDS else activity.owner(record)

    # briefs

    def brief_blocks(self, brief: str) -> list[BriefBlock]:
        """The officer's own words in a brief."""
        return records.children(self.store, BriefBlock, "brief", brief)

    def brief_issues(self, brief: Brief) -> tuple[str, ...]:
        """The issues a brief is about; none means all that are not closed. Raises InvalidEntryError for no list."""
        with suppress(ValueError):
            found = json.loads(brief.issues)
            if isinstance(found, list):
                return tuple(str(one) for one in found)
        raise InvalidEntryError(
            "issues", "Issues", say("the list of “%1” cannot be read. Choose them anew.", brief.title)
        )

    def versions(self, brief: str) -> list[BriefVersion]:
        """The versions of a brief that were issued, the first one first.

        Two desks may have issued one of a number each; the older one of these comes first everywhere.
        """
        found = records.children(self.store, BriefVersion, "brief", brief)
        return sorted(found, key=lambda version: (version.number or 0, version.id))

    def numbered(self, brief: str) -> dict[int, BriefVersion]:
        """The versions of a brief by their numbers, in order; of two of one number the later one."""
        return {version.number or 0: version for version in self.versions(brief)}

    def last_number(self, brief: str) -> int:
        """The number of the newest version of a brief; 0 where none was issued."""
        return max(self.numbered(brief), default=0)

    def clearances(self, brief: str) -> list[Clearance]:
        """The answers of those to whom a brief was put, the first one first."""
        return records.children(self.store, Clearance, "brief", brief)

    def comments_on(self, brief: str) -> list[Comment]:
        """The comments on a brief and its places, replies among them, in the order in which they came."""
        return records.children(self.store, Comment, "brief", brief)

    def decisions_on(self, brief: str) -> list[Decision]:
        """The decisions on a brief and its recommendations, earlier ones among them, in the order they came."""
        return records.children(self.store, Decision, "brief", brief)

    def waivers(self, brief: str) -> list[Waiver]:
        """The findings that somebody let pass in a brief."""
        return records.children(self.store, Waiver, "brief", brief)

    def last_version(self, brief: str) -> str:
        """The id of the newest version of a brief; empty where none was issued."""
        found = self.versions(brief)
        return found[-1].id if found else ""

    def briefs(self, template: str) -> list[Brief]:
        """The briefs of a template, newest first."""
        return [brief for brief in self.every(Brief) if brief.template == template]
