"""Verbs that take what a reader answered to a pouch: a preview of every note, then all of it in one step.

Refuses to: take an answer to briefs that were never issued here, or change what somebody else wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.desk.reviewing import ReviewVerbs
from briefing.errors import PouchError
from briefing.model import KINDS, Brief, Comment, Decision
from briefing.store import history, records
from briefing.store.steps import UNDONE, Step
from briefing.terms import BriefStatus
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.pouch.reply import Reply
    from briefing.review_model import Remark


@dataclass(frozen=True)
class ReplyPreview:
    """What taking a reply does, or did: notes that are new, changed (before, after), and already there.

    `refused` are notes that claim to be those of somebody else, or one that was written at a desk, which stay as they
    are; `recalled` the titles of briefs
    that no longer stand.
    """

    reader: str
    made_at: str
    new: "tuple[Remark, ...]"
    changed: "tuple[tuple[Remark, Remark], ...]"
    known: "tuple[Remark, ...]"
    refused: "tuple[Remark, ...]"
    recalled: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether taking it changes nothing."""
        return not self.new and not self.changed


class ReplyVerbs(ReviewVerbs):
    """What can be done with the replies of readers."""

    def preview_reply(self, path: Path, *, keys: str = "", passphrase: str = "") -> ReplyPreview:
        """What taking the reply in a file would do; `keys` (the text of a key file) or `passphrase` open a sealed one.

        Raises SealedPouchError where it is sealed and they do not open it, PouchError where it cannot be taken.
        """
        from briefing.pouch.reply import read_reply

        return self._preview(read_reply(path, keys=keys, passphrase=passphrase))

    def take_reply(self, path: Path, *, keys: str = "", passphrase: str = "", origin: str = "") -> ReplyPreview:
        """Take the reply in a file, in one step that can be undone; taken again it changes nothing.

        Returns what was done; raises as `preview_reply`, and then nothing was taken.
        """
        from briefing.pouch.reply import read_reply

        reply = read_reply(path, keys=keys, passphrase=passphrase)
        found = self._preview(reply)
        self.latest = ""
        if found.empty:
            return found
        with self.store.step(_LABEL, self.user) as step:
            found = self._preview(reply)  # another window may have taken it meanwhile
            self._insert(step, found.new)
            for _, after in found.changed:
                step.update(after.KIND, after.id, {name: getattr(after, name) for name in _OPEN[after.KIND]})
            step.touched |= {(Brief.KIND, note.brief) for note in (*found.new, *(pair[1] for pair in found.changed))}
        self._tell(step, origin)
        return found

    def _preview(self, reply: "Reply") -> ReplyPreview:
        self._refuse_another_store(reply)
        ids = [note.id for note in reply.notes]
        kinds = records.kinds_of(self.store, ids)
        there: dict[str, Remark] = {}
        there |= {one.id: one for one in records.held(self.store, Comment, ids)}
        there |= {one.id: one for one in records.held(self.store, Decision, ids)}
        came = history.made_by(self.store, there, _LABEL)
        new: list[Remark] = []
        changed: list[tuple[Remark, Remark]] = []
        known: list[Remark] = []
        refused: list[Remark] = []
        for note in reply.notes:
            _refuse_odd(note, kinds)
            before = there.get(note.id)
            if before is None or before.deleted == UNDONE:
                new.append(note)
            elif all(getattr(before, name) == getattr(note, name) for name in _OPEN[note.KIND]):
                known.append(before)
            elif before.author != note.author or before.brief != note.brief or note.id not in came:
                refused.append(note)
            else:
                after = replace(before, **{name: getattr(note, name) for name in _OPEN[note.KIND]})
                changed.append((before, after))
        recalled = [
            record.title for record in self.among(Brief, list(reply.briefs)) if record.status is BriefStatus.RECALLED
        ]
        return ReplyPreview(
            reply.reader, reply.made_at, tuple(new), tuple(changed), tuple(known), tuple(refused), tuple(recalled)
        )

    def _refuse_another_store(self, reply: "Reply") -> None:
        for brief, told in reply.briefs.items():
            issued = {(version.number, version.id) for version in self.versions(brief)}
            answered = {note.version for note in reply.notes if note.brief == brief}
            if any((number, told.versions[number]) not in issued for number in answered if number is not None):
                raise PouchError(
                    say(
                        "This reply is for another store: “%1” was never issued from this one as the reader had it. "
                        "Nothing was taken. Please open the store from which the pouch was made.",
                        told.title[:100],
                    )
                )

    def _insert(self, step: Step, notes: "Sequence[Remark]") -> None:
        """Insert notes, each reply after what it answers; one that answers nothing here stands by itself."""
        waiting = {note.id: note for note in notes}
        parents = {note.parent for note in notes if isinstance(note, Comment) and note.parent}
        there = {one.id for one in records.held(self.store, Comment, parents) if one.deleted != UNDONE}
        undone = {one.id for kind in (Comment, Decision) for one in records.held(self.store, kind, list(waiting))}
        while waiting:
            ready = [one for one in waiting.values() if not isinstance(one, Comment) or one.parent in ("", *there)]
            ready = ready or [one for one in waiting.values() if getattr(one, "parent", "") not in waiting]
            for note in ready or list(waiting.values()):
                values = _values(note)
                if isinstance(note, Comment) and note.parent not in there:
                    values["parent"] = ""
                if note.id in undone:
                    step.update(note.KIND, note.id, {**values, "deleted": ""})
                else:
                    step.insert(note.KIND, values, note.id)
                there.add(note.id)
                del waiting[note.id]


_LABEL = "take a reply"
"""The label of the step, by which notes that came back are told from those that were written at a desk."""
_OPEN: Mapping[str, tuple[str, ...]] = {"comment": ("text",), "decision": ("result", "text")}
"""The fields that a reader may change in a note that was taken already."""


def _values(note: "Remark") -> dict[str, Any]:
    from briefing.pouch.notes import values_of

    return values_of(note)


def _refuse_odd(note: "Remark", kinds: Mapping[str, str]) -> None:
    if kinds.get(note.id, note.KIND) != note.KIND:
        raise PouchError(say("The reply holds a note under the name of another record. Nothing was taken."))
    if note.record_kind and note.record_kind not in KINDS:
        raise PouchError(say("The reply holds a note on something that is no record. Nothing was taken."))
