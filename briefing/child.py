"""Processes that work for the window: they give way to it, and show no console on Windows.

Responsible for how they are started and how eager they are. Refuses to know what they do.
"""

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Any

from briefing.paths import resources

_EAGERNESS = 5
"""Steps below the window on Unix, where 0 is as eager and 19 least."""


def start(
    words: Sequence[str], *, given: int | IO[bytes] = subprocess.DEVNULL, complaints: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """A process that reads `given`, and whose output and complaints are kept for `communicate`."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    return subprocess.Popen(
        words,
        cwd=resources().parent,
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=complaints,
        creationflags=flags,
    )


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """The words that run a module of ours with this Python."""
    return (sys.executable, "-m", name, *arguments)


def give_way() -> None:
    """Let the window have the processor first; said by the process itself, once it runs.

    Where a processor is free, it works on Linux only while nobody else wants to: a kernel that does not interrupt one
    process for another (`PREEMPT_NONE`) lets a window wait up to 4 ms for one that is merely less eager. Where none is
    free, it would hardly ever have a turn like that, and is less eager only.
    """
    if hasattr(os, "nice"):
        os.nice(_EAGERNESS)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # not every sandbox tells the load or lets a process choose
            if os.getloadavg()[0] < (os.cpu_count() or 1):
                os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def send(stream: IO[bytes], thing: object) -> None:
    """Give a thing made of our own classes to the process at the other end. Raises OSError where it is gone."""
    words = pickle.dumps(thing)
    stream.write(b"%d\n" % len(words) + words)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next thing that the other end sent, which must be a process of ours. Raises EOFError where it is gone."""
    length = stream.readline()
    words = stream.read(int(length)) if length.endswith(b"\n") else b""
    if not words or len(words) < int(length):
        raise EOFError
    return pickle.loads(words)  # noqa: S301 (nobody but the process that we started writes to this pipe)
