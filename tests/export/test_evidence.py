"""The evidence pack: proved by a bare Python, and no longer once a single character is altered."""

import ast
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.brief.evidence import Evidence
from briefing.brief.evidence_of import evidence_of
from briefing.brief.tree import Brief, QuoteBlock, walk_blocks
from briefing.desk import Desk
from briefing.errors import ExportError, UnverifiedQuoteError
from briefing.export.evidence import pack
from briefing.export.files import export_brief
from briefing.export.receipt import make_receipt
from briefing.model import Quote
from briefing.paths import resources

FORMATS = ("md", "html", "json", "csv")


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


@pytest.fixture
def brief(desk: Desk) -> Brief:
    return desk.compose("issue-brief")


@pytest.fixture
def files(brief: Brief, tmp_path: Path) -> list[Path]:
    made = [file.path for file in export_brief(brief, FORMATS, tmp_path / "out", stem="brief")]
    paper = made[0].with_suffix(".pdf")
    paper.write_bytes(b"%PDF-")
    return [*made, paper]


@pytest.fixture
def whole(desk: Desk, brief: Brief, files: list[Path]) -> bytes:
    evidence = evidence_of(desk, brief, whole_texts=True)
    return pack(evidence, make_receipt(brief, files, hashes=evidence.hashes()), files)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {one.filename: parts.read(one) for one in parts.infolist()}


def checked(place: Path) -> tuple[int, str]:
    """What the checker says, run by a Python that knows nothing but its own library."""
    words = [sys.executable, "-I", "-S", str(resources() / "evidence" / "check.py"), str(place)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=60, check=False, cwd=place.parent)
    assert done.stderr == ""
    return done.returncode, done.stdout


def altered(
    data: bytes, folder: Path, name: str, change: Callable[[bytes], bytes | None], *, hide: bool = False
) -> Path:
    """The pack after one member was changed (None: taken out); `hide` makes the manifest agree."""
    parts = members(data)
    new = change(parts[name])
    assert new != parts[name]
    if new is None:
        del parts[name]
    else:
        parts[name] = new
    if hide and new is not None:
        manifest = json.loads(parts["manifest.json"])
        manifest["members"][name] = {"sha256": hashlib.sha256(new).hexdigest(), "bytes": len(new)}
        parts["manifest.json"] = json.dumps(manifest).encode()
    path = folder / "altered.zip"
    with zipfile.ZipFile(path, "w") as out:
        for one, content in parts.items():
            out.writestr(one, content)
    return path


def test_a_pack_is_proved_as_a_zip_and_as_a_folder(whole: bytes, brief: Brief, tmp_path: Path) -> None:
    zipped = tmp_path / "pack.zip"
    zipped.write_bytes(whole)
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(zipped) as parts:
        parts.extractall(unpacked)
    count = len({one.id for one in walk_blocks(brief.blocks) if isinstance(one, QuoteBlock)})
    assert count == 7
    for place in (zipped, unpacked):
        status, said = checked(place)
        assert status == 0, said
        assert said.count("ok   Quote") == count
        assert said.count("in the whole text.") == count
        assert "note files/brief.pdf: its hash was checked" in said
        assert said.endswith("7 quotes, 0 problems. Everything is proved.\n")
    (unpacked / "notes of mine.txt").write_text("x")  # beside the members, it is nobody's business
    alone = [sys.executable, "-I", "-S", "check.py"]
    done = subprocess.run(alone, capture_output=True, encoding="utf-8", timeout=60, check=False, cwd=unpacked)
    assert (done.returncode, done.stdout) == (0, said)


def test_a_pack_is_the_same_bytes_and_says_nothing_of_the_machine(
    desk: Desk, brief: Brief, files: list[Path], whole: bytes
) -> None:
    evidence = evidence_of(desk, brief, whole_texts=True)
    assert pack(evidence, make_receipt(brief, files, hashes=evidence.hashes()), list(reversed(files))) == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [one.filename for one in parts.infolist()] == sorted(one.filename for one in parts.infolist())
    for name, data in members(whole).items():
        assert str(files[0].parent).encode() not in data, name
        assert b"Anna" not in data, name


def test_without_whole_texts_only_passages_are_given_away(
    desk: Desk, brief: Brief, files: list[Path], tmp_path: Path
) -> None:
    evidence = evidence_of(desk, brief, around=0)
    place = tmp_path / "pack.zip"
    place.write_bytes(pack(evidence, make_receipt(brief, files, hashes=evidence.hashes()), files))
    assert not any(name.startswith("texts/") for name in members(place.read_bytes()))
    assert all(len(one.passage) <= len(one.exact) + 64 for one in evidence.quotes)
    status, said = checked(place)
    assert status == 0, said
    assert said.count("the whole text is not in the pack") == 7


def test_the_checker_needs_no_newer_python() -> None:
    source = (resources() / "evidence" / "check.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    assert any(isinstance(one, ast.ImportFrom) and one.module == "__future__" for one in tree.body)
    named = [
        one.names[0].name if isinstance(one, ast.Import) else one.module
        for one in ast.walk(tree)
        if isinstance(one, ast.Import | ast.ImportFrom)
    ]
    assert {str(name).partition(".")[0] for name in named} <= sys.stdlib_module_names


def swapped(data: bytes) -> bytes:
    """One letter of the first quote of the sample changed."""
    return data.replace(b"emergency meeting", b"emergency meetinq")


@pytest.mark.parametrize("hide", [False, True])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("quotes.json", "FAIL Quote 1 (Serbian state media, “emergency meetinq”)"),
        ("passages/001.txt", "its words do not stand at their place in passages/001.txt"),
        ("files/brief.md", "files/brief.md does not show its words"),
        ("files/brief.html", "files/brief.html does not show its words"),
        ("files/brief.json", "files/brief.json does not show its words"),
        ("files/brief.csv", "files/brief.csv does not show its words"),
    ],
)
def test_one_altered_character_is_named(whole: bytes, tmp_path: Path, name: str, sentence: str, hide: bool) -> None:
    status, said = checked(altered(whole, tmp_path, name, swapped, hide=hide))
    assert status == 1
    assert sentence in said
    assert (f"FAIL {name}: altered; its SHA-256 is not that of the manifest." in said) is not hide
    assert "NOT proved." in said


@pytest.mark.parametrize("hide", [False, True])
def test_one_altered_character_of_a_text_is_named(whole: bytes, tmp_path: Path, hide: bool) -> None:
    name = next(one for one in members(whole) if one.startswith("texts/"))
    path = altered(whole, tmp_path, name, lambda data: data[:-1] + b"#", hide=hide)
    status, said = checked(path)
    assert status == 1
    assert f"{name} is not the text that was archived; its SHA-256 differs." in said


def test_an_altered_manifest_is_named(whole: bytes, tmp_path: Path) -> None:
    digest = hashlib.sha256(members(whole)["receipt.txt"]).hexdigest().encode()
    path = altered(whole, tmp_path, "manifest.json", lambda data: data.replace(digest, b"0" * 64))
    assert checked(path)[0] == 1
    assert "FAIL receipt.txt: altered" in checked(path)[1]


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("manifest.json", lambda _: b"{", "FAIL manifest.json: not JSON."),
        ("manifest.json", lambda _: b"[]", "FAIL manifest.json: not an object."),
        ("manifest.json", lambda _: b'{"format": "x"}', "FAIL manifest.json: not of the format"),
        ("manifest.json", lambda data: data.replace(b'"check.py"', b'"../check.py"'), "leads out of the pack"),
        ("quotes.json", lambda _: None, "FAIL quotes.json: not in the pack."),
        ("quotes.json", lambda _: b"{}", "not in the form of an evidence pack"),
        ("passages/002.txt", lambda _: None, "FAIL passages/002.txt: not in the pack."),
        ("files/brief.csv", lambda _: b"\xff", "FAIL files/brief.csv: not text in UTF-8."),
        ("files/brief.pdf", lambda _: b"%PDF-2", "files/brief.pdf: not the file that the receipt names."),
        ("quotes.json", lambda data: data.replace(b'"start": ', b'"start": 1', 1), "do not stand at their place"),
        ("quotes.json", lambda data: data.replace(b'"prefix": "', b'"prefix": "x', 1), "other words stand around it"),
    ],
)
def test_a_pack_that_is_no_longer_whole_says_why(
    whole: bytes, tmp_path: Path, name: str, change: Callable[[bytes], bytes | None], sentence: str
) -> None:
    status, said = checked(altered(whole, tmp_path, name, change))
    assert status == 1
    assert sentence in said


def test_a_member_too_many_and_no_pack_at_all_are_named(whole: bytes, tmp_path: Path) -> None:
    path = altered(whole, tmp_path, "receipt.txt", lambda data: data + b"x", hide=True)
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr("files/more.exe", b"x")
    assert "FAIL files/more.exe: not in the manifest." in checked(path)[1]
    path.write_bytes(b"x")
    assert checked(path) == (1, "FAIL altered.zip cannot be opened as a zip or a folder.\nNOT proved.\n")


def test_a_document_is_looked_into(desk: Desk, brief: Brief, tmp_path: Path) -> None:
    evidence = evidence_of(desk, brief)
    place, document = tmp_path / "pack.zip", tmp_path / "brief.docx"
    for exacts, status in ([one.exact for one in evidence.quotes], 0), ([evidence.quotes[0].exact], 1):
        with zipfile.ZipFile(document, "w") as parts:
            body = "".join(f"<w:p><w:r><w:t>“{exact}”</w:t></w:r></w:p>" for exact in exacts)
            parts.writestr("word/document.xml", body)
        place.write_bytes(pack(evidence, make_receipt(brief, [document]), [document]))
        assert checked(place)[0] == status


def test_a_quote_that_is_not_what_it_was_is_refused(desk: Desk, brief: Brief, files: list[Path]) -> None:
    first = next(one for one in walk_blocks(brief.blocks) if isinstance(one, QuoteBlock))
    with pytest.raises(UnverifiedQuoteError, match="nothing can prove it"):
        evidence_of(desk, replace(brief, blocks=(replace(first, exact="other words"),)))
    evidence = evidence_of(desk, brief)
    moved = replace(evidence.quotes[0], passage_start=evidence.quotes[0].passage_start + 1)
    with pytest.raises(ExportError, match="does not stand in its passage"):
        pack(Evidence((moved,), {}), make_receipt(brief, files), files)
    desk.edit("quote", first.id, {"form": "paraphrase"})
    with pytest.raises(UnverifiedQuoteError):
        evidence_of(desk, brief)
    assert desk.get(Quote, first.id).form == "paraphrase"


def test_only_the_files_of_the_receipt_are_packed(desk: Desk, brief: Brief, files: list[Path]) -> None:
    receipt = make_receipt(brief, files)
    files[0].write_text("x", "utf-8")
    with pytest.raises(ExportError, match=r"“brief\.md” is not the file that the receipt names"):
        pack(evidence_of(desk, brief), receipt, files)
    files[0].unlink()
    with pytest.raises(ExportError, match=r"“brief\.md” cannot be read"):
        pack(evidence_of(desk, brief), receipt, files)
