"""Who took part in an event, where a record is told, and from which facts a derived one was computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from briefing.model import Actor, Citation, Derivation, Fact, Participant, Record, Source
from ui.context import Context
from ui.forms.expanding import FormShape
from ui.forms.part_section import Part, PartSection
from ui.forms.sections import Line
from ui.widgets.labels import isolate
from ui.words import tr as _tr


class ParticipantsSection(PartSection):
    """Who took part in an event, and as what."""

    SHAPE: ClassVar[FormShape] = FormShape("participant", ("actor", "role"), wide=("actor", "role"))
    ASK: ClassVar[str] = Actor.KIND

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(context, _tr("Participants"), _tr("Nobody is named yet."), _tr("Add participant"))

    def parts(self) -> Sequence[Part]:
        return [(self._line(one), one) for one in self.context.desk.taking_part(self.owner)]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"event": self.owner, "actor": begun}

    def without(self) -> Sequence[str]:
        return tuple(one.actor for one in self.context.desk.taking_part(self.owner))

    def _line(self, one: Participant) -> Line:
        actor = self.context.desk.get(Actor, one.actor)
        return Line(Actor.KIND, actor.id, actor.name, second=one.role or actor.role_as_stated)


class CitationsSection(PartSection):
    """Where a record is told: a place alone is cited; an anchored passage is checked now and opens at its words."""

    SHAPE: ClassVar[FormShape] = FormShape("citation", ("source", "locator"), wide=("source", "locator"))
    ASK: ClassVar[str] = Source.KIND
    FOCUS: ClassVar[str] = "locator"
    MAY_CREATE: ClassVar[bool] = False

    ANCHORED: ClassVar[FormShape] = FormShape("citation", ("locator",), wide=("locator",))
    """The form of an anchored passage: it stays with the source whose words it is."""

    def __init__(self, context: Context, kind: str) -> None:
        """An empty section for records of `kind`."""
        super().__init__(context, _tr("Told in"), _tr("No source is cited yet."), _tr("Add source"))
        self._kind = kind

    def parts(self) -> Sequence[Part]:
        return [(self._line(one), one) for one in self.context.desk.citations(self.owner)]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"record_kind": self._kind, "record": self.owner, "source": begun}

    def shape(self, part: Record) -> FormShape:
        return self.ANCHORED if isinstance(part, Citation) and part.exact else self.SHAPE

    def _line(self, one: Citation) -> Line:
        state = self.context.desk.citation_state(one)
        words = isolate(f"“{one.exact}”") if one.exact else ""
        kind, target = (Source.KIND, one.source) if state == "cited" else (Citation.KIND, one.id)
        return Line(kind, target, self.context.desk.title(Source.KIND, one.source), one.locator, (state,), words)


class BasisSection(PartSection):
    """The facts from which a derived fact was computed."""

    SHAPE: ClassVar[FormShape] = FormShape("derivation", ("basis",), wide=("basis",))
    ASK: ClassVar[str] = Fact.KIND

    def __init__(self, context: Context) -> None:
        """An empty section."""
        empty = _tr("Computed from other facts? Add them, and say under “Derived by” how.")
        super().__init__(context, _tr("Derived from"), empty, _tr("Add fact"))

    def parts(self) -> Sequence[Part]:
        return [(self._line(one), one) for one in self.context.desk.derivations(self.owner)]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"fact": self.owner, "basis": begun}

    def without(self) -> Sequence[str]:
        return (self.owner, *(one.basis for one in self.context.desk.derivations(self.owner)))

    def _line(self, one: Derivation) -> Line:
        fact = self.context.desk.get(Fact, one.basis)
        return Line(Fact.KIND, fact.id, fact.label, " ".join(part for part in (fact.value, fact.unit) if part))
