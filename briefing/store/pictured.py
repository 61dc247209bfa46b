"""What pictures are drawn from: slim rows read in one query each, for any number of records."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.store.store import Store


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on the time axis. `first` and `last` are its earliest and latest day; empty where that is open."""

    id: str
    title: str
    edtf: str
    first: str
    last: str
    modality: str


@dataclass(frozen=True, slots=True)
class Held:
    """A position as a picture needs it, with the names it is shown under."""

    id: str
    actor: str
    actor_name: str
    issue: str
    issue_title: str
    stance: str
    summary: str
    red_line: bool
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as a picture needs it."""

    id: str
    name: str
    kind: str
    role: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How one actor stands to another: a relation, or a role of `start` in `end`. `last` is its last possible day.

    `kind` is that of the relation, or `role`; `words` say it, `start` being the subject.
    """

    id: str
    kind: str
    words: str
    start: str
    end: str
    from_edtf: str
    to_edtf: str
    last: str
    note: str


def happenings(store: Store, issues: Sequence[str] = (), actors: Sequence[str] = ()) -> list[Happening]:
    """The events by day, those without one last; only those of some issues or with some actors, where any are given."""
    where, values = ["t.deleted = ''"], []
    if issues:
        where.append(
            "t.id IN (SELECT l.target FROM link l JOIN issue i ON i.n = l.issue WHERE l.deleted = ''"
            " AND l.target_kind = 'event' AND i.id IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(list(issues)))
    if actors:
        where.append(
            "t.n IN (SELECT p.event FROM participant p JOIN actor a ON a.n = p.actor WHERE p.deleted = ''"
            " AND a.id IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(list(actors)))
    rows = store.query(
        "SELECT t.id, t.title, t.date_edtf, coalesce(t.date_earliest, ''), coalesce(t.date_latest, ''), t.modality"
        f" FROM event t WHERE {' AND '.join(where)}"
        " ORDER BY t.date_edtf = '', coalesce(t.date_earliest, t.date_latest), t.date_latest, t.n",
        tuple(values),
    )
    return [Happening(*(str(value) for value in row)) for row in rows]


def event_days(store: Store, events: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The earliest and the latest day of each of these events; empty where that is open."""
    rows = store.query(
        "SELECT id, coalesce(date_earliest, ''), coalesce(date_latest, '') FROM event"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(events)),),
    )
    return {str(row[0]): (str(row[1]), str(row[2])) for row in rows}


def held(store: Store) -> list[Held]:
    """Every position whose actor and issue are not in the bin, with the bounds of the time for which it holds."""
    rows = store.query(
        "SELECT t.id, a.id, a.name, i.id, i.title, t.stance, t.summary, t.red_line,"
        " coalesce(t.valid_from_earliest, ''), coalesce(t.valid_to_latest, '')"
        " FROM position t JOIN actor a ON a.n = t.actor JOIN issue i ON i.n = t.issue"
        " WHERE t.deleted = '' AND a.deleted = '' AND i.deleted = '' ORDER BY t.n"
    )
    return [
        Held(
            id=str(row[0]), actor=str(row[1]), actor_name=str(row[2]), issue=str(row[3]), issue_title=str(row[4]),
            stance=str(row[5]), summary=str(row[6]), red_line=bool(row[7]), first=str(row[8]), last=str(row[9]),
        )
        for row in rows
    ]  # fmt: skip


def spoken_on(store: Store) -> list[tuple[str, str, str]]:
    """(actor, issue, quote) for every quote that is linked to an issue and whose speaker is known."""
    rows = store.query(
        "SELECT a.id, i.id, q.id FROM link l JOIN issue i ON i.n = l.issue JOIN quote q ON q.id = l.target"
        " JOIN actor a ON a.n = q.speaker WHERE l.deleted = '' AND l.target_kind = 'quote' AND q.deleted = ''"
        " AND i.deleted = '' AND a.deleted = '' ORDER BY q.n"
    )
    return [(str(row[0]), str(row[1]), str(row[2])) for row in rows]


def parties(store: Store) -> list[Party]:
    """Every actor that is not in the bin, by name."""
    rows = store.query("SELECT id, name, kind, role_as_stated FROM actor WHERE deleted = '' ORDER BY lower(name), n")
    return [Party(*(str(value) for value in row)) for row in rows]


def ties(store: Store) -> list[Tie]:
    """Every relation, and every role in a body or on behalf of somebody, between actors that are not in the bin."""
    times = "t.start_edtf, t.end_edtf, coalesce(t.end_latest, '')"
    whole = "a.deleted = '' AND b.deleted = '' AND t.deleted = '' AND a.n != b.n"
    rows = store.query(
        f"SELECT t.id, t.kind, replace(t.kind, '_', ' '), a.id, b.id, {times}, t.note, 1 AS rank, t.n"
        f" FROM actor_relation t JOIN actor a ON a.n = t.from_actor JOIN actor b ON b.n = t.to_actor WHERE {whole}"
        f" UNION ALL SELECT t.id, 'role', t.role, a.id, b.id, {times}, '', 2, t.n"
        f" FROM membership t JOIN actor a ON a.n = t.person JOIN actor b ON b.n = t.organisation WHERE {whole}"
        f" UNION ALL SELECT t.id, 'role', 'on behalf of', a.id, b.id, {times}, t.role, 3, t.n"
        f" FROM membership t JOIN actor a ON a.n = t.person JOIN actor b ON b.n = t.on_behalf_of WHERE {whole}"
        " ORDER BY rank, 11"
    )
    return [Tie(*(str(value) for value in row[:9])) for row in rows]


def actors_on(store: Store, issues: Sequence[str]) -> set[str]:
    """The actors that bear on some issues: linked, whose move it is, with a position, in an event, by their words."""
    rows = store.query(
        "WITH asked AS (SELECT n FROM issue WHERE id IN (SELECT value FROM json_each(?))),"
        " bearing AS (SELECT target_kind, target FROM link WHERE deleted = '' AND issue IN asked)"
        " SELECT target FROM bearing WHERE target_kind = 'actor'"
        " UNION SELECT a.id FROM actor a JOIN issue i ON i.owner_actor = a.n WHERE i.n IN asked"
        " UNION SELECT a.id FROM actor a JOIN position p ON p.actor = a.n WHERE p.deleted = '' AND p.issue IN asked"
        " UNION SELECT a.id FROM actor a JOIN quote q ON q.speaker = a.n JOIN bearing b ON b.target = q.id"
        " WHERE q.deleted = ''"
        " UNION SELECT a.id FROM actor a JOIN participant p ON p.actor = a.n JOIN event e ON e.n = p.event"
        " JOIN bearing b ON b.target = e.id WHERE p.deleted = '' AND e.deleted = ''",
        (json.dumps(list(issues)),),
    )
    return {str(row[0]) for row in rows}
