"""Which store a window begins with, and what is kept of it beside the store: backups, and words that were not saved."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ui.background import Handle
from ui.settings import Settings

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.drafts import Drafts

T = TypeVar("T")

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


def drafts_of(desk: Desk) -> Drafts:
    """The words that were typed on the store of this desk and could not be saved."""
    from briefing.drafts import Drafts
    from briefing.paths import drafts_folder
    from briefing.store.store import MEMORY

    return Drafts(None if desk.store.path == MEMORY else drafts_folder(), desk.store.site)


def keep_backup_once(desk: Desk, settings: Settings, since: int) -> None:
    """Keep a backup where something was done since step `since` that no other window has backed up yet."""
    from briefing.store.store import MEMORY

    site, now = desk.store.site, desk.step_number()
    if desk.store.path != MEMORY and now not in (since, settings.kept_step(site)):
        desk.keep_backup()
        settings.set_kept_step(site, now)


def on_twin(desk: Desk, handle: Handle, verb: Callable[[Desk], T]) -> T:
    """Do what reads the whole store, in a worker, through a desk of its own; it stops where the user asks for it."""
    with closing(desk.twin()) as twin:
        handle.on_cancel(twin.store.give_up)
        try:
            return verb(twin)
        finally:
            handle.on_cancel(lambda: None)


def prepared(path: Path, target: Path, user: str) -> tuple[Path | None, Path]:
    """The backup that was made of the present store, where there is one, and the file that will take its place."""
    from briefing.desk import Desk

    kept = None
    if target.exists():
        with closing(Desk.open(target, user, read_only=True)) as present:
            kept = present.keep_backup()
    return kept, Desk.prepare_backup(path, target, user)
