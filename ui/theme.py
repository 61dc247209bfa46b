"""What the window looks like as a whole: fonts, palette and style sheet, light, dark or sepia, at any text size.

Responsible for: loading the bundled fonts, choosing the tokens, applying them to the application, and
following the desktop when the mode is 'system'.
Refuses to: remember the user's choice (that is settings), and to know any widget of ours.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPalette,
)
from PySide6.QtWidgets import QApplication

from briefing.rules.colours import contrast
from resources import fonts_dir, icons_dir
from ui.style_sheet import Metrics, style_sheet
from ui.tokens import DARK, LIGHT, SEPIA, TONES, Pair, Tokens, Tone

__all__ = ["DARK", "LIGHT", "SEPIA", "TONES", "Face", "Mode", "Pair", "Size", "Theme", "Tokens", "Tone", "contrast"]

_STYLED = "briefing_styled"
SANS = ("Inter", "Noto Sans", "Noto Sans Arabic")
SERIF = ("Source Serif 4", "Noto Sans", "Noto Sans Arabic")
TEXT_SCALES = (80, 90, 100, 110, 125, 150, 175, 200)


class Mode(StrEnum):
    """What the user chose; 'system' follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    SEPIA = "sepia"


class Size(StrEnum):
    """The only four text sizes; each is a multiple of the base size."""

    SMALL = "small"
    BASE = "base"
    TITLE = "title"
    DISPLAY = "display"


_FACTORS = {Size.SMALL: 0.9, Size.BASE: 1.0, Size.TITLE: 1.3, Size.DISPLAY: 2.0}


Face = tuple[QFont, QFontMetrics]
"""A font with its measures."""


class Theme(QObject):
    """The look of one application. ``apply`` it once; later changes re-apply themselves and emit ``changed``."""

    changed = Signal()

    def __init__(
        self,
        base_points: float = 10.0,
        text_scale: int = 100,
        mode: Mode = Mode.SYSTEM,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._base_points = base_points
        self._text_scale = _clamped(text_scale)
        self._mode = mode
        self._app: QApplication | None = None
        self._made: dict[tuple[Size, bool, bool, bool], Face] = {}

    @property
    def tokens(self) -> Tokens:
        """The colours in force now."""
        if self._mode is Mode.SEPIA:
            return SEPIA
        return DARK if self.is_dark else LIGHT

    @property
    def is_dark(self) -> bool:
        """Whether the dark set is in force; an unknown desktop scheme counts as light."""
        if self._mode is Mode.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def text_scale(self) -> int:
        """Text size in per cent of the base size, 80 to 200."""
        return self._text_scale

    @property
    def points(self) -> float:
        """The base text size now, in points."""
        return self._base_points * self._text_scale / 100

    @property
    def icon_px(self) -> int:
        """Edge of an icon beside base-size text, in device-independent pixels."""
        return self.px(18)

    def px(self, design_pixels: float) -> int:
        """A length drawn at 10 pt and 96 dpi, scaled to the text size now; at least 1."""
        return max(1, round(design_pixels * self._unit()))

    def font(self, size: Size = Size.BASE, *, strong: bool = False, serif: bool = False, italic: bool = False) -> QFont:
        """A font for hand-painted text. Hinting is off: rounded advances make words look gappy at 96 dpi."""
        return QFont(self.face(size, strong=strong, serif=serif, italic=italic)[0])

    def metrics(
        self, size: Size = Size.BASE, *, strong: bool = False, serif: bool = False, italic: bool = False
    ) -> QFontMetrics:
        """The measures of `font`."""
        return self.face(size, strong=strong, serif=serif, italic=italic)[1]

    def face(self, size: Size = Size.BASE, *, strong: bool = False, serif: bool = False, italic: bool = False) -> Face:
        """A font with its measures. Both are kept, for a list asks for them with every text; change neither."""
        key = (size, strong, serif, italic)
        if key not in self._made:
            font = QFont(list(SERIF if serif else SANS))
            font.setPointSizeF(self.points * _FACTORS[size])
            font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            font.setItalic(italic)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._made[key] = font, QFontMetrics(font)
        return self._made[key]

    def pill_height(self) -> int:
        """Height of a pill, the same for the widget and for painted rows."""
        return self.metrics(Size.SMALL, strong=True).height() + 2 * self.px(2)

    def apply(self, app: QApplication) -> None:
        """Load the fonts and dress the application; call once, before the first window is built."""
        if self._app is None:
            self._app = app
            if app.property(_STYLED) is None:  # once is enough, and each time costs as much as a small window
                for path in sorted(fonts_dir().glob("*.ttf")):
                    QFontDatabase.addApplicationFont(str(path))
                app.setStyle("Fusion")
                app.setProperty(_STYLED, True)
                self._made.clear()
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
            app.layoutDirectionChanged.connect(self._dress)
        self._tell_the_desktop()
        self._dress()

    def set_mode(self, mode: Mode) -> None:
        """Switch between system, light, dark and sepia."""
        if mode is not self._mode:
            self._mode = mode
            if self._app is not None:
                self._tell_the_desktop()
            self._dress()

    def set_text_scale(self, per_cent: int) -> None:
        """Set the text size; values outside 80 to 200 are brought to the nearer end."""
        wanted = _clamped(per_cent)
        if wanted != self._text_scale:
            self._text_scale = wanted
            self._made.clear()
            self._dress()

    def step_text_scale(self, direction: int) -> None:
        """Go to the next larger (+1) or smaller (-1) step, or back to 100 % (0)."""
        if direction == 0:
            self.set_text_scale(100)
            return
        steps = [s for s in TEXT_SCALES if (s > self._text_scale if direction > 0 else s < self._text_scale)]
        if steps:
            self.set_text_scale(steps[0] if direction > 0 else steps[-1])

    def palette(self) -> QPalette:
        """The palette for what a style sheet does not reach (native dialogs, rich text, links)."""
        t, role = self.tokens, QPalette.ColorRole
        roles = {
            role.Window: t.page, role.WindowText: t.text, role.Base: t.card, role.AlternateBase: t.page,
            role.Text: t.text, role.Button: t.card, role.ButtonText: t.text, role.BrightText: t.on_accent,
            role.Highlight: t.accent, role.HighlightedText: t.on_accent, role.Accent: t.accent,
            role.Link: t.accent_text, role.LinkVisited: t.accent_text, role.PlaceholderText: t.muted,
            role.ToolTipBase: t.inverse.bg, role.ToolTipText: t.inverse.fg, role.Light: t.card,
            role.Midlight: t.hover, role.Mid: t.line, role.Dark: t.field_line, role.Shadow: t.line,
        }  # fmt: skip
        palette = QPalette()
        for key, colour in roles.items():
            palette.setColor(key, QColor(colour))
        for key in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(t.faint))
        return palette

    def style_sheet(self) -> str:
        """The style sheet for the tokens and text size now."""
        points = {size.value: round(self.points * factor, 2) for size, factor in _FACTORS.items()}
        return style_sheet(
            self.tokens,
            Metrics(
                **points,
                unit=self._unit(),
                pill_radius=self.pill_height() // 2,
                sans=", ".join(f'"{name}"' for name in SANS),
                serif=", ".join(f'"{name}"' for name in SERIF),
                right_to_left=QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft,
                glyphs=(icons_dir() / "glyphs").as_posix(),
            ),
        )

    def _unit(self) -> float:
        screen = QGuiApplication.primaryScreen()
        dpi = screen.logicalDotsPerInch() if screen is not None else 96.0
        return self.points / 10.0 * dpi / 96.0

    def _dress(self) -> None:
        if self._app is None:
            return
        sheet = self.style_sheet()
        another = sheet != self._app.styleSheet()
        if another:
            self._app.setStyleSheet("")  # to replace one by another takes Qt eight times as long as to begin anew
        self._app.setFont(self.font())
        self._app.setPalette(self.palette())
        if another:
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    def _tell_the_desktop(self) -> None:
        # Title bars and native dialogs follow the style hints, not our style sheet.
        hints = QGuiApplication.styleHints()
        if self._mode is Mode.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self._mode is Mode.DARK else Qt.ColorScheme.Light)

    def _on_system_scheme(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._dress()


def _clamped(per_cent: int) -> int:
    return min(max(per_cent, TEXT_SCALES[0]), TEXT_SCALES[-1])
