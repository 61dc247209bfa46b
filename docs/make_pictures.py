"""Makes the pictures of the README and the manual from the real window on the shipped sample, without a display.

`python3 dev.py pictures` runs it. Each picture is one function below, called with a window that shows nothing yet;
its name is the name of the file in `docs/manual/pictures/`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from briefing.brief.addresses import Spot, addresses
from briefing.brief.compare import everything
from briefing.desk import Desk
from ui.alerts import Alerts
from ui.exchange.conflicts import ConflictsWindow
from ui.exchange.hand_over import HandOver
from ui.exchange.window import ExchangeWindow
from ui.icons import Icons
from ui.pages.sources import SourcesPage
from ui.review.remembering import Stop, keep_stop
from ui.settings import Settings
from ui.theme import Mode, Theme
from ui.window import MainWindow

FOLDER = ROOT / "docs" / "manual" / "pictures"
SIZE = (1320, 840)
PATIENCE = 60.0


def settled(window: MainWindow) -> None:
    """Wait until nothing is read or made in the background any more."""
    end = time.monotonic() + PATIENCE
    for _ in range(20):
        QApplication.processEvents()
    while window.current_page().is_waiting() and time.monotonic() < end:
        QApplication.processEvents()
    end = time.monotonic() + 0.5  # pages of a preview are painted when their thread is done
    while time.monotonic() < end:
        QApplication.processEvents()


def until(done: Callable[[], bool]) -> None:
    """Let the window go on until something is done."""
    end = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < end:
        QApplication.processEvents()


def place(key: str) -> Callable[[MainWindow], None]:
    """A picture of a place as it opens."""
    return lambda window: window.show_place(key)


def picture(key: str) -> Callable[[MainWindow], None]:
    """A picture of a place in its other way, as a picture."""

    def arrange(window: MainWindow) -> None:
        window.show_place(key)
        window.actions_registry["flip_view"].trigger()

    return arrange


def checked(window: MainWindow) -> None:
    """A brief on its way out: what was found, and what comes next."""
    window.show_place("briefs")
    settled(window)
    window.actions_registry["check_brief"].trigger()


def compared(window: MainWindow) -> QWidget:
    """What a copy has that another desk worked on, before anything of it is taken."""
    another = window.desk.store.path.with_name("Copy of Bela.db")
    window.desk.save_working_copy(another)
    issue, *others = (one.id for one in window.desk.open_issues())
    window.desk.edit("issue", issue, {"next_step": "Ask both capitals for a date by Monday"})
    other = Desk.open(another, "Bela Moor")
    other.edit("issue", issue, {"next_step": "Wait for the mediator, who promised a date"})
    other.edit("issue", others[0], {"owner_desk": "Bela Moor", "trend": "improving"})
    planned = {"title": "Talks go on in Brussels", "date_edtf": "2022-08-25", "modality": "planned"}
    other.create("event", planned, issue=issue)
    other.close()
    window.commands.exchange.exchange_with(another)
    dialog = window.findChildren(ExchangeWindow)[-1]
    until(lambda: not dialog.busy())
    return dialog


def contested(window: MainWindow) -> QWidget:
    """What both desks changed, settled field by field."""
    dialog = compared(window)
    assert isinstance(dialog, ExchangeWindow)
    dialog.main_verb()
    until(lambda: not dialog.isVisible())
    window.actions_registry["settle"].trigger()
    return window.findChildren(ConflictsWindow)[-1]


def handed_over(window: MainWindow) -> QWidget:
    """An issued brief on its way into a pouch."""
    desk = window.desk
    brief = desk.new_brief("submission", "Talks in autumn: what to answer")
    for block, words in (
        ("issue", "Whether to agree to talks in autumn, and on which terms."),
        ("recommendation", "- Agree to talks in autumn."),
        ("timing", "By Friday."),
    ):
        desk.write_block(brief, block, words)
    desk.add_clearance(brief, "Head of unit", put=True)
    desk.issue(brief, formats=("md",))
    window.go("brief", brief)
    window.actions_registry["hand_over"].trigger()
    dialog = window.findChildren(HandOver)[-1]
    dialog.readers.setPlainText("Head of department\nPermanent representation")
    return dialog


def reviewed(window: MainWindow) -> None:
    """A brief that was issued twice, as somebody reads it who commented and decided on its first version."""
    desk = window.desk
    brief = desk.new_brief("submission", "Talks in autumn: what to answer")
    desk.write_block(brief, "issue", "Whether to agree to talks in autumn, and on which terms.")
    desk.write_block(brief, "timing", "By Friday.")
    for number, items in enumerate(
        (("Agree to talks in autumn.", "Note the risk."), ("Agree to talks in spring.",)), 1
    ):
        desk.write_block(brief, "recommendation", "\n".join(f"- {item}" for item in (*items, "Ask for a list.")))
        desk.add_clearance(brief, "Head of unit", put=True)
        desk.issue(brief, formats=("md",), reason="the date moved" if number > 1 else "")
        if number == 1:
            tree = desk.tree_of(brief, 1)
            found = {unit.text: name for unit, name in zip(everything(tree), addresses(everything(tree)), strict=True)}
            start = items[0].index("autumn")
            spot = Spot(brief, 1, found[items[0]], start, start + 6)
            head = desk.add_comment(spot, "Early autumn, or late?", author="Jonas Kern")
            desk.reply(head, "The second half of September.")
            desk.add_comment(Spot(brief, 1, found[items[1]]), "Which risk?", author="Jonas Kern")
            desk.decide(Spot(brief, 1, found["Ask for a list."]), "agreed", author="Jonas Kern")
    keep_stop(window.settings, brief, Stop(1))
    window.go("brief", brief)
    window.actions_registry["review"].trigger()


STATEMENT = """The crisis cell met in Vensholm on Monday at the request of the governor of the northern district.

Energy Minister Mara Vale said the outage was “not the end of the story” and that a second option existed. “We will \
not leave a single household without water”, she told reporters after the meeting.

An aide to the governor spoke of “a crisis management meeting that came too late”. The governor, Jonas Tell, would \
visit both pumping stations on Friday.

Two stations have been out of service since 18 November. Tankers cover about 60 per cent of demand. The contractor, \
Brook Engineering, did not elaborate on who will pay.
"""


def offering(window: MainWindow) -> None:
    """What a text offers, one quote accepted, the next one chosen."""
    desk = window.desk
    made = desk.archive_text("Water supply: what the crisis cell said", STATEMENT)
    desk.edit("source", made.source, {"issued_edtf": "2026-11-20", "language": "en", "publisher": "Vensholm Courier"})
    desk.create("actor", {"name": "Mara Vale", "kind": "person", "role_as_stated": "Energy Minister"})
    window.go("source", made.source)
    settled(window)
    window.actions_registry["review_proposals"].trigger()
    settled(window)
    page = window.current_page()
    assert isinstance(page, SourcesPage)
    panel = page.proposing.panel
    quotes = [one.key for one in panel.items.values() if one.kind == "quote"]
    panel.choose(quotes[0])
    page.proposing.accept()
    settled(window)
    panel.choose(quotes[1])


Arrange = Callable[[MainWindow], QWidget | None]
"""Brings a window to what is to be seen; returns the window over it that is meant, where it is not the first."""

SHOTS: dict[str, tuple[Mode, Arrange]] = {
    "overview": (Mode.LIGHT, place("overview")),
    "issues": (Mode.LIGHT, place("issues")),
    "actors": (Mode.LIGHT, place("actors")),
    "quotes": (Mode.LIGHT, place("quotes")),
    "timeline": (Mode.LIGHT, place("timeline")),
    "sources": (Mode.LIGHT, place("sources")),
    "proposals": (Mode.LIGHT, offering),
    "briefs": (Mode.DARK, place("briefs")),
    "check-and-issue": (Mode.LIGHT, checked),
    "review": (Mode.SEPIA, reviewed),
    "exchange": (Mode.LIGHT, compared),
    "conflicts": (Mode.LIGHT, contested),
    "hand-over": (Mode.LIGHT, handed_over),
    "timeline-picture": (Mode.LIGHT, picture("timeline")),
    "actor-map": (Mode.LIGHT, picture("actors")),
    "stances": (Mode.DARK, picture("issues")),
}


def take(folder: Path, wanted: list[str]) -> None:
    """Take the pictures named, or all of them."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    for name in wanted or SHOTS:
        mode, arrange = SHOTS[name]
        with tempfile.TemporaryDirectory() as made:
            os.environ["BRIEFING_DATA_HOME"] = made
            window = opened(app, Path(made), mode)
            shown = arrange(window) or window
            settled(window)
            save(shown.grab(), folder / f"{name}.png")
            window.close()
            window.deleteLater()
            app.processEvents()


def opened(app: QApplication, folder: Path, mode: Mode) -> MainWindow:
    """A window on a fresh copy of the sample."""
    settings = Settings(folder / "settings.ini")
    settings.set_text("name", "Anna Lind")
    theme = Theme(mode=mode)
    theme.apply(app)
    desk = Desk.new_from_sample(folder / "Sample crisis.db", "Anna Lind")
    window = MainWindow(desk, settings, theme, Icons(theme), Alerts())
    window.resize(*SIZE)
    window.show()
    return window


def save(picture: QPixmap, path: Path) -> None:
    """Write a picture; a folder that cannot be written ends the run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path)):
        raise SystemExit(f"{path} cannot be written.")
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    take(FOLDER, sys.argv[1:])
