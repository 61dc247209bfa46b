"""The actor map on the screen: all actors and how they stand to each other, or those near a chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from briefing.pictures import svg
from briefing.pictures.actor_map import actor_map
from briefing.pictures.network import ROLE, Network, network
from briefing.pictures.shapes import Picture
from briefing.reading import Reading
from briefing.terms import RelationKind
from ui.context import Context
from ui.forms.ref_field import RefField
from ui.pictures.view import Drawing, PictureView
from ui.tones import shown
from ui.widgets.flow import FlowLayout
from ui.words import counted

_READABLE = 0.62
"""A map is not shown smaller than this before somebody asks for the whole of it."""
_STEP = 200
"""The map is laid out for a width in steps of so many points, so that it does not change with every pixel."""


class ActorMapPicture(PictureView):
    """The fields over it narrow it to an issue, a kind of relation, or an actor and those within some steps."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """All actors."""
        super().__init__(context, ("users", "", ""), parent)
        self._shown: Network | None = None
        self._whole = True
        self._for = 0
        self.canvas.width_changed.disconnect(self.refresh)
        self.canvas.width_changed.connect(self._on_width)
        self.canvas.resized.connect(self._refit)
        self.issue = RefField(context, "issue", self.tr("Draw only actors who bear on this issue"))
        self.issue.setPlaceholderText(self.tr("All issues"))
        self.actor = RefField(context, "actor", self.tr("Draw only actors near this one"))
        self.actor.setPlaceholderText(self.tr("All actors"))
        self.steps = QComboBox()
        self.steps.setAccessibleName(self.tr("How far from the chosen actor"))
        for words, steps in (
            (self.tr("Within 1 step"), 1),
            (self.tr("Within 2 steps"), 2),
            (self.tr("At any distance"), 0),
        ):
            self.steps.addItem(words, steps)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Draw only relations of this kind"))
        self.kind.addItem(self.tr("All relations"), "")
        for kind in RelationKind:
            self.kind.addItem(shown(kind.value.replace("_", " ")), kind.value)
        self.kind.addItem(self.tr("Roles"), ROLE)
        filters = QWidget()
        flow = FlowLayout(filters, gap=8)
        for field in (self.issue, self.actor):
            field.set_value("")
            field.setFixedWidth(context.theme.px(200))
            field.committed.connect(lambda _id: self._narrow())
        for widget in (self.issue, self.actor, self.steps, self.kind):
            flow.addWidget(widget)
        self.steps.currentIndexChanged.connect(lambda _at: self._narrow())
        self.kind.currentIndexChanged.connect(lambda _at: self._narrow())
        self.column.insertWidget(1, filters)
        filters.setContentsMargins(16, 0, 12, 8)
        self._say_nothing()
        self.steps.hide()

    def choose(self, actor: str) -> None:
        """Draw who is near this actor; all without one."""
        self.actor.set_value(actor)
        self._narrow()

    def is_narrowed(self) -> bool:
        """Whether only a part of the actors was asked for."""
        return bool(self.issue.value() or self.actor.value() or self.kind.currentData())

    def _narrow(self) -> None:
        self.steps.setVisible(bool(self.actor.value()))
        self._whole = True
        self._say_nothing()
        self.refresh()

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
        issue, actor, kind = self.issue.value(), self.actor.value(), str(self.kind.currentData() or "")
        steps, width = int(self.steps.currentData()), self._width()
        self._for = width

        def draw(reading: Reading) -> Picture:
            found = network(
                reading,
                issues=(issue,) if issue else (),
                kinds=(kind,) if kind else (),
                actor=actor,
                steps=steps,
            )
            self._shown = found
            return actor_map(found, svg.measure, width=width, today=reading.today.isoformat())

        return draw

    def shown_picture(self, picture: Picture) -> None:
        self._refit()

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

    def zoom(self, factor: float, around: float) -> None:
        self._whole = False
        self.canvas.magnify(1 / factor, around)

    def fit(self) -> None:
        self._whole = True
        self._fit()

    def _refit(self) -> None:
        if self._whole:
            self._fit(_READABLE)

    def _fit(self, least: float = 0.0) -> None:
        whole = self.canvas.fit(least) if least else self.canvas.fit()
        if not whole and self._shown is not None:
            self.canvas.bring(self._shown.centre)

    def _width(self) -> int:
        return max(2 * _STEP, int(self.canvas.points_wide()) // _STEP * _STEP)

    def _on_width(self) -> None:
        if self._width() != self._for:
            self.refresh()
