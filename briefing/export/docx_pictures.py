"""SVG → PNG for a DOCX, by Typst in a process of its own, and the element that shows an image.

Responsible for the process: its time limit, cancel, and a sentence when it fails. Draws nothing itself.
"""

import contextlib
import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from briefing import child
from briefing.errors import ExportError
from briefing.export.pdf import CancelledExportError
from briefing.paths import resources
from briefing.wording import say

_WORKER = child.module("briefing.export.picture_worker")
_POLL = 0.03
_PPI = 220
_TIMEOUT = 120.0
_EMU = 12_700  # in a point
_OURS = ("Inter_400Regular.ttf", "NotoSans_400Regular.ttf", "NotoSansArabic_400Regular.ttf")
_INLINE = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{id}" name="Picture {id}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="Picture {id}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)


@dataclass(frozen=True)
class Drawing:
    """An SVG document and its size on paper in points."""

    svg: str
    width: float
    height: float


def images(
    drawings: Sequence[Drawing], cancelled: Callable[[], bool] | None = None, worker: Sequence[str] = _WORKER
) -> list[bytes]:
    """A PNG for each of `drawings`. Raises ExportError, or CancelledExportError when stopped."""
    if not drawings:
        return []
    with tempfile.TemporaryDirectory(prefix="briefing_") as empty:
        request = {
            "template": str(resources() / "templates" / "picture.typ"),
            "fonts": str(resources() / "fonts"),
            "empty": empty,
            "pictures": [{"svg": one.svg, "width": one.width, "height": one.height} for one in drawings],
            "ppi": _PPI,
            "system_fonts": _strange("".join(one.svg for one in drawings)),
        }
        output = _run(worker, json.dumps(request).encode("ascii"), cancelled)
    head, _, data = output.partition(b"\n")
    try:
        answer: dict[str, Any] = json.loads(head)
    except ValueError:
        answer = {"error": say("the process that draws them gave no answer")}
    if "error" in answer:
        raise ExportError(say("The pictures could not be drawn: %1. Nothing was written.", answer["error"]))
    out: list[bytes] = []
    for size in answer["sizes"]:
        out.append(data[:size])
        data = data[size:]
    return out


def inline(key: str, number: int, drawing: Drawing, alt: str, title: str) -> Any:
    """The element that shows image `key` in a line, told in words by `alt`."""
    from docx.oxml.parser import parse_xml

    sizes = {"cx": round(drawing.width * _EMU), "cy": round(drawing.height * _EMU)}
    made: Any = parse_xml(_INLINE.format(id=number, key=key, **sizes))
    for one in made.iter():
        if str(one.tag).endswith(("}docPr", "}cNvPr")):
            one.set("descr", alt)
            one.set("title", title)
    return made


def _strange(text: str) -> bool:
    """Whether a character is in none of our fonts, so that those of the computer are asked."""
    from fontTools.ttLib import TTFont

    known = set(range(32, 127)) | {9, 10}
    if all(ord(letter) in known for letter in set(text)):
        return False
    for name in _OURS:
        with TTFont(resources() / "fonts" / name, lazy=True) as font:
            known |= set(font.getBestCmap())
    return any(ord(letter) not in known for letter in set(text))


def _run(worker: Sequence[str], request: bytes, cancelled: Callable[[], bool] | None) -> bytes:
    ends = time.monotonic() + _TIMEOUT
    with tempfile.TemporaryFile() as question, contextlib.ExitStack() as stack:
        question.write(request)
        question.seek(0)
        process = stack.enter_context(child.start(worker, given=question))
        try:
            while True:
                try:
                    output, _complaint = process.communicate(timeout=_POLL)
                    break
                except subprocess.TimeoutExpired:
                    pass
                if cancelled is not None and cancelled():
                    raise CancelledExportError("The export was stopped. Nothing was written.")
                if time.monotonic() > ends:
                    raise ExportError("Drawing the pictures took too long and was stopped. Nothing was written.")
        except BaseException:
            process.kill()
            process.communicate()
            raise
    return output
