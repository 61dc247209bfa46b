"""What the desk can cite, one record at a time: a quote with its proof, a fact with its basis, a position."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from briefing.model import Actor, Fact, Position, Quote, Source
from briefing.rules import dates
from briefing.rules.passages import paragraph_number, surroundings
from briefing.terms import AnchorState, QuoteForm
from ui.context import Context
from ui.forms.copying import copy_quote
from ui.forms.field_editor import ORIGIN
from ui.forms.reword import Reword
from ui.forms.sections import Line, Section, fill_links
from ui.forms.title_field import TitleField, title_editor
from ui.forms.told_parts import BasisSection, CitationsSection
from ui.forms.variants import VariantsSection
from ui.importing.moved import MovedWindow
from ui.pages.detail import RecordDetail
from ui.reader.passage import Passage
from ui.widgets.banner import Banner
from ui.widgets.buttons import push_button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import isolate, text_label
from ui.words import cut, said
from ui.words import tr as _tr


class QuoteDetail(RecordDetail):
    """One quote: its words, the passage around them, and everything about them."""

    KIND: ClassVar[str] = Quote.KIND
    FIELDS: ClassVar[tuple[str, ...]] = (
        "speaker", "date_edtf", "speaker_certainty", "form", "occasion", "place", "locator", "is_key", "language",
        "original_language", "translator", "date_basis", "marking", "translation_text", "editor_note",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        self._quote: Quote | None = None
        super().__init__(context, _tr("Quote"))

    def build_title(self) -> None:
        self.words = text_label(role="quote", wrap=True, selectable=True)
        self.title = title_editor(self.context, Quote.KIND, "exact", placeholder=self.tr("What was said, in our words"))
        self.keep(self.title)
        self.words.setContentsMargins(8, 2, 8, 2)
        self.top.addWidget(self.words)
        self.top.addWidget(self.title.row)

    def build_above(self) -> None:
        context = self.context
        self.said = text_label(role="muted", wrap=True, selectable=True)
        self.gone = Banner(context.icons, self.tr("Its source is in the bin."), "amber", closable=False)
        self.bring_back = self.gone.add_action(self.tr("Restore the source"), self.restore_source)
        words = self.tr("Its source has a newer version. The quote stays true of the one it was taken from.")
        self.older = Banner(context.icons, words, "blue", closable=False)
        self.older.add_action(self.tr("See what moved…"), self.show_moved)
        self.show_in_source = push_button(
            context.icons, self.tr("Show in source"), "book-open", on_click=self.open_source
        )
        self.copy = push_button(context.icons, self.tr("Copy with source"), "copy", on_click=self.copy_with_source)
        self.verify = push_button(context.icons, self.tr("Verify now"), "shield-check", on_click=self.verify_now)
        self.change = push_button(context.icons, self.tr("Change the words…"), "pencil", on_click=self._offer)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=8)
        for button in (self.show_in_source, self.copy, self.verify, self.change):
            row.addWidget(button)
        self.reword = Reword(context)
        self.reword.reworded.connect(self._reword)
        self.proof = text_label(role="muted", wrap=True)
        self.passage = Passage(context.theme, self.tr("In its passage"))
        self.found = Card(self.tr("In the source"))
        self.found.body.addWidget(self.passage)
        self.found.body.addWidget(self.proof)
        self.source = Section(context, self.tr("Source"))
        for widget in (self.gone, self.older, self.said, buttons, self.reword, self.found, self.source):
            self.add(widget)

    def build_forms(self) -> None:
        super().build_forms()
        self.form.editors["form"].guard = self._may_take_form

    def _may_take_form(self, form: str) -> bool:
        """A verbatim quote becomes a paraphrase only after it was said what that costs, whatever way it is asked."""
        if form != QuoteForm.PARAPHRASE or self._quote is None or self._quote.form is QuoteForm.PARAPHRASE:
            return True
        self._offer()
        return False

    def show_title(self, record: Quote, *, editable: bool) -> None:
        paraphrase = record.form is QuoteForm.PARAPHRASE
        self.words.setVisible(not paraphrase)
        self.title.row.setVisible(paraphrase)
        self.words.setText(isolate(f"“{record.exact}”"))
        self.words.setAccessibleName(record.exact)
        self.title.show_record(record)
        field = self.title.widget
        assert isinstance(field, TitleField)
        field.setReadOnly(not (editable and paraphrase))
        self.change.setVisible(editable and not paraphrase)
        if self._quote is None or self._quote.id != record.id or paraphrase:
            self.reword.shut()
        self._quote = record

    def tags(self, record: Quote) -> Sequence[str]:
        state = self.context.desk.quote_state(record)
        form = () if record.form is QuoteForm.PARAPHRASE else (record.form.value,)
        source = self.context.desk.quote_source(record)
        gone = ("source in the bin",) if source is not None and source.deleted else ()
        return (state, *form, *gone, *(("key",) if record.is_key else ()))

    def fill(self, record: Quote, *, editable: bool) -> None:
        desk = self.context.desk
        state = desk.quote_state(record)
        paraphrase = record.form is QuoteForm.PARAPHRASE
        who = self._said(record)
        self.said.setText(f"{who}\n{self._proof(record, state, '')}" if paraphrase else who)
        archived = desk.quote_archive(record)
        self.gone.setVisible(archived is not None and bool(archived.source.deleted))
        self.bring_back.setVisible(not desk.read_only)
        self.verify.setVisible(not paraphrase)
        self.found.setVisible(not paraphrase)
        self.show_in_source.setEnabled(archived is not None)
        self.verify.setEnabled(archived is not None)
        source = archived.source if archived else None
        lines = [Line("quote_in_source", record.id, source.title, record.locator)] if source else []
        fill_links(self.source, lines)
        self._show_passage(record, archived.text if archived else "", state)
        older = source is not None and any(one.id == record.id for one in desk.older_quotes(source.id))
        self.older.setVisible(older)
        self.variants.show_quote(record, editable=editable)

    def build(self) -> None:
        self.variants = VariantsSection(self.context)
        self.add_section(self.variants)

    def show_moved(self) -> None:
        """Show what became of the words of this quote, and its neighbours, in the newest version of the source."""
        source = self.context.desk.quote_source(self._quote) if self._quote is not None else None
        if source is not None:
            MovedWindow(self.context, source.id, self.window()).show()

    def _said(self, quote: Quote) -> str:
        who = self.tr("Speaker not stated")
        if quote.speaker:
            actor = self.context.desk.get(Actor, quote.speaker)
            who = ", ".join(part for part in (actor.name, actor.role_as_stated) if part)
        stated, name = quote.speaker_as_stated, self.context.desk.title(Actor.KIND, quote.speaker)
        as_stated = self.tr("the source says “%1”").replace("%1", isolate(cut(stated))) if stated != name else ""
        day = dates.describe(quote.date_edtf, weekday=True)
        return " · ".join(part for part in (isolate(who), as_stated if stated else "", day) if part)

    def _show_passage(self, quote: Quote, text: str, state: str) -> None:
        self.proof.setText(self._proof(quote, state, text))
        exact = state == AnchorState.VERIFIED and quote.start is not None and quote.end is not None
        self.passage.setVisible(exact)
        if exact:
            assert quote.start is not None
            assert quote.end is not None
            first, last = surroundings(text, quote.start, quote.end)
            self.passage.show_passage(text[first:last], quote.start - first, quote.end - first)

    def _proof(self, quote: Quote, state: str, text: str) -> str:
        if state == AnchorState.VERIFIED:
            words = self.tr("Paragraph %1, characters %2 to %3 of the archived text, checked now: exact.")
            words = words.replace("%1", str(paragraph_number(text, quote.start or 0)))
            return words.replace("%2", f"{quote.start:,}").replace("%3", f"{quote.end:,}")
        if state == "paraphrase":
            return self.tr("A paraphrase: our words, never printed in quotation marks.")
        reason = said(self.context.desk.state_reason(quote))
        return " ".join((reason, self.tr("Export refuses this quote.")))

    def verify_now(self) -> None:
        """Compare the words with the archived text once more, and say what was found."""
        if self._id:
            self.show_record(self._id)
            self.context.toast(self.proof.text())

    def restore_source(self) -> None:
        """Bring the source of the quote back out of the bin."""
        desk = self.context.desk
        source = desk.quote_source(self._quote) if self._quote is not None else None
        if source is None or not self.context.may_edit():
            return
        if self.context.attempt(lambda: desk.restore(Source.KIND, source.id, origin=ORIGIN)):
            entry = desk.latest
            self.show_record(self._id)
            self.context.offer_undo(self.tr("Restored source “%1”.").replace("%1", cut(source.title)), entry)

    def copy_with_source(self) -> None:
        """Put the words and their citation on the clipboard, plain and rich."""
        if self._id:
            copy_quote(self.context, self._id)

    def in_source(self) -> bool:
        """Whether there is an archived text to compare the words with."""
        return self.show_in_source.isEnabled() and not self.verify.isHidden()

    def open_source(self) -> None:
        """Open the source at the words."""
        if self._id:
            self.context.go("quote_in_source", self._id)

    def _offer(self) -> None:
        if self._quote is not None and self.context.may_edit():
            self.reword.offer(self._quote.exact)
            self.column.activate()
            self.ensureWidgetVisible(self.reword)

    def _reword(self, words: str) -> None:
        desk, quote = self.context.desk, self._quote
        if quote is None:
            return
        if self.context.attempt(lambda: desk.reword(quote.id, words, origin=ORIGIN)):
            entry = desk.latest
            self.show_record(quote.id)
            self.context.offer_undo(self.tr("The quote is a paraphrase now."), entry)


class FactDetail(RecordDetail):
    """One fact, complete."""

    KIND: ClassVar[str] = Fact.KIND
    FIELDS: ClassVar[tuple[str, ...]] = (
        "value", "unit", "subject", "as_at_edtf", "credibility", "marking", "formula", "note",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, _tr("Fact"))

    def build(self) -> None:
        self.basis = BasisSection(self.context)
        self.citations = CitationsSection(self.context, Fact.KIND)
        for section in (self.citations, self.basis):
            self.add_section(section)

    def tags(self, record: Fact) -> Sequence[str]:
        desk = self.context.desk
        if desk.is_derived(record.id):
            return ("derived",)
        return tuple(sorted({desk.citation_state(one) for one in desk.citations(record.id)}))

    def fill(self, record: Fact, *, editable: bool) -> None:
        self.basis.show_owner(record.id, editable=editable)
        self.citations.show_owner(record.id, editable=editable)


class PositionDetail(RecordDetail):
    """One position, complete."""

    KIND: ClassVar[str] = Position.KIND
    FIELDS: ClassVar[tuple[str, ...]] = (
        "actor", "issue", "stance", "attribution", "red_line", "marking", "valid_from_edtf", "valid_to_edtf",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, _tr("Position"))

    def build(self) -> None:
        self.citations = CitationsSection(self.context, Position.KIND)
        self.add_section(self.citations)

    def tags(self, record: Position) -> Sequence[str]:
        return (record.stance.value, record.attribution.value, *(("red line",) if record.red_line else ()))

    def fill(self, record: Any, *, editable: bool) -> None:
        self.citations.show_owner(record.id, editable=editable)
