"""The line over an archived text: what is known of the source, and what it does not state."""

from __future__ import annotations

from briefing.model import Source
from briefing.reading import Archived
from briefing.rules import dates
from ui.forms.fields import choice_words
from ui.words import counted
from ui.words import tr as _tr


def facts(source: Source, archived: Archived | None) -> str:
    """Publisher, date, type, grade and how it is held; of the text that is read its size, hash and version."""
    parts = [
        source.container_title or source.publisher or _tr("publisher not stated"),
        dates.describe(source.issued_edtf) if source.issued_edtf else _tr("date not stated"),
        choice_words(source.type.value).lower(),
        _tr("grade %1").replace("%1", source.reliability),
        _held(source, archived),
    ]
    if archived is not None:
        size = counted(len(archived.text), "%1 character", "%1 characters")
        parts += [size, f"SHA-256 {archived.actual_sha256[:12]}"]
        if (number := archived.version.number or 1) > 1:
            parts.append(_tr("version %1").replace("%1", str(number)))
        if not archived.intact:
            parts.append(_tr("the archived text was altered"))
    return " · ".join(part for part in parts if part)


def _held(source: Source, archived: Archived | None) -> str:
    if archived is None:
        return _tr("only referred to")
    return _tr("held in full") if source.held == "full" else _tr("held as excerpts")
