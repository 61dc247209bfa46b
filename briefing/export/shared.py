"""What all three writers must agree on: the header block, open points, notes, and which text is refused.

Responsible for words and order, so that a reader finds the same in every format. Formats nothing itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from briefing.brief.tree import (
    Brief,
    Emph,
    Figure,
    Foreign,
    Heading,
    Link,
    Note,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Run,
    Runs,
    Strong,
    Table,
    Text,
    walk_blocks,
)
from briefing.errors import ExportError
from briefing.wording import say

AS_AT_LABEL = "Information as at"
CONTENTS_TITLE = "Contents"
NOTES_TITLE = "Sources"
UNCITED_TITLE = "Further sources"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def header_pairs(brief: Brief) -> tuple[tuple[str, str], ...]:
    """The header block: reference, the day of the information, then `meta`; nothing is said twice."""
    given = {label.casefold() for label, _ in brief.meta}
    own = (("Reference", brief.reference), (AS_AT_LABEL, brief.as_at_text))
    kept = tuple(pair for pair in own if pair[1] and pair[0].casefold() not in given)
    return kept + tuple(pair for pair in brief.meta if pair[1])


def contact_line(brief: Brief) -> str:
    """The contact as it is printed at the end, or nothing where the header block has it."""
    if not brief.contact or any(label.casefold() == "contact" for label, _ in brief.meta):
        return ""
    return f"Contact: {brief.contact}"


def open_points(brief: Brief) -> tuple[str, ...]:
    """One line for each mandatory block that is empty and that no block of the brief names yet."""
    wanted = [f"To be completed: {name}" for name in brief.missing]
    if not wanted:
        return ()
    said = "".join(strings_of(brief.blocks))
    return tuple(line for line in wanted if line not in said)


def foot_parts(brief: Brief) -> str:
    """What stands in the foot of a page beside its number: reference, version, day."""
    return " · ".join(part for part in (brief.reference, brief.version, brief.as_at_text) if part)


def in_marks(quote: QuoteBlock) -> str:
    """The words of a quote between its outer quotation marks."""
    return f"{quote.marks[0]}{quote.exact}{quote.marks[1]}"


def unreferred(brief: Brief) -> tuple[Note, ...]:
    """The marked notes to which only the title refers, where no note can stand."""
    numbers = set(_cited(brief))
    return tuple(note for note in brief.notes if note.mark and note.number not in numbers)


def marked_notes(brief: Brief) -> dict[int, str]:
    """The marks of the notes that are referred to by one instead of a number."""
    return {note.number: note.mark for note in brief.notes if note.mark}


def is_marked(part: object, marks: Mapping[int, str]) -> bool:
    """Whether a part of the tree refers to one of the marked notes."""
    return isinstance(part, NoteRef) and part.number in marks


def attribution(quote: QuoteBlock) -> str:
    """Who said it, when and where."""
    return "— " + ", ".join(part for part in (quote.speaker, quote.occasion) if part)


def cited_notes(brief: Brief) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """The notes that the text refers to, and those it does not."""
    numbers = set(_cited(brief))
    return (
        tuple(note for note in brief.notes if note.number in numbers or note.mark),
        tuple(note for note in brief.notes if note.number not in numbers and not note.mark),
    )


def merged(runs: Runs, *, foreign: bool = True) -> Runs:
    """`runs` with neighbouring text joined, so that a writer sees what stands beside what.

    Text in another language stays apart, unless the format cannot name languages (`foreign`).
    """
    out: list[Run] = []
    for run in runs:
        apart = foreign and any(isinstance(one, Foreign) for one in (run, *out[-1:]))
        if isinstance(run, Text) and out and isinstance(last := out[-1], Text) and not apart:
            out[-1] = Text(last.text + run.text)
        elif not isinstance(run, Text) or run.text:
            out.append(run)
    return tuple(out)


class HeadingLevels:
    """Hands out heading levels in reading order so that none is skipped (an error under PDF/UA)."""

    def __init__(self) -> None:
        self._last = 1

    def fit(self, wanted: int) -> int:
        """The level to print: at least 2, at most 6, at most one below the heading before."""
        self._last = max(2, min(wanted, self._last + 1, 6))
        return self._last


def table_of(figure: Figure) -> Table:
    """What a picture shows, as a table without a caption."""
    head, *rows = figure.picture.table or ((),)
    cells = tuple(tuple((Text(text),) for text in row) for row in rows)
    return Table("", head, cells, tuple(1.0 for _ in head))


def refuse_unprintable(brief: Brief) -> None:
    """Raise ExportError for a control character or half a character anywhere in the brief."""
    for text in strings_of(brief):
        if found := _UNPRINTABLE.search(text):
            code = f"U+{ord(found[0]):04X}"
            around = _UNPRINTABLE.sub("�", text[max(0, found.start() - 30) : found.end() + 30])
            raise ExportError(
                say("The control character %1 in “%2” cannot be printed. Please remove it.", code, around)
            )


def strings_of(value: object) -> Iterator[str]:
    """Every text in a part of the tree, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_of(getattr(value, field.name))


def _cited(brief: Brief) -> Iterator[int]:
    for block in walk_blocks(brief.blocks):
        match block:
            case QuoteBlock(note=int(number)):
                yield number
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield from _refs(runs)
            case Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from _refs(cell)
            case _:
                pass


def _refs(runs: Runs) -> Iterator[int]:
    for run in runs:
        match run:
            case NoteRef(number=number):
                yield number
            case Strong(runs=inner) | Emph(runs=inner) | Link(runs=inner):
                yield from _refs(inner)
            case _:
                pass
