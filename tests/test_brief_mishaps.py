"""Briefs in a bad hour: what a user may do wrong on the command line costs one sentence, and nothing that was there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.compose import Order
from briefing.desk import Desk
from briefing.errors import ExportError, NotClearedError, NotFoundError
from briefing.export import typst_worker
from briefing.model import Brief, Clearance
from briefing.store.engine import connect
from tests.test_cli import Shell, shell

__all__ = ("shell",)


@pytest.fixture
def store(crisis_db: Path) -> Path:
    return crisis_db


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


@pytest.mark.parametrize(
    ("issues", "said"), [("3", "a list"), ("null", "a list"), ('{"a": 1}', "a list"), ("[", "JSON")]
)
def test_the_issues_of_a_brief_are_a_list(desk: Desk, store: Path, shell: Shell, issues: str, said: str) -> None:
    shell("edit", store, brief_of(desk), "--set", f"issues={issues}", status=1)
    assert said in shell.err


def test_a_list_of_what_no_issue_is_called_costs_a_sentence(
    desk: Desk, store: Path, shell: Shell, tmp_path: Path
) -> None:
    brief = brief_of(desk)
    shell("edit", store, brief, "--set", "issues=[1, null, [2]]")
    shell("export", store, "--brief", brief, "--out", tmp_path / "out", status=1)
    assert "There is no issue with the id 1." in shell.err


def test_lists_that_somebody_altered_cost_a_sentence(desk: Desk, store: Path, shell: Shell, tmp_path: Path) -> None:
    brief = brief_of(desk)
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief, formats=("md",))
    connection = connect(store)
    for table in ("brief", "brief_version"):
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
        for (name,) in names.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE brief SET issues = 'nonsense'")
    connection.execute("UPDATE brief_version SET files = '[{}]'")
    connection.close()
    shell("export", store, "--brief", brief, "--out", tmp_path / "out", status=1)
    assert "cannot be read. Choose them anew" in shell.err
    shell("evidence", store, brief, "--out", tmp_path / "pack.zip", status=1)
    assert "restore a backup" in shell.err


def test_words_for_a_block_that_somebody_removed_are_refused_and_not_hidden(desk: Desk) -> None:
    brief = brief_of(desk)
    added = desk.add_block(brief, "own", "Costs")
    other = desk.again()
    other.remove_added_block(brief, added)
    with pytest.raises(NotFoundError, match="no block"):
        desk.write_block(brief, added, "Twelve million.")
    with pytest.raises(NotFoundError, match="no block"):
        desk.include_block(brief, added, False)
    other.undo()
    desk.write_block(brief, added, "Twelve million.")
    other.close()


def test_a_brief_in_the_bin_is_neither_cleared_nor_issued(desk: Desk) -> None:
    brief = brief_of(desk)
    desk.put_to_clearance(brief)
    desk.delete("brief", brief)
    with pytest.raises(NotClearedError, match="in the bin"):
        desk.add_clearance(brief, "Head of unit")
    desk.restore("brief", brief)
    desk.add_clearance(brief, "Head of unit")
    desk.delete("brief", brief)
    with pytest.raises(NotClearedError, match="in the bin"):
        desk.issue(brief, formats=("md",))


def test_a_version_goes_out_as_it_was_issued_and_says_when_it_was_recalled(
    desk: Desk, store: Path, shell: Shell, tmp_path: Path
) -> None:
    brief = brief_of(desk)
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief, formats=("md",))
    words = ("export", store, "--brief", brief, "--version", 1, "--format", "md", "--out", tmp_path / "out")
    shell(*words, "--ceiling", "OFFICIAL", "--as-at", "2022-08-20", status=2)
    assert "leave out --ceiling, --as-at" in shell.err
    assert not (tmp_path / "out").exists(), "what was asked for cannot be had, so nothing is written"
    shell(*words)
    assert shell.err == ""
    desk.recall(brief, "The figure was wrong.")
    shell(*words)
    assert "no longer stands" in shell.err
