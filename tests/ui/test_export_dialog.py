"""The export dialog, several briefs at once, and what stands in the way of an export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.errors import ExportError
from briefing.export.pdf import CancelledExportError
from briefing.model import Brief
from ui.brief import pdf_text
from ui.brief.export_dialog import ExportDialog
from ui.brief.export_one import Choices, Job, prepare
from ui.brief.export_work import Export, ExportOrder, file_names, run, stems
from ui.brief.exporter import notices, summary
from ui.brief.making import wish_for
from ui.context import Context
from ui.pages.briefs import BriefsPage

from .brief_staging import WAIT, opened
from .conftest import Said

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> BriefsPage:
    return opened(qtbot, context)


@pytest.fixture
def dialog(page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]) -> ExportDialog:
    made = ExportDialog(page.context, page.desk.get(Brief, crisis["brief"]), page)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def tick(dialog: ExportDialog, *rows: int) -> None:
    for row in range(dialog.more.list.count()):
        state = Qt.CheckState.Checked if row in rows else Qt.CheckState.Unchecked
        dialog.more.list.item(row).setCheckState(state)


def test_the_usual_export_is_one_key(dialog: ExportDialog, qtbot: QtBot, crisis: dict[str, str]) -> None:
    assert dialog.more.isHidden()
    with qtbot.waitSignal(dialog.wanted) as said_:
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    order = said_.args[0]
    assert isinstance(order, ExportOrder)
    assert order.briefs == ((crisis["brief"], "2026-11-23_one-page_daily-brief-24-november"),)
    choices = order.choices
    assert choices.formats == ("md", "html", "pdf")
    assert (choices.profile, choices.ceiling, choices.paper, choices.internal, choices.receipt) == (
        "", "", "", False, True,
    )  # fmt: skip


def test_a_choice_needs_a_format_a_folder_and_a_name_and_is_remembered(
    dialog: ExportDialog, page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]
) -> None:
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert not dialog.go.isEnabled()
    dialog.boxes["csv"].setChecked(True)
    dialog.more.receipt.setChecked(False)
    dialog.name.setText("x")
    assert dialog.files.text() == "x.csv"
    dialog.name.clear()
    assert not dialog.go.isEnabled()
    dialog.name.setText("x")
    dialog.accept()
    again = ExportDialog(page.context, page.desk.get(Brief, crisis["brief"]), page)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    assert again.formats() == ("csv",)
    assert not again.more.receipt.isChecked()


def test_each_format_says_what_it_is_for(dialog: ExportDialog) -> None:
    assert all(box.accessibleDescription() for box in dialog.boxes.values())


def test_what_the_ceiling_leaves_out_is_counted_and_listed(dialog: ExportDialog, crisis: dict[str, str]) -> None:
    assert dialog.left_out.isHidden()
    dialog.context.desk.edit("event", crisis["stop"], {"marking": "TLP:RED"})
    dialog.more.profile.setCurrentIndex(dialog.more.profile.findData("tlp"))
    assert dialog.left_out.isHidden(), "red is the highest level of the profile"
    dialog.more.ceiling.setCurrentIndex(dialog.more.ceiling.findData("TLP:GREEN"))
    assert dialog.left_out.words.text().startswith("1 record of this store")
    dialog.left_out.fold.click()
    assert not dialog.left_out.list.isHidden()
    line = dialog.left_out.list.item(0).text()
    assert line.startswith("TLP:RED · Event: ")
    assert "Both pumping stations stop" in line
    choices = dialog.order().choices
    assert (choices.profile, choices.ceiling) == ("tlp", "TLP:GREEN")
    dialog.more.ceiling.setCurrentIndex(0)
    assert dialog.order().choices.ceiling == "TLP:RED", "a profile that was chosen brings its own ceiling"


def test_internal_blocks_are_off_and_warned_of(dialog: ExportDialog) -> None:
    dialog.fold.click()
    assert not dialog.more.isHidden()
    assert dialog.more.warning.isHidden()
    dialog.more.internal.setChecked(True)
    assert not dialog.more.warning.isHidden()
    assert dialog.order().choices.internal


def test_a_brief_with_internal_blocks_says_that_they_stay_out(dialog: ExportDialog, crisis: dict[str, str]) -> None:
    dialog.context.desk.edit("brief", crisis["brief"], {"internal": True})
    again = ExportDialog(dialog.context, dialog.context.desk.get(Brief, crisis["brief"]), dialog)
    assert "Without the internal blocks" in again.files.text()
    assert not again.order().choices.internal
    again.more.internal.setChecked(True)
    assert "Without" not in again.files.text()
    again.reject()


def test_several_briefs_are_exported_under_their_own_names(
    page: BriefsPage, qtbot: QtBot, tmp_path: Path, said: Said
) -> None:
    page.desk.new_brief("one-page", "Daily brief, 24 November")
    page.desk.new_brief("issue-brief", "What Mara Vale said")
    page.export_brief()
    dialog = page.dialog
    dialog.folder.setText(str(tmp_path / "out"))
    for format_ in ("html", "pdf"):
        dialog.boxes[format_].setChecked(False)
    tick(dialog)
    assert not dialog.go.isEnabled()
    tick(dialog, 0, 1, 2)
    assert dialog.name_row.isHidden()
    names = dict(dialog.order().briefs).values()
    assert sorted(names) == [
        "2026-11-23_issue-brief_what-said",
        "2026-11-23_one-page_daily-brief-24-november",
        "2026-11-23_one-page_daily-brief-24-november-no-2",
    ]
    assert dialog.files.text().splitlines()[-1] == "each as .md .receipt.json"
    with qtbot.waitSignal(page.exporter.finished, timeout=WAIT):
        dialog.accept()
    there = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert there == sorted(f"{name}{ending}" for name in names for ending in (".md", ".receipt.json"))
    assert said.texts()[-1] == "Exported 3 briefs: 3 files."


def jobs(context: Context, *titles: str) -> list[Job]:
    desk = context.desk
    briefs = [desk.get(Brief, desk.new_brief("one-page", title)) for title in titles]
    named = stems(desk, briefs, file_names(desk))
    return [
        Job(wish_for(desk, context.settings, one.id), one.title, name) for one, name in zip(briefs, named, strict=True)
    ]


def test_what_was_finished_stays_when_an_export_is_stopped(context: Context, tmp_path: Path) -> None:
    three = jobs(context, "First", "Second", "Third")
    choices = Choices(("md",), tmp_path / "out", receipt=True)
    told: list[tuple[str, float]] = []
    result = run(
        three,
        choices,
        [prepare(context.desk, job, choices) for job in three],
        overwrite=False,
        progress=lambda words, share: told.append((words, share)),
        cancelled=lambda: any(words.startswith("Second") for words, _share in told),
    )
    assert result.done == ("First",)
    assert result.left == ("Second", "Third")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [
        "2026-11-23_one-page_first.md",
        "2026-11-23_one-page_first.receipt.json",
    ]
    assert summary(result) == "Exported 1 brief: 1 file. Stopped before: Second, Third."
    assert notices(result) == ["First: To be completed: Bottom line."]
    assert [share for _words, share in told] == sorted(share for _words, share in told)


def test_a_brief_that_shows_what_is_withheld_is_not_written_and_its_block_is_shown(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str], tmp_path: Path, said: Said
) -> None:
    page.desk.edit("event", crisis["tankers"], {"marking": "TLP:RED"})
    page.desk.write_block(crisis["brief"], "bottom_line", "Note: second tanker fleet deployed.")
    order = ExportOrder(((crisis["brief"], "brief"),), Choices(("md",), tmp_path / "out"))
    with qtbot.waitSignal(page.exporter.failed, timeout=WAIT) as why:
        page.exporter.start(order)
    assert "lies above the ceiling" in why.args[0]
    assert not list(tmp_path.glob("out/*"))
    _text, action, show = said.toasts[-1]
    assert action == "Show the block"
    assert show is not None
    page.outline.chosen.emit("details")
    with qtbot.waitSignal(page.exporter.block_wanted) as block:
        show()
    assert block.args == ["bottom_line"]
    assert page.middle.currentWidget() is page.editor


def test_a_title_that_shows_what_is_withheld_leads_to_the_details(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str], tmp_path: Path, said: Said
) -> None:
    page.desk.edit("event", crisis["tankers"], {"marking": "TLP:RED"})
    page.desk.edit("brief", crisis["brief"], {"title": "Second tanker fleet deployed"})
    with qtbot.waitSignal(page.exporter.failed, timeout=WAIT):
        page.exporter.start(ExportOrder(((crisis["brief"], "brief"),), Choices(("md",), tmp_path / "out")))
    show = said.toasts[-1][2]
    assert show is not None
    show()
    assert page.middle.currentWidget() is page.brief_details


def test_one_brief_of_several_that_cannot_be_written_is_named_with_a_way_to_its_quote(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str], tmp_path: Path, said: Said
) -> None:
    other = page.desk.new_brief("one-page", "Schools", [crisis["schools"]])
    with page.desk.store.step("damage", "test") as step:
        step.update("quote", crisis["story"], {"exact": "the end of the story"})
    order = ExportOrder(((crisis["brief"], "water"), (other, "schools")), Choices(("md",), tmp_path / "out"))
    with qtbot.waitSignal(page.exporter.finished, timeout=WAIT) as done:
        page.exporter.start(order)
    result = done.args[0]
    assert isinstance(result, Export)
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["schools.md"]
    assert summary(result) == "Exported 1 brief: 1 file. Not exported: Daily brief, 24 November."
    assert notices(result)[0].startswith("Daily brief, 24 November: ")
    _text, action, show = said.toasts[-2]
    assert action == "Show the quote"
    assert show is not None
    show()
    assert said.went[-1] == ("quote", crisis["story"])


def test_a_pdf_that_cannot_be_read_again_is_written_with_a_warning(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(path: Path, _cancelled: Callable[[], bool]) -> list[str]:
        raise ExportError(f"{path.name} could not be read again.")

    monkeypatch.setattr(pdf_text, "page_texts", unreadable)
    one = jobs(context, "First")
    choices = Choices(("pdf",), tmp_path)
    ready = [prepare(context.desk, job, choices) for job in one]
    result = run(one, choices, ready, overwrite=False, progress=lambda *_step: None, cancelled=lambda: False)
    assert result.files[0].path.exists()
    assert not result.receipts[0].files[0].read_back
    assert any("could not be read again" in words for words in result.told)


def test_a_pdf_that_nobody_searched_for_what_is_withheld_is_not_left(
    context: Context, crisis: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_path: Path, _cancelled: Callable[[], bool]) -> list[str]:
        raise CancelledExportError("Reading was stopped.")

    monkeypatch.setattr(pdf_text, "page_texts", stopped)
    context.desk.edit("event", crisis["tankers"], {"marking": "TLP:RED"})
    one = jobs(context, "First")
    choices = Choices(("pdf",), tmp_path / "out")
    ready = [prepare(context.desk, job, choices) for job in one]
    result = run(one, choices, ready, overwrite=False, progress=lambda *_step: None, cancelled=lambda: False)
    assert result.left == ("First",)
    assert not list(tmp_path.glob("out/*"))


def test_names_of_files_leave_out_persons_and_markings(desk: Desk, crisis: dict[str, str]) -> None:
    desk.create("alias", {"actor": crisis["vale"], "text": "Walde"})
    brief = desk.get(Brief, desk.new_brief("one-page", "TLP:RED: Walde and Mara on Brook & Sons"))
    assert stems(desk, [brief], file_names(desk)) == ["2026-11-23_one-page_and-on-brook-sons"]
    assert desk.file_name(desk.compose("one-page", brief=brief.id)) == "2026-11-23_one-page_and-on-brook-sons"
