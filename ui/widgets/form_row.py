"""A field with its label, the words that say what is wrong with it, and the way to its history.

Responsible for: tying label and field together, and lining up labels that stand in one column.
Refuses to: validate; it shows the error the field was given.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Icons
from ui.widgets.buttons import icon_button
from ui.widgets.labels import text_label


class FormRow(QWidget):
    """Label above the field, or beside it; ``history_requested`` comes from the small button at the end.

    The button is seen while the pointer is over the row or the focus is in it; its room is always kept.
    """

    history_requested = Signal()

    def __init__(
        self,
        icons: Icons,
        label: str,
        field: QWidget,
        *,
        beside: bool = False,
        hint: str = "",
        history: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.label = text_label(label, "muted" if beside else "section")
        self.label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        self._error: QLabel | None = None  # made when there is something wrong
        self._history = icon_button(
            icons,
            "history",
            self.tr("History of %1").replace("%1", label),
            on_click=self.history_requested.emit,
        )
        self._history.setProperty("small", True)
        policy = self._history.sizePolicy()
        policy.setRetainSizeWhenHidden(history)
        self._history.setSizePolicy(policy)
        self._has_history = history
        self._history.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange(beside, hint)
        if beside:
            self._theme = icons.theme
            icons.theme.changed.connect(self._stand_by_first_line)
            self._stand_by_first_line()
        for watched in (field, self._history):
            watched.installEventFilter(self)
        changed = getattr(field, "error_changed", None)
        if changed is not None:
            changed.connect(self._show_error)

    def set_error(self, text: str) -> None:
        """Say what is wrong, beside the field and to assistive tools; '' takes it away."""
        setter = getattr(self.field, "set_error", None)
        if setter is not None:
            setter(text)  # comes back through error_changed
        else:
            self.field.setAccessibleDescription(text)
            self._show_error(text)

    def add_below(self, widget: QWidget) -> None:
        """Add a note below the field."""
        self._grid.addWidget(widget, self._below, 1)
        self._below += 1

    def error(self) -> str:
        """The error shown now."""
        return self._error.text() if self._error is not None else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_history(self.underMouse())
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_history(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_history(False)

    def _show_history(self, hovered: bool) -> None:
        if self._has_history:
            self._history.setVisible(hovered or QApplication.focusWidget() in (self.field, self._history))

    def _stand_by_first_line(self) -> None:
        # A label beside a field of several lines stands by the first of them.
        line = max(self._theme.metrics().height(), self._theme.px(18))
        self.label.setMinimumHeight(line + 2 * self._theme.px(5) + 2)

    def _show_error(self, text: str) -> None:
        if self._error is None:
            if not text:
                return
            self._error = text_label(role="error", wrap=True, parent=self)
            self._grid.addWidget(self._error, self._line + 1, 1)
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _arrange(self, beside: bool, hint: str) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10 if beside else 4)
        grid.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        if beside:
            grid.addWidget(self.label, 0, 0, top)
            grid.addWidget(self._history, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        else:
            # Above the field the button stands at the end of the label's line: the field keeps its whole width.
            head = QHBoxLayout()
            head.setSpacing(4)
            head.addWidget(self.label, 1)
            head.addWidget(self._history)
            grid.addLayout(head, 0, 1)
        self._line = 0 if beside else 1
        self._below = self._line + 3  # after what is wrong and the hint
        grid.addWidget(self.field, self._line, 1)
        if hint:
            grid.addWidget(text_label(hint, "hint", wrap=True), self._line + 2, 1)
        if self._has_history and not beside:
            grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)


class FormColumn(QWidget):
    """Rows one under the other whose labels, where they stand beside, are all as wide as the widest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._least = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add_row(self, row: FormRow) -> FormRow:
        """Add a row at the end and line up the labels."""
        self._column.addWidget(row)
        self._labels.append(row.label)
        if self._is_dressed():  # before that the labels are not as wide as they will be
            self.align()
        return row

    def event(self, event: QEvent) -> bool:
        change = event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() == QEvent.Type.Polish or (change and self._is_dressed()):
            self.align()
        return super().event(event)

    def _is_dressed(self) -> bool:
        return self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)

    def set_least(self, width: int) -> int:
        """Make the labels at least this wide, for columns that stand one under the other; returns the width."""
        self._least = width
        return self.align()

    def align(self) -> int:
        """Line up the labels to the widest of them; returns its width in pixels."""
        beside = [label for label in self._labels if label.property("role") == "muted"]
        widest = self._least
        for label in beside:
            label.setMinimumWidth(0)
            label.ensurePolished()
            widest = max(widest, label.sizeHint().width())
        for label in beside:
            label.setMinimumWidth(widest)
        return widest


class FormColumns(QWidget):
    """Form columns side by side, or one under the other where the page is too narrow or the text too large."""

    def __init__(self, icons: Icons, count: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = icons.theme
        self.columns = tuple(FormColumn() for _ in range(count))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for column in self.columns:
            self._box.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        icons.theme.changed.connect(self._line_up)
        self._line_up()

    def minimumSizeHint(self) -> QSize:
        # The narrowest is one column: else the columns would hold the page wide and never turn.
        widest = max(column.minimumSizeHint().width() for column in self.columns)
        return QSize(widest, self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        beside = self.width() >= self._theme.px(260) * len(self.columns)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setSpacing(20 if beside else 8)
        if way != self._box.direction():
            self._box.setDirection(way)
            self._line_up()
            self.updateGeometry()

    def _line_up(self) -> None:
        widths = [column.set_least(0) for column in self.columns]
        if self._box.direction() == QBoxLayout.Direction.TopToBottom:
            for column in self.columns:
                column.set_least(max(widths))
