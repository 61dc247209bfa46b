"""The verbs as a script would use them."""

import getpass
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import main
from briefing import cli, paths
from briefing.cli import records
from briefing.store.engine import connect

ROOT = Path(__file__).resolve().parents[1]


class Shell:
    """Runs verbs in this process and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object, status: int = 0) -> str:
        self._capsys.readouterr()
        found = main.main([str(word) for word in words])
        self.out, self.err = self._capsys.readouterr()
        assert found == status, self.err
        return self.out

    def json(self, *words: object) -> Any:
        return json.loads(self(*words, "--json"))


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def store(tmp_path: Path, shell: Shell) -> Path:
    path = tmp_path / "crisis.db"
    shell("new", path, "--sample")
    return path


def test_an_empty_store_lists_nothing_and_exports_a_draft_with_gaps(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "empty.db"
    shell("new", path)
    assert shell.json("list", path, "issue") == []
    done = shell.json("export", path, "--template", "issue-brief", "--format", "md", "--out", tmp_path / "out")
    assert done["missing"] == ["Summary", "Knowledge gaps"]
    assert "To be completed: Summary" in shell.err
    text = Path(done["files"][0]["path"]).read_text(encoding="utf-8")
    assert "To be completed: Knowledge gaps" in text


def test_making_a_store_twice_is_refused_with_a_sentence(store: Path, shell: Shell) -> None:
    shell("new", store, status=1)
    assert "exists already" in shell.err
    assert shell.out == ""


def test_the_seed_article_comes_in_exactly_and_only_once(store: Path, shell: Shell, shared: Path) -> None:
    first = shell.json("import", store, shared / "seed" / "article.html")
    assert first["sha256"].startswith("23e1ceb7")
    assert first["sha256"].endswith("6990c6ef")
    assert (first["characters"], first["new"]) == (2312, True)
    again = shell.json("import", store, shared / "seed" / "article.html")
    assert again == first | {"new": False, "outcome": "already there"}
    assert len(shell.json("list", store, "source")) == 2


def test_a_passage_becomes_a_quote_by_offsets(store: Path, shell: Shell, tmp_path: Path) -> None:
    text = "🙂 The chair said: we go on. Nobody disagreed."
    file = tmp_path / "note.txt"
    file.write_text(text, encoding="utf-8")
    source = shell.json("import", store, file)["source"]
    start = text.index("we go on.")
    issue = shell.json("list", store, "issue")[0]["reference"]
    words = ("quote", store, source, "--start", start, "--end", start + 9, "--speaker", "josep borrell")
    done = shell.json(*words, "--issue", issue, "--date", "18 August 2022")
    assert (done["exact"], done["state"], done["date_edtf"]) == ("we go on.", "verified", "2022-08-18")
    assert done["speaker_title"] == "Josep Borrell"
    shell("quote", store, source, "--start", 40, "--end", 9000, status=1)
    assert "do not lie in a text" in shell.err


def test_editing_undoing_and_the_log(store: Path, shell: Shell) -> None:
    issue = shell.json("list", store, "issue")[0]
    assert issue["status"] == "on hold"
    done = shell.json("edit", store, issue["id"], "--set", "status=in_negotiation", "--set", "next_step=Call")
    assert (done["status"], done["next_step"]) == ("in negotiation", "Call")
    entry = shell.json("log", store)[0]
    assert (entry["user"], entry["label"]) == ("Tester", "change status, next step")
    assert {change["field"]: change["old"] for change in entry["changes"]}["status"] == "on hold"
    assert "Undone: change status, next step of “" in shell("undo", store)
    assert shell.json("show", store, issue["reference"])["status"] == "on hold"
    assert "Redone" in shell("redo", store)
    assert shell.json("show", store, issue["id"])["next_step"] == "Call"
    assert "nothing to redo" in shell("redo", store)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("status=flying", "Status: “flying” is not known. Choose one of: emerging"),
        ("deadline_edtf=2022-02-30", "Deadline: February 2022 has 28 days"),
        ("title=", "Title: please enter something"),
        ("titel=x", "has no such field. Its fields are:"),
        ("owner_actor=nobody", "Whose move: there is no actor"),
        ("next_step=a\x00b", "Next step: the control character U+0000"),
    ],
)
def test_a_wrong_value_names_the_field_and_changes_nothing(store: Path, shell: Shell, change: str, said: str) -> None:
    issue = shell.json("list", store, "issue")[0]
    shell("edit", store, issue["id"], "--set", change, status=1)
    assert said in shell.err
    assert shell.out == ""
    assert shell.json("show", store, issue["id"]) == issue


def test_dates_may_be_words_and_the_reading_is_said(store: Path, shell: Shell) -> None:
    issue = shell.json("list", store, "issue")[0]
    done = shell.json("edit", store, issue["id"], "--set", "deadline_edtf=early Aug 2022")
    assert done["deadline_edtf"] == "2022-08-01~/2022-08-10~"
    assert shell.err == ("“early Aug 2022” was read as on or about 1 to 10 August 2022, 2022-08-01~/2022-08-10~.\n")
    shell("edit", store, issue["id"], "--set", "deadline_edtf=1/9/2022")
    assert "2022-09-01 (the first number was read as the day)." in shell.err
    shell("edit", store, issue["id"], "--set", "deadline_edtf=1 September 2022")
    assert shell.err == ""


def test_the_day_of_a_brief_may_be_words(store: Path, shell: Shell, tmp_path: Path) -> None:
    done = shell.json("export", store, "--format", "md", "--as-at", "25 Aug 2022", "--out", tmp_path)
    assert "25 August 2022" in Path(done["files"][0]["path"]).read_text(encoding="utf-8")
    shell("export", store, "--as-at", "next week", "--out", tmp_path, status=1)
    assert "--as-at: please give a day" in shell.err


@pytest.mark.parametrize("spelling", ["Vučić", "vucic", "Вучић", "VUČIĆ"])
def test_every_spelling_finds_the_same_actor(store: Path, shell: Shell, spelling: str) -> None:
    hits = shell.json("search", store, spelling)
    assert set(hits[0]) == {"kind", "id", "title", "snippet"}
    assert any(hit["kind"] == "actor" and hit["title"] == "Aleksandar Vucic" for hit in hits)


def test_wrong_usage_ends_with_two_and_a_refusal_with_one(store: Path, shell: Shell, tmp_path: Path) -> None:
    shell("list", store, "ship", status=2)
    shell("export", store, status=2)
    shell("edit", store, "x", "--set", "no equals sign", status=2)
    shell("show", store, "01a20a3f-0000-7000-8000-000000000000", status=1)
    shell("show", store, "Q-000000", status=1)
    shell("list", tmp_path / "nowhere.db", "issue", status=1)
    assert "There is no file" in shell.err
    before = sorted(Path.cwd().iterdir())
    for nowhere in ("", " "):
        shell("export", store, "--out", nowhere, status=2)
        assert "name a file or a folder" in shell.err
    assert sorted(Path.cwd().iterdir()) == before
    shell("export", store, "--format", "docx2", "--out", tmp_path / "o", status=1)
    shell("export", store, "--template", "poem", "--out", tmp_path / "o", status=1)
    assert "one-page, issue-brief" in shell.err
    shell("export", store, "--as-at", "soon", "--out", tmp_path / "o", status=1)
    assert not (tmp_path / "o").exists()


def test_help_and_version_need_no_store(shell: Shell) -> None:
    assert "export" in shell("--help")
    assert "0.1.0" in shell("--version")


def test_the_shipped_sample_is_read_and_never_written(shell: Shell) -> None:
    sample = paths.sample_store()
    issue = shell.json("list", sample, "issue")[0]["id"]
    shell("edit", sample, issue, "--set", "status=closed", status=1)
    assert "reading only" in shell.err
    assert shell.json("check", sample)["quotes"]["verified"] == 7


def test_one_altered_character_in_the_archive_stops_the_export_and_names_the_quote(
    store: Path, shell: Shell, tmp_path: Path
) -> None:
    connection = connect(store)
    connection.execute("DROP TRIGGER source_text_keep_u")
    connection.execute("UPDATE source_text SET text = replace(text, 'not a normal', 'not a formal')")
    connection.close()
    shell("export", store, "--out", tmp_path / "o", status=1)
    assert "cannot be exported as verbatim" in shell.err
    assert "“" in shell.err
    assert not (tmp_path / "o").exists()
    found = shell.json("check", store)
    assert not found["ok"]
    assert found["quotes"]["verified"] == 0
    assert any("not a normal meeting" in problem for problem in found["problems"])


def test_a_backup_is_a_whole_store(store: Path, shell: Shell, tmp_path: Path) -> None:
    shell("backup", store, tmp_path / "kept.db")
    assert len(shell.json("list", tmp_path / "kept.db", "quote")) == 7
    shell("backup", store, tmp_path / "kept.db", status=1)
    assert "exists already" in shell.err


def test_two_exports_are_the_same_bytes_and_a_repeated_one_is_no_fault(
    store: Path, shell: Shell, tmp_path: Path
) -> None:
    first = shell.json("export", store, "--out", tmp_path / "one")["files"]
    second = shell.json("export", store, "--out", tmp_path / "two")["files"]
    assert [f["sha256"] for f in first] == [f["sha256"] for f in second]
    assert [f["format"] for f in first] == ["md", "html", "pdf"]
    assert first[2]["pages"] == 1
    shell("export", store, "--out", tmp_path / "one")
    issue = shell.json("list", store, "issue")[0]["id"]
    shell("edit", store, issue, "--set", "status=closed")
    shell("export", store, "--out", tmp_path / "one", status=1)
    assert "is already in" in shell.err
    shell("export", store, "--out", tmp_path / "one", "--overwrite")


def test_words_for_people_name_each_record_and_each_file(store: Path, shell: Shell, tmp_path: Path) -> None:
    assert "Serbian identity documents and number plates in Kosovo" in shell("list", store, "issue")
    assert shell("search", store, "borrell").startswith("actor ")
    assert shell("search", store, "zzzz") == "Nothing was found.\n"
    assert "title: Serbian identity documents" in shell("show", store, shell.json("list", store, "issue")[0]["id"])
    assert "Quotes: verified 7, source changed 0" in shell("check", store)
    assert "sample records (" in shell("log", store)
    assert shell("export", store, "--format", "md,pdf", "--out", tmp_path / "o").endswith(".pdf (1 page)\n")


def test_the_log_names_the_user_of_the_option_before_that_of_the_system(store: Path, shell: Shell) -> None:
    issue = shell.json("list", store, "issue")[0]["id"]
    shell("edit", store, issue, "--set", "next_step=Call", "--user", "Bo Ek")
    shell("undo", store, "--user", "Cy Dahl")
    assert [entry["user"] for entry in shell.json("log", store, "--limit", 2)] == ["Cy Dahl", "Bo Ek"]
    shell("log", store, "--limit", 0, status=2)


def test_without_any_name_the_log_says_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.delenv("BRIEFING_USER", raising=False)
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert cli.user_name() == "unknown"


def test_a_reference_to_another_kind_of_record_is_refused(store: Path, shell: Shell, tmp_path: Path) -> None:
    quote = shell.json("list", store, "quote")[0]["reference"]
    for option in ("--issue", "--brief"):
        shell("export", store, option, quote, "--out", tmp_path / "o", status=1)
        assert shell.err.startswith(f"{quote} is the reference of another kind of record (quote, not ")
    shell("quote", store, quote, "--start", 0, "--end", 9, status=1)
    assert "(quote, not source)" in shell.err
    source = shell.json("list", store, "source")[0]["reference"]
    words = ("quote", store, source, "--start", 0, "--end", 9, "--speaker")
    for wanted in (quote, "Nobody At-All"):
        shell(*words, wanted, status=1)
        assert shell.err.startswith(f"There is no actor “{wanted}”.")
    with cli.opened(store) as desk:
        twin = desk.create("actor", {"name": "JOSEP BORRELL"})
    shell(*words, "josep borrell", status=1)
    assert "More than one actor is called josep borrell. Please say A-" in shell.err
    assert shell.json(*words, twin)["speaker"] == twin


def test_a_named_brief_brings_its_template_and_only_its_issues(store: Path, shell: Shell, tmp_path: Path) -> None:
    north = next(issue for issue in shell.json("list", store, "issue") if issue["trend"] == "deteriorating")
    with cli.opened(store) as desk:
        brief = desk.new_brief("issue-brief", "The north alone", [north["id"]])
    done = shell.json("export", store, "--brief", brief, "--format", "md", "--out", tmp_path / "o")
    made = Path(done["files"][0]["path"])
    assert made.name == "2022-08-19_issue-brief_the-north-alone.md"
    assert done["missing"] == ["Summary", "Knowledge gaps"]
    headings = [line for line in made.read_text(encoding="utf-8").splitlines() if line.startswith("### ")]
    assert set(headings) == {f"### {north['title']}"}


def test_a_later_day_shows_plans_as_not_confirmed(store: Path, shell: Shell, tmp_path: Path) -> None:
    done = shell.json("export", store, "--format", "md", "--as-at", "2022-08-25", "--out", tmp_path / "o")
    text = Path(done["files"][0]["path"]).read_text(encoding="utf-8")
    assert "(planned, not confirmed)" in text
    assert "due in 7 days" in text
    assert "Thursday 25 August 2022" in text


def test_bytes_that_are_no_text_are_wrong_usage(store: Path, shell: Shell) -> None:
    for words in (
        ("show", store, "a\udcff"),
        ("search", store, "\udcff"),
        ("edit", store, "x", "--set", "title=\udcff"),
    ):
        shell(*words, status=2)
        assert "this is not text in UTF-8" in shell.err


def test_scripts_read_utf_8_whatever_the_system_speaks(store: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "search", str(store), "Вучић", "--json"],
        cwd=ROOT, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert "Aleksandar Vucic" in [hit["title"] for hit in json.loads(done.stdout.decode("utf-8"))]


def test_a_reader_that_goes_away_ends_the_verb_without_a_traceback(store: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "main.py", "list", str(store), "event", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
        assert running.wait() == 1
    assert said == b""


def test_a_stopped_verb_says_so_by_its_status(store: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(records, "opened", stopped)
    shell("undo", store, status=130)


def test_every_verb_of_the_entry_is_a_verb_of_the_command_line() -> None:
    assert {word for word in main.VERBS if not word.startswith("-")} == set(cli.verbs())


def test_the_program_runs_as_a_process_and_says_when_there_is_no_display(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "check", str(paths.sample_store()), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["ok"]
    bare = {"PATH": "/usr/bin:/bin", "BRIEFING_DATA_HOME": str(tmp_path)}
    if sys.platform == "linux":
        window = subprocess.run(
            [sys.executable, "main.py"], cwd=ROOT, capture_output=True, text=True, env=bare, check=False
        )
        assert window.returncode == 2
        assert window.stderr.startswith("There is no display")
        assert window.stdout == ""
