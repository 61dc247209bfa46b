"""The page of a quote: its form, its proof and its source, and what is never put into quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.model import Quote
from ui.context import Context
from ui.pages.evidence import QuoteDetail
from ui.pages.quotes import QuotesPage
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
