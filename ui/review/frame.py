"""The frame of review mode: bar, queue, text, pages, passage and notes, and the room each of them gets.

Responsible for: the parts, their places at each width, the size, ground and view. Refuses to: know which brief is read.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.context import Context
from ui.review.faces import SIZES
from ui.review.notes_panel import NotesPanel
from ui.review.printed import Printed
from ui.review.proof_panel import ProofPanel
from ui.review.queue_list import QueueList
from ui.review.reading_view import ReadingView
from ui.review.source import Reviewing
from ui.review.top_bar import TopBar
from ui.review.verbs import GROUNDS, VIEWS, actions_of
from ui.theme import Mode
from ui.widgets.empty import EmptyState

NARROW = 900
"""Below this width (at 10 pt) the queue is hidden, and notes take the place of the text."""
_NOTES = 1_060
"""From this width on the notes stand beside the text by themselves."""
_QUEUE_WIDE, _NOTES_WIDE = 248, 326


class ReviewFrame(QWidget):
    """The parts are its attributes; `slots` of the page do what the actions ask for."""

    def __init__(self, context: Context, source: Reviewing, parent: QWidget | None = None) -> None:
        """Build the parts; `slots` is asked once."""
        super().__init__(parent)
        self.context = context
        self.source = source
        self.view = "text"
        self._notes_asked: bool | None = None
        self._queue_asked = True
        self.setObjectName("surface_card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.verbs = actions_of(self, context.icons, self.slots())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            context.icons.bind(self.verbs["leave"], "arrow-right")
        self.bar = TopBar(context, self.verbs)
        self.queue = QueueList(context)
        self.text = ReadingView(context.theme)
        self.printed = Printed(context, source)
        self.proof = ProofPanel(context)
        self.notes = NotesPanel(context)
        self.notes.add_verb(self.verbs["print_notes"])
        copy = QAction(self.tr("Copy"), self.text)
        copy.triggered.connect(lambda _on=False: self.text.copy())
        self.text.addActions([copy, self.verbs["comment"], self.verbs["decide"]])
        self.text.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)  # no links to copy, nothing to change
        self.nothing = EmptyState(context.icons, "file-text", self.tr("No brief to read"))
        self.nothing.hide()
        self._arrange()
        size = context.settings.word("review_size", "100")
        self.text.set_size(int(size) if size.isdecimal() and int(size) in SIZES else 100)
        context.theme.changed.connect(self._on_theme)
        self._on_theme()

    def slots(self) -> dict[str, Callable[[], object]]:
        """What each verb does, by name."""
        modes: dict[str, Callable[[], object]] = {mode.value: self._ground_setter(mode) for mode in GROUNDS}
        views: dict[str, Callable[[], object]] = {view: self._view_setter(view) for view in VIEWS}
        return {
            **modes,
            **views,
            "smaller": lambda: self.step_size(-1),
            "larger": lambda: self.step_size(1),
            "usual": lambda: self.step_size(0),
            "queue": lambda: self.show_queue(on=self.queue.isHidden()),
            "notes": lambda: self.show_notes_panel(on=self.notes.isHidden()),
            "pane": self.go_to_pane,
        }

    def set_view(self, view: str) -> None:
        """Show the text, the pages, or both."""
        self.view = view
        self.context.settings.set_word("review_view", view)
        self.verbs[view].setChecked(True)
        self.text.setVisible(view != "pages")
        self.printed.setVisible(view != "text")
        self.fit()

    def step_size(self, way: int) -> None:
        """Larger (1), smaller (-1) or usual (0) letters."""
        now = self.text.size_per_cent
        steps = [one for one in SIZES if (one > now if way > 0 else one < now)]
        size = 100 if way == 0 else steps[0 if way > 0 else -1] if steps else now
        self.text.set_size(size)
        self.context.settings.set_word("review_size", str(size))

    def set_ground(self, mode: Mode) -> None:
        """Light, dark or sepia, here and in the whole window."""
        self.context.settings.set_mode(mode)
        self.context.theme.set_mode(mode)

    def show_queue(self, *, on: bool) -> None:
        """Show the briefs to read, or hide them."""
        self._queue_asked = on
        self.fit()

    def show_notes_panel(self, *, on: bool) -> None:
        """Show the notes, or hide them."""
        self._notes_asked = on
        self.fit()

    def fit(self) -> None:
        """Give queue, text and notes the room there is."""
        theme = self.context.theme
        narrow = self.width() < theme.px(NARROW)
        asked = self._notes_asked if self._notes_asked is not None else self.width() >= theme.px(_NOTES)
        self.queue.setVisible(self._queue_asked and not narrow)
        self.queue.setFixedWidth(theme.px(_QUEUE_WIDE))
        self.notes.setVisible(asked)
        self._middle.setVisible(not (asked and narrow))
        if narrow:
            self.notes.setMinimumWidth(0)
            self.notes.setMaximumWidth(16_777_215)
        else:
            self.notes.setFixedWidth(theme.px(_NOTES_WIDE))
        self.halves.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self.proof.setMaximumHeight(max(theme.px(180), self.height() * 45 // 100))
        self.verbs["notes"].setChecked(asked)
        self.verbs["queue"].setChecked(not self.queue.isHidden())
        self.verbs["queue"].setEnabled(not narrow)

    def go_to_pane(self) -> None:
        """Move the focus on: queue, text, pages, passage, notes."""
        parts: list[tuple[QWidget, QWidget]] = [(self.queue, self.queue.list), (self.text, self.text)]
        if self.printed.pages is not None:
            parts.append((self.printed, self.printed.pages.view))
        parts += [(self.proof, self.proof.close_button), (self.notes, self.notes.first_control() or self.notes)]
        shown = [(whole, target) for whole, target in parts if target.isVisible()]
        focus = self.window().focusWidget()
        here = [at for at, (whole, _) in enumerate(shown) if focus is not None and whole.isAncestorOf(focus)]
        here += [at for at, (_, target) in enumerate(shown) if target is focus]
        if shown:
            shown[((here[0] if here else -1) + 1) % len(shown)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def minimumSizeHint(self) -> QSize:
        # what does not fit is folded away: the parts must not keep the window wide
        return QSize(self.context.theme.px(380), self.context.theme.px(260))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _ground_setter(self, mode: Mode) -> Callable[[], object]:
        return lambda: self.set_ground(mode)

    def _view_setter(self, view: str) -> Callable[[], object]:
        return lambda: self.set_view(view)

    def _on_theme(self) -> None:
        tokens = self.context.theme.tokens
        if tokens.name in self.verbs:
            self.verbs[tokens.name].setChecked(True)
        self.fit()

    def _arrange(self) -> None:
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.text)
        self.halves.addWidget(self.printed)
        self.halves.setSizes([1000, 1000])
        self._middle = QWidget()
        self._middle.setObjectName("surface_card")
        self._middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.halves, 1)
        middle.addWidget(self.proof)
        self.panes = QFrame()
        row = QHBoxLayout(self.panes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue)
        row.addWidget(self._middle, 1)
        row.addWidget(self.notes)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.panes, 1)
