"""Brief → DOCX for Word and its kin: real styles, headings, lists, footnotes and tables, the same bytes on each run.

Responsible for the parts of the file and their order. The file names its title, language and marking; it names no
author, program or computer. A contents list holds its entries at once; Word adds page numbers when it updates the
list, which it is not asked to do by itself, because it would question the reader first.
"""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from briefing.brief.tree import Brief, Figure, Heading, Sheet, Text, plain, walk_blocks
from briefing.export.docx_blocks import Body, Place
from briefing.export.docx_notes import Look, Notes, Story
from briefing.export.docx_pages import foot, head, room_of, section
from briefing.export.docx_pictures import Drawing, images, inline
from briefing.export.docx_styles import (
    BULLETS,
    LEVELS,
    NUMBERS,
    PARAGRAPHS,
    fit_of,
    fonts,
    list_shapes,
    settings,
    styles,
)
from briefing.export.docx_xml import border, element, run
from briefing.export.pdf_data import day_of
from briefing.export.shared import (
    CONTENTS_TITLE,
    UNCITED_TITLE,
    HeadingLevels,
    cited_notes,
    contact_line,
    header_pairs,
    open_points,
    refuse_unprintable,
)
from briefing.pictures.printed import scale_of
from briefing.pictures.svg import to_svg

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHORT_PAIR = 50
_LETTERS_A_LINE = 105
_DATE = (1980, 1, 1, 0, 0, 0)
_LANDSCAPE_HEIGHT = 360.0
_LOGO_HEIGHT = 34.0
_SHAPES = (BULLETS, NUMBERS, PARAGRAPHS)


def render(brief: Brief, *, cancelled: Callable[[], bool] | None = None) -> bytes:
    """The file. Raises ExportError for unprintable characters and for a picture that cannot be drawn."""
    refuse_unprintable(brief)
    return _Document(brief, cancelled).whole()


class _Document:
    """One file in the making."""

    def __init__(self, brief: Brief, cancelled: Callable[[], bool] | None) -> None:
        from docx.package import Package

        self._brief = brief
        self._package = Package()
        self._body = element("body")
        self._main = self._part("document", element("document", self._body), self._package, "document.main")
        self._footnotes_root = element("footnotes")
        self._add("styles", styles(brief, fit_of(brief)))
        self._add("settings", settings(brief))
        self._add("fontTable", fonts(), "fontTable")
        notes = Notes(brief, self._add("footnotes", self._footnotes_root), self._footnotes_root)
        self._header = self._related("header1", head(brief), "header")
        self._feet = {way: self._related(f"footer{1 + way}", foot(brief, landscape=way), "footer")
                      for way in (False, True)}  # fmt: skip
        self._story = Story(self._main, notes)
        self._writer = Body(brief, self._story, self._picture, self._turn)
        self._out: list[Any] = []
        self._landscape = self._upright_waits = False
        self._drawn = 0
        self._figures = self._drawings(cancelled)

    def whole(self) -> bytes:
        """The whole file."""
        brief, room = self._brief, room_of(self._brief, landscape=False)
        place = Place(room=room)
        self._front(place)
        for block in brief.blocks:
            if self._upright_waits and not (isinstance(block, Sheet) and block.landscape):
                self._end_pages()
            self._writer.blocks((block,), place, self._out)
        self._back(place)
        for one in self._out:
            self._body.append(one)
        self._body.append(self._section())
        self._add("numbering", self._numbering())
        self._properties()
        return _settled(self._package)

    def _front(self, place: Place) -> None:
        brief, add = self._brief, self._out.append
        if brief.style.logo:
            add(self._writer.paragraph("Figure", [element("r", self._logo())], place))
        if brief.marking:
            add(self._writer.paragraph("MarkingText", run(brief.marking), place))
        line = element("pBdr", border("bottom", 1.5, brief.style.accent, space=4))
        details = self._details()
        add(self._writer.paragraph("Title", run(brief.title), place, None if details else line))
        for at, words in enumerate(details):
            add(self._writer.paragraph("BriefDetails", words, place, line if at == len(details) - 1 else None))
        add(self._writer.gap())
        if brief.contents:
            self._contents(place)
        for point in open_points(brief):
            add(self._writer.paragraph("OpenPoint", run(point), place))

    def _details(self) -> list[list[Any]]:
        """The header block: short pairs beside one another, long ones in lines of their own."""
        lines: list[list[Any]] = []
        joined, filled = False, 0
        for label, value in header_pairs(self._brief):
            short = len(label) + len(value) < _SHORT_PAIR
            name = run(label, *Look(style="DetailLabel").properties())
            pair = [*name, *run("\u2002"), *run(value, *Look(bold=True).properties())]
            filled += len(label) + len(value) + 4
            if short and joined and filled <= _LETTERS_A_LINE:
                lines[-1] += [*run("\u2003 "), *pair]
            else:
                lines.append(pair)
                filled = len(label) + len(value) + 4
            joined = short
        return lines

    def _contents(self, place: Place) -> None:
        levels = HeadingLevels()
        heads = [block for block in walk_blocks(self._brief.blocks) if isinstance(block, Heading)]
        listed = [(at, levels.fit(one.level) - 1, one) for at, one in enumerate(heads, 1)]
        shown = [entry for entry in listed if entry[1] <= 2]
        if not shown:
            return
        lines = [self._writer.paragraph("TOCHeading", run(CONTENTS_TITLE), place)]
        for at, level, one in shown:
            words = run(plain(one.runs).replace("\n", " "))
            link = element("hyperlink", *words, anchor=f"_Toc{at:06d}", history=1)
            lines.append(self._writer.paragraph(f"Toc{level}", [link], place))
        code = element("instrText", xml_space="preserve")
        code.text = ' TOC \\o "1-2" \\h \\z \\u '
        begin = [element("r", element("fldChar", fldCharType="begin")), element("r", code),
                 element("r", element("fldChar", fldCharType="separate"))]  # fmt: skip
        for place_, one_run in enumerate(begin, 1):
            lines[1].insert(place_, one_run)
        lines[-1].append(element("r", element("fldChar", fldCharType="end")))
        gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique"))
        self._out.append(element("sdt", element("sdtPr", gallery), element("sdtContent", *lines)))

    def _back(self, place: Place) -> None:
        _, uncited = cited_notes(self._brief)
        if uncited and self._upright_waits:
            self._end_pages()
        if uncited:
            self._writer.blocks((Heading(2, (Text(UNCITED_TITLE),)),), place, self._out)
            for note in uncited:
                self._out.append(self._writer.paragraph("SourceList", self._story.runs(note.runs), place))
        if contact := contact_line(self._brief):
            self._out.append(self._writer.paragraph("Contact", run(contact), place))
        if self._brief.marking:
            space = element("spacing", before=20 if fit_of(self._brief).tight else 160)
            self._out.append(self._writer.paragraph("MarkingText", run(self._brief.marking), place, space))

    def _turn(self, landscape: bool) -> None:
        """Begin a landscape sheet, or let upright pages follow one as soon as something is on them."""
        if landscape:
            self._end_pages()
            self._landscape = True
        else:
            self._upright_waits = True

    def _end_pages(self) -> None:
        """Put the properties of the pages so far on their last paragraph, as Word does."""
        last = self._out[-1]
        if not str(last.tag).endswith("}p") or last.find("./{*}pPr/{*}sectPr") is not None:
            self._out.append(last := self._writer.gap())
        last[0].append(self._section())
        self._landscape = self._upright_waits = False

    def _section(self) -> Any:
        return section(self._brief, self._header, self._feet[self._landscape], landscape=self._landscape)

    def _numbering(self) -> Any:
        root = element("numbering", *list_shapes(fit_of(self._brief)))
        shapes = [*((shape, 0) for shape in _SHAPES), *self._writer.lists]
        for key, (shape, start) in enumerate(shapes, 1):
            levels = 0 if key <= len(_SHAPES) else 1 if shape == PARAGRAPHS else LEVELS
            overrides = [element("lvlOverride", element("startOverride", val=start), ilvl=at) for at in range(levels)]
            root.append(element("num", element("abstractNumId", val=shape), *overrides, numId=key))
        return root

    def _drawings(self, cancelled: Callable[[], bool] | None) -> list[tuple[Drawing, bytes]]:
        """Every picture, drawn before the text is written, in reading order."""
        wide = {id(one) for sheet in walk_blocks(self._brief.blocks) if isinstance(sheet, Sheet) and sheet.landscape
                for one in walk_blocks(sheet.blocks)}  # fmt: skip
        found = [one for one in walk_blocks(self._brief.blocks) if isinstance(one, Figure)]
        drawings = [
            _fitted(one, room_of(self._brief, landscape=id(one) in wide) / 20, landscape=id(one) in wide)
            for one in found
        ]
        if self._brief.style.logo:
            drawings.append(Drawing(self._brief.style.logo, _LOGO_HEIGHT * 4, _LOGO_HEIGHT))
        return list(zip(drawings, images(drawings, cancelled), strict=True))

    def _picture(self, figure: Figure, room: float, landscape: bool) -> Any:
        drawing, data = self._figures[self._drawn]
        self._drawn += 1
        if drawing.width > room:
            drawing = Drawing(drawing.svg, room, drawing.height * room / drawing.width)
        return self._inline(data, drawing, figure.alt, figure.caption)

    def _logo(self) -> Any:
        drawing, data = self._figures.pop()
        return self._inline(data, drawing, "Logo", "Logo")

    def _inline(self, data: bytes, drawing: Drawing, alt: str, title: str) -> Any:
        part = self._package.get_or_add_image_part(io.BytesIO(data))
        number = self._drawn + 1  # the logo, which comes first, is number 1
        return inline(self._main.relate_to(part, f"{_KIND}/image"), number, drawing, alt, title)

    def _part(self, name: str, root: Any, owner: Any, kind: str) -> Any:
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart
        from docx.parts.document import DocumentPart

        make = DocumentPart if name == "document" else XmlPart
        part = make(PackURI(f"/word/{name}.xml"), f"{_TYPE}.{kind}+xml", root, self._package)
        relation = "officeDocument" if name == "document" else kind
        owner.relate_to(part, f"{_KIND}/{relation}")
        return part

    def _add(self, name: str, root: Any, kind: str = "") -> Any:
        return self._part(name, root, self._main, kind or name)

    def _related(self, name: str, root: Any, kind: str) -> str:
        part = self._add(name, root, kind)
        return str(self._main.relate_to(part, f"{_KIND}/{kind}"))

    def _properties(self) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        root = element("cp:coreProperties")
        day = day_of(self._brief)
        when = f"{day.isoformat()}T00:00:00Z" if day else ""
        values = {
            "dc:title": self._brief.title, "dc:subject": self._brief.marking,
            "dc:language": self._brief.language or "en",
            "dcterms:created": when, "dcterms:modified": when,
        }  # fmt: skip
        for name, value in values.items():
            if value:
                one = element(name, **({"xsi_type": "dcterms:W3CDTF"} if name.startswith("dcterms") else {}))
                one.text = value
                root.append(one)
        kind = "application/vnd.openxmlformats-package.core-properties+xml"
        part = XmlPart(PackURI("/docProps/core.xml"), kind, root, self._package)
        self._package.relate_to(
            part, "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        )


def _fitted(figure: Figure, room: float, *, landscape: bool) -> Drawing:
    picture = figure.picture
    scale = min(1.0, room / picture.width, _LANDSCAPE_HEIGHT / picture.height) if landscape else scale_of(picture)
    return Drawing(to_svg(picture, any_font=False), round(picture.width * scale, 2), round(picture.height * scale, 2))


def _settled(package: Any) -> bytes:
    """The package as a ZIP archive whose dates and order are always the same."""
    made, out = io.BytesIO(), io.BytesIO()
    package.save(made)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        for name in sorted(given.namelist(), key=lambda one: (one != "[Content_Types].xml", one != "_rels/.rels", one)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            settled.writestr(entry, given.read(name))
    return out.getvalue()
