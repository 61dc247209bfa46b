"""The fields of one proposal, filled with what was understood; what is changed in them goes with the acceptance.

Responsible for: which fields a kind has, what they hold at first, and telling only what was changed.
Refuses to: store anything: the fields belong to no record before somebody accepts.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from briefing.desk.review_items import Item
from briefing.proposing.proposal import ProposedActor, ProposedEvent, ProposedFact, ProposedIssue, ProposedQuote
from briefing.rules.validation import spec_of
from briefing.terms import QuoteForm, SpeakerCertainty
from ui.context import Context
from ui.forms.fields import FieldWidget, make_field, set_readable
from ui.forms.ref_field import RefField
from ui.proposals import kinds
from ui.proposals.verbs import KeepsKeys
from ui.widgets.form_row import FormColumn, FormRow
from ui.widgets.labels import isolate, set_look
from ui.widgets.text_field import ChoiceField
from ui.words import cut, word

_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        kinds.QUOTE: ("speaker", "date_edtf", "form", "is_key"),
        kinds.ACTOR: ("name", "kind", "role_as_stated"),
        kinds.EVENT: ("title", "date_edtf", "modality", "kind", "place"),
        kinds.FACT: ("label", "value", "unit", "as_at_edtf"),
        kinds.ISSUE: ("title", "deadline_edtf"),
    }
)


class ProposalForm(QWidget):
    """`show_item` fills it; `values` are the fields that were changed. `done` asks to leave it, `sure` to accept."""

    done = Signal()
    sure = Signal()

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None) -> None:
        """The fields of a kind, empty."""
        super().__init__(parent)
        self._context = context
        self.kind = kind
        self._initial: dict[str, str] = {}
        self._offered = ""
        self.rows: dict[str, FormRow] = {}
        self._keeps = KeepsKeys(self)
        column = FormColumn(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        for name in _FIELDS[kind]:
            spec = spec_of(kind, name)
            field = make_field(context, spec)
            if (kind, name) == (kinds.QUOTE, "form") and isinstance(field, ChoiceField):
                field.set_options([(one, words) for one, words in _options(field) if one != QuoteForm.PARAPHRASE])
            set_look(field, "quiet", True)
            field.installEventFilter(self._keeps)
            self.rows[name] = column.add_row(FormRow(context.icons, word(spec.label), field, beside=True))
        self.new_speaker = QCheckBox()
        self.new_speaker.installEventFilter(self._keeps)
        self.new_speaker.hide()
        if "speaker" in self.rows:
            self.rows["speaker"].add_below(self.new_speaker)
            speaker = self.field("speaker")
            assert isinstance(speaker, RefField)
            speaker.committed.connect(lambda _id: self._on_speaker())

    def show_item(self, values: Mapping[str, Any], *, editable: bool) -> None:
        """Show what a proposal holds."""
        self._initial = {name: str(values.get(name) or "") for name in self.rows}
        for name, row in self.rows.items():
            row.set_error("")
            self._field(name).set_value(self._initial[name])
            set_readable(row.field, editable)

    def suggest(self, values: Mapping[str, Any]) -> None:
        """Put into fields what goes with the acceptance unless somebody changes it."""
        for name, value in values.items():
            self._field(name).set_value(str(value))

    def offer_speaker(self, name: str, *, wanted: bool) -> None:
        """Offer to make a speaker of this name who is not there yet; an empty name offers none."""
        self._offered = name
        self.new_speaker.setText(self.tr("New actor: %1").replace("%1", isolate(cut(name, 60))))
        self.new_speaker.setChecked(wanted)
        self._on_speaker()

    def makes_speaker(self) -> bool:
        """Whether the speaker is to be made."""
        return self.new_speaker.isVisibleTo(self) and self.new_speaker.isChecked()

    def values(self) -> dict[str, Any]:
        """The fields that were changed, by name."""
        return {name: now for name in self.rows if (now := self._value(name)) != self._initial.get(name, "")}

    def settle(self, elsewhere: QWidget) -> QWidget | None:
        """Leave the field that is typed in for `elsewhere`; returns a field whose words mean nothing, if any."""
        for row in self.rows.values():
            row.set_error("")
        if self.isAncestorOf(QApplication.focusWidget() or elsewhere):
            elsewhere.setFocus(Qt.FocusReason.OtherFocusReason)
        return next((row.field for row in self.rows.values() if row.error()), None)

    def _on_speaker(self) -> None:
        self.new_speaker.setVisible(bool(self._offered) and not self._value("speaker"))

    def field(self, name: str) -> QWidget:
        """The widget of a field."""
        return self.rows[name].field

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        fields = [row.field for row in self.rows.values()]
        return [*fields[:1], self.new_speaker, *fields[1:]]

    def take_focus(self) -> None:
        """Put the focus into the first field."""
        first = next(iter(self.rows.values())).field
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        select = getattr(first, "selectAll", getattr(first, "select_all", None))
        if select is not None:
            select()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sure.emit()
        else:
            super().keyPressEvent(event)

    def _field(self, name: str) -> FieldWidget:
        field: Any = self.rows[name].field
        return field  # type: ignore[no-any-return]

    def _value(self, name: str) -> str:
        return self._field(name).value()


def _options(field: ChoiceField) -> list[tuple[str, str]]:
    return [(str(field.itemData(at)), field.itemText(at)) for at in range(field.count())]


def offered_speaker(item: Item) -> tuple[str, bool]:
    """The name of a speaker who could be made with a quote, and whether that is meant unless somebody says no."""
    quote = item.proposal
    if not isinstance(quote, ProposedQuote) or item.known:
        return "", False
    if quote.resolved:
        return quote.resolved, True
    unnamed = quote.certainty in (SpeakerCertainty.ANONYMOUS, SpeakerCertainty.COLLECTIVE)
    return (quote.speaker.name if quote.speaker is not None and unnamed else ""), False


def proposed(item: Item) -> dict[str, Any]:
    """What the fields hold at first."""
    match item.proposal:
        case ProposedQuote() as quote:
            return {"speaker": item.known[0] if item.known else "", "form": quote.form}
        case ProposedActor() as actor:
            return {"name": actor.name, "kind": actor.kind, "role_as_stated": actor.role}
        case ProposedEvent() as event:
            values = {"title": event.what, "date_edtf": event.edtf, "modality": event.modality}
            return {**values, "kind": event.kind, "place": event.place}
        case ProposedFact() as fact:
            return {"label": fact.label, "value": fact.value, "unit": fact.unit, "as_at_edtf": fact.edtf}
        case ProposedIssue() as issue:
            return {"title": issue.title, "deadline_edtf": issue.deadline}
