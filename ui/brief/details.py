"""What a brief is: title, reader, days, form, house, marking, paper, and the issues it is about.

Responsible for: these fields and the checklist. Refuses to: hold the officer's text; that is in the blocks.
"""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.model import Brief, Issue
from briefing.rules.templates import ASKS
from ui.brief.checklist import Checklist
from ui.brief.field_column import FieldColumn
from ui.brief.house import house, off_words, offer_levels, paper_options, profile_options, template_options
from ui.context import Context
from ui.tones import shown
from ui.widgets.buttons import push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.labels import text_label
from ui.words import counted


class BriefDetails(QWidget):
    """The fields of the brief shown.

    `delete_wanted` when the user asks for the bin, `withheld_wanted` for the list of the records that are left out,
    `definitions_wanted` for the forms and profiles, with the name of one to begin with.
    """

    delete_wanted = Signal()
    withheld_wanted = Signal()
    definitions_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the rows."""
        super().__init__(parent)
        self.context = context
        self._record: Brief | None = None
        self.form, self.house = (
            FieldColumn(context, Brief.KIND, after_put_back=lambda _record: self._reload()) for _ in range(2)
        )
        self._fill()
        self._line_up()
        context.theme.changed.connect(self._line_up)
        self.template_editor = self.form.editors["template"]
        self.issues_words = text_label(role="hint", wrap=True)
        self.issues = Checklist(self.tr("Issues in this brief"))
        self.issues.changed.connect(self._on_issues)
        self._delete = push_button(
            context.icons, self.tr("Delete brief"), "trash-2", danger=True, on_click=self.delete_wanted.emit
        )
        inside = Column()
        inside.setObjectName("bare")
        body = QVBoxLayout(inside)
        body.setContentsMargins(16, 14, 16, 16)
        body.setSpacing(8)
        body.addWidget(text_label(self.tr("Details"), "title"))
        body.addSpacing(4)
        body.addWidget(self.form)
        body.addSpacing(6)
        label = text_label(self.tr("Issues in this brief"), "section")
        label.setBuddy(self.issues)
        body.addWidget(label)
        body.addWidget(self.issues)
        body.addWidget(self.issues_words)
        body.addWidget(self.house)
        body.addSpacing(10)
        body.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        area = scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _fill(self) -> None:
        form, house_ = self.form, self.house
        form.add("title")
        form.add("audience", self.tr("Who reads it"))
        form.add("reference", self.tr("Our file reference"))
        form.add("as_at_edtf", self.tr("The day of the store"))
        form.add("needed_by_edtf", self.tr("When it must be there"))
        self.template = form.add_choice("template", self.tr("Form"))
        form.add("event", self.tr("The meeting it is for"))
        form.add("speaker", self.tr("Whose words it collects"))
        form.add("since", self.tr("The brief before this one"))
        house_.add_heading(self.tr("House and marking"))
        self.profile = house_.add_choice("profile")
        self.ceiling = house_.add_choice("ceiling", hint=self.tr("Records above it are left out."))
        self.marking = house_.add_choice("marking", self.tr("Own words"), self.tr("How what you write is marked."))
        self.levels_words = house_.add_words()
        self.withheld_words = house_.add_words()
        self.held = push_button(
            self.context.icons, self.tr("Show what is left out"), "eye", quiet=True, on_click=self.withheld_wanted.emit
        )
        house_.add_widget(self.held)
        self.definitions = push_button(
            self.context.icons,
            self.tr("Forms and profiles…"),
            quiet=True,
            on_click=lambda: self.definitions_wanted.emit(self._record.profile if self._record is not None else ""),
        )
        house_.add_widget(self.definitions)
        self.definitions.show()
        house_.add_heading(self.tr("Paper and numbering"))
        self.paper = house_.add_choice("paper")
        house_.add("series", self.tr("What its updates are called together"))
        house_.add("series_no", self.tr("Given when it is issued"))
        house_.add("internal")

    def _line_up(self) -> None:
        """Make the labels above and below the issues equally wide."""
        columns = (self.form, self.house)
        widest = max(column.set_least(0) for column in columns)
        for column in columns:
            column.set_least(widest)

    def show_record(self, record: Brief) -> None:
        """Show a brief, or the same one as it is now."""
        self._record = record
        desk = self.context.desk
        editable = not desk.read_only and not record.deleted
        self._offer(record)
        self.form.show_record(record)
        self.house.show_record(record)
        self._show_asked(record)
        self._delete.setEnabled(editable)
        ticked = desk.brief_issues(record)
        open_ones = desk.open_issues()
        known = {issue.id for issue in open_ones}
        closed: list[tuple[str, str]] = []
        for one in ticked:
            if one in known:
                continue
            try:
                issue = desk.get(Issue, one)
            except BriefingError:
                continue
            state = self.tr("in the bin") if issue.deleted else shown(issue.status)
            closed.append((one, f"{issue.title} ({state})"))
        offered = [(issue.id, issue.title) for issue in open_ones]
        self.issues.set_records(offered + closed, ticked, editable=editable)
        self._say(len(ticked), len(open_ones))

    def show_withheld(self, words: str) -> None:
        """Say what the ceiling leaves out; nothing where nothing is."""
        self.withheld_words.setText(words)
        self.withheld_words.setVisible(bool(words))
        self.held.setVisible(bool(words))

    def _offer(self, record: Brief) -> None:
        """Fill the choices: they follow the desk's own definitions and the profile chosen."""
        desk = self.context.desk
        profile = house(desk, record.profile)
        levels = profile.levels if profile is not None else ()
        usable = [level.name for level in levels if level.enabled]
        self.template.set_options(template_options(desk))
        self.profile.set_options(profile_options(desk))
        self.paper.set_options(paper_options(profile, self.context.settings))
        highest = self.tr("Highest allowed (%1)").replace("%1", usable[-1] if usable else "")
        offer_levels(self.ceiling, levels, highest if usable else "")
        lowest = self.tr("Not marked: counts as %1").replace("%1", levels[0].name if levels else "")
        offer_levels(self.marking, levels, lowest if levels else "")
        words = off_words(levels)
        self.levels_words.setText(words)
        self.levels_words.setVisible(bool(words))

    def _show_asked(self, record: Brief) -> None:
        """Show the rows that matter to this form and this profile, and those in which something stands."""
        desk = self.context.desk
        form = desk.templates().get(record.template)
        profile = house(desk, record.profile)
        levels = profile.levels if profile is not None else ()
        for name in ASKS:
            self.form.row(name).setVisible(bool(getattr(record, name)) or (form is not None and name in form.asks))
        numbered = form is not None and "since" in form.asks
        for name in ("series", "series_no"):
            self.house.row(name).setVisible(numbered or bool(record.series or record.series_no))
        for name in ("ceiling", "marking"):
            stored = getattr(record, name)
            self.house.row(name).setVisible(bool(levels or stored))
            strange = bool(stored) and profile is not None and profile.level(stored) is None
            words = self.tr("%1 is no level of this profile. Choose another.").replace("%1", stored)
            self.house.row(name).set_error(words if strange else "")

    def flush(self) -> None:
        """Save what is half typed, now."""
        self.form.flush()
        self.house.flush()

    def focus_title(self) -> None:
        """Put the focus into the title and mark it, for a brief that was just made."""
        self.form.focus_field("title", select=True)

    def _reload(self) -> None:
        if self._record is not None:
            self.show_record(self.context.desk.get(Brief, self._record.id))

    def _say(self, ticked: int, offered: int) -> None:
        if ticked:
            words = self.tr("%1 chosen. Untick all to take every open issue.").replace("%1", str(ticked))
        elif offered:
            one = "None is ticked, so the %1 open issue is in."
            words = counted(offered, one, "None is ticked, so all %1 open issues are in.")
        else:
            words = self.tr("There is no open issue.")
        self.issues_words.setText(words)

    def _on_issues(self, ids: tuple[str, ...]) -> None:
        record = self._record
        if record is None:
            return
        desk = self.context.desk
        done = self.context.may_edit() and self.context.attempt(
            lambda: desk.edit(Brief.KIND, record.id, {"issues": json.dumps(list(ids))}, origin="brief")
        )
        if not done:  # the ticks go back to what is stored
            self._reload()
