"""Processes that work for the window: they give way to it, and show no console on Windows.

Responsible for how they are started and how eager they are. Refuses to know what they do.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import IO

from briefing.paths import resources

_EAGERNESS = 5
"""Steps below the window on Unix, where 0 is as eager and 19 least."""


def start(words: Sequence[str], *, given: int | IO[bytes] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A process that reads `given`, and whose output and complaints are kept for `communicate`."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    return subprocess.Popen(
        words,
        cwd=resources().parent,
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        creationflags=flags,
    )


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """The words that run a module of ours with this Python."""
    return (sys.executable, "-m", name, *arguments)


def give_way() -> None:
    """Let the window have the processor first; said by the process itself, once it runs."""
    if hasattr(os, "nice"):
        os.nice(_EAGERNESS)
