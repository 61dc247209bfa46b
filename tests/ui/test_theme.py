"""The theme: readable in both schemes, one family of fonts, sizes that all follow the base size."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from resources import fonts_dir, icons_dir
from ui.glyphs import glyph_files
from ui.icons import Icons
from ui.theme import DARK, LIGHT, SEPIA, Mode, Size, Theme, Tokens, contrast


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(mode=Mode.LIGHT)
    theme.apply(qapp)
    yield theme
    theme.set_text_scale(100)
    theme.set_mode(Mode.LIGHT)
    theme.deleteLater()


def test_contrast_of_black_on_white_is_the_textbook_value() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, SEPIA], ids=lambda tokens: str(tokens.name))
def test_every_text_is_readable_on_its_ground(tokens: Tokens) -> None:
    weak = {name: round(contrast(fg, bg), 2) for name, fg, bg in tokens.text_pairs() if contrast(fg, bg) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK, SEPIA], ids=lambda tokens: str(tokens.name))
def test_every_line_that_means_something_is_seen(tokens: Tokens) -> None:
    weak = {name: round(contrast(fg, bg), 2) for name, fg, bg in tokens.line_pairs() if contrast(fg, bg) < 3.0}
    assert weak == {}


def test_bundled_fonts_come_under_the_names_the_exporters_use(theme: Theme) -> None:
    assert {"Inter", "Source Serif 4", "Noto Sans", "Noto Sans Arabic"} <= set(QFontDatabase.families())
    assert QFontInfo(theme.font(strong=True)).family().startswith("Inter")
    assert QFontInfo(theme.font(serif=True, italic=True)).family() == "Source Serif 4"


def test_every_font_file_has_its_licence_beside_it() -> None:
    families = {path.name.split("_")[0] for path in fonts_dir().glob("*.ttf")}
    assert families == {path.stem.removeprefix("OFL_") for path in fonts_dir().glob("OFL_*.txt")}


def test_fonts_are_not_hinted(theme: Theme) -> None:
    assert theme.font().hintingPreference() is QFont.HintingPreference.PreferNoHinting


def test_all_sizes_follow_the_text_scale(theme: Theme) -> None:
    before = {size: theme.font(size).pointSizeF() for size in Size}
    assert list(before.values()) == [9.0, 10.0, 13.0, 20.0]
    theme.set_text_scale(150)
    assert {size: theme.font(size).pointSizeF() for size in Size} == {s: p * 1.5 for s, p in before.items()}
    assert theme.px(18) == 27


def test_text_scale_stays_between_80_and_200(theme: Theme) -> None:
    theme.set_text_scale(500)
    assert theme.text_scale == 200
    theme.step_text_scale(+1)
    assert theme.text_scale == 200
    theme.step_text_scale(-1)
    assert theme.text_scale == 175
    theme.step_text_scale(0)
    assert theme.text_scale == 100


def test_style_sheet_names_only_four_sizes_and_files_that_exist(theme: Theme) -> None:
    sheet = theme.style_sheet()
    assert set(re.findall(r"font-size: ([\d.]+)pt", sheet)) <= {"9", "10", "13", "20"}
    assert "$" not in sheet
    for name in re.findall(r'icons/glyphs/([^"]+)"', sheet):
        assert (icons_dir() / "glyphs" / name).is_file()


def test_glyph_files_are_what_the_tokens_make_them() -> None:
    shipped = {path.name: path.read_bytes() for path in (icons_dir() / "glyphs").iterdir()}
    assert shipped == glyph_files()


def test_switching_to_dark_tells_whoever_paints(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert theme.tokens is DARK
    assert QApplication.palette().window().color().name() == DARK.page


def test_style_sheet_reaches_a_label_without_rounding_its_glyphs(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("x")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pointSizeF() == 13.0
    assert label.font().hintingPreference() is QFont.HintingPreference.PreferNoHinting


def test_every_shipped_icon_can_be_drawn_sharply(theme: Theme) -> None:
    icons = Icons(theme)
    for path in icons_dir().glob("*.svg"):
        picture = icons.pixmap(path.stem, size=24, scale=2.0)
        assert picture.width() == 48 and picture.devicePixelRatio() == 2.0
        image = picture.toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48)), path.name


def test_bound_icons_follow_the_theme_and_let_go_of_what_is_gone(theme: Theme, qtbot: QtBot) -> None:
    icons = Icons(theme)
    kept, gone = QPushButton(), QPushButton()
    qtbot.addWidget(kept)
    for button in (kept, gone):
        icons.bind(button, "flag")
    before = kept.icon().cacheKey()
    del gone, button
    theme.set_mode(Mode.DARK)
    assert kept.icon().cacheKey() != before


def test_a_checked_button_shows_its_icon_in_the_accent(theme: Theme) -> None:
    icon = Icons(theme).icon("circle", size=24)
    off = icon.pixmap(24, 24, QIcon.Mode.Normal, QIcon.State.Off).toImage()
    on = icon.pixmap(24, 24, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert off != on
