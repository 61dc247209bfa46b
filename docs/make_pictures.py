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
from PySide6.QtWidgets import QApplication

from briefing.desk import Desk
from ui.alerts import Alerts
from ui.icons import Icons
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


SHOTS: dict[str, tuple[Mode, Callable[[MainWindow], None]]] = {
    "overview": (Mode.LIGHT, place("overview")),
    "issues": (Mode.LIGHT, place("issues")),
    "actors": (Mode.LIGHT, place("actors")),
    "quotes": (Mode.LIGHT, place("quotes")),
    "timeline": (Mode.LIGHT, place("timeline")),
    "sources": (Mode.LIGHT, place("sources")),
    "briefs": (Mode.DARK, place("briefs")),
    "check-and-issue": (Mode.LIGHT, checked),
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
            arrange(window)
            settled(window)
            save(window.grab(), folder / f"{name}.png")
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
