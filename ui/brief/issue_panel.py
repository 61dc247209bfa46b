"""From "is it ready?" to "issued": the way of one brief, what the preflight finds in it, its clearance, its versions.

Responsible for: one panel that shows all of this as it is now, what can be done next, and why something cannot be done
yet. Refuses to: check, issue or read a version by itself; its parts do.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from briefing.brief.finding import Preflight
from briefing.errors import BriefingError
from briefing.model import Brief
from briefing.store.steps import Change
from ui.brief.checker import Checked, Checker
from ui.brief.clearance import Answer, AnswerForm, Answers
from ui.brief.findings import ORIGIN, Findings, count_words
from ui.brief.issue_head import IssueHead
from ui.brief.issue_words import turned_back, version_title
from ui.brief.issuing import Issued, Issuer
from ui.brief.reason_form import InPlace, ReasonForm
from ui.brief.versions import Versions
from ui.context import Context
from ui.theme import Tone
from ui.tones import shown
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import text_label

_CONCERNED = frozenset({"*", "brief", "brief_block", "clearance", "waiver", "brief_version", "setting"})
"""The kinds whose changes alter how a brief stands; all others may alter what is found in it."""


class IssuePanel(QWidget):
    """`show_record` a brief; `flush` and `stop` it like a page.

    `field_wanted` carries a field of the brief, or `block ` and the name of a block: the user wants to mend it.
    `count_changed` carries what a row of an outline says of the findings; `issued` the id of a new version.
    """

    field_wanted = Signal(str)
    count_changed = Signal(str)
    issued = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the panel."""
        super().__init__(parent)
        self.context = context
        self._record: Brief | None = None
        self._found = Preflight()
        self._count = ""
        self.checker = Checker(context, self)
        self.checker.checked.connect(self._on_checked)
        self.issuer = Issuer(context, self)
        self.issuer.begun.connect(self._show_busy)
        self.issuer.done.connect(self._on_issued)
        self.issuer.failed.connect(self._on_failed)
        self._build()
        context.bridge.changed.connect(self._on_change)

    # showing

    def show_record(self, record: Brief) -> None:
        """Show a brief, or the same one as it is now, and look at it again."""
        if self._record is None or self._record.id != record.id:
            self.head.fold(give_focus=False)
            self._found = Preflight()
            self._say_count("")
            self.findings.show_waiting(record.id)
        elif self._record.status is not record.status and not self.isVisible():
            self._tell_turned_back(record)
        self._record = record
        self.answers.show_answers(self.context.desk.clearances(record.id))
        self.versions.show_brief(record)
        self._show_standing()
        self._check()

    def flush(self) -> None:
        """Nothing is half typed that could be saved by itself: a reason is kept by its button."""

    def stop(self) -> None:
        """The store is about to be closed: end what still works on it."""
        self.context.bridge.changed.disconnect(self._on_change)
        self.checker.stop()
        self.versions.stop()

    def busy(self) -> bool:
        """Whether the brief is being looked at, or issued."""
        return self.checker.busy() or self.issuer.busy()

    def set_pages(self, pages: int | None) -> None:
        """Say how many pages the brief has, once the preview has made them."""
        self.checker.set_pages(pages)

    def count(self) -> str:
        """What a row of an outline says of the findings: `2 blocking, 5 to look at`; empty where there is none."""
        return self._count

    def note(self) -> str:
        """What a row of an outline says: what was found, else how the brief stands."""
        return self._count or (shown(self._record.status) if self._record is not None else "")

    def tone(self) -> Tone | None:
        """The tone of that row: amber where something keeps the brief from being issued."""
        return "amber" if self._found.blocking else None

    def take_focus(self) -> None:
        """Put the focus on what comes next: the first finding that blocks, else the first thing that can be done."""
        lines = [row.line for row in self.findings.rows()]
        targets: list[QWidget] = [*lines] if self._found.blocking else [*self.head.ready(), *lines]
        for target in targets[:1]:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # verbs

    def put_to_clearance(self) -> None:
        """Say that the brief is being cleared, with a way back."""
        record = self._ready()
        desk = self.context.desk
        if record is not None and self._done(lambda: desk.put_to_clearance(record.id, origin=ORIGIN)):
            words = self.tr("“%1” is in clearance.").replace("%1", record.title)
            self.context.offer_undo(words, desk.latest)

    def ask_answer(self) -> AnswerForm:
        """Open the form in which an answer is recorded."""
        form = AnswerForm(self.context)
        form.kept.connect(self.record_answer)
        self._open(form, "answer")
        form.take_focus()
        return form

    def record_answer(self, answer: Answer) -> None:
        """Keep somebody's answer, with a way back."""
        record, desk = self._record, self.context.desk
        if record is None or not self.context.may_edit():
            return
        if self._done(
            lambda: desk.add_clearance(
                record.id,
                answer.person,
                unit=answer.unit,
                result=answer.result,
                condition=answer.condition,
                day=answer.day,
                origin=ORIGIN,
            )
        ):
            self.head.fold()
            words = self.tr("Recorded the answer of %1.").replace("%1", answer.person)
            self.context.offer_undo(words, desk.latest)

    def ask_issue(self) -> ReasonForm | None:
        """Ask once more before the brief is issued: it cannot be undone; from the second version on, ask why."""
        record = self._ready()
        if record is None:
            return None
        earlier = self.context.desk.last_number(record.id)
        verb = self.tr("Issue version %1").replace("%1", str(earlier + 1))
        hint = self.tr(
            "Its content and its files are frozen: Markdown, HTML, PDF and Word. This cannot be undone; a brief that "
            "went out is recalled."
        )
        label = self.tr("Why it replaces version %1").replace("%1", str(earlier)) if earlier else ""
        refusal = self.tr("Please say why: the reason is printed on the first page.")
        form = ReasonForm(self.context, verb, label=label, hint=hint, refusal=refusal)
        form.given.connect(self.issue)
        self._open(form, "issue")
        form.take_focus()
        return form

    def issue(self, reason: str = "") -> None:
        """Issue the brief in the background."""
        record = self._record
        if record is not None and self.context.may_edit():
            self.head.fold()
            self.issuer.run(record.id, reason)

    def ask_recall(self) -> ReasonForm | None:
        """Ask why the brief no longer stands."""
        if self._ready() is None:
            return None
        form = ReasonForm(
            self.context,
            self.tr("Recall"),
            label=self.tr("Why it no longer stands"),
            hint=self.tr(
                "Its versions stay, and so does its evidence. Tell those who have it; the program sends nothing."
            ),
            refusal=self.tr("Please say why: its readers will ask."),
            danger=True,
        )
        form.given.connect(self.recall)
        self._open(form, "recall")
        form.take_focus()
        return form

    def recall(self, reason: str) -> None:
        """Say that the brief no longer stands, with a way back."""
        record, desk = self._record, self.context.desk
        if record is not None and self._done(lambda: desk.recall(record.id, reason, origin=ORIGIN)):
            self.head.fold()
            words = self.tr("Recalled “%1”.").replace("%1", record.title)
            self.context.offer_undo(words, desk.latest)

    def compare_versions(self) -> None:
        """Compare the newest version with the one before it, or with the draft."""
        if self._record is not None:
            self.versions.verbs.compare(self._record)

    def evidence_pack(self) -> None:
        """Ask for the evidence pack of the newest version."""
        rows = self.versions.rows()
        if rows:
            self.area.ensureWidgetVisible(rows[0])
            rows[0].ask_evidence()
        else:
            self.context.toast(self.tr("Nothing was issued yet whose quotes could be proved."))

    # what happens

    def _on_change(self, change: object) -> None:
        record = self._record
        if record is None or not isinstance(change, Change):
            return
        if not change.kinds & _CONCERNED:
            self._check()
            return
        try:
            now = self.context.desk.get(Brief, record.id)
        except BriefingError as error:  # the page shows another one, or says that the store is gone
            self.context.told(error)
            return
        self.show_record(now)

    def _tell_turned_back(self, record: Brief) -> None:
        """What was edited elsewhere may have been cleared already: that is said at once, not only here."""
        words = turned_back(self.context.desk, record)
        if words:
            self.context.toast(f"“{record.title}”: {words}")

    def _check(self) -> None:
        """Look at the brief: soon where that is seen, later where only the count is, else when it is seen again."""
        around = self.parentWidget()
        if self._record is not None and (self.isVisible() or (around is not None and around.isVisible())):
            self.checker.check(self._record.id, soon=self.isVisible())

    def _on_checked(self, checked: Checked) -> None:
        if self._record is None or checked.brief != self._record.id:
            return
        self._found = checked.preflight
        self.findings.show_found(checked.preflight, checked.problem)
        self._say_count(count_words(checked.preflight))
        self._show_standing()

    def _say_count(self, words: str) -> None:
        if words != self._count:
            self._count = words
            self.count_changed.emit(words)

    def _on_issued(self, found: Issued) -> None:
        words = self.tr("Issued “%1”, %2.").replace("%2", version_title(found.version))
        title = self._record.title if self._record is not None else ""
        self.context.toast(words.replace("%1", title))
        self._reload()
        if found.receipt is not None:
            self.versions.show_receipt(found.receipt)
        self.issued.emit(found.version.id)

    def _on_failed(self, sentence: str) -> None:
        self.context.toast(sentence)
        self._reload()

    def _reload(self) -> None:
        self._show_busy()
        if self._record is not None:
            self.show_record(self.context.desk.get(Brief, self._record.id))

    def _ready(self) -> Brief | None:
        """The brief as it is now, with all that was half typed; None where nothing may be done."""
        if self._record is None or not self.context.may_edit():
            return None
        self.context.flush()
        return self._record

    def _done(self, verb: Callable[[], object]) -> bool:
        return self.context.may_edit() and self.context.attempt(verb)

    # the frame

    def _build(self) -> None:
        self.head = IssueHead(self.context)
        self.head.pressed.connect(self._press)
        self.head.cancelled.connect(self.issuer.cancel)
        self.head.folded.connect(self.take_focus)
        self.issuer.progressed.connect(self.head.show_progress)
        self.findings = Findings(self.context)
        self.findings.field_wanted.connect(self.field_wanted)
        self.findings.clearance_wanted.connect(self._to_clearance)
        self.answers = Answers(self.context)
        self.versions = Versions(self.context)
        line = QFrame()
        line.setObjectName("line")
        self._inside = inside = Column()
        inside.setObjectName("bare")
        body = QVBoxLayout(inside)
        body.setContentsMargins(16, 14, 16, 16)
        body.setSpacing(10)
        body.addWidget(text_label(self.tr("Check and issue"), "title"))
        for part in (self.head, line, self.findings, self.answers, self.versions):
            body.addWidget(part)
        body.addStretch(1)
        self.area = scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _press(self, key: str) -> None:
        verbs: dict[str, Callable[[], object]] = {
            "clear": self.put_to_clearance,
            "issue": self.ask_issue,
            "answer": self.ask_answer,
            "recall": self.ask_recall,
        }
        verbs[key]()

    def _show_standing(self) -> None:
        if self._record is not None:
            self.head.show_brief(self._record, len(self._found.blocking), busy=self.issuer.busy())

    def _show_busy(self) -> None:
        self._show_standing()
        self.head.show_busy(self.issuer.busy())

    def _to_clearance(self) -> None:
        """What is settled by an answer: to the button that records one."""
        for button in self.head.ready()[:1]:
            self.area.ensureWidgetVisible(button)
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, form: InPlace, key: str) -> None:
        self.head.open(form, key)
        QTimer.singleShot(0, form, lambda: self._bring(form))  # once it has been laid out

    def _bring(self, form: InPlace) -> None:
        """Show a form whole, from its top where it is higher than the panel."""
        if form.height() > self.area.viewport().height():
            self.area.verticalScrollBar().setValue(form.mapTo(self._inside, QPoint()).y())
        else:
            self.area.ensureWidgetVisible(form)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.checker.pause()  # a panel that is not seen may outlive its store by a moment

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._check()
