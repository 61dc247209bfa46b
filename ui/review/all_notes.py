"""Every comment and decision of the store in one list: narrowed by what, whose, on which brief, and by words.

Responsible for: showing them, and leading to the place of one. Refuses to: write, and to leave one out unasked: the
line on top tells how many there are and how many are shown.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from briefing.desk.reviewing import NoteFilter
from briefing.errors import BriefingError
from briefing.model import KINDS, Brief, Comment, Decision
from briefing.review_model import Remark
from briefing.terms import DecisionResult
from ui.context import Context
from ui.forms.words import moment_words
from ui.models.record_list import RecordList
from ui.review.note_words import initials_on, result_tone, result_words, results
from ui.theme import Tone
from ui.widgets.buttons import push_button
from ui.widgets.chips import ChipRow
from ui.widgets.dragging import PlainLine
from ui.widgets.labels import text_label
from ui.widgets.rows import RowDelegate, RowText
from ui.widgets.text_field import ChoiceField
from ui.words import counted, cut, word

_ALL, _OPEN, _COMMENTS, _DECISIONS = "all", "open", "comments", "decisions"


class AllNotes(QWidget):
    """A window of its own. `wanted` carries a note that is to be shown in its place."""

    wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Read them all."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("surface_page")
        self.setWindowTitle(self.tr("Comments and decisions"))
        self.context = context
        self._notes: dict[str, Remark] = {}
        self._titles: dict[str, str] = {}
        self._total = 0
        self.count = text_label(role="strong", wrap=True)
        self.chips = ChipRow(context.icons, self.tr("Which"), exclusive=True)
        for key, words in (
            (_ALL, self.tr("All")),
            (_OPEN, self.tr("Open comments")),
            (_COMMENTS, self.tr("Comments")),
            (_DECISIONS, self.tr("Decisions")),
            *results(),
        ):
            self.chips.add_chip(key, words)
        self.words = PlainLine()
        self.words.setPlaceholderText(self.tr("Filter by words"))
        self.words.setAccessibleName(self.tr("Filter by words"))
        self.words.setClearButtonEnabled(True)
        self.author = ChoiceField(self.tr("Whose"))
        self.brief = ChoiceField(self.tr("On which brief"))
        self.model = RecordList(self._rows, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(context.theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Comments and decisions, newest first"))
        self.nothing = text_label(role="muted", wrap=True)
        self._arrange()
        self.chips.changed.connect(lambda _keys: self._narrow())
        self.words.textChanged.connect(lambda _text: self._narrow())
        for field in (self.author, self.brief):
            field.currentIndexChanged.connect(lambda _index: self._narrow())
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        context.bridge.changed.connect(lambda _change: self.read())
        context.bridge.closing.connect(self.close)
        self.resize(context.theme.px(720), context.theme.px(620))
        self.read()
        self.list.setFocus()

    def read(self) -> None:
        """Read them again; what is narrowed stays so."""
        try:
            everything = self.context.desk.all_notes()
            self._titles = {one.id: one.title for one in self.context.desk.every(Brief)}
        except BriefingError as error:
            self.context.refused(error)
            return
        self._total = len(everything)
        authors = sorted({one.author for one in everything if one.author})
        briefs = {one.brief for one in everything if one.brief}
        for field, first, options in (
            (self.author, self.tr("Everybody"), [(one, one) for one in authors]),
            (self.brief, self.tr("All briefs"), [(one, self._title(one)) for one in sorted(briefs, key=self._title)]),
        ):
            blocked = field.blockSignals(True)
            field.set_options([("", first), *options])
            field.blockSignals(blocked)
        self._narrow()

    def show_brief(self, brief: str) -> None:
        """Narrow the list to one brief."""
        self.brief.setCurrentIndex(self.brief.findData(brief))

    def shown(self) -> list[Remark]:
        """The notes that are listed, in order."""
        return [self._notes[one] for one in self.model.ids()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _narrow(self) -> None:
        key = next(iter(self.chips.keys()), _ALL)
        asked = NoteFilter(
            brief=self.brief.value(),
            author=self.author.value(),
            kind={_COMMENTS: Comment.KIND, _OPEN: Comment.KIND, _DECISIONS: Decision.KIND}.get(key, ""),
            result=key if key in {one.value for one in DecisionResult} else "",
            unresolved=key == _OPEN,
            words=self.words.text().strip(),
        )
        try:
            found = self.context.desk.all_notes(asked)
        except BriefingError as error:
            self.context.refused(error)
            return
        self._notes = {one.id: one for one in found}
        self.model.reload([one.id for one in found])
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        words = counted(self._total, "%1 comment or decision", "%1 comments and decisions")
        if len(found) != self._total:
            words = self.tr("%1 of %2").replace("%1", str(len(found))).replace("%2", words)
        self.count.setText(words)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        none = self.tr("No comment or decision was written yet. Review mode (F11) is where briefs are.")
        self.nothing.setText(self.tr("Nothing is like that. Choose All, or other words.") if self._total else none)

    def _rows(self, ids: object) -> dict[str, RowText]:
        assert isinstance(ids, list | tuple)
        return {one: self._row(self._notes[one]) for one in ids}

    def _row(self, note: Remark) -> RowText:
        pills: list[tuple[str, Tone]] = [(initials_on(note) or "–", "grey")]
        if isinstance(note, Decision):
            title = note.text or result_words(note.result)
            pills.insert(0, (result_words(note.result), result_tone(note.result)))
        else:
            title = note.text
            state: tuple[str, Tone] = (self.tr("resolved"), "green") if note.resolved else (self.tr("open"), "blue")
            pills.insert(0, (self.tr("reply"), "grey") if note.parent else state)
        version = self.tr("version %1").replace("%1", str(note.version)) if note.version else self.tr("draft")
        if note.brief:
            about = [self._title(note.brief), version]
        else:
            kind = word(KINDS[note.record_kind].LABEL).capitalize() if note.record_kind in KINDS else ""
            about = [kind, self.context.desk.title(note.record_kind, note.record)]
        if isinstance(note, Comment) and note.exact:
            about.append(f"“{cut(note.exact)}”")
        return RowText(title, " · ".join(part for part in about if part), tuple(pills), moment_words(note.written_at))

    def _title(self, brief: str) -> str:
        return self._titles.get(brief) or self.context.desk.title(Brief.KIND, brief)

    def _open(self, index: QModelIndex) -> None:
        note = self._notes.get(self.model.id_at(index))
        if note is not None:
            self.wanted.emit(note)

    def _arrange(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self.words, 2)
        choice.addWidget(self.author, 1)
        choice.addWidget(self.brief, 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button(self.context.icons, self.tr("Close"), on_click=self.close))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.count)
        column.addWidget(self.chips)
        column.addLayout(choice)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(foot)
