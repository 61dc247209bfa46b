"""The preview of an exchange: what would be taken, record by record, before anything is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing.store.exchange import RecordChange
from ui.context import Context
from ui.exchange.change_pane import ChangePane
from ui.exchange.core import Arrival
from ui.exchange.sides import SideBySide, framed, record_view
from ui.exchange.told import Words, counts, ordered
from ui.forms.words import moment_words
from ui.models.record_list import ID_ROLE, RecordList
from ui.widgets.banner import Banner
from ui.widgets.chips import ChipRow
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import isolate, text_label
from ui.widgets.pill import Pill
from ui.widgets.rows import RowText
from ui.words import counted, said

ALL, BOTH = "all", "both"
_NAMES = 4
"""So many people are named."""


class PreviewPanel(QWidget):
    """Who, when and how much on top; a list of records, and what happens to the chosen one."""

    def __init__(self, context: Context, arrival: Arrival) -> None:
        """Show an arrival that has something."""
        super().__init__()
        self._context = context
        self.arrival = arrival
        self.words = Words(context.desk, arrival)
        self._records: dict[str, RecordChange] = {}
        self.list = record_view(context, self._rows, self.tr("Records that would change"))
        self.pane = ChangePane(context)
        self.chips = ChipRow(context.icons, self.tr("Which records are shown"), exclusive=True)
        self.chips.changed.connect(lambda _keys: self._fill())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self._fill_chips()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (*self._head(), *self._notices(), self.chips):
            column.addWidget(widget)
        column.addWidget(framed(SideBySide(context, self.list, self.pane)), 1)
        self._fill()

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.list.setFocus()

    def chosen(self) -> RecordChange | None:
        """The record that is chosen."""
        return self._records.get(str(self.list.currentIndex().data(ID_ROLE) or ""))

    def facts(self) -> str:
        """Who made the changes, how many they are, and from when to when."""
        preview = self.arrival.preview
        origin = preview.origin
        names = [isolate(user) for user in origin.users[:_NAMES]]
        if len(origin.users) > _NAMES:
            names.append(self.tr("others"))
        first, last = moment_words(origin.first), moment_words(origin.last)
        steps = counted(preview.steps, "%1 step by %2", "%1 steps by %2", ", ".join(names))
        return f"{steps} · {first}" if first == last else f"{steps} · {first} – {last}"

    def _head(self) -> list[QWidget]:
        title = self.tr("Changes from %1").replace("%1", isolate(self.arrival.where.name))
        pills = QWidget()
        flow = FlowLayout(pills)
        for words, tone in counts(self.arrival):
            flow.addWidget(Pill(words, tone, parent=pills))
        return [text_label(title, "title", wrap=True), text_label(self.facts(), "muted", wrap=True), pills]

    def _notices(self) -> list[QWidget]:
        found: list[QWidget] = []
        preview = self.arrival.preview
        hints = []
        if preview.conflicts or preview.doubles:
            hints.append(self.tr("Nothing is lost: what needs a decision waits for you after taking."))
        if preview.merged:
            hints.append(self.tr("Texts in which different sentences were changed get the changes of both."))
        if hints:
            found.append(text_label(" ".join(hints), "hint", wrap=True))
        found += [Banner(self._context.icons, said(one), "amber", closable=False) for one in preview.notices]
        return found

    def _fill_chips(self) -> None:
        names = {
            ALL: self.tr("All"),
            BOTH: self.tr("Changed on both desks"),
            "new": self.tr("New"),
            "changed": self.tr("Changed"),
            "deleted": self.tr("To the bin"),
            "restored": self.tr("Back from the bin"),
        }
        for key, words in names.items():
            if key == ALL or self._among(key):
                self.chips.add_chip(key, words)
        self.chips.setVisible(len(self._among(ALL)) > 1)

    def _among(self, key: str) -> list[RecordChange]:
        records = ordered(self.arrival.preview, self.words)
        if key == BOTH:
            return [one for one in records if self.words.contested(one)]
        return [one for one in records if key in (ALL, one.what)]

    def _fill(self) -> None:
        key = next(iter(self.chips.keys()), ALL)
        self._records = {one.id: one for one in self._among(key)}
        model = self.list.model()
        assert isinstance(model, RecordList)
        model.set_ids(list(self._records))
        if self._records:
            self.list.setCurrentIndex(model.index(0))
        self._show_chosen()

    def _rows(self, ids: Sequence[str]) -> dict[str, RowText]:
        return {one: self.words.row(self._records[one]) for one in ids}

    def _show_chosen(self) -> None:
        change = self.chosen()
        if change is None:
            self.pane.clear()
        else:
            self.pane.show_change(self.words, change)
