"""A brief as a document that can be looked at: its letters, its column, where each unit is seen, what is marked in it.

Responsible for: writing the document, and the geometry. Refuses to: listen to keys and to the pointer.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from briefing.brief.tree import Brief
from briefing.brief.units import Unit
from ui.review.drawing import Drawings
from ui.review.faces import Faces
from ui.review.laying import Places
from ui.review.marks import AT_END, AT_START, Marks
from ui.review.writing import Extras, Writer
from ui.theme import Theme


class ReadingText(QTextBrowser):
    """`show_brief` writes one; `places` says where its units are, `marks` what is marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing to read yet."""
        super().__init__(parent)
        self._theme = theme
        self.size_per_cent = 100
        self.places = Places()
        self.marks = Marks()
        self._brief: Brief | None = None
        self._units: list[Unit] = []
        self._extras = Extras()
        self._written: QTextDocument | None = None
        self._drawings = Drawings(theme, self)
        self.setObjectName("reading")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(0)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        theme.changed.connect(self._again)

    def show_brief(self, brief: Brief, units: list[Unit], extras: Extras) -> None:
        """Write a brief; the item that was read stays where it was, if it is still there."""
        self._brief, self._units, self._extras = brief, units, extras
        self._write()

    def set_size(self, per_cent: int) -> None:
        """Show the words at another size; what is read stays in view."""
        if per_cent != self.size_per_cent:
            self.size_per_cent = per_cent
            self._again()

    def set_marks(self, marks: Marks) -> None:
        """Mark notes, changes and the current item."""
        self.marks = marks
        self._highlight()
        self.viewport().update()

    def faces(self) -> Faces:
        """The letters now."""
        return Faces(self._theme, self.size_per_cent)

    def current(self) -> int | None:
        """The item that is read."""
        return self.marks.current

    def place_in_view(self) -> int:
        """The first place of the document that is seen."""
        return self.cursorForPosition(QPoint(self.width() // 2, self._theme.px(10))).position()

    def unit_in_view(self) -> int | None:
        """The unit that is read: the current one while it is seen, else the first that is."""
        now = self.marks.current
        if now is not None and now in self.places.spans:
            box = self.box_of(now)
            if box.bottom() > 0 and box.top() < self.viewport().height():
                return now
        return self.places.unit_at(self.place_in_view())

    def share_read(self) -> float:
        """How much of the document stands above the lower edge, from 0 to 1."""
        bar = self.verticalScrollBar()
        return 1.0 if bar.maximum() <= 0 else bar.value() / bar.maximum()

    def selection(self) -> tuple[int, int, int] | None:
        """The selected words: the unit, its first and last character; None where nothing of a unit is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self.places.selected(cursor.selectionStart(), cursor.selectionEnd())

    def box_of(self, unit: int) -> QRectF:
        """Where a unit is on the viewport: the whole width of the column, the height of its lines."""
        start, end = self.places.spans[unit]
        layout, document = self.document().documentLayout(), self.document()
        first, last = document.findBlock(start), document.findBlock(end)
        top = layout.blockBoundingRect(first).top()
        line = first.layout().lineForTextPosition(start - first.position())
        if line.isValid():
            top = layout.blockBoundingRect(first).top() + line.y()
        bottom = layout.blockBoundingRect(last).bottom()
        line = last.layout().lineForTextPosition(end - last.position())
        if line.isValid():
            bottom = layout.blockBoundingRect(last).top() + line.y() + line.height()
        left, width = self._column()
        return QRectF(left, top - self.verticalScrollBar().value(), width, max(4.0, bottom - top))

    def _mark_current(self, unit: int | None) -> None:
        self.marks = Marks(self.marks.notes, self.marks.changed, unit)
        self.viewport().update()

    def _again(self) -> None:
        if self._brief is not None:
            self._write()

    def _write(self) -> None:
        assert self._brief is not None
        kept = self.unit_in_view() if self.verticalScrollBar().value() else None
        above = self.box_of(kept).top() if kept is not None and kept in self.places.spans else 0.0
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        self._drawings.belong_to(document)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        document.setDefaultTextOption(option)
        document.setDefaultFont(self.faces().font())
        self._drawings.width = self._column()[1]
        writer = Writer(document, self.faces(), self._drawings, self._units)
        writer.write(self._brief, self._extras)
        before, self._written = self._written, document
        self.places = writer.places
        self.setDocument(document)
        self.setCursorWidth(0)
        if before is not None:
            before.deleteLater()
        self._place()
        self._highlight()
        if kept is not None and kept in self.places.spans:
            self.verticalScrollBar().setValue(round(self.box_of(kept).top() + self.verticalScrollBar().value() - above))

    def _column(self) -> tuple[float, float]:
        """Where the column of words begins, and how wide it is."""
        room = self.viewport().width()
        start, end = self._theme.px(AT_START), self._theme.px(AT_END)
        width = max(120.0, min(self.faces().measure(), room - start - end))
        left = max(start, (room - width) / 2)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = max(end, (room - width) / 2)
        return left, width

    def _place(self) -> None:
        left, width = self._column()
        frame = self.document().rootFrame()
        made = frame.frameFormat()
        made.setLeftMargin(left)
        made.setRightMargin(max(0.0, self.viewport().width() - left - width))
        made.setTopMargin(self._theme.px(28))
        made.setBottomMargin(self._theme.px(120))
        if made != frame.frameFormat():
            self._drawings.width = width
            frame.setFrameFormat(made)

    def _highlight(self) -> None:
        """A soft ground behind the words on which notes stand."""
        painted: list[QTextEdit.ExtraSelection] = []
        tokens = self._theme.tokens
        for mark in self.marks.notes:
            if not mark.end:
                continue
            for start, end in self.places.shown(mark.unit, mark.start, mark.end):
                extra = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                look = QTextCharFormat()
                look.setBackground(QColor(tokens.grey.bg if mark.quiet else tokens.highlight.bg))
                look.setForeground(QColor(tokens.text if mark.quiet else tokens.highlight.fg))
                extra.cursor, extra.format = cursor, look
                painted.append(extra)
        self.setExtraSelections(painted)

    def _show(self, place: int, span: tuple[int, int]) -> None:
        """Scroll so that the place is seen with room above it; stay where all of it is seen already."""
        document, layout = self.document(), self.document().documentLayout()
        block = document.findBlock(place)
        line = block.layout().lineForTextPosition(place - block.position())
        top = layout.blockBoundingRect(block).top() + (line.y() if line.isValid() else 0)
        bottom = layout.blockBoundingRect(document.findBlock(span[1])).bottom()
        bar, high = self.verticalScrollBar(), self.viewport().height()
        room = self._theme.px(70)
        if top < bar.value() + room or min(bottom, top + high - 2 * room) > bar.value() + high - room:
            bar.setValue(round(top - min(high / 4, room * 1.5)))

    def _scroll_to(self, place: int) -> None:
        block = self.document().findBlock(place)
        line = block.layout().lineForTextPosition(place - block.position())
        top = self.document().documentLayout().blockBoundingRect(block).top() + (line.y() if line.isValid() else 0)
        self.verticalScrollBar().setValue(round(top))
