"""The HTML page in a real browser: nothing that axe-core objects to, no sideways scrolling, and all of it on paper."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from briefing.brief.tree import Brief, Paragraph, QuoteBlock, plain, walk_blocks
from briefing.export import html
from tests.export import edge_briefs
from tests.export.edge_briefs import CHECKED
from tests.export.reading import pdf_pages, pdf_reader, squeezed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""Told on wide screens; on narrow ones part of a table lies out of sight, and axe-core cannot see its colours."""
FLAGS = ["--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run"]
LAID_OUT_ANEW = ("one-page", "edge", "annexed", "right to left", "empty")
"""Those that hold every kind of block: they are asked about on narrow screens too."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
"""What WCAG 1.4.12 lets a reader do to a page."""


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Brief]:
    """The briefs that are looked at."""
    return edge_briefs.checked(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def files(briefs: dict[str, Brief], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each brief, as a user would open it."""
    folder = tmp_path_factory.mktemp("pages")
    made = {name: folder / f"{name}.html" for name in CHECKED}
    for name, path in made.items():
        path.write_text(html.render(briefs[name]), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium without a window, without a network and with a home of its own."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed here")
    home = {**os.environ, "HOME": str(tmp_path_factory.mktemp("home"))}
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=program, args=FLAGS, env=dict(home))
        yield started
        started.close()


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Every address that a page asks for, and every complaint of the browser."""
    return []


@pytest.fixture(scope="module")
def shown(browser: Browser, files: dict[str, Path], asked: list[str]) -> Iterator[dict[str, Page]]:
    """Each page opened in a tab of its own."""
    context = browser.new_context(offline=True, viewport=WIDE, color_scheme="light")  # type: ignore[arg-type]
    pages = {}
    for name, path in files.items():
        pages[name] = context.new_page()
        pages[name].on("request", lambda request: asked.append(request.url))
        pages[name].on("console", lambda message: asked.append(message.text))
        pages[name].goto(path.as_uri())
    yield pages
    context.close()


def objections(page: Page, without: Sequence[str] = (), only: Sequence[str] = ()) -> list[str]:
    """What axe-core objects to, one line each; by all rules but those in `without`, or by those in `only` alone."""
    off = {rule: {"enabled": False} for rule in without}
    asked = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": RULES}
    options = {"runOnly": asked, "rules": off, "resultTypes": ["violations", "incomplete"]}
    answer: dict[str, Any] = Axe().run(page, options=options).response
    assert answer["passes"], "no rule was applied"
    return [f"{one['id']}: {node['html'][:200]}" for one in answer["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("name", CHECKED)
def test_axe_objects_to_nothing_on_light_and_dark_screens(shown: dict[str, Page], name: str) -> None:
    page = shown[name]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    assert objections(page) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 17, 20)", "dark it is"
    assert objections(page, only=OF_COLOUR) == []


def test_axe_would_object(shown: dict[str, Page]) -> None:
    page = shown["empty"]
    page.emulate_media(color_scheme="light")
    style = page.add_style_tag(content="main { color: #999; }")
    page.evaluate("document.querySelector('main').setAttribute('role', 'none')")
    found = objections(page)
    style.evaluate("style => style.remove()")
    page.evaluate("document.querySelector('main').removeAttribute('role')")
    assert {one.split(":")[0] for one in found} >= {"color-contrast", "region"}


@pytest.mark.parametrize("name", CHECKED)
def test_a_narrow_screen_never_scrolls_sideways_even_with_letters_set_apart(shown: dict[str, Page], name: str) -> None:
    page = shown[name]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    if name in LAID_OUT_ANEW:
        assert objections(page, without=OF_COLOUR) == []
    style = page.add_style_tag(content=SPACED)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    style.evaluate("style => style.remove()")


@pytest.mark.parametrize("name", CHECKED)
def test_every_printed_page_is_marked_and_every_quote_and_paragraph_is_on_paper(
    shown: dict[str, Page], briefs: dict[str, Brief], name: str
) -> None:
    brief = briefs[name]
    pages = pdf_pages(shown[name].pdf(prefer_css_page_size=True))
    for number, text in enumerate(pages, 1):
        assert [line.strip() for line in text.splitlines()].count(brief.marking) == 2, f"page {number}"
        numbered = f"Page {number} of {len(pages)}"
        assert text.count(numbered) == 1
        assert text.replace(brief.marking, "").replace(numbered, "").strip(), f"page {number} is empty"
    paper = _letters("".join(text.replace(brief.marking, "") for text in pages))
    blocks = list(walk_blocks(brief.blocks))
    said = [block.exact for block in blocks if isinstance(block, QuoteBlock)]
    said += [plain((run,)) for block in blocks if isinstance(block, Paragraph) for run in block.runs]
    assert [text for text in said if _letters(text) not in paper] == []


def test_an_annex_is_printed_on_its_side_and_the_bar_of_a_change_beside_the_text(shown: dict[str, Page]) -> None:
    page = shown["annexed"]
    boxes = [sheet.mediabox for sheet in pdf_reader(page.pdf(prefer_css_page_size=True)).pages]
    lying = [box.width > box.height for box in boxes]
    assert lying[0] is lying[-1] is False
    assert any(lying)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    bar = page.evaluate("document.querySelector('.changed').getBoundingClientRect().left")
    text = page.evaluate("document.querySelector('h1').getBoundingClientRect().left")
    page.emulate_media(media="null")
    assert 0 <= bar < text, "beyond the edge of the paper's text nothing is printed"


def test_ways_back_to_the_text_are_for_screens_alone(shown: dict[str, Page]) -> None:
    page = shown["edge"]
    ways = page.locator("[role=doc-backlink]")
    seen = ways.evaluate_all("all => all.filter(one => one.getClientRects().length).length")
    page.emulate_media(media="print")
    printed = ways.evaluate_all("all => all.filter(one => one.getClientRects().length).length")
    page.emulate_media(media="null")
    assert seen > 0 and printed == 0


def _letters(text: str) -> str:
    """`text` without white space and hyphens: at the end of a line the reader of PDF takes a hyphen for its own."""
    return re.sub("[-\\ufffe\\x02]", "", squeezed(text))


def test_the_first_key_press_offers_to_skip_to_the_text(shown: dict[str, Page]) -> None:
    page = shown["issue-brief"]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_no_page_asks_for_anything_but_itself(shown: dict[str, Page], files: dict[str, Path], asked: list[str]) -> None:
    assert len(shown) == len(CHECKED)
    assert set(asked) == {path.as_uri() for path in files.values()}
