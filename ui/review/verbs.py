"""The verbs of review mode as actions: one table for keys, buttons, menus and tool tips."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QIcon, QKeySequence, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ui.icons import Icons
from ui.theme import Mode
from ui.tokens import DARK, LIGHT, SEPIA
from ui.words import marked
from ui.words import tr as _tr

GROUNDS = (Mode.LIGHT, Mode.DARK, Mode.SEPIA)
VIEWS = ("text", "pages", "both")
_TABLE: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("leave", marked("Leave review"), ("F11",), "arrow-left"),
    ("smaller", marked("Smaller letters"), ("Ctrl+-",), "zoom-out"),
    ("larger", marked("Larger letters"), ("Ctrl++", "Ctrl+="), "zoom-in"),
    ("usual", marked("Usual size of letters"), ("Ctrl+0",), ""),
    ("light", marked("Light"), (), ""),
    ("dark", marked("Dark"), (), ""),
    ("sepia", marked("Sepia"), (), ""),
    ("text", marked("Text"), (), ""),
    ("pages", marked("Pages"), (), ""),
    ("both", marked("Side by side"), (), ""),
    ("print", marked("Print"), ("P", "Ctrl+P"), "printer"),
    ("print_notes", marked("Print with notes in the margin"), ("Shift+P",), "printer"),
    ("comment", marked("Comment"), ("C",), "message-square"),
    ("decide", marked("Decide"), ("D",), "circle-check"),
    ("next", marked("Next item"), ("J",), ""),
    ("previous", marked("Previous item"), ("K",), ""),
    ("next_change", marked("Next change"), ("N",), ""),
    ("next_brief", marked("Next brief"), ("Shift+J",), ""),
    ("previous_brief", marked("Previous brief"), ("Shift+K",), ""),
    ("queue", marked("Briefs to read"), ("Q",), "panel-left"),
    ("notes", marked("Notes"), ("M",), "list"),
    ("pane", marked("Next pane"), ("F6",), ""),
)
_GROUPS = (tuple(mode.value for mode in GROUNDS), VIEWS)
_CHECKABLE = frozenset((*_GROUPS[0], *VIEWS, "queue", "notes"))


def keys() -> list[tuple[str, str]]:
    """The words of each verb that has keys, with the first of them: for the page of all shortcuts."""
    return [(_tr(words), shortcuts[0]) for _, words, shortcuts, _ in _TABLE if shortcuts]


def actions_of(owner: QWidget, icons: Icons, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions by name; their keys work while the focus is in `owner`. Each needs a slot."""
    made: dict[str, QAction] = {}
    for name, words, shortcuts, icon in _TABLE:
        action = QAction(_tr(words), owner)
        action.setObjectName(f"review_{name}")
        action.setCheckable(name in _CHECKABLE)
        action.setShortcuts([QKeySequence(one) for one in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shown = action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText) if shortcuts else ""
        action.setToolTip(f"{action.text()} ({shown})" if shown else action.text())
        if icon:
            icons.bind(action, icon)
        action.triggered.connect(lambda _on=False, name=name: slots[name]())
        owner.addAction(action)
        made[name] = action
    for names in _GROUPS:
        group = QActionGroup(owner)
        for name in names:
            group.addAction(made[name])
    for mode, tokens in zip(GROUNDS, (LIGHT, DARK, SEPIA), strict=True):
        made[mode.value].setIcon(swatch(tokens.card, tokens.text, tokens.field_line, icons.theme.px(18)))
    return made


def swatch(ground: str, ink: str, line: str, edge: int) -> QIcon:
    """A round sample of paper with a letter on it."""
    pixmap = QPixmap(edge * 2, edge * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line), 1.2))
    painter.setBrush(QColor(ground))
    painter.drawEllipse(QRectF(1, 1, edge - 2, edge - 2))
    font = QFont("Source Serif 4")
    font.setPixelSize(max(8, edge * 6 // 10))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(QRectF(0, 0, edge, edge), int(Qt.AlignmentFlag.AlignCenter), "A")
    painter.end()
    return QIcon(pixmap)
