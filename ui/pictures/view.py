"""A picture in a page: drawn off the window's thread, kept until the next one is there, shown as a table on demand.

Responsible for: when a picture is drawn again, zoom and table buttons, saving and copying it, the empty state.
A subclass says how it is drawn (`drawing`) and what zooming and panning mean.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QTimer
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.pictures.printed import with_legend
from briefing.pictures.shapes import Mark, Picture
from briefing.pictures.svg import measure, to_svg, write_svg
from briefing.reading import Reading
from briefing.store.store import MEMORY
from ui.background import Background, Handle
from ui.context import Context
from ui.pictures.canvas import Canvas
from ui.pictures.legend import Legend
from ui.widgets.buttons import icon_button
from ui.widgets.empty import EmptyState
from ui.widgets.labels import ElidedLabel
from ui.words import in_words

Drawing = Callable[[Reading], Picture]
_SOON_MS = 30
_LISTED = 30
"""A mark that stands for more records than this is zoomed into rather than listed."""
_LONGEST = 90  # letters of a title in a menu
_SAVED_SCALE = 3


class PictureView(QWidget):
    """Filters and words on top, then the canvas or its table, then the legend."""

    def __init__(self, context: Context, empty: tuple[str, str, str], parent: QWidget | None = None) -> None:
        """`empty` is icon, heading and sentence of the state without anything to draw."""
        super().__init__(parent)
        self.context = context
        self._worker = Background(self)
        self._ticket = 0
        self._stale = True
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
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setAlternatingRowColors(False)
        self.nothing = EmptyState(context.icons, *empty)
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
        for button in (self.closer, self.farther, self.whole, self.as_table, self.copy, self.save):
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

    def _draw(self) -> None:
        self._stale = False
        self._ticket += 1
        ticket, draw, desk = self._ticket, self.drawing(), self.context.desk
        if desk.store.path == MEMORY:  # only its own thread may read it
            with in_words():
                self._take(ticket, draw(desk))
            return

        def work(handle: Handle) -> Picture | None:
            if handle.cancelled():
                return None
            with closing(desk.twin()) as twin, in_words():
                return draw(twin)

        self._worker.cancel()
        self._worker.run(
            self.tr("Drawing"), work, lambda picture: self._take(ticket, picture), lambda text: self._fail(ticket, text)
        )

    def _take(self, ticket: int, picture: Picture | None) -> None:
        if picture is None or ticket != self._ticket or not shiboken6.isValid(self):
            return
        self.canvas.set_picture(picture)
        self.legend.show_entries(picture.legend)
        self.words.setText(self.told(picture))
        self._fill_table(picture)
        self._show_part()
        self.shown_picture(picture)

    def _fail(self, ticket: int, text: str) -> None:
        if ticket == self._ticket:
            self.words.setText(text)

    def _show_part(self) -> None:
        picture = self.canvas.picture()
        if not picture.marks:
            part: QWidget = self.nothing
        else:
            part = self.table if self.as_table.isChecked() else self.canvas
        self.stack.setCurrentWidget(part)
        self.legend.setVisible(part is self.canvas and bool(picture.legend))

    def _fill_table(self, picture: Picture) -> None:
        head, *rows = picture.table or ((),)
        self.table.setAccessibleName(picture.title)
        self.table.setColumnCount(len(head))
        self.table.setHorizontalHeaderLabels(list(head))
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.table.setItem(number, column, QTableWidgetItem(text))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        if head:
            header.setSectionResizeMode(min(1, len(head) - 1), QHeaderView.ResizeMode.Stretch)

    # what is done with it

    def _open(self, mark: Mark) -> None:
        if mark.id:
            self.context.go(mark.kind, mark.id)
        elif mark.members:
            self.open_members(mark)

    def open_members(self, mark: Mark) -> None:
        """Offer the records that a mark stands for."""
        menu = QMenu(self)
        desk = self.context.desk
        for kind, record_id in mark.members[:_LISTED]:
            title = desk.title(kind, record_id)
            shown = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
            action = menu.addAction(shown.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, k=kind, i=record_id: self.context.go(k, i))
        if len(mark.members) > _LISTED:
            more = self.tr("and %1 more").replace("%1", f"{len(mark.members) - _LISTED:,}")
            menu.addAction(more).setEnabled(False)
        menu.popup(self.canvas.viewport().mapToGlobal(self.canvas.place_of(mark) + QPoint(0, 8)))

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, as SVG and as an image, with its table as text."""
        picture = self.saved()
        data = QMimeData()
        data.setData("image/svg+xml", to_svg(picture).encode())
        data.setImageData(self.image())
        data.setText("\n".join("\t".join(row) for row in picture.table))
        QApplication.clipboard().setMimeData(data)
        self.context.toast(self.tr("The picture was copied."))

    def save_picture(self) -> None:
        """Ask where, and save the picture as SVG or PNG."""
        picture = self.saved()
        suggested = self.context.settings.data_folder() / f"{picture.title}.svg"
        path = self.context.alerts.save_file(
            self.tr("Save the picture"), suggested, self.tr("SVG (*.svg);;PNG (*.png)")
        )
        if path is None:
            return
        path = path if path.suffix.lower() in (".svg", ".png") else path.with_suffix(".svg")
        problem = self._written(picture, path)
        self.context.toast(problem or self.tr("Saved as %1.").replace("%1", path.name))

    def _written(self, picture: Picture, path: Path) -> str:
        """Write the picture; what went wrong, or nothing."""
        wrong = self.tr("“%1” could not be written: %2").replace("%1", path.name)
        try:
            if path.suffix.lower() == ".svg":
                write_svg(picture, path)
            elif not self.image().save(str(path)):
                return wrong.replace("%2", self.tr("the disk or the folder refused it."))
        except OSError as error:
            return wrong.replace("%2", f"{error.strerror}.")
        return ""

    def saved(self) -> Picture:
        """The picture as it is copied and saved: with its legend."""
        return with_legend(self.canvas.picture(), measure)

    def image(self) -> QImage:
        """The whole picture on white, large enough for print."""
        from ui.pictures.painting import image

        return image(self.saved(), _SAVED_SCALE)
