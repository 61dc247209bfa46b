"""Preferences: who the user is, how the window looks, and what new briefs carry. Saved as they are typed."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.forms.fields import FlagField, set_readable
from ui.forms.store_words import StoreWords
from ui.languages import ENGLISH, own_name, released
from ui.theme import TEXT_SCALES, Mode
from ui.widgets.buttons import push_button
from ui.widgets.column import Column, scrolled
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.widgets.text_field import ChoiceField, LineField
from ui.words import word


class Preferences(QDialog):
    """The dialog; `open()` it. Every field saves itself, so Close is the only button."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Show what is remembered now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preferences"))
        self.context = context
        settings, icons = context.settings, context.icons
        inside = Column()
        inside.setObjectName("bare")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 16, 20, 4)
        self._column.setSpacing(10)
        self._heading(self.tr("You"))
        self.fields: dict[str, LineField] = {}
        for name, label, hint in (
            ("name", self.tr("My name"), self.tr("Every change is logged with this name.")),
            ("initials", self.tr("Initials"), ""),
            ("unit", self.tr("Desk or unit"), ""),
            ("contact", self.tr("Contact line"), self.tr("Printed at the foot of a brief.")),
        ):
            self._line(name, label, hint)
        self.fields["name"].setPlaceholderText(settings.suggested_name())
        self._heading(self.tr("Briefs"))
        self._line(
            "default_marking",
            self.tr("Default marking"),
            self.tr("Printed on each page of a brief where the store has none of its own."),
        )
        self.paper = ChoiceField(self.tr("Paper"), (("a4", "A4"), ("us-letter", self.tr("Letter"))))
        self.paper.set_value(settings.text("paper"))
        self.paper.committed.connect(lambda value: settings.set_text("paper", value))
        self._column.addWidget(FormRow(icons, self.tr("Paper"), self.paper))
        self._add_profile()
        self._heading(self.tr("Look"))
        self.mode = ChoiceField(
            self.tr("Theme"),
            (
                (Mode.SYSTEM.value, self.tr("Like the system")),
                (Mode.LIGHT.value, self.tr("Light")),
                (Mode.DARK.value, self.tr("Dark")),
            ),
        )
        self.mode.set_value(settings.mode().value)
        self.mode.committed.connect(self._set_mode)
        self.scale = ChoiceField(self.tr("Text size"), [(str(step), f"{step} %") for step in TEXT_SCALES])
        self.scale.set_value(str(settings.text_scale()))
        self.scale.committed.connect(self._set_scale)
        look = QHBoxLayout()
        look.setSpacing(12)
        look.addWidget(FormRow(icons, self.tr("Theme"), self.mode))
        look.addWidget(FormRow(icons, self.tr("Text size"), self.scale))
        self._column.addLayout(look)
        self._add_language()
        self._heading(self.tr("Spelling"))
        self._spelling()
        self._heading(self.tr("Files"))
        self._line("data_folder", self.tr("Data folder"), self.tr("Where new stores are put."))
        self.fields["data_folder"].setPlaceholderText(str(settings.data_folder()))
        choose = push_button(icons, self.tr("Choose a folder…"), "folder-open", on_click=self._choose_folder)
        self._column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        area = scrolled(inside, self.windowTitle())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 12)
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        width = context.theme.px(540)
        wanted = self._column.totalHeightForWidth(width) + foot.sizeHint().height()
        room = parent.screen().availableSize()
        self.resize(min(width, room.width()), min(wanted + 4, room.height() * 9 // 10))

    def _spelling(self) -> None:
        spelling, icons = self.context.spelling, self.context.icons
        self.spelling = FlagField(self.tr("Check spelling as you type"))
        self.spelling.setText(self.tr("Check spelling as you type"))
        self.spelling.set_value("1" if spelling.is_on() else "")
        self.spelling.committed.connect(lambda value: spelling.set_on(bool(value)))
        self.no_spelling = text_label("", "muted", wrap=True)
        self.no_spelling.hide()
        words = push_button(icons, self.tr("The store's own words…"), "book-open", on_click=self._show_words)
        row = QHBoxLayout()
        row.addWidget(self.spelling, 1)
        row.addWidget(words)
        self._column.addLayout(row)
        self._column.addWidget(self.no_spelling)
        spelling.when_ready(self._say_spelling)

    def _say_spelling(self) -> None:
        problem = self.context.spelling.problem()
        if shiboken6.isValid(self) and problem:
            self.no_spelling.setText(problem)
            self.no_spelling.show()
            self.spelling.setAccessibleDescription(problem)
            self.spelling.setEnabled(False)

    def _show_words(self) -> None:
        StoreWords(self.context, self).open()

    def _add_profile(self) -> None:
        desk = self.context.desk
        label = self.tr("Profile of this store")
        self.profile = ChoiceField(label, [(one.name, word(one.title)) for one in desk.profiles().values()])
        self.profile.set_value(desk.setting("profile") or "plain")
        set_readable(self.profile, not desk.read_only)
        self.profile.committed.connect(self._set_profile)
        hint = self.tr("How briefs are marked, named and dressed that name no profile of their own.")
        self._column.addWidget(FormRow(self.context.icons, label, self.profile, hint=hint))

    def _set_profile(self, value: str) -> None:
        context = self.context
        done = context.may_edit() and context.attempt(lambda: context.desk.set_setting("profile", value))
        if not done:
            self.profile.set_value(context.desk.setting("profile") or "plain")

    def _add_language(self) -> None:
        settings = self.context.settings
        self.language = ChoiceField(
            self.tr("Language"),
            (
                ("", self.tr("Like the system")),
                (ENGLISH, own_name(ENGLISH)),
                *((one, own_name(one)) for one in released() if one != ENGLISH),
            ),
        )
        self.language.set_value(settings.text("language"))
        self.language.committed.connect(self._set_language)
        hint = self.tr("Spoken from the next start on. Briefs and dates stay in English.")
        self._column.addWidget(FormRow(self.context.icons, self.tr("Language"), self.language, hint=hint))

    def _set_language(self, value: str) -> None:
        self.context.settings.set_text("language", value)
        self.context.toast(self.tr("The language changes when Briefing Desk is started again."))

    def _heading(self, text: str) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(text_label(text, "title"))

    def _line(self, name: str, label: str, hint: str) -> None:
        field = LineField(label)
        field.set_value(self.context.settings.text(name))
        field.committed.connect(lambda value: self._set_text(name, value))
        self.fields[name] = field
        self._column.addWidget(FormRow(self.context.icons, label, field, hint=hint))

    def _set_text(self, name: str, value: str) -> None:
        if name == "data_folder" and value and not Path(value).is_dir():
            self.fields[name].set_error(self.tr("There is no such folder."))
            return
        self.fields[name].set_error("")
        self.context.settings.set_text(name, value)
        if name == "name":
            self.context.desk.user = self.context.settings.user()

    def _set_mode(self, value: str) -> None:
        self.context.settings.set_mode(Mode(value))
        self.context.theme.set_mode(Mode(value))

    def _set_scale(self, value: str) -> None:
        self.context.settings.set_text_scale(int(value))
        self.context.theme.set_text_scale(int(value))

    def _choose_folder(self) -> None:
        folder = self.context.alerts.choose_folder(self.tr("Data folder"), self.context.settings.data_folder())
        if folder is not None:
            self.fields["data_folder"].set_value(str(folder))
            self._set_text("data_folder", str(folder))

    def done(self, result: int) -> None:
        for field in self.fields.values():
            field.flush()
        super().done(result)
