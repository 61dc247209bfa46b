"""Which widget edits a field of which type. All of them speak text: `value`, `set_value`, `flush`, `committed`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QWidget

from briefing.fieldspec import FieldSpec, FieldType
from briefing.model import Quote
from briefing.terms import in_words
from ui.context import Context
from ui.forms.date_field import DateField
from ui.forms.link_picker import LinkPicker
from ui.forms.ref_field import RefField
from ui.prose.field import ProseField
from ui.spelling.help import helped
from ui.tones import shown
from ui.widgets.autosave import Autosave
from ui.widgets.text_field import ChoiceField, LineField, TextField
from ui.words import word


class FieldWidget(Protocol):
    """What every field widget does."""

    committed: SignalInstance
    session_started: SignalInstance
    session_ended: SignalInstance
    error_changed: SignalInstance

    def value(self) -> str: ...
    def set_value(self, text: str, /) -> None: ...
    def flush(self) -> None: ...
    def set_error(self, text: str, /) -> None: ...


class FlagField(QCheckBox):
    """Yes (`1`) or no (empty)."""

    committed = Signal(str)
    session_started = Signal()
    session_ended = Signal()
    error_changed = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        """A box that is not ticked."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._autosave = Autosave(self, self.value)
        self._autosave.committed.connect(self.committed)
        self._autosave.session_started.connect(self.session_started)
        self._autosave.session_ended.connect(self.session_ended)
        self.clicked.connect(lambda _on: self._autosave.flush())

    def value(self) -> str:
        """`1` or empty."""
        return "1" if self.isChecked() else ""

    def set_value(self, text: str) -> None:
        """Show a stored answer."""
        self.setChecked(bool(text))
        self._autosave.set_baseline(self.value())

    def flush(self) -> None:
        """Commit now, if the answer differs from the stored one."""
        self._autosave.flush()

    def set_error(self, text: str) -> None:
        """Say what is wrong."""
        self.setAccessibleDescription(text)
        self.error_changed.emit(text)


def make_field(context: Context, spec: FieldSpec, placeholder: str = "") -> QWidget:
    """The widget for a field; it is a `FieldWidget`."""
    match spec.type:
        case FieldType.PROSE:
            return ProseField(context, word(spec.label), placeholder, partial(choose_quote, context))
        case FieldType.VERBATIM:
            return TextField(word(spec.label), placeholder)
        case FieldType.CHOICE:
            assert spec.choices is not None
            return ChoiceField(
                word(spec.label), [(option.value, choice_words(option.value)) for option in spec.choices]
            )
        case FieldType.FLAG:
            return FlagField(word(spec.label))
        case FieldType.DATE:
            return DateField(context, word(spec.label), placeholder)
        case FieldType.REF:
            field = RefField(context, spec.target, word(spec.label), may_create=True)
            if placeholder:
                field.setPlaceholderText(placeholder)
            return field
        case _:
            line = LineField(word(spec.label), placeholder)
            return helped(line, context) if spec.own_words else line


def choose_quote(context: Context, field: QWidget, then: Callable[[str], None]) -> None:
    """Let the user choose a quote below `field`; `then` hears its id, or an empty text where none was chosen."""
    picker = LinkPicker(context, Quote.KIND, field)
    chosen: list[str] = []
    picker.chosen.connect(chosen.append)
    picker.chosen.connect(then)
    picker.closed.connect(lambda: QTimer.singleShot(0, field, lambda: None if chosen else then("")))
    picker.open()


def choice_words(value: str) -> str:
    """A value of a closed list as people read it: `Reported, unconfirmed`, `State or territory`."""
    return shown(in_words(value))


def set_readable(widget: QWidget, editable: bool) -> None:
    """Let a field be edited, or only be read (and selected and copied)."""
    if isinstance(widget, LineField | RefField | TextField):
        widget.setReadOnly(not editable)
        if isinstance(widget, LineField | RefField):
            widget.setClearButtonEnabled(editable and isinstance(widget, RefField))
    else:
        widget.setEnabled(editable)


def as_text(value: Any) -> str:
    """A stored value as its field speaks it."""
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)
