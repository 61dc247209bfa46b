"""The name of the files of a brief: its day, form and title in letters that every file system takes.

Responsible for leaving out of it whom the brief is about and how it is marked: a name is seen by people who may not
open the file. Refuses to: look such words up; the caller names them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from briefing.brief.tree import Brief
from briefing.export.pdf_data import day_of

_LONGEST_SLUG = 60
_SHORTEST_NAME = 3
"""Shorter parts of a name (initials, particles) tell nobody apart, and stand in words that are no names."""


def default_stem(brief: Brief, persons: Iterable[str] = (), levels: Iterable[str] = ()) -> str:
    """`YYYY-MM-DD_template_title` without the words that name one of `persons` or a level; else with the reference."""
    return FileNames(persons, levels).stem(brief)


def is_plain_name(name: object) -> bool:
    """Whether something that came from elsewhere is the name of a file, on every system, and leads to no folder."""
    return (
        isinstance(name, str)
        and name not in ("", ".", "..")
        and name.isprintable()
        and PurePosixPath(name).name == name == PureWindowsPath(name).name
    )


class FileNames:
    """Names for the files of briefs in which neither a person nor a level stands."""

    def __init__(self, persons: Iterable[str], levels: Iterable[str]) -> None:
        """Every part of a person's name is left out, a level only where it stands whole."""
        names = [_slug(name).split("-") for name in persons]
        self._by_first: dict[str, list[list[str]]] = {}
        for name in _longest_first([*names, *(_slug(level).split("-") for level in levels)]):
            self._by_first.setdefault(name[0], []).append(name)
        self._single = {part for name in names for part in name if len(part) >= _SHORTEST_NAME}

    def stem(self, brief: Brief) -> str:
        """`YYYY-MM-DD_template_title`; where nothing of the title is left, the reference, else `brief`."""
        day = day_of(brief)
        title = self._kept(brief.title) or self._kept(brief.reference) or "brief"
        form = _cut(_slug(brief.template))
        # A brief without words of its own is titled by its form, which the name says already.
        parts = (day.isoformat() if day else "", form, title.removeprefix(f"{form}-"))
        return "_".join(part for part in parts if part)

    def _kept(self, text: str) -> str:
        words = _slug(text).split("-")
        for name in _longest_first(one for word in set(words) for one in self._by_first.get(word, [])):
            words = _without(words, name)
        gone = {"", *self._single}
        kept = [
            word
            for at, word in enumerate(words)
            if word not in gone and not (word == "s" and at and words[at - 1] in gone)  # Brook’s
        ]
        return _cut("-".join(kept))


def _longest_first(names: Iterable[list[str]]) -> list[list[str]]:
    found = {tuple(name) for name in names if name != [""]}
    return [list(name) for name in sorted(found, key=lambda name: (-len(name), name))]


def _without(words: list[str], name: Sequence[str]) -> list[str]:
    """`words` with an empty one for each place where `name` stands whole."""
    found: list[str] = []
    at = 0
    while at < len(words):
        here = words[at : at + len(name)] == list(name)
        found.append("" if here else words[at])
        at += len(name) if here else 1
    return found


def _slug(text: str) -> str:
    spaced = re.sub(r"[^\w]+", "-", text)  # a dash of any kind keeps two words apart
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _cut(slug: str) -> str:
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return slug[: _LONGEST_SLUG + 1].rsplit("-", 1)[0][:_LONGEST_SLUG]
