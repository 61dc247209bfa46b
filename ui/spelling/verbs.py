"""The verbs of spelling as actions of a window: the next mistake, and the switch.

Responsible for: going through the fields of a page in the order of Tab, beginning where the focus is.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

from ui.context import Context
from ui.speller import Mark
from ui.spelling.help import BaseHelp, Writable, help_of
from ui.words import tr as _tr

_AROUND = 60


def next_mistake(context: Context, page: QWidget) -> None:
    """Select the next misspelt word of the page and open its menu; say so where there is none."""
    context.spelling.when_ready(lambda: _go_on(context, page))


def _go_on(context: Context, page: QWidget) -> None:
    if context.spelling.problem():
        context.toast(context.spelling.problem())
        return
    found = _next(page)
    if found is None:
        context.toast(_tr("Nothing is misspelt here."))
        return
    _show(*found)


def _next(page: QWidget) -> tuple[BaseHelp, Mark] | None:
    """The next mistake after the caret, in the fields that follow, and last before the caret."""
    here = help_of(QApplication.focusWidget())
    if here is not None and page.isAncestorOf(here.field):
        after = here.field.chosen()[1]
        for mark in here.marks():
            if mark.start >= after:
                return here, mark
    for other in _fields(page, here):
        for mark in other.marks():
            return other, mark
    return None


def _fields(page: QWidget, here: BaseHelp | None) -> Iterator[BaseHelp]:
    """The fields of a page with spelling in the order of Tab, from the one after `here` round to `here` itself."""
    start: QWidget = here.field if here is not None and page.isAncestorOf(here.field) else page
    widget = start.nextInFocusChain()
    while widget is not None and widget is not start:
        found = help_of(widget)
        if found is not None and page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            yield found
        widget = widget.nextInFocusChain()
    if here is not None and start is here.field:
        yield here


def _show(found: BaseHelp, mark: Mark) -> None:
    field = found.field
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.select_span(mark.start, mark.end)
    _bring_into_view(field)
    words = _tr("Not in the dictionary: %1").replace("%1", mark.word)
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(field, words))
    menu = QMenu(field)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    found.offer(menu, mark)
    if menu.actions()[-1].isSeparator():
        menu.removeAction(menu.actions()[-1])
    menu.popup(field.mapToGlobal(field.caret().bottomLeft()))
    if menu.actions()[0].isEnabled():
        menu.setActiveAction(menu.actions()[0])


def _bring_into_view(field: Writable) -> None:
    area = field.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea) and (inside := area.widget()) is not None:
            spot = field.mapTo(inside, field.caret().center())
            area.ensureVisible(spot.x(), spot.y(), _AROUND, _AROUND)
        area = area.parentWidget()
