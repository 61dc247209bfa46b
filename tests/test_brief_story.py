"""The life of a brief on the command line and at the desk: stopped, mended, cleared, issued, amended, proved."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from briefing.brief.compose import Order
from briefing.brief.tree import Changed, walk_blocks
from briefing.desk import Desk
from briefing.desk.clearing import Furniture
from briefing.errors import DamagedStoreError, InvalidEntryError, NotClearedError, NotFoundError
from briefing.model import Brief, Quote
from briefing.store import engine


@pytest.fixture
def store(crisis_db: Path) -> Path:
    return crisis_db


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    opened = Desk.open(store, "Anna")
    yield opened
    opened.close()


def verb(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> str:
    capsys.readouterr()
    found = main.main([str(word) for word in words])
    out, err = capsys.readouterr()
    assert found == status, err
    return out + err


def brief_of(desk: Desk, template: str = "one-page") -> str:
    return desk.briefs(template)[0].id


def cleared(desk: Desk, brief: str) -> None:
    desk.put_to_clearance(brief)
    desk.add_clearance(brief, "Head of unit")


def test_the_life_of_a_brief(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk.open(store, "Anna")
    brief = brief_of(desk)
    wanted = desk.brief_blocks(brief)[0]
    desk.write_block(brief, wanted.block, "")  # the bottom line
    desk.close()
    stopped = verb(capsys, "preflight", store, "--brief", brief, status=1)
    assert "Bottom line" in stopped
    verb(capsys, "clear", store, brief, "--by", "Head of unit")
    refused = verb(capsys, "issue", store, brief, status=1)
    assert "preflight stops" in refused
    with_words = Desk.open(store, "Anna")
    with_words.write_block(brief, wanted.block, "The talks ended without agreement on Thursday 18 August 2022.")
    assert with_words.get(Brief, brief).status == "draft"
    with_words.close()
    assert "Only a brief that is cleared" in verb(capsys, "issue", store, brief, status=1)
    verb(capsys, "clear", store, brief, "--by", "Head of unit", "--unit", "Desk A")
    assert "Issued version 1" in verb(capsys, "issue", store, brief)

    desk = Desk.open(store, "Anna")
    issue = desk.open_issues()[0]
    desk.edit("issue", issue.id, {"status": "in negotiation"})
    update = desk.new_brief("situation-update", "Update")
    desk.edit("brief", update, {"since": brief})
    desk.close()
    verb(capsys, "export", store, "--brief", update, "--format", "md", "--out", tmp_path / "t5")
    told = next((tmp_path / "t5").glob("*.md")).read_text("utf-8")
    assert str(issue.status) in told
    assert "in negotiation" in told

    desk = Desk.open(store, "Anna")
    desk.write_block(brief, wanted.block, "The talks ended without agreement; new talks have begun since.")
    desk.close()
    verb(capsys, "clear", store, brief, "--by", "Head of unit")
    assert "Say why version 2" in verb(capsys, "issue", store, brief, status=1)
    assert "Issued version 2" in verb(capsys, "issue", store, brief, "--reason", "talks have begun")
    verb(capsys, "export", store, "--brief", brief, "--version", 2, "--format", "md,pdf", "--out", tmp_path / "v2")
    second = next((tmp_path / "v2").glob("*.md")).read_text("utf-8")
    assert second.startswith(
        "**SAMPLE – NOT AN OFFICIAL DOCUMENT**  \n**AMENDED – replaces version 1 of 19 August 2022"
    )
    compared = verb(capsys, "compare", store, brief, "--from", 1, "--to", 2)
    assert "begun" in compared
    assert "in negotiation" in compared
    found = json.loads(verb(capsys, "compare", store, brief, "--from", 1, "--to", 2, "--json"))
    assert len(found["differences"]) >= 2

    pack = tmp_path / "evidence.zip"
    verb(capsys, "evidence", store, brief, "--out", pack)
    with zipfile.ZipFile(pack) as parts:
        parts.extractall(tmp_path / "pack")
    folder = next(path.parent for path in (tmp_path / "pack").rglob("check.py"))
    bare = [sys.executable, "-I", "-S", "check.py"]
    good = subprocess.run(bare, cwd=folder, capture_output=True, text=True)
    assert good.returncode == 0, good.stdout + good.stderr
    page = next(folder.rglob("*.md"))
    page.write_text(page.read_text("utf-8").replace("end of the story", "end of the tale"), "utf-8")
    assert subprocess.run(bare, cwd=folder, capture_output=True).returncode == 1


def test_the_files_of_a_version_are_kept_as_they_went_out(desk: Desk, tmp_path: Path) -> None:
    brief = brief_of(desk)
    cleared(desk, brief)
    desk.issue(brief)
    version = desk.version(brief)
    kept = {one.format: desk.kept_file(one.sha256) for one in desk.kept_files(version)}
    assert set(kept) == {"md", "html", "pdf", "docx"}
    for quote in desk.every(Quote):
        desk.unlink(desk.open_issues()[0].id, "quote", quote.id)
    desk.edit("issue", desk.open_issues()[0].id, {"title": "Another title"})
    assert {one.format: desk.kept_file(one.sha256) for one in desk.kept_files(version)} == kept
    assert desk.frozen(version.id).title == desk.get(Brief, brief).title
    assert not desk.receipt(version).problems


def test_the_second_version_has_change_bars_where_it_differs(desk: Desk) -> None:
    brief = brief_of(desk, "issue-brief")
    cleared(desk, brief)
    first = desk.issue(brief, formats=("md",))
    desk.write_block(brief, "purpose", "To prepare the head of department for the next round.")
    cleared(desk, brief)
    second = desk.issue(brief, formats=("md",), reason="purpose")
    assert not any(isinstance(block, Changed) for block in walk_blocks(desk.frozen(first).blocks))
    bars = [block for block in walk_blocks(desk.frozen(second).blocks) if isinstance(block, Changed)]
    assert 1 <= len(bars) <= 3
    assert "next round" in repr(bars)


def test_a_series_is_numbered_and_a_new_version_keeps_its_number(desk: Desk) -> None:
    numbers = []
    for title in ("One", "Two"):
        brief = desk.new_brief("one-page", title)
        desk.edit("brief", brief, {"series": "Update", "as_at_edtf": "2022-08-19"})
        desk.write_block(brief, "bottom_line", "All is quiet.")
        cleared(desk, brief)
        desk.issue(brief, formats=("md",))
        numbers.append(desk.get(Brief, brief).series_no)
    desk.write_block(brief, "bottom_line", "All is quiet again.")
    cleared(desk, brief)
    desk.issue(brief, formats=("md",), reason="words")
    assert numbers == [1, 2]
    assert [one.series_no for one in desk.versions(brief)] == [2, 2]


def test_a_refusal_makes_a_draft_and_an_edit_takes_clearances_back(desk: Desk) -> None:
    brief = brief_of(desk)
    desk.put_to_clearance(brief)
    desk.add_clearance(brief, "Legal", result="not cleared", condition="Leave out the second line")
    assert desk.get(Brief, brief).status == "draft"
    with pytest.raises(NotClearedError, match="Only a brief that is cleared"):
        desk.issue(brief)
    cleared(desk, brief)
    desk.edit("brief", brief, {"title": "Another"})
    assert desk.get(Brief, brief).status == "draft"
    with pytest.raises(NotClearedError):
        desk.add_clearance(brief, "Head")
    with pytest.raises(InvalidEntryError, match="put the brief to clearance"):
        desk.edit("brief", brief, {"status": "issued"})


def test_issuing_is_not_undone_but_recalled(desk: Desk) -> None:
    brief = brief_of(desk)
    cleared(desk, brief)
    desk.issue(brief, formats=("md",))
    assert "issue" not in desk.undo_label()
    with pytest.raises(NotClearedError, match="Say why"):
        desk.recall(brief, " ")
    desk.recall(brief, "A figure was wrong.")
    assert desk.get(Brief, brief).status == "recalled"
    assert len(desk.versions(brief)) == 1
    with pytest.raises(NotFoundError, match="There is no version 7"):
        desk.version(brief, 7)


def test_an_altered_quote_stops_the_issue_and_leaves_nothing(desk: Desk, store: Path) -> None:
    brief = brief_of(desk)
    cleared(desk, brief)
    before = desk.store.query("SELECT count(*) FROM source_file")[0][0]
    raw = engine.connect(store, mode="rw")
    for trigger in ("source_text_keep_u", "source_text_keep_d"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE source_text SET text = replace(text, 'story', 'storm')")
    raw.close()
    again = Desk.open(store, "Anna")
    with pytest.raises(NotClearedError, match="preflight stops"):
        again.issue(brief)
    assert again.versions(brief) == []
    assert again.store.query("SELECT count(*) FROM source_file")[0][0] == before
    again.close()


def test_the_same_brief_is_the_same_bytes_in_every_format(store: Path, tmp_path: Path) -> None:
    desk = Desk.open(store, "Anna")
    formats = ("md", "html", "pdf", "docx", "json", "csv")
    order = Order("issue-brief", profile="eu")
    one, two = (desk.export("issue-brief", formats, tmp_path / name, order=order) for name in ("a", "b"))
    assert [file.sha256 for file in one.files] == [file.sha256 for file in two.files]
    desk.close()


def test_verify_tells_a_file_that_was_touched(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    verb(capsys, "export", store, "--format", "md,html,pdf,docx,csv,json", "--out", out)
    for path in out.iterdir():
        if not path.name.endswith(".receipt.json"):
            assert "is what was exported" in verb(capsys, "verify", path)
    page = next(out.glob("*.html"))
    page.write_text(page.read_text("utf-8").replace("emergency meeting", "urgent meeting"), "utf-8")
    told = verb(capsys, "verify", page, status=1)
    assert "emergency meeting" in told or "SHA-256" in told
    assert "There is no file" in verb(capsys, "verify", out / "nothing.md", status=1)


def test_an_issued_brief_carries_what_the_preview_showed(desk: Desk) -> None:
    brief = brief_of(desk)
    cleared(desk, brief)
    usual = Furniture(contact="desk@example.org", unit="Desk A", paper="us-letter")
    tree = desk.frozen(desk.issue(brief, formats=("md",), furniture=usual))
    assert (tree.contact, tree.paper) == ("desk@example.org", "us-letter")
    assert ("From", "Desk A") in tree.meta


def test_a_kept_file_that_is_gone_or_altered_is_told(desk: Desk, store: Path) -> None:
    brief = brief_of(desk)
    cleared(desk, brief)
    desk.issue(brief, formats=("md",))
    (kept,) = desk.kept_files(desk.version(brief))
    with pytest.raises(NotFoundError, match="holds no file"):
        desk.kept_file("0" * 64)
    raw = engine.connect(store, mode="rw")
    raw.execute("DROP TRIGGER source_file_keep_u")
    raw.execute("UPDATE source_file SET data = x'00' WHERE sha256 = ?", (kept.sha256,))
    raw.close()
    with pytest.raises(DamagedStoreError, match="not what was kept"):
        desk.kept_file(kept.sha256)


def test_the_command_line_says_what_cannot_be(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened = Desk.open(store, "Anna")
    brief, event = brief_of(opened), opened.ids("event")[0]
    opened.close()
    out = tmp_path / "out"
    for words, said in (
        (("export", store, "--since", brief, "--out", out), "No version of this brief"),
        (("export", store, "--version", 1, "--out", out), "needs one --brief"),
        (("export", store, "--event", brief, "--out", out), "another kind of record"),
        (("recall", store, brief, "--reason", "wrong"), "Only a brief that is issued"),
        (("evidence", store, brief, "--out", out / "e.zip"), "No version of this brief"),
        (("compare", store, brief, "--from", 1, "--to", 2), "No version of this brief"),
    ):
        assert said in verb(capsys, *words, status=2 if "needs" in said else 1)
    verb(capsys, "export", store, "--template", "meeting-brief", "--event", event, "--format", "md", "--out", out)
    assert "not cleared" in verb(capsys, "clear", store, brief, "--by", "Head", "--refused")
    assert "cleared with condition" in verb(capsys, "clear", store, brief, "--by", "Head", "--condition", "Soon")
    verb(capsys, "issue", store, brief, "--format", "md")
    told = verb(
        capsys, "export", store, "--brief", brief, "--version", 1, "--format", "md,json", "--out", tmp_path / "v"
    )
    assert ".json" in told
    assert "Recalled" in verb(capsys, "recall", store, brief, "--reason", "A figure was wrong")
