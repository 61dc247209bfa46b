"""The process that exports for the window, `python -m ui.brief.export_child`: one brief after the other, as asked.

It is a process and not a thread so that none of its work takes the interpreter from the window. It gets a job and
answers with steps of progress and one end; anything else than a job asks it to stop the one that it is at. It ends when
nobody can ask any more. Refuses to: print, for its output is the way of its answers.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import traceback
from typing import IO

from briefing import child
from briefing.brief import compose  # noqa: F401 (loaded here, since the process may be started before it is asked)
from briefing.errors import BriefingError
from briefing.export.pdf import CancelledExportError
from ui.brief import pdf_text
from ui.brief.export_one import read_and_export
from ui.brief.export_process import Crashed, Done, Failed, Step, Stopped, Task


def main() -> None:
    """Answer one task after the other until the input ends."""
    child.give_way()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what stops the window ends the input too, and nothing is left half
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
        tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        stop = threading.Event()
        threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks, stop), daemon=True).start()
        while (task := tasks.get()) is not None:
            child.send(out, _answer(task, out, stop))


def _listen(given: IO[bytes], tasks: queue.SimpleQueue[Task | None], stop: threading.Event) -> None:
    """Pass tasks on, and set `stop` for whatever else comes, and in the end."""
    try:
        while True:
            thing = child.receive(given)
            if isinstance(thing, Task):
                stop.clear()
                tasks.put(thing)
            else:
                stop.set()
    except EOFError:
        stop.set()
        tasks.put(None)


def _answer(task: Task, out: IO[bytes], stop: threading.Event) -> Done | Stopped | Failed | Crashed:
    try:
        return Done(
            read_and_export(
                task.job,
                task.choices,
                overwrite=task.overwrite,
                tell=lambda words, share: child.send(out, Step(words, share)),
                cancelled=stop.is_set,
                pages=pdf_text.read,
            )
        )
    except CancelledExportError:
        return Stopped()
    except BriefingError as error:
        return Failed(str(error))
    except Exception:  # noqa: BLE001 (a bug: the window raises it)
        return Crashed(traceback.format_exc())


if __name__ == "__main__":
    main()
