"""Actors, events, facts, positions and quotes edited on their own pages: parts, copies, the bin, other words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing.model import Actor, ActorRelation, Citation, Event, Fact, Issue, Membership, Participant, Position, Quote
from ui.context import Context
from ui.forms.choice_panel import ChoicePanel
from ui.forms.entry_panel import EntryPanel
from ui.forms.expanding import ExpandingRow
from ui.forms.link_picker import LinkPicker
from ui.forms.part_section import PartSection
from ui.pages.actors import ActorsPage
from ui.pages.issues import IssuesPage
from ui.pages.listing import BIN
from ui.pages.quotes import QuotesPage
from ui.pages.timeline import TimelinePage
from ui.widgets.dragging import Place, carried, record_in
from ui.widgets.text_field import LineField

from .conftest import Answers, Said
from .staging import Desktop

Make = Callable[..., Desktop]


@pytest.fixture
def staged(context: Context, crisis: dict[str, str], said: Said, qtbot: QtBot) -> Make:
    return lambda page: Desktop(context, crisis, said, qtbot, page)


def begin(desktop: Desktop, section: PartSection, typed: str) -> None:
    """Add a part that begins with this."""
    panel = section.pick()
    assert isinstance(panel, EntryPanel | LinkPicker)
    panel.field.setText(typed)
    if isinstance(panel, LinkPicker):
        panel.look()
        if not panel.list.current():
            desktop.qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    desktop.qtbot.keyClick(panel.field, Qt.Key.Key_Return)


def rows(section: PartSection) -> list[ExpandingRow]:
    return [row for row in section.widgets() if isinstance(row, ExpandingRow)]


def last_undo(desktop: Desktop) -> None:
    undo = desktop.said.toasts[-1][2]
    assert undo is not None
    undo()


def test_a_role_is_added_edited_deleted_and_brought_back(staged: Make) -> None:
    desktop = staged(ActorsPage)
    page, desk, vale = desktop.page, desktop.desk, desktop.ids["vale"]
    page.show_record("actor", vale)
    section = page.detail.roles
    begin(desktop, section, "Chair of the crisis cell")
    held = desk.memberships(vale)[0]
    assert (held.role, held.organisation) == ("Chair of the crisis cell", "")
    row = rows(section)[0]
    assert row.is_open() and row.form is not None and row.form.field("organisation").hasFocus()
    field = row.form.field("start_edtf")
    field.setFocus()
    desktop.qtbot.keyClicks(field, "early Aug 2022")
    row.form.flush()
    desk.edit("membership", held.id, {"organisation": desktop.ids["directorate"]})
    assert desk.get(Membership, held.id).start_edtf != ""
    assert [one.person for one in desk.members(desktop.ids["directorate"])] == [vale]
    line = rows(section)[0].line.accessibleName()
    assert "Chair of the crisis cell" in line and "Directorate of Utilities" in line and "2022" in line
    section.delete(held.id)
    assert desk.memberships(vale) == [] and desktop.said.texts()[-1] == "Deleted role."
    last_undo(desktop)
    assert [one.id for one in desk.memberships(vale)] == [held.id] and len(rows(section)) == 1


def test_a_name_is_found_by_search_as_soon_as_it_is_there(staged: Make) -> None:
    desktop = staged(ActorsPage)
    desktop.page.show_record("actor", desktop.ids["vale"])
    begin(desktop, desktop.page.detail.names, "Вале")
    assert [hit.id for hit in desktop.desk.search("vale", ("actor",))] == [desktop.ids["vale"]]
    assert [hit.id for hit in desktop.desk.search("Вале", ("actor",))] == [desktop.ids["vale"]]


def test_a_relation_is_told_from_both_ends_and_its_other_end_can_be_made_on_the_way(staged: Make) -> None:
    desktop = staged(ActorsPage)
    page, desk, vale = desktop.page, desktop.desk, desktop.ids["vale"]
    page.show_record("actor", vale)
    begin(desktop, page.detail.relations, "Office of the mediator")
    assert desk.every(ActorRelation) == []  # nobody chose yet how they stand to one another
    assert [one for one in desk.every(Actor) if one.name == "Office of the mediator"] == []
    asked = next(one for one in page.window().findChildren(ChoicePanel) if one.isVisible())
    desktop.qtbot.mouseClick(asked.buttons["represents"], Qt.MouseButton.LeftButton)
    made = desk.every(ActorRelation)
    assert [one.kind for one in made] == ["represents"]
    assert desktop.said.toasts[-1][:2] == ("Made the actor “Office of the mediator” and added it.", "Undo")
    assert len(made) == 1 and made[0].from_actor == vale
    other = made[0].to_actor
    assert desk.get(Actor, other).name == "Office of the mediator"
    kind = rows(page.detail.relations)[0].form
    assert kind is not None
    assert kind.field("start_edtf").hasFocus()
    desk.edit("actor_relation", made[0].id, {"kind": "opposes"})
    page.show_record("actor", other)
    assert "opposes Office of the mediator" in rows(page.detail.relations)[0].line.accessibleName()
    form_row = rows(page.detail.relations)[0]
    form_row.open_form()
    assert form_row.form is not None and "from_actor" in form_row.form.editors  # what can be changed is the other end


def test_the_arrow_of_a_part_opens_the_record_it_leads_to(staged: Make) -> None:
    desktop = staged(ActorsPage)
    desktop.desk.create(
        "membership", {"person": desktop.ids["vale"], "organisation": desktop.ids["directorate"], "role": "Chair"}
    )
    desktop.page.show_record("actor", desktop.ids["vale"])
    arrow = rows(desktop.page.detail.roles)[0]._arrow
    desktop.qtbot.waitUntil(arrow.isVisible)
    assert arrow.accessibleName().startswith("Open: ")
    desktop.qtbot.mouseClick(arrow, Qt.MouseButton.LeftButton)
    assert desktop.said.went[-1] == ("actor", desktop.ids["directorate"])


def test_an_event_has_participants_and_sources(staged: Make) -> None:
    desktop = staged(TimelinePage)
    page, desk, stop = desktop.page, desktop.desk, desktop.ids["stop"]
    page.show_record("event", stop)
    begin(desktop, page.detail.participants, "Mara")
    begin(desktop, page.detail.citations, "Press conference")
    assert [(row.actor, row.role) for row in desk.taking_part(stop)] == [(desktop.ids["vale"], "")]
    told = desk.citations(stop)
    assert [(one.record_kind, one.source) for one in told] == [("event", desktop.ids["minutes"])]
    row = rows(page.detail.citations)[0]
    assert row.is_open() and row.form is not None
    locator = row.form.field("locator")
    assert isinstance(locator, LineField) and locator.hasFocus()
    desktop.qtbot.keyClicks(locator, "paragraph 3")
    row.form.flush()
    assert desk.get(Citation, told[0].id).locator == "paragraph 3"
    picker = page.detail.participants.pick()
    assert desktop.ids["vale"] not in picker.list.ids()  # nobody takes part twice
    picker.shut()
    assert isinstance(desk.get(Participant, desk.taking_part(stop)[0].id), Participant)


def test_every_kind_goes_to_the_bin_is_seen_there_and_comes_back(staged: Make) -> None:
    desktop = staged(TimelinePage)
    page, desk, stop = desktop.page, desktop.desk, desktop.ids["stop"]
    page.show_record("event", stop)
    desktop.qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert desk.get(Event, stop).deleted and stop not in page.model.ids()
    text, action, _undo = desktop.said.toasts[-1]
    assert text.startswith("Deleted event “Both pumping stations stop") and "appears in one place." in text
    assert action == "Undo"
    page.show_record("event", stop)  # a link to a deleted record shows it in the bin
    assert page.in_bin() and page.current_record() == ("event", stop)
    assert not page.detail.head.bin.isHidden() and page.detail.title.widget.isReadOnly()
    page.delete_record()  # nothing is deleted twice
    page.detail.verbs.restore(stop)
    assert not desk.get(Event, stop).deleted and not page.in_bin()


def test_a_copy_is_made_opened_and_undone_in_one_step(staged: Make) -> None:
    desktop = staged(TimelinePage)
    desktop.page.show_record("event", desktop.ids["stop"])
    desktop.page.duplicate_record()
    kind, made = desktop.said.went[-1]
    assert kind == "event" and desktop.desk.get(Event, made).title.endswith("(copy)")
    assert desktop.page.current_record() == ("event", made)
    desktop.desk.undo()
    assert made not in desktop.desk.ids("event")


def test_facts_and_positions_have_lists_of_their_own(staged: Make) -> None:
    desktop = staged(QuotesPage)
    page, desk = desktop.page, desktop.desk
    page.show_record("fact", desktop.ids["demand"])
    assert page.shown.KIND == "fact" and page.current_record() == ("fact", desktop.ids["demand"])
    page.new_record()
    made = page.current_record()[1]
    assert desk.get(Fact, made).label == "New fact"
    begin(desktop, page.shown.detail.basis, "Demand")
    assert [fact.id for fact in desk.basis(made)] == [desktop.ids["demand"]]
    assert page.shown.detail.tags(desk.get(Fact, made)) == ("derived",)
    page.show_record("position", desktop.ids["position"])
    assert page.shown.KIND == "position"
    page.show_kind("quote")
    assert page.shown.KIND == "quote" and page.current_record()[0] == "quote"


def test_a_new_position_asks_whose_and_on_what(staged: Make) -> None:
    desktop = staged(QuotesPage)
    page = desktop.page
    page.show_kind("position")
    page.new_record()
    for typed in ("Mara", "fuel"):
        picker = next(one for one in page.window().findChildren(LinkPicker) if one.isVisible())
        picker.field.setText(typed)
        picker.look()
        desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    before = desktop.desk.ids("position")
    panel = next(one for one in page.window().findChildren(EntryPanel) if one.isVisible())
    assert desktop.desk.ids("position") == before
    panel.field.setText("Wants the contract back")
    desktop.qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    made = desktop.desk.get(Position, page.current_record()[1])
    assert (made.actor, made.issue) == (desktop.ids["vale"], desktop.ids["fuel"])
    assert (made.summary, made.stance) == ("Wants the contract back", "unknown")
    assert page.shown.detail.form.field("stance").hasFocus()


def test_a_new_position_makes_who_and_what_is_new_only_at_the_end_and_as_one(staged: Make) -> None:
    desktop = staged(QuotesPage)
    page, desk = desktop.page, desktop.desk
    page.show_kind("position")
    steps = desk.step_number()
    page.new_record()
    for typed in ("Quite new actor", "Quite new issue"):
        picker = next(one for one in page.window().findChildren(LinkPicker) if one.isVisible())
        desktop.qtbot.keyClicks(picker.field, typed)
        desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Down)
        desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert desk.step_number() == steps
    panel = next(one for one in page.window().findChildren(EntryPanel) if one.isVisible())
    panel.field.setText("Wants it all")
    desktop.qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert desk.get(Position, page.current_record()[1]).summary == "Wants it all"
    assert desktop.said.texts()[-1] == "Made a position, and with it: Quite new actor · Quite new issue"
    last_undo(desktop)
    titles = [one.title for one in desk.every(Issue)] + [one.name for one in desk.every(Actor)]
    assert not [title for title in titles if title.startswith("Quite new")]


def test_other_words_make_a_paraphrase_only_after_it_was_said_what_that_costs(staged: Make) -> None:
    desktop = staged(QuotesPage)
    page, desk, story = desktop.page, desktop.desk, desktop.ids["story"]
    page.show_record("quote", story)
    detail = page.shown.detail
    assert detail.title.row.isHidden() and not detail.words.isHidden()
    desktop.qtbot.mouseClick(detail.change, Qt.MouseButton.LeftButton)
    assert detail.reword.isVisible() and detail.reword.field.value() == "not the end of the story"
    desktop.qtbot.keyClick(detail.reword.field, Qt.Key.Key_Escape)
    assert not detail.reword.isVisible() and desk.get(Quote, story).form != "paraphrase"
    desktop.qtbot.mouseClick(detail.change, Qt.MouseButton.LeftButton)
    detail.reword.field.set_value("She said that talks would go on.")
    detail.reword.save.click()
    assert desk.get(Quote, story).form == "paraphrase" and desk.quote_state(desk.get(Quote, story)) == "paraphrase"
    assert detail.words.isHidden() and not detail.title.row.isHidden() and not detail.title.widget.isReadOnly()
    assert desktop.said.toasts[-1][:2] == ("The quote is a paraphrase now.", "Undo")
    desk.undo()
    assert desk.quote_state(desk.get(Quote, story)) == "verified" and not detail.words.isHidden()


def test_a_quote_is_copied_with_its_source_plain_and_rich(staged: Make) -> None:
    desktop = staged(QuotesPage)
    desktop.page.show_record("quote", desktop.ids["story"])
    desktop.page.copy_with_source()
    data = QApplication.clipboard().mimeData()
    assert data is not None
    assert data.text() == (
        "“not the end of the story” — Mara Vale, Minister of Energy, 20 November 2026, "
        "Press conference of the crisis cell, 20 November 2026, paragraph 2"
    )
    assert "<blockquote>“not the end of the story”</blockquote>" in data.html()


def test_a_record_is_linked_to_an_issue_from_its_own_page(staged: Make) -> None:
    desktop = staged(QuotesPage)
    page, desk, control = desktop.page, desktop.desk, desktop.ids["control"]
    page.show_record("quote", control)
    page.link_to_issue()
    picker = next(one for one in page.window().findChildren(LinkPicker) if one.isVisible())
    picker.field.setText("fuel")
    picker.look()
    desktop.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert [place.id for place in desk.issues_of("quote", control)] == [desktop.ids["fuel"]]
    last_undo(desktop)
    assert desk.issues_of("quote", control) == []


def drop(target: QWidget, place: Place, spot: QPoint) -> bool:
    """Carry a record to a spot of a widget and let it go there."""
    data = carried(place)
    both = Qt.DropAction.LinkAction | Qt.DropAction.CopyAction
    where = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(spot, both, data, *where))
    event = QDropEvent(QPointF(spot), both, data, *where)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def test_a_record_dropped_on_an_issue_is_linked_to_it(staged: Make) -> None:
    desktop = staged(IssuesPage)
    page, desk = desktop.page, desktop.desk
    row = page.model.index_of(desktop.ids["fuel"])
    assert drop(page.list.viewport(), ("quote", desktop.ids["control"]), page.list.visualRect(row).center())
    assert [place.id for place in desk.issues_of("quote", desktop.ids["control"])] == [desktop.ids["fuel"]]
    page.show_record("issue", desktop.ids["schools"])
    assert drop(page.detail.viewport(), ("actor", desktop.ids["vale"]), QPoint(40, 40))
    assert desktop.ids["schools"] in [place.id for place in desk.issues_of("actor", desktop.ids["vale"])]
    before = desk.step_number()
    assert not drop(page.detail.viewport(), ("issue", desktop.ids["fuel"]), QPoint(40, 40))
    drop(page.detail.viewport(), ("actor", desktop.ids["vale"]), QPoint(40, 40))
    assert desk.step_number() == before and desktop.said.texts()[-1] == "It is linked to this issue already."


def test_what_is_carried_is_a_record_or_nothing() -> None:
    assert record_in(carried(("quote", "1"))) == ("quote", "1")
    text = QMimeData()
    text.setText("quote 1")
    assert record_in(text) is None and not carried(("quote", "1")).hasText()


def test_who_is_not_there_yet_is_made_from_the_field_that_asks_for_them(staged: Make) -> None:
    desktop = staged(QuotesPage)
    page, desk = desktop.page, desktop.desk
    page.show_record("quote", desktop.ids["control"])
    speaker = page.shown.detail.form.field("speaker")
    speaker.setFocus()
    speaker.selectAll()
    desktop.qtbot.keyClicks(speaker, "A spokesperson")
    assert list(speaker.suggestions().ids())[-1] == "+"
    desktop.qtbot.keyClick(speaker, Qt.Key.Key_Up)
    desktop.qtbot.keyClick(speaker, Qt.Key.Key_Return)
    made = desk.get(Quote, desktop.ids["control"]).speaker
    assert desk.get(Actor, made).name == "A spokesperson"


def test_a_long_list_shows_its_beginning_and_the_rest_on_demand(staged: Make) -> None:
    desktop = staged(IssuesPage)
    desk, water = desktop.desk, desktop.ids["water"]
    with desk.store.step("many links", "Anna") as step:
        for number in range(500):
            actor = step.insert("actor", {"name": f"Witness {number:03}"})
            step.insert("link", {"issue": water, "target_kind": "actor", "target": actor})
    desktop.page.refresh()
    section = desktop.page.detail.actors
    assert len(section.widgets()) == 15 and section.more.text() == "Show 50 more of 502"
    section.show_more()
    assert len(section.widgets()) == 65 and not section.more.isHidden()
    for _ in range(8):
        section.show_more()
    assert section.more.text() == "Show all 502"
    section.show_more()
    assert len(section.widgets()) == 502 and section.more.isHidden()
    desktop.page.show_record("issue", desktop.ids["fuel"])
    desktop.page.show_record("issue", water)
    assert len(section.widgets()) == 15  # a long list that was opened does not stay open for every record


def test_a_filter_is_kept_under_a_name_and_called_up_again(staged: Make, answers: Answers) -> None:
    desktop = staged(IssuesPage)
    page = desktop.page
    page.filter.setText("water")
    page.chips.set_keys(("open",))
    page.refresh()
    answers.text = "Water, open"
    page.saved.save()
    page.clear_filter()
    assert len(page.model.ids()) == 3
    menu = page.saved.menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Water, open",
        "Save this filter…",
        "Remove",
    ]
    menu.actions()[0].trigger()
    assert list(page.model.ids()) == [desktop.ids["water"]] and page.chips.keys() == ("open",)
    assert page.filter.text() == "water" and page.saved.menu().actions()[0].isChecked()
    page.saved.remove("Water, open")
    assert page.saved.saved() == {}
    last_undo(desktop)
    assert list(page.saved.saved()) == ["Water, open"]
    page.context.settings.set_word("issues/filters", "[1]")
    assert page.saved.saved() == {}  # what somebody else wrote into the settings is passed over


def test_the_bin_chip_counts_and_filters(staged: Make) -> None:
    desktop = staged(ActorsPage)
    page = desktop.page
    assert page._bin_chip.isHidden()
    page.show_record("actor", desktop.ids["contractor"])
    page.delete_record()
    assert not page._bin_chip.isHidden() and "(1)" in page._bin_chip.text()
    page.chips.set_keys((BIN,))
    page.refresh()
    assert list(page.model.ids()) == [desktop.ids["contractor"]]
