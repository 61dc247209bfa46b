"""Two records that may be one: what tells them apart, beside each other, and where each appears."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from briefing.fieldspec import FieldSpec, FieldType, field_specs
from briefing.model import KINDS, Record
from briefing.store.doubles import Double
from ui.context import Context
from ui.exchange.pair_pane import PairPane
from ui.forms.change_words import shorten
from ui.forms.words import moment_words, value_words
from ui.widgets.card import Card
from ui.widgets.labels import isolate, text_label
from ui.words import counted, opened, word
from ui.words import tr as _tr

_NAMED = 3
"""So many of the records in which one appears are named."""


class DoublePane(PairPane):
    """`wanted` carries 0 or 1 for the record that stays, 2 where they are different."""

    wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        """Nothing is shown yet."""
        super().__init__(context, self.tr("The chosen pair"))

    def show_double(self, double: Double) -> None:
        """Show a pair."""
        self.clear()
        desk = self._context.desk
        cls = KINDS[double.kind]
        records = (desk.get(cls, double.first), desk.get(cls, double.second))
        differing, same = _told(records)
        noun = opened(word(cls.LABEL))
        self._column.addWidget(text_label(f"{noun} · {why_words(double.why)}", "muted", wrap=True))
        self._column.addWidget(text_label(isolate(double.first_title or double.second_title), "title", wrap=True))
        if same:
            names = ", ".join(word(spec.label) for spec in same)
            alike = self.tr("The same in both: %1").replace("%1", names)
            self._column.addWidget(text_label(alike, "hint", wrap=True))
        if not differing:
            self._column.addWidget(text_label(self.tr("No field tells them apart."), "hint", wrap=True))
        self._column.addSpacing(4)
        self.add_pair(self._side(record, differing, number) for number, record in enumerate(records))
        self._column.addSpacing(6)
        different = self.add_button(self.tr("They are different"), "x", 2, self.wanted.emit)
        self._column.addWidget(different, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()

    def _side(self, record: Record, differing: list[FieldSpec], number: int) -> Card:
        desk = self._context.desk
        card = Card()
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        title = str(getattr(record, record.TITLE))
        card.setAccessibleName(title)
        card.body.addWidget(text_label(isolate(title), "strong", wrap=True))
        stamp = desk.last_touched([record.id]).get(record.id)
        if stamp is not None:
            words = f"{isolate(stamp.user)} · {moment_words(stamp.at)}"
            card.body.addWidget(text_label(words, "hint", wrap=True))
        if record.deleted:
            gone = self.tr("Joined already; what another desk did with it since is moved.")
            card.body.addWidget(text_label(gone, "hint", wrap=True))
        for spec in differing:
            value = value_words(desk, spec, getattr(record, spec.name))
            card.body.addWidget(text_label(word(spec.label), "section"))
            card.body.addWidget(text_label(isolate(value) if value else self.tr("empty"), wrap=True, selectable=True))
        card.body.addWidget(text_label(self.tr("Appears in"), "section"))
        card.body.addWidget(text_label(self._places(record), wrap=True))
        card.body.addStretch(1)
        words = (self.tr("Join, keep this one"), self.tr("Join, keep that one"))[number]
        card.body.addWidget(self.add_button(words, "link", number, self.wanted.emit), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _places(self, record: Record) -> str:
        places = self._context.desk.appears_in(record.KIND, record.id)
        if not places:
            return self.tr("nothing yet")
        named = ", ".join(isolate(shorten(place.title)) for place in places[:_NAMED] if place.title)
        words = counted(len(places), "%1 record", "%1 records")
        return f"{words}: {named}" if named else words


def why_words(why: str) -> str:
    """Why two records may be one."""
    words = {
        "name": _tr("the same name"),
        "address": _tr("the same address"),
        "text": _tr("the same archived text"),
        "joined": _tr("joined on one desk, worked with on another"),
    }
    return words.get(why, why)


def _told(records: tuple[Record, Record]) -> tuple[list[FieldSpec], list[FieldSpec]]:
    """The fields in which two records differ, and those that say the same in both."""
    one, other = records
    differing: list[FieldSpec] = []
    same: list[FieldSpec] = []
    for spec in field_specs(type(one)):
        first, second = getattr(one, spec.name), getattr(other, spec.name)
        if spec.name in ("deleted", one.TITLE) or spec.type is FieldType.JSON or not (first or second):
            continue
        (same if first == second else differing).append(spec)
    return differing, same
