"""The same utterance as other sources print it: side by side, linked or taken off by a click, never by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing.model import Quote
from ui.context import Context
from ui.forms.change_label import change_label
from ui.forms.field_editor import ORIGIN
from ui.forms.sections import QuoteText, Section, quote_card, quote_text
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label
from ui.words import cut
from ui.words import tr as _tr


@dataclass(frozen=True)
class VariantLine:
    """Another quote beside the one that is shown (`words`): linked already, or alike by so much (0 to 1)."""

    text: QuoteText
    words: str
    linked: bool
    alike: float
    editable: bool


class VariantsSection(Section):
    """`show_quote` fills it; it hides where no other quote is alike."""

    def __init__(self, context: Context) -> None:
        """Nothing to show yet."""
        super().__init__(context, _tr("The same words in other sources"))
        self._quote = ""
        self.body.setSpacing(10)

    def show_quote(self, quote: Quote, *, editable: bool) -> None:
        """Show the variants of a quote, linked ones first."""
        desk, self._quote = self.context.desk, quote.id
        lines = [
            VariantLine(quote_text(self.context, one), quote.exact, True, 1.0, editable)
            for one in desk.variants(quote.id)
        ]
        lines += [
            VariantLine(quote_text(self.context, one.quote), quote.exact, False, one.alike, editable)
            for one in desk.variants_of(quote.id)
        ]
        self.fill(lines, lambda line: (line.text.id, line.linked), self._built)

    def link(self, other: str) -> None:
        """Say that two quotes are one utterance."""
        desk = self.context.desk
        words = _tr("Kept side by side as variants of one utterance.")
        self._do(lambda: desk.set_variant(self._quote, other, origin=ORIGIN), words)

    def take_off(self, other: str) -> None:
        """Say that the other quote is an utterance of its own after all."""
        desk = self.context.desk
        self._do(lambda: desk.take_off_variant(other, origin=ORIGIN), _tr("It is no variant any more."))

    def _do(self, verb: Callable[[], object], words: str) -> None:
        context = self.context
        if context.may_edit() and context.attempt(verb):
            quote = self._quote
            context.offer_undo(words, context.desk.latest, lambda: self._again(quote))
            self._again(quote)

    def _again(self, quote: str) -> None:
        if quote == self._quote:
            desk = self.context.desk
            self.show_quote(desk.get(Quote, quote), editable=not desk.read_only)

    def _built(self, line: VariantLine) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(quote_card(self.context, line.text))
        if line.text.words == line.words:
            column.addWidget(text_label(_tr("Letter for letter the same."), "hint", wrap=True))
        else:
            label = change_label(self.context.icons, _tr("Against this quote:"), line.words, line.text.words)
            label.setContentsMargins(2, 0, 2, 0)
            column.addWidget(label)
        if line.editable:
            column.addWidget(self._button(line), 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def _button(self, line: VariantLine) -> QWidget:
        other = line.text.id
        words, icon = (_tr("Take off"), "unlink") if line.linked else (_tr("Link as a variant"), "link")
        verb = self.take_off if line.linked else self.link
        button = push_button(self.context.icons, words, icon, quiet=True, on_click=lambda: verb(other))
        button.setProperty("small", True)
        button.setAccessibleName(f"{words}: {cut(line.text.words, 80)}")
        return button
