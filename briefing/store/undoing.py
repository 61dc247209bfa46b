"""What no undo may do, though the values it would put back are still where it left them.

It may not take back the making of a record on which somebody went on working, nor put words between quotation
marks that are no slice of their source.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from briefing.model import Quote
from briefing.store import intakes
from briefing.store.merging import register_of
from briefing.store.steps import Step
from briefing.store.store import Store
from briefing.terms import QuoteForm

WORDS_OF_A_QUOTE = frozenset(register_of(Quote.KIND, "exact"))
"""The fields that say together that words are a slice of a source."""


class Turn(NamedTuple):
    """One field that an undo would give its `old` value back, where it still holds `new`."""

    table: str
    id: str
    name: str
    old: Any
    new: Any


def barred(store: Store, step: Step, group: str, turns: Sequence[Turn]) -> set[Turn]:
    """Those of `turns` that the undo of `group` must leave alone, all others being possible."""
    found: set[Turn] = set()
    used = intakes.went_on_with(store, group) if intakes.is_one(group) else None
    mine: dict[str, dict[str, Any]] = {}
    for turn in turns:
        mine.setdefault(turn.id, {})[turn.name] = turn.new
    for turn in turns:
        if turn.name == "*" and (_went_on(store, step, group, turn, mine) if used is None else turn.id in used):
            found.add(turn)
    quotes = {turn.id for turn in turns if turn.table == Quote.KIND and turn.name in WORDS_OF_A_QUOTE}
    for quote in quotes:
        words = [turn for turn in turns if turn.id == quote and turn.name in WORDS_OF_A_QUOTE]
        if not _honest(store, step, quote, words):
            found |= set(words)
    return found


def _went_on(store: Store, step: Step, group: str, made: Turn, mine: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a record holds something now that its making did not give it, or others came to refer to it.

    `mine` are the fields that the undo would turn back, by record.
    """
    created = json.loads(made.new)
    rows = store.query(
        "SELECT c.tbl, c.row, c.field, c.old, c.new FROM change c JOIN step s ON s.n = c.step"
        " WHERE c.row = :id AND c.tbl = :tbl AND c.field <> '*' AND s.grp <> :group ORDER BY c.n",
        {"id": made.id, "tbl": made.table, "group": group},
    )
    latest = {row[2]: row[4] for row in rows}
    within = mine[made.id]
    if any(value != within.get(name, created.get(name)) for name, value in latest.items() if name != "deleted"):
        return True
    later = store.query(
        "SELECT c.tbl, c.row FROM change c JOIN step s ON s.n = c.step WHERE c.field = '*' AND s.grp <> :group"
        " AND c.step > (SELECT min(step) FROM change WHERE tbl = :tbl AND row = :id) AND instr(c.new, :id) > 0",
        {"id": made.id, "tbl": made.table, "group": group},
    )
    if any(row[1] not in mine and _lives(store, row[0], row[1]) for row in later):
        return True
    turned = store.query(
        "SELECT DISTINCT c.tbl, c.row, c.field FROM change c JOIN step s ON s.n = c.step"
        " WHERE c.new = :id AND c.field <> '*' AND s.grp <> :group",
        {"id": made.id, "group": group},
    )
    return any(
        row[1] not in mine and _lives(store, row[0], row[1]) and step.holds(row[0], row[1], row[2], made.id)
        for row in turned
    )


def _lives(store: Store, table: str, record_id: str) -> bool:
    return bool(store.query(f"SELECT 1 FROM {table} WHERE id = ? AND deleted = ''", (record_id,)))


def _honest(store: Store, step: Step, quote: str, words: Sequence[Turn]) -> bool:
    """Whether a quote would be a paraphrase, or an exact slice, after these fields went back."""
    rows = store.query("SELECT form, exact, start, end, text_sha256 FROM quote WHERE id = ?", (quote,))
    after = dict(zip(("form", "exact", "start", "end", "text_sha256"), rows[0], strict=True))
    for turn in words:
        if turn.name in after and step.holds(Quote.KIND, quote, turn.name, turn.new):
            after[turn.name] = turn.old
    if after["form"] == QuoteForm.PARAPHRASE:
        return True
    if after["start"] is None or after["end"] is None:
        return False
    sql = "SELECT 1 FROM source_text WHERE sha256 = ? AND substr(text, ? + 1, ?) = ?"
    span = (after["start"], after["end"] - after["start"])
    return bool(store.query(sql, (after["text_sha256"], *span, after["exact"])))
