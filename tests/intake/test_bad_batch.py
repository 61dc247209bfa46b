"""Every bad file that can be thought of in one batch with good ones, as a script imports them: a sentence for each."""

import codecs
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefing.desk import Desk
from briefing.model import Source, SourceVersion
from briefing.store.store import create_store
from tests.intake.test_bad_files import docx, locked, many_parts, paragraph

ROOT = Path(__file__).resolve().parents[2]
RELATION = (
    '<Relationships><Relationship Id="r1" TargetMode="External" Target="\\\\server.example\\share\\x.dotm"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)
PAGE = (
    "<html><head><title>Scripts</title><script src='https://elsewhere.example/a.js'>alert(1)</script>"
    "<link rel=stylesheet href='//elsewhere.example/a.css'></head><body onload='alert(1)'>"
    "<img src='https://elsewhere.example/a.png'><iframe src='file:///etc/passwd'></iframe><p>The talks go on.</p>"
    "</body></html>"
)
Expected = tuple[str, str]
"""What became of a file, and words of the sentence about it: the reason, or one of its notices."""


def everything(folder: Path, files: Path) -> dict[Path, Expected]:
    """The files of the batch in their order."""
    pdf, word = (files / "typst_two_columns.pdf").read_bytes(), (files / "libreoffice.docx").read_bytes()
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    made: dict[str, tuple[bytes, Expected]] = {
        "good first.txt": (b"The first good one.\n", ("imported", "")),
        "empty.txt": (b"", ("refused", "is empty")),
        "empty.pdf": (b"", ("refused", "is empty")),
        "truncated.pdf": (pdf[:4000], ("refused", "is no complete PDF. Please get it again")),
        "truncated.docx": (word[: len(word) // 2], ("refused", "is damaged or breaks off. Please get it again")),
        "truncated.html": (b"<html><body><p>It breaks o", ("imported", "")),
        "locked.pdf": (locked(files), ("refused", "protected with a password. Please save it without one")),
        "locked.docx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            ("refused", "protected with a password"),
        ),
        "marks.txt": (("“an open one " * 10_000).encode(), ("imported", "")),
        "marks.html": (("<p>«an open one " * 10_000).encode(), ("imported", "")),
        "tables.html": (("<html><body>" + "<table><tr><td>" * 1000 + "A deep word.").encode(), ("imported", "")),
        "tables.docx": (docx(table * 1000 + paragraph("Another deep word.") + end * 1000), ("imported", "")),
        "template.docx": (docx(paragraph("With a template."), settings_rels=RELATION), ("imported", "not fetched")),
        "parts.eml": (many_parts(500), ("imported", "500 attachments were not read")),
        "pictures.pdf": ((files / "chromium_picture.pdf").read_bytes(), ("refused", "a picture without text. Please")),
        "mojibake.txt": ("It isnâ€™t over, â€œtheyâ€\x9d said.".encode(), ("imported", "encoded twice")),
        "utf16.txt": (codecs.BOM_UTF16_LE + "Zwei Wörter.".encode("utf-16-le"), ("imported", "")),
        "utf16 without a mark.txt": ("Разговори се настављају.".encode("utf-16-be"), ("imported", "does not declare")),
        "utf16 that breaks off.txt": (codecs.BOM_UTF16_LE + "Drei Wörter.".encode("utf-16-le")[:-1],
                                      ("imported", "1 character could not be read")),
        "nul.txt": (b"A\0 few stray ones in a text that is quite in order else." * 9,
                    ("imported", "9 control characters were left out")),
        "nul only.txt": (bytes(5000), ("refused", "is not a text file")),
        "bomb.docx": (docx(paragraph("x" * 12_000_000)), ("refused", "grows beyond all measure")),
        "scripts.html": (PAGE.encode(), ("imported", "")),
        "report.docx": (word, ("imported", "")),
        "the same report.docx": (word, ("already there", "")),
        "program.exe": (b"MZ", ("refused", "cannot be taken in")),
        "good last.txt": (b"The last good one.\n", ("imported", "")),
    }  # fmt: skip
    for name, (data, _) in made.items():
        (folder / name).write_bytes(data)
    expected = {folder / name: what for name, (_, what) in made.items()}
    with (folder / "large.pdf").open("wb") as file:
        file.truncate(200_000_000)
    (folder / "folder.txt").mkdir()
    batch: dict[Path, Expected] = {
        folder / "large.pdf": ("refused", "has 200 MB; at most 100 MB can be taken in. Please split it"),
        folder / "folder.txt": ("refused", "is a folder. Please choose the files in it"),
        folder / "gone.txt": ("refused", "There is no file"),
    }
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
        (folder / "loop.txt").symlink_to(folder / "loop.txt")
        batch[folder / "pipe.txt"] = "refused", "is a device"
        batch[folder / "loop.txt"] = "refused", "could not be read"
    return {**dict(list(expected.items())[:1]), **batch, **expected}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "crisis.db"
    create_store(path).close()
    return path


def test_each_bad_file_is_a_sentence_the_good_ones_come_in_and_one_undo_takes_them_back(
    store: Path, tmp_path: Path, files: Path
) -> None:
    folder = tmp_path / "batch"
    folder.mkdir()
    expected = everything(folder, files)
    with closing(Desk.open(store, "Tester")) as desk:
        before = desk.step_number()
    words = [sys.executable, "main.py", "import", str(store), *map(str, expected), "--user", "Tester", "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    told = {one["file_name"]: one for one in found}
    assert [one["file_name"] for one in found] == [path.name for path in expected]
    for path, (outcome, said) in expected.items():
        one = told[path.name]
        assert one["outcome"] == outcome, f"{path.name}: {one['reason']}"
        sentences = [one["reason"]] if outcome == "refused" else one["notices"]
        assert not said or any(said in sentence for sentence in sentences), one
        assert all(sentence in done.stderr for sentence in sentences)
        assert all(sentence.endswith(".") or "attachments" in sentence for sentence in sentences), sentences
        if outcome == "refused":
            assert path.name in one["reason"] and not one["source"] and not one["new"]
    taken = {one["source"] for one in found if one["outcome"] == "imported"}
    with closing(Desk.open(store, "Tester")) as desk:
        assert {source.id for source in desk.every(Source)} == taken
        assert {version.source for version in desk.every(SourceVersion)} == taken
        for source in taken:
            archived = desk.archived(source)
            assert archived is not None and archived.intact and archived.text.strip()
        assert desk.check().ok
        assert desk.step_number() == before + len(taken)
        assert desk.undo_label() == "import sources"
        desk.undo()
        assert desk.every(Source) == [] == desk.every(SourceVersion)
        desk.redo()
        assert {source.id for source in desk.every(Source)} == taken
