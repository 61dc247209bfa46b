"""Quotes, facts and positions: what the desk can cite, each kind in a list of its own, one place for all three."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing.ids import new_id
from briefing.model import KINDS, Actor, Fact, Issue, Position, Quote
from briefing.reading import Reading
from briefing.store.narrowed import tags
from briefing.terms import QuoteForm
from ui.context import Context
from ui.forms.choice_panel import ChoicePanel
from ui.forms.entry_panel import EntryPanel
from ui.forms.link_picker import LinkPicker
from ui.pages.base import Page
from ui.pages.evidence import FactDetail, PositionDetail, QuoteDetail
from ui.pages.listing import BIN
from ui.pages.records import FIELD, RecordsPage
from ui.widgets.chips import ChipRow
from ui.widgets.rows import RowText
from ui.words import counted, cut, marked


class Asked(NamedTuple):
    """A record that somebody chose, or the title of one that is still to be made."""

    kind: str
    record: str
    title: str = ""


class EvidenceList(RecordsPage):
    """One of the three lists; `other_wanted` carries the kind whose list was asked for."""

    other_wanted = Signal(str)

    def build(self) -> None:
        super().build()
        self.switch = ChipRow(self.context.icons, self.tr("Quotes, facts or positions"), exclusive=True)
        for kind, words, spoken in (
            (Quote.KIND, self.tr("Quotes"), self.tr("Show quotes")),
            (Fact.KIND, self.tr("Facts"), self.tr("Show facts")),
            (Position.KIND, self.tr("Positions"), self.tr("Show positions")),
        ):
            self.switch.add_chip(kind, words).setAccessibleName(spoken)
        self.switch.set_keys((self.KIND,))
        self.switch.changed.connect(lambda keys: self._on_switch(keys[0]))
        self.header.add_widget(self.switch)

    def _on_switch(self, kind: str) -> None:
        if kind != self.KIND:
            self.switch.set_keys((self.KIND,))
            self.other_wanted.emit(kind)


LISTED = (Quote.KIND, Fact.KIND, Position.KIND)
IN_SOURCE = frozenset({"show_in_source", "verify_quote"})
"""What can be done to a quote whose words stand in an archive."""


class QuoteList(EvidenceList):
    """All quotes."""

    KEY: ClassVar[str] = "quotes"
    KINDS: ClassVar[tuple[str, ...]] = (Quote.KIND,)
    KIND: ClassVar[str] = Quote.KIND
    TITLE: ClassVar[str] = marked("Quotes")
    NEW: ClassVar[str] = marked("New quote")
    ICON: ClassVar[str] = "quote"
    CHIPS: ClassVar[tuple[str, ...]] = (*tags(Quote.KIND), BIN)
    VERBS: ClassVar[frozenset[str]] = RecordsPage.VERBS | {"copy_quote"}
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No quotes yet"),
        marked("Open a source, select a passage, and capture it."),
    )

    def build(self) -> None:
        super().build()
        self.no_records.add_action(self.tr("Open sources"), self._to_sources)

    def make_detail(self) -> QuoteDetail:
        return QuoteDetail(self.context)

    def _to_sources(self) -> None:
        self.context.actions["go_sources"].trigger()

    def row_text(self, title: str, subtitle: str, tags: tuple[str, ...], date: str) -> RowText:  # type: ignore[override]
        row = super().row_text(title, subtitle, tags, date)
        verbatim = "paraphrase" not in tags
        return RowText(f"“{title}”" if verbatim else title, row.subtitle, row.pills, row.date, quote=True)

    def subtitle(self, reading: Reading) -> str:
        count = reading.counts()["quote"]
        quotes = counted(count.total, "%1 quote", "%1 quotes")
        return " · ".join((quotes, self.tr("%1 to verify").replace("%1", str(count.work))))

    def new_record(self) -> None:
        """Ask for a captured passage or our own words: nobody types between quotation marks."""
        if not self.context.may_edit():
            return
        options = (("capture", self.tr("Capture from a source")), ("write", self.tr("Write a paraphrase")))
        panel = ChoicePanel(self.context, self.new_button, self.tr("Whose words?"), options)
        panel.chosen.connect(lambda way: self._capture() if way == "capture" else self._ask_words())
        panel.open()

    def _capture(self) -> None:
        self.context.toast(self.tr("Select a passage in a source and capture it."))
        self._to_sources()

    def _ask_words(self) -> None:
        panel = EntryPanel(self.context, self.new_button, self.tr("What was said, in our words"))
        panel.entered.connect(self.write_paraphrase)
        panel.open()

    def write_paraphrase(self, words: str) -> None:
        """Make a paraphrase of these words, and ask for its speaker."""
        self.flush()
        values, made = {"exact": words, "form": QuoteForm.PARAPHRASE}, list[str]()
        if self.context.attempt(lambda: made.append(self.desk.create(self.KIND, values, origin=self.KEY))):
            entry = self.desk.latest
            self.refresh()
            self.show_record(self.KIND, made[0])
            self.detail.form.focus_field("speaker")
            self.context.offer_undo(self.tr("Wrote a paraphrase. Who said it?"), entry)

    def verbs(self) -> frozenset[str]:
        found = super().verbs()
        return found | IN_SOURCE if "copy_quote" in found and self.detail.in_source() else found

    def copy_with_source(self) -> None:
        self.detail.copy_with_source()

    def show_in_source(self) -> None:
        self.detail.open_source()

    def verify_quote(self) -> None:
        self.detail.verify_now()


class FactList(EvidenceList):
    """All facts."""

    KEY: ClassVar[str] = "facts"
    KINDS: ClassVar[tuple[str, ...]] = (Fact.KIND,)
    KIND: ClassVar[str] = Fact.KIND
    TITLE: ClassVar[str] = marked("Facts")
    NEW: ClassVar[str] = marked("New fact")
    ICON: ClassVar[str] = "tag"
    CHIPS: ClassVar[tuple[str, ...]] = (*tags(Fact.KIND), BIN)
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No facts yet"),
        marked("Add the figures a reader will ask for, each with its date and its source."),
    )

    def make_detail(self) -> FactDetail:
        return FactDetail(self.context)

    def new_values(self) -> dict[str, Any]:
        return {"label": self.tr("New fact")}

    def subtitle(self, reading: Reading) -> str:
        return counted(reading.count(Fact.KIND), "%1 fact", "%1 facts")


class PositionList(EvidenceList):
    """All positions."""

    KEY: ClassVar[str] = "positions"
    KINDS: ClassVar[tuple[str, ...]] = (Position.KIND,)
    KIND: ClassVar[str] = Position.KIND
    TITLE: ClassVar[str] = marked("Positions")
    NEW: ClassVar[str] = marked("New position")
    ICON: ClassVar[str] = "flag"
    CHIPS: ClassVar[tuple[str, ...]] = (*tags(Position.KIND), BIN)
    VERBS: ClassVar[frozenset[str]] = frozenset({"duplicate", "delete_record"})
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No positions yet"),
        marked("A position says what an actor wants of an issue, and how we know."),
    )

    def make_detail(self) -> PositionDetail:
        return PositionDetail(self.context)

    def subtitle(self, reading: Reading) -> str:
        return counted(reading.count(Position.KIND), "%1 position", "%1 positions")

    def new_record(self) -> None:
        """Ask whose position it is, on which issue, and what they want; then make it, with who and what is new."""
        if self.context.may_edit():
            self.flush()
            self._ask(Actor.KIND, lambda actor: self._ask(Issue.KIND, lambda issue: self._ask_words(actor, issue)))

    def _ask(self, kind: str, then: Callable[[Asked], object]) -> LinkPicker:
        picker = LinkPicker(self.context, kind, self.new_button, may_create=True)
        picker.chosen.connect(lambda record: then(Asked(kind, record)))
        picker.wanted_new.connect(lambda title: then(Asked(kind, "", title)))
        picker.open()
        return picker

    def _ask_words(self, actor: Asked, issue: Asked) -> None:
        panel = EntryPanel(self.context, self.new_button, self.tr("What do they want?"))
        panel.entered.connect(lambda words: self._make(actor, issue, words))
        panel.open()

    def _make(self, actor: Asked, issue: Asked, summary: str) -> None:
        made, group = list[str](), new_id()

        def make() -> None:
            ids = [one.record or self._create(one, group) for one in (actor, issue)]
            values = {"actor": ids[0], "issue": ids[1], "summary": summary}
            made.append(self.desk.create(self.KIND, values, group=group, origin=self.KEY))

        if self.context.attempt(make):
            self.refresh()
            self.show_record(self.KIND, made[0])
            self.detail.form.focus_field("stance")
            if actor.title or issue.title:
                new = " · ".join(cut(one.title) for one in (actor, issue) if one.title)
                self.context.offer_undo(self.tr("Made a position, and with it: %1").replace("%1", new), group)

    def _create(self, asked: Asked, group: str) -> str:
        return self.desk.create(asked.kind, {KINDS[asked.kind].TITLE: asked.title}, group=group, origin=self.KEY)


class QuotesPage(Page):
    """One place with three lists; each is built when it is first wanted."""

    KEY: ClassVar[str] = "quotes"
    KINDS: ClassVar[tuple[str, ...]] = (*LISTED, *(kind + FIELD for kind in LISTED))
    LISTS: ClassVar[dict[str, type[EvidenceList]]] = {
        Quote.KIND: QuoteList,
        Fact.KIND: FactList,
        Position.KIND: PositionList,
    }

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Show the list that was shown last."""
        super().__init__(context, parent)
        self._made: dict[str, EvidenceList] = {}
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        kind = context.settings.word("quotes/kind")
        self.show_kind(kind if kind in self.LISTS else Quote.KIND)

    @property
    def shown(self) -> EvidenceList:
        """The list that is shown."""
        page = self.stack.currentWidget()
        assert isinstance(page, EvidenceList)
        return page

    def show_kind(self, kind: str) -> EvidenceList:
        """Show the list of quotes, facts or positions."""
        if self._made and kind == self.shown.KIND:
            return self.shown
        if kind in self._made:
            page = self._made[kind]
            page.refresh()
        else:
            page = self._made[kind] = self.LISTS[kind](self.context)
            page.other_wanted.connect(self._switch)
            page.verbs_changed.connect(self.verbs_changed)
            self.stack.addWidget(page)
        if self._made and self.stack.currentWidget() is not None:
            self.shown.flush()
        self.stack.setCurrentWidget(page)
        self.context.settings.set_word("quotes/kind", kind)
        self.verbs_changed.emit()
        return page

    def _switch(self, kind: str) -> None:
        page = self.show_kind(kind)
        page.switch.take_focus()

    def refresh(self) -> None:
        self.shown.refresh()

    def show_record(self, kind: str, record_id: str) -> None:
        self.show_kind(kind.removesuffix(FIELD)).show_record(kind, record_id)

    def current_record(self) -> tuple[str, str] | None:
        return self.shown.current_record()

    def take_focus(self) -> None:
        self.shown.take_focus()

    def focus_filter(self) -> None:
        self.shown.focus_filter()

    def new_record(self) -> None:
        self.shown.new_record()

    def new_of(self, kind: str) -> None:
        self.show_kind(kind).new_record()

    def verbs(self) -> frozenset[str]:
        return self.shown.verbs()

    def duplicate_record(self) -> None:
        self.shown.duplicate_record()

    def delete_record(self) -> None:
        self.shown.delete_record()

    def restore_record(self) -> None:
        self.shown.restore_record()

    def link_to_issue(self) -> None:
        self.shown.link_to_issue()

    def comment_on_record(self) -> None:
        self.shown.comment_on_record()

    def copy_with_source(self) -> None:
        self.shown.copy_with_source()

    def show_in_source(self) -> None:
        self.shown.show_in_source()

    def verify_quote(self) -> None:
        self.shown.verify_quote()

    def is_waiting(self) -> bool:
        return self.shown.is_waiting()

    def flush(self) -> None:
        for page in self._made.values():
            page.flush()

    def stop(self) -> None:
        for page in self._made.values():
            page.stop()
