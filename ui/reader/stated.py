"""What a file says of itself, and where it says so; what it does not say is told as not stated, never guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from briefing.model import SourceVersion
from briefing.rules import dates
from ui.context import Context
from ui.forms.sections import Section
from ui.widgets.labels import isolate, text_label
from ui.words import said
from ui.words import tr as _tr

_ASKED = ("title", "publisher", "author", "published", "language", "address")
"""What is told as not stated where it is missing."""


@dataclass(frozen=True)
class StatedLine:
    """One thing: its name, what the file says (empty where it does not), where, and its own words for it."""

    label: str
    value: str
    where: str = ""
    literal: str = ""

    def words(self) -> str:
        """The line as it is shown."""
        if not self.value:
            return _tr("%1: not stated").replace("%1", self.label)
        words = _tr("%1: %2 – %3").replace("%1", self.label).replace("%2", isolate(self.value))
        where = said(self.where) + (f", “{isolate(self.literal)}”" if self.literal else "")
        return words.replace("%3", where)


def stated_lines(version: SourceVersion) -> list[StatedLine]:
    """What the file of a version states, and what it does not."""
    found = [one for one in json.loads(version.stated) if isinstance(one, dict)]
    lines = []
    for field in dict.fromkeys([*_ASKED, *(str(one.get("field")) for one in found)]):
        of_field = [one for one in found if one.get("field") == field]
        lines += [
            StatedLine(_label(field), _value(field, one), str(one.get("where", "")), str(one.get("literal", "")))
            for one in of_field
        ] or [StatedLine(_label(field), "")]
    return lines


class StatedSection(Section):
    """A section of the panel beside a source."""

    def __init__(self, context: Context) -> None:
        """Nothing is told yet."""
        super().__init__(context, _tr("What the file says of itself"))

    def show_version(self, version: SourceVersion | None) -> None:
        """Tell what the file of a version states; nothing for a text that came without a file."""
        lines: Sequence[StatedLine] = stated_lines(version) if version is not None and version.file_name else ()
        self.fill(lines, lambda line: (line.label, line.value), _label_of)


def _label_of(line: StatedLine) -> QWidget:
    label = text_label(line.words(), "body" if line.value else "muted", wrap=True, selectable=True)
    label.setAccessibleName(line.words())
    return label


def _label(field: str) -> str:
    return {
        "title": _tr("Title"),
        "publisher": _tr("Publisher"),
        "author": _tr("Author"),
        "published": _tr("Published"),
        "created": _tr("File made"),
        "language": _tr("Language"),
        "address": _tr("Address"),
        "recipient": _tr("Recipient"),
    }.get(field, field)


def _value(field: str, one: dict[str, object]) -> str:
    value = str(one.get("value", ""))
    return dates.describe(value) if field in ("published", "created") else value
