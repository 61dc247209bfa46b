"""The nouns of the desk as frozen dataclasses: the one place where kinds and their fields are declared.

The schema, the change log, validation, the command line and the forms are all derived from these
declarations. Names follow the terms of the field (Popolo, CSL, EDTF, W3C Web Annotation). This module
refuses to read, write, check or show anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import briefing.terms as t
from briefing.brief_model import Brief, BriefBlock, BriefVersion, Clearance, Profile, Template, Waiver
from briefing.fieldspec import choice, date, flag, json, line, prose, ref, verbatim, whole
from briefing.record import Record
from briefing.review_model import Comment, Decision

__all__ = [
    "KINDS", "MAIN_KINDS", "Actor", "ActorRelation", "Alias", "Brief", "BriefBlock", "BriefVersion", "Citation",
    "Clearance", "Comment", "Decision", "Derivation", "Event", "Fact", "Issue", "Link", "Marking", "Membership",
    "Participant", "Position", "Profile", "Quote", "Record", "Rejection", "Setting", "Source", "SourceVersion",
    "Template", "Waiver",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Source(Record, kind="source"):
    """A document the desk relies on; its archived text lies in its versions."""

    type: t.SourceType = choice("Type", t.SourceType.WEBPAGE)
    title: str = line("Title", required=True)
    title_translated: str = line("Translated title")
    container_title: str = line("Publication")
    publisher: str = line("Publisher")
    author: str = json("Author")
    issued_edtf: str = date("Published")
    issued_basis: str = line("How the date is known")
    url: str = line("Address")
    accessed_edtf: str = date("Retrieved")
    language: str = line("Language")
    held: t.Held = choice("Held", t.Held.FULL)
    reliability: t.Reliability = choice("Reliability", t.Reliability.F)
    rights: str = line("Rights")
    notes: str = prose("Notes")


@dataclass(frozen=True, kw_only=True)
class SourceVersion(Record, kind="source_version", label="version of a source", title="file_name"):
    """One archived state of a source: the text by its SHA-256, never changed afterwards.

    `stated` is a JSON list of what the file says of itself ({field, value, where, literal}), `parts` one of stretches
    of the text with a role of their own ({kind, start, end, title, depth}), such as the message that a mail answers.
    """

    source: str = ref("source", "Source", required=True)
    number: int | None = whole("Version")
    text_sha256: str = line("SHA-256 of the text", required=True)
    archive_sha256: str = line("SHA-256 of the file")
    media_type: str = line("Media type")
    text_method: str = line("How the text was taken")
    characters: int | None = whole("Characters")
    file_name: str = line("File name")
    stated: str = json("What the file states")
    parts: str = json("Parts of the text")


@dataclass(frozen=True, kw_only=True)
class Actor(Record, kind="actor", title="name"):
    """A person, body, group or state that acts in the crisis."""

    kind: t.ActorKind = choice("Kind", t.ActorKind.PERSON)
    name: str = line("Name", required=True)
    name_native: str = line("Native spelling")
    sort_name: str = line("Sort as")
    role_as_stated: str = line("Role as stated", own_words=True)
    pronunciation: str = line("Pronunciation")
    iso3166: str = line("Country code")
    description: str = prose("Description")
    anonymous: bool = flag("Anonymous")


@dataclass(frozen=True, kw_only=True)
class Alias(Record, kind="alias", label="other name", title="text"):
    """Another spelling or name of an actor, found by search."""

    actor: str = ref("actor", "Actor", required=True)
    text: str = line("Name", required=True)
    language: str = line("Language")
    script: str = line("Script")


@dataclass(frozen=True, kw_only=True)
class Membership(Record, kind="membership", label="role", title="role"):
    """A role that a person or body held in another from one date to another (Popolo)."""

    person: str = ref("actor", "Holder", required=True)
    organisation: str = ref("actor", "Body")
    role: str = line("Role", required=True, own_words=True)
    on_behalf_of: str = ref("actor", "On behalf of")
    start_edtf: str = date("From")
    end_edtf: str = date("To")


@dataclass(frozen=True, kw_only=True)
class ActorRelation(Record, kind="actor_relation", label="relation", title="kind"):
    """How one actor stands to another."""

    from_actor: str = ref("actor", "From", required=True)
    to_actor: str = ref("actor", "To", required=True)
    kind: t.RelationKind = choice("Relation", t.RelationKind.MEMBER_OF)
    start_edtf: str = date("From")
    end_edtf: str = date("To")
    note: str = line("Note", own_words=True)


@dataclass(frozen=True, kw_only=True)
class Issue(Record, kind="issue"):
    """Something unsettled. `owner_desk` is our officer, `owner_actor` the one whose move it is."""

    title: str = line("Title", required=True, own_words=True)
    status: t.IssueStatus = choice("Status", t.IssueStatus.OPEN)
    status_since_edtf: str = date("Status since")
    trend: t.Trend = choice("Trend", t.Trend.UNKNOWN)
    priority: t.Priority = choice("Priority", t.Priority.MEDIUM)
    owner_desk: str = line("Owner")
    owner_actor: str = ref("actor", "Whose move")
    deadline_edtf: str = date("Deadline")
    deadline_kind: t.DeadlineKind = choice("Set by", t.DeadlineKind.NONE)
    next_step: str = line("Next step", own_words=True)
    next_step_due_edtf: str = date("Next step due")
    state_of_play: str = prose("State of play")
    background: str = prose("Background")
    our_line: str = prose("Line to take")
    sensitivities: str = prose("Sensitivities")
    unknowns: str = prose("What we do not know")
    parent_issue: str = ref("issue", "Part of")
    review_by_edtf: str = date("Review by")


@dataclass(frozen=True, kw_only=True)
class Position(Record, kind="position", title="summary"):
    """What an actor wants of an issue, and how we know."""

    actor: str = ref("actor", "Actor", required=True)
    issue: str = ref("issue", "Issue", required=True)
    stance: t.Stance = choice("Stance", t.Stance.UNKNOWN)
    summary: str = line("Position", required=True, own_words=True)
    red_line: bool = flag("Red line")
    valid_from_edtf: str = date("Held from")
    valid_to_edtf: str = date("Held to")
    attribution: t.Attribution = choice("Attribution", t.Attribution.REPORTED)


@dataclass(frozen=True, kw_only=True)
class Event(Record, kind="event"):
    """Something that happened or is planned. `date_literal` keeps the source's words for the date."""

    title: str = line("Title", required=True, own_words=True)
    kind: t.EventKind = choice("Kind", t.EventKind.MEETING)
    date_edtf: str = date("Date")
    date_literal: str = line("Date as written")
    date_basis: str = line("How the date was read")
    date_conflict: str = line("Conflicting date")
    modality: t.Modality = choice("Took place", t.Modality.OCCURRED)
    place: str = line("Place")
    place_iso: str = line("Country of the place")
    summary: str = prose("Summary")
    editor_note: str = prose("Editor's note")
    possibly_same_as: str = ref("event", "Possibly the same as")


@dataclass(frozen=True, kw_only=True)
class Participant(Record, kind="participant", title="role"):
    """An actor who took part in an event."""

    event: str = ref("event", "Event", required=True)
    actor: str = ref("actor", "Actor", required=True)
    role: str = line("Role", own_words=True)


@dataclass(frozen=True, kw_only=True)
class Quote(Record, kind="quote", title="exact"):
    """Words that somebody said: `exact` is `text[start:end]` of one source version, in code points.

    A PARAPHRASE has no anchor and is never printed in quotation marks. `speaker_as_stated` are the words by which the
    source names who speaks (“he”, “an aide to Mr X”), `text[mention_start:mention_end]`; `speaker` is whom they mean.
    `variant_of` is the same utterance as another source prints it.
    """

    exact: str = verbatim("Words")
    source_version: str = ref("source_version", "Archived text")
    start: int | None = whole("Start")
    end: int | None = whole("End")
    prefix: str = verbatim("Before")
    suffix: str = verbatim("After")
    text_sha256: str = line("SHA-256 of the text")
    speaker: str = ref("actor", "Speaker")
    speaker_certainty: t.SpeakerCertainty = choice("Speaker is", t.SpeakerCertainty.NAMED)
    form: t.QuoteForm = choice("Form", t.QuoteForm.FULL)
    date_edtf: str = date("Said on")
    date_basis: str = line("How the date was read")
    place: str = line("Place")
    occasion: str = ref("event", "Occasion")
    language: str = line("Language")
    original_language: str = line("Original language")
    translation_text: str = verbatim("Translation")
    translator: t.Translator = choice("Translated by", t.Translator.NONE)
    locator: str = line("Where in the source")
    is_key: bool = flag("Key quote")
    editor_note: str = prose("Editor's note")
    speaker_as_stated: str = verbatim("Speaker as stated")
    mention_start: int | None = whole("Start of the mention")
    mention_end: int | None = whole("End of the mention")
    variant_of: str = ref("quote", "Variant of")


@dataclass(frozen=True, kw_only=True)
class Fact(Record, kind="fact", title="label"):
    """A figure or statement. `value` is text, so that 1.8 million stays as precise as it was given."""

    label: str = line("Fact", required=True, own_words=True)
    value: str = line("Value")
    unit: str = line("Unit")
    subject: str = ref("actor", "About")
    as_at_edtf: str = date("As at")
    credibility: t.Credibility = choice("Credibility", t.Credibility.SIX)
    formula: str = line("Derived by")
    note: str = prose("Note")


@dataclass(frozen=True, kw_only=True)
class Derivation(Record, kind="derivation", label="basis", title="id"):
    """A derived fact and one of the facts it was computed from."""

    fact: str = ref("fact", "Derived fact", required=True)
    basis: str = ref("fact", "From", required=True)


@dataclass(frozen=True, kw_only=True)
class Citation(Record, kind="citation", title="locator"):
    """Where an event, fact, position or relation is told: an anchor (`exact`), or a `locator` alone.

    With an anchor it is a slice of `source_version` like a quote; with a locator it is *cited*, not verified.
    """

    record_kind: str = line("Kind", required=True)
    record: str = line("Record", required=True)
    source: str = ref("source", "Source", required=True)
    locator: str = line("Where in the source")
    source_version: str = ref("source_version", "Archived text")
    exact: str = verbatim("Words")
    start: int | None = whole("Start")
    end: int | None = whole("End")
    prefix: str = verbatim("Before")
    suffix: str = verbatim("After")
    text_sha256: str = line("SHA-256 of the text")


@dataclass(frozen=True, kw_only=True)
class Link(Record, kind="link", title="role"):
    """A quote, event, fact, source or actor that bears on an issue."""

    issue: str = ref("issue", "Issue", required=True)
    target_kind: str = line("Kind", required=True)
    target: str = line("Record", required=True)
    role: str = line("Role")


@dataclass(frozen=True, kw_only=True)
class Marking(Record, kind="marking", title="level"):
    """A protective marking that records and briefs may carry. `rank` orders the levels of one scheme."""

    scheme: str = line("Scheme", required=True)
    level: str = line("Level", required=True)
    rank: int | None = whole("Rank")
    caveats: str = line("Caveats")
    handling: str = line("Handling")
    enabled: bool = flag("Enabled", default=True)


@dataclass(frozen=True, kw_only=True)
class Setting(Record, kind="setting", title="name"):
    """A setting that belongs to the store, such as the day it is shown as at."""

    name: str = line("Name", required=True)
    value: str = line("Value")


@dataclass(frozen=True, kw_only=True)
class Rejection(Record, kind="rejection", label="rejected proposal", title="words"):
    """Something that was proposed from a source and that somebody rejected; there is one of a source and a `key`."""

    source: str = ref("source", "Source", required=True)
    proposed: str = line("Kind", required=True)
    key: str = line("Key", required=True)
    words: str = verbatim("Words")


_ALL: tuple[type[Record], ...] = (
    Source, SourceVersion, Actor, Alias, Membership, ActorRelation, Issue, Position, Event, Participant,
    Quote, Fact, Derivation, Citation, Link, Brief, BriefBlock, BriefVersion, Comment, Marking, Setting,
    Clearance, Waiver, Template, Profile, Decision, Rejection,
)  # fmt: skip

KINDS: Mapping[str, type[Record]] = MappingProxyType({cls.KIND: cls for cls in _ALL})
"""Every kind by its name; the order is the order in which tables are made (parents first)."""

MAIN_KINDS = ("source", "actor", "issue", "event", "quote", "fact", "position", "brief")
"""The kinds that a person sees, searches and lists."""
