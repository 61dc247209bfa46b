"""Spelling as the window has it: the dictionary, loaded in a worker when it is first wanted, and the store's words.

Responsible for: keeping the names and own words of the store known while they change, and for the one switch.
Refuses to: draw. Where the dictionary cannot be loaded, `problem` says why and nothing is ever marked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.spelling import Dictionary, Known, Speller, fenced, stem_of
from briefing.store.steps import Change
from briefing.store.store import MEMORY
from briefing.store.words import NAMED_KINDS
from ui.background import Background
from ui.bridge import Bridge
from ui.settings import Settings
from ui.widgets.offsets import Offsets

LARGE = 5_000
"""From so many records on, the names are read in a worker."""
_START_MS = 60  # the first page is painted before a worker takes the interpreter
_ORIGIN = "spelling"
_TEXTS_KEPT = 400
_LONGEST_KEPT = 10_000


Learnt = tuple[list[str], Known] | None
"""The names of the store and what they make known; None where they are the same as before."""


@dataclass(frozen=True)
class Mark:
    """A misspelt word of a text, in UTF-16 units."""

    start: int
    end: int
    word: str


class Spelling(QObject):
    """`changed` is emitted when other words may be marked than before."""

    changed = Signal()

    def __init__(self, desk: Desk, bridge: Bridge, settings: Settings) -> None:
        """Nothing is loaded before `want`."""
        super().__init__(bridge)
        self._desk = desk
        self._settings = settings
        self._worker = Background(self)
        self._speller: Speller | None = None
        self._problem = ""
        self._wanted = False
        self._names: list[str] = []
        self._own: list[str] = []
        self._closed = False
        self._reading = False
        self._again = False
        self._anew = False
        self._kept: dict[str, tuple[Mark, ...]] = {}
        self._waiting: list[Callable[[], object]] = []
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(_START_MS)
        self._start.timeout.connect(self._load)
        bridge.changed.connect(self._on_change)
        bridge.closing.connect(self.close)

    # the switch

    def is_on(self) -> bool:
        """Whether misspelt words are marked while they are typed."""
        return self._settings.spelling()

    def set_on(self, on: bool) -> None:
        """Mark misspelt words, or do not; remembered for the next start."""
        if on != self.is_on():
            self._settings.set_spelling(on)
            if on:
                self.want()
            self.changed.emit()

    # the dictionary

    def want(self) -> None:
        """Load the dictionary soon, if nobody has yet."""
        if not self._wanted:
            self._wanted = True
            self._start.start()

    def when_ready(self, then: Callable[[], object]) -> None:
        """Call `then` once the dictionary is there, or cannot be had."""
        if self._speller is not None or self._problem:
            then()
        else:
            self._waiting.append(then)
            self.want()

    def is_loading(self) -> bool:
        """Whether the dictionary, or the names of the store, are still being read."""
        return self._wanted and (self._start.isActive() or self._worker.busy())

    def problem(self) -> str:
        """Why no word can be marked on this computer; empty where there is no reason, or none is known yet."""
        return self._problem

    def close(self) -> None:
        """Stop what is being read; the store is about to be closed."""
        self._start.stop()
        self._closed = True
        self._worker.close()

    def _load(self) -> None:
        self._own = self._desk.own_words()
        self._read_names()  # first, so that no name is marked for a moment
        self._worker.run("", lambda _handle: Dictionary(), self._take_dictionary, self._fail)

    def _take_dictionary(self, dictionary: Dictionary) -> None:
        self._speller = Speller(dictionary)
        self._learn(Known(self._names, self._own))
        self._tell_waiting()

    def _fail(self, problem: str) -> None:
        self._problem = problem
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    # the words of the store

    def _on_change(self, change: Change) -> None:
        if not self._wanted or self._start.isActive():
            return
        everything = "*" in change.kinds
        if everything or "setting" in change.kinds:
            try:
                own = self._desk.own_words()
            except BriefingError:
                return  # the page that asks the store says what is wrong with it
            if own != self._own:
                self._own = own
                self._read_names(anew=True)
                return
        if everything or change.kinds & NAMED_KINDS:
            self._read_names()

    def _read_names(self, *, anew: bool = False) -> None:
        """Read the proper names of the store; `anew` learns them also where they are the same as before."""
        desk, before, own = self._desk, self._names, self._own
        self._anew = self._anew or anew
        wanted = self._anew

        def learnt(names: list[str]) -> Learnt:
            return (names, Known(names, own)) if wanted or names != before else None

        if desk.store.path == MEMORY or desk.size() < LARGE:
            self._anew = False
            self._take_names(learnt(desk.proper_names()))
        elif self._reading:
            self._again = True  # one more time, when this is done; not once for each change of many
        else:
            self._reading, self._anew = True, False
            self._worker.run("", lambda _handle: _asked_apart(desk, learnt), self._names_read, self._names_lost)

    def _names_read(self, found: Learnt) -> None:
        self._reading = False
        self._take_names(found)
        if self._again and not self._closed:
            self._again = False
            self._read_names()

    def _names_lost(self, _problem: str) -> None:
        self._reading = self._again = False  # the names known before stay

    def _take_names(self, found: Learnt) -> None:
        if found is not None:
            self._names = found[0]
            self._learn(found[1])

    def _learn(self, known: Known) -> None:
        if self._speller is not None:
            self._speller.learn(known)
            self._forget()

    def _forget(self) -> None:
        self._kept.clear()
        self.changed.emit()

    # questions and verbs

    def marks(self, text: str) -> tuple[Mark, ...]:
        """The misspelt words of a text; none before the dictionary is there."""
        if self._speller is None or not text:
            return ()
        found = self._kept.get(text)
        if found is None:
            offsets = Offsets(text)
            found = tuple(
                Mark(offsets.units(one.start), offsets.units(one.end), one.text) for one in self._speller.misspelt(text)
            )
            if len(text) <= _LONGEST_KEPT:
                if len(self._kept) >= _TEXTS_KEPT:
                    self._kept.clear()
                self._kept[text] = found
        return found

    def suggestions(self, word: str) -> list[str]:
        """What was probably meant, the likeliest first; five at most."""
        return self._speller.suggestions(word) if self._speller is not None else []

    def ignore(self, word: str) -> None:
        """Do not mark a word while this store stays open."""
        if self._speller is not None:
            self._speller.ignore(word)
            self._forget()

    def add(self, word: str) -> None:
        """Add a word, without its possessive, to the words of the store. Raises BriefingError."""
        self._desk.add_word(stem_of(word), origin=_ORIGIN)


def _asked_apart(desk: Desk, learnt: Callable[[list[str]], Learnt]) -> Learnt:
    """The names as a connection of its own reads them, for a worker."""
    twin = desk.twin()
    try:
        return learnt(twin.proper_names())
    finally:
        twin.close()


def fenced_units(text: str) -> list[tuple[int, int]]:
    """Where blocks of code stand in a text, in UTF-16 units."""
    spans = fenced(text)
    if not spans:
        return []
    offsets = Offsets(text)
    return [(offsets.units(start), offsets.units(end)) for start, end in spans]
