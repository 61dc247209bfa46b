"""Lines of a PDF → paragraphs, by the geometry of the page: a PDF holds no paragraphs.

A paragraph ends where the next line is set in another size, stands further off than lines of a text do, is indented,
begins with a word that would have fitted the line before, or with who speaks ("PRESIDENT:"). It goes on over the end of
a page or column where the sentence or the quotation does. A hyphen at the end of a line goes away where it is a soft
one, where the text holds the word whole elsewhere, where an ending follows that is never a word of its own ("-ment",
"-ung"), or where the dictionary knows the whole and not both halves; never where the text holds the word with its
hyphen. All others stay, so that no word is invented; a reading without them is offered beside.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefing.intake.pdf_furniture import Line
from briefing.intake.pdf_marks import common_size
from briefing.intake.readfile import NOTE, PAGE, Part

_ENDS = re.compile(r"[.!?:…。][\"'”’»“)\]\d]*$|[”»]$")
_SPEAKER = re.compile(r"(?:[QA]|[^\W\d_a-zà-ž]{2}[^:a-zà-ž]{0,40}): ")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+")
_BOUND = re.compile(
    r"ments?|mental|[ts]ions?|tional|ness(?:es)?|[ae]nces?|ity|ities|ings?|ly|isms?|ible|at(?:ed|ing)|i[sz](?:ed|ing)|ally"
    r"|ously|ung(?:en)?|lich\w{0,2}|keit(?:en)?|heit(?:en)?|schaft(?:en)?|isch\w{0,2}"
)
_PREFIXES = frozenset("anti bi co de en ex extra inter mid multi non over post pre pro re semi sub un under".split())
_OPEN, _CLOSE = "“„«", "”»"


@dataclass
class _Block:
    """Lines that follow each other as those of one text do."""

    lines: list[Line] = field(default_factory=list)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)


@dataclass(frozen=True)
class Paragraphs:
    """The text of a PDF, the stretch of each page in it, and the hyphens at ends of lines that were kept."""

    text: str
    parts: tuple[Part, ...]
    hyphens: int


def paragraphs(
    pages: Sequence[Sequence[Line]], *, knows: Callable[[str], bool] = lambda _word: False, join: bool = False
) -> Paragraphs:
    """The text of the lines of each page.

    `knows` says whether a word stands in a dictionary. With `join` every hyphen between letters at the end of a line
    goes away.
    """
    every = [line for page in pages for line in page]
    if not every:
        return Paragraphs("", (), 0)
    lines = [line for line in every if not line.note] or every
    notes: dict[tuple[int, str], list[Line]] = {}
    for line in every:
        if line.note:
            notes.setdefault((line.page, line.note), []).append(line)
    groups = _joined([group for block in _blocks(lines) for group in _split(block)], common_size(lines))
    hyphens = _Hyphens(every, knows, always=join)
    body = _written(groups, hyphens)
    return body if lines is every else _with_notes(body, notes, hyphens)


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    pitch = _pitches(lines)
    blocks = [_Block([lines[0]])]
    for before, line in pairwise(lines):
        step = before.base - line.base
        same = (
            line.page == before.page
            and abs(line.size - before.size) <= 0.08 * max(line.size, before.size)
            and 0 < step <= 1.25 * pitch.get(round(before.size), before.size * 1.3)
            and line.left < before.right
            and line.right > before.left
        )
        if same:
            blocks[-1].lines.append(line)
        else:
            blocks.append(_Block([line]))
    return blocks


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """For each size, the usual distance of two lines: the smallest that is common."""
    steps: dict[int, list[float]] = {}
    for before, line in pairwise(lines):
        step = before.base - line.base
        if before.page == line.page and round(before.size) == round(line.size) and 0.9 < step / max(line.size, 1) < 2.6:
            steps.setdefault(round(line.size), []).append(round(step, 1))
    found = {}
    for size, several in steps.items():
        counted = Counter(several)
        often = max(counted.values()) / 3
        found[size] = min(step for step, times in counted.items() if times >= often)
    return found


def _split(block: _Block) -> list[list[Line]]:
    """The lines of a block, cut where a paragraph begins."""
    groups = [[block.lines[0]]]
    right, left = block.right, block.left
    for number, (before, line) in enumerate(pairwise(block.lines)):
        indented = line.left > left + 0.8 * line.size and (before.left <= left + 0.3 * line.size or number == 0)
        forced = right - before.right > _width_of_first(line) + 0.6 * line.size
        ended = _ENDS.search(before.text) is not None
        if (indented and (forced or ended)) or (ended and (forced or _SPEAKER.match(line.text))):
            groups.append([])
        groups[-1].append(line)
    return groups


def _width_of_first(line: Line) -> float:
    word = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    return (line.right - line.left) * len(word) / max(1, len(line.text)) * 1.25


def _joined(groups: list[list[Line]], body: float) -> list[list[Line]]:
    """The same, with what goes on over the end of a page or a column put together."""
    done: list[list[Line]] = []
    open_at = -1  # the last group in the size of the text, to which the next one may belong
    for group in groups:
        is_body = abs(group[0].size - body) <= 0.08 * body
        if open_at >= 0 and is_body and _goes_on(done[open_at], group):
            done[open_at] = done[open_at] + group
            continue
        done.append(group)
        if is_body:
            open_at = len(done) - 1
    return done


def _goes_on(group: list[Line], following: list[Line]) -> bool:
    before, line = group[-1], following[0]
    turned = line.page != before.page or line.base > before.base
    if not turned or line.page - before.page > 1:
        return False
    text = " ".join(one.text for one in group)
    quoting = sum(map(text.count, _OPEN)) > sum(map(text.count, _CLOSE)) and line.text[:1] not in _OPEN
    return quoting or (not _ENDS.search(before.text) and len(group[-1].text) > 20)


class _Hyphens:
    """Decides on hyphens at the ends of lines by the words of the whole text."""

    def __init__(self, lines: Sequence[Line], knows: Callable[[str], bool], *, always: bool) -> None:
        self._knows = knows
        self._always = always
        self._words: set[str] = set()
        self.kept = 0
        for line in lines:
            self._words.update(word.casefold() for word in _WORD.findall(line.text))

    def joined(self, before: str, line: str) -> str:
        """Two lines as one text."""
        last, first = _LAST.search(before), _FIRST.match(line)
        if last is None or first is None or not first[0][0].islower():
            return f"{before} {line}" if not last or first is None else f"{before}{line}"
        if self._always or before[-1] == "\u00ad" or self._is_one_word(last[1], first[0]):
            return before[:-1] + line
        self.kept += 1
        return before + line

    def _is_one_word(self, first: str, second: str) -> bool:
        """Whether two halves can only be one word: no text holds both ways to write it, or the halves are no words."""
        if f"{first}-{second}".casefold() in self._words:
            return False
        if (first + second).casefold() in self._words or _BOUND.fullmatch(second):
            return True
        halves = (first.casefold() in _PREFIXES or self._knows(first)) and self._knows(second)
        return not halves and self._knows(first + second)


def _with_notes(body: Paragraphs, notes: dict[tuple[int, str], list[Line]], hyphens: _Hyphens) -> Paragraphs:
    """The text with its notes behind it."""
    text, parts = body.text, list(body.parts)
    for (_, mark), lines in notes.items():
        said = lines[0].text
        for line in lines[1:]:
            said = hyphens.joined(said, line.text)
        parts.append(Part(kind=NOTE, start=len(text) + 2, end=len(text) + 2 + len(said), title=mark))
        text = f"{text}\n\n{said}"
    return Paragraphs(text, tuple(parts), hyphens.kept)


def _written(groups: list[list[Line]], hyphens: _Hyphens) -> Paragraphs:
    texts: list[str] = []
    place = 0
    starts: dict[int, int] = {}
    for group in groups:
        text = group[0].text
        starts.setdefault(group[0].page, place)
        for before, line in pairwise(group):
            length = len(text)
            text = hyphens.joined(text, line.text)
            if line.page != before.page:
                starts.setdefault(line.page, place + min(length + 1, len(text)))
        texts.append(text)
        place += len(text) + 2
    whole = "\n\n".join(texts)
    ordered = sorted(starts.items(), key=lambda one: one[1])
    ends = [start for _, start in ordered[1:]] + [len(whole)]
    parts = [
        Part(kind=PAGE, start=start, end=end, title=str(page + 1))
        for (page, start), end in zip(ordered, ends, strict=True)
        if end > start
    ]
    return Paragraphs(whole, tuple(parts), hyphens.kept)
