"""The briefs of a pouch, as review mode reads them; what the reader writes goes into their notebook."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from briefing.brief.addresses import Spot
from briefing.errors import NotFoundError
from briefing.model import Comment
from briefing.pouch.contents import PouchedBrief
from briefing.pouch.notebook import Notebook
from briefing.pouch.reading import Pouch
from briefing.pouch.reply import ENDING, make_reply
from briefing.pouch.sealing import refuse_weak, seal
from briefing.rules import dates
from briefing.rules.initials import initials_of
from briefing.rules.passages import surroundings
from briefing.terms import BriefStatus
from briefing.wording import say
from ui.review.source import WHEN_ISSUED, Entry, Proof, Shown, Since, since_of, words_then


class PouchReviewing:
    """A pouch that is open and the notebook of its reader. Notes of the desk can be answered, not resolved."""

    def __init__(self, pouch: Pouch, notebook: Notebook, who: Callable[[], str]) -> None:
        """Read from `pouch`, write into `notebook`; `who` says whose notes they are by now."""
        self.pouch = pouch
        self._who = who
        self._notebook = notebook
        self._heard: Callable[[], object] = lambda: None

    @property
    def refusal(self) -> str:
        return ""

    @property
    def author(self) -> str:
        return self._who()

    @property
    def name(self) -> str:
        return self.pouch.cover.id

    @property
    def may_order(self) -> bool:
        return False

    def move(self, brief: str, way: int) -> None:
        raise NotFoundError(say("The desk put the briefs of this pouch in order. They stay so."))

    def queue(self) -> list[Entry]:
        return [self._entry(one) for one in self.pouch.briefs]

    def load(self, brief: str, number: int | None = None) -> Shown:
        known = self.pouch.brief(brief)
        reviewed = self.pouch.reviewed(brief, number or 0, self._notebook.notes(brief))
        tree = reviewed.tree
        found = {one: self.pouch.passage(brief, one) for one in tree.quotes}
        quotes = {one: it.passage[it.start : it.end] for one, it in found.items() if it is not None}
        then = words_then(reviewed, lambda wanted: self.pouch.tree(brief, wanted or 0))
        numbers = tuple(one.number for one in known.versions)
        return Shown(self._entry(known, reviewed.number), reviewed, numbers, quotes, then)

    def since(self, shown: Shown, number: int) -> Since | None:
        if number not in shown.numbers or number >= (shown.reviewed.number or 0):
            return None
        return since_of(number, self.pouch.tree(shown.entry.brief, number), shown.reviewed.tree)

    def last_read(self, brief: str, before: int) -> int:
        return self._notebook.last_read(brief, before)

    def mark_read(self, shown: Shown, unit: int) -> None:
        if shown.reviewed.number is not None:
            self._notebook.mark_read(shown.entry.brief, shown.reviewed.number, unit)

    def pdf(self, shown: Shown) -> bytes | None:
        if shown.reviewed.number == self.pouch.brief(shown.entry.brief).newest.number:
            with suppress(NotFoundError):
                return self.pouch.file(shown.entry.brief, "pdf")
        return None

    def proof(self, shown: Shown, quote: str) -> Proof:
        one = self.pouch.passage(shown.entry.brief, quote)
        if one is None:
            raise NotFoundError(say("The pouch holds no passage of this quote."))
        first, last = surroundings(one.passage, one.start, one.end)
        about = [part for part in (one.publication, dates.describe(one.issued) if one.issued else "") if part]
        exact = one.passage[one.start : one.end]
        return Proof(
            exact,
            one.speaker,
            one.source_title,
            one.locator,
            WHEN_ISSUED,
            one.passage,
            one.start,
            one.end,
            first,
            last,
            tuple(about),
        )

    def comment(self, spot: Spot, text: str, initials: str, shown: Shown) -> str:
        self._sign(initials)
        return self._wrote(self._notebook.comment(self.pouch, spot, text).id)

    def reply(self, comment: Comment, text: str, initials: str) -> str:
        self._sign(initials)
        return self._wrote(self._notebook.answer(comment, text).id)

    @property
    def may_resolve(self) -> bool:
        return False

    @property
    def hands_back(self) -> bool:
        return True

    def resolve(self, comment: str, *, done: bool) -> None:
        raise NotFoundError(say("Only the desk resolves comments. Reply to it instead."))

    def decide(self, spot: Spot, result: str, text: str, initials: str, shown: Shown) -> str:
        self._sign(initials)
        return self._wrote(self._notebook.decide(self.pouch, spot, result, text).id)

    @property
    def sealed(self) -> bool:
        return self.pouch.sealed

    def answer_file(self, key: str = "") -> tuple[str, bytes]:
        self._notebook.reader = self._who()
        recipients = (key,) if key else ()
        refuse_weak(recipients, "")
        data = make_reply(self.pouch, self._notebook)
        return f"{self.pouch.path.stem}{ENDING}", seal(data, recipients)

    def on_change(self, heard: Callable[[], object]) -> None:
        self._heard = heard

    def _sign(self, initials: str) -> None:
        self._notebook.reader = self._who()
        self._notebook.initials = initials or initials_of(self._notebook.reader)

    def _wrote(self, note: str) -> str:
        self._heard()
        return note

    def _entry(self, brief: PouchedBrief, number: int | None = None) -> Entry:
        version = brief.version(number) if number is not None else None
        version = version or brief.newest
        status = BriefStatus.RECALLED if brief.recalled else BriefStatus.ISSUED
        day = dates.describe(version.as_at) if version.as_at else ""
        return Entry(brief.id, brief.title, version.number, day, status.value, version.marking)
