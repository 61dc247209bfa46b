"""The widgets: they show hostile text literally, turn with the reading direction, and have names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QAccessible, QCursor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.theme import Mode, Theme
from ui.widgets.banner import Banner
from ui.widgets.card import QuoteCard
from ui.widgets.chips import ChipRow
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.form_row import FormColumn, FormColumns, FormRow
from ui.widgets.header import PageHeader
from ui.widgets.labels import ElidedLabel, plain_tip, text_label
from ui.widgets.nav import NavButton
from ui.widgets.pill import Pill
from ui.widgets.progress import ProgressStrip
from ui.widgets.rows import ROW_ROLE, RowDelegate, RowShape, RowText
from ui.widgets.text_field import LineField
from ui.widgets.toast import Toasts

HOSTILE = '<img src="x"><b>bold</b> & "quotes"\u202e end'


@pytest.fixture
def icons(qapp: QApplication) -> Iterator[Icons]:
    theme = Theme(mode=Mode.LIGHT)
    theme.apply(qapp)
    yield Icons(theme)
    theme.set_text_scale(100)
    theme.deleteLater()


@pytest.fixture
def page(icons: Icons, qtbot: QtBot) -> QWidget:
    """A shown window with another field to move the focus to."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    other = QLineEdit()
    other.setObjectName("other")
    column.addWidget(other)
    page.resize(600, 400)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def put(page: QWidget, widget: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.show()
    QApplication.processEvents()


def leave(page: QWidget) -> None:
    other = page.findChild(QLineEdit, "other")
    assert other is not None
    other.setFocus()


# rows


class Rows(QAbstractListModel):
    """Rows for the delegate."""

    def __init__(self, *rows: RowText) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        row = self._rows[index.row()]
        return {ROW_ROLE: row, int(Qt.ItemDataRole.AccessibleTextRole): row.spoken()}.get(role)


def picture_of(qtbot: QtBot, icons: Icons, row: RowText, direction: Qt.LayoutDirection) -> QImage:
    view = QListView()
    qtbot.addWidget(view)
    model = Rows(row)
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(RowDelegate(icons.theme, view))
    view.setLayoutDirection(direction)
    view.resize(400, 120)
    view.show()
    view.setCurrentIndex(model.index(0, 0))
    return view.viewport().grab().toImage()


def test_a_row_is_mirrored_with_the_reading_direction(icons: Icons, qtbot: QtBot) -> None:
    row = RowText("Title", "Second line", (("Open", "red"),), "21 Nov")
    accent, red = icons.theme.tokens.accent, icons.theme.tokens.red.bg
    ltr = picture_of(qtbot, icons, row, Qt.LayoutDirection.LeftToRight)
    rtl = picture_of(qtbot, icons, row, Qt.LayoutDirection.RightToLeft)
    for image, at_left in ((ltr, True), (rtl, False)):
        bar = 1 if at_left else image.width() - 2
        assert image.pixelColor(bar, 20).name() == accent
        half = range(image.width() // 2) if at_left else range(image.width() // 2, image.width())
        reds = [x for x in range(image.width()) if any(image.pixelColor(x, y).name() == red for y in range(78))]
        assert reds and set(reds) <= set(half)


def test_row_height_follows_the_text_size(icons: Icons, qtbot: QtBot) -> None:
    for shape in RowShape:
        delegate = RowDelegate(icons.theme, shape=shape)
        before = delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        icons.theme.set_text_scale(150)
        assert delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height() > before * 1.35
        icons.theme.set_text_scale(100)


def test_hostile_rows_are_painted_at_any_width(icons: Icons, qtbot: QtBot) -> None:
    many = tuple((f"pill {n} {HOSTILE}", "grey") for n in range(9))
    model = Rows(RowText(HOSTILE * 5000, "\n" * 99, many, HOSTILE, quote=True, icon="flag"))  # type: ignore[arg-type]
    for shape in RowShape:
        delegate = RowDelegate(icons.theme, shape=shape, icons=icons)
        for width in (1, 40, 200, 900):
            image = QImage(max(width, 1), 90, QImage.Format.Format_ARGB32)
            painter = QPainter(image)
            option = QStyleOptionViewItem()
            option.rect = QRect(0, 0, width, 90)
            delegate.paint(painter, option, model.index(0, 0))
            painter.end()


def test_a_row_speaks_as_one_sentence() -> None:
    row = RowText("Water\nsupply", "Second", (("Open", "red"), ("High", "red")), "21 Nov")
    assert row.spoken() == "Water supply, Second, Open, High, 21 Nov"


# plain text


def test_no_label_renders_markup(icons: Icons, qtbot: QtBot, page: QWidget) -> None:
    widgets = [
        text_label(HOSTILE),
        ElidedLabel(HOSTILE),
        Pill(HOSTILE),
        QuoteCard(HOSTILE, HOSTILE, HOSTILE),
        Banner(icons, HOSTILE),
        EmptyState(icons, "users", HOSTILE, HOSTILE),
        PageHeader(icons, HOSTILE, HOSTILE),
        FormRow(icons, HOSTILE, LineField()),
    ]
    for widget in widgets:
        put(page, widget)
        labels = [widget] if isinstance(widget, QLabel) else widget.findChildren(QLabel)
        for label in labels:
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()


def test_a_tool_tip_shows_markup_literally() -> None:
    assert plain_tip("a & b") == "a & b"
    assert plain_tip("<b>x</b>") == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"


# quotes


def test_only_verbatim_words_wear_quotation_marks(icons: Icons, qtbot: QtBot) -> None:
    card = QuoteCard("the end", "Minister", "verbatim ✓")
    qtbot.addWidget(card)
    assert card.accessibleName() == "\u2068\u201cthe end\u201d\u2069, Minister, verbatim ✓"
    card.set_quote("roughly that", "Minister", "paraphrase", "amber", verbatim=False)
    assert "\u201c" not in card.accessibleName()


def test_a_quote_card_is_opened_by_mouse_and_keyboard(icons: Icons, page: QWidget, qtbot: QtBot) -> None:
    card = QuoteCard("the end", "Minister", "verbatim ✓")
    put(page, card)
    with qtbot.waitSignal(card.activated, timeout=200):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(card.activated, timeout=200):
            qtbot.keyClick(card, key)


def test_a_long_quote_makes_its_card_taller(icons: Icons, page: QWidget) -> None:
    short, long = QuoteCard("short", "x", "ok"), QuoteCard("long words " * 60, "x", "ok")
    assert long.heightForWidth(400) > 3 * short.heightForWidth(400)


# the rest


def test_chips_tell_which_are_on(icons: Icons, qtbot: QtBot) -> None:
    row = ChipRow(icons, "Status")
    qtbot.addWidget(row)
    row.add_chip("open", "Open", on=True)
    held = row.add_chip("held", "On hold")
    with qtbot.waitSignal(row.changed) as caught:
        held.click()
    assert caught.args == [("open", "held")]
    with qtbot.assertNotEmitted(row.changed):
        row.set_keys(["held", "unknown"])
    assert row.keys() == ("held",)


def test_an_exclusive_row_keeps_exactly_one_chip_on(icons: Icons, qtbot: QtBot) -> None:
    row = ChipRow(icons, "Sort", exclusive=True)
    qtbot.addWidget(row)
    first, second = row.add_chip("new", "Newest"), row.add_chip("old", "Oldest")
    assert row.keys() == ("new",)
    second.click()
    assert row.keys() == ("old",)
    second.click()
    assert row.keys() == ("old",) and not first.isChecked()


def test_flow_wraps_from_the_start_edge(qtbot: QtBot, icons: Icons) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, gap=4)
    labels = [QLabel("x") for _ in range(4)]
    for label in labels:
        label.setFixedSize(40, 10)
        flow.addWidget(label)
    assert flow.heightForWidth(200) == 10 and flow.heightForWidth(90) == 24
    box.resize(90, 60)
    box.show()
    assert [label.x() for label in labels] == [0, 44, 0, 44]
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(QRect(0, 0, 90, 60))
    assert [label.x() for label in labels] == [50, 6, 50, 6]


def test_a_toast_offers_its_action_once_and_gives_the_focus_back(icons: Icons, page: QWidget, qtbot: QtBot) -> None:
    toasts = Toasts(icons, page)
    done: list[str] = []
    toasts.show_toast("Deleted issue.", "Undo", lambda: done.append("undone"))
    leave(page)
    toasts.focus_latest()
    focused = page.focusWidget()
    assert isinstance(focused, QAbstractButton) and focused.text() == "Undo"
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert done == ["undone"] and toasts.toasts() == () and not toasts.isVisible()
    assert page.focusWidget().objectName() == "other"


def test_a_toast_may_offer_a_second_way(icons: Icons, page: QWidget) -> None:
    toasts = Toasts(icons, page)
    done: list[str] = []
    first, second = ((name, lambda name=name: done.append(name)) for name in ("Receipt", "Show"))
    toast = toasts.show_toast("Exported 3 files.", *first, second)
    assert toast.more is not None
    toast.more.click()
    assert done == ["Show"]
    assert toasts.toasts() == ()


def test_a_toast_goes_by_itself_and_escape_closes_it(icons: Icons, page: QWidget, qtbot: QtBot) -> None:
    toasts = Toasts(icons, page)
    # A toast under the pointer waits; an earlier test may have left the pointer there.
    QCursor.setPos(page.mapToGlobal(QPoint(-50, -50)))
    toast = toasts.show_toast("Imported 3 files.", shown_ms=30)
    with qtbot.waitSignal(toast.closed, timeout=2000):
        pass
    toast = toasts.show_toast("Imported 3 files.")
    qtbot.keyClick(toast.close_button, Qt.Key.Key_Escape)
    assert toasts.toasts() == ()


def test_at_most_three_toasts_stand_at_a_time(icons: Icons, page: QWidget) -> None:
    toasts = Toasts(icons, page)
    for n in range(5):
        toasts.show_toast(f"Event {n}")
    assert [toast.text for toast in toasts.toasts()] == ["Event 2", "Event 3", "Event 4"]
    assert page.rect().contains(toasts.geometry())


def test_progress_appears_only_when_work_takes_long(icons: Icons, page: QWidget, qtbot: QtBot) -> None:
    strip = ProgressStrip(icons)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(strip)
    strip.start("Importing", 12)
    assert not strip.is_out()
    strip.finish()
    strip.start("Importing", 12)
    qtbot.waitUntil(strip.is_out, timeout=3000)
    cancel = strip.findChild(QAbstractButton)
    assert cancel is not None
    qtbot.waitUntil(cancel.isVisible, timeout=3000)
    with qtbot.waitSignal(strip.cancel_requested, timeout=200):
        cancel.click()
    assert not cancel.isEnabled()
    strip.finish()
    assert not strip.is_out()


def test_a_banner_closes_and_says_so(icons: Icons, page: QWidget, qtbot: QtBot) -> None:
    banner = Banner(icons, "Sample data", "amber")
    put(page, banner)
    opened: list[int] = []
    banner.add_action("Open mine…", lambda: opened.append(1)).click()
    with qtbot.waitSignal(banner.closed, timeout=200):
        banner.findChildren(QAbstractButton)[0].click()
    assert opened == [1] and not banner.isVisible()


def test_a_banner_of_many_lines_shows_them_all(icons: Icons, page: QWidget) -> None:
    page.resize(420, 600)
    banner = Banner(icons, "\n".join("A notice that is longer than one line of so narrow a strip." for _ in range(8)))
    put(page, banner)
    words = next(label for label in banner.findChildren(QLabel) if label.text())
    assert words.height() >= words.heightForWidth(words.width()) > 8 * words.fontMetrics().height()


def test_the_history_button_is_reached_from_its_field(icons: Icons, page: QWidget, qtbot: QtBot) -> None:
    field = LineField()
    row = FormRow(icons, "Owner", field, history=True)
    put(page, row)
    button = row.findChild(QAbstractButton)
    assert button is not None and not button.isVisible()
    field.setFocus()
    assert button.isVisible()
    button.setFocus()
    assert button.isVisible()
    with qtbot.waitSignal(row.history_requested, timeout=200):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    leave(page)
    assert not button.isVisible()


def test_labels_beside_fields_line_up(icons: Icons, page: QWidget) -> None:
    column = FormColumn()
    put(page, column)
    short = column.add_row(FormRow(icons, "By", LineField(), beside=True))
    long = column.add_row(FormRow(icons, "Considerably longer", LineField(), beside=True))
    QApplication.processEvents()
    assert short.field.x() == long.field.x()


def test_form_columns_stand_one_under_the_other_when_narrow(icons: Icons, qtbot: QtBot) -> None:
    columns = FormColumns(icons)
    qtbot.addWidget(columns)
    for column, name in zip(columns.columns, ("Owner", "Next step"), strict=True):
        column.add_row(FormRow(icons, name, LineField(), beside=True))
    columns.resize(900, 200)
    columns.show()
    qtbot.waitUntil(lambda: columns.columns[0].y() == columns.columns[1].y())
    columns.resize(360, 200)
    qtbot.waitUntil(lambda: columns.columns[0].x() == columns.columns[1].x())
    first, second = (column.findChildren(LineField)[0] for column in columns.columns)
    assert first.mapTo(columns, QPoint()).x() == second.mapTo(columns, QPoint()).x()


def test_every_control_has_a_name(icons: Icons, page: QWidget) -> None:
    strip = ProgressStrip(icons)
    strip.start("Importing")
    nav = NavButton(icons, "circle-alert", "Issues")
    nav.set_count("42", "42 open of 500")
    banner, toasts = Banner(icons, "Sample"), Toasts(icons, page)
    toasts.show_toast("Deleted", "Undo")
    for widget in (strip, nav, banner, FormRow(icons, "Owner", LineField(), history=True)):
        put(page, widget)
    controls = [w for w in page.findChildren(QWidget) if isinstance(w, QAbstractButton | LineField | QComboBox)]
    assert len(controls) >= 6
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), control
    assert nav.accessibleName() == "Issues: 42 open of 500"
