"""Printing: the pages of the finished PDF onto paper or into a PDF, with options beside the pages as they come out.

Responsible for: the print window, what it says before, while and after something is printed. Refuses to: lay out
anything anew; what is printed is the file itself, and what is saved whole and without numbers is the file byte by byte.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from briefing.rules.page_ranges import written_pages
from ui.brief.pages import open_pdf
from ui.brief.print_files import drop_part, keep_part, part_of, pdf_name, save_exact, with_ending
from ui.brief.print_job import Outcome, PrintJob
from ui.brief.print_notice import Notice, hairline
from ui.brief.print_options import PrintOptions
from ui.brief.print_panel import PrintPanel
from ui.brief.print_sheets import Sheets, Shown
from ui.brief.print_words import how_far, progress_words
from ui.brief.printers import Printers, answered, edges_of, paper_points, pdf_printer, prepare
from ui.context import Context
from ui.theme import Tone
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.column import scrolled
from ui.widgets.labels import ElidedLabel
from ui.words import counted

_PANEL = 330
_NARROW = 700
"""Below this width (at 10 pt) the options stand under the pages."""


class PrintWindow(QWidget):
    """A window of its own that blocks nothing.

    `printed` tells of a job that ended well, on paper or as a picture in a PDF: pages from 1, how many copies, and
    the number of the first one (0 where copies carry none). Saving the file itself is no job.
    """

    printed = Signal(list, int, int)

    def __init__(
        self,
        context: Context,
        data: bytes,
        title: str,
        parent: QWidget | None = None,
        printers: Printers | None = None,
    ) -> None:
        """Show how the PDF `data` will come out. `printers` is who is asked for printers."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("surface_page")
        self.setWindowTitle(self.tr("Print: %1").replace("%1", title))
        self.context = context
        self.data = data
        self.title = title
        self.document = open_pdf(data, self)
        self.printers = printers or Printers()
        self.job: PrintJob | None = None
        self._target: Path | None = None
        self._left: tuple[PrintOptions, ...] = ()
        self._closing = False
        self._edges: dict[tuple[str, str], QMarginsF] = {}
        self._build()
        self.resize(context.theme.px(1060), context.theme.px(780))
        self._say_printers()
        (self.go_button if self.panel.printer_name() else self.save_button).setFocus()

    # verbs

    def go(self) -> None:
        """Print or save what the options say."""
        options = self.panel.options()
        if self.job is not None:
            return
        if options is None:
            self.panel.show_range()
        elif self.panel.printer_name():
            printer = self.printers.open(self.panel.printer_name())
            prepare(printer, options, self.title)
            self.start(printer, options)
        else:
            self._save(options)

    def ask_system(self) -> None:
        """Let the system's own dialog say how to print, then print so."""
        options = self.panel.options()
        if self.job is not None or not self.panel.printer_name():
            return
        if options is None:
            self.panel.show_range()
            return
        printer = self.printers.open(self.panel.printer_name())
        prepare(printer, options, self.title)
        count = self.document.pageCount()
        if self.context.alerts.choose_printer(printer, count, self):
            options = answered(printer, options, count)
            self.panel.set_options(options)
            prepare(printer, options, self.title)
            self.start(printer, options)

    def start(self, printer: QPrinter, options: PrintOptions) -> PrintJob:
        """Print onto a printer that was prepared, with progress and Cancel."""
        self.panel.remember()
        self.notice.clear()
        self._left = self._left[1:] if self._left and self._left[0].pages == options.pages else ()
        self.job = PrintJob(self.document, printer, options, parent=self)
        self.job.progressed.connect(self._on_progress)
        self.job.ended.connect(self._on_ended)
        self._show_busy(True)
        self.job.start()
        return self.job

    def look_for_printers(self) -> None:
        """Ask the system for printers again, and say what came of it."""
        if self.panel.find_printers():
            self.notice.clear()
        else:
            words = self.tr(
                "Still no printer. Switch it on and add it in the settings of this computer, or save a PDF."
            )
            self._say_no_printer(words)

    def _save(self, options: PrintOptions) -> None:
        chosen = self.context.alerts.save_file(
            self.tr("Save as PDF"), Path.home() / pdf_name(self.title), self.tr("PDF files (*.pdf)")
        )
        if chosen is None:
            return
        target = with_ending(chosen)
        if self.panel.is_exact():
            self.panel.remember()
            self._say_saved(target, save_exact(target, self.data))
            return
        self._target = target
        printer = pdf_printer(str(part_of(target)))
        prepare(printer, options, self.title)
        self.start(printer, options)

    # the window

    def _build(self) -> None:
        icons, theme = self.context.icons, self.context.theme
        count = self.document.pageCount()
        self.sheets = Sheets(self.document, theme)
        self.panel = PrintPanel(self.context, self.printers, [self.document.pagePointSize(at) for at in range(count)])
        self.place = ElidedLabel(role="muted")
        tools = QHBoxLayout()
        tools.setContentsMargins(14, 5, 8, 5)
        tools.setSpacing(2)
        tools.addWidget(self.place, 1)
        for name, icon, act in (
            (self.tr("Previous page"), "chevron-up", lambda: self.sheets.turn_to(self.sheets.current() - 1)),
            (self.tr("Next page"), "chevron-down", lambda: self.sheets.turn_to(self.sheets.current() + 1)),
            (self.tr("Zoom out"), "zoom-out", lambda: self.sheets.step_zoom(-1)),
            (self.tr("Zoom in"), "zoom-in", lambda: self.sheets.step_zoom(1)),
            (self.tr("Fit the whole page"), "maximize", lambda: self.sheets.step_zoom(0)),
        ):
            tools.addWidget(icon_button(icons, icon, name, on_click=act))
        self.notice = Notice(icons)
        pages = QVBoxLayout()
        pages.setSpacing(0)
        pages.addLayout(tools)
        pages.addWidget(hairline())
        pages.addWidget(self.notice)
        pages.addWidget(self.sheets, 1)
        self.options_area = scrolled(self.panel, self.tr("Options"))
        self.side = QWidget()
        self.side.setObjectName("surface_card")
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.options_area, 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addLayout(pages, 1)
        self._box.addWidget(self.side)
        self.panel.changed.connect(self._on_options)
        self.panel.own_options.connect(self.ask_system)
        self.panel.again.clicked.connect(lambda _on=False: self._say_printers())
        self.sheets.turned.connect(self._say_page)
        theme.changed.connect(self._fold)
        self.setMinimumSize(theme.px(300), theme.px(360))
        self._on_options()

    def _foot(self) -> QVBoxLayout:
        icons = self.context.icons
        self.doing = ElidedLabel(role="muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Printing"))
        self.close_button = push_button(icons, self.tr("Close"), on_click=self.close)
        self.cancel_button = push_button(icons, self.tr("Cancel"), on_click=self._cancel)
        self.go_button = push_button(icons, self.tr("Print"), "printer", primary=True, on_click=self.go)
        self.save_button = push_button(icons, self.tr("Save PDF…"), "save", primary=True, on_click=self.go)
        for widget in (self.doing, self.progress, self.cancel_button, self.save_button):
            widget.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.close_button, self.cancel_button, self.save_button, self.go_button):
            buttons.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self.doing)
        foot.addWidget(self.progress)
        foot.addLayout(buttons)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        px = self.context.theme.px
        narrow = self.width() < px(_NARROW)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._box.setStretch(1, 1 if narrow else 0)
        self.side.setMinimumWidth(0 if narrow else px(_PANEL))
        self.side.setMaximumWidth(16777215 if narrow else px(_PANEL))

    # what it says

    def _on_options(self) -> None:
        paper = bool(self.panel.printer_name())
        focused = self.focusWidget() in (self.go_button, self.save_button)
        self.go_button.setVisible(paper)
        self.save_button.setVisible(not paper)
        if focused:
            (self.go_button if paper else self.save_button).setFocus()
        options = self.panel.options()
        if options is not None:
            self.sheets.show_pages(self._shown(options))
            self._say_page()

    def _shown(self, options: PrintOptions) -> Shown:
        if self.panel.is_exact():
            return Shown(options.pages)
        asked = (self.panel.printer_name(), options.paper)
        if asked not in self._edges:  # a printer may take its time to answer
            printer = self.printers.open(asked[0]) if asked[0] else pdf_printer("")
            prepare(printer, options, self.title)
            self._edges[asked] = edges_of(printer)
        words = options.number_words(1)
        return Shown(options.pages, paper_points(options.paper), words, options.colour, self._edges[asked])

    def _say_page(self) -> None:
        count, all_ = self.sheets.count(), self.document.pageCount()
        if count == all_:
            words = self.tr("Page %1 of %2").replace("%1", str(self.sheets.page())).replace("%2", str(all_))
        else:
            words = self.tr("Page %1 · %2 of %3 to print").replace("%1", str(self.sheets.page()))
            words = words.replace("%2", str(self.sheets.current() + 1)).replace("%3", str(count))
        if not self.panel.is_exact():
            words = f"{words} · {self.panel.paper.currentText()}"
        self.place.setText(words)
        self.sheets.setAccessibleDescription(words)

    def _say_printers(self) -> None:
        if self.panel.destination.count() > 1:
            self.notice.clear()
        else:
            self._say_no_printer(self.tr("No printer was found on this computer. The pages can be saved as PDF."))

    def _say_no_printer(self, words: str) -> None:
        self.notice.say(words, "amber", (self.tr("Look again"), self.look_for_printers), closable=False)

    def _say_saved(self, target: Path, problem: str) -> None:
        if problem:
            self.notice.say(self.tr("The PDF could not be saved: %1").replace("%1", problem), "red")
            return
        show = (self.tr("Show"), lambda: self.context.alerts.show_folder(target.parent))
        self.notice.say(self.tr("Saved %1.").replace("%1", target.name), "green", show)

    def _show_busy(self, busy: bool) -> None:
        for widget in (self.doing, self.progress, self.cancel_button):
            widget.setVisible(busy)
        self.close_button.setVisible(not busy)
        self.panel.setEnabled(not busy)
        for button in (self.go_button, self.save_button):
            button.setEnabled(not busy)
        self.cancel_button.setEnabled(True)
        (self.cancel_button if busy else self.go_button if self.go_button.isVisible() else self.save_button).setFocus()

    # while it prints

    def _on_progress(self, done: int, total: int) -> None:
        if self.job is None:
            return
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.doing.setText(progress_words(self.job))

    def _cancel(self) -> None:
        if self.job is not None:
            self.cancel_button.setEnabled(False)
            self.job.cancel()

    def _on_ended(self) -> None:
        job, self.job = self.job, None
        target, self._target = self._target, None
        if job is None:
            return
        problem = ""
        if target is not None:
            if job.outcome is Outcome.DONE:
                problem = keep_part(target, job.sides())
            else:
                drop_part(target)
        self._show_busy(False)
        if job.outcome is Outcome.DONE and not problem:
            first = job.options.first_number if job.options.numbered else 0
            self.printed.emit(list(job.options.pages), job.options.copies, first)
        self._say_ended(job, target, problem)
        job.deleteLater()
        if self._closing:
            self.close()

    def _say_ended(self, job: PrintJob, target: Path | None, problem: str) -> None:
        if job.outcome is Outcome.NOT_STARTED:
            if target is not None:
                self._say_saved(target, self.tr("nothing can be written there. Choose another folder."))
            else:
                self.notice.say(self.tr("The printer did not start. Please check it, or save as PDF."), "red")
        elif job.outcome is Outcome.DONE and target is not None:
            self._say_saved(target, problem)
        elif job.outcome is Outcome.DONE:
            words = counted(len(job.options.pages), "Sent %1 page to the printer.", "Sent %1 pages to the printer.")
            if self._left:
                self._offer(self.tr("%1 Not all copies are printed yet.").replace("%1", words), "green", self._left)
            else:
                self.notice.say(words, "green")
        elif target is not None:
            words = self.tr("Stopped. Nothing was saved.")
            self.notice.say(words, "grey" if job.outcome is Outcome.CANCELLED else "red")
        else:
            self._offer(how_far(job), "amber" if job.outcome is Outcome.CANCELLED else "red", job.rest())

    def _offer(self, words: str, tone: Tone, rest: tuple[PrintOptions, ...]) -> None:
        """Say it, and offer to set the options to what is left."""
        if not rest:
            self.notice.say(words, tone)
            return
        first = rest[0]
        name = self.tr("Set pages %1").replace("%1", written_pages(first.pages))
        self.notice.say(words, tone, (name, lambda: self._take_up(rest)))

    def _take_up(self, rest: tuple[PrintOptions, ...]) -> None:
        self._left = rest
        self.panel.set_options(rest[0])
        self.notice.clear()
        (self.go_button if self.panel.printer_name() else self.save_button).setFocus()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.job is not None:
                self._cancel()
            else:
                self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton) and not isinstance(focused, QCheckBox | QRadioButton):
                focused.click()
            else:
                self.go()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.job is not None:
            self._closing = True
            self.job.cancel()
            event.ignore()  # the page that is being printed is finished first
            return
        super().closeEvent(event)
