"""The styles of a DOCX: faces, sizes and colours as on the PDF's page, and what the settings say of the file.

Responsible for `styles.xml`, `fontTable.xml`, `settings.xml` and the shapes of lists. Sets no text.
"""

from dataclasses import dataclass
from typing import Any

from briefing.brief.tree import Brief, CodeBlock, Heading, Paragraph, QuoteBlock, Table, plain, walk_blocks
from briefing.export.docx_xml import border, colour, element, half_points, is_rtl, millimetres, points

SERIF, SANS = "Source Serif 4", "Inter"
INK, SOFT, RULE, TINT, ALARM = "#16191d", "#4a525c", "#aab3bd", "#f2f5f9", "#8c1d18"
LEVELS = 9
BULLETS, NUMBERS, PARAGRAPHS = 1, 2, 3
"""The shapes of lists."""
STEP = millimetres(5)
"""How far each level of a list stands in."""
NUMBER_ROOM = millimetres(9)
_FALLBACKS = ((SERIF, "Source Serif Pro,Georgia", "roman"), (SANS, "Segoe UI,Arial", "swiss"))
_SHORT, _FULL = 700, 1500  # letters of a page


@dataclass(frozen=True)
class Fit:
    """Sizes in points, margins in millimetres, spacing as the PDF's template counts it."""

    size: float = 11
    leading: float = 0.68
    gap: float = 1.0
    side: float = 22
    top: float = 24
    bottom: float = 25
    table: float = 9

    @property
    def small(self) -> float:
        """The size of what stands beside the text."""
        return self.size * 0.82

    @property
    def line(self) -> float:
        """From line to line of the text."""
        return self.size * (0.67 + self.leading)

    @property
    def tight(self) -> bool:
        """Whether everything has to fit one page."""
        return self.gap < 0.6


_CLOSE = Fit(11, 0.58, 0.7, 20, 20, 21, 9)
_TIGHT = Fit(10.5, 0.44, 0.4, 16, 14, 15.5, 8.2)


def fit_of(brief: Brief) -> Fit:
    """The spacing: Word lays the page out, so what must be one page gets it by the length of its text."""
    letters = _letters(brief) if brief.one_page else 0
    return _TIGHT if letters > _FULL else _CLOSE if letters > _SHORT else Fit()


def _letters(brief: Brief) -> int:
    count = 0
    for block in walk_blocks(brief.blocks):
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                count += len(plain(runs))
            case QuoteBlock(exact=text) | CodeBlock(text=text):
                count += len(text)
            case Table(rows=rows):
                count += sum(len(plain(cell)) for row in rows for cell in row)
            case _:
                pass
    return count


def fonts_of(face: str) -> Any:
    """A face for Latin and Cyrillic, and one for what is written from right to left."""
    return element("rFonts", ascii=face, hAnsi=face, cs="Noto Sans Arabic")


def size_of(size: float) -> tuple[Any, Any]:
    """A size, for every script."""
    return element("sz", val=half_points(size)), element("szCs", val=half_points(size))


def weight() -> tuple[Any, Any]:
    """Bold, for every script."""
    return element("b"), element("bCs")


def slope() -> tuple[Any, Any]:
    """Italic, for every script."""
    return element("i"), element("iCs")


def ink(value: str) -> Any:
    """The colour of letters."""
    return element("color", val=colour(value))


def styles(brief: Brief, fit: Fit) -> Any:
    """The root of `styles.xml`."""
    base = _Styles(brief, fit)
    base.text()
    base.heads()
    base.small()
    base.lists()
    base.others()
    return element("styles", base.defaults(), *base.made)


class _Styles:
    """Collects the styles in an order of reading."""

    def __init__(self, brief: Brief, fit: Fit) -> None:
        self.fit = fit
        self.made: list[Any] = []
        self._brief = brief
        self._accent = brief.style.accent

    def defaults(self) -> Any:
        tag = self._brief.language or "en"
        language = element("lang", val=tag, eastAsia=tag, bidi=tag if is_rtl(tag) else "ar-SA")
        face = fonts_of(SANS if self._brief.style.sans else SERIF)
        return element(
            "docDefaults",
            element("rPrDefault", element("rPr", face, *size_of(self.fit.size), ink(INK), language)),
            element("pPrDefault", element("pPr", element("spacing", before=0, after=0, line=240, lineRule="auto"))),
        )

    def text(self) -> None:
        fit = self.fit
        after = max(1.0, fit.size * (0.85 * fit.gap - fit.leading) + 1)
        self._add("Normal", (self._space(0, after, fit.line), element("bidi") if self._rtl() else None), (), base="")
        self._add("Quote", (element("keepLines"),), size_of(fit.size * 1.05))
        self._add("Block Quote", (), ())
        self._add("Callout Text", (), size_of(fit.size * 1.05))
        self._add(
            "Numbered Paragraph",
            (_numbering(PARAGRAPHS, 0), element("ind", left=NUMBER_ROOM, hanging=NUMBER_ROOM)),
            (),
        )

    def heads(self) -> None:
        fit = self.fit
        title = fit.size * 1.75
        tracking = element("spacing", val=-3)
        self._add(
            "Title",
            (element("keepNext"), element("keepLines"), self._space(0, 2 * fit.gap, title * 1.1)),
            (fonts_of(SANS), *weight(), ink(self._accent), tracking, *size_of(title)),
        )
        for level, (share, above) in enumerate(((1.2, 1.6), (1.05, 1.4), (1, 1.2), (1, 1.1), (1, 1.1)), 1):
            size = fit.size * share
            before = max(2.0, fit.gap * above * size - 0.6 * fit.size)
            after = max(0.5, fit.gap * 0.75 * size - 0.6 * fit.size)
            self._add(
                f"heading {level}",
                (
                    element("keepNext"),
                    element("keepLines"),
                    self._space(before, after, size * (1.15 if fit.tight else 1.35)),
                    element("outlineLvl", val=level - 1),
                ),
                (fonts_of(SANS), *weight(), ink(self._accent), *size_of(size)),
                next_="Normal",
            )
        self._add(
            "TOC Heading",
            (element("keepNext"), self._space(10, 4, 15)),
            (fonts_of(SANS), *weight(), ink(self._accent), *size_of(fit.size * 1.05)),
        )
        for level in (1, 2):
            indent = element("ind", left=millimetres(4) * (level - 1))
            look = (fonts_of(SANS), *(weight() if level == 1 else ()), *size_of(fit.small * 1.05))
            self._add(f"toc {level}", (self._space(0, 1.2, fit.small * 1.35), indent), look)

    def small(self) -> None:
        """What is set small in the sans face."""
        fit = self.fit
        face = fonts_of(SANS)
        line = fit.small * 1.3
        soft = (face, ink(SOFT), *size_of(fit.small))
        strong = (face, *weight(), ink(self._accent), *size_of(fit.small))
        table = (face, *size_of(fit.table))
        tight = self._space(0, 0, fit.table * 1.23)
        keep = element("keepNext")
        marking = self._brief.style
        right = "left" if self._rtl() else "right"  # Word turns the two round where lines run from right to left
        centre = element("jc", val=right if marking.marking_at == "right" else "center")
        boxed = 12 if marking.marking_ground else 0  # the scheme that has boxes asks for this size at least
        line_of_it = boxed * 1.25 or 11
        self._add("Marking", (self._space(0, 0, line_of_it), centre), self._marking_look(boxed or 9))
        self._add("Marking Text", (self._space(0, 3 * fit.gap, line_of_it), keep), self._marking_look(boxed or 8))
        self._add("Handling", (self._space(boxed / 6, 0, 10), centre), (face, *weight(), *size_of(8)))
        self._add("header", (), (face, *size_of(8)))
        self._add("footer", (self._space(2, 0, 10),), (face, ink(SOFT), *size_of(8)))
        self._add("Brief Details", (self._space(0, 1.5 * fit.gap, line),), (face, *size_of(fit.small)))
        self._add("caption", (keep, self._space(6 * fit.gap, 3 * fit.gap, line)), strong)
        self._add("Callout Label", (keep, self._space(0, 2 * fit.gap, line)), strong)
        self._add("Quote Source", (element("keepLines"), self._space(0, 0, line)), soft)
        self._add("Contact", (self._space(10 * fit.gap, 3, line),), soft)
        dashed = [border(side, 1, ALARM, space=4, kind="dashed") for side in ("top", "left", "bottom", "right")]
        bold = (face, *weight(), *size_of(fit.small))
        self._add(
            "Open Point", (self._space(4, 6, line), element("pBdr", *dashed), element("ind", left=100, right=100)), bold
        )
        box = [border(side, 0.5, RULE, space=6) for side in ("top", "left", "bottom", "right")]
        self._add(
            "Code",
            (self._space(6, 8, line), element("pBdr", *box), element("ind", left=140, right=140)),
            (face, *size_of(fit.small)),
        )
        self._add("Table Text", (tight,), table)
        self._add("Table Head", (keep, tight), (face, *weight(), ink(self._accent), *size_of(fit.table)))
        self._add(
            "Gap", (element("spacing", before=0, after=0, line=points(4 * fit.gap), lineRule="exact"),), size_of(2)
        )
        self._add("Figure", (element("spacing", before=0, after=points(6), line=240, lineRule="auto"),), ())
        self._add("footnote text", (self._space(0, 1.5, 10),), (face, *size_of(8)))
        self._add("Source List", (_numbering(BULLETS, 0), self._space(0, 2, line)), (face, *size_of(fit.small)))

    def lists(self) -> None:
        self._add("List Bullet", (_numbering(BULLETS, 0),), ())
        self._add("List Number", (_numbering(NUMBERS, 0),), ())
        self._add("List Continue", (), ())

    def others(self) -> None:
        raised = element("vertAlign", val="superscript")
        self._add("footnote reference", None, (fonts_of(SANS), raised))
        self._add("Hyperlink", None, (ink(self._accent),))
        self._add("Code Words", None, (fonts_of(SANS), *size_of(self.fit.size * 0.92)))
        self._add("Detail Label", None, (ink(SOFT),))
        self.made += [_table_base(), _table_style(self.fit, self._accent)]

    def _rtl(self) -> bool:
        return is_rtl(self._brief.language)

    def _marking_look(self, size: float) -> tuple[Any, ...]:
        style = self._brief.style
        ground = style.marking_ground
        shade = element("shd", val="clear", color="auto", fill=colour(ground)) if ground else None
        return fonts_of(SANS), *weight(), ink(style.marking_ink), element("spacing", val=5), *size_of(size), shade

    def _space(self, before: float, after: float, line: float) -> Any:
        rule = "exact" if self.fit.tight else "atLeast"
        return element("spacing", before=points(before), after=points(after), line=points(line), lineRule=rule)

    def _add(
        self, name: str, paragraph: tuple[Any, ...] | None, look: tuple[Any, ...], base: str = "Normal", next_: str = ""
    ) -> None:
        """Add a paragraph style, or one for letters where `paragraph` is None."""
        kind = "character" if paragraph is None else "paragraph"
        made = element("style", element("name", val=name), type=kind, styleId=style_id(name))
        if name == "Normal":
            made.set(next(key for key in made.attrib if key.endswith("type")).replace("type", "default"), "1")
        elif paragraph is not None:
            made.append(element("basedOn", val=base))
        if next_:
            made.append(element("next", val=next_))
        made.append(element("qFormat"))
        if paragraph:
            made.append(element("pPr", *paragraph))
        if look:
            made.append(element("rPr", *look))
        self.made.append(made)


def style_id(name: str) -> str:
    """The key of a style: Word knows its own by name, in small letters where they are headings."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _numbering(shape: int, level: int) -> Any:
    return element("numPr", element("ilvl", val=level), element("numId", val=shape))


def _table_base() -> Any:
    style = element("style", element("name", val="Normal Table"), type="table", default="1", styleId="TableNormal")
    style.append(element("tblPr", element("tblInd", w=0, type="dxa")))
    return style


def _table_style(fit: Fit, accent: str) -> Any:
    """Rules and rows; the first row and column stand out."""
    across, down = millimetres(1.6), millimetres(fit.gap)
    margins = [element(side, w=size, type="dxa") for side, size in
               (("top", down), ("left", across), ("bottom", down), ("right", across))]  # fmt: skip
    lines = element("tblBorders", border("top", 1, accent), border("bottom", 0.5, RULE), border("insideH", 0.5, RULE))
    style = element("style", element("name", val="Brief Table"), type="table", customStyle="1", styleId="BriefTable")
    style.append(element("basedOn", val="TableNormal"))
    style.append(element("tblPr", lines, element("tblCellMar", *margins)))
    head = element("tcPr", element("tcBorders", border("top", 1, accent), border("bottom", 1, accent)))
    style.append(element("tblStylePr", element("rPr", *weight()), head, type="firstRow"))
    style.append(element("tblStylePr", element("rPr", *weight()), type="firstCol"))
    return style


def list_shapes(fit: Fit) -> list[Any]:
    """Bullets, numbers and paragraph numbers, nine levels each."""
    soft = element("rPr", fonts_of(SANS), ink(SOFT), *size_of(fit.small))
    paragraph = [_level(0, "decimal", "%1.", soft, NUMBER_ROOM, NUMBER_ROOM)]
    dots = [_level(at, "bullet", "•" if at % 2 == 0 else "–", element("rPr", fonts_of(SANS)), STEP * (at + 1), STEP)
            for at in range(LEVELS)]  # fmt: skip
    counts = [_level(at, "decimal", f"%{at + 1}.", None, STEP * (at + 1), STEP) for at in range(LEVELS)]
    shapes = ((BULLETS, dots), (NUMBERS, counts), (PARAGRAPHS, paragraph))
    return [
        element("abstractNum", element("multiLevelType", val="multilevel"), *levels, abstractNumId=shape)
        for shape, levels in shapes
    ]


def _level(at: int, kind: str, shown: str, look: Any, left: int, hanging: int) -> Any:
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=kind),
        element("lvlText", val=shown),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left=left, hanging=hanging)),
        look,
        ilvl=at,
    )


def fonts() -> Any:
    """The root of `fontTable.xml`: what may stand in where our faces are not installed."""
    return element(
        "fonts",
        *(
            element(
                "font", element("altName", val=others), element("family", val=family), element("pitch", val="variable"),
                name=name,
            )
            for name, others, family in _FALLBACKS
        ),
    )  # fmt: skip


def settings(brief: Brief) -> Any:
    """The root of `settings.xml`. It does not ask Word to update fields: Word would question the reader first."""
    uri = "http://schemas.microsoft.com/office/word"
    modes = (("compatibilityMode", "15"), ("overrideTableStyleFontSizeAndJustification", "1"))
    return element(
        "settings",
        element("mirrorMargins") if brief.style.duplex else None,
        element("defaultTabStop", val=720),
        element("characterSpacingControl", val="doNotCompress"),
        element("footnotePr", element("footnote", id=-1), element("footnote", id=0)),
        element("compat", *(element("compatSetting", name=name, uri=uri, val=value) for name, value in modes)),
        element("themeFontLang", val=brief.language or "en"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )
