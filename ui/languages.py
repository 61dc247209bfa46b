"""Other languages of the window: the translations that are shipped, and Qt's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from briefing import paths

PREFIX = "briefing_"


def speak(app: QCoreApplication, language: str, folder: Path | None = None) -> bool:
    """Show the window in `language` from now on; returns whether there is a translation. English always works."""
    ours = QTranslator(app)
    found = ours.load(f"{PREFIX}{language}", str(folder or paths.resources() / "translations"))
    if found:
        app.installTranslator(ours)
    qt = QTranslator(app)
    if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    return found
