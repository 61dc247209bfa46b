"""The actions of the File menu with their words, shortcuts and icons, in the order in which they stand there.

Those for other programs stand in a menu of their own inside of it, `formats`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from ui.words import tr as _tr

if TYPE_CHECKING:
    from ui.commands import Commands
    from ui.window import MainWindow


class FileMenu:
    """Registers the actions of one window; `menus.py` makes a menu of them."""

    def __init__(self, window: MainWindow, commands: Commands) -> None:
        """Every action of the File menu of `window`."""
        self._add, self._commands = window.actions_registry.add, commands
        self._stores(window)
        self._briefs()
        self._sources()
        self._copies()
        self._program(window)

    def _stores(self, window: MainWindow) -> None:
        commands, key = self._commands, QKeySequence.StandardKey
        words = _tr("New &window")
        self._put("new_window", words, commands.new_window, "external-link", shortcut="Ctrl+Shift+N")
        self._put("new_store", _tr("&New store…"), commands.new_store, "file-plus")
        self._put("open", _tr("&Open store…"), commands.choose_store, "folder-open", shortcut=key.Open)

    def _briefs(self) -> None:
        commands, key = self._commands, QKeySequence.StandardKey
        words = _tr("&Import sources…")
        _group(self._put("import", words, commands.import_files, "file-input", shortcut="Ctrl+Shift+I"))
        _group(self._put("export", _tr("&Export brief…"), commands.export, "download", shortcut="Ctrl+E"))
        self._put("print", _tr("&Print brief…"), commands.print_brief, "printer", shortcut=key.Print)
        words = _tr("C&heck and issue brief")
        self._put("check_brief", words, commands.check_brief, "file-check", shortcut="Ctrl+Shift+E")
        self._put("compare_versions", _tr("Compare &versions…"), commands.compare_versions, "history")
        self._put("evidence_pack", _tr("Evi&dence pack…"), commands.evidence_pack, "shield-check")
        self._put("hand_over", _tr("Hand o&ver briefs…"), self._exchange("hand_over"), "send")
        self._put("take_reply", _tr("Take a repl&y…"), self._exchange("take_reply"), "inbox")

    def _sources(self) -> None:
        commands = self._commands
        self._put("paste_source", _tr("Paste a &text as a source…"), commands.paste_source, "plus")
        self._put("refer_source", _tr("New source that is only &referred to…"), commands.refer_source, "plus")
        for name, words, icon in (
            ("sources_in", _tr("Sources &from CSL-JSON…"), "file-input"),
            ("sources_out", _tr("Sources &to CSL-JSON…"), "download"),
            ("quotes_out", _tr("Quotes as Web &Annotations…"), "text-quote"),
        ):
            self._add(name, "formats", words, self._formats(name), icon=icon)

    def _copies(self) -> None:
        commands = self._commands
        _group(self._put("save_copy", _tr("Save a &copy…"), commands.save_copy, "save"))
        words = _tr("E&xchange with another copy…")
        _group(self._put("exchange", words, self._exchange("exchange"), "refresh-cw"))
        words = _tr("Exchange no&w")
        self._put("exchange_now", words, self._exchange("exchange_now"), "refresh-cw", shortcut="F5")
        self._put("settle", _tr("Settle what both desks chan&ged…"), self._exchange("settle"), "check")
        self._put("doubles", _tr("Possibl&e doubles…"), self._exchange("doubles"), "users")
        _group(self._put("backup", _tr("&Back up now"), commands.backup, "database"))
        self._put("backups", _tr("Bac&kups…"), commands.backups, "archive-restore")
        self._put("check", _tr("Check the store"), commands.check, "shield-check")

    def _program(self, window: MainWindow) -> None:
        commands, key = self._commands, QKeySequence.StandardKey
        _group(self._put("preferences", _tr("Pre&ferences…"), commands.preferences, "settings", shortcut="Ctrl+,"))
        _group(self._put("close_window", _tr("C&lose window"), window.close, shortcut=key.Close))
        self._put("quit", _tr("&Quit"), commands.quit, shortcut="Ctrl+Q")

    def _put(
        self,
        name: str,
        words: str,
        verb: Callable[[], object],
        icon: str = "",
        *,
        shortcut: str | QKeySequence.StandardKey = "",
    ) -> QAction:
        return self._add(name, "file", words, verb, shortcut=shortcut, icon=icon)

    def _exchange(self, verb: str) -> Callable[[], object]:
        return lambda: getattr(self._commands.exchange, verb)()  # loaded when it is given

    def _formats(self, verb: str) -> Callable[[], object]:
        return lambda: getattr(self._commands.formats, verb)()


def _group(action: QAction) -> None:
    action.setProperty("starts_group", True)
