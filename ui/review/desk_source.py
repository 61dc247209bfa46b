"""The briefs of a store, as review mode reads them: issued versions, and drafts of those that were never issued."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

from briefing.brief.addresses import Spot
from briefing.brief.tree import Brief as Tree
from briefing.desk import Desk
from briefing.errors import BriefingError, NotFoundError
from briefing.model import Actor, Brief, Comment, Quote
from briefing.rules import dates
from briefing.rules.passages import surroundings
from briefing.store.store import MEMORY
from briefing.terms import BriefStatus
from briefing.wording import say
from ui.bridge import Bridge
from ui.review.source import Entry, Proof, Shown, Since, since_of, words_then
from ui.words import tr as _tr

ORIGIN = "review"
QUEUE = "review_queue"
"""The setting of a store that holds the ids of briefs in the order in which the desk wants them read."""
_AROUND = 1_200
"""Characters of an archived text that are shown on each side of a quote."""


class DeskReviewing:
    """The briefs of a store. One that was never issued is read as its draft, and cannot be decided."""

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        """Read from `desk`; `bridge` tells of changes made elsewhere."""
        self._desk = desk
        self._bridge = bridge

    @property
    def refusal(self) -> str:
        return _tr("This store is open for reading only, so no notes can be written.") if self._desk.read_only else ""

    @property
    def author(self) -> str:
        return self._desk.user

    @property
    def name(self) -> str:
        return "" if self._desk.store.path == MEMORY else self._desk.store.site

    @property
    def may_order(self) -> bool:
        return not self._desk.read_only

    def queue(self) -> list[Entry]:
        briefs = {one.id: one for one in self._desk.every(Brief)}
        chosen = [one for one in self.chosen() if one in briefs]
        found = [(one, self._number(one)) for one in briefs]
        # without an order of the desk: what went out, the newest first, and drafts after it
        rest = sorted(found, key=lambda pair: (pair[1] is not None, briefs[pair[0]].as_at_edtf, pair[0]), reverse=True)
        ordered = [*chosen, *(one for one, _ in rest if one not in chosen)]
        numbers = dict(found)
        return [self._entry(briefs[one], numbers[one]) for one in ordered]

    def chosen(self) -> list[str]:
        """The briefs that the desk put in order."""
        with suppress(ValueError):
            value = json.loads(self._desk.setting(QUEUE) or "[]")
            if isinstance(value, list):
                return [one for one in value if isinstance(one, str)]
        return []

    def move(self, brief: str, way: int) -> None:
        order = [entry.brief for entry in self.queue()]
        at = order.index(brief)
        to = at + way
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            self._desk.set_setting(QUEUE, json.dumps(order), origin=ORIGIN)

    def load(self, brief: str, number: int | None = None) -> Shown:
        record = self._desk.get(Brief, brief)
        numbers = tuple(one.number for one in self._desk.versions(brief) if one.number is not None)
        wanted = number if number is not None else numbers[-1] if numbers else None
        reviewed = self._desk.notes_of(brief, wanted)
        quotes = {one.id: one.exact for one in self._desk.among(Quote, reviewed.tree.quotes)}
        then = words_then(reviewed, lambda number: self._desk.tree_of(brief, number))
        return Shown(self._entry(record, wanted, reviewed.tree), reviewed, numbers, quotes, then)

    def since(self, shown: Shown, number: int) -> Since | None:
        now = shown.reviewed.number
        if number not in shown.numbers or (now is not None and number >= now):
            return None
        return since_of(number, self._desk.tree_of(shown.entry.brief, number), shown.reviewed.tree)

    def last_read(self, brief: str, before: int) -> int:
        return 0

    def mark_read(self, shown: Shown, unit: int) -> None:
        pass  # the settings of this machine keep it

    def pdf(self, shown: Shown) -> bytes | None:
        if shown.reviewed.number is None:
            return None
        version = self._desk.version(shown.entry.brief, shown.reviewed.number)
        for file in self._desk.kept_files(version):
            if file.format == "pdf":
                return self._desk.kept_file(file.sha256)
        return None

    def proof(self, shown: Shown, quote: str) -> Proof:
        found = self._desk.get(Quote, quote)
        source = self._desk.quote_source(found)
        state = self._desk.quote_state(found)
        archived = self._desk.quote_archive(found)
        about = [dates.describe(found.date_edtf)] if found.date_edtf else []
        if source is not None:
            about += [part for part in (source.container_title or source.publisher,) if part]
            about += [dates.describe(source.issued_edtf)] if source.issued_edtf else []
        title = source.title if source is not None else ""
        speaker = self._title(found.speaker)
        if archived is None or found.start is None or found.end is None:
            return Proof(found.exact, speaker, title, found.locator, state, about=tuple(about))
        begin = max(0, found.start - _AROUND)
        first, last = surroundings(archived.text, found.start, found.end)
        passage = archived.text[begin : found.end + _AROUND]
        return Proof(
            found.exact,
            speaker,
            title,
            found.locator,
            state,
            passage,
            found.start - begin,
            found.end - begin,
            max(0, first - begin),
            min(len(passage), last - begin),
            tuple(about),
        )

    def comment(self, spot: Spot, text: str, initials: str, shown: Shown) -> str:
        return self._desk.add_comment(spot, text, initials=initials, tree=shown.reviewed.tree, origin=ORIGIN)

    def reply(self, comment: Comment, text: str, initials: str) -> str:
        return self._desk.reply(comment.id, text, initials=initials, origin=ORIGIN)

    @property
    def may_resolve(self) -> bool:
        return not self._desk.read_only

    @property
    def hands_back(self) -> bool:
        return False

    @property
    def sealed(self) -> bool:
        return False

    def answer_file(self, key: str = "") -> tuple[str, bytes]:
        raise NotFoundError(say("Notes in a store are there at once: nothing has to be sent back."))

    def resolve(self, comment: str, *, done: bool) -> None:
        verb = self._desk.resolve_comment if done else self._desk.reopen_comment
        verb(comment, origin=ORIGIN)

    def decide(self, spot: Spot, result: str, text: str, initials: str, shown: Shown) -> str:
        return self._desk.decide(spot, result, text, initials=initials, tree=shown.reviewed.tree, origin=ORIGIN)

    def on_change(self, heard: Callable[[], object]) -> None:
        self._bridge.changed.connect(lambda _change: heard())

    def _number(self, brief: str) -> int | None:
        versions = self._desk.versions(brief)
        return versions[-1].number if versions else None

    def _title(self, actor: str) -> str:
        if not actor:
            return ""
        try:
            return self._desk.get(Actor, actor).name
        except NotFoundError:
            return ""

    def _entry(self, record: Brief, number: int | None, tree: Tree | None = None) -> Entry:
        day = record.as_at_edtf
        marking = tree.marking if tree is not None else ""
        if number is not None:
            with suppress(BriefingError):
                version = self._desk.version(record.id, number)
                day, marking = version.as_at_edtf, marking or version.marking
        status = record.status if number is None or record.status is BriefStatus.RECALLED else BriefStatus.ISSUED
        title = tree.title if tree is not None else record.title
        return Entry(record.id, title, number, dates.describe(day) if day else "", status.value, marking)
