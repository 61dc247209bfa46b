"""Words of rows are laid out once, and look the same whether that was before or while they are painted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.widgets.row_texts import RowTexts
from ui.widgets.rows import ROW_ROLE, RowDelegate, RowShape, RowText

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


def test_texts_that_were_laid_out_long_ago_are_let_go(look: Icons) -> None:
    texts = RowTexts()
    for number in range(2000):
        texts.cut(f"Row {number}", look.theme.face(), 100, Qt.LayoutDirection.LeftToRight)
    assert 0 < len(texts._cut) <= 400
