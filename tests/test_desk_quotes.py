"""Only a slice of a source stands in quotation marks, whatever way the form of a quote is changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefing.cli import group
from briefing.desk import Desk
from briefing.errors import InvalidEntryError
from briefing.model import Quote
from briefing.store.store import create_store
from briefing.terms import QuoteForm

TEXT = "He said “not yet” and then “not now”. Later he said that not now means never.\n"
ONCE = "means never"


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(create_store(), "Anna")
    yield made
    made.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def quoted(desk: Desk, article: Path, words: str = ONCE) -> str:
    at = TEXT.index(words)
    return desk.capture_quote(desk.import_file(article).source, at, at + len(words))


@pytest.mark.parametrize("written", ["paraphrase", "Paraphrase", " PARAPHRASE "])
def test_the_form_paraphrase_costs_the_place_in_the_source_and_undo_brings_it_back(
    desk: Desk, article: Path, written: str
) -> None:
    quote = quoted(desk, article)
    desk.edit("quote", quote, {"form": written})
    found = desk.get(Quote, quote)
    assert (found.exact, found.form, found.start, found.end) == (ONCE, QuoteForm.PARAPHRASE, None, None)
    assert (found.prefix, found.suffix, found.text_sha256) == ("", "", "")
    assert desk.quote_state(found) == "paraphrase" and desk.quote_source(found) is not None
    desk.undo()
    assert desk.quote_state(desk.get(Quote, quote)) == "verified"


@pytest.mark.parametrize("form", ["full", "Full", "fragment"])
def test_invented_words_never_come_into_quotation_marks(desk: Desk, article: Path, form: str) -> None:
    quote = quoted(desk, article)
    desk.edit("quote", quote, {"form": "paraphrase"})
    desk.edit("quote", quote, {"exact": "means for ever"})
    with pytest.raises(InvalidEntryError, match="Undo the change of the words"):
        desk.edit("quote", quote, {"form": form})
    with pytest.raises(InvalidEntryError):
        desk.edit("quote", quote, {"form": form, "exact": "quite invented"})
    assert desk.get(Quote, quote).form is QuoteForm.PARAPHRASE
    desk.put_back("quote", quote, "exact", ONCE)
    desk.edit("quote", quote, {"form": form})
    found = desk.get(Quote, quote)
    assert found.form == form.lower() and desk.quote_state(found) == "verified"


def test_words_that_stand_twice_in_the_source_go_back_to_where_they_were_captured(desk: Desk, article: Path) -> None:
    quote = quoted(desk, article, "not now")
    before = desk.get(Quote, quote)
    desk.reword(quote, "no")
    desk.edit("quote", quote, {"exact": "not now"})
    desk.edit("quote", quote, {"form": "fragment"})
    after = desk.get(Quote, quote)
    assert (after.start, after.end, after.prefix) == (before.start, before.end, before.prefix)
    assert desk.quote_state(after) == "verified"
    archived = desk.quote_archive(after)
    assert archived is not None
    values = {"exact": "not now", "form": "paraphrase", "source_version": archived.version.id}
    other = desk.create("quote", values)
    with pytest.raises(InvalidEntryError, match="more than once"):
        desk.edit("quote", other, {"form": "full"})


def test_nobody_sets_the_place_of_a_quote_by_hand(desk: Desk, article: Path) -> None:
    ours = desk.create("quote", {"exact": "our words", "form": "paraphrase"})
    places: dict[str, Any] = {"start": 0, "end": 3, "prefix": "x", "suffix": "y", "text_sha256": "0" * 64}
    for one in (ours, quoted(desk, article)):
        for name, value in places.items():
            with pytest.raises(InvalidEntryError, match="slice of its source"):
                desk.edit("quote", one, {name: value})
    with pytest.raises(InvalidEntryError, match="our own words"):
        desk.edit("quote", ours, {"form": "full"})


def test_no_verb_makes_a_verbatim_quote_without_its_source(desk: Desk) -> None:
    for values in ({"exact": "made up"}, {"exact": "made up", "form": "fragment"}):
        with pytest.raises(InvalidEntryError, match="captured in its source"):
            desk.create("quote", values)
    assert desk.every(Quote) == []


def test_the_command_line_is_held_to_the_same(article: Path, tmp_path: Path) -> None:
    path = tmp_path / "crisis.db"
    with_quote = Desk.new(path, "Anna")
    quote = quoted(with_quote, article)
    with_quote.close()

    def run(*words: str) -> Any:
        return CliRunner().invoke(group, ["edit", str(path), quote, *words])

    assert run("--set", "form=paraphrase").exit_code == 0
    assert run("--set", "exact=means for ever").exit_code == 0
    refused = run("--set", "form=full")
    assert refused.exit_code != 0 and "our own words" in str(refused.exception)
    assert run("--set", f"exact={ONCE}", "--set", "form=full").exit_code == 0
    again = Desk.open(path, "Anna")
    assert again.quote_state(again.get(Quote, quote)) == "verified"
    again.close()
