"""Copying a quote together with what makes it one: who said it, in which role, when, and where it stands."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from briefing.model import Quote
from ui.context import Context
from ui.tones import shown
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.brief.citation import Cited

KEYS = "Ctrl+Alt+C"
"""What copies a quote with its source, wherever a quote is chosen."""


def copy_quote(context: Context, quote_id: str) -> None:
    """Put the words of a quote and their citation on the clipboard, plain and rich, and say so."""
    from briefing.brief.citation import cited

    told = cited(context.desk, context.desk.get(Quote, quote_id))
    first, last = ("", "") if told.paraphrase else ("“", "”")
    words = f"{first}{told.words}{last}"
    said, source = _said(told), [part for part in (told.published_in, told.issued, told.locator, told.url) if part]
    plain = ", ".join(part for part in (said, told.title, *source) if part)
    title = f"<cite>{escape(told.title)}</cite>" if told.title else ""
    rich = ", ".join(part for part in (escape(said), title, *map(escape, source)) if part)
    data = QMimeData()
    data.setText(f"{words} — {plain}")
    data.setHtml(f"<blockquote>{escape(words)}</blockquote><p>— {rich}</p>")
    QApplication.clipboard().setMimeData(data)
    sound = told.paraphrase or told.state == "verified"
    context.toast(
        _tr("Copied with its source.") if sound else _tr("Copied, with the remark that the quote is not verified.")
    )


def _said(told: Cited) -> str:
    """Who said it and when; what is no proven quotation says so."""
    remark = _tr("paraphrase") if told.paraphrase else ""
    if not told.paraphrase and told.state != "verified":
        remark = _tr("not verified: %1").replace("%1", shown(told.state).lower())
    who = told.speaker or _tr("Speaker not stated")
    return ", ".join(part for part in (who, told.day, remark) if part)
