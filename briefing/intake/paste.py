"""What was copied from Word, Outlook or a browser, as clean Markdown: headings, lists, tables, links, emphasis.

Responsible for: the lists of word processors, tables made for layout, and words that would read as Markdown.
Refuses to: keep styles and pictures, and to take texts that no field could hold.
"""

import re
from dataclasses import dataclass
from typing import Any

from briefing.intake.cleaning import LEVEL, MARKER, clean
from briefing.intake.paste_tables import spread
from briefing.intake.small_letters import write_small

_NUMBERED = re.compile(r"\(?(\d{1,6}|[A-Za-z]{1,4})[.)]")
_BLOCKS = (
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "hr",
    "table",
    "td",
    "th",
)
_OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+>](?=\s|$)|=+(?=\s*$))")
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s)")
_SPECIAL = re.compile(r"[*`]|\\(?=[\\`*_{}\[\]()>#+\-.!|])|(?<![^\W_])_|_(?![^\W_])")


@dataclass(frozen=True)
class Pasted:
    """The Markdown of what was copied, and whether words were left out that it says are deleted."""

    markdown: str
    deleted: bool = False


def pasted(page: str) -> Pasted:
    """Copied HTML as Markdown, without what is marked as deleted. Raises IntakeError where it is too long."""
    from bs4 import BeautifulSoup

    cleaned = clean(page)
    return Pasted(_markdown(BeautifulSoup(cleaned.page, "html.parser")), cleaned.deleted)


def _markdown(soup: Any) -> str:
    write_small(soup)
    _unfold_layout(soup)
    _gather_items(soup)
    _tuck_lists(soup)
    _flatten(soup)
    _join_runs(soup)
    text = str(_converter().convert_soup(soup))
    text = re.sub(r"(?<=\S) (?=\n)|(?<=\S) +(?=  \n)|(?<=\n)[ \t]+(?=\n)", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _unfold_layout(soup: Any) -> None:
    """Tables that only place other tables or a single cell are no tables."""
    for table in soup.find_all("table"):
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        cells = [cell for row in rows for cell in row.find_all(("td", "th"), recursive=False)]
        if len(cells) < 2 or table.find("table") is not None:
            for part in (table, *rows, *cells):
                part.name = "div"
                part.attrs.clear()
        else:
            spread(soup, rows)


def _gather_items(soup: Any) -> None:
    """Paragraphs that a word processor shows as items of a list become lists, nested by their level."""
    for first in soup.find_all("p", attrs={LEVEL: True}):
        if first.name != "p" or first.parent is None:
            continue
        items, following = [first], _next_element(first)
        while following is not None and following.name == "p" and LEVEL in following.attrs:
            items.append(following)
            following = _next_element(following)
        holder = soup.new_tag("div")
        first.insert_before(holder)
        _nest(soup, holder, items)


def _nest(soup: Any, holder: Any, items: list[Any]) -> None:
    open_lists: list[tuple[int, Any]] = []
    for item in items:
        level = int(item.attrs.pop(LEVEL))
        marker = item.find("s")
        found = _NUMBERED.match(marker.attrs.get(MARKER, "")) if marker is not None else None
        if marker is not None:
            marker.decompose()
        name = "ol" if found else "ul"
        while open_lists and (
            open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1][1].name != name)
        ):
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            made = soup.new_tag(name)
            if found and found[1].isdecimal() and found[1] != "1":
                made.attrs["start"] = found[1]
            (open_lists[-1][1].find_all("li", recursive=False)[-1] if open_lists else holder).append(made)
            open_lists.append((level, made))
        open_lists[-1][1].append(item.extract())
        item.name = "li"


def _tuck_lists(soup: Any) -> None:
    """A list that stands between the items of another belongs to the item before it."""
    for inner in soup.find_all(("ul", "ol")):
        if inner.parent is None or inner.parent.name not in ("ul", "ol"):
            continue
        item = inner.find_previous_sibling("li")
        if item is None:
            inner.unwrap()
        else:
            item.append(inner.extract())


def _next_element(item: Any) -> Any:
    """The element right after `item`; None where words stand between them."""
    following = item.next_sibling
    while following is not None and following.name is None and not following.strip():
        following = following.next_sibling
    return following if following is not None and following.name is not None else None


def _flatten(soup: Any) -> None:
    """Cells hold one line each; an item that opens with a paragraph is that paragraph."""
    for cell in soup.find_all(("td", "th")):
        for part in cell.find_all((*_BLOCKS, "br")):
            part.insert_before(" ")
            part.insert_after(" ")
            part.unwrap()
    for item in soup.find_all("li"):
        opening = next((one for one in item.children if one.name is not None or one.strip()), None)
        if opening is not None and opening.name in ("p", "div"):
            opening.unwrap()
    for line_break in soup.find_all("br"):
        _at_an_edge(line_break)
    for stray in soup.find_all("s"):
        stray.decompose()


def _at_an_edge(line_break: Any) -> None:
    """Take away a break that ends a block, or stands between blocks: it breaks no line."""
    for side in ("previous_sibling", "next_sibling"):
        beside = getattr(line_break, side)
        while beside is not None and beside.name is None and not beside.strip():
            beside = getattr(beside, side)
        if (beside is None and line_break.parent.name in (*_BLOCKS, "[document]")) or (
            beside is not None and beside.name in _BLOCKS
        ):
            line_break.decompose()
            return
        if beside is None:
            return


def _join_runs(soup: Any) -> None:
    """Bold beside bold is one run: `**a****b**` would not be read as bold."""
    for run in soup.find_all(("strong", "em")):
        following = run.next_sibling
        while following is not None and following.name == run.name:
            for part in list(following.children):
                run.append(part.extract())
            following.extract()
            following = run.next_sibling


def _converter() -> Any:
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        """Escapes what people wrote only where it would be read as Markdown."""

        def escape(self, text: str, parent_tags: set[str]) -> str:
            """Escape the characters that mean something inside a line."""
            if "](" in text or "a" in parent_tags:
                text = re.sub(r"([\[\]])", r"\\\1", text)
            text = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
            return text.replace("|", "\\|") if parent_tags & {"td", "th"} else text

        def process_text(self, el: Any, parent_tags: set[str] | None = None) -> str:
            """As the library does, and escape what would open a heading, a list or a quotation."""
            text = str(super().process_text(el, parent_tags))  # type: ignore[misc]
            block = el.find_parent(_BLOCKS)
            opens = el.find_previous_sibling() is None if block is None else el is _first_words(block)
            if opens and not (parent_tags or set()) & {"pre", "code", "td", "th"}:
                text = _NUMBER.sub(r"\1\\\2", _OPENING.sub(r"\1\\\2", text))
            return text

    return Converter(heading_style=ATX, bullets="-", table_infer_header=True, strong_em_symbol="*")


def _first_words(block: Any) -> Any:
    return next((one for one in block.strings if one.strip()), None)
