"""Verbs of review: comments and decisions on a brief and comments on records, and where they stand in a version.

Every verb is one step that can be undone. Refuses to: change the words of somebody else, or decide on a draft.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.clock import utc_now
from briefing.desk.clearing import ClearingVerbs
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.fieldspec import LINE_LIMIT
from briefing.model import KINDS, Brief, Comment, Decision
from briefing.reading.remarks import REMARKED
from briefing.rules.initials import initials_of
from briefing.store import records
from briefing.terms import DecisionResult
from briefing.wording import named, say

if TYPE_CHECKING:
    from briefing.brief.addresses import Spot
    from briefing.brief.reviewed import Reviewed
    from briefing.brief.tree import Brief as BriefTree
    from briefing.review_model import Remark


@dataclass(frozen=True)
class NoteFilter:
    """Which notes are asked for; what is left empty or false asks for nothing. `kind` is `comment` or `decision`."""

    brief: str = ""
    author: str = ""
    kind: str = ""
    result: str = ""
    unresolved: bool = False
    words: str = ""


class ReviewVerbs(ClearingVerbs):
    """What can be done with comments and decisions."""

    def add_comment(
        self,
        spot: "Spot",
        text: str,
        *,
        author: str = "",
        initials: str = "",
        tree: "BriefTree | None" = None,
        origin: str = "",
    ) -> str:
        """Write a comment on a place of a brief. Returns its id.

        `author` is the user where it is empty; `tree` is what `spot` was chosen in, where the caller has it. Raises
        InvalidEntryError without words and for a selection that cannot be kept, NotFoundError for a place that is gone.
        """
        from briefing.brief.addresses import fields_of

        self._refuse_empty(text)
        place = fields_of(spot, tree if tree is not None else self.tree_of(spot.brief, spot.version))
        with self.store.step(f"add {Comment.LABEL}", self.user) as step:
            made = step.insert("comment", {**place, **self._signed(author, initials), "text": text.strip()})
            step.touched |= {(Brief.KIND, spot.brief), (place["record_kind"], place["record"])}
        self._tell(step, origin)
        return made

    def comment_on(
        self, kind: str, record_id: str, text: str, *, author: str = "", initials: str = "", origin: str = ""
    ) -> str:
        """Write a comment on a record, for the desk alone. Returns its id.

        Raises InvalidEntryError without words and for a kind that is not commented by itself, NotFoundError for a
        record that is not there or in the bin.
        """
        self._refuse_empty(text)
        if kind not in REMARKED:
            reason = say("this cannot be commented by itself. Comment on a brief in review mode.")
            raise InvalidEntryError("record_kind", "Kind", reason)
        if self.get(KINDS[kind], record_id).deleted:
            raise NotFoundError(
                say("This %1 is in the bin. Restore it first, then comment on it.", named(KINDS[kind].LABEL))
            )
        values = {"record_kind": kind, "record": record_id, **self._signed(author, initials), "text": text.strip()}
        with self.store.step(f"add {Comment.LABEL}", self.user) as step:
            made = step.insert("comment", values)
            step.touched.add((kind, record_id))
        self._tell(step, origin)
        return made

    def reply(self, comment: str, text: str, *, author: str = "", initials: str = "", origin: str = "") -> str:
        """Answer a comment, at the same place. Returns the id of the reply; raises as `add_comment`."""
        self._refuse_empty(text)
        answered = self.get(Comment, comment)
        names = ("record_kind", "record", "brief", "version", "unit", "exact", "prefix", "suffix", "marking")
        values = {name: getattr(answered, name) for name in names}
        values |= {"parent": answered.parent or answered.id, **self._signed(author, initials), "text": text.strip()}
        with self.store.step("reply to a comment", self.user) as step:
            made = step.insert("comment", values)
            step.touched |= {(Comment.KIND, answered.id), *self._of(answered)}
        self._tell(step, origin)
        return made

    def resolve_comment(self, comment: str, *, origin: str = "") -> None:
        """Say that a comment is dealt with."""
        self._change("resolve a comment", comment, {"resolved": True}, origin)

    def reopen_comment(self, comment: str, *, origin: str = "") -> None:
        """Say that a comment is not dealt with after all."""
        self._change("reopen a comment", comment, {"resolved": False}, origin)

    def edit_comment(self, comment: str, text: str, *, group: str = "", origin: str = "") -> None:
        """Give one's own comment other words. Raises InvalidEntryError for that of somebody else."""
        self._refuse_empty(text)
        author = self.get(Comment, comment).author
        if author != self.user:
            reason = say("it was written by %1, who alone can change its words. Reply to it instead.", author or "–")
            raise InvalidEntryError("text", "Comment", reason)
        self._change("change comment", comment, {"text": text.strip()}, origin, group)

    def delete_comment(self, comment: str, *, origin: str = "") -> None:
        """Move one's own comment to the bin; answers to it stay. Raises InvalidEntryError for that of somebody else."""
        held = self.get(Comment, comment)
        if held.author != self.user:
            reason = say("it was written by %1, who alone can delete it. Resolve it instead.", held.author or "–")
            raise InvalidEntryError("text", "Comment", reason)
        with self.store.step(f"delete {Comment.LABEL}", self.user) as step:
            step.delete(Comment.KIND, comment)
            step.touched |= self._of(held)
        self._tell(step, origin)

    def decide(
        self,
        spot: "Spot",
        result: str,
        text: str = "",
        *,
        author: str = "",
        initials: str = "",
        tree: "BriefTree | None" = None,
        origin: str = "",
    ) -> str:
        """Keep what somebody decided on an issued version or on one recommendation of it. Returns the id.

        Earlier decisions of the same author stay; the latest counts. Raises NotFoundError for a place that is gone,
        InvalidEntryError for a draft, for a unit that is no recommendation and for a result that there is not.
        """
        from briefing.brief.addresses import addresses, fields_of
        from briefing.brief.compare import everything
        from briefing.brief.placing import decidable

        if spot.version is None:
            raise InvalidEntryError("version", "Version", say("a draft cannot be decided. Issue the brief first."))
        shown = tree if tree is not None else self.tree_of(spot.brief, spot.version)
        place = fields_of(spot, shown)
        if spot.unit is not None:
            known = addresses(everything(shown))
            if spot.unit not in {known[at] for at in decidable(shown, self.deciding(spot.brief, spot.version))}:
                reason = say("only recommendations and the brief as a whole can be decided.")
                raise InvalidEntryError("unit", "Place in the brief", reason)
        values = {name: place[name] for name in ("brief", "version", "unit")}
        if spot.record:
            values |= {"record_kind": spot.record_kind, "record": spot.record}
        values |= {**self._signed(author, initials), "result": result, "text": text.strip()}
        with self.store.step("decide on a brief", self.user) as step:
            made = step.insert("decision", values)
            step.touched.add((Brief.KIND, spot.brief))
        self._tell(step, origin)
        return made

    def tree_of(self, brief: str, version: int | None) -> "BriefTree":
        """A version of a brief as it was issued, or the draft as it would be printed now. Raises as `composed`."""
        from briefing.brief.compose import Order

        if version is not None:
            return self.frozen(self.version(brief, version).id)
        return self.composed(Order(self.get(Brief, brief).template, brief=brief)).tree

    def deciding(self, brief: str, version: int | None) -> tuple[str, ...]:
        """The headings of the recommendations of a version or of the draft, as they are printed."""
        if version is not None:
            kept = self._kept(self.version(brief, version).id).get("deciding")
            if isinstance(kept, list):
                return tuple(str(one) for one in kept)
        return self._deciding(brief)

    def notes_of(self, brief: str, version: int | None = None, *, tree: "BriefTree | None" = None) -> "Reviewed":
        """Every note on a brief, placed in a version, or in the draft without a number. Raises as `tree_of`."""
        from briefing.brief.reviewed import reviewed

        shown = tree if tree is not None else self.tree_of(brief, version)
        notes: list[Remark] = [*self.comments_on(brief), *self.decisions_on(brief)]
        issued = {number: one.id for number, one in self.numbered(brief).items()}
        return reviewed(
            brief,
            version,
            shown,
            notes,
            tree_of=lambda number: self.frozen(issued[number]) if number in issued else None,
            deciding=self.deciding(brief, version),
            titles=self._titles(notes),
        )

    def all_notes(self, wanted: NoteFilter | None = None) -> "list[Remark]":
        """Every comment and decision of the store that `wanted` lets through, the newest first."""
        asked = wanted or NoteFilter()
        found: list[Remark] = [*self.every(Comment), *self.every(Decision)]
        return sorted((one for one in found if _meets(one, asked)), key=lambda one: (one.written_at, one.id))[::-1]

    def _titles(self, notes: "Iterable[Remark]") -> dict[str, str]:
        about = {(note.record_kind, note.record) for note in notes if note.record_kind in KINDS}
        return records.titles(self.store, sorted(about))

    def _signed(self, author: str, initials: str) -> dict[str, str]:
        name = (author or self.user)[:LINE_LIMIT]
        return {"author": name, "initials": initials or initials_of(name), "written_at": utc_now()}

    def _change(self, label: str, comment: str, values: Mapping[str, Any], origin: str, group: str = "") -> None:
        held = self.get(Comment, comment)
        with self.store.step(label, self.user, group=group) as step:
            step.update(Comment.KIND, comment, values)
            step.touched |= self._of(held)
        self._tell(step, origin)

    @staticmethod
    def _of(comment: Comment) -> set[tuple[str, str]]:
        brief = {(Brief.KIND, comment.brief)} if comment.brief else set()
        return {*brief, (comment.record_kind, comment.record)}

    @staticmethod
    def _refuse_empty(text: str) -> None:
        if not text.strip():
            raise InvalidEntryError("text", "Comment", say("please write something."))


def _meets(note: "Remark", wanted: NoteFilter) -> bool:
    if isinstance(note, Decision):
        if wanted.unresolved or (wanted.result and note.result != DecisionResult(wanted.result)):
            return False
    elif wanted.result or (wanted.unresolved and note.resolved):
        return False
    return (
        wanted.brief in ("", note.brief)
        and wanted.author in ("", note.author)
        and wanted.kind in ("", note.KIND)
        and wanted.words.casefold() in note.text.casefold()
    )
