"""Exchange with another copy: a store file is chosen, read in the background, looked at, and taken or left.

Refuses to: take anything that was not shown before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from briefing.desk import Desk
from briefing.store.exchange import Taken
from ui.background import Handle
from ui.brief.desk_work import work_on
from ui.context import Context
from ui.exchange import core
from ui.exchange.core import Arrival
from ui.exchange.preview import PreviewPanel
from ui.widgets.buttons import push_button
from ui.widgets.empty import EmptyState
from ui.widgets.labels import text_label
from ui.words import said

T = TypeVar("T")

_OF_SCREEN = 0.9


class ExchangeWindow(QDialog):
    """The dialog; `open()` it. `taken` carries what was taken and whose it was, after the store has it."""

    taken = Signal(object, str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Ask for a file."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Exchange with another copy"))
        self.context = context
        self.preview: PreviewPanel | None = None
        self._handle: Handle | None = None
        self._where = Path()
        self._busy = False
        self.stack = QStackedWidget()
        self.start = self._start_page()
        self.waiting = self._waiting_page()
        self.problem = EmptyState(context.icons, "circle-alert", self.tr("Nothing was taken in"))
        self.again = self.problem.add_action(self.tr("Choose another file…"), self.choose_file, primary=True)
        for page in (self.start, self.waiting, self.problem):
            self.stack.addWidget(page)
        self.take_button = push_button(context.icons, self.tr("Take"), "download", primary=True, on_click=self.take)
        self.cancel_button = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.stack, 1)
        column.addLayout(buttons)
        context.bridge.closing.connect(self.close)
        self.resize(context.theme.px(640), context.theme.px(360))
        self._show(self.start)

    # verbs

    def choose_file(self) -> None:
        """Ask for the store of another desk, and read it."""
        path = self.context.alerts.open_file(self.tr("Copy of another desk"), self.context.settings.data_folder())
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read in the background what the store file or shared folder at `path` has, and show it."""
        self._where = path
        self.context.flush()
        words = self.tr("Reading “%1”").replace("%1", path.name)
        self._work(words, lambda desk, handle: core.look(desk, path, handle), self._show_arrival)

    def take(self) -> None:
        """Take what is shown."""
        if self.preview is None or self._busy or not self.context.may_edit():
            return
        arrival = self.preview.arrival
        self._work(
            self.tr("Taking the changes in"),
            lambda desk, handle: core.take(desk, arrival.where, handle),
            partial(self._taken, arrival.name),
        )

    def reject(self) -> None:
        """Stop what runs; the second time, or where nothing runs, close."""
        if self._busy and self._handle is not None and not self._handle.cancelled():
            self._handle.cancel()
            self.doing.setText(self.tr("Stopping…"))
            return
        super().reject()

    def busy(self) -> bool:
        """Whether a file is being read or taken in."""
        return self._busy

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._handle is not None:
            self._handle.cancel()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.take_button.isVisible():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.take()
            return  # Enter alone belongs to the list
        super().keyPressEvent(event)

    # pages

    def _start_page(self) -> QWidget:
        page = EmptyState(
            self.context.icons,
            "refresh-cw",
            self.tr("What did another desk do?"),
            self.tr(
                "Choose a copy of this store that somebody else has worked on. You see every change before anything is "
                "taken, and can take all of it back afterwards."
            ),
        )
        self.file_button: QPushButton = page.add_action(
            self.tr("Choose a store file…"), self.choose_file, icon="folder-open", primary=True
        )
        return page

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

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.take_button.setVisible(page is self.preview)
        if page is self.start:
            self.file_button.setFocus()
        elif page is self.problem:
            self.again.setFocus()
        else:
            self.cancel_button.setFocus()

    def _work(self, words: str, work: Callable[[Desk, Handle], T], done: Callable[[T], object]) -> None:
        self._busy = True
        self.doing.setText(words)
        self.bar.setRange(0, 0)
        self._show(self.waiting)
        self._handle = work_on(self, self.context, words, work, partial(self._done, done), self._failed, writes=True)
        if self._handle is not None:
            self._handle.progressed.connect(self._progress)

    def _progress(self, words: str, share: float) -> None:
        if self._handle is not None and not self._handle.cancelled():
            self.doing.setText(words)
            self.bar.setRange(0, 100)
            self.bar.setValue(round(share * 100))

    def _done(self, then: Callable[[T], object], found: T) -> None:
        self._busy = False
        then(found)

    def _failed(self, sentence: str) -> None:
        self._busy = False
        if self._handle is not None and self._handle.cancelled():
            self.context.toast(self.tr("Stopped. Nothing was changed."))
            super().reject()
            return
        self.problem.set_text(self.tr("Nothing was taken in"), sentence)
        self._show(self.problem)

    def _show_arrival(self, arrival: Arrival) -> None:
        if not arrival.preview.records:
            words = self.tr("This store has everything that “%1” has.").replace("%1", arrival.where.name)
            notices = [said(one) for one in arrival.preview.notices]
            self.problem.set_icon("circle-check")
            self.problem.set_text(self.tr("There is nothing new"), "\n".join([words, *notices]))
            self._show(self.problem)
            return
        if self.preview is not None:
            self.stack.removeWidget(self.preview)
            self.preview.deleteLater()
        self.preview = PreviewPanel(self.context, arrival)
        self.stack.addWidget(self.preview)
        theme = self.context.theme
        room = self.screen().availableGeometry().size() * _OF_SCREEN
        self.resize(min(theme.px(900), room.width()), min(theme.px(640), room.height()))
        self._show(self.preview)
        self.preview.take_focus()

    def _taken(self, name: str, found: tuple[Taken, int]) -> None:
        taken, _sent = found
        self.accept()
        self.context.bridge.look()  # the window hears at once of what the worker wrote
        self.taken.emit(taken, name)
