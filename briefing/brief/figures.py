"""The blocks that are pictures: what a brief tells in tables, seen at a glance. Printed where a brief asks for them."""

from collections.abc import Callable, Sequence

from briefing.brief.material import Material
from briefing.brief.tree import Blocks, Figure
from briefing.pictures import printed, svg
from briefing.pictures.shapes import Measure, Picture
from briefing.reading import Reading

_Drawn = Callable[[Reading, Measure, Sequence[str]], list[Picture]]


def timeline_picture(material: Material) -> Blocks:
    """The events of the issues on an axis of days."""
    return _figures(material, printed.printed_timeline)


def stance_matrix(material: Material) -> Blocks:
    """Who wants what of which issue."""
    return _figures(material, printed.printed_matrix)


def map_of_actors(material: Material) -> Blocks:
    """How the actors of the issues are related."""
    return _figures(material, printed.printed_map)


def _figures(material: Material, drawn: _Drawn) -> Blocks:
    if not material.issues:  # without issues the pictures would show everything
        return ()
    found = drawn(material.reading, svg.measure, [issue.id for issue in material.issues])
    many = len(found) > 1
    return tuple(
        Figure(
            caption=f"{picture.title} ({number} of {len(found)})" if many else picture.title,
            alt=f"{picture.title}. {picture.description}",
            picture=picture,
        )
        for number, picture in enumerate(found, 1)
    )
