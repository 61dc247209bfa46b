"""A line about a record: a title that opens it, what is the matter with it, and buttons that mend that.

Responsible for: one line where there is room, a second one for pill and words, buttons beside or below.
Refuses to: know what the buttons do, and to cut their words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Icons
from ui.theme import Tone
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel, paint_frame
from ui.widgets.pill import Pill


@dataclass(frozen=True)
class Told:
    """What a line says: `lead` stands in a column before the title, `pill` and `second` behind it or under it.

    Where it is `narrow` its buttons stand below it.
    """

    title: str
    pill: tuple[str, Tone] | None = None
    second: str = ""
    lead: str = ""
    lead_width: int = 0
    two_lines: bool = False
    narrow: bool = False

    def spoken(self) -> str:
        """All of it in one sentence."""
        parts = (self.lead, self.title, self.pill[0] if self.pill else "", self.second)
        return ", ".join(part for part in parts if part)


class Line(QAbstractButton):
    """One line that is pressed as a whole."""

    def __init__(self, told: Told, on_click: Callable[[], object]) -> None:
        """A line that says `told`."""
        super().__init__()
        self.setObjectName("line_link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(4, 3, 4, 3)
        self._whole.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(10)
        self._whole.addLayout(first)
        rest = first
        if told.lead and told.lead_width:
            lead = ElidedLabel(told.lead, "muted")
            lead.setFixedWidth(told.lead_width)
            first.addWidget(lead)
        self._title = ElidedLabel(told.title)
        first.addWidget(self._title, 1)
        if told.two_lines:
            rest = QHBoxLayout()
            rest.setSpacing(8)
            self._whole.addLayout(rest)
        if told.pill:
            rest.addWidget(Pill(*told.pill))
        second = " · ".join(part for part in (told.lead if not told.lead_width else "", told.second) if part)
        if second or told.two_lines:
            rest.addWidget(ElidedLabel(second, "muted"), 1 if told.two_lines else 0)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _on=False: on_click())

    def sizeHint(self) -> QSize:
        return self._whole.totalSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._title.toolTip(), self)  # the label hears nothing of the pointer
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, QPainter(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class NoticeRow(QWidget):
    """A line with the buttons that belong to it: (words, what a press does)."""

    def __init__(
        self,
        icons: Icons,
        told: Told,
        name: str,
        on_click: Callable[[], object],
        buttons: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """`name` is what the line is called; every button is called by its words and this name."""
        super().__init__()
        self.line = Line(told, on_click)
        self.line.setAccessibleName(name)
        row = (QVBoxLayout if told.narrow else QHBoxLayout)(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0 if told.narrow else 4)
        row.addWidget(self.line, 1)
        self.buttons: list[QPushButton] = []
        if buttons:
            beside = QWidget()
            flow: QLayout = FlowLayout(beside, 4) if told.narrow else QHBoxLayout(beside)
            flow.setContentsMargins(0, 0, 0, 0)
            for words, verb in buttons:
                button = push_button(icons, words, quiet=True, on_click=verb)
                button.setProperty("small", True)
                button.setAccessibleName(f"{words}: {name}")
                self.buttons.append(button)
                flow.addWidget(button)
            row.addWidget(beside)
