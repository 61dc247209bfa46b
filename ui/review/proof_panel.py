"""Where a quote comes from: the sentence around it, then the archived text around that; and what a note says.

Responsible for: showing one quote or one note under the text that is read. Refuses to: look it up.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.reader.passage import Passage
from ui.review.source import WHEN_ISSUED, Proof
from ui.theme import Tone
from ui.widgets.buttons import icon_button
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import isolate, text_label
from ui.widgets.pill import Pill
from ui.words import tr as _tr
from ui.words import word


class ProofPanel(QFrame):
    """`show_proof` and `show_note` open it; Escape and its button close it, and `closed` is emitted."""

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Nothing is shown."""
        super().__init__(parent)
        self.context = context
        self.setObjectName("proof_panel")
        self.heading = text_label(role="strong", wrap=True)
        self.state = Pill()
        self.close_button = icon_button(context.icons, "x", self.tr("Close this passage"), on_click=self.close_panel)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sentence = Passage(context.theme, self.tr("The sentence"))
        self.note = text_label(role="body", wrap=True, selectable=True)
        self.source = text_label(role="strong", wrap=True, selectable=True)
        self.facts = text_label(role="muted", wrap=True, selectable=True)
        self.passage = Passage(context.theme, self.tr("The archived text around it"))
        self.wider = text_label(self.tr("In the archived text"), "section")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.close_button)
        inside = Column()
        inside.setObjectName("bare")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for part in (self.sentence, self.note, self.source, self.facts, self.wider, self.passage):
            column.addWidget(part)
        column.addStretch(1)
        self.area = scrolled(inside, self.tr("Where it comes from"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 10, 10, 10)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        self.hide()

    def show_proof(self, proof: Proof) -> None:
        """Show where a quote comes from, its sentence first."""
        self.heading.setText(isolate(proof.speaker) if proof.speaker else self.tr("Quote"))
        words, tone = state_words(proof.state)
        self.state.set_pill(words, tone)
        self._fill(proof)
        self._open()

    def show_note(self, mark: str, words: str) -> None:
        """Show what a note says."""
        self.heading.setText(self.tr("Note %1").replace("%1", mark))
        self.state.set_pill("", "grey")
        self.note.setText(words)
        self.note.show()
        for part in (self.sentence, self.source, self.facts, self.wider, self.passage):
            part.hide()
        self._open()

    def close_panel(self) -> None:
        """Close it."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _fill(self, proof: Proof) -> None:
        self.note.setVisible(not proof.held)
        self.note.setText("" if proof.held else f"“{proof.exact}”")
        for part in (self.sentence, self.wider, self.passage):
            part.setVisible(proof.held)
        if proof.held:
            self.sentence.show_passage(*proof.sentence())
            self.passage.show_passage(proof.passage, proof.start, proof.end)
        self.source.setText(isolate(proof.title))
        self.source.setVisible(bool(proof.title))
        facts = [*proof.about, proof.locator]
        self.facts.setText(" · ".join(isolate(part) for part in facts if part))
        self.facts.setVisible(any(facts))

    def _open(self) -> None:
        self.setAccessibleName(self.heading.text())
        self.show()
        self.area.verticalScrollBar().setValue(0)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)


def state_words(state: str) -> tuple[str, Tone]:
    """What the state of a quote is called, and its tone."""
    if state == "verified":
        return _tr("verified"), "green"
    if state == WHEN_ISSUED:
        return _tr("verified when it was issued"), "green"
    return word(state) or _tr("not verified"), "red"
