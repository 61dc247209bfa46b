"""The command line on files: many are imported at once, and one is read for what it offers, in the agreed shape."""

import json
from pathlib import Path

import pytest

from briefing import cli
from briefing.cli.proposing import _lines, about, as_value
from briefing.intake.readers import read_bytes
from briefing.proposing.proposal import Mention, Proposals, ProposedActor, ProposedEvent, ProposedQuote
from briefing.terms import ActorKind, Modality, QuoteForm, SpeakerCertainty

TEXT = "“We go on,” Ana Kovac said on Thursday.\n"


def test_many_files_are_imported_one_line_each_and_the_worst_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "a.db"
    cli.run(["new", str(store)])
    for name, text in (("a.txt", "First.\n"), ("b.txt", "Second.\n"), ("copy.txt", "First.\n"), ("empty.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt", "copy.txt")]
    capsys.readouterr()
    assert cli.run(["import", str(store), *files]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Archived"] * 2 + ["Already archived, nothing was added"]
    assert cli.run(["undo", str(store)]) == 0
    assert capsys.readouterr().out == "Undone: import sources.\n"
    assert cli.run(["import", str(store), *files, str(tmp_path / "empty.txt"), "--json"]) == 1
    told = capsys.readouterr()
    assert [one["outcome"] for one in json.loads(told.out)] == ["imported", "imported", "already there", "refused"]
    assert "“empty.txt” is empty" in told.err
    assert cli.run(["import", str(store), str(tmp_path / "empty.txt")]) == 1
    assert capsys.readouterr().out == ""


def test_a_file_is_imported_as_a_version_of_a_source_and_the_check_tells_of_the_older_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, file = tmp_path / "a.db", tmp_path / "a.txt"
    file.write_text("The day was Monday.\n", encoding="utf-8")
    cli.run(["new", str(store)])
    capsys.readouterr()
    cli.run(["import", str(store), str(file), "--json"])
    source = json.loads(capsys.readouterr().out)["source"]
    cli.run(["quote", str(store), source, "--start", "12", "--end", "18"])
    file.write_text("The day was a Monday.\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["import", str(store), str(file), "--as-version-of", source]) == 0
    assert capsys.readouterr().out.startswith("Archived as a new version of “a.txt”")
    assert cli.run(["check", str(store)]) == 0
    checked = capsys.readouterr().out
    assert (
        "verified 1" in checked and "“Monday” stands on version 1 of “a.txt”, of which there is a version 2." in checked
    )
    assert cli.run(["import", str(store), str(file), str(file), "--as-version-of", source]) == 2


def offered() -> Proposals:
    said = ProposedQuote(
        start=1, end=9, exact=TEXT[1:9], form=QuoteForm.FULL, resolved="",
        speaker=Mention(name="Ana Kovac", start=12, end=21), certainty=SpeakerCertainty.NAMED,
        confidence=0.9, reason="said",
    )  # fmt: skip
    other = ProposedQuote(
        start=1, end=9, exact=TEXT[1:9], form=QuoteForm.FRAGMENT, speaker=None, resolved="Ana Kovac",
        certainty=SpeakerCertainty.BY_CONTINUATION, confidence=0.4, reason="",
    )  # fmt: skip
    ana = ProposedActor(name="Ana Kovac", kind=ActorKind.PERSON, role="mediator", mentions=((12, 21),))
    talk = ProposedEvent(
        what="Statement", start=0, end=39, date_literal="on Thursday", edtf="2022-08-18", basis="the last Thursday",
        modality=Modality.OCCURRED, conflict="2022-08-19",
    )  # fmt: skip
    return Proposals(language="en", quotes=(said, other), actors=(ana,), events=(talk,))


def test_what_a_file_offers_has_the_agreed_shape() -> None:
    read = read_bytes(TEXT.encode(), "a.txt")
    value = as_value(read, offered())
    assert list(value) == [
        "text", "sha256", "title", "published", "author", "language", "quotes", "actors", "events", "facts", "issues",
    ]  # fmt: skip
    first, second = value["quotes"]
    assert first["speaker"] == {"name": "Ana Kovac", "start": 12, "end": 21} and first["resolved"] is None
    assert second["speaker"] is None and second["resolved"] == "Ana Kovac"
    assert {"start", "end", "exact", "form", "speaker", "resolved", "confidence", "reason"} <= set(first)
    assert value["actors"][0]["mentions"] == [[12, 21]]
    assert {"what", "date_literal", "edtf", "modality", "basis"} <= set(value["events"][0])
    assert json.loads(json.dumps(value)) == value


def test_what_a_file_offers_is_told_to_people_line_by_line() -> None:
    read = read_bytes(TEXT.encode(), "a.txt")
    told = "\n".join(_lines(read, offered()))
    assert "Quotes: 2" in told and "Facts: none" in told
    assert "   1   90%  “We go on” – Ana Kovac (full)" in told
    assert "Statement – 2022-08-18 (occurred; the last Thursday; also 2022-08-19)" in told


def test_the_parts_of_a_mail_that_are_folded_are_told_to_the_engine() -> None:
    mail = (
        b"From: a@example.org\nSubject: Talks\nDate: Thu, 18 Aug 2022 21:05:00 +0200\n\nWe go on.\n\n"
        b"On Wed, 17 Aug 2022 at 10:00, Bo wrote:\n> Will you?\n"
    )
    known = about(read_bytes(mail, "a.eml"))
    assert known.published == "2022-08-18" and len(known.folded) == 1
