"""Where the files are that ship with the program: fonts, icons, templates, samples.

Responsible for: turning a name into a path, in a checkout and in a frozen package alike.
Refuses to: read or parse those files, and to write anything beside them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """The path of a shipped file or folder, for example ``resource_path("icons", "flag.svg")``."""
    return _here().joinpath(*parts)


@cache
def _here() -> Path:
    return Path(__file__).resolve().parent


def fonts_dir() -> Path:
    """The folder of the bundled TrueType fonts (for Qt, for HTML and for Typst's font paths)."""
    return resource_path("fonts")


def icons_dir() -> Path:
    """The folder of the Lucide SVG files, named as Lucide names them."""
    return resource_path("icons")
