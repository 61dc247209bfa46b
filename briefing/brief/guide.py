"""The quick guide as a brief of one page, so that it is set and printed like one.

Refuses to: say anything itself; its words are a page of the manual.
"""

from briefing.brief import prose
from briefing.brief.tree import Brief


def guide(text: str, paper: str = "a4") -> Brief:
    """The guide in `text`, Markdown that begins with its title, on one page of `paper`."""
    title, _line, rest = text.partition("\n")
    return Brief(
        template="guide",
        title=title.lstrip("# ").strip(),
        marking="",
        language="en",
        as_at="",
        as_at_text="",
        blocks=prose.parse(rest, heading_level=2),
        one_page=True,
        paper=paper,
    )
