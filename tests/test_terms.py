"""The closed lists as people read them."""

import inspect
from enum import StrEnum

from briefing import terms


def lists() -> list[type[StrEnum]]:
    found = (thing for _name, thing in inspect.getmembers(terms, inspect.isclass))
    return [thing for thing in found if issubclass(thing, StrEnum) and thing is not StrEnum]


def test_no_value_of_a_closed_list_is_read_as_a_code() -> None:
    assert terms.in_words(terms.SourceType.ARTICLE_NEWSPAPER) == "newspaper article"
    assert terms.in_words(terms.ActorKind.STATE_OR_TERRITORY) == "state or territory"
    read = [terms.in_words(value) for one in lists() for value in one]
    assert len(read) > 60
    assert [words for words in read if "_" in words or len(words) < 3] == []


def test_every_grade_says_what_it_means() -> None:
    assert set(terms.RELIABILITY_WORDS) == set(terms.Reliability)
    assert set(terms.CREDIBILITY_WORDS) == set(terms.Credibility)
    assert terms.in_words(terms.Reliability.C) == "C: fairly reliable"
    assert terms.in_words(terms.Credibility.SIX) == "6: cannot be judged"
