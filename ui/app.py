"""Starting the window: which store, which look; and the time to first paint for benches and support."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.background import share_turns
from ui.icons import Icons
from ui.languages import ENGLISH, is_right_to_left, speak, wanted
from ui.mishaps import Mishaps
from ui.settings import Settings
from ui.stores import choose_desk
from ui.theme import Theme
from ui.window import MainWindow
from ui.windows import Windows
from ui.words import said

_IMPORTED = time.perf_counter()


@dataclass(frozen=True)
class Options:
    """What the command line may say."""

    store: Path | None = None
    read_only: bool = False
    first_paint: bool = False
    language: str = ""
    right_to_left: bool = False
    review: bool = False


def run(argv: Sequence[str]) -> int:
    """Open the window on the store named in `argv`, on the last one, or on a copy of the sample.

    The frame is painted first and the store opened after it. A store that cannot be opened is named in the window.
    """
    options = _options(argv)
    app = QApplication([sys.argv[0] if sys.argv else "briefing-desk"])
    app.setApplicationName("Briefing Desk")
    app.setApplicationDisplayName("Briefing Desk")
    settings = Settings()
    language = options.language or wanted(settings.text("language"))
    if language != ENGLISH:
        speak(app, language)
    if options.right_to_left or is_right_to_left(language):
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    theme = Theme(text_scale=settings.text_scale(), mode=settings.mode())
    theme.apply(app)
    share_turns()
    windows = Windows(settings, theme, Icons(theme))
    window = windows.add(None)
    Mishaps(windows.all).watch()

    def begin() -> None:
        if options.first_paint:
            print(round(since_process_start()), flush=True)
        opened = open_first(window, options.store, read_only=options.read_only)
        if opened and options.review and not window.commands.reviewing():
            window.commands.review()
        if options.first_paint:
            window.close()
            app.exit(0 if opened else 1)

    # a slot that fails has nobody above it but this hook
    sys.excepthook = _catching(windows, sys.excepthook)
    window.first_painted.connect(begin)
    window.show()
    return app.exec()


def open_first(window: MainWindow, store: Path | None, *, read_only: bool) -> bool:
    """Open the store to begin with; where that fails, say why in the window. Returns whether it is open."""
    from briefing.errors import BriefingError

    if store is not None and store.exists():
        from briefing.pouch.reading import is_pouch

        if is_pouch(store):
            return window.commands.open_pouch(store)
    try:
        window.take_desk(choose_desk(store, window.settings, read_only=read_only))
    except BriefingError as error:
        print(error, file=sys.stderr)
        window.show_problem(said(error))
        return False
    if not read_only:  # who asks for it may want to look at the rest
        window.commands.read_at_once()
    return True


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def _catching(windows: Windows, before: Hook) -> Hook:
    """An exception hook that says in the window what a user may see; bugs keep their own traceback."""
    from briefing.errors import BriefingError

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, BriefingError):
            windows.refused(error)
        else:
            before(kind, error, trace)

    return hook


def _options(argv: Sequence[str]) -> Options:
    if not argv:
        return Options()
    import argparse  # the plain start, by a click on an icon, needs none of it

    parser = argparse.ArgumentParser(prog="main.py", description="Open the window of Briefing Desk.")
    parser.add_argument("store", nargs="?", type=Path, help="the store to open; the last one if left out")
    parser.add_argument("--read-only", action="store_true", help="open the store for reading only")
    parser.add_argument("--review", action="store_true", help="open in review mode: read, comment, decide")
    parser.add_argument(
        "--first-paint",
        action="store_true",
        help="print the milliseconds from start to first paint, and quit",
    )
    parser.add_argument("--language", default="", help="the language of the window, such as de")
    parser.add_argument("--right-to-left", action="store_true", help="lay the window out from right to left")
    found = parser.parse_args(list(argv))
    return Options(found.store, found.read_only, found.first_paint, found.language, found.right_to_left, found.review)


def since_process_start() -> float:
    """Milliseconds since this process began, from the system where it tells, else since Python started."""
    about = Path("/proc/self/stat")
    if about.exists():  # Linux
        fields = about.read_text(encoding="utf-8").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000
    return (time.perf_counter() - _IMPORTED) * 1000
