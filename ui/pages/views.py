"""A page that shows its records in more than one way: the list with its details, or a picture over the whole width."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.pages.master import MasterPage
from ui.pictures.view import PictureView
from ui.widgets.chips import ChipRow

LIST, PICTURE = "list", "picture"


class Views:
    """Switches a page between its list and a picture, and remembers which was wanted."""

    def __init__(self, page: MasterPage, make: Callable[[], PictureView], words: str, list_words: str) -> None:
        """Put the switch into the header of `page`; `words` name the picture, `list_words` the list."""
        self._page = page
        self._make = make
        self._picture: PictureView | None = None
        self.switch = ChipRow(page.context.icons, words, exclusive=True)
        self.switch.add_chip(LIST, list_words)
        self.switch.add_chip(PICTURE, words)
        self.switch.changed.connect(lambda keys: self.show(keys[0]))
        page.header.add_widget(self.switch)
        if page.context.settings.word(f"{page.KEY}/view") == PICTURE:
            self.show(PICTURE)

    @property
    def picture(self) -> PictureView:
        """The picture, which is made when it is first shown: most visits are to the list."""
        if self._picture is None:
            self._picture = self._make()
            layout = self._page.layout()
            assert layout is not None
            self._picture.hide()
            layout.addWidget(self._picture)
        return self._picture

    def made(self) -> PictureView | None:
        """The picture, where it was shown before."""
        return self._picture

    def current(self) -> str:
        """Which one is shown."""
        return self.switch.keys()[0]

    def show(self, which: str) -> None:
        """Show the list or the picture."""
        self.switch.set_keys((which,))
        focus = QApplication.focusWidget()
        parts = [self._page.sides, *([self.picture] if which == PICTURE or self._picture is not None else [])]
        moves = focus is not None and any(part.isAncestorOf(focus) for part in parts)
        self._page.sides.setVisible(which == LIST)
        for part in parts[1:]:
            part.setVisible(which == PICTURE)
        if moves:  # what had the focus is hidden now
            self.take_focus()
        self._page.context.settings.set_word(f"{self._page.KEY}/view", which)
        self._page.verbs_changed.emit()

    def flip(self) -> None:
        """Show the other one, and put the focus into it."""
        self.show(LIST if self.current() == PICTURE else PICTURE)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where a person would begin."""
        target: QWidget = self.picture.target() if self.current() == PICTURE else self._page.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)
