"""Making a pouch, from what was chosen to what is really in the file: the part of it that any thread can do.

Refuses to: ask, and to touch a widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.desk import Desk
from briefing.desk.pouching import MadePouch
from briefing.errors import BriefingError
from briefing.model import Brief, BriefVersion
from briefing.rules import markings
from ui.background import Handle
from ui.words import tr as _tr


@dataclass(frozen=True)
class Issued:
    """A brief that can go into a pouch, and its newest version."""

    brief: Brief
    version: BriefVersion


@dataclass(frozen=True)
class PouchOrder:
    """What goes into a pouch (ids, in the order to be read), for whom, up to which marking, and how it is sealed."""

    briefs: tuple[str, ...]
    out: Path
    ceiling: str = ""
    readers: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    passphrase: str = ""
    comments: bool = True


@dataclass(frozen=True)
class Inside:
    """What a pouch holds of one brief. `passages` is None where the file could not be read again."""

    title: str
    version: int
    as_at: str
    marking: str
    passages: int | None
    files: tuple[tuple[str, int, str], ...]
    """(name, bytes, SHA-256) of each file."""


@dataclass(frozen=True)
class Handed:
    """A pouch that was made, and what was found in it."""

    made: MadePouch
    inside: tuple[Inside, ...]


def issued(desk: Desk) -> list[Issued]:
    """The briefs that were issued and are not in the bin, newest first."""
    found = [Issued(brief, versions[-1]) for brief in desk.every(Brief) if (versions := desk.versions(brief.id))]
    return sorted(found, key=lambda one: one.version.id, reverse=True)


def above(desk: Desk, one: Issued, ceiling: str) -> bool:
    """Whether a brief was issued with a marking above the ceiling; empty: the highest of its house."""
    if not one.version.marking:
        return False
    try:
        profile = desk.profile(one.brief.profile)
        return not markings.allowed_under(profile, markings.ceiling_of(profile, ceiling))(one.version.marking)
    except BriefingError:
        return True


def hand_over(desk: Desk, order: PouchOrder, handle: Handle) -> Handed:
    """Make the pouch and look at what is in it. Raises BriefingError; then nothing was written."""
    from ui.brief.pdf_text import page_texts

    handle.on_cancel(desk.store.give_up)
    handle.progress(_tr("Putting the briefs together"), 0.1)
    made = desk.make_pouch(
        order.briefs,
        order.out,
        ceiling=order.ceiling,
        readers=order.readers,
        comments=order.comments,
        keys=order.keys,
        passphrase=order.passphrase,
        overwrite=True,  # the dialog that asks for the file asks before
        page_texts=lambda path: page_texts(path, handle.cancelled),
    )
    handle.on_cancel(lambda: None)
    handle.progress(_tr("Opening it once more"), 0.8)
    return Handed(made, _from_desk(desk, made.briefs) if order.keys else _from_file(order))


def _from_file(order: PouchOrder) -> tuple[Inside, ...]:
    from briefing.pouch.reading import open_pouch

    pouch = open_pouch(order.out, passphrase=order.passphrase)
    try:
        pouch.check()
        found = []
        for one in pouch.briefs:
            newest = one.newest
            quotes = pouch.tree(one.id).quotes
            passages = sum(pouch.passage(one.id, quote) is not None for quote in quotes)
            files = tuple((file.name, file.bytes, file.sha256) for file in newest.files)
            found.append(Inside(one.title, newest.number, newest.as_at, newest.marking, passages, files))
        return tuple(found)
    finally:
        pouch.close()


def _from_desk(desk: Desk, briefs: Sequence[str]) -> tuple[Inside, ...]:
    """What was put in, by the store: what is sealed to others cannot be opened here."""
    found = []
    for one in briefs:
        newest = desk.versions(one)[-1]
        files = tuple((file.name, file.bytes, file.sha256) for file in desk.kept_files(newest))
        title = desk.get(Brief, one).title
        found.append(Inside(title, newest.number or 0, newest.as_at_edtf, newest.marking, None, files))
    return tuple(found)
