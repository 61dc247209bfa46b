"""Words that could not be saved: kept whole, shared by windows, and never lost to a full disk or a broken file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.drafts import Draft, Drafts


def draft(text: str, field: str = "title", at: str = "2026-11-23T08:00:00Z") -> Draft:
    return Draft("issue", "1", field, text, "before", at)


def test_drafts_are_there_again_at_the_next_start(tmp_path: Path) -> None:
    first = Drafts(tmp_path / "drafts", "site")
    first.keep(draft("mine\n“ž”"))
    assert first.fresh(draft("any"))
    again = Drafts(tmp_path / "drafts", "site")
    assert again.all() == [draft("mine\n“ž”")] and not again.fresh(draft("any"))
    assert again.find("issue", "1", "title") == draft("mine\n“ž”")
    assert Drafts(tmp_path / "drafts", "other site").all() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_only_the_user_can_read_them(tmp_path: Path) -> None:
    Drafts(tmp_path, "site").keep(draft("mine"))
    assert (tmp_path / "site.json").stat().st_mode & 0o077 == 0


def test_two_windows_share_them(tmp_path: Path) -> None:
    one, two = Drafts(tmp_path, "site"), Drafts(tmp_path, "site")
    one.keep(draft("mine"))
    two.keep(draft("theirs", "owner_desk", "2026-11-23T07:00:00Z"))
    assert [found.text for found in one.all()] == ["theirs", "mine"] == [found.text for found in two.all()]
    two.drop("issue", "1", "title")
    assert one.find("issue", "1", "title") is None


def test_the_last_one_that_goes_takes_the_file_with_it(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "site")
    drafts.keep(draft("mine"))
    drafts.drop("issue", "1", "title")
    drafts.drop("issue", "1", "title")
    assert not (tmp_path / "site.json").exists() and not list(tmp_path.glob(".*"))


def test_what_cannot_be_written_is_held_and_written_later(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be", encoding="utf-8")
    drafts = Drafts(tmp_path / "drafts", "site")
    drafts.keep(draft("mine"))
    assert drafts.held() and drafts.find("issue", "1", "title") == draft("mine")
    (tmp_path / "drafts").unlink()
    assert not drafts.held()
    assert Drafts(tmp_path / "drafts", "site").all() == [draft("mine")]


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '[{"kind": "issue"}]', '{"a": 1}', "null", '[{"kind": 1}]'])
def test_a_file_that_somebody_spoilt_is_passed_over(tmp_path: Path, content: str) -> None:
    (tmp_path / "site.json").write_text(content, encoding="utf-8")
    drafts = Drafts(tmp_path, "site")
    assert drafts.all() == []
    drafts.keep(draft("mine"))
    assert Drafts(tmp_path, "site").all() == [draft("mine")]


def test_a_copy_of_the_store_takes_them_over(tmp_path: Path) -> None:
    old, new = Drafts(tmp_path, "old"), Drafts(tmp_path, "new")
    old.keep(draft("mine"))
    old.hand_over(new)
    assert Drafts(tmp_path, "new").all() == [draft("mine")] == Drafts(tmp_path, "old").all()


def test_a_store_in_memory_keeps_them_in_memory() -> None:
    drafts = Drafts(None, "site")
    drafts.keep(draft("mine"))
    assert drafts.all() == [draft("mine")] and not drafts.held()
