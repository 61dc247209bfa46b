"""Which words of a text are proposed as quotes."""

from briefing.proposing.quotes import find


def test_words_between_marks_are_found_without_the_marks_and_the_comma_of_the_reporter() -> None:
    text = "“The road is open,” the mayor said."
    quote = find(text, "en")[0]
    assert text[quote.start : quote.end] == "The road is open"
    assert text[quote.marks_start : quote.marks_end] == "“The road is open,”"
