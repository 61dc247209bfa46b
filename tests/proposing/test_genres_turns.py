"""Transcripts, hearings, chats: the tag of a turn is no part of its words, and says who “I” and “you” are."""

import time

import pytest

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About
from briefing.proposing.turns import turns

Answer = list[tuple[str, str, str]]


def answers(text: str, language: str = "en") -> Answer:
    """Of each quotation its words, its speaker as the text says it, and the name meant."""
    found = propose(text, About(language=language)).quotes
    return [(one.exact, one.speaker.name if one.speaker else "", one.resolved) for one in found]


def tags(text: str) -> list[str]:
    return [text[slice(*turn.tag)] for turn in turns(text, "en")]


def test_what_a_turn_says_goes_before_its_tag() -> None:
    text = (
        "RUTH ADEYEMI (Labour): As the auditor put it yesterday: “The trend is down.”\n\n"
        "PETER HOLM (Liberal): The second paragraph says “progress has been made”.\n\n"
        "RUTH ADEYEMI (Labour): Quite."
    )
    assert [speaker for _, speaker, _ in answers(text)] == ["the auditor", "The second paragraph"]


def test_marked_words_without_anything_else_are_of_whoever_has_the_turn() -> None:
    text = "HOST: Well?\n\nCOLONEL DAKA: “Standing still is an art”, that is all.\n\nHOST: Thank you."
    assert answers(text) == [("Standing still is an art", "COLONEL DAKA", "Daka")]


def test_i_is_whoever_has_the_turn_by_the_name_that_the_text_gives() -> None:
    text = (
        "HOST: With me is Arben Daka.\n\nDAKA: I told the sergeant: “Not on my watch.”\n\n"
        "HOST: And I said “never again” at the time.\n\nDAKA: You did."
    )
    assert answers(text) == [("Not on my watch.", "I", "Arben Daka"), ("never again", "HOST", "")]


def test_you_is_whoever_answers_in_a_talk_of_two() -> None:
    text = "HOST: You called it “a piece of paper”.\n\nMINISTER KRAUSE: I did.\n\nHOST: Why?\n\nMINISTER KRAUSE: Ask."
    assert answers(text) == [("a piece of paper", "You", "Krause")]


def test_you_is_whoever_was_called_by_name() -> None:
    text = (
        "MORALES: Back with me are Lena Osei and Tom Achebe. Tom, you called these pumps “museum pieces” here.\n\n"
        "OSEI: He did.\n\nMORALES: Is that so?\n\nACHEBE: It is."
    )
    assert answers(text) == [("museum pieces", "you", "Tom Achebe")]


def test_you_is_left_open_where_many_may_be_meant() -> None:
    text = "HOST: You said “never” once.\n\nBECK: Who?\n\nHOLM: Not I.\n\nHOST: Somebody did."
    assert [resolved for _, _, resolved in answers(text)] == [""]


def test_he_is_not_somebody_who_was_only_called_by_name() -> None:
    text = (
        "MS. ALVAREZ: Mr. Dunn, what did the visitor say to you?\n\nTHE WITNESS: He said, “Nobody saw me”.\n\n"
        "MS. ALVAREZ: Thank you."
    )
    assert answers(text) == [("Nobody saw me", "He", "")]


def test_words_of_another_turn_say_nothing_in_this_one() -> None:
    text = "BECK: Holm said “we are leaving soon”.\n\nHOST: And “as soon as we can”?\n\nBECK: Yes."
    assert answers(text)[1][1] == "HOST"


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:04] HOST: Hello.\n[00:00:09] DAKA: Hello.\n[00:00:21] HOST: Go on.",
        "14/03/2024, 09:14 - HOST: hello\n14/03/2024, 09:15 - DAKA: hello\n14/03/2024, 09:16 - HOST: go on",
        "HOST\nHello there.\n\nDAKA\nHello.\n\nHOST\nGo on.\n\nDAKA\nI will.\n\nHOST\nThank you.",
        "HOST:\nHello there.\n\nDAKA:\nHello.\n\nHOST:\nGo on.",
    ],
)
def test_tags_are_seen_with_a_time_and_on_a_line_of_their_own(text: str) -> None:
    assert tags(text)[:3] == ["HOST", "DAKA", "HOST"]


def test_a_question_and_an_answer_may_be_letters_with_a_stop() -> None:
    text = (
        "Interview with Dr Helena Strand\n\nQ. You called it “a piece of paper”.\n\nA. I did. My father used to say, "
        "“Paper is patient”.\n\nQ. And now?\n\nA. A. Smith should answer that."
    )
    assert tags(text) == ["Q.", "A.", "Q.", "A."]
    assert answers(text) == [("a piece of paper", "You", "Helena Strand"), ("Paper is patient", "My father", "")]


def test_initials_of_names_are_not_answers() -> None:
    assert tags("A. Smith came.\n\nA. Jones went.\n\nQ. Brown stayed.") == []


def test_minutes_of_parliaments_have_tags_with_a_stop() -> None:
    european = (
        "President. – The next item is the debate.\n\nIvo Brandt (ECR). – Mr Kral, you called it “irreversible”.\n\n"
        "Josip Kral, Member of the Commission. – I did.\n\nMarie Delvaux (Renew). – So did I."
    )
    assert tags(european)[1:3] == ["Ivo Brandt (ECR)", "Josip Kral, Member of the Commission"]
    assert answers(european) == [("irreversible", "you", "Josip Kral")]
    american = (
        "The CHAIRMAN. The committee will come to order.\n\nMr. TALBOT. Thank you.\n\n"
        "General HAYES. I told the Secretary, “Stable is not low”.\n\nMr. TALBOT. I see."
    )
    assert answers(american) == [("Stable is not low", "I", "Hayes")]


def test_a_speaker_in_brackets_behind_an_office_is_meant() -> None:
    text = (
        "The Secretary of State for Transport (Sir Graham Pell): I said “by Christmas, subject to tests”.\n\n"
        "Mr Speaker: Order.\n\nDame Judith Crane (Northfield) (Con): Which Christmas?\n\nMr Speaker: Order."
    )
    assert answers(text) == [("by Christmas, subject to tests", "I", "Graham Pell")]


def test_a_clause_that_ends_in_a_colon_is_no_tag() -> None:
    assert tags("Beck continued: “No.”\n\nBeck added: “Never.”\n\nBeck added: “Ever.”") == []


def test_unmarked_turns_are_not_proposed() -> None:
    assert answers("INTERVIEWER: What of it?\n\nMAYOR LINDEN: Ask me later.\n\nINTERVIEWER: I will.") == []


def test_spoken_ways_of_quoting_name_the_speaker() -> None:
    text = (
        "JESS: My uncle calls and he’s like, “Are you on the news?”\n\nMARCO: No.\n\nJESS: And I go, “Pete, not now.”"
    )
    assert [speaker for _, speaker, _ in answers(text)] == ["he", "I"]


def test_you_told_me_is_what_the_other_one_said() -> None:
    text = "Nina: I remember you told me it was “only a shadow”.\n\nTariq: I was wrong.\n\nNina: You were."
    assert answers(text) == [("only a shadow", "you", "Tariq")]


@pytest.mark.parametrize(
    "text",
    [
        "ANNA BECK: I said to him: “no”. You said “yes, of course”.\n\nMR. HOLM: He said “perhaps not”.\n\n" * 600,
        "Q. I said to him: “no”.\n\nA. He said “perhaps not”.\n\n" * 900,
        ("A" * 5000 + ": hello “you there”.\n\n") * 12,
        "".join("> " * (number % 200) + "I said “no way at all”\n" for number in range(300)),
        "ANNA (" * 9000,
        "[00:12:33] " * 5000,
    ],
)
def test_long_transcripts_take_time_in_proportion(text: str) -> None:
    begun = time.process_time()
    propose(text, About(language="en"))
    assert time.process_time() - begun < 4
