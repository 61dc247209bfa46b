"""Backups: a list with date, size and what each really holds, a look inside, and the way back to one.

Responsible for: opening and counting each backup in a worker while the list is shown, newest first.
Refuses to: restore by itself; `restore_wanted` and `look_wanted` ask the window, which must close the store first.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.model import KINDS
from briefing.store.backups import Backup, Counted
from ui.background import Background
from ui.context import Context
from ui.forms.words import moment_words
from ui.theme import Tone
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label
from ui.widgets.rows import ROW_ROLE, RowDelegate, RowShape, RowText
from ui.words import said, word

_TOLD = ("issue", "quote", "event", "source", "brief")
"""The kinds whose numbers are said of a backup."""

Index = QModelIndex | QPersistentModelIndex


class BackupList(QAbstractListModel):
    """Backups as rows; what each holds is added when it was counted."""

    def __init__(self, parent: QObject) -> None:
        """An empty list."""
        super().__init__(parent)
        self._backups: list[Backup] = []
        self._counted: dict[Path, Counted] = {}

    def show_backups(self, backups: list[Backup]) -> None:
        """Show these; what was counted before is kept."""
        self.beginResetModel()
        self._backups = list(backups)
        self.endResetModel()

    def set_counted(self, path: Path, counted: Counted) -> None:
        """Say what a backup holds."""
        self._counted[path] = counted
        for number, one in enumerate(self._backups):
            if one.path == path:
                self.dataChanged.emit(self.index(number), self.index(number))

    def counted(self, path: Path) -> Counted | None:
        """What a backup holds; None while nobody has looked."""
        return self._counted.get(path)

    def backup(self, index: Index) -> Backup | None:
        """The backup at an index."""
        return self._backups[index.row()] if index.isValid() and index.row() < len(self._backups) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._backups)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        one = self.backup(index)
        if one is None:
            return None
        if role == ROW_ROLE:
            return self._row(one)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._row(one).spoken()
        return None

    def _row(self, one: Backup) -> RowText:
        size = QLocale().formattedDataSize(one.size)
        found = self._counted.get(one.path)
        pills: tuple[tuple[str, Tone], ...] = ((self.tr("not opened yet"), "grey"),)
        second = self.tr("Opening and counting…")
        if found is not None and found.problem:
            pills, second = ((self.tr("damaged"), "red"),), said(found.problem)
        elif found is not None:
            pills = ((self.tr("opened and counted ✓"), "green"),)
            counts = (f"{word(KINDS[kind].LABEL).capitalize()}: {found.records.get(kind, 0):,}" for kind in _TOLD)
            second = " · ".join(counts)
        return RowText(moment_words(one.at.isoformat()), second, pills, size, icon="database")


class Backups(QDialog):
    """The dialog; `open()` it. It closes itself when a backup is to be looked at or restored."""

    look_wanted = Signal(Path)
    restore_wanted = Signal(Path)

    def __init__(self, context: Context, parent: QWidget) -> None:
        """List the backups of the store and begin to count them."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Backups"))
        self._context = context
        self._worker = Background(self)
        self.model = BackupList(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(context.theme, self.list, shape=RowShape.PLAIN, icons=context.icons))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("framed", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Backups of this store, newest first"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_choice())
        self.list.activated.connect(lambda _index: self.look())
        icons = context.icons
        hint = self.tr(
            "A backup is written when a window closes after changes, and whenever you ask for one. Each is opened here "
            "and its records are counted, so that you know it can be used. Restoring keeps the present store as the "
            "newest backup."
        )
        self.empty = text_label(self.tr("There is no backup of this store yet."), "strong")
        self.new = push_button(icons, self.tr("Back up now"), "database", on_click=self.back_up)
        self.look_button = push_button(icons, self.tr("Look inside"), "eye", on_click=self.look)
        self.restore_button = push_button(icons, self.tr("Restore"), "history", on_click=self.restore)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.new)
        row.addStretch(1)
        row.addWidget(self.look_button)
        row.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(text_label(hint, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(row)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Enter belongs to the list
        column.addWidget(buttons)
        self.finished.connect(lambda _result: self._worker.close())
        self.resize(context.theme.px(640), context.theme.px(520))
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """List the backups again, and count those that nobody has looked into yet."""
        backups = self._context.desk.backups()
        self.model.show_backups(backups)
        self.list.setVisible(bool(backups))
        self.empty.setVisible(not backups)
        if backups:
            self.list.setCurrentIndex(self.model.index(0))
        self._show_choice()
        for one in backups:
            if self.model.counted(one.path) is None:
                self._count(one.path)

    def busy(self) -> bool:
        """Whether backups are still being written or counted."""
        return self._worker.busy()

    def chosen(self) -> Path | None:
        """The backup that is chosen."""
        one = self.model.backup(self.list.currentIndex())
        return None if one is None else one.path

    def back_up(self) -> None:
        """Write a backup now and count it."""
        desk = self._context.desk

        def write(_handle: object) -> Path:
            twin = desk.twin()
            try:
                return twin.keep_backup()
            finally:
                twin.close()

        self.new.setEnabled(False)
        self._worker.run(self.tr("Backing up"), write, lambda _path: self._written(""), self._written)

    def _written(self, problem: str) -> None:
        self.new.setEnabled(True)
        if problem:
            self._context.toast(problem)
        self.refresh()

    def look(self) -> None:
        """Open the chosen backup for reading only."""
        self._leave(self.look_wanted)

    def restore(self) -> None:
        """Put the chosen backup in the place of the store."""
        self._leave(self.restore_wanted)

    def _leave(self, wanted: object) -> None:
        path = self.chosen()
        if path is not None and self._usable(path):
            self.accept()
            wanted.emit(path)  # type: ignore[attr-defined]

    def _usable(self, path: Path) -> bool:
        found = self.model.counted(path)
        return found is None or not found.problem

    def _count(self, path: Path) -> None:
        self._worker.run(
            self.tr("Opening and counting"),
            lambda handle: None if handle.cancelled() else _look_into(path),
            lambda counted: self._counted(path, counted),
            lambda text: self._counted(path, Counted({}, text)),
        )

    def _counted(self, path: Path, counted: Counted | None) -> None:
        if counted is not None:
            self.model.set_counted(path, counted)
            self._show_choice()

    def _show_choice(self) -> None:
        path = self.chosen()
        usable = path is not None and self._usable(path)
        self.look_button.setEnabled(usable)
        self.restore_button.setEnabled(usable and not self._context.desk.read_only)


def _look_into(path: Path) -> Counted:
    try:
        return Desk.look_into(path)
    except BriefingError as error:
        return Counted({}, said(error))
