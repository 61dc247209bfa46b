"""What is missing to clear, issue or recall a brief where a team's server is exchanged with, said before it is done.

The server refuses a step that its login may not send, and keeps none that comes after it. Asks no server: what it said
last is remembered.
"""

from __future__ import annotations

from briefing.model import Brief
from briefing.terms import BriefStatus
from ui.context import Context
from ui.words import tr as _tr

_NEXT = (BriefStatus.IN_CLEARANCE, BriefStatus.CLEARED, BriefStatus.ISSUED)
"""The states in which the next button clears, issues or recalls."""


def missing_right(context: Context, brief: Brief) -> str:
    """The sentence for a login that may not send what comes next for a brief; empty where it may, or has no server."""
    site = context.desk.store.site
    if not context.settings.team_server(site) or brief.status not in _NEXT or brief.deleted or context.desk.read_only:
        return ""
    role = context.settings.team_role(site)
    if role == "reader":
        return _tr("You may read only on your team's server: what you do here does not reach the others.")
    if role == "editor":
        return _tr(
            "You may not clear, issue or recall on your team's server. If you do it here, that step and everything you "
            "do after it stay on this computer until an administrator puts you into the group desk_clearer. The way "
            "out: exchange now (F5), and let a colleague do it who may."
        )
    return ""
