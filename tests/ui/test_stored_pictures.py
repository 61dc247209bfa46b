"""Every page compared with the picture that somebody looked at and stored: both modes, two sizes, both directions.

In each look every control that Tab reaches has a name, and no two the same.

`BRIEFING_STORE_PICTURES=1 python3 dev.py test tests/ui/test_stored_pictures.py` stores new ones in `tests/ui/stored/`;
look at each before it is committed.
"""

from __future__ import annotations

import os
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdfWidgets import QPdfView
from pytestqt.qtbot import QtBot

from ui.shell import PLACES
from ui.window import MainWindow

from .walking import LOOKS, unnamed, visit

STORED = Path(__file__).with_name("stored")
ALLOWED = 0.005
"""The part of the pixels that may differ from the stored picture."""


@pytest.mark.parametrize("dressed", LOOKS, indirect=True)
def test_every_page_looks_as_it_was_looked_at_and_every_control_has_a_name_of_its_own(
    dressed: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    faults = []
    name = request.node.callspec.id
    for place in PLACES:
        visit(dressed, place.key, qtbot)
        shown = picture_of(dressed)
        faults += unnamed(dressed, place.key)
        if sys.platform != "linux":
            continue  # stored pictures are of Qt's own font engine on Linux
        path = STORED / f"{place.key}-{name}.webp"
        if os.environ.get("BRIEFING_STORE_PICTURES"):
            STORED.mkdir(exist_ok=True)
            assert shown.save(str(path), None, 100)  # WebP without loss
            continue
        stored = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        part = differing(shown, stored)
        if part > ALLOWED:
            shown.save(str(tmp_path / path.name), None, 100)
            faults.append(f"{path.name}: {part:.2%} of the pixels differ, see {tmp_path / path.name}")
    assert faults == []


def picture_of(window: MainWindow) -> QImage:
    """The window as it is seen, without the pages of the preview: they are painted when their thread is done."""
    shown = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    for view in window.findChildren(QPdfView):
        if view.isVisible():
            painter.fillRect(QRect(view.mapTo(window, QPoint()), view.size()), Qt.GlobalColor.gray)
    painter.end()
    return shown


def differing(one: QImage, two: QImage) -> float:
    """The part of the pixels that are not the same; 1.0 where the sizes differ."""
    if one.size() != two.size():
        return 1.0

    def pixels(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint32]]:
        return np.frombuffer(image.constBits(), np.uint32)

    return float(np.count_nonzero(pixels(one) != pixels(two))) / (one.width() * one.height())


def test_the_comparison_sees_a_difference() -> None:
    one = QImage(100, 100, QImage.Format.Format_RGB32)
    one.fill(Qt.GlobalColor.white)
    two = QImage(one)
    assert differing(one, two) == 0
    for x, y in product(range(10), range(10)):
        two.setPixel(QRect(0, 0, 10, 10).translated(x, y).topLeft(), 0xFF000000)
    assert differing(one, two) == 0.01
    assert differing(one, one.copy(0, 0, 50, 50)) == 1.0
