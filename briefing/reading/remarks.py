"""What was remarked on a record: on the record itself, and on it where a brief tells it. Never printed, never sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.model import Brief, Comment
from briefing.reading.base import Asking
from briefing.store import records

REMARKED = ("issue", "actor", "event", "quote", "fact", "position", "source")
"""The kinds of records that can be commented by themselves; briefs are commented in their versions."""


@dataclass(frozen=True)
class RecordThread:
    """A comment on a record with its answers, the oldest first; `brief` is the title of the brief it was written in."""

    head: Comment
    replies: tuple[Comment, ...] = ()
    brief: str = ""


class RemarkReading(Asking):
    """What was remarked on records."""

    def threads_on(self, kind: str, record_id: str) -> list[RecordThread]:
        """The comments on a record as threads, the oldest first; those written in briefs name theirs.

        An answer whose comment is in the bin heads a thread of its own, so that nothing that was said is hidden.
        """
        found = [one for one in records.children(self.store, Comment, "record", record_id) if one.record_kind == kind]
        if not found:
            return []
        known = {one.id: one for one in found}
        answers: dict[str, list[Comment]] = {}
        for one in sorted(found, key=_when):
            root = _root(one, known)
            answers.setdefault(root, [])
            if root != one.id:
                answers[root].append(one)
        titles = records.titles(self.store, sorted({(Brief.KIND, one.brief) for one in found if one.brief}))
        threads = [
            RecordThread(known[root], tuple(group), titles.get(known[root].brief, ""))
            for root, group in answers.items()
        ]
        return sorted(threads, key=lambda thread: _when(thread.head))


def _root(comment: Comment, known: Mapping[str, Comment]) -> str:
    """The comment that heads the thread; one that leads back to itself heads its own."""
    passed: set[str] = set()
    at = comment.id
    while at not in passed:
        passed.add(at)
        parent = known[at].parent
        if parent not in known:
            return at
        at = parent
    return comment.id


def _when(comment: Comment) -> tuple[str, str]:
    return comment.written_at, comment.id
