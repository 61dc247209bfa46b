"""Which works of a list are new to a store, which are in it, and which cannot come in.

Refuses to: write, and to choose between sources that a work may be.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefing.ids import short_reference
from briefing.model import Source
from briefing.reading import Reading
from briefing.store.steps import JOINED
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.interchange.csl_reading import ReadItem, ReadSources


@dataclass(frozen=True)
class TakenSources:
    """What came of a file of sources: ids of new sources and of those that were there already.

    `left_out` are the items that did not come in, `notices` what is said about those that did.
    """

    new: tuple[str, ...]
    known: tuple[str, ...]
    left_out: tuple[str, ...]
    notices: tuple[str, ...]


class Plan:
    """Which items of a file are new."""

    def __init__(self, reading: Reading, read: "ReadSources") -> None:
        """Look at every item of `read` once; nothing is written."""
        from briefing.interchange.matching import Known, marks_of_source

        self._reading = reading
        self._levels = reading.levels()
        self._here = Known(map(marks_of_source, reading.every(Source)))
        self._binned = Known(map(marks_of_source, reading.bin(Source)))
        self.new: list[ReadItem] = []
        self._known: dict[str, None] = {}
        self._left_out = list(read.left_out)
        self._notices = list(read.notices)
        self._seen: set[Any] = set()
        for item in read.items:
            self._place(item)

    def _place(self, item: "ReadItem") -> None:
        from briefing.interchange.matching import marks_of

        marks = marks_of(item.values, called=item.id, doi=item.doi)
        title = str(item.values["title"])[:60]
        same = (marks.called, marks.title) if marks.called else (marks, item.values.get("notes"))
        if same in self._seen:
            self._left_out.append(say("Item %1 “%2” is twice in the file.", item.number, title))
            return
        self._seen.add(same)
        found = self._here.find(marks) or self._stayed(self._binned.find(marks))
        if len(found) == 1 and found[0]:
            self._known[found[0]] = None
        elif found and not found[0]:
            self._left_out.append(say("Item %1 “%2” is in the bin. Restore it there.", item.number, title))
        elif found:
            which = ", ".join(short_reference(Source.KIND, one) for one in found[:5])
            words = say("Item %1 “%2” may be any of %3. It was not added; look at them.", item.number, title, which)
            self._left_out.append(words)
        else:
            item, refused = self._marked_here(item)
            if refused:
                self._left_out.append(refused)
                return
            self.new.append(item)

    def _marked_here(self, item: "ReadItem") -> tuple["ReadItem", str]:
        """An item with its marking as it is written here, or why it cannot be: the marking would be lost."""
        wanted = str(item.values.get("marking") or "")
        _, level = self._levels.get(wanted.casefold(), ("", None)) if wanted else ("", None)
        if level is not None and level.enabled:
            return replace(item, values={**item.values, "marking": level.name}), ""
        if not wanted:
            return item, ""
        title = str(item.values["title"])[:60]
        return item, say("Item %1 “%2” is marked “%3”, which cannot be used here.", item.number, title, wanted[:60])

    def _stayed(self, binned: list[str]) -> list[str]:
        """The living sources that these were joined to; an empty id where they are in the bin and nothing stayed."""
        deleted = [self._reading.get(Source, one).deleted for one in binned]
        joined = dict.fromkeys(one.removeprefix(JOINED) for one in deleted if one.startswith(JOINED))
        stayed = [one for one in joined if self._reading.is_there(Source.KIND, one)]
        return stayed or ([""] if binned else [])

    def result(self, made: tuple[str, ...]) -> TakenSources:
        """What came of it."""
        return TakenSources(made, tuple(self._known), tuple(self._left_out), tuple(self._notices))
