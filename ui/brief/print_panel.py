"""The options of a print, as fields beside the preview.

Responsible for: the fields, which of them there are for the printer that is chosen, what they say in words, and what
is remembered. Refuses to: print, and to remember pages, copies and their numbers.
"""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from briefing.errors import PageRangeError
from briefing.rules.page_ranges import pages_of, written_pages
from ui.brief.print_options import MOST_COPIES, PRINT_DPI, QUALITIES, PrintOptions, Sides
from ui.brief.print_paper import shrinks
from ui.brief.printers import OFFERED, Device, Printers, page_size, paper_points
from ui.context import Context
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.column import Column
from ui.widgets.form_row import FormRow
from ui.widgets.labels import text_label
from ui.widgets.number_field import NumberField
from ui.widgets.text_field import ChoiceField, LineField
from ui.words import counted, said

TO_PDF = "pdf"
_PRINTER = "printer "
_HIGHEST = 9999


class PrintPanel(Column):
    """`changed` tells of any other answer; `own_options` asks for the system's dialog."""

    changed = Signal()
    own_options = Signal()

    def __init__(self, context: Context, printers: Printers, sizes: list[QSizeF]) -> None:
        """Options for a document whose pages have these sizes, in points."""
        super().__init__()
        self.setObjectName("bare")
        self.context = context
        self._printers = printers
        self._sizes = sizes
        self._device: Device | None = None
        self._numbered_to = 0
        self._quiet = True
        self.hints: dict[str, QLabel] = {}
        self._fields: dict[str, QWidget] = {}
        self._make_fields()
        self._lay_out()
        self.find_printers()
        self._recall()
        self._quiet = False
        self._refresh()

    def find_printers(self) -> int:
        """Ask the system for printers again; returns how many there are. The one that is chosen stays where it can."""
        names, usual = self._printers.names(), self._printers.usual()
        chosen = self.destination.value() or self.context.settings.print_choice("destination")
        choices = [(f"{_PRINTER}{name}", name) for name in names]
        self.destination.set_options([*choices, (TO_PDF, self.tr("Save as PDF"))])
        keys = [key for key, _name in choices]
        kept = chosen in keys or (chosen == TO_PDF and self._had_printers)
        first = f"{_PRINTER}{usual}" if usual in names else keys[0] if keys else TO_PDF
        self._had_printers = bool(names)
        self.destination.set_value(chosen if kept else first)
        self._take_device()
        return len(names)

    def printer_name(self) -> str:
        """The printer that is chosen; empty where a PDF is saved."""
        chosen = self.destination.value()
        return chosen.removeprefix(_PRINTER) if chosen.startswith(_PRINTER) else ""

    def is_exact(self) -> bool:
        """Whether the file itself is saved: as PDF, whole, without numbers."""
        options = self.options()
        whole = options is not None and len(options.pages) == len(self._sizes)
        return not self.printer_name() and whole and not self.number.isChecked()

    def options(self) -> PrintOptions | None:
        """What is wanted; None where the pages cannot be read, which is said below them."""
        try:
            pages = pages_of(self.range.text() if self.some.isChecked() else "", len(self._sizes))
        except PageRangeError:
            return None
        numbered = self.number.isChecked()
        return PrintOptions(
            pages=pages,
            copies=self.copies.value() if numbered or self.printer_name() else 1,
            collate=self.collate.isChecked(),
            sides=Sides(self.sides.value()) if self._can_turn() else Sides.ONE,
            paper=self.paper.value(),
            dpi=int(self.quality.value()),
            colour=self.colour.value() == "colour" and self._has_colour(),
            numbered=numbered,
            first_number=self.first.value(),
            numbered_to=self._numbered_to,
        )

    def set_options(self, options: PrintOptions) -> None:
        """Show other options, those of the system's dialog or of what is left of a print."""
        self._quiet = True
        whole = len(options.pages) == len(self._sizes)
        (self.all if whole else self.some).setChecked(True)
        self.range.setText("" if whole else written_pages(options.pages))
        self.copies.setValue(options.copies)
        self.collate.setChecked(options.collate)
        self.sides.set_value(options.sides.value)
        self.paper.set_value(options.paper)
        self.quality.set_value(str(options.dpi))
        self.colour.set_value("colour" if options.colour else "grey")
        self.number.setChecked(options.numbered)
        self.first.setValue(options.first_number)
        self._numbered_to = options.numbered_to
        self._quiet = False
        self._refresh()

    def remember(self) -> None:
        """Keep the choices for the next print of this user."""
        keep = self.context.settings.set_print_choice
        keep("destination", self.destination.value())
        keep("collate", "on" if self.collate.isChecked() else "off")
        keep("paper", self.paper.value())
        keep("quality", self.quality.value())
        if self._can_turn():
            keep("sides", self.sides.value())
        if self._has_colour():
            keep("colour", self.colour.value())

    def show_range(self) -> None:
        """Bring the user to the pages that cannot be read."""
        self.range.setFocus(Qt.FocusReason.OtherFocusReason)
        self.range.selectAll()

    # fields

    _had_printers = True

    def _make_fields(self) -> None:
        self.destination = ChoiceField(self.tr("Destination"))
        self.all = QRadioButton(counted(len(self._sizes), "The only page", "All %1 pages"))
        self.some = QRadioButton(self.tr("These pages"))
        self._which = QButtonGroup(self)
        for button in (self.all, self.some):
            self._which.addButton(button)
        self.all.setChecked(True)
        self.range = LineField(self.tr("Pages to print"), "1-3, 5, 8-")
        self.copies = NumberField(self.tr("Copies"), 1, MOST_COPIES)
        self.collate = QCheckBox(self.tr("Collate"))
        self.collate.setToolTip(self.tr("Whole copies one after the other"))
        self.collate.setChecked(True)
        self.number = QCheckBox(self.tr("Number the copies"))
        self.first = NumberField(self.tr("First number"), 1, _HIGHEST)
        self.sides = ChoiceField(
            self.tr("Two-sided"),
            (
                (Sides.ONE.value, self.tr("No")),
                (Sides.LONG.value, self.tr("Turned over the long edge")),
                (Sides.SHORT.value, self.tr("Turned over the short edge")),
            ),
        )
        self.paper = ChoiceField(self.tr("Paper"))
        qualities = zip(
            QUALITIES,
            (self.tr("Draft, 150 dpi"), self.tr("Normal, 300 dpi"), self.tr("Fine, 600 dpi")),
            strict=True,
        )
        self.quality = ChoiceField(self.tr("Quality"), [(str(dpi), words) for dpi, words in qualities])
        self.colour = ChoiceField(
            self.tr("Colour"), (("colour", self.tr("Colour")), ("grey", self.tr("Black and white")))
        )
        self.own = push_button(
            self.context.icons, self.tr("Printer's own options…"), "settings", on_click=self.own_options.emit
        )
        for choice in (self.sides, self.paper, self.quality, self.colour):
            choice.currentIndexChanged.connect(lambda _index: self._answered())
        self.destination.currentIndexChanged.connect(lambda _index: self._take_device())
        self.range.textChanged.connect(lambda text: self._on_range(text))
        self.range.textEdited.connect(lambda _text: self.some.setChecked(True))
        self.some.toggled.connect(lambda on: self._on_some(on))
        for box in (self.collate, self.number):
            box.toggled.connect(lambda _on: self._answered())
        for number in (self.copies, self.first):
            number.valueChanged.connect(lambda _value: self._renumber())
        self.number.toggled.connect(lambda _on: self._renumber())

    def _lay_out(self) -> None:
        icons = self.context.icons
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        again = icon_button(icons, "refresh-cw", self.tr("Look for printers again"), on_click=self.find_printers)
        where = QHBoxLayout()
        where.setSpacing(4)
        where.addWidget(FormRow(icons, self.tr("Destination"), self.destination), 1)
        where.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(text_label(self.tr("Print"), "title"))
        column.addLayout(where)
        self._hint(column, "destination", self.destination)
        self.again = again
        column.addWidget(text_label(self.tr("Pages"), "section"))
        column.addWidget(self.all)
        some = QHBoxLayout()
        some.setSpacing(8)
        some.addWidget(self.some)
        some.addWidget(self.range, 1)
        column.addLayout(some)
        self._hint(column, "range", self.range, "error")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(FormRow(icons, self.tr("Copies"), self.copies), 1)
        row.addWidget(self.collate, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self._hint(column, "copies", self.copies)
        column.addWidget(self.number)
        self.from_number = FormRow(icons, self.tr("First number"), self.first)
        column.addWidget(self.from_number)
        self._hint(column, "first", self.first)
        self.rows = {
            name: FormRow(icons, words, widget)
            for name, words, widget in (
                ("sides", self.tr("Two-sided"), self.sides),
                ("paper", self.tr("Paper"), self.paper),
                ("quality", self.tr("Quality"), self.quality),
                ("colour", self.tr("Colour"), self.colour),
            )
        }
        for name, one in self.rows.items():
            column.addWidget(one)
            self._hint(column, name, one.field)
        column.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _hint(self, column: QVBoxLayout, name: str, field: QWidget, role: str = "hint") -> None:
        """Room for words below a field; no part of its row, whose height is held to one line of them."""
        label = text_label("", role, wrap=True, parent=self)
        label.hide()
        self.hints[name] = label
        self._fields[name] = field
        column.addWidget(label)

    def _say(self, name: str, text: str) -> None:
        self.hints[name].setText(text)
        self.hints[name].setVisible(bool(text) and not self._fields[name].isHidden())
        self._fields[name].setAccessibleDescription(text)

    def _recall(self) -> None:
        kept = self.context.settings.print_choice
        letter = self.context.settings.text("paper") == "us-letter"
        for field, value, usual in (
            (self.sides, kept("sides"), Sides.ONE.value),
            (self.paper, kept("paper"), "Letter" if letter else "A4"),
            (self.quality, kept("quality"), str(PRINT_DPI)),
            (self.colour, kept("colour"), "colour"),
        ):
            field.set_value(value if field.findData(value) >= 0 else usual)
        self.collate.setChecked(kept("collate") != "off")

    # answers

    def _answered(self) -> None:
        if not self._quiet:
            self._refresh()

    def _renumber(self) -> None:
        """Other copies or numbers are a set of their own, no longer what was left of another."""
        if not self._quiet:
            self._numbered_to = 0
            self._refresh()

    def _on_some(self, on: bool) -> None:
        if on and not self._quiet and not self.range.hasFocus():
            self.range.setFocus(Qt.FocusReason.OtherFocusReason)
        self._answered()

    def _on_range(self, text: str) -> None:
        if text.strip() and not self._quiet:
            self.some.setChecked(True)
        self._answered()

    def _take_device(self) -> None:
        name = self.printer_name()
        self._device = self._printers.device(name) if name else None
        own = () if self._device is None else self._device.papers
        chosen = self.paper.value()
        keys = list(dict.fromkeys((*OFFERED, *own)))
        quiet, self._quiet = self._quiet, True
        self.paper.set_options([(key, _paper_name(key)) for key in keys])
        self.paper.set_value(chosen if chosen in keys else OFFERED[0])
        self._quiet = quiet
        self._answered()

    def _can_turn(self) -> bool:
        return self._device is not None and len(self._device.sides) > 1

    def _has_colour(self) -> bool:
        return self._device is None or self._device.colour

    def _refresh(self) -> None:
        self._say_pages()
        exact, paper, numbered = self.is_exact(), bool(self.printer_name()), self.number.isChecked()
        self.copies.setEnabled(paper or numbered)
        turned = self._can_turn() and self.sides.value() != Sides.ONE.value
        self.collate.setEnabled(self.copies.isEnabled() and self.copies.value() > 1 and not turned)
        self.from_number.setVisible(numbered)
        self.rows["sides"].setVisible(paper)
        for name in ("paper", "quality", "colour"):
            self.rows[name].setVisible(not exact)
        self.sides.setEnabled(self._can_turn())
        self.colour.setEnabled(self._has_colour())
        self.own.setVisible(paper)
        self._say_hints(exact=exact)
        self.changed.emit()

    def _say_pages(self) -> None:
        problem = ""
        try:
            pages_of(self.range.text() if self.some.isChecked() else "", len(self._sizes))
        except PageRangeError as error:
            problem = said(error)
        self.range.set_error(problem)
        self._say("range", problem)

    def _say_hints(self, *, exact: bool) -> None:
        options = self.options()
        if self.printer_name():
            self._say("destination", "")
        elif exact:
            self._say("destination", self.tr("The file itself: its text can be searched and read aloud."))
        else:
            words = self.tr(
                "This copy is a picture of the pages, without text layer: it cannot be searched or read aloud."
            )
            self._say("destination", words)
        alone = self.tr("A PDF holds one copy, unless the copies are numbered.")
        self._say("copies", "" if self.copies.isEnabled() else alone)
        if options is not None and options.numbered:
            first, last = options.number_words(1), options.number_words(options.copies)
            words = self.tr("Each page carries “%1”.") if first == last else self.tr("Pages carry “%1” to “%2”.")
            self._say("first", words.replace("%1", first).replace("%2", last))
        else:
            self._say("first", "")
        self._say(
            "sides",
            "" if self._can_turn() or not self.printer_name() else self.tr("This printer prints on one side only."),
        )
        self._say("colour", "" if self._has_colour() else self.tr("This printer has no colour."))
        self._say("paper", "" if exact else self._paper_hint())
        hints = {
            "150": self.tr("Quick, for reading only: small print is less sharp."),
            "600": self.tr("Sharper small print; takes about four times as long."),
        }
        self._say("quality", "" if exact else hints.get(self.quality.value(), ""))

    def _paper_hint(self) -> str:
        key = self.paper.value()
        for size in self._sizes:
            if shrinks(size, paper_points(key, wide=size.width() > size.height())):
                words = self.tr("Pages of %1 are made smaller to fit %2.")
                return words.replace("%1", _size_name(size)).replace("%2", _paper_name(key))
        return ""


def _paper_name(key: str) -> str:
    return key if key in OFFERED else page_size(key).name()


def _size_name(size: QSizeF) -> str:
    upright = size if size.height() >= size.width() else size.transposed()
    known = QPageSize(upright.toSize(), "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    return _paper_name(known.key())
