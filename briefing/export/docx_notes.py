"""Runs and footnotes of a DOCX.

A note is a real footnote where it is first referred to; later references are cross-references to it, so no words
are printed twice. Word's own counting is used wherever it gives the tree's number; else the number is a mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlsplit

from briefing.brief.tree import Brief, Code, Emph, Foreign, LineBreak, Link, Note, NoteRef, Runs, Strong, Text
from briefing.export.docx_styles import slope, weight
from briefing.export.docx_xml import element, field, run
from briefing.export.shared import merged

_LONGEST_ADDRESS = 2000  # Word calls a file with a longer one damaged
_SAFE = "/:?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True)
class Look:
    """How letters look beside what their paragraph says; `language` is a BCP 47 tag or empty."""

    bold: bool = False
    italic: bool = False
    style: str = ""
    language: str = ""

    def properties(self) -> tuple[Any, ...]:
        """The properties of a run."""
        return (
            element("rStyle", val=self.style) if self.style else None,
            *(weight() if self.bold else ()),
            *(slope() if self.italic else ()),
            element("lang", val=self.language, bidi=self.language) if self.language else None,
        )


PLAIN = Look()
_RAISED = Look(style="FootnoteReference")


class Story:
    """Writes runs into one part, which holds the addresses of their links."""

    def __init__(self, part: Any, notes: "Notes | None" = None) -> None:
        """Without `notes` a reference is a raised number and no more."""
        self._part = part
        self._notes = notes

    def runs(self, runs: Runs, look: Look = PLAIN, *, linked: bool = False) -> list[Any]:
        """The elements of `runs`."""
        out: list[Any] = []
        for one in merged(runs):
            match one:
                case Foreign(text=text, language=language):
                    out += run(text, *replace(look, language=language).properties())
                case Text(text=text):
                    out += run(text, *look.properties())
                case Strong(runs=inner):
                    out += self.runs(inner, replace(look, bold=True), linked=linked)
                case Emph(runs=inner):
                    out += self.runs(inner, replace(look, italic=True), linked=linked)
                case Code(text=text):
                    out += run(text, *replace(look, style="CodeWords").properties())
                case LineBreak():
                    out += run("\n")
                case NoteRef(number=number):
                    out += self._notes.refer(number) if self._notes else run(str(number), *_RAISED.properties())
                case Link(url=url, runs=inner):
                    out += self._link(url, inner, look, linked=linked)
        return out

    def _link(self, url: str, runs: Runs, look: Look, *, linked: bool) -> list[Any]:
        from docx.opc.constants import RELATIONSHIP_TYPE

        address = "" if linked else _address(url)
        if not address:
            return self.runs(runs, look, linked=True)
        key = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        inside = self.runs(runs, replace(look, style="Hyperlink"), linked=True)
        return [element("hyperlink", *inside, r_id=key, history=1)]


def _address(url: str) -> str:
    """`url` as Word takes it; empty where Word would call the whole file damaged for it."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    address = quote(url, safe=_SAFE)
    known = parts.scheme in {"http", "https", "mailto"} and (parts.netloc or parts.scheme == "mailto")
    return address if known and len(address) <= _LONGEST_ADDRESS else ""


class Notes:
    """The footnotes of a brief, written as they are first referred to."""

    def __init__(self, brief: Brief, part: Any, root: Any) -> None:
        """Put the notes that are referred to into `root`, which belongs to `part`."""
        self._notes = {note.number: note for note in brief.notes}
        self._ids: dict[int, int] = {}
        self._own: set[int] = set()
        self._counted = 0
        self._root = root
        self._story = Story(part)
        for key, kind in ((-1, "separator"), (0, "continuationSeparator")):
            line = element("p", element("r", element(kind)))
            root.append(element("footnote", line, type=kind, id=key))

    def refer(self, number: int) -> list[Any]:
        """A reference to a note: the footnote itself the first time, then a cross-reference to it."""
        note = self._notes.get(number)
        if note is None:
            return run(str(number), *_RAISED.properties())
        shown, name = note.mark or str(number), f"_Note_{number}".replace("-", "m")
        if number not in self._ids:
            return self._first(note, shown, name)
        if number in self._own:
            return [element("hyperlink", *run(shown, *_RAISED.properties()), anchor=name)]
        return [field(f"NOTEREF {name} \\f \\h", shown, *_RAISED.properties())]

    def _first(self, note: Note, shown: str, name: str) -> list[Any]:
        key = self._ids[note.number] = len(self._ids) + 1
        counted = not note.mark and note.number == self._counted + 1
        if counted:
            self._counted += 1
            sign: Sequence[Any] = [element("r", _raised(), element("footnoteRef"))]
            mark = element("r", _raised(), element("footnoteReference", id=key))
        else:
            self._own.add(note.number)
            sign = run(shown, *_RAISED.properties())
            mark = element("r", _raised(), element("footnoteReference", id=key, customMarkFollows=1), _words(shown))
        paragraph = element("p", _style("FootnoteText"), *sign, *run(" "), *self._story.runs(note.runs))
        self._root.append(element("footnote", paragraph, id=key))
        return [element("bookmarkStart", id=10_000 + key, name=name), mark, element("bookmarkEnd", id=10_000 + key)]


def _raised() -> Any:
    return element("rPr", *_RAISED.properties())


def _words(text: str) -> Any:
    made = element("t", xml_space="preserve")
    made.text = text
    return made


def _style(name: str) -> Any:
    return element("pPr", element("pStyle", val=name))
