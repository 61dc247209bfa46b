"""No network, shown from outside: the system calls of a whole run, and the audit hook of the suite itself."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INTERNET = re.compile(r"AF_INET6?|PF_INET6?")


READS = """
import sys
from pathlib import Path
from briefing.errors import IntakeError
from briefing.intake.worker import Reader
read = set()
with Reader() as reader:
    for path in sorted(Path(sys.argv[1]).iterdir()):
        try:
            reader.read(path)
            read.add(path.suffix)
        except IntakeError:
            pass
assert {".html", ".mhtml", ".pdf", ".docx", ".eml", ".md"} <= read, read
"""


def trace(tmp_path: Path, *words: str, program: tuple[str, ...] = ("main.py",)) -> str:
    """The socket calls of a run of the program and of everything it starts."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed here")
    report = tmp_path / "trace"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BRIEFING_DATA_HOME": str(tmp_path / "data")}
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=socket,connect", "-o", str(report), sys.executable, *program, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and "ptrace" in done.stderr:
        pytest.skip("this machine does not let strace follow a process")
    assert done.returncode == 0, done.stderr
    return report.read_text(encoding="utf-8", errors="replace")


def test_an_export_of_all_formats_opens_no_network_socket(tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("export", "data/briefing.db", "--template", "issue-brief", "--format", "md,html,pdf", "--out", str(out))
    assert not INTERNET.search(trace(tmp_path, *words))
    assert len(list(out.iterdir())) == 4  # and the receipt


def test_reading_files_of_every_format_opens_no_network_socket(tmp_path: Path) -> None:
    """Though a page refers to pictures and scripts, and trafilatura tries a socket of IPv6 when it is loaded."""
    assert not INTERNET.search(trace(tmp_path, "tests/intake/files", program=("-c", READS)))


def test_opening_the_window_opens_no_network_socket(tmp_path: Path) -> None:
    assert not INTERNET.search(trace(tmp_path, "--first-paint"))


def test_the_suite_itself_refuses_a_network_socket(opened: list[str]) -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(AssertionError, match="a network socket was opened"):
            socket.socket(family)
    with contextlib.suppress(Exception):
        socket.create_connection(("127.0.0.1", 9))
    assert len(opened) == 3, "a refusal that was swallowed is noted all the same"
    opened.clear()
    left, right = socket.socketpair()
    left.close()
    right.close()
