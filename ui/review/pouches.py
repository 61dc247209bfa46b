"""A pouch in the window: opened, unsealed where need be, read in review mode at once, and closed when reading ends.

A pouch has no store; an empty one in memory stands in its place, for the parts of the window that ask one.
Refuses to: keep a passphrase or a key.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from briefing import paths
from briefing.desk import Desk
from briefing.errors import BriefingError, SealedPouchError
from briefing.pouch.notebook import Notebook
from briefing.pouch.reading import Pouch, is_pouch, open_pouch
from briefing.store.store import create_store
from ui.review.over_window import ReviewMode
from ui.review.pouch_source import PouchReviewing
from ui.widgets.empty import EmptyState
from ui.words import said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.window import MainWindow

__all__ = ["is_pouch", "read_pouch"]


def read_pouch(window: MainWindow, path: Path) -> ReviewMode | None:
    """Open the pouch at `path` and read it in `window`; None where it stayed closed, which was said."""
    try:
        pouch = _opened(window, path)
    except BriefingError as error:
        if window.has_desk():
            window.alerts.problem(said(error))
        else:
            window.show_problem(said(error))
        return None
    if pouch is None:
        return None
    settings = window.settings
    window.take_desk(Desk(create_store(), settings.user()))
    window.setWindowTitle(_tr("%1 – Briefing Desk").replace("%1", path.stem))
    window.bridge.closing.connect(pouch.close)
    notebook = Notebook(paths.reading_folder(), settings.user(), settings.text("initials"))
    mode = ReviewMode(window)
    mode.enter(PouchReviewing(pouch, notebook, settings.user), kept=False)
    assert mode.page is not None
    # once the page has come to its end: closing deletes it
    mode.page.left.connect(lambda: QTimer.singleShot(0, window, lambda: _closed(window, path)))
    return mode


def _opened(window: MainWindow, path: Path) -> Pouch | None:
    """The pouch, after asking for what opens it as often as that is wrong; None where the reader gives up."""
    passphrase = keys = ""
    while True:
        try:
            return open_pouch(path, keys=keys, passphrase=passphrase)
        except SealedPouchError as error:
            hint = f"{said(error)}\n" if passphrase or keys else ""
            if error.passphrase:
                question = _tr("“%1” is sealed. What is its passphrase?").replace("%1", path.name)
                answer = window.alerts.ask_text(_tr("Open pouch"), f"{hint}{question}", secret=True)
                if not answer:
                    return None
                passphrase = answer
            else:
                chosen = window.alerts.open_file(_tr("The key that opens “%1”").replace("%1", path.name), Path.home())
                if chosen is None:
                    return None
                keys = chosen.read_text(encoding="utf-8", errors="replace")


def _closed(window: MainWindow, path: Path) -> None:
    """Nothing is open any more: say so, with ways forward."""
    if not window.has_desk():
        return
    window.let_go()
    window.setWindowTitle(_tr("Briefing Desk"))
    words = _tr("The pouch “%1” is closed. What you wrote is kept.").replace("%1", path.name)
    place = EmptyState(window.icons, "inbox", _tr("Reading ended"), words)
    place.add_action(_tr("Open it again"), lambda: window.commands.open_store(path), primary=True)
    place.add_action(_tr("Open another store…"), window.commands.choose_store)
    window.body.stack.addWidget(place)
    window.body.stack.setCurrentWidget(place)
    window.menus.refresh()
