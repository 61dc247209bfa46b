"""The printers of this computer: which there are, what they can do, and one made ready for a print.

The only place that asks the system. Refuses to: choose one, or to print.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.brief.print_options import PrintOptions, Sides

OFFERED = ("A4", "Letter")
"""Paper that is offered whatever the printer says it has."""
_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True)
class Device:
    """What one printer can do. `papers` are keys of `QPageSize`."""

    name: str
    papers: tuple[str, ...] = ()
    sides: frozenset[Sides] = frozenset({Sides.ONE})
    colour: bool = True


class Printers:
    """Asks the system anew each time; printers come and go."""

    def names(self) -> list[str]:
        """The installed printers."""
        return list(QPrinterInfo.availablePrinterNames())

    def usual(self) -> str:
        """The printer that the system takes where nothing else was said; empty where it names none."""
        return QPrinterInfo.defaultPrinterName()

    def device(self, name: str) -> Device:
        """What a printer can do."""
        info = QPrinterInfo.printerInfo(name)
        duplex = info.supportedDuplexModes()
        modes = info.supportedColorModes()
        return Device(
            name,
            tuple(size.key() for size in info.supportedPageSizes()),
            frozenset({Sides.ONE, *(side for side, mode in _DUPLEX.items() if mode in duplex)}),
            not modes or QPrinter.ColorMode.Color in modes,
        )

    def open(self, name: str) -> QPrinter:
        """The printer of this name, ready to be told what to print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        return printer


def pdf_printer(path: str) -> QPrinter:
    """A printer that writes a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(path)
    return printer


def page_size(key: str) -> QPageSize:
    """The paper of a key of `QPageSize`; A4 where there is none of that name."""
    known = (one for one in QPageSize.PageSizeId if one is not QPageSize.PageSizeId.Custom)
    found = next((one for one in known if QPageSize.key(one) == key), QPageSize.PageSizeId.A4)
    return QPageSize(found)


def paper_points(key: str, *, wide: bool = False) -> QSizeF:
    """The size of a paper in points, upright or lying."""
    size = page_size(key).size(QPageSize.Unit.Point)
    return size.transposed() if wide else size


def edges_of(printer: QPrinter) -> QMarginsF:
    """How near to each edge the printer can print, in points."""
    layout = QPageLayout(printer.pageLayout())
    layout.setUnits(QPageLayout.Unit.Point)
    return layout.minimumMargins()


def prepare(printer: QPrinter, options: PrintOptions, title: str) -> None:
    """Tell a printer what it needs to know; the pages are painted by the job."""
    printer.setDocName(title)
    printer.setPageSize(page_size(options.paper))
    printer.setFullPage(True)
    printer.setColorMode(QPrinter.ColorMode.Color if options.colour else QPrinter.ColorMode.GrayScale)
    printer.setDuplex(_DUPLEX[options.sides])
    printer.setCopyCount(1 if options.numbered else options.copies)
    printer.setCollateCopies(options.collate)


def answered(printer: QPrinter, options: PrintOptions, count: int) -> PrintOptions:
    """The options as the system's own dialog left them in the printer, of a document of `count` pages."""
    pages = options.pages
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        named = {
            page for span in printer.pageRanges().toRangeList() for page in range(span.from_, min(span.to, count) + 1)
        }
        pages = tuple(sorted(named)) or pages
    duplex = printer.duplex()
    return replace(
        options,
        pages=pages,
        copies=options.copies if options.numbered and printer.copyCount() == 1 else max(1, printer.copyCount()),
        collate=printer.collateCopies(),
        sides=next((side for side, mode in _DUPLEX.items() if mode == duplex), options.sides),
        paper=printer.pageLayout().pageSize().key(),
        colour=printer.colorMode() == QPrinter.ColorMode.Color,
        backwards=printer.pageOrder() == QPrinter.PageOrder.LastPageFirst,
    )
