"""The entry: a verb (`main.py export …`) runs without a window; anything else opens one."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

# written out, so that the window starts without the command line; a test compares them with its verbs
VERBS = frozenset(
    "sources-export sources-import annotations "
    "new import list show edit undo redo log search quote check backup export preflight clear issue recall compare "
    "evidence verify pouch reply take propose sync new-key team-setup team-forget -h --help --version".split()
)
_NO_DISPLAY = (
    "There is no display to open a window on. Use the verbs instead (main.py --help), "
    "or set DISPLAY or WAYLAND_DISPLAY."
)
_NO_LIBRARIES = (
    "The window needs system libraries that are missing here. On Debian or Ubuntu run:\n"
    "  sudo apt-get install -y --no-install-recommends libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the first word says; returns the exit status: 0 done, 1 refused, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in VERBS:
        return _verb(words)
    return window(words)


def _verb(words: Sequence[str]) -> int:
    from briefing import cli

    return cli.run(words, _page_texts)


def _page_texts(path: Path) -> Sequence[str] | None:
    """The words of each page of a PDF, by the window's reader; None where its libraries are missing."""
    from briefing.errors import ExportError
    from ui.brief.pdf_text import page_texts

    try:
        return page_texts(path)
    except ExportError:  # the receipt says that the file was not read
        return None


def window(words: Sequence[str] | None = None) -> int:
    """Open the window."""
    given = list(sys.argv[1:] if words is None else words)
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in wanted):
        print(_NO_DISPLAY, file=sys.stderr)
        return 2
    try:
        from ui.app import run
    except ImportError as error:
        if "PySide6" not in str(error) and ".so" not in str(error):
            raise
        print(f"{_NO_LIBRARIES}\n({error})", file=sys.stderr)
        return 2
    return run(given)


def console() -> int:
    """The verbs as a command of their own."""
    return _verb(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
