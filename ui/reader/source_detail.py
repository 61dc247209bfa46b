"""One source: what is known of it, its archived text, and beside it capture, quotes and the fields."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from briefing.model import Citation, Quote, Source
from briefing.reading import Archived
from ui.context import Context
from ui.forms.appears_in import AppearsIn
from ui.forms.detail_head import DetailHead
from ui.forms.record_form import RecordForm
from ui.forms.record_history import RecordHistory
from ui.forms.record_verbs import RecordVerbs
from ui.forms.sections import Section, fill_quote_menu, fill_quotes
from ui.reader.capture import CapturePanel
from ui.reader.citing import Citing
from ui.reader.facts import facts
from ui.reader.stated import StatedSection
from ui.reader.versions import Versions
from ui.reader.view import Marked, ReaderView
from ui.widgets.beside import Beside
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.column import reveal, scrolled
from ui.widgets.dragging import PlainLine
from ui.widgets.empty import EmptyState
from ui.widgets.labels import isolate, text_label
from ui.widgets.offsets import trimmed

_FIELDS = (
    "title", "type", "container_title", "publisher", "issued_edtf", "issued_basis", "url", "accessed_edtf",
    "language", "reliability", "rights", "title_translated", "marking", "notes",
)  # fmt: skip


_SHARES = {Qt.Orientation.Vertical: "sources/text_above", Qt.Orientation.Horizontal: "sources/text_beside"}
"""Under which name it is remembered how much of the room the text has."""
_TEXT = 0.6
_REVIEWED = {Qt.Orientation.Vertical: 0.4, Qt.Orientation.Horizontal: 0.55}
"""The share of the text beside something that was put there for a while."""
_FIND = 230
"""So much room (at 10 pt) the finding of words needs."""
_HEADING = 40
"""So much of what is known of a source is always seen."""
_LOW = 330
"""With less height than this (at 10 pt) the text needs the room of the facts above it."""
NARROW = 760
"""Below this width (at 10 pt) what is known of a source stands under its text, not beside it."""
_TIGHT = 680
"""The same while something else stands beside the text."""


class SourceDetail(QWidget):
    """The reader with its side panel. `quote_wanted` carries the id of a quote that was clicked in the text.

    `places_wanted` asks what became of the quotes of older versions.
    """

    quote_wanted = Signal(str)
    moved = Signal()
    places_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the parts; no source is shown yet."""
        super().__init__(parent)
        self.context = context
        self._source: Source | None = None
        self._way: Qt.Orientation | None = None
        self._beside_text: QWidget | None = None
        self._text = ""
        self.verbs = RecordVerbs(context, Source.KIND, self.flush)
        self.verbs.moved.connect(self.moved)
        self.head = DetailHead(context, Source.KIND)
        self.head.delete_wanted.connect(self.delete)
        self.head.restore_wanted.connect(lambda: self.verbs.restore(self.shown()))
        self.head.history_wanted.connect(self._open_history)
        self.title = text_label(role="title", wrap=True, selectable=True)
        self.facts = text_label(role="muted", wrap=True, selectable=True)
        for label in (self.title, self.facts):
            label.setMinimumHeight(1)  # else they would ask for the height of one word a line, and the splitter give it
        self._version = ""
        self.versions = Versions(context, self)
        self.versions.moved_wanted.connect(self.places_wanted)
        self.versions.chosen.connect(self.show_version)
        self.view = ReaderView(context.theme)
        self.view.setMinimumHeight(context.theme.px(70))
        self.no_text = EmptyState(
            context.icons, "library", self.tr("No archived text"), self.tr("This source is only referred to.")
        )
        self.seek = PlainLine()
        self.seek.setPlaceholderText(self.tr("Find in this text"))
        self.seek.setAccessibleName(self.seek.placeholderText())
        self.seek.setClearButtonEnabled(True)
        self.count = text_label(role="muted")
        self.capture_button = push_button(
            context.icons, self.tr("Capture quote"), "text-quote", primary=True, on_click=self.capture_selection
        )
        self.citing = Citing(context, self)
        self.capture = CapturePanel(context)
        self.quotes = Section(context, self.tr("Quotes in this source"), self.tr("None yet: select a passage."))
        self.form = RecordForm(context, "source", _FIELDS, columns=1)
        self.stated = StatedSection(context)
        self.appears = AppearsIn(context, Source.KIND)
        self.history = RecordHistory(context)
        self._arrange()
        self.seek.textChanged.connect(lambda text: self.view.find_text(text))
        self.seek.returnPressed.connect(lambda: self.view.next_hit(1))
        self.view.found.connect(self._on_found)
        self.view.quote_clicked.connect(self.quote_wanted)
        self.view.menu_wanted.connect(lambda quote, menu: fill_quote_menu(self.context, quote, menu))
        self.view.selectionChanged.connect(self._on_selection)
        self._on_selection()

    def shown(self) -> str:
        """The id of the source shown; empty where none is."""
        return self._source.id if self._source is not None else ""

    def source(self) -> Source | None:
        """The source shown."""
        return self._source

    def has_text(self) -> bool:
        """Whether there is an archived text to read."""
        return bool(self._text)

    def delete(self) -> None:
        """Move the source to the bin, with a way back; its archived text stays."""
        self.verbs.delete(self.shown())

    def show_record(self, record_id: str) -> None:
        """Show a source and its newest archived text, with its quotes checked now."""
        desk = self.context.desk
        source = desk.get(Source, record_id)
        self.head.show_record(source, (f"grade {source.reliability}",))
        if self._source is None or self._source.id != source.id:
            self.quotes.fold()
            self.appears.fold()
            self.capture.close_panel()
            self.seek.clear()
            self._version = ""
        self._source = source
        archived = self._archived(source)
        self._text = archived.text if archived else ""
        self.title.setText(isolate(source.title))
        self.facts.setText(facts(source, archived))
        self.view.setVisible(archived is not None)
        self.no_text.setVisible(archived is None)
        self.seek.setEnabled(archived is not None)
        quotes = desk.quotes_in(archived.version.id) if archived else []
        versions = desk.source_versions(source.id)
        others = desk.older_quotes(source.id)
        self.versions.show_versions(versions, archived.version.id if archived else "", len(others))
        if archived is not None:
            self.view.show_text(archived.text)
            states = desk.quote_states(quotes)
            self.view.show_marked([_marked(one, states[one.id]) for one in quotes if one.start is not None])
        quotes = [*quotes, *(one for one in others if archived is None or one.source_version != archived.version.id)]
        words = self.tr("Quotes in this source (%1)").replace("%1", str(len(quotes)))
        self.quotes.set_title(words if quotes else self.tr("Quotes in this source"))
        fill_quotes(self.quotes, quotes, with_source=False)
        self.form.show_record(source)
        self.stated.show_version(archived.version if archived is not None else None)
        self.appears.show_record(Source.KIND, source.id, editable=not source.deleted)
        self.history.show_record(Source.KIND, source.id)
        self._on_selection()
        self._fit()

    def show_version(self, version: str) -> None:
        """Show one version of the source; the newest one where `version` is empty."""
        self._version = version
        if self._source is not None:
            self.show_record(self._source.id)

    def _archived(self, source: Source) -> Archived | None:
        """The text that is read: the newest, or the version that was chosen while it is there."""
        desk = self.context.desk
        newest = desk.archived(source.id)
        there = {one.id for one in desk.source_versions(source.id)} if self._version else set[str]()
        if newest is None or self._version not in there or self._version == newest.version.id:
            self._version = ""
            return newest
        return desk.version_text(self._version)

    def show_words(self, words: Quote | Citation) -> None:
        """Scroll to a quote or a cited passage and mark it, in the version that it was taken from."""
        if words.start is not None and words.end is not None:
            if words.source_version:
                self.show_version(words.source_version)
            self.show_place(words.start, words.end)

    def show_place(self, start: int, end: int) -> None:
        """Scroll to the characters from `start` to `end` and mark them."""
        self.view.show_passage(start, end)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def capture_selection(self) -> None:
        """Open the capture panel on the selected passage, without white space and marks around it."""
        start, end = self.view.selection()
        if self._source is None or start == end:
            self.context.toast(self.tr("Select the passage in the text first."))
            return
        if not self.view.is_exact():
            self.context.toast(self.tr("This text holds characters that cannot be selected exactly here."))
            return
        start, end = trimmed(self._text, start, end)
        self.view.show_passage(start, end)
        self.capture.capture(self._source.id, self._text, start, end, self._source.issued_edtf)

    def selected(self) -> tuple[int, int, str] | None:
        """The selected passage without white space and marks around it: start, end, words; None where none is."""
        start, end = self.view.selection()
        if start == end or not self.view.is_exact():
            return None
        start, end = trimmed(self._text, start, end)
        return start, end, self._text[start:end]

    def _open_history(self) -> None:
        if not self.history.is_open():
            self.history.toggle()
        self.bring(self.history)

    def add_below(self, part: QWidget) -> None:
        """Put a section under what says where the source appears, above its history."""
        self._beside.insertWidget(self._beside.indexOf(self.history), part)

    def bring(self, part: QWidget) -> None:
        """Bring a part of the side panel into view."""
        reveal(self._side, part)

    def focus_field(self, name: str) -> None:
        """Put the focus into a field, and bring it into view."""
        self.form.focus_field(name, select=True)
        self.bring(self.form.row(name))

    def focus_find(self) -> None:
        """Put the focus into the find field."""
        self.seek.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.seek.selectAll()

    def flush(self) -> None:
        """Save what is half typed."""
        self.form.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give text and side what they need at least; a splitter knows nothing of lines that wrap."""
        theme, wide, high = self.context.theme, self.width(), self.height()
        alone = self._beside_text is None
        narrow = wide < theme.px(NARROW if alone else _TIGHT)
        self.head.setVisible(alone)
        self._verb_row.setVisible(alone)
        self._tools.setVisible(alone or not narrow)
        self.facts.setVisible(high >= theme.px(_LOW) and (alone or not narrow))  # they stand in the form too
        inside, words = self._side.widget(), self._words.layout()
        if inside is not None:
            least = inside.minimumSizeHint().width() + self._side.verticalScrollBar().sizeHint().width()
            self._side.setMinimumWidth(max(theme.px(250), min(least, wide // 2)))
        if words is not None:
            tall = words.totalMinimumHeightForWidth(wide) if narrow else 0
            self._words.setMinimumHeight(max(0, min(tall, high - theme.px(_HEADING))))
        self._turn(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def add_verb(self, button: QWidget) -> None:
        """Put a button behind those that do something with the text."""
        self._verbs_row.insertWidget(self._verbs_row.count() - 1, button)

    def put_beside(self, part: QWidget) -> None:
        """Show a part in the place of what is known of the source, or below the text where that stands there."""
        if self.splitter.indexOf(part) < 0:
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.indexOf(part), 2)
            self.splitter.setCollapsible(self.splitter.indexOf(part), False)
        self._beside_text = part
        self._side.hide()
        part.show()
        self._fit()
        self._share()

    def take_away(self) -> None:
        """Show what is known of the source again."""
        if self._beside_text is not None:
            self._beside_text.hide()
            self._beside_text = None
            self._side.show()
            self._fit()
            self._share()

    def _turn(self, way: Qt.Orientation) -> None:
        """Put text and side beside or below each other, each in the share that was chosen for this way."""
        if way == self._way:
            return
        self._way = way
        self.splitter.setOrientation(way)
        self._share()

    def _share(self) -> None:
        if self._way is None:
            return
        upright = self._way == Qt.Orientation.Vertical
        whole = max(2, self.height() if upright else self.width())
        name, usual = _SHARES[self._way], _TEXT
        if self._beside_text is not None:
            name, usual = f"{name}_reviewed", _REVIEWED[self._way]
        text = round(whole * self.context.settings.share(name, usual))
        self.splitter.setSizes([text, *([whole - text] * (self.splitter.count() - 1))])

    def _on_splitter(self) -> None:
        sizes = self.splitter.sizes()
        if self._way is not None and sum(size > 0 for size in sizes) == 2:
            name = _SHARES[self._way] if self._beside_text is None else f"{_SHARES[self._way]}_reviewed"
            self.context.settings.set_share(name, sizes[0] / sum(sizes))

    def _on_found(self, total: int, place: int) -> None:
        words = self.tr("%1 of %2").replace("%1", str(place)).replace("%2", str(total))
        self.count.setText(words if total else (self.tr("none") if self.seek.text() else ""))

    def _on_selection(self) -> None:
        start, end = self.view.selection()
        kept = self._source is not None and not self._source.deleted and not self._version
        can = start != end and kept and not self.context.desk.read_only
        self.capture_button.setEnabled(can)
        self.citing.button.setEnabled(can)
        exact = can and self._source is not None and self.view.is_exact()
        self.citing.passage = (self.shown(), *trimmed(self._text, start, end)) if exact else None

    def _arrange(self) -> None:
        find = QHBoxLayout()
        find.setSpacing(6)
        find.addWidget(self.seek, 1)
        find.addWidget(self.count)
        for icon, words, way in (
            ("chevron-up", self.tr("Previous place found"), -1),
            ("chevron-down", self.tr("Next place found"), 1),
        ):
            find.addWidget(icon_button(self.context.icons, icon, words, on_click=partial(self.view.next_hit, way)))
        verb_row = QWidget()
        verbs = QHBoxLayout(verb_row)
        verbs.setContentsMargins(0, 0, 0, 0)
        verbs.setSpacing(6)
        verbs.addWidget(self.citing.button)
        verbs.addWidget(self.capture_button)
        verbs.addWidget(self.versions.button)
        verbs.addStretch(1)
        self._verb_row, self._verbs_row = verb_row, verbs
        self._words = text = QWidget()
        text.setObjectName("surface_card")
        text.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(text)
        column.setContentsMargins(20, 14, 12, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.versions.older)
        column.addWidget(self.versions.not_newest)
        self._tools = Beside(self.context.theme, find, verb_row, _FIND)
        column.addWidget(self._tools)
        column.addWidget(self.view, 1)
        column.addWidget(self.no_text, 1)
        side = QWidget()
        side.setObjectName("surface_card")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._beside = beside = QVBoxLayout(side)
        beside.setContentsMargins(16, 14, 16, 20)
        beside.setSpacing(14)
        for widget in (self.capture, self.quotes, self.form, self.stated, self.appears, self.history):
            beside.addWidget(widget)
        beside.addStretch(1)
        self._side = area = scrolled(side, self.tr("About this source"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(text)
        self.splitter.addWidget(area)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.splitterMoved.connect(lambda _at, _number: self._on_splitter())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)


def _marked(quote: Quote, state: str) -> Marked:
    return Marked(quote.id, quote.start or 0, quote.end or 0, state == "verified", quote.exact)
