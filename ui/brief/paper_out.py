"""A small paper of ours (a comparison) on its way out of its window: printed, or written in one format.

It is made by the exporters of every brief. Refuses to: compose; it is handed a tree.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefing.brief.tree import Brief
from briefing.export.pdf import PdfResult
from ui.background import Handle
from ui.brief.issue_words import FORMATS
from ui.context import Context
from ui.forms.choice_panel import ChoicePanel
from ui.words import tr as _tr

OFFERED = ("docx", "pdf", "html", "md")


class PaperOut(QObject):
    """Prints and writes trees for the window `over`, with the words of progress and of what came of it."""

    def __init__(self, context: Context, over: QWidget) -> None:
        """Nothing to print yet."""
        super().__init__(over)
        self._context = context
        self._over = over
        self.print_window: QWidget | None = None

    def print_tree(self, tree: Brief) -> None:
        """Typeset a tree in the background and open the print window on it."""

        def work(handle: Handle) -> PdfResult:
            from briefing.export import pdf

            return pdf.render(tree, cancelled=handle.cancelled)

        self._context.background.run(
            self.tr("Rendering"), work, lambda made: self._open_print(made, tree.title), self._context.toast
        )

    def ask_format(self, anchor: QWidget, tree: Brief, stem: str) -> ChoicePanel:
        """Ask for a format beside the button pressed, then for the file, and write it."""
        panel = ChoicePanel(
            self._context, anchor, self.tr("Export as"), [(format_, FORMATS[format_]) for format_ in OFFERED]
        )
        panel.chosen.connect(partial(self.write, tree, stem))
        panel.open()
        return panel

    def write(self, tree: Brief, stem: str, format_: str) -> None:
        """Ask for a file and write the tree to it; the dialog has asked before one is replaced."""
        kinds = f"{FORMATS[format_]} (*.{format_})"
        chosen = self._context.alerts.save_file(
            self.tr("Export"), folder_of(self._context) / f"{stem}.{format_}", kinds
        )
        if chosen is None:
            return
        target = with_ending(chosen, f".{format_}")

        def work(handle: Handle) -> Path:
            from briefing.export.files import export_brief

            files = export_brief(
                tree,
                (format_,),
                target.parent,
                stem=target.stem,
                overwrite=True,
                progress=handle.progress,
                cancelled=handle.cancelled,
            )
            return files[0].path

        done = partial(say_written, self._context)
        self._context.background.run(self.tr("Exporting"), work, done, self._context.toast)

    def _open_print(self, made: PdfResult, title: str) -> None:
        from ui.brief.printing import PrintWindow

        self.print_window = PrintWindow(self._context, made.data, title, self._over)
        self.print_window.show()


def folder_of(context: Context) -> Path:
    """The folder of the last export, else the user's own."""
    kept = context.settings.word("export_folder")
    return Path(kept) if kept and Path(kept).is_dir() else Path.home()


def with_ending(path: Path, ending: str) -> Path:
    """`path` with the ending that its format has."""
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def say_written(context: Context, path: Path) -> None:
    """Say that a file was written, and offer to show it; the folder is remembered."""
    context.settings.set_word("export_folder", str(path.parent))
    words = _tr("Saved “%1”.").replace("%1", path.name)
    context.toast(words, _tr("Show"), partial(show_folder, context, path.parent))


def show_folder(context: Context, folder: Path) -> None:
    """Show a folder, or say where it is."""
    if not context.alerts.show_folder(folder):
        context.toast(_tr("The files are in %1.").replace("%1", str(folder)))
