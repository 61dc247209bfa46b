"""The seed article, which is no part of the project: its seven quotations, by place and by who is meant."""

import json
from pathlib import Path

from briefing.proposing.proposal import About
from briefing.proposing.quotes import find
from briefing.proposing.speakers import attribute

MEANT = ["Josep Borrell", "Josep Borrell", "", "", "Josep Borrell", "Josep Borrell", "Josep Borrell"]
SAID = ["Josep Borrell", "Josep Borrell", "an aide to Mr Vucic", "Serbian state media", "he", "He", "he"]


def test_all_seven_speakers_of_the_seed_article_are_found(shared: Path) -> None:
    text = (shared / "seed" / "article_plain.txt").read_text("utf-8")
    quotes = find(text, "en")
    found = attribute(text, quotes, About(language="en"))
    assert [one.speaker.name if one.speaker else "" for one in found] == SAID
    assert [one.resolved for one in found] == MEANT
    assert all(one.confidence >= 0.8 for one in found)


def test_speakers_of_the_sets_beside_the_project_are_as_measured(shared: Path) -> None:
    for name, least in (("wikinews", 35), ("awkward", 81)):
        right = 0
        for entry in json.loads((shared / "quotes" / f"{name}.json").read_text("utf-8")):
            text = entry["text"]
            spoken = {(one["start"], one["end"]): one["speaker"] for one in entry["quotes"] if not one["optional"]}
            quotes = find(text)
            for quote, one in zip(quotes, attribute(text, quotes, About()), strict=True):
                wanted = spoken.get((quote.start, quote.end))
                if wanted and one.speaker is not None:
                    right += _same(one.resolved or one.speaker.name, wanted) or _same(one.speaker.name, wanted)
        assert right >= least - 1


def _same(found: str, wanted: str) -> bool:
    words = {word.strip("().,").casefold() for word in wanted.split()}
    return any(word.strip("().,").casefold() in words for word in found.split()[-2:])
