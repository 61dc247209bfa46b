"""The nouns of the desk as frozen dataclasses: the one place where kinds and their fields are declared.

The schema, the change log, validation, the command line and the forms are all derived from these
declarations. Names follow the terms of the field (Popolo, CSL, EDTF, W3C Web Annotation). This module
refuses to read, write, check or show anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import briefing.terms as t
from briefing.fieldspec import choice, date, flag, json, line, prose, ref, verbatim, whole


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every kind has. `deleted` is empty, or the UTC time at which the record went to the bin."""

    KIND: ClassVar[str] = ""
    LABEL: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""

    def __init_subclass__(cls, kind: str, label: str = "", title: str = "title") -> None:
        """Name the kind, the words people know it by (its name, if not given), and the field that is its title."""
        cls.KIND, cls.LABEL, cls.TITLE = kind, label or kind, title

    id: str
    marking: str = line("Marking")
    deleted: str = line("Deleted")


@dataclass(frozen=True, kw_only=True)
class Source(Record, kind="source", label="version of a source", title="file_name"):
    """A document the desk relies on; its archived text lies in its versions."""


MAIN_KINDS = ("source", "actor", "issue", "event", "quote", "fact", "position", "brief")
"""The kinds that a person sees, searches and lists."""
