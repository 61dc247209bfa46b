"""The blocks that are pictures: what a brief tells in tables, seen at a glance. Printed where a brief asks for them."""

from collections.abc import Callable, Sequence

from briefing.brief.material import Material
from briefing.brief.tree import Blocks, Figure, Sheet
from briefing.pictures import printed, svg
from briefing.pictures.shapes import Measure, Picture
from briefing.reading import Reading
from briefing.rules import dates
from briefing.rules.templates import TemplateBlock

_Drawn = Callable[[Reading, Measure, Sequence[str]], list[Picture]]


def timeline_picture(material: Material, _block: TemplateBlock) -> Blocks:
    """The events of the issues on an axis of days."""
    return _figures(material, printed.printed_timeline, "What happened and what is planned")


def stance_matrix(material: Material, _block: TemplateBlock) -> Blocks:
    """Who wants what of which issue."""
    return _figures(material, printed.printed_matrix, "Who wants what")


def map_of_actors(material: Material, _block: TemplateBlock) -> Blocks:
    """How the actors of the issues are related."""
    return _figures(material, printed.printed_map, "How the actors are related")


def _figures(material: Material, drawn: _Drawn, shows: str) -> Blocks:
    """The pictures with what they show and as at which day: taken out of the brief they still say it."""
    if not material.issues:  # without issues the pictures would show everything
        return ()
    for record in (*material.issues, *material.events, *material.positions):
        material.told(record)
    found = drawn(material.reading, svg.measure, [issue.id for issue in material.issues])
    caption = f"{shows}, as at {dates.describe(material.reading.today.isoformat())}"
    many = len(found) > 1
    figures = [
        Figure(
            caption=f"{caption} ({number} of {len(found)})" if many else caption,
            alt=f"{caption}. {picture.description}",
            picture=picture,
        )
        for number, picture in enumerate(found, 1)
    ]
    return tuple(Sheet((one,), landscape=True) if printed.lies(one.picture) else one for one in figures)
