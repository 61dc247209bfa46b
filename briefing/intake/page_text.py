"""The visible text of an HTML page: white space as a browser folds it, a blank line between blocks.

Nothing is executed or fetched; tags need not be closed.
"""

import re
from html import unescape

from briefing.intake.tags import OPEN_RAW, tokens

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead"
    " tr ul".split()
)
_HIDDEN = frozenset("template noscript svg math object select".split())
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DEEPEST = 256  # hidden parts inside hidden parts that are kept apart


class PageText:
    """The text and the title of one page."""

    def __init__(self, page: str) -> None:
        """Read `page`, the decoded HTML."""
        self._blocks: list[str] = []
        self._lines: list[list[str]] = [[]]  # of the block that is being read, cut at <br>
        self._hidden: list[str] = []
        self._pre = 0
        self._title = ""
        self._heading: list[str] | None = None
        self._first_heading = ""
        self.unclosed = ""  # the part that is never shown and never closed, if there is one
        for kind, content, _attributes in tokens(page):
            self._take(kind, content)
        self._end_block()
        self.unclosed = self.unclosed or next(iter(self._hidden), "")

    def _take(self, kind: str, content: str) -> None:
        if kind == "text":
            self._add(unescape(content))
        elif kind == "open":
            self._open(content)
        elif kind == "close":
            self._close(content)
        elif kind == "empty":
            self._open(content)
            self._close(content)
        elif kind.startswith(OPEN_RAW):
            self.unclosed = kind.removeprefix(OPEN_RAW) if content.strip() else ""
        elif kind == "raw:title" and not self._title and not self._hidden:
            self._title = " ".join(unescape(content).split())

    def _open(self, tag: str) -> None:
        if tag in _HIDDEN:
            if len(self._hidden) < _DEEPEST:
                self._hidden.append(tag)
        elif tag == "br":
            self._lines.append([])
        elif tag in _BLOCKS:
            self._end_block()
        if tag == "pre":
            self._pre += 1
        if tag == "h1" and not self._first_heading:
            self._heading = []

    def _close(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag in _BLOCKS:
            self._end_block()
        if tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag == "h1" and self._heading is not None:
            self._first_heading = " ".join("".join(self._heading).split())
            self._heading = None

    def _add(self, words: str) -> None:
        if self._hidden:
            return
        if self._heading is not None:
            self._heading.append(words)
        self._lines[-1].append(words.replace("\r", "\n") if self._pre else _SPACE.sub(" ", words))

    def _end_block(self) -> None:
        lines = ["".join(parts) for parts in self._lines]
        self._lines = [[]]
        if not self._pre:
            lines = [re.sub(" {2,}", " ", line).strip(" ") for line in lines]
        block = "\n".join(lines).strip("\n")
        if block.strip():
            self._blocks.append(block)

    @property
    def text(self) -> str:
        """All blocks, a blank line between them."""
        return "\n\n".join(self._blocks)

    @property
    def title(self) -> str:
        """The page's title, else its first main heading; empty where it states neither."""
        return self._title or self._first_heading
