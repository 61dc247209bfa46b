"""The receipt of a pouch: what was found in it when it was opened once more, to copy and to keep."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing.rules import dates
from ui.context import Context
from ui.exchange.pouch_work import Handed, Inside
from ui.widgets.buttons import push_button
from ui.widgets.card import Card
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import isolate, text_label
from ui.words import counted

_DIGITS = 12
_GROUP = 8


class PouchReceipt(QWidget):
    """Facts of the file on top, then its briefs with their passages and files."""

    def __init__(self, context: Context, handed: Handed) -> None:
        """Show what was made."""
        super().__init__()
        self._context = context
        self.handed = handed
        made = handed.made
        self.copied = text_label(role="hint")
        inside = Column()
        inside.setObjectName("bare")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(8)
        for one in handed.inside:
            cards.addWidget(self._brief(one))
        cards.addStretch(1)
        self.copy_button = push_button(context.icons, self.tr("Copy the receipt"), "copy", on_click=self.copy)
        self.folder_button = push_button(
            context.icons,
            self.tr("Show folder"),
            "folder-open",
            on_click=lambda: context.alerts.show_folder(made.path.parent),
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.copied, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(
            text_label(self.tr("Handed over: %1").replace("%1", isolate(made.path.name)), "title", wrap=True)
        )
        for line in self.facts():
            column.addWidget(text_label(line, "muted", wrap=True, selectable=True))
        column.addSpacing(4)
        area = scrolled(inside, self.tr("What is inside"))
        column.addWidget(area, 1)
        column.addLayout(buttons)

    def facts(self) -> list[str]:
        """Size and hash, readers, ceiling, protection, and what was kept out."""
        made = self.handed.made
        cover = made.cover
        size = QLocale().formattedDataSize(made.bytes)
        groups = (
            made.sha256[at : at + _GROUP] for at in range(0, len(made.sha256), _GROUP)
        )  # wraps, and can be compared
        lines = [self.tr("%1 · SHA-256 %2").replace("%1", size).replace("%2", " ".join(groups))]
        if cover.readers:
            lines.append(self.tr("For %1").replace("%1", ", ".join(isolate(one) for one in cover.readers)))
        if cover.ceiling:
            lines.append(self.tr("Nothing above %1").replace("%1", cover.ceiling))
        if made.withheld:
            lines.append(
                counted(len(made.withheld), "%1 record was kept out of it.", "%1 records were kept out of it.")
            )
        if not made.sealed:
            lines.append(self.tr("Not protected: whoever has the file can read it. Opened once more and checked."))
        elif any(one.passages is None for one in self.handed.inside):
            words = self.tr(
                "Sealed to the keys of the recipients: it cannot be opened here, so this is what was put in."
            )
            lines.append(words)
        else:
            lines.append(self.tr("Sealed by a passphrase. Opened once more and checked."))
        return lines

    def text(self) -> str:
        """The receipt in plain words."""
        parts = [self.handed.made.path.name, f"SHA-256 {self.handed.made.sha256}", *self.facts()[1:]]
        for one in self.handed.inside:
            parts += ["", one.title, self._told(one), *(f"{name}  {sha256}" for name, _size, sha256 in one.files)]
        return "\n".join(parts).replace("\u2068", "").replace("\u2069", "") + "\n"

    def copy(self) -> None:
        """Put the receipt on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.copied.setText(self.tr("The receipt is on the clipboard."))

    def _brief(self, one: Inside) -> Card:
        card = Card()
        card.setAccessibleName(one.title)
        card.body.addWidget(text_label(isolate(one.title), "strong", wrap=True))
        card.body.addWidget(text_label(self._told(one), "muted", wrap=True))
        for name, size, sha256 in one.files:
            words = f"{isolate(name)} · {QLocale().formattedDataSize(size)} · {sha256[:_DIGITS]}…"
            card.body.addWidget(text_label(words, "hint", wrap=True, selectable=True))
        return card

    def _told(self, one: Inside) -> str:
        day = dates.describe(one.as_at, short=True) if one.as_at else ""
        passages = (
            "" if one.passages is None else counted(one.passages, "%1 passage of a quote", "%1 passages of quotes")
        )
        files = counted(len(one.files), "%1 file", "%1 files")
        version = self.tr("version %1").replace("%1", str(one.version))
        return " · ".join(part for part in (version, day, one.marking, passages, files) if part)
