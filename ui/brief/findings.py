"""What the preflight found in a brief, in three groups: what blocks issue, what is worth a look, what was waived.

Responsible for: the groups, leading to where a finding is mended, waiving it with a way back, taking a waiver back.
Refuses to: check anything; `checker.py` asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from briefing.brief.finding import Finding, Preflight
from briefing.errors import BriefingError
from briefing.model import KINDS, Brief, Clearance
from briefing.rules.templates import Template
from briefing.rules.validation import spec_of
from ui.brief.finding_row import FindingRow
from ui.context import Context
from ui.forms.sections import Section
from ui.widgets.empty import EmptyState
from ui.widgets.labels import text_label
from ui.words import counted, cut, opened, said, word

ORIGIN = "issuing"
_PAGES = ("issue", "event", "quote", "fact", "position", "actor", "source")
"""The kinds with a page of their own; what else is found in a record is part of one of them."""


class Findings(QWidget):
    """`show_found` what was found. `field_wanted` carries a field of the brief itself, or `block ` and its name.

    `clearance_wanted` is emitted for what is settled by clearance.
    """

    field_wanted = Signal(str)
    clearance_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Nothing was checked yet."""
        super().__init__(parent)
        self.context = context
        self._brief = ""
        self._form: Template | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.waiting = text_label(self.tr("Checking…"), "muted")
        self.problem = text_label(role="error", wrap=True)
        self.problem.hide()
        self.nothing = EmptyState(context.icons, "circle-check", self.tr("Nothing to mend"))
        self.nothing.hide()
        self.groups = {key: Section(context, key) for key in ("blocks", "warns", "waived")}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.waiting, self.problem, self.nothing, *self.groups.values()):
            column.addWidget(widget)

    def show_waiting(self, brief: str) -> None:
        """Another brief is being looked at."""
        if brief != self._brief:
            self._brief = brief
            self.nothing.hide()
            self.problem.hide()
            self.waiting.show()
            for group in self.groups.values():
                group.fill([], lambda one: one, self._row)

    def show_found(self, found: Preflight, problem: str = "") -> None:
        """Show these findings, or the sentence that says why the brief could not be looked at."""
        desk = self.context.desk
        try:
            self._form = desk.templates().get(desk.get(Brief, self._brief).template)
        except BriefingError:  # the brief is gone; so is this panel, in a moment
            return
        had = self.isAncestorOf(focus) if (focus := self.window().focusWidget()) is not None else False
        self.waiting.hide()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._say_nothing(found, problem)
        words = {
            "blocks": self.tr("Blocks issue (%1)"),
            "warns": self.tr("Worth a look (%1)"),
            "waived": self.tr("Waived (%1)"),
        }
        for key, group in self.groups.items():
            mine = [one for one in found.findings if _group(one) == key]
            title = words[key].replace("%1", str(len(mine)))
            group.set_title(title)
            group.setAccessibleName(title)
            group.fill(_told_apart(mine), lambda pair: (pair[0].words, pair[1]), self._row, _show_again(self))
        if had and not self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._keep_focus()

    def rows(self) -> list[FindingRow]:
        """The rows shown, the gravest first."""
        widgets = [widget for group in self.groups.values() for widget in group.widgets()]
        return [widget for widget in widgets if isinstance(widget, FindingRow)]

    def go_to(self, finding: Finding) -> None:
        """Open the record and the field in which a finding is mended."""
        if finding.kind == Clearance.KIND or finding.field == "status":
            self.clearance_wanted.emit()
            return
        if finding.kind == Brief.KIND or not finding.kind:
            field = finding.field
            self.field_wanted.emit(field if not field or _label(Brief.KIND, field) else f"block {field}")
            return
        kind, record = finding.kind, finding.record
        if kind not in _PAGES and (page := self.context.desk.page_of(kind, record)) is not None:
            self.context.go(*page)
        elif kind != "source" and finding.field:
            self.context.go(f"{kind}_field", f"{record} {finding.field}")
        else:
            self.context.go(kind, record)

    def waive(self, finding: Finding, reason: str) -> None:
        """Let a finding pass for a reason, with a way back."""
        desk, brief = self.context.desk, self._brief
        if self.context.may_edit() and self.context.attempt(lambda: desk.waive(brief, finding, reason, origin=ORIGIN)):
            words = self.tr("Waived: %1").replace("%1", cut(said(finding.words), 80))
            self.context.offer_undo(words, desk.latest)

    def take_back(self, finding: Finding) -> None:
        """Let a finding stand again, with a way back."""
        desk, brief = self.context.desk, self._brief
        if self.context.may_edit() and self.context.attempt(
            lambda: desk.take_back_waiver(brief, finding, origin=ORIGIN)
        ):
            words = self.tr("It stands again: %1").replace("%1", cut(said(finding.words), 80))
            self.context.offer_undo(words, desk.latest)

    def place_words(self, finding: Finding) -> str:
        """Where a finding is mended: the record and its field, or the block of the brief."""
        if finding.kind == Brief.KIND or not finding.kind:
            block = self._form.block(finding.field) if self._form is not None else None
            if block is not None:
                return self.tr("Block “%1”").replace("%1", word(block.heading))
            label = _label(Brief.KIND, finding.field)
            return self.tr("This brief, %1").replace("%1", label) if label else self.tr("This brief")
        kind = opened(word(KINDS[finding.kind].LABEL)) if finding.kind in KINDS else finding.kind
        title = self.context.desk.title(finding.kind, finding.record)
        if title in finding.words:  # the sentence names it
            title = ""
        field = self.tr("where it is told") if finding.field == "citations" else _label(finding.kind, finding.field)
        parts = [f"{kind} “{cut(title, 60)}”" if title else kind, field]
        return " · ".join(part for part in parts if part)

    def _row(self, pair: tuple[Finding, int]) -> FindingRow:
        made = FindingRow(self.context, pair[0], self.place_words(pair[0]))
        made.went.connect(self.go_to)
        made.waived.connect(self.waive)
        made.taken_back.connect(self.take_back)
        return made

    def _say_nothing(self, found: Preflight, problem: str) -> None:
        quotes = counted(
            found.quotes_checked,
            "%1 quote was compared with its archived source.",
            "%1 quotes were compared with their archived sources.",
        )
        words = self.tr("All checks were passed.")
        self.nothing.set_text(self.tr("Nothing to mend"), f"{words} {quotes}" if found.quotes_checked else words)
        self.nothing.setVisible(not found.findings and not problem)

    def _keep_focus(self) -> None:
        """What was worked on has gone to another group: go on with what is worked on next."""
        rows = self.rows()
        target: QWidget = rows[0].line if rows else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def count_words(found: Preflight) -> str:
    """What a row of an outline says: `2 blocking, 5 to look at`."""
    blocking = len(found.blocking)
    others = sum(1 for one in found.findings if _group(one) == "warns")
    parts = [
        counted(blocking, "%1 blocking", "%1 blocking") if blocking else "",
        counted(others, "%1 to look at", "%1 to look at") if others else "",
    ]
    return ", ".join(part for part in parts if part)


def _group(finding: Finding) -> str:
    return "waived" if finding.waived else finding.severity


def _told_apart(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Each finding with a number that tells it from others of the same words."""
    seen: dict[str, int] = {}
    found = []
    for one in findings:
        seen[one.words] = seen.get(one.words, -1) + 1
        found.append((one, seen[one.words]))
    return found


def _show_again(findings: Findings) -> Callable[[QWidget, tuple[Finding, int]], object]:
    def show(widget: QWidget, pair: tuple[Finding, int]) -> None:
        if isinstance(widget, FindingRow):
            widget.show_finding(pair[0], findings.place_words(pair[0]))

    return show


def _label(kind: str, field: str) -> str:
    try:
        return word(spec_of(kind, field).label)
    except BriefingError:  # a section of a record, or none
        return ""
