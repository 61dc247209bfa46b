"""Values, times and names as people read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from briefing.desk import Desk
from briefing.fieldspec import FieldSpec, FieldType
from briefing.rules import dates
from ui.forms.fields import choice_words


def value_words(desk: Desk, spec: FieldSpec, value: Any) -> str:
    """A stored value in words: a date as it is printed, a reference by its title, a flag as yes or no."""
    if value is None:
        return ""
    match spec.type:
        case FieldType.FLAG:
            yes = str(value).lower() in ("1", "true")
            return QCoreApplication.translate("Words", "Yes") if yes else QCoreApplication.translate("Words", "No")
        case FieldType.CHOICE:
            return choice_words(str(value))
        case FieldType.DATE:
            return dates.describe(str(value), weekday=True)
        case FieldType.REF:
            return desk.title(spec.target, str(value)) or str(value)
        case _:
            return str(value)


def moment_words(utc: str) -> str:
    """An ISO time in UTC as day and time of this machine: `21 Nov 2026, 14:32`."""
    try:
        local = datetime.fromisoformat(utc).astimezone()
    except ValueError:
        return utc
    return f"{dates.describe(local.date().isoformat(), short=True)}, {local:%H:%M}"
