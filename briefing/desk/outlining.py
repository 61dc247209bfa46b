"""Verbs on the outline of a brief: how it departs from its form. Each is one step; none touches the form itself."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.brief.outline import Planned, outline
from briefing.desk.records import RecordVerbs
from briefing.errors import DefinitionError, InvalidEntryError, NotFoundError
from briefing.fieldspec import field_specs
from briefing.ids import named_id, new_id
from briefing.model import KINDS, Brief, BriefBlock, Issue, Position
from briefing.rules.cutting import cut
from briefing.rules.templates import MADE
from briefing.rules.validation import spec_of
from briefing.store import records
from briefing.store.steps import Step
from briefing.terms import BriefStatus
from briefing.wording import say

_SET = ("heading", "new_page", "landscape")
_LABEL = 40
_SLUG = 40


class OutlineVerbs(RecordVerbs):
    """What can be done with the blocks of a brief beside writing them."""

    def planned(self, brief: str) -> tuple[Planned, ...]:
        """The blocks of a brief in its order, those left out among them. Raises NotFoundError and DefinitionError."""
        return outline(self.template(self.get(Brief, brief).template), self.brief_blocks(brief))

    def move_block(self, brief: str, block: str, before: str = "", *, origin: str = "") -> None:
        """Let a block stand before another one; without one, at the end. The place of every block is kept with it."""
        order = list(self.planned(brief))
        moved = _found(order, block)
        rest = [one for one in order if one is not moved]
        self.latest = ""
        wanted = _with(rest, moved, before) if block != before else order
        if wanted == order:
            return
        with self.store.step(f"move block {_said(moved)}", self.user) as step:
            self._place(step, brief, wanted)
        self._tell(step, origin)

    def add_block(self, brief: str, made: str, heading: str, *, before: str = "", origin: str = "") -> str:
        """Put a block into this brief alone: what it is made of (a word of `MADE`), its heading, its place.

        Returns the name of the block. Raises InvalidEntryError for what nothing is made of, and without a heading.
        """
        if made not in MADE:
            reason = say("“%1” is nothing that a block can be made of. Choose one of: %2.", made[:60], ", ".join(MADE))
            raise InvalidEntryError("made", "Made of", reason)
        heading = heading.strip()
        _refuse_no_heading(heading)
        slug = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")[:_SLUG].strip("_") or made
        # Of its own, so that a block that is brought back by an undo meets none of its name.
        name = f"{slug}_{new_id()[-6:]}"
        order = list(self.planned(brief))
        with self.store.step(f"add block {cut(heading, _LABEL)}", self.user) as step:
            step.insert("brief_block", {"brief": brief, "block": name, "made": made, "heading": heading})
            added = BriefBlock(id="", brief=brief, block=name, made=made, heading=heading)
            whole = _found(outline(self.template(self.get(Brief, brief).template), [added]), name)
            self._place(step, brief, _with(order, whole, before))
        self._tell(step, origin)
        return name

    def remove_added_block(self, brief: str, block: str, *, origin: str = "") -> None:
        """Take a block out that was added to this brief; an undo brings it back with its words.

        Raises InvalidEntryError for a block of the form, which can be left out instead.
        """
        planned = _found(self.planned(brief), block)
        if not planned.added:
            reason = say("“%1” belongs to the form. Leave it out of this brief instead.", planned.block.heading)
            raise InvalidEntryError("block", "Block", reason)
        with self.store.step(f"remove block {_said(planned)}", self.user) as step:
            for row in self.brief_blocks(brief):
                if row.block == block:
                    step.delete("brief_block", row.id)
            self._reopen(step, brief)
        self._tell(step, origin)

    def set_block(self, brief: str, block: str, values: Mapping[str, Any], *, origin: str = "") -> None:
        """Give a block of this brief another heading, a new page to begin on, or a page on its side.

        An empty heading is that of the form. Raises InvalidEntryError for other fields, and for an added block
        without a heading.
        """
        planned = _found(self.planned(brief), block)
        for name in values:
            if name not in _SET:
                raise InvalidEntryError(name, spec_of("brief_block", name).label, say("this has a verb of its own."))
        given = dict(values)
        if "heading" in given:
            given["heading"] = str(given["heading"]).strip()
            if planned.added:
                _refuse_no_heading(given["heading"])
            elif (usual := self.template(self.get(Brief, brief).template).block(block)) is not None:
                given["heading"] = "" if given["heading"] == usual.heading else given["heading"]
        labels = ", ".join(spec_of("brief_block", name).label.lower() for name in given)
        label = f"change block {_said(planned)} ({labels})"
        with self.store.step(label, self.user) as step:
            self._write(step, brief, planned, given)
        self._tell(step, origin)

    def offered(self, brief: str, kind: str) -> list[tuple[str, str]]:
        """The records of a kind, as (id, title), to which a block of a brief can be confined: those of its issues."""
        chosen = self.brief_issues(self.get(Brief, brief))
        issues = self.among(Issue, chosen) if chosen else self.open_issues()
        if kind == Issue.KIND:
            return [(issue.id, issue.title) for issue in issues]
        found: dict[str, str] = {}
        for issue in issues:
            if kind == Position.KIND:
                for one in self.positions(issue=issue.id):
                    found[one.id] = f"{self.title('actor', one.actor)}: {one.summary or one.stance}"
            else:
                found |= {one.id: str(getattr(one, one.TITLE)) for one in self.linked(issue.id, KINDS[kind])}
        return list(found.items())

    def choose_records(self, brief: str, block: str, ids: Sequence[str], *, group: str = "", origin: str = "") -> None:
        """Confine a block to these records; none: all of them again. Steps of one `group` undo as one.

        Raises NotFoundError for an id that no record has: the block would print none of them, and say nothing of it.
        """
        planned = _found(self.planned(brief), block)
        for one in ids:
            self.kind_of(one)
        with self.store.step(f"choose records of block {_said(planned)}", self.user, group=group) as step:
            self._write(step, brief, planned, {"records": json.dumps(list(dict.fromkeys(ids)))})
        self._tell(step, origin)

    def _refuse_unknown(self, brief: str, block: str) -> None:
        """Raise NotFoundError for a block that somebody else removed: words in it would be seen by nobody.

        Where the form cannot be read nobody can tell, and words are kept.
        """
        try:
            known = self.planned(brief)
        except (DefinitionError, NotFoundError):
            return
        _found(known, block)

    def _reopen(self, step: Step, brief: str) -> None:
        """Within a step that changes a brief: what was cleared or issued is a draft again, of the next version."""
        step.touched.add(("brief", brief))
        if self.get(Brief, brief).status not in (BriefStatus.DRAFT, BriefStatus.RECALLED):
            step.update("brief", brief, {"status": BriefStatus.DRAFT})
            for one in self.clearances(brief):  # they were given to other words
                step.delete("clearance", one.id)

    def _place(self, step: Step, brief: str, order: Sequence[Planned]) -> None:
        for number, planned in enumerate(order, start=1):
            self._write(step, brief, planned, {"place": number})

    def _write(self, step: Step, brief: str, planned: Planned, values: Mapping[str, Any]) -> None:
        """Set fields of the row of a block; one that is made for it prints the block as it was printed before."""
        name = planned.block.name
        row = next((row for row in self.brief_blocks(brief) if row.block == name), None)
        if row is not None:
            step.update("brief_block", row.id, values)
        else:
            self._make_block(step, brief, name, {"included": planned.included, **values})
        self._reopen(step, brief)

    def _make_block(self, step: Step, brief: str, block: str, values: Mapping[str, Any]) -> None:
        """Make the row of a block, or bring back the one whose making was undone.

        It has the id of its brief and name, so that two desks that write a block first write one and the same.
        """
        known = named_id(BriefBlock.KIND, f"{brief}:{block}")
        if records.several(self.store, BriefBlock, [known]):
            usual = {spec.name: spec.default for spec in field_specs(BriefBlock) if not spec.required}
            step.update(BriefBlock.KIND, known, {**usual, **values})
        else:
            step.insert(BriefBlock.KIND, {"brief": brief, "block": block, **values}, known)


def _found(order: Sequence[Planned], name: str) -> Planned:
    for one in order:
        if one.block.name == name:
            return one
    raise NotFoundError(say("There is no block “%1” in this brief.", name[:60]))


def _with(order: Sequence[Planned], one: Planned, before: str) -> list[Planned]:
    """`order` with one more, before the named one, else at the end."""
    place = next((n for n, there in enumerate(order) if there.block.name == before), len(order))
    return [*order[:place], one, *order[place:]]


def _said(planned: Planned) -> str:
    return cut(planned.block.heading, _LABEL)


def _refuse_no_heading(heading: str) -> None:
    if not heading:
        raise InvalidEntryError("heading", "Heading", say("please give the block a heading."))
