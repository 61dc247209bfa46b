"""Briefs in a bad hour: what a user may do wrong on the command line costs one sentence, and nothing that was there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.compose import Order
from briefing.desk import Desk
from briefing.errors import ExportError
from briefing.export import typst_worker
from briefing.model import Brief, Clearance
from tests.test_cli import Shell, shell

__all__ = ("shell",)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "crisis.db"
    Desk.new_from_sample(path, "Anna").close()
    return path


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    opened = Desk.open(store, "Anna")
    yield opened
    opened.close()


def brief_of(desk: Desk) -> str:
    return next(one.id for one in desk.every(Brief) if one.template == "issue-brief")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("form", ["one-page", "situation-update"])
def test_a_brief_can_be_shown_as_at_the_ends_of_the_calendar(
    store: Path, shell: Shell, tmp_path: Path, day: str, form: str
) -> None:
    shell("export", store, "--as-at", day, "--template", form, "--format", "md", "--out", tmp_path / "out")
    assert next((tmp_path / "out").glob("*.md")).name.startswith(day)


def test_an_answer_that_cannot_be_kept_leaves_a_draft_a_draft(desk: Desk, store: Path, shell: Shell) -> None:
    brief = brief_of(desk)
    shell("clear", store, brief, "--by", " ", status=1)
    assert "cannot be empty" in shell.err
    assert desk.get(Brief, brief).status == "draft"
    shell("clear", store, brief, "--by", "Head of unit")
    assert desk.get(Brief, brief).status == "cleared"
    shell("undo", store)
    assert desk.get(Brief, brief).status == "draft", "one verb, one step"
    assert desk.every(Clearance) == []


def test_a_receipt_that_cannot_be_kept_costs_no_file_that_was_there(desk: Desk, tmp_path: Path) -> None:
    order = Order("one-page")
    first = desk.export("one-page", ["md", "json"], tmp_path / "out", order=order)
    page = first.files[0].path
    page.write_text("what somebody else wrote", "utf-8")
    page.with_suffix(".receipt.json").mkdir()
    for overwrite, formats in ((False, ["json"]), (True, ["md", "json"]), (True, ["md", "csv"])):
        with pytest.raises(ExportError, match="is a folder"):
            desk.export("one-page", formats, tmp_path / "out", order=order, overwrite=overwrite, keep_receipt=True)
        assert page.read_text("utf-8") == "what somebody else wrote"
        assert first.files[1].path.is_file()
        assert not page.with_suffix(".csv").exists()


def test_files_of_a_version_are_written_all_or_none(desk: Desk, store: Path, shell: Shell, tmp_path: Path) -> None:
    brief = brief_of(desk)
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief, formats=("md",))
    words = ("export", store, "--brief", brief, "--version", 1, "--out", tmp_path / "out", "--format")
    shell(*words, "html")
    other = next((tmp_path / "out").glob("*.html"))
    other.write_text("other", "utf-8")
    shell(*words, "md,json,html", status=1)
    assert "Nothing was written" in shell.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == [other.name]
    shell(*words, "md,json,html", "--overwrite")
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_reference_to_what_lies_above_the_ceiling_does_not_stop_the_export(desk: Desk, tmp_path: Path) -> None:
    quote = desk.ids("quote")[0]
    desk.edit("quote", quote, {"marking": "OFFICIAL-SENSITIVE"})
    brief = brief_of(desk)
    desk.write_block(brief, "summary", f"Before.\n\n{{{{quote:{quote}}}}}\n\n- {{{{quote:{quote}}}}}\n\nAfter.")
    order = Order("issue-brief", brief=brief, profile="uk", ceiling="OFFICIAL")
    page = desk.export("issue-brief", ["md"], tmp_path, order=order).files[0].path.read_text("utf-8")
    assert quote not in page
    assert "Before." in page
    assert "After." in page


def test_a_page_that_is_far_too_long_is_set_twice_and_not_five_times() -> None:
    class Long:
        """Stands for the compiler: it says of every spacing that it fills forty pages."""

        def __init__(self) -> None:
            self.tried: list[str] = []

        def compile_with_warnings(self, **given: object) -> tuple[bytes, list[object]]:
            inputs = given["sys_inputs"]
            assert isinstance(inputs, dict)
            self.tried.append(inputs["fit"])
            return b"%PDF", []

        def query(self, wanted: str, **_given: object) -> str:
            return "40" if wanted == "<pages>" else "-900"

    request = {"data": "", "fits": list("abcde"), "timestamp": 0}
    compiler = Long()
    answer, _ = typst_worker._fitted(compiler, request, [])
    assert compiler.tried == ["a", "e"]
    assert answer["fit"] == 4
