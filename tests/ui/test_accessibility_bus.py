"""The real program over the real accessibility bus: what a screen reader hears, and what it can do."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.terms import IssueStatus

SCRIPT = Path(__file__).with_name("accessibility_bus.py")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"


def missing() -> str:
    """What this machine lacks for the test; empty where it lacks nothing."""
    if sys.platform != "linux":
        return "AT-SPI is the accessibility bus of Linux"
    for program in ("Xvfb", "dbus-run-session"):
        if shutil.which(program) is None:
            return f"{program} is not installed here"
    if not any(Path(path).exists() for path in LAUNCHERS):
        return "at-spi2-core is not installed here"
    if subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        return "python3-pyatspi is not installed here"
    return ""


def test_a_screen_reader_finds_a_quote_changes_an_issue_and_takes_it_back(sample: Path, tmp_path: Path) -> None:
    lacks = missing()
    if lacks:
        pytest.skip(lacks)
    home = tmp_path / "bus home"
    home.mkdir(mode=0o700)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "AT_SPI", "COV_"))},
        "XDG_RUNTIME_DIR": str(home),
        "HOME": str(home),
        "BRIEFING_DATA_HOME": str(home),
    }
    words = ["dbus-run-session", "--", SYSTEM_PYTHON, str(SCRIPT), sys.executable, str(sample)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert len(found["quotes"]) == 7
    assert all("verbatim ✓" in row and "2022" in row for row in found["quotes"]), "state and date are spoken"
    assert 0 < len(found["vucic"]) < 7, "any spelling of a name finds what he said"
    statuses = [status.value for status in IssueStatus]
    assert all(any(status in row.lower() for status in statuses) for row in found["issues"]), "rows speak the status"
    assert "next step" in found["undo"].lower()
    assert found["back"]
    assert found["nameless"] == []
    desk = Desk.open(sample, "Anna")
    assert not any(issue.next_step == "Told over the bus" for issue in desk.open_issues())
    assert desk.redo_label() != "", "the change went through the store, and was taken back there"
    assert desk.log(1)[0].user == "Anna", "the name that was asked for over the bus"
    desk.close()
