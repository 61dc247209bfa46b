"""A walk through every page as somebody who does not see the window, or has no mouse: keys and rows.

That every control has a name of its own is looked at in every look, with the pictures (`test_stored_pictures.py`).
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.shell import PLACES
from ui.window import MainWindow

from .walking import LOOKS, controls, spoken, visit


@pytest.mark.parametrize("dressed", LOOKS[:2], indirect=True)
def test_tab_reaches_every_control_of_every_page(dressed: MainWindow, qtbot: QtBot) -> None:
    faults = []
    for place in PLACES:
        visit(dressed, place.key, qtbot)
        wanted = {id(widget): widget for widget in controls(dressed)}
        reached: set[int] = set()
        last: QWidget = dressed
        for _ in range(3 * len(wanted)):
            QTest.keyClick(QApplication.focusWidget() or dressed, Qt.Key.Key_Tab)
            now = QApplication.focusWidget()
            assert now is not None, f"{place.key}: the focus was lost after {spoken(last)}"
            last = now
            if id(now) in reached:
                break
            reached.add(id(now))
        faults += [
            f"{place.key}: {spoken(w)} ({type(w).__name__})"
            for key, w in wanted.items()
            if key not in reached and not _in_group(w, reached)
        ]
    assert faults == []


def _in_group(widget: QWidget, reached: set[int]) -> bool:
    """One of a group of choices is reached by Tab, the others by the arrow keys."""
    group = getattr(widget, "autoExclusive", None)
    if group is None or not group():
        return False
    parent = widget.parentWidget()
    return parent is not None and any(id(one) in reached for one in parent.findChildren(QWidget))


@pytest.mark.parametrize("dressed", LOOKS[:1], indirect=True)
def test_rows_speak_title_state_and_date(dressed: MainWindow, qtbot: QtBot) -> None:
    for place in PLACES:
        page = visit(dressed, place.key, qtbot)
        for view in page.findChildren(QAbstractItemView):
            model = view.model()
            if not view.isVisible() or model is None or not hasattr(model, "ids"):
                continue
            for number, record_id in enumerate(model.ids()):
                said = str(model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole))
                row = dressed.desk.rows(dressed.desk.kind_of(record_id), [record_id])[0]
                assert row.title.strip("“”") in said
                assert not row.date or row.date in said
                assert len(said.split(", ")) >= 2, f"{place.key}: “{said}” is a title alone"
