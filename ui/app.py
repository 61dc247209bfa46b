"""Starting the window: which store, which look; and the time to first paint for benches and support."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from briefing.desk import Desk
from briefing.errors import BriefingError
from ui.alerts import Alerts
from ui.icons import Icons
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

_IMPORTED = time.perf_counter()
COPY_NAME = "Sample crisis.db"
"""What the user's copy of the sample is called."""


def run(argv: Sequence[str]) -> int:
    """Open the window on the store named in `argv`, on the last one, or on a copy of the sample."""
    options = _options(argv)
    app = QApplication([sys.argv[0] if sys.argv else "briefing-desk"])
    app.setApplicationName("Briefing Desk")
    app.setApplicationDisplayName("Briefing Desk")
    settings = Settings()
    theme = Theme(text_scale=settings.text_scale(), mode=settings.mode())
    theme.apply(app)
    alerts = Alerts()
    try:
        desk = choose_desk(options.store, settings, read_only=options.read_only)
    except BriefingError as error:
        print(error, file=sys.stderr)
        if not options.first_paint:
            alerts.problem(str(error))
        return 1
    window = MainWindow(desk, settings, theme, Icons(theme), alerts)
    if options.first_paint:
        window.first_painted.connect(lambda: _report(window))
    window.show()
    return app.exec()


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="main.py", description="Open the window of Briefing Desk.")
    parser.add_argument("store", nargs="?", type=Path, help="the store to open; the last one if left out")
    parser.add_argument("--read-only", action="store_true", help="open the store for reading only")
    parser.add_argument(
        "--first-paint",
        action="store_true",
        help="print the milliseconds from start to first paint, and quit",
    )
    return parser.parse_args(list(argv))


def choose_desk(store: Path | None, settings: Settings, *, read_only: bool = False) -> Desk:
    """The desk to begin with. A store that was asked for must open; the last one gives way to the sample."""
    user = settings.user()
    if store is not None:
        return Desk.open(store, user, read_only=read_only)
    for recent in settings.recent()[:1]:
        try:
            return Desk.open(recent, user)
        except BriefingError as error:
            print(error, file=sys.stderr)
    copy = settings.data_folder() / COPY_NAME
    if not copy.exists():
        return Desk.new_from_sample(copy, user)
    return Desk.open(copy, user)


def _report(window: MainWindow) -> None:
    print(round(since_process_start()), flush=True)
    window.close()


def since_process_start() -> float:
    """Milliseconds since this process began, from the system where it tells, else since Python started."""
    if sys.platform == "linux":
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000
    return (time.perf_counter() - _IMPORTED) * 1000
