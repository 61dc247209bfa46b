"""Language tables: which folder is read for which tag."""

import tomllib

import pytest

from briefing import paths
from briefing.proposing import languages


def test_a_tag_with_a_region_reads_the_language() -> None:
    assert languages.found("en-GB", "marks") == "en"
    assert languages.found("EN_us", "marks") == "en"
    assert languages.load("en-GB", "marks") is languages.load("en", "marks")


@pytest.mark.parametrize("tag", ["", "xx", "not a tag", "../../etc", "en/../en", "a" * 9000, "e", "en-", "\x00"])
def test_an_unknown_or_hostile_tag_reads_english_and_says_so(tag: str) -> None:
    assert languages.found(tag, "marks") == ""
    assert languages.load(tag, "marks") is languages.load("en", "marks")


def test_a_table_nobody_has_written_is_our_own_fault() -> None:
    with pytest.raises(FileNotFoundError):
        languages.load("en", "no such table")


def test_what_is_read_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        languages.load("en", "marks")["pairs"] = []  # type: ignore[index]


def test_every_table_can_be_read_and_is_told() -> None:
    files = sorted((paths.resources() / "languages").glob("*/*.toml"))
    assert files
    for path in files:
        tomllib.loads(path.read_text("utf-8"))
        assert path.parent.name in languages.described(path.stem)
