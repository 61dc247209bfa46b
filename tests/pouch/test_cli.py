"""Pouch, reply and take on the command line, for scripts."""

import json
import stat
from pathlib import Path

import pytest

import main
from briefing import paths
from briefing.brief.addresses import Spot
from briefing.desk import Desk
from briefing.pouch.notebook import Notebook
from briefing.pouch.reading import open_pouch
from tests.pouch.staging import a_submission, issue


def verb(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> str:
    capsys.readouterr()
    found = main.main([str(word) for word in words])
    out, err = capsys.readouterr()
    assert found == status, err
    return out if not status else err


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "crisis.db"
    desk = Desk.new_from_sample(path, "Anna")
    issue(desk, a_submission(desk))
    desk.close()
    return path


def test_a_pouch_goes_out_sealed_and_its_reply_comes_back(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk.open(store, "Anna")
    brief = desk.briefs("submission")[0].id
    desk.close()
    key = tmp_path / "minister.key"
    public = verb(capsys, "new-key", "--out", key).strip()
    assert public.startswith("age1")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "exists already" in verb(capsys, "new-key", "--out", key, status=1)
    out = tmp_path / "monday.pouch"
    told = json.loads(verb(
        capsys, "pouch", store, brief, "--out", out, "--reader", "The Minister", "--to", public, "--json"
    ))  # fmt: skip
    assert (told["sealed"], told["readers"], told["bytes"]) == (True, ["The Minister"], out.stat().st_size)
    assert "sealed to a key" in verb(capsys, "reply", out, "--out", tmp_path / "x", status=1)
    answered = ("reply", out, "--key-file", key, "--out", tmp_path / "a.reply", "--user", "The Minister")
    assert "nothing to reply yet" in verb(capsys, *answered, status=1)

    pouch = open_pouch(out, keys=key.read_text())
    notebook = Notebook(paths.reading_folder(), "The Minister")
    notebook.comment(pouch, Spot(brief, 1), "Why now?")
    notebook.decide(pouch, Spot(brief, 1), "not agreed", "Too soon.")
    pouch.close()
    assert "2 notes" in verb(capsys, *answered)

    shown = verb(capsys, "take", store, tmp_path / "a.reply", "--preview")
    assert "New: The Minister: Why now?" in shown
    assert "New: The Minister: not agreed. Too soon." in shown
    assert "2 notes would be taken" in shown
    assert "2 notes taken" in verb(capsys, "take", store, tmp_path / "a.reply")
    sealed = tmp_path / "sealed.reply"
    assert json.loads(verb(capsys, *answered[:-3], sealed, *answered[-2:], "--to", public, "--json"))["sealed"]
    assert "sealed to a key" in verb(capsys, "take", store, sealed, status=1)
    assert "2 known already" in verb(capsys, "take", store, sealed, "--key-file", key)
    again = json.loads(verb(capsys, "take", store, tmp_path / "a.reply", "--json"))
    assert (again["new"], len(again["known"]), again["reader"]) == ([], 2, "The Minister")
    assert "Nothing new, 2 known already" in verb(capsys, "take", store, tmp_path / "a.reply", "--preview")


def test_what_cannot_be_done_is_said_in_a_sentence(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk.open(store, "Anna")
    issued, draft = desk.briefs("submission")[0].id, desk.briefs("one-page")[0].id
    desk.close()
    out = tmp_path / "a.pouch"
    assert "was never issued" in verb(capsys, "pouch", store, draft, "--out", out, status=1)
    assert "no level" in verb(capsys, "pouch", store, issued, "--out", out, "--ceiling", "TLP:RED", status=1)
    short = tmp_path / "words.txt"
    short.write_text("secret\n")
    assert "at least 12" in verb(capsys, "pouch", store, issued, "--out", out, "--passphrase-file", short, status=1)
    gone = tmp_path / "gone.txt"
    assert "cannot be read" in verb(capsys, "pouch", store, issued, "--out", out, "--passphrase-file", gone, status=1)
    assert not out.exists()
    assert "Wrote" in verb(capsys, "pouch", store, issued, "--out", out)
    assert "no reply" in verb(capsys, "take", store, short, status=1)
    assert "is a pouch, which goes out" in verb(capsys, "take", store, out, status=1)
