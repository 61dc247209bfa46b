"""The pages of a DOCX: paper, margins, and what stands at the head and foot of each.

Responsible for sections. The marking is in every header and every footer, and the line under it where there is one.
"""

from typing import Any

from briefing.brief.tree import Brief
from briefing.export.docx_styles import fit_of
from briefing.export.docx_xml import element, field, is_rtl, millimetres, run
from briefing.export.shared import foot_parts

_PAPERS = {"a4": (11906, 16838), "us-letter": (12240, 15840)}
_BINDING = millimetres(5)


def size_of_paper(brief: Brief) -> tuple[int, int]:
    """Width and height of the upright page in twips."""
    return _PAPERS.get(brief.paper, _PAPERS["a4"])


def room_of(brief: Brief, *, landscape: bool) -> int:
    """The width of the text in twips."""
    width, height = size_of_paper(brief)
    return (height if landscape else width) - 2 * millimetres(fit_of(brief).side)


def section(brief: Brief, header: str, footer: str, *, landscape: bool) -> Any:
    """The properties of a section whose pages have these parts at head and foot."""
    fit = fit_of(brief)
    width, height = size_of_paper(brief)
    upright = {"w": width, "h": height}
    size = element("pgSz", **({"w": height, "h": width, "orient": "landscape"} if landscape else upright))
    binding = _BINDING if brief.style.duplex else 0
    side = millimetres(fit.side)
    margins = element(
        "pgMar", top=millimetres(fit.top), right=side - binding, bottom=millimetres(fit.bottom), left=side + binding,
        header=millimetres(10 if not fit.tight else 8), footer=millimetres(7), gutter=0,
    )  # fmt: skip
    return element(
        "sectPr",
        element("headerReference", type="default", r_id=header),
        element("footerReference", type="default", r_id=footer),
        element("type", val="nextPage"),
        size,
        margins,
        element("cols", space=720),
        element("bidi") if is_rtl(brief.language) else None,
    )


def marking(brief: Brief) -> list[Any]:
    """The marking and the line under it."""
    out = [_line("Marking", run(brief.marking))]
    if brief.handling:
        out.append(_line("Handling", run(brief.handling)))
    return out


def head(brief: Brief) -> Any:
    """The root of a header."""
    return element("hdr", *marking(brief))


def foot(brief: Brief, *, landscape: bool) -> Any:
    """The root of a footer: marking, what the brief is, page x of y."""
    place = foot_parts(brief)
    tab = element("tabs", element("tab", val="right", pos=room_of(brief, landscape=landscape)))
    words = [*run(f"{place}\t"), *run("Page "), field("PAGE", "1"), *run(" of "), field("NUMPAGES", "1")]
    return element("ftr", *marking(brief), _line("Footer", words, tab))


def _line(style: str, words: list[Any], *properties: Any) -> Any:
    return element("p", element("pPr", element("pStyle", val=style), *properties), *words)
