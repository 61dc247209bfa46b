"""What the date of an event and its modality say of each other.

Responsible for: the side of today on which a weekday alone is meant, and the modality that a date suggests. Pure.
"""

from datetime import date

from briefing.rules import dates
from briefing.terms import Modality


def facing(modality: str) -> int:
    """-1 where the date of an event lies behind us, 1 where it is to come, 0 where that is not said."""
    return {Modality.OCCURRED.value: -1, Modality.PLANNED.value: 1}.get(modality, 0)


def proposed(edtf: str, today: date) -> Modality | None:
    """Planned where the whole date lies after `today`, occurred where none of it does; None between, or without one."""
    try:
        earliest, latest = dates.bounds(edtf)
    except ValueError:
        return None
    if earliest is not None and earliest > today.isoformat():
        return Modality.PLANNED
    return Modality.OCCURRED if latest is not None and latest <= today.isoformat() else None
