"""A long text: formatted while it rests, its Markdown and a small bar while it is written.

Responsible for: changing between the two without losing the place, and for the verbs of writing on the selection.
Refuses to: store, and to know where a quote is chosen: `choose_quote` is handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QWidget

from briefing.errors import IntakeError
from briefing.model import Quote
from ui.context import Context
from ui.prose import marks
from ui.prose.bar import WritingBar
from ui.prose.formatted import RECORD, Still, blocks_of, source_place, write
from ui.prose.verbs import PROSE
from ui.spelling.help import SpellingHelp
from ui.widgets.offsets import Offsets
from ui.widgets.text_field import TextField
from ui.words import said

ChooseQuote = Callable[[QWidget, Callable[[str], None]], None]

_WRITTEN_LINES = 24
_RESTING_LINES = 60
_HELD_MS = 30
_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class ProseField(TextField):
    """`choose_quote(field, then)` lets the user choose a quote and calls `then` with its id."""

    def __init__(
        self,
        context: Context,
        name: str = "",
        placeholder: str = "",
        choose_quote: ChooseQuote | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """An empty field at rest."""
        self._ready = False  # the base class lays out while it is made
        super().__init__(name, placeholder, max_lines=_WRITTEN_LINES, parent=parent)
        self.setProperty(PROSE, True)
        self.context = context
        self._choose_quote = choose_quote
        self._choosing = False
        self._resting = True
        self._shown: str | None = None  # the source of what is painted at rest
        self._pressed_at: QPointF | None = None
        self._still = Still(self)
        self._still.setUndoRedoEnabled(False)
        self.bar = WritingBar(context.icons, self.write, self)
        self._release = QTimer(self)
        self._release.setInterval(_HELD_MS)
        self._release.timeout.connect(self._rest_when_released)
        self.help = self._spelling = SpellingHelp(self, context)
        self._ready = True
        self.textChanged.connect(self._on_text)
        context.theme.changed.connect(self._again)
        context.bridge.changed.connect(self._on_change)
        self._cursor_shape()

    # at rest and being written

    def resting(self) -> bool:
        """Whether the formatted text is shown."""
        return self._resting

    def formatted(self) -> Still:
        """The formatted text as it is painted at rest."""
        self._format()
        return self._still

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._release.stop()
        if event.reason() == Qt.FocusReason.MouseFocusReason and self._resting:
            QTimer.singleShot(0, self, self._begin_if_focused)  # the press that follows looks where it fell first
        else:
            self._begin_writing()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _PASSING or self._choosing:
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._release.start()  # what is being clicked must not move away below the pointer
        else:
            self._rest()

    def _rest_when_released(self) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._release.stop()
            if not self.hasFocus():
                self._rest()

    def _begin_if_focused(self) -> None:
        if self.hasFocus():
            self._begin_writing()

    def _begin_writing(self) -> None:
        if self._resting:
            self._resting = False
            self._arrange()

    def _rest(self) -> None:
        if not self._resting:
            self._resting = True
            self._arrange()

    def _arrange(self) -> None:
        writing = not self._resting and not self.isReadOnly()
        self.bar.setVisible(writing)
        self.setViewportMargins(0, 0, 0, self.bar.sizeHint().height() + self._theme_gap() if writing else 0)
        self._place_bar()
        self._cursor_shape()
        self._fit()
        self.viewport().update()

    def _theme_gap(self) -> int:
        return self.context.theme.px(4)

    def _place_bar(self) -> None:
        if not self.bar.isHidden():
            below = self.viewport().geometry()
            self.bar.setGeometry(
                QRect(below.left(), below.bottom() + self._theme_gap(), below.width(), self.bar.sizeHint().height())
            )
            self.bar.raise_()

    def _cursor_shape(self) -> None:
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def setReadOnly(self, on: bool) -> None:
        super().setReadOnly(on)
        if self._ready:
            self._arrange()

    # what is painted at rest

    def _on_text(self) -> None:
        if self._resting:
            self._shown = None
            self._fit()

    def _again(self) -> None:
        self._shown = None
        if self._resting:
            self._fit()
            self.viewport().update()
        else:
            self._arrange()

    def _on_change(self, change: object) -> None:
        """A quote referred to may read differently now."""
        if "{{" in (self._shown or ""):
            self._again()

    def _format(self) -> None:
        source = self.value()
        if self._shown != source:
            self._shown = source
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            self._still.setDefaultFont(self.font())
            self._still.setDefaultTextOption(option)
            self._still.setDocumentMargin(self.document().documentMargin())
            write(self._still, blocks_of(source, self.context.desk), self.context.theme)
        if self._still.textWidth() != self.viewport().width():
            self._still.setTextWidth(self.viewport().width())

    def _fit(self) -> None:
        if not self._ready or not self._resting or not self.isVisible() or self.document().isEmpty():
            super()._fit()
            return
        self._format()
        margin = round(2 * self.document().documentMargin())
        line = self.fontMetrics().lineSpacing()
        chrome = self.height() - self.viewport().height()
        height = min(max(ceil(self._still.size().height()), 2 * line + margin), _RESTING_LINES * line + margin) + chrome
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._resting or self.document().isEmpty():
            super().paintEvent(event)
            return
        self._format()
        painter = QPainter(self.viewport())
        self._still.drawContents(painter, QRectF(self.viewport().rect()))
        painter.end()
        self._spelling.paint_still(event, self._still)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ready:
            self._place_bar()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    # where a click leads

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._resting or event.button() != Qt.MouseButton.LeftButton or self.document().isEmpty():
            self._pressed_at = None
            super().mousePressEvent(event)
            return
        self._format()
        layout = self._still.documentLayout()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._follow(layout.anchorAt(event.position())):
            return
        place = layout.hitTest(event.position(), Qt.HitTestAccuracy.FuzzyHit)
        self._pressed_at = event.position()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin_writing()
        self.put_caret(source_place(self.value(), self._still, place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None:
            moved = (event.position() - self._pressed_at).manhattanLength()
            if moved < 2 * QApplication.startDragDistance():
                return  # the text has changed its look under a pointer that stands still
            self._pressed_at = None
        super().mouseMoveEvent(event)

    def place_at(self, point: QPoint) -> int:
        """The place of the source below a point of the viewport, also while the text rests; then it is written in."""
        if not self._resting or self.document().isEmpty():
            return super().place_at(point)
        self._format()
        place = self._still.documentLayout().hitTest(QPointF(point), Qt.HitTestAccuracy.FuzzyHit)
        found = source_place(self.value(), self._still, place)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin_writing()
        self.put_caret(found)
        return self.textCursor().position()

    def _follow(self, address: str) -> bool:
        if not address.startswith(RECORD):
            return False
        kind, _, record_id = address.removeprefix(RECORD).partition(":")
        self.context.go(kind, record_id)
        return True

    def put_caret(self, point: int) -> None:
        """Put the caret before a code point of the source."""
        cursor = self.textCursor()
        cursor.setPosition(Offsets(self.value()).units(point))
        self.setTextCursor(cursor)

    # the verbs of writing

    def write(self, key: str) -> None:
        """Do a verb of writing to the selection."""
        if self.isReadOnly():
            return
        written = self.written()
        match key:
            case "bold":
                self.put(marks.toggle(written, marks.BOLD))
            case "italic":
                self.put(marks.toggle(written, marks.ITALIC))
            case "bulleted" | "numbered":
                self.put(marks.toggle_list(written, numbered=key == "numbered"))
            case "web_link":
                self.put(marks.toggle_link(written))
            case "quote_reference":
                self._refer()
            case "paste_plain":
                self.paste_plain()
            case _:
                raise ValueError(key)

    def written(self) -> marks.Written:
        """The text with its selection, in code points."""
        text, cursor = self.value(), self.textCursor()
        start, end = Offsets(text).span(cursor.selectionStart(), cursor.selectionEnd())
        return marks.Written(text, start, end)

    def put(self, written: marks.Written) -> None:
        """Show a text and selection in the place of those now, as one step of the field's own undo."""
        now, wanted = self.value(), written.text
        first = 0
        while first < min(len(now), len(wanted)) and now[first] == wanted[first]:
            first += 1
        same = 0
        while same < min(len(now), len(wanted)) - first and now[-1 - same] == wanted[-1 - same]:
            same += 1
        old, new = Offsets(now), Offsets(wanted)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(old.units(first))
        cursor.setPosition(old.units(len(now) - same), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(wanted[first : len(wanted) - same])
        cursor.endEditBlock()
        cursor.setPosition(new.units(written.start))
        cursor.setPosition(new.units(written.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Formatted text becomes Markdown; what is too long for that is pasted without formatting, which is said."""
        text = self._markdown_of(source) if source.hasHtml() else ""
        if text:
            self.insertPlainText(text)
        else:
            super().insertFromMimeData(source)

    def _markdown_of(self, source: QMimeData) -> str:
        from briefing.intake.paste import pasted

        try:
            found = pasted(source.html())
        except IntakeError as error:
            self.context.toast(said(error))
            return ""
        if found.deleted and found.markdown:
            self.context.toast(self.tr("Words marked as deleted were left out."))
        return found.markdown

    def paste_plain(self) -> None:
        """Paste the words of the clipboard as they are."""
        super().insertFromMimeData(QApplication.clipboard().mimeData())

    def _refer(self) -> None:
        if self._choose_quote is None:
            return
        self._choosing = True
        self._choose_quote(self, self._insert_reference)

    def _insert_reference(self, quote_id: str) -> None:
        """Put a reference to the quote at the caret; without a quote, go on writing."""
        self._choosing = False
        if quote_id:
            self.put(marks.insert_reference(self.written(), Quote.KIND, quote_id))
        if not self.hasFocus():
            self._rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            further = None if self.isReadOnly() else marks.next_line(self.written())
            if further is not None:
                self.put(further)
                return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._again()
