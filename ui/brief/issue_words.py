"""How a brief stands on its way, in a sentence: what was done, what stands in the way, what comes next.

Pure reading. Refuses to: know a widget, and to decide what may be done; the verbs of the desk do.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QLocale

from briefing.desk.clearing import KeptFile
from briefing.model import Brief, BriefVersion, Comment
from briefing.reading import Reading
from briefing.rules import dates
from briefing.terms import BriefStatus, ClearanceResult
from ui.forms.words import moment_words
from ui.words import counted
from ui.words import tr as _tr

FORMATS: Mapping[str, str] = MappingProxyType(
    {"md": "Markdown", "html": "HTML", "pdf": "PDF", "docx": "Word", "json": "JSON", "csv": "CSV"}
)

_STEPS = frozenset({"put to clearance", "keep a clearance", "issue brief", "recall brief"})
"""Steps of the way itself: one that led back to a draft was undone, or was a refusal."""


def standing(reading: Reading, brief: Brief, blocking: int) -> str:
    """How `brief` stands, of which so many findings keep it from being issued."""
    match brief.status:
        case BriefStatus.DRAFT:
            return _joined(_drafted(reading, brief), _blocks(blocking))
        case BriefStatus.IN_CLEARANCE:
            since = _tr("In clearance since %1.").replace("%1", _since(reading, brief))
            nobody = _tr(
                "Nobody has cleared it yet. Record each answer as it comes in; an edit makes it a draft again."
            )
            return _joined(since, nobody)
        case BriefStatus.CLEARED:
            if blocking:
                return _joined(_tr("It is cleared."), _blocks(blocking))
            return _tr("It is cleared and can be issued. An edit makes it a draft again, which must be cleared anew.")
        case BriefStatus.ISSUED:
            return _issued(reading, brief)
        case BriefStatus.RECALLED:
            return _recalled(reading, brief)


def version_title(version: BriefVersion) -> str:
    """`Version 2 · No. 14`."""
    words = _tr("Version %1").replace("%1", str(version.number or 0))
    number = _tr("No. %1").replace("%1", str(version.series_no)) if version.series_no is not None else ""
    return " · ".join(part for part in (words, number) if part)


def file_words(file: KeptFile) -> str:
    """`PDF, 2 pages, 48 kB`."""
    pages = counted(file.pages, "%1 page", "%1 pages") if file.pages else ""
    size = QLocale().formattedDataSize(file.bytes, 0)
    return ", ".join(part for part in (FORMATS.get(file.format, file.format), pages, size) if part)


def turned_back(reading: Reading, brief: Brief) -> str:
    """Why a draft is one again, where an edit made it one; else empty."""
    newest = reading.field_history(Brief.KIND, brief.id, "status")[:1]
    if brief.status is not BriefStatus.DRAFT or not newest or newest[0].label in _STEPS:
        return ""
    if newest[0].old == BriefStatus.ISSUED:
        number = reading.last_number(brief.id)
        words = _tr("It was changed after version %1 went out, so it is a draft again, of version %2.")
        return words.replace("%1", str(number)).replace("%2", str(number + 1))
    if newest[0].old in (BriefStatus.CLEARED, BriefStatus.IN_CLEARANCE):
        return _tr("It was changed after it was put to clearance, so it is a draft again and must be cleared anew.")
    return ""


def _drafted(reading: Reading, brief: Brief) -> str:
    last = {(one.person, one.unit): one for one in reading.clearances(brief.id)}
    refused = [one for one in last.values() if one.result is ClearanceResult.NOT_CLEARED]
    if refused:
        words = _tr("Not cleared by %1, so it is a draft again. Mend it, and put it to clearance again.")
        return words.replace("%1", refused[-1].person)
    return turned_back(reading, brief) or _tr("It is a draft. Put it to clearance when it is ready.")


def _blocks(blocking: int) -> str:
    if not blocking:
        return ""
    one = "%1 finding keeps it from being issued: mend it, or waive it with a reason."
    return counted(blocking, one, "%1 findings keep it from being issued: mend them, or waive them with a reason.")


def _issued(reading: Reading, brief: Brief) -> str:
    number = reading.last_number(brief.id)
    words = _tr(
        "Version %1 went out on %2. An edit makes it a draft again, of version %3; this version stays as it is."
    )
    when = _since(reading, brief)
    return words.replace("%1", str(number)).replace("%2", when).replace("%3", str(number + 1))


def _recalled(reading: Reading, brief: Brief) -> str:
    said = [one.text for one in reading.every(Comment) if one.record == brief.id and one.text.startswith("Recalled: ")]
    why = said[-1] if said else _tr("It was recalled.")
    return _joined(why.rstrip(".") + ".", _tr("Its versions stay. Make a new brief in its place."))


def _since(reading: Reading, brief: Brief) -> str:
    newest = reading.field_history(Brief.KIND, brief.id, "status")[:1]
    return moment_words(newest[0].at) if newest else dates.describe(reading.today.isoformat())


def _joined(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)
