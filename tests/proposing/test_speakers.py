"""Who speaks: the words of the text that say so. Every sentence is our own."""

from dataclasses import replace

import pytest

from briefing.proposing.proposal import About
from briefing.proposing.quotes import find
from briefing.proposing.speakers import Attribution, attribute

FOLLOWS = [
    ("“We are leaving tonight,” said Nora Beck.", "Nora Beck"),
    ("“We are leaving tonight,” Nora Beck said.", "Nora Beck"),
    ("“We are leaving tonight,” said the minister, Nora Beck.", "Nora Beck"),
    ("“We are leaving tonight,” the minister for roads, Nora Beck, who was in Lund, said.", "Nora Beck"),
    ("“We are leaving tonight,” Beck, 57, of Lund, told reporters on Monday.", "Beck"),
    ("“We are leaving tonight,” a spokesman for Mr Beck said.", "a spokesman for Mr Beck"),
    ("“We are leaving tonight,” said one official, who asked not to be named.", "one official"),
    ("“We are leaving tonight,” the four mayors said in a joint statement.", "the four mayors"),
    ("“We are leaving tonight,” Beck and Holm said.", "Beck and Holm"),
    ("“We are leaving tonight,” according to Nora Beck, the minister.", "Nora Beck"),
    ("“We are leaving tonight,” Beck was quoted as saying by the radio.", "Beck"),
    ("“We are leaving tonight.” — Nora Beck", "Nora Beck"),
    ("“Are you leaving?” Beck asked.", "Beck"),
    ("“Leave us alone!” the neighbour, Nora Beck, shouted.", "Nora Beck"),
    ("“We are leaving tonight,” wrote Beck on her page.", "Beck"),
    ("“No comment at all on that,” was all that Beck would say.", "Beck"),
    ("The roads are “in a terrible state”, as the auditors’ report put it.", "the auditors’ report"),
    ("The road would be “closed for good”, Beck told the council.", "Beck"),
]
PRECEDES = [
    ("Beck said it was “not an ordinary evening”.", "Beck"),
    ("Beck replied: “No, we never did.”", "Beck"),
    ("Asked whether the road was safe, Beck replied: “It is safer than yours.”", "Beck"),
    ("Beck, who inspected the bridge last week, told reporters “it must be rebuilt”.", "Beck"),
    ("Beck, asked about the bridge, said “it must be rebuilt”.", "Beck"),
    ("Nora Beck, the minister for roads, a former mayor, said “it must be rebuilt”.", "Nora Beck"),
    ("The minister for roads, Nora Beck, said “it must be rebuilt”.", "Nora Beck"),
    ("The spokesperson (Nora Beck) told us: “It must be rebuilt.”", "Nora Beck"),
    ("An aide to Mr Beck said the bridge was “one of the worst in the country”.", "An aide to Mr Beck"),
    ("According to the roads ministry, “nobody was hurt in the collapse”.", "the roads ministry"),
    ("Beck spoke of “rising waters”.", "Beck"),
    ("Beck accused the builders of “years of neglect”.", "Beck"),
    ("The bridge was described by Beck as “a danger to everybody”.", "Beck"),
    ("Beck’s warning that there is “no other way across” was ignored.", "Beck"),
    ("Beck left the hall, saying “there is nothing to add”.", "Beck"),
    ("Beck called the bridge a ruin and said it was “a danger to everybody”.", "Beck"),
    ("Beck went on to say that it was “a danger to everybody”.", "Beck"),
    ("Holm said Beck had told her: “There is nothing to repair.”", "Beck"),
    ("Holm quoted Beck as saying that there was “nothing to repair”.", "Beck"),
    ("Holm said the town saw the bridge “as a second home”.", "Holm"),
    ("Holm said she hoped it would be “a new beginning”.", "Holm"),
    ("The report, published on Monday, accuses the builders of “years of neglect”.", "The report"),
    ("Police said the driver had shouted “out of my way” before the crash.", "the driver"),
    ("Lund, Visby and Ystad said in a statement that they were “deeply worried”.", "Lund, Visby and Ystad"),
    ("What Beck calls “a policy of open roads” has few friends.", "Beck"),
    ("Beck: “No bridge today”", "Beck"),
    ("- Beck (minister): “No bridge today.”", "Beck"),
    ("It was, in the words of one engineer, “the worst bridge of my career”.", "one engineer"),
]


def speakers(text: str, language: str = "en") -> list[Attribution]:
    return list(attribute(text, find(text, language), About(language=language)))


def named(text: str, language: str = "en") -> list[str]:
    return [one.speaker.name if one.speaker is not None else "" for one in speakers(text, language)]


@pytest.mark.parametrize(("text", "speaker"), FOLLOWS)
def test_the_speaker_is_named_behind_the_words(text: str, speaker: str) -> None:
    assert named(text) == [speaker]


@pytest.mark.parametrize(("text", "speaker"), PRECEDES)
def test_the_speaker_is_named_before_the_words(text: str, speaker: str) -> None:
    assert named(text) == [speaker]


def test_a_quotation_in_two_parts_has_one_speaker() -> None:
    assert named("“We did not agree,” Beck said, “but we will meet again.”") == ["Beck", "Beck"]


def test_two_speakers_of_one_sentence_are_told_apart() -> None:
    text = "Beck called the plan “a step back for everyone”, while Holm said it was “the only way across”."
    assert named(text) == ["Beck", "Holm"]


def test_words_joined_by_and_have_one_speaker() -> None:
    assert named("Beck spoke of “rising waters” and “roads that lead nowhere”.") == ["Beck", "Beck"]


def test_whoever_spoke_goes_on_where_nobody_else_is_named() -> None:
    text = "“We tried,” said Beck. “We failed.”\n\n“But the door stays open to all of them.”"
    assert named(text) == ["Beck", "Beck", "Beck"]
    assert [one.certainty.value for one in speakers(text)] == ["named", "by continuation", "by continuation"]


def test_the_sentence_before_says_who_speaks_but_less_surely() -> None:
    (one,) = speakers("Beck was blunt. “We have no bridge.”")
    assert one.speaker is not None
    assert one.speaker.name == "Beck"
    assert one.confidence < 0.7


def test_a_quotation_over_two_paragraphs_has_the_speaker_of_its_end() -> None:
    assert named("“The bridge is old.\n\n“It will be torn down,” Beck said.") == ["Beck", "Beck"]


def test_words_that_nobody_is_said_to_speak_have_no_speaker() -> None:
    (one,) = speakers("“We agree.”")
    assert one.speaker is None
    assert one.confidence == 0
    assert one.reason == "Nothing says who is speaking."


def test_names_within_the_words_are_not_their_speaker() -> None:
    assert named("“Holm and Lind must lead,” Beck said.") == ["Beck"]


def test_the_reporter_may_stand_inside_of_the_marks() -> None:
    assert named("“It is not a bridge, said Beck and left the building.") == ["Beck"]


def test_the_reason_quotes_the_words_that_lead_to_the_speaker() -> None:
    (one,) = speakers("“We are leaving,” said Nora Beck.")
    assert one.reason == "“said Nora Beck” follows the quotation."


def test_an_attributive_clause_is_surer_than_silence() -> None:
    sure, less = speakers("“We are leaving,” said Nora Beck.\n\n“It is time.”")
    assert sure.confidence > less.confidence


def test_a_transcript_names_its_speakers() -> None:
    text = "BECK: We call it “the bridge of sighs” at home."
    (quote,) = find(text, "en")
    (one,) = attribute(text, [replace(quote, turn=(0, 4))], About(language="en"))
    assert one.speaker is not None
    assert one.speaker.name == "BECK"


def test_a_clause_before_a_colon_is_no_speaker_s_tag() -> None:
    text = "Beck added:\n\n“The bridge is old and it will be torn down.”"
    (quote,) = find(text, "en")
    (one,) = attribute(text, [replace(quote, turn=(0, 10))], About(language="en"))
    assert one.speaker is not None
    assert one.speaker.name == "Beck"
