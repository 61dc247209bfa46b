"""A picture in a page: drawn off the window's thread, kept until the next one is there, shown as a table on demand.

Responsible for: when a picture is drawn again, zoom and table buttons, the empty state.
A subclass says how it is drawn (`drawing`) and what zooming and panning mean.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from briefing.pictures.shapes import Mark, Picture
from briefing.reading import Reading
from briefing.store.store import MEMORY
from ui.background import Background, Handle
from ui.context import Context
from ui.pictures.canvas import Canvas
from ui.pictures.filters import Filters
from ui.pictures.legend import Legend
from ui.pictures.offering import offer
from ui.pictures.table import PictureTable
from ui.pictures.taking import copy_picture, save_picture
from ui.pictures.waiting import Waiting
from ui.widgets.buttons import icon_button
from ui.widgets.empty import EmptyState
from ui.widgets.labels import ElidedLabel
from ui.words import window_language

Drawing = Callable[[Reading], Picture]
_SOON_MS = 30


class PictureView(QWidget):
    """Filters and words on top, then the canvas or its table, then the legend."""

    def __init__(
        self, context: Context, empty: tuple[str, str, str], filters: Filters, parent: QWidget | None = None
    ) -> None:
        """`empty` is icon, heading and sentence of the state without anything to draw."""
        super().__init__(parent)
        self.context = context
        self.filters = filters
        self.filters.changed.connect(self.narrowed)
        self._worker = Background(self)
        self._ticket = 0
        self._stale = True
        self._place: tuple[float, float, float] | None = None  # where the picture is looked at when it comes
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON_MS)
        self._timer.timeout.connect(self._draw)
        self.canvas = Canvas(context.theme)
        self.canvas.opened.connect(self._open)
        self.canvas.zoomed.connect(self.zoom)
        self.canvas.panned.connect(self.pan)
        self.canvas.fitted.connect(self.fit)
        self.canvas.width_changed.connect(self.refresh)
        self.waiting = Waiting(self.canvas)
        self.table = PictureTable()
        self.table.opened.connect(self.context.go)
        self._untold = True  # the table has not been filled from the picture shown
        self.nothing = EmptyState(context.icons, *empty)
        self.wider = self.nothing.add_action(self.tr("Clear filter"), self.clear_filters)
        self._way_on: QPushButton | None = None
        self.stack = QStackedWidget()
        for widget in (self.canvas, self.table, self.nothing):
            self.stack.addWidget(widget)
        icons = context.icons
        self.words = ElidedLabel(role="muted")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        self.closer = icon_button(icons, "zoom-in", self.tr("Closer (+)"), on_click=lambda: self.zoom(0.6, 0.5))
        self.farther = icon_button(icons, "zoom-out", self.tr("Farther (-)"), on_click=lambda: self.zoom(1 / 0.6, 0.5))
        self.whole = icon_button(icons, "maximize", self.tr("Show everything (0)"), on_click=self.fit)
        self.as_table = icon_button(icons, "list", self.tr("Show as a table"), checkable=True)
        self.as_table.toggled.connect(lambda _on: self._show_part())
        self.save = icon_button(icons, "download", self.tr("Save the picture…"), on_click=self.save_picture)
        self.copy = icon_button(icons, "copy", self.tr("Copy the picture"), on_click=self.copy_picture)
        self._buttons = (self.closer, self.farther, self.whole, self.as_table, self.copy, self.save)
        for button in self._buttons:
            button.setEnabled(False)
            self.tools.addWidget(button)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 8, 12, 8)
        self.head.setSpacing(8)
        self.head.addWidget(self.words, 1)
        self.head.addLayout(self.tools)
        self.legend = Legend(context.theme)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.head)
        self.column.addWidget(self.filters)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(self.legend)

    # what a subclass says

    def drawing(self) -> Drawing:
        """What draws the picture as it is wanted now; it is called in a worker with a reading of its own."""
        raise NotImplementedError  # pragma: no cover

    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times as much, with the point at this fraction of the width staying in its place."""

    def pan(self, part: float) -> None:
        """Move by a part of the width."""

    def fit(self) -> None:
        """Show everything."""

    def narrowed(self) -> None:
        """The fields over the picture were changed."""
        self.refresh()

    def clear_filters(self) -> None:
        """Draw everything again."""
        for field in (self.filters.issue, self.filters.actor):
            field.set_value("")
        self.narrowed()
        self.filters.issue.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_narrowed(self) -> bool:
        """Whether only a part was asked for."""
        return bool(self.filters.issues() or self.filters.actors())

    def remembered(self) -> dict[str, str]:
        """What brings back the picture as it is looked at now, after a restart."""
        place = ",".join(f"{number:.2f}" for number in self._place or self.canvas.place())
        return {"issue": self.filters.issue.value(), "actor": self.filters.actor.value(), "place": place}

    def restore(self, before: dict[str, str]) -> None:
        """Look at the picture as it was left; what is no longer there is passed over."""
        desk = self.context.desk
        for kind, field in (("issue", self.filters.issue), ("actor", self.filters.actor)):
            if before.get(kind) and desk.is_there(kind, before[kind]):
                field.set_value(before[kind])
        try:
            times, x, y = (float(number) for number in before.get("place", "").split(","))
        except ValueError:
            return
        self._place = (times, x, y)

    def told(self, picture: Picture) -> str:
        """The words over the picture."""
        return picture.description

    def shown_picture(self, picture: Picture) -> None:
        """A picture is there now."""

    # drawing

    def refresh(self) -> None:
        """Draw anew, a moment from now; while it is not seen, when it is seen again."""
        if self.isVisible():
            self._timer.start()
        else:
            self._stale = True

    def busy(self) -> bool:
        """Whether a picture is being drawn or about to be."""
        return self._timer.isActive() or self._worker.busy()

    def stop(self) -> None:
        """The store is about to be closed."""
        self._timer.stop()
        self._ticket += 1
        self._worker.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.busy():
            self._stale = True
        self._timer.stop()
        self._ticket += 1
        self.waiting.end()
        self.waiting.end()

    def _draw(self) -> None:
        self._stale = False
        self.waiting.begin()
        self._ticket += 1
        ticket, draw, desk = self._ticket, self.drawing(), self.context.desk
        if desk.store.path == MEMORY:  # only its own thread may read it
            with window_language():
                self._take(ticket, draw(desk))
            return

        def work(handle: Handle) -> Picture | None:
            if handle.cancelled():
                return None
            with closing(desk.twin()) as twin, window_language():
                return draw(twin)

        self._worker.cancel()
        self._worker.run(
            self.tr("Drawing"), work, lambda picture: self._take(ticket, picture), lambda text: self._fail(ticket, text)
        )

    def _take(self, ticket: int, picture: Picture | None) -> None:
        if picture is None or ticket != self._ticket or not shiboken6.isValid(self):
            return
        self.waiting.end()
        self.canvas.set_picture(picture)
        self.legend.show_entries(picture.legend)
        self.words.setText(self.told(picture))
        self._untold = True
        self._show_part()
        self.shown_picture(picture)
        if self._place is not None and picture.marks:
            self.canvas.look_at(*self._place)
            self._place = None

    def _fail(self, ticket: int, text: str) -> None:
        if ticket == self._ticket:
            self.waiting.end()
            self.words.setText(text)

    def _show_part(self) -> None:
        picture = self.canvas.picture()
        for button in self._buttons:
            button.setEnabled(bool(picture.marks))
        if not picture.marks:
            part: QWidget = self.nothing
        else:
            part = self.table if self.as_table.isChecked() else self.canvas
        if part is self.table and self._untold:
            self._untold = False
            self.table.show_picture(picture)
        for button in (self.closer, self.farther, self.whole):
            button.setEnabled(part is self.canvas)
        self.wider.setVisible(self.is_narrowed())
        if self._way_on is not None:
            self._way_on.setVisible(not self.is_narrowed())
        self.stack.setCurrentWidget(part)
        self.legend.setVisible(part is self.canvas and bool(picture.legend))

    def offer(self, words: str, on_click: Callable[[], object], *, enabled: bool = True) -> None:
        """Offer a way on where there is nothing to draw."""
        self._way_on = self.nothing.add_action(words, on_click, primary=True)
        self._way_on.setEnabled(enabled)

    def target(self) -> QWidget:
        """Where the focus goes when one comes to the picture."""
        return self.table if self.stack.currentWidget() is self.table else self.canvas

    # what is done with it

    def _open(self, mark: Mark) -> None:
        if mark.id:
            self.context.go(mark.kind, mark.id)
        elif mark.members:
            self.open_members(mark)

    def open_members(self, mark: Mark) -> None:
        """Offer the records that a mark stands for."""
        canvas = self.canvas
        offer(self.context, mark, self, canvas.viewport().mapToGlobal(canvas.place_of(mark) + QPoint(0, 8)))

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        copy_picture(self.context, self.canvas.picture())

    def save_picture(self) -> None:
        """Ask where, and save the picture."""
        save_picture(self.context, self.canvas.picture())
