"""How a pouch is protected: not at all, by a passphrase, or sealed to the keys of its recipients."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from ui.context import Context
from ui.widgets.form_row import FormRow
from ui.widgets.labels import set_look, text_label
from ui.words import said

NONE, PASSPHRASE, KEYS = "none", "passphrase", "keys"
_LINES = 3


class Protection(QWidget):
    """`changed` tells of any other answer; `grown` that it needs another height."""

    changed = Signal()
    grown = Signal()

    def __init__(self, context: Context) -> None:
        """Not protected."""
        super().__init__()
        from briefing.pouch.sealing import LOST

        self.group = QButtonGroup(self)
        self.ways = {
            NONE: QRadioButton(self.tr("Not protected: whoever has the file can read it")),
            PASSPHRASE: QRadioButton(self.tr("By a passphrase")),
            KEYS: QRadioButton(self.tr("Sealed to the keys of the recipients")),
        }
        self.first, self.second = self._secret(self.tr("Passphrase")), self._secret(self.tr("Passphrase again"))
        self.shown = QCheckBox(self.tr("Show the passphrase"))
        self.shown.toggled.connect(self._show_secret)
        self.lost = text_label(said(LOST), "hint", wrap=True)
        set_look(self.lost, "tone", "amber")
        self.keys = QPlainTextEdit()
        self.keys.setTabChangesFocus(True)
        self.keys.setAccessibleName(self.tr("Keys of the recipients"))
        self.keys.setPlaceholderText("age1…")
        self.keys.setFixedHeight(self.keys.fontMetrics().lineSpacing() * _LINES + context.theme.px(16))
        hint = self.tr("One key a line. The page Review of the manual tells how a reader makes one.")
        self._parts: dict[str, QWidget] = {PASSPHRASE: QWidget(), KEYS: QWidget()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for key, button in self.ways.items():
            self.group.addButton(button)
            column.addWidget(button)
            if key in self._parts:
                column.addWidget(self._parts[key])
            button.toggled.connect(lambda _on: self._on_way())
        inside = self._inside(self._parts[PASSPHRASE], context)
        inside.addWidget(FormRow(context.icons, self.tr("Passphrase"), self.first))
        inside.addWidget(FormRow(context.icons, self.tr("Passphrase again"), self.second))
        inside.addWidget(self.shown)
        inside.addWidget(self.lost)
        inside = self._inside(self._parts[KEYS], context)
        inside.addWidget(self.keys)
        inside.addWidget(text_label(hint, "hint", wrap=True))
        self.keys.textChanged.connect(self.changed.emit)
        self.ways[NONE].setChecked(True)

    def way(self) -> str:
        """`none`, `passphrase` or `keys`."""
        return next(key for key, button in self.ways.items() if button.isChecked())

    def passphrase(self) -> str:
        """The passphrase; empty where another way was chosen."""
        return self.first.text() if self.way() == PASSPHRASE else ""

    def recipients(self) -> tuple[str, ...]:
        """The public keys; none where another way was chosen."""
        lines = self.keys.toPlainText().splitlines() if self.way() == KEYS else []
        return tuple(line.strip() for line in lines if line.strip())

    def fault(self) -> str:
        """Why it cannot be sealed like this; empty where it can."""
        from briefing.pouch import sealing

        way = self.way()
        if way == PASSPHRASE and not self.first.text():
            return self.tr("Enter a passphrase, twice.")
        if way == KEYS and not self.recipients():
            return self.tr("Enter the key of at least one recipient.")
        try:
            sealing.refuse_weak(self.recipients(), self.passphrase())
        except BriefingError as error:
            return said(error)
        if way == PASSPHRASE and self.first.text() != self.second.text():
            return self.tr("The two passphrases differ.")
        return ""

    def _secret(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.textChanged.connect(lambda _text: self.changed.emit())
        return field

    @staticmethod
    def _inside(part: QWidget, context: Context) -> QVBoxLayout:
        column = QVBoxLayout(part)
        indent = context.theme.px(26)
        column.setContentsMargins(indent, 2, indent, 8)
        column.setSpacing(6)
        return column

    def _show_secret(self, on: bool) -> None:
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _on_way(self) -> None:
        way = next((key for key, button in self.ways.items() if button.isChecked()), NONE)
        for key, part in self._parts.items():
            part.setVisible(key == way)
        self.changed.emit()
        self.grown.emit()
