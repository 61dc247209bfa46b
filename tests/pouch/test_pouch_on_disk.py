"""What a pouch does to a disk: names from elsewhere lead to no folder, and what is sealed is nowhere in plain words."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefing.desk import Desk
from briefing.errors import DamagedStoreError, PouchError
from briefing.model import BriefVersion
from briefing.pouch import sealing
from briefing.pouch.reading import open_pouch
from briefing.store import pouch_file
from briefing.store.pouch_file import BY_BRIEF, PARTS, PouchFile
from tests.pouch.staging import a_submission, issue

NAMES = ["../away.md", "/etc/away", "..", "", "C:\\away.md", "c:away", "a/b", "a\nb", "\\\\share\\away"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with closing(Desk.new_from_sample(tmp_path_factory.mktemp("desk") / "crisis.db", "Anna Berg")) as opened:
        issue(opened, a_submission(opened))
        yield opened


def version_of(desk: Desk) -> BriefVersion:
    return next(one for one in desk.every(BriefVersion) if "talks-on-number-plates" in one.files)


@pytest.mark.parametrize("name", NAMES)
def test_a_version_of_another_desk_writes_no_file_elsewhere(desk: Desk, name: str) -> None:
    good = version_of(desk)
    kept = json.loads(good.files)[0]
    with desk.store.step("issue brief", "Eve", kind="system") as step:
        values = {field: getattr(good, field) for field in ("brief", "step", "content_sha256", "as_at_edtf", "marking")}
        evil = step.insert("brief_version", {**values, "number": 2, "files": json.dumps([{**kept, "name": name}])})
    with pytest.raises(DamagedStoreError, match="cannot be read"), desk.issued_files(desk.get(BriefVersion, evil)):
        pass
    with desk.store.step("away", "Anna", kind="system") as step:
        step.delete("brief_version", evil)


@pytest.mark.parametrize("name", NAMES)
def test_a_pouch_names_no_file_elsewhere(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pouch"
    desk.make_pouch([version_of(desk).brief], path)
    with closing(PouchFile(path)) as file:
        brief = file.rows("brief")[0][1]
        rows: dict[str, list[Any]] = {
            part: file.rows(part, brief if part in BY_BRIEF else "") for part in PARTS if part != "blob"
        }
        rows["blob"] = [(sha256, file.blob(sha256, "")) for sha256, _ in file._sizes]
    rows["file"] = [(*row[:3], name, *row[4:]) for row in rows["file"]]
    pouch_file.write(tmp_path / "evil.pouch", rows)  # its manifest goes with what is in it
    with pytest.raises(PouchError, match="holds something that this version cannot read"):
        open_pouch(tmp_path / "evil.pouch")


@pytest.mark.skipif(os.name != "posix", reason="memory of the session is a folder on Linux alone")
def test_the_plain_words_of_a_sealed_pouch_stay_in_the_memory_of_the_session(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = version_of(desk).brief
    memory, disk = tmp_path / "memory", tmp_path / "disk"
    memory.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(memory))
    monkeypatch.setattr(tempfile, "tempdir", str(disk))  # a folder that is not there: whatever is put there fails
    public, secret = sealing.new_key()
    desk.make_pouch([brief], tmp_path / "a.pouch", keys=[public])
    with closing(open_pouch(tmp_path / "a.pouch", keys=secret)) as pouch:
        assert pouch.tree(brief) == desk.tree_of(brief, 1)
    assert list(memory.iterdir()) == []
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    for verb in (
        lambda: desk.make_pouch([brief], tmp_path / "b.pouch"),
        lambda: open_pouch(tmp_path / "a.pouch", keys=secret),
    ):
        with pytest.raises(PouchError, match="no room to open or make a pouch"):
            verb()
