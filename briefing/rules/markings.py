"""Markings of one profile: what may be shown under a ceiling, and the banner of what is shown.

Levels of two schemes cannot be compared: a record that is marked in another scheme is withheld, and somebody has to
mark it in this one.
"""

from collections.abc import Callable, Iterable

from briefing.errors import ExportError
from briefing.rules.profiles import Level, Profile
from briefing.wording import say


def ceiling_of(profile: Profile, name: str) -> Level | None:
    """The level of the ceiling; without a name the highest that is enabled. None where the profile has no levels.

    Raises ExportError for a level that the profile does not have, or that is not enabled.
    """
    usable = [level for level in profile.levels if level.enabled]
    if not name:
        return usable[-1] if usable else None
    level = profile.level(name)
    if level is None:
        known = ", ".join(one.name for one in usable) or say("none")
        raise ExportError(
            say("“%1” is no level of the profile %2. Its levels are: %3.", name[:60], profile.title, known)
        )
    if not level.enabled:
        reason = level.reason or say("It is switched off.")
        raise ExportError(say("%1 cannot be used here. %2", level.name, reason))
    return level


def allowed_under(profile: Profile, ceiling: Level | None) -> Callable[[str], bool]:
    """Whether a record with this marking may be shown."""

    def allowed(marking: str) -> bool:
        level = profile.level(marking)
        return level is not None and level.enabled and ceiling is not None and level.rank <= ceiling.rank

    return allowed


def highest(profile: Profile, markings: Iterable[str]) -> Level | None:
    """The highest level among `markings`; records without one count as the lowest level."""
    found = [
        level for level in (profile.level(one) if one else profile.lowest for one in markings) if level is not None
    ]
    return max(found, key=lambda level: level.rank, default=profile.lowest)
