"""Two files that bear the name of one desk: told, for their logs can never become one.

A copy that the program makes gets a name of its own when somebody works on it (`opening.become_own`). One that was made
by hand does not: both number their steps alike, and each would take those of the other for its own.
"""

from briefing.errors import ExchangeError
from briefing.wording import say


def two_of_one(label: str, user: str, at: str) -> ExchangeError:
    """The error for a step in whose place another log of the same desk has another one."""
    return ExchangeError(
        say(
            "“%1” by %2 (%3) and what stands in its place elsewhere bear the name of one desk: a store file was copied "
            "by hand, and both copies were worked on. Nothing was taken in. Please go on in one of them, enter in it "
            "what only the other has, and make further copies with File, Save a copy.",
            label[:80],
            user[:80],
            at,
        )
    )


def left_behind(label: str, user: str, at: str) -> ExchangeError:
    """The error for a step of our own that is not here."""
    return ExchangeError(
        say(
            "“%1” by %2 (%3) was done on this desk and is not in this file: an older copy has taken its place. Nothing "
            "was taken in. Please save a copy of it (File, Save a copy), open that copy, and take it in there.",
            label[:80],
            user[:80],
            at,
        )
    )
