"""Verbs on single records: make, edit, delete, restore, link, undo."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from briefing.desk import quoting
from briefing.desk.base import Verbs
from briefing.errors import InvalidEntryError
from briefing.fieldspec import LINE_LIMIT, FieldType, field_specs
from briefing.ids import named_id
from briefing.model import KINDS, BriefVersion, Quote, Record, Setting, SourceVersion
from briefing.rules.validation import spec_of
from briefing.store import activity, history, naming, records
from briefing.store.steps import Change
from briefing.terms import QuoteForm
from briefing.wording import named, say

_FROZEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "source_version": frozenset(spec.name for spec in field_specs(SourceVersion)) - {"marking"},
        "brief_version": frozenset(spec.name for spec in field_specs(BriefVersion)) - {"marking"},
    }
)
"""Fields that no edit may change: archived texts, issued briefs. The words of quotes: `quoting`."""

_DOUBLED: Mapping[str, bool] = MappingProxyType(
    {"issue": True, "actor": True, "event": True, "fact": True, "quote": False, "position": False}
)
"""The kinds that can be duplicated, and whether the copy says so in its title."""
DOUBLED_KINDS = frozenset(_DOUBLED)
"""The kinds that can be duplicated."""
_LEFT_BEHIND = frozenset({("actor", "alias"), ("actor", "participant")})
"""Parts that belong to the original alone: another actor has other names and was not in the room."""
_COPY = " (copy)"


def _values(record: Record) -> dict[str, Any]:
    return {spec.name: getattr(record, spec.name) for spec in field_specs(type(record)) if spec.name != "deleted"}


class RecordVerbs(Verbs):
    """What can be done with a record of any kind."""

    def create(
        self,
        kind: str,
        values: Mapping[str, Any],
        *,
        issue: str = "",
        bearing: tuple[str, str] | None = None,
        group: str = "",
        origin: str = "",
    ) -> str:
        """Make a record; with `issue`, link it to that issue in the same step. Returns the id.

        To a new issue, the record `bearing` (kind, id) is linked in the same step. Steps of one `group` undo as one.
        """
        follows, values = self._follows(kind, values), self._dated(kind, self._marked(values))
        if kind == Quote.KIND:
            quoting.refuse_unproved(self.store, values)
        verb = "add" if kind in activity.PART_KINDS else "new"
        with self.store.step(f"{verb} {KINDS[kind].LABEL}", self.user, group=group) as step:
            record_id = step.insert(kind, values)
            step.update(kind, record_id, follows)  # by itself, so that the log tells it from what was given
            if issue:
                step.insert("link", {"issue": issue, "target_kind": kind, "target": record_id})
            if bearing:
                step.insert("link", {"issue": record_id, "target_kind": bearing[0], "target": bearing[1]})
                step.touched.add(bearing)
        self._tell(step, origin)
        return record_id

    def edit(self, kind: str, record_id: str, values: Mapping[str, Any], *, group: str = "", origin: str = "") -> None:
        """Set fields of a record in one step. Steps of one `group` (a field while focused) undo as one."""
        labels = ", ".join(spec_of(kind, name).label.lower() for name in values)
        label = f"change {KINDS[kind].LABEL} ({labels})" if kind in activity.PART_KINDS else f"change {labels}"
        self._refuse_frozen(kind, values)
        values = self._marked(values)
        if any(spec_of(kind, name).type is FieldType.DATE for name in values):
            record = records.get(self.store, KINDS[kind], record_id)
            values = {**self._dated(kind, values, record), **self._follows(kind, values, record)}
        if kind == Quote.KIND:
            values = quoting.edited(self.store, records.get(self.store, Quote, record_id), values)
        with self.store.step(label, self.user, group=group) as step:
            step.update(kind, record_id, values)
        self._tell(step, origin)

    @staticmethod
    def _refuse_frozen(kind: str, values: Mapping[str, Any]) -> None:
        if "deleted" in values:
            raise InvalidEntryError("deleted", "Deleted", "delete or restore the record instead.")
        frozen = sorted(_FROZEN.get(kind, frozenset()) & set(values))
        if frozen:
            label = spec_of(kind, frozen[0]).label
            reason = say("a %1 is kept as it was made and cannot be edited.", named(KINDS[kind].LABEL))
            raise InvalidEntryError(frozen[0], label, reason)

    def reword(self, quote: str, words: str, *, origin: str = "") -> None:
        """Give a quote other words than its source has: from then on it is a paraphrase, without an anchor.

        Raises InvalidEntryError where no words are left.
        """
        if not words.strip():
            raise InvalidEntryError("exact", "Words", "a paraphrase needs words.")
        with self.store.step("turn quote into a paraphrase", self.user) as step:
            step.update(Quote.KIND, quote, {"exact": words, "form": QuoteForm.PARAPHRASE, **quoting.WITHOUT_PLACE})
        self._tell(step, origin)

    def duplicate(self, kind: str, record_id: str, *, origin: str = "") -> str:
        """Make a record that says the same, with its links and parts, in one step. Returns the id of the new one.

        A title gets “(copy)” behind it; the words of a quote and what somebody wants stay as they are. Raises
        InvalidEntryError for kinds that are kept as they were made.
        """
        cls = KINDS[kind]
        if kind not in _DOUBLED:
            raise InvalidEntryError("id", cls.LABEL.capitalize(), say("a %1 cannot be duplicated.", named(cls.LABEL)))
        values = _values(records.get(self.store, cls, record_id))
        if _DOUBLED[kind]:
            values[cls.TITLE] = f"{values[cls.TITLE][: LINE_LIMIT - len(_COPY)]}{_COPY}"
        with self.store.step(f"duplicate {cls.LABEL}", self.user) as step:
            made = step.insert(kind, values)
            for part in activity.parts_of(self.store, kind, record_id):
                if (kind, part.KIND) in _LEFT_BEHIND:
                    continue
                twin = {name: made if value == record_id else value for name, value in _values(part).items()}
                step.insert(part.KIND, twin)
                step.touched |= activity.ends(part)
        self._tell(step, origin)
        return made

    def delete(self, kind: str, record_id: str, *, origin: str = "") -> None:
        """Move a record to the bin, from where it can be restored with everything that belonged to it."""
        with self.store.step(f"delete {KINDS[kind].LABEL}", self.user) as step:
            step.delete(kind, record_id)
        self._tell(step, origin)

    def restore(self, kind: str, record_id: str, *, origin: str = "") -> None:
        """Bring a record back out of the bin."""
        with self.store.step(f"restore {KINDS[kind].LABEL}", self.user) as step:
            step.update(kind, record_id, {"deleted": ""})
        self._tell(step, origin)

    def link(self, issue: str, kind: str, record_id: str, *, role: str = "", origin: str = "") -> None:
        """Say that a record bears on an issue. Linking twice changes nothing."""
        self.latest = ""
        if any(row.target == record_id for row in self.link_rows(issue)):
            return
        records.get(self.store, KINDS[kind], record_id)
        with self.store.step(f"link {KINDS[kind].LABEL}", self.user) as step:
            step.insert("link", {"issue": issue, "target_kind": kind, "target": record_id, "role": role})
            step.touched |= {("issue", issue), (kind, record_id)}
        self._tell(step, origin)

    def unlink(self, issue: str, kind: str, record_id: str, *, origin: str = "") -> None:
        """Take back that a record bears on an issue."""
        found = [row for row in self.link_rows(issue) if row.target == record_id and row.target_kind == kind]
        self.latest = ""
        if not found:
            return
        with self.store.step(f"unlink {KINDS[kind].LABEL}", self.user) as step:
            for row in found:
                step.delete("link", row.id)
            step.touched |= {("issue", issue), (kind, record_id)}
        self._tell(step, origin)

    def put_back(self, kind: str, record_id: str, name: str, value: Any, *, origin: str = "") -> None:
        """Give a field a value it had before, as a new step."""
        self.edit(kind, record_id, {name: value}, origin=origin)

    def put_back_part(self, kind: str, part_id: str, *, there: bool, origin: str = "") -> bool:
        """Bring back what belonged to a record (a link, role, name, citation …), or take it off again, as a new step.

        False where it is so already, or where something that says the same was added since.
        """
        self.latest = ""
        part = records.get(self.store, KINDS[kind], part_id)
        if kind not in activity.PART_KINDS or there != bool(part.deleted):
            return False
        if there and activity.same_part(self.store, part):
            return False
        label = f"{'bring back' if there else 'take off'} {KINDS[kind].LABEL}"
        with self.store.step(label, self.user) as step:
            if there:
                step.update(kind, part_id, {"deleted": ""})
            else:
                step.delete(kind, part_id)
            step.touched |= activity.ends(part)
        self._tell(step, origin)
        return True

    def set_setting(self, name: str, value: str, *, origin: str = "") -> None:
        """Set a setting of the store, such as `as_at` (an ISO day, or empty for today) or `marking`."""
        if name == "as_at" and value:
            try:
                value = date.fromisoformat(self.read_date(value).edtf).isoformat()
            except ValueError:
                reason = say("please give a day such as 2022-08-19 or 19 August 2022.")
                raise InvalidEntryError("as_at", "As at", reason) from None
        # a setting has the id of its name, so that two desks that set it set one and the same
        known = named_id("setting", name)
        existing = records.setting_id(self.store, name) or next(iter(self._there(known)), "")
        with self.store.step(f"change {name.replace('_', ' ')}", self.user) as step:
            if existing:
                step.update("setting", existing, {"value": value, "deleted": ""})
            else:
                step.insert("setting", {"name": name, "value": value}, known)
        self._tell(step, origin)

    def _there(self, setting: str) -> list[str]:
        """The id of a setting if it was ever made, also where that was undone."""
        return [one.id for one in records.several(self.store, Setting, [setting])]

    def undo(self, *, origin: str = "") -> history.Undone | None:
        """Take back the last entry; None where there is none."""
        return self._turned(history.undo(self.store, self.user), origin)

    def undo_entry(self, group: str, *, origin: str = "") -> history.Undone | None:
        """Take back the entry that a verb named in `latest`, whatever was done since; None where it is taken back."""
        return self._turned(history.undo_entry(self.store, self.user, group), origin) if group else None

    def redo(self, *, origin: str = "") -> history.Undone | None:
        """Bring back what was undone last; None where there is none."""
        return self._turned(history.redo(self.store, self.user), origin)

    def _turned(self, undone: history.Undone | None, origin: str) -> history.Undone | None:
        if undone is None:
            return None
        if undone.done:
            self._tell_listeners(Change(undone.change.kinds, undone.change.ids, origin))
        return replace(undone, label=naming.named(self.store, undone.group, undone.label))
