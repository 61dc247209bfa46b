"""Runs → one paragraph of Markdown, in which only what would act as markup is escaped.

Quotes have to be found in the file character for character, so a character is escaped only where it would
be active at that place for some reader. Entities stand where python-markdown knows no backslash escape.
"""

import re

from briefing.brief.tree import (
    Code,
    Emph,
    LineBreak,
    Link,
    NoteRef,
    Run,
    Runs,
    Strong,
    Text,
    plain,
)
from briefing.export.shared import merged

_BRACKETS_THAT_LINK = re.compile(r"\[\^|\]\s?[(\[:]|^\s*\[[ xX]?\]|\[{4}|\{\{")
_ACTIVE = re.compile(
    r"(?P<backslash>\\(?=[!-/:-@\[-`{-~]|\s|$))"
    r"|(?P<mark>[*`])"
    r"|(?P<under>(?<![^\W_])_|_(?![^\W_]))"
    r"|(?P<tag><(?![\s\d])|<(?=\S*@))"
    r"|(?P<entity>&(?=#|\w+;))"
)
_LINE_START = re.compile(
    r"(?P<hash>#)|(?P<quote>>)|(?P<bullet>[-+](?=[\s|:-]|$))"
    r"|(?P<entity>[=|]|:(?=-))|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_LETTER = re.compile(r"[^\W_]")


def inline(runs: Runs, *, line_start: bool = True, heading: bool = False) -> str:
    """One paragraph. `line_start` is false where something of ours stands before it on the line."""
    out = _Writer(in_cell=False, in_heading=heading)
    out.write(runs, fresh=line_start and not heading)
    text = out.text.strip()
    return re.sub(r"(?<!\\)((?:\\\\)*)#$", r"\1\\#", text) if heading else text


def cell(runs: Runs) -> str:
    """One cell of a table: a single line, with its bars escaped."""
    out = _Writer(in_cell=True, in_heading=False)
    out.write(runs, fresh=False)
    return out.text.strip()


def code_fence(text: str) -> str:
    """`text` as fenced code; the fence is longer than any in it."""
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


class _Writer:
    """Collects one paragraph; knows what stands before the next run."""

    def __init__(self, *, in_cell: bool, in_heading: bool) -> None:
        self.text = ""
        self._in_cell = in_cell
        self._break = "<br>" if in_cell else " " if in_heading else "  \n"
        self._in_link = False

    def write(self, runs: Runs, *, fresh: bool, within: str = "", then: Run | None = None) -> None:
        """Append `runs`; `fresh`: they begin a line, `within`: marks around them, `then`: what comes next."""
        pieces = merged(runs, foreign=False)
        for at, run in enumerate(pieces):
            is_last = at + 1 == len(pieces)
            follows = then if is_last else pieces[at + 1]
            opens = fresh and at == 0
            match run:
                case Text(text=text):
                    self._write_text(text, fresh=opens, follows=follows)
                case Code(text=text):
                    self._write_code(text)
                case Strong(runs=inner) | Emph(runs=inner):
                    mark = "**" if isinstance(run, Strong) else "_" if "**" in within else "*"
                    at_edge = bool(within) and (at == 0 or is_last)
                    if at_edge or not self._write_emphasis(inner, mark, follows, within):
                        self.write(inner, fresh=opens, within=within, then=follows)
                case Link(url=url, runs=inner):
                    self._write_link(url, inner)
                case NoteRef(number=number):
                    self.text += f"[^{number}]"
                case LineBreak():
                    self.text = self.text.rstrip() + self._break

    def _write_text(self, text: str, *, fresh: bool, follows: Run | None) -> None:
        for index, line in enumerate(text.split("\n")):
            if index:
                self.text = self.text.rstrip() + self._break
            starts = fresh if index == 0 else not self._in_cell
            escaped = self._escaped(line.lstrip() if starts or self.text.endswith("\n") else line)
            if starts or self.text.endswith("\n"):
                escaped = _LINE_START.sub(_at_line_start, escaped, count=1) if _LINE_START.match(escaped) else escaped
            elif self.text.endswith("]") and escaped[:1] in ("(", "[", ":"):
                escaped = f"&#{ord(escaped[0])};{escaped[1:]}"
            self.text += escaped
        if isinstance(follows, Link | NoteRef) and self.text.endswith("!"):
            self.text = self.text[:-1] + "\\!"

    def _escaped(self, text: str) -> str:
        escaped = _ACTIVE.sub(_escape, text)
        if self._in_link or _BRACKETS_THAT_LINK.search(text):
            escaped = re.sub(r"[\[\]]", r"\\\g<0>", escaped)
        if text.count("~") > 1:
            escaped = escaped.replace("~", "&#126;")
        return escaped.replace("|", "\\|") if self._in_cell else escaped

    def _write_code(self, text: str) -> None:
        text = text.replace("\n", " ")
        if not text.strip() or self.text.endswith("`") or (self._in_cell and "|" in text):
            self._write_text(text, fresh=False, follows=None)
            return
        longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
        fence = "`" * (longest + 1)
        pad = " " if text[0] in "` " or text[-1] in "` " else ""
        self.text += f"{fence}{pad}{text}{pad}{fence}"

    def _write_emphasis(self, runs: Runs, mark: str, follows: Run | None, within: str) -> bool:
        """Write `runs` between marks; false, and nothing written, where the marks would not be read as such."""
        if mark in within or (mark == "_" and "*" in within.replace("**", "")):
            return False
        before = self.text
        self.text += mark
        self.write(runs, fresh=False, within=within + mark)
        if self._takes(before, self.text[len(before) + len(mark) :], mark, follows):
            self.text += mark
            return True
        self.text = before
        return False

    def _takes(self, before: str, core: str, mark: str, follows: Run | None) -> bool:
        """The flanking rule of CommonMark, kept a little stricter so that no two marks ever meet."""
        if not core or core != core.strip() or core[0] in "*_" or core[-1] in "*_":
            return False
        if before[-1:] in ("*", "_") or isinstance(follows, Strong | Emph):
            return False
        last = before[-1:] or " "
        after = follows.text[:1] if isinstance(follows, Text | Code) else " " if follows is None else "["
        in_word = mark == "_" and bool(_LETTER.match(last) or _LETTER.match(after))
        opens = bool(_LETTER.match(core[0])) or not _LETTER.match(last)
        closes = bool(_LETTER.match(core[-1])) or not _LETTER.match(after)
        return opens and closes and not in_word

    def _write_link(self, url: str, runs: Runs) -> None:
        if plain(runs) == url and re.fullmatch(r"https?://[^\s<>\\`*|\[\]{}]+", url):
            self.text += f"<{url}>"
            return
        self.text += "["
        self._in_link = True
        self.write(runs, fresh=False)
        self._in_link = False
        safe = re.sub(r"[\s\"'()<>\\`*_|\[\]]", lambda found: f"%{ord(found[0]):02X}", url)
        self.text += f"]({safe})"


def _escape(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "tag":
            return "&lt;"
        case "entity":
            return "&amp;"
        case _:
            return "\\" + found[0]


def _at_line_start(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "number":
            return found[0] + "\\"
        case "entity":
            return f"&#{ord(found[0])};"
        case _:
            return "\\" + found[0]
