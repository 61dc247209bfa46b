"""What a mark stands for, as a menu: each record by its kind and title, quotes in quotation marks with who and when."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from briefing.desk import Desk
from briefing.model import KINDS, Quote
from briefing.pictures.shapes import Mark
from briefing.rules import dates
from briefing.terms import QuoteForm
from ui.context import Context
from ui.words import tr as _tr
from ui.words import word

LISTED = 30
"""A mark that stands for more records than this is zoomed into rather than listed."""
_LONGEST = 90  # letters of a title in a menu


def offer(context: Context, mark: Mark, parent: QWidget, place: QPoint) -> QMenu:
    """Open a menu of the records of a mark at a place of the screen; the first one is chosen already."""
    menu = QMenu(parent)
    menu.setAccessibleName(mark.name)
    mixed = len({kind for kind, _id in mark.members}) > 1
    for kind, record_id in mark.members[:LISTED]:
        action = menu.addAction(named(context.desk, kind, record_id, with_kind=mixed).replace("&", "&&"))
        action.triggered.connect(lambda _on=False, k=kind, i=record_id: context.go(k, i))
    if len(mark.members) > LISTED:
        more = _tr("and %1 more").replace("%1", f"{len(mark.members) - LISTED:,}")
        menu.addAction(more).setEnabled(False)
    menu.popup(place)
    menu.setActiveAction(menu.actions()[0])
    return menu


def named(desk: Desk, kind: str, record_id: str, *, with_kind: bool) -> str:
    """A record in one line of a menu."""
    words = _quoted(desk, record_id) if kind == Quote.KIND else _short(desk.title(kind, record_id))
    if not with_kind:
        return words
    return _tr("%1: %2").replace("%1", word(KINDS[kind].LABEL).capitalize()).replace("%2", words)


def _quoted(desk: Desk, record_id: str) -> str:
    quote = desk.get(Quote, record_id)
    first, last = ("", "") if quote.form is QuoteForm.PARAPHRASE else ("“", "”")
    speaker = desk.title("actor", quote.speaker) if quote.speaker else ""
    told = ", ".join(part for part in (speaker, dates.describe(quote.date_edtf)) if part)
    words = f"{first}{_short(' '.join(quote.exact.split()))}{last}"
    return f"{words} – {told}" if told else words


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
