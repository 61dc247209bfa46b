"""Notes that are half typed: kept on this computer until they are written or given up, so that nothing is lost.

Refuses to: write them as notes; only who typed them does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from briefing.brief.addresses import Spot, read, written
from briefing.clock import utc_now
from briefing.drafts import Draft, Drafts
from briefing.model import Comment
from briefing.paths import drafts_folder
from briefing.review_model import Remark
from ui.review.note_form import Wish
from ui.review.source import Shown

_KIND = "note"


class WaitingNotes:
    """The half-typed notes on the briefs of one store or pouch."""

    def __init__(self, name: str) -> None:
        """Those that are kept under this name; without one, in memory alone."""
        self._drafts = Drafts(drafts_folder() if name else None, f"review-{name}")

    def keep(self, brief: str, wish: Wish, words: str) -> None:
        """Keep the words of a note; without words it is forgotten."""
        if words.strip():
            self._drafts.keep(Draft(_KIND, brief, _place_of(wish), words, _told(wish), utc_now()))
        else:
            self.drop(brief, wish)

    def drop(self, brief: str, wish: Wish) -> None:
        """The note was written, or given up."""
        self._drafts.drop(_KIND, brief, _place_of(wish))

    def words(self, brief: str, wish: Wish) -> str:
        """The words that wait for a note; empty where none do."""
        found = self._drafts.find(_KIND, brief, _place_of(wish))
        return found.text if found is not None else ""

    def all(self, shown: Shown) -> list[Wish]:
        """The notes that wait on the brief shown, the oldest first, each as it was asked for."""
        comments = {one.note.id: one.note for one in shown.reviewed.placed.notes}
        found = []
        for draft in self._drafts.all():
            if draft.record == shown.entry.brief:
                with suppress(ValueError, TypeError, KeyError, RecursionError):  # a file that somebody else changed
                    wish = _wish_of(json.loads(draft.base), shown, comments)
                    found += [wish] if wish is not None else []
        return found


def _place_of(wish: Wish) -> str:
    """What a note is written on, as the name under which it waits."""
    if wish.answers is not None:
        return f"reply {wish.answers.id}"
    assert wish.spot is not None
    verb = "decide" if wish.decides else "comment"
    return f"{verb} {wish.spot.version} {wish.spot.start} {wish.spot.end} {written(wish.spot.unit)}"


def _told(wish: Wish) -> str:
    spot = wish.spot
    place = [spot.version, written(spot.unit), spot.start, spot.end] if spot is not None else None
    answers = wish.answers.id if wish.answers is not None else ""
    told = {"place": place, "answers": answers, "decides": wish.decides, "result": wish.result, "on": wish.on}
    return json.dumps(told, ensure_ascii=False)


def _wish_of(told: dict[str, Any], shown: Shown, comments: Mapping[str, Remark]) -> Wish | None:
    on, result = str(told["on"]), str(told["result"])
    if told["answers"]:
        answered = comments.get(told["answers"])
        return Wish(answers=answered, on=on) if isinstance(answered, Comment) else None
    version, unit, start, end = told["place"]
    spot = Spot(shown.entry.brief, version, read(unit), int(start), int(end))
    return Wish(spot, decides=bool(told["decides"]), result=result, on=on)
