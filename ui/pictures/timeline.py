"""The timeline on the screen: a span of days that is zoomed and moved, of all events or those of issues and actors."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from briefing.pictures import svg
from briefing.pictures.axis import Span, between
from briefing.pictures.shapes import Mark, Picture
from briefing.pictures.timeline import timeline, whole_span
from briefing.reading import Reading
from briefing.rules import dates
from ui.context import Context
from ui.pictures.filters import Filters
from ui.pictures.offering import LISTED
from ui.pictures.view import Drawing, PictureView


class TimelinePicture(PictureView):
    """Closer, farther and dragging change the span."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """All events."""
        filters = Filters(
            context,
            self.tr("Draw only events of this issue"),
            self.tr("Draw only events with this actor"),
        )
        super().__init__(context, ("calendar-clock", "", ""), filters, parent)
        self.nothing.set_text(self.tr("No events here"), self.tr("Add what happened and what is planned."))
        self._tall = 0.0
        self.canvas.resized.connect(self._on_height)
        self._span: Span | None = None
        self._seen: Span | None = None

    def narrowed(self) -> None:
        self._span = None
        super().narrowed()

    def remembered(self) -> dict[str, str]:
        span = self._span
        return super().remembered() | {"span": f"{span.first.isoformat()}/{span.last.isoformat()}" if span else ""}

    def restore(self, before: dict[str, str]) -> None:
        super().restore(before)
        first, _slash, last = before.get("span", "").partition("/")
        try:
            self._span = between(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
        except ValueError:
            self._span = None

    def span(self) -> Span | None:
        """The days that are shown; None before the first picture."""
        return self._seen

    def drawing(self) -> Drawing:
        wide, self._tall, span = self.canvas.points_wide(), self.canvas.points_tall(), self._span
        tall = self._tall
        issues, actors = self.filters.issues(), self.filters.actors()

        def draw(reading: Reading) -> Picture:
            shown = span or whole_span(reading.happenings(issues, actors), reading.today)
            self._seen = shown
            return timeline(reading, svg.measure, width=wide, span=shown, issues=issues, actors=actors, height=tall)

        return draw

    def _on_height(self) -> None:
        counts = any(mark.members for mark in self.canvas.picture().marks)
        if counts and abs(self.canvas.points_tall() - self._tall) > 1:  # the columns make use of it
            self.refresh()

    def zoom(self, factor: float, around: float) -> None:
        if self._seen is not None:
            self._go(self._seen.zoomed(factor, around))

    def pan(self, part: float) -> None:
        if self._seen is not None:
            self._go(self._seen.moved(part))

    def fit(self) -> None:
        self._span = None
        self.refresh()

    def _go(self, span: Span) -> None:
        self._span = self._seen = span
        self.refresh()

    def told(self, picture: Picture) -> str:
        if self._seen is None:
            return ""
        first, last = self._seen.first.isoformat(), self._seen.last.isoformat()
        return dates.describe(f"{first}/{last}")

    def open_members(self, mark: Mark) -> None:
        """Few events are offered by name; many are shown closer."""
        if len(mark.members) <= LISTED or self._seen is None:
            super().open_members(mark)
            return
        place = self.canvas.place_of(mark).x() / max(1, self.canvas.viewport().width())
        self._go(self._seen.zoomed(0.25, min(max(place, 0.0), 1.0)))
