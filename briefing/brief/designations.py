"""Names that a house prints with a mark and a footnote, such as Kosovo* in the European Union.

Works on the finished tree, so that no stored word changes. Refuses to: touch verbatim words, quoted prose, code,
addresses, and the notes, which hold titles of sources.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.brief.prose import literal
from briefing.brief.tree import (
    Block,
    Blocks,
    Brief,
    Callout,
    Changed,
    Emph,
    Foreign,
    Heading,
    Link,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    Run,
    Runs,
    Sheet,
    Strong,
    Table,
    Text,
    Verbatim,
)
from briefing.rules.profiles import Designation


def designated(brief: Brief, rules: Sequence[Designation]) -> Brief:
    """`brief` with the marks and footnotes of those rules whose term it has. Their notes count down from 0."""
    for place, rule in enumerate(rules):
        brief = _Marker(rule, -place).marked(brief)
    return brief


class _Marker:
    """Applies one rule, in reading order."""

    def __init__(self, rule: Designation, number: int) -> None:
        self._rule = rule
        self._number = number
        self._term = re.compile(rf"(?<!\w){re.escape(rule.term)}(?!\w)(?!{re.escape(rule.mark)})")
        self._done = 0

    def marked(self, brief: Brief) -> Brief:
        """The brief with marks and note; as it is where it does not have the term."""
        title = self._term.sub(lambda found: found[0] + self._rule.mark, brief.title, count=self._most())
        blocks = self._blocks(brief.blocks)
        if title == brief.title and not self._done:
            return brief
        note = Note(self._number, literal(self._rule.footnote), self._rule.mark)
        return replace(brief, title=title, blocks=blocks, notes=(note, *brief.notes))

    def _most(self) -> int:
        return 1 if self._rule.scope == "first" else 0

    def _blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if self._rule.scope == "first" and self._done:
            return block
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                return replace(block, runs=self._runs(runs, in_heading=isinstance(block, Heading)))
            case ListBlock(items=items):
                return replace(block, items=tuple(self._blocks(item) for item in items))
            case Table(rows=rows):
                return replace(block, rows=tuple(tuple(self._runs(cell) for cell in row) for row in rows))
            case Callout(blocks=inner) | Sheet(blocks=inner) | Changed(blocks=inner):
                return replace(block, blocks=self._blocks(inner))
            case _:
                return block

    def _runs(self, runs: Runs, *, in_heading: bool = False) -> Runs:
        out: list[Run] = []
        for run in runs:
            match run:
                case Verbatim() | Foreign():
                    out.append(run)
                case Text(text=text):
                    out += self._text(text, in_heading)
                case Strong(runs=inner) | Emph(runs=inner) | Link(runs=inner):
                    out.append(replace(run, runs=self._runs(inner, in_heading=in_heading)))
                case _:
                    out.append(run)
        return tuple(out)

    def _text(self, text: str, in_heading: bool) -> list[Run]:
        if in_heading and self._rule.scope == "first":
            return [Text(text)]  # the contents list repeats headings: the text below carries the note
        out: list[Run] = []
        at = 0
        for found in self._term.finditer(text):
            if self._rule.scope == "first" and self._done:
                break
            self._done += 1
            out += [Text(text[at : found.end()]), NoteRef(self._number)]
            at = found.end()
        return [*out, Text(text[at:])] if text[at:] else out
