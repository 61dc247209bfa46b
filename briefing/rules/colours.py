"""Whether a colour can be read on another one, as WCAG 2.2 measures it. Pure; knows no palette."""

READABLE = 4.5
"""The least contrast of text."""
PAPER = "#ffffff"


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1.0 to 21.0."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
