"""The letters and colours of the reading view: a serif for what is read, the window's own face for the rest."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat

from ui.theme import SANS, SERIF, Theme

LETTERS = 70
"""Characters a line holds."""
_POINTS = 1.3
"""The reading size as a multiple of the window's: 13 pt beside 10 pt."""
_SAMPLE = "The cabinet met on Thursday evening and agreed to review the delivery of fuel before winter comes. "
_LINE = 124.0
"""Distance of the lines in per cent of the height of the letters."""
SIZES = (80, 90, 100, 115, 130, 150, 175, 200)
"""Per cent of the reading size that can be chosen."""


class Faces:
    """Formats for one theme at one size."""

    def __init__(self, theme: Theme, size: int = 100) -> None:
        """`size` in per cent of the reading size."""
        self.theme = theme
        self.size = size

    @property
    def points(self) -> float:
        """The size of the words that are read, in points."""
        return self.theme.points * _POINTS * self.size / 100

    def px(self, length: float) -> float:
        """A length drawn for the reading size of 13 pt."""
        return self.theme.px(1000) / 1000 * length * self.size / 100

    def measure(self) -> float:
        """The width of a line of `LETTERS` characters, in pixels."""
        return QFontMetricsF(self.font()).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * LETTERS

    def font(self, factor: float = 1.0, *, sans: bool = False, strong: bool = False, italic: bool = False) -> QFont:
        """A font of `factor` times the reading size."""
        font = QFont(list(SANS if sans else SERIF))
        font.setPointSizeF(self.points * factor)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def look(
        self,
        factor: float = 1.0,
        *,
        sans: bool = False,
        strong: bool = False,
        italic: bool = False,
        ink: str = "text",
    ) -> QTextCharFormat:
        """The format of characters in the ink of a token."""
        look = QTextCharFormat()
        look.setFont(self.font(factor, sans=sans, strong=strong, italic=italic))
        look.setForeground(self.colour(ink))
        return look

    def colour(self, ink: str) -> QColor:
        """The colour of a token now."""
        return QColor(self.theme.tokens.colour(ink))

    def block(
        self, above: float = 0.0, below: float = 0.0, *, start: float = 0.0, line: float = _LINE
    ) -> QTextBlockFormat:
        """The format of a paragraph, with so much room (at 13 pt) above, below and at its start."""
        made = QTextBlockFormat()
        made.setTopMargin(self.px(above))
        made.setBottomMargin(self.px(below))
        made.setLeftMargin(self.px(start))
        made.setLineHeight(line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return made
