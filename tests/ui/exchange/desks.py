"""Two desks that worked on copies of one store and did not see each other's changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.desk import Desk
from tests.ui.crisis import build_crisis

PLAY = "Two stations are out of service. Tankers cover about 60 % of demand. The repair date has moved twice."


@dataclass(frozen=True)
class TwoDesks:
    """Where the stores of Anna and Bela lie, and the ids of the invented crisis."""

    anna: Path
    bela: Path
    ids: dict[str, str]


def two_desks(folder: Path) -> TwoDesks:
    """Bela changed four records, made three and binned one; two of his fields were changed by Anna too."""
    anna, bela = folder / "crisis.db", folder / "crisis, copy of Bela.db"
    desk = Desk.new(anna, "Anna")
    ids = build_crisis(desk)
    desk.edit("issue", ids["water"], {"state_of_play": PLAY})
    desk.save_working_copy(bela)
    desk.edit("issue", ids["water"], {"next_step": "Minister to announce the repair date on Monday"})
    desk.edit("issue", ids["fuel"], {"background": "The reserve was last filled in March. The contract ends in May."})
    desk.edit("issue", ids["water"], {"state_of_play": PLAY.replace("Two stations", "Both stations")})
    desk.create("actor", {"name": "Jana Hollin", "kind": "person", "role_as_stated": "Head of the crisis cell"})
    desk.close()
    other = Desk.open(bela, "Bela")
    other.edit("issue", ids["water"], {"next_step": "Contractor to confirm the repair date in writing by Friday"})
    other.edit(
        "issue", ids["fuel"], {"background": "The reserve was last filled in April. Two suppliers have offered more."}
    )
    other.edit("issue", ids["water"], {"state_of_play": PLAY.replace("moved twice", "moved three times")})
    other.edit("actor", ids["vale"], {"role_as_stated": "Minister of Energy and Water"})
    other.create(
        "event",
        {"title": "Tankers reach the last three villages", "date_edtf": "2026-11-22", "modality": "occurred"},
        issue=ids["water"],
    )
    other.create("actor", {"name": "Jana Hollin", "kind": "person", "role_as_stated": "Crisis coordinator"})
    other.delete("event", ids["repair"])
    other.close()
    return TwoDesks(anna, bela, ids)
