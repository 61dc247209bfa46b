"""Help inside the window: every shortcut, made from the registry of actions, and what this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing.store.engine import library_version
from ui.context import Context
from ui.widgets.labels import text_label

VERSION = "0.1.0"
_MENUS = ("file", "edit", "view", "go", "help")


class ShortcutPage(QDialog):
    """All shortcuts by menu."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Read the registry."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setSpacing(32)
        halves = [QVBoxLayout(), QVBoxLayout()]
        for half in halves:
            half.setSpacing(6)
            columns.addLayout(half)
        titles = {
            "file": self.tr("File"),
            "edit": self.tr("Edit"),
            "view": self.tr("View"),
            "go": self.tr("Go"),
            "help": self.tr("Help"),
        }
        for number, menu in enumerate(_MENUS):
            half = halves[0 if number < 2 else 1]
            half.addWidget(text_label(titles[menu], "title"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(3)
            shown = [r.action for r in context.actions.all() if r.menu == menu and r.action.shortcuts()]
            for row, action in enumerate(shown):
                words = action.text().replace("&", "").rstrip("…").partition(":")[0]
                keys = action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText)
                grid.addWidget(text_label(words), row, 0)
                grid.addWidget(text_label(keys, "muted"), row, 1)
            grid.setColumnStretch(0, 1)
            half.addLayout(grid)
            half.addSpacing(10)
        for half in halves:
            half.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(self.windowTitle())
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(_close(self))
        self.resize(context.theme.px(640), context.theme.px(520))


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
