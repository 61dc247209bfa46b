"""The line above the title of a record: pills, short reference, last change, and the record's own buttons.

A record in the bin says so here, with the button that brings it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from briefing.desk.records import DOUBLED_KINDS
from briefing.model import KINDS, Record
from ui.context import Context
from ui.forms.words import moment_words
from ui.tones import pill
from ui.widgets.banner import Banner
from ui.widgets.buttons import icon_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel
from ui.widgets.pill import Pill
from ui.words import word


class DetailHead(QWidget):
    """`show_record` fills it. Its signals ask; the page does."""

    delete_wanted = Signal()
    restore_wanted = Signal()
    history_wanted = Signal()
    duplicate_wanted = Signal()

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None) -> None:
        """The head of records of `kind`."""
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._reference = ""
        self._tags: tuple[str, ...] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._pills = QWidget()
        self._flow = FlowLayout(self._pills)
        self._stamp = ElidedLabel(role="muted")
        icons, noun = context.icons, word(KINDS[kind].LABEL)
        self.history = icon_button(
            icons, "history", self.tr("History of this %1").replace("%1", noun), on_click=self.history_wanted.emit
        )
        self.copy = icon_button(icons, "copy", self.tr("Copy the reference"), on_click=self.copy_reference)
        self.double = icon_button(
            icons, "file-plus", self.tr("Duplicate this %1").replace("%1", noun), on_click=self.duplicate_wanted.emit
        )
        self.trash = icon_button(
            icons, "trash-2", self.tr("Delete this %1").replace("%1", noun), on_click=self.delete_wanted.emit
        )
        self.bin = Banner(icons, self.tr("This %1 is in the bin.").replace("%1", noun), "amber", closable=False)
        if not context.desk.read_only:
            self.bin.add_action(self.tr("Restore"), self.restore_wanted.emit)
        self.bin.hide()
        row = QHBoxLayout()
        row.setSpacing(2)
        # One line of pills stands in the middle of the buttons, two lines begin at their top.
        self._beside = QVBoxLayout()
        self._beside.addWidget(self._pills)
        self._beside.addStretch(1)
        row.addLayout(self._beside, 1)
        for button in (self.history, self.copy, self.double, self.trash):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bin)
        column.addLayout(row)
        context.theme.changed.connect(self._stand)
        self._stand()

    def _stand(self) -> None:
        self.copy.ensurePolished()
        room = self.copy.sizeHint().height() - self._context.theme.pill_height()
        self._beside.setContentsMargins(0, max(0, room // 2), 0, 0)

    def show_record(self, record: Record, tags: Sequence[str]) -> None:
        """Show the tags of a record as pills, its reference, and who changed it last."""
        if tuple(tags) != self._tags:
            self._tags = tuple(tags)
            self._stamp.setParent(None)
            self._flow.clear()
            for tag in tags:
                self._flow.addWidget(Pill(*pill(tag)))
            self._stamp = ElidedLabel(role="muted")
            self._flow.addWidget(self._stamp)
        self._reference = self._context.desk.reference(record)
        self._stamp.setText(self._stamp_words(record))
        self._stamp.show()
        self.bin.setVisible(bool(record.deleted))
        editable = not record.deleted and not self._context.desk.read_only
        self.trash.setVisible(editable)
        self.double.setVisible(editable and self._kind in DOUBLED_KINDS)

    def copy_reference(self) -> None:
        """Put the short reference on the clipboard."""
        QGuiApplication.clipboard().setText(self._reference)
        self._context.toast(self.tr("Copied %1.").replace("%1", self._reference))

    def _stamp_words(self, record: Record) -> str:
        stamp = self._context.desk.last_touched([record.id]).get(record.id)
        if stamp is None:
            return self._reference
        words = self.tr("%1 · updated %2 by %3")
        for mark, text in (("%1", self._reference), ("%2", moment_words(stamp.at)), ("%3", stamp.user)):
            words = words.replace(mark, text)
        return words
