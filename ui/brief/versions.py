"""The versions of a brief that were issued, the newest first: what each is, its files, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from briefing.model import Brief, BriefVersion
from briefing.rules import dates
from ui.brief.issue_words import file_words, version_title
from ui.brief.version_verbs import VersionVerbs
from ui.context import Context
from ui.forms.sections import Section
from ui.forms.words import moment_words
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import text_label

if TYPE_CHECKING:
    from briefing.export.receipt import Receipt


class VersionRow(QWidget):
    """One version with its buttons."""

    def __init__(
        self, context: Context, verbs: VersionVerbs, brief: Brief, version: BriefVersion, *, newest: bool = False
    ) -> None:
        """A row for `version` of `brief`; the newest one can be handed over."""
        super().__init__()
        self.version = version
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        desk = context.desk
        title = version_title(version)
        stamp = desk.last_touched([version.id]).get(version.id)
        when = self.tr("Issued %1 by %2") if stamp is not None else ""
        when = when.replace("%1", moment_words(stamp.at)).replace("%2", stamp.user) if stamp is not None else ""
        day = self.tr("as at %1").replace("%1", dates.describe(version.as_at_edtf))
        second = " · ".join(part for part in (when, day) if part)
        why = self.tr("Why: %1").replace("%1", version.reason) if version.reason else ""
        files = " · ".join(file_words(one) for one in desk.kept_files(version))
        self.setAccessibleName(", ".join(part for part in (title, second, why) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 8)
        column.setSpacing(2)
        column.addWidget(text_label(title, "strong", wrap=True))
        for text, role in ((second, "muted"), (why, "body"), (files, "muted")):
            if text:
                column.addWidget(text_label(text, role, wrap=True))
        beside = QWidget()
        flow = FlowLayout(beside, 4)
        self.buttons: dict[str, QPushButton] = {}
        for key, words, verb in (
            ("files", self.tr("Save files…"), lambda: verbs.save_files(version)),
            ("receipt", self.tr("Receipt"), lambda: verbs.receipt(version)),
            ("evidence", self.tr("Evidence pack…"), self.ask_evidence),
            ("compare", self.tr("Compare…"), lambda: verbs.compare(brief, version.number or 0)),
            ("hand_over", self.tr("Hand over…"), lambda: context.actions["hand_over"].trigger()),
        ):
            if key == "hand_over" and not newest:
                continue
            button = push_button(context.icons, words, quiet=True, on_click=verb)
            button.setProperty("small", True)
            button.setAccessibleName(f"{words.rstrip('…')}: {title}")
            self.buttons[key] = button
            flow.addWidget(button)
        column.addWidget(beside)
        self._verbs = verbs

    def ask_evidence(self) -> None:
        """Ask for the evidence pack of this version beside its button."""
        self._verbs.ask_evidence(self.version, self.buttons["evidence"])


class Versions(Section):
    """`show_brief` a brief; hidden where nothing was issued yet."""

    def __init__(self, context: Context) -> None:
        """No version yet."""
        super().__init__(context, "")
        self.setAccessibleName(self.tr("Versions"))
        self.set_title(self.tr("Versions"))
        self.verbs = VersionVerbs(context, self)

    def show_brief(self, brief: Brief) -> None:
        """Show the versions of a brief as they are now."""
        found = list(reversed(self.context.desk.versions(brief.id)))
        newest = found[0].id if found else ""
        self.fill(
            found,
            lambda one: f"{one.id} {one.id == newest}",
            lambda one: VersionRow(self.context, self.verbs, brief, one, newest=one.id == newest),
        )

    def rows(self) -> list[VersionRow]:
        """The rows shown, the newest first."""
        return [widget for widget in self.widgets() if isinstance(widget, VersionRow)]

    def show_receipt(self, receipt: Receipt) -> None:
        """Show the receipt of a version that was just issued."""
        self.verbs.show_receipt(receipt)

    def stop(self) -> None:
        """The store is about to be closed."""
        self.verbs.stop()
