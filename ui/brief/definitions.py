"""Forms and profiles: those that ship with the program, to look at and to copy, and the desk's own, to edit as text.

Responsible for: checking what is typed after a pause, naming the line at fault, and keeping words that cannot be used
yet as a draft. Refuses to: store a definition with a fault, so that no brief is ever stopped by a half-typed one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from briefing.clock import utc_now
from briefing.desk.defining import Definition, fault_of
from briefing.desk.definition_files import read_definition, write_definition
from briefing.drafts import Draft
from briefing.errors import BriefingError, DefinitionError
from briefing.model import Profile, Template
from ui.brief.code_field import CodeField
from ui.brief.outline_lines import LinePainter, Lines, OutlineLine
from ui.context import Context
from ui.widgets.banner import Banner
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import set_look, text_label
from ui.words import marked, said, word

CHECK_MS = 400
_KINDS = (Template.KIND, Profile.KIND)
_FILES = marked("Definitions (*.toml)")
_ORIGIN = "definitions"


class Definitions(QDialog):
    """The dialog; `open()` it, with the id or the name of the definition to show first."""

    def __init__(self, context: Context, parent: QWidget, first: str = "") -> None:
        """List everything there is."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Forms and profiles"))
        self.context = context
        self._all: dict[str, Definition] = {}
        self._shown: Definition | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_MS)
        self._timer.timeout.connect(self.check)
        icons = context.icons
        self._lines = Lines(self)
        self.list = QListView()
        self.list.setModel(self._lines)
        self.list.setItemDelegate(LinePainter(icons, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("framed", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Forms and profiles"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._on_chosen())
        self.notice = Banner(icons, "", "blue")
        self.undo = self.notice.add_action(self.tr("Undo"), self._take_back)
        self.notice.hide()
        self._entry = ""
        self.title = text_label(role="title", wrap=True)
        self.words = text_label(role="muted", wrap=True)
        self.field = CodeField(context.theme, self.tr("Definition"))
        self.field.edited.connect(self._on_edited)
        self.fault = text_label(role="error", wrap=True)
        self.jump = push_button(icons, self.tr("Go to the line"), quiet=True, on_click=self._go_to_fault)
        self.copy = push_button(icons, self.tr("Copy to edit"), "copy", primary=True, on_click=self.copy_it)
        self.save = push_button(icons, self.tr("Save"), "save", primary=True, on_click=self.save_it)
        self.revert = push_button(icons, self.tr("Back to what is saved"), "undo-2", on_click=self.revert_it)
        self.export = push_button(icons, self.tr("Export to a file…"), "download", on_click=self.export_it)
        self.delete = push_button(icons, self.tr("Delete"), "trash-2", danger=True, on_click=self.delete_it)
        self.take_in = push_button(icons, self.tr("Import from a file…"), "file-input", on_click=self.import_it)
        self.take_in.setEnabled(not context.desk.read_only)
        self._lay_out()
        context.bridge.changed.connect(self.fill)  # a method: it ends with the dialog
        theme = context.theme
        room = parent.window().size()
        self.resize(min(theme.px(980), room.width()), min(theme.px(680), room.height()))
        self.fill()
        self.choose(first)

    def _lay_out(self) -> None:
        start = QWidget()
        left = QVBoxLayout(start)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addWidget(self.take_in)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.copy, self.save, self.revert, self.export, self.delete):
            flow.addWidget(button)
        below = QHBoxLayout()
        below.addWidget(self.fault, 1)
        below.addWidget(self.jump, 0, Qt.AlignmentFlag.AlignTop)
        end = QWidget()
        right = QVBoxLayout(end)
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self.words)
        right.addWidget(self.field, 1)
        right.addLayout(below)
        right.addWidget(buttons)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(start)
        splitter.addWidget(end)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([self.context.theme.px(250), self.context.theme.px(700)])
        close = push_button(self.context.icons, self.tr("Close"), on_click=self.accept)
        foot = QHBoxLayout()
        hint = self.tr("Forms say which blocks a brief has; profiles how a house marks, names and dresses it.")
        foot.addWidget(text_label(hint, "hint", wrap=True), 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.notice)
        column.addWidget(splitter, 1)
        column.addLayout(foot)

    # showing

    def fill(self, _change: object = None) -> None:
        """List what there is now; what is chosen stays chosen."""
        key = _key(self._shown) if self._shown is not None else ""
        self._all = {}
        lines: list[OutlineLine] = []
        for kind, words in zip(_KINDS, (self.tr("Forms"), self.tr("Profiles")), strict=True):
            lines.append(OutlineLine("", "", words, "", heading=True))
            for one in self.context.desk.definitions(kind):
                self._all[_key(one)] = one
                lines.append(self._line(one))
        self._lines.set_lines(lines)
        if key:
            self.choose(key)

    def choose(self, key: str) -> None:
        """Choose a definition by its key, its id or its name; an unknown one chooses the first."""
        keys = [line.key for line in self._lines.lines]
        wanted = next((k for k, one in self._all.items() if key and key in (k, one.id, one.name)), "")
        place = keys.index(wanted) if wanted else 1
        self.list.setCurrentIndex(self._lines.index(place))
        self._on_chosen()

    def shown(self) -> Definition | None:
        """The definition that is shown."""
        return self._shown

    def dirty(self) -> bool:
        """Whether the field holds what is not stored."""
        one = self._shown
        return one is not None and not one.ours and self.field.value() != one.text

    def check(self) -> DefinitionError | None:
        """Say what is wrong with what is typed, naming the line; None where nothing is."""
        self._timer.stop()
        one = self._shown
        found = fault_of(one.kind, self.field.value()) if one is not None else None
        self._say_fault(found)
        return found

    def _line(self, one: Definition) -> OutlineLine:
        waiting = self.context.drafts.find(one.kind, one.id, "text") if one.id else None
        if one.fault is not None:
            return OutlineLine(_key(one), " ", one.title, said(one.fault), "red")
        if waiting is not None:
            return OutlineLine(_key(one), " ", one.title, self.tr("Your own, with changes that are not saved"), "amber")
        if one.ours:
            return OutlineLine(_key(one), " ", word(one.title), self.tr("Ships with the program"))
        return OutlineLine(_key(one), " ", one.title, self.tr("Your own"))

    def _on_chosen(self) -> None:
        index = self.list.currentIndex()
        one = self._all.get(self._lines.lines[index.row()].key) if index.isValid() else None
        if one is None:
            return
        before, self._shown = self._shown, one
        if before is not None and _key(before) == _key(one):
            if self.field.value() == before.text:
                self._show_text(one.text)
            self._show_state()
            return
        if before is not None and before.id:
            self._keep(before)
        draft = self.context.drafts.find(one.kind, one.id, "text") if one.id else None
        self.title.setText(word(one.title) if one.ours else one.title)
        self._show_text(draft.text if draft is not None else one.text)
        self.check()
        self._show_state()

    def _show_text(self, text: str) -> None:
        if self.field.value() != text:
            self.field.set_value(text)

    def _show_state(self) -> None:
        one = self._shown
        assert one is not None
        editable = not self.context.desk.read_only
        self.title.setText(word(one.title) if one.ours else one.title)
        if one.ours:
            words = self.tr("This ships with the program and stays as it is. Copy it to make one of your own.")
        elif self.dirty():
            words = self.tr("Not saved yet. Briefs use what was saved before.")
        else:
            words = self.tr("Saved. Briefs that name “%1” use it.").replace("%1", one.name)
        self.words.setText(words)
        self.field.setReadOnly(one.ours or not editable)
        self.copy.setVisible(one.fault is None)
        self.copy.setEnabled(editable)
        set_look(self.copy, "primary", one.ours)
        self.context.icons.bind(self.copy, "copy", "on_accent" if one.ours else "text")
        for button in (self.save, self.revert, self.delete):
            button.setVisible(not one.ours)
        for button in (self.save, self.revert):
            button.setEnabled(editable and self.dirty())
        self.delete.setEnabled(editable)

    def _say_fault(self, found: DefinitionError | None) -> None:
        self.fault.setText(said(found) if found is not None else "")
        self.fault.setVisible(found is not None)
        self.jump.setVisible(found is not None and found.line > 0)
        self.field.mark(found.line if found is not None else 0)
        self.field.setAccessibleDescription(self.fault.text())

    def _go_to_fault(self) -> None:
        found = self.check()
        if found is not None:
            self.field.go_to(found.line)

    def _on_edited(self) -> None:
        self._timer.start()
        if self._shown is not None:
            self._show_state()

    # verbs

    def copy_it(self) -> None:
        """Make one of the desk's own from the one shown, and show it."""
        one, desk = self._shown, self.context.desk
        if one is None or not self.context.may_edit():
            return
        verb = desk.copy_template if one.kind == Template.KIND else desk.copy_profile
        made: list[str] = []
        if self._attempt(lambda: made.append(verb(one.name, origin=_ORIGIN))):
            self.choose(made[0])
            self.field.go_to(1)

    def save_it(self) -> None:
        """Save what is typed; with a fault it stays as it is, kept as a draft, and the line is named."""
        one, desk = self._shown, self.context.desk
        if one is None or one.ours or not self.context.may_edit():
            return
        text = self.field.value()
        try:
            desk.save_definition(one.kind, one.id, text, origin=_ORIGIN)
        except DefinitionError as error:
            self._keep(one)
            self._say_fault(error)
            self.context.saved(said(error))
            return
        except BriefingError as error:
            self._keep(one)
            self._say(said(error))
            return
        self.context.drafts.drop(one.kind, one.id, "text")
        self.context.saved("")
        self.fill()
        self.check()

    def revert_it(self) -> None:
        """Give up what is typed for what is saved."""
        one = self._shown
        if one is not None:
            self.context.drafts.drop(one.kind, one.id, "text")
            self._show_text(one.text)
            self.check()
            self.fill()

    def delete_it(self) -> None:
        """Move the one shown to the bin, with a way back."""
        one, desk = self._shown, self.context.desk
        if one is None or one.ours or not self.context.may_edit():
            return
        if self._attempt(lambda: desk.delete(one.kind, one.id, origin=_ORIGIN)):
            self._entry = desk.latest
            self._shown = None
            self.fill()
            self.choose("")
            self._say(
                self.tr("Deleted “%1”. A brief that names it cannot be made without it.").replace("%1", one.title)
            )
            self.undo.show()

    def _take_back(self) -> None:
        entry, self._entry = self._entry, ""
        if entry and self._attempt(lambda: self.context.desk.undo_entry(entry, origin=_ORIGIN)):
            self.notice.hide()
            self.fill()

    def import_it(self) -> None:
        """Ask for a file and take it in as one of the desk's own."""
        path = self.context.alerts.open_file(self.tr("Import a form or a profile"), _folder(), _FILES)
        if path is None or not self.context.may_edit():
            return
        made: list[str] = []

        def take() -> None:
            text = read_definition(path)
            # A form is what has blocks; of anything else the faults of a profile are told.
            kind = Template.KIND if "[[block]]" in text.replace(" ", "") else Profile.KIND
            made.append(self.context.desk.new_definition(kind, text, origin=_ORIGIN))

        if self._attempt(take, self.tr("“%1” was not taken in.").replace("%1", path.name)):
            self.choose(made[0])

    def export_it(self) -> None:
        """Ask for a place and write the one shown there."""
        one = self._shown
        if one is None:
            return
        path = self.context.alerts.save_file(self.tr("Export to a file"), _folder() / f"{one.name}.toml", _FILES)
        if path is not None and self._attempt(lambda: write_definition(path, self.field.value())):
            self._say(self.tr("Written to “%1”.").replace("%1", path.name))

    def done(self, result: int) -> None:
        if self._shown is not None and self._shown.id:
            self._keep(self._shown)
        self._timer.stop()
        super().done(result)

    def _keep(self, one: Definition) -> None:
        """Keep what is typed and not saved as a draft."""
        text = self.field.value()
        if text == one.text or self.context.desk.read_only:
            self.context.drafts.drop(one.kind, one.id, "text")
        else:
            self.context.drafts.keep(Draft(one.kind, one.id, "text", text, one.text, utc_now()))

    def _attempt(self, verb: Callable[[], object], before: str = "") -> bool:
        try:
            verb()
        except BriefingError as error:
            self._say(" ".join(part for part in (before, said(error)) if part))
            return False
        self.context.saved("")
        return True

    def _say(self, words: str) -> None:
        self.undo.hide()
        self.notice.set_text(words, "blue")
        self.notice.show()


def _key(one: Definition) -> str:
    return one.id or f"{one.kind} {one.name}"


def _folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
