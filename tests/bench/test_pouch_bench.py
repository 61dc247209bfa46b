"""A pouch of fifty briefs opened to the first page, against its PDF alone; ten thousand comments taken."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize
from PySide6.QtPdf import QPdfDocument

from briefing.brief.addresses import Spot, addresses
from briefing.brief.compare import everything
from briefing.desk import Desk
from briefing.ids import new_id
from briefing.pouch.contents import BriefContents, Contents
from briefing.pouch.making import pack
from briefing.pouch.notebook import Notebook
from briefing.pouch.reading import open_pouch
from briefing.pouch.reply import make_reply
from tests.pouch.staging import signed

Measure = Callable[..., Any]
BRIEFS, NOTES = 50, 20
MOST, MOST_WITH_NOTES = 1.5, 2.0
"""How many times as long as its PDF alone a brief of a pouch may take to its first page, and to all notes in place."""
MOST_SECONDS = 10.0
"""For ten thousand comments, previewed and taken."""
PAGE = QSize(900, 1270)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path / "crisis.db", "Anna Berg")
    yield opened
    opened.close()


def shown(document: QPdfDocument) -> None:
    """Draw the first page, as a window would."""
    assert not document.render(0, PAGE).isNull()


@pytest.mark.parametrize(("notes", "most"), [(False, MOST), (True, MOST_WITH_NOTES)])
def test_a_pouch_opens_as_fast_as_a_pdf(desk: Desk, tmp_path: Path, ratio: Measure, notes: bool, most: float) -> None:
    brief = desk.briefs("issue-brief")[0].id
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief)
    spots = addresses(everything(desk.tree_of(brief, 1)))
    for number in range(NOTES):
        desk.add_comment(Spot(brief, 1, spots[number % len(spots)]), f"Comment {number}.")
    desk.make_pouch([brief], tmp_path / "one.pouch")
    one = open_pouch(tmp_path / "one.pouch")
    data = {file.sha256: one.file(brief, file.format) for file in one.brief(brief).newest.files}
    tree = one.tree(brief)
    records, passages = tuple(one.records(brief).values()), tuple(one.passages(brief).values())
    copies = []
    for number in range(BRIEFS):
        own_data = {hashlib.sha256(part := bytes_ + b"%% %d" % number).hexdigest(): part for bytes_ in data.values()}
        files = tuple(
            replace(file, sha256=sha256, bytes=len(own_data[sha256]))
            for file, sha256 in zip(one.brief(brief).newest.files, own_data, strict=True)
        )
        version = replace(one.brief(brief).newest, files=files)
        known = replace(one.brief(brief), id=new_id(), title=f"Brief {number}", versions=(version,))
        own = tuple(replace(note, id=new_id(), brief=known.id) for note in one.notes(brief))
        trees = {1: replace(tree, version=f"copy {number}")}
        copies.append(BriefContents(known, trees, own_data, own, records, passages))
    many = tmp_path / "many.pouch"
    many.write_bytes(pack(Contents(one.cover, tuple(copies))).data)
    alone = tmp_path / "alone.pdf"
    alone.write_bytes(one.file(brief, "pdf"))
    one.close()
    owner = QObject()

    def ours() -> None:
        pouch = open_pouch(many)
        first = pouch.briefs[0].id
        holder = QBuffer()
        holder.setData(QByteArray(pouch.file(first, "pdf")))
        holder.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(owner)
        document.load(holder)
        shown(document)
        assert not notes or len(pouch.reviewed(first).placed.placed) == NOTES
        document.close()
        document.deleteLater()
        pouch.close()

    def floor() -> None:
        document = QPdfDocument(owner)
        assert document.load(str(alone)) is QPdfDocument.Error.None_
        shown(document)
        document.close()
        document.deleteLater()

    found = ratio(ours, floor)
    print(f"pouch of {many.stat().st_size:,} bytes: {found.ours * 1000:.1f} ms; PDF: {found.floor * 1000:.1f} ms")
    assert found.times <= most


def test_ten_thousand_comments_are_taken(desk: Desk, tmp_path: Path, benchmark: Any) -> None:
    brief = desk.briefs("one-page")[0].id
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief, formats=("md",))
    desk.make_pouch([brief], tmp_path / "one.pouch")
    pouch = open_pouch(tmp_path / "one.pouch")
    notebook = Notebook(tmp_path / "reading", "The Minister")
    notebook.comment(pouch, Spot(brief, 1), "Why?")
    value = json.loads(make_reply(pouch, notebook))
    pouch.close()
    one, kind, fields = value["notes"][0]
    value["notes"] = [[f"{one[:-5]}{number:05x}", kind, fields] for number in range(10_000)]
    reply = tmp_path / "a.reply"
    reply.write_bytes(signed(value))

    def take() -> float:
        began = time.perf_counter()
        assert len(desk.preview_reply(reply).new) == 10_000
        assert len(desk.take_reply(reply).new) == 10_000
        return time.perf_counter() - began

    taken = benchmark.pedantic(take, rounds=1)
    assert desk.notes_of(brief, 1).counts()["comments"] == 10_000
    assert taken < MOST_SECONDS
