"""Other words for the actions of a window, by which the search finds them."""

from __future__ import annotations

from ui.words import tr as _tr


def other_words() -> dict[str, str]:
    """What people call the actions when they look for them; never shown."""
    return {
        "new_store": _tr("create file database"),
        "import": _tr("new source add document load html text"),
        "show_in_source": _tr("open passage context archive"),
        "verify_quote": _tr("check proof compare quote"),
        "export": _tr("pdf html markdown save as"),
        "print": _tr("paper printer"),
        "save_copy": _tr("as duplicate file"),
        "backups": _tr("restore old version"),
        "check": _tr("verify integrity quotes"),
        "preferences": _tr("settings options name language spelling paper"),
        "quit": _tr("exit close"),
        "undo": _tr("revert take back"),
        "redo": _tr("repeat again"),
        "new_record": _tr("create add make record"),
        "duplicate": _tr("copy record clone"),
        "link_issue": _tr("connect attach assign"),
        "copy_quote": _tr("cite citation clipboard quote"),
        "delete_record": _tr("delete remove erase record trash"),
        "restore_record": _tr("undelete bring back recover"),
        "include_block": _tr("hide show omit"),
        "capture": _tr("new add quotation passage select"),
        "search": _tr("find"),
        "find": _tr("search list narrow"),
        "mode_dark": _tr("theme appearance night colours"),
        "mode_light": _tr("theme appearance day colours"),
        "mode_system": _tr("theme appearance colours"),
        "larger": _tr("zoom in bigger font"),
        "smaller": _tr("zoom out font"),
        "normal": _tr("zoom reset font 100"),
        "activity": _tr("history changes who"),
        "flip_view": _tr("map matrix stances chart timeline"),
        "toast": _tr("notification"),
        "go_overview": _tr("home start dashboard today"),
        "go_quotes": _tr("facts positions evidence"),
        "go_timeline": _tr("events calendar dates"),
        "go_sources": _tr("archive documents articles new quote"),
        "go_briefs": _tr("reports"),
        "go_actors": _tr("people organisations"),
        "manual": _tr("help documentation"),
        "shortcuts": _tr("keys hotkeys"),
        "about": _tr("version licence"),
        "new_issue": _tr("create add problem"),
        "new_actor": _tr("create add person organisation"),
        "new_event": _tr("create add date meeting"),
        "new_fact": _tr("create add figure number"),
        "new_position": _tr("create add stance view"),
        "new_brief": _tr("create add report"),
    }
