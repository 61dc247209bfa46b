"""What undo and redo call an entry of the log: what was done, and to which record.

The log keeps the short label of a verb; the record is looked up when it is shown, by the title it has now.
"""

from briefing.model import KINDS
from briefing.rules.cutting import cut
from briefing.store import activity, records
from briefing.store.step_words import TITLED, UNTITLED, step_words
from briefing.store.store import Store
from briefing.wording import Said, say

LONGEST = 40
"""Characters of a title in a menu, at most."""


def named(store: Store, group: str, label: str) -> str:
    """The label of an entry with the record it was about: `change next step of “Water supply…”`."""
    if label in UNTITLED:
        return label
    steps = store.query("SELECT n FROM step WHERE grp = ? ORDER BY n LIMIT 1", (group,))
    kind, record_id = activity.record_of(store, int(steps[0][0])) if steps else ("", "")
    title = records.titles(store, [(kind, record_id)]).get(record_id, "") if record_id else ""
    return phrase(label, KINDS[kind].LABEL, title) if title else label


def phrase(label: str, noun: str, title: str) -> str:
    """A label with the title of the record behind the word that names its kind, or else at its end."""
    words, shown = step_words(label), f"“{cut(title, LONGEST)}”"
    if f" {noun} " not in f" {label} ":
        return _at_the_end(words, label.partition(" ")[0], shown)
    text = f" {label} ".replace(f" {noun} ", f" {noun} {shown} ", 1).strip()
    if not isinstance(words, Said):
        return text
    if words.template in TITLED:
        return Said(text, TITLED[words.template], (shown,))
    return Said(text, words.template, tuple(_titled(value, noun, shown) for value in words.values))


def _titled(value: str, noun: str, shown: str) -> str:
    return say("%1 %2", value, shown) if value == noun else value


def _at_the_end(words: str, verb: str, shown: str) -> str:
    if verb == "link":
        return say("%1 to %2", words, shown)
    if verb == "unlink":
        return say("%1 from %2", words, shown)
    return say("%1 of %2", words, shown)
