"""What can be done with a whole brief on its page: make one, delete it, export and print it.

Refuses to: lay anything out, and to do anything with a single block (`ui/brief/block_verbs.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from briefing.model import Brief
from ui.brief.details import BriefDetails
from ui.brief.export_dialog import ExportDialog
from ui.brief.export_work import Export
from ui.brief.exporter import Exporter, notices
from ui.brief.new_brief import NewBrief
from ui.brief.outline import Outline
from ui.pages.master import MasterPage
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from ui.brief.preview import Preview
    from ui.brief.printing import PrintWindow

DETAILS = "details"


class BriefVerbs(MasterPage):
    """The verbs of the briefs page; the page itself makes what they work with."""

    brief_details: BriefDetails
    new_pane: NewBrief
    outline: Outline
    preview: Preview
    exporter: Exporter
    banner: Banner
    composed: QWidget
    _record: Brief | None
    _choosing: bool
    _print_when_made: bool
    _print_window: PrintWindow | None

    def _on_block(self, key: str) -> None:
        """Show a block, or the details."""
        raise NotImplementedError  # pragma: no cover

    def new_record(self) -> None:
        if self.desk.read_only:
            self.context.toast(self.tr("This store is open for reading only."))
            return
        self.flush()
        self._choosing = True
        self.details.setCurrentWidget(self.new_pane)
        self.new_pane.take_focus()

    def make_brief(self, form: str) -> None:
        """Make a brief of this form, show its details and mark its title."""
        self._choosing = False
        if not self.context.may_edit():
            self._leave_choice()
            return
        title = self.desk.template(form).title
        made: list[str] = []
        if self.context.attempt(lambda: made.append(self.desk.new_brief(form, title))):
            self.refresh()
            self.show_record(Brief.KIND, made[0])
            self.outline.choose(DETAILS)
            self._on_block(DETAILS)
            self.brief_details.focus_title()
            self.context.toast(self.tr("Made a brief: %1.").replace("%1", title))

    def open_definitions(self, first: str = "") -> None:
        """Show the forms and profiles, one of them at first."""
        from ui.brief.definitions import Definitions

        self.definitions = Definitions(self.context, self, first)
        self.definitions.open()

    def delete_brief(self) -> None:
        """Move the brief to the bin, with a way back."""
        record = self._record
        if record is None or not self.context.may_edit():
            return
        self.flush()
        if self.context.attempt(lambda: self.desk.delete(Brief.KIND, record.id)):
            entry = self.desk.latest
            self.refresh()
            self.take_focus()
            words = self.tr("Deleted “%1”.").replace("%1", record.title)
            self.context.offer_undo(words, entry, lambda: self._show_again(record.id))

    def _show_again(self, record_id: str) -> None:
        self.refresh()
        self.show_record(Brief.KIND, record_id)

    def export_brief(self) -> None:
        """Ask for formats, folder and name, then export the brief shown."""
        record = self._record
        if record is None:
            self.context.toast(self.tr("There is no brief to export yet."))
            return
        self.flush()
        self.dialog = ExportDialog(self.context, self.desk.get(Brief, record.id), self)
        self.dialog.wanted.connect(self.exporter.start)
        self.dialog.open()

    def export_to(self, formats: tuple[str, ...], folder: Path, stem: str) -> None:
        """Export the brief shown to `folder` under this name, in the background."""
        if self._record is not None:
            self.exporter.run(self._record.id, formats, folder, stem)

    def print_brief(self) -> None:
        """Open the print preview of the brief shown, once its newest pages are made."""
        self.flush()
        self._print_when_made = self._record is not None and self.preview.busy()
        if not self._print_when_made:
            self._open_print()

    def _open_print(self) -> None:
        from ui.brief.printing import PrintWindow

        made = self.preview.latest
        if self._record is None or made is None or made.pdf is None:
            why = made.problem if made is not None else ""
            self.context.toast(why or self.tr("There are no pages to print yet."))
            return
        self._print_window = PrintWindow(self.context, made.pdf.data, self._record.title, self.window())
        self._print_window.show()

    def _on_exported(self, result: Export) -> None:
        words = notices(result)
        self._say("\n".join(words)) if words else self.banner.hide()

    def _say(self, words: str, *, red: bool = False) -> None:
        self.banner.set_text(words, "red" if red else "amber")
        self.banner.show()

    def _leave_choice(self) -> None:
        self._choosing = False
        self.refresh()
        self.take_focus()
