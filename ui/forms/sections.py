"""What every detail view is made of: sections with a heading, lines that lead to a record, cards of quotes.

Responsible for: filling a section again without losing the focus, and one look for all pages.
Refuses to: read more than it is handed, and to edit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from briefing.model import Actor, Quote, Source
from briefing.rules import dates
from briefing.terms import QuoteForm
from ui.context import Context
from ui.forms.copying import KEYS, copy_quote
from ui.forms.lines import Line, RecordLink, WithButton
from ui.tones import shown, tone
from ui.widgets.buttons import push_button
from ui.widgets.card import QuoteCard
from ui.widgets.dragging import DragSource
from ui.widgets.labels import text_label
from ui.words import cut
from ui.words import tr as _tr

__all__ = [
    "Line", "QuoteText", "RecordLink", "Section", "WithButton", "fill_links", "fill_quote_menu", "fill_quotes",
    "lead_width", "quote_card", "quote_text",
]  # fmt: skip

T = TypeVar("T", bound=Hashable)

_SHORT = 24  # characters that are not torn apart at the end of a line


class Section(QWidget):
    """A heading with its buttons, and widgets below it. `fill` it again and again: what is the same stays.

    Of a long list the first `AT_MOST` are shown, and a button that shows `STEP` more: each is a widget, and hundreds
    of them made at once would be felt.
    """

    AT_MOST: ClassVar[int] = 15
    STEP: ClassVar[int] = 50

    def __init__(self, context: Context, title: str, empty: str = "", parent: QWidget | None = None) -> None:
        """A section without content; `empty` is said while there is none (without it the section hides)."""
        super().__init__(parent)
        self.context = context
        self.title = title
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._heading = text_label(title, "section")
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self._head.addWidget(self._heading)
        self._head.addStretch(1)
        self._empty = text_label(empty, "muted", wrap=True)
        self._has_empty = bool(empty)
        self._shown: dict[Any, tuple[Any, QWidget]] = {}
        self._room = self.AT_MOST
        self._fill_again: Callable[[], object] = lambda: None
        self.more = push_button(context.icons, "", "chevron-down", quiet=True, on_click=self.show_more)
        self.more.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head)
        column.addWidget(self._empty)
        column.addLayout(self.body)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        if not self._has_empty:  # what has no parent yet must not be shown: it would flash up as a window
            self._empty.hide()
            self.hide()

    def add_action(self, icon: str, text: str, on_click: Callable[[], object], label: str = "") -> QPushButton:
        """A quiet button at the end of the heading; `label` is its accessible name where `text` is short."""
        button = push_button(self.context.icons, text, icon, quiet=True, on_click=on_click)
        button.setProperty("small", True)
        if label:
            button.setAccessibleName(label)
        self._head.addWidget(button)
        return button

    def set_title(self, title: str) -> None:
        """Change the words of the heading, for example its count."""
        self._heading.setText(title)

    def fill(
        self,
        items: Sequence[Any],
        key: Callable[[T], Any],
        build: Callable[[T], QWidget],
        update: Callable[[QWidget, T], object] | None = None,
        *,
        tell: Callable[[Any], T] | None = None,
    ) -> None:
        """Show one widget an item. An item that is as before keeps its widget; one that changed is updated or rebuilt.

        Items are compared by value; `key` says which item is which. `tell` makes the items of what was handed over, and
        is asked only for those that are shown.
        """
        total = len(items)
        told: Sequence[T] = [tell(one) if tell else one for one in items[: self._room]]
        self._fill_again = lambda: self.fill(items, key, build, update, tell=tell)
        words = _tr("Show all %1") if total <= self._room + self.STEP else _tr("Show %2 more of %1")
        self.more.setText(words.replace("%1", f"{total:,}").replace("%2", str(self.STEP)))
        self.more.setVisible(total > len(told))
        focus = QApplication.focusWidget()
        had = next((k for k, (_, w) in self._shown.items() if focus is not None and _inside(w, focus)), None)
        before, self._shown = self._shown, {}
        for item in told:
            one = key(item)
            old, widget = before.pop(one, (None, None))
            if widget is None or (old != item and update is None):
                if widget is not None:
                    self._drop(widget)
                widget = build(item)
            elif old != item and update is not None:
                update(widget, item)
            self._shown[one] = (item, widget)
        gone = had in before
        for _item, widget in before.values():
            self._drop(widget)
        if sum(self.body.indexOf(widget) < 0 for _item, widget in self._shown.values()) > self.AT_MOST:
            self.hide()  # each line that is shown by itself lays the whole page out again
        for place, (_item, widget) in enumerate(self._shown.values()):
            if self.body.indexOf(widget) != place:
                self.body.insertWidget(place, widget)
        if had is not None and (gone or not _inside(self._shown[had][1], QApplication.focusWidget())):
            self._give_focus(had)
        self._empty.setVisible(self._has_empty and not told)
        self.setVisible(bool(told) or self._has_empty)

    def show_more(self) -> None:
        """Show more of what was left out of a long list, and put the focus on the first of it."""
        before = len(self._shown)
        self._room += self.STEP
        self._fill_again()
        self._give_focus(list(self._shown)[min(before, len(self._shown) - 1)])

    def fold(self) -> None:
        """Show only the beginning of a long list again, from the next `fill` on."""
        self._room = self.AT_MOST

    def widgets(self) -> list[QWidget]:
        """The widgets shown, in order."""
        return [widget for _item, widget in self._shown.values()]

    def again(self) -> None:
        """Build everything anew at the next `fill`, for example because the text size changed."""
        self._shown = {one: (object(), widget) for one, (_item, widget) in self._shown.items()}

    def _drop(self, widget: QWidget) -> None:
        self.body.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _give_focus(self, key: Any) -> None:
        found = [self._shown[key][1]] if key in self._shown else self.widgets()[-1:]
        for widget in found:
            inner = next((w for w in (widget, *widget.findChildren(QWidget)) if w.focusPolicy() & _BY_TAB), None)
            if inner is not None:
                inner.setFocus(Qt.FocusReason.OtherFocusReason)


_BY_TAB = Qt.FocusPolicy.TabFocus


def _inside(widget: QWidget, other: QWidget | None) -> bool:
    return other is not None and (widget is other or widget.isAncestorOf(other))


def lead_width(context: Context, lines: Sequence[Line]) -> int:
    """The width that the first column of these lines needs, so that they stand in one column."""
    metrics = context.theme.metrics()
    widest = max((metrics.horizontalAdvance(line.lead) for line in lines), default=0)
    return min(widest, context.theme.px(124)) + 8  # a longer one goes on in a second line


def fill_links(section: Section, lines: Sequence[Line]) -> None:
    """Show lines that lead to their records."""
    width = lead_width(section.context, lines) if any(line.lead for line in lines) else 0
    section.fill(
        [(line, width) for line in lines],
        lambda pair: (pair[0].kind, pair[0].id),
        lambda pair: RecordLink(section.context, pair[0], lead_width=pair[1]),
        lambda widget, pair: widget.set_line(*pair) if isinstance(widget, RecordLink) else None,
    )


@dataclass(frozen=True)
class QuoteText:
    """What the card of one quote says."""

    id: str
    words: str
    attribution: str
    state: str
    verbatim: bool


def quote_text(context: Context, quote: Quote, *, with_source: bool = True) -> QuoteText:
    """The words of a quote's card: who, when, where, and how far it may be trusted."""
    desk = context.desk
    who = desk.title(Actor.KIND, quote.speaker) or _tr("Speaker not stated")
    if quote.speaker_certainty not in ("named", "anonymous"):
        who = f"{who} ({quote.speaker_certainty.value})"
    source = desk.quote_source(quote) if with_source else None
    when = dates.describe(quote.date_edtf, short=True)
    where = quote.locator.replace(" ", "\u00a0") if len(quote.locator) < _SHORT else quote.locator
    parts = (who, when, _source_words(source) if source else "", where)
    attribution = " · ".join(part for part in parts if part)
    return QuoteText(
        quote.id, quote.exact, attribution, desk.quote_state(quote), quote.form is not QuoteForm.PARAPHRASE
    )


def _source_words(source: Source) -> str:
    return _tr("%1 (in the bin)").replace("%1", source.title) if source.deleted else source.title


def quote_card(context: Context, text: QuoteText) -> QuoteCard:
    """The card of one quote; it opens the quote, and copies it with its source."""
    card = QuoteCard(text.words, text.attribution, shown(text.state), tone(text.state), verbatim=text.verbatim)
    card.activated.connect(lambda: context.go(Quote.KIND, text.id))
    DragSource(card, lambda: (Quote.KIND, text.id))
    label = _tr("Copy with source: %1").replace("%1", cut(text.words, 80))
    card.offer_copy(context.icons, label, KEYS)
    card.copy_wanted.connect(lambda: copy_quote(context, text.id))
    card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    card.customContextMenuRequested.connect(lambda spot: _open_menu(context, text.id, card, spot))
    return card


def _open_menu(context: Context, quote_id: str, card: QWidget, spot: QPoint) -> None:
    menu = QMenu(card)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill_quote_menu(context, quote_id, menu)
    menu.popup(card.mapToGlobal(spot))


def fill_quote_menu(context: Context, quote_id: str, menu: QMenu) -> None:
    """Add what can be done with a quote where it is shown."""
    menu.addAction(_tr("Open the quote"), lambda: context.go(Quote.KIND, quote_id))
    if context.desk.get(Quote, quote_id).source_version:
        menu.addAction(_tr("Show in source"), lambda: context.go("quote_in_source", quote_id))
    menu.addAction(_tr("Copy with source"), lambda: copy_quote(context, quote_id))


def fill_quotes(section: Section, quotes: Sequence[Quote], *, with_source: bool = True) -> None:
    """Show quotes as cards."""
    section.body.setSpacing(8)
    section.fill(
        quotes,
        lambda text: text.id,
        lambda text: quote_card(section.context, text),
        tell=lambda quote: quote_text(section.context, quote, with_source=with_source),
    )
