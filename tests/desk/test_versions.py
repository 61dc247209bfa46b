"""What becomes of quotes: they stay with their version until a person moves them; variants stand side by side."""

from collections.abc import Iterator
from datetime import date

import pytest

from briefing.clock import Clock
from briefing.desk import Desk
from briefing.errors import DamagedStoreError, InvalidEntryError
from briefing.intake.readers import read_bytes
from briefing.model import Citation, Quote
from briefing.rules.moving import Move
from briefing.rules.word_changes import Fate
from briefing.store.store import create_store
from briefing.terms import AnchorState

OLD = (
    "An aide to the minister spoke at noon in the capital.\n\n“We will not leave the table today,” he said.\n\n"
    "The mediator called it “a deal” and went on to the corridor, where nobody waited for her.\n"
)
NEW = (
    "Correction: an earlier version named another day.\n\nAn aide to the minister spoke at noon in the capital.\n\n"
    "“We shall never leave the table today,” he said.\n\n"
    "The mediator called it “a deal” and went on to the corridor, where nobody waited for her.\n"
)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Tester", Clock(date(2022, 8, 25)))
    yield desk
    desk.close()


@pytest.fixture
def source(desk: Desk) -> str:
    return desk.archive_text("Note", OLD).source


def captured(desk: Desk, source: str, words: str, **more: object) -> str:
    archived = desk.archived(source)
    assert archived is not None
    start = archived.text.index(words)
    return desk.capture_quote(source, start, start + len(words), more)


def test_a_version_on_which_a_quote_stands_now_is_not_taken_back_under_it(desk: Desk) -> None:
    source = desk.archive_text("Note", "The talks went on until noon.\n").source
    quote = desk.capture_quote(source, 0, 9)
    desk.new_version(source, read_bytes(b"Head.\n\nThe talks went on until noon.\n", "b.txt"))
    entry = desk.latest
    desk.reanchor_all(desk.moved(source))
    undone = desk.undo_entry(entry)
    assert undone is None or undone.skipped
    archived = desk.archived(source)
    assert archived is not None and archived.version.number == 2
    assert desk.get(Quote, quote).source_version == archived.version.id
    desk.undo()
    desk.undo_entry(entry)
    archived = desk.archived(source)
    assert archived is not None and archived.version.number == 1
    assert desk.get(Quote, quote).source_version == archived.version.id


def test_quotes_stay_with_their_version_and_what_became_of_them_is_told(desk: Desk, source: str) -> None:
    said, deal = captured(desk, source, "We will not leave the table today"), captured(desk, source, "a deal")
    assert desk.moved(source) == ()
    event = desk.create("event", {"title": "Speech"})
    start = OLD.index("An aide")
    cited = desk.cite_passage("event", event, source, start, OLD.index("\n"))
    desk.new_version(source, read_bytes(NEW.encode(), "b.txt"))
    assert [desk.quote_state(desk.get(Quote, one)) for one in (said, deal)] == ["verified", "verified"]
    told, spoke, dealt = sorted(desk.moved(source), key=lambda one: (one.kind, one.start))
    assert (told.kind, told.record, told.told_kind, told.told) == ("citation", cited, "event", event)
    assert (told.moved.move, told.sure, told.number) == (Move.MOVED, True, 1)
    assert (spoke.record, spoke.moved.move, spoke.sure) == (said, Move.CHANGED, False)
    assert (spoke.was, spoke.now) == ("We will not leave the table today", "We shall never leave the table today")
    assert [piece.text for piece in spoke.moved.pieces if piece.fate is Fate.REMOVED] == ["will", "not"]
    assert (dealt.record, dealt.moved.move, dealt.now) == (deal, Move.MOVED, "a deal")
    assert {quote.id for quote in desk.older_quotes(source)} == {said, deal}
    assert len(desk.check().older) == 2 and desk.check().ok


def test_a_quote_is_moved_by_a_person_alone_with_the_words_that_name_its_speaker(desk: Desk, source: str) -> None:
    said = captured(desk, source, "We will not leave the table today")
    at = OLD.index("An aide to the minister")
    desk.mark_speaker(said, at, at + len("An aide to the minister"))
    assert desk.undo_label() == "mark speaker of quote “We will not leave the table today”"
    desk.new_version(source, read_bytes(NEW.encode(), "b.txt"))
    (found,) = desk.moved(source)
    assert found.moved.start is not None and found.moved.end is not None
    desk.reanchor("quote", said, found.moved.start, found.moved.end)
    quote = desk.get(Quote, said)
    archived = desk.archived(source)
    assert archived is not None and quote.source_version == archived.version.id
    assert quote.exact == "We shall never leave the table today" and desk.quote_state(quote) == "verified"
    assert quote.mention_start is not None
    assert NEW[quote.mention_start : quote.mention_end] == quote.speaker_as_stated == "An aide to the minister"
    assert desk.moved(source) == () and desk.older_quotes() == []
    assert desk.undo_label().startswith("re-anchor quote “We shall")
    desk.undo()
    back = desk.get(Quote, said)
    assert (back.exact, back.mention_start) == ("We will not leave the table today", at)
    assert desk.quote_state(back) == "verified"


def test_many_are_moved_in_one_step_and_what_is_not_proposed_stays(desk: Desk, source: str) -> None:
    said, deal = captured(desk, source, "We will not leave the table today"), captured(desk, source, "a deal")
    waited = captured(desk, source, "nobody waited")
    event = desk.create("event", {"title": "Speech"})
    cited = desk.cite_passage("event", event, source, 0, OLD.index("\n"))
    changed = NEW.replace("nobody waited", "nobody waited, nobody waited at all")
    desk.new_version(source, read_bytes(changed.encode(), "b.txt"))
    found = desk.moved(source)
    assert {one.moved.move for one in found if one.record == waited} == {Move.SEVERAL}
    assert desk.reanchor_all(found) == 3
    assert desk.undo_label() == "re-anchor quotes" and [quote.id for quote in desk.older_quotes()] == [waited]
    assert desk.citation_state(desk.get(Citation, cited)) == "verified"
    desk.undo()
    assert {quote.id for quote in desk.older_quotes()} == {said, deal, waited}
    assert desk.reanchor_all([]) == 0


def test_a_place_without_words_is_refused(desk: Desk, source: str) -> None:
    said = captured(desk, source, "a deal")
    for start, end, sentence in ((5, 5, r"do not lie in a text"), (53, 55, r"the selection holds no words")):
        with pytest.raises(InvalidEntryError, match=sentence):
            desk.reanchor("quote", said, start, end)
    with pytest.raises(InvalidEntryError, match=r"do not stand at this place"):
        desk.mark_speaker(said, 0, 10_000)
    desk.mark_speaker(said, 0, 7)
    assert desk.get(Quote, said).speaker_as_stated == "An aide"
    desk.mark_speaker(said, None, None)
    assert desk.get(Quote, said).speaker_as_stated == ""
    desk.reword(said, "They have agreed")
    with pytest.raises(InvalidEntryError, match=r"these are our own words"):
        desk.mark_speaker(said, 0, 7)


def test_no_speaker_is_marked_in_a_text_that_was_altered(desk: Desk, source: str) -> None:
    said = captured(desk, source, "a deal")
    desk.store.connection.execute("DROP TRIGGER IF EXISTS source_text_keep_u")
    desk.store.connection.execute("UPDATE source_text SET text = ?", (OLD.replace("An aide", "A judge"),))
    with pytest.raises(DamagedStoreError, match="was altered on the disk"):
        desk.mark_speaker(said, 0, 7)
    assert desk.get(Quote, said).speaker_as_stated == ""


def test_a_state_has_its_reason_in_words(desk: Desk, source: str) -> None:
    said = captured(desk, source, "a deal")
    assert "letter for letter" in desk.state_reason(desk.get(Quote, said))
    for text, state, words in (
        (OLD.replace("noon", "nine"), AnchorState.SOURCE_CHANGED, "the text around them was altered"),
        (f"x{OLD}", AnchorState.SOURCE_CHANGED, "in one other place"),
        (f"x{OLD}{OLD}", AnchorState.AMBIGUOUS, "in more than one other place"),
        (OLD.replace("a deal", "a dead"), AnchorState.MISSING, "do not stand in the archived text any more"),
    ):
        desk.store.connection.execute("DROP TRIGGER IF EXISTS source_text_keep_u")
        desk.store.connection.execute("UPDATE source_text SET text = ?", (text,))
        desk.store.sound_texts.clear()
        quote = desk.get(Quote, said)
        assert desk.quote_state(quote) == state and words in desk.state_reason(quote)
        assert [one.id for one in desk.unproved()] == [said]
        assert any(words in problem for problem in desk.check().problems)


def test_a_check_reads_a_text_that_was_altered_once_for_all_its_quotes(desk: Desk, source: str) -> None:
    for place in range(30):
        desk.capture_quote(source, place, place + 9)
    desk.store.connection.execute("DROP TRIGGER IF EXISTS source_text_keep_u")
    desk.store.connection.execute("UPDATE source_text SET text = ?", (f"x{OLD}",))
    desk.store.sound_texts.clear()
    said: list[str] = []
    desk.store.connection.set_trace_callback(said.append)
    problems = desk.check().problems
    desk.store.connection.set_trace_callback(None)
    assert len(problems) == 31 and sum("in one other place" in one for one in problems) == 30
    assert sum("FROM source_text" in one for one in said) < 10


def test_undo_leaves_no_speaker_named_by_words_of_another_text(desk: Desk, source: str) -> None:
    said = captured(desk, source, "a deal")
    start = OLD.index("The mediator")
    desk.mark_speaker(said, start, start + 12)
    desk.new_version(source, read_bytes(NEW.encode(), "b.txt"))
    (relocation,) = desk.moved(source)
    desk.reanchor_all([relocation])
    entry = desk.latest
    later = NEW.index("mediator")
    desk.mark_speaker(said, later, later + 8)
    undone = desk.undo_entry(entry)
    assert undone is None or undone.skipped
    quote = desk.get(Quote, said)
    text = desk.version_text(quote.source_version).text
    assert text[quote.mention_start : quote.mention_end] == quote.speaker_as_stated == "mediator"
    desk.undo()
    desk.undo()
    quote = desk.get(Quote, said)
    assert (quote.speaker_as_stated, quote.mention_start) == ("The mediator", start)


def test_variants_are_proposed_linked_by_a_click_and_stay_as_they_are(desk: Desk, source: str) -> None:
    ana, bo = desk.create("actor", {"name": "Ana"}), desk.create("actor", {"name": "Bo"})
    mine = captured(desk, source, "We will not leave the table today", speaker=ana)
    texts = ("He said: “We will NOT leave this table today”.", "“We will not leave the table today, ever”, it was.")
    others = []
    for place, text in enumerate(texts):
        other = desk.archive_text(f"Other {place}", text).source
        others.append(captured(desk, other, text.partition("“")[2].partition("”")[0], speaker=ana))
    captured(desk, source, "The mediator called it “a deal”", speaker=ana)
    stranger = desk.archive_text("Strange", "“We will not leave the table today”, Bo said.").source
    captured(desk, stranger, "We will not leave the table today", speaker=bo)
    found = desk.variants_of(mine)
    assert [one.quote.id for one in found] == [others[1], others[0]] and all(one.alike > 0.8 for one in found)
    desk.set_variant(others[0], mine)
    assert desk.undo_label().startswith("set variant of quote “We will NOT")
    desk.set_variant(mine, others[1])  # from either side
    for one in (mine, *others):
        assert {quote.id for quote in desk.variants(one)} == {mine, *others} - {one}
        assert desk.variants_of(one) == ()
    step = desk.step_number()
    desk.set_variant(others[0], others[1])
    assert desk.step_number() == step and desk.latest == ""
    desk.take_off_variant(others[1])
    assert desk.variants(others[1]) == () and [one.id for one in desk.variants(mine)] == [others[0]]
    desk.undo()
    assert len(desk.variants(others[1])) == 2
    with pytest.raises(InvalidEntryError, match=r"no variant of itself"):
        desk.set_variant(mine, mine)
    assert [desk.quote_state(quote) for quote in desk.quotes_by(ana)] == ["verified"] * 4


@pytest.mark.parametrize(
    ("new", "named"),
    [
        ("Head.\n\nThe mediator, who was late, called it “a deal” and left.\n", "The mediator"),
        ("The mediator. The mediator, who was late, called it “a deal” and left.\n", "The mediator"),
        ("Somebody called it “a deal” and left.\n", ""),
    ],
)
def test_the_words_that_name_a_speaker_are_found_near_the_new_place_or_given_up(
    desk: Desk, new: str, named: str
) -> None:
    old = "The mediator called it “a deal” and went on to the corridor.\n"
    source = desk.archive_text("Note", old).source
    said = captured(desk, source, "a deal")
    desk.mark_speaker(said, 0, len("The mediator"))
    desk.new_version(source, read_bytes(new.encode(), "b.txt"))
    start = new.index("a deal")
    desk.reanchor("quote", said, start, start + 6)
    quote = desk.get(Quote, said)
    assert quote.speaker_as_stated == "The mediator"
    if named:
        assert new[quote.mention_start : quote.mention_end] == named
        assert quote.mention_start == new.rindex(named)
    else:
        assert (quote.mention_start, quote.mention_end) == (None, None)
