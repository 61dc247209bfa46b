"""The form for a team's server: its address, its password where it wants one, and what is wrong with either."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from ui.context import Context
from ui.exchange.server_order import ServerOrder, order_for
from ui.widgets.banner import Banner
from ui.widgets.buttons import push_button
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import LineField
from ui.words import said


class ServerForm(QWidget):
    """`wanted` when Enter is pressed in a field; `forgotten` when the remembered server is to be forgotten."""

    wanted = Signal()
    forgotten = Signal()

    def __init__(self, context: Context, address: str) -> None:
        """Ask for a server; `address` is the one of last time, or empty."""
        super().__init__()
        icons = context.icons
        self.address = LineField(self.tr("Address of the server"), "postgresql://login@server/database")
        self.address.setText(address)
        self.row = FormRow(icons, self.tr("Address of the server"), self.address)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Password"))
        self.keep = QCheckBox(self.tr("Keep it in the system's keyring"))
        self.notice = Banner(icons, "", "amber", closable=False)
        self.notice.hide()
        self.secret = self._secret(context)
        self.forget = push_button(icons, self.tr("Forget this server"), "x", on_click=self.forgotten.emit)
        self.forget.setVisible(bool(address))
        lead = self.tr(
            "Your administrator gives you the address. You see what others sent before anything is taken; what you did "
            "goes out when you exchange."
        )
        warning = self.tr(
            "Everybody in the team gets the whole store, also what is marked above a ceiling and what was deleted."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_label(self.tr("A team's server"), "title"))
        column.addWidget(text_label(lead, "muted", wrap=True))
        column.addWidget(self.notice)
        column.addWidget(self.row)
        column.addWidget(self.secret)
        column.addWidget(text_label(warning, "hint", wrap=True))
        column.addStretch(1)
        self.address.textChanged.connect(lambda _text: self.row.set_error(""))
        self.address.editingFinished.connect(self._judge)
        self.address.returnPressed.connect(self.wanted.emit)
        self.password.returnPressed.connect(self.wanted.emit)

    def order(self, *, join: bool = False) -> ServerOrder | None:
        """What is asked for; None where the address cannot be used, which is said beside it."""
        try:
            return order_for(self.address.text(), self.password.text(), keep=self.keep.isChecked(), join=join)
        except BriefingError as error:
            self.row.set_error(said(error))
            self.address.setFocus()
            return None

    def ask_password(self, why: str) -> None:
        """Ask for the password; `why` is the sentence of the server."""
        self.say(why)
        self.secret.show()
        self.password.setFocus()
        self.password.selectAll()

    def say(self, sentence: str) -> None:
        """Say over the fields why nothing came; empty takes it away."""
        self.notice.set_text(sentence, "amber")
        self.notice.setVisible(bool(sentence))

    def _judge(self) -> None:
        """Say what is wrong with an address that was typed to its end."""
        if self.address.text().strip():
            try:
                order_for(self.address.text())
            except BriefingError as error:
                self.row.set_error(said(error))

    def _secret(self, context: Context) -> QWidget:
        part = QWidget()
        hint = self.tr(
            "It is never written into a file. Without the keyring you are asked again when the store is opened next."
        )
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(FormRow(context.icons, self.tr("Password"), self.password))
        column.addWidget(self.keep)
        column.addWidget(text_label(hint, "hint", wrap=True))
        part.hide()
        return part
