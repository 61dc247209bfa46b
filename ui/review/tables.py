"""A table of a brief in the document: as wide as the text, hairlines between its rows, its cells wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from briefing.brief.tree import Table, plain

if TYPE_CHECKING:
    from ui.review.writing import Writer

_FACTOR = 0.84


def write_table(writer: Writer, table: Table) -> None:
    """Write one table where the writer stands; its caption and head are a unit, each row is one."""
    faces, pen, places = writer.faces, writer.pen, writer.places
    head = " · ".join(table.head)
    unit = writer.take(f"{table.caption}: {head}" if table.caption else head)
    if table.caption:
        look = faces.look(0.86, sans=True, strong=True)
        writer.line(faces.block(10, 3, line=120), look)
        pen.unit(unit, table.caption, look)
    if unit is not None:
        places.items.append(unit)
    writer.make_room()
    made = writer.cursor.insertTable(len(table.rows) + 1, max(1, len(table.head)), _format(writer, table))
    at = len(table.caption) + 2 if table.caption else 0
    strong = faces.look(0.76, sans=True, strong=True, ink="muted")
    for column, words in enumerate(table.head):
        _enter(writer, made, 0, column, strong, heading=True)
        pen.unit(unit, words, strong, at)
        at += len(words) + 3
    for number, row in enumerate(table.rows):
        unit = writer.take(" · ".join(plain(cell) for cell in row))
        at = 0
        for column, cell in enumerate(row[: len(table.head)]):
            look = faces.look(_FACTOR, sans=True, strong=column == 0 and table.row_headers)
            _enter(writer, made, number + 1, column, look)
            at = pen.runs(cell, unit, look, at) + 3
        if unit is not None:
            places.items.append(unit)
    writer.go_on(made.lastPosition() + 1)
    writer.line(faces.block(0, 6, line=100), faces.look(0.5))


def _format(writer: Writer, table: Table) -> QTextTableFormat:
    made = QTextTableFormat()
    whole = sum(table.widths) or 1.0
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if len(table.widths) == len(table.head):
        shares = [QTextLength(QTextLength.Type.PercentageLength, 100 * one / whole) for one in table.widths]
        made.setColumnWidthConstraints(shares)
    made.setBorder(0)
    made.setBorderCollapse(True)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    made.setCellPadding(0)
    made.setCellSpacing(0)
    made.setHeaderRowCount(1)
    made.setTopMargin(writer.faces.px(2))
    made.setBottomMargin(writer.faces.px(8))
    return made


def _enter(
    writer: Writer, table: QTextTable, row: int, column: int, look: QTextCharFormat, *, heading: bool = False
) -> None:
    """Go into a cell, which gets a line below it."""
    faces = writer.faces
    cell = table.cellAt(row, column)
    made = QTextTableCellFormat()
    made.setBottomBorder(1)
    made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBottomBorderBrush(faces.colour("field_line" if heading else "line"))
    made.setTopPadding(faces.px(5))
    made.setBottomPadding(faces.px(5))
    made.setRightPadding(faces.px(10))
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignTop)
    block = QTextBlockFormat()
    block.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setAlignment(Qt.AlignmentFlag.AlignLeading)
    writer.cursor.setPosition(cell.firstPosition())
    writer.cursor.setBlockFormat(block)
    made.merge(look)
    cell.setFormat(made)  # the cell and its first paragraph share one format
    writer.cursor.setCharFormat(look)
