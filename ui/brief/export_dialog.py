"""What is exported, in which formats, where and under which name; everything that is seldom asked is folded away.

Responsible for: the questions, and saying beforehand what will be written and what stays out. Refuses to: write files.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from briefing.export.files import FORMATS
from briefing.model import Brief
from ui.brief.export_left_out import LeftOut
from ui.brief.export_more import MoreChoices
from ui.brief.export_one import Choices
from ui.brief.export_work import ExportOrder, file_names, stems
from ui.brief.exporter import last_folder
from ui.context import Context
from ui.widgets.buttons import push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import LineField
from ui.words import counted, marked
from ui.words import tr as _tr

FORMAT_WORDS = {
    "md": ("Markdown", marked("Plain text for mail and wikis")),
    "html": ("HTML", marked("One page for the browser")),
    "pdf": ("PDF", marked("For print and for the file, PDF/A")),
    "docx": ("Word", marked("To be worked on further")),
    "json": ("JSON", marked("All of it, for scripts")),
    "csv": ("CSV", marked("Its quotes, for spreadsheets")),
}
_USUAL = ("md", "html", "pdf")
_NAMED = 6
"""So many briefs are named with their files."""
_OF_SCREEN = 0.92
"""The share of the screen that the dialog may take."""
_NARROW = 500
"""Below this width (at 10 pt) fields stand one under the other."""


class ExportDialog(QDialog):
    """`open()` it. `wanted` carries an `ExportOrder`."""

    wanted = Signal(object)

    def __init__(self, context: Context, record: Brief, parent: QWidget) -> None:
        """Suggest what was chosen last, for the brief `record`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self.record = record
        width = min(context.theme.px(620), int(self.screen().availableGeometry().width() * _OF_SCREEN))
        self.setMinimumWidth(width)
        self._names = file_names(context.desk)
        self._stems: dict[str, str] = {}
        kept = [one for one in context.settings.word("export_formats").split(",") if one in FORMATS] or _USUAL
        self.boxes: dict[str, QCheckBox] = {}
        self._formats = QGridLayout()
        self._formats.setHorizontalSpacing(24)
        self._formats.setVerticalSpacing(2)
        for at, format_ in enumerate(FORMATS):
            self._add_format(at, format_, format_ in kept)
        self.folder = LineField(self.tr("Folder"))
        self.folder.setText(str(last_folder(context)))
        self.name = LineField(self.tr("File name"))
        self.name.setText(stems(context.desk, [record], self._names)[0])
        for field in (self.folder, self.name):
            field.textChanged.connect(lambda _text: self._refresh())
        self.name_row = FormRow(context.icons, self.tr("File name"), self.name)
        self.title = text_label(role="title")
        self.files = text_label(role="hint", wrap=True)
        self.left_out = LeftOut(context)
        self.left_out.grown.connect(self._fit)
        self.more = MoreChoices(context, record, narrow=width < context.theme.px(_NARROW))
        self.more.changed.connect(self._refresh)
        self.more.ceiling_changed.connect(self._ask)
        self.fold = push_button(context.icons, self.tr("More"), "chevron-right", quiet=True, on_click=self._turn)
        cancel = push_button(context.icons, self.tr("Cancel"), on_click=self.reject)
        self.go = push_button(context.icons, self.tr("Export"), "download", primary=True, on_click=self.accept)
        self.go.setDefault(True)
        self._lay_out(cancel)
        self.finished.connect(lambda _how: self.left_out.close_worker())
        self.name.setFocus()
        self._set_folded(True)
        self._refresh()
        self._ask()

    def formats(self) -> tuple[str, ...]:
        """The formats that are ticked."""
        return tuple(format_ for format_, box in self.boxes.items() if box.isChecked())

    def order(self) -> ExportOrder:
        """What is wanted now."""
        more = self.more
        choices = Choices(
            self.formats(),
            Path(self.folder.value().strip()).expanduser(),
            profile=more.profile_name(),
            ceiling=more.ceiling_name(),
            paper=more.paper.value(),
            internal=more.internal.isChecked(),
            receipt=more.receipt.isChecked(),
        )
        return ExportOrder(tuple(self._named().items()), choices)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # labels know their height once they have their font

    def accept(self) -> None:
        settings = self.context.settings
        settings.set_word("export_formats", ",".join(self.formats()))
        settings.set_word("export_receipt", "on" if self.more.receipt.isChecked() else "off")
        self.wanted.emit(self.order())
        super().accept()

    def _add_format(self, at: int, format_: str, ticked: bool) -> None:
        name, hint = FORMAT_WORDS[format_]
        box = QCheckBox(name)
        box.setAccessibleDescription(_tr(hint))
        box.setChecked(ticked)
        box.toggled.connect(lambda _on: self._refresh())
        self.boxes[format_] = box
        words = text_label(_tr(hint), "hint", wrap=True)
        # Not at the top: an indent is kept from each edge that a label is aligned to.
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        words.setIndent(self.context.theme.px(28))  # below the name, not below the box
        words.setContentsMargins(0, 0, 0, 6)
        row, column = 2 * (at % 3), at // 3
        self._formats.addWidget(box, row, column)
        self._formats.addWidget(words, row + 1, column)
        self._formats.setColumnStretch(column, 1)

    def _lay_out(self, cancel: QWidget) -> None:
        choose = push_button(self.context.icons, self.tr("Choose…"), "folder-open", on_click=self._choose)
        choose.setAccessibleName(self.tr("Choose a folder"))
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(FormRow(self.context.icons, self.tr("Folder"), self.folder), 1)
        where.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)  # in line with the field, not with its label
        self._inside = Column()
        self._inside.setObjectName("bare")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(20, 16, 20, 8)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(text_label(self.tr("Formats"), "section"))
        column.addLayout(self._formats)
        column.addLayout(where)
        column.addWidget(self.name_row)
        column.addWidget(self.files)
        column.addWidget(self.left_out)
        column.addWidget(self.more)
        column.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(20, 8, 20, 16)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.fold)
        self._buttons.addStretch(1)
        self._buttons.addWidget(cancel)
        self._buttons.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._area = scrolled(self._inside)
        whole.addWidget(self._area, 1)
        whole.addLayout(self._buttons)

    def _choose(self) -> None:
        start = Path(self.folder.value().strip() or Path.home())
        if (folder := self.context.alerts.choose_folder(self.tr("Export to"), start)) is not None:
            self.folder.setText(str(folder))

    def _turn(self) -> None:
        self._set_folded(not self.more.isHidden())
        QTimer.singleShot(0, self.more, lambda: self._area.ensureWidgetVisible(self.more))

    def _set_folded(self, folded: bool) -> None:
        self.more.setVisible(not folded)
        self.fold.setText(self.tr("More") if folded else self.tr("Less"))
        self.context.icons.bind(self.fold, "chevron-right" if folded else "chevron-down", "accent_text")
        self.fold.setAccessibleDescription(
            self.tr("Profile, ceiling, paper, internal blocks, other briefs") if folded else self.tr("Fold them away")
        )
        self._fit()

    def _named(self) -> dict[str, str]:
        """The ids of the briefs and the names of their files."""
        briefs = self.more.briefs()
        if len(briefs) == 1:
            own = self.name.value().strip() if briefs[0].id == self.record.id else self._own(briefs)[briefs[0].id]
            return {briefs[0].id: own}
        return self._own(briefs)

    def _own(self, briefs: list[Brief]) -> dict[str, str]:
        if tuple(self._stems) != tuple(one.id for one in briefs):
            self._stems = dict(
                zip((one.id for one in briefs), stems(self.context.desk, briefs, self._names), strict=True)
            )
        return self._stems

    def _refresh(self) -> None:
        named, formats = self._named(), self.formats()
        self.name_row.setVisible(list(named) == [self.record.id])
        title = self.tr("Export briefs") if len(named) > 1 else self.tr("Export brief")
        self.setWindowTitle(title)
        self.title.setText(title)
        complete = bool(named and all(named.values()) and formats)
        endings = [f".{format_}" for format_ in formats] + [".receipt.json"] * self.more.receipt.isChecked()
        if not complete:
            words = self.tr("Choose at least one format, a brief and a name.")
        elif len(named) == 1:
            words = "\n".join(f"{stem}{ending}" for stem in named.values() for ending in endings)
        else:
            lines = list(named.values())[:_NAMED]
            rest = len(named) - len(lines)
            more = [counted(rest, "and %1 more brief", "and %1 more briefs")] if rest else []
            each = self.tr("each as %1").replace("%1", " ".join(endings))
            words = "\n".join([*lines, *more, each])
        if complete and any(one.internal for one in self.more.briefs()) and not self.more.internal.isChecked():
            words += "\n" + self.tr("Without the internal blocks; to have them in, see More.")
        self.files.setText(words)
        self.go.setEnabled(complete and bool(self.folder.value().strip()))
        if self.isVisible():
            self._fit()

    def _ask(self) -> None:
        self.left_out.ask(self.more.briefs(), self.more.profile_name(), self.more.ceiling_name())

    def _fit(self) -> None:
        """As high as what it says, where the screen has room for that."""
        layout = self._inside.layout()
        if layout is None or not self.isVisible():
            return
        layout.activate()
        wanted = layout.totalHeightForWidth(self.width()) + self._buttons.totalSizeHint().height()
        self.resize(self.width(), min(wanted, int(self.screen().availableGeometry().height() * _OF_SCREEN)))
