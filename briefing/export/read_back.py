"""Reads a finished export again, as its reader will, and refuses it when a quote is not in it as stored.

Works on text: the words of the HTML page and of the DOCX, the source of the Markdown file, the values of JSON and
CSV. The PDF is read back by the tests and by the window, which have a PDF reader; the core has none.
"""

import html as entities
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from briefing.brief.tree import Brief, QuoteBlock, walk_blocks
from briefing.errors import ExportError
from briefing.wording import say

_NEVER_SHOWN = frozenset({"style", "script", "title", "head"})
_LABELS = {
    "html": "HTML page",
    "md": "Markdown file",
    "docx": "Word file",
    "json": "JSON file",
    "csv": "CSV file",
}


def check_quotes(brief: Brief, format_: str, text: str) -> None:
    """Raise ExportError, naming the speaker, where `text` lacks a quote of `brief`.

    In pages and Markdown white space is folded on both sides; nothing else may differ. In DOCX and data nothing may.
    """
    found = shown(format_, text)
    for block in walk_blocks(brief.blocks):
        if isinstance(block, QuoteBlock) and not found(block.exact):
            raise ExportError(
                say(
                    "The %1 does not show the words of %2 as they are stored (“%3”). Nothing was written; "
                    "please report this.",
                    _LABELS[format_],
                    block.speaker or say("a speaker"),
                    block.exact[:60],
                )
            )


def shown(format_: str, text: str) -> Callable[[str], int]:
    """What tells how often the file `text` shows certain words. Raises ExportError for JSON or CSV that is not ours."""
    if format_ in ("json", "csv"):
        from briefing.export import csv_form, json_form

        rows = (
            (row["Quote"] for row in csv_form.read(text)) if format_ == "csv" else json_form.quotes_in(json_value(text))
        )
        return Counter(rows).__getitem__
    if format_ == "docx":
        return text.count
    words = folded(html_text(text) if format_ == "html" else bare_markdown(text))
    return lambda exact: words.count(folded(exact))


def json_value(text: str) -> object:
    """The value that a JSON file holds. Raises ExportError where it is broken."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        raise ExportError("This is not a brief as Briefing Desk writes it in JSON. Please export it again.") from None
    return value


def folded(text: str) -> str:
    """`text` with each run of white space as one blank."""
    return " ".join(text.split())


def html_text(page: str) -> str:
    """The words that an HTML page shows, in order."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return "".join(reader.words)


def docx_text(data: bytes) -> str:
    """The words of a DOCX and of its footnotes, in order; a line feed ends each paragraph."""
    from docx.oxml.parser import parse_xml

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        roots: list[Any] = [parse_xml(parts.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    return "".join(_shown(root) for root in roots)


def _shown(one: Any) -> str:
    name = str(one.tag).rsplit("}", maxsplit=1)[-1]
    if name == "t":
        return str(one.text or "")
    if name in {"tab", "br"} and str(one.getparent().tag).endswith("}r"):
        return "\t" if name == "tab" else "\n"
    return "".join(_shown(part) for part in one) + ("\n" if name == "p" else "")


def bare_markdown(source: str) -> str:
    """Markdown source without quote marks at line starts, escapes and entities."""
    text = re.sub(r"(?m)^(?:[ ]*> ?)+", "", source)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return entities.unescape(text)


class _Words(HTMLParser):
    """Collects character data outside of elements that are never shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NEVER_SHOWN:
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _NEVER_SHOWN:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)
