"""A list beside what is chosen in it; one above the other in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSplitter, QWidget

from ui.context import Context
from ui.models.record_list import Fetch, RecordList
from ui.widgets.rows import RowDelegate, RowShape

_NARROW = 700
"""Below this width (at 10 pt) the list stands above what is chosen."""


def record_view(context: Context, fetch: Fetch, name: str, shape: RowShape = RowShape.PLAIN) -> QListView:
    """A list of records by id, its rows made by `fetch` when they are looked at; its model is a `RecordList`."""
    view = QListView()
    view.setModel(RecordList(fetch, view))
    view.setItemDelegate(RowDelegate(context.theme, view, shape=shape, icons=context.icons))
    view.setUniformItemSizes(True)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName(name)
    return view


class SideBySide(QSplitter):
    """`first` takes two fifths of the width; where there is too little of it, a third of the height."""

    def __init__(self, context: Context, first: QWidget, second: QWidget) -> None:
        """Both parts, first at the start."""
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = context.theme
        self.setChildrenCollapsible(False)
        self.addWidget(first)
        self.addWidget(second)
        self._share()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < self._theme.px(_NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if way is not self.orientation():
            self.setOrientation(way)
            self._share()
        super().resizeEvent(event)

    def _share(self) -> None:
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self.setSizes([400, 600] if self.orientation() is Qt.Orientation.Horizontal else [300, 700])


def framed(inside: QWidget) -> QFrame:
    """A hairline around `inside`."""
    frame = QFrame()
    frame.setObjectName("card")
    row = QHBoxLayout(frame)
    row.setContentsMargins(1, 1, 1, 1)
    row.addWidget(inside)
    return frame
