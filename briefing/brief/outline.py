"""The outline of one brief: the blocks of its template, and how this brief departs from them.

Pure: a template and the rows of a brief's blocks → what is printed, in order. Refuses to: compose.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from briefing.model import BriefBlock
from briefing.rules.templates import MADE, Template, TemplateBlock


@dataclass(frozen=True)
class Planned:
    """One block of a brief. `added` was put in by this brief alone; `records` are the ids it is confined to."""

    block: TemplateBlock
    included: bool
    text: str = ""
    records: tuple[str, ...] = ()
    added: bool = False


def outline(form: Template, rows: Sequence[BriefBlock]) -> tuple[Planned, ...]:
    """Every block in the order of this brief, those that are left out among them.

    A block that the template got after the brief was reordered stands behind the one it follows in the template.
    """
    said = {row.block: row for row in rows}
    placed: list[tuple[float, Planned]] = []
    before = -1.0
    for number, block in enumerate(form.blocks):
        row = said.pop(block.name, None)
        usual = number if not any(one.place is not None for one in rows) else before + 0.001
        before = float(row.place) if row is not None and row.place is not None else float(usual)
        placed.append((before, _planned(block, row)))
    for row in said.values():
        if row.made in MADE and not row.deleted:
            block = TemplateBlock(row.block, row.heading or row.block, row.made)
            last = max((place for place, _ in placed), default=0.0)
            placed.append(
                (float(row.place) if row.place is not None else last + 0.001, _planned(block, row, added=True))
            )
    return tuple(planned for _, planned in sorted(placed, key=lambda pair: pair[0]))


def _planned(block: TemplateBlock, row: BriefBlock | None, *, added: bool = False) -> Planned:
    if row is None:
        return Planned(block, block.mandatory or not block.added)
    own = replace(
        block,
        heading=row.heading or block.heading,
        new_page=block.new_page or row.new_page,
        landscape=block.landscape or row.landscape,
    )
    included = block.mandatory or row.included
    return Planned(own, included, row.text, _ids(row.records), added)


def _ids(records: str) -> tuple[str, ...]:
    with suppress(ValueError):
        found = json.loads(records)
        if isinstance(found, list):
            return tuple(str(one) for one in found)
    return ()
