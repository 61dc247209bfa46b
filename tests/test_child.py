"""Processes that work for the window: how eager they are, and what goes between them and it."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from briefing import child
from briefing.paths import resources

SAYS = """
import os
{before}
from briefing import child
child.give_way()
print(os.nice(0), os.sched_getscheduler(0) == os.SCHED_IDLE)
"""


def said(before: str) -> tuple[int, bool]:
    """The niceness of a process that gave way, and whether it works in idle time only."""
    words = [sys.executable, "-c", SAYS.format(before=before)]
    done = subprocess.run(words, cwd=resources().parent, capture_output=True, text=True, check=True)
    nice, idle = done.stdout.split()
    return int(nice), idle == "True"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a policy for idle time")
@pytest.mark.parametrize(
    ("before", "idle"),
    [
        ("os.getloadavg = lambda: (0.2, 9.0, 9.0)", True),
        ("os.getloadavg = lambda: (os.cpu_count() + 0.5, 0.0, 0.0)", False),
        ("os.getloadavg = lambda: (0.2, 0.0, 0.0)\ndef refused(*words): raise PermissionError\n"
         "os.sched_setscheduler = refused", False),
    ],
    ids=["a free processor", "none free", "not allowed"],
)  # fmt: skip
def test_a_process_takes_idle_time_where_a_processor_is_free_and_is_less_eager_always(before: str, idle: bool) -> None:
    assert said(before) == (min(19, os.nice(0) + 5), idle)


def test_what_is_sent_is_received_and_a_broken_message_is_an_end() -> None:
    stream = io.BytesIO()
    child.send(stream, ("words", 3))
    child.send(stream, None)
    whole = stream.getvalue()
    stream.seek(0)
    assert (child.receive(stream), child.receive(stream)) == (("words", 3), None)
    for broken in (b"", b"12", whole[:9], b"0\n"):
        with pytest.raises(EOFError):
            child.receive(io.BytesIO(broken))
