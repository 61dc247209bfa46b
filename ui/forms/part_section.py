"""The parts of a record (roles, names, relations, where it is told …): lines that open into their forms, in place.

Responsible for: adding a part, opening its form, deleting it with a way back.
Refuses to: know any kind of part by name; a subclass says how its lines read and what a new one holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from briefing.ids import new_id
from briefing.model import KINDS, Record
from ui.context import Context
from ui.forms.entry_panel import EntryPanel
from ui.forms.expanding import ExpandingRow, FormShape
from ui.forms.field_editor import ORIGIN
from ui.forms.link_picker import LinkPicker
from ui.forms.panel import Panel
from ui.forms.sections import Line, Section, lead_width
from ui.words import cut, word
from ui.words import tr as _tr

Part = tuple[Line, Record]
"""How a part reads, and the part. The line's kind and id are those of the record that the part leads to, if any."""


class PartSection(Section):
    """`show_owner` it after every change. The button asks for the record (or the words) a new part begins with."""

    SHAPE: ClassVar[FormShape]
    ASK: ClassVar[str] = ""
    """The kind of record that a new part begins with; empty where it begins with words."""
    QUESTION: ClassVar[str] = ""
    """What is asked for, where it is words."""
    WORDS: ClassVar[str] = ""
    """The field for which words are asked with `QUESTION`, after the record that a new part begins with."""
    FOCUS: ClassVar[str] = ""
    """The field that is filled next, after a part was made; empty where nothing need be."""
    MAY_CREATE: ClassVar[bool] = True
    """Whether the record asked for can be made on the way."""

    def __init__(self, context: Context, title: str, empty: str, add: str) -> None:
        """An empty section; `add` are the spoken words of its button."""
        super().__init__(context, title, empty)
        self.owner = ""
        self.add = self.add_action("plus", _tr("Add"), self.pick, add)

    # what a subclass says

    def parts(self) -> Sequence[Part]:
        """The parts of `owner` as they are now."""
        raise NotImplementedError  # pragma: no cover

    def values(self, begun: str) -> Mapping[str, Any]:
        """What a new part holds that begins with this record (or these words)."""
        raise NotImplementedError  # pragma: no cover

    def without(self) -> Sequence[str]:
        """The records that are not offered for a new part."""
        return ()

    def shape(self, part: Record) -> FormShape:
        """The form of a part."""
        return self.SHAPE

    # behaviour

    def show_owner(self, owner: str, *, editable: bool = True) -> None:
        """Show the parts of this record as they are now."""
        if owner != self.owner:
            self.fold()
        self.owner = owner
        may = editable and not self.context.desk.read_only
        self.add.setVisible(may)
        found = self.parts()
        lines = [line for line, _part in found]
        width = lead_width(self.context, lines) if any(line.lead for line in lines) else 0
        self.fill(
            [(line, width, part) for line, part in found],
            lambda row: (owner, row[2].id),  # a relation reads otherwise from its other end
            lambda row: self._row(*row),
            lambda widget, row: widget.show_line(*row) if isinstance(widget, ExpandingRow) else None,
        )
        self.setVisible(bool(found) or may)

    def flush(self) -> None:
        """Save what is half typed, now."""
        for row in self.widgets():
            if isinstance(row, ExpandingRow):
                row.flush()

    def pick(self) -> Panel:
        """Ask for what a new part begins with, and for what else it cannot be without."""
        if self.ASK:
            picker = LinkPicker(self.context, self.ASK, self.add, self.without(), may_create=self.MAY_CREATE)
            picker.chosen.connect(lambda record: self.ask_more(lambda more: self.make(record, more)))
            picker.wanted_new.connect(lambda title: self.ask_more(lambda more: self._make_both(title, more)))
            picker.open()
            return picker
        panel = EntryPanel(self.context, self.add, _tr(self.QUESTION))
        panel.entered.connect(lambda words: self.make(words))
        panel.open()
        return panel

    def ask_more(self, then: Callable[[Mapping[str, Any]], object]) -> Panel | None:
        """Ask for the words of `WORDS`, where there is a question for them, before anything is made."""
        if not self.WORDS:
            then({})
            return None
        panel = EntryPanel(self.context, self.add, _tr(self.QUESTION))
        panel.entered.connect(lambda words: then({self.WORDS: words}))
        panel.open()
        return panel

    def make(self, begun: str, more: Mapping[str, Any] | None = None, group: str = "") -> None:
        """Make a part that begins with this record (or these words), and open its form."""
        desk, made = self.context.desk, list[str]()
        values = {**self.values(begun), **(more or {})}
        if self.context.may_edit() and self.context.attempt(
            lambda: made.append(desk.create(self.SHAPE.kind, values, group=group, origin=ORIGIN))
        ):
            self.show_owner(self.owner)
            if self.FOCUS:
                open_row(self, made[0], self.FOCUS)

    def _make_both(self, title: str, more: Mapping[str, Any]) -> None:
        desk, made, group = self.context.desk, list[str](), new_id()
        cls = KINDS[self.ASK]
        if self.context.may_edit() and self.context.attempt(
            lambda: made.append(desk.create(self.ASK, {cls.TITLE: title}, group=group, origin=ORIGIN))
        ):
            self.make(made[0], more, group)
            words = _tr("Made the %1 “%2” and added it.").replace("%1", word(cls.LABEL)).replace("%2", cut(title))
            self.context.offer_undo(words, group)

    def delete(self, part: str) -> None:
        """Delete a part, with a way back."""
        desk, kind = self.context.desk, self.SHAPE.kind
        if self.context.may_edit() and self.context.attempt(lambda: desk.delete(kind, part, origin=ORIGIN)):
            entry = desk.latest
            self.show_owner(self.owner)
            self.context.offer_undo(_tr("Deleted %1.").replace("%1", word(KINDS[kind].LABEL)), entry)

    def _row(self, line: Line, width: int, part: Record) -> QWidget:
        row = ExpandingRow(
            self.context, self.shape(part), (("trash-2", _tr("Delete"), lambda: self.delete(part.id)),), leads=True
        )
        row.show_line(line, width, part)
        return row


def open_row(section: Section, part: str, field: str) -> None:
    """Open the form of a part that was just made, with the focus in the field to fill first."""
    for row in section.widgets():
        if isinstance(row, ExpandingRow) and row.record_id() == part:
            row.open_form(field)
