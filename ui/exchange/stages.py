"""A dialog of stages: something is chosen, worked on in the background with Cancel, looked at, and done or left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from briefing.desk import Desk
from ui.background import Handle
from ui.brief.desk_work import work_on
from ui.context import Context
from ui.exchange.core import stopped_words
from ui.widgets.buttons import push_button
from ui.widgets.empty import EmptyState
from ui.widgets.labels import text_label

T = TypeVar("T")

_OF_SCREEN = 0.9


class Stages(QDialog):
    """`work` shows progress and then what comes of it; `problem` says why nothing came. Escape and Cancel stop first.

    A subclass makes its pages and says in `main_verb` what the main button does.
    """

    def __init__(self, context: Context, title: str, verb: str, icon: str, parent: QWidget) -> None:
        """A dialog called `title`; its main button says `verb`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.context = context
        self.handle: Handle | None = None
        self._busy = False
        self._before = 0
        self.stack = QStackedWidget()
        self.waiting = self._waiting_page()
        self.problem = EmptyState(context.icons, "circle-alert", "")
        self.stack.addWidget(self.waiting)
        self.stack.addWidget(self.problem)
        self.main_button = push_button(context.icons, verb, icon, primary=True, on_click=self.main_verb)
        self.cancel_button = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.main_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.stack, 1)
        column.addLayout(self.foot)
        context.bridge.closing.connect(self.close)

    def main_verb(self) -> None:
        """What the main button does."""
        raise NotImplementedError

    def work(
        self, words: str, work: Callable[[Desk, Handle], T], done: Callable[[T], object], *, writes: bool = False
    ) -> None:
        """Do `work` in the background, then `done`; where it is refused, the sentence is shown."""
        self._busy = True
        self._before = self.context.desk.step_number()
        self.doing.setText(words)
        self.bar.setRange(0, 0)
        self.show_page(self.waiting)
        then = partial(self._done, done)
        self.handle = work_on(self, self.context, words, work, then, self._failed, writes=writes, told=self._progress)

    def busy(self) -> bool:
        """Whether something is being worked on."""
        return self._busy

    def show_page(self, page: QWidget, *, verb: bool = False) -> None:
        """Show a page; with `verb` the main button too."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.main_button.setVisible(verb)
        self.cancel_button.setFocus()

    def say_problem(self, title: str, sentence: str, icon: str = "circle-alert") -> None:
        """Show a sentence instead of a page."""
        self.problem.set_icon(icon)
        self.problem.set_text(title, sentence)
        self.show_page(self.problem)

    def grow(self, width: int, height: int) -> None:
        """Make the dialog so large (at 10 pt), as far as the screen has room."""
        theme = self.context.theme
        room = self.screen().availableGeometry().size() * _OF_SCREEN
        self.resize(min(theme.px(width), room.width()), min(theme.px(height), room.height()))

    def refused(self, sentence: str) -> None:
        """What was asked for cannot be done."""
        self.say_problem(self.tr("There is a problem"), sentence)

    def reject(self) -> None:
        """Stop what runs; the second time, or where nothing runs, close."""
        if self._busy and self.handle is not None and not self.handle.cancelled():
            self.handle.cancel()
            self.doing.setText(self.tr("Stopping…"))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.handle is not None and self._busy:
            self.handle.cancel()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.main_button.isVisible():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.main_button.isEnabled():
                self.main_verb()
            return  # Enter alone belongs to lists and fields
        super().keyPressEvent(event)

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        self.doing = text_label(role="strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(self.doing)
        column.addWidget(self.bar)
        column.addStretch(3)
        return page

    def _progress(self, words: str, share: float) -> None:
        if self.handle is not None and not self.handle.cancelled():
            self.doing.setText(words)
            self.bar.setRange(0, 100)
            self.bar.setValue(round(share * 100))

    def _done(self, then: Callable[[T], object], found: T) -> None:
        self._busy = False
        then(found)

    def _failed(self, sentence: str) -> None:
        self._busy = False
        if self.handle is not None and self.handle.cancelled():
            self.context.bridge.look()
            self.context.toast(stopped_words(self.context.desk, self._before))
            super().reject()
            return
        self.refused(sentence)
