"""Taking back a named entry, whatever was done after it: exactly that, wholly or not at all, and in the right order."""

from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.model import Issue, Quote
from briefing.store.store import create_store
from briefing.terms import QuoteForm

ARTICLE = "The minister spoke.\n\nShe said that the repair would end on Friday and not before.\n"
WORDS = "the repair would end on Friday"


@pytest.fixture
def desk() -> Desk:
    return Desk(create_store(), "Anna")


@pytest.fixture
def issue(desk: Desk) -> str:
    return desk.create("issue", {"title": "Water", "next_step": "Call", "priority": "high"})


@pytest.fixture
def quote(desk: Desk, tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    start = ARTICLE.index(WORDS)
    return desk.capture_quote(desk.import_file(path).source, start, start + len(WORDS))


def test_an_older_entry_is_taken_back_and_what_came_after_it_stays(desk: Desk, issue: str) -> None:
    desk.put_back("issue", issue, "priority", "low")
    entry = desk.latest
    desk.edit("issue", issue, {"next_step": "Write"})
    undone = desk.undo_entry(entry)
    assert undone is not None and undone.done and undone.skipped == ()
    found = desk.get(Issue, issue)
    assert (found.priority, found.next_step) == ("high", "Write")


def test_the_menu_goes_on_in_its_order_after_an_entry_was_taken_back_out_of_turn(desk: Desk, issue: str) -> None:
    desk.edit("issue", issue, {"priority": "low"})
    entry = desk.latest
    desk.edit("issue", issue, {"next_step": "Write"})
    typed = desk.undo_label()
    desk.undo_entry(entry)
    assert desk.undo_label() == typed and "priority" in desk.redo_label()
    desk.redo()
    assert desk.get(Issue, issue).priority == "low" and "priority" in desk.undo_label()
    desk.undo()
    desk.undo()
    found = desk.get(Issue, issue)
    assert (found.priority, found.next_step) == ("high", "Call")


def test_an_entry_is_taken_back_once_and_again_only_after_it_was_redone(desk: Desk, issue: str) -> None:
    desk.edit("issue", issue, {"priority": "low"})
    entry = desk.latest
    desk.undo()
    steps = desk.step_number()
    assert desk.undo_entry(entry) is None and desk.step_number() == steps
    desk.redo()
    undone = desk.undo_entry(entry)
    assert undone is not None and desk.get(Issue, issue).priority == "high"
    assert desk.undo_entry(entry) is None


def test_an_entry_whose_field_was_changed_since_is_left_alone_and_leaves_no_trace(desk: Desk, issue: str) -> None:
    desk.edit("issue", issue, {"priority": "low", "next_step": "Write"})
    entry = desk.latest
    desk.edit("issue", issue, {"priority": "critical"})
    steps = desk.step_number()
    undone = desk.undo_entry(entry)
    assert undone is not None and not undone.done and undone.skipped == ("Priority",)
    found = desk.get(Issue, issue)
    assert (found.priority, found.next_step, desk.step_number()) == ("critical", "Write", steps)


def test_a_copy_on_which_somebody_went_on_working_is_not_taken_away(desk: Desk, issue: str) -> None:
    made = desk.duplicate("issue", issue)
    entry = desk.latest
    desk.edit("issue", made, {"title": "Fuel"})
    undone = desk.undo_entry(entry)
    assert undone is not None and not undone.done and undone.skipped == ("issue",)
    assert desk.get(Issue, made).deleted == ""
    desk.undo()
    again = desk.undo_entry(entry)
    assert again is not None and again.done and made not in [one.id for one in desk.every(Issue)]


def test_a_record_to_which_others_were_linked_since_is_not_taken_away(desk: Desk, quote: str) -> None:
    made = desk.create("issue", {"title": "Repair"})
    entry = desk.latest
    desk.link(made, "quote", quote)
    undone = desk.undo_entry(entry)
    assert undone is not None and not undone.done
    desk.unlink(made, "quote", quote)
    again = desk.undo_entry(entry)
    assert again is not None and again.done


def test_a_verb_that_changed_nothing_names_no_entry(desk: Desk, issue: str, quote: str) -> None:
    desk.link(issue, "quote", quote)
    assert desk.latest
    desk.link(issue, "quote", quote)
    assert desk.latest == "" and desk.undo_entry(desk.latest) is None


def test_a_listener_that_saves_does_not_put_its_own_entry_in_the_place_of_the_verbs(desk: Desk, issue: str) -> None:
    def save(_change: object) -> None:
        stop()
        desk.edit("issue", issue, {"next_step": "Saved on the way"})

    stop = desk.listen(save)
    desk.edit("issue", issue, {"priority": "low"})
    desk.undo_entry(desk.latest)
    found = desk.get(Issue, issue)
    assert (found.priority, found.next_step) == ("high", "Saved on the way")


def test_no_undo_puts_other_words_between_the_quotation_marks_of_a_quote(desk: Desk, quote: str) -> None:
    desk.reword(quote, "Repairs end Friday")
    entry = desk.latest
    desk.edit("quote", quote, {"exact": "Repairs end soon"})
    undone = desk.undo_entry(entry)
    assert undone is not None and not undone.done
    found = desk.get(Quote, quote)
    assert (found.form, found.exact, found.text_sha256) == (QuoteForm.PARAPHRASE, "Repairs end soon", "")
    desk.undo()
    again = desk.undo_entry(entry)
    assert again is not None and again.done
    assert desk.get(Quote, quote).exact == WORDS and desk.quote_state(desk.get(Quote, quote)) == "verified"
