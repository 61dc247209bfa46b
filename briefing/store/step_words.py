"""What the steps of a store are called: their labels are kept in English, as data, and read back into words here.

So steps made by an earlier version, or in a window that spoke another language, can be said in this one.
"""

from briefing.wording import Said, named, say

PATTERNS = (
    "restore a backup",
    "save a copy to work on",
    "sample records",
    "copy the sample",
    "import source",
    "capture quote",
    "turn quote into paraphrase",
    "cite source for %1",
    "new %1",
    "change %1",
    "duplicate %1",
    "delete %1",
    "restore %1",
    "link %1",
    "unlink %1",
    "bring back %1",
    "take off %1",
    "print %1",
    "leave out %1",
)
"""Every label that a step of ours may have; `%1` is a kind, or the names of fields, blocks or settings."""


def step_words(label: str) -> str:
    """A label as words that can be translated; the text itself where it is none of ours."""
    for pattern in PATTERNS:
        lead, place, _ = pattern.partition("%1")
        if not place and label == pattern:
            return named(pattern)
        if place and label.startswith(lead) and len(label) > len(lead):
            return Said(label, pattern, (_listed(label[len(lead) :].split(", ")),))
    return label


def _listed(names: list[str]) -> Said:
    """The names one after the other, each a word of its own."""
    first, *rest = names
    return say("%1, %2", named(first), _listed(rest)) if rest else named(first)
