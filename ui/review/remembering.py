"""Where somebody stopped reading each brief, on this machine: the version, the place in it, and the version before it.

Refuses to: keep anything of what a brief says; a place is kept as the hash that its address holds.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from briefing.brief.addresses import Address
from ui.settings import Settings


@dataclass(frozen=True)
class Stop:
    """`version` was read last (0: the draft), up to the unit with the hash `at`; `before` was read before that.

    `ordinal` tells units of one hash apart; `share` is how far it was read, from 0 to 1.
    """

    version: int = 0
    at: str = ""
    ordinal: int = 0
    share: float = 0.0
    before: int = 0

    def place(self, known: list[Address]) -> int | None:
        """The unit where reading stopped; None where its words are gone."""
        alike = [at for at, one in enumerate(known) if one.sha256 == self.at]
        return alike[min(self.ordinal, len(alike) - 1)] if alike else None


def stop_of(settings: Settings, brief: str) -> Stop | None:
    """Where reading a brief stopped; None where it was never read here."""
    try:
        value = json.loads(settings.word(f"read/{brief}") or "null")
        return Stop(**value) if isinstance(value, dict) else None
    except (ValueError, TypeError):
        return None


def keep_stop(settings: Settings, brief: str, stop: Stop) -> None:
    """Remember where reading a brief stopped."""
    settings.set_word(f"read/{brief}", json.dumps(asdict(stop)))


def stop_at(known: list[Address], unit: int | None, version: int, share: float, before: int) -> Stop:
    """The stop at a unit of a version."""
    if unit is None or not 0 <= unit < len(known):
        return Stop(version, "", 0, share, before)
    sha256 = known[unit].sha256
    ordinal = sum(one.sha256 == sha256 for one in known[:unit])
    return Stop(version, sha256, ordinal, share, before)
