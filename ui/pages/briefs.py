"""The briefs: which there are, and the composer: outline, words, and the pages as they will print.

What belongs to QtPdf is imported when the page is built, never with this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefing.model import Brief
from briefing.rules import dates
from briefing.rules.templates import Template
from ui.brief.block_verbs import BlockVerbs
from ui.brief.composer import Composer
from ui.brief.details import BriefDetails
from ui.brief.digest import Entry, entries
from ui.brief.editors import RecordsView
from ui.brief.exporter import Exporter
from ui.brief.making import Made
from ui.brief.new_brief import NewBrief
from ui.brief.outline import Outline
from ui.brief.outline_lines import OutlineLine, lines_of
from ui.brief.own_words import BlockEditor
from ui.brief.start import StartColumn
from ui.pages.brief_verbs import DETAILS, BriefVerbs
from ui.tones import pill, shown
from ui.widgets.banner import Banner
from ui.widgets.rows import RowShape, RowText
from ui.words import marked, word
from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.brief.printing import PrintWindow

_FILTER_FROM = 9
"""From how many briefs on the filter is always there."""


class BriefsPage(BriefVerbs):
    """Briefs and their outline at the start, the chosen block in the middle, the pages at the end."""

    KEY: ClassVar[str] = "briefs"
    KIND: ClassVar[str] = Brief.KIND
    KINDS: ClassVar[tuple[str, ...]] = (Brief.KIND,)
    VERBS: ClassVar[frozenset[str]] = frozenset({"include_block", "add_block", "block_up", "block_down"})
    TITLE: ClassVar[str] = marked("Briefs")
    ICON: ClassVar[str] = "file-text"
    SHAPE: ClassVar[RowShape] = RowShape.PLAIN
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No briefs yet"),
        marked("Facts, quotes and dates come from the records; you write the rest."),
    )

    def build(self) -> None:
        from ui.brief.preview import Preview

        context = self.context
        self._record: Brief | None = None
        self._choosing = self._print_when_made = False
        self._block = DETAILS
        self._print_window: PrintWindow | None = None
        self.brief_details = BriefDetails(context)
        self.brief_details.delete_wanted.connect(self.delete_brief)
        self.editor = BlockEditor(context)
        self.records = RecordsView(context)
        self.middle = QStackedWidget()
        for widget in (self.brief_details, self.editor, self.records):
            widget.setObjectName("surface_card")
            widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.middle.addWidget(widget)
        self.blocks = BlockVerbs(context, self.outline, self._anchor, self.flush)
        self.blocks.went.connect(self._go_to_block)
        self.blocks.written_next.connect(self._enter_block)
        self.outline.stepped.connect(self.blocks.step)
        self.outline.dropped.connect(self.blocks.move)
        self.outline.delete_wanted.connect(self.blocks.toggle)
        self.outline.menu_wanted.connect(self.blocks.open_menu)
        self.start.block_wanted.connect(self.add_block)
        for pane in (self.editor, self.records):
            pane.menu_wanted.connect(lambda at: self.blocks.open_menu(self._block, at))
        self.records.toggle_wanted.connect(lambda: self.blocks.toggle(self._block))
        self.records.records_wanted.connect(lambda: self.blocks.choose_records(self._block, self.records.choose))
        self.preview = Preview(context)
        self.preview.made.connect(self._on_made)
        self.brief_details.definitions_wanted.connect(self.open_definitions)
        self.brief_details.withheld_wanted.connect(lambda: self.preview.show_withheld(self.brief_details.held))
        self.editor.drafted.connect(self._on_draft)
        self.editor.written.connect(self._on_written)
        self.banner = Banner(context.icons, "", "amber")
        self.banner.hide()
        self.composer = Composer(context, self.middle, self.preview)
        self.composer.turned.connect(self._share_room)
        composed = QWidget()
        column = QVBoxLayout(composed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.composer, 1)
        self.composed = composed
        self.details.addWidget(composed)
        self.new_pane = NewBrief(context.icons, tuple(self.desk.templates().values()))
        self.new_pane.chosen.connect(self.make_brief)
        self.new_pane.cancelled.connect(self._leave_choice)
        self.new_pane.own_wanted.connect(self.open_definitions)
        self.details.addWidget(self.new_pane)
        self.exporter = Exporter(context, self)
        self.exporter.finished.connect(self._on_exported)
        self.exporter.failed.connect(lambda sentence: self._say(sentence, red=True))
        self.exporter.block_wanted.connect(lambda block: self.show_field(f"block {block}"))
        new = self.no_records.add_action(self.tr("New brief"), self.new_record, icon="plus", primary=True)
        new.setEnabled(not self.desk.read_only)
        self.print_button = self.header.add_button(self.tr("Print"), self.print_brief, icon="printer")
        self.print_button.setToolTip(self.tr("Print this brief (Ctrl+P)"))
        self.export_button = self.header.add_button(self.tr("Export"), self.export_brief, icon="download", primary=True)
        self.export_button.setToolTip(self.tr("Export this brief (Ctrl+E)"))

    # showing

    def refresh(self) -> None:
        super().refresh()
        if self.details.currentWidget() in (self.no_records, self.nothing):
            self._record = None
            self.header.set_title(_tr(self.TITLE))
            self.header.set_subtitle("")
        self.new_pane.show_forms(tuple(self.desk.templates().values()))
        if self._choosing:
            self.details.setCurrentWidget(self.new_pane)
        shown_ = self.details.currentWidget() is self.composed
        for button in (self.print_button, self.export_button):
            button.setEnabled(shown_)
        total = len(self.desk.ids(self.KIND))
        self.filter.setVisible(total >= _FILTER_FROM or bool(self.filter.text()) or self.filter.hasFocus())
        self.start.set_count(total)
        self.start.show_outline(self._record is not None)
        self._size_list()

    def show_detail(self, record_id: str) -> None:
        record = self.desk.get(Brief, record_id)
        other = self._record is None or self._record.id != record_id
        self._record = record
        if other:
            self._choosing = False
            self.banner.hide()
            self._block = ""
        self.preview.show_brief(record_id)
        if not self._block:
            self._block = next((e.block.name for e in self._entries()[0] if e.block.own), DETAILS)
        self._show_outline()
        self.outline.choose(self._block)
        self._show_block()
        self._show_head()
        if not self._choosing:
            self.details.setCurrentWidget(self.composed)

    def row_text(self, title: str, subtitle: str, tags: Sequence[str], date: str) -> RowText:
        form = self.desk.templates().get(subtitle)
        state = tuple(pill(tag) for tag in tags if tag != "draft")
        words = " · ".join(part for part in (word(form.title) if form else subtitle, date) if part)
        return RowText(title, words, state)

    def flush(self) -> None:
        self.editor.flush()
        self.brief_details.flush()

    def is_waiting(self) -> bool:
        return super().is_waiting() or self.preview.busy()

    def stop(self) -> None:
        super().stop()
        self.preview.stop()

    def _form(self) -> Template:
        assert self._record is not None
        # A template that is gone leaves an outline without blocks; the preview says what is wrong.
        return self.desk.templates().get(self._record.template) or Template(self._record.template, "", "", False, ())

    def _entries(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        assert self._record is not None
        made = self.preview.latest
        rows = self.desk.brief_blocks(self._record.id)
        return entries(self._form(), rows, made.parts if made is not None and made.tree is not None else None)

    def _show_outline(self) -> None:
        assert self._record is not None
        found, spare = self._entries()
        self.blocks.show_brief(self._record.id, self._form(), found, spare)
        details = OutlineLine(DETAILS, "", self.tr("Details"), self.tr("Title, reader, profile, issues"))
        self.outline.set_lines([details, *lines_of(found), *self.last_lines()])

    def last_lines(self) -> list[OutlineLine]:
        """The rows of the outline behind the blocks."""
        return []

    def _show_block(self) -> None:
        assert self._record is not None
        entry = self.blocks.entry(self._block)
        if entry is None:
            self._block = DETAILS
            self.brief_details.show_record(self._record)
            self.brief_details.show_withheld(self.preview.withheld_words())
            self.middle.setCurrentWidget(self.brief_details)
        elif entry.block.own:
            self.editor.show_entry(self._record.id, entry)
            self.middle.setCurrentWidget(self.editor)
        else:
            self.records.show_entry(entry, self.blocks.toggle_words(entry))
            self.middle.setCurrentWidget(self.records)

    def _show_head(self) -> None:
        record = self._record
        assert record is not None
        day = dates.describe(record.as_at_edtf or self.desk.today.isoformat())
        parts = [shown(record.status), self.preview.status(), self.tr("as at %1").replace("%1", day)]
        if record.reference:
            parts.append(record.reference)
        self.header.set_title(record.title)
        self.header.set_subtitle(" · ".join(part for part in parts if part))

    def _on_made(self, _made: Made) -> None:
        if self._record is not None:
            self._show_outline()
            self._show_head()
            self.brief_details.show_withheld(self.preview.withheld_words())
            if self.middle.currentWidget() is not self.brief_details:
                self._show_block()
        if self._print_when_made:
            self._print_when_made = False
            self._open_print()

    def _on_draft(self, block: str, text: str) -> None:
        if self.editor.dirty():
            self.preview.set_draft(block, text)
        else:  # taken back in the field: the store has these words
            self.preview.drop_draft(block)
            self.preview.refresh()

    def _on_written(self, block: str) -> None:
        self.preview.drop_draft(block)

    def _on_block(self, key: str) -> None:
        if key != self._block and self._record is not None:
            self.flush()
            self._block = key
            self._show_block()

    def show_field(self, name: str) -> None:
        block = name.removeprefix("block ") if name.startswith("block ") else DETAILS
        self.outline.choose(block)
        self._enter_block(block)

    def _go_to_block(self, key: str) -> None:
        self.outline.choose(key)
        self._on_block(key)
        self.outline.scrollTo(self.outline.currentIndex())

    def _anchor(self) -> QWidget:
        """Beside what panels of the block shown open."""
        return self.editor.heading if self.middle.currentWidget() is self.editor else self.records.heading

    def _enter_block(self, key: str) -> None:
        self._on_block(key)
        widget = self.middle.currentWidget()
        if widget is self.brief_details:
            self.brief_details.focus_title()
        else:
            target = self.editor.field if widget is self.editor else self.records.area
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # verbs

    def include_block(self) -> None:
        entry = self.blocks.entry(self._block)
        if entry is not None and not entry.block.mandatory:
            self.blocks.toggle(self._block)
        elif entry is not None:
            self.context.toast(self.tr("This block stands in every brief of this form."))
        else:
            self.context.toast(self.tr("Choose a block in the outline."))

    def add_block(self) -> None:
        self.blocks.add(self.start.add_block, self._block)

    def move_block(self, direction: int) -> None:
        if self.blocks.entry(self._block) is None:
            self.context.toast(self.tr("Choose a block in the outline."))
        self.blocks.step(self._block, direction)

    # the frame

    def _arrange(self) -> None:
        self._shared = False
        self.outline = Outline(self.context)
        self.outline.chosen.connect(self._on_block)
        self.outline.entered_block.connect(self._enter_block)
        self.chips.hide()
        self.start = StartColumn(self.context, _tr(self.TITLE), self.filter, self.lists, self.outline)
        self.start.new_wanted.connect(self.new_record)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.start)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.splitter, 1)
        self.context.theme.changed.connect(self._share_room)

    def _open_detail(self) -> None:
        """Outline and words are always seen."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.composer.fold(self.width())

    def _share_room(self) -> None:
        """Give outline, words and pages their shares of the width at this text size."""
        start = self.context.theme.px(232)
        rest = max(2, self.splitter.width() - start)
        self.splitter.setSizes([start, rest])
        self.composer.share(rest)
        self._size_list()

    def _size_list(self) -> None:
        count = self.model.rowCount()
        self.start.size_list(self.list.sizeHintForRow(0) if count else 0, count)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shared:
            self._shared = True
            self._share_room()

    def take_focus(self) -> None:
        target = self.outline if self._record is not None else self.start.add
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.start.set_folded(False)
        self.filter.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()
