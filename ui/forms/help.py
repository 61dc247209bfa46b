"""What this program is: its version, its promise, its engine, and the parts it is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QVBoxLayout,
    QWidget,
)

from briefing.store.engine import library_version
from ui.context import Context
from ui.widgets.labels import text_label

VERSION = "0.1.0"


class About(QDialog):
    """Version, promise, engine and licences."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Say what this is."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Briefing Desk"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(text_label("Briefing Desk", "display"))
        column.addWidget(text_label(self.tr("Version %1").replace("%1", VERSION), "muted"))
        column.addWidget(
            text_label(
                self.tr(
                    "Keeps a political crisis in hand, fully offline: nothing you enter ever leaves this computer "
                    "unless you export or copy it yourself."
                ),
                wrap=True,
            )
        )
        version, sound = library_version()
        engine = self.tr("SQLite %1").replace("%1", version)
        if not sound:
            engine += " – " + self.tr(
                "this version can damage a store when two windows write at once; please use one window at a time."
            )
        column.addWidget(text_label(engine, "muted" if sound else "error", wrap=True))
        column.addWidget(
            text_label(
                self.tr(
                    "Qt for Python (LGPL), Typst (Apache 2.0), Inter, Source Serif 4 and Noto Sans (OFL), Lucide (ISC)."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(_close(self))
        self.resize(context.theme.px(440), self.sizeHint().height())


def _close(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons
