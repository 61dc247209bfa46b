"""The parts of an actor: other names, roles and who holds them, relations, positions, meetings; edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from briefing.model import Actor, ActorRelation, Issue, Membership, Position, Record
from briefing.rules import dates
from briefing.terms import RelationKind
from ui.context import Context
from ui.forms.choice_panel import ChoicePanel
from ui.forms.expanding import FormShape
from ui.forms.fields import choice_words
from ui.forms.issue_parts import POSITION, how_known
from ui.forms.panel import Panel
from ui.forms.part_section import Part, PartSection
from ui.forms.sections import Line
from ui.words import marked
from ui.words import tr as _tr


class NamesSection(PartSection):
    """Other names and spellings of an actor, which search finds."""

    SHAPE: ClassVar[FormShape] = FormShape("alias", ("text", "language", "script"), wide=("text",))
    QUESTION: ClassVar[str] = marked("Another name or spelling")

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(
            context, _tr("Also known as"), _tr("No other names. Search finds an actor by every name."), _tr("Add name")
        )

    def parts(self) -> Sequence[Part]:
        return [
            (Line("", "", alias.text, second=" · ".join(w for w in (alias.language, alias.script) if w)), alias)
            for alias in self.context.desk.aliases(self.owner)
        ]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"actor": self.owner, "text": begun}


class RolesSection(PartSection):
    """The roles that an actor holds or held, from when to when."""

    SHAPE: ClassVar[FormShape] = FormShape(
        "membership",
        ("role", "organisation", "on_behalf_of", "start_edtf", "end_edtf"),
        wide=("role", "organisation", "on_behalf_of"),
    )
    QUESTION: ClassVar[str] = marked("Role, such as Minister of Energy")
    FOCUS: ClassVar[str] = "organisation"

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(context, _tr("Roles"), _tr("No role yet. Say what they are, in which body."), _tr("Add role"))

    def parts(self) -> Sequence[Part]:
        return [(self._line(held), held) for held in self.context.desk.memberships(self.owner)]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"person": self.owner, "role": begun}

    def _line(self, held: Membership) -> Line:
        title = self.context.desk.title
        body, behalf = title(Actor.KIND, held.organisation), title(Actor.KIND, held.on_behalf_of)
        if behalf:
            behalf = _tr("on behalf of %1").replace("%1", behalf)
        second = " · ".join(words for words in (body, behalf) if words)
        return Line(Actor.KIND, held.organisation, held.role, span(held.start_edtf, held.end_edtf), second=second)


class MembersSection(PartSection):
    """Who holds or held a role in this body."""

    SHAPE: ClassVar[FormShape] = FormShape(
        "membership", ("role", "on_behalf_of", "start_edtf", "end_edtf"), wide=("role", "on_behalf_of")
    )
    ASK: ClassVar[str] = Actor.KIND
    QUESTION: ClassVar[str] = marked("As what? Such as member, chair")
    WORDS: ClassVar[str] = "role"
    FOCUS: ClassVar[str] = "start_edtf"

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(context, _tr("Who belongs to it"), _tr("Nobody yet."), _tr("Add member"))

    def parts(self) -> Sequence[Part]:
        title = self.context.desk.title
        return [
            (
                Line(
                    Actor.KIND,
                    held.person,
                    title(Actor.KIND, held.person),
                    span(held.start_edtf, held.end_edtf),
                    second=held.role,
                ),
                held,
            )
            for held in self.context.desk.members(self.owner)
        ]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"person": begun, "organisation": self.owner}

    def without(self) -> Sequence[str]:
        return (self.owner,)


class RelationsSection(PartSection):
    """How the actor stands to others, told from either end."""

    SHAPE: ClassVar[FormShape] = FormShape(
        "actor_relation",
        ("kind", "to_actor", "start_edtf", "end_edtf", "note"),
        wide=("to_actor", "note"),
    )
    BACK: ClassVar[FormShape] = FormShape(
        "actor_relation",
        ("kind", "from_actor", "start_edtf", "end_edtf", "note"),
        wide=("from_actor", "note"),
    )
    ASK: ClassVar[str] = Actor.KIND
    FOCUS: ClassVar[str] = "start_edtf"

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(
            context, _tr("Relations"), _tr("No relations yet. Say who stands how to whom."), _tr("Add relation")
        )

    def parts(self) -> Sequence[Part]:
        seen: dict[str, ActorRelation] = {one.id: one for one in self.context.desk.relations(self.owner)}
        return [(self._line(one), one) for one in seen.values()]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"from_actor": self.owner, "to_actor": begun}

    def ask_more(self, then: Callable[[Mapping[str, Any]], object]) -> Panel:
        """Ask how they stand to one another: no relation is stored whose kind nobody chose."""
        words = _tr("%1 is …").replace("%1", self.context.desk.title(Actor.KIND, self.owner))
        options = [(kind.value, choice_words(kind.value)) for kind in RelationKind]
        panel = ChoicePanel(self.context, self.add, words, options)
        panel.chosen.connect(lambda kind: then({"kind": kind}))
        panel.open()
        return panel

    def without(self) -> Sequence[str]:
        return (self.owner,)

    def shape(self, part: Record) -> FormShape:
        ours = isinstance(part, ActorRelation) and part.from_actor == self.owner
        return self.SHAPE if ours else self.BACK

    def _line(self, one: ActorRelation) -> Line:
        ours = one.from_actor == self.owner
        other = one.to_actor if ours else one.from_actor
        way = choice_words(one.kind.value).lower()
        title = self.context.desk.title
        back = "" if ours else _tr("%1 %2").replace("%1", way).replace("%2", title(Actor.KIND, self.owner))
        second = " · ".join(words for words in (back, span(one.start_edtf, one.end_edtf), one.note) if words)
        return Line(Actor.KIND, other, title(Actor.KIND, other), way if ours else "", second=second)


class ActorPositions(PartSection):
    """What the actor wants, issue by issue."""

    SHAPE: ClassVar[FormShape] = POSITION
    ASK: ClassVar[str] = Issue.KIND
    QUESTION: ClassVar[str] = marked("What do they want?")
    WORDS: ClassVar[str] = "summary"
    FOCUS: ClassVar[str] = "stance"

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(context, _tr("Positions"), _tr("No position on any issue yet."), _tr("Add position"))

    def parts(self) -> Sequence[Part]:
        return [(self._line(one), one) for one in self.context.desk.positions(actor=self.owner)]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"actor": self.owner, "issue": begun}

    def _line(self, one: Position) -> Line:
        desk = self.context.desk
        known = how_known(self.context, desk.citations(one.id)) or _tr("no source")
        attribution = choice_words(one.attribution.value).lower()
        second = " · ".join((desk.title(Issue.KIND, one.issue), f"{attribution}; {known}"))
        tags = (one.stance.value, *(("red line",) if one.red_line else ()))
        return Line("position", one.id, one.summary, "", tags, second)


def span(start: str, end: str) -> str:
    """From when to when, in words; the end that is not known is left out."""
    first, last = dates.describe(start, short=True), dates.describe(end, short=True)
    return f"{first} – {last}" if first and last else first or last
