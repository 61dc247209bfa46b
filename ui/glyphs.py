"""Lucide drawings in the theme's colours, and the handful of glyph files a style sheet can only take from disk.

Responsible for: putting a colour into an SVG of ``resources/icons`` and saying what the files in
``resources/icons/glyphs`` must contain (a test compares; ``python -m ui.glyphs`` writes them anew).
Refuses to: render, and to write anything while the program runs: it may be installed read-only.
"""

from __future__ import annotations

from resources import icons_dir
from ui.tokens import DARK, LIGHT, Tokens

_DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="6" fill="{}"/></svg>\n'


def coloured_svg(name: str, colour: str, stroke: float = 2.0) -> bytes:
    """The SVG of a Lucide icon drawn in ``#rrggbb``; raises FileNotFoundError for an icon that is not shipped."""
    text = (icons_dir() / f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", colour)
    if stroke != 2.0:
        text = text.replace('stroke-width="2"', f'stroke-width="{stroke:g}"')
    return text.encode()


def glyph_files() -> dict[str, bytes]:
    """File name → content of every glyph the style sheet names."""
    return {name: content for tokens in (LIGHT, DARK) for name, content in _glyphs_of(tokens).items()}


def _glyphs_of(tokens: Tokens) -> dict[str, bytes]:
    made = {f"chevron-{way}": coloured_svg(f"chevron-{way}", tokens.muted) for way in ("down", "up", "left", "right")}
    made["check"] = coloured_svg("check", tokens.on_accent, 3.5)
    made["minus"] = coloured_svg("minus", tokens.on_accent, 3.5)
    made["tick"] = coloured_svg("check", tokens.text)
    made["dot"] = _DOT.format(tokens.on_accent).encode()
    return {f"{tokens.name}-{name}.svg": content for name, content in made.items()}


def main() -> None:
    """Write the glyph files into the checkout, for whoever changed a token."""
    for name, content in glyph_files().items():
        (icons_dir() / "glyphs" / name).write_bytes(content)


if __name__ == "__main__":
    main()
