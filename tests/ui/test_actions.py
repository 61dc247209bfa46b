"""The registry of actions."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from ui.actions import Actions
from ui.icons import Icons
from ui.theme import Theme


@pytest.fixture
def registry(qtbot: QtBot, qapp: object) -> Actions:
    parent = QObject()
    made = Actions(Icons(Theme()), parent)
    made.keep = parent  # type: ignore[attr-defined]
    return made


def test_two_actions_may_not_share_a_key(registry: Actions) -> None:
    registry.add("open", "file", "Open", lambda: None)
    with pytest.raises(ValueError, match="two actions called open"):
        registry.add("open", "file", "Open again", lambda: None)


def test_two_actions_may_not_share_a_shortcut(registry: Actions) -> None:
    registry.add("open", "file", "Open", lambda: None, shortcut="Ctrl+O")
    with pytest.raises(ValueError, match=r"other and open share Ctrl\+O"):
        registry.add("other", "file", "Other", lambda: None, shortcut=QKeySequence.StandardKey.Open)


def test_an_action_tells_its_shortcut_in_its_tip_and_does_its_work(registry: Actions, tmp_path: Path) -> None:
    done: list[str] = []
    action = registry.add("find", "edit", "&Find…", lambda: done.append("found"), shortcut="Ctrl+F", icon="search")
    action.trigger()
    assert done == ["found"]
    assert action.icon().isNull()
    registry.dress()
    assert not action.icon().isNull()
    assert action.toolTip() == "Find (Ctrl+F)"
    assert registry.of_menu("edit") == [registry["find"]]
    assert [r.key for r in registry.all()] == ["find"]


def test_a_checkable_action_works_when_it_is_toggled(registry: Actions) -> None:
    done: list[int] = []
    action = registry.add("dark", "view", "Dark", lambda: done.append(1), checkable=True)
    action.toggle()
    assert done == [1]
