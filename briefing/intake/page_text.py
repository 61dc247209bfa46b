"""The visible text of an HTML page: white space as a browser folds it, a blank line between blocks.

Nothing is executed or fetched; tags need not be closed.
"""

import re
from collections import Counter

from briefing.intake.tags import OPEN_RAW, attributes, characters, tokens

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead"
    " tr ul".split()
)
_HIDDEN = frozenset("template noscript svg math object select".split())
_AREAS = frozenset("nav aside footer header form button article main figure blockquote h1".split())
_CITED = re.compile(r"\b(?:gmail_quote|moz-cite|protonmail_quote|yahoo_quoted)", re.IGNORECASE)
_SEVERAL = re.compile(" {2,}")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DEEPEST = 256  # hidden parts inside hidden parts that are kept apart


class PageText:
    """The text and the title of one page.

    `blocks` are its blocks; `areas` names for each the parts of the page around it (`nav`, `article`, …), and `cited`
    how many answers of an e-mail it lies deep.
    """

    def __init__(self, page: str) -> None:
        """Read `page`, the decoded HTML."""
        self.blocks: list[str] = []
        self.areas: list[frozenset[str]] = []
        self.cited: list[int] = []
        self._open_areas: Counter[str] = Counter()
        self._area: frozenset[str] = frozenset()
        self._cites: list[bool] = []  # of the block quotations that are open: whether they quote a message
        self._lines: list[list[str]] = [[]]  # of the block that is being read, cut at <br>
        self._hidden: list[str] = []
        self._pre = 0
        self._title = ""
        self._heading: list[str] | None = None
        self._first_heading = ""
        self.unclosed = ""  # the part that is never shown and never closed, if there is one
        for kind, content, written in tokens(page):
            self._take(kind, content, written)
        self._end_block()
        self.unclosed = self.unclosed or next(iter(self._hidden), "")

    def _take(self, kind: str, content: str, written: str) -> None:
        if kind == "text":
            self._add(characters(content))
        elif kind == "open":
            self._open(content)
            self._enter(content, written)
        elif kind == "close":
            self._close(content)
            self._leave(content)
        elif kind == "empty":
            self._open(content)
            self._close(content)
        elif kind.startswith(OPEN_RAW):
            self.unclosed = kind.removeprefix(OPEN_RAW) if content.strip() else ""
        elif kind == "raw:title" and not self._title and not self._hidden:
            self._title = " ".join(characters(content).split())

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

    def _enter(self, tag: str, written: str) -> None:
        if tag not in _AREAS:
            return
        self._open_areas[tag] += 1
        self._area = frozenset(self._open_areas)
        if tag == "blockquote" and len(self._cites) < _DEEPEST:
            given = attributes(written)
            self._cites.append(given.get("type", "").lower() == "cite" or bool(_CITED.search(given.get("class", ""))))

    def _leave(self, tag: str) -> None:
        if tag not in self._open_areas:
            return
        self._open_areas[tag] -= 1
        if not self._open_areas[tag]:
            del self._open_areas[tag]
        self._area = frozenset(self._open_areas)
        if tag == "blockquote" and self._cites:
            self._cites.pop()

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
            lines = [_SEVERAL.sub(" ", line).strip(" ") for line in lines]
        block = "\n".join(lines).strip("\n")
        if block.strip():
            self.blocks.append(block)
            self.areas.append(self._area)
            self.cited.append(sum(self._cites))

    @property
    def text(self) -> str:
        """All blocks, a blank line between them."""
        return "\n\n".join(self.blocks)

    @property
    def title(self) -> str:
        """The page's title, else its first main heading; empty where it states neither."""
        return self._title or self._first_heading
