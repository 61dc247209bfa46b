"""The manual inside the window: its pages at the start, the page at the end, and a search over all of them.

The pages are the Markdown files that the project keeps; one more is made from the registry of actions: every key.
Refuses to: open anything outside the manual.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from briefing import paths
from briefing.store import folding
from ui.context import Context
from ui.proposals.verbs import keys as proposal_keys
from ui.review.verbs import keys as review_keys
from ui.widgets.dragging import PlainLine
from ui.words import tr as _tr

FIRST = "README"
KEYS = "keyboard-shortcuts"
_ORDER = (
    FIRST, "quick-guide", "reading", "pouch", "window", KEYS, "overview", "issues", "actors", "quotes", "timeline",
    "sources", "proposals", "briefs", "pictures", "editing", "search", "stores", "exchange", "command-line",
)  # fmt: skip
_MENUS = ("file", "edit", "text", "view", "go", "help")
_IMAGE = re.compile(r"<img ")


@dataclass(frozen=True)
class ManualPage:
    """One page: its name (of the file, without ending), its title, its Markdown."""

    name: str
    title: str
    text: str


def pages(context: Context, folder: Path | None = None) -> list[ManualPage]:
    """The pages of the manual in reading order, the page of all keys among them."""
    found = {}
    for path in (folder or paths.manual()).glob("*.md"):
        text = path.read_text(encoding="utf-8")
        found[path.stem] = ManualPage(path.stem, text.partition("\n")[0].lstrip("# "), text)
    found[KEYS] = ManualPage(KEYS, _tr("Keyboard shortcuts"), keys_page(context))
    places = {name: place for place, name in enumerate(_ORDER)}
    return sorted(found.values(), key=lambda page: (places.get(page.name, len(places)), page.name))


def keys_page(context: Context) -> str:
    """Every shortcut as Markdown: those of the registry by menu, then those of lists, fields and pictures."""
    titles = dict(
        zip(
            _MENUS,
            (_tr("File menu"), _tr("Edit menu"), _tr("Text menu"), _tr("View menu"), _tr("Go menu"), _tr("Help menu")),
            strict=True,
        )
    )
    parts = ["# " + _tr("Keyboard shortcuts")]
    for menu in _MENUS:
        rows = [
            (one.action.text().replace("&", "").rstrip("…").partition(":")[0], _native(one.action.shortcuts()[0]))
            for one in context.actions.all()
            if one.menu == menu and one.action.shortcuts()
        ]
        parts += ["## " + titles[menu], _table(rows)]
    for title, local in _local():
        parts += ["## " + title, _table([(words, _native(QKeySequence(keys))) for words, keys in local])]
    return "\n\n".join(parts)


def _local() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            _tr("In a list"),
            [
                (_tr("Open the chosen record"), "Return"),
                (_tr("Move it to the bin"), "Del"),
                (_tr("From the filter into the list"), "Down"),
                (_tr("Clear the filter"), "Esc"),
            ],
        ),
        (
            _tr("In a field"),
            [
                (_tr("Save now"), "Ctrl+Return"),
                (_tr("Open the record referred to"), "Alt+Return"),
                (_tr("A day later, a day earlier"), "Up"),
                (_tr("Open the calendar"), "Alt+Down"),
            ],
        ),
        (
            _tr("In a source"),
            [(_tr("Save the captured quote"), "Ctrl+Return"), (_tr("Put the capture away"), "Esc")],
        ),
        (
            _tr("In the outline of a brief"),
            [
                (_tr("To the words of the block"), "Return"),
                (_tr("Move the block up"), "Alt+Up"),
                (_tr("Move the block down"), "Alt+Down"),
                (_tr("Leave the block out"), "Del"),
            ],
        ),
        (
            _tr("In a picture"),
            [
                (_tr("To the next mark"), "Right"),
                (_tr("Open what is marked"), "Return"),
                (_tr("Closer"), "+"),
                (_tr("Farther"), "-"),
                (_tr("All of it"), "0"),
                (_tr("Sort its table by the column, upwards"), "Alt+Down"),
                (_tr("Sort its table by the column, downwards"), "Alt+Up"),
            ],
        ),
        (_tr("In the review of proposals"), proposal_keys()),
        (_tr("In review mode"), review_keys()),
    ]


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _table(rows: list[tuple[str, str]]) -> str:
    head = " | ".join(("", _tr("What it does"), _tr("Keys"), "")).strip()
    body = "\n".join(f"| {words} | {keys.replace('|', chr(92) + '|')} |" for words, keys in rows)
    return f"{head}\n|---|---|\n{body}"


class ManualBrowser(QTextBrowser):
    """Shows a page; pictures are as wide as there is room."""

    def __init__(self, context: Context) -> None:
        """An empty page."""
        super().__init__()
        self._context = context
        self._html = ""
        self._later = QTimer(self)  # while it lays a page out, Qt does not bear another one
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._lay_out)
        # a bar that came and went would change the width, and with it the height of the pictures
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("Page of the manual"))
        context.theme.changed.connect(self._lay_out)

    def show_markdown(self, text: str) -> None:
        """Show a page that is written in Markdown."""
        from markdown import markdown

        self._html = markdown(text, extensions=["tables"])
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._later.start(0)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002 (Qt's own name)
        """Pictures of the manual, scaled well; nothing else is ever loaded."""
        path = Path(QUrl(name).toLocalFile())
        if type != QTextDocument.ResourceType.ImageResource.value or path.parent.parent != paths.manual():
            return None
        image, scale = QImage(str(path)), self.devicePixelRatioF()
        if image.isNull():
            return None
        image = image.scaledToWidth(round(self._room() * scale), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(scale)
        return image

    def _room(self) -> int:
        return max(self.viewport().width() - 2 * self._context.theme.px(24), 200)

    def _lay_out(self) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        place = self.verticalScrollBar().value()
        self.document().setDocumentMargin(theme.px(20))
        self.document().setDefaultFont(theme.font())
        self.document().setBaseUrl(QUrl.fromLocalFile(f"{paths.manual()}/"))
        self.document().setDefaultStyleSheet(
            f"a {{ color: {tokens.accent_text}; text-decoration: none; }} code {{ color: {tokens.muted}; }}"
            f" h1 {{ font-size: {theme.px(22)}px; }} h2 {{ font-size: {theme.px(16)}px; }}"
            f" td, th {{ padding: {theme.px(4)}px {theme.px(16)}px {theme.px(4)}px 0; }}"
        )
        self.document().clear()  # and with it the pictures of the former width
        self.setHtml(_IMAGE.sub(f'<img width="{self._room()}" ', self._html))
        self.verticalScrollBar().setValue(place)


class Manual(QDialog):
    """The manual as a window of its own beside the main window; `show_page` opens it at a page."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Read the pages; the first one is shown."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Manual"))
        self._pages = {page.name: page for page in pages(context)}
        self.field = PlainLine()
        self.field.setPlaceholderText(self.tr("Find in the manual"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages of the manual"))
        self.browser = ManualBrowser(context)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(side)
        splitter.addWidget(self.browser)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([context.theme.px(230), context.theme.px(700)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self.resize(context.theme.px(940), context.theme.px(680))
        self.list.currentItemChanged.connect(self._on_chosen)
        self.field.textChanged.connect(lambda _text: self.look())
        self.browser.anchorClicked.connect(self._on_link)
        self.look()

    def show_page(self, name: str) -> None:
        """Show a page, or the first one where there is none of this name."""
        self.field.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentRow(row)
                return
        self.list.setCurrentRow(0)

    def shown(self) -> str:
        """The name of the page shown."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def look(self) -> None:
        """List the pages in which every word stands that is looked for, and show the first."""
        words, before = self.field.text().split(), self.shown()
        self.list.clear()
        for page in self._pages.values():
            if all(folding.marked_spans(page.text, word) for word in words):
                item = QListWidgetItem(page.title)
                item.setData(Qt.ItemDataRole.UserRole, page.name)
                self.list.addItem(item)
        names = [str(self.list.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.list.count())]
        if names:
            self.list.setCurrentRow(names.index(before) if before in names else 0)
        else:
            self.browser.show_markdown(self.tr("The manual does not speak of this."))

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.browser.show_markdown(self._pages[str(item.data(Qt.ItemDataRole.UserRole))].text)
            if self.field.text().strip():
                self.browser.find(self.field.text().split()[0])

    def _on_link(self, url: QUrl) -> None:
        name = Path(url.path()).stem
        if name in self._pages:
            self.show_page(name)
