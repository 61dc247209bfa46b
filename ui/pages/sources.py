"""Sources: the archive, the reader, and the import of files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.model import Citation, Quote
from briefing.reading import Imported, Reading
from briefing.store.narrowed import tags
from briefing.store.store import MEMORY
from ui.background import Handle
from ui.forms.choice_panel import ChoicePanel
from ui.forms.entry_panel import EntryPanel
from ui.forms.paste_source import PasteSource
from ui.pages.listing import BIN
from ui.pages.proposing import Proposing
from ui.pages.records import FIELD, RecordsPage
from ui.reader.source_detail import SourceDetail
from ui.widgets.banner import Banner
from ui.words import counted, cut, marked, said

Outcome = tuple[Path, Imported | str]
"""A file, and what became of it: a source, or the sentence why not."""


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
        self.proposing = Proposing(self.context, self.detail, self.sides, self.header)
        self.problems: Banner | None = None
        if not self.desk.read_only:
            words = self.tr("Import…")
            self.header.add_button(words, self._ask, icon="file-input", primary=True)
            self.new_source = self.header.add_button(self.tr("New source"), self.new_record, icon="plus")
            self.no_records.add_action(words, self._ask, icon="file-input", primary=True)
            self.no_records.add_action(self.tr("Paste a text…"), self.paste_source)
            self.no_records.add_action(self.tr("Only referred to…"), self.refer_source)

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
        return verbs | {"capture", "review_proposals"} if verbs >= self.VERBS and self.detail.has_text() else verbs

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
        """Read files in the background and archive them; what could not be read is listed with its reason."""
        if not self.context.may_edit():
            return
        wanted = list(paths)
        words = counted(len(wanted), "Importing %1 file", "Importing %1 files")
        desk = self.desk
        if desk.store.path == MEMORY:  # only its own thread may write it
            self._archived(_archive_all(desk, wanted, Handle()))
            return

        def work(handle: Handle) -> list[Outcome]:
            with closing(desk.writing_twin()) as twin:
                return _archive_all(twin, wanted, handle)

        self.context.background.run(words, work, self._archived, self._say)

    def _archived(self, outcomes: list[Outcome]) -> None:
        self.context.bridge.look()  # another connection has written
        done = [one for _path, one in outcomes if isinstance(one, Imported)]
        problems = [one for _path, one in outcomes if isinstance(one, str)]
        for path, one in outcomes:
            if isinstance(one, Imported):
                problems += [f"{path.name}: {said(notice)}" for notice in one.notices]
        self._tell(done)
        self._list(problems)

    def _tell(self, done: Sequence[Imported]) -> None:
        new = [one for one in done if one.new]
        known = len(done) - len(new)
        if new:
            words = counted(len(new), "Imported %1 source.", "Imported %1 sources.")
            if known:
                words += " " + counted(known, "%1 was archived already.", "%1 were archived already.")
            self.context.toast(words, self.tr("Show"), lambda: self.show_record("source", new[-1].source))
            self.show_record("source", new[-1].source)
        elif done:
            self.context.toast(self.tr("Already archived: nothing was added."))
            self.show_record("source", done[-1].source)

    def _list(self, problems: Sequence[str]) -> None:
        if self.problems is not None:
            self.problems.hide()
            self.problems.deleteLater()
            self.problems = None
        if problems:
            shown = list(problems[:8])
            if len(problems) > len(shown):
                shown.append(self.tr("and %1 more").replace("%1", str(len(problems) - len(shown))))
            self.problems = Banner(self.context.icons, "\n".join(shown), "amber")
            layout = self.layout()
            assert layout is not None
            layout.insertWidget(1, self.problems)  # type: ignore[attr-defined]

    def _say(self, text: str) -> None:
        self.context.toast(text)


def _archive_all(desk: Desk, paths: Sequence[Path], handle: Handle) -> list[Outcome]:
    """Read and archive files one after the other; what is done when the user cancels stays."""
    from briefing.intake.readers import read_file

    outcomes: list[Outcome] = []
    for number, path in enumerate(paths):
        if handle.cancelled():
            break
        handle.progress(path.name, number / len(paths))
        try:
            outcomes.append((path, desk.archive_file(read_file(path))))
        except BriefingError as error:
            outcomes.append((path, said(error)))
    return outcomes
