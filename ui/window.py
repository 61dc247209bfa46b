"""The main window: it builds the frame and the pages, and moves between them. Verbs are the desk's.

The frame needs nothing of the core, so it is painted before the store is opened; pages are imported and built
on their first visit.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from ui.actions import Actions
from ui.alerts import Alerts
from ui.background import Background
from ui.commands import Commands
from ui.dropping import FileDrops
from ui.icons import Icons
from ui.menus import Menus
from ui.settings import Settings
from ui.shell import PLACES, Body, Sidebar, StatusLine, framed
from ui.stores import drafts_of, keep_backup_once
from ui.theme import Theme
from ui.trail import Trail
from ui.troubles import Troubles
from ui.widgets.empty import EmptyState
from ui.widgets.toast import Toasts

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.store.lists import Count
    from briefing.store.steps import Change
    from ui.asking import Asker
    from ui.context import Context
    from ui.pages.base import Page

NARROW = 900
"""Below this width (at 10 pt) the sidebar shows icons only."""


class MainWindow(QMainWindow):
    """One window on one store at a time. `first_painted` is emitted once, after the first paint.

    `another_wanted` asks for a second window on the same store, `wrote` says that this one changed it, `closed` that
    it is done with. `slot` tells the windows of one run apart: each remembers its own place on the screen.
    """

    first_painted = Signal()
    another_wanted = Signal()
    wrote = Signal()
    closed = Signal()
    desk: Desk
    context: Context
    _asker: Asker

    def __init__(
        self, desk: Desk | None, settings: Settings, theme: Theme, icons: Icons, alerts: Alerts, slot: int = 1
    ) -> None:
        """Build the frame; with a desk, show the place where the user was, else wait for `take_desk`."""
        super().__init__()
        self.settings = settings
        self.theme = theme
        self.icons = icons
        self.alerts = alerts
        self.slot = slot
        self.neighbours: Callable[[], list[MainWindow]] = list
        self.looking_from: Path | None = None
        self._painted = False
        self._asked_name = False
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._trail = Trail()
        self.background = Background(self)
        self.troubles = Troubles(self)
        self.actions_registry = Actions(icons, self)
        self.commands = Commands(self)
        self.menus = Menus(self, self.commands)
        self.sidebar = Sidebar(
            icons,
            self.actions_registry["search"],
            self.actions_registry["preferences"],
            self.commands.flip_light,
        )
        self.body = Body(theme)
        self.status = StatusLine(icons)
        self.toasts = Toasts(icons, self)
        self.setStatusBar(self.status)
        self.setCentralWidget(framed(self.sidebar, self.body))
        self.sidebar.chosen.connect(self.show_place)
        self.background.started.connect(self.status.progress.start)
        self.background.progressed.connect(self.status.show_progress)
        self.background.ended.connect(self.status.progress.finish)
        self.status.progress.cancel_requested.connect(self.background.cancel)
        self.first_painted.connect(self.actions_registry.dress, Qt.ConnectionType.QueuedConnection)
        theme.changed.connect(self._on_theme)
        alerts.parent = self
        FileDrops(self)
        self.setMinimumSize(640, 440)
        self.was_placed = self._restore()
        self.menus.refresh()
        if desk is not None:
            self.take_desk(desk)

    # the store

    def take_desk(self, desk: Desk, looking_from: Path | None = None) -> None:
        """Show another store; pages are built anew for it. A backup is looked at from the store it is one of."""
        from briefing.store.store import MEMORY
        from ui.asking import Asker
        from ui.bridge import Bridge
        from ui.context import Context

        self.let_go()
        self.desk = desk
        self.looking_from = looking_from
        desk.user = self.settings.user() or desk.user
        self.bridge = Bridge(desk, self, self.background.working)
        self.bridge.changed.connect(self._on_changed)
        self.bridge.lost.connect(self.troubles.tell)
        self.bridge.found.connect(self.troubles.found)
        self.troubles.text = ""
        self.context = Context(
            desk=desk,
            theme=self.theme,
            icons=self.icons,
            bridge=self.bridge,
            background=self.background,
            alerts=self.alerts,
            settings=self.settings,
            actions=self.actions_registry,
            go=self.go,
            toast=self.toasts.show_toast,
            may_edit=self.may_edit,
            saved=self.troubles.saved,
            trouble=self.troubles.tell,
            drafts=drafts_of(desk),
            flush=self._flush,
        )
        self._asker = Asker(self.context, self)
        self._steps_before = desk.step_number()
        if self.settings.seen_step(desk.store.site) is None:
            self.settings.set_seen_step(desk.store.site, self._steps_before)
        if desk.store.path != MEMORY and looking_from is None:
            self.settings.add_recent(desk.store.path)
        self.menus.refresh()
        self.show_banners()
        self._show_facts()
        number = f" ({self.slot})" if self.slot > 1 else ""
        self.setWindowTitle(f"{desk.store.path.stem}{number} – Briefing Desk")
        self.status.set_saved(self.tr("Open for reading only") if desk.read_only else self.tr("All changes are saved"))
        self.show_place(self.settings.word(self._own("section"), self.settings.word("section", "overview")))

    def shows(self, path: Path) -> bool:
        """Whether the store at `path` is open in this window."""
        return self.has_desk() and self.desk.store.path.absolute() == path.absolute()

    def has_desk(self) -> bool:
        """Whether a store is open in this window."""
        return hasattr(self, "desk")

    def show_problem(self, sentence: str) -> None:
        """Say in the empty window why no store could be opened, with ways forward."""
        place = EmptyState(self.icons, "circle-alert", self.tr("There is a problem"), sentence)
        place.add_action(self.tr("Open another store…"), self.commands.choose_store, primary=True)
        place.add_action(self.tr("Open the sample"), self.commands.open_sample)
        self.body.stack.addWidget(place)
        self.body.stack.setCurrentWidget(place)

    def let_go(self, *, backup: bool = True) -> None:
        """Save what is half typed, keep a backup where something changed, and close the store."""
        from briefing.errors import BriefingError

        if not self.has_desk():
            return
        self.flush()
        for page in self._pages.values():
            page.stop()
        self.background.close()
        self._asker.close()
        self.bridge.close()
        for page in self._pages.values():
            self.body.stack.removeWidget(page)
            shiboken6.delete(page)  # at once: later it would hear of things and ask a store that is closed
        self._pages.clear()
        self._stale.clear()
        self._trail = Trail()
        try:
            self.settings.set_seen_step(self.desk.store.site, self.desk.step_number())
            if backup:
                keep_backup_once(self.desk, self.settings, self._steps_before)
        except (BriefingError, OSError):
            pass  # a backup that could not be written must not keep the window from closing
        self.desk.close()
        del self.desk
        gc.collect()  # pages are gone; while work runs this is put off (`share_turns`)

    def flush(self) -> None:
        """Save what is half typed on any page; what is refused stays in its field, and as a draft."""
        from briefing.errors import BriefingError

        for page in list(self._pages.values()):
            try:
                page.flush()
            except BriefingError as error:
                self.context.refused(error)

    # places

    def page(self, key: str) -> Page:
        """The page of a place, built on its first visit."""
        if key not in self._pages:
            place = next(place for place in PLACES if place.key == key)
            made: Callable[[Context, QStackedWidget], Page] = getattr(importlib.import_module(place.module), place.page)
            page = made(self.context, self.body.stack)
            self._pages[key] = page
            page.verbs_changed.connect(self.menus.refresh)
            self.body.stack.addWidget(page)
        elif key in self._stale:
            self._pages[key].refresh()
        self._stale.discard(key)
        return self._pages[key]

    def current_page(self) -> Page:
        """The page that is shown."""
        widget = self.body.stack.currentWidget()
        return next(page for page in self._pages.values() if page is widget)

    def verbs_here(self) -> frozenset[str]:
        """The actions that can be done to the record that is shown."""
        shown = self.body.stack.currentWidget()
        return self.current_page().verbs() if shown in self._pages.values() else frozenset()

    def show_place(self, key: str) -> None:
        """Show a place of the sidebar; an unknown key shows the overview."""
        if not self.has_desk():
            return
        if key not in {place.key for place in PLACES}:
            key = "overview"
        self._leave()
        page = self.page(key)
        self.body.stack.setCurrentWidget(page)
        self.sidebar.choose(key)
        page.take_focus()
        self.settings.set_word(self._own("section"), key)
        self._trail.visit(key, page.seen())
        self.menus.refresh()

    def go(self, kind: str, record_id: str) -> None:
        """Open a record in its page; the way back stays."""
        for place in PLACES:
            page_class = getattr(importlib.import_module(place.module), place.page)
            if kind in page_class.KINDS:
                self._leave()
                page = self.page(place.key)
                self.body.stack.setCurrentWidget(page)
                self.sidebar.choose(place.key)
                page.show_record(kind, record_id)
                self.settings.set_word(self._own("section"), place.key)
                self._trail.visit(place.key, (kind, record_id))
                self.menus.refresh()
                return

    def back(self) -> None:
        """Go to the record visited before."""
        self._walk(self._trail.back())

    def forward(self) -> None:
        """Go to the record visited after."""
        self._walk(self._trail.forward())

    def trail(self) -> Trail:
        """Where the user has been."""
        return self._trail

    def _walk(self, stop: tuple[str, tuple[str, str] | None] | None) -> None:
        if stop is None:
            return
        key, record = stop
        page = self.page(key)
        self.body.stack.setCurrentWidget(page)
        self.sidebar.choose(key)
        if record is not None:
            page.show_record(*record)
        self.menus.refresh()

    def _leave(self) -> None:
        if self.body.stack.currentWidget() in self._pages.values():
            page = self.current_page()
            page.flush()
            self._trail.amend(page.seen())

    # what happens

    def may_edit(self) -> bool:
        """Ask for the user's name before the first edit of all; the system's user name is the suggestion."""
        if not self.settings.has_name() and not self._asked_name:
            self._asked_name = True
            name = self.alerts.ask_text(
                self.tr("Your name"),
                self.tr("Every change is logged with a name. What is yours?"),
                self.settings.suggested_name(),
            )
            if name:
                self.settings.set_text("name", name)
        self.desk.user = self.settings.user() or self.desk.user  # another window may have been told the name
        return not self.desk.read_only

    def _flush(self) -> None:
        if self.body.stack.currentWidget() in self._pages.values():
            self.current_page().flush()

    def _on_changed(self, change: Change) -> None:
        from briefing.errors import BriefingError
        from ui.bridge import EVERYTHING

        try:
            self._renew(change)
        except BriefingError as error:  # the file may be gone or damaged by now
            self.context.refused(error)
        if change is not EVERYTHING:
            self.wrote.emit()

    def _renew(self, change: Change) -> None:
        self._stale |= {key for key, page in self._pages.items() if page.concerns(change)}
        current = self.body.stack.currentWidget()
        for key, page in self._pages.items():
            if page is current and key in self._stale:
                page.refresh()
                self._stale.discard(key)
        if change.kinds & {"setting", "*"} or self.commands.exchange.news():
            self.show_banners()
        self._show_facts()
        self.menus.refresh()

    def _on_theme(self) -> None:
        self.menus.refresh()
        self._fit()

    def _show_facts(self) -> None:
        self._asker.ask(lambda reading: reading.counts(), self._show_counts)

    def _show_counts(self, counts: dict[str, Count]) -> None:
        self.sidebar.set_counts(counts)
        self.status.show_counts(counts, self.desk.store.path.name)

    def show_banners(self) -> None:
        """Show what lasts about the store over the page."""
        from ui.banners import lasting_banners

        self.body.clear_banners()
        for banner in lasting_banners(self):
            self.body.add_banner(banner)

    # the frame

    def _own(self, name: str) -> str:
        """The name under which this window remembers something of its own."""
        return name if self.slot == 1 else f"{name}-{self.slot}"

    def _restore(self) -> bool:
        geometry = self.settings.state(self._own("geometry"))
        placed = not geometry.isEmpty() and self.restoreGeometry(geometry)
        if not placed:
            self.resize(1320, 840)
        return placed

    def remember(self) -> None:
        """Keep geometry and place for the next start."""
        self.settings.set_state(self._own("geometry"), QByteArray(self.saveGeometry()))
        self.settings.sync()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.sidebar.set_narrow(self.width() < self.theme.px(NARROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        if self.has_desk() and not self.troubles.may_close():
            event.ignore()
            return
        self.hide()  # at once: the backup of a large store takes seconds
        self.let_go()
        super().closeEvent(event)
        self.closed.emit()
