"""Reads a finished export again, as its reader will, and refuses it when a quote is not in it as stored.

Works on text: the words of the HTML page and of the DOCX, the source of the Markdown file. The PDF is read back by the
tests and by the window, which have a PDF reader; the core has none.
"""

import html as entities
import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from briefing.brief.tree import Brief, QuoteBlock, walk_blocks
from briefing.errors import ExportError
from briefing.wording import say

_NEVER_SHOWN = frozenset({"style", "script", "title", "head"})
_LABELS = {"html": "HTML page", "md": "Markdown file", "docx": "Word file"}


def check_quotes(brief: Brief, format_: str, text: str) -> None:
    """Raise ExportError, naming the speaker, where `text` lacks a quote of `brief`.

    White space is folded on both sides, but not in a DOCX, which keeps it; nothing else may differ.
    """
    kept: Callable[[str], str] = str if format_ == "docx" else folded
    shown = kept(html_text(text) if format_ == "html" else text if format_ == "docx" else _bare(text))
    for block in walk_blocks(brief.blocks):
        if isinstance(block, QuoteBlock) and kept(block.exact) not in shown:
            raise ExportError(
                say(
                    "The %1 does not show the words of %2 as they are stored (“%3”). Nothing was written; "
                    "please report this.",
                    _LABELS[format_],
                    block.speaker or say("a speaker"),
                    block.exact[:60],
                )
            )


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


def _bare(source: str) -> str:
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
