"""Which store a window begins with: the one asked for, the last one, or the user's copy of the sample."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from briefing.desk import Desk

COPY_NAME = "Sample crisis.db"
"""What the user's copy of the sample is called."""


def choose_desk(store: Path | None, settings: Settings, *, read_only: bool = False) -> Desk:
    """The desk to begin with. A store that was asked for must open; the last one gives way to the sample."""
    from briefing.desk import Desk
    from briefing.errors import BriefingError

    if store is not None:
        return Desk.open(store, settings.user(), read_only=read_only)
    for recent in settings.recent()[:1]:
        try:
            return Desk.open(recent, settings.user())
        except BriefingError as error:
            print(error, file=sys.stderr)
    return open_sample(settings)


def open_sample(settings: Settings) -> Desk:
    """The user's copy of the sample, made on the first start."""
    from briefing.desk import Desk

    copy = settings.data_folder() / COPY_NAME
    if not copy.exists():
        return Desk.new_from_sample(copy, settings.user())
    return Desk.open(copy, settings.user())
