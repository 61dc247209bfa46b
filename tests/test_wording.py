"""Sentences keep what they were made of, and nothing that the core says is out of the translators' reach."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.errors import BriefingError, InvalidEntryError
from briefing.pictures import svg
from briefing.pictures.actor_map import actor_map
from briefing.pictures.matrix import matrix
from briefing.pictures.network import network
from briefing.pictures.timeline import timeline
from briefing.reading.definitions import built_in_template
from briefing.store.engine import damaged
from briefing.store.naming import phrase
from briefing.store.step_words import PATTERNS, step_words
from briefing.wording import Said, named, say, say_many, speaking, translated

CORE = Path(__file__).parents[1] / "briefing"


def loud(text: str, number: int) -> str:
    """A language of capitals, with a form of its own for one thing."""
    return f"{text.upper()}{'!' if number == 1 else ''}"


def test_a_sentence_is_plain_english_and_keeps_its_template_and_values() -> None:
    made = say("“%1” is a folder in %2.", "a %2", Path("/b"))
    assert made == "“a %2” is a folder in /b."
    assert translated(made, loud) == "“a %2” IS A FOLDER IN /b."


def test_values_that_are_words_are_translated_and_others_are_not() -> None:
    assert translated(say("no %1 called %2", named("issue"), "issue"), loud) == "NO ISSUE CALLED issue"


def test_an_error_keeps_its_sentence_when_it_is_told_and_told_again() -> None:
    inner = ValueError(say("there is no month %1", 13))
    error = InvalidEntryError("date_edtf", "Date", say("%1.", inner))
    assert str(error) == "Date: there is no month 13."
    assert translated(str(error), loud) == "DATE: THERE IS NO MONTH 13."
    assert translated(error.reason, loud) == "THERE IS NO MONTH 13."


def test_a_number_takes_the_form_of_one_or_of_many() -> None:
    assert say_many(1, "%1 event", "%1 events") == "1 event"
    assert say_many(1234, "%1 event", "%1 events") == "1,234 events"
    assert translated(say_many(1, "%1 event", "%1 events"), loud) == "1 EVENTS!"
    assert translated(say_many(1, "%1 event of %2", "%1 events of %2", "x"), lambda text, _n: text) == "1 event of x"


def test_what_is_said_inside_is_said_in_the_other_language_and_english_returns_after_it() -> None:
    with speaking(loud):
        assert say("from %1 to %2", named("today"), "x") == "FROM TODAY TO x"
    assert say("today") == "today"


def test_a_sentence_survives_the_way_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(say("no %1", named("issue"))))
    assert isinstance(again, Said)
    assert translated(again, loud) == "NO ISSUE"


def test_a_text_of_nobodys_is_translated_as_a_word_or_left_as_it_is() -> None:
    assert translated("plain", lambda text, _number: text) == "plain"
    assert translated("", loud) == ""


def test_the_label_of_a_step_is_read_back_into_words() -> None:
    assert translated(step_words("change state of play, title"), loud) == "CHANGE STATE OF PLAY, TITLE"
    assert step_words("change state of play, title") == "change state of play, title"
    assert translated(step_words("restore a backup"), loud) == "RESTORE A BACKUP"
    assert translated(step_words("change citation (page, note)"), loud) == "CHANGE CITATION (PAGE, NOTE)"
    assert not isinstance(step_words("of another program"), Said)


@pytest.mark.parametrize(
    ("label", "noun", "text", "in_capitals"),
    [
        ("change status", "issue", "change status of “a b”", "CHANGE STATUS OF “a b”"),
        ("new issue", "issue", "new issue “a b”", "NEW ISSUE “a b”"),
        ("link actor", "issue", "link actor to “a b”", "LINK ACTOR TO “a b”"),
        ("import source", "source", "import source “a b”", "IMPORT SOURCE “a b”"),
        (
            "turn quote into a paraphrase",
            "quote",
            "turn quote “a b” into a paraphrase",
            "TURN QUOTE “a b” INTO A PARAPHRASE",
        ),
    ],
)
def test_the_label_of_a_step_with_the_title_of_its_record_is_words_too(
    label: str, noun: str, text: str, in_capitals: str
) -> None:
    made = phrase(label, noun, "a b")
    assert made == text
    assert translated(step_words(made), loud) == in_capitals


# nothing is out of reach


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the core, with where it stands."""
    for path in sorted(CORE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(CORE)}:{node.lineno}", node


def _text(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant)
    return str(node.value)


def name_of(call: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def test_every_sentence_of_the_core_has_a_literal_for_a_template() -> None:
    for place, call in calls():
        if name_of(call) == "say":
            assert isinstance(call.args[0], ast.Constant), place
        if name_of(call) == "say_many":
            assert isinstance(call.args[2], ast.Constant), place


def test_no_error_is_put_together_where_the_translators_cannot_see_it() -> None:
    own = {
        "sample.py",
        "cli/briefs.py",
        "cli/records.py",
        "cli/shared.py",
        "store/store.py",
    }  # of the makers and the command line; a bug of ours
    faults = [
        f"{place}: {ast.unparse(call)}"
        for place, call in calls()
        if name_of(call).endswith(("Error", "_refuse")) and place.partition(":")[0] not in own
        for argument in call.args
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert not faults, "\n".join(faults)


def test_every_label_of_a_step_is_one_of_the_known_ones() -> None:
    seen = 0
    for place, call in calls():
        if name_of(call) != "step" or not call.args:
            continue
        label = call.args[0]
        if isinstance(label, ast.Name):  # a label that was stored before, or one of the few below
            continue
        if isinstance(label, ast.Constant) and label.value == "try to write":  # which is never stored
            continue
        seen += 1
        texts = [_text(label)] if isinstance(label, ast.Constant) else []
        if isinstance(label, ast.JoinedStr):
            whole = "".join("%1" if isinstance(one, ast.FormattedValue) else _text(one) for one in label.values)
            either = whole.startswith("%1 ")  # a block is printed or left out, a record is new, a part of one is added
            verbs = ("print", "leave out") if "briefs" in place else ("new", "add")
            texts = [whole.replace("%1", verb, 1) for verb in verbs] if either else [whole]
        assert texts, place
        for text in texts:
            assert text in PATTERNS, place
    assert seen >= 14


def test_every_kind_of_step_that_was_made_can_be_said(crisis_steps: list[str]) -> None:
    assert len(set(crisis_steps)) > 8
    for label in crisis_steps:
        assert isinstance(step_words(label), Said), label


@pytest.fixture
def crisis_steps(tmp_path: Path) -> list[str]:
    """The labels of steps of many kinds, as the store keeps them."""
    with_steps = Desk.new_from_sample(tmp_path / "sample.db", "Anna")
    issue = with_steps.create("issue", {"title": "Water"})
    actor = with_steps.create("actor", {"name": "Vale"}, issue=issue)
    with_steps.edit("issue", issue, {"title": "Supply", "status": "stalled"})
    with_steps.unlink(issue, "actor", actor)
    with_steps.link(issue, "actor", actor)
    with_steps.delete("actor", actor)
    with_steps.restore("actor", actor)
    with_steps.duplicate("issue", issue)
    with_steps.set_setting("as_at", "2022-08-19")
    brief = with_steps.new_brief("one-page", "Daily")
    with_steps.write_block(brief, "bottom_line", "Nothing new.")
    with_steps.include_block(brief, "bottom_line", False)
    added = with_steps.add_block(brief, "facts", "Figures, new ones (2022)")
    with_steps.move_block(brief, added, "bottom_line")
    with_steps.set_block(brief, added, {"new_page": True, "landscape": True})
    with_steps.choose_records(brief, added, [issue])
    with_steps.remove_added_block(brief, added)
    with_steps.save_definition("template", with_steps.copy_template("one-page"), built_in_template("one-page").text)
    labels = [deed.label for deed in with_steps.deeds(0, 100)]
    with_steps.close()
    return labels


def test_the_sentence_of_a_real_error_can_be_said_in_another_language(tmp_path: Path) -> None:
    path = tmp_path / "note.db"
    path.write_text("not a store " * 100, encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        Desk.open(path, "Anna")
    assert translated(str(caught.value), loud) == "“note.db” IS NOT A BRIEFING DESK STORE. NOTHING WAS CHANGED."
    assert translated(damaged(path), loud).startswith("“note.db” IS DAMAGED")


def test_a_picture_is_drawn_in_the_words_of_the_window_and_the_briefs_stay_english(tmp_path: Path) -> None:
    with closing(Desk.new_from_sample(tmp_path / "sample.db", "Anna")) as desk:
        for draw in (
            lambda: timeline(desk, svg.measure, width=800),
            lambda: matrix(desk, svg.measure),
            lambda: actor_map(network(desk), svg.measure, width=800, today="2022-08-19"),
        ):
            english = draw()
            with speaking(loud):
                other = draw()
            assert other.title == english.title.upper()
            assert other.table[0] == tuple(word.upper() for word in english.table[0])
            assert [entry.words for entry in other.legend] == [entry.words.upper() for entry in english.legend]
            assert [mark.key for mark in other.marks] == [mark.key for mark in english.marks]
            assert other.description != english.description
            assert draw() == english
