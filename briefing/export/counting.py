"""What a finished file shows of its brief: quotes, notes, rows of tables and markings, counted as a reader meets them.

Reads bytes of any of our formats, also altered ones. Knows no brief: what to look for is given as words, so that a file
can be held against its receipt alone. The pages of a PDF come as texts, for the core has no PDF reader.
"""

import html as entities
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.errors import ExportError
from briefing.export import csv_form, json_form
from briefing.export.read_back import bare_markdown, folded, html_text, json_value, shown
from briefing.wording import say

_GAPS = re.compile(r"[\s\u00ad\u200b\ufffe]+")
"""White space, and what a line break may leave in the text of a PDF."""
_BREAKS = re.compile(r"<br ?/?>|</(?:p|li|td|th|tr|h\d|dd|dt)>")
_MARKED = re.compile(r'<p class="marking"[^>]*><strong>(.*?)</strong>', re.DOTALL)
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>|<w:(?:br|tab|cr)\b[^>]*>)")
_SHORTEST_PART = 20
_LARGEST_PART = 64 * 1024 * 1024


@dataclass(frozen=True)
class Wanted:
    """What a file should show: quotes, notes, rows of tables (one text for each stretch of a cell), the marking."""

    quotes: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marking: str


@dataclass(frozen=True)
class Count:
    """How many of so many were found."""

    found: int
    expected: int

    @property
    def ok(self) -> bool:
        """Whether nothing is missing."""
        return self.found >= self.expected


@dataclass(frozen=True)
class Seen:
    """The counts of one file, and the words of the quotes that it lacks."""

    quotes: Count
    notes: Count
    rows: Count
    markings: Count
    lacking: tuple[str, ...] = ()


def count(format_: str, data: bytes, wanted: Wanted, pages: Sequence[str] | None = None) -> Seen:
    """Look for `wanted` in a file of `format_`; `pages` are the texts of a PDF. Raises ExportError for a broken one."""
    if format_ == "pdf":
        return _pdf(pages or (), wanted)
    if format_ == "docx":
        return _docx(data, wanted)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ExportError("The file is no longer text in UTF-8. Please export it again.") from None
    if format_ == "csv":
        return _csv(text, wanted)
    if format_ == "json":
        return _json(text, wanted)
    return _page(format_, text, wanted)


def _page(format_: str, text: str, wanted: Wanted) -> Seen:
    """HTML, and Markdown as a reader shows it."""
    if format_ == "md":
        from markdown import Markdown

        page = Markdown(extensions=["tables", "footnotes", "sane_lists", "fenced_code"]).convert(text)
        ends = [line for line in text.split("\n") if line.strip()]
        bold = (bare_markdown(line).strip() for line in (*ends[:1], *ends[-2:]))  # a line of handling may be the last
        places = [line.removeprefix("**").removesuffix("**") for line in bold]
    else:
        page = text
        places = [folded(html_text(inner)) for inner in _MARKED.findall(text)]
    words = squeezed(html_text(_BREAKS.sub(" ", page)))
    return _seen(wanted, shown(format_, text), words, _markings(wanted, places, 2))


def _json(text: str, wanted: Wanted) -> Seen:
    value = json_value(text)
    found = Counter(json_form.quotes_in(value))
    marking = value.get("marking") if isinstance(value, dict) else ""
    words = squeezed("\n".join(json_form.texts_in(value)))
    return _seen(wanted, found.__getitem__, words, _markings(wanted, [str(marking)], 1))


def _csv(text: str, wanted: Wanted) -> Seen:
    """The sheet holds the quotes with their sources and nothing else; each row carries the marking."""
    rows = csv_form.read(text)
    found = Counter(row["Quote"] for row in rows)
    cited = [row["Source"] for row in rows if row["Note"]]
    notes = Count(sum(source in wanted.notes for source in cited), len(cited))
    quotes, lacking = _quotes(wanted, found.__getitem__)
    marked = _markings(wanted, [row["Marking"] for row in rows], len(wanted.quotes))
    return Seen(quotes, notes, Count(0, 0), marked, lacking)


def _docx(data: bytes, wanted: Wanted) -> Seen:
    body, edges = [], {"header": False, "footer": False}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                if not part.filename.startswith("word/") or not part.filename.endswith(".xml"):
                    continue
                if part.file_size > _LARGEST_PART:
                    raise ExportError("The DOCX file is larger than any that Briefing Desk writes.")
                words = docx_words(parts.read(part).decode("utf-8"))
                body.append(words)
                for edge in edges:
                    if part.filename.startswith(f"word/{edge}"):
                        edges[edge] |= bool(wanted.marking) and squeezed(wanted.marking) in squeezed(words)
    # The last three: packed in a way that Python does not know, with a password, or cut off.
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError, OSError):
        raise ExportError("The DOCX file is broken. Please export it again.") from None
    text = "\n".join(body)
    line = folded(text)
    marked = Count(sum(edges.values()), 2 if wanted.marking else 0)
    return _seen(wanted, lambda exact: line.count(folded(exact)), squeezed(text), marked)


def docx_words(xml: str) -> str:
    """The words in one part of a DOCX file, a line for each paragraph."""
    return "".join(entities.unescape(words) if not gap else "\n" for words, gap in _WORDS.findall(xml))


def _pdf(pages: Sequence[str], wanted: Wanted) -> Seen:
    texts = [squeezed(page) for page in pages]
    words = "".join(texts)
    marking = squeezed(wanted.marking)
    marked = sum(min(2, text.count(marking)) for text in texts) if marking else 0

    def found(exact: str) -> int:
        sought = squeezed(exact)
        return words.count(sought) or int(_over_pages(texts, sought))

    notes = sum(bool(found(note)) for note in wanted.notes)
    rows = sum(all(found(cell) for cell in row) for row in wanted.rows)
    quotes, lacking = _quotes(wanted, found)
    return Seen(
        quotes,
        Count(notes, len(wanted.notes)),
        Count(rows, len(wanted.rows)),
        Count(marked, 2 * len(pages) if marking else 0),
        lacking,
    )


def _over_pages(pages: Sequence[str], sought: str) -> bool:
    """Whether words begin on one page and go on over the next ones; heads and feet stand between the parts."""
    for first in range(len(pages)):
        rest = sought
        for page in pages[first:]:
            length = _longest_start(page, rest)
            if length < min(_SHORTEST_PART, len(rest)):
                break
            rest = rest[length:]
            if not rest:
                return True
    return False


def _longest_start(page: str, words: str) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in page else (low, middle - 1)
    return low


def _seen(wanted: Wanted, found: Callable[[str], int], words: str, markings: Count) -> Seen:
    """Count in `words`, which are squeezed; `found` says how often a quote is shown."""
    notes = sum(squeezed(note) in words for note in wanted.notes)
    rows, at = 0, 0
    for row in wanted.rows:
        end = _end_of(row, words, at)
        if end < 0:  # a table may stand elsewhere in this format
            end = _end_of(row, words, 0)
        rows += end >= 0
        at = max(at, end)
    quotes, lacking = _quotes(wanted, found)
    return Seen(quotes, Count(notes, len(wanted.notes)), Count(rows, len(wanted.rows)), markings, lacking)


def _end_of(row: Sequence[str], words: str, at: int) -> int:
    """Where the last cell of `row` ends, its cells found one after the other from `at` on; -1 where one is lacking."""
    for cell in row:
        sought = squeezed(cell)
        place = words.find(sought, at)
        if place < 0:
            return -1
        at = place + len(sought)
    return at


def _quotes(wanted: Wanted, found: Callable[[str], int]) -> tuple[Count, tuple[str, ...]]:
    expected = Counter(wanted.quotes)
    there = {exact: min(found(exact), times) for exact, times in expected.items()}
    lacking = tuple(exact for exact, times in expected.items() if there[exact] < times)
    return Count(sum(there.values()), len(wanted.quotes)), lacking


def _markings(wanted: Wanted, places: Sequence[str], expected: int) -> Count:
    if not wanted.marking:
        return Count(0, 0)
    marking = squeezed(wanted.marking)
    return Count(sum(marking in squeezed(place) for place in places), expected)


def squeezed(text: str) -> str:
    """`text` without white space and without what a break in a line leaves behind."""
    return _GAPS.sub("", text)


def format_of(name: str) -> str:
    """The format of a file, by its name. Raises ExportError for one that is none of ours."""
    end = name.rpartition(".")[2].lower()
    if end not in ("md", "html", "pdf", "json", "csv", "docx"):
        raise ExportError(say("“%1” is in no format that Briefing Desk writes.", name))
    return end
