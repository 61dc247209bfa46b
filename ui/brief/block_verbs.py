"""What can be done with a block of the brief shown: add, move, rename, leave out, confine. Every change can be undone.

Refuses to: show anything of its own but menus and panels; the page shows the outline anew when the store changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from briefing.ids import new_id
from briefing.rules.templates import Template
from ui.brief.digest import Entry
from ui.brief.palette import OF_THE_FORM, OWN, BlockPalette, usual_block
from ui.brief.record_choice import CONFINED, RecordChoice
from ui.context import Context
from ui.forms.entry_panel import EntryPanel
from ui.widgets.announcing import announce
from ui.words import cut, word

ORIGIN = "brief"


class BlockVerbs(QObject):
    """Give it the brief by `show_brief`.

    `went` carries the key of a block that should be shown now, `written_next` that of one that was made to be written.
    `anchor` gives the widget beside which panels open, `flush` saves what is half typed.
    """

    went = Signal(str)
    written_next = Signal(str)

    def __init__(
        self, context: Context, outline: QWidget, anchor: Callable[[], QWidget], flush: Callable[[], object]
    ) -> None:
        """Verbs of no brief yet."""
        super().__init__(outline)
        self._context = context
        self._outline = outline
        self._anchor = anchor
        self._flush = flush
        self._brief = ""
        self._form: Template | None = None
        self._entries: tuple[Entry, ...] = ()
        self._spare: tuple[Entry, ...] = ()
        self.panel: BlockPalette | EntryPanel | RecordChoice | None = None

    def show_brief(self, brief: str, form: Template, found: Sequence[Entry], spare: Sequence[Entry]) -> None:
        """Work on this brief: its blocks in order, and those that its form offers beside them."""
        self._brief, self._form, self._entries, self._spare = brief, form, tuple(found), tuple(spare)

    def entry(self, key: str) -> Entry | None:
        """The block of this name in the outline."""
        return next((one for one in self._entries if one.block.name == key), None)

    def add(self, beside: QWidget, after: str) -> None:
        """Ask which block to add; it stands after the one named, else at the end."""
        if self._context.desk.read_only:
            self._context.toast(self.tr("This store is open for reading only."))
            return
        if not self._brief:
            self._context.toast(self.tr("There is no brief to add a block to."))
            return
        self._flush()
        panel = BlockPalette(self._context, beside, self._spare)
        panel.chosen.connect(lambda key: self._take(beside, key, after))
        self.panel = panel
        panel.open()

    def _take(self, beside: QWidget, key: str, after: str) -> None:
        if key != OWN:
            self.add_now(key, after)
            return
        panel = EntryPanel(self._context, beside, self.tr("Heading of the block"))
        panel.entered.connect(lambda heading: self.add_now(OWN, after, heading))
        self.panel = panel
        panel.open(at_start=True)

    def add_now(self, key: str, after: str, heading: str = "") -> None:
        """Add a block: a word of `MADE`, or one that the form offers."""
        desk, brief, before = self._context.desk, self._brief, self._next(after)
        made: list[str] = []
        if not self._context.may_edit():
            return
        if key.startswith(OF_THE_FORM):
            name = key.removeprefix(OF_THE_FORM)
            done = self._context.attempt(lambda: desk.include_block(brief, name, included=True, origin=ORIGIN))
            made.append(name)
        else:
            heading = heading or usual_block(key).heading
            done = self._context.attempt(
                lambda: made.append(desk.add_block(brief, key, heading, before=before, origin=ORIGIN))
            )
        if done:
            self.went.emit(made[0])
            if entry := self.entry(made[0]):
                self._tell_place(entry, self.tr("Added “%1”, block %2 of %3."))
                if entry.block.own:
                    self.written_next.emit(made[0])

    def step(self, key: str, direction: int) -> None:
        """Move a block one place up (-1) or down (1)."""
        keys = [one.block.name for one in self._entries]
        if key not in keys:
            return
        place = keys.index(key)
        wanted = place + direction
        if not 0 <= wanted < len(keys):
            words = self.tr("“%1” is the first block.") if direction < 0 else self.tr("“%1” is the last block.")
            announce(self._outline, words.replace("%1", word(self._entries[place].block.heading)))
            return
        self.move(key, keys[wanted] if direction < 0 else (keys[wanted + 1] if wanted + 1 < len(keys) else ""))

    def move(self, key: str, before: str) -> None:
        """Let a block stand before another one; without one, at the end."""
        desk, brief = self._context.desk, self._brief
        if desk.read_only or self.entry(key) is None or not self._context.may_edit():
            return
        self._flush()
        if self._context.attempt(lambda: desk.move_block(brief, key, before, origin=ORIGIN)) and desk.latest:
            self.went.emit(key)
            if entry := self.entry(key):
                self._tell_place(entry, self.tr("“%1” is now block %2 of %3."))

    def toggle(self, key: str) -> None:
        """Leave a block out, print it again, or remove one that was added to this brief."""
        entry, desk, brief = self.entry(key), self._context.desk, self._brief
        if entry is None or entry.block.mandatory or desk.read_only or not self._context.may_edit():
            return
        self._flush()
        heading = cut(word(entry.block.heading))
        goes = entry.extra or (entry.included and self._is_offered(key))
        near = self._neighbour(key) if goes else key
        if entry.extra:
            done = self._context.attempt(lambda: desk.remove_added_block(brief, key, origin=ORIGIN))
            words = self.tr("Removed “%1” from this brief.")
        else:
            done = self._context.attempt(lambda: desk.include_block(brief, key, not entry.included, origin=ORIGIN))
            words = self.tr("Left “%1” out. “Add block” brings it back.")
        if done:
            undo = desk.latest
            self.went.emit(near)
            if goes:
                self._context.offer_undo(words.replace("%1", heading), undo, lambda: self.went.emit(key))

    def rename(self, key: str) -> None:
        """Ask for another heading."""
        entry = self.entry(key)
        if entry is None or self._context.desk.read_only:
            return
        panel = EntryPanel(
            self._context,
            self._anchor(),
            self.tr("Heading of the block"),
            text=entry.block.heading,
            button=self.tr("Rename"),
        )
        panel.entered.connect(lambda heading: self.set(key, "heading", heading))
        self.panel = panel
        panel.open(at_start=True)

    def set(self, key: str, name: str, value: object) -> None:
        """Give a block another heading, a new page, or a page on its side."""
        desk, brief = self._context.desk, self._brief
        if self._context.may_edit():
            self._flush()
            self._context.attempt(lambda: desk.set_block(brief, key, {name: value}, origin=ORIGIN))

    def choose_records(self, key: str, beside: QWidget | None = None) -> None:
        """Ask to which records a block is confined; each click is saved at once, all of them undo as one."""
        entry, desk, brief = self.entry(key), self._context.desk, self._brief
        kind = CONFINED.get(entry.block.made, "") if entry is not None else ""
        if entry is None or not kind or desk.read_only or not self._context.may_edit():
            return
        group = new_id()
        panel = RecordChoice(
            self._context, beside or self._anchor(), word(entry.block.heading), desk.offered(brief, kind), entry.records
        )
        panel.changed.connect(
            lambda ids: self._context.attempt(lambda: desk.choose_records(brief, key, ids, group=group, origin=ORIGIN))
        )
        self.panel = panel
        panel.open()

    def menu_of(self, key: str) -> QMenu:
        """Everything that can be done with a block."""
        entry = self.entry(key)
        menu = QMenu(self._outline.window())
        if entry is None:
            return menu
        editable = not self._context.desk.read_only
        usual = self._form.block(key) if self._form is not None else None
        menu.addAction(self.tr("Rename heading…"), lambda: self.rename(key)).setEnabled(editable)
        for name, words in (("new_page", self.tr("Begin on a new page")), ("landscape", self.tr("Landscape page"))):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(getattr(entry.block, name))
            # What the form says cannot be taken back in one brief.
            action.setEnabled(editable and not (usual is not None and getattr(usual, name)))
            action.toggled.connect(lambda on, name=name: self.set(key, name, on))
        if entry.block.made in CONFINED:
            menu.addAction(self.tr("Choose records…"), lambda: self.choose_records(key)).setEnabled(editable)
        menu.addSeparator()
        keys = [one.block.name for one in self._entries]
        up = menu.addAction(self.tr("Move up") + "\tAlt+Up", lambda: self.step(key, -1))
        up.setEnabled(editable and key != keys[0])
        down = menu.addAction(self.tr("Move down") + "\tAlt+Down", lambda: self.step(key, 1))
        down.setEnabled(editable and key != keys[-1])
        menu.addSeparator()
        out = menu.addAction(self.toggle_words(entry), lambda: self.toggle(key))
        out.setEnabled(editable and not entry.block.mandatory)
        return menu

    def toggle_words(self, entry: Entry) -> str:
        """What `toggle` would do to a block."""
        if entry.extra:
            return self.tr("Remove from this brief")
        return self.tr("Leave out of this brief") if entry.included else self.tr("Print in this brief")

    def open_menu(self, key: str, at: QPoint) -> None:
        """Show the menu of a block at a point of the screen."""
        menu = self.menu_of(key)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _is_offered(self, key: str) -> bool:
        block = self._form.block(key) if self._form is not None else None
        return block is not None and block.added

    def _next(self, key: str) -> str:
        """The block that stands after this one."""
        keys = [one.block.name for one in self._entries]
        place = keys.index(key) + 1 if key in keys else len(keys)
        return keys[place] if place < len(keys) else ""

    def _neighbour(self, key: str) -> str:
        keys = [one.block.name for one in self._entries if one.block.name != key]
        place = next((n for n, one in enumerate(self._entries) if one.block.name == key), 0)
        return keys[min(place, len(keys) - 1)] if keys else ""

    def _tell_place(self, entry: Entry, words: str) -> None:
        place = self._entries.index(entry) + 1
        values = (word(entry.block.heading), str(place), str(len(self._entries)))
        for number, value in enumerate(values, 1):
            words = words.replace(f"%{number}", value)
        announce(self._outline, words)
