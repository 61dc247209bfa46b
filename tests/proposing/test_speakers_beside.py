"""Who speaks where the clause of a quotation does not say so: the sentences around it, and rarer ways to report."""

from __future__ import annotations

import pytest

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "“It went badly,” Anna Holm said. She put down her cup. She looked tired. “Nobody came to the meeting.”",
            ["Anna Holm", "Anna Holm"],
        ),
        (
            "Anna Holm opened the meeting. “We have no plan for the harbour.” Anna Holm paused. “We never had one.”",
            ["Anna Holm", "Anna Holm"],
        ),
        ("According to Anna Holm, the plan failed. “Nobody asked the people who live there.”", ["Anna Holm"]),
        ("The plan failed, Anna Holm said. “Nobody asked the people who live there.”", ["Anna Holm"]),
        (
            "“Once,” said Anna Holm.\n\n“Twice,” said Peter Voss.\n\n“Three times.”",
            ["Anna Holm", "Peter Voss", "Anna Holm"],
        ),
        ("The plan, in the words of Anna Holm, was “dead on arrival”.", ["Anna Holm"]),
        ("“The plan is dead,” is how Anna Holm put it.", ["Anna Holm"]),
        ("“The plan is dead,” Anna Holm, the mayor of Lund, who has run the port, told the council.", ["Anna Holm"]),
        ("It was Anna Holm who said the plan was “dead on arrival”.", ["Anna Holm"]),
        ("What Anna Holm called “a sad day for the port” began early.", ["Anna Holm"]),
        ("“The plan,” Anna Holm wrote in her diary, “is dead.”", ["Anna Holm", "Anna Holm"]),
        ("Saying “we never had a plan”, Anna Holm left the room.", ["Anna Holm"]),
        ("Anna Holm’s answer: “We never had a plan.”", ["Anna Holm"]),
        ("“The plan is dead,” in a speech in the town hall, according to Anna Holm.", ["Anna Holm"]),
        ("“The plan is dead” and the mayor agreed, said Anna Holm.", ["Anna Holm"]),
        ("“We agree on that,” said Anna Holm and left.", ["Anna Holm"]),
        ("“We agree on that,” said Anna Holm and Peter Voss.", [""]),
        ("“We agree, said Anna Holm, but not on this point of the plan.”", ["Anna Holm"]),
        ("“We agree on that,” was the answer that was given, Anna Holm said.", ["Anna Holm"]),
        ("The plan was “dead on arrival”, as Anna Holm had put it before.", ["Anna Holm"]),
        ("“Nobody asked us.” Anna Holm shook her head. “Nobody ever does that here.”", ["Anna Holm", "Anna Holm"]),
        ("“Nobody asked us.”\n\nAnna Holm shook her head.", [""]),
        ("“The plan is dead,” read a letter from Anna Holm to the council.", [""]),
        ("“The plan is dead,” a letter sent by Anna Holm said.", [""]),
    ],
)
def test_the_speaker_is_found_beside_the_quotation(text: str, speakers: list[str]) -> None:
    assert [one.resolved for one in propose(text, About(language="en")).quotes] == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("„Wir gehen jetzt nach Hause“, hatte Anna Holm zuvor erklärt.", "Anna Holm"),
        ("„Wir gehen jetzt nach Hause“, hatte Anna Holm in einem Brief an den Rat.", ""),
        ("Anna Holm hatte den Plan „eine gute Idee für alle“ genannt.", "Anna Holm"),
    ],
)
def test_in_german_the_verb_may_come_last(text: str, speaker: str) -> None:
    assert [one.resolved for one in propose(text, About(language="de")).quotes] == [speaker]


def test_a_speaker_taken_from_the_sentence_before_is_less_sure_than_one_who_says_it() -> None:
    beside = propose("Anna Holm opened the meeting. “We have no plan for the harbour.”", About(language="en")).quotes[0]
    said = propose("“We have no plan for the harbour,” Anna Holm said.", About(language="en")).quotes[0]
    assert beside.confidence < 0.6 < said.confidence
