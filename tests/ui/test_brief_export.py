"""Export and print from the briefs page: the questions, the files, and the words about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from ui.brief.exporter import last_folder
from ui.context import Context
from ui.pages.briefs import BriefsPage

from .brief_staging import WAIT, opened
from .conftest import Answers, Said


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> BriefsPage:
    return opened(qtbot, context)


@pytest.fixture
def sample(crisis_db: Path) -> Iterator[Desk]:
    desk = Desk.open(crisis_db, "Anna")
    yield desk
    desk.close()


def test_an_export_writes_three_files_and_names_what_is_open(
    page: BriefsPage, qtbot: QtBot, tmp_path: Path, said: Said, answers: Answers
) -> None:
    page.export_brief()
    dialog = page.dialog
    assert dialog.formats() == ("md", "html", "pdf")
    answers.files = [tmp_path / "out"]
    (tmp_path / "out").mkdir()
    dialog._choose()
    dialog.name.setText("brief")
    with qtbot.waitSignal(page.exporter.finished, timeout=WAIT):
        dialog.accept()
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [
        "brief.html",
        "brief.md",
        "brief.pdf",
        "brief.receipt.json",
    ]
    text, action, _receipt = said.toasts[-1]
    assert (text, action) == ("Exported 3 files.", "Receipt")
    assert said.more is not None
    words, show = said.more
    assert words == "Show"
    show()
    assert answers.asked[-1] == ("show", str(tmp_path / "out"))
    assert said.texts()[-1] == f"The files are in {tmp_path / 'out'}."
    assert page.banner.accessibleName() == "To be completed: Bottom line."
    assert last_folder(page.context) == tmp_path / "out"


def test_files_are_replaced_only_after_a_question(
    page: BriefsPage, qtbot: QtBot, tmp_path: Path, answers: Answers, said: Said
) -> None:
    (tmp_path / "brief.md").write_text("mine", encoding="utf-8")
    with qtbot.waitSignal(page.context.background.ended, timeout=WAIT):
        page.export_to(("md",), tmp_path, "brief")
    assert answers.asked == [("confirm", "Replace “brief.md”?")]
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == "mine"
    answers.yes = True
    with qtbot.waitSignal(page.exporter.finished, timeout=WAIT):
        page.export_to(("md",), tmp_path, "brief")
    assert "Daily brief" in (tmp_path / "brief.md").read_text(encoding="utf-8")
    (tmp_path / "brief.html").write_text("mine", encoding="utf-8")
    with qtbot.waitSignal(page.exporter.finished, timeout=WAIT):
        page.export_to(("md", "html"), tmp_path, "brief")
    assert answers.asked[-1] == ("confirm", "Replace 2 files?")


def test_an_export_that_cannot_be_written_says_why(page: BriefsPage, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with qtbot.waitSignal(page.exporter.failed, timeout=WAIT):
        page.export_to(("md",), tmp_path / "file", "brief")
    assert "A file stands where a folder is needed" in page.banner.accessibleName()


def test_an_export_with_a_quote_that_does_not_hold_is_refused(
    page: BriefsPage, qtbot: QtBot, tmp_path: Path, crisis: dict[str, str]
) -> None:
    with page.desk.store.step("damage", "test") as step:
        step.update("quote", crisis["story"], {"exact": "the end of the story"})
    with qtbot.waitSignal(page.exporter.failed, timeout=WAIT):
        page.export_to(("md", "pdf"), tmp_path / "out", "brief")
    assert "cannot be exported as verbatim" in page.banner.accessibleName()
    assert not (tmp_path / "out").exists()
    page.print_brief()


def test_a_store_in_a_file_is_exported_by_the_worker(
    qtbot: QtBot, sample: Desk, make_context: Callable[[Desk], Context], tmp_path: Path
) -> None:
    page = opened(qtbot, make_context(sample))
    with qtbot.waitSignal(page.exporter.finished, timeout=WAIT) as done:
        page.export_to(("md", "html", "pdf"), tmp_path / "new", "brief")
    assert [one.format for one in done.args[0].files] == ["md", "html", "pdf"]
    assert page.banner.isHidden()


def test_an_export_can_be_stopped(
    qtbot: QtBot, sample: Desk, make_context: Callable[[Desk], Context], tmp_path: Path, said: Said
) -> None:
    page = opened(qtbot, make_context(sample))
    with qtbot.waitSignal(page.exporter.failed, timeout=WAIT):
        page.export_to(("md", "html", "pdf"), tmp_path / "new", "brief")
        page.context.background.cancel()
    assert not (tmp_path / "new").exists()
    assert "stopped" in said.texts()[-1]


def test_printing_opens_its_own_window_on_the_same_pages(page: BriefsPage, qtbot: QtBot) -> None:
    page.print_brief()
    window = page._print_window
    assert window is not None
    assert window.isVisible()
    assert window.data == page.preview.pages.data
    window.close()


def test_printing_waits_for_the_words_just_typed(page: BriefsPage, qtbot: QtBot) -> None:
    before = page.preview.pages.data
    page.outline.chosen.emit("bottom_line")
    page.editor.field.setPlainText("Printed at the last moment.")
    page.print_brief()
    assert page._print_window is None
    qtbot.waitUntil(lambda: page._print_window is not None, timeout=WAIT)
    assert page._print_window is not None
    assert page._print_window.data != before
    text = page._print_window.document.getAllText(0).text()
    assert "Printed at the last moment." in text
    page._print_window.close()
