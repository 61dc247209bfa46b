"""The parts of an issue that live inside it: who wants what (positions), and figures (facts), edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from briefing.model import Actor, Citation, Fact, Position, Source
from briefing.rules import dates
from ui.context import Context
from ui.forms.expanding import ExpandingRow, FormShape
from ui.forms.field_editor import ORIGIN
from ui.forms.fields import choice_words
from ui.forms.link_sections import LinkSection
from ui.forms.part_section import Part, PartSection, open_row
from ui.forms.sections import Line, lead_width
from ui.tones import shown
from ui.words import marked
from ui.words import tr as _tr

POSITION = FormShape(
    "position",
    ("summary", "stance", "attribution", "red_line", "valid_from_edtf", "valid_to_edtf"),
    wide=("summary",),
)
FACT = FormShape(
    "fact",
    ("label", "value", "unit", "subject", "as_at_edtf", "credibility", "formula", "note"),
    wide=("label",),
)


def how_known(context: Context, citations: Sequence[Citation]) -> str:
    """How a record is backed: `verbatim ✓ in …`, or `cited: …, paragraph 9`, or nothing yet."""
    parts = []
    for citation in citations:
        state = context.desk.citation_state(citation)
        title = context.desk.title(Source.KIND, citation.source)
        where = ", ".join(part for part in (title, citation.locator) if part)
        parts.append(f"{shown(state).lower() if state == 'cited' else shown(state)}: {where}")
    return "; ".join(parts)


class PositionsSection(PartSection):
    """Who wants what of the issue, and how we know."""

    SHAPE: ClassVar[FormShape] = POSITION
    ASK: ClassVar[str] = Actor.KIND
    QUESTION: ClassVar[str] = marked("What do they want?")
    WORDS: ClassVar[str] = "summary"
    FOCUS: ClassVar[str] = "stance"

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(
            context,
            _tr("Positions"),
            _tr("Nobody's position is recorded yet. Say who wants what, and how we know."),
            _tr("Add position"),
        )

    def parts(self) -> Sequence[Part]:
        return [(self._line(one), one) for one in self.context.desk.positions(issue=self.owner)]

    def values(self, begun: str) -> Mapping[str, Any]:
        return {"actor": begun, "issue": self.owner}

    def _line(self, position: Position) -> Line:
        tags = (position.stance.value, *(("red line",) if position.red_line else ()))
        known = how_known(self.context, self.context.desk.citations(position.id))
        known = "; ".join((choice_words(position.attribution.value).lower(), known or _tr("no source")))
        name = self.context.desk.title(Actor.KIND, position.actor)
        return Line("position", position.id, f"{name} – {position.summary}", tags=tags, second=known)


class FactsSection(LinkSection):
    """Figures and statements that bear on the issue."""

    def __init__(self, context: Context) -> None:
        """An empty section."""
        super().__init__(
            context,
            Fact.KIND,
            _tr("Facts"),
            _tr("No figures yet. Add what a reader will ask for, each with its date and source."),
            may_create=True,
        )

    def show_issue(self, issue: str, *, editable: bool = True) -> None:
        """Show the facts of this issue as they are now."""
        self._issue = issue
        self.add.setVisible(editable and not self.context.desk.read_only)
        found = self.context.desk.linked(issue, Fact)
        self._linked = [fact.id for fact in found]
        lines = [self._fact(fact) for fact in found]
        width = lead_width(self.context, lines) if any(line.lead for line in lines) else 0
        self.fill(
            [(line, width, fact) for line, fact in zip(lines, found, strict=True)],
            lambda row: row[2].id,
            lambda row: self._expanding(*row),
            lambda widget, row: widget.show_line(*row) if isinstance(widget, ExpandingRow) else None,
        )

    def _make(self, title: str) -> None:
        made: list[str] = []
        desk, values = self.context.desk, {"label": title}
        if self._do(lambda: made.append(desk.create("fact", values, issue=self._issue, origin=ORIGIN))):
            self.show_issue(self._issue)
            open_row(self, made[0], "value")

    def flush(self) -> None:
        """Save what is half typed, now."""
        for row in self.widgets():
            if isinstance(row, ExpandingRow):
                row.flush()

    def _expanding(self, line: Line, width: int, fact: Fact) -> QWidget:
        row = ExpandingRow(
            self.context,
            FACT,
            (("unlink", _tr("Take off the issue"), lambda: self.unlink(fact.id)),),
            leads=True,
        )
        row.show_line(line, width, fact)
        return row

    def _fact(self, fact: Fact) -> Line:
        value = " ".join(part for part in (fact.value, fact.unit) if part)
        if fact.unit == "date":
            value = dates.describe(fact.value, weekday=True)
        when = dates.describe(fact.as_at_edtf, short=True)
        desk = self.context.desk
        known = how_known(self.context, desk.citations(fact.id))
        derived = desk.is_derived(fact.id)
        if fact.formula:
            known = _tr("derived: %1").replace("%1", fact.formula)
        elif derived:
            known = _tr("derived from %1").replace("%1", "; ".join(basis.label for basis in desk.basis(fact.id)))
        as_at = _tr("as at %1").replace("%1", when) if when else ""
        second = " · ".join(part for part in (as_at, known or _tr("no source")) if part)
        title = f"{fact.label}: {value}" if value else fact.label
        return Line("fact", fact.id, title, tags=("derived",) if derived else (), second=second)
