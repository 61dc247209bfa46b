"""Line icons in the theme's colours, sharp on every screen, repainted when the theme changes.

Responsible for: turning a Lucide name into a QIcon or QPixmap and keeping buttons and actions up to date.
Refuses to: decide which icon a command wears, and to load an icon before somebody asks for it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.glyphs import coloured_svg
from ui.theme import Theme

KIND_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "issue": "circle-alert",
        "actor": "users",
        "quote": "quote",
        "event": "calendar-clock",
        "source": "library",
        "fact": "info",
        "position": "flag",
        "brief": "file-text",
        "link": "link",
        "citation": "link",
        "comment": "message-square",
        "setting": "settings",
    }
)
"""What each kind of record is drawn as."""


class TakesIcon(Protocol):
    """A QAction, a button, or anything else with ``setIcon``."""

    def setIcon(self, icon: QIcon, /) -> None: ...


class Icons(QObject):
    """The icons of one application. Icons made earlier keep their colours; bound ones follow the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.theme = theme
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._bound: dict[int, tuple[weakref.ref[QObject], Callable[[QObject], None]]] = {}
        theme.changed.connect(self._repaint)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(lambda _screen: self._repaint())  # it may be a sharper one

    def icon(self, name: str, ink: str = "text", size: int = 0) -> QIcon:
        """An icon drawn in the token ``ink``; ``size`` in pixels, 0 = beside base-size text.

        A checked button shows it in the accent colour, a disabled one faint (not on filled buttons).
        """
        tokens, edge = self.theme.tokens, size or self.theme.icon_px
        inks = {(QIcon.Mode.Normal, QIcon.State.Off): tokens.colour(ink)}
        if ink in ("text", "muted"):
            inks[(QIcon.Mode.Normal, QIcon.State.On)] = tokens.accent_text
            inks[(QIcon.Mode.Disabled, QIcon.State.Off)] = tokens.faint
        elif ink == "on_accent":
            inks[(QIcon.Mode.Disabled, QIcon.State.Off)] = tokens.muted
        icon = QIcon()
        scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
        for (mode, state), colour in inks.items():
            for scale in scales:
                icon.addPixmap(self._rendered(name, colour, edge, scale), mode, state)
        return icon

    def pixmap(self, name: str, ink: str = "text", size: int = 0, scale: float = 1.0) -> QPixmap:
        """One picture of ``size`` pixels for a screen of this device pixel ratio."""
        return self._rendered(name, self.theme.tokens.colour(ink), size or self.theme.icon_px, scale)

    def bind(self, target: TakesIcon, name: str, ink: str = "text") -> None:
        """Set the icon of an action or button, now and after each theme change; a later bind replaces it."""
        self.follow(target, lambda thing: thing.setIcon(self.icon(name, ink)))  # type: ignore[attr-defined]

    def follow(self, target: object, repaint: Callable[[QObject], None]) -> None:
        """Call ``repaint(target)`` now and after each theme change, for as long as the target lives.

        ``repaint`` must not hold the target itself, or it would never be freed.
        """
        assert isinstance(target, QObject)
        key, bound = id(target), self._bound
        bound[key] = weakref.ref(target, lambda _gone: bound.pop(key, None)), repaint
        repaint(target)

    def _repaint(self) -> None:
        self._pixmaps.clear()
        for key, (reference, repaint) in list(self._bound.items()):
            target = reference()
            if target is not None and shiboken6.isValid(target):
                repaint(target)
            else:
                self._bound.pop(key, None)

    def _rendered(self, name: str, colour: str, size: int, scale: float) -> QPixmap:
        key = (name, colour, size, scale)
        if key not in self._pixmaps:
            pixmap = QPixmap.fromImage(_drawn(name, colour, round(size * scale)))
            pixmap.setDevicePixelRatio(scale)
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, edge: int) -> QImage:
    """The icon as an image, which unlike a pixmap may outlive the application: light and dark need drawing once."""
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(coloured_svg(name, colour))).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    return image
