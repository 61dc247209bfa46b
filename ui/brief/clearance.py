"""The answers of those to whom a brief was put: a list, and a form that opens in place to record one.

Responsible for: what is asked, and what is missing in it. Refuses to: change the store; `kept` tells what to keep.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from briefing.model import Clearance
from briefing.rules import dates
from briefing.terms import ClearanceResult
from ui.brief.reason_form import InPlace
from ui.context import Context
from ui.forms.date_field import DateField
from ui.forms.sections import Section
from ui.theme import Tone
from ui.tones import shown
from ui.widgets.buttons import push_button
from ui.widgets.form_row import FormColumn, FormRow
from ui.widgets.labels import text_label
from ui.widgets.pill import Pill
from ui.widgets.text_field import ChoiceField, LineField

_TONES: dict[ClearanceResult, Tone] = {
    ClearanceResult.CLEARED: "green",
    ClearanceResult.CLEARED_WITH_CONDITION: "amber",
    ClearanceResult.NOT_CLEARED: "red",
}


@dataclass(frozen=True)
class Answer:
    """What was recorded; `day` may be words, empty for today."""

    person: str
    unit: str
    result: str
    condition: str
    day: str


class AnswerForm(InPlace):
    """`kept` carries an `Answer` once there is nothing missing in it."""

    kept = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """An empty form for today."""
        super().__init__(context, parent=parent)
        self.setAccessibleName(self.tr("Record an answer"))
        icons = context.icons
        self.person = LineField(self.tr("Person"), self.tr("Who answered"))
        self.unit = LineField(self.tr("Unit"))
        self.result = ChoiceField(self.tr("Result"), [(one.value, shown(one)) for one in ClearanceResult])
        self.result.set_value(ClearanceResult.CLEARED)
        self.condition = LineField(self.tr("Condition"), self.tr("What must be done first, or what it is bound to"))
        self.day = DateField(context, self.tr("Date"), self.tr("today"))
        self.rows = {
            name: FormRow(icons, field.accessibleName(), field, beside=True)
            for name, field in (
                ("person", self.person),
                ("unit", self.unit),
                ("result", self.result),
                ("condition", self.condition),
                ("day", self.day),
            )
        }
        column = FormColumn()
        for row in self.rows.values():
            column.add_row(row)
        self.body.addWidget(column)
        self.keep = push_button(icons, self.tr("Record"), "check", primary=True, on_click=self.give)
        self.foot.addWidget(self.keep)
        self.add_foot()
        self.result.currentIndexChanged.connect(lambda _index: self._show_condition())
        for field in (self.person, self.unit, self.condition, self.day):
            field.returnPressed.connect(self.give)
        self._show_condition()

    def take_focus(self) -> None:
        """Put the focus where the form begins."""
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Hand the answer on; what is missing is said beside its field."""
        answer = Answer(
            self.person.text().strip(),
            self.unit.text().strip(),
            self.result.value(),
            self.condition.text().strip() if self._conditional() else "",
            self.day.typed(),
        )
        missing: list[QLineEdit] = []
        for name, field, wrong, words in (
            ("person", self.person, not answer.person, self.tr("Please say who answered.")),
            ("condition", self.condition, self._conditional() and not answer.condition, self.tr("Please say which.")),
        ):
            self.rows[name].set_error(words if wrong else "")
            missing += [field] if wrong else []
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.kept.emit(answer)

    def _conditional(self) -> bool:
        return self.result.value() == ClearanceResult.CLEARED_WITH_CONDITION

    def _show_condition(self) -> None:
        self.rows["condition"].setVisible(self._conditional())


class AnswerRow(QWidget):
    """One answer: who, of which unit, what, when, and on which condition."""

    def __init__(self, answer: Clearance) -> None:
        """A row that says `answer`."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._who = text_label(role="strong", wrap=True)
        self._pill = Pill(parent=self)
        self._more = text_label(role="muted", wrap=True)
        self._condition = text_label(wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label in (self._who, self._more, self._condition):
            texts.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(10)
        row.addLayout(texts, 1)
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        self.show_answer(answer)

    def show_answer(self, answer: Clearance) -> None:
        """Say another answer."""
        parts = [answer.unit, dates.describe(answer.date_edtf, weekday=True)]
        self._who.setText(answer.person)
        self._more.setText(" · ".join(part for part in parts if part))
        condition = self.tr("Condition: %1").replace("%1", answer.condition) if answer.condition else ""
        self._condition.setText(condition)
        self._condition.setVisible(bool(condition))
        self._pill.set_pill(shown(answer.result), _TONES[answer.result])
        words = (answer.person, shown(answer.result), *parts, condition)
        self.setAccessibleName(", ".join(part for part in words if part))


class Answers(Section):
    """The answers, the first one first; hidden where there is none."""

    def __init__(self, context: Context) -> None:
        """No answer yet."""
        super().__init__(context, "")
        self.set_title(self.tr("Clearance"))
        self.setAccessibleName(self.tr("Clearance"))

    def show_answers(self, answers: list[Clearance]) -> None:
        """Show these."""
        self.fill(
            answers,
            lambda one: one.id,
            AnswerRow,
            lambda widget, one: widget.show_answer(one) if isinstance(widget, AnswerRow) else None,
        )
