"""Copied HTML → well-formed HTML of a few tags: what a text says and how it is built, nothing of how it looks.

Responsible for: leaving out styles, scripts, pictures and the marks of word processors, and for closing every tag.
A style that says bold, italic, heading or list becomes the tag that says so. Refuses to: load or execute anything.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from briefing.errors import IntakeError
from briefing.intake.tags import attributes, characters, tokens
from briefing.wording import say

LONGEST_PAGE = 600_000
LONGEST_TEXT = 100_000
TOO_LONG = say(
    "What was copied is too long to keep its formatting. Please paste it in smaller parts, or without formatting."
)

LEVEL, MARKER = "data-level", "data-marker"
"""Attributes of our own: the level of an item of a word processor's list, and the words of its bullet or number."""

_RENAMED = {
    **{
        name: name
        for name in "h1 h2 h3 h4 h5 h6 ul ol li table tr td th blockquote pre code br hr p div sup sub".split()
    },
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "dt": "p",
    "dd": "p",
    "center": "div",
    **dict.fromkeys(("section", "article", "main", "header", "footer", "aside", "figure", "caption", "address"), "div"),
    **dict.fromkeys(("kbd", "samp", "tt"), "code"),
}
_VOID = frozenset({"br", "hr"})
_NEVER_CLOSED = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HIDDEN = frozenset("head xml template noscript svg math object select button video audio canvas".split())
_CLOSED_BY = {
    "p": ("p",),
    "li": ("p", "li"),
    "td": ("p", "td", "th"),
    "th": ("p", "td", "th"),
    "tr": ("p", "td", "th", "tr"),
}
_BLOCKS = frozenset("h1 h2 h3 h4 h5 h6 ul ol table blockquote pre div hr".split())
_WALLS = frozenset("table ul ol td th blockquote".split())
_TITLES = {"msotitle": "h1", "msosubtitle": "h2"}
_SCHEMES = frozenset({"http", "https", "mailto"})
_DEEPEST = 60
_WIDEST = 40
_COUNT = re.compile(r"[0-9]{1,4}")

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.DOTALL)
_ITEM = re.compile(r"mso-list:\s*l\d+\s+level(\d)")
_OUTLINE = re.compile(r"mso-outline-level:\s*([1-6])")
# Word writes `mso-bidi-font-weight:normal` on what is bold: only the property of that very name counts.
_WEIGHT = re.compile(r"(?<![-\w])font-weight:\s*(bold|bolder|normal|lighter|\d+)")
_RAISED = re.compile(r"(?<![-\w])vertical-align:\s*(super|sub)\b")
_SLOPE = re.compile(r"(?<![-\w])font-style:\s*(italic|oblique|normal)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NO_BREAK = re.compile(r"(?<!\d)\u00a0(?!\d)|\u00a0(?=[ \u00a0])|(?<=[ \u00a0])\u00a0")


_ROWS_ALONE = re.compile(r"\s*(?:<(?:col|colgroup|thead|tbody)\b[^>]*>\s*|</(?:col|colgroup)>\s*)*<tr\b", re.IGNORECASE)


def fragment(page: str) -> str:
    """What was selected of a page: word processors put a whole document around it."""
    found = _FRAGMENT.search(page)
    kept = found[1] if found else page
    # A spreadsheet marks the rows alone, inside their table.
    return f"<table>{kept}</table>" if _ROWS_ALONE.match(kept) else kept


@dataclass(frozen=True)
class Cleaned:
    """A page in few tags, and whether words were left out that it says are deleted."""

    page: str
    deleted: bool


def clean(page: str) -> Cleaned:
    """`page` as well-formed HTML of few tags. Raises IntakeError where it is too long."""
    kept = fragment(page)
    if len(kept) > LONGEST_PAGE:
        raise IntakeError(TOO_LONG)
    cleaner = _Cleaner()
    return Cleaned(cleaner.read(kept), cleaner.deleted)


class _Cleaner:
    """Knows the tags that are open: the name in the page, and the names written for it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[tuple[str, tuple[str, ...]]] = []
        self._names: Counter[str] = Counter()  # how often each name of the page is open, and each tag written for it:
        self._tags: Counter[str] = Counter()  # thousands of open tags are not searched for each new one
        self._hidden: list[str] = []
        self._struck = False
        self.deleted = False
        self._marker: list[str] | None = None
        self._length = 0

    def read(self, page: str) -> str:
        """Write the page anew."""
        for kind, content, written in tokens(page):
            if kind == "text":
                self._text(characters(content))
            elif kind == "close":
                self._close(content)
            elif kind in ("open", "empty"):
                self._start(content, attributes(written), empty=kind == "empty")
        while self._open:
            self._end()
        return "".join(self._out)

    def _text(self, words: str) -> None:
        if self._hidden:
            self.deleted = self.deleted or (self._struck and bool(words.strip()))
            return
        if self._marker is not None:
            self._marker.append(words)
            return
        folded = words if self._inside("pre") else _NO_BREAK.sub(" ", _BLANKS.sub(" ", words))
        self._length += len(folded)
        if self._length > LONGEST_TEXT:
            raise IntakeError(TOO_LONG)
        self._out.append(escape(folded, quote=False))

    def _start(self, name: str, given: dict[str, str], *, empty: bool) -> None:
        deleted = name == "del" or given.get("class", "").lower() == "msodel"
        if name in _HIDDEN or deleted or self._struck:
            if not self._hidden:
                self._struck = deleted and not empty
            if not empty and len(self._hidden) < _DEEPEST and name not in _NEVER_CLOSED:
                self._hidden.append(name)
            return
        if self._hidden:
            return
        self._close_before(name)
        style = given.get("style", "").lower()
        if "mso-list:ignore" in style.replace(" ", "") and self._marker is None and not empty:
            self._marker = []
            self._begin(name, ("marker",))
            return
        made = self._made(name, given, style)
        if _RENAMED.get(name) in _VOID:
            self._out.append(f"<{_RENAMED[name]}/>")
        elif empty or self._marker is not None or len(self._open) >= _DEEPEST:
            if not empty:
                self._begin(name, ())
        else:
            self._begin(name, tuple(tag.split()[0] for tag in made))
            self._out += [f"<{tag}>" for tag in made]

    def _made(self, name: str, given: dict[str, str], style: str) -> list[str]:
        """The tags that are written for one of the page."""
        block = _RENAMED.get(name, "")
        if name == "p":
            return [self._paragraph(given, style)]
        if name == "a":
            address = _address(given.get("href", ""))
            return [f'a href="{escape(address)}"'] if address and not self._inside("a") else []
        if block == "ol" and given.get("start", "").isdecimal():
            return [f'ol start="{int(given["start"][:6])}"']
        if block in ("td", "th"):
            wide, deep = given.get("colspan", "").strip(), given.get("rowspan", "").strip()
            across = f' colspan="{int(wide)}"' if _COUNT.fullmatch(wide) and 1 < int(wide) <= _WIDEST else ""
            down = f' rowspan="{int(deep)}"' if _COUNT.fullmatch(deep) and int(deep) != 1 else ""
            return [f"{block}{across}{down}"]
        if block and block not in ("strong", "em"):
            return [block]
        if raised := _RAISED.search(style):
            return [raised[1].replace("super", "sup")]
        weight, slope = _WEIGHT.search(style), _SLOPE.search(style)
        bold = block == "strong" if weight is None else weight[1].startswith("bold") or weight[1][:1] in "6789"
        italic = block == "em" if slope is None else slope[1] != "normal"
        plain = any(self._inside(one) for one in ("h1", "h2", "h3", "h4", "h5", "h6", "th", "pre", "code"))
        made = ["strong"] if bold and not plain and not self._inside("strong") else []
        return [*made, "em"] if italic and not plain and not self._inside("em") else made

    def _paragraph(self, given: dict[str, str], style: str) -> str:
        if item := _ITEM.search(style):
            return f'p {LEVEL}="{item[1]}"'
        if title := _TITLES.get(given.get("class", "").lower()):
            return title
        outline = _OUTLINE.search(style)
        return f"h{outline[1]}" if outline else "p"

    def _close_before(self, name: str) -> None:
        """Close what a new tag ends without saying so."""
        closed = _CLOSED_BY.get(name, ("p",) if name in _BLOCKS else ())
        if not any(self._names[one] for one in closed):
            return
        for place in range(len(self._open) - 1, -1, -1):
            one = self._open[place][0]
            if one in closed:
                while len(self._open) > place:
                    self._end()
            elif one in _WALLS and one not in closed:
                return

    def _close(self, name: str) -> None:
        if self._hidden and self._closes_hidden(name):
            return
        if not self._names[name]:
            return
        last = max(place for place, one in enumerate(self._open) if one[0] == name)
        while len(self._open) > last:
            self._end()

    def _closes_hidden(self, name: str) -> bool:
        """Whether the end of a tag belongs to what is hidden. Deleted words end with the block they stand in."""
        if name in self._hidden:
            last = len(self._hidden) - 1 - self._hidden[::-1].index(name)
            del self._hidden[last if self._struck else self._hidden.index(name) :]
        elif self._struck and self._names[name]:
            self._hidden.clear()
            self._struck = False
            return False
        self._struck = self._struck and bool(self._hidden)
        return True

    def _begin(self, name: str, made: tuple[str, ...]) -> None:
        self._open.append((name, made))
        self._names[name] += 1
        self._tags.update(made)

    def _end(self) -> None:
        name, made = self._open.pop()
        self._names[name] -= 1
        self._tags.subtract(made)
        for tag in reversed(made):
            if tag == "marker":
                words = " ".join("".join(self._marker or ()).split())
                self._marker = None
                self._out.append(f'<s {MARKER}="{escape(words[:20])}"></s>')
            else:
                self._out.append(f"</{tag}>")

    def _inside(self, tag: str) -> bool:
        return self._tags[tag] > 0


def _address(written: str) -> str:
    """An address that may stand in a text, with the characters escaped that would end it there; else empty."""
    address = "".join(written.split())
    try:
        safe = urlsplit(address).scheme.lower() in _SCHEMES and not re.search(r"[\x00-\x20\x7f]", address)
    except ValueError:
        return ""
    if not safe:
        return ""
    for letter in '()<>"\\':
        address = address.replace(letter, f"%{ord(letter):02X}")
    return address
