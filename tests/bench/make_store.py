"""Makes a large store of neutral words of ours: `python -m tests.bench.make_store FILE [--quotes N] [--events N]`.

The same numbers give the same store, save for ids and times. Every quote is a true slice of an archived text.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

from briefing.rules.anchors import CONTEXT
from briefing.store.steps import Step
from briefing.store.store import create_store

QUOTES, EVENTS = 100_000, 10_000
ACTORS, ISSUES, SOURCES = 500, 60, 400
_STARTS = ("The council", "A committee", "The harbour office", "One delegate", "The second panel", "A neighbour")
_VERBS = ("discussed", "postponed", "welcomed", "questioned", "supported", "returned to", "put aside", "described")
_THINGS = (
    "the timetable", "a shared bridge", "the water plan", "new signposts", "the night ferry", "a common market",
    "the winter reserve", "an open letter", "the border post", "a quiet week",
)  # fmt: skip
_ENDS = ("without a vote", "in good spirit", "for the third time", "after a long pause", "with some doubt", "at noon")
_NAMES = ("Mira", "Đorđe", "Anton", "Вера", "Ilir", "Petra", "Šaban", "Jonas", "Lena", "Agim")
_FAMILIES = ("Vučić-Lund", "Hoxha", "Стојан", "Marlow", "Đurić", "Okafor", "Brandt", "Žilina", "Rama", "Keller")


def sentence(chance: random.Random) -> str:
    """A plain sentence about nothing in particular."""
    parts = (chance.choice(_STARTS), chance.choice(_VERBS), chance.choice(_THINGS), chance.choice(_ENDS))
    return f"{' '.join(parts)}, {chance.randint(2, 99)} of {chance.randint(100, 999)} present."


def make(path: Path, quotes: int = QUOTES, events: int = EVENTS) -> None:
    """Write the store to `path`, in one step."""
    chance = random.Random(11)
    with create_store(path) as store:
        store.connection.execute("PRAGMA cache_size = -200000")
        with store.step("make a large store", "Bench") as step:
            actors = [
                step.insert(
                    "actor",
                    {
                        "name": f"{chance.choice(_NAMES)} {chance.choice(_FAMILIES)} {number}",
                        "kind": ("person", "organisation", "group")[number % 3],
                        "role_as_stated": f"speaker of panel {number % 40}",
                    },
                )
                for number in range(ACTORS)
            ]
            issues = [
                step.insert(
                    "issue",
                    {
                        "title": f"Question {number}: {chance.choice(_THINGS)}",
                        "priority": ("high", "medium", "low")[number % 3],
                        "next_step": sentence(chance) if number % 5 else "",
                        "deadline_edtf": (date(2026, 1, 1) + timedelta(days=number * 9)).isoformat(),
                        "state_of_play": " ".join(sentence(chance) for _ in range(3)),
                    },
                )
                for number in range(ISSUES)
            ]
            _relations(step, actors, chance)
            _positions(step, actors, issues, chance)
            made = _quotes(step, actors, quotes, chance)
            _events(step, actors, issues, events, chance)
            for place, quote in enumerate(made[:: max(1, quotes // 2_000)]):
                step.insert("link", {"issue": issues[place % ISSUES], "target_kind": "quote", "target": quote})


def _relations(step: Step, actors: list[str], chance: random.Random) -> None:
    for number in range(ACTORS):
        values = {"from_actor": actors[number], "to_actor": actors[chance.randrange(ACTORS)], "kind": "member_of"}
        step.insert("actor_relation", values)


def _positions(step: Step, actors: list[str], issues: list[str], chance: random.Random) -> None:
    stances = ("supports", "opposes", "conditional", "neutral")
    for place, actor in enumerate(actors):
        for issue in issues[place % 12 :: 12]:
            step.insert(
                "position",
                {"actor": actor, "issue": issue, "stance": chance.choice(stances), "summary": sentence(chance)},
            )


def _quotes(step: Step, actors: list[str], count: int, chance: random.Random) -> list[str]:
    made = []
    for number in range(SOURCES):
        lines = [sentence(chance) for _ in range(max(20, 2 * count // SOURCES))]
        text = "\n\n".join(" ".join(lines[place : place + 4]) for place in range(0, len(lines), 4))
        issued = (date(2020, 1, 1) + timedelta(days=number * 5)).isoformat()
        source = step.insert("source", {"title": f"Minutes, sitting {number}", "issued_edtf": issued, "language": "en"})
        sha256 = step.keep_text(text)
        version = step.insert(
            "source_version",
            {
                "source": source,
                "number": 1,
                "text_sha256": sha256,
                "characters": len(text),
                "file_name": f"{number}.txt",
            },
        )
        start = 0
        for place in range(count // SOURCES):
            line = lines[2 * place]
            start = text.index(line, start)
            end = start + len(line)
            made.append(
                step.insert(
                    "quote",
                    {
                        "exact": line,
                        "source_version": version,
                        "start": start,
                        "end": end,
                        "prefix": text[max(0, start - CONTEXT) : start],
                        "suffix": text[end : end + CONTEXT],
                        "text_sha256": sha256,
                        "speaker": actors[chance.randrange(ACTORS)],
                        "date_edtf": issued,
                        "is_key": place % 50 == 0,
                    },
                )
            )
    return made


def _events(step: Step, actors: list[str], issues: list[str], count: int, chance: random.Random) -> None:
    first = date(2016, 1, 1)
    for number in range(count):
        day = (first + timedelta(days=number * 4000 // max(count, 1))).isoformat()
        event = step.insert(
            "event",
            {
                "title": f"Sitting {number} on {chance.choice(_THINGS)}",
                "date_edtf": day if number % 20 else day[:7],
                "modality": "planned" if number % 400 == 0 else "occurred",
                "place": "Harbour hall",
            },
        )
        if number % 4 == 0:
            step.insert("participant", {"event": event, "actor": actors[number % ACTORS]})
        if number % 10 == 0:
            link = {"issue": issues[number % ISSUES], "target_kind": "event", "target": event}
            step.insert("link", link)


def main() -> None:
    """Make a store as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--quotes", type=int, default=QUOTES)
    parser.add_argument("--events", type=int, default=EVENTS)
    asked = parser.parse_args()
    make(asked.file, asked.quotes, asked.events)


if __name__ == "__main__":
    main()
