"""Two versions of a brief beside each other, section by section, with words put in and taken out.

What was put in is underlined and begins with a plus, what was taken out is struck out and begins with a minus: the
colours only help. Responsible for: choosing what is compared, showing it, and handing it on to the exporters.
Refuses to: compare; `briefing/brief/compare.py` does, in a worker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from briefing.brief.compare import Comparison, Difference, as_brief, compare
from briefing.brief.tree import Brief as Tree
from briefing.desk import Desk
from briefing.model import Brief
from briefing.rules.word_changes import Fate, Piece, shortened
from ui.background import Handle
from ui.brief.desk_work import work_on
from ui.brief.issue_words import version_title
from ui.brief.paper_out import PaperOut
from ui.context import Context
from ui.theme import Size
from ui.widgets.buttons import push_button
from ui.widgets.labels import text_label
from ui.widgets.text_field import ChoiceField
from ui.words import counted, word
from ui.words import tr as _tr

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAFT = "draft"
_FATES = {"added": "New", "removed": "Removed", "changed": "Changed"}


@dataclass(frozen=True)
class Compared:
    """What was compared: both trees, and what differs."""

    old: Tree
    new: Tree
    found: Comparison


class ComparisonWindow(QWidget):
    """A window of its own that blocks nothing. It compares again when another version is chosen."""

    def __init__(self, context: Context, brief: Brief, number: int, parent: QWidget) -> None:
        """Compare version `number` (0: the newest) with the one before it, or the first one with the draft."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("surface_page")
        self.setWindowTitle(self.tr("Compare: %1").replace("%1", brief.title))
        self.context = context
        self.brief = brief
        self.compared: Compared | None = None
        self._ticket = 0
        self.out = PaperOut(context, self)
        versions = context.desk.versions(brief.id)
        options = [(str(one.number), version_title(one)) for one in versions]
        self.old = ChoiceField(self.tr("From"), options)
        self.new = ChoiceField(self.tr("To"), [*options, (DRAFT, self.tr("The present draft"))])
        known = [one.number or 0 for one in versions]
        chosen = number if number in known else known[-1]
        before = max((one for one in known if one < chosen), default=0)
        self.old.set_value(str(before or chosen))
        self.new.set_value(str(chosen) if before else DRAFT)
        self._build()
        for field in (self.old, self.new):
            field.currentIndexChanged.connect(lambda _index: self.compare())
        context.theme.changed.connect(self._fill)
        context.bridge.closing.connect(self.close)
        self.resize(context.theme.px(760), context.theme.px(640))
        self.compare()

    def compare(self) -> None:
        """Compare what is chosen, in the background."""
        self._ticket += 1
        self.compared = None
        self.verdict.setText(self.tr("Comparing…"))
        self._enable()
        old, new = self.old.value(), self.new.value()
        work_on(
            self,
            self.context,
            self.tr("Comparing"),
            partial(_compared, self.brief, old, new),
            partial(self._show, self._ticket),
            partial(self._fail, self._ticket),
        )

    def tree(self) -> Tree | None:
        """The comparison as a brief, for the exporters; None while it is being made."""
        if self.compared is None:
            return None
        names = (self.old.currentText(), self.new.currentText())
        made = as_brief(self.compared.found, self.compared.old, self.compared.new, names=names)
        return replace(made, paper=self.context.settings.text("paper") or "a4")

    def export(self) -> None:
        """Ask for a format and a file, and write the comparison."""
        tree = self.tree()
        if tree is not None:
            self.out.ask_format(self.export_button, tree, f"comparison-{self.old.value()}-{self.new.value()}")

    def print_comparison(self) -> None:
        """Open the print window on the comparison."""
        tree = self.tree()
        if tree is not None:
            self.out.print_tree(tree)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        icons = self.context.icons
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for name, field in ((self.tr("From"), self.old), (self.tr("To"), self.new)):
            label = text_label(name, "muted")
            label.setBuddy(field)
            choice.addWidget(label)
            choice.addWidget(field, 1)
        self.verdict = text_label(role="strong", wrap=True)
        self.legend = text_label(
            self.tr(
                "+ underlined: put in. − struck out: taken out. Numbers of notes and paragraphs are no difference."
            ),
            "hint",
            wrap=True,
        )
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What changed"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.export_button = push_button(icons, self.tr("Export…"), "download", on_click=self.export)
        self.print_button = push_button(icons, self.tr("Print…"), "printer", on_click=self.print_comparison)
        self.close_button = push_button(icons, self.tr("Close"), on_click=self.close)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.print_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(choice)
        column.addWidget(self.verdict)
        column.addWidget(self.legend)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)

    def _enable(self) -> None:
        for button in (self.export_button, self.print_button):
            button.setEnabled(self.compared is not None)

    def _show(self, ticket: int, compared: Compared) -> None:
        if ticket == self._ticket:
            self.compared = compared
            self._fill()

    def _fail(self, ticket: int, sentence: str) -> None:
        if ticket == self._ticket:
            self.verdict.setText(sentence)
            self.text.clear()

    def _fill(self) -> None:
        """Write the differences into the text, in the colours and sizes of now."""
        self._enable()
        if self.compared is None:
            return
        found = self.compared.found.differences
        nothing = self.tr("The two say the same.")
        self.verdict.setText(counted(len(found), "%1 difference", "%1 differences") if found else nothing)
        self.legend.setVisible(bool(found))
        _Writer(self.context, self.text).write(found)


class _Writer:
    """Writes differences into a text."""

    def __init__(self, context: Context, text: QTextEdit) -> None:
        self._theme = context.theme
        self._text = text
        self._cursor = QTextCursor()

    def write(self, found: Sequence[Difference]) -> None:
        self._text.clear()
        self._cursor = self._text.textCursor()
        self._cursor.beginEditBlock()
        section: str | None = None
        for one in found:
            if one.section != section:
                self._line(self._plain(strong=True, large=True), above=10 if section is not None else 0)
                self._cursor.insertText(one.section or _tr("Before the first heading"))
                section = one.section
            self._line(self._plain(), above=4)
            label = f"{word(_FATES.get(one.fate, one.fate))} ({word(one.what)}): "
            self._cursor.insertText(label, self._plain(muted=True))
            for piece in shortened(one.pieces, longest=4_000):
                self._piece(piece)
        self._cursor.endEditBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _line(self, look: QTextCharFormat, above: int) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(self._theme.px(above) if above else 0)
        if self._text.document().isEmpty():
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._cursor.setCharFormat(look)

    def _piece(self, piece: Piece) -> None:
        words = " ".join(piece.text.split("\n"))
        if piece.fate is Fate.SAME or not words.strip():
            self._cursor.insertText(words, self._plain())
            return
        tokens = self._theme.tokens
        added = piece.fate is Fate.ADDED
        look = self._plain()
        pair = tokens.green if added else tokens.red
        look.setForeground(QColor(pair.fg))
        look.setBackground(QColor(pair.bg))
        look.setFontUnderline(added)
        look.setFontStrikeOut(not added)
        bare = words.strip()
        start = words.index(bare)
        self._cursor.insertText(words[:start], self._plain())
        sign = QTextCharFormat(look)
        sign.setFontUnderline(False)
        sign.setFontStrikeOut(False)
        self._cursor.insertText("+" if added else "\u2212\u200a", sign)
        self._cursor.insertText(bare, look)
        self._cursor.insertText(words[start + len(bare) :], self._plain())

    def _plain(self, *, strong: bool = False, large: bool = False, muted: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._theme.font(Size.TITLE if large else Size.BASE, strong=strong))
        look.setForeground(QColor(self._theme.tokens.muted if muted else self._theme.tokens.text))
        return look


def _compared(brief: Brief, old: str, new: str, desk: Desk, _handle: Handle) -> Compared:
    before, after = _tree(desk, brief, old), _tree(desk, brief, new)
    return Compared(before, after, compare(before, after))


def _tree(desk: Desk, brief: Brief, which: str) -> Tree:
    if which == DRAFT:
        return desk.compose(brief.template, brief=brief.id)
    return desk.frozen(desk.version(brief.id, int(which)).id)
