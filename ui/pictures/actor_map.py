"""The actor map on the screen: all actors and how they stand to each other, or those near a chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from briefing.pictures import svg
from briefing.pictures.actor_map import actor_map
from briefing.pictures.network import ROLE, Network, network
from briefing.pictures.shapes import Picture
from briefing.reading import Reading
from briefing.terms import RelationKind, in_words
from ui.context import Context
from ui.pictures.filters import Filters
from ui.pictures.magnified import MagnifiedView
from ui.pictures.view import Drawing
from ui.tones import shown
from ui.words import counted

_READABLE = 0.62
"""A map is not shown smaller than this before somebody asks for the whole of it."""
_STEP = 200
"""The map is laid out for a width in steps of so many points, so that it does not change with every pixel."""


class ActorMapPicture(MagnifiedView):
    """The fields over it narrow it to an issue, a kind of relation, or an actor and those within some steps."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """All actors."""
        filters = Filters(
            context,
            self.tr("Draw only actors who bear on this issue"),
            self.tr("Draw only actors near this one"),
        )
        super().__init__(context, ("users", "", ""), filters, parent)
        self._shown: Network | None = None
        self.is_whole, self.least = True, _READABLE
        self._for = 0
        self.canvas.width_changed.disconnect(self.refresh)
        self.canvas.width_changed.connect(self._on_width)
        self.steps = QComboBox()
        for words, steps in (
            (self.tr("Within 1 step"), 1),
            (self.tr("Within 2 steps"), 2),
            (self.tr("At any distance"), 0),
        ):
            self.steps.addItem(words, steps)
        self.kind = QComboBox()
        self.kind.addItem(self.tr("All relations"), "")
        for kind in RelationKind:
            self.kind.addItem(shown(in_words(kind)), kind.value)
        self.kind.addItem(self.tr("Roles"), ROLE)
        for box, name in (
            (self.steps, self.tr("How far from the chosen actor")),
            (self.kind, self.tr("Draw only relations of this kind")),
        ):
            filters.add(box, name)
            box.currentIndexChanged.connect(lambda _at: self.narrowed())
        self._say_nothing()
        self.steps.hide()

    def choose(self, actor: str) -> None:
        """Draw who is near this actor; all without one."""
        self.filters.actor.set_value(actor)
        self.narrowed()

    def clear_filters(self) -> None:
        for box in (self.kind, self.steps):
            box.setCurrentIndex(0)
        super().clear_filters()

    def is_narrowed(self) -> bool:
        return super().is_narrowed() or bool(self.kind.currentData())

    def remembered(self) -> dict[str, str]:
        return super().remembered() | {"kind": str(self.kind.currentData()), "steps": str(self.steps.currentData())}

    def restore(self, before: dict[str, str]) -> None:
        for box in (self.kind, self.steps):
            box.blockSignals(True)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before.get("kind", ""))))
        steps = before.get("steps", "")
        self.steps.setCurrentIndex(max(0, self.steps.findData(int(steps) if steps.isdecimal() else 1)))
        for box in (self.kind, self.steps):
            box.blockSignals(False)
        super().restore(before)
        self.steps.setVisible(bool(self.filters.actors()))
        self._say_nothing()

    def narrowed(self) -> None:
        self.steps.setVisible(bool(self.filters.actors()))
        self.is_whole, self.least = True, _READABLE
        self._say_nothing()
        super().narrowed()

    def _say_nothing(self) -> None:
        if self.is_narrowed():
            self.nothing.set_text(self.tr("No relations here"), self.tr("Nobody is related in this way. Choose less."))
        else:
            self.nothing.set_text(
                self.tr("No relations yet"),
                self.tr("Open an actor, and add its roles and how it stands to others. They are drawn here."),
            )

    # drawing

    def drawing(self) -> Drawing:
        issues, actor, kind = self.filters.issues(), self.filters.actor.value(), str(self.kind.currentData() or "")
        steps, width = int(self.steps.currentData()), self._width()
        self._for = width

        def draw(reading: Reading) -> Picture:
            found = network(
                reading,
                issues=issues,
                kinds=(kind,) if kind else (),
                actor=actor,
                steps=steps,
            )
            self._shown = found
            return actor_map(found, svg.measure, width=width, today=reading.today.isoformat())

        return draw

    def told(self, picture: Picture) -> str:
        found = self._shown
        if found is None or not picture.marks:
            return ""
        if found.left_out:
            words = self.tr("Shows %1 of %2 actors, those around %3")
            around = self.context.desk.title("actor", found.centre)
            return words.replace("%1", f"{len(found.actors):,}").replace("%2", f"{found.total:,}").replace("%3", around)
        ties = counted(len(found.ties), "%1 relation or role", "%1 relations and roles")
        return counted(len(found.actors), "%1 actor, %2", "%1 actors, %2", ties)

    # how large it is

    def centre(self) -> str:
        return self._shown.centre if self._shown is not None else ""

    def _width(self) -> int:
        # Whether scroll bars are shown follows from the layout, so the layout must not follow from them.
        return max(2 * _STEP, int(self.canvas.points_wide(with_bars=True)) // _STEP * _STEP)

    def _on_width(self) -> None:
        if self._width() != self._for:
            self.refresh()
