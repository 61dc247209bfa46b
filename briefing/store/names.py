"""Every name that living actors have, so that one who is named is found in whatever spelling or script."""

from briefing.store.store import Store

_NAMES = (
    "SELECT id, name FROM actor WHERE deleted = '' UNION ALL"
    " SELECT id, name_native FROM actor WHERE deleted = '' AND name_native <> '' UNION ALL"
    " SELECT a.id, l.text FROM alias l JOIN actor a ON a.n = l.actor WHERE l.deleted = '' AND a.deleted = ''"
)


def actor_names(store: Store) -> list[tuple[str, str]]:
    """(id, name) for every name of every living actor: first the names, then native spellings and other names."""
    return [(str(row[0]), str(row[1])) for row in store.query(_NAMES)]
