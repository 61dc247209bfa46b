"""The verb of the command line that reads a file and says what it offers: quotes, actors, events, facts, issues.

It needs no store, and writes nothing.

What it prints as JSON is described in the manual; everything that the text or the file does not say is empty or null.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.shared import JSON, PATH, counted, say_value
from briefing.proposing.proposal import WRITTEN_BY_THEIR_AUTHOR, About, Proposals
from briefing.rules.cutting import cut
from briefing.rules.passages import Paragraphs

if TYPE_CHECKING:
    from briefing.intake.readfile import ReadFile

_SHOWN = 90


@click.command()
@click.argument("file", type=PATH)
@JSON
def propose(file: Path, as_json: bool) -> None:
    """Read a file and say which quotes, actors, events, facts and issues it offers. Nothing is stored."""
    from briefing.intake.readers import read_file
    from briefing.proposing.engine import propose as offered

    read = read_file(file)
    found = offered(read.text, about(read))
    for notice in read.notices:
        click.echo(notice, err=True)
    say_value(as_json, as_value(read, found), "\n".join(_lines(read, found)))


def about(file: "ReadFile") -> About:
    """What a file says of the text in it: day, language, author, and the parts that are folded away."""
    folded = tuple((part.start, part.end) for part in file.parts if part.folded)
    return About(
        published=file.says("published"),
        language=file.says("language"),
        folded=folded,
        author=file.says("author") if file.media_type in WRITTEN_BY_THEIR_AUTHOR else "",
    )


def as_value(file: "ReadFile", found: Proposals) -> dict[str, Any]:
    """What a file offers, for scripts. Places are code points in `text`."""
    return {
        "text": file.text,
        "sha256": file.text_sha256,
        "title": file.says("title") or file.title,
        "published": file.says("published"),
        "author": "; ".join(one.value for one in file.all_said("author")),
        "language": found.language or file.says("language"),
        "quotes": [
            {
                "start": one.start,
                "end": one.end,
                "exact": one.exact,
                "form": one.form.value,
                "speaker": (
                    {"name": one.speaker.name, "start": one.speaker.start, "end": one.speaker.end}
                    if one.speaker is not None
                    else None
                ),
                "resolved": one.resolved or None,
                "certainty": one.certainty.value,
                "confidence": one.confidence,
                "reason": one.reason,
            }
            for one in found.quotes
        ],
        "actors": [
            {
                "name": one.name,
                "kind": one.kind.value,
                "role": one.role,
                "affiliation": one.affiliation,
                "aliases": list(one.aliases),
                "anonymous": one.anonymous,
                "mentions": [list(span) for span in one.mentions],
                "confidence": one.confidence,
                "reason": one.reason,
            }
            for one in found.actors
        ],
        "events": [
            {
                "what": one.what,
                "date_literal": one.date_literal,
                "edtf": one.edtf,
                "modality": one.modality.value,
                "basis": one.basis,
                "kind": one.kind.value,
                "place": one.place,
                "actors": list(one.actors),
                "conflict": one.conflict,
                "start": one.start,
                "end": one.end,
                "confidence": one.confidence,
                "reason": one.reason,
            }
            for one in found.events
        ],
        "facts": [
            {
                "label": one.label,
                "value": one.value,
                "unit": one.unit,
                "subject": one.subject,
                "edtf": one.edtf,
                "start": one.start,
                "end": one.end,
                "confidence": one.confidence,
                "reason": one.reason,
            }
            for one in found.facts
        ],
        "issues": [
            {
                "title": one.title,
                "actors": list(one.actors),
                "deadline": one.deadline,
                "start": one.start,
                "end": one.end,
                "confidence": one.confidence,
                "reason": one.reason,
            }
            for one in found.issues
        ],
    }


def _lines(file: "ReadFile", found: Proposals) -> Iterator[str]:
    """What a file offers, for people: kind by kind, each with its paragraph and how sure it is."""
    day = file.says("published") or "day not stated"
    yield f"{file.says('title') or file.title or file.file_name} · {day} · {counted(len(file.text), 'character')}"
    paragraphs = Paragraphs(file.text)
    quotes = []
    for one in found.quotes:
        who = one.resolved or (one.speaker.name if one.speaker else "") or "speaker not stated"
        said = f", as “{cut(one.speaker.name, 40)}”" if one.speaker and one.speaker.name != who else ""
        quotes.append((one.start, f"“{cut(one.exact, _SHOWN)}” – {who}{said} ({one.form.value})", one.confidence))
    yield from _part(paragraphs, "Quotes", quotes)
    actors = [(one.mentions[0][0] if one.mentions else 0, one) for one in found.actors]
    told = [
        (at, " · ".join(p for p in (one.name, one.kind.value, one.role, one.affiliation) if p), one.confidence)
        for at, one in actors
    ]
    yield from _part(paragraphs, "Actors", told)
    events = [
        (
            one.start,
            f"{cut(one.what, _SHOWN)} – {one.edtf or 'not dated'} ({one.modality.value}"
            f"{f'; {one.basis}' if one.basis else ''}{f'; also {one.conflict}' if one.conflict else ''})",
            one.confidence,
        )
        for one in found.events
    ]
    yield from _part(paragraphs, "Events", events)
    facts = [
        (one.start, f"{cut(one.label, _SHOWN)}: {' '.join(p for p in (one.value, one.unit) if p)}", one.confidence)
        for one in found.facts
    ]
    yield from _part(paragraphs, "Facts", facts)
    yield from _part(
        paragraphs, "Issues", [(one.start, cut(one.title, _SHOWN), one.confidence) for one in found.issues]
    )


def _part(paragraphs: Paragraphs, title: str, rows: list[tuple[int, str, float]]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(rows) or 'none'}"
    for at, words, confidence in rows:
        yield f"  {paragraphs.number(at):>4}  {confidence:>4.0%}  {words}"


COMMANDS = (propose,)
