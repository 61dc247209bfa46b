"""Handing over: issued briefs are put into a pouch, in an order, for readers, up to a marking, sealed or not.

Responsible for: the questions, and saying beforehand what keeps the pouch from being made and what stays out of it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from briefing.pouch.making import ENDING
from ui.brief.export_left_out import LeftOut
from ui.brief.exporter import last_folder
from ui.brief.house import house, offer_levels
from ui.context import Context
from ui.exchange.brief_list import BriefList
from ui.exchange.pouch_receipt import PouchReceipt
from ui.exchange.pouch_work import Handed, Issued, PouchOrder, above, hand_over, issued
from ui.exchange.protection import Protection
from ui.exchange.stages import Stages
from ui.widgets.column import Column, scrolled
from ui.widgets.empty import EmptyState
from ui.widgets.form_row import FormRow
from ui.widgets.labels import isolate, set_look, text_label
from ui.widgets.text_field import ChoiceField
from ui.words import marked
from ui.words import tr as _tr

POUCHES = marked("Pouches (*.pouch)")
_LINES = 2


class HandOver(Stages):
    """The dialog; `open()` it."""

    def __init__(self, context: Context, parent: QWidget, brief: str = "") -> None:
        """Suggest the brief with this id, if it was issued; else the newest issued one."""
        super().__init__(context, self.tr("Hand over"), self.tr("Make the pouch…"), "send", parent)
        self.receipt: PouchReceipt | None = None
        found = issued(context.desk)
        self.briefs = BriefList(context, found, brief)
        self.readers = QPlainTextEdit()
        self.readers.setTabChangesFocus(True)
        self.readers.setFixedHeight(self.readers.fontMetrics().lineSpacing() * _LINES + context.theme.px(16))
        self.ceiling = ChoiceField(self.tr("Nothing above"))
        self.left_out = LeftOut(context)
        self.comments = QCheckBox(self.tr("With their comments and decisions"))
        self.comments.setChecked(True)
        self.protection = Protection(context)
        self.fault = text_label(role="hint", wrap=True)
        set_look(self.fault, "tone", "amber")
        self.foot.insertWidget(0, self.fault, 1)
        self.foot.setStretch(1, 0)  # the words have the room
        self.form = self._form()
        self._offer_levels()
        self.briefs.changed.connect(self._refresh)
        self.briefs.changed.connect(self._ask)
        self.ceiling.currentIndexChanged.connect(lambda _at: self._on_ceiling())
        self.protection.changed.connect(self._refresh)
        self.finished.connect(lambda _how: self.left_out.close_worker())
        self.again = self.problem.add_action(self.tr("Back to the choices"), self._back, primary=True)
        self.grow(680, 720)
        if found:
            self.show_page(self.form, verb=True)
            self._on_ceiling()
            self.briefs.setFocus()
        else:
            self.show_page(self._nothing())

    def order(self, out: Path) -> PouchOrder:
        """What is wanted now, to be written to `out`."""
        readers = tuple(line.strip() for line in self.readers.toPlainText().splitlines() if line.strip())
        return PouchOrder(
            briefs=tuple(one.brief.id for one in self.briefs.chosen()),
            out=out,
            ceiling=self.ceiling.value(),
            readers=readers,
            keys=self.protection.recipients(),
            passphrase=self.protection.passphrase(),
            comments=self.comments.isChecked(),
        )

    def main_verb(self) -> None:
        """Ask for the file, and make the pouch."""
        if self.busy() or self._what_is_wrong():
            return
        out = self.context.alerts.save_file(self.tr("Hand over"), self._suggested(), _tr(POUCHES))
        if out is not None:
            self.make(out if out.suffix else out.with_suffix(ENDING))

    def make(self, out: Path) -> None:
        """Make the pouch in the background, and show what is in it."""
        order = self.order(out)
        self.context.settings.set_word("pouch_folder", str(out.parent))
        words = self.tr("Making “%1”").replace("%1", out.name)
        self.work(words, lambda desk, handle: hand_over(desk, order, handle), self._show_receipt)

    def refused(self, sentence: str) -> None:
        self.say_problem(self.tr("Nothing was handed over"), sentence)
        self.again.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.briefs.setFocus()

    def _form(self) -> QWidget:
        inside = Column()
        inside.setObjectName("bare")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        hint = self.tr(
            "A pouch is one file with issued briefs, their files and the passages of their quotes. Its readers open it "
            "away from the desk, write on it, and send back a small reply."
        )
        icons = self.context.icons
        column.addWidget(text_label(hint, "muted", wrap=True))
        column.addSpacing(6)
        column.addWidget(text_label(self.tr("Briefs, in the order to be read"), "section"))
        column.addWidget(self.briefs)
        order = self.tr("Tick what goes along. Drag a brief to its place, or move it with Alt+Up and Alt+Down.")
        column.addWidget(text_label(order, "hint", wrap=True))
        column.addWidget(self.comments)
        column.addSpacing(6)
        column.addWidget(FormRow(icons, self.tr("Distribution list"), self.readers))
        names = self.tr("One reader a line. Without any, those whom the briefs name.")
        column.addWidget(text_label(names, "hint", wrap=True))
        column.addSpacing(6)
        column.addWidget(FormRow(icons, self.tr("Nothing above"), self.ceiling))
        column.addWidget(self.left_out)
        column.addSpacing(6)
        column.addWidget(text_label(self.tr("Protection"), "section"))
        column.addWidget(self.protection)
        column.addStretch(1)
        area = scrolled(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area

    def _nothing(self) -> QWidget:
        page = EmptyState(
            self.context.icons,
            "send",
            self.tr("No brief was issued yet"),
            self.tr("Only what was issued goes into a pouch. Check and issue a brief first."),
        )
        page.add_action(self.tr("Close"), self.reject, primary=True)
        return page

    def _offer_levels(self) -> None:
        profile = house(self.context.desk, self.context.desk.setting("profile"))
        levels = profile.levels if profile is not None else ()
        offer_levels(self.ceiling, levels, self.tr("No ceiling") if levels else self.tr("This house has no markings"))
        self.ceiling.set_value("")
        self.ceiling.setEnabled(bool(levels))

    def _on_ceiling(self) -> None:
        self.briefs.mark(self._above)
        self._ask()
        self._refresh()

    def _above(self, one: Issued) -> bool:
        return above(self.context.desk, one, self.ceiling.value())

    def _ask(self) -> None:
        """What stays out: the ceiling keeps it from the readers, whatever the briefs say."""
        briefs = [one.brief for one in self.briefs.chosen()] if self.ceiling.value() else []
        self.left_out.ask(briefs, "", self.ceiling.value())

    def _what_is_wrong(self) -> str:
        chosen = self.briefs.chosen()
        if not chosen:
            return self.tr("Tick at least one brief.")
        for one in chosen:
            if self._above(one):
                words = self.tr("“%1” lies above the ceiling (%2). Leave it out, or raise the ceiling.")
                return words.replace("%1", isolate(one.brief.title)).replace("%2", one.version.marking)
        return self.protection.fault()

    def _refresh(self) -> None:
        wrong = self._what_is_wrong()
        self.fault.setText(wrong)
        self.main_button.setEnabled(not wrong)

    def _suggested(self) -> Path:
        folder = Path(self.context.settings.word("pouch_folder") or last_folder(self.context))
        chosen = self.briefs.chosen()
        names = chosen[0].version.as_at_edtf if len(chosen) == 1 else self.context.desk.today.isoformat()
        return folder / f"{names or self.context.desk.today.isoformat()}-briefs{ENDING}"

    def _back(self) -> None:
        self.show_page(self.form, verb=True)
        self.fault.show()
        self.briefs.setFocus()

    def _show_receipt(self, handed: Handed) -> None:
        self.fault.hide()
        self.receipt = PouchReceipt(self.context, handed)
        self.show_page(self.receipt)
        self.cancel_button.setText(self.tr("Close"))
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
