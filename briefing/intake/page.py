"""A web page or a piece of one → its text, what it states about itself, and the other text that could be meant.

Nothing is executed or fetched. A piece of a page (no html, head or body) is all article.
"""

import re

from briefing.intake.decoding import Decoded, declared_encoding, decode
from briefing.intake.finishing import finished
from briefing.intake.page_head import page_states
from briefing.intake.page_text import PageText
from briefing.intake.readfile import ReadFile, Reading, reading
from briefing.wording import say

_PAGE = re.compile(r"<(?:html|head|body)(?=[\s>/])", re.IGNORECASE)
_LONG = 1500
"""Characters of a page from which on it is worth saying that no article was found in it."""


def is_whole_page(written: str) -> bool:
    """Whether it is a page as a browser saves it, not a piece of one."""
    return _PAGE.search(written) is not None


def decoded_page(data: bytes, name: str) -> Decoded:
    """The HTML in `data`, in the encoding it declares where it is not UTF-8. Raises IntakeError."""
    return decode(data, name, declared=declared_encoding(data))


def read_page(data: bytes, name: str, found: Decoded, *, choose: bool) -> ReadFile:
    """What a page says. With `choose` its article is looked for, which only the worker process may do."""
    page = PageText(found.text)
    notices = list(found.notices)
    if page.unclosed:
        notices.append(say("The page never closes its <%1> part; what follows it was left out.", page.unclosed))
    stated = page_states(found.text)
    text, method, key = page.text, f"html/1 {found.encoding}", "page"
    readings: list[Reading] = []
    if choose:
        from briefing.intake import article

        taken, by = article.article_of(page, found.text), f"article by trafilatura {article.version()}"
        if not taken:
            taken, by = article.main_part_of(page), "main part"
        if taken:
            if taken != text:
                readings.append(reading("page", text, method))
            text, method, key = taken, f"html/1 {by} {found.encoding}", "article"
        elif len(text) >= _LONG:
            notices.append(say("The article could not be told from the rest of the page, so the whole page was taken."))
    stated_title = next((one.value for one in stated if one.field == "title"), "")
    return finished(
        text,
        data=data,
        name=name,
        media_type="text/html",
        method=method,
        key=key,
        title=stated_title or page.title,
        notices=notices,
        stated=stated,
        readings=readings,
    )
