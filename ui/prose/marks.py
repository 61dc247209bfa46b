"""What the keys and buttons of writing do to Markdown: pure functions from a text and a selection to another.

Responsible for: bold, italic, lists, links, references, the next item of a list. Toggling twice gives the text back.
Refuses to: know a widget; positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

BOLD, ITALIC = "**", "*"
_MARK = "*"
_ITEM = re.compile(r"^([ \t]*)(?:([-*+])|(\d{1,9})([.)]))[ ]+")
_PREFIX = re.compile(r"^[ \t]*(?:>[ ]?|[-*+][ ]+|\d{1,9}[.)][ ]+|#{1,6}[ ]+)*")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(([^()\s]*)\)")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
NO_ADDRESS = "https://"


class Written(NamedTuple):
    """A text with a selection in it; `start` and `end` are equal where nothing is selected."""

    text: str
    start: int
    end: int


def toggle(written: Written, mark: str) -> Written:
    """Set the selected words (or the word with the caret) in bold or italic, or take that away."""
    pieces = [_inside(written.text, piece) for piece in _pieces(written)]
    on = all(_has(written.text, piece, mark) for piece in pieces)
    text, grown, first = written.text, 0, None
    end = 0
    for start_of, end_of in pieces:
        if not on and _has(written.text, (start_of, end_of), mark):
            continue
        start, stop = start_of + grown, end_of + grown
        if on:
            text = text[: start - len(mark)] + text[start:stop] + text[stop + len(mark) :]
            start, stop = start - len(mark), stop - len(mark)
            grown -= 2 * len(mark)
        else:
            text = text[:start] + mark + text[start:stop] + mark + text[stop:]
            start, stop = start + len(mark), stop + len(mark)
            grown += 2 * len(mark)
        first = start if first is None else first
        end = stop
    return Written(text, end if first is None else first, end)


def toggle_list(written: Written, *, numbered: bool) -> Written:
    """Make the selected lines items of a list, or plain lines again where all of them are."""

    def rewrite(lines: list[str]) -> list[str]:
        full = [line for line in lines if line.strip()] or lines[:1]
        items = [_ITEM.match(line) for line in full]
        off = all(item and bool(item[3]) is numbered for item in items)
        made, number = [], 0
        for line in lines:
            if not line.strip() and len(lines) > 1:
                made.append(line)
                continue
            number += 1
            item = _ITEM.match(line)
            indent = item[1] if item else line[: len(line) - len(line.lstrip(" \t"))]
            words = line[item.end() :] if item else line[len(indent) :]
            made.append(f"{indent}{words}" if off else f"{indent}{f'{number}.' if numbered else '-'} {words}")
        return made

    return _over_lines(written, rewrite)


def toggle_link(written: Written) -> Written:
    """Make the selection a link whose address is selected next, or take away the link it stands in."""
    text, start, end = written
    for found in _LINK.finditer(text):
        if found.start() <= start and end <= found.end():
            label = found[1] or found[2]
            at = found.start()
            return Written(text[:at] + label + text[found.end() :], at, at + len(label))
    words = text[start:end]
    if _ADDRESS.fullmatch(words):
        return Written(f"{text[:start]}[]({words}){text[end:]}", start + 1, start + 1)
    if start == end:
        start, end = _word_at(text, start)
        words = text[start:end]
    label = " ".join(words.split()).replace("[", "(").replace("]", ")")
    at = start + len(label) + 3
    return Written(f"{text[:start]}[{label}]({NO_ADDRESS}){text[end:]}", at, at + len(NO_ADDRESS))


def insert_reference(written: Written, kind: str, record_id: str) -> Written:
    """Put a reference to a record in the place of the selection, apart from the words around it."""
    text, start, end = written
    before = " " if start and not text[start - 1].isspace() and text[start - 1] not in "([“‘" else ""
    after = " " if end < len(text) and (text[end].isalnum() or text[end] in "{[*") else ""
    put = f"{before}{{{{{kind}:{record_id}}}}}{after}"
    at = start + len(put)
    return Written(text[:start] + put + text[end:], at, at)


def next_line(written: Written) -> Written | None:
    """What Enter does inside a list: the next item, or the end of the list on an empty one; None elsewhere."""
    text, start, end = written
    begin = text.rfind("\n", 0, start) + 1
    item = _ITEM.match(text[begin:start])
    if item is None:
        return None
    stop = text.find("\n", end)
    whole = text[begin : len(text) if stop < 0 else stop]
    if start == end and not whole[item.end() :].strip():
        return Written(text[:begin] + text[begin + len(whole) :], begin, begin)
    marker = f"{int(item[3]) + 1}{item[4]}" if item[3] else item[2]
    put = f"\n{item[1]}{marker} "
    at = start + len(put)
    return Written(text[:start] + put + text[end:].lstrip(" "), at, at)


def _over_lines(written: Written, rewrite: Callable[[list[str]], list[str]]) -> Written:
    text, start, end = written
    begin = text.rfind("\n", 0, start) + 1
    last = end - 1 if end > start and text[end - 1] == "\n" else end
    stop = text.find("\n", last)
    stop = len(text) if stop < 0 else stop
    lines = text[begin:stop].split("\n")
    made = rewrite(lines)
    block = "\n".join(made)
    if made == lines:
        return written
    if len(lines) == 1:
        at = max(begin, start + len(block) - (stop - begin))
        till = max(begin, min(end, stop) + len(block) - (stop - begin))
    else:
        at, till = begin, begin + len(block)
    return Written(text[:begin] + block + text[stop:], at, till)


def _pieces(written: Written) -> list[tuple[int, int]]:
    """The selection line by line without the marks that open a line: emphasis does not cross paragraphs."""
    text, start, end = written
    if start == end:
        return [_word_at(text, start)]
    found = []
    at = start
    for line in text[start:end].split("\n"):
        begin = text.rfind("\n", 0, at) + 1
        opening = _PREFIX.match(text[begin : at + len(line)])
        first = max(at, begin + (opening.end() if opening else 0))
        words = text[first : at + len(line)]
        if words.strip():
            first += len(words) - len(words.lstrip())
            found.append((first, first + len(words.strip())))
        at += len(line) + 1
    return found or [(start, start)]


def _inside(text: str, piece: tuple[int, int]) -> tuple[int, int]:
    """The words of a piece without marks that were selected with them."""
    start, end = piece
    words = text[start:end].strip(_MARK)
    if not words.strip():
        return piece
    start += text[start:end].index(words) + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _has(text: str, piece: tuple[int, int], mark: str) -> bool:
    """Whether these words are bold, or italic: how many marks stand on both sides tells."""
    start, end = piece
    before = len(text[:start]) - len(text[:start].rstrip(_MARK))
    after = len(text[end:]) - len(text[end:].lstrip(_MARK))
    both = min(before, after)
    return bool(both & 2) if mark == BOLD else both % 2 == 1


def _word_at(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(letter: str) -> bool:
    return (
        letter.isalnum()
        or letter in "'’-_\u00ad"
        or (not letter.isascii() and letter.isprintable() and letter not in "“”„‘«»–—…")
    )
