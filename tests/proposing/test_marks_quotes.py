"""What the quote finder says of its finds: kind, form, what goes on with what, which turn, and repetitions.

Every sentence is our own.
"""

import pytest

from briefing.proposing.quotes import Quoted, find, spoken_turns, verdicts
from briefing.proposing.verdicts import Kind
from briefing.terms import QuoteForm


def words(text: str, language: str = "en") -> list[str]:
    return [text[quote.start : quote.end] for quote in find(text, language)]


def kinds(text: str, language: str = "en") -> list[Kind]:
    return [one.kind for one in verdicts(text, language)]


def test_the_place_of_the_marks_takes_in_the_comma_of_the_reporter() -> None:
    text = "He paused. “The road is open,” the mayor said."
    (quote,) = find(text, "en")
    assert text[quote.marks_start : quote.marks_end] == "“The road is open,”"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He wrote “The Long Road Home” in a year.", Kind.TITLE),
        ("The “experts” were wrong again.", Kind.SCARE),
        ("The term “grey zone” is used loosely.", Kind.TERM),
        ("Anna “Bee” Kovač resigned.", Kind.NAME),
        ("Mayor ‘furious’ over bridge\n\nThe mayor is angry.", Kind.HEADLINE),
        ('<img alt="A bridge at night">', Kind.MARKUP),
        ("“(Laughter.)”", Kind.NOTE),
        ("Sources\n\n“Bridge closed after flood” — The Gazette, 3 May 2021", Kind.REFERENCE),
        ("“The road is open, the mayor said and left.", Kind.UNCLOSED),
    ],
)
def test_what_is_no_speech_says_what_it_is(text: str, kind: Kind) -> None:
    assert kinds(text) == [kind]


def continued(text: str) -> list[int | None]:
    return [quote.continues for quote in find(text, "en")]


def test_a_quote_split_by_its_reporting_clause_goes_on_with_its_first_half() -> None:
    assert continued("“We did not sign,” the envoy said, “but we will meet again.”") == [None, 0]


def test_a_mark_opened_in_each_paragraph_makes_a_chain() -> None:
    assert continued("“It rained.\n\n“It stopped.\n\n“It rained again,” she said.") == [None, 0, 1]


def test_two_speakers_in_one_sentence_do_not_continue_each_other() -> None:
    text = "Ana called it “a step back for all of us”, while Ben said it was “the only way forward”."
    assert continued(text) == [None, None]


def test_the_number_of_the_continued_quote_counts_only_what_is_proposed() -> None:
    text = "The film “The Long Road Home” ran. “We like it,” she said, “very much indeed.”"
    assert continued(text) == [None, 0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The road is open,” she said.", QuoteForm.FULL),
        ("She said it was “not a normal meeting”.", QuoteForm.FRAGMENT),
        ("She replied: “No.”", QuoteForm.FULL),
        ("She said “the road is open for all of us”.", QuoteForm.FRAGMENT),
    ],
)
def test_whole_sentences_are_told_from_fragments(text: str, form: QuoteForm) -> None:
    assert [quote.form for quote in find(text, "en")] == [form]


def test_an_unclosed_mark_never_swallows_the_next_paragraph_and_is_not_trusted() -> None:
    text = "“The road is open, the mayor said.\n\nThe bridge is closed."
    (quote,) = find(text, "en")
    assert text[quote.start : quote.end] == "The road is open, the mayor said."
    assert quote.confidence < 0.5


def test_an_unclosed_mark_in_a_text_without_paragraphs_swallows_no_later_quote() -> None:
    filler = "The council met again and nothing was decided that day. " * 30
    text = f"“The road is open, he said. {filler}“The bridge is closed,” she said. {filler}“So is the tunnel,” he said."
    assert words(text)[1:] == ["The bridge is closed", "So is the tunnel"]
    assert all(len(one) < 1600 for one in words(text))


REPEATED = "“The bridge will stay closed until May,” the mayor said."


@pytest.mark.parametrize(
    "text",
    [
        f"‘Bridge will stay closed until May’\n\nNews from the town.\n\n{REPEATED}",
        f"{REPEATED}\n\n“The bridge will stay closed until May”\n\nHe left.",
        f"{REPEATED}\n\n> “The bridge will stay closed until May,” he said.",
    ],
)
def test_the_same_words_are_proposed_once_where_they_are_attributed(text: str) -> None:
    (quote,) = find(text, "en")
    assert text[quote.start : quote.end] == "The bridge will stay closed until May"
    assert Kind.REPEATED in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{REPEATED}\n\nLater he said: “The bridge will stay closed until May.”",
        f"Mayor: ‘The Bridge Will Stay Closed Until May’\n\nNews from the town.\n\n{REPEATED}",
    ],
)
def test_words_that_the_article_reports_twice_or_a_headline_writes_otherwise_are_two_quotes(text: str) -> None:
    assert len(find(text, "en")) == 2


def test_a_folded_message_holds_no_quote_of_the_text_around_it() -> None:
    reply = "He said “we sign\n"
    earlier = "today” and “the road is open for everyone again”, she wrote."
    text = reply + earlier
    found = find(text, "en", folded=[(len(reply), len(text))])
    assert all(quote.end <= len(reply) or quote.start >= len(reply) for quote in found)


TRANSCRIPT = (
    "MS RADO: Good morning. The envoy told us “the talks are over” today.\n\n"
    "QUESTION: Are they?\n\n"
    "MS RADO: Ask him.\n\nWe have no comment.\n"
)


def test_the_turns_of_a_transcript_are_told_with_their_tags() -> None:
    turns = spoken_turns(TRANSCRIPT, "en")
    assert [TRANSCRIPT[slice(*turn.turn)] for turn in turns if turn.turn] == ["MS RADO", "QUESTION", "MS RADO"]
    assert [TRANSCRIPT[turn.start : turn.end] for turn in turns][1:] == ["Are they?", "Ask him.\n\nWe have no comment."]
    assert {turn.kind for turn in turns} == {Kind.TURN}


def test_a_quote_in_a_turn_names_the_tag_of_its_turn() -> None:
    (quote,) = find(TRANSCRIPT, "en")
    assert quote.turn is not None
    assert TRANSCRIPT[slice(*quote.turn)] == "MS RADO"


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Ana Kovač\n\nSource: City archive\n\nPhoto: Ben Okafor\n",
        "From: ana@example.org\nTo: ben@example.org\nSubject: The bridge\n\nHi Ben",
        "SUMMARY: It rained.\n\nBACKGROUND: It rains here.\n\nOUTLOOK: It will rain.",
        "The mayor: a portrait\n\nHe was born in 1960.",
        "",
    ],
)
def test_labels_are_no_speakers(text: str) -> None:
    assert spoken_turns(text, "en") == ()


def test_the_turns_of_an_interview_in_ordinary_letters_are_told_where_they_come_back() -> None:
    text = "Ana Kovač: Who decided?\n\nThe Mayor: I did.\n\nAna Kovač: Why?\n\nThe Mayor: It rained."
    assert [text[turn.start : turn.end] for turn in spoken_turns(text, "en")] == [
        "Who decided?",
        "I did.",
        "Why?",
        "It rained.",
    ]


def test_offsets_count_code_points() -> None:
    text = "😀 “Great 🤝 day,” she wrote."
    (quote,) = find(text, "en")
    assert text[quote.start : quote.end] == "Great 🤝 day"


def test_every_answer_has_a_reason_and_a_confidence() -> None:
    text = f"{TRANSCRIPT}\n\n{REPEATED}\n\nHe wrote “The Long Road Home”.\n\n“Never closed"
    answers: list[Quoted] = [*verdicts(text, "en"), *spoken_turns(text, "en")]
    assert answers
    assert all(answer.reason.endswith(".") and 0 < answer.confidence < 1 for answer in answers)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said in a statement:\n\n> We will not sign this treaty.\n\nShe then left.",
        "The minister said in a statement:\n\n    We will not sign this treaty.\n\nShe then left.",
    ],
)
def test_a_block_set_apart_after_a_reporting_clause_is_a_quote_without_marks(text: str) -> None:
    (quote,) = find(text, "en")
    assert text[quote.start : quote.end] == "We will not sign this treaty."
    assert (quote.marks_start, quote.marks_end) == (quote.start, quote.end)


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2021 at 10:15, Ana wrote:\n\n> We will not sign this treaty.\n",
        "Ana wrote:\n> We will not sign this treaty.\n",
        "The agenda:\n\n> The treaty\n\n> The bridge\n",
        "She said:\n\n> one\n\n> two\n\n> three\n\n> four\n",
    ],
)
def test_an_earlier_message_is_no_block_quotation(text: str) -> None:
    assert find(text, "en") == ()


def test_a_quote_opened_anew_is_chained_even_where_the_paragraphs_are_lost() -> None:
    text = "The envoy was blunt. “It rained all day. “It stopped. “It rained again,” she said."
    assert words(text) == ["It rained all day.", "It stopped.", "It rained again"]
    assert continued(text) == [None, 0, 1]


def test_remarks_in_brackets_are_no_words_of_a_turn() -> None:
    text = "MS RADO: No.\n\n(Laughter.)\n\nQ    Why not?\n\nMS RADO: (Off-mic.)\n\nQ    Thanks.\n\n(It ended at noon.)"
    assert [text[turn.start : turn.end] for turn in spoken_turns(text, "en")] == ["No.", "Why not?", "Thanks."]


def test_a_table_of_values_is_no_speech_and_the_article_after_it_still_is() -> None:
    table = "".join(f'"{number}","open road","closed by order"\n' for number in range(80))
    article = "The mayor was brief on Monday about the state of the roads in the north.\n\n" * 4
    text = f"{table}\n{article}“The road is open,” she said."
    assert words(text) == ["The road is open"]
