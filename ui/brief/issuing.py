"""Issuing a brief in the background: a desk of the worker's own that writes, progress, Cancel, and the receipt.

Responsible for: one run at a time, and telling the window that another connection has written.
Refuses to: ask the user anything; the panel does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from briefing.desk import Desk
from briefing.desk.clearing import Furniture
from briefing.export.pdf import CancelledExportError
from briefing.export.receipt import Receipt
from briefing.model import BriefVersion
from ui.background import Handle
from ui.brief.desk_work import work_on
from ui.context import Context


@dataclass(frozen=True)
class Issued:
    """The version that was issued, and its receipt; None where the user did not wait for it."""

    version: BriefVersion
    receipt: Receipt | None


class Issuer(QObject):
    """`run` it; `done` carries an `Issued`, `failed` a sentence: then nothing was issued."""

    begun = Signal()
    progressed = Signal(str, float)
    done = Signal(object)
    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Nothing to issue yet."""
        super().__init__(parent)
        self._context = context
        self._handle: Handle | None = None

    def busy(self) -> bool:
        """Whether a brief is being issued."""
        return self._handle is not None

    def cancel(self) -> None:
        """Ask to stop; what is issued already stays."""
        if self._handle is not None:
            self._handle.cancel()

    def run(self, brief: str, reason: str) -> None:
        """Issue a brief; `reason` says why it replaces the version before, where there is one."""
        if self.busy():
            return
        settings = self._context.settings
        usual = Furniture(
            settings.text("default_marking"), settings.text("contact"), settings.text("unit"), settings.text("paper")
        )
        self._handle = work_on(
            self,
            self._context,
            self.tr("Issuing"),
            lambda desk, handle: _issue(desk, brief, reason, usual, handle),
            self._on_done,
            self._on_failed,
            writes=True,
            told=self.progressed.emit,
        )
        if self._handle is not None:
            self.begun.emit()

    def _on_done(self, found: Issued) -> None:
        self._handle = None
        self._context.bridge.look()  # another connection has written
        self.done.emit(found)

    def _on_failed(self, sentence: str) -> None:
        self._handle = None
        self.failed.emit(sentence)


def _issue(desk: Desk, brief: str, reason: str, usual: Furniture, handle: Handle) -> Issued:
    from ui.brief.pdf_text import page_texts

    def texts(path: Path) -> list[str]:
        return list(page_texts(path, handle.cancelled))

    made = desk.issue(
        brief,
        reason=reason,
        furniture=usual,
        page_texts=texts,
        progress=handle.progress,
        cancelled=handle.cancelled,
        origin="issuing",
    )
    version = desk.get(BriefVersion, made)
    try:
        return Issued(version, desk.receipt(version, texts))
    except CancelledExportError:
        return Issued(version, None)
