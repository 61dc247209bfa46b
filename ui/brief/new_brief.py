"""The choice of a form for a new brief: one card a form. It makes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing.rules.templates import Template
from ui.icons import Icons
from ui.widgets.buttons import push_button
from ui.widgets.column import Column
from ui.widgets.labels import paint_frame, text_label
from ui.words import word

_MOST = 3
_LEAST = 250
"""How wide a card is at least (at 10 pt)."""
_ICONS = {True: "file-text", False: "book-open"}


class FormCard(QAbstractButton):
    """A form: its name, what it is for, and its blocks."""

    def __init__(self, icons: Icons, form: Template, parent: QWidget | None = None) -> None:
        """A card for `form`."""
        super().__init__(parent)
        self.form = form
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        picture = QLabel()
        icons.follow(picture, lambda thing: _draw(icons, thing, _ICONS[form.one_page]))
        blocks = " · ".join(word(block.heading) for block in form.blocks if not block.added)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(6)
        self._column.addWidget(picture)
        self._column.addWidget(text_label(word(form.title), "title", wrap=True))
        self._column.addWidget(text_label(word(form.hint), wrap=True))
        self._column.addSpacing(4)
        self._column.addWidget(text_label(blocks, "hint", wrap=True))
        self._column.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(word(form.title))
        self.setAccessibleDescription(word(form.hint))

    def sizeHint(self) -> QSize:
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, QPainter(self))


def _draw(icons: Icons, thing: object, name: str) -> None:
    if isinstance(thing, QLabel):
        thing.setPixmap(icons.pixmap(name, "accent_text", icons.theme.px(28), thing.devicePixelRatioF()))


class NewBrief(QScrollArea):
    """`chosen` carries the name of the form; `cancelled` when the user goes back, `own_wanted` for the desk's own."""

    chosen = Signal(str)
    cancelled = Signal()
    own_wanted = Signal()

    def __init__(self, icons: Icons, forms: Sequence[Template], parent: QWidget | None = None) -> None:
        """The cards of these forms."""
        super().__init__(parent)
        self._icons = icons
        self._forms: tuple[Template, ...] = ()
        self.setAccessibleName(self.tr("New brief"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: dict[str, FormCard] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self.own = push_button(icons, self.tr("Your own forms…"), "pencil", on_click=self.own_wanted.emit)
        self.own.setToolTip(self.tr("Copy a form and change its blocks"))
        back = push_button(icons, self.tr("Cancel"), on_click=self.cancelled.emit)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addWidget(self.own)
        foot.addStretch(1)
        inside = Column()
        inside.setObjectName("bare")
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(text_label(self.tr("New brief"), "title"))
        words = self.tr("Choose a form. Facts, quotes and dates come from the records; you write the rest.")
        column.addWidget(text_label(words, "muted", wrap=True))
        column.addSpacing(8)
        column.addLayout(self._grid)
        column.addSpacing(8)
        column.addLayout(foot)
        column.addStretch(1)
        self.setWidget(inside)
        self.show_forms(forms)

    def show_forms(self, forms: Sequence[Template]) -> None:
        """Offer these forms; nothing changes where they are the same."""
        if tuple(forms) == self._forms:
            return
        self._forms = tuple(forms)
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for form in forms:
            card = FormCard(self._icons, form)
            card.clicked.connect(lambda _on=False, name=form.name: self.chosen.emit(name))
            self.cards[form.name] = card
        self._arrange()

    def take_focus(self) -> None:
        """Put the focus on the first card."""
        self.ensureVisible(0, 0)
        next(iter(self.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def columns(self) -> int:
        """How many cards stand side by side in the width there is."""
        return max(1, min(_MOST, self.viewport().width() // self._icons.theme.px(_LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = self.columns()
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // count, place % count)
        for place in range(_MOST):
            self._grid.setColumnStretch(place, 1 if place < count else 0)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (Qt's own name)
        moved = super().focusNextPrevChild(next)
        if (focus := self.focusWidget()) is not None:
            self.ensureWidgetVisible(focus)
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
