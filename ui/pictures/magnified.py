"""A picture of a size of its own, looked at whole or from nearer: magnifying it draws nothing anew."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from briefing.pictures.shapes import Picture
from ui.context import Context
from ui.pictures.filters import Filters
from ui.pictures.scrolled import SMALLEST
from ui.pictures.view import PictureView


class MagnifiedView(PictureView):
    """`whole` holds while everything is wanted, whatever the size of the canvas; then not below `least`."""

    def __init__(
        self, context: Context, empty: tuple[str, str, str], filters: Filters, parent: QWidget | None = None
    ) -> None:
        """As large as its text size says."""
        super().__init__(context, empty, filters, parent)
        self.is_whole = False
        self.least = SMALLEST
        self.canvas.resized.connect(self.refit)

    def zoom(self, factor: float, around: float) -> None:
        self.is_whole = False
        self.canvas.magnify(1 / factor, around)

    def fit(self) -> None:
        self.is_whole, self.least = True, SMALLEST
        self.refit()

    def remembered(self) -> dict[str, str]:
        return super().remembered() | {"whole": str(self.least if self.is_whole else "")}

    def restore(self, before: dict[str, str]) -> None:
        super().restore(before)
        try:
            self.is_whole, self.least = True, float(before.get("whole", ""))
        except ValueError:
            self.is_whole = self.is_whole and "whole" not in before

    def shown_picture(self, picture: Picture) -> None:
        self.refit()

    def refit(self) -> None:
        """Where everything is wanted, show as much of it as the canvas has room for."""
        if self.is_whole and not self.canvas.fit(self.least):
            self.canvas.bring(self.centre())

    def centre(self) -> str:
        """The key of the mark that is brought into the middle where not everything can be shown."""
        return ""
