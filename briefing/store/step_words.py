"""What the steps of a store are called: their labels are kept in English, as data, and read back into words here.

So steps made by an earlier version, or in a window that spoke another language, can be said in this one.
"""

import re

from briefing.wording import Said, named, say

PATTERNS = (
    "restore a backup",
    "save a copy to work on",
    "sample records",
    "copy the sample",
    "import source",
    "capture quote",
    "turn quote into a paraphrase",
    "turn quote into paraphrase",
    "add word",
    "remove word",
    "put to clearance",
    "keep a clearance",
    "issue brief",
    "recall brief",
    "cite source for %1",
    "choose records of block %1",
    "add block %1",
    "reply to a comment",
    "resolve a comment",
    "reopen a comment",
    "decide on a brief",
    "take a reply",
    "move block %1",
    "remove block %1",
    "change block %1 (%2)",
    "new %1",
    "add %1",
    "change %1 (%2)",
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
    "take in changes",
    "accept proposals",
    "accept %1",
    "reject proposals",
    "reject %1",
    "take back a rejection",
    "import sources",
    "import version of source",
    "re-anchor quotes",
    "re-anchor %1",
    "set variant of quote",
    "take off variant of quote",
    "mark speaker of quote",
    "merge texts",
    "settle %1",
    "join %1",
    "keep two records apart",
    "waive a finding",
    "take back a waiver",
)
"""Every label that a step of ours may have; `%1` and `%2` are a kind, or the names of fields, blocks or settings."""
UNTITLED = frozenset({"accept proposals", "reject proposals", "import sources", "re-anchor quotes"})
"""Labels of steps that are about many records, so that the title of the first one says nothing."""
TITLED = {
    "import source": "import source %1",
    "import version of source": "import version of source %1",
    "capture quote": "capture quote %1",
    "set variant of quote": "set variant of quote %1",
    "take off variant of quote": "take off variant of quote %1",
    "mark speaker of quote": "mark speaker of quote %1",
    "turn quote into a paraphrase": "turn quote %1 into a paraphrase",
    "turn quote into paraphrase": "turn quote %1 into a paraphrase",
}
"""Labels that name a kind themselves, with the title of the record (`%1`) behind that word."""


def step_words(label: str) -> str:
    """A label as words that can be translated; the text itself where it is none of ours."""
    if isinstance(label, Said):
        return label
    for pattern in PATTERNS:
        if found := re.fullmatch(_expression(pattern), label):
            return Said(label, pattern, tuple(_listed(part.split(", ")) for part in found.groups()))
    return label


def _expression(pattern: str) -> str:
    return re.sub(r"%\d", "(.+)", pattern.replace("(", r"\(").replace(")", r"\)"))


def _listed(names: list[str]) -> Said:
    """The names one after the other, each a word of its own."""
    first, *rest = names
    return say("%1, %2", named(first), _listed(rest)) if rest else named(first)
