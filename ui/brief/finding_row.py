"""One finding of the preflight: its sentence leads to where it is mended; it can be let pass with a reason.

Responsible for: the line, its button, and asking for the reason in place. Refuses to: waive anything by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from briefing.brief.finding import Finding
from ui.brief.reason_form import ReasonForm
from ui.context import Context
from ui.forms.lines import Line, RecordLink
from ui.theme import Tone
from ui.widgets.buttons import push_button
from ui.words import cut, said

_ICONS: dict[str, tuple[str, Tone]] = {
    "blocks": ("circle-alert", "red"),
    "warns": ("triangle-alert", "amber"),
    "waived": ("circle-check", "grey"),
}


class FindingRow(QWidget):
    """`went` when its line is pressed; `waived` carries the finding and a reason, `taken_back` the finding."""

    went = Signal(object)
    waived = Signal(object, str)
    taken_back = Signal(object)

    def __init__(self, context: Context, finding: Finding, place: str) -> None:
        """A row for a finding; `place` says where it is mended."""
        super().__init__()
        self.context = context
        self.finding = finding
        self.form: ReasonForm | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self._picture = QLabel()
        self.line = RecordLink(context, Line("", "", ""), on_click=lambda: self.went.emit(self.finding))
        self.button = push_button(context.icons, "", quiet=True, on_click=self._press)
        self.button.setProperty("small", True)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._picture, 0, top)
        row.addWidget(self.line, 1)
        row.addWidget(self.button, 0, top)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(row)
        self._picture.setContentsMargins(0, 6, 0, 0)
        self.show_finding(finding, place)
        context.icons.follow(self._picture, self._draw)

    def show_finding(self, finding: Finding, place: str) -> None:
        """Show a finding, or the same one as it is now."""
        self.finding = finding
        second = [place]
        if finding.waived:
            second.append(self.tr("Waived: %1").replace("%1", finding.waived))
        elif not finding.waivable:
            second.append(self.tr("This cannot be waived."))
        sentence = said(finding.words)
        self.line.set_line(Line(finding.kind, finding.record, sentence, second="\n".join(one for one in second if one)))
        words = self.tr("Take back") if finding.waived else self.tr("Waive…")
        self.button.setText(words)
        self.button.setAccessibleName(f"{words.rstrip('…')}: {cut(sentence, 160)}")
        self.button.setVisible(finding.waivable and not self.context.desk.read_only)

    def ask(self) -> ReasonForm:
        """Ask for the reason in place."""
        if self.form is None:
            self.form = ReasonForm(
                self.context,
                self.tr("Waive"),
                label=self.tr("Why this may pass"),
                hint=self.tr("The reason is kept in the history with your name. It holds for this brief alone."),
                refusal=self.tr("Please say why this may pass."),
                parent=self,
            )
            self.form.given.connect(self._give)
            self.form.closed.connect(self.fold)
            self._column.addWidget(self.form)
        self.form.show()
        self.form.take_focus()
        return self.form

    def fold(self) -> None:
        """Close the form, and give the focus back to the button."""
        if self.form is not None:
            form, self.form = self.form, None
            form.hide()
            form.deleteLater()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self) -> None:
        if self.finding.waived:
            self.taken_back.emit(self.finding)
        elif self.form is None:
            self.ask()
        else:
            self.fold()

    def _give(self, reason: str) -> None:
        self.fold()
        self.waived.emit(self.finding, reason)

    def _draw(self, picture: QObject) -> None:
        if isinstance(picture, QLabel):
            icon, ink = _ICONS["waived" if self.finding.waived else self.finding.severity]
            edge = self.context.theme.icon_px
            picture.setPixmap(self.context.icons.pixmap(icon, ink, edge, picture.devicePixelRatioF()))
