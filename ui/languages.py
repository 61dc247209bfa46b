"""Other languages of the window: the translations that are shipped, and Qt's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from briefing import paths

PREFIX = "briefing_"
ENGLISH = "en"
"""The language that needs no translation."""


def released(folder: Path | None = None) -> list[str]:
    """The languages that have a translation, such as `de` and `pt_BR`."""
    found = (folder or _folder()).glob(f"{PREFIX}*.qm")
    return sorted(path.stem.removeprefix(PREFIX) for path in found)


def wanted(chosen: str, system: Sequence[str] | None = None, folder: Path | None = None) -> str:
    """The language to speak: the one that was chosen, else the first of the system's that has a translation.

    English where there is none, and where the system asks for English before any that has one.
    """
    known = [ENGLISH, *released(folder)]
    if chosen:
        return chosen if chosen in known else ENGLISH
    for one in system if system is not None else QLocale.system().uiLanguages():
        code = one.replace("-", "_")
        for name in (code, code.partition("_")[0]):
            if name in known:
                return name
    return ENGLISH


def own_name(language: str) -> str:
    """What a language is called by those who speak it."""
    if language == ENGLISH:
        return "English"
    locale = QLocale(language)
    name = locale.nativeLanguageName() or language
    return f"{name} ({locale.nativeTerritoryName()})" if "_" in language else name


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return QLocale(language).textDirection().name == "RightToLeft"


def _folder() -> Path:
    return paths.resources() / "translations"


def speak(app: QCoreApplication, language: str, folder: Path | None = None) -> bool:
    """Show the window in `language` from now on; returns whether there is a translation. English always works."""
    ours = QTranslator(app)
    found = ours.load(f"{PREFIX}{language}", str(folder or _folder()))
    if found:
        app.installTranslator(ours)
    qt = QTranslator(app)
    if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    return found
