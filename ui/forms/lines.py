"""A line about a record that opens it, and a line or card with a small button at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.context import Context
from ui.tones import pill, shown
from ui.widgets.buttons import icon_button
from ui.widgets.dragging import DragSource
from ui.widgets.labels import paint_frame, set_look, text_label
from ui.widgets.pill import Pill


@dataclass(frozen=True)
class Line:
    """One line about a record: `lead` (a date, a kind) stands in a column of its own, `tags` become pills."""

    kind: str
    id: str
    title: str
    lead: str = ""
    tags: tuple[str, ...] = ()
    second: str = ""


class RecordLink(QAbstractButton):
    """A line that opens its record by click, Enter or Space."""

    def __init__(
        self,
        context: Context,
        line: Line,
        *,
        lead_width: int = 0,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `line`; `on_click` replaces opening the record."""
        super().__init__(parent)
        self.setObjectName("line_link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._context = context
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 4, 6, 4)
        self._row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        self._lead = text_label(role="muted", wrap=True)
        self._title = text_label(wrap=True)
        self._second = text_label(role="muted", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._second)
        texts.addStretch(1)
        self._row.addWidget(self._lead, 0, top)
        self._row.addLayout(texts, 1)
        self._pills: list[Pill] = []
        self.set_line(line, lead_width)
        DragSource(self, lambda: (self.line.kind, self.line.id))
        self.clicked.connect(lambda _on=False: on_click() if on_click else context.go(self.line.kind, self.line.id))

    def set_line(self, line: Line, lead_width: int = 0) -> None:
        """Show another line."""
        self.line = line
        self._lead.setText(line.lead)
        self._lead.setVisible(bool(line.lead or lead_width))
        if lead_width:
            self._lead.setFixedWidth(lead_width)
        self._title.setText(line.title)
        self._second.setText(line.second)
        self._second.setVisible(bool(line.second))
        while self._pills:
            self._pills.pop().deleteLater()
        for tag in line.tags:
            made = Pill(*pill(tag), parent=self)
            self._pills.append(made)
            self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = (line.lead, line.title, line.second, *(shown(tag) for tag in line.tags))
        self.setAccessibleName(", ".join(word for word in words if word))

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, QPainter(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class WithButton(QWidget):
    """A line or card with a small button at its end, such as the one that takes it off an issue."""

    def __init__(self, context: Context, inner: QWidget, icon: str, label: str, on_click: Callable[[], object]) -> None:
        """Put the button beside `inner`."""
        super().__init__()
        self.inner = inner
        self.button: QToolButton = icon_button(context.icons, icon, label, on_click=on_click)
        set_look(self.button, "small", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(inner, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.setEnabled(not context.desk.read_only)
        self.button.setVisible(not context.desk.read_only)
