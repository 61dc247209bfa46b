"""A conflict in words: which desk wrote what, and a proposal that keeps both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from briefing.desk import Desk
from briefing.fieldspec import FieldSpec, FieldType
from briefing.rules.validation import spec_of
from briefing.store.conflicting import Conflict, Side
from briefing.store.merging import register_of
from ui.forms.words import moment_words, value_words
from ui.widgets.labels import isolate
from ui.words import tr as _tr
from ui.words import word

_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*\s*")
_TEXTS = (FieldType.PROSE, FieldType.LINE, FieldType.VERBATIM)
_ONE_LINE = 60


@dataclass(frozen=True)
class SideTold:
    """One side: whose it is, the value in words, and whether it stands now. `texts` are base and value, if long."""

    heading: str
    by: str
    words: str
    value: Any
    stands: bool
    texts: tuple[str, str] | None


def key_of(conflict: Conflict) -> str:
    """What tells a conflict from every other one."""
    return f"{conflict.kind} {conflict.id} {conflict.field} {conflict.a.step} {conflict.b.step}"


def sides(desk: Desk, conflict: Conflict) -> tuple[SideTold, SideTold]:
    """Both sides; that of this desk first, else the older one."""
    ours = [side.step.endswith(f"-{desk.store.site}") for side in (conflict.a, conflict.b)]
    both = (conflict.b, conflict.a) if ours == [False, True] else (conflict.a, conflict.b)
    headings = (_tr("This desk"), _tr("Other desk")) if any(ours) else (_tr("The older one"), _tr("The newer one"))
    first, second = (_told(desk, conflict, side, name) for side, name in zip(both, headings, strict=True))
    return first, second


def base_words(desk: Desk, conflict: Conflict) -> str:
    """What both desks had seen, in words."""
    return _words(desk, conflict, conflict.base) or _tr("nothing")


def proposal(conflict: Conflict) -> str | None:
    """A text that keeps what both wrote; None for a field that holds one thing or the other."""
    spec = spec_of(conflict.kind, conflict.field)
    if len(register_of(conflict.kind, conflict.field)) > 1 or not (spec.type is FieldType.PROSE or spec.own_words):
        return None
    if conflict.merged is not None:
        return conflict.merged
    return both(str(conflict.a.value or ""), str(conflict.b.value or ""))[: spec.limit]


def both(one: str, other: str) -> str:
    """Two texts as one: what they share once, where they differ the sentences of the first, then of the second."""
    mine, theirs = ([piece for piece in _SENTENCE.findall(text) if piece] for text in (one, other))
    found: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for piece in mine[a:b] if tag == "equal" else [*mine[a:b], *theirs[c:d]]:
            if found and not found[-1][-1].isspace():
                found.append(" " if found[-1][-1] in ".!?" else "; ")
            found.append(piece)
    return "".join(found).strip()


def _told(desk: Desk, conflict: Conflict, side: Side, heading: str) -> SideTold:
    spec = spec_of(conflict.kind, conflict.field)
    words = _words(desk, conflict, side.value)
    base = _words(desk, conflict, conflict.base)
    long = spec.type in _TEXTS and base and words and max(len(base), len(words)) > _ONE_LINE
    by = f"{isolate(side.user)} · {moment_words(side.at)}"
    stands = side.value == conflict.current
    return SideTold(heading, by, words or _tr("nothing"), side.value, stands, (base, words) if long else None)


def _words(desk: Desk, conflict: Conflict, value: Any) -> str:
    spec: FieldSpec = spec_of(conflict.kind, conflict.field)
    if conflict.field == "deleted":
        return _tr("It is in the bin") if value else _tr("It is not in the bin")
    return value_words(desk, spec, value)


def field_words(conflict: Conflict) -> str:
    """What the field is called."""
    return _tr("In the bin or not") if conflict.field == "deleted" else word(conflict.label)
