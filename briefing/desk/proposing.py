"""Verbs on what is proposed from a source: look, accept, reject. Each is one step, and nothing is stored unseen.

Looking reads only, so that it can be done in a worker by a desk of its own (`Desk.twin`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.desk.accepting import Accepting, Edits, UnclearActorError
from briefing.desk.base import Verbs
from briefing.desk.review_items import Held, Item, Review, State, decided, review_of
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.ids import named_id
from briefing.model import KINDS, Actor, Alias, Citation, Event, Fact, Issue, Quote, Rejection, Source, SourceVersion
from briefing.proposing.proposal import WRITTEN_BY_THEIR_AUTHOR, About, KnownActor, Proposals, Span
from briefing.store import archive, lists, records
from briefing.store.steps import Step
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.store.archive import Archived

_NOTHING: Edits = MappingProxyType({})
_FOLDED = frozenset({"reply", "signature"})
"""Kinds of parts whose words are not those of whoever wrote the text."""
_WORDS = 1_000
"""Characters of what was rejected that are kept to be shown."""
_ORDER = ("actor", "quote", "event", "fact", "issue")
"""Actors first: the others name them."""


@dataclass(frozen=True)
class Accepted:
    """What became of many items: the ids of the records by their keys, and those left open, each with the reason."""

    records: Mapping[str, str]
    left: tuple[tuple[Item, str], ...]


class ProposingVerbs(Verbs):
    """What can be done with proposals."""

    def proposals(self, source: str) -> Review:
        """What the newest archived text of a source offers, beside what was accepted and rejected. Writes nothing.

        Takes seconds for a long text. Raises NotFoundError for a source without an archived text, DamagedStoreError for
        one that was altered.
        """
        from briefing.proposing.engine import propose

        archived = self._offering(source)
        return self.reviewed(archived, propose(archived.text, self.about(archived)))

    def about(self, archived: "Archived") -> About:
        """What is known of an archived text before it is read: its day, language and parts, and our own actors."""
        return About(
            published=archived.source.issued_edtf,
            language=archived.source.language.rstrip("?"),
            known=self.known_actors(),
            folded=folded_parts(archived.version),
            author=_author(archived.version),
        )

    def known_actors(self) -> tuple[KnownActor, ...]:
        """Every living actor in all the spellings that the desk knows."""
        others: dict[str, list[str]] = {}
        for alias in records.every(self.store, Alias):
            others.setdefault(alias.actor, []).append(alias.text)
        return tuple(
            KnownActor(
                id=actor.id,
                name=actor.name,
                kind=actor.kind,
                aliases=tuple(name for name in (actor.name_native, *others.get(actor.id, ())) if name),
                role=actor.role_as_stated,
            )
            for actor in records.every(self.store, Actor)
        )

    def reviewed(self, archived: "Archived", proposals: Proposals) -> Review:
        """`proposals`, made of this archived text, beside what the desk holds."""
        source, version = archived.source.id, archived.version.id
        held = self._held_of(source, proposals)
        return review_of(proposals, archived.text, held, source=source, version=version)

    # deciding

    def accept(
        self,
        source: str,
        item: Item,
        values: Edits = _NOTHING,
        *,
        issue: str = "",
        issues: Sequence[str] = (),
        origin: str = "",
    ) -> str:
        """Make the record of an item, or link it to the one it is, with what the user changed (`accepting.Edits`).

        It is linked to `issue` and `issues` in the same step. Returns the id of the record; an item that was accepted
        already changes nothing, one that was rejected is accepted after all. Raises InvalidEntryError where a value
        may not stand, UnclearActorError where it is not clear which actor is meant.
        """
        linked = (*([issue] if issue else []), *issues)
        return self._accept_items(source, [item], {item.key: values}, linked, origin).records[item.key]

    def accept_all(
        self,
        source: str,
        items: Iterable[Item],
        values: Mapping[str, Edits] = MappingProxyType({}),
        *,
        issues: Sequence[str] = (),
        origin: str = "",
    ) -> Accepted:
        """Accept many items in one step. `values` has what the user changed, by key; what was decided stays as it is.

        An item is left open, and told with the reason, where it is not clear which actor is meant, or where an event,
        fact or issue may be one that the desk has already. Raises as `accept` does.
        """
        return self._accept_items(source, list(items), values, issues, origin)

    def _accept_items(
        self, source: str, items: Sequence[Item], values: Mapping[str, Edits], issues: Sequence[str], origin: str
    ) -> Accepted:
        self.latest = ""
        decided = self._decided(source, items)
        made = {item.key: item.record for item in decided if item.state is State.ACCEPTED}
        alone = len(items) == 1
        wanted = [item for item in decided if item.state is State.OPEN or (alone and item.state is State.REJECTED)]
        wanted.sort(key=lambda item: _ORDER.index(item.kind))
        left: list[tuple[Item, str]] = []
        if not wanted:
            return Accepted(made, ())
        label = f"accept {KINDS[wanted[0].kind].LABEL}" if len(wanted) == 1 else "accept proposals"
        with self.store.step(label, self.user) as step:
            accepting = Accepting(self.store, step, source, lambda kind, edits: self._dated(kind, self._marked(edits)))
            for item in wanted:
                if not alone and (reason := accepting.unclear(item, values.get(item.key, _NOTHING))):
                    left.append((item, reason))
                    continue
                try:
                    made[item.key] = accepting.accept(item, values.get(item.key, _NOTHING), issues)
                except UnclearActorError as error:
                    if alone:
                        raise
                    left.append((item, error.reason))
                    continue
                if item.state is State.REJECTED:
                    self._take_back(step, source, item.key)
            step.touched.add((Source.KIND, source))
        self._tell(step, origin)
        return Accepted(made, tuple(left))

    def reject(self, source: str, item: Item, *, origin: str = "") -> None:
        """Say that an item is wrong: it stays rejected when the text is read again, also on other desks.

        Raises InvalidEntryError for one that was accepted.
        """
        self.reject_all(source, [item], origin=origin)

    def reject_all(self, source: str, items: Iterable[Item], *, origin: str = "") -> None:
        """Reject many items in one step; those that are rejected stay so. Raises as `reject` does."""
        self.latest = ""
        decided = self._decided(source, list(items))
        if any(item.state is State.ACCEPTED for item in decided):
            reason = say("it was accepted already. Undo that, or delete the record.")
            raise InvalidEntryError("key", "Proposal", reason)
        wanted = [item for item in decided if item.state is State.OPEN]
        if not wanted:
            return
        label = f"reject {KINDS[wanted[0].kind].LABEL}" if len(wanted) == 1 else "reject proposals"
        there = {one.id for one in records.several(self.store, Rejection, [_rejection(source, i.key) for i in wanted])}
        with self.store.step(label, self.user) as step:
            for item in wanted:
                known = _rejection(source, item.key)  # one of a key, so that two desks that reject it reject one
                if known in there:
                    step.update(Rejection.KIND, known, {"deleted": ""})
                    continue
                values = {"source": source, "proposed": item.kind, "key": item.key, "words": item.words[:_WORDS]}
                step.insert(Rejection.KIND, values, known)
            step.touched.add((Source.KIND, source))
        self._tell(step, origin)

    def take_back_rejection(self, source: str, item: Item, *, origin: str = "") -> None:
        """Open an item again that was rejected. One that was not changes nothing."""
        self.latest = ""
        with self.store.step("take back a rejection", self.user) as step:
            if self._take_back(step, source, item.key):
                step.touched.add((Source.KIND, source))
        self._tell(step, origin)

    def _take_back(self, step: Step, source: str, key: str) -> bool:
        """Bin what rejects a key; more than one row where two sources were joined. Whether there was any."""
        found = [one for one in records.children(self.store, Rejection, "source", source) if one.key == key]
        for one in found:
            step.delete(Rejection.KIND, one.id)
        return bool(found)

    # what is held

    def _offering(self, source: str) -> "Archived":
        archived = archive.latest(self.store, source)
        if archived is None:
            raise NotFoundError("This source holds no archived text to quote from.")
        return archive.intact(archived)

    def _decided(self, source: str, items: Sequence[Item]) -> list[Item]:
        """The items as they stand now, whatever was known when they were shown."""
        return decided(items, self._held_of(source, None))

    def _held_of(self, source: str, proposals: Proposals | None) -> Held:
        """What the desk holds of a source; with `proposals`, also what may be the same as one of them."""
        versions = records.children(self.store, SourceVersion, "source", source)
        citations = records.children(self.store, Citation, "source", source)
        cited = {kind: [one.record for one in citations if one.record_kind == kind] for kind in _ORDER}
        there = {one.id for kind in _ORDER for one in records.among(self.store, KINDS[kind], cited[kind])}
        return Held(
            quotes=[
                quote for one in versions for quote in records.children(self.store, Quote, "source_version", one.id)
            ],
            citations=[one for one in citations if one.record in there],
            rejected=frozenset(one.key for one in records.children(self.store, Rejection, "source", source)),
            actors=self.known_actors() if proposals is not None else (),
            alike=self._alike_to(cited, proposals),
        )

    def _alike_to(
        self, cited: Mapping[str, Sequence[str]], proposals: Proposals | None
    ) -> Mapping[str, Mapping[str, tuple[str, str]]]:
        """By kind the date or value and the words of records that a source tells, or that may be proposed anew."""
        events, facts = records.among(self.store, Event, cited["event"]), records.among(self.store, Fact, cited["fact"])
        issues = records.among(self.store, Issue, cited["issue"])
        if proposals is not None:
            days, values = {one.edtf for one in proposals.events}, {one.value for one in proposals.facts}
            events += records.having(self.store, Event, "date_edtf", days)
            facts += records.having(self.store, Fact, "value", values)
            issues += records.select(self.store, Issue, f"t.deleted = '' AND {lists.OPEN_ISSUE}")
        return {
            "event": {one.id: (one.date_edtf, one.title) for one in events},
            "fact": {one.id: (one.value, one.label) for one in facts},
            "issue": {one.id: ("", one.title) for one in issues},
        }


def folded_parts(version: SourceVersion) -> tuple[Span, ...]:
    """The stretches of an archived text that hold an earlier message, or nobody's words, as spans."""
    return tuple(
        (int(part["start"]), int(part["end"])) for part in json.loads(version.parts) if part.get("kind") in _FOLDED
    )


def _author(version: SourceVersion) -> str:
    """Who says “I” in an archived text: the sender of a mail, the author of an article."""
    if version.media_type not in WRITTEN_BY_THEIR_AUTHOR:
        return ""
    return next((str(one["value"]) for one in json.loads(version.stated) if one.get("field") == "author"), "")


def _rejection(source: str, key: str) -> str:
    return named_id(Rejection.KIND, f"{source}:{key}")
