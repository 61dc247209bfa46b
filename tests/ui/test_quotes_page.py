"""The page of a quote: its form, its proof and its source, and what is never put into quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Quote
from briefing.reading import Imported
from ui.context import Context
from ui.forms.choice_panel import ChoicePanel
from ui.forms.entry_panel import EntryPanel
from ui.forms.paste_source import PasteSource
from ui.forms.sections import RecordLink, fill_quote_menu, quote_card, quote_text
from ui.icons import Icons
from ui.pages.evidence import QuoteDetail
from ui.pages.quotes import QuotesPage
from ui.pages.sources import SourcesPage
from ui.reader.view import Marked, ReaderView
from ui.search import SearchBox
from ui.widgets.text_field import ChoiceField

from .conftest import Said


@dataclass
class Stage:
    page: QuotesPage
    detail: QuoteDetail
    desk: Desk
    ids: dict[str, str]
    said: Said


@pytest.fixture
def stage(context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot) -> Stage:
    page = QuotesPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    qtbot.waitExposed(page)
    context.bridge.changed.connect(lambda change: page.refresh() if page.concerns(change) else None)
    page.show_record("quote", crisis["story"])
    detail = page.shown.detail
    assert isinstance(detail, QuoteDetail)
    return Stage(page, detail, context.desk, crisis, said)


def choose_form(stage: Stage, form: str) -> ChoiceField:
    field = stage.detail.form.field("form")
    assert isinstance(field, ChoiceField)
    field.setFocus()
    field.setCurrentIndex(field.findData(form))
    field.flush()
    return field


def test_the_form_paraphrase_is_asked_like_other_words_and_costs_nothing_until_then(stage: Stage) -> None:
    field = choose_form(stage, "paraphrase")
    assert stage.detail.reword.isVisible() and field.value() == "fragment"
    assert stage.desk.quote_state(stage.desk.get(Quote, stage.ids["story"])) == "verified"
    stage.detail.reword.cancel.click()
    assert not stage.detail.reword.isVisible() and field.value() == "fragment"
    choose_form(stage, "paraphrase")
    stage.detail.reword.save.click()
    found = stage.desk.get(Quote, stage.ids["story"])
    assert (found.form, found.start, found.text_sha256) == ("paraphrase", None, "")
    assert "paraphrase" in stage.detail.tags(found) and stage.said.toasts[-1][1] == "Undo"
    undo = stage.said.toasts[-1][2]
    assert undo is not None
    undo()
    assert stage.desk.quote_state(stage.desk.get(Quote, stage.ids["story"])) == "verified"


def test_other_words_do_not_get_quotation_marks_back_by_the_form(stage: Stage) -> None:
    stage.desk.reword(stage.ids["story"], "It is far from over")
    field = choose_form(stage, "full")
    assert stage.desk.get(Quote, stage.ids["story"]).form == "paraphrase"
    assert "our own words" in stage.detail.form.row("form").error()
    assert stage.detail.words.isHidden()
    stage.desk.put_back("quote", stage.ids["story"], "exact", "not the end of the story")
    field.set_value("paraphrase")
    choose_form(stage, "fragment")
    assert stage.desk.quote_state(stage.desk.get(Quote, stage.ids["story"])) == "verified"
    assert stage.detail.words.isVisible() and stage.detail.form.row("form").error() == ""


def clipboard() -> str:
    return QApplication.clipboard().text()


def test_the_citation_is_complete_plain_and_rich(stage: Stage) -> None:
    stage.desk.edit("source", stage.ids["minutes"], {"publisher": "Northern Gazette", "url": "https://example.org/x"})
    stage.detail.copy_with_source()
    data = QApplication.clipboard().mimeData()
    assert data is not None
    parts = ("Mara Vale, Minister of Energy, 20 November 2026", "Press conference", "Northern Gazette", "paragraph 2")
    for part in (*parts, "20 November 2026, paragraph 2", "https://example.org/x"):
        assert part in data.text(), part
    assert "<cite>Press conference of the crisis cell</cite>, Northern Gazette" in data.html()


def test_a_paraphrase_is_copied_as_one_without_quotation_marks(stage: Stage) -> None:
    stage.desk.reword(stage.ids["story"], "It goes on")
    stage.detail.copy_with_source()
    assert clipboard().startswith("It goes on — Mara Vale, Minister of Energy, 20 November 2026, paraphrase")


def test_a_card_copies_its_quote_by_button_and_by_keys(
    context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot
) -> None:
    quote = context.desk.get(Quote, crisis["story"])
    card = quote_card(context, quote_text(context, quote))
    qtbot.addWidget(card)
    card.show()
    button = card.findChild(QToolButton)
    assert button is not None
    assert button.accessibleName() == "Copy with source: not the end of the story"
    QApplication.clipboard().clear()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clipboard().startswith("“not the end of the story” — Mara Vale") and said.went == []
    QApplication.clipboard().clear()
    qtbot.keyClick(card, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert clipboard().startswith("“not the end of the story” — Mara Vale") and said.went == []


def test_the_menu_of_a_card_and_of_the_reader_copies_the_quote(context: Context, crisis: dict[str, str]) -> None:
    menu = QMenu()
    fill_quote_menu(context, crisis["control"], menu)
    assert [action.text() for action in menu.actions()] == ["Open the quote", "Show in source", "Copy with source"]
    menu.actions()[-1].trigger()
    assert clipboard().startswith("“for reasons beyond our control” — Brook & Sons, ")


def test_a_quote_found_by_search_is_copied_by_its_keys(context: Context, crisis: dict[str, str], qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 600)
    parent.show()
    box = SearchBox(context, parent)
    box.open_over()
    qtbot.keyClicks(box.field, "story")
    qtbot.waitUntil(lambda: "copies it with its source" in box.words.text())
    qtbot.keyClick(box.field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert clipboard().startswith("“not the end of the story” — Mara Vale")


def test_the_menu_of_the_reader_offers_the_quote_under_the_cursor(look: Icons, qtbot: QtBot) -> None:
    view = ReaderView(look.theme)
    qtbot.addWidget(view)
    view.show_text("He said “no” and left.\n")
    view.show_marked([Marked("q", 9, 11, True, "no")])
    asked: list[tuple[str, QMenu]] = []
    view.menu_wanted.connect(lambda quote, menu: asked.append((quote, menu)))
    cases: tuple[tuple[int, list[str]], ...] = ((10, ["q"]), (2, []))
    for place, wanted in cases:
        asked.clear()
        cursor = view.textCursor()
        cursor.setPosition(place)
        view.menu_at(cursor).deleteLater()
        assert [quote for quote, _menu in asked] == wanted


def test_a_quote_says_that_its_source_is_in_the_bin_and_restores_it(stage: Stage) -> None:
    assert stage.detail.gone.isHidden()
    stage.desk.delete("source", stage.ids["minutes"])
    stage.page.show_record("quote", stage.ids["story"])
    assert stage.detail.gone.isVisible()
    assert "source in the bin" in stage.detail.tags(stage.desk.get(Quote, stage.ids["story"]))
    text = quote_text(stage.detail.context, stage.desk.get(Quote, stage.ids["story"]))
    assert "Press conference of the crisis cell (in the bin)" in text.attribution
    stage.detail.bring_back.click()
    assert stage.desk.is_there("source", stage.ids["minutes"]) and stage.detail.gone.isHidden()


def test_a_paraphrase_offers_no_check_and_no_empty_passage(stage: Stage) -> None:
    assert stage.detail.verify.isVisible() and stage.detail.found.isVisible()
    stage.desk.reword(stage.ids["story"], "It goes on")
    assert stage.detail.verify.isHidden() and stage.detail.found.isHidden()
    assert "never printed in quotation marks" in stage.detail.said.text()


def test_a_position_shows_whose_it_is_and_on_what_once(stage: Stage) -> None:
    stage.page.show_record("position", stage.ids["position"])
    detail = stage.page.shown.detail
    assert {"actor", "issue"} <= set(detail.form.editors)
    links = [one.accessibleName() for one in detail.findChildren(RecordLink) if one.isVisible()]
    assert not [name for name in links if name.startswith("Directorate of Utilities")]


def test_a_new_quote_is_captured_or_a_paraphrase_and_never_typed_in_quotation_marks(stage: Stage) -> None:
    before = stage.desk.ids("quote")
    stage.page.new_record()
    panel = next(one for one in stage.page.window().findChildren(ChoicePanel) if one.isVisible())
    assert list(panel.buttons) == ["capture", "write"]
    panel.buttons["write"].click()
    entry = next(one for one in stage.page.window().findChildren(EntryPanel) if one.isVisible())
    assert stage.desk.ids("quote") == before
    entry.field.setText("They will go on talking")
    entry.add.click()
    made = stage.desk.get(Quote, stage.page.current_record()[1])  # type: ignore[index]
    assert (made.exact, made.form, made.start) == ("They will go on talking", "paraphrase", None)
    assert stage.detail.words.isHidden() and stage.said.toasts[-1][1] == "Undo"


def test_a_pasted_text_is_archived_by_its_hash_and_only_once(context: Context, qtbot: QtBot) -> None:
    page = SourcesPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    for new in (True, False):
        dialog = PasteSource(context, page)
        done: list[Imported] = []
        dialog.archived.connect(done.append)
        dialog.open()
        dialog.save.click()
        assert dialog.isVisible() and "Title" in dialog.problem.text()
        dialog.heading.setText("A letter")
        dialog.words.setPlainText("We will not sign.\nNot now.")
        dialog.save.click()
        assert done[0].new is new
    archived = context.desk.archived(done[0].source)
    assert archived is not None and archived.intact and archived.text == "We will not sign.\nNot now."
    assert archived.source.title == "A letter" and archived.version.text_method == "text/1 pasted"


def test_a_piece_of_a_page_is_pasted_as_its_words_and_kept_to_the_letter(context: Context, qtbot: QtBot) -> None:
    page = SourcesPage(context)
    qtbot.addWidget(page)
    page.show()
    html = "<html><body><!--StartFragment--><p>Talks cost 5\u00a0million.</p><p>He <b>left</b>.</p><!--EndFragment-->"
    for typed in ("", " Later."):
        copied = QMimeData()
        copied.setHtml(html)
        copied.setText("Talks cost 5 million. He left.")
        QApplication.clipboard().setMimeData(copied)
        dialog = PasteSource(context, page)
        done: list[Imported] = []
        dialog.archived.connect(done.append)
        dialog.open()
        dialog.paste.click()
        assert dialog.told.isVisible() and dialog.words.typed() == "Talks cost 5\u00a0million.\n\nHe left."
        dialog.words.appendPlainText(typed) if typed else None
        dialog.heading.setText("From a page")
        dialog.save.click()
        archived = context.desk.archived(done[0].source)
        assert archived is not None and archived.text.startswith("Talks cost 5\u00a0million.")
        assert archived.version.text_method == ("text/1 pasted" if typed else "html/1 pasted")


def test_a_source_that_is_only_referred_to_has_no_text(context: Context, qtbot: QtBot) -> None:
    page = SourcesPage(context)
    qtbot.addWidget(page)
    page.show()
    page.new_record()
    panel = next(one for one in page.window().findChildren(ChoicePanel) if one.isVisible())
    assert list(panel.buttons) == ["files", "paste", "refer"]
    panel.buttons["refer"].click()
    entry = next(one for one in page.window().findChildren(EntryPanel) if one.isVisible())
    entry.field.setText("The treaty itself")
    entry.add.click()
    made = page.current_record()
    assert made is not None and context.desk.title("source", made[1]) == "The treaty itself"
    assert context.desk.archived(made[1]) is None and page.detail.no_text.isVisible()
    told = [label.text() for label in page.detail.findChildren(QLabel)]
    assert any("only referred to" in text for text in told) and not any("held in full" in text for text in told)
