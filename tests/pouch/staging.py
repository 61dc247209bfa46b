"""A desk with an issued submission, and what the tests of the pouch do with it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.brief.addresses import Address, addresses
from briefing.brief.compare import everything
from briefing.brief.frozen import canonical
from briefing.brief.tree import Brief as Tree
from briefing.desk import Desk
from briefing.store import engine

MADE_AT = "2022-08-19T10:00:00Z"
WORDS = "- Agree to talks in autumn.\n- Note the risk of delay."


def a_submission(desk: Desk, title: str = "Talks on number plates") -> str:
    """A submission that can be issued."""
    brief = desk.new_brief("submission", title)
    desk.write_block(brief, "issue", "Whether to agree to talks.")
    desk.write_block(brief, "recommendation", WORDS)
    desk.write_block(brief, "timing", "By Friday.")
    return brief


def issue(desk: Desk, brief: str, reason: str = "") -> None:
    """Clear a brief and issue it as Markdown alone, which is quick."""
    desk.add_clearance(brief, "Head of unit", put=True)
    for finding in desk.preflight(brief).blocking:
        desk.waive(brief, finding, "A test.")
    desk.issue(brief, formats=("md",), reason=reason)


def at(tree: Tree, words: str) -> Address:
    """The address of the first unit, no heading, that holds these words."""
    units = everything(tree)
    return addresses(units)[next(n for n, unit in enumerate(units) if words in unit.text and unit.what != "heading")]


def altered(path: Path, *statements: str) -> None:
    """Change a pouch as somebody with a tool for databases would."""
    connection = engine.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def signed(value: Mapping[str, Any]) -> bytes:
    """A reply that claims to be whole, whatever it holds."""
    plain = {key: one for key, one in value.items() if key != "sha256"}
    return canonical({**plain, "sha256": hashlib.sha256(canonical(plain)).hexdigest()})
