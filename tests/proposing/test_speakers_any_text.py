"""Any text at all: mentions are slices, nothing breaks, and work grows with the length."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.proposing.names import names_in
from briefing.proposing.proposal import About
from briefing.proposing.quotes import find
from briefing.proposing.speakers import attribute

PIECES = st.lists(
    st.sampled_from(
        "“ ” \" ' ’ , . : — ( ) \n \n\n he she they who said called Beck Anna Mr the a of and that to 12 U.S. was by "
        "according saying’s 😀 é \u200b → - -- ? !".split(" ")
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(PIECES.map(" ".join) | st.text(max_size=60))
def test_every_mention_is_a_slice(text: str) -> None:
    quotes = find(text)
    found = attribute(text, quotes, About())
    assert len(found) == len(quotes)
    for one in found:
        assert 0 <= one.confidence <= 1
        assert one.speaker is None or text[one.speaker.start : one.speaker.end] == one.speaker.name
    assert all(text[one.start : one.end] == one.text for one in names_in(text).found)


def test_a_thousand_sentences_about_him_are_traced_without_end() -> None:
    text = "He left. " * 3000 + "“It was late,” he said."
    (one,) = attribute(text, find(text, "en"), About(language="en"))
    assert one.resolved == ""


def test_work_grows_with_the_length() -> None:
    def seconds(times: int) -> float:
        text = "“We did,” he said that Beck, who left, called it “a fine day” and said, " * times
        quotes = find(text, "en")
        began = time.process_time()
        attribute(text, quotes, About(language="en"))
        return time.process_time() - began

    seconds(10)
    assert seconds(600) < 12 * max(seconds(100), 0.01)
