"""Sources: the archive, the reader, and the import of files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from briefing.desk import Desk
from briefing.model import Citation, Quote
from briefing.reading import Imported, Reading
from briefing.store.narrowed import tags
from briefing.store.store import MEMORY
from ui.background import Handle, Steps
from ui.brief.desk_work import work_on
from ui.forms.choice_panel import ChoicePanel
from ui.forms.entry_panel import EntryPanel
from ui.forms.paste_source import PasteSource
from ui.pages.listing import BIN
from ui.pages.proposing import Proposing
from ui.pages.records import FIELD, RecordsPage
from ui.reader.source_detail import SourceDetail
from ui.words import counted, cut, marked

if TYPE_CHECKING:
    from ui.importing.results import ImportResults
    from ui.importing.taking import Batch, Taken

IN_TEXT = frozenset({"capture", "review_proposals", "new_version"})
"""What can be done where there is an archived text."""


class SourcesPage(RecordsPage):
    """All sources, newest first. `quote_in_source`, `citation` and `passage` open one at a place."""

    KEY: ClassVar[str] = "sources"
    KINDS: ClassVar[tuple[str, ...]] = ("source", "source" + FIELD, "quote_in_source", "citation", "passage")
    KIND: ClassVar[str] = "source"
    TITLE: ClassVar[str] = marked("Sources")
    ICON: ClassVar[str] = "library"
    SHARE: ClassVar[float] = 0.28  # the text needs most of the room
    CHIPS: ClassVar[tuple[str, ...]] = (*tags("source"), BIN)
    VERBS: ClassVar[frozenset[str]] = frozenset({"delete_record", "link_issue"})
    EMPTY: ClassVar[tuple[str, str]] = (
        marked("No sources yet"),
        marked("Import a text or a saved page, or drop files here. They are archived and never changed."),
    )

    def build(self) -> None:
        super().build()
        self.detail.quote_wanted.connect(lambda one: self.context.go("quote", one))
        self.detail.places_wanted.connect(self.show_moved)
        self.proposing = Proposing(self.context, self.detail, self.sides, self.header)
        self.details.currentChanged.connect(lambda _place: self._on_other_detail())
        if not self.desk.read_only:
            words = self.tr("Import…")
            self.header.add_button(words, self._ask, icon="file-input", primary=True)
            self.new_source = self.header.add_button(self.tr("New source"), self.new_record, icon="plus")
            self.no_records.add_action(words, self._ask, icon="file-input", primary=True)
            self.no_records.add_action(self.tr("Paste a text…"), self.paste_source)
            self.no_records.add_action(self.tr("Only referred to…"), self.refer_source)

    def _on_other_detail(self) -> None:
        if self.details.currentWidget() is not self.detail:  # the source is gone
            self.proposing.close()

    def make_detail(self) -> SourceDetail:  # type: ignore[override]
        return SourceDetail(self.context)

    def subtitle(self, reading: Reading) -> str:
        return self.tr("%1 archived").replace("%1", str(reading.count("source")))

    def show_record(self, kind: str, record_id: str) -> None:
        if kind in ("source", f"source{FIELD}"):
            super().show_record(kind, record_id)
            return
        if kind == "passage":
            read, start, end = record_id.split()
            super().show_record("source", read)
            self.detail.show_place(int(start), int(end))
            return
        if kind == "citation":
            cited = self.desk.get(Citation, record_id)
            super().show_record("source", cited.source)
            self.detail.show_words(cited)
            return
        quote = self.desk.get(Quote, record_id)
        source = self.desk.quote_source(quote)
        if source is not None:
            super().show_record("source", source.id)
            self.detail.show_words(quote)

    def show_moved(self) -> None:
        """Show what became of the quotes of older versions of the source that is shown."""
        from ui.importing.moved import MovedWindow

        if self.detail.shown():
            MovedWindow(self.context, self.detail.shown(), self.window()).show()

    def new_version(self) -> None:
        """Ask for a file, and archive it as the newest version of the source that is shown."""
        from ui.importing.taking import kinds_of_files

        source = self.detail.shown()
        if not source or not self.context.may_edit():
            return
        title = self.tr("New version of “%1”").replace("%1", cut(self.desk.title("source", source)))
        path = self.context.alerts.open_file(title, Path.home(), kinds_of_files())
        if path is not None:
            self.take_version(source, path)

    def take_version(self, source: str, path: Path) -> None:
        """Archive a file as the newest version of a source, in the background."""

        def work(desk: Desk, handle: Handle) -> tuple[Imported, str]:
            from briefing.intake.worker import Reader

            with Reader() as reader:
                return desk.new_version(source, reader.read(path, handle.cancelled)), desk.latest

        words = self.tr("Reading %1").replace("%1", path.name)
        work_on(self, self.context, words, work, lambda done: self._on_version(*done), self._say, writes=True)

    def _on_version(self, done: Imported, entry: str) -> None:
        from ui.importing import told
        from ui.importing.taking import Taken

        self.context.bridge.look()
        self.show_record("source", done.source)
        taken = Taken(name=done.file_name, done=done)
        words = " ".join((told.sentence(self.desk, taken), *told.notices(taken)))
        if not done.new:
            self.context.toast(words)
            return
        self.context.offer_undo(words, entry)
        if self.desk.older_quotes(done.source):
            self.show_moved()

    def show_detail(self, record_id: str) -> None:
        super().show_detail(record_id)
        self.proposing.show_source()

    def review_proposals(self) -> None:
        """Review what the source that is shown offers."""
        self.proposing.open()

    def manual_page(self) -> str:
        return "proposals" if self.proposing.on else super().manual_page()

    def is_waiting(self) -> bool:
        return super().is_waiting() or self.proposing.reader.busy()

    def stop(self) -> None:
        self.proposing.stop()
        super().stop()

    def focus_filter(self) -> None:
        if self.detail.isAncestorOf(self.focusWidget() or self):
            self.detail.focus_find()
        else:
            super().focus_filter()

    def verbs(self) -> frozenset[str]:
        verbs = super().verbs()
        return verbs | IN_TEXT if verbs >= self.VERBS and self.detail.has_text() else verbs

    def capture_selection(self) -> None:
        """Capture the selected passage."""
        self.proposing.close()
        self.detail.capture_selection()

    def new_record(self) -> None:
        """Ask how the source comes in."""
        if not self.context.may_edit():
            return
        ways = {"files": self._ask, "paste": self.paste_source, "refer": self.refer_source}
        options = (
            ("files", self.tr("Import files…")),
            ("paste", self.tr("Paste a text…")),
            ("refer", self.tr("A source that is only referred to…")),
        )
        panel = ChoicePanel(self.context, self.new_source, self.tr("How does the source come in?"), options)
        panel.chosen.connect(lambda way: ways[way]())
        panel.open()

    def paste_source(self) -> None:
        """Ask for a title and a text, and archive it."""
        if self.context.may_edit():
            dialog = PasteSource(self.context, self)
            dialog.archived.connect(self._on_pasted)
            dialog.open()

    def _on_pasted(self, done: Imported) -> None:
        entry = self.desk.latest
        self.refresh()
        self.show_record("source", done.source)
        if done.new:
            self.context.offer_undo(self.tr("Archived the text as a source."), entry)
        else:
            self.context.toast(self.tr("Already archived: nothing was added."))

    def refer_source(self) -> None:
        """Ask for the title of a source of which nothing is archived, and make it."""
        if self.context.may_edit():
            panel = EntryPanel(self.context, self.new_source, self.tr("Title of the source"))
            panel.entered.connect(self._refer)
            panel.open()

    def _refer(self, title: str) -> None:
        made = list[str]()
        if self.context.attempt(lambda: made.append(self.desk.create("source", {"title": title}, origin=self.KEY))):
            entry = self.desk.latest
            self.refresh()
            self.show_record("source", made[0])
            self.detail.form.focus_field("type")
            words = self.tr("Made the source “%1”. Nothing of it is archived.").replace("%1", cut(title))
            self.context.offer_undo(words, entry)

    # import

    def _ask(self) -> None:
        self.context.actions["import"].trigger()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read files in the background and archive them; what became of each is told in a window of its own."""
        if not paths:
            return
        wanted = list(paths)
        if self.desk.store.path == MEMORY:  # only its own thread may write it
            from ui.importing.taking import take_in

            if self.context.may_edit():
                self._imported(take_in(self.desk, wanted, Handle()))
            return
        self.context.background.prepare(
            lambda: counted(len(wanted), "Importing %1 file", "Importing %1 files"),
            self._before_import(wanted),
            self._imported,
            self._say,
        )

    def _before_import(self, wanted: Sequence[Path]) -> Steps:
        from ui.importing.taking import take_in

        if not self.context.may_edit():
            return None
        yield
        desk = self.desk

        def work(handle: Handle) -> Batch:
            with closing(desk.writing_twin()) as twin:
                return take_in(twin, wanted, handle)

        return work

    def _imported(self, batch: Batch) -> None:
        from ui.importing import told

        self.context.bridge.look()  # another connection has written
        came = [one for one in batch.taken if one.source]
        if came:
            self.show_record("source", came[-1].source)
        alone = batch.taken[0] if len(batch.taken) == 1 and not batch.left else None
        if alone is not None and alone.source and not told.notices(alone) and alone.file is None:
            self._tell(alone, batch)
        elif batch.taken:
            self.show_results(batch)
        if batch.left and not batch.taken:
            self.context.toast(self.tr("Nothing was brought in."))

    def _tell(self, alone: Taken, batch: Batch) -> None:
        """One file without a question: a message, and the way on to what it offers."""
        from ui.importing import told

        words = told.sentence(self.desk, alone)
        if not batch.new() or not self.detail.has_text():
            self.context.toast(words)
            return
        undo = (self.tr("Undo"), lambda: self.context.take_back(batch.entry))
        self.context.toast(words, self.tr("Review proposals"), self.review_proposals, undo)

    def show_results(self, batch: Batch) -> ImportResults:
        """Show what became of many files, or what is asked about one."""
        from ui.importing.results import ImportResults

        shown = ImportResults(self.context, batch, self.window())
        shown.opened.connect(lambda source: self.context.go("source", source))
        shown.review_wanted.connect(self._review)
        shown.show()
        return shown

    def _review(self, source: str) -> None:
        self.context.go("source", source)
        self.window().activateWindow()
        self.review_proposals()

    def _say(self, text: str) -> None:
        self.context.toast(text)
