"""Cards: a surface with a hairline that hugs its content, and the card of one quote.

Responsible for: the frame, the quotation marks and the words that say how far the quote may be trusted.
Refuses to: decide whether a quote is verbatim; it is told the state. Words that are not verbatim get no marks.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import Tone
from ui.widgets.buttons import icon_button
from ui.widgets.labels import isolate, paint_frame, text_label
from ui.widgets.pill import Pill


class Card(QFrame):
    """A card with an optional heading; put content into ``body`` (a QVBoxLayout)."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 14)
        self.body.setSpacing(6)
        self.heading = text_label(title, "title", parent=self)
        self.heading.setVisible(bool(title))
        self.body.addWidget(self.heading)
        if title:
            self.setAccessibleName(title)


class QuoteCard(QAbstractButton):
    """One quote: its words in the reading face, who said them, and a pill that says their state.

    ``activated`` is emitted on a click, Enter or Space; ``copy_wanted`` by the button that ``offer_copy`` adds, and
    by its keys while the card has the focus.
    """

    activated = Signal()
    copy_wanted = Signal()

    def __init__(
        self,
        words: str,
        attribution: str,
        state: str,
        tone: Tone = "green",
        *,
        verbatim: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # a maximum would clip it
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words = text_label(role="quote", wrap=True)
        self._attribution = text_label(role="muted", wrap=True)
        self._pill = Pill(parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(self._words)
        texts.addWidget(self._attribution)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 10, 12, 10)
        self.row.setSpacing(12)
        self.row.addLayout(texts, 1)
        self.row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        # The card speaks for its labels; clicks on them are clicks on the card.
        for label in (self._words, self._attribution, self._pill):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._copy_keys = QKeySequence()
        self.clicked.connect(lambda _checked=False: self.activated.emit())
        self.set_quote(words, attribution, state, tone, verbatim=verbatim)

    def set_quote(
        self, words: str, attribution: str, state: str, tone: Tone = "green", *, verbatim: bool = True
    ) -> None:
        """Show another quote; a paraphrase (``verbatim=False``) wears no quotation marks."""
        shown = isolate(f"\u201c{words}\u201d") if verbatim else isolate(words)
        self._words.setText(shown)
        self._attribution.setText(attribution)
        self._attribution.setVisible(bool(attribution))
        self._pill.set_pill(state, tone)
        self.setAccessibleName(", ".join(part for part in (shown, attribution, state) if part))

    def offer_copy(self, icons: Icons, label: str, keys: str) -> None:
        """Add a small button of this name that copies the quote; ``keys`` do the same while the card has the focus."""
        self._copy_keys = QKeySequence(keys)
        button = icon_button(icons, "copy", label, on_click=self.copy_wanted.emit)
        self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _copies(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or self._copy_keys.isEmpty():
            return False
        return QKeySequence(event.keyCombination()) == self._copy_keys

    def sizeHint(self) -> QSize:
        return self.row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.row.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.row.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._copies(event):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # the words have their font only when they are seen, and need another height then
        elif event.type() == QEvent.Type.ShortcutOverride and self._copies(event):
            event.accept()  # the quote that has the focus, not the one that the page shows
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, QPainter(self))
