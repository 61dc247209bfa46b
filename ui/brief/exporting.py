"""Exporting a brief: which formats, where, under which name; then the work in the background and what came of it.

Responsible for: the questions and the words. Refuses to: write files; the exporter does, all of them or none.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from briefing.brief.tree import Brief
from briefing.errors import BriefingError
from briefing.export.files import FORMATS
from ui.background import Handle
from ui.brief.making import Export, Wish, desk_of, export, tree_of
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import LineField
from ui.words import counted, said, word
from ui.words import tr as _tr

_NAMES = {"md": "Markdown", "html": "HTML", "pdf": "PDF", "docx": "Word", "json": "JSON", "csv": "CSV"}
_TICKED = frozenset({"md", "html", "pdf"})


class ExportDialog(QDialog):
    """Formats, folder and name; `open()` it. `wanted` carries (formats, folder, stem)."""

    wanted = Signal(tuple, Path, str)

    def __init__(self, context: Context, stem: str, parent: QWidget) -> None:
        """Suggest `stem` as the name, and the folder used last."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export brief"))
        self.context = context
        self.boxes = {format_: QCheckBox(_NAMES[format_]) for format_ in FORMATS}
        boxes = QHBoxLayout()
        boxes.setSpacing(16)
        for format_, box in self.boxes.items():
            box.setChecked(format_ in _TICKED)
            box.toggled.connect(lambda _on: self._refresh())
            boxes.addWidget(box)
        boxes.addStretch(1)
        self.folder = LineField(self.tr("Folder"))
        self.folder.setText(str(last_folder(context)))
        self.name = LineField(self.tr("File name"))
        self.name.setText(stem)
        for field in (self.folder, self.name):
            field.textChanged.connect(lambda _text: self._refresh())
        choose = push_button(context.icons, self.tr("Choose…"), "folder-open", on_click=self._choose)
        choose.setAccessibleName(self.tr("Choose a folder"))
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(FormRow(context.icons, self.tr("Folder"), self.folder), 1)
        where.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)  # in line with the field, not with its label
        self.files = text_label(role="hint", wrap=True)
        self.files.setMinimumWidth(context.theme.px(480))  # else its height is reckoned for one word a line
        cancel = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        self.go = push_button(context.icons, self.tr("Export"), "download", primary=True, on_click=self.accept)
        self.go.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(text_label(self.tr("Export brief"), "title"))
        column.addWidget(text_label(self.tr("Formats"), "section"))
        column.addLayout(boxes)
        column.addLayout(where)
        column.addWidget(FormRow(context.icons, self.tr("File name"), self.name))
        column.addWidget(self.files)
        column.addStretch(1)
        column.addLayout(buttons)
        self.setMinimumWidth(context.theme.px(540))
        self.name.setFocus()
        self._refresh()

    def formats(self) -> tuple[str, ...]:
        """The formats that are ticked."""
        return tuple(format_ for format_, box in self.boxes.items() if box.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (layout := self.layout()) is not None:  # labels know their height once they have their font
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def accept(self) -> None:
        self.wanted.emit(self.formats(), Path(self.folder.value().strip()).expanduser(), self.name.value().strip())
        super().accept()

    def _choose(self) -> None:
        start = Path(self.folder.value().strip() or Path.home())
        if (folder := self.context.alerts.choose_folder(self.tr("Export to"), start)) is not None:
            self.folder.setText(str(folder))

    def _refresh(self) -> None:
        stem, formats = self.name.value().strip(), self.formats()
        names = [f"{stem}.{format_}" for format_ in formats]
        self.files.setText("\n".join(names) if stem and names else self.tr("Choose at least one format and a name."))
        self.go.setEnabled(bool(stem and names and self.folder.value().strip()))


class Exporter(QObject):
    """Runs an export. `finished` carries an `Export`, `failed` the sentence that says why nothing was written."""

    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        """Nothing to do yet."""
        super().__init__(parent)
        self.context = context

    def run(self, wish: Wish, formats: tuple[str, ...], folder: Path, stem: str) -> Handle | None:
        """Ask before files are replaced, then write; None where the user thought better of it."""
        there = [one for format_ in formats if (one := folder / f"{stem}.{format_}").exists()]
        if there and not self._may_replace(there):
            return None
        self.context.settings.set_word("export_folder", str(folder))
        tree: Brief | None = None
        if wish.path is None:  # only its own thread may read a store in memory
            try:
                tree = tree_of(self.context.desk, wish)
            except BriefingError as error:
                self._not_done(said(error))
                return None

        def work(handle: Handle) -> Export:
            from ui.brief.pdf_text import unseen_quotes

            brief = tree or _read(wish)
            done = export(
                brief,
                formats,
                folder,
                stem,
                overwrite=bool(there),
                progress=handle.progress,
                cancelled=handle.cancelled,
            )
            handle.progress(self.tr("Reading the PDF again"), 1.0)
            made = [one.path for one in done.files if one.pages]
            unseen = [who for path in made for who in unseen_quotes(brief, path, handle.cancelled)]
            words = self.tr("Read again, the PDF does not show the words of %1 as they are stored. Check it first.")
            return replace(done, warnings=(*done.warnings, *(words.replace("%1", who) for who in unseen)))

        return self.context.background.run(self.tr("Exporting"), work, self._done, self._not_done)

    def _may_replace(self, there: list[Path]) -> bool:
        if len(there) == 1:
            question = self.tr("Replace “%1”?").replace("%1", there[0].name)
        else:
            question = counted(len(there), "Replace %1 file?", "Replace %1 files?")
        return self.context.alerts.confirm(question, self.tr("Replace"), "\n".join(one.name for one in there))

    def _done(self, result: Export) -> None:
        words = counted(len(result.files), "Exported %1 file.", "Exported %1 files.")
        folder = result.files[0].path.parent
        self.context.toast(words, self.tr("Show"), lambda: self._show(folder))
        self.finished.emit(result)

    def _not_done(self, sentence: str) -> None:
        self.context.toast(sentence)
        self.failed.emit(sentence)

    def _show(self, folder: Path) -> None:
        if not self.context.alerts.show_folder(folder):
            self.context.toast(self.tr("The files are in %1.").replace("%1", str(folder)))


def _read(wish: Wish) -> Brief:
    with desk_of(wish) as desk:
        return tree_of(desk, wish)


def last_folder(context: Context) -> Path:
    """The folder of the last export, else the user's documents."""
    kept = context.settings.word("export_folder")
    if kept and Path(kept).is_dir():
        return Path(kept)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def notices(result: Export) -> list[str]:
    """What the user should know of an export, a sentence each."""
    return [
        *(_tr("To be completed: %1.").replace("%1", word(one)) for one in result.missing),
        *(said(one) for one in result.warnings),
    ]
