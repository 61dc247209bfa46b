"""A small brief that the preflight has nothing to complain of, and what makes it complain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.brief.finding import Finding, Preflight
from briefing.desk import Desk
from briefing.model import Issue
from briefing.store.store import create_store


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk(create_store(), "Anna")
    opened.set_setting("as_at", "2026-03-10")
    yield opened
    opened.close()


def briefed(desk: Desk, **values: Any) -> str:
    """An issue with what is needed for a brief on it that has nothing to complain of. Returns the brief."""
    made = desk.create("issue", {"title": "The ferry", "next_step": "Ask for the timetable", **values})
    brief = desk.new_brief("issue-brief", "The ferry in March", [made])
    desk.write_block(brief, "summary", "The ferry runs again.")
    desk.write_block(brief, "knowledge_gaps", "Who pays for it.")
    return brief


def issue_of(desk: Desk) -> Issue:
    return desk.every(Issue)[0]


def cite(desk: Desk, kind: str, record: str) -> None:
    source = desk.create("source", {"title": "The gazette"})
    desk.create("citation", {"record_kind": kind, "record": record, "source": source, "locator": "page 2"})


def codes(found: Preflight) -> list[str]:
    return [one.code for one in found.findings]


def only(found: Preflight, code: str) -> Finding:
    (one,) = [one for one in found.findings if one.code == code]
    return one


def quoted(desk: Desk, tmp_path: Path, words: str, **values: Any) -> str:
    """A quote of a source that holds nothing else but a beginning and an end, linked to the issue."""
    file = tmp_path / f"{len(desk.ids('source'))}.txt"
    file.write_text(f"At noon they said: {words} And then they left.", encoding="utf-8")
    imported = desk.import_file(file)
    start = 19
    quote = desk.capture_quote(imported.source, start, start + len(words), values)
    desk.link(issue_of(desk).id, "quote", quote)
    return quote
