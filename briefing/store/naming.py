"""What undo and redo call an entry of the log: what was done, and to which record.

The log keeps the short label of a verb; the record is looked up when it is shown, by the title it has now.
"""

from briefing.model import KINDS
from briefing.rules.cutting import cut
from briefing.store import activity, records
from briefing.store.store import Store

LONGEST = 40
"""Characters of a title in a menu, at most."""
_WAYS = {"link": "to", "unlink": "from"}


def named(store: Store, group: str, label: str) -> str:
    """The label of an entry with the record it was about: `change next step of “Water supply…”`."""
    steps = store.query("SELECT n FROM step WHERE grp = ? ORDER BY n LIMIT 1", (group,))
    kind, record_id = activity.record_of(store, int(steps[0][0])) if steps else ("", "")
    title = records.titles(store, [(kind, record_id)]).get(record_id, "") if record_id else ""
    return phrase(label, KINDS[kind].LABEL, title) if title else label


def phrase(label: str, noun: str, title: str) -> str:
    """A label with the title of the record behind the word that names its kind, or else at its end."""
    said = f"“{cut(title, LONGEST)}”"
    if f" {noun} " in f" {label} ":
        return f" {label} ".replace(f" {noun} ", f" {noun} {said} ", 1).strip()
    return f"{label} {_WAYS.get(label.partition(' ')[0], 'of')} {said}"
