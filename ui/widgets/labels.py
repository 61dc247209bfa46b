"""Labels that never interpret what they show, and the small helpers all widgets share.

Responsible for: plain-text labels in one of the text roles, elided one-line labels, bidirectional isolation.
Refuses to: render rich text. What a user typed is shown as typed, markup and all.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""A letter of a script that is written from right to left, or a mark that turns the direction."""
_LONGEST_LINE = 600  # characters; eliding measures every one, and nobody sees more on a line


def isolate(text: str) -> str:
    """Keep the direction of foreign words from disturbing the sentence around them."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def one_line(text: str) -> str:
    """The text as one line of sensible length, for places that cannot wrap."""
    return " ".join(text[:_LONGEST_LINE].split())


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and make it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the sheet has not looked yet
            widget.style().unpolish(widget)
            widget.style().polish(widget)
            widget.updateGeometry()


def stand_on(ground: str, *widgets: QWidget) -> None:
    """Say on which ground labels and buttons stand: "toast", "banner" or "status".

    They carry the word themselves: to look for what a widget lies in costs the style sheet more than all its other
    rules together, for it does so with every label of the window.
    """
    for widget in widgets:
        set_look(widget, "on", ground)


def text_label(
    text: str = "",
    role: str = "body",
    *,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text label; ``role`` is body, small, muted, section, strong, title, display, hint, error or quote."""
    label = _StartLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setText(text)
    label.setWordWrap(wrap)
    if wrap:
        # Preferred lets a wrapped label take the width it is given and ask for the height that follows.
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    if selectable:
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        label.setTextInteractionFlags(flags)
    return label


class _StartLabel(QLabel):
    """Starts where the window's reading direction starts; QLabel alone goes by the direction of its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._to_start()

    def minimumSizeHint(self) -> QSize:
        """Of wrapped words one line; Qt would take the height that they have at the narrowest width there is."""
        hint = super().minimumSizeHint()
        return QSize(1, self.fontMetrics().height()) if self.wordWrap() else hint

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._to_start()

    def _to_start(self) -> None:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        upright = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | upright)


class ElidedLabel(QLabel):
    """A one-line plain label that shortens itself with … instead of forcing its page to be wide."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        line = one_line(self.text())
        around = self.width() - self.contentsRect().width()  # a style sheet may have put room around the words
        return QSize(self.fontMetrics().horizontalAdvance(line) + around + 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        line = one_line(self.text())
        tip = plain_tip(line) if self._elided() != line else ""
        if tip != self.toolTip():  # Qt tells of each call, also where nothing changes
            self.setToolTip(tip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        flags = int((self.alignment() | Qt.AlignmentFlag.AlignVCenter) & ~Qt.AlignmentFlag.AlignBaseline)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            flags,
            self.palette(),
            self.isEnabled(),
            isolate(self._elided()),
            self.foregroundRole(),
        )

    def _elided(self) -> str:
        return self.fontMetrics().elidedText(
            one_line(self.text()), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )


def plain_tip(text: str) -> str:
    """A tool tip that shows the text literally, whatever it contains."""
    if "<" not in text:
        return text
    # A tool tip guesses its format from the text, so a text with a "<" is sent escaped.
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


def paint_frame(widget: QWidget, painter: QPainter) -> None:
    """Paint the style sheet's background and border for a widget class that paints itself."""
    option = QStyleOption()
    option.initFrom(widget)
    if isinstance(widget, QAbstractButton):
        if widget.isChecked():
            option.state |= QStyle.StateFlag.State_On
        if widget.isDown():
            option.state |= QStyle.StateFlag.State_Sunken
    widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, widget)
