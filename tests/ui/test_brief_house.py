"""The house of a brief: profile, ceiling, marking, paper, and what the ceiling leaves out, as the window shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QStandardItemModel
from pytestqt.qtbot import QtBot

from briefing.model import Brief
from ui.brief.export_one import Choices, Job, Ready, prepare
from ui.brief.making import composed, wish_for
from ui.brief.withheld_panel import WithheldPanel
from ui.context import Context
from ui.pages.brief_verbs import DETAILS
from ui.pages.briefs import BriefsPage
from ui.widgets.text_field import ChoiceField

from .brief_staging import go, opened, pdf_text, ready
from .conftest import Said

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> BriefsPage:
    made = opened(qtbot, context)
    go(made, DETAILS)
    return made


def choose(field: ChoiceField, value: str) -> None:
    field.setCurrentIndex(field.findData(value))
    field.flush()


def test_profile_and_ceiling_are_chosen_and_printed(page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]) -> None:
    details = page.brief_details
    assert details.profile.currentText() == "As the store: Plain"
    assert details.house.row("ceiling").isHidden() and details.house.row("marking").isHidden()
    choose(details.profile, "uk")
    assert not details.house.row("ceiling").isHidden()
    assert details.ceiling.currentText() == "Highest allowed (OFFICIAL-SENSITIVE)"
    model = details.ceiling.model()
    assert isinstance(model, QStandardItemModel)
    secret = model.item(details.ceiling.findData("SECRET"))
    assert not secret.isEnabled() and "accredited" in secret.toolTip()
    assert "accredited" in details.levels_words.text()
    choose(details.marking, "OFFICIAL-SENSITIVE")
    ready(qtbot, page)
    assert "OFFICIAL-SENSITIVE" in pdf_text(page)
    assert page.desk.get(Brief, crisis["brief"]).profile == "uk"
    choose(details.profile, "coe")
    assert details.house.row("marking").error() == "OFFICIAL-SENSITIVE is no level of this profile. Choose another."
    ready(qtbot, page)


def test_what_lies_above_the_ceiling_is_counted_and_listed(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str], said: Said
) -> None:
    desk = page.desk
    assert page.preview.held.isHidden() and page.brief_details.held.isHidden()
    desk.edit("brief", crisis["brief"], {"profile": "uk", "ceiling": "OFFICIAL"})
    desk.edit("event", crisis["tankers"], {"marking": "OFFICIAL-SENSITIVE"})
    ready(qtbot, page)
    words = "1 record lies above OFFICIAL and is left out."
    assert page.preview.held.accessibleName() == words
    assert page.brief_details.withheld_words.text() == words
    assert "tanker fleet" not in pdf_text(page)
    page.brief_details.held.click()
    panel = page.preview.panel
    assert isinstance(panel, WithheldPanel)
    panel.links[0].click()
    assert said.went == [("event", crisis["tankers"])]
    desk.edit("brief", crisis["brief"], {"ceiling": ""})
    ready(qtbot, page)
    assert page.preview.held.isHidden()
    assert "tanker fleet" in pdf_text(page)


def test_a_marking_of_another_scheme_is_said_to_be_unknown(
    page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]
) -> None:
    page.desk.edit("event", crisis["tankers"], {"marking": "OFFICIAL"})
    ready(qtbot, page)
    assert page.preview.held.accessibleName().startswith("1 record has a marking that this profile does not know")


def test_the_rows_follow_what_the_form_asks_for(page: BriefsPage, qtbot: QtBot, crisis: dict[str, str]) -> None:
    details = page.brief_details
    assert all(details.form.row(name).isHidden() for name in ("event", "speaker", "since"))
    page.desk.edit("brief", crisis["brief"], {"event": crisis["repair"]})
    assert not details.form.row("event").isHidden()
    assert details.house.row("series").isHidden()
    page.desk.edit("brief", crisis["brief"], {"series": "Water", "series_no": 3})
    assert not details.house.row("series_no").isHidden()
    ready(qtbot, page)


@pytest.mark.parametrize(
    ("own", "profile", "user", "paper"),
    [("letter", "uk", "a4", "us-letter"), ("", "uk", "us-letter", "a4"), ("", "plain", "us-letter", "us-letter")],
)
def test_paper_is_that_of_the_brief_else_of_its_profile_else_of_the_user(
    context: Context, crisis: dict[str, str], own: str, profile: str, user: str, paper: str
) -> None:
    desk = context.desk
    context.settings.set_text("paper", user)
    desk.edit("brief", crisis["brief"], {"paper": own, "profile": profile})
    tree = composed(desk, wish_for(desk, context.settings, crisis["brief"])).tree
    assert tree is not None and tree.paper == paper


def test_an_export_with_another_profile_is_on_the_paper_of_that_profile(
    context: Context, crisis: dict[str, str], tmp_path: Path
) -> None:
    context.settings.set_text("paper", "us-letter")
    job = Job(wish_for(context.desk, context.settings, crisis["brief"]), "", "brief")
    plain, british = (prepare(context.desk, job, Choices((), tmp_path, profile=name)) for name in ("plain", "uk"))
    assert isinstance(plain, Ready) and plain.composed.tree.paper == "us-letter"
    assert isinstance(british, Ready) and british.composed.tree.paper == "a4"
