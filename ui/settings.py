"""What the program remembers for this user on this machine: who they are, how it looks, where they were.

The only user of QSettings. Nothing of a store's contents is kept here; what belongs to a store is a setting
of the store.
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from briefing import paths
from ui.theme import Mode

RECENT_AT_MOST = 10
_TEXTS = ("name", "initials", "unit", "contact", "default_marking", "paper", "data_folder", "language")
_PRINT = ("destination", "collate", "sides", "paper", "quality", "colour")


class Settings:
    """Typed access to the remembered values. `file` keeps them apart from the user's own in tests."""

    def __init__(self, file: Path | None = None) -> None:
        """Use an ini file in the user's data folder, or `file`."""
        where = file or paths.user_data() / "settings.ini"
        self._kept = QSettings(str(where), QSettings.Format.IniFormat)

    # who

    def text(self, name: str) -> str:
        """One of name, initials, unit, contact, default_marking, paper, data_folder, language; empty where not set."""
        assert name in _TEXTS, name
        return str(self._kept.value(f"user/{name}", "a4" if name == "paper" else ""))

    def set_text(self, name: str, value: str) -> None:
        """Remember one of the texts."""
        assert name in _TEXTS, name
        self._kept.setValue(f"user/{name}", value.strip())

    def user(self) -> str:
        """The name the change log gets; the system's user name until the user said otherwise."""
        return self.text("name") or self.suggested_name()

    def has_name(self) -> bool:
        """Whether the user has told their name."""
        return bool(self.text("name"))

    def suggested_name(self) -> str:
        """The system's user name, as a suggestion only."""
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):  # a system without a user database
            return ""

    def data_folder(self) -> Path:
        """Where new stores and the copy of the sample are put."""
        chosen = self.text("data_folder")
        return Path(chosen) if chosen else paths.user_data()

    # look

    def mode(self) -> Mode:
        """System, light or dark."""
        try:
            return Mode(str(self._kept.value("look/mode", Mode.SYSTEM.value)))
        except ValueError:
            return Mode.SYSTEM

    def set_mode(self, mode: Mode) -> None:
        """Remember the mode."""
        self._kept.setValue("look/mode", mode.value)

    def text_scale(self) -> int:
        """Text size in per cent."""
        return self.number("look/text_scale", 100)

    def set_text_scale(self, per_cent: int) -> None:
        """Remember the text size."""
        self._kept.setValue("look/text_scale", per_cent)

    def spelling(self) -> bool:
        """Whether misspelt words are marked."""
        return self.word("spelling", "on") == "on"

    def set_spelling(self, on: bool) -> None:
        """Remember whether misspelt words are marked."""
        self.set_word("spelling", "on" if on else "off")

    # how it prints

    def print_choice(self, name: str) -> str:
        """One of destination, collate, sides, paper, quality, colour as it was at the last print; empty before it."""
        assert name in _PRINT, name
        return self.word(f"print_{name}")

    def set_print_choice(self, name: str, value: str) -> None:
        """Remember one of the choices of a print."""
        assert name in _PRINT, name
        self.set_word(f"print_{name}", value)

    # where

    def recent(self) -> list[Path]:
        """The stores opened last, newest first."""
        try:
            listed = json.loads(str(self._kept.value("recent", "[]")))
        except ValueError:
            return []
        return [Path(one) for one in listed if isinstance(one, str)]

    def add_recent(self, path: Path) -> None:
        """Put a store at the head of the recent ones."""
        absolute = path.absolute()
        others = [one for one in self.recent() if one != absolute]
        self._keep_recent([absolute, *others][:RECENT_AT_MOST])

    def remove_recent(self, path: Path) -> None:
        """Forget a store that is gone."""
        self._keep_recent([one for one in self.recent() if one != path])

    def _keep_recent(self, listed: list[Path]) -> None:
        self._kept.setValue("recent", json.dumps([str(one) for one in listed]))

    def state(self, name: str) -> QByteArray:
        """A remembered geometry or splitter state; empty where none."""
        value = self._kept.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, name: str, value: QByteArray) -> None:
        """Remember a geometry or splitter state."""
        self._kept.setValue(f"state/{name}", value)

    def word(self, name: str, default: str = "") -> str:
        """A remembered word, such as the section or the selected row."""
        return str(self._kept.value(f"word/{name}", default))

    def set_word(self, name: str, value: str) -> None:
        """Remember a word. One that is known already is not written again, which takes the window some 5 ms."""
        if self._kept.value(f"word/{name}") != value:
            self._kept.setValue(f"word/{name}", value)

    def share(self, name: str, default: float) -> float:
        """A remembered part of a width or height; neither side of it is ever so small that it could not be found."""
        try:
            return min(max(float(self.word(name)), 0.15), 0.85)
        except ValueError:
            return default

    def set_share(self, name: str, value: float) -> None:
        """Remember a part of a width or height."""
        self.set_word(name, f"{value:.3f}")

    def seen_step(self, site: str) -> int | None:
        """The last step of a store that the user has seen; None where it was never open here."""
        word = self.word(f"seen/{site}")
        return int(word) if word.isdecimal() else None

    def set_seen_step(self, site: str, step: int) -> None:
        """Remember how far the user has seen a store."""
        self.set_word(f"seen/{site}", str(step))

    def kept_step(self, site: str) -> int | None:
        """The step of a store up to which a backup was kept when a window closed; None where none was."""
        word = self.word(f"kept/{site}")
        return int(word) if word.isdecimal() else None

    def set_kept_step(self, site: str, step: int) -> None:
        """Remember that a backup was kept of a store as it was at this step."""
        self.set_word(f"kept/{site}", str(step))

    def exchange_folder(self, site: str) -> Path | None:
        """The folder through which a store is exchanged with other desks; None where none was chosen."""
        kept = self.word(f"exchange/{site}")
        return Path(kept) if kept else None

    def set_exchange_folder(self, site: str, folder: Path) -> None:
        """Remember the folder of a store; it is exchanged through that from now on."""
        self.set_word(f"exchange/{site}", str(folder))
        self.set_word(f"team/{site}", "")

    def exchanged_at(self, site: str) -> str:
        """When a store was exchanged last through its folder or server (UTC); empty where it never was."""
        return self.word(f"exchanged/{site}")

    def exchanged_with(self, site: str) -> str:
        """The folder or server with which a store was exchanged last, as people call it; empty where it never was."""
        return self.word(f"exchanged_with/{site}")

    def set_exchanged(self, site: str, at: str, name: str) -> None:
        """Remember that a store was exchanged, and with what."""
        self.set_word(f"exchanged/{site}", at)
        self.set_word(f"exchanged_with/{site}", name)

    def team_server(self, site: str) -> str:
        """The address of the server through which a store is exchanged; empty where it is a folder, or nothing."""
        return self.word(f"team/{site}")

    def set_team_server(self, site: str, address: str) -> None:
        """Remember a server, by an address without a password; empty for none. Another one has other roles."""
        if address != self.word(f"server/{site}"):
            self.set_team_role(site, "")
        self.set_word(f"team/{site}", address)
        self.set_word(f"server/{site}", address)

    def last_server(self, site: str) -> str:
        """The server of a store that was named last, also where a folder was chosen since."""
        return self.word(f"server/{site}")

    def team_role(self, site: str) -> str:
        """What the server let its login do when it was asked last: clearer, editor, reader; empty where unknown."""
        return self.word(f"role/{site}")

    def set_team_role(self, site: str, role: str) -> None:
        """Remember what a login may do."""
        self.set_word(f"role/{site}", role)

    def number(self, name: str, default: int) -> int:
        """A remembered number."""
        try:
            return int(str(self._kept.value(name, default)))
        except ValueError:
            return default

    def sync(self) -> None:
        """Write everything to disk now."""
        self._kept.sync()
