"""A selected passage becomes the proof of an event, a fact or a position: choose the kind, then the record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton

from briefing.ids import new_id
from briefing.model import KINDS, Event, Fact, Position
from ui.context import Context
from ui.forms.field_editor import ORIGIN
from ui.forms.link_picker import LinkPicker
from ui.widgets.buttons import push_button
from ui.words import cut, word
from ui.words import tr as _tr

Passage = tuple[str, int, int]
"""A source, and first and last offset of a passage of its archived text, in code points."""


class Citing(QObject):
    """The button beside the text; `passage` is what was selected when its menu was opened."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Make the button; nothing is selected yet."""
        super().__init__(parent)
        self._context = context
        self.passage: Passage | None = None
        menu = QMenu()
        for kind, words in (
            (Event.KIND, _tr("As the source of an event…")),
            (Fact.KIND, _tr("As the source of a fact…")),
            (Position.KIND, _tr("As the source of a position…")),
        ):
            menu.addAction(words, partial(self.ask, kind))
        self._menu = menu
        self.button: QPushButton = push_button(context.icons, _tr("Cite"), "link", menu=menu)

    def ask(self, kind: str) -> LinkPicker | None:
        """Ask which record of a kind the passage tells of."""
        if self.passage is None:
            return None
        picker = LinkPicker(self._context, kind, self.button, may_create=kind != Position.KIND)
        passage = self.passage
        picker.chosen.connect(lambda record: self._cite(kind, record, passage))
        picker.wanted_new.connect(lambda title: self._cite_new(kind, title, passage))
        picker.open()
        return picker

    def _cite_new(self, kind: str, title: str, passage: Passage) -> None:
        context, made, group = self._context, list[str](), new_id()
        values = {KINDS[kind].TITLE: title}
        if context.may_edit() and context.attempt(
            lambda: made.append(context.desk.create(kind, values, group=group, origin=ORIGIN))
        ):
            self._cite(kind, made[0], passage, group)

    def _cite(self, kind: str, record: str, passage: Passage, group: str = "") -> None:
        context = self._context
        if not context.may_edit() or not context.attempt(
            lambda: context.desk.cite_passage(kind, record, *passage, group=group, origin=ORIGIN)
        ):
            return
        words = _tr("Made the %1 “%2” and cited the passage for it.") if group else _tr("Cited for the %1 “%2”.")
        words = words.replace("%1", word(KINDS[kind].LABEL)).replace("%2", cut(context.desk.title(kind, record)))
        if group:
            context.offer_undo(words, group)
        else:
            context.toast(words, _tr("Open"), lambda: context.go(kind, record))
