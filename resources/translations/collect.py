"""Collects every text of the window for Qt Linguist, and releases what was translated.

`dev.py words` brings the `.ts` files in this folder up to date and writes a `.qm` file beside each; `dev.py words de`
begins a German one. `pseudo` makes a language that nobody speaks, which shows what cannot be translated or is cut.
"""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree as ET

from briefing import terms
from briefing.fieldspec import field_specs
from briefing.model import KINDS
from briefing.reading.definitions import FORMS, HOUSES, built_in_profile, built_in_template
from briefing.store import activity, lists, notices
from briefing.store.step_words import PATTERNS, TITLED
from ui.tones import known_tags, spelled
from ui.words import CORE

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
ALIASES = "tr+=_tr,tr+=marked"
PREFIX = "briefing_"

_PSEUDO = str.maketrans("aceginorsuyzACEGINORSUYZ", "ąçéğïñöřšüýžĄÇÉĞÏÑÖŘŠÜÝŽ")
_KEPT = re.compile(r"%\d|%n|&(?=\w)|\n")
_LONGER = 0.4
"""How much longer the words of the invented language are; German and Serbian are about that."""


def core_words() -> Iterator[str]:
    """The words of the core that the window shows: labels, kinds, closed lists, notices, templates, names of steps."""
    for kind in KINDS.values():
        yield from (kind.LABEL, kind.LABEL.capitalize())
        for spec in field_specs(kind):
            yield from (spec.label, spec.label.lower())
    for _name, thing in inspect.getmembers(terms, inspect.isclass):
        if issubclass(thing, StrEnum) and thing is not StrEnum:
            for value in thing:
                yield spelled(value.value)
                yield spelled(terms.in_words(value))
                yield terms.in_words(value)
    yield from (spelled(f"grade {grade}") for grade in terms.Reliability)
    yield from (spelled(fate.value) for fate in activity.Fate)
    yield from (spelled(tag) for tag in known_tags())
    yield from (spelled(words) for words in spoken_words())
    yield from (*PATTERNS, *TITLED.values())
    yield "on behalf of"
    for template in (built_in_template(name) for name in FORMS):
        yield from (template.title, template.hint)
        yield from (block.name.replace("_", " ") for block in template.blocks)
        yield from (words for block in template.blocks for words in (block.heading, block.hint))
    for profile in (built_in_profile(name) for name in HOUSES):
        yield from (profile.title, profile.hint, *(level.reason for level in profile.levels if level.reason))


def spoken_words() -> Iterator[str]:
    """What the lists say of records: the words in each call that makes a notice or a count, and of each due date."""
    yield from (matter.value for matter in notices.Matter)
    for node in (one for made in (lists, notices) for one in ast.walk(ast.parse(inspect.getsource(made)))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            first, second = node.elts
            if isinstance(first, ast.Constant) and isinstance(second, ast.Constant) and "_edtf" in str(first.value):
                yield str(second.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_notice", "Count"):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                    yield argument.value


QT_WORDS = {
    "QPlatformTheme": ("OK", "Cancel", "Close", "&Yes", "&No", "Save", "Discard", "Open", "Apply", "Help", "Retry"),
    "QLineEdit": ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"),
    "QWidgetTextControl": ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All", "Copy &Link Location"),
}
"""What Qt itself shows in this window, by its contexts, for the languages into which Qt was not translated."""


@dataclass(frozen=True)
class Sentence:
    """A text in a call: where it stands, and the form for one thing where it counts some."""

    text: str
    place: str
    counts: bool = False


def sentences() -> Iterator[Sentence]:
    """What the core says and raises, and what the window counts: the literals in those calls."""
    for path in (*sorted((ROOT / "briefing").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in ("say", "named"):
                texts = node.args[:1]
            elif name in ("say_many", "counted"):
                texts = node.args[2:3]
            elif name.endswith("Error") and path.is_relative_to(ROOT / "briefing"):
                texts = node.args[1:] if name == "InvalidEntryError" else node.args
            else:
                continue
            for one in texts:
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
                    yield Sentence(one.value, place, name in ("say_many", "counted"))


def collect(path: Path, language: str) -> None:
    """Bring a `.ts` file up to date: new texts are added, translations that are there stay."""
    sources = sorted(str(one.relative_to(ROOT)) for one in (ROOT / "ui").rglob("*.py"))
    _run("pyside6-lupdate", "-silent", "-tr-function-alias", ALIASES, *sources, "-ts", str(path))
    tree = ET.parse(path)
    root = tree.getroot()
    root.set("language", language)
    found = dict.fromkeys((word for word in core_words() if word), False)
    for sentence in sentences():
        found[sentence.text] = found.get(sentence.text, False) or sentence.counts
    _add(root, CORE, found)
    for name, words in QT_WORDS.items():
        _add(root, name, dict.fromkeys(words, False))
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _add(root: ET.Element, name: str, found: dict[str, bool]) -> None:
    """Put texts into a context; True are those that count something. Translations that are there stay."""
    context = next((one for one in root.findall("context") if one.findtext("name") == name), None)
    if context is None:
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
    known = {message.findtext("source"): message for message in context.findall("message")}
    for message in known.values():  # Linguist's own tool does not see where these come from
        translation = message.find("translation")
        if translation is not None and translation.get("type") in ("vanished", "obsolete"):
            del translation.attrib["type"]
    for words, counts in found.items():
        if words not in known:
            message = ET.SubElement(context, "message", {"numerus": "yes"} if counts else {})
            ET.SubElement(message, "source").text = words
            translation = ET.SubElement(message, "translation", {"type": "unfinished"})
            if counts:
                ET.SubElement(translation, "numerusform")


def release(path: Path) -> Path:
    """Write the `.qm` file of a `.ts` file beside it."""
    made = path.with_suffix(".qm")
    _run("pyside6-lrelease", "-silent", "-nounfinished", str(path), "-qm", str(made))
    return made


def pseudo(path: Path) -> None:
    """Translate a `.ts` file into the invented language: accents, brackets, two fifths longer."""
    tree = ET.parse(path)
    for message in tree.getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None
        translation.attrib.pop("type", None)
        plurals = translation.findall("numerusform")
        for one in plurals or [translation]:
            one.text = pseudo_words(source)
    tree.write(path, encoding="utf-8", xml_declaration=True)


def pseudo_words(text: str) -> str:
    """`text` in the invented language; places for values, mnemonics and line breaks stay."""
    parts, at = [], 0
    for kept in _KEPT.finditer(text):
        parts += [text[at : kept.start()].translate(_PSEUDO), kept.group()]
        at = kept.end()
    parts.append(text[at:].translate(_PSEUDO))
    return f"⟦{''.join(parts)}{'~' * round(len(text) * _LONGER)}⟧"


def _run(program: str, *words: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(program)), *words], check=True, cwd=ROOT)


def main(languages: list[str]) -> None:
    """Bring every language up to date, and begin those that are named."""
    known = [path.stem.removeprefix(PREFIX) for path in FOLDER.glob(f"{PREFIX}*.ts")]
    for language in dict.fromkeys([*known, *languages]):
        path = FOLDER / f"{PREFIX}{language}.ts"
        collect(path, language)
        print(release(path).relative_to(ROOT))
    if not known and not languages:
        print("There is no translation yet. `dev.py words de` begins a German one.")


if __name__ == "__main__":
    main(sys.argv[1:])
