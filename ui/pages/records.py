"""Pages of records that are made, copied, deleted and brought back where they are listed."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from ui.pages.detail import RecordDetail
from ui.pages.master import MasterPage
from ui.pages.remarks import COMMENTS, Remarks
from ui.words import tr as _tr

FIELD = "_field"
"""Behind the name of a kind: a record, a space, and the field of it that is opened."""
RESTORE = frozenset({"restore_record"})
"""What can be done to a record in the bin."""


class RecordsPage(MasterPage):
    """A list beside one `RecordDetail`, which a subclass makes in `make_detail`."""

    NEW: ClassVar[str] = ""
    """The words of the button that makes a record."""
    VERBS: ClassVar[frozenset[str]] = frozenset({"duplicate", "delete_record", "link_issue"})

    def build(self) -> None:
        self.detail: Any = self.make_detail()
        self.detail.moved.connect(self.refresh)
        self.remarks = Remarks(self.context, self.KIND, self.detail, self)
        self.details.addWidget(self.detail)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.installEventFilter(self)
        if self.NEW:
            new = _tr(self.NEW)
            self.new_button = self.header.add_button(new, self.new_record, icon="plus", primary=True)
            self.no_records.add_action(new, self.new_record, icon="plus", primary=True)
            for target in (self.new_button, self.no_records):
                target.setEnabled(not self.desk.read_only)

    def make_detail(self) -> RecordDetail:
        """The widget that shows one record."""
        raise NotImplementedError  # pragma: no cover

    def new_values(self) -> dict[str, Any]:
        """What a new record holds; without its title nothing is made here."""
        return {}

    def show_record(self, kind: str, record_id: str) -> None:
        """Show a record; of the kind with `_field` behind it, `record_id` names a field too, which gets the focus.

        In the place of a field, `COMMENTS` brings what was remarked on the record into view.
        """
        if kind == f"{self.KIND}{FIELD}":
            record_id, _space, field = record_id.partition(" ")
            super().show_record(self.KIND, record_id)
            if field == COMMENTS:
                self.remarks.bring()
            else:
                self.detail.focus_field(field)
        else:
            super().show_record(kind, record_id)

    def show_detail(self, record_id: str) -> None:
        self.detail.show_record(record_id)
        self.remarks.show_record(record_id)
        self.details.setCurrentWidget(self.detail)

    def new_record(self) -> None:
        """Make a record and put the focus on its title, ready to be typed over."""
        if not self.context.may_edit():
            return
        self.flush()
        made, values = list[str](), self.new_values()
        if self.context.attempt(lambda: made.append(self.desk.create(self.KIND, values, origin=self.KEY))):
            self.refresh()
            self.show_record(self.KIND, made[0])
            self.detail.focus_title()

    def verbs(self) -> frozenset[str]:
        if self._shown and not self.desk.is_there(self.KIND, self._shown):
            return RESTORE
        verbs = super().verbs()
        return verbs | {"comment_record"} if verbs else verbs

    def restore_record(self) -> None:
        self.detail.verbs.restore(self.detail.shown())

    def duplicate_record(self) -> None:
        self.detail.duplicate()

    def delete_record(self) -> None:
        if not self.in_bin():
            self.detail.delete()

    def link_to_issue(self) -> None:
        self.detail.verbs.link_to_issue(self.detail.shown(), self.detail.appears.link)

    def comment_on_record(self) -> None:
        self.remarks.comment()

    def flush(self) -> None:
        self.detail.flush()
        self.remarks.flush()

    def menu(self) -> QMenu:
        """The menu of the chosen record."""
        menu, actions = QMenu(self), self.context.actions
        if self.in_bin():
            menu.addAction(actions["restore_record"])
            return menu
        can = self.verbs()
        for key in (
            *("duplicate", "link_issue", "comment_record", "copy_quote", "show_in_source", "verify_quote"),
            "delete_record",
        ):
            if key in can:
                menu.addAction(actions[key])
        menu.addAction(self.tr("Copy the reference"), self.detail.head.copy_reference)
        return menu

    def _open_menu(self, spot: QPoint) -> None:
        if self.list.indexAt(spot).isValid():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(spot))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.list and pressed and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined]
            self.delete_record()
            return True
        return super().eventFilter(watched, event)
