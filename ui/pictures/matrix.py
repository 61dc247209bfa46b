"""The stance matrix on the screen, with a slider through the days on which positions changed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget

from briefing.pictures import svg
from briefing.pictures.matrix import days, matrix
from briefing.pictures.shapes import Picture
from briefing.reading import Reading
from briefing.rules import dates
from ui.context import Context
from ui.pictures.filters import Filters
from ui.pictures.magnified import MagnifiedView
from ui.pictures.view import Drawing
from ui.widgets.labels import text_label


class MatrixPicture(MagnifiedView):
    """Actors by issues. The slider goes from the first change to the last; at the desk's day it begins."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """All actors and issues, as they stand on the desk's day."""
        filters = Filters(
            context,
            self.tr("Draw only positions on this issue"),
            self.tr("Draw only positions of this actor"),
        )
        super().__init__(context, ("users", "", ""), filters, parent)
        self.nothing.set_text(
            self.tr("No positions here"), self.tr("Add what an actor wants under Positions of an issue.")
        )
        self._days: list[date] = [context.desk.today]
        self._day: date | None = None
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Day on which the positions are shown"))
        self.slider.setMinimumWidth(context.theme.px(160))
        self.slider.valueChanged.connect(self._on_day)
        self.label = text_label("", "muted")
        filters.put(self.label, self.slider)

    def remembered(self) -> dict[str, str]:
        return super().remembered() | {"day": self._day.isoformat() if self._day else ""}

    def restore(self, before: dict[str, str]) -> None:
        super().restore(before)
        try:
            self._day = date.fromisoformat(before.get("day", ""))
        except ValueError:
            self._day = None

    def day(self) -> date:
        """The day whose positions are shown."""
        return self._day or self.context.desk.today

    def drawing(self) -> Drawing:
        day, issues, actors = self._day, self.filters.issues(), self.filters.actors()

        def draw(reading: Reading) -> Picture:
            self._days = days(reading)
            return matrix(reading, svg.measure, day=day, issues=issues, actors=actors)

        return draw

    def told(self, picture: Picture) -> str:
        self._set_days()
        return picture.description

    def _set_days(self) -> None:
        """Let the slider have a step for each day on which something changed."""
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(0, len(self._days) - 1)
        before = [place for place, day in enumerate(self._days) if day <= self.day()]
        self.slider.setValue(before[-1] if before else 0)
        self.slider.blockSignals(blocked)
        self.slider.setVisible(len(self._days) > 1)
        self._say_day()

    def _on_day(self, place: int) -> None:
        self._day = self._days[min(place, len(self._days) - 1)]
        self._say_day()
        self.refresh()

    def _say_day(self) -> None:
        words = dates.describe(self.day().isoformat())
        if self.day() == self.context.desk.today:
            words = self.tr("%1 (today)").replace("%1", words)
        self.label.setText(words)
        self.slider.setAccessibleDescription(words)
