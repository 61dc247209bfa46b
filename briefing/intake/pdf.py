"""A PDF with a text layer → its text by paragraphs. Imports pypdfium2, so it runs in the worker process alone.

Responsible for telling what is no text: pages of pictures, a password, a file that breaks off. Refuses to recognise
letters in pictures, to run what the file holds, and to follow its links.
"""

import contextlib
import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from briefing.errors import IntakeError, SpellingError
from briefing.intake.finishing import finished
from briefing.intake.pdf_furniture import Line, Page, without_furniture
from briefing.intake.pdf_lines import paragraphs
from briefing.intake.pdf_marks import LOWERED, RAISED, merged, without_marks
from briefing.intake.readfile import ReadFile, Stated, reading
from briefing.intake.stating import each_once, pdf_day, stated
from briefing.spelling.dictionary import LANGUAGE, Dictionary
from briefing.wording import say, say_many

MOST_PAGES = 5000
_BLANKS = re.compile(" {2,}")
_SAMPLES = 8
"""Letters of a line whose size is looked at."""
_HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line, before it goes on with the next one."""


def read_pdf(data: bytes, name: str) -> ReadFile:
    """The text of a PDF. Raises IntakeError where it holds none, or cannot be opened."""
    document = _opened(data, name)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise IntakeError(
                say(
                    "“%1” has %2 pages; at most %3 can be taken in. Please split it. Nothing was changed.",
                    name,
                    f"{count:,}",
                    f"{MOST_PAGES:,}",
                )
            )
        pages = [_page(document, number) for number in range(count)]
        facts = _facts(document)
    finally:
        document.close()
    if not any(page.lines for page in pages):
        raise IntakeError(
            say_many(
                count,
                "The one page of “%2” is a picture without text. Please have its text recognised first, or type what "
                "you need and paste it as a source. Nothing was changed.",
                "The %1 pages of “%2” are pictures without text. Please have their text recognised first, or type what "
                "you need and paste it as a source. Nothing was changed.",
                name,
            )
        )
    kept, left_out = without_furniture(pages)
    lines = kept if any(kept) else [list(page.lines) for page in pages]
    english = _English()
    found = paragraphs(lines, knows=english.knows)
    method = f"pdf/1 pypdfium2 {pdfium.PYPDFIUM_INFO} pdfium {pdfium.PDFIUM_INFO.build}{english.used}"
    readings = []
    if found.hyphens:
        joined = paragraphs(lines, join=True)
        readings.append(reading("joined", joined.text, f"{method} hyphens joined", joined.parts))
    return finished(
        found.text,
        data=data,
        name=name,
        media_type="application/pdf",
        method=method,
        readings=readings,
        title=next((one.value for one in facts if one.field == "title"), ""),
        notices=_notices(sum(not page.lines for page in pages), left_out if any(kept) else 0, found.hyphens),
        stated=facts,
        parts=found.parts,
    )


class _English:
    """The dictionary, read when the first hyphen asks for it; without one it knows no word, and `used` says so."""

    def __init__(self) -> None:
        self.used = ""
        self._asked = False
        self._dictionary: Dictionary | None = None

    def knows(self, word: str) -> bool:
        """Whether a word stands in the dictionary."""
        if not self._asked:
            self._asked = True
            with contextlib.suppress(SpellingError):
                self._dictionary = Dictionary()
                self.used = f" words {LANGUAGE}"
        return self._dictionary is not None and self._dictionary.knows(word)


def _notices(empty: int, left_out: int, hyphens: int) -> list[str]:
    told: list[str] = []
    if empty:
        told.append(say_many(empty, "%1 page is a picture without text.", "%1 pages are pictures without text."))
    if left_out:
        told.append(
            say_many(
                left_out,
                "%1 running head or page number was left out.",
                "%1 running heads and page numbers were left out.",
            )
        )
    if hyphens:
        told.append(
            say_many(
                hyphens,
                "%1 hyphen at the end of a line was kept, for it may belong to the word. A reading without it is "
                "offered.",
                "%1 hyphens at the ends of lines were kept, for they may belong to the words. A reading without them "
                "is offered.",
            )
        )
    return told


def _opened(data: bytes, name: str) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise IntakeError(
                say(
                    "“%1” is protected with a password. Please save it without one, and import that. "
                    "Nothing was changed.",
                    name,
                )
            ) from None
        raise IntakeError(say("“%1” is no complete PDF. Please get it again. Nothing was changed.", name)) from None


def _page(document: Any, number: int) -> Page:
    """The lines of one page; one that cannot be read has none."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Page(0, ())
    try:
        text = page.get_textpage()
    except pdfium.PdfiumError:
        page.close()
        return Page(0, ())
    try:
        return Page(page.get_height(), tuple(without_marks(merged(_lines(text.raw, number)))))
    finally:
        text.close()
        page.close()


def _lines(text: Any, number: int) -> list[Line]:
    lines: list[Line] = []
    letters: list[str] = []
    places: list[int] = []
    count = raw.FPDFText_CountChars(text)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        hyphen = code in _HYPHENS
        if hyphen:  # PDFium says so instead of ending the line there
            letters.append("-")
            places.append(index)
        if hyphen or code in (10, 13):
            _add(lines, text, letters, places, number)
            letters, places = [], []
        elif code:
            letters.append(chr(code))
            places.append(index)
    _add(lines, text, letters, places, number)
    return lines


def _add(lines: list[Line], text: Any, letters: list[str], places: list[int], number: int) -> None:
    """Add the line of these letters, where it holds any."""
    marks = [place for place, letter in zip(places, letters, strict=True) if not letter.isspace()]
    if not marks:
        return
    left, base, right = _edge(text, marks[0], right=False), _base(text, marks[0]), _edge(text, marks[-1], right=True)
    sizes = Counter(round(_size(text, mark), 1) for mark in marks[:: max(1, len(marks) // _SAMPLES)])
    size = sizes.most_common(1)[0][0]
    shown = "".join(_marked(text, letters, places, base, size))
    words = shown.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    lines.append(
        Line(
            text=_BLANKS.sub(" ", words),
            left=left,
            right=max(left, right),
            base=base,
            size=size,
            page=number,
        )
    )


def _marked(text: Any, letters: list[str], places: list[int], base: float, size: float) -> Iterator[str]:
    """The letters of a line, with marks around figures that are set small and raised."""
    raised = False
    for letter, place in zip(letters, places, strict=True):
        up = letter.isdigit() and _size(text, place) < 0.8 * size and _base(text, place) > base + 0.15 * size
        if up != raised:
            yield RAISED if up else LOWERED
            raised = up
        yield letter
    if raised:
        yield LOWERED


def _edge(text: Any, index: int, *, right: bool) -> float:
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, index, *sides)
    return float(sides[1 if right else 0].value)


def _base(text: Any, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    return round(float(y.value), 1)


def _size(text: Any, index: int) -> float:
    """The size as it is seen: that of the font times the scale of the page."""
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text, index))
    return size * abs(matrix.d or 1) if raw.FPDFText_GetMatrix(text, index, matrix) else size


def _facts(document: Any) -> tuple[Stated, ...]:
    """What the file states about itself."""
    told = document.get_metadata_dict(skip_empty=True)
    found: list[Stated] = []
    found += stated("title", told.get("Title", ""), "the properties of the PDF")
    found += stated("author", told.get("Author", ""), "the properties of the PDF")
    made = told.get("CreationDate", "")
    found += stated("created", pdf_day(made), "the properties of the PDF")
    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if 2 < length <= 200:
        letters = ctypes.create_string_buffer(length)
        raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), length)
        found += stated("language", letters.raw.decode("utf-16-le", "ignore").rstrip("\0"), "the language of the PDF")
    return each_once(found)
