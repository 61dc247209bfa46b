"""Every action of the window with its words, shortcut and menu; the menu bar is made from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from ui.action_words import other_words
from ui.file_menu import FileMenu
from ui.prose.writing import Writing
from ui.shell import PLACES, place_title
from ui.theme import Mode
from ui.words import step_said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.commands import Commands
    from ui.window import MainWindow


NEED_A_STORE = (
    *("import", "paste_source", "refer_source", "export", "print", "save_copy", "backup", "backups", "check"),
    *("check_brief", "compare_versions", "evidence_pack", "exchange", "settle", "hand_over", "take_reply"),
    *("exchange_now", "doubles", "sources_in", "sources_out", "quotes_out"),
    *("undo", "redo", "new_record", "capture", "review_proposals", "new_version"),
    *("duplicate", "link_issue", "comment_record", "copy_quote", "delete_record", "restore_record", "include_block"),
    *("add_block", "block_up", "block_down", "definitions"),
    *("show_in_source", "verify_quote"),
    *("manual", "shortcuts", "next_mistake", "store_words"),
    *("new_issue", "new_actor", "new_event", "new_fact", "new_position", "new_brief"),
    *("new_window", "search", "find", "back", "forward", "preferences", "flip_view", "activity", "review"),
    "all_notes",
)
"""The actions that can do nothing while no store is open."""


OF_THE_RECORD = (
    *("duplicate", "link_issue", "copy_quote", "delete_record", "restore_record", "include_block", "capture"),
    *("show_in_source", "verify_quote", "add_block", "block_up", "block_down", "comment_record"),
    *("review_proposals", "new_version"),
)
"""The actions that a page can do to the record it shows; it says which of them, and when."""
CHANGE_NOTHING = ("copy_quote", "show_in_source", "verify_quote", "review_proposals")
"""Those that can be done in a store that is open for reading only."""
TAKING = ("exchange", "exchange_now", "take_reply")
"""Those that take in what others did."""
NEW_RECORDS = ("new_issue", "new_actor", "new_event", "new_fact", "new_position", "new_brief")
"""Commands of the search that make a record wherever one is."""


def _new_records() -> dict[str, tuple[str, str]]:
    """By kind the place where it is made, and the words of the command."""
    return {
        "issue": ("issues", _tr("New issue")),
        "actor": ("actors", _tr("New actor")),
        "event": ("timeline", _tr("New event")),
        "fact": ("quotes", _tr("New fact")),
        "position": ("quotes", _tr("New position")),
        "brief": ("briefs", _tr("New brief")),
    }


class Menus:
    """Registers the actions of a window, fills its menus, and keeps their words and states true."""

    def __init__(self, window: MainWindow, commands: Commands) -> None:
        """Make every action and the menu bar of `window`."""
        self.window = window
        self.commands = commands
        self._recent: QMenu | None = None
        self._register()

    def _register(self) -> None:
        FileMenu(self.window, self.commands)
        self._edit()
        Writing(self.window.actions_registry, self.window)
        self._spelling()
        self._view()
        self._go()
        self._help()
        self._without_menu()
        for key, words in other_words().items():
            self.window.actions_registry.set_words(key, words)
        bar = self.window.menuBar()
        registry = self.window.actions_registry
        for key, title in (
            ("file", _tr("&File")),
            ("edit", _tr("&Edit")),
            ("text", _tr("&Text")),
            ("view", _tr("&View")),
            ("go", _tr("&Go")),
            ("help", _tr("&Help")),
        ):
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for action in registry.of_menu(key):
                if action.property("starts_group"):
                    menu.addSeparator()
                menu.addAction(action)
                if action.objectName() == "open":
                    self._recent = menu.addMenu(_tr("Open &recent"))
                    self._recent.aboutToShow.connect(self.fill_recent)
                if action.objectName() == "refer_source":
                    menu.addMenu(_tr("Other progra&ms")).addActions(registry.of_menu("formats"))

    def _edit(self) -> None:
        add, key = self.window.actions_registry.add, QKeySequence.StandardKey
        add("undo", "edit", _tr("&Undo"), self.commands.undo, shortcut=key.Undo, icon="undo-2")
        add("redo", "edit", _tr("&Redo"), self.commands.redo, shortcut="Ctrl+Shift+Z", icon="redo-2")
        self._group(
            add(
                "new_record",
                "edit",
                _tr("&New here"),
                self.commands.new_record,
                shortcut="Ctrl+N",
                icon="plus",
            )
        )
        for name, words, verb, keys, icon in (
            ("duplicate", _tr("&Duplicate"), self.commands.duplicate, "Ctrl+D", "file-plus"),
            ("link_issue", _tr("&Link to issue…"), self.commands.link_issue, "Ctrl+L", "link"),
            (
                "comment_record",
                _tr("Commen&t on this record"),
                self.commands.comment_record,
                "Ctrl+Alt+M",
                "message-square",
            ),
            ("copy_quote", _tr("Copy &with source"), self.commands.copy_quote, "Ctrl+Alt+C", "copy"),
            ("show_in_source", _tr("Show &in source"), self.commands.show_in_source, "Ctrl+Alt+S", "book-open"),
            ("verify_quote", _tr("&Verify now"), self.commands.verify_quote, "Ctrl+Alt+V", "shield-check"),
            ("delete_record", _tr("Move to the &bin"), self.commands.delete_record, "Ctrl+Del", "trash-2"),
            ("restore_record", _tr("R&estore from the bin"), self.commands.restore_record, "", "archive-restore"),
            ("include_block", _tr("&Print or leave out the block"), self.commands.include_block, "Ctrl+Alt+P", "eye"),
            ("add_block", _tr("Add &a block…"), self.commands.add_block, "Ctrl+Alt+B", "plus"),
            ("block_up", _tr("Move bloc&k up"), lambda: self.commands.move_block(-1), "", "chevron-up"),
            ("block_down", _tr("Move block d&own"), lambda: self.commands.move_block(1), "", "chevron-down"),
            ("definitions", _tr("For&ms and profiles…"), self.commands.definitions, "", "settings"),
        ):
            add(name, "edit", words, verb, shortcut=keys, icon=icon)
        do = self.commands
        for name, words, verb, keys, icon in (
            ("capture", _tr("&Capture quote"), do.capture, "Ctrl+Shift+C", "text-quote"),
            ("review_proposals", _tr("Review pr&oposals"), do.review_proposals, "Ctrl+Shift+R", "highlighter"),
            ("new_version", _tr("New version of this source…"), do.new_version, "", "history"),
        ):
            add(name, "edit", words, verb, shortcut=keys, icon=icon)
        self._group(
            add(
                "search",
                "edit",
                _tr("&Search everything…"),
                self.commands.search,
                shortcut="Ctrl+K",
                icon="search",
            )
        )
        add(
            "find",
            "edit",
            _tr("&Filter or find here"),
            self.commands.find,
            shortcut=key.Find,
            icon="list-filter",
        )

    def _spelling(self) -> None:
        add = self.window.actions_registry.add
        self._group(
            add("next_mistake", "text", _tr("Next &spelling mistake"), self.commands.next_mistake, shortcut="F7")
        )
        add("store_words", "text", _tr("The store's &own words…"), self.commands.store_words)
        typing = add("spelling", "text", _tr("&Check spelling as you type"), lambda: None, checkable=True)
        typing.setChecked(self.window.settings.spelling())
        typing.toggled.connect(lambda _on: self.commands.switch_spelling())

    def _view(self) -> None:
        add = self.window.actions_registry.add
        modes = QActionGroup(self.window)
        for mode, words in (
            (Mode.SYSTEM, _tr("Like the &system")),
            (Mode.LIGHT, _tr("&Light")),
            (Mode.DARK, _tr("&Dark")),
            (Mode.SEPIA, _tr("Se&pia")),
        ):
            action = add(f"mode_{mode.value}", "view", words, self._mode_setter(mode))
            action.setCheckable(True)
            modes.addAction(action)
        self._group(
            add(
                "larger",
                "view",
                _tr("Larger &text"),
                lambda: self.commands.step_text(1),
                shortcut="Ctrl++",
                icon="zoom-in",
            )
        )
        add(
            "smaller",
            "view",
            _tr("S&maller text"),
            lambda: self.commands.step_text(-1),
            shortcut="Ctrl+-",
            icon="zoom-out",
        )
        add("normal", "view", _tr("&Normal text size"), lambda: self.commands.step_text(0), shortcut="Ctrl+0")
        self._group(
            add(
                "activity",
                "view",
                _tr("&Activity log…"),
                self.commands.activity,
                shortcut="Ctrl+H",
                icon="history",
            )
        )
        add("review", "view", _tr("&Review mode"), self.commands.review, shortcut="F11", icon="book-open")
        add("all_notes", "view", _tr("C&omments and decisions…"), self.commands.all_notes, icon="message-square")
        add("flip_view", "view", _tr("List or &picture"), self.commands.flip_view, shortcut="F4", icon="presentation")
        self._group(add("toast", "view", _tr("Go to the last &message"), self.commands.window_toast, shortcut="F8"))

    def _go(self) -> None:
        add = self.window.actions_registry.add
        for number, place in enumerate(PLACES, start=1):
            add(
                f"go_{place.key}",
                "go",
                place_title(place),
                lambda key=place.key: self.window.show_place(key),  # type: ignore[misc]
                shortcut=f"Ctrl+{number}",
                icon=place.icon,
            )
        self._group(add("back", "go", _tr("&Back"), self.window.back, shortcut="Alt+Left", icon="arrow-left"))
        add("forward", "go", _tr("&Forward"), self.window.forward, shortcut="Alt+Right", icon="arrow-right")

    def _help(self) -> None:
        add = self.window.actions_registry.add
        add("manual", "help", _tr("&Manual"), self.commands.manual, shortcut="F1", icon="book-open")
        add(
            "shortcuts",
            "help",
            _tr("&Keyboard shortcuts"),
            self.commands.shortcuts,
            shortcut="Ctrl+F1",
            icon="keyboard",
        )
        add("quick_guide", "help", _tr("Print the &quick guide…"), self.commands.quick_guide, icon="printer")
        add("about", "help", _tr("&About Briefing Desk"), self.commands.about, icon="info")

    def _without_menu(self) -> None:
        add = self.window.actions_registry.add
        for kind, (place, words) in _new_records().items():
            add(f"new_{kind}", "", words, lambda kind=kind, place=place: self.commands.new_of(kind, place))  # type: ignore[misc]

    def _group(self, action: QAction) -> None:
        action.setProperty("starts_group", True)

    def _mode_setter(self, mode: Mode) -> Callable[[], None]:
        return lambda: self.commands.set_mode(mode)

    def refresh(self) -> None:
        """Say in the menus what undo and redo would do, and what can be done now."""
        window, registry = self.window, self.window.actions_registry
        registry["spelling"].setChecked(window.settings.spelling())
        for key in NEED_A_STORE:
            registry[key].setEnabled(window.has_desk())
        for place in PLACES:
            registry[f"go_{place.key}"].setEnabled(window.has_desk())
        if not window.has_desk():
            return
        for key, label, words in (
            ("undo", window.desk.undo_label(), _tr("&Undo")),
            ("redo", window.desk.redo_label(), _tr("&Redo")),
        ):
            registry[key].setEnabled(bool(label))
            registry[key].setText(f"{words}: {step_said(label).replace('&', '&&')}" if label else words)
        registry["back"].setEnabled(window.trail().can_go_back())
        registry["forward"].setEnabled(window.trail().can_go_forward())
        for key in ("import", "paste_source", "refer_source", "sources_in", "new_record", *TAKING, *NEW_RECORDS):
            registry[key].setEnabled(not window.desk.read_only)
        here = window.verbs_here()
        for key in OF_THE_RECORD:
            registry[key].setEnabled(key in here and (key in CHANGE_NOTHING or not window.desk.read_only))
        registry[f"mode_{window.theme.mode.value}"].setChecked(True)
        if self.commands.review_mode is not None:
            self.commands.review_mode.hold()

    def fill_recent(self) -> None:
        """List the stores opened last; those that are gone can be taken off the list."""
        menu = self._recent
        assert menu is not None
        menu.clear()
        for path in self.window.settings.recent():
            if path.exists():
                action = menu.addAction(path.name.replace("&", "&&"))
                action.setToolTip(str(path))
                action.triggered.connect(lambda _on=False, one=path: self.commands.open_store(one))
            else:
                gone = menu.addAction(_tr("Remove %1 (missing)").replace("%1", path.name.replace("&", "&&")))
                gone.setToolTip(str(path))
                gone.triggered.connect(lambda _on=False, one=path: self.window.settings.remove_recent(one))
        menu.setToolTipsVisible(True)
        menu.setEnabled(True)
