"""What changed since somebody last read a brief, as the lines that stand on top of it."""

from __future__ import annotations

from briefing.rules.word_changes import Fate, shortened
from ui.review.source import Since
from ui.words import counted, cut, marked, word
from ui.words import tr as _tr

LISTED = 12
"""So many differences are listed; the others are marked in the text."""
_FATES = {"added": marked("New"), "removed": marked("Removed"), "changed": marked("Changed")}
_LONG = 110


def lines_of(since: Since) -> tuple[str, list[tuple[str, str, str]]]:
    """The heading, and for each line its label, its words and the address they lead to."""
    heading = _tr("Since you last read version %1").replace("%1", str(since.number))
    if since.day:
        heading = _tr("%1 (%2)").replace("%1", heading).replace("%2", since.day)
    lines: list[tuple[str, str, str]] = []
    if not since.differences:
        lines.append(("", _tr("The two say the same."), ""))
    for one, unit in since.differences[:LISTED]:
        pieces = shortened(one.pieces, 24, _LONG)
        words = "".join(piece.text for piece in pieces if piece.fate is not Fate.REMOVED or one.fate == "removed")
        place = f"{one.section}: " if one.section and one.section not in words else ""
        fate = _tr(_FATES.get(one.fate, one.fate))
        label = f"{fate} ({word(one.what)})"
        lines.append((label, cut(f"{place}{words}", _LONG), f"unit:{unit}" if unit is not None else ""))
    if (more := len(since.differences) - LISTED) and more > 0:
        lines.append(("", counted(more, "and %1 more, marked in the text", "and %1 more, marked in the text"), ""))
    lines.append(("", _tr("I have seen these"), "seen:"))
    return heading, lines
