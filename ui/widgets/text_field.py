"""Fields that save themselves: one line, several lines, a choice.

Responsible for: ``committed`` when a text is ready (see ``autosave``), growing with the text, showing an error.
Refuses to: validate, to store, and to alter what was typed, save control characters the store would refuse.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QStyledItemDelegate, QWidget

from ui.widgets.autosave import Autosave
from ui.widgets.dragging import TakesNoFiles
from ui.widgets.labels import plain_tip, set_look

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


class WritingHelp(Protocol):
    """What helps with the words of a field: it paints over the text, and has a say in the menu."""

    def paint(self, event: QPaintEvent) -> None:
        """Paint over the text that was painted."""
        ...

    def fill_menu(self, menu: QMenu, place: int) -> None:
        """Put on top of the menu what can be done with the word at a place of the text."""
        ...


class LineField(TakesNoFiles, QLineEdit):
    """One line of plain text; line breaks that are pasted become spaces."""

    committed = Signal(str)
    session_started = Signal()
    session_ended = Signal()
    error_changed = Signal(str)
    help: WritingHelp | None = None

    def __init__(self, name: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._autosave = _attach(self)
        # not `textEdited`: dictation and assistive programs set the text without a key
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self._autosave.flush)

    def value(self) -> str:
        """The text now."""
        return self.text()

    def set_value(self, text: str) -> None:
        """Show a stored text without a signal, unless the user is in the middle of changing it."""
        wanted = _as_line(text)
        if self._autosave.may_replace() and wanted != self.text():
            cursor = self.cursorPosition()
            self.setText(wanted)
            self.setCursorPosition(min(cursor, len(wanted)) if self.hasFocus() else 0)
        self._autosave.set_baseline(wanted)

    def flush(self) -> None:
        """Commit now, if the text differs from the stored one."""
        self._autosave.flush()

    def set_error(self, text: str) -> None:
        """Mark the field as wrong and say why; an empty text takes the mark away."""
        _show_error(self, text)
        self.error_changed.emit(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.help is not None:
            self.help.paint(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu(self.cursorPosition())
        else:
            self.open_menu(self.cursorPositionAt(event.pos()), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_menu_key(event):
            self.open_menu(self.cursorPosition())
        else:
            super().keyPressEvent(event)

    def open_menu(self, place: int, at: QPoint | None = None) -> QMenu:
        """Open the menu of the field for the word at a place of the text, at a point of the screen or at the caret."""
        return _opened(self.createStandardContextMenu(), self, place, at)

    def caret(self) -> QRect:
        """Where the caret is, in the field."""
        return self.cursorRect()

    def chosen(self) -> tuple[int, int]:
        """The selection, or the caret, in UTF-16 units."""
        start = self.selectionStart()
        return (start, self.selectionEnd()) if start >= 0 else (self.cursorPosition(), self.cursorPosition())

    def select_span(self, start: int, end: int) -> None:
        """Select from one place to another, in UTF-16 units."""
        self.setSelection(start, end - start)

    def replace(self, start: int, end: int, words: str) -> None:
        """Put other words in the place of some, as one step of the field's own undo."""
        self.select_span(start, end)
        self.insert(words)

    def _on_changed(self, text: str) -> None:
        clean = _as_line(text)
        if clean != text:
            at = len(_as_line(text[: self.cursorPosition()]))
            self.setText(clean)
            self.setCursorPosition(at)
        self._autosave.touched()


class TextField(TakesNoFiles, QPlainTextEdit):
    """Several lines of plain text; the field grows with them from ``min_lines`` up to ``max_lines``."""

    committed = Signal(str)
    session_started = Signal()
    session_ended = Signal()
    error_changed = Signal(str)
    help: WritingHelp | None = None

    def __init__(
        self,
        name: str = "",
        placeholder: str = "",
        *,
        min_lines: int = 2,
        max_lines: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = (min_lines, max(min_lines, max_lines))
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._autosave = _attach(self)
        self.textChanged.connect(self._autosave.touched)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def value(self) -> str:
        """The text now, with line feeds; ``toPlainText`` would turn no-break spaces into spaces."""
        return _BREAKS.sub("\n", self.document().toRawText())

    def set_value(self, text: str) -> None:
        """Show a stored text without a signal, unless the user is in the middle of changing it."""
        wanted = clean_text(text)
        if self._autosave.may_replace() and wanted != self.value():
            cursor = self.textCursor().position()
            blocked = self.blockSignals(True)
            self.setPlainText(wanted)
            self.blockSignals(blocked)
            if self.hasFocus():
                moved = self.textCursor()
                moved.setPosition(min(cursor, self.document().characterCount() - 1))
                self.setTextCursor(moved)
            self._fit()
        self._autosave.set_baseline(wanted)

    def flush(self) -> None:
        """Commit now, if the text differs from the stored one."""
        self._autosave.flush()

    def set_error(self, text: str) -> None:
        """Mark the field as wrong and say why; an empty text takes the mark away."""
        _show_error(self, text)
        self.error_changed.emit(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(clean_text(source.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.help is not None:
            self.help.paint(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu(self.textCursor().position())
        else:
            self.open_menu(self.place_at(event.pos()), event.globalPos())

    def place_at(self, point: QPoint) -> int:
        """The place of the text below a point of the viewport, in UTF-16 units."""
        return self.cursorForPosition(point).position()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_menu_key(event):
            self.open_menu(self.textCursor().position())
        else:
            super().keyPressEvent(event)

    def open_menu(self, place: int, at: QPoint | None = None) -> QMenu:
        """Open the menu of the field for the word at a place of the text, at a point of the screen or at the caret."""
        return _opened(self.createStandardContextMenu(), self, place, at)

    def caret(self) -> QRect:
        """Where the caret is, in the field."""
        return self.cursorRect().translated(self.viewport().pos())

    def chosen(self) -> tuple[int, int]:
        """The selection, or the caret, in UTF-16 units."""
        cursor = self.textCursor()
        return cursor.selectionStart(), cursor.selectionEnd()

    def select_span(self, start: int, end: int) -> None:
        """Select from one place to another, in UTF-16 units."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def replace(self, start: int, end: int, words: str) -> None:
        """Put other words in the place of some, as one step of the field's own undo."""
        self.select_span(start, end)
        cursor = self.textCursor()
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.height())

    def _fit(self) -> None:
        fewest, most = self._lines
        # The layout of plain text tells its height in lines, not in pixels.
        wrapped = round(self.document().documentLayout().documentSize().height())
        lines = min(max(wrapped, fewest), most)
        margin = round(2 * self.document().documentMargin())
        # Between two looks the viewport may for a moment be higher than the field.
        chrome = max(self.height() - self.viewport().height(), 0) if self.isVisible() else 2 * self.frameWidth() + 10
        height = lines * self.fontMetrics().lineSpacing() + margin + chrome
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wrapped > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


class ChoiceField(QComboBox):
    """A choice from a closed list of (value, text); a stored value that is not in it is kept and shown as it is."""

    committed = Signal(str)
    session_started = Signal()
    session_ended = Signal()
    error_changed = Signal(str)

    def __init__(self, name: str = "", options: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self._autosave = _attach(self)
        self.activated.connect(lambda _index: self._autosave.flush())
        self.set_options(options)

    def set_options(self, options: Iterable[tuple[str, str]]) -> None:
        """Replace the list; the value stays."""
        value = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        if value:
            self._select(value)
        self.blockSignals(blocked)
        self._autosave.set_baseline(self.value())

    def value(self) -> str:
        """The chosen value, '' where there is none."""
        data = self.currentData()
        return "" if data is None else str(data)

    def set_value(self, value: str) -> None:
        """Show a stored value without a signal."""
        blocked = self.blockSignals(True)
        self._select(value)
        self.blockSignals(blocked)
        self._autosave.set_baseline(self.value())
        self.update()

    def flush(self) -> None:
        """Commit now, if the choice differs from the stored one."""
        self._autosave.flush()

    def set_error(self, text: str) -> None:
        """Mark the field as wrong and say why; an empty text takes the mark away."""
        _show_error(self, text)
        self.error_changed.emit(text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that passes over a form must not change what it passes.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _select(self, value: str) -> None:
        index = self.findData(value)
        if index < 0 and value:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(index)


Field = LineField | TextField | ChoiceField


def clean_text(text: str) -> str:
    """The text with every kind of line break as a line feed and without the control characters we refuse."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def _as_line(text: str) -> str:
    return clean_text(text).replace("\n", " ")


def _is_menu_key(event: QKeyEvent) -> bool:
    """Whether this is Shift+F10, which Qt makes a context menu of on Windows only."""
    wanted = event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return wanted and sys.platform != "win32"


def _opened(menu: QMenu, field: LineField | TextField, place: int, at: QPoint | None) -> QMenu:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if field.help is not None:
        field.help.fill_menu(menu, place)
    menu.popup(at if at is not None else field.mapToGlobal(field.caret().bottomLeft()))
    return menu


def _attach(field: Field) -> Autosave:
    autosave = Autosave(field, field.value)
    autosave.committed.connect(field.committed)
    autosave.session_started.connect(field.session_started)
    autosave.session_ended.connect(field.session_ended)
    return autosave


def _show_error(field: Field, text: str) -> None:
    set_look(field, "invalid", bool(text))
    field.setAccessibleDescription(text)
    field.setToolTip(plain_tip(text))
