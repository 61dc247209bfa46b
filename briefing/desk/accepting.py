"""Making records of what was proposed, inside a step that is open, each with its place in the archived text.

Nothing is stored that was not proposed or typed. Refuses to: move a quote away from its words, merge two actors, make
an actor twice, or choose between two of one name.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from briefing.desk.anchoring import anchored, mention
from briefing.desk.quoting import WITHOUT_PLACE, form_of
from briefing.desk.review_items import Item, name_key
from briefing.errors import InvalidEntryError
from briefing.model import KINDS, Actor, Alias, Citation, Link, Membership, Participant, Quote, Record
from briefing.proposing.proposal import ProposedActor, ProposedEvent, ProposedFact, ProposedIssue, ProposedQuote, Span
from briefing.rules import dates
from briefing.rules.cutting import cut
from briefing.rules.passages import Paragraphs
from briefing.rules.validation import spec_of
from briefing.store import archive, records
from briefing.store.archive import Archived
from briefing.store.names import actor_names
from briefing.store.steps import Step
from briefing.store.store import Store
from briefing.terms import ActorKind, QuoteForm, SpeakerCertainty
from briefing.wording import named, say

Edits = Mapping[str, Any]
"""Fields that the user changed before accepting, and beside them by kind:

`same_as` (all but quotes): the id of the record that this is, empty for a new one in any case; `start` and `end` (all
but actors): another passage; `new_speaker` (quotes): fields of an actor who is made with the quote, `{}` for what was
proposed; `aliases` (actors): names to keep; `participants` (events): ids of actors.
"""
Read = Callable[[str, Edits], dict[str, Any]]
"""(kind, fields as typed) → fields as they are stored: dates in words as EDTF, markings as their scheme writes them."""

_PASSAGE = frozenset({"start", "end"})
_BESIDE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "quote": frozenset({"new_speaker"}) | _PASSAGE,
        "actor": frozenset({"same_as", "aliases"}),
        "event": frozenset({"same_as", "participants"}) | _PASSAGE,
        "fact": frozenset({"same_as"}) | _PASSAGE,
        "issue": frozenset({"same_as"}) | _PASSAGE,
    }
)
_FROM_THE_SOURCE = frozenset({"exact", "source_version", "prefix", "suffix", "text_sha256", "speaker_as_stated"})
_TITLE = 300
_SPELLINGS = 8
"""Spellings of an actor that are kept with their place."""


class UnclearActorError(InvalidEntryError):
    """A name may mean more than one actor of the desk, and the user has not said which."""


class Accepting:
    """Accepts proposals from one source, one after the other, in one step."""

    def __init__(self, store: Store, step: Step, source: str, read: Read) -> None:
        """Write to `step`; `read` reads what the user typed."""
        self._store = store
        self._step = step
        self._source = source
        self._read = read
        self._texts: dict[str, Archived] = {}
        self._paragraphs: dict[str, Paragraphs] = {}
        self._targets: dict[str, set[str]] = {}
        self._names: dict[str, dict[str, None]] = {}
        self._mentioned: dict[Span, str] = {}
        for actor, name in actor_names(store):
            self._add_name(actor, name)

    def unclear(self, item: Item, edits: Edits) -> str:
        """Why somebody has to look at an item before it is accepted among many; empty where nobody has to."""
        open_question = item.kind in ("event", "fact", "issue") and "same_as" not in edits
        there = self._living(KINDS[item.kind], item.known) if open_question else []
        if not there:
            return ""
        title = records.titles(self._store, [(item.kind, there[0])])[there[0]]
        return say("it may be “%1”, which is here already. Please choose.", cut(title))

    def accept(self, item: Item, edits: Edits, issues: Sequence[str]) -> str:
        """Make or link the record of one item, and link it to `issues`. Returns its id. Raises InvalidEntryError."""
        given = self._given(item.kind, edits)
        archived = self._text(item.version)
        match item.proposal:
            case ProposedQuote() as quote:
                record = self._quote(archived, item, quote, given)
            case ProposedActor() as actor:
                record = self._actor(archived, item, actor, given)
            case ProposedEvent() as event:
                record = self._event(archived, item, event, given)
            case ProposedFact() as fact:
                record = self._told(archived, item, given, self._fact(fact))
            case ProposedIssue() as issue:
                record = self._told(archived, item, given, _issue(issue))
                self._link(record, "source", self._source)
        for one in dict.fromkeys(issues):
            if item.kind != "issue":
                self._link(one, item.kind, record)
        return record

    def _text(self, version: str) -> Archived:
        if version not in self._texts:
            archived = self._texts[version] = archive.intact(archive.version_text(self._store, version))
            self._paragraphs[version] = Paragraphs(archived.text)
        return self._texts[version]

    def _given(self, kind: str, edits: Edits) -> dict[str, Any]:
        """What the user changed, read as a form reads it. Raises InvalidEntryError for a field that there is not."""
        beside = {name: value for name, value in edits.items() if name in _BESIDE[kind]}
        fields = {name: value for name, value in edits.items() if name not in beside}
        for name in fields:
            if spec_of(kind, name).name in _FROM_THE_SOURCE:
                reason = say("the words come from the source. Choose another passage instead.")
                raise InvalidEntryError(name, spec_of(kind, name).label, reason)
        return {**self._read(kind, fields), **beside}

    # quotes

    def _quote(self, archived: Archived, item: Item, one: ProposedQuote, given: dict[str, Any]) -> str:
        speaker = self._speaker_fields(one, given.pop("new_speaker", None))
        place = anchored(archived, given.pop("start", one.start), given.pop("end", one.end))
        named = (one.speaker.start, one.speaker.end) if one.speaker else (None, None)
        named = given.pop("mention_start", named[0]), given.pop("mention_end", named[1])
        fields = {
            "form": one.form,
            "speaker": self._speaker(item, one) if speaker is None else "",
            "speaker_certainty": one.certainty,
            "language": one.language or archived.source.language.rstrip("?"),
            "locator": self._locator(archived, place["start"]),
            **given,
            **mention(archived.text, *named),
            **place,
        }
        if form_of(fields["form"]) is QuoteForm.PARAPHRASE:  # our own words stand in no text
            fields |= WITHOUT_PLACE
        made = self._step.insert(Quote.KIND, fields)
        if speaker is not None:  # after the quote, by whose words the step is called
            self._step.update(Quote.KIND, made, {"speaker": self._new_speaker(archived, one, speaker)})
        return made

    def _speaker(self, item: Item, one: ProposedQuote) -> str:
        known = self._living(Actor, item.known) or (self._called(one.resolved) if one.resolved else [])
        if not known and one.speaker is not None and not one.resolved:
            return self._mentioned.get((one.speaker.start, one.speaker.end), "")
        return known[0] if len(known) == 1 else ""

    def _speaker_fields(self, one: ProposedQuote, values: Edits | None) -> dict[str, Any] | None:
        """The fields of the actor who is to be made with a quote; None for nobody. Raises UnclearActorError."""
        if values is None:
            return None
        fields = {
            "name": cut(one.resolved or (one.speaker.name if one.speaker else ""), _TITLE),
            "kind": ActorKind.GROUP if one.certainty is SpeakerCertainty.COLLECTIVE else ActorKind.PERSON,
            "anonymous": one.certainty is SpeakerCertainty.ANONYMOUS,
            **self._read(Actor.KIND, values),
        }
        if len(self._called(str(fields["name"]))) > 1:
            raise _which(str(fields["name"]))
        return fields

    def _new_speaker(self, archived: Archived, one: ProposedQuote, fields: Mapping[str, Any]) -> str:
        """The actor who is made with a quote, or the one of that name whom there is already."""
        if known := self._called(str(fields["name"])):
            return known[0]
        speaker = self._new_actor(fields)
        if one.speaker is not None:
            self._cite(archived, Actor.KIND, speaker, (one.speaker.start, one.speaker.end))
        return speaker

    # actors

    def _actor(self, archived: Archived, item: Item, one: ProposedActor, given: dict[str, Any]) -> str:
        aliases = list(given.pop("aliases", one.aliases))
        wanted = given.pop("same_as", None)
        name = str(given.get("name", one.name))
        if wanted is None:
            known = self._living(Actor, item.known) or self._called(name)
            if len(known) > 1:
                raise _which(name)
            wanted = known[0] if known else ""
        if wanted:
            self._refuse_gone(Actor.KIND, wanted)
            held = records.get(self._store, Actor, wanted)
            role = "" if held.role_as_stated else cut(one.role, _TITLE)
            self._step.update(Actor.KIND, wanted, {**({"role_as_stated": role} if role else {}), **given})
            aliases.insert(0, one.name)
        else:
            fields = {"kind": one.kind, "name": name, "role_as_stated": cut(one.role, _TITLE)}
            wanted = self._new_actor({**fields, "anonymous": one.anonymous, **given})
        for alias in aliases:
            self._also_called(wanted, str(alias))
        self._membership(wanted, one)
        self._mentioned |= dict.fromkeys(one.mentions, str(wanted))
        spoken: dict[str, Span] = {}
        for span in sorted(one.mentions):
            spoken.setdefault(archived.text[slice(*span)], span)
        for span in list(spoken.values())[:_SPELLINGS]:
            self._cite(archived, Actor.KIND, wanted, span)
        return str(wanted)

    def _new_actor(self, fields: Mapping[str, Any]) -> str:
        made = self._step.insert(Actor.KIND, fields)
        for name in ("name", "name_native"):
            self._add_name(made, str(fields.get(name, "")))
        return made

    def _also_called(self, actor: str, alias: str) -> None:
        """Keep a name under which search would not find an actor yet."""
        if actor not in self._names.get(name_key(alias), {}):
            self._step.insert(Alias.KIND, {"actor": actor, "text": cut(alias, _TITLE)})
            self._add_name(actor, alias)

    def _membership(self, actor: str, one: ProposedActor) -> None:
        """Keep the role of somebody in a body that the desk knows."""
        bodies = self._called(one.affiliation) if one.affiliation and one.role else []
        if len(bodies) == 1 and bodies[0] != actor:
            held = records.children(self._store, Membership, "person", actor)
            if not any(row.organisation == bodies[0] for row in held):
                role = {"person": actor, "organisation": bodies[0], "role": cut(one.role, _TITLE)}
                self._step.insert(Membership.KIND, role)

    def _called(self, name: str) -> list[str]:
        """The living actors of a name, in whatever spelling or script."""
        return list(self._names.get(name_key(name), {}))

    def _add_name(self, actor: str, name: str) -> None:
        if name:
            self._names.setdefault(name_key(name), {})[actor] = None

    # events, facts, issues

    def _event(self, archived: Archived, item: Item, one: ProposedEvent, given: dict[str, Any]) -> str:
        present = given.pop("participants", [] if given.get("same_as") else None)
        fields = {
            "title": cut(one.what, _TITLE),
            "kind": one.kind,
            "date_edtf": one.edtf,
            "date_literal": cut(one.date_literal, _TITLE),
            "date_basis": cut(one.basis, _TITLE),
            "date_conflict": cut(one.conflict, _TITLE),
            "modality": one.modality,
            "place": cut(one.place, _TITLE),
            "editor_note": _conflict(one.conflict) if one.conflict else "",
        }
        event = self._told(archived, item, given, fields)
        for span in one.also:
            self._cite(archived, item.kind, event, span)
        if present is None:
            once = [self._called(name) for name in one.actors]
            present = [found[0] for found in once if len(found) == 1]
        there = {row.actor for row in records.children(self._store, Participant, "event", event)}
        for actor in dict.fromkeys(present):
            if actor not in there:
                self._step.insert(Participant.KIND, {"event": event, "actor": actor})
                self._step.touched.add((Actor.KIND, actor))
        return event

    def _fact(self, one: ProposedFact) -> dict[str, Any]:
        about = self._called(one.subject) if one.subject else []
        return {
            "label": cut(one.label, _TITLE),
            "value": one.value,
            "unit": one.unit,
            "subject": about[0] if len(about) == 1 else "",
            "as_at_edtf": one.edtf,
        }

    def _told(self, archived: Archived, item: Item, given: dict[str, Any], fields: Mapping[str, Any]) -> str:
        """A record that the source tells: a new one, or one more place where it is told."""
        span = given.pop("start", item.start), given.pop("end", item.end)
        same = given.pop("same_as", "")
        if same:
            self._refuse_gone(item.kind, same)
            self._step.update(item.kind, same, given)
        record = same or self._step.insert(item.kind, {**fields, **given})
        self._cite(archived, item.kind, record, span)
        return str(record)

    # parts

    def _cite(self, archived: Archived, kind: str, record: str, span: tuple[Any, Any]) -> None:
        """Say where a record is told, once a place."""
        place = anchored(archived, *span)
        held = records.children(self._store, Citation, "record", record)
        if any((one.source_version, one.start, one.end) == (place["source_version"], *span) for one in held):
            return
        told = {"record_kind": kind, "record": record, "source": archived.source.id}
        self._step.insert(Citation.KIND, {**told, "locator": self._locator(archived, place["start"]), **place})
        self._step.touched.add((kind, record))

    def _locator(self, archived: Archived, start: int) -> str:
        return f"paragraph {self._paragraphs[archived.version.id].number(start)}"

    def _link(self, issue: str, kind: str, record: str) -> None:
        if issue not in self._targets:
            self._refuse_gone("issue", issue)
            self._targets[issue] = {row.target for row in records.children(self._store, Link, "issue", issue)}
        if record in self._targets[issue]:
            return
        self._targets[issue].add(record)
        self._step.insert(Link.KIND, {"issue": issue, "target_kind": kind, "target": record})
        self._step.touched |= {("issue", issue), (kind, record)}

    def _living(self, cls: type[Record], wanted: Sequence[str]) -> list[str]:
        there = {one.id for one in records.among(self._store, cls, wanted)}
        return [one for one in wanted if one in there]

    def _refuse_gone(self, kind: str, record: str) -> None:
        label = KINDS[kind].LABEL
        if not self._living(KINDS[kind], [record]):
            raise InvalidEntryError("same_as", label.capitalize(), say("there is no such %1 any more.", named(label)))


def _conflict(date: str) -> str:
    with suppress(ValueError):
        date = dates.describe(date, weekday=True)
    return f"The source also gives another date for this: {date}."


def _issue(one: ProposedIssue) -> dict[str, Any]:
    return {"title": cut(one.title, _TITLE), "deadline_edtf": one.deadline}


def _which(name: str) -> UnclearActorError:
    return UnclearActorError("same_as", "Actor", say("more than one actor may be “%1”. Please choose which.", name))
