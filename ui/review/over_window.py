"""Review mode over a window: what it hides while somebody reads, and how everything comes back.

Refuses to: know what is read; the page of review mode does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.review.review_page import ReviewPage
from ui.review.source import Reviewing

if TYPE_CHECKING:
    from ui.window import MainWindow

KEPT = ("close_window", "quit", "manual", "shortcuts", "about", "toast", "mode_system", "mode_light", "mode_dark")
"""The actions of the window that may be used while somebody reads; none of them changes a brief."""


class ReviewMode(QObject):
    """`enter` shows the page instead of everything in the window, `leave` puts everything back, and the focus."""

    def __init__(self, window: MainWindow) -> None:
        """Not on yet."""
        super().__init__(window)
        self._window = window
        self._focus: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._held: dict[str, bool] = {}
        self.page: ReviewPage | None = None
        self.on = False

    def enter(self, source: Reviewing, brief: str = "", *, kept: bool = True) -> None:
        """Read from `source`, beginning with a brief, or where reading stopped.

        What is not `kept` is closed when reading ends, by whoever hears of that.
        """
        window = self._window
        if self.on:
            return  # whoever wants another brief asks the page
        self._focus = window.focusWidget()
        central = window.centralWidget()
        layout = central.layout() if central is not None else None
        assert layout is not None
        if self.page is None or not shiboken6.isValid(self.page):
            self.page = ReviewPage(window.context, source)
            if kept:
                self.page.left.connect(self.leave)
            window.bridge.closing.connect(self.drop)
            layout.addWidget(self.page)
        self.on = True
        parts: list[QWidget] = [window.sidebar, window.body, window.menuBar(), window.statusBar()]
        self._hidden = [one for one in parts if not one.isHidden()]
        for one in self._hidden:
            one.hide()
        self._held = {one.key: one.action.isEnabled() for one in window.actions_registry.all()}
        self.hold()
        for key in KEPT:
            window.addAction(window.actions_registry[key])  # in a menu that is hidden they would hear no key
        self.page.show()
        self.page.open(brief)

    def hold(self) -> None:
        """Let no action work that has to do with anything but reading."""
        if self.on:
            for one in self._window.actions_registry.all():
                if one.key not in KEPT:
                    one.action.setEnabled(False)

    def leave(self) -> None:
        """Put everything back as it was."""
        window = self._window
        if not self.on:
            return
        self.on = False
        if self.page is not None and shiboken6.isValid(self.page):
            self.page.notes.form.words.flush()
            self.page.remember()
            self.page.hide()
        for one in self._hidden:
            one.show()
        for key in KEPT:
            window.removeAction(window.actions_registry[key])
        for key, enabled in self._held.items():
            window.actions_registry[key].setEnabled(enabled)
        window.menus.refresh()
        target = self._focus if self._focus is not None and shiboken6.isValid(self._focus) else window.body
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """The store is about to be closed: remember where reading stands, and let go of it."""
        page, self.page = self.page, None
        if page is not None and shiboken6.isValid(page):
            page.notes.form.close_form()  # its words wait
        if self.on:
            self.page = page
            self.leave()
            self.page = None
        if page is not None and shiboken6.isValid(page):
            shiboken6.delete(page)
