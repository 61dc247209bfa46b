"""What is seldom asked of an export: where it departs from what the brief says, and which other briefs go with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from briefing.model import Brief
from briefing.rules import dates
from briefing.rules.profiles import Level, Profile
from ui.context import Context
from ui.widgets.form_row import FormRow
from ui.widgets.labels import isolate, one_line, plain_tip, set_look, text_label
from ui.widgets.text_field import ChoiceField
from ui.words import word

_LINES = 5


class MoreChoices(QWidget):
    """`changed` tells of any other answer, `ceiling_changed` of one that may change what is left out."""

    changed = Signal()
    ceiling_changed = Signal()

    def __init__(self, context: Context, record: Brief, *, narrow: bool) -> None:
        """The usual answers for `record`: everything as the brief says. Where it is `narrow`, fields are stacked."""
        super().__init__()
        self.context = context
        self._record = record
        self._profiles = context.desk.profiles()
        self.profile = ChoiceField(self.tr("Profile"))
        self.ceiling = ChoiceField(self.tr("Nothing above"))
        self.paper = ChoiceField(self.tr("Paper"))
        self.internal = QCheckBox(self.tr("With internal blocks"))
        self.warning = text_label(
            self.tr("Internal blocks are meant for the desk alone. Check who will get these files."), "hint", wrap=True
        )
        set_look(self.warning, "tone", "amber")
        self.warning.hide()
        self.receipt = QCheckBox(self.tr("Keep the receipt beside the files"))
        self.receipt.setChecked(context.settings.word("export_receipt", "on") == "on")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Briefs to export"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill_briefs()
        self.list.setFixedHeight(context.theme.px(27) * min(_LINES, self.list.count()) + 4)
        self._fill_fields()
        self.profile.currentIndexChanged.connect(lambda _at: self._on_profile())
        self.ceiling.currentIndexChanged.connect(lambda _at: self._on_ceiling())
        self.paper.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.internal.toggled.connect(self._on_internal)
        self.receipt.toggled.connect(lambda _on: self.changed.emit())
        self.list.itemChanged.connect(lambda _item: self._on_ceiling())
        fields = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        fields.setSpacing(12)
        for label, field in (
            (self.tr("Profile"), self.profile),
            (self.tr("Nothing above"), self.ceiling),
            (self.tr("Paper"), self.paper),
        ):
            fields.addWidget(FormRow(context.icons, label, field), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(fields)
        column.addWidget(self.internal)
        column.addWidget(self.warning)
        column.addWidget(self.receipt)
        column.addWidget(text_label(self.tr("Briefs"), "section"))
        column.addWidget(self.list)

    def profile_name(self) -> str:
        """The profile of this export; empty: as each brief says."""
        return self.profile.value()

    def ceiling_name(self) -> str:
        """The ceiling of this export; empty: as each brief says. A profile that was chosen brings its own ceiling."""
        chosen = self._profiles.get(self.profile_name())
        highest = _usable(chosen)[-1:] if chosen is not None else []
        return self.ceiling.value() or "".join(level.name for level in highest)

    def briefs(self) -> list[Brief]:
        """The briefs that are ticked, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() == Qt.CheckState.Checked]

    def _fill_briefs(self) -> None:
        others = [one for one in self.context.desk.every(Brief) if one.id != self._record.id]
        forms = self.context.desk.templates()
        for one in (self._record, *others):
            form = forms.get(one.template)
            day = dates.describe(one.as_at_edtf) if one.as_at_edtf else ""
            parts = [isolate(one_line(one.title)), word(form.title) if form else one.template, day]
            item = QListWidgetItem(" · ".join(part for part in parts if part))
            item.setToolTip(plain_tip(one.title))
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one is self._record else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _fill_fields(self) -> None:
        own = self.tr("As the brief says")
        self.profile.set_options([("", own), *((name, word(one.title)) for name, one in self._profiles.items())])
        self.profile.set_value("")
        papers = (("a4", self.tr("A4")), ("us-letter", self.tr("Letter")))
        self.paper.set_options([("", own), *papers])
        self.paper.set_value("")
        self._fill_ceiling()

    def _fill_ceiling(self) -> None:
        name = self.profile_name()
        profile = self._profiles.get(name or self._record.profile or self.context.desk.setting("profile") or "plain")
        levels = _usable(profile) if profile is not None else []
        usual = self.tr("No ceiling") if name else self.tr("As the brief says")
        self.ceiling.set_options([("", usual), *((level.name, level.name) for level in levels)])
        self.ceiling.set_value("")
        self.ceiling.setEnabled(bool(levels))

    def _on_profile(self) -> None:
        self._fill_ceiling()
        self._on_ceiling()

    def _on_ceiling(self) -> None:
        self.changed.emit()
        self.ceiling_changed.emit()

    def _on_internal(self, on: bool) -> None:
        self.warning.setVisible(on)
        self.changed.emit()


def _usable(profile: Profile) -> list[Level]:
    return [level for level in profile.levels if level.enabled]
