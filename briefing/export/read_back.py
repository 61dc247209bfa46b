"""Reads a finished export again, as its reader will, and refuses it when a quote is not in it as stored.

Works on text: the words of the HTML page, the source of the Markdown file. The PDF is read back by the
tests and by the window, which have a PDF reader; the core has none.
"""

import html as entities
import re
from html.parser import HTMLParser

from briefing.brief.tree import Brief, QuoteBlock, walk_blocks
from briefing.errors import ExportError
from briefing.wording import say

_NEVER_SHOWN = frozenset({"style", "script", "title", "head"})
_LABELS = {"html": "HTML page", "md": "Markdown file"}


def check_quotes(brief: Brief, format_: str, text: str) -> None:
    """Raise ExportError, naming the speaker, where `text` lacks a quote of `brief`.

    White space is folded on both sides; nothing else may differ.
    """
    shown = folded(html_text(text) if format_ == "html" else _bare(text))
    for block in walk_blocks(brief.blocks):
        if isinstance(block, QuoteBlock) and folded(block.exact) not in shown:
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
