"""The head of "Check and issue": where the brief is on its way, what can be done now, and the form that asks for more.

Responsible for: which button is seen in which state, one form at a time in its place, and the progress of issuing.
Refuses to: do what a button says; its panel does.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from briefing.model import Brief
from briefing.terms import BriefStatus
from ui.brief.issue_words import standing
from ui.brief.reason_form import InPlace
from ui.brief.state_row import StateRow
from ui.brief.team_right import missing_right
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import set_look, text_label

_SEEN_IN = {
    "clear": (BriefStatus.DRAFT,),
    "issue": (BriefStatus.CLEARED,),
    "answer": (BriefStatus.IN_CLEARANCE, BriefStatus.CLEARED),
    "recall": (BriefStatus.ISSUED,),
}


class IssueHead(QWidget):
    """`pressed` carries clear, issue, answer or recall; `cancelled` when issuing is to be stopped.

    `folded` is emitted when a form was closed whose button is no longer there to take the focus.
    """

    pressed = Signal(str)
    cancelled = Signal()
    folded = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """The head of no brief yet."""
        super().__init__(parent)
        self.context = context
        self.form: InPlace | None = None
        self._asked_by: QPushButton | None = None
        icons = context.icons
        self.state = StateRow(context)
        self.standing = text_label(role="muted", wrap=True)
        self.right = text_label(role="hint", wrap=True)
        set_look(self.right, "tone", "amber")
        self.buttons = {
            "clear": push_button(icons, self.tr("Put to clearance"), "send", primary=True),
            "issue": push_button(icons, self.tr("Issue…"), "file-check", primary=True),
            "answer": push_button(icons, self.tr("Record an answer…"), "user"),
            "recall": push_button(icons, self.tr("Recall…"), "undo-2", danger=True),
        }
        self._beside = QWidget()
        flow = FlowLayout(self._beside, 8)
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, key=key: self.pressed.emit(key))
            flow.addWidget(button)
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.state, self.standing, self.right, self._beside):
            column.addWidget(widget)
        column.addLayout(self._place)
        column.addWidget(self._running())

    def show_brief(self, brief: Brief, blocking: int, *, busy: bool) -> None:
        """Say how a brief stands; `blocking` findings keep it from being issued. While `busy`, nothing can be done."""
        self.state.set_state(brief.status)
        self.standing.setText(standing(self.context.desk, brief, blocking))
        missing = missing_right(self.context, brief)
        self.right.setText(missing)
        self.right.setVisible(bool(missing))
        may = not self.context.desk.read_only and not brief.deleted and not busy
        for key, button in self.buttons.items():
            button.setVisible(brief.status in _SEEN_IN[key])
            button.setEnabled(may and not (key == "issue" and blocking))
        first = brief.status is BriefStatus.IN_CLEARANCE  # one button is the one to press
        set_look(self.buttons["answer"], "primary", first)
        self.context.icons.bind(self.buttons["answer"], "user", "on_accent" if first else "text")
        self._beside.setVisible(brief.status is not BriefStatus.RECALLED)

    def show_busy(self, busy: bool) -> None:
        """Show progress and Cancel while the brief is being issued."""
        self.running.setVisible(busy)
        self.doing.setText(self.tr("Issuing"))
        self.progress.setValue(0)
        if busy:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, text: str, fraction: float) -> None:
        """Say what is done now, and which part (0 to 1) is behind."""
        self.doing.setText(text)
        self.progress.setValue(round(fraction * 100))

    def ready(self) -> list[QPushButton]:
        """The buttons that can be pressed now, the first one first."""
        return [one for one in self.buttons.values() if one.isVisibleTo(self) and one.isEnabled()]

    def open(self, form: InPlace, key: str) -> None:
        """Open a form below the buttons, in place of another one."""
        self.fold(give_focus=False)
        self.form, self._asked_by = form, self.buttons[key]
        form.closed.connect(self.fold)
        self._place.addWidget(form)
        form.show()

    def fold(self, *, give_focus: bool = True) -> None:
        """Close the form that is open, and give the focus back to the button that opened it."""
        form, self.form = self.form, None
        if form is None:
            return
        focus = self.window().focusWidget()
        had = focus is not None and form.isAncestorOf(focus)
        self._place.removeWidget(form)
        form.hide()
        form.deleteLater()
        if not give_focus or not had:
            return
        if self._asked_by in self.ready() and self._asked_by is not None:
            self._asked_by.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.folded.emit()

    def _running(self) -> QWidget:
        self.doing = text_label(role="muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Issuing"))
        self.cancel = push_button(self.context.icons, self.tr("Cancel"), on_click=self.cancelled.emit)
        self.cancel.setAccessibleName(self.tr("Cancel issuing"))
        self.running = QWidget()
        row = QHBoxLayout(self.running)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.doing)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.running.hide()
        return self.running
