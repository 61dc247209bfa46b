"""Verbs on what became of quotes: new versions of a source, re-anchoring, and variants in other sources.

Quotes stay with the version they were taken from. Refuses to move one by itself: what is found is proposed, a person
decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.desk.anchoring import anchored, mention
from briefing.desk.base import Verbs
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import KINDS, Citation, Quote, SourceVersion
from briefing.rules.moving import Move, Moved, OtherText, likeness, share_words
from briefing.rules.passages import Paragraphs
from briefing.store import archive, records
from briefing.store.folding import fold
from briefing.store.steps import Step
from briefing.terms import QuoteForm
from briefing.wording import say

_WORD = re.compile(r"\w+")
_LEAST_WORDS = 4
_ALIKE = 0.75
_NEAR = 600  # characters beside a quote in which the words that name its speaker are looked for again


@dataclass(frozen=True, kw_only=True)
class Relocation:
    """What became of one quote or citation of an older version in the newest text of its source.

    `kind` and `record` are those of the row itself; `told_kind` and `told` what it tells of: the quote, or the record
    that a citation is for. `was` are its words, `now` what would stand in their place.
    """

    kind: str
    record: str
    told_kind: str
    told: str
    number: int
    was: str
    now: str
    start: int
    end: int
    moved: Moved

    @property
    def sure(self) -> bool:
        """Whether the same words stand in one place of the newest text."""
        return self.moved.move in (Move.SAME, Move.MOVED)


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """A quote of the same speaker in another source that may be the same utterance. `alike` is 0 to 1."""

    quote: Quote
    alike: float


class VersionVerbs(Verbs):
    """What can be done with versions of sources, and with the places of quotes in them."""

    def moved(self, source: str) -> tuple[Relocation, ...]:
        """What became in the newest text of every quote and citation that stands on an older version, in its order.

        Writes nothing; takes seconds for many quotes of a long text. Empty where nothing stands on an older version.
        """
        versions = {one.id: one for one in records.children(self.store, SourceVersion, "source", source)}
        newest = archive.latest(self.store, source)
        if newest is None or len(versions) < 2:
            return ()
        there = OtherText(newest.text)
        found: list[Relocation] = []
        rows: list[Quote | Citation] = []
        for one in sorted(versions.values(), key=archive.place_of):
            if one.id != newest.version.id:
                rows += self.quotes_in(one.id)
                rows += records.children(self.store, Citation, "source_version", one.id)
        for row in rows:
            anchor = archive.anchor_of(row)
            if anchor is not None and not (isinstance(row, Quote) and row.form is QuoteForm.PARAPHRASE):
                result = there.find(anchor)
                now = newest.text[result.start : result.end] if result.start is not None else ""
                told = (row.record_kind, row.record) if isinstance(row, Citation) else (Quote.KIND, row.id)
                number = versions[row.source_version].number or 0
                found.append(
                    Relocation(
                        kind=row.KIND, record=row.id, told_kind=told[0], told=told[1], number=number, was=row.exact,
                        now=now, start=anchor.start, end=anchor.end, moved=result,
                    )
                )  # fmt: skip
        return tuple(sorted(found, key=lambda one: (one.start, one.end, one.record)))

    def reanchor(self, kind: str, record: str, start: int, end: int, *, origin: str = "") -> None:
        """Let a quote or citation stand on `text[start:end]` of the newest text of its source, in one step.

        Its words become those that stand there. Raises InvalidEntryError for a passage without words, NotFoundError
        for a row without a source, DamagedStoreError where the text was altered.
        """
        self._reanchor(f"re-anchor {KINDS[kind].LABEL}", [(kind, record, start, end)], origin)

    def reanchor_all(self, relocations: Iterable[Relocation], *, origin: str = "") -> int:
        """Let each stand where it is proposed to, in one step; those for which nothing is proposed stay. How many."""
        chosen = [
            (one.kind, one.record, one.moved.start, one.moved.end)
            for one in relocations
            if one.moved.start is not None and one.moved.end is not None
        ]
        self._reanchor("re-anchor quotes", chosen, origin)
        return len(chosen)

    def _reanchor(self, label: str, rows: Sequence[tuple[str, str, int, int]], origin: str) -> None:
        self.latest = ""
        if not rows:
            return
        texts: dict[str, tuple[archive.Archived, Paragraphs]] = {}
        with self.store.step(label, self.user) as step:
            for kind, record, start, end in rows:
                row = self.get(Quote, record) if kind == Quote.KIND else self.get(Citation, record)
                source = self.get(SourceVersion, row.source_version).source if row.source_version else ""
                if source not in texts:
                    newest = self._newest(source)
                    texts[source] = newest, Paragraphs(newest.text)
                self._put(step, row, *texts[source], start, end)
        self._tell(step, origin)

    def _newest(self, source: str) -> archive.Archived:
        newest = archive.latest(self.store, source) if source else None
        if newest is None:
            raise NotFoundError("This source holds no archived text to quote from.")
        return archive.intact(newest)

    def _put(
        self,
        step: Step,
        row: Quote | Citation,
        newest: archive.Archived,
        paragraphs: Paragraphs,
        start: int,
        end: int,
    ) -> None:
        place = anchored(newest, start, end)
        values: dict[str, Any] = {**place, "locator": f"paragraph {paragraphs.number(start)}"}
        if isinstance(row, Quote):
            values |= _mention_near(row, newest.text, start, end)
        else:
            step.touched.add((row.record_kind, row.record))
        step.update(row.KIND, row.id, values)

    def mark_speaker(self, quote: str, start: int | None, end: int | None, *, origin: str = "") -> None:
        """Say by which words the source names the speaker: `text[start:end]` of the quote's own text; None for none.

        Raises InvalidEntryError for a paraphrase and for a place that is not in the text, DamagedStoreError where that
        was altered.
        """
        self.latest = ""
        archived = self.quote_archive(held) if (held := self.get(Quote, quote)).start is not None else None
        if archived is None:
            reason = say("these are our own words. To quote, capture the passage in its source.")
            raise InvalidEntryError("speaker_as_stated", "Speaker as stated", reason)
        values = mention(archive.intact(archived).text, start, end)
        with self.store.step("mark speaker of quote", self.user) as step:
            step.update(Quote.KIND, quote, values)
        self._tell(step, origin)

    # variants

    def variants_of(self, quote: str) -> tuple[Likeness, ...]:
        """Quotes of the same speaker in other sources that may be the same utterance, the likest first.

        Those that are linked already are not among them. Proposed, never linked by itself.
        """
        held = self.get(Quote, quote)
        words = _folded_words(held.exact)
        if not held.speaker or len(words) < _LEAST_WORDS or held.form is QuoteForm.PARAPHRASE:
            return ()
        linked = {one.id for one in self.variants(quote)} | {quote}
        mine = self.quote_source(held)
        found = []
        for other in self.quotes_by(held.speaker):
            theirs = _folded_words(other.exact)
            if other.id in linked or other.form is QuoteForm.PARAPHRASE or len(theirs) < _LEAST_WORDS:
                continue
            if share_words(words, theirs) < _ALIKE:
                continue
            source = self.quote_source(other)
            alike = likeness(" ".join(words), " ".join(theirs))
            if alike >= _ALIKE and (mine is None or source is None or source.id != mine.id):
                found.append(Likeness(quote=other, alike=alike))
        return tuple(sorted(found, key=lambda one: (-one.alike, one.quote.id)))

    def set_variant(self, quote: str, of: str, *, origin: str = "") -> None:
        """Say that two quotes are one utterance, as two sources print it. Both stay as they are, side by side.

        Variants of one utterance hang together: what was linked to either is linked to both.
        Raises InvalidEntryError for a quote and itself.
        """
        self.latest = ""
        one, other = self.get(Quote, quote), self.get(Quote, of)
        if one.id == other.id:
            raise InvalidEntryError("variant_of", "Variant of", say("a quote is no variant of itself."))
        mine = self.variants(quote)
        if other.id in {row.id for row in mine}:
            return
        head = other.variant_of or other.id
        with self.store.step("set variant of quote", self.user) as step:
            for row in (one, *mine):
                step.update(Quote.KIND, row.id, {"variant_of": head})
            step.touched.add((Quote.KIND, head))
        self._tell(step, origin)

    def take_off_variant(self, quote: str, *, origin: str = "") -> None:
        """Say that a quote is an utterance of its own after all; the others stay together."""
        self.latest = ""
        held, others = self.get(Quote, quote), self.variants(quote)
        if not held.variant_of and not others:
            return
        with self.store.step("take off variant of quote", self.user) as step:
            step.update(Quote.KIND, quote, {"variant_of": ""})
            head = next((one.id for one in others if not one.variant_of), others[0].id if others else "")
            for row in others:
                wanted = "" if row.id == head else head
                if row.variant_of != wanted:
                    step.update(Quote.KIND, row.id, {"variant_of": wanted})
                step.touched.add((Quote.KIND, row.id))
        self._tell(step, origin)


def _folded_words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _mention_near(quote: Quote, text: str, start: int, end: int) -> dict[str, Any]:
    """Where the words that name the speaker stand beside the new place of a quote; no place where they do not."""
    words = quote.speaker_as_stated
    nothing = {"mention_start": None, "mention_end": None}  # the words stay: by them it is known again
    if not words or quote.mention_start is None or quote.start is None:
        return nothing
    there = quote.mention_start + start - quote.start
    if there >= 0 and text.startswith(words, there):
        return {"mention_start": there, "mention_end": there + len(words)}
    low, high = max(0, start - _NEAR), min(len(text), end + _NEAR)
    places = [one.start() for one in re.finditer(re.escape(words), text[low:high])]
    if not places:
        return nothing
    at = min((low + place for place in places), key=lambda place: abs(place - there))
    return {"mention_start": at, "mention_end": at + len(words)}
