"""What was rejected and how speakers are named, where their source lies above a ceiling."""

from briefing.desk import Desk
from briefing.store.withheld import withheld
from tests.desk.offering import at, desk, item, source

__all__ = ["desk", "source"]

AIDE = at("An aide")


def test_short_words_of_a_source_above_a_ceiling_stop_no_brief_and_long_ones_are_searched_for(
    desk: Desk, source: str
) -> None:
    desk.reject(source, item(desk, source, "actor", 1))  # “Mr Petrov”, whom any brief may name
    desk.reject(source, item(desk, source, "fact"))
    desk.accept(source, item(desk, source, "quote"))
    desk.accept(source, item(desk, source, "quote", 1), {"mention_start": AIDE[0], "mention_end": AIDE[1]})
    desk.edit("source", source, {"marking": "OFFICIAL-SENSITIVE"})
    held = withheld(desk.store, lambda _: False)
    assert {"rejection", "quote", "source_version"} <= {one.kind for one in held.records}
    assert "About 5 per cent of drivers are concerned." in held.strings
    assert "Ana Kovač, the mediator of the League" in held.strings
    assert not {"Mr Petrov", "An aide"} & set(held.strings)
