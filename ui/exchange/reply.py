"""Taking a reply: what a reader wrote on a pouch is looked at note by note, then taken in one step.

Refuses to: take what was not shown before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing.desk import Desk
from briefing.desk.replying import ReplyPreview
from briefing.errors import SealedPouchError
from briefing.model import Brief, Comment, Decision
from ui.context import Context
from ui.exchange.sides import SideBySide, framed, record_view
from ui.exchange.stages import Stages
from ui.forms.change_label import change_label
from ui.forms.words import moment_words
from ui.models.record_list import ID_ROLE, RecordList
from ui.theme import Tone
from ui.tones import shown
from ui.widgets.banner import Banner
from ui.widgets.column import Column, scrolled
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import isolate, one_line, text_label
from ui.widgets.pill import Pill
from ui.widgets.rows import RowText
from ui.words import counted, marked, said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.review_model import Remark

REPLIES = marked("Replies (*.reply)")
KEY_FILES = marked("Key files (*.key *.txt);;All files (*)")


@dataclass(frozen=True)
class NoteTold:
    """A note of a reply, what becomes of it, and what it said before where it was changed."""

    note: Remark
    what: str
    before: Remark | None = None


@dataclass(frozen=True)
class Opening:
    """What opens a sealed reply: the text of a key file, or a passphrase."""

    keys: str = ""
    passphrase: str = ""


@dataclass(frozen=True)
class Sealed:
    """A reply that could not be opened yet, and the sentence that says what is missing."""

    passphrase: bool
    sentence: str


def preview(desk: Desk, path: Path, opening: Opening) -> ReplyPreview | Sealed:
    """What taking a reply would do, or that it is sealed. Raises PouchError."""
    try:
        return desk.preview_reply(path, keys=opening.keys, passphrase=opening.passphrase)
    except SealedPouchError as error:
        return Sealed(error.passphrase, said(error))


def take(desk: Desk, path: Path, opening: Opening) -> ReplyPreview:
    """Take a reply. Raises PouchError."""
    return desk.take_reply(path, keys=opening.keys, passphrase=opening.passphrase)


class ReplyWindow(Stages):
    """The dialog; `open()` it. `taken` carries the preview of what was taken, after the store has it."""

    taken = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Ask for a file."""
        super().__init__(context, self.tr("Take a reply"), self.tr("Take"), "download", parent)
        self.path = Path()
        self.preview: ReplyPanel | None = None
        self.start = EmptyState(
            context.icons,
            "inbox",
            self.tr("What did a reader answer?"),
            self.tr("Choose the reply that a reader sent back. You see every comment and decision before it is taken."),
        )
        self.file_button = self.start.add_action(
            self.tr("Choose a reply…"), self.choose_file, icon="folder-open", primary=True
        )
        self._opening = Opening()
        self._sealed: Sealed | None = None
        self.seal = EmptyState(context.icons, "lock", self.tr("This reply is sealed"))
        self.unseal = self.seal.add_action(self.tr("Choose the key file…"), self._unseal, primary=True)
        self.again = self.problem.add_action(self.tr("Choose another reply…"), self.choose_file, primary=True)
        self.grow(680, 420)
        self.show_page(self.start)
        self.file_button.setFocus()

    def choose_file(self) -> None:
        """Ask for the reply, and read it."""
        folder = Path(self.context.settings.word("pouch_folder") or self.context.settings.data_folder())
        path = self.context.alerts.open_file(self.tr("Take a reply"), folder, REPLIES)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a reply in the background, and show what it holds; what opens a sealed one is asked for."""
        self.path, self._opening = path, Opening()
        self._read()

    def _read(self) -> None:
        self.context.flush()
        path, opening = self.path, self._opening
        words = self.tr("Reading “%1”").replace("%1", path.name)
        self.work(words, lambda desk, _handle: preview(desk, path, opening), self._on_read)

    def _on_read(self, found: ReplyPreview | Sealed) -> None:
        if isinstance(found, ReplyPreview):
            self._show_preview(found)
            return
        self._sealed = found
        self.seal.set_text(self.tr("This reply is sealed"), found.sentence)
        self.unseal.setText(self.tr("Enter the passphrase…") if found.passphrase else self.tr("Choose the key file…"))
        self.show_page(self.seal)
        self.unseal.setFocus()

    def _unseal(self) -> None:
        alerts, title = self.context.alerts, self.tr("This reply is sealed")
        if self._sealed is not None and self._sealed.passphrase:
            words = alerts.ask_text(title, self._sealed.sentence, secret=True)
            if words:
                self._opening = Opening(passphrase=words)
                self._read()
            return
        path = alerts.open_file(title, self.context.settings.data_folder(), KEY_FILES)
        if path is not None:
            try:
                self._opening = Opening(keys=path.read_text("utf-8"))
            except (OSError, UnicodeDecodeError):
                self.refused(self.tr("“%1” cannot be read. Choose the key file of this desk.").replace("%1", path.name))
                return
            self._read()

    def main_verb(self) -> None:
        """Take what is shown."""
        context, path, opening = self.context, self.path, self._opening
        if self.preview is None or self.busy() or not context.may_edit():
            return
        done: list[ReplyPreview] = []
        if context.attempt(lambda: done.append(take(context.desk, path, opening))):
            self.accept()
            self.taken.emit(done[0])

    def refused(self, sentence: str) -> None:
        self.say_problem(self.tr("Nothing was taken"), sentence)
        self.again.setFocus()

    def _show_preview(self, found: ReplyPreview) -> None:
        self.preview = ReplyPanel(self.context, found)
        self.grow(820, 600)
        self.show_page(self.preview, verb=not found.empty)
        self.preview.list.setFocus()


class ReplyPanel(QWidget):
    """Who answered when, the notes in a list, and the chosen one beside it."""

    def __init__(self, context: Context, found: ReplyPreview) -> None:
        """Show what taking the reply does."""
        super().__init__()
        self._context = context
        self._briefs = {one.id: one.title for one in context.desk.every(Brief)}
        told = [NoteTold(note, "new") for note in found.new]
        told += [NoteTold(after, "changed", before) for before, after in found.changed]
        told += [NoteTold(note, "refused") for note in found.refused]
        told += [NoteTold(note, "known") for note in found.known]
        self._notes = {one.note.id: one for one in told}
        self.list = record_view(context, self._rows, self.tr("Comments and decisions of the reply"))
        self._inside = Column()
        self._inside.setObjectName("bare")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(18, 14, 18, 16)
        self._column.setSpacing(6)
        area = scrolled(self._inside, self.tr("The chosen note"))
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = self.tr("Reply of %1").replace("%1", isolate(found.reader))
        column.addWidget(text_label(title, "title", wrap=True))
        sent = self.tr("Made %1").replace("%1", moment_words(found.made_at))
        column.addWidget(text_label(sent, "muted", wrap=True))
        column.addWidget(self._counts(told))
        for text in self._warnings(found):
            column.addWidget(Banner(context.icons, text, "amber", closable=False))
        column.addWidget(framed(SideBySide(context, self.list, area)), 1)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        model = self.list.model()
        assert isinstance(model, RecordList)
        model.set_ids(list(self._notes))
        self.list.setCurrentIndex(model.index(0))

    def _counts(self, told: Sequence[NoteTold]) -> QWidget:
        many = {what: sum(one.what == what for one in told) for what in ("new", "changed", "refused", "known")}
        pills: tuple[tuple[str, str, Tone], ...] = (
            ("new", counted(many["new"], "%1 new note", "%1 new notes"), "green"),
            ("changed", counted(many["changed"], "%1 changed", "%1 changed"), "blue"),
            ("refused", counted(many["refused"], "%1 left as it is", "%1 left as they are"), "amber"),
            ("known", counted(many["known"], "%1 already there", "%1 already there"), "grey"),
        )
        row = QWidget()
        flow = FlowLayout(row)
        for what, words, tone in pills:
            if many[what]:
                flow.addWidget(Pill(words, tone, parent=row))
        return row

    def _warnings(self, found: ReplyPreview) -> list[str]:
        told = [
            self.tr("“%1” was recalled meanwhile; the notes are taken all the same.").replace("%1", isolate(one))
            for one in found.recalled
        ]
        if found.empty:
            told.append(self.tr("Everything in this reply is here already. There is nothing to take."))
        if found.refused:
            told.append(self.tr("Notes that were written by somebody else stay as they are."))
        return told

    def _rows(self, ids: Sequence[str]) -> dict[str, RowText]:
        return {one: self._row(self._notes[one]) for one in ids}

    def _row(self, told: NoteTold) -> RowText:
        note = told.note
        icon = "message-square" if isinstance(note, Comment) else "circle-check"
        title = one_line(note.text) or _result(note)
        second = " · ".join([_kind(note), isolate(self._briefs.get(note.brief, ""))])
        return RowText(title, second, (_pill(told.what),), icon=icon)

    def _show_chosen(self) -> None:
        told = self._notes.get(str(self.list.currentIndex().data(ID_ROLE) or ""))
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if told is None:
            return
        note = told.note
        version = self.tr("version %1").replace("%1", str(note.version or 0))
        where = " · ".join([isolate(self._briefs.get(note.brief, "")), version])
        by = f"{isolate(note.author)} · {moment_words(note.written_at)}"
        self._column.addWidget(text_label(_kind(note), "section"))
        self._column.addWidget(text_label(where, wrap=True))
        self._column.addWidget(text_label(by, "muted", wrap=True))
        if isinstance(note, Comment) and note.exact:
            self._column.addWidget(text_label(f"“{note.exact}”", "quote", wrap=True))
        if isinstance(note, Decision):
            self._column.addWidget(text_label(_result(note), "strong", wrap=True))
        if told.before is not None and told.before.text and note.text:
            self._column.addWidget(change_label(self._context.icons, "", told.before.text, note.text))
        elif note.text:
            self._column.addWidget(text_label(note.text, wrap=True, selectable=True))
        self._column.addStretch(1)


def _kind(note: Remark) -> str:
    if isinstance(note, Decision):
        return _tr("Decision")
    return _tr("Answer to a comment") if note.parent else _tr("Comment")


def _result(note: Remark) -> str:
    return shown(note.result.value) if isinstance(note, Decision) else _tr("Comment")


def _pill(what: str) -> tuple[str, Tone]:
    words: dict[str, tuple[str, Tone]] = {
        "new": (_tr("new"), "green"),
        "changed": (_tr("changed"), "blue"),
        "refused": (_tr("left as it is"), "amber"),
        "known": (_tr("already there"), "grey"),
    }
    return words[what]
