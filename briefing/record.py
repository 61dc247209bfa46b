"""What every kind of record has, and how a kind is named."""

from dataclasses import dataclass
from typing import ClassVar

from briefing.fieldspec import line


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
