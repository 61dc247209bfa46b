"""Makes Markdown typed by people fit for python-markdown, and recognises text that would choke it.

Cuts the source into fenced code and prose, sets off lists that follow a sentence directly, and turns
nesting by two blanks into nesting by four. Changes layout only, never a visible word.
"""

import re
from collections.abc import Iterator

LONGEST_FIELD = 100_000
_MOST_BRACKETS = 1_000
_MOST_MARKS = 4_000
_LONGEST_RUN = re.compile(r"([\[\](){}<>!*_`~|#+=\\-])\1{200}|(?:!\[){100}|(?:\[\^){100}|(?:>[ ]?){20}")
_FENCE = re.compile(r"^(`{3,}|~{3,})[^`]*$")
_ITEM = re.compile(r"^([ ]*)([-*+]|(\d{1,9})[.)])[ ]+(?=\S)")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ ]+(?=[^\s#])")
_RULE = re.compile(r"^[ ]{0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")


def is_pathological(source: str) -> bool:
    """Whether parsing `source` could take time out of proportion to its length."""
    if len(source) > LONGEST_FIELD or "\x02" in source or "\x03" in source:
        return True
    if _LONGEST_RUN.search(source):
        return True
    return any(
        block.count("[") > _MOST_BRACKETS or sum(map(block.count, "*_`")) > _MOST_MARKS
        for block in re.split(r"\n\s*\n", source)
    )


def segments(source: str) -> Iterator[tuple[str, str]]:
    """Cut `source` into ("code", text) and ("prose", text), two block quotes apart never in one piece."""
    prose: list[str] = []
    lines = source.expandtabs(4).split("\n")
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        end = _closing(lines, at, fence[1]) if fence else None
        if end is not None:
            yield "prose", normalise(prose)
            yield "code", "\n".join(lines[at + 1 : end])
            prose = []
            at = end + 1
            continue
        if lines[at].startswith(">") and _after_a_finished_quote(prose):
            yield "prose", normalise(prose)
            prose = []
        prose.append(lines[at])
        at += 1
    yield "prose", normalise(prose)


def normalise(lines: list[str]) -> str:
    """`lines` with an empty line before each list and four blanks for each level of nesting."""
    out: list[str] = []
    levels: list[tuple[int, int]] = []  # marker column and text column of each open item
    for line in lines:
        item = None if _RULE.match(line) else _ITEM.match(line)
        if not line.strip():
            out.append("")
        elif _HEADING.match(line):
            levels.clear()
            out += ["", _only_blanks_close(line.strip()), ""]
        elif item and _opens_item(item, out, levels):
            _close(levels, len(item[1]))
            if not levels and out and out[-1]:
                out.append("")
            marker = f"{item[3]}." if item[3] else item[2]
            out.append(f"{_deep(levels)}{marker} {_hash(line[item.end() :])}")
            levels.append((len(item[1]), item.end()))
        elif levels and out and out[-1]:
            out.append(_deep(levels) + _hash(line.lstrip()))
        else:
            indent = len(line) - len(line.lstrip(" "))
            _close(levels, indent)
            kept = line[min(indent, levels[-1][1]) :] if levels else line
            out.append(_deep(levels) + _hash(kept))
    return "\n".join(out)


def _close(levels: list[tuple[int, int]], indent: int) -> None:
    """Close the items that a line `indent` blanks in does not belong to; two blanks are enough to belong."""
    while levels and indent < min(levels[-1][1], levels[-1][0] + 2):
        levels.pop()


def _deep(levels: list[tuple[int, int]]) -> str:
    return " " * 4 * len(levels)


def _hash(text: str) -> str:
    """`text` with an opening `#` escaped: what is a heading was seen to before."""
    return re.sub(r"^([ ]{0,3})#", r"\1\\#", text)


def _only_blanks_close(heading: str) -> str:
    """`heading` with its last `#` kept where it belongs to a word: `C#` is not a closed heading."""
    return re.sub(r"(?<=[^ #])(#+)$", lambda found: "\\#" * len(found[1]), heading)


def _opens_item(item: re.Match[str], out: list[str], levels: list[tuple[int, int]]) -> bool:
    """Whether the line opens a list item: inside a list, after an empty line, or as CommonMark lets it."""
    if levels:
        return True
    if len(item[1]) > 3:
        return False
    return not out or not out[-1] or not item[3] or item[3] == "1"


def _closing(lines: list[str], opening: int, fence: str) -> int | None:
    for at in range(opening + 1, len(lines)):
        bare = lines[at].strip()
        if len(bare) >= len(fence) and set(bare) == {fence[0]}:
            return at
    return None


def _after_a_finished_quote(prose: list[str]) -> bool:
    if not prose or prose[-1].strip():
        return False
    before = next((line for line in reversed(prose) if line.strip()), "")
    return before.startswith(">")
