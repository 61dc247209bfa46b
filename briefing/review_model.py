"""The nouns of review: remarks on records and briefs, and what those who read a brief decided.

As `model.py`: declarations, and nothing else. Both kinds share the address of what they stand on: `brief` and `version`
(the number of the issued version they were written on, None for the draft), and `unit`, a JSON list with the one
address that `brief/units.Address` makes, empty for the brief as a whole. `written_at` is UTC.
"""

from dataclasses import dataclass

import briefing.terms as t
from briefing.fieldspec import choice, flag, json, line, prose, ref, verbatim, whole
from briefing.record import Record


@dataclass(frozen=True, kw_only=True)
class Comment(Record, kind="comment", title="text"):
    """A remark on a record or on a place of a brief; `parent` makes it a reply.

    `exact` are the words of the unit that were selected, empty for all of it; `prefix` and `suffix` stand around them.
    """

    record_kind: str = line("Kind", required=True)
    record: str = line("Record", required=True)
    parent: str = ref("comment", "Reply to")
    text: str = prose("Comment")
    author: str = line("Author")
    resolved: bool = flag("Resolved")
    brief: str = ref("brief", "Brief")
    version: int | None = whole("Version")
    unit: str = json("Place in the brief")
    exact: str = verbatim("Words")
    prefix: str = verbatim("Before")
    suffix: str = verbatim("After")
    initials: str = line("Initials")
    written_at: str = line("Written at")


@dataclass(frozen=True, kw_only=True)
class Decision(Record, kind="decision", title="result"):
    """What a reader decided on a brief or on one recommendation of it. The latest of one author on one target counts.

    `record_kind` and `record` name the record that is meant, both empty for none.
    """

    brief: str = ref("brief", "Brief", required=True)
    version: int | None = whole("Version")
    unit: str = json("Place in the brief")
    record_kind: str = line("Kind")
    record: str = line("Record")
    result: t.DecisionResult = choice("Decision", t.DecisionResult.NOTED)
    text: str = prose("Remark")
    author: str = line("Author")
    initials: str = line("Initials")
    written_at: str = line("Written at")


Remark = Comment | Decision
"""What a reader may leave on a brief."""
