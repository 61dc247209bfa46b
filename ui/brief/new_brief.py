"""The choice of a form for a new brief: one card a form. It makes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from briefing.rules.templates import Template
from ui.icons import Icons
from ui.widgets.buttons import push_button
from ui.widgets.labels import paint_frame, text_label
from ui.words import word

_ICONS = {True: "file-text", False: "book-open"}


class FormCard(QAbstractButton):
    """A form: its name, what it is for, and its blocks."""

    def __init__(self, icons: Icons, form: Template, parent: QWidget | None = None) -> None:
        """A card for `form`."""
        super().__init__(parent)
        self.form = form
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        picture = QLabel()
        icons.follow(picture, lambda thing: _draw(icons, thing, _ICONS[form.one_page]))
        blocks = " · ".join(word(block.heading) for block in form.blocks)
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


class NewBrief(QWidget):
    """`chosen` carries the name of the form; `cancelled` when the user goes back."""

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, icons: Icons, forms: Sequence[Template], parent: QWidget | None = None) -> None:
        """The cards of these forms."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("New brief"))
        self.cards: dict[str, FormCard] = {}
        row = QHBoxLayout()
        row.setSpacing(14)
        for form in forms:
            card = FormCard(icons, form)
            card.clicked.connect(lambda _on=False, name=form.name: self.chosen.emit(name))
            card.setMaximumWidth(icons.theme.px(360))
            self.cards[form.name] = card
            row.addWidget(card, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(text_label(self.tr("New brief"), "title"))
        words = self.tr("Choose a form. Facts, quotes and dates come from the records; you write the rest.")
        column.addWidget(text_label(words, "muted", wrap=True))
        column.addSpacing(8)
        column.addLayout(row)
        back = push_button(icons, self.tr("Cancel"), on_click=self.cancelled.emit)
        column.addSpacing(8)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def take_focus(self) -> None:
        """Put the focus on the first card."""
        next(iter(self.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
