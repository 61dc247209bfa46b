"""Uses the program as a screen reader does: over the accessibility bus, in a display of its own.

Run by the system's Python, which has pyatspi, inside `dbus-run-session`: `accessibility_bus.py PYTHON STORE`.
Prints what it found as JSON. Everything it starts, it ends.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PATIENCE = 40.0


def started(stack: ExitStack, words: list[str], **more: Any) -> "subprocess.Popen[str]":
    process = subprocess.Popen(words, text=True, stderr=subprocess.DEVNULL, **more)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return process


def display(stack: ExitStack) -> str:
    """The name of a new X display, which chose its number itself."""
    server = started(
        stack, ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    return f":{server.stdout.readline().strip()}"


def until(wanted: Callable[[], Any], what: str) -> Any:
    """The first true answer of `wanted`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = wanted()
        except Exception:  # noqa: BLE001 (a node that has gone answers with any error of the bus)
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise SystemExit(f"not found on the accessibility bus: {what}")


def below(node: Any) -> Iterator[Any]:
    """The node and everything in it."""
    yield node
    for child in node:
        if child is not None:
            yield from below(child)


class Reader:
    """A screen reader's view of the program."""

    def __init__(self, application: Any, atspi: Any) -> None:
        self.application = application
        self.atspi = atspi

    def find(self, role: str, name: str, *, start: bool = False) -> Any:
        """The visible node of a role and a name, or of a name that starts so."""

        def look() -> Any:
            for node in below(self.application):
                fits = node.name.startswith(name) if start else node.name == name
                if fits and node.getRoleName() == role and self.is_seen(node):
                    return node
            return None

        return until(look, f"{role} “{name}”")

    def is_seen(self, node: Any) -> bool:
        return bool(node.getState().contains(self.atspi.STATE_SHOWING))

    def press(self, node: Any) -> None:
        node.queryAction().doAction(0)

    def rows(self, name: str) -> list[str]:
        """What the rows of a list say."""
        return [row.name for row in self.find("list", name) if row is not None and self.is_seen(row)]

    def menu(self, start: str) -> Any:
        """A menu item, whether its menu is open or not."""

        def look() -> Any:
            items = (n for n in below(self.application) if n.getRoleName() == "menu item")
            return next((n for n in items if n.name.startswith(start)), None)

        return until(look, f"menu item “{start}”")


def walk(reader: Reader) -> dict[str, Any]:
    """Find a quote, change an issue and take it back, without a mouse, a key or a look."""
    found: dict[str, Any] = {}
    reader.press(reader.find("radio button", "Quotes", start=True))
    field = reader.find("text", "Filter quotes")
    found["quotes"] = until(lambda: reader.rows("Quotes"), "rows of quotes")
    field.queryEditableText().setTextContents("Вучић")
    found["vucic"] = until(lambda: _fewer(reader.rows("Quotes"), found["quotes"]), "fewer quotes")
    reader.press(reader.find("radio button", "Issues", start=True))
    found["issues"] = until(lambda: reader.rows("Issues"), "rows of issues")
    step = reader.find("text", "Next step")
    before = step.queryText().getText(0, -1)
    step.queryEditableText().setTextContents("Told over the bus")
    reader.find("text", "Every change is logged with a name", start=True).queryEditableText().setTextContents("Anna")
    reader.press(reader.find("push button", "OK"))
    undo = until(lambda: _named(reader.menu("Undo"), "next step"), "undo of the next step")
    found["undo"] = undo.name
    reader.press(undo)
    until(lambda: reader.find("text", "Next step").queryText().getText(0, -1) == before, "the next step as it was")
    found["back"] = reader.find("text", "Next step").queryText().getText(0, -1) == before
    found["nameless"] = sorted(
        {
            node.getRoleName()
            for node in below(reader.application)
            if reader.is_seen(node)
            and node.getState().contains(reader.atspi.STATE_FOCUSABLE)
            and not node.name
            and node.getRoleName() not in ("frame", "filler")
        }
    )
    return found


def _fewer(rows: list[str], before: list[str]) -> list[str]:
    return rows if 0 < len(rows) < len(before) else []


def _named(item: Any, words: str) -> Any:
    return item if words in item.name.lower() else None


def main(python: str, store: str) -> None:
    launcher = next(path for path in LAUNCHERS if Path(path).exists())
    with ExitStack() as stack:
        os.environ.update({"DISPLAY": display(stack), "QT_QPA_PLATFORM": "xcb"})
        os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        started(stack, [launcher, "--launch-immediately"])
        started(stack, [python, "main.py", store], cwd=ROOT)
        import pyatspi

        def look() -> Any:
            return next((one for one in pyatspi.Registry.getDesktop(0) if one.name == "Briefing Desk"), None)

        print(json.dumps(walk(Reader(until(look, "the program"), pyatspi))))


if __name__ == "__main__":
    main(*sys.argv[1:])
