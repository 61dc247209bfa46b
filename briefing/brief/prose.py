"""A Markdown field → blocks and runs of the brief tree; the only reader of users' Markdown there is.

Works on the element tree of python-markdown, so no HTML text ever exists. Refuses: raw HTML, entities,
images, reference definitions (all stay visible as typed), links other than http, https and mailto, and
text built to exhaust the parser (it becomes plain paragraphs).
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefing.brief.markdown_source import is_pathological, segments
from briefing.brief.tree import (
    Block,
    BlockQuote,
    Blocks,
    Code,
    CodeBlock,
    Emph,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Run,
    Runs,
    Strong,
    Table,
    Text,
    Verbatim,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Reference = Callable[[str, str], Block | Runs | None]

_REFERENCE = re.compile(r"\{\{([a-z]+):([^{}:\s]{1,80})\}\}")
_CODE = re.compile(r"(?<!`)(`++)[^`]+\1(?!`)")
_SCHEMES = frozenset({"http", "https", "mailto"})
_DEEPEST_HEADING = 6
_DEEPEST_BLOCK = 8
_DEEPEST_INLINE = 6
_OFF_INLINE = (
    "reference",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "automail",
    "html",
    "entity",
)


def literal(text: str) -> Runs:
    """The runs of a plain-text field (names, titles, places): every character stands for itself."""
    runs: list[Run] = []
    for index, line in enumerate(text.splitlines() or [""]):
        if index:
            runs.append(LineBreak())
        if line:
            runs.append(Text(line))
    return tuple(runs)


def paragraphs(text: str) -> Blocks:
    """`text` as plain paragraphs, split at empty lines, with no character interpreted."""
    return tuple(Paragraph(literal(part.strip())) for part in re.split(r"\n\s*\n", text) if part.strip())


def references(source: str) -> tuple[tuple[str, str], ...]:
    """The (kind, id) pairs that a Markdown field refers to, in order, each once; what stands in code refers to none."""
    prose = (_CODE.sub(" ", text) for kind, text in segments(source) if kind == "prose")
    return tuple(dict.fromkeys((found[1], found[2]) for text in prose for found in _REFERENCE.finditer(text)))


def parse(source: str, reference: Reference | None = None, *, heading_level: int | None = None) -> Blocks:
    """The blocks of a Markdown field.

    `reference(kind, id)` resolves `{{kind:id}}`: a `Block` takes the place of a paragraph that holds
    nothing else, runs stand anywhere, None leaves the reference visible. A `QuoteBlock` met inside a
    sentence is set there between quotation marks. Headings become bold paragraphs, or, with
    `heading_level`, headings from that level down with no level skipped.
    """
    if is_pathological(source):
        return paragraphs(source)
    reader = _Reader(reference or (lambda _kind, _id: None), heading_level)
    try:
        return tuple(block for segment in segments(source) for block in reader.segment(*segment))
    except RecursionError:
        return paragraphs(source)


class _Reader:
    """Walks the element tree of one field. Knows the last heading level, nothing else."""

    def __init__(self, reference: Reference, heading_level: int | None) -> None:
        self._reference = reference
        self._base = heading_level
        self._last_level = (heading_level or 1) - 1
        self._highest: int | None = None

    def segment(self, kind: str, text: str) -> Iterator[Block]:
        """The blocks of one segment of the source: fenced code as it stands, the rest parsed."""
        if kind == "code":
            yield CodeBlock(text)
        elif text.strip():
            yield from self._blocks(_tree(text), 0)

    def _blocks(self, parent: "Element", depth: int) -> Iterator[Block]:
        if depth > _DEEPEST_BLOCK:
            yield from paragraphs(_fold("".join(parent.itertext())))
            return
        if parent.text and parent.text.strip():
            yield from self._flow(_leading_text(parent))
            inline_children = [child for child in parent if child.tag in _INLINE]
        else:
            inline_children = []
        for child in parent:
            if child not in inline_children:
                yield from self._block(child, depth)

    def _block(self, element: "Element", depth: int) -> Iterator[Block]:
        match element.tag:
            case "p":
                yield from self._flow(element)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield self._heading(int(element.tag[1]), _trim(self._runs(element)))
            case "ul" | "ol":
                items = tuple(item for one in element if (item := tuple(self._blocks(one, depth + 1))))
                start = element.get("start", "1")
                if items:
                    yield ListBlock(items, element.tag == "ol", int(start) if start.isdigit() else 1)
            case "blockquote":
                if inner := tuple(self._blocks(element, depth + 1)):
                    yield BlockQuote(inner)
            case "pre":
                yield CodeBlock(html.unescape("".join(element.itertext())).strip("\n"))
            case "table":
                yield self._table(element)
            case "hr":
                yield Paragraph((Text("* * *"),))
            case _:
                yield from self._flow(element)

    def _flow(self, element: "Element") -> Iterator[Block]:
        """A paragraph, or the block a lone reference stands for."""
        lone = _REFERENCE.fullmatch((element.text or "").strip()) if len(element) == 0 else None
        if lone:
            found = self._reference(lone[1], lone[2])
            if found is not None and not isinstance(found, tuple):
                yield found
            elif found != ():  # nothing at all stands for what may not even be named
                yield Paragraph(found or (Text(lone[0]),))
        elif runs := _trim(self._runs(element)):
            yield Paragraph(runs)

    def _heading(self, level: int, runs: Runs) -> Block:
        if self._base is None:
            return Paragraph((Strong(runs),))
        self._highest = level if self._highest is None else min(self._highest, level)
        wanted = self._base + level - self._highest
        self._last_level = min(wanted, self._last_level + 1, _DEEPEST_HEADING)
        return Heading(self._last_level, runs)

    def _table(self, element: "Element") -> Table:
        rows = [[_trim(self._runs(cell)) for cell in row] for row in element.iter("tr")]
        head = tuple(_visible(cell) for cell in rows[0])
        body = tuple(tuple(row) for row in rows[1:])
        longest = [max(len(_visible(row[at])) for row in rows) for at in range(len(head))]
        return Table(
            "",
            head,
            body,
            tuple(float(min(max(n, 6), 40)) for n in longest),
            row_headers=False,
        )

    def _runs(self, element: "Element", depth: int = 0) -> Runs:
        if depth > _DEEPEST_INLINE:
            return (Text(_fold("".join(element.itertext()))),)
        runs: list[Run] = []
        self._text(element.text, runs)
        for child in element:
            runs.extend(self._inline(child, depth + 1))
            self._text(child.tail, runs)
        return tuple(runs)

    def _inline(self, element: "Element", depth: int) -> Runs:
        match element.tag:
            case "strong":
                return (Strong(self._runs(element, depth)),)
            case "em":
                return (Emph(self._runs(element, depth)),)
            case "code":
                return (Code(_fold(html.unescape(element.text or ""))),)
            case "br":
                return (LineBreak(),)
            case "img":
                return (Text(element.get("alt") or "image"),)
            case "a":
                url = (element.get("href") or "").strip()
                runs = self._runs(element, depth)
                return (Link(url, runs),) if runs and _is_safe(url) else runs
            case _:
                return self._runs(element, depth)

    def _text(self, text: str | None, runs: list[Run]) -> None:
        """Append `text` with its references resolved; line feeds of the source are spaces."""
        at = 0
        whole = text or ""
        for found in _REFERENCE.finditer(whole):
            resolved = self._reference(found[1], found[2])
            inner = resolved if resolved is None or isinstance(resolved, tuple) else _within(resolved)
            if inner is None:
                continue
            _append(runs, whole[at : found.start()])
            runs.extend(inner)
            at = found.end()
        _append(runs, whole[at:])


_INLINE = frozenset({"strong", "em", "code", "br", "img", "a"})


def _leading_text(item: "Element") -> "Element":
    """The text and inline elements that open a tight list item, as a paragraph of their own."""
    from xml.etree.ElementTree import Element

    lead = Element("p")
    lead.text = item.text
    for child in item:
        if child.tag not in _INLINE:
            break
        lead.append(child)
    return lead


def _tree(text: str) -> Any:
    """The element tree of `text`, inline patterns applied, serialiser and raw HTML never reached."""
    from markdown import Markdown

    reader = Markdown(extensions=["tables", "sane_lists"], output_format="xhtml")
    reader.preprocessors.deregister("html_block")
    reader.parser.blockprocessors.deregister("reference")
    for name in _OFF_INLINE:
        reader.inlinePatterns.deregister(name)
    lines = reader.preprocessors["normalize_whitespace"].run(text.split("\n"))
    root: Any = reader.parser.parseDocument(lines).getroot()
    reader.treeprocessors["inline"].run(root)
    reader.treeprocessors["unescape"].run(root)
    return root


def _within(block: Block) -> Runs | None:
    """What a block becomes inside a sentence; None where it cannot stand there."""
    match block:
        case QuoteBlock(exact=exact, note=note, marks=marks):
            mark: Runs = (NoteRef(note),) if note is not None else ()
            return (Text(marks[0]), Verbatim(exact), Text(marks[1]), *mark)
        case Paragraph(runs=runs):
            return runs
        case _:
            return None


def _append(runs: list[Run], text: str) -> None:
    folded = _fold(text)
    if not folded:
        return
    if runs and isinstance(runs[-1], LineBreak):
        folded = folded.lstrip()
    if folded:
        runs.append(Text(folded))


def _fold(text: str) -> str:
    """Each run of blanks around a line feed as one space, as every reader of Markdown shows it."""
    return re.sub(r"[ \t]*\n[ \t]*", " ", text)


def _trim(runs: Runs) -> Runs:
    """`runs` without blanks at either end."""
    kept = list(runs)
    while kept and isinstance(kept[0], Text | LineBreak):
        head = kept[0].text.lstrip() if isinstance(kept[0], Text) else ""
        if head:
            kept[0] = Text(head)
            break
        kept.pop(0)
    while kept and isinstance(kept[-1], Text | LineBreak):
        tail = kept[-1].text.rstrip() if isinstance(kept[-1], Text) else ""
        if tail:
            kept[-1] = Text(tail)
            break
        kept.pop()
    return tuple(kept)


def _visible(runs: Runs) -> str:
    from briefing.brief.tree import plain

    return plain(runs).replace("\n", " ")


def _is_safe(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in _SCHEMES and not re.search(r"[\x00-\x20\x7f]", url)
    except ValueError:
        return False
