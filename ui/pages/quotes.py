"""Quotes, facts and positions: what the desk can cite, each with how far it may be trusted."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QMimeData, QModelIndex
from PySide6.QtWidgets import QApplication, QWidget

from briefing.model import Actor, Fact, Position, Quote
from briefing.rules import dates
from briefing.rules.passages import paragraph_number, surroundings
from briefing.terms import AnchorState, QuoteForm
from ui.context import Context
from ui.forms.sections import Line, Section, fill_links
from ui.pages.detail import RecordDetail
from ui.pages.master import MasterPage
from ui.pages.told import fill_citations
from ui.reader.passage import Passage
from ui.widgets.buttons import push_button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import isolate, set_look, text_label
from ui.widgets.rows import RowText
from ui.words import marked
from ui.words import tr as _tr

_QUOTE = (
    "speaker", "date_edtf", "speaker_certainty", "form", "occasion", "place", "locator", "is_key", "language",
    "original_language", "translator", "date_basis", "marking", "translation_text", "editor_note",
)  # fmt: skip
_FACT = ("label", "value", "unit", "subject", "as_at_edtf", "credibility", "formula", "marking", "note")
_POSITION = ("summary", "actor", "issue", "stance", "attribution", "red_line", "valid_from_edtf", "valid_to_edtf")


class QuoteDetail(RecordDetail):
    """One quote: its words, read-only, the passage around them, and everything about them."""

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, "quote", _QUOTE, _tr("Quote"))
        set_look(self.title, "role", "quote")

    def build_above(self) -> None:
        context = self.context
        self.said = text_label(role="muted", wrap=True, selectable=True)
        self.show_in_source = push_button(context.icons, self.tr("Show in source"), "book-open", on_click=self._go)
        self.copy = push_button(context.icons, self.tr("Copy with source"), "copy", on_click=self.copy_with_source)
        self.verify = push_button(context.icons, self.tr("Verify now"), "shield-check", on_click=self.verify_now)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=8)
        for button in (self.show_in_source, self.copy, self.verify):
            row.addWidget(button)
        self.proof = text_label(role="muted", wrap=True)
        self.passage = Passage(context.theme, self.tr("In its passage"))
        self.found = Card(self.tr("In the source"))
        self.found.body.addWidget(self.passage)
        self.found.body.addWidget(self.proof)
        self.source = Section(context, self.tr("Source"))
        for widget in (self.said, buttons, self.found, self.source):
            self.add(widget)
        self._quote: Quote | None = None

    def show_quote(self, quote: Quote) -> None:
        """Show everything the store holds of a quote, checked now."""
        desk = self.context.desk
        self._quote = quote
        state = desk.quote_state(quote)
        verbatim = quote.form is not QuoteForm.PARAPHRASE
        self.show_head(
            quote, quote.exact, [state, quote.form.value, *(["key"] if quote.is_key else [])], verbatim=verbatim
        )
        self.said.setText(self._said(quote))
        self.show_fields(quote)
        archived = desk.quote_archive(quote)
        self.show_in_source.setEnabled(archived is not None)
        self.verify.setEnabled(archived is not None)
        source = archived.source if archived else None
        lines = [Line("quote_in_source", quote.id, source.title, quote.locator)] if source else []
        fill_links(self.source, lines)
        self._show_passage(quote, archived.text if archived else "", state)

    def _said(self, quote: Quote) -> str:
        who = self.tr("Speaker not stated")
        if quote.speaker:
            actor = self.context.desk.get(Actor, quote.speaker)
            who = ", ".join(part for part in (actor.name, actor.role_as_stated) if part)
        return " · ".join(part for part in (isolate(who), dates.describe(quote.date_edtf, weekday=True)) if part)

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
        return {
            "paraphrase": self.tr("A paraphrase: our words, never printed in quotation marks."),
            "source_changed": self.tr("The archived text was altered or the words moved. Export refuses this quote."),
            "ambiguous": self.tr("The words stand elsewhere, more than once. Export refuses this quote."),
            "missing": self.tr("The words are not in the archived text. Export refuses this quote."),
        }.get(state, state)

    def verify_now(self) -> None:
        """Compare the words with the archived text once more, and say what was found."""
        if self._quote is None:
            return
        quote = self.context.desk.get(Quote, self._quote.id)
        self.show_quote(quote)
        self.context.toast(self.proof.text())

    def _go(self) -> None:
        if self._quote is not None:
            self.context.go("quote_in_source", self._quote.id)

    def copy_with_source(self) -> None:
        """Put the words and their citation on the clipboard, plain and rich."""
        quote = self._quote
        if quote is None:
            return
        desk = self.context.desk
        source = desk.quote_source(quote)
        who = desk.title("actor", quote.speaker) or self.tr("Speaker not stated")
        told = ", ".join(
            part for part in (who, dates.describe(quote.date_edtf), source.title if source else "") if part
        )
        marks = ("", "") if quote.form is QuoteForm.PARAPHRASE else ("“", "”")
        words = f"{marks[0]}{quote.exact}{marks[1]}"
        data = QMimeData()
        data.setText(f"{words} — {told}")
        data.setHtml(f"<blockquote>{_escaped(words)}</blockquote><p>— {_escaped(told)}</p>")
        QApplication.clipboard().setMimeData(data)
        self.context.toast(self.tr("Copied with its source."))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class FactDetail(RecordDetail):
    """One fact, complete."""

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, "fact", _FACT, _tr("Fact"))

    def build(self) -> None:
        self.basis = Section(self.context, self.tr("Derived from"))
        self.citations = Section(self.context, self.tr("Told in"))
        self.add(self.basis)
        self.add(self.citations)

    def show_fact(self, fact: Fact) -> None:
        """Show everything the store holds of a fact."""
        self.show_head(fact, fact.label, ["derived"] if fact.formula else ["cited"])
        self.show_fields(fact)
        basis = self.context.desk.basis(fact.id)
        fill_links(self.basis, [Line("fact", b.id, b.label, f"{b.value} {b.unit}".strip()) for b in basis])
        fill_citations(self.citations, fact.id)


class PositionDetail(RecordDetail):
    """One position, complete."""

    def __init__(self, context: Context) -> None:
        """Build the sections."""
        super().__init__(context, "position", _POSITION, _tr("Position"))

    def build(self) -> None:
        self.citations = Section(self.context, self.tr("Told in"))
        self.add(self.citations)

    def show_position(self, position: Position) -> None:
        """Show everything the store holds of a position."""
        actor = self.context.desk.title("actor", position.actor)
        self.show_head(position, f"{actor}: {position.summary}", [position.stance.value, position.attribution.value])
        self.show_fields(position)
        fill_citations(self.citations, position.id)


class QuotesPage(MasterPage):
    """All quotes; a fact or a position that somebody follows a link to is shown here as well."""

    KEY: ClassVar[str] = "quotes"
    KINDS: ClassVar[tuple[str, ...]] = ("quote", "fact", "position")
    KIND: ClassVar[str] = "quote"
    TITLE: ClassVar[str] = marked("Quotes")
    ICON: ClassVar[str] = "quote"
    CHIPS: ClassVar[tuple[str, ...]] = ("key", "verified", "source_changed", "missing", "paraphrase")
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No quotes yet"),
        marked("Open a source, select a passage, and capture it."),
    )

    def build(self) -> None:
        self.detail = QuoteDetail(self.context)
        self.fact = FactDetail(self.context)
        self.position = PositionDetail(self.context)
        for widget in (self.detail, self.fact, self.position):
            self.details.addWidget(widget)
        self._other: tuple[str, str] | None = None
        self.no_records.add_action(self.tr("Open sources"), self._to_sources)

    def _to_sources(self) -> None:
        self.context.actions["go_sources"].trigger()

    def row_text(self, title: str, subtitle: str, tags: tuple[str, ...], date: str) -> RowText:  # type: ignore[override]
        row = super().row_text(title, subtitle, tags, date)
        verbatim = "paraphrase" not in tags
        return RowText(f"“{title}”" if verbatim else title, row.subtitle, row.pills, row.date, quote=True)

    def show_detail(self, record_id: str) -> None:
        if self._other is None:
            self.detail.show_quote(self.desk.get(Quote, record_id))
            self.details.setCurrentWidget(self.detail)
        else:
            self._show_other()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._other = None
        super()._on_current(current, previous)

    def show_record(self, kind: str, record_id: str) -> None:
        if kind == "quote":
            self._other = None
            super().show_record(kind, record_id)
            return
        self._other = (kind, record_id)
        self._show_other()

    def _show_other(self) -> None:
        assert self._other is not None
        kind, record_id = self._other
        if kind == "fact":
            self.fact.show_fact(self.desk.get(Fact, record_id))
            self.details.setCurrentWidget(self.fact)
        else:
            self.position.show_position(self.desk.get(Position, record_id))
            self.details.setCurrentWidget(self.position)

    def current_record(self) -> tuple[str, str] | None:
        return self._other or super().current_record()

    def subtitle(self) -> str:
        count = self.desk.counts()["quote"]
        words = self.tr("%1 quotes · %2 to verify").replace("%1", str(count.total))
        return words.replace("%2", str(count.work))

    def new_record(self) -> None:
        self.context.toast(self.tr("Select a passage in a source and capture it."))
        self._to_sources()

    def flush(self) -> None:
        for detail in (self.detail, self.fact, self.position):
            detail.flush()
