"""A pouch that was read, and the reply to it."""

from __future__ import annotations

from pathlib import Path

from briefing.brief.addresses import Spot
from briefing.desk import Desk
from briefing.pouch.notebook import Notebook
from briefing.pouch.reading import open_pouch
from briefing.pouch.reply import make_reply
from tests.pouch.staging import a_submission, at, issue


def issued_briefs(desk: Desk) -> list[str]:
    """Two briefs that were issued, as Markdown alone."""
    made = []
    for title in ("Submission on tankers", "Submission on the fuel reserve"):
        made.append(a_submission(desk, title))
        issue(desk, made[-1])
    return made


def replied(desk: Desk, brief: str, folder: Path, text: str = "Why only by Friday?") -> Path:
    """The reply of a reader who wrote a comment and decided."""
    pouch = folder / "read.pouch"
    desk.make_pouch([brief], pouch, overwrite=True)
    notebook = Notebook(folder / "reading", "The Minister")
    opened = open_pouch(pouch)
    tree = opened.tree(brief)
    notebook.comment(opened, Spot(brief, 1, at(tree, "Agree to talks"), 18, 24), text)
    notebook.decide(opened, Spot(brief, 1), "agreed")
    out = folder / "Minister.reply"
    out.write_bytes(make_reply(opened, notebook))
    opened.close()
    return out
