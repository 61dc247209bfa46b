"""All files of an export, or none: names, faults of the disk, cancel, what was there before."""

import errno
import hashlib
import os
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from briefing.brief.tree import Brief, QuoteBlock
from briefing.errors import ExportError
from briefing.export.files import export_brief
from briefing.export.naming import default_stem
from briefing.export.pdf import CancelledExportError
from briefing.export.read_back import check_quotes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of our own."""
    made = tmp_path / "exports"
    made.mkdir()
    return made


STEM = "2022-08-19_one-page_harbour-talks-second-round-ends-without-a-text"


def test_three_files_are_written_with_their_hashes(one_page: Brief, folder: Path) -> None:
    steps: list[tuple[str, float]] = []
    files = export_brief(
        one_page, ["md", "html", "pdf"], folder / "new" / "folder", progress=lambda *step: steps.append(step)
    )
    assert [file.path.name for file in files] == [f"{STEM}.{end}" for end in ("md", "html", "pdf")]
    for file in files:
        data = file.path.read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256)
    assert [file.pages for file in files] == [None, None, 1]
    assert [words for words, _ in steps][-1] == "Done"
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    assert sorted(p.name for p in (folder / "new" / "folder").iterdir()) == sorted(f.path.name for f in files)


def test_two_exports_are_the_same_bytes(one_page: Brief, folder: Path) -> None:
    first, second = (export_brief(one_page, ["md", "html", "pdf"], folder / name) for name in "ab")
    assert [file.sha256 for file in first] == [file.sha256 for file in second]


def test_names_are_plain_and_leave_the_marking_out(one_page: Brief) -> None:
    assert default_stem(replace(one_page, title="Đoković & Vučić: «x»/../y")) == "2022-08-19_one-page_okovic-vucic-x-y"
    assert default_stem(replace(one_page, title="Крим", as_at="", reference="")) == "one-page_brief"
    named_by_form = replace(one_page, template="submission", title="Submission: the ferries")
    assert default_stem(named_by_form) == "2022-08-19_submission_the-ferries"
    long = default_stem(replace(one_page, title="word " * 40))
    assert len(long) <= 90
    assert long.endswith("word")


def test_names_tell_nobody_whom_a_brief_is_about_nor_how_it_is_marked(one_page: Brief) -> None:
    brief = replace(one_page, template="quote-sheet", title="What Mara Vale-Öhl said of the red lines", as_at="")
    persons, levels = ["Mara Vale-Öhl", "J. B. Brook"], ["TLP:RED", "OFFICIAL-SENSITIVE", "SECRET"]
    assert default_stem(brief, persons, levels) == "quote-sheet_what-said-of-the-red-lines"
    assert default_stem(brief, [], levels) == "quote-sheet_what-mara-vale-ohl-said-of-the-red-lines"
    marked = replace(brief, title="OFFICIAL-SENSITIVE: Brook’s visit, official papers (tlp red)")
    assert default_stem(marked, persons, levels) == "quote-sheet_visit-official-papers"
    initials = replace(brief, title="J. B. Brook on plan B")
    assert default_stem(initials, persons, levels) == "quote-sheet_on-plan-b"


def test_a_title_that_is_only_a_name_gives_way_to_the_reference(one_page: Brief) -> None:
    brief = replace(one_page, template="quote-sheet", title="Mara Vale", as_at="", reference="NK/2026/7 Vale")
    assert default_stem(brief, ["Mara Vale"]) == "quote-sheet_nk-2026-7"
    assert default_stem(replace(brief, reference="SECRET"), ["Mara Vale"], ["SECRET"]) == "quote-sheet_brief"


def test_a_name_and_formats_may_be_chosen(one_page: Brief, folder: Path) -> None:
    (file,) = export_brief(one_page, ["Markdown", "md"], folder, stem="mine")
    assert file.path == folder / "mine.md"


@pytest.mark.parametrize("stem", ["../out", "a/b", "a\\b", "..", "a\x00b", "con?"])
def test_a_name_that_leads_elsewhere_is_refused(one_page: Brief, folder: Path, stem: str) -> None:
    with pytest.raises(ExportError, match="cannot be a file name"):
        export_brief(one_page, ["md"], folder, stem=stem)


@pytest.mark.parametrize("formats", [[], ["odt"], ["md", "exe"]])
def test_an_unknown_format_is_refused(one_page: Brief, folder: Path, formats: list[str]) -> None:
    with pytest.raises(ExportError, match="Please choose among: md, html, pdf"):
        export_brief(one_page, formats, folder)


def test_an_existing_file_is_kept_unless_told_otherwise(one_page: Brief, folder: Path) -> None:
    there = folder / f"{STEM}.html"
    there.write_text("mine")
    with pytest.raises(ExportError, match=r"already in .* Nothing was written"):
        export_brief(one_page, ["md", "html"], folder)
    assert [path.name for path in folder.iterdir()] == [there.name]
    assert there.read_text() == "mine"
    export_brief(one_page, ["md", "html"], folder, overwrite=True)
    assert there.read_text().startswith("<!DOCTYPE html>")
    assert len(list(folder.iterdir())) == 2


def test_a_folder_in_the_way_is_named(one_page: Brief, folder: Path) -> None:
    (folder / "x.md").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        export_brief(one_page, ["md"], folder, stem="x", overwrite=True)


def test_a_file_where_a_folder_is_needed_is_named(one_page: Brief, folder: Path) -> None:
    (folder / "file").write_text("x")
    with pytest.raises(ExportError, match="A file stands where a folder is needed"):
        export_brief(one_page, ["md"], folder / "file")


def test_a_name_too_long_is_named(one_page: Brief, folder: Path) -> None:
    with pytest.raises(ExportError, match="file name is too long"):
        export_brief(one_page, ["md"], folder, stem="x" * 300)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "You may not write to this folder"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_fault_of_the_disk_leaves_nothing_behind(
    one_page: Brief, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match=rf"{sentence}: .* Nothing was written"):
        export_brief(one_page, ["md", "html"], folder)
    assert list(folder.iterdir()) == []


def test_a_rename_that_fails_takes_back_the_ones_before(
    one_page: Brief, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.replace, count()

    def second_fails(source: Path, target: Path) -> None:
        if next(calls):
            raise OSError(errno.EROFS, "read-only")
        real(source, target)

    monkeypatch.setattr(os, "replace", second_fails)
    with pytest.raises(ExportError, match="This disk is read-only"):
        export_brief(one_page, ["md", "html"], folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("step", [0, 1, 2])
def test_cancel_leaves_nothing_behind(one_page: Brief, folder: Path, step: int) -> None:
    asked = count()
    with pytest.raises(CancelledExportError):
        export_brief(one_page, ["md", "html"], folder, cancelled=lambda: next(asked) >= step)
    assert list(folder.iterdir()) == []


def test_a_page_without_its_quote_is_refused(one_page: Brief) -> None:
    quoted = replace(one_page, blocks=(QuoteBlock("q", "a *b* [c] & d", "Ilka Torvald", "D"),))
    check_quotes(quoted, "md", "> “a \\*b\\* \\[c\\] &amp;\n> d”")
    check_quotes(quoted, "html", "<style>x</style><p>a *b* [c] &amp; d</p>")
    with pytest.raises(ExportError, match="does not show the words of Ilka Torvald"):
        check_quotes(quoted, "html", "<title>a *b* [c] &amp; d</title><p>a *b* [c] &amp; e</p>")
