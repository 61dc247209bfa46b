"""A version of a brief as somebody who reviews it sees it: its tree, every note in place, what may be decided.

The same for a desk and for a pouch; whoever asks says where the versions come from. Reads nothing, stores nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefing.brief.placing import Placed, PlacedNote, Thread, decidable, decisions, place_all, threads
from briefing.brief.tree import Brief
from briefing.model import Comment
from briefing.review_model import Remark


@dataclass(frozen=True)
class Reviewed:
    """A version of a brief (`number`, None for the draft) with every note on the brief.

    `decisions` are those that count; `decidable` the numbers of the units that may be decided one by one.
    """

    brief: str
    number: int | None
    tree: Brief
    placed: Placed
    threads: tuple[Thread, ...]
    decisions: tuple[PlacedNote, ...]
    decidable: tuple[int, ...]

    def counts(self) -> dict[str, int]:
        """How many notes there are: `comments`, `open` threads, `decisions` that count, and notes by their place."""
        heads = [thread.head.note for thread in self.threads]
        return {
            "comments": sum(1 + len(thread.replies) for thread in self.threads),
            "open": sum(isinstance(head, Comment) and not head.resolved for head in heads),
            "decisions": len(self.decisions),
            "placed": len(self.placed.placed),
            "changed": len(self.placed.changed),
            "unplaced": len(self.placed.unplaced),
        }


def reviewed(
    brief: str,
    number: int | None,
    tree: Brief,
    notes: Sequence[Remark],
    *,
    tree_of: Callable[[int], Brief | None],
    deciding: Sequence[str],
    titles: Mapping[str, str] | None = None,
) -> Reviewed:
    """Version `number` of a brief, which is `tree`, with its notes in place.

    `tree_of` gives an issued version by its number, None where it is not at hand; `deciding` are the headings of the
    recommendations; for `titles` see `placing.place`.
    """

    def found(written_on: int | None) -> Brief | None:
        if written_on is None:
            return None  # a draft is not what it was
        return tree if written_on == number else tree_of(written_on)

    placed = place_all(found, tree, notes, titles)
    return Reviewed(brief, number, tree, placed, threads(placed), decisions(placed), decidable(tree, deciding))
