"""Words with their source on the clipboard, plain and rich."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from briefing.model import Quote
from briefing.rules import dates
from briefing.terms import QuoteForm
from ui.context import Context
from ui.words import tr as _tr


def copy_quote(context: Context, quote_id: str) -> None:
    """Put the words of a quote and their citation on the clipboard, and say so."""
    desk = context.desk
    quote = desk.get(Quote, quote_id)
    source = desk.quote_source(quote)
    who = desk.title("actor", quote.speaker) or _tr("Speaker not stated")
    parts = (who, dates.describe(quote.date_edtf), source.title if source else "", quote.locator)
    told = ", ".join(part for part in parts if part)
    first, last = ("", "") if quote.form is QuoteForm.PARAPHRASE else ("“", "”")
    words = f"{first}{quote.exact}{last}"
    data = QMimeData()
    data.setText(f"{words} — {told}")
    data.setHtml(f"<blockquote>{escape(words)}</blockquote><p>— {escape(told)}</p>")
    QApplication.clipboard().setMimeData(data)
    context.toast(_tr("Copied with its source."))
