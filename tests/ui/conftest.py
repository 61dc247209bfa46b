"""Everything a page is given, on a small invented crisis or on the sample, for the tests of the window."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from briefing.desk import Desk
from briefing.drafts import Drafts
from briefing.store.store import Stamps, Store, create_store
from ui.actions import Actions
from ui.alerts import Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.context import Context
from ui.icons import Icons
from ui.settings import Settings
from ui.theme import Mode, Theme
from ui.widgets.toast import Way
from ui.window import MainWindow
from ui.windows import Windows

from .crisis import build_crisis
from .english import collected, speaking

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Answers(Alerts):
    """The only double: it records what was asked and answers what the test said. `None` and `False` by default."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []
        self.text: str | None = None
        self.yes = False
        self.files: list[Path] = []

    def problem(self, text: str, detail: str = "") -> None:
        self.asked.append(("problem", text))

    def confirm(self, question: str, yes: str, detail: str = "") -> bool:
        self.asked.append(("confirm", question))
        return self.yes

    def ask_text(self, title: str, question: str, suggestion: str = "", *, secret: bool = False) -> str | None:
        self.asked.append(("secret" if secret else "text", question))
        return self.text

    def open_files(self, title: str, folder: Path, kinds: str) -> list[Path]:
        self.asked.append(("files", title))
        return self.files

    def open_file(self, title: str, folder: Path, kinds: str = "") -> Path | None:
        self.asked.append(("file", title))
        return self.files[0] if self.files else None

    def save_file(self, title: str, suggestion: Path, kinds: str = "") -> Path | None:
        self.asked.append(("save", title))
        return self.files[0] if self.files else None

    def choose_folder(self, title: str, folder: Path) -> Path | None:
        self.asked.append(("folder", title))
        return self.files[0] if self.files else None

    def show_folder(self, folder: Path) -> bool:
        self.asked.append(("show", str(folder)))
        return self.yes

    def choose_printer(self, printer: QPrinter, pages: int, over: QWidget) -> bool:
        self.asked.append(("printer", str(pages)))
        return self.yes


@dataclass
class Said:
    """What the window was told: records opened, toasts (text, action, what it does), words for the status bar."""

    went: list[tuple[str, str]] = field(default_factory=list)
    toasts: list[tuple[str, str, Callable[[], object] | None]] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    more: Way | None = None

    def go(self, kind: str, record_id: str) -> None:
        self.went.append((kind, record_id))

    def toast(
        self, text: str, action: str = "", on_action: Callable[[], object] | None = None, more: Way | None = None
    ) -> None:
        self.toasts.append((text, action, on_action))
        self.more = more

    def texts(self) -> list[str]:
        return [text for text, _action, _do in self.toasts]


class StrayWindows(QObject):
    """Notes every widget that is shown as a window and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowType()
            if kind == Qt.WindowType.Window and not isinstance(watched, QMainWindow | QDialog):
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Icons]:
    """The theme, applied in light, with its icons."""
    theme = Theme(mode=Mode.LIGHT)
    theme.apply(qapp)
    yield Icons(theme)
    theme.set_mode(Mode.LIGHT)
    theme.set_text_scale(100)
    theme.deleteLater()  # and at once: a page of this test would hear of the next one's theme with its store closed
    QApplication.sendPostedEvents(theme, QEvent.Type.DeferredDelete)


@pytest.fixture
def said() -> Said:
    """What the window was told."""
    return Said()


@pytest.fixture
def answers() -> Answers:
    """What dialogs answer."""
    return Answers()


@cache
def _filled() -> tuple[Desk, dict[str, str]]:
    """The invented crisis, made once in a run: to copy it takes a tenth of the time."""
    desk = Desk(create_store(), "Anna")
    return desk, build_crisis(desk)


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A store in memory: empty, or where the test asks for `crisis` a copy of that."""
    store = create_store()
    if "crisis" in request.fixturenames:
        _filled()[0].store.connection.backup(store.connection)
        store = Store(store.path, store.connection, read_only=False, stamps=Stamps())
    made = Desk(store, "Anna")
    yield made
    made.close()


@pytest.fixture
def make_context(look: Icons, said: Said, answers: Answers, tmp_path: Path) -> Iterator[Callable[[Desk], Context]]:
    """A context on a desk; bridge and worker are closed in the end."""
    parent = QObject()
    made: list[Context] = []

    def make(desk: Desk) -> Context:
        settings = Settings(tmp_path / "settings.ini")
        settings.set_text("name", desk.user)
        context = Context(
            desk=desk,
            theme=look.theme,
            icons=look,
            bridge=Bridge(desk, parent),
            background=Background(parent),
            alerts=answers,
            settings=settings,
            actions=Actions(look, parent),
            go=said.go,
            toast=said.toast,
            may_edit=lambda: not desk.read_only,
            saved=said.saved.append,
            trouble=said.troubles.append,
            drafts=Drafts(None, ""),
            flush=lambda: None,
        )
        made.append(context)
        return context

    yield make
    for context in made:
        context.background.close()
        context.bridge.close()
    parent.deleteLater()


@pytest.fixture
def crisis(desk: Desk) -> dict[str, str]:
    """The ids of the invented crisis, which fills `desk`."""
    return dict(_filled()[1])


@pytest.fixture
def context(desk: Desk, crisis: dict[str, str], make_context: Callable[[Desk], Context]) -> Context:
    """A context on the invented crisis."""
    return make_context(desk)


@pytest.fixture
def open_window(
    look: Icons, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[[Desk | Path], MainWindow]]:
    """Opens real windows, on a desk or on the store at a path; each is closed in the end."""
    gc.freeze()  # closing a window sweeps the memory: that of earlier tests need not be looked through again
    made: list[MainWindow] = []
    settings = Settings(tmp_path / "window.ini")
    windows = Windows(settings, look.theme, look, lambda: answers)

    def make(store: Desk | Path) -> MainWindow:
        settings.set_text("name", "Anna")
        desk = Desk.open(store, "Anna") if isinstance(store, Path) else store
        window = windows.add(desk)
        window.resize(1320, 840)
        window.show()
        qtbot.waitExposed(window)
        made.append(window)
        return window

    yield make
    for window in [*made, *windows.all()]:
        if shiboken6.isValid(window):
            window.close()
            window.deleteLater()


@pytest.fixture
def no_stray_windows(qapp: QApplication) -> Iterator[None]:
    """No part of a page flashes up as a window. It sees every event, which is slow: for tests that visit all pages."""
    strays = StrayWindows()
    qapp.installEventFilter(strays)
    yield
    qapp.removeEventFilter(strays)
    assert not strays.seen, "a part of a page was shown before it had a parent, and flashed up as a window"


@pytest.fixture(autouse=True, scope="module")
def settled_memory() -> None:
    """What was there before is not looked through again by each sweep of memory, and each closed window makes one."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def sample(tmp_path: Path, untouched_sample: Path) -> Path:
    """A working copy of the shipped sample."""
    path = tmp_path / untouched_sample.name
    shutil.copy(untouched_sample, path)
    return path


@pytest.fixture
def dressed(
    request: pytest.FixtureRequest,
    open_window: Callable[[Desk | Path], MainWindow],
    sample: Path,
    look: Icons,
    qapp: QApplication,
) -> Iterator[MainWindow]:
    """The real window on the sample, in the look that the test names."""
    mode, scale, direction = request.param
    look.theme.set_mode(mode)
    look.theme.set_text_scale(scale)
    qapp.setLayoutDirection(direction)
    QCursor.setPos(-100, -100)  # an earlier test may have left the pointer over what is a place here
    flash = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield open_window(sample)
    qapp.setCursorFlashTime(flash)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented language `xx`."""
    return collected(tmp_path_factory.mktemp("words"))


@pytest.fixture
def spoken(invented: Path, qapp: QApplication) -> Iterator[None]:
    """The window speaks the invented language."""
    yield from speaking(qapp, invented)
