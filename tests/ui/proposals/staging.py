"""A text of our own, what it offers, and a window in which it is reviewed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.desk.review_items import Item
from briefing.model import Record
from briefing.proposing.proposal import (
    About,
    Mention,
    Proposals,
    ProposedActor,
    ProposedEvent,
    ProposedFact,
    ProposedIssue,
    ProposedQuote,
)
from briefing.terms import ActorKind, Modality, QuoteForm, SpeakerCertainty
from ui.pages.proposing import Proposing
from ui.pages.sources import SourcesPage
from ui.proposals.panel import ProposalsPanel
from ui.window import MainWindow

TEXT = """🙂 The crisis cell met in Vensholm on Monday at the request of the governor of the northern district.

Minister of Energy Mara Vale said the outage was “not the end of the story” and that a second option existed. \
“We will not leave a single household without water”, she told reporters after the meeting.

An aide to the governor, who asked not to be named, spoke of “a crisis management meeting that came too late”.

Two pumping stations have been out of service since 18 November. Tankers cover about 60 % of demand. The contractor, \
Brook & Sons, moved the repair date to Friday, “for reasons beyond our control”; earlier it had promised Thursday.

The Directorate of Utilities did not elaborate on who will pay.
"""


def place(words: str, number: int = 0) -> tuple[int, int]:
    """Where words stand in the text."""
    found = [one.start() for one in re.finditer(re.escape(words), TEXT)][number]
    return found, found + len(words)


def mention(words: str, number: int = 0) -> Mention:
    start, end = place(words, number)
    return Mention(name=words, start=start, end=end)


def quote(words: str, speaker: str, resolved: str, confidence: float, reason: str) -> ProposedQuote:
    start, end = place(words)
    unnamed = speaker.startswith("An aide")
    return ProposedQuote(
        start=start,
        end=end,
        exact=words,
        form=QuoteForm.FULL if words[0].isupper() else QuoteForm.FRAGMENT,
        speaker=mention(speaker),
        resolved=resolved,
        certainty=SpeakerCertainty.ANONYMOUS if unnamed else SpeakerCertainty.NAMED,
        confidence=confidence,
        reason=reason,
        language="en",
    )


def actor(name: str, kind: ActorKind, role: str, confidence: float) -> ProposedActor:
    mentions = tuple((one.start(), one.end()) for one in re.finditer(re.escape(name), TEXT))
    return ProposedActor(
        name=name, kind=kind, role=role, mentions=mentions, confidence=confidence, reason="a name with an office"
    )


def event(what: str, words: str, literal: str, edtf: str) -> ProposedEvent:
    start, end = place(words)
    return ProposedEvent(
        what=what,
        start=start,
        end=end,
        date_literal=literal,
        edtf=edtf,
        basis="the weekday before the day of publication",
        modality=Modality.OCCURRED,
        confidence=0.9,
        reason="a verb with a date",
    )


def offered(text: str, about: About) -> Proposals:
    """What the text offers; nothing for any other text."""
    if text.strip() != TEXT.strip():
        return Proposals(language=about.language)
    fact, issue = place("Tankers cover about 60 % of demand."), place("The Directorate of Utilities did not elaborate")
    return Proposals(
        language=about.language or "en",
        quotes=(
            quote("not the end of the story", "Mara Vale", "Mara Vale", 0.93, "“said” stands beside the name"),
            quote("We will not leave a single household without water", "she", "Mara Vale", 0.74, "the last woman"),
            quote("a crisis management meeting that came too late", "An aide to the governor", "", 0.88, "“spoke of”"),
            quote("for reasons beyond our control", "Brook & Sons", "Brook & Sons", 0.52, "the nearest name"),
        ),
        actors=(
            actor("Mara Vale", ActorKind.PERSON, "Minister of Energy", 0.95),
            actor("Brook & Sons", ActorKind.ORGANISATION, "contractor", 0.8),
            actor("Directorate of Utilities", ActorKind.ORGANISATION, "", 0.9),
        ),
        events=(
            event("Crisis cell meets", "The crisis cell met in Vensholm on Monday", "on Monday", "2026-11-16"),
            replace(
                event("Contractor finishes the repair", "moved the repair date to Friday", "Friday", "2026-11-27"),
                modality=Modality.PLANNED,
                conflict="2026-11-26",
                confidence=0.62,
            ),
        ),
        facts=(
            ProposedFact(
                label="Demand covered by tankers",
                value="about 60",
                unit="%",
                subject="",
                start=fact[0],
                end=fact[1],
                confidence=0.7,
                reason="a figure with its unit",
            ),
        ),
        issues=(
            ProposedIssue(
                title="Who pays for the repair",
                start=issue[0],
                end=issue[1],
                actors=("Directorate of Utilities",),
                reason="“did not elaborate” leaves it open",
            ),
        ),
    )


@dataclass
class Reviewed:
    """A window on the source of `TEXT`, and the hands of whoever reviews it."""

    window: MainWindow
    page: SourcesPage
    source: str
    qtbot: QtBot

    @property
    def desk(self) -> Desk:
        return self.window.desk

    @property
    def proposing(self) -> Proposing:
        return self.page.proposing

    @property
    def panel(self) -> ProposalsPanel:
        return self.proposing.panel

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and wait until the review is true again."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.proposing.reader.busy(), timeout=20_000)

    def item(self, words: str) -> Item:
        """The proposal whose words, or name, these are."""
        assert self.proposing.review is not None
        return next(
            one for one in self.proposing.review.items if words in (one.words, getattr(one.proposal, "what", ""))
        )

    def here(self) -> Item:
        """The chosen one."""
        found = self.panel.chosen()
        assert found is not None
        return found

    def made(self, kind: type[Record]) -> list[Record]:
        return list(self.desk.every(kind))

    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()


def archived(desk: Desk) -> str:
    """Archive the text; returns its source."""
    made = desk.archive_text("Water supply: what the crisis cell said", TEXT)
    desk.edit("source", made.source, {"issued_edtf": "2026-11-20", "language": "en"})
    return made.source
