"""Every question and message that needs a dialog goes through here, so that tests can answer instead of a person.

Use sparingly: an event is a toast, a lasting state a banner, a wrong field says so beside itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from ui.words import marked
from ui.words import tr as _tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

STORES = marked("Briefing Desk stores (*.db)")


class Alerts:
    """The dialogs. `parent` is set once the window exists."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show dialogs over `parent`."""
        self.parent = parent

    def problem(self, text: str, detail: str = "") -> None:
        """Say that something could not be done; `text` is a sentence that says what to do next."""
        box = QMessageBox(QMessageBox.Icon.Warning, _tr("There is a problem"), text, parent=self.parent)
        box.setInformativeText(detail)
        box.exec()

    def confirm(self, question: str, yes: str, detail: str = "") -> bool:
        """Ask before something that cannot be undone; `yes` is the verb on the button."""
        box = QMessageBox(QMessageBox.Icon.Question, _tr("Please confirm"), question, parent=self.parent)
        box.setInformativeText(detail)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is accept

    def ask_text(self, title: str, question: str, suggestion: str = "", *, secret: bool = False) -> str | None:
        """Ask for a line of text, or for a secret, which is not shown; None when the user cancels."""
        echo = QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal
        text, accepted = QInputDialog.getText(self.parent, title, question, echo, suggestion)
        if not accepted:
            return None
        return text if secret else text.strip()

    def open_files(self, title: str, folder: Path, kinds: str) -> list[Path]:
        """Ask for existing files."""
        names, _ = QFileDialog.getOpenFileNames(self.parent, title, str(folder), kinds)
        return [Path(name) for name in names]

    def open_file(self, title: str, folder: Path, kinds: str = STORES) -> Path | None:
        """Ask for one existing file."""
        name, _ = QFileDialog.getOpenFileName(self.parent, title, str(folder), _tr(kinds))
        return Path(name) if name else None

    def save_file(self, title: str, suggestion: Path, kinds: str = STORES) -> Path | None:
        """Ask where to write a file; the dialog itself asks before an existing one is replaced."""
        name, _ = QFileDialog.getSaveFileName(self.parent, title, str(suggestion), _tr(kinds))
        return Path(name) if name else None

    def choose_folder(self, title: str, folder: Path) -> Path | None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self.parent, title, str(folder))
        return Path(name) if name else None

    def show_folder(self, folder: Path) -> bool:
        """Open a folder of this computer in the system's file manager; False where there is none."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def choose_printer(self, printer: QPrinter, pages: int, over: QWidget) -> bool:
        """Ask by the system's own dialog how to print `pages` pages; the answer is left in `printer`."""
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, over)
        dialog.setMinMax(1, pages)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted
