"""Which blocks of a page are its article. Imports trafilatura, so it runs in the worker process alone.

Trafilatura only points: the words are those of the page itself, to the letter, so that every quotation stays whole.
Responsible for keeping what stands between the first and the last block of the article, and for saying when the
extraction lost too much. Refuses to: use its dates, and anything of it that loads pages.
"""

import re
import unicodedata
from collections.abc import Sequence

from briefing.intake.page_text import PageText

LARGEST_PAGE = 5_000_000
"""Characters of a page in which an article is looked for."""
MOST_TAGS = 100_000
"""Tags of such a page: trafilatura's time grows faster than their number."""
_FURNITURE = frozenset({"nav", "aside", "footer", "form", "button"})
_QUOTED = re.compile("[“”„«»\"‹›‘]|''")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_ENDS = (".", "!", "?", "…", ":", ";")
_SHORT, _PROSE = 40, 80
_LEAST = 200
_ABOVE = 10
"""Blocks above the first one of the article in which its headline is looked for."""
_BELOW = 3


def article_of(page: PageText, written: str) -> str:
    """The text of the article of a page; empty where none can be told from the rest, or too much would be lost.

    `written` is the page as it is written, `page` its words.
    """
    if len(written) > LARGEST_PAGE or written.count("<") > MOST_TAGS:
        return ""
    found = _pointed(written)
    hit = _hits(page, found)
    if sum(map(len, found)) < _LEAST or True not in hit:
        return ""
    first, last = hit.index(True), len(hit) - 1 - hit[::-1].index(True)
    start, stop = _headline(page, first), _last_quotation(page, last)
    kept = [
        number
        for number in range(start, stop + 1)
        if hit[number] or (number < first and not _furniture(page, number)) or _belongs(page, number)
    ]
    return "\n\n".join(page.blocks[number] for number in kept) if _enough(page, kept) else ""


def main_part_of(page: PageText) -> str:
    """The blocks that the page itself puts into its <article> or <main>, without its furniture; empty without one.

    For pages whose article nothing points at, such as transcripts of short lines.
    """
    for area in ("article", "main"):
        kept = [
            block
            for number, block in enumerate(page.blocks)
            if area in page.areas[number] and not _furniture(page, number)
        ]
        if sum(map(len, kept)) >= _LEAST:
            return "\n\n".join(kept)
    return ""


def version() -> str:
    """The version of trafilatura."""
    import trafilatura

    return str(trafilatura.__version__)


def _pointed(written: str) -> list[str]:
    """The paragraphs that trafilatura takes for the article, folded."""
    import trafilatura

    try:
        # lxml takes no text that declares how its bytes were encoded
        text = trafilatura.extract(
            _DECLARATION.sub("", written), include_comments=False, include_tables=True, favor_recall=True
        )
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # a page that it trips over, in whatever way, is read whole
        return []
    return [folded for line in (text or "").split("\n") if (folded := _fold(line))]


def _hits(page: PageText, found: Sequence[str]) -> list[bool]:
    """For each block of the page whether it was pointed at: most of its lines were."""
    whole, lines = "".join(found), frozenset(found)
    hits: list[bool] = []
    for block in page.blocks:
        folded = [_fold(line) for line in block.split("\n")]
        seen = sum(len(one) for one in folded if (one in whole if len(one) > _SHORT else one in lines))
        hits.append(seen > 0 and seen >= 0.6 * sum(map(len, folded)))
    return hits


def _fold(text: str) -> str:
    """Letters and digits alone: all else is written differently by trafilatura."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if letter.isalnum())


def _furniture(page: PageText, number: int) -> bool:
    return not _FURNITURE.isdisjoint(page.areas[number])


def _belongs(page: PageText, number: int) -> bool:
    """Whether a block that was not pointed at still has to stay: it quotes somebody, or ends as a sentence does."""
    block = page.blocks[number]
    return not _furniture(page, number) and (block.rstrip().endswith(_ENDS) or _QUOTED.search(block) is not None)


def _headline(page: PageText, first: int) -> int:
    """The block of the headline above the article, where there is one: what stands between belongs to both."""
    for number in range(first, max(-1, first - _ABOVE), -1):
        if _furniture(page, number):
            break
        if "h1" in page.areas[number]:
            return number
    return first


def _last_quotation(page: PageText, last: int) -> int:
    """The last block of the article, or one soon after it in the same <article> that quotes somebody."""
    end = last
    for number in range(last + 1, len(page.blocks)):
        if number - end > _BELOW or "article" not in page.areas[number] or _furniture(page, number):
            break
        if _QUOTED.search(page.blocks[number]):
            end = number
    return end


def _enough(page: PageText, kept: Sequence[int]) -> bool:
    """Whether what is kept holds most of the page's paragraphs and quotations outside of its furniture."""
    inside = "article" if any("article" in areas for areas in page.areas) else ""
    taken = frozenset(kept)
    prose = quoted = lost = left = 0
    for number, block in enumerate(page.blocks):
        if len(block) < _PROSE or _furniture(page, number) or (inside and inside not in page.areas[number]):
            continue
        marks = len(_QUOTED.findall(block))
        prose, quoted = prose + len(block), quoted + marks
        if number not in taken:
            left, lost = left + len(block), lost + marks
    return left <= 0.35 * prose and lost <= 0.3 * quoted
