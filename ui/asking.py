"""Questions to the store that take long in a large one: asked in a worker there, and at once in a small one.

Responsible for: the worker's own connection, giving up a question for the next one, and answers that come too late.
Refuses to: know what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.reading import Reading
from briefing.store.store import MEMORY
from ui.background import Background, Handle
from ui.context import Context
from ui.words import said

T = TypeVar("T")

LARGE = 5_000
"""From so many records on, questions about all of them are asked in a worker."""


class Asker(QObject):
    """`ask` a question; a new one takes the place of the one that runs. `close` it before the store is closed."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """No question yet."""
        super().__init__(parent)
        self._context = context
        self._worker = Background(self)
        self._worker.ended.connect(self._let_go_at_rest)
        self._twin: Desk | None = None
        self._resting = False
        self._ticket = 0

    def ask(
        self,
        question: Callable[[Reading], T],
        answer: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Call `answer` with what `question` finds; `failed` with a sentence where it could not be read."""
        self._give_up()
        desk = self._context.desk
        try:
            at_once = desk.store.path == MEMORY or desk.size() < LARGE
            found = question(desk) if at_once else None
        except BriefingError as error:
            self._context.refused(error)
            if failed is not None:
                failed(said(error))
            return
        if found is not None:
            answer(found)
        if at_once:
            return
        ticket = self._ticket

        def work(handle: Handle) -> T | None:
            if handle.cancelled():
                return None
            if self._twin is None:
                self._twin = desk.twin()
            return question(self._twin)

        def take(found: T | None) -> None:
            if ticket == self._ticket and found is not None and shiboken6.isValid(self):
                answer(found)

        def fail(text: str) -> None:
            if ticket == self._ticket and failed is not None:
                failed(text)

        self._worker.run("", work, take, fail)

    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._worker.busy()

    def holds(self) -> bool:
        """Whether it keeps a connection of its own."""
        return self._twin is not None

    def rest(self) -> None:
        """Let the connection go, and the memory it holds, whenever what is asked has been answered."""
        self._resting = True
        self._let_go_at_rest()

    def wake(self) -> None:
        """Keep the connection again from one question to the next."""
        self._resting = False

    def close(self) -> None:
        """Give up what runs, and let the connection go."""
        self._give_up()
        self._worker.close()
        self._let_go()

    def _let_go_at_rest(self) -> None:
        if self._resting and not self._worker.busy():
            self._let_go()
            self._worker.rest()

    def _let_go(self) -> None:
        if self._twin is not None:
            self._twin.close()
            self._twin = None

    def _give_up(self) -> None:
        self._ticket += 1
        self._worker.cancel()
        if self._twin is not None and self._worker.busy():
            self._twin.store.connection.interrupt()
