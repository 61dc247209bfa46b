"""The banners over every page: a backup that is looked at, a store that can only be read, a day that is not today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from ui.widgets.banner import Banner
from ui.words import counted
from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.window import MainWindow


def lasting_banners(window: MainWindow) -> list[Banner]:
    """What lasts about the store of a window, each with the way out of it."""
    origin = window.looking_from
    if origin is not None:
        found = [_backup(window)]
    elif window.desk.read_only:
        banner = Banner(window.icons, _tr("This store is open for reading only."), "amber", closable=False)
        banner.add_action(_tr("Open in review"), window.commands.review)
        banner.add_action(_tr("Save a copy to work on…"), window.commands.save_working_copy)
        found = [banner]
    else:
        found = []
    if window.troubles.text:
        found.append(_trouble(window))
    elif waiting := len(window.troubles.waiting()):
        found.append(_waiting(window, waiting))
    if waiting := window.commands.exchange.waiting():
        found.append(_conflicts(window, waiting))
    try:
        day = window.desk.setting("as_at")
    except BriefingError:  # a store in trouble may not be read either
        day = ""
    return [*found, _other_day(window, day)] if day else found


def _trouble(window: MainWindow) -> Banner:
    words = _tr("%1 What you typed stays in its field and is kept.").replace("%1", window.troubles.text)
    banner = Banner(window.icons, words, "red", closable=False)
    banner.add_action(_tr("Try again"), window.troubles.try_again)
    banner.add_action(_tr("Save a copy to work on…"), window.commands.save_working_copy)
    if window.desk.gone() and window.desk.store.path.exists():
        path = window.desk.store.path
        banner.add_action(_tr("Open the file that is there"), lambda: window.commands.open_store(path))
    return banner


def _waiting(window: MainWindow, number: int) -> Banner:
    if window.desk.read_only:
        words = _tr("Texts typed here and not saved: %1. They wait, and go with a copy to work on.")
        return Banner(window.icons, words.replace("%1", str(number)), "amber")
    words = counted(
        number,
        "One text that was typed here was not saved and waits in its field.",
        "%1 texts that were typed here were not saved and wait in their fields.",
    )
    banner = Banner(window.icons, words, "amber")
    banner.add_action(_tr("Show"), window.troubles.show_waiting)
    return banner


def _conflicts(window: MainWindow, number: int) -> Banner:
    words = counted(number, "%1 field was changed on both desks.", "%1 fields were changed on both desks.")
    banner = Banner(window.icons, words, "amber", closable=False)
    banner.add_action(_tr("Settle…"), window.commands.exchange.settle)
    return banner


def _backup(window: MainWindow) -> Banner:
    origin, shown = window.looking_from, window.desk.store.path
    assert origin is not None
    banner = Banner(window.icons, _tr("A backup, open for reading only."), "amber", closable=False)
    banner.add_action(_tr("Restore this backup"), lambda: window.commands.restore_backup(shown))
    back = _tr("Back to %1").replace("%1", origin.stem.replace("&", "&&"))
    banner.add_action(back, lambda: window.commands.open_store(origin))
    return banner


def _other_day(window: MainWindow, day: str) -> Banner:
    from briefing.rules import dates

    sample = bool(window.desk.setting("sample"))
    words = _tr("Sample, shown as at %1") if sample else _tr("Shown as at %1")
    banner = Banner(window.icons, words.replace("%1", dates.describe(day)), "blue")
    if not window.desk.read_only:
        banner.add_action(_tr("Use today"), window.commands.use_today)
    if sample:
        banner.add_action(_tr("Open mine…"), window.commands.choose_store)
    banner.add_action(_tr("Start an empty file…"), window.commands.new_store)
    return banner
