"""What of a window stayed English: every text that is shown or spoken, without the contents of records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QWidget,
)

from briefing.desk import Desk
from briefing.model import KINDS
from briefing.pictures.shapes import Picture, Words
from resources.translations import collect
from ui.languages import speak
from ui.pictures.canvas import Canvas
from ui.widgets.rows import ROW_ROLE, RowText

KEYS = re.compile(r"\((Ctrl|Alt|Shift|F\d)[^)]*\)")
NAMES = re.compile(r"\b(Markdown|HTML|PDF|Word|JSON|CSV|English|[kKMG]i?B|bytes)\b|\S+\.(md|html|pdf|docx|json|csv)\b")
"""What is called the same in every language, and names of files."""
REFERENCE = re.compile(r"\b[A-Z]-[0-9A-Z]{6}\b|SHA-256 [0-9a-f]+")
ISOLATES = re.compile("[\u2066-\u2069]")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    r"(\b(from|by|on or|about|to|after|before|until|uncertain|now"
    rf"|{MONTHS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|(\d+|[:,.()–/·~?-])\s*)+"
)
"""Dates are written in the language of the briefs, which is English."""


def collected(folder: Path) -> Path:
    """Make the invented language `xx` in a folder; returns the folder."""
    path = folder / "briefing_xx.ts"
    collect.collect(path, "xx")
    collect.pseudo(path)
    collect.release(path)
    return folder


def speaking(app: QApplication, folder: Path) -> Iterator[None]:
    """Let the window speak the invented language, and English again afterwards."""
    assert speak(app, "xx", folder)
    yield
    for translator in app.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every visible text with the kind of the control that shows it, and what is spoken or shown over it."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        name = type(widget).__name__
        if widget.isWindow():
            yield f"{name} title", widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield name, widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield f"{name} placeholder", widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from ((f"{name} item", widget.itemText(at)) for at in range(widget.count()))
        if isinstance(widget, QTableWidget):
            yield from table_texts(widget)
        elif isinstance(widget, QAbstractItemView):
            yield from row_texts(widget)
        if isinstance(widget, Canvas):
            yield from picture_texts(widget.picture())
        yield f"{name} tip", widget.toolTip()
        yield f"{name} name", widget.accessibleName()
        yield f"{name} description", widget.accessibleDescription()


def row_texts(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    """What is shown and spoken in the first rows of a list."""
    model = view.model()
    for at in range(min(model.rowCount() if model is not None else 0, 30)):
        row = model.index(at, 0).data(ROW_ROLE)
        if isinstance(row, RowText):
            yield "row", row.spoken()
            yield "row", row.subtitle
        else:
            yield "row", str(model.index(at, 0).data() or "")


def table_texts(table: QTableWidget) -> Iterator[tuple[str, str]]:
    """The heads and the cells of a table."""
    for column in range(table.columnCount()):
        yield "head", table.horizontalHeaderItem(column).text()
        yield from (("cell", table.item(row, column).text()) for row in range(table.rowCount()))


def picture_texts(picture: Picture) -> Iterator[tuple[str, str]]:
    """What a picture says: its title, its words, what its marks are called, and its table."""
    yield "picture", picture.title
    yield "picture", picture.description
    yield from (("legend", entry.words) for entry in picture.legend)
    yield from (("words", shape.text) for shape in picture.ground if isinstance(shape, Words))
    for mark in picture.marks:
        yield from (("mark", text) for text in (mark.name, *mark.tip.split("\n")))
        yield from (("words", shape.text) for shape in mark.shapes if isinstance(shape, Words))


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
    for _deep in range(5):  # a value that is a word stands in brackets of its own within the sentence
        rest = re.sub(r"⟦[^⟦⟧]*⟧", "", rest)
    rest = re.sub(r"⟦[^⟧]*…$|⟦[^⟦⟧]*$|^[^⟦⟧]*~⟧", "", rest)  # a word that was cut or wrapped in a picture
    if not rest or (len(rest) > 2 and any(rest.rstrip("…").strip() in one for one in data)):
        return True
    for one in sorted((one for one in data if len(one) > 2 and one in rest), key=len, reverse=True):
        rest = rest.replace(one, "")
    rest = DATE.sub("", REFERENCE.sub("", NAMES.sub("", KEYS.sub("", rest))))
    return not re.search(r"[^\W\d_]{3,}", rest)


class English:
    """Collects every text that stayed English; `look` reads what is shown now."""

    def __init__(self, data: set[str]) -> None:
        self.data = data
        self.found: dict[str, None] = {}

    def look(self, where: str, widget: QWidget, least: int = 1) -> None:
        """Read every text of a widget; at least so many of them are in the invented language."""
        seen = list(dict.fromkeys(texts(widget)))
        assert sum("⟦" in text for _, text in seen) >= least, where
        for kind, text in seen:
            self.hear(f"{where}: {kind}", text)

    def hear(self, where: str, text: str) -> None:
        """Read one text."""
        if text and not is_translated(text, self.data):
            self.found[f"{where}: {text}"] = None

    def none(self) -> None:
        """Fail with all of them."""
        assert not self.found, "\n".join(self.found)
