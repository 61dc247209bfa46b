"""The brief as a frozen tree of blocks and runs: what every exporter reads, and nothing else.

All text in the tree is plain visible text, never markup of any format; an exporter escapes it; pictures
are shapes. Notes are numbered from 1 in order of first appearance; a `NoteRef` names the number. A note with a `mark`
has a number below 1 and is referred to by its mark. No storage, no Qt.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from briefing.pictures.shapes import Picture


@dataclass(frozen=True)
class Text:
    """Visible characters."""

    text: str


@dataclass(frozen=True)
class Verbatim(Text):
    """Visible characters that are a quote's own: nothing may be added to them, not even a mark."""


@dataclass(frozen=True)
class Foreign(Text):
    """Visible characters in another language than the brief; `language` is its BCP 47 tag, so that voices read it."""

    language: str


@dataclass(frozen=True)
class Strong:
    """Runs with emphasis by weight."""

    runs: "Runs"


@dataclass(frozen=True)
class Emph:
    """Runs with emphasis by slope."""

    runs: "Runs"


@dataclass(frozen=True)
class Code:
    """Characters set in a fixed-width face."""

    text: str


@dataclass(frozen=True)
class Link:
    """Runs that lead to an `http`, `https` or `mailto` address; other schemes never get here."""

    url: str
    runs: "Runs"


@dataclass(frozen=True)
class NoteRef:
    """A reference to note `number` of the brief."""

    number: int


@dataclass(frozen=True)
class LineBreak:
    """A line break inside a paragraph."""


Run = Text | Strong | Emph | Code | Link | NoteRef | LineBreak
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 2 is a section, 3 a part of it. Level 1 is the title of the brief itself."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `number` is printed before it where paragraphs are numbered."""

    runs: Runs
    number: int | None = None


@dataclass(frozen=True)
class ListBlock:
    """A list; each item is a sequence of blocks."""

    items: tuple["Blocks", ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class BlockQuote:
    """Quoted prose out of a Markdown field. It is not a verified quote and gets no quotation marks."""

    blocks: "Blocks"


@dataclass(frozen=True)
class CodeBlock:
    """Preformatted text."""

    text: str


@dataclass(frozen=True)
class QuoteBlock:
    """A verified verbatim quote. `exact` is printed character for character between outer marks.

    `speaker` is name and role at the time; `occasion` date and circumstances; `note` the source's note
    number; `remark` an editor's remark or how the attribution is known; `language` a BCP 47 tag or empty; `marks`
    the outer quotation marks, which are the house's and no part of the quote.
    """

    id: str
    exact: str
    speaker: str
    occasion: str
    note: int | None = None
    remark: str = ""
    language: str = ""
    marks: tuple[str, str] = ("“", "”")


@dataclass(frozen=True)
class Table:
    """A table with one head row. `rows` hold one `Runs` a cell; `widths` are relative column widths."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[float, ...]
    row_headers: bool = True


@dataclass(frozen=True)
class Callout:
    """A block that stands out: the bottom line. `label` is its heading-like first words."""

    label: str
    blocks: "Blocks"


@dataclass(frozen=True)
class Figure:
    """A picture with its legend; `picture.table` holds the same content for those who do not see it.

    `alt` is what it shows in words; `caption` stands over it.
    """

    caption: str
    alt: str
    picture: Picture


@dataclass(frozen=True)
class Sheet:
    """Blocks that begin on a page of their own; a `landscape` one lies on its side, and upright pages follow it."""

    blocks: "Blocks"
    landscape: bool = False


@dataclass(frozen=True)
class Changed:
    """Blocks that differ from the version which this one replaces: they get a bar in the margin."""

    blocks: "Blocks"


Block = (
    Heading | Paragraph | ListBlock | BlockQuote | CodeBlock | QuoteBlock | Table | Callout | Figure | Sheet | Changed
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Note:
    """A numbered note on a source: an endnote in HTML and Markdown, a footnote in the PDF.

    One with a `mark`, such as `*` for a designation, is printed and referred to by it; its number is 0 or below.
    """

    number: int
    runs: Runs
    mark: str = ""


@dataclass(frozen=True)
class Style:
    """How a brief is dressed: what a profile decides of its look. Colours are `#rrggbb`.

    `marking_ground` is the colour behind the marking, empty for none; `marking_at` is `centre` or `right`; `sans`
    sets the body in the sans face; `logo` is an SVG document or empty; `duplex` gives facing pages an inner margin
    for binding.
    """

    accent: str = "#1f3a5f"
    marking_ink: str = "#8c1d18"
    marking_ground: str = ""
    marking_at: str = "centre"
    sans: bool = False
    logo: str = ""
    duplex: bool = False


@dataclass(frozen=True)
class Brief:
    """One briefing, ready to be set.

    `template` is the template's name; `one_page` asks for exactly one page; `as_at` is an ISO day,
    `as_at_text` the same in words; `meta` are label–value pairs of the header block in order; `contents`
    asks for a contents list; `missing` names mandatory blocks that are empty; `quotes` the ids of all
    quotes printed. `handling` is a second line under the marking on every page (a caveat, a handling instruction,
    `AMENDED`), empty for none; `version` stands in the foot beside the reference.
    """

    template: str
    title: str
    marking: str
    language: str
    as_at: str
    as_at_text: str
    reference: str = ""
    contact: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    blocks: Blocks = ()
    notes: tuple[Note, ...] = ()
    one_page: bool = False
    contents: bool = False
    paper: str = "a4"
    missing: tuple[str, ...] = ()
    quotes: tuple[str, ...] = field(default=())
    handling: str = ""
    version: str = ""
    style: Style = field(default_factory=Style)


def walk_blocks(blocks: Blocks) -> Iterator[Block]:
    """Yield every block in reading order, parents before children."""
    for block in blocks:
        yield block
        match block:
            case ListBlock(items=items):
                for item in items:
                    yield from walk_blocks(item)
            case BlockQuote(blocks=inner) | Callout(blocks=inner) | Sheet(blocks=inner) | Changed(blocks=inner):
                yield from walk_blocks(inner)
            case _:
                pass


def replaced(value: Any, change: Callable[[Any], Any]) -> Any:
    """`value`, a part of the tree or a tuple of parts, with `change` applied to each part, the innermost first."""
    if isinstance(value, tuple):
        return tuple(replaced(part, change) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    given = {one.name: getattr(value, one.name) for one in fields(value)}
    made = {name: replaced(part, change) if isinstance(part, tuple) else part for name, part in given.items()}
    differs = any(made[name] is not part and made[name] != part for name, part in given.items())
    return change(replace(value, **made) if differs else value)


def plain(runs: Runs) -> str:
    """The visible characters of `runs`, note references left out."""
    out: list[str] = []
    for run in runs:
        match run:
            case Text(text=text) | Code(text=text):
                out.append(text)
            case Strong(runs=inner) | Emph(runs=inner) | Link(runs=inner):
                out.append(plain(inner))
            case LineBreak():
                out.append("\n")
            case NoteRef():
                pass
    return "".join(out)
