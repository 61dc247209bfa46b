"""The issues on which what is accepted bears: chosen once, kept for the next ones, taken off by a click."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing.model import Issue
from ui.context import Context
from ui.forms.field_editor import ORIGIN
from ui.forms.link_picker import LinkPicker
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import plain_tip
from ui.words import cut

_LONGEST = 32


class IssueChips(QWidget):
    """`issues` are those chosen. They stay until they are taken off, or `clear` is called."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """No issue yet."""
        super().__init__(parent)
        self._context = context
        self._chosen: list[str] = []
        self._flow = FlowLayout(self, 6)
        self.add = push_button(context.icons, self.tr("Link to issue…"), "link", quiet=True, on_click=self.ask)
        self.add.setProperty("small", True)
        self.add.setToolTip(self.tr("What is accepted from now on is linked to the issues chosen here."))
        self._flow.addWidget(self.add)

    def issues(self) -> tuple[str, ...]:
        """The ids of the issues chosen."""
        return tuple(self._chosen)

    def clear(self) -> None:
        """Choose none."""
        self._chosen.clear()
        self._show()

    def set_editable(self, editable: bool) -> None:
        """Let issues be chosen, or not."""
        self.setVisible(editable)

    def ask(self) -> LinkPicker:
        """Ask for one more."""
        picker = LinkPicker(self._context, Issue.KIND, self.add, linked=self._chosen, may_create=True)
        picker.chosen.connect(self.choose)
        picker.wanted_new.connect(self._make)
        picker.open()
        return picker

    def choose(self, issue: str) -> None:
        """Choose one more."""
        if issue and issue not in self._chosen:
            self._chosen.append(issue)
            self._show()

    def take_off(self, issue: str) -> None:
        """Choose it no longer."""
        self._chosen.remove(issue)
        self._show()
        self.add.setFocus()

    def _make(self, title: str) -> None:
        context, made = self._context, list[str]()
        if context.may_edit() and context.attempt(
            lambda: made.append(context.desk.create(Issue.KIND, {"title": title}, origin=ORIGIN))
        ):
            context.offer_undo(self.tr("Made the issue “%1”.").replace("%1", cut(title)), context.desk.latest)
            self.choose(made[0])

    def _show(self) -> None:
        self._flow.removeWidget(self.add)
        self.add.setParent(self)
        self._flow.clear()
        desk = self._context.desk
        self._chosen = [one for one in self._chosen if desk.is_there(Issue.KIND, one)]
        for one in self._chosen:
            name = desk.title(Issue.KIND, one)
            chip = push_button(self._context.icons, cut(name, _LONGEST), "x", on_click=partial(self.take_off, one))
            chip.setObjectName("chip")
            chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            words = self.tr("Linked to “%1”: take it off").replace("%1", name)
            chip.setAccessibleName(words)
            chip.setToolTip(plain_tip(words))
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add)
        self.updateGeometry()
