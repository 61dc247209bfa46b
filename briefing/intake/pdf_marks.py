"""Lines that a small raised figure cut in two, and the figures themselves where they are marks of footnotes.

A raised figure is a mark where a line in smaller print on the same page begins with it; any other (a power, an
ordinal) stays. The lines of a note know its mark, so that it can stand behind the text instead of inside a sentence.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.intake.pdf_furniture import Line

RAISED, LOWERED = "\ufdd0", "\ufdd1"
"""Around figures that are set small and raised; Unicode keeps both free, no file means anything by them."""
_MARK = re.compile(f"{RAISED}([^{LOWERED}]*){LOWERED}")
_BEGINS = re.compile(rf"{RAISED}?(\d{{1,3}}){LOWERED}?")


def common_size(lines: Sequence[Line]) -> float:
    """The size in which most characters are set; 0 where there are none."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[round(line.size * 2) / 2] += len(line.text)
    return max(counted, key=lambda size: counted[size], default=0)


def merged(lines: Sequence[Line]) -> list[Line]:
    """The same lines, with those in one that stand close together on the same base line."""
    whole: list[Line] = []
    for line in lines:
        before = whole[-1] if whole else None
        size = max(line.size, before.size) if before else line.size
        if before and abs(before.base - line.base) < 0.1 * size and -0.2 < (line.left - before.right) / size < 1:
            gap = " " if line.left - before.right > 0.12 * size else ""
            whole[-1] = replace(before, text=before.text + gap + line.text, right=line.right)
        else:
            whole.append(line)
    return whole


def without_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of one page without the marks of its footnotes; the lines of the notes know theirs."""
    usual = 0.92 * common_size(lines)
    raised = {mark for line in lines if line.size >= usual for mark in _MARK.findall(line.text)}
    begun = {found[1] for line in lines if line.size < usual and (found := _BEGINS.match(line.text))}
    marks = raised & begun
    note = ""
    for line in lines:
        small = line.size < usual
        found = _BEGINS.match(line.text) if small else None
        note = found[1] if found and found[1] in marks else note if small else ""
        text = line.text[found.end() :].lstrip() if found and found[1] in marks else line.text
        gone = marks if not small else frozenset()
        text = "".join(piece for at, piece in enumerate(_MARK.split(text)) if not at % 2 or piece not in gone)
        if text.strip():
            yield replace(line, text=text, note=note)
