"""What is in a pouch, as frozen data: its cover, its briefs in the desk's order, and what their readers may click."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from briefing.brief.tree import Brief
from briefing.review_model import Remark

FORMAT = "briefing-desk-pouch/1"


@dataclass(frozen=True)
class Cover:
    """Who made a pouch, for whom, when (UTC), and up to which marking. `marking` is the highest of its briefs.

    `store` is the site id of the store it comes from, `store_name` what people call that; `id` is that of the pouch.
    """

    store: str
    store_name: str
    desk: str
    made_at: str
    readers: tuple[str, ...] = ()
    ceiling: str = ""
    marking: str = ""
    id: str = ""


@dataclass(frozen=True)
class PouchedFile:
    """A file of an issued version, by the hash of its bytes."""

    format: str
    name: str
    sha256: str
    bytes: int
    pages: int | None


@dataclass(frozen=True)
class PouchedVersion:
    """One issued version. `id` is its record; `deciding` are the headings whose items can be decided.

    Files come with the newest version alone; earlier ones are there to say what changed since they were read.
    """

    id: str
    number: int
    as_at: str
    marking: str
    reason: str
    deciding: tuple[str, ...]
    files: tuple[PouchedFile, ...] = ()


@dataclass(frozen=True)
class PouchedRecord:
    """A record that a brief tells of, as it was when the brief was issued: its title, and (label, value) pairs."""

    id: str
    kind: str
    title: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Passage:
    """A quote of a brief in its surroundings: `passage[start:end]` are its words, in Unicode code points.

    `text_sha256` is the hash of the archived text and `at` where the passage begins in it.
    """

    quote: str
    passage: str
    start: int
    end: int
    at: int
    text_sha256: str
    speaker: str
    source_title: str
    publication: str
    issued: str
    locator: str


@dataclass(frozen=True)
class PouchedBrief:
    """A brief of a pouch: its versions, the newest last. `recalled` says why it no longer stands, if it does not."""

    id: str
    title: str
    versions: tuple[PouchedVersion, ...]
    recalled: str = ""

    @property
    def newest(self) -> PouchedVersion:
        """The version that is to be read."""
        return self.versions[-1]

    def version(self, number: int) -> PouchedVersion | None:
        """A version by its number; None where it is not in the pouch."""
        return next((one for one in self.versions if one.number == number), None)


@dataclass(frozen=True)
class BriefContents:
    """Everything of one brief that goes into a pouch. `trees` are its versions by number, `data` its files by hash."""

    brief: PouchedBrief
    trees: Mapping[int, Brief]
    data: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Remark, ...] = ()
    records: tuple[PouchedRecord, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Contents:
    """Everything that goes into a pouch, the briefs in the desk's order."""

    cover: Cover
    briefs: tuple[BriefContents, ...]
