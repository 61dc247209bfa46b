"""Fields take hostile text as it is, or refuse it with a sentence that names the field."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InvalidEntryError
from briefing.fieldspec import PROSE_LIMIT, FieldSpec, FieldType, field_specs
from briefing.model import KINDS
from briefing.rules.validation import clean, spec_of, without_controls

TITLE = spec_of("issue", "title")
PLAY = spec_of("issue", "state_of_play")
WORDS = spec_of("quote", "exact")
STATUS = spec_of("issue", "status")
KEY = spec_of("quote", "is_key")
START = spec_of("quote", "start")
DEADLINE = spec_of("issue", "deadline_edtf")
ISSUES = spec_of("brief", "issues")
OWNER = spec_of("issue", "owner_actor")

EVERY = [spec for kind in KINDS.values() for spec in field_specs(kind)]

HOSTILE = [
    "<script>alert(1)</script>",
    "*bold* | pipe | `code` _x_",
    '#read("/etc/passwd")',
    "\u202eright to left\u202c \u2066isolated\u2069",
    "zero\u200bwidth \u00a0 no-break",
    "emoji 👩‍👩‍👧 and 🇽🇰",
    "'; DROP TABLE issue; --",
    "{{ 7 * 7 }} ${x} %s \\n",
    "Z̸̢͝a̶l̷g̵o",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("spec", [TITLE, PLAY, WORDS])
def test_hostile_text_is_kept_as_it_is(spec: FieldSpec, text: str) -> None:
    assert clean(spec, text) == text


def test_ten_thousand_brackets_may_stand_in_prose() -> None:
    assert clean(PLAY, "[" * 10_000) == "[" * 10_000


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a\0b", "U+0000"),
        ("a\x1bb", "U+001B"),
        ("a\x7fb", "U+007F"),
        ("a\x85b", "U+0085"),
        ("a\x9fb", "U+009F"),
        ("a\ufffeb", "U+FFFE"),
        ("a\uffffb", "U+FFFF"),
    ],
)
@pytest.mark.parametrize("spec", [TITLE, PLAY, WORDS, OWNER])
def test_a_control_character_is_refused_by_name(spec: FieldSpec, text: str, named: str) -> None:
    with pytest.raises(InvalidEntryError, match="control character") as caught:
        clean(spec, text)
    assert named in str(caught.value)


@pytest.mark.parametrize("spec", [TITLE, PLAY, WORDS])
def test_half_a_character_is_refused(spec: FieldSpec) -> None:
    with pytest.raises(InvalidEntryError, match=r"U\+D83D is half a character"):
        clean(spec, "a\ud83db")


def test_the_sentence_names_the_field_as_people_know_it() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        clean(PLAY, "a\0")
    assert str(caught.value).startswith("State of play: ")
    assert (caught.value.field, caught.value.label) == ("state_of_play", "State of play")


def test_line_ends_of_other_systems_become_line_feeds() -> None:
    assert clean(PLAY, "a\r\nb\rc") == "a\nb\nc"


def test_words_of_a_source_are_never_changed_so_a_carriage_return_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match=r"U\+000D"):
        clean(WORDS, "a\r\nb")


def test_a_line_takes_no_line_feed() -> None:
    with pytest.raises(InvalidEntryError, match="Title: this field holds a single line"):
        clean(TITLE, "a\nb")


@pytest.mark.parametrize("value", ["", "   ", None])
def test_a_required_field_cannot_be_empty(value: object) -> None:
    with pytest.raises(InvalidEntryError, match="cannot be empty"):
        clean(TITLE, value)


def test_a_text_that_is_too_long_says_how_long_it_may_be() -> None:
    assert clean(TITLE, "x" * 1_000)
    with pytest.raises(InvalidEntryError, match=r"at most 1,000 characters fit; this text has 1,001"):
        clean(TITLE, "x" * 1_001)
    assert clean(PLAY, "é" * PROSE_LIMIT)
    with pytest.raises(InvalidEntryError, match="at most 100,000"):
        clean(PLAY, "é" * (PROSE_LIMIT + 1))


@pytest.mark.parametrize("typed", ["on hold", "On Hold", " on_hold ", "ON-HOLD"])
def test_a_choice_is_known_in_any_spelling(typed: str) -> None:
    assert clean(STATUS, typed) == "on hold"


def test_an_unknown_choice_lists_what_there_is() -> None:
    with pytest.raises(InvalidEntryError, match=r"“lost” is not known. Choose one of: emerging, open"):
        clean(STATUS, "lost")


@pytest.mark.parametrize(("typed", "value"), [("yes", True), (1, True), (True, True), ("", False), ("No", False)])
def test_a_flag_is_yes_or_no(typed: object, value: bool) -> None:
    assert clean(KEY, typed) is value


def test_a_flag_is_nothing_else() -> None:
    with pytest.raises(InvalidEntryError, match="please answer yes or no"):
        clean(KEY, "perhaps")


@pytest.mark.parametrize(("typed", "value"), [("12", 12), (12, 12), ("", None), (None, None), ("-3", -3)])
def test_a_number_is_whole_or_nothing(typed: object, value: int | None) -> None:
    assert clean(START, typed) == value


@pytest.mark.parametrize("typed", ["1.5", "twelve", 1.5, "9" * 5_000])
def test_other_numbers_are_refused(typed: object) -> None:
    with pytest.raises(InvalidEntryError, match="please enter a whole number"):
        clean(START, typed)


def test_a_number_too_large_for_the_store_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="too large"):
        clean(START, 2**63)


def test_a_date_may_be_typed_in_words() -> None:
    assert clean(DEADLINE, "1 September 2022") == "2022-09-01"
    assert clean(DEADLINE, "") == ""


@pytest.mark.parametrize("typed", ["2022-02-30", "tomorrow", "[" * 1000])
def test_what_is_no_date_is_refused_with_the_label(typed: str) -> None:
    with pytest.raises(InvalidEntryError, match=r"^Deadline: "):
        clean(DEADLINE, typed)


def test_json_may_be_given_as_text_or_as_values() -> None:
    assert clean(ISSUES, ["a"]) == '["a"]'
    assert clean(ISSUES, '["é", 1]') == '["é", 1]'


@pytest.mark.parametrize("value", ['{"é": 1}', "3", "null", '"a"', {"a": 1}])
def test_what_is_json_but_no_list_is_refused(value: object) -> None:
    with pytest.raises(InvalidEntryError, match="Issues: this must be a list"):
        clean(ISSUES, value)


@pytest.mark.parametrize("value", ["{", "[" * 10_000, {"a": object()}, "", "nope"])
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises(InvalidEntryError, match="Issues: this is not valid JSON"):
        clean(ISSUES, value)


def test_an_unknown_field_lists_the_fields_there_are() -> None:
    with pytest.raises(InvalidEntryError, match=r"issue has no such field. Its fields are: marking, title, status"):
        spec_of("issue", "colour")


def test_every_declared_field_takes_its_own_default() -> None:
    for spec in EVERY:
        if not spec.required:
            assert clean(spec, spec.default) == spec.default


@given(st.text())
def test_any_text_is_kept_or_refused_with_a_sentence(text: str) -> None:
    try:
        assert clean(PLAY, text) == text.replace("\r\n", "\n").replace("\r", "\n")
    except InvalidEntryError as error:
        assert str(error).startswith("State of play: ")  # noqa: PT017


@given(st.text())
def test_text_without_controls_is_always_taken(text: str) -> None:
    kept = without_controls(text)
    assert kept == "".join(c for c in text if c in kept)
    if not any("\ud800" <= c <= "\udfff" for c in kept):
        assert clean(PLAY, kept) == kept


def test_every_type_of_field_is_looked_after() -> None:
    assert {spec.type for spec in EVERY} == set(FieldType)
    assert json.loads(clean(ISSUES, [])) == []
