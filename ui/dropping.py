"""Files dropped anywhere on the window: texts are imported, a store or a pouch is opened, a reply is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QCursor, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu

from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.window import MainWindow

REPLY_SUFFIX = ".reply"
STORE_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3", ".pouch"})


def files_in(data: QMimeData) -> list[Path]:
    """The files that are carried."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class FileDrops(QObject):
    """Watches one window. What its children do not want (text fields refuse files) comes here."""

    def __init__(self, window: MainWindow) -> None:
        """Let files be dropped on `window`."""
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            paths = files_in(event.mimeData())
            if paths:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                if event.type() == QEvent.Type.Drop:
                    self.take(paths)
            else:
                event.ignore()
            return True
        return super().eventFilter(watched, event)

    def take(self, paths: list[Path]) -> None:
        """Open the store among the files, or import them. What a copy of the open store is wanted for is asked."""
        commands, window = self._window.commands, self._window
        stores = [path for path in paths if path.suffix.lower() in STORE_SUFFIXES]
        if stores and commands.exchange.related(stores[0]):
            self._ask(stores[0])
        elif stores:
            commands.open_store(stores[0])
            if len(paths) > 1:
                window.toasts.show_toast(_tr("One store was opened; the other files were left alone."))
        elif not window.has_desk():
            window.toasts.show_toast(_tr("Open a store first, then drop files to import them."))
        elif window.desk.read_only:
            window.toasts.show_toast(_tr("This store is open for reading only, so nothing can be imported."))
        else:
            replies = [path for path in paths if path.suffix.lower() == REPLY_SUFFIX]
            if replies:
                commands.exchange.take_reply_from(replies[0])
            else:
                commands.import_paths(paths)

    def _ask(self, path: Path) -> None:
        """A copy of the store that is open can be meant in two ways."""
        commands = self._window.commands
        menu = QMenu(self._window)
        menu.setObjectName("dropped_copy")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_tr("See what it has for this store…"), lambda: commands.exchange.exchange_with(path))
        menu.addAction(_tr("Open it instead"), lambda: commands.open_store(path))
        menu.popup(QCursor.pos())
