"""Which facts are derived: the one rule that lists, filters, pages and briefs ask.

A fact is derived where somebody says how it was computed, or from which facts. Refuses to: compute anything.
"""

import json
from collections.abc import Sequence

from briefing.store.store import Store

IS_DERIVED = "(t.formula <> '' OR t.n IN (SELECT d.fact FROM derivation d WHERE d.deleted = ''))"
"""The rule as a condition on a row `t` of the table of facts."""


def derived(store: Store, facts: Sequence[str]) -> frozenset[str]:
    """Those of `facts`, given by id, that are derived."""
    rows = store.query(
        f"SELECT t.id FROM fact t WHERE t.id IN (SELECT value FROM json_each(?)) AND {IS_DERIVED}",
        (json.dumps(list(facts)),),
    )
    return frozenset(str(row[0]) for row in rows)
