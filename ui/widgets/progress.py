"""The strip in the status bar that shows long work and lets the user cancel it.

Responsible for: appearing only when work takes longer than a blink, and saying so to assistive tools.
Refuses to: block, and to run the work.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QStyle, QWidget

from ui.icons import Icons
from ui.widgets.labels import ElidedLabel, plain_tip

APPEARS_MS = 300
_NEXT_MS = 16
"""Between two parts, so that each is painted before the next one is shown."""
_WORDS, _FEW_WORDS, _BAR, _BETWEEN, _BESIDE = 260, 130, 140, 8, 6
"""Widths of the words (the lesser where there is little room) and of the bar, and the room between and beside the
parts, in pixels of the design."""


class ProgressStrip(QWidget):
    """Words, bar, Cancel. ``start`` arms it, ``finish`` ends it; quick work never shows it.

    Its place in the window is kept while nothing is shown (`keep_place`), it lays out its parts itself and shows one
    after the other, each in a turn of its own: neither its coming and going nor a word of progress makes the window
    lay itself out, or holds whoever types meanwhile.
    """

    cancel_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = icons.theme
        self._keeps = self._out = False
        self._task = self._label = ""
        self._share = 0, 0
        self._words = ElidedLabel(parent=self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setAutoDefault(False)
        self._parts = (self._bar, self._words, self._cancel)  # in the order of what painting each takes at first
        for part in self._parts:
            part.hide()
        self._cancel.clicked.connect(lambda _checked=False: self._on_cancel())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        self._theme.changed.connect(self._on_theme)
        self.hide()  # until it is needed first, so that a window which opens need not lay it out

    def start(self, label: str, total: int = 0) -> None:
        """Begin work of ``total`` steps; 0 means nobody knows how many."""
        self.show()
        self._task = label
        self._label, self._share = label, (0, total)
        if not self._out:
            self._timer.start(APPEARS_MS)
            return
        for part in self._parts:
            self._dress(part)

    def set_progress(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` steps are done."""
        self._share = done, total
        if self._out:
            self._fill()

    def set_label(self, label: str) -> None:
        """Change the words, for example to the file being read."""
        self._label = label
        if self._out:
            self._say()

    def _dress(self, part: QWidget) -> None:
        """Make a part say what is done now; before it appears nobody needs it to."""
        if part is self._words:
            self._say()
        elif part is self._bar:
            self._bar.setAccessibleName(self._label)  # it appears before the words
            self._fill()
        else:
            self._cancel.setAccessibleName(f"{self._cancel.text()}: {self._task}")
            self._cancel.setEnabled(True)

    def _fill(self) -> None:
        done, total = self._share
        self._bar.setUpdatesEnabled(False)  # else the bar is painted at once, and the words in a turn of their own
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setUpdatesEnabled(True)

    def _say(self) -> None:
        self._words.setText(self._label)
        self._words.setToolTip(plain_tip(self._label))
        self._bar.setAccessibleName(self._label)

    def finish(self) -> None:
        """The work ended, well or not."""
        self._timer.stop()
        for part in self._parts:
            part.hide()
        self._set_out(False)

    def is_out(self) -> bool:
        """Whether it has appeared."""
        return self._out

    def keep_place(self, keep: bool) -> None:
        """Take room also while nothing is shown, where there is enough of it, or leave it to the others."""
        if keep != self._keeps:
            self._keeps = keep
            self.updateGeometry()

    def whole_width(self) -> int:
        """The width of all parts."""
        px, beside = self._theme.px, 2 * (_BETWEEN + _BESIDE)
        return px(_WORDS) + px(_BAR) + self._cancel.sizeHint().width() + beside

    def sizeHint(self) -> QSize:
        wanted = self.whole_width() - (0 if self._keeps else self._theme.px(_WORDS - _FEW_WORDS))
        return QSize(wanted if self._keeps or self._out else 0, self._cancel.sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        least = self.whole_width() - self._theme.px(_WORDS) if self._out else 0
        return QSize(least, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def _appear(self) -> None:
        """Show the next part, and the others in the turns that follow."""
        self._set_out(True)
        wanting = [part for part in self._parts if part.isHidden()]
        self._dress(wanting[0])
        wanting[0].show()
        if wanting[1:]:
            self._timer.start(_NEXT_MS)

    def _set_out(self, out: bool) -> None:
        if out != self._out:
            self._out = out
            if not self._keeps:
                self.updateGeometry()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self._place()

    def _on_cancel(self) -> None:
        # One click is enough; the strip stays until the work has really stopped.
        self._cancel.setEnabled(False)
        self.cancel_requested.emit()

    def _place(self) -> None:
        """Each part in its place: Cancel at the end, the bar before it, the words in what is left."""
        room = self.rect().adjusted(_BESIDE, 0, -_BESIDE, 0)
        for part, wanted in (
            (self._cancel, self._cancel.sizeHint().width()),
            (self._bar, self._theme.px(_BAR)),
            (self._words, room.width()),
        ):
            width = max(0, min(wanted, room.width()))
            height = min(part.sizeHint().height(), part.maximumHeight(), room.height())
            where = QRect(room.right() + 1 - width, room.y() + (room.height() - height) // 2, width, height)
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), where))
            room.setRight(where.left() - 1 - _BETWEEN)
