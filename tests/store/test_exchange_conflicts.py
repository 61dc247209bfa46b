"""What two desks wrote: merged where that can be, asked once where not, and undone as one."""

from pathlib import Path

import pytest

from briefing.errors import InvalidEntryError
from briefing.model import Quote
from briefing.store import conflicting, exchange, history, merging, records
from briefing.store.exchange import ExchangeError
from briefing.store.store import Store, create_store, open_store

from .exchange_staging import (
    PLAY,
    Desks,
    archived,
    both,
    contested,
    edit,
    give,
    issue,
    look,
    make,
    nothing,
    steps,
)

# conflicts


def test_words_written_while_another_desk_deleted_their_record_are_told_to_both(desks: Desks) -> None:
    a, b, one = both(desks)
    with a.step("delete issue", "A") as step:
        step.delete("issue", one)
    edit(b, one, title="Bridge", next_step="Call")
    words = "“Bridge” was deleted on one desk while another one changed it (Next step, Title)"
    for source, target in ((a, b), (b, a)):
        assert words in " ".join(look(source, target).notices)
        assert words in " ".join(give(source, target).notices)
        assert issue(target, one).deleted
    with b.step("restore issue", "B") as step:
        step.update("issue", one, {"deleted": ""})
    with b.step("delete issue", "B") as step:
        step.delete("issue", one)
    assert give(b, a).notices == ()  # it was deleted in knowledge of those words


def test_two_values_are_a_conflict_that_shows_both_sides(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    [found] = conflicting.unsettled(a)
    assert (found.kind, found.id, found.field, found.label) == ("issue", one, "title", "Title")
    sides = {(side.user, side.at, side.value) for side in (found.a, found.b)}
    assert sides == {
        ("user of desk-a", "2023-11-14T22:13:20Z", "Bridge"),
        ("user of desk-b", "2023-11-14T22:13:20Z", "Street"),
    }
    assert (found.base, found.current) == ("Road", issue(b, one).title)
    assert conflicting.unsettled(b) == [found]


def test_the_same_value_on_both_sides_is_no_conflict(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Bridge"), priority=("high", "high"))
    assert not conflicting.unsettled(a)
    with a.step("delete issue", "A") as step:
        step.delete("issue", one)
    with b.step("delete issue", "B") as step:
        step.update("issue", one, {"deleted": "2020-01-01T00:00:00Z"})
    give(a, b)
    assert not conflicting.unsettled(b)


@pytest.mark.parametrize("chosen", ["Bridge", "Street", "Something else"])
def test_what_is_settled_once_is_asked_on_no_desk_again(desks: Desks, chosen: str) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    c = desks("c")
    give(a, c)
    [found] = conflicting.unsettled(a)
    conflicting.settle(a, found, chosen, "Anna")
    for store in (b, c):
        give(a, store)
        give(store, a)
    for store in (a, b, c):
        assert not conflicting.unsettled(store)
        assert conflicting.open_count(store) == 0
        assert issue(store, one).title == chosen
    with pytest.raises(ExchangeError, match="settled meanwhile"):
        conflicting.settle(a, found, "Again", "Anna")
    edit(b, one, title="Later")
    give(b, a)
    assert not conflicting.unsettled(a)


def test_undoing_what_settled_a_conflict_asks_again_and_redoing_it_does_not(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    conflicting.settle(a, conflicting.unsettled(a)[0], "Chosen", "Anna")
    for turn, waiting in ((history.undo, 1), (history.redo, 0), (history.undo, 1)):
        turn(a, "Anna")
        give(a, b)
        assert [conflicting.open_count(store) for store in (a, b)] == [waiting, waiting]
        assert issue(a, one).title == issue(b, one).title


def test_a_value_that_the_field_cannot_hold_settles_nothing(desks: Desks) -> None:
    a, _, _ = contested(desks, status=("stalled", "closed"))
    [found] = conflicting.unsettled(a)
    with pytest.raises(InvalidEntryError, match="Choose one of"):
        conflicting.settle(a, found, "asleep", "Anna")
    assert conflicting.open_count(a) == 1


def test_one_answer_settles_what_three_desks_wrote(desks: Desks) -> None:
    a, b, one = both(desks)
    c = desks("c")
    give(a, c)
    for store in (a, b, c):
        edit(store, one, title=f"From {store.site}")
    give(a, b)
    give(c, b)
    found = conflicting.unsettled(b)
    assert len(found) == 3
    conflicting.settle(b, found[0], found[0].a.value, "Ben")
    assert not conflicting.unsettled(b)
    give(b, a)
    assert not conflicting.unsettled(a)


def test_a_desk_that_did_not_know_of_a_settlement_disagrees_with_it_alone(desks: Desks) -> None:
    a, b, one = contested(desks, title=("Bridge", "Street"))
    conflicting.settle(a, conflicting.unsettled(a)[0], "Chosen", "Anna")
    edit(b, one, title="Avenue")
    give(b, a)
    [found] = conflicting.unsettled(a)
    assert {found.a.value, found.b.value} == {"Chosen", "Avenue"}


def anchored(store: Store) -> str:
    return archived(store, "One two three four five six seven eight.")[0]


def words(store: Store, quote: str) -> tuple[str, bool]:
    """The words of a quote, and whether they are a slice of the text they are taken from."""
    sql = (
        "SELECT q.exact, x.text IS NOT NULL AND substr(x.text, q.start + 1, q.end - q.start) = q.exact FROM quote q"
        " LEFT JOIN source_text x ON x.sha256 = q.text_sha256 WHERE q.id = ?"
    )
    row = store.query(sql, (quote,))[0]
    return str(row[0]), bool(row[1])


def test_the_words_of_a_quote_are_settled_as_a_whole(desks: Desks) -> None:
    a, b = desks("a"), desks("b")
    quote = anchored(a)
    give(a, b)
    first = words(a, quote)[0]
    edit(a, quote, "quote", start=8, end=13, exact="three")
    edit(b, quote, "quote", form="paraphrase", exact="Ours.", start=None, end=None, text_sha256="")
    give(b, a)
    give(a, b)
    assert words(a, quote) == words(b, quote)
    [found] = conflicting.unsettled(a)
    assert (found.field, found.label, found.base) == ("exact", "Words", first)
    with pytest.raises(InvalidEntryError, match="choose one of the two sides"):
        conflicting.settle(a, found, "Neither.", "Anna")
    conflicting.settle(a, found, "three", "Anna")
    give(a, b)
    assert words(a, quote) == words(b, quote) == ("three", True)
    history.undo(a, "Anna")
    conflicting.settle(a, conflicting.unsettled(a)[0], "Ours.", "Anna")
    assert records.get(a, Quote, quote).form == "paraphrase"
    assert records.get(a, Quote, quote).start is None


# long texts


def test_different_sentences_of_a_text_are_merged_and_nobody_is_asked(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, state_of_play=PLAY.replace("Talks stand still.", "Talks go on."))
    edit(b, one, state_of_play=PLAY.replace("Nobody calls.", "The mayor calls."))
    assert look(a, b).merged == 1
    taken = give(a, b)
    whole = "Talks go on. The road is closed. The mayor calls."
    assert (taken.merged, taken.conflicts) == (1, 0)
    give(b, a)
    assert issue(a, one).state_of_play == issue(b, one).state_of_play == whole
    assert not conflicting.unsettled(a)


def test_two_desks_that_merge_the_same_texts_at_once_agree(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, state_of_play=f"{PLAY} More.")
    edit(b, one, state_of_play=f"Less. {PLAY}")
    here, there = steps(a, b), steps(b, a)
    exchange.take(b, here, nothing, "B")
    exchange.take(a, there, nothing, "A")
    give(a, b)
    give(b, a)
    assert issue(a, one).state_of_play == issue(b, one).state_of_play == f"Less. {PLAY} More."
    assert not conflicting.unsettled(a)
    assert not steps(a, b)
    assert not steps(b, a)


def test_the_same_sentence_changed_twice_stays_a_conflict(desks: Desks) -> None:
    a, _, one = contested(
        desks, state_of_play=(PLAY.replace("closed", "open"), PLAY.replace("closed", "narrow. Nobody calls"))
    )
    [found] = conflicting.unsettled(a)
    assert found.merged is None
    assert found.base == PLAY
    assert issue(a, one).state_of_play in (found.a.value, found.b.value)


@pytest.mark.parametrize(
    ("base", "one", "other", "whole"),
    [
        ("A. B. C.", "A. b. C.", "A. B. c.", "A. b. c."),
        ("A. B. C.", "B. C.", "A. B. C. D.", "B. C. D."),
        ("A. B.", "A. B. C.", "A. B. D.", None),
        ("A. B. C.", "A. x. C.", "A. y. C.", None),
        ("A. B. C.", "A. x. C.", "A. x. C.", "A. x. C."),
        ("A. C.", "A. B. C.", "A. b. C.", None),
        ("", "One.", "Two.", None),
        ("Line one\nLine two\n", "Line 1\nLine two\n", "Line one\nLine 2\n", "Line 1\nLine 2\n"),
        ("A. " * 3_000, "B. " * 3_000, "C. " * 3_000, None),
    ],
)
def test_texts_are_merged_sentence_by_sentence(base: str, one: str, other: str, whole: str | None) -> None:
    assert merging.merged(base, one, other) == whole
    assert merging.merged(base, other, one) == whole


# undo


def test_the_whole_intake_is_one_step_to_undo_and_to_redo(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(b, one, priority="high")
    edit(a, one, title="Bridge")
    edit(a, one, deadline_edtf="2022-09")
    made = make(a, title="New", parent_issue=one)
    edit(a, made, title="Newer")
    give(a, b)
    assert history.undo_label(b) == "take in changes"
    undone = history.undo(b, "Ben")
    assert undone is not None
    assert not undone.skipped
    assert (issue(b, one).title, issue(b, one).deadline_edtf, issue(b, one).priority) == ("Road", "", "high")
    assert issue(b, made).deleted == "undone"
    assert history.undo_label(b) == "change priority"
    history.redo(b, "Ben")
    assert (issue(b, one).title, issue(b, made).deleted, issue(b, made).title) == ("Bridge", "", "Newer")
    assert history.undo_label(b) == "take in changes"
    history.undo(b, "Ben")
    give(b, a)
    assert issue(a, one).title == "Road"
    assert issue(a, made).deleted == "undone"


def test_an_intake_is_not_undone_out_of_turn_where_something_was_changed_since(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, title="Bridge", priority="high")
    name = give(a, b).name
    edit(b, one, title="Ours")
    undone = history.undo_entry(b, "Ben", name)
    assert undone is not None
    assert (undone.done, undone.skipped) == (False, ("Title",))
    assert issue(b, one).priority == "high"


def test_undoing_an_intake_leaves_alone_what_was_changed_since(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, title="Bridge", priority="high")
    made, used = make(a, title="New"), make(a, title="Used")
    give(a, b)
    edit(a, one, title="Theirs")
    edit(a, made, next_step="Call")
    make(a, title="Child", parent_issue=used)
    untouched = make(a, title="Untouched")
    give(a, b, undoable=False)
    undone = history.undo(b, "Ben")
    assert undone is not None
    assert sorted(undone.skipped) == ["Title", "issue"]
    assert (issue(b, one).title, issue(b, one).priority) == ("Theirs", "medium")
    assert [issue(b, each).deleted for each in (made, used, untouched)] == ["", "", ""]


def test_taking_in_again_what_was_undone_says_so(desks: Desks) -> None:
    a, b = desks("a"), desks("b")
    one = make(a)
    give(a, b)
    history.undo(b, "B")
    every = [*steps(a)]
    again = exchange.take(b, every, nothing, "B")
    assert (again.steps, "Redo brings them back" in " ".join(again.notices)) == (0, True)
    history.redo(b, "B")
    assert issue(b, one).deleted == ""
    assert exchange.take(b, every, nothing, "B").notices == ()


def test_an_intake_can_be_undone_after_a_restart(desks: Desks, tmp_path: Path) -> None:
    a = desks("a")
    made = make(a)
    with create_store(tmp_path / "b.db") as b:
        give(a, b)
    with open_store(tmp_path / "b.db") as b:
        assert history.undo_label(b) == "take in changes"
        history.undo(b, "Ben")
        assert issue(b, made).deleted == "undone"
    with open_store(tmp_path / "b.db") as b:
        history.redo(b, "Ben")
        assert issue(b, made).deleted == ""


def test_what_came_by_itself_is_not_what_undo_takes_back(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(b, one, priority="high")
    edit(a, one, title="Bridge")
    assert give(a, b, undoable=False).name == ""
    assert history.undo_label(b) == "change priority"


def test_undoing_an_intake_takes_back_the_merged_text(desks: Desks) -> None:
    a, b, one = both(desks)
    edit(a, one, state_of_play=f"{PLAY} More.")
    edit(b, one, state_of_play=f"Less. {PLAY}")
    give(a, b)
    history.undo(b, "Ben")
    assert issue(b, one).state_of_play == f"Less. {PLAY}"
    assert history.undo_label(b) == "change state_of_play"
