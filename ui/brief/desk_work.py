"""Long work on a store: a desk of the worker's own, or at once where the store is in memory.

Refuses to: know what is done, and to touch a widget while it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.store.store import MEMORY
from ui.background import Handle, Told
from ui.context import Context
from ui.words import said

T = TypeVar("T")
P = ParamSpec("P")


def work_on(
    owner: QObject,
    context: Context,
    label: str,
    work: Callable[[Desk, Handle], T],
    done: Callable[[T], object],
    failed: Callable[[str], object],
    *,
    writes: bool = False,
    told: Told | None = None,
) -> Handle | None:
    """Do `work` under this label, with progress and Cancel in the status bar; `failed` gets the sentence of a refusal.

    `told` hears of the progress too. None of them is called once the `owner` is gone: its store was closed while the
    answer was on its way.

    None where it was done at once: only its own thread may use a store in memory.
    """
    desk = context.desk
    if desk.store.path == MEMORY:
        try:
            found = work(desk, Handle())
        except BriefingError as error:
            failed(said(error))
        else:
            done(found)
        return None

    def run(handle: Handle) -> T:
        with closing(desk.writing_twin() if writes else desk.twin()) as twin:
            return work(twin, handle)

    def alive(then: Callable[P, object]) -> Callable[P, None]:
        def call(*given: P.args, **named: P.kwargs) -> None:
            if shiboken6.isValid(owner):
                then(*given, **named)

        return call

    return context.background.run(label, run, alive(done), alive(failed), alive(told) if told is not None else None)
