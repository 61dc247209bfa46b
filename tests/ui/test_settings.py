"""What the program remembers."""

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing.reading.definitions import HOUSES
from ui.context import Context
from ui.forms.preferences import Preferences
from ui.settings import RECENT_AT_MOST, Settings
from ui.theme import Mode


def test_values_survive_a_restart(tmp_path: Path) -> None:
    first = Settings(tmp_path / "s.ini")
    first.set_text("name", "  Anna Berg ")
    first.set_mode(Mode.DARK)
    first.set_text_scale(125)
    first.set_state("geometry", QByteArray(b"\x01\x02"))
    first.set_word("section", "quotes")
    first.sync()
    second = Settings(tmp_path / "s.ini")
    assert second.user() == second.text("name") == "Anna Berg"
    assert second.has_name()
    assert second.mode() is Mode.DARK
    assert second.text_scale() == 125
    assert second.state("geometry") == QByteArray(b"\x01\x02")
    assert second.word("section") == "quotes"


def test_a_word_that_is_known_already_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "s.ini"
    settings = Settings(file)
    settings.set_word("section", "quotes")
    settings.sync()
    file.write_text("[word]\nsection=theirs\n", encoding="utf-8")
    settings.set_word("section", "quotes")
    settings.sync()
    assert "theirs" in file.read_text(encoding="utf-8")
    settings.set_word("section", "events")
    settings.sync()
    assert Settings(file).word("section") == "events"


def test_nonsense_in_the_file_falls_back_to_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "s.ini"
    file.write_text("recent={{{\n[look]\nmode=purple\ntext_scale=big\n", encoding="utf-8")
    settings = Settings(file)
    assert settings.mode() is Mode.SYSTEM
    assert settings.text_scale() == 100
    assert settings.recent() == []
    assert settings.state("geometry").isEmpty()


def test_recent_stores_are_newest_first_without_doubles_and_limited(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    paths = [tmp_path / f"{n}.db" for n in range(RECENT_AT_MOST + 3)]
    for path in [*paths, paths[5]]:
        settings.add_recent(path)
    assert settings.recent()[0] == paths[5]
    assert len(settings.recent()) == RECENT_AT_MOST
    assert len(set(settings.recent())) == RECENT_AT_MOST
    settings.remove_recent(paths[5])
    assert paths[5] not in settings.recent()


def test_without_a_name_the_systems_user_name_is_only_a_suggestion(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    assert not settings.has_name()
    assert settings.user() == settings.suggested_name()


def test_the_data_folder_is_the_users_until_another_is_chosen(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    before = settings.data_folder()
    settings.set_text("data_folder", str(tmp_path))
    assert before != settings.data_folder() == tmp_path


def test_the_profile_of_the_store_is_chosen_and_can_be_taken_back(context: Context, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = Preferences(context, parent)
    assert shown.profile.value() == "plain"
    shown.profile.setCurrentIndex(HOUSES.index("eu"))
    shown.profile.activated.emit(HOUSES.index("eu"))
    shown.done(0)
    assert context.desk.profile("").name == "eu"
    context.desk.undo()
    assert context.desk.profile("").name == "plain"
