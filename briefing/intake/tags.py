"""HTML as a row of tags and words, cut by a small tokenizer of our own.

The standard library's takes minutes on a few crafted kilobytes; here each character is looked at a bounded number
of times. Refuses to: execute, fetch, and repair: tags need not be closed.
"""

import re
from collections.abc import Iterator
from html import unescape

_RAW = frozenset("title script style textarea iframe xmp noembed noframes".split())  # no tags inside these
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)"""  # name
    r"""((?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+)>"""  # attributes; a ">" inside quotation marks does not end it
)

_BEGINS = re.compile(r"</?[a-zA-Z]")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:.-]*+)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))|())""")
"""One without a value counts too: else each of its letters would be looked at as the beginning of another."""
_FIGURES = re.compile(r"&#0*+([0-9]*+);?+")
_MOST_FIGURES = 7  # of a character's number; Python takes no number of thousands of figures

OPEN_RAW = "open raw:"  # the page ends inside such a part

Token = tuple[str, str, str]
"""("text", words, "") | ("open" or "empty", tag, attributes) | ("close", tag, "")
| ("raw:title", words, attributes)."""


def tokens(page: str) -> Iterator[Token]:
    """Cut `page` from its first character to its last."""
    place = 0
    while (start := page.find("<", place)) >= 0:
        yield "text", page[place:start], ""
        following = page[start + 1 : start + 2]
        if page.startswith("<!--", start):
            end = page.find("-->", start + 2)
            place = len(page) if end < 0 else end + 3
        elif following in ("!", "?") and following:
            end = page.find(">", start)
            place = len(page) if end < 0 else end + 1
        elif not _BEGINS.match(page, start):
            yield "text", "<", ""
            place = start + 1
        elif (tag := _TAG.match(page, start)) is None:
            yield "text", page[start:], ""  # the page breaks off inside a tag: nothing is thrown away
            return
        else:
            name = tag[2].lower()
            place = tag.end()
            if tag[1]:
                yield "close", name, ""
            elif name in _RAW:
                end_tag = re.compile(rf"</{re.escape(name)}(?=[\s/>])[^>]*>?", re.IGNORECASE).search(page, place)
                prefix = "raw:" if end_tag else OPEN_RAW
                yield prefix + name, page[place : end_tag.start() if end_tag else len(page)], tag[3]
                place = end_tag.end() if end_tag else len(page)
            else:
                yield "empty" if tag[3].endswith("/") else "open", name, tag[3]
    yield "text", page[place:], ""


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name, as they stand between its name and its end."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(written):
        name = one[1].lower()
        found.setdefault(name, characters(one[2] or one[3] or one[4] or ""))
    return found


def characters(written: str) -> str:
    """Words as they are read: references such as `&amp;` and `&#8220;` as the characters that they mean."""
    return unescape(_FIGURES.sub(_possible, written) if "&#" in written else written)


def _possible(found: re.Match[str]) -> str:
    if len(found[0]) <= _MOST_FIGURES:
        return found[0]
    return f"&#{found[1] or 0};" if len(found[1]) <= _MOST_FIGURES else "\ufffd"
