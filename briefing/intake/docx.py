"""A Word file (DOCX) → its text: tracked insertions in, tracked deletions out, notes behind the body.

Read by ourselves, for python-docx drops tracked insertions in silence. Responsible for telling what was left out.
Refuses to fetch templates or anything else the file points to, to open embedded objects and to run macros.
"""

from collections.abc import Callable, Iterator
from xml.parsers import expat

from briefing.errors import IntakeError
from briefing.intake.docx_text import ForbiddenXmlError, TooDeepError, Words, words_of
from briefing.intake.finishing import finished
from briefing.intake.package import Package
from briefing.intake.readfile import NOTE, Part, ReadFile, Stated
from briefing.intake.stating import each_once, iso_day, stated
from briefing.wording import say, say_many

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BODY = "word/document.xml"
_NOTES = (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml"))
_CORE = "docProps/core.xml"
_FETCHED = ("attachedTemplate", "oleObject", "image", "frame", "subDocument", "aFChunk", "package", "video", "audio")
"""Kinds of relations to files elsewhere that Word would fetch by itself; plain links are none of them."""


def read_docx(data: bytes, name: str) -> ReadFile:
    """The text of a Word file. Raises IntakeError where it is none, is locked, damaged, or holds no text."""
    package = Package(data, name)
    relations = _relations(package, "_rels/.rels")
    body = next((target.lstrip("/") for kind, target, _ in relations if kind == "officeDocument"), _BODY)
    if body not in package:
        raise IntakeError(say("“%1” is no Word file. Please check its ending. Nothing was changed.", name))
    words = _words(package, body)
    notes = {kind: _words(package, part) for kind, part in _NOTES if part in package}
    texts = ["\n\n".join(words.paragraphs)]
    place = len(texts[0])
    parts: list[Part] = []
    for number, (kind, note) in enumerate(dict.fromkeys(words.referred), start=1):
        if kind in notes and (said := notes[kind].notes.get(note)):
            text = "\n\n".join(said)
            texts.append(text)
            parts.append(Part(kind=NOTE, start=place + 2, end=place + 2 + len(text), title=str(number)))
            place += 2 + len(text)
    folder, _, file = body.rpartition("/")
    outside = [
        one
        for one in (
            *_relations(package, f"{folder}/_rels/{file}.rels"),
            *_relations(package, f"{folder}/_rels/settings.xml.rels"),
        )
        if one[2] and one[0] in _FETCHED
    ]
    facts = _facts(package)
    return finished(
        "\n\n".join(texts),
        data=data,
        name=name,
        media_type=MEDIA_TYPE,
        method="docx/1",
        title=next((one.value for one in facts if one.field == "title"), ""),
        notices=[*_notices(words), *_outside(len(outside))],
        stated=facts,
        parts=parts,
    )


def _notices(words: Words) -> Iterator[str]:
    counted = words.counted
    if counted["inserted"] or counted["deleted"]:
        yield say(
            "The file has tracked changes: %1 and %2.",
            say_many(counted["inserted"], "%1 insertion was taken in", "%1 insertions were taken in"),
            say_many(counted["deleted"], "%1 deletion was left out", "%1 deletions were left out"),
        )
    if count := counted["comments"]:
        yield say_many(count, "%1 comment was left out.", "%1 comments were left out.")
    if count := counted["hidden"]:
        yield say_many(count, "%1 piece of hidden text was left out.", "%1 pieces of hidden text were left out.")
    if count := counted["objects"]:
        yield say_many(count, "%1 embedded object was not opened.", "%1 embedded objects were not opened.")
    if count := counted["symbols"]:
        yield say_many(
            count,
            "%1 symbol of a special font was left out.",
            "%1 symbols of special fonts were left out.",
        )


def _outside(count: int) -> Iterator[str]:
    if count:
        yield say_many(
            count,
            "The file refers to %1 template, picture or object elsewhere, which was not fetched.",
            "The file refers to %1 templates, pictures or objects elsewhere, which were not fetched.",
        )


def _words(package: Package, part: str) -> Words:
    try:
        return words_of(package.pieces(part))
    except TooDeepError:
        raise package.too_deep() from None
    except (expat.ExpatError, ForbiddenXmlError, UnicodeError, ValueError):
        raise package.damaged() from None


def _relations(package: Package, part: str) -> list[tuple[str, str, bool]]:
    """(kind, target, whether it lies elsewhere) of each relation in `part`; none where there is no such part."""
    found: list[tuple[str, str, bool]] = []

    def start(written: str, given: dict[str, str]) -> None:
        if written.rpartition(" ")[2] == "Relationship":
            kind = given.get("Type", "").rpartition("/")[2]
            found.append((kind, given.get("Target", ""), given.get("TargetMode", "").lower() == "external"))

    if part in package:
        _parse(package, part, start, lambda _text: None)
    return found


def _facts(package: Package) -> tuple[Stated, ...]:
    """What the properties of the file state."""
    if _CORE not in package:
        return ()
    texts: dict[str, str] = {}
    open_: list[str] = []

    def start(written: str, _given: dict[str, str]) -> None:
        open_.append(written.rpartition(" ")[2])

    def data(text: str) -> None:
        texts[open_[-1]] = texts.get(open_[-1], "") + text

    _parse(package, _CORE, start, data)
    where = "core.xml"
    return each_once(
        [
            *stated("title", texts.get("title", ""), f"{where}, dc:title"),
            *stated("author", texts.get("creator", ""), f"{where}, dc:creator"),
            *stated("created", iso_day(texts.get("created", "")), f"{where}, dcterms:created"),
            *stated("language", texts.get("language", ""), f"{where}, dc:language"),
        ]
    )


def _parse(
    package: Package, part: str, start: Callable[[str, dict[str, str]], None], data: Callable[[str], None]
) -> None:
    """Read a small part. Raises IntakeError where it is damaged or declares entities."""

    def refuse(*_: object) -> None:
        raise ForbiddenXmlError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.CharacterDataHandler = data
    try:
        for piece in package.pieces(part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ForbiddenXmlError, UnicodeError, ValueError):
        raise package.damaged() from None
