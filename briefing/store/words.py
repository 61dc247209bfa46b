"""The words of a store that a dictionary cannot know: proper names in its records, and words its users added."""

from briefing.store.store import Store

OWN_WORD = "own word"
"""The name of the settings that hold the store's own words, one word each."""

_NAMES = {
    "actor": ("name", "name_native", "sort_name"),
    "alias": ("text",),
    "event": ("place",),
    "issue": ("owner_desk",),
    "quote": ("place",),
    "source": ("container_title", "publisher", "author"),
}
NAMED_KINDS = frozenset(_NAMES)
"""The kinds of record that hold proper names."""


def names(store: Store) -> list[str]:
    """Every proper name in a record that is not in the bin, each once."""
    parts = [
        f"SELECT \"{column}\" AS name FROM {kind} WHERE deleted = '' AND \"{column}\" <> ''"
        for kind, columns in _NAMES.items()
        for column in columns
    ]
    return [str(row["name"]) for row in store.query(" UNION ".join(parts))]


def persons(store: Store) -> list[str]:
    """The names of persons that are not in the bin, in every spelling, each once."""
    mine = "kind = 'person' AND deleted = ''"
    columns = (f"SELECT {one} AS name FROM actor WHERE {mine}" for one in _NAMES["actor"])
    aliases = f"SELECT text FROM alias WHERE deleted = '' AND actor IN (SELECT n FROM actor WHERE {mine})"
    return [str(row["name"]) for row in store.query(" UNION ".join((*columns, aliases))) if row["name"]]


def own(store: Store) -> dict[str, str]:
    """The store's own words with the ids of the settings that hold them, in the order they were added."""
    sql = "SELECT id, value FROM setting WHERE name = ? AND deleted = '' AND value <> '' ORDER BY n"
    found: dict[str, str] = {}
    for row in store.query(sql, (OWN_WORD,)):
        found.setdefault(str(row["value"]), str(row["id"]))
    return found


def holders(store: Store, word: str) -> list[str]:
    """The ids of every setting that holds this word: two windows may have added it at once."""
    sql = "SELECT id FROM setting WHERE name = ? AND deleted = '' AND value = ?"
    return [str(row["id"]) for row in store.query(sql, (OWN_WORD, word))]
