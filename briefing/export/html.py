"""Brief → one self-contained HTML page: no script, no address it loads from, nothing hidden.

Responsible for what the template needs to know: numbers of headings and notes, language, paper. All text
reaches the page through Jinja's autoescape; the only markup is that of the templates in `resources`.
"""

import base64
import math
import re
from functools import cache
from typing import Any

from briefing.brief.tree import Block, Brief, Figure, Foreign, Heading, Run, Style, Text, plain, walk_blocks
from briefing.export.shared import (
    AS_AT_LABEL,
    CONTENTS_TITLE,
    NOTES_TITLE,
    HeadingLevels,
    attribution,
    contact_line,
    header_pairs,
    in_marks,
    marked_notes,
    open_points,
    refuse_unprintable,
    table_of,
)
from briefing.paths import resources
from briefing.pictures.svg import to_svg

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb"})
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAPERS = ("a4", "A4"), ("us-letter", "letter")
_LETTERS_A_LINE = 70
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def render(brief: Brief) -> str:
    """The page as text. Raises ExportError for unprintable characters."""
    from markupsafe import Markup

    refuse_unprintable(brief)
    folder = resources() / "templates"
    page = _Page(brief)
    styles = "\n".join((folder / name).read_text("utf-8") for name in ("brief.css", "print.css"))
    paper = dict(_PAPERS).get(brief.paper, "A4")
    page_text: str = _template().render(
        page=page,
        brief=brief,
        styles=Markup(styles.replace("PAPER", paper)),  # noqa: S704 (our own files)
        dress=Markup(f"{_room(brief)}\n{_dress(brief.style)}"),  # noqa: S704 (checked colours, a number)
        logo=data_url(brief.style.logo),
        pairs=header_pairs(brief),
        open_points=open_points(brief),
        contact=contact_line(brief),
        direction=direction(brief.language),
        as_at_label=AS_AT_LABEL,
        contents_title=CONTENTS_TITLE,
        notes_title=NOTES_TITLE,
        as_at=brief.as_at if _DAY.fullmatch(brief.as_at) else "",
    )
    return page_text


@cache
def _template() -> Any:
    """The page, compiled once: that takes as long as a page does, and keeps the interpreter to itself."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(kind=_kind, attribution=attribution, in_marks=in_marks, table_of=table_of)
    return environment.get_template("brief.html")


def data_url(svg: str) -> str:
    """An SVG document as an address that loads nothing; empty for none."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}" if svg else ""


def _room(brief: Brief) -> str:
    """How many lines the marking takes on paper, for browsers that cannot find that out themselves."""
    lines = sum(math.ceil(len(words) / _LETTERS_A_LINE) for words in (brief.marking, brief.handling))
    return f":root {{ --marking-lines: {lines + bool(brief.style.marking_ground)}; }}"


def _dress(style: Style) -> str:
    """The rules of a profile's look. Only what is a colour gets in. On dark screens the page keeps its own colours."""
    accent, ink = (one if _COLOUR.fullmatch(one) else "" for one in (style.accent, style.marking_ink))
    names = (("accent", accent), ("mark", ink))
    colours = " ".join(f"--{name}: {colour};" for name, colour in names if colour)
    rules = [f"@media {where} {{ :root {{ {colours} }} }}" for where in ("print", "(prefers-color-scheme: light)")]
    if _COLOUR.fullmatch(style.marking_ground):
        rules.append(
            f".marking strong {{ display: inline-block; padding: .15em .5em; background: {style.marking_ground};"
            f" color: {ink}; font-size: 12pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }}"
        )
    if style.marking_at == "right":
        rules.append(".marking { text-align: right; }")
    if style.sans:
        rules.append(":root { --serif: var(--sans); }")
    return "\n".join(rules)


def direction(language: str) -> str:
    """`rtl` or `ltr`, for a BCP 47 tag."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT else "ltr"


class _Page:
    """Counts headings and note references while the template walks the tree once, in order."""

    def __init__(self, brief: Brief) -> None:
        self._levels = HeadingLevels()
        self._headings = 0
        self._callouts = 0
        self._tables = 0
        self._figures = 0
        self._references: dict[int, int] = {}
        self._numbers = {note.number for note in brief.notes}
        self._marks = marked_notes(brief)
        levels = HeadingLevels()
        heads = [block for block in walk_blocks(brief.blocks) if isinstance(block, Heading)]
        self.contents = [
            (
                f"section-{at}",
                levels.fit(head.level),
                plain(head.runs).replace("\n", " "),
            )
            for at, head in enumerate(heads, 1)
        ]

    def heading(self, block: Heading) -> dict[str, Any]:
        """The `level` to print and the `id` of the next heading."""
        self._headings += 1
        return {
            "level": self._levels.fit(block.level),
            "id": f"section-{self._headings}",
        }

    def callout_id(self) -> str:
        """The id of the next label of a block that stands out: it is a heading, for those who jump by headings."""
        self._callouts += 1
        self._levels.fit(2)
        return f"callout-{self._callouts}"

    def table_id(self) -> str:
        """The id of the next table's caption."""
        self._tables += 1
        return f"table-{self._tables}"

    def figure(self, block: Figure) -> dict[str, Any]:
        """The `id` of the next picture's caption, and the picture itself: SVG of our own, its texts escaped."""
        from markupsafe import Markup

        self._figures += 1
        name = f"figure-{self._figures}"
        return {"id": name, "svg": Markup(to_svg(block.picture, name=f"{name}-"))}  # noqa: S704

    def language(self, tag: str) -> str:
        """`tag` where it has the form of a language's BCP 47 tag; else empty, for a false one misleads voices."""
        return tag if _TAG.fullmatch(tag) else ""

    def refer(self, number: int) -> str:
        """The id of the next reference to note `number`; empty where there is no such note."""
        if number not in self._numbers:
            return ""
        self._references[number] = self._references.get(number, 0) + 1
        return f"ref-{number}-{self._references[number]}"

    def mark(self, number: int) -> str:
        """The mark of a note that has one instead of a number."""
        return self._marks.get(number, "")

    def references(self, number: int) -> list[str]:
        """The ids of all references to note `number` so far."""
        return [f"ref-{number}-{at}" for at in range(1, self._references.get(number, 0) + 1)]


def _kind(value: Block | Run) -> str:
    return "Text" if isinstance(value, Text) and not isinstance(value, Foreign) else type(value).__name__
