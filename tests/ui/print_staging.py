"""Printers that are no printers, for the tests of printing: they write PDF files, and may fail."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from ui.brief.print_options import Sides
from ui.brief.printers import Device, Printers

OFFICE = Device("Office", ("A4", "A3", "Letter", "Legal"), frozenset(Sides), colour=True)
OLD = Device("Old laser", ("A4",), frozenset({Sides.ONE}), colour=False)


class StoppingPrinter(QPrinter):
    """Stops for good before a page that a test names, counted over all copies from 1."""

    stops_at = 0

    def newPage(self) -> bool:
        self.turned = getattr(self, "turned", 1) + 1
        return self.turned != self.stops_at and super().newPage()


class TestPrinters(Printers):
    """The printers a test wants; what they print lands in `folder`, numbered from 1."""

    __test__ = False

    def __init__(self, folder: Path, *devices: Device, usual: str = "") -> None:
        self.folder = folder
        self.devices = list(devices)
        self.usual_name = usual
        self.stops_at = 0
        self.opened: list[QPrinter] = []

    def names(self) -> list[str]:
        return [one.name for one in self.devices]

    def usual(self) -> str:
        return self.usual_name

    def device(self, name: str) -> Device:
        return next(one for one in self.devices if one.name == name)

    def open(self, name: str) -> QPrinter:
        printer = StoppingPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.stops_at = self.stops_at
        self.opened.append(printer)
        printer.setOutputFileName(str(self.folder / f"{name} {len(self.opened)}.pdf"))
        return printer

    def last_file(self) -> Path:
        """What was printed last; a printer may have been opened since only to be asked."""
        files = (Path(printer.outputFileName()) for printer in reversed(self.opened))
        return next(file for file in files if file.exists())
