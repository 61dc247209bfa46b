"""WordprocessingML as elements: one function that makes them in the order that Word demands, lengths, and text.

Responsible for what every part of a DOCX has in common. Knows nothing of briefs.
"""

import re
from copy import deepcopy
from typing import Any

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb"})
# Word refuses a file whose properties stand in another order than the standard's.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs shd vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW tcBorders shd tcMar vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar cols bidi rtlGutter",
}
_PLACES = {tag: {name: at for at, name in enumerate(names.split())} for tag, names in _ORDER.items()}
_BREAKS = re.compile(r"([\t\n])")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL_WORDS = re.compile(rf"([{_RTL}]+(?:[\s\d.,;:()\-–—]+[{_RTL}]+)*)")


def element(name: str, /, *children: Any, **values: object) -> Any:
    """`<name>` with `children`, put in Word's order where it has one; None among them is left out.

    `name` and the keys of `values` are in the namespace `w` unless they name another (`wp:extent`, `r_id`).
    """
    from docx.oxml.ns import nsmap, qn
    from docx.oxml.parser import OxmlElement

    full = name if ":" in name else f"w:{name}"
    spaces = {prefix: nsmap[prefix] for prefix in dict.fromkeys((full.split(":")[0], "w", "r"))}
    made: Any = OxmlElement(full, nsdecls=spaces)
    for key, value in values.items():
        made.set(qn(key.replace("_", ":") if "_" in key else f"w:{key}"), str(value))
    given = [child for child in children if child is not None]
    if places := _PLACES.get(name):
        given.sort(key=lambda child: places[local(child)])
    for child in given:  # an element has one place: what stands elsewhere already is copied
        made.append(child if child.getparent() is None else deepcopy(child))
    return made


def local(one: Any) -> str:
    """The name of an element without its namespace."""
    return str(one.tag).rsplit("}", maxsplit=1)[-1]


def points(length: float) -> int:
    """Points in twentieths, Word's unit."""
    return round(length * 20)


def millimetres(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * 1440 / 25.4)


def half_points(size: float) -> int:
    """A size of letters in half points."""
    return round(size * 2)


def colour(value: str) -> str:
    """`#rrggbb` as Word writes it."""
    return value.lstrip("#").upper()


def is_rtl(language: str) -> bool:
    """Whether a BCP 47 tag names a language that is written from right to left."""
    return language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT


def text_of(text: str) -> list[Any]:
    """`text` as it stands, tabs and line feeds as Word writes them."""
    out: list[Any] = []
    for piece in _BREAKS.split(text):
        if piece == "\t":
            out.append(element("tab"))
        elif piece == "\n":
            out.append(element("br"))
        elif piece:
            words = element("t", xml_space="preserve")
            words.text = piece
            out.append(words)
    return out


def run(text: str, *properties: Any) -> list[Any]:
    """`text` in runs with `properties`; words written from right to left become runs that say so."""
    out: list[Any] = []
    for at, piece in enumerate(_RTL_WORDS.split(text)):
        if piece:
            direction = element("rtl") if at % 2 else None
            own = [deepcopy(one) for one in properties if one is not None]
            shown = element("rPr", *own, direction) if own or direction is not None else None
            out.append(element("r", shown, *text_of(piece)))
    return out


def field(code: str, shown: str, *properties: Any) -> Any:
    """A field that shows `shown` until Word works it out."""
    return element("fldSimple", *run(shown, *properties), instr=f" {code} ")


def border(side: str, size: float, ink: str, *, space: float = 0, kind: str = "single") -> Any:
    """A border: `size` and `space` in points."""
    return element(side, val=kind, sz=max(2, round(size * 8)), space=min(31, round(space)), color=colour(ink))
