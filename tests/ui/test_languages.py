"""Every text of the window can be translated: shown by a language that nobody speaks, made from its texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import KINDS
from resources.translations import collect
from ui.languages import speak
from ui.shell import PLACES
from ui.window import MainWindow

from .walking import visit

Open = Callable[[Desk | Path], MainWindow]
KEYS = re.compile(r"\((Ctrl|Alt|Shift|F\d)[^)]*\)")
REFERENCE = re.compile(r"\b[A-Z]-[0-9A-Z]{6}\b|SHA-256 [0-9a-f]+")
ISOLATES = re.compile("[\u2066-\u2069]")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    r"(\b(from|by|on or|about|to|after|before|until|uncertain|now"
    rf"|{MONTHS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|(\d+|[:,.()–/·~?-])\s*)+"
)
"""Dates are written in the language of the briefs, which is English."""


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented language `xx`."""
    folder = tmp_path_factory.mktemp("words")
    path = folder / "briefing_xx.ts"
    collect.collect(path, "xx")
    collect.pseudo(path)
    collect.release(path)
    return folder


@pytest.fixture
def spoken(invented: Path, qapp: QApplication) -> Iterator[None]:
    """The window speaks the invented language."""
    assert speak(qapp, "xx", invented)
    yield
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every visible text with the kind of the control that shows it, and what is spoken or shown over it."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        name = type(widget).__name__
        if isinstance(widget, QLabel | QAbstractButton):
            yield name, widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield f"{name} placeholder", widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from ((f"{name} item", widget.itemText(at)) for at in range(widget.count()))
        yield f"{name} tip", widget.toolTip()
        yield f"{name} name", widget.accessibleName()


def data_of(desk: Desk) -> set[str]:
    """Every text of the store, and what is made of it without words."""
    found = {"Anna", desk.store.path.name, desk.store.path.stem, "Briefing Desk"}
    for kind, cls in KINDS.items():
        for record in desk.every(cls):
            found |= {str(getattr(record, one.name)) for one in fields(record)}
            found.add(desk.title(kind, record.id))
    return {" ".join(one.split()) for one in found if one.strip()}


def is_translated(text: str, data: set[str]) -> bool:
    """Whether what is left of a text without brackets and data holds no word."""
    rest = " ".join(ISOLATES.sub("", text).split())
    rest = re.sub(r"⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", "", rest)
    for one in sorted(data, key=len, reverse=True):
        if len(one) > 2:
            rest = rest.replace(one, "")
    rest = DATE.sub("", REFERENCE.sub("", KEYS.sub("", rest)))
    return not re.search(r"[^\W\d_]{3,}", rest)


def test_every_text_of_every_page_is_said_in_another_language(
    spoken: None, open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    data = data_of(window.desk)
    faults = []
    for place in PLACES:
        visit(window, place.key, qtbot)
        seen = list(dict.fromkeys(texts(window)))
        assert sum("⟦" in text for _, text in seen) > 20, place.key
        faults += [f"{place.key}: {kind}: {text}" for kind, text in seen if text and not is_translated(text, data)]
    for entry in window.actions_registry.all():
        if not is_translated(entry.action.text(), data):
            faults.append(f"action {entry.key}: {entry.action.text()}")
    assert not faults, "\n".join(sorted(set(faults)))


def test_the_invented_language_keeps_places_and_mnemonics_and_is_longer() -> None:
    assert collect.pseudo_words("&Open %1 of %2") == "⟦&Öpéñ %1 öf %2~~~~~~⟧"
    assert len(collect.pseudo_words("x" * 100)) == 142


def test_an_update_keeps_what_was_translated(tmp_path: Path) -> None:
    path = tmp_path / "briefing_xx.ts"
    collect.collect(path, "xx")
    collect.pseudo(path)
    before = path.read_text(encoding="utf-8").count("⟦")
    collect.collect(path, "xx")
    text = path.read_text(encoding="utf-8")
    assert text.count("⟦") == before > 500
    assert 'type="unfinished"' not in text
    assert 'type="vanished"' not in text


def test_a_language_without_a_translation_leaves_english(qapp: QApplication, tmp_path: Path) -> None:
    assert not speak(qapp, "yy", tmp_path)
