"""What a copy editor looks for: in the approved files as they stand, and where a fault was found once."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from briefing.brief.compose import Order, compose
from briefing.clock import Clock
from briefing.desk import Desk
from briefing.export import html, markdown
from briefing.export.pdf_data import template_data
from briefing.model import Actor, Alias
from briefing.rules import languages
from tests.brief.goldens import FOLDER

PAGES = sorted(FOLDER.glob("*.html"))
FILES = sorted(FOLDER.iterdir())
_DAY = re.compile(r"(\w+day) (\d{1,2}) (\w+) (\d{4})")
_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk.new_from_sample(tmp_path_factory.mktemp("copy") / "crisis.db", "Anna")
    yield opened
    opened.close()


def named(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_ids_are_unique_and_every_reference_leads_somewhere(path: Path) -> None:
    page = path.read_text("utf-8")
    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert [one for one, count in ids.items() if count > 1] == []
    led_to = set(re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', page))
    assert led_to <= set(ids)
    assert {one for one in ids if one.startswith(("note-", "ref-"))} <= led_to


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_headings_say_something_and_skip_no_level(path: Path) -> None:
    heads = re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", path.read_text("utf-8"))
    levels = [int(level) for level, _ in heads]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(re.sub("<.*?>", "", words).strip() for _, words in heads)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_word_is_doubled_and_no_mark_or_blank_is_astray(path: Path) -> None:
    text = path.read_text("utf-8")
    words = re.sub(r"<[^>]*>", "\n", text) if path.suffix == ".html" else text
    assert re.findall(r"\b([a-z]+) \1\b", words) == []
    assert re.findall(r"\S +[,;:.](?:\s|$)|[,;] *[,;.]|\w\.\.(?:\s|$)|\(\)", words) == []
    assert re.findall(r"[\w,;:.)] {2,}[\w(“]", words) == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_weekday_is_that_of_its_date(path: Path) -> None:
    found = _DAY.findall(path.read_text("utf-8"))
    assert found
    for weekday, day, month, year in found:
        assert f"{date(int(year), _MONTHS.index(month), int(day)):%A}" == weekday


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_letters_of_another_script_name_their_language(path: Path) -> None:
    apart = re.sub(r'<span lang="[^"]+"[^>]*>[^<]*</span>', "", path.read_text("utf-8"))
    assert re.findall(r"[\u0370-\u1fff\u2c00-\u2dff\u3040-\uffff]+", apart) == []


def test_what_lies_outside_of_the_days_of_a_heading_is_told_as_such(desk: Desk) -> None:
    made = markdown.render(compose(desk, Order("one-page")))
    assert "**After that, Thursday 1 September 2022:** Enforcement" in made
    later = Desk(desk.store, "Anna", Clock(date(2022, 8, 20)))
    made = markdown.render(compose(later, Order("one-page")))
    assert "**Was due Friday 19 August 2022:** Mr Vucic to return" in made
    assert "**Sunday 21 August 2022:**" in made


def test_a_deadline_beyond_the_days_is_told_as_such(desk: Desk) -> None:
    with_deadline = desk.create("issue", {"title": "Ferries"})
    desk.edit("issue", with_deadline, {"deadline_edtf": (date(2022, 8, 19) + timedelta(days=40)).isoformat()})
    made = markdown.render(compose(desk, Order("one-page", issues=(with_deadline,))))
    assert "**After that, Wednesday 28 September 2022:** deadline, Ferries (due in 40 days)." in made
    desk.delete("issue", with_deadline)


def test_the_native_spelling_is_in_its_language_where_another_name_says_which(desk: Desk) -> None:
    brief = compose(desk, Order("issue-brief"))
    assert '<span lang="sr-Cyrl" dir="auto">Александар Вучић</span>' in html.render(brief)
    assert '["l", ["sr", null], [["t", "Александар Вучић"]]]' in template_data(brief)
    vucic = next(one.id for one in desk.every(Actor) if one.name == "Aleksandar Vucic")
    alias = next(one.id for one in desk.aliases(vucic) if one.text == "Александар Вучић")
    desk.edit(Alias.KIND, alias, {"language": ""})
    page = html.render(compose(desk, Order("issue-brief")))
    assert "(Александар Вучић)" in page
    desk.undo()


def test_a_brief_without_words_of_its_own_is_named_by_its_form(desk: Desk) -> None:
    assert compose(desk, Order("submission")).title == "Submission: Kosovo–Serbia talks, August 2022"
    assert compose(desk, Order("one-page")).title == desk.briefs("one-page")[0].title


def test_a_fact_without_a_value_has_a_dash_for_it(desk: Desk) -> None:
    made = markdown.render(compose(desk, Order("submission")))
    assert "| The talks are mediated by the EU | – | not stated |" in made


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("sr-Cyrl", "Serbian (Cyrillic script)"),
        ("zh-hant", "Chinese (traditional characters)"),
        ("sr?", "Serbian"),
        ("en-GB", "en-GB"),
        ("sr-Latn-RS", "sr-Latn-RS"),
        ("Serbian", "Serbian"),
        ("", ""),
    ],
)
def test_a_language_is_named_where_its_tag_is_known(tag: str, name: str) -> None:
    assert languages.named(tag) == name
