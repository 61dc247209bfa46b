"""The Qt style sheet: one text in which every colour comes from tokens and every length from the base size.

Responsible for: how each kind of Qt widget looks, which object name makes it something else (``card``, ``chip``,
``nav``, ``pill``, ``banner``, …) and which properties switch a look on (``primary``, ``quiet``, ``role``, ``tone``,
``small``, ``invalid``, ``on``). What a widget is all its life is its name: Qt asks every widget of a page for every
property that a rule of its class mentions, but looks names up.
Refuses to: style a widget by what it lies in (``on`` says it, see `stand_on`), to hold a colour or a font size of its
own, and to read files.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

from ui.tokens import TONES, Tokens


@dataclass(frozen=True)
class Metrics:
    """What lengths are made of: four text sizes in points, and pixels for one unit of a 10 pt design."""

    small: float
    base: float
    title: float
    display: float
    unit: float  # device-independent pixels for 1 px of the design at 10 pt and 96 dpi
    pill_radius: int
    sans: str
    serif: str
    right_to_left: bool
    glyphs: str  # folder of the light-*.svg and dark-*.svg glyphs, with forward slashes


def style_sheet(tokens: Tokens, metrics: Metrics) -> str:
    """The style sheet for the whole application."""
    values = {key: value for key, value in asdict(tokens).items() if isinstance(value, str)}
    for tone in TONES:
        values[f"{tone}_fg"], values[f"{tone}_bg"] = tokens.pill(tone).fg, tokens.pill(tone).bg
    values |= {"inverse_fg": tokens.inverse.fg, "inverse_bg": tokens.inverse.bg}
    values |= {f"p{n}": f"{max(1, round(n * metrics.unit))}px" for n in range(1, 65)}
    # A border-radius of more than half the height is ignored: Qt then draws square corners.
    half = (round(20 * metrics.unit) + 2 * max(1, round(3 * metrics.unit)) + 2) // 2
    values |= {
        "chip_radius": f"{half}px",
        # Boxes, unlike positions, are not turned round by Qt in a right-to-left window.
        "start": "right" if metrics.right_to_left else "left",
        "end": "left" if metrics.right_to_left else "right",
        "small": f"{metrics.small:g}pt",
        "base": f"{metrics.base:g}pt",
        "title": f"{metrics.title:g}pt",
        "display": f"{metrics.display:g}pt",
        "pill_radius": f"{metrics.pill_radius}px",
        "sans": metrics.sans,
        "serif": metrics.serif,
        "glyph": f"{metrics.glyphs}/{tokens.glyphs}",
    }
    pills = "".join(_PILL.substitute(tone=tone, fg=tokens.pill(tone).fg, bg=tokens.pill(tone).bg) for tone in TONES)
    return Template(_SURFACES + _TEXT + _BUTTONS + _FIELDS + _VIEWS + _REST).substitute(values) + pills


_PILL = Template(
    'QLabel#pill[tone="$tone"] { color: $fg; background: $bg; }\n'
    'QFrame#banner[tone="$tone"] { background: $bg; border: 1px solid $bg; }\n'
    'QLabel[on="banner"][tone="$tone"] { color: $fg; }\n'
)

_SURFACES = """
QMainWindow, QDialog, QWizard { background: $page; }
QWidget#surface_side, QWidget#sidebar { background: $side; }
QWidget#surface_page { background: $page; }
QWidget#surface_card { background: $card; }
QWidget#sidebar { border: 0; border-$end: 1px solid $line; }
QScrollArea, QWidget#bare { background: transparent; border: 0; }
QFrame { border: 0; }
QFrame#card, QAbstractButton#card {
  background: $card; border: 1px solid $line; border-radius: $p8; }
QAbstractButton#card { padding: 1px; }
QAbstractButton#card:hover { border-color: $field_line; }
QAbstractButton#card:focus { border: 2px solid $focus; padding: 0; }
QAbstractButton#card:checked { background: $accent_soft; border-color: $accent; }
QFrame#line { background: $line; border: 0; min-height: 1px; max-height: 1px; }
QFrame#page_header { background: $card; border: 0; border-bottom: 1px solid $line; }
QFrame#banner { border-radius: $p8; }
QFrame#toast { background: $inverse_bg; border: 1px solid $inverse_bg; border-radius: $p8; }
QLabel[on="toast"] { color: $inverse_fg; }
QFrame#note_card { background: $card; border: 1px solid $line; border-radius: $p8; }
QFrame#note_card[here="true"] { border-color: $accent; }
QFrame#note_reply { border: 0; border-$start: 2px solid $line; }
QFrame#review_queue { background: $side; border: 0; border-$end: 1px solid $line; }
QListWidget#queue { background: transparent; border: 0; outline: 0; }
QFrame#review_notes { background: $page; border: 0; border-$start: 1px solid $line; }
QFrame#proof_panel { background: $page; border: 0; border-top: 1px solid $line; }
QFrame#proposal_verbs { background: $page; border: 0; border-bottom: 1px solid $line; }
QFrame#review_bar { background: $side; border: 0; border-bottom: 1px solid $line; }
QFrame#paper { background: $paper; border: 1px solid $line; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
"""

_TEXT = """
QLabel { background: transparent; }
QLabel[role="small"] { font-size: $small; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="section"] { font-size: $small; font-weight: 600; color: $muted; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="display"] { font-size: $display; font-weight: 600; }
QLabel[role="error"] { font-size: $small; color: $red_fg; }
QLabel[role="hint"] { font-size: $small; color: $muted; }
QLabel[role="hint"][tone="amber"] { color: $amber_fg; }
QLabel[role="hint"][tone="red"] { color: $red_fg; }
QLabel[role="quote_small"] { font-family: $serif; color: $muted; }
QLabel[role="quote"] { font-family: $serif; font-style: italic; font-size: $title; }
QLabel#pill {
  font-size: $small; font-weight: 600; padding: $p2 $p8; border-radius: $pill_radius; }
QToolTip { color: $inverse_fg; background: $inverse_bg; border: 1px solid $inverse_bg; padding: $p4 $p6; }
"""

_BUTTONS = """
QPushButton, QToolButton[look="button"] {
  background: $card; color: $text; border: 1px solid $line; border-radius: $p6;
  padding: $p5 $p12; margin: 0; min-height: $p18; icon-size: $p16; }
QPushButton:hover, QToolButton[look="button"]:hover { background: $hover; }
QPushButton:pressed, QToolButton[look="button"]:pressed,
QPushButton:checked, QToolButton[look="button"]:checked { background: $accent_soft; color: $accent_text; }
QPushButton:focus, QToolButton[look="button"]:focus {
  border: 2px solid $focus; padding: $p4 $p11; outline: none; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QPushButton:default { border-color: $accent; }
QPushButton[primary="true"], QToolButton[primary="true"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover,
QPushButton[primary="true"]:pressed, QToolButton[primary="true"]:pressed {
  background: $accent_hover; border-color: $accent_hover; color: $on_accent; }
/* the ring of a filled button lies inside it: outside there is no room that would not move the text */
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus {
  border: 2px solid $text; background: $accent_hover; }
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {
  background: $hover; color: $muted; border-color: $hover; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; color: $accent_text; }
QPushButton[choice="true"] { text-align: $start; }
QPushButton[quiet="true"]:hover { background: $hover; }
QPushButton[quiet="true"]:checked { background: $accent_soft; }
QPushButton[quiet="true"]:focus { border: 2px solid $focus; }
QPushButton[quiet="true"]:disabled { color: $faint; }
QPushButton[danger="true"] { color: $red_fg; }
QPushButton::menu-indicator, QToolButton[look="button"]::menu-indicator {
  image: url("$glyph-chevron-down.svg"); width: $p14; height: $p14;
  subcontrol-origin: padding; subcontrol-position: center right; right: $p8; }
QPushButton[has_menu="true"], QToolButton[look="button"][has_menu="true"] { padding-$end: $p28; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: $p6; padding: $p5;
  color: $text; icon-size: $p18; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; color: $accent_text; }
QToolButton:focus { border: 2px solid $focus; padding: $p4; }
QToolButton#versions { padding: 0; color: $muted; border: 2px solid transparent; margin: 0 -2px; }
QToolButton#versions:focus { border-color: $focus; padding: 0; }
QToolButton[small="true"] { padding: $p2; icon-size: $p14; }
QToolButton[small="true"]:focus { padding: 1px; }
QToolButton[popupMode="1"] { padding-$end: $p18; }
QToolButton::menu-indicator { image: none; }
QPushButton[on="toast"] {
  background: transparent; border: 1px solid transparent; color: $inverse_accent; font-weight: 600; }
QPushButton[on="toast"]:hover { border-color: $inverse_accent; background: transparent; }
QPushButton[on="toast"]:focus { border: 2px solid $inverse_accent; }
QToolButton[on="toast"]:hover { background: transparent; border-color: $inverse_fg; }
QToolButton[on="toast"]:focus { border: 2px solid $inverse_accent; }
QPushButton[on="banner"] { padding: $p3 $p10; }
QPushButton[on="banner"]:focus { padding: $p2 $p9; }
QToolButton[on="banner"] { padding: $p3; }
QPushButton#chip { border-radius: $chip_radius; padding: $p3 $p12; min-height: $p20; icon-size: $p14; }
QPushButton#chip:checked { background: $accent_soft; color: $accent_text; border: 1px solid $accent; }
QPushButton#chip:focus { border: 2px solid $focus; padding: $p2 $p11; }
QAbstractButton#nav { border: 2px solid transparent; border-radius: $p6; background: transparent; }
QAbstractButton#nav:hover { background: $hover; }
QAbstractButton#nav:checked { background: $accent_soft; }
QAbstractButton#nav:focus { border-color: $focus; }
QAbstractButton#line_link { border: 2px solid transparent; border-radius: $p6; background: transparent; }
QAbstractButton#line_link:hover { background: $hover; }
QAbstractButton#line_link:focus { border-color: $focus; }
QPushButton[small="true"] { padding: 1px $p8; icon-size: $p14; }
QPushButton[small="true"]:focus { padding: 0 $p7; }
QPushButton#search_box { text-align: left; color: $muted; padding: $p6 $p10; border: 1px solid $field_line; }
QPushButton#search_box:focus { border: 2px solid $focus; padding: $p5 $p9; }
QCheckBox, QRadioButton { spacing: $p8; padding: $p2; border: 2px solid transparent; border-radius: $p4;
  background: transparent; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: $p14; height: $p14; border: 1px solid $field_line; background: $card; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: $p4; }
QRadioButton::indicator { border-radius: $p8; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$glyph-check.svg"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url("$glyph-minus.svg"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$glyph-dot.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $hover; border-color: $line; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $card; color: $text; border: 1px solid $field_line; border-radius: $p6;
  placeholder-text-color: $muted; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: $p5 $p9; min-height: $p18; }
QPlainTextEdit, QTextEdit { padding: $p4 $p6; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {
  border-color: $muted; }
QLineEdit[quiet="true"], QPlainTextEdit[quiet="true"], QComboBox[quiet="true"] { border-color: $line; }
QLineEdit[quiet="true"]:hover, QPlainTextEdit[quiet="true"]:hover, QComboBox[quiet="true"]:hover {
  border-color: $field_line; }
QLineEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: $p4 $p8; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: $p3 $p5; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  background: $page; color: $faint; border-color: $line; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { border-color: $line; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"],
QAbstractSpinBox[invalid="true"] { border-color: $red_fg; }
QLineEdit[quiet="true"]:focus, QPlainTextEdit[quiet="true"]:focus, QComboBox[quiet="true"]:focus {
  border: 2px solid $focus; }
QLineEdit[quiet="true"][invalid="true"], QPlainTextEdit[quiet="true"][invalid="true"],
QComboBox[quiet="true"][invalid="true"] { border-color: $red_fg; }
/* a heading that is edited in place: a field only to the pointer and the keyboard */
QPlainTextEdit[heading="true"] { font-size: $display; font-weight: 600; background: transparent;
  border-color: transparent; padding: 0 $p2; }
QPlainTextEdit[heading="true"]:hover { border-color: $line; }
QPlainTextEdit[heading="true"]:focus { border: 2px solid $focus; padding: 0 1px; }
QPlainTextEdit[heading="true"][invalid="true"] { border-color: $red_fg; }
QPlainTextEdit[heading="true"]:read-only, QPlainTextEdit[heading="true"]:read-only:hover { border-color: transparent; }
QTextEdit[reader="true"], QPlainTextEdit[reader="true"], QTextBrowser[reader="true"] {
  border: 0; border-radius: 0; font-family: $serif; font-size: $title; padding: 0; }
QTextEdit#reading, QTextEdit#reading:hover, QTextEdit#reading:focus {
  border: 0; border-radius: 0; padding: 0; background: $card; }
QLineEditIconButton, QLineEditIconButton:hover, QLineEditIconButton:focus {
  border: 0; padding: 0; background: transparent; }
QComboBox { combobox-popup: 0; padding-$start: $p11; }
QComboBox:focus, QComboBox:on { padding-$start: $p10; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {
  subcontrol-origin: border; subcontrol-position: center right; width: $p24; border: 0; background: transparent; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url("$glyph-chevron-down.svg"); width: $p14; height: $p14; }
QComboBoxListView { background: $card; border: 1px solid $line; padding: $p4; outline: 0;
  selection-background-color: $accent_soft; selection-color: $accent_text; }
QComboBoxListView::item { padding: $p5 $p8; min-height: $p18; border-radius: $p4; }
QComboBoxListView::item:selected, QComboBoxListView::item:hover {
  background: $accent_soft; color: $accent_text; }
QComboBoxListView::item:disabled { color: $faint; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  subcontrol-origin: border; width: $p22; border: 0; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 2px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$glyph-chevron-up.svg"); width: $p12; height: $p12; }
QAbstractSpinBox::down-arrow { image: url("$glyph-chevron-down.svg"); width: $p12; height: $p12; }
QWidget#qt_calendar_navigationbar { background: $side; }
QCalendarView { background: $card; border: 0; border-radius: 0; outline: 0;
  selection-background-color: $accent; selection-color: $on_accent; }
QCalendarView::item { padding: 0; }
QCalToolButton, QPrevNextCalButton { icon-size: $p16; }
QToolButton#qt_calendar_prevmonth { qproperty-icon: none; image: url("$glyph-chevron-$start.svg"); }
QToolButton#qt_calendar_nextmonth { qproperty-icon: none; image: url("$glyph-chevron-$end.svg"); }
"""

_VIEWS = """
QAbstractItemView { background: $card; color: $text; border: 0; outline: 0;
  alternate-background-color: $page; selection-background-color: $accent_soft; selection-color: $text; }
QListView::item, QTreeView::item { padding: 0 $p8; border: 0; min-height: $p26; }
QTableView::item { padding: $p4 $p8; border: 0; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QAbstractItemView[framed="true"] { border: 1px solid $line; border-radius: $p6; }
QAbstractItemView[framed="true"]:focus { border: 2px solid $focus; }
QTableView { gridline-color: $line; }
QHeaderView { background: $card; border: 0; }
QHeaderView::section { background: $card; color: $muted; font-size: $small; font-weight: 600;
  border: 0; border-bottom: 1px solid $line; padding: $p6 $p8; text-align: $start; }
QHeaderView::section:hover { background: $hover; }
QTableCornerButton::section { background: $card; border: 0; border-bottom: 1px solid $line; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: $p7 $p12; border: 0;
  border-bottom: 2px solid transparent; margin: 0; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $accent_text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: $p4; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: $p10; margin: 0; }
QScrollBar:horizontal { height: $p10; margin: 0; }
QScrollBar::handle { background: $field_line; border-radius: $p3; margin: $p2; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: $p28; }
QScrollBar::handle:horizontal { min-width: $p28; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
"""

_REST = """
QMenuBar { background: $side; color: $text; border: 0; border-bottom: 1px solid $line; padding: 0 $p6; spacing: 0; }
QMenuBar::item { background: transparent; padding: $p4 $p9; border-radius: $p4; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $accent_soft; color: $accent_text; }
QMenu { background: $card; color: $text; border: 1px solid $line; padding: $p5; }
QMenu::item { padding: $p5 $p28 $p5 $p10; border-radius: $p4; border: 0; }
QMenu::item:selected { background: $accent_soft; color: $accent_text; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::icon { padding-left: $p8; }
QMenu::separator { height: 1px; background: $line; margin: $p5 $p6; }
QMenu::indicator { width: $p14; height: $p14; left: $p6; }
QMenu::indicator:checked { image: url("$glyph-tick.svg"); }
QMenu::right-arrow { image: url("$glyph-chevron-$end.svg"); width: $p14; height: $p14; right: $p6; }
QToolBar { background: $card; border: 0; border-bottom: 1px solid $line; padding: $p4; spacing: $p4; }
QStatusBar { background: $side; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: 0; }
QLabel[on="status"] { color: $muted; padding: 0 $p6; }
QPushButton[on="status"] { padding: 0 $p8; min-height: $p18; background: transparent; }
QPushButton[on="status"]:focus { padding: 0 $p7; }
QProgressBar { background: $line; border: 0; border-radius: $p3; min-height: $p6; max-height: $p6; }
QProgressBar::chunk { background: $accent; border-radius: $p3; }
QSlider::groove:horizontal { height: $p4; background: $line; border-radius: $p2; }
QSlider::handle:horizontal { width: $p14; margin: -$p5 0; border-radius: $p7; background: $accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
"""
