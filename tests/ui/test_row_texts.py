"""Words of rows are laid out once, and look the same whether that was before or while they are painted."""

from __future__ import annotations

from typing import ClassVar

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QListView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.models.grouped_list import GroupedList, GroupedRow
from ui.search import _Hits
from ui.widgets.row_texts import RowTexts
from ui.widgets.rows import ROW_ROLE, RowDelegate, RowShape, RowText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ARABIC = "\u0645\u0631\u062d\u0628\u0627"
MARKED = RowText(f"A long title of {ARABIC} " * 9, "Second line", date="21 Nov", marks=((2, 6),))


def painted(delegate: RowDelegate, width: int) -> QImage:
    model = QStandardItemModel()
    item = QStandardItem()
    item.setData(MARKED, ROW_ROLE)
    model.appendRow(item)
    image = QImage(width, 90, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = image.rect()
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def test_a_row_that_was_foreseen_looks_the_same_and_is_laid_out_once(look: Icons, qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    view.resize(400, 90)
    width = view.viewport().width()
    delegate = RowDelegate(look.theme, shape=RowShape.PLAIN, icons=look)
    delegate.foresee(MARKED, view)
    laid = dict(delegate._texts._laid)
    assert len(laid) == 1
    image = painted(delegate, width)
    assert image == painted(RowDelegate(look.theme, shape=RowShape.PLAIN, icons=look), width)
    assert delegate._texts._laid == laid
    highlight = look.theme.tokens.highlight.bg
    assert any(image.pixelColor(x, y).name() == highlight for x in range(width) for y in range(30))
    look.theme.set_text_scale(150)
    assert not delegate._texts._laid, "another look is laid out anew"
    look.theme.set_text_scale(100)


@pytest.mark.parametrize("assisted", [False, True])
def test_new_words_of_a_hit_are_shown_with_and_without_an_assistive_program(
    look: Icons, qtbot: QtBot, assisted: bool
) -> None:
    model, view = GroupedList(), _Hits()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setItemDelegate(Counting(look.theme, view, shape=RowShape.PLAIN, headed=True))
    model.set_rows([GroupedRow("", RowText("Events", date="5", heading=True)), GroupedRow("a", RowText("First"))])
    view.resize(300, 200)
    with qtbot.waitExposed(view):
        view.show()
    before = view.grab().toImage()
    QApplication.processEvents()
    Counting.painted.clear()
    active = QAccessible.isActive()
    QAccessible.setActive(assisted)
    try:
        model.set_text(0, RowText("Events", date="5 of 900", heading=True))
        qtbot.waitUntil(lambda: 0 in Counting.painted)
    finally:
        QAccessible.setActive(active)
    assert set(Counting.painted) == ({0, 1} if assisted else {0})
    assert view.grab().toImage() != before


class Counting(RowDelegate):
    """Notes which rows are painted."""

    painted: ClassVar[list[int]] = []

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.painted.append(index.row())
        super().paint(painter, option, index)


def test_texts_that_were_laid_out_long_ago_are_let_go(look: Icons) -> None:
    texts = RowTexts()
    for number in range(2000):
        texts.cut(f"Row {number}", look.theme.face(), 100, Qt.LayoutDirection.LeftToRight)
    assert 0 < len(texts._cut) <= 400
