"""The frame around the pages: sidebar, banners, stack, status bar. It shows what it is told and asks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Icons
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.column import scrolled
from ui.widgets.dragging import Spring
from ui.widgets.labels import ElidedLabel, stand_on
from ui.widgets.nav import NavButton
from ui.widgets.progress import ProgressStrip
from ui.words import counted, marked, word
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.store.lists import Count


_ROOM = 24
"""Pixels that the status bar has between and beside its parts."""


@dataclass(frozen=True)
class Place:
    """One entry of the sidebar: key, title and icon, the module and class of its page, the kind it counts."""

    key: str
    title: str
    icon: str
    module: str
    page: str
    kind: str


PLACES = (
    Place("overview", marked("Overview"), "layout-dashboard", "ui.pages.overview", "OverviewPage", ""),
    Place("issues", marked("Issues"), "circle-alert", "ui.pages.issues", "IssuesPage", "issue"),
    Place("actors", marked("Actors"), "users", "ui.pages.actors", "ActorsPage", "actor"),
    Place("quotes", marked("Quotes"), "quote", "ui.pages.quotes", "QuotesPage", "quote"),
    Place("timeline", marked("Timeline"), "calendar-clock", "ui.pages.timeline", "TimelinePage", "event"),
    Place("sources", marked("Sources"), "library", "ui.pages.sources", "SourcesPage", "source"),
    Place("briefs", marked("Briefs"), "file-text", "ui.pages.issuing", "IssuingPage", "brief"),
)

_LEAST_HEIGHT = 360
"""With less height (at 10 pt) a page has no room for what it shows."""


def place_title(place: Place) -> str:
    """The title of a place in the language of the window."""
    return _tr(place.title)


class Sidebar(QFrame):
    """Search, the seven places with counts of what needs work, preferences and the light switch."""

    chosen = Signal(str)

    def __init__(self, icons: Icons, find: QAction, preferences: QAction, light: Callable[[], object]) -> None:
        """Make the entries; `find` and `preferences` are actions of the window."""
        super().__init__()
        self.setProperty("sidebar", True)
        self.setObjectName("sidebar")
        self._icons = icons
        self._buttons: dict[str, NavButton] = {}
        self._marked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 10)
        column.setSpacing(2)
        self._find = push_button(icons, self.tr("Search…"), "search", on_click=find.trigger)
        self._find.setObjectName("search_box")
        self._find.setToolTip(find.toolTip())
        column.addWidget(self._find)
        column.addSpacing(8)
        places = QWidget()
        places.setObjectName("bare")
        within = QVBoxLayout(places)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(2)
        for place in PLACES:
            button = NavButton(icons, place.icon, place_title(place))
            button.toggled.connect(lambda on, key=place.key: self._on_toggled(key, on))
            button.again.connect(lambda key=place.key: self.chosen.emit(key))
            spring = Spring(button)
            spring.sprung.connect(button.toggle)
            self._buttons[place.key] = button
            within.addWidget(button)
        within.addStretch(1)
        column.addWidget(scrolled(places), 1)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        self._preferences = push_button(
            icons, self.tr("Preferences"), "settings", quiet=True, on_click=preferences.trigger
        )
        self._light = icon_button(icons, "moon", self.tr("Dark or light"), on_click=light)
        foot.addWidget(self._preferences)
        foot.addStretch(1)
        foot.addWidget(self._light)
        column.addLayout(foot)
        icons.theme.changed.connect(self._dress)
        self._dress()

    def choose(self, key: str) -> None:
        """Mark a place as the present one."""
        self._marked = key
        self._buttons[key].setChecked(True)

    def _on_toggled(self, key: str, on: bool) -> None:
        # not `clicked`: assistive programs toggle a button without clicking it
        if on and key != self._marked:
            self._marked = key
            self.chosen.emit(key)

    def set_counts(self, counts: dict[str, Count]) -> None:
        """Show how much of each place needs work; the total stands in the tool tip."""
        for place in PLACES:
            count = counts.get(place.kind)
            if count is None:
                continue
            words = self.tr("%1 of %2 %3").replace("%1", str(count.work)).replace("%2", str(count.total))
            meaning = (
                words.replace("%3", word(count.words))
                if count.words
                else self.tr("%1 in all").replace("%1", str(count.total))
            )
            self._buttons[place.key].set_count(str(count.work) if count.work else "", meaning)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons and words."""
        for button in self._buttons.values():
            button.set_narrow(narrow)
        self._find.setText("" if narrow else self.tr("Search…"))
        self._find.setAccessibleName(self.tr("Search"))
        self._preferences.setText("" if narrow else self.tr("Preferences"))
        self._preferences.setAccessibleName(self.tr("Preferences"))
        self._light.setVisible(not narrow)
        theme = self._icons.theme
        self.setFixedWidth(theme.px(56) if narrow else theme.px(206))
        self._narrow = narrow

    def _dress(self) -> None:
        self._icons.bind(self._light, "sun" if self._icons.theme.is_dark else "moon", "muted")
        self.set_narrow(getattr(self, "_narrow", False))


class Body(QScrollArea):
    """Banners over the stack of pages. In a window that is too low for its text both are scrolled together.

    What is inside is always as wide as the body, and as high, unless that is less than a page needs.
    """

    def __init__(self, theme: Theme) -> None:
        """An empty body."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = theme
        self._inside = QWidget()
        self._inside.setObjectName("bare")
        self.stack = QStackedWidget()
        self._banners = QVBoxLayout()
        self._banners.setContentsMargins(0, 0, 0, 0)
        self._banners.setSpacing(0)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._banners)
        column.addWidget(self.stack, 1)
        self.setWidget(self._inside)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().size()
        self._inside.resize(room.width(), max(room.height(), self._theme.px(_LEAST_HEIGHT)))

    def add_banner(self, banner: Banner) -> Banner:
        """Show a lasting state on top of the page."""
        self._banners.addWidget(banner)
        return banner

    def clear_banners(self) -> None:
        """Take every banner away."""
        while (item := self._banners.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def framed(sidebar: QWidget, body: QWidget) -> QWidget:
    """The sidebar beside the pages."""
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(sidebar)
    row.addWidget(body, 1)
    return frame


class StatusLine(QStatusBar):
    """Saved or not, the progress of long work, and which store this is."""

    def __init__(self, icons: Icons) -> None:
        """An empty line."""
        super().__init__()
        self.setSizeGripEnabled(False)
        self._saved = ElidedLabel(role="muted")
        self.progress = ProgressStrip(icons)
        self._facts = ElidedLabel(role="muted")
        self._told = self._exchanged = ""
        self._alone = True
        self._counts: tuple[dict[str, Count], str] | None = None
        self.addWidget(self._saved, 1)
        self.addPermanentWidget(self.progress)
        self.addPermanentWidget(self._facts)
        stand_on("status", self._saved, self._facts, *self.progress.findChildren(QLabel))
        stand_on("status", *self.progress.findChildren(QPushButton))

    def set_saved(self, text: str) -> None:
        """Say when the last change was saved, or why it was not."""
        self._saved.setText(text)

    def saved(self) -> str:
        """What it says now."""
        return self._saved.text()

    def say_saved(self, problem: str) -> None:
        """Say that something was saved just now, or why it was not."""
        if problem:
            self.set_saved(self.tr("Not saved: %1").replace("%1", problem))
        else:
            time = datetime.now().astimezone().strftime("%H:%M")
            self.set_saved(self.tr("Saved %1").replace("%1", time))

    def show_progress(self, text: str, fraction: float) -> None:
        """Show what long work does now, and which part (0 to 1) of it is behind."""
        self.progress.set_label(text)
        self.progress.set_progress(round(fraction * 100), 100)

    def show_counts(self, counts: dict[str, Count], name: str) -> None:
        """Show how much there is in the store of this name."""
        self._counts = (counts, name)
        words = self.tr("%1 · %2 in the archive · %3 · offline")
        if not self._alone:
            words = self.tr("%1 · %2 in the archive · %3")
        issues = counted(counts["issue"].total, "%1 issue", "%1 issues")
        words = words.replace("%1", issues).replace("%2", f"{counts['source'].total:,}")
        self.set_facts(words.replace("%3", name))

    def set_alone(self, alone: bool) -> None:
        """Say whether nothing of this store leaves the machine."""
        if alone != self._alone:
            self._alone = alone
            if self._counts is not None:
                self.show_counts(*self._counts)

    def set_facts(self, text: str) -> None:
        """Name the store and its size."""
        self._told = text
        self._facts.setText(" · ".join(part for part in (text, self._exchanged) if part))

    def set_exchanged(self, text: str) -> None:
        """Say when the store was exchanged last; empty where it never was."""
        self._exchanged = text
        self.set_facts(self._told)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and not self.progress.isHidden():
            self._share_room()
        return done

    def _share_room(self) -> None:
        """Keep the place of the strip of progress where all words fit beside it; else it takes some when it appears."""
        others = [one for one in self.children() if isinstance(one, QWidget) and one is not self.progress]
        wanted = sum(one.sizeHint().width() for one in others if not one.isHidden())
        self.progress.keep_place(wanted + self.progress.whole_width() + _ROOM <= self.width())
