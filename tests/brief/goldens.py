"""Files that somebody read and approved, and how a brief is held against them.

Of a page the style sheet is left out: it is no part of what was read, and stands in `resources/templates/` once.
"""

import os
import re
from pathlib import Path

from briefing.brief.tree import Brief
from briefing.export import html, markdown

FOLDER = Path(__file__).with_name("golden")


def is_golden(name: str, ending: str, brief: Brief) -> bool:
    """Whether `brief`, as `md` or `html`, is what was approved; stored first where the environment asks for it."""
    made = markdown.render(brief) if ending == "md" else html.render(brief)
    made, styles = re.subn(r"(?s)<style>.*?</style>", "<style></style>", made)
    assert styles == (ending == "html")
    path = FOLDER / f"{name}.{ending}"
    if os.environ.get("BRIEFING_STORE_GOLDENS"):
        path.write_bytes(made.encode())
    return made.encode() == path.read_bytes()
