"""A profile: how one house marks, names, dates and dresses its briefs, as a definition that a desk can copy and edit.

The built-in ones lie in `resources/profiles`. Levels of one scheme are ordered; two schemes cannot be compared.
Sources of the rules: UK Government Security Classifications Policy, Council Decision 2013/488/EU, FIRST TLP 2.0.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.rules import colours, definitions
from briefing.rules.definitions import Table
from briefing.wording import say

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_USUAL_INK = "#8c1d18"
"""That of a marking where nothing else is said (`Style` of the tree)."""
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = (f"{_SVG}script", f"{_SVG}foreignObject")
SCOPES = ("first", "every")


@dataclass(frozen=True)
class Level:
    """A level of a scheme. `rank` orders, `short` is its portion mark; one that is not enabled says why in `reason`.

    `ink` and `ground` are colours of the marking, empty for those of the profile.
    """

    name: str
    rank: int
    short: str = ""
    enabled: bool = True
    reason: str = ""
    ink: str = ""
    ground: str = ""


@dataclass(frozen=True)
class Designation:
    """A name that a house prints with a mark and a footnote.

    `scope` is `first` (in the title, and where the text first has it) or `every`. Never inside quotes, titles of
    sources or anything that is stored.
    """

    term: str
    mark: str
    footnote: str
    scope: str = "first"


@dataclass(frozen=True)
class Look:
    """House style: colours `#rrggbb` (empty: the usual), whether the body is set sans, where the marking stands."""

    accent: str = ""
    marking_ink: str = ""
    marking_at: str = "centre"
    sans: bool = False
    logo: str = ""
    paper: str = ""
    duplex: bool = False


@dataclass(frozen=True)
class Profile:
    """A house. `scheme` names its markings (empty: it has none), `levels` are in order of rank, lowest first.

    `marks` are the outer quotation marks of verbatim quotes, `weekdays` whether days in prose carry their weekday,
    `handling` a second line under the marking.
    """

    name: str
    title: str
    hint: str = ""
    scheme: str = ""
    levels: tuple[Level, ...] = ()
    portion_marks: bool = False
    handling: str = ""
    designations: tuple[Designation, ...] = ()
    marks: tuple[str, str] = ("“", "”")
    weekdays: bool = True
    look: Look = Look()
    text: str = ""
    ours: bool = False

    def level(self, name: str) -> Level | None:
        """The level of this name, in capitals or not; None where the scheme has no such level."""
        wanted = name.strip().casefold()
        return next((one for one in self.levels if one.name.casefold() == wanted), None)

    @property
    def lowest(self) -> Level | None:
        """What a record without a marking counts as."""
        return self.levels[0] if self.levels else None


def parse(text: str, *, ours: bool = False) -> Profile:
    """The profile that `text` defines. Raises DefinitionError, naming the line."""
    whole = definitions.read(text)
    whole.only("name", "title", "hint", "marking", "designation", "quotes", "dates", "look")
    marking, quotes, look = whole.table("marking"), whole.table("quotes"), whole.table("look")
    days = whole.table("dates")
    days.only("weekdays")
    ink = _colour(marking, "ink")
    _refuse_invisible(marking, ink)
    levels = tuple(_level(table, ink) for table in marking.tables("level"))
    marking.only("scheme", "at", "ink", "portion_marks", "handling", "level")
    quotes.only("opening", "closing")
    scheme = marking.text("scheme", "")
    made = Profile(
        name=whole.name("name"),
        title=whole.text("title"),
        hint=whole.text("hint", ""),
        scheme=scheme,
        levels=tuple(sorted(levels, key=lambda level: level.rank)),
        portion_marks=marking.flag("portion_marks"),
        handling=marking.text("handling", ""),
        designations=tuple(_designation(table) for table in whole.tables("designation")),
        marks=(quotes.text("opening", "“"), quotes.text("closing", "”")),
        weekdays=days.flag("weekdays", True),
        look=_look(look, marking.text("at", "centre", among=("centre", "right")), ink),
        text=text,
        ours=ours,
    )
    if levels and not scheme:
        raise marking.fault("scheme", say("levels need the name of their scheme."))
    _refuse_doubles(marking, levels)
    if not 1 <= len(made.marks[0]) <= 3 or not 1 <= len(made.marks[1]) <= 3:
        raise quotes.fault("opening", say("quotation marks have one to three characters."))
    return made


def _level(table: Table, ink: str) -> Level:
    table.only("name", "rank", "short", "enabled", "reason", "ink", "ground")
    level = Level(
        name=table.text("name"),
        rank=table.whole("rank"),
        short=table.text("short", ""),
        enabled=table.flag("enabled", True),
        reason=table.text("reason", ""),
        ink=_colour(table, "ink"),
        ground=_colour(table, "ground"),
    )
    if not level.name.strip():
        raise table.fault("name", say("a level needs a name."))
    _refuse_invisible(table, level.ink or ink, level.ground)
    return level


def _designation(table: Table) -> Designation:
    table.only("term", "mark", "footnote", "scope")
    made = Designation(
        term=table.text("term"),
        mark=table.text("mark"),
        footnote=table.text("footnote"),
        scope=table.text("scope", "first", among=SCOPES),
    )
    for key in ("term", "mark", "footnote"):
        if not getattr(made, key).strip():
            raise table.fault(key, say("“%1” cannot be empty.", key))
    return made


def _look(table: Table, marking_at: str, marking_ink: str) -> Look:
    table.only("accent", "sans", "logo", "paper", "duplex")
    logo = table.prose("logo")
    if logo:
        _refuse_no_picture(table, logo)
    accent = _colour(table, "accent")
    _refuse_invisible(table, accent, key="accent")
    return Look(
        accent=accent,
        marking_ink=marking_ink,
        marking_at=marking_at,
        sans=table.flag("sans"),
        logo=logo,
        paper=table.text("paper", "", among=("", "a4", "letter")),
        duplex=table.flag("duplex"),
    )


def _refuse_no_picture(table: Table, logo: str) -> None:
    """Raise DefinitionError for a logo that no exporter could draw, or that asks for what lies elsewhere."""
    from xml.etree.ElementTree import ParseError, fromstring

    if not logo.lstrip().startswith("<svg"):
        raise table.fault("logo", say("a logo is the text of an SVG picture, which begins with <svg."))
    if "<!" in re.sub(r"<!--.*?-->", "", logo, flags=re.DOTALL):
        raise table.fault("logo", say("a logo declares nothing of its own: leave out what stands in <!…>."))
    try:
        root = fromstring(logo.strip())  # noqa: S314 (nothing is declared in it that could unfold)
    except (ParseError, ValueError) as error:
        raise table.fault("logo", say("the logo is no whole SVG picture: %1.", error)) from None
    if root.tag != _SVG + "svg":
        raise table.fault("logo", say('the logo must name its language: <svg xmlns="http://www.w3.org/2000/svg" …>.'))
    for part in root.iter():
        addresses = [value for name, value in part.attrib.items() if name.rpartition("}")[2] == "href"]
        if part.tag in _ACTIVE or any(not one.strip().startswith(("#", "data:")) for one in addresses):
            raise table.fault("logo", say("a logo may hold no script and name no other file."))


def _colour(table: Table, key: str) -> str:
    found = table.text(key, "")
    if found and not _COLOUR.fullmatch(found):
        raise table.fault(key, say("“%1” is no colour: write # and six digits, such as #1f3a5f.", found))
    return found


def _refuse_invisible(table: Table, ink: str, ground: str = "", key: str = "ink") -> None:
    """Raise DefinitionError for letters that nobody could read on their ground, which is paper if not said."""
    ink, ground = ink or _USUAL_INK, ground or colours.PAPER
    if colours.contrast(ink, ground) < colours.READABLE:
        reason = say("%1 cannot be read on %2. Choose a colour with more contrast.", ink, ground)
        raise table.fault(key if table.has(key) else "ground", reason)


def _refuse_doubles(table: Table, levels: tuple[Level, ...]) -> None:
    names: set[str] = set()
    ranks: set[int] = set()
    for one, level in zip(table.tables("level"), levels, strict=True):
        if level.name.casefold() in names:
            raise one.fault("name", say("two levels are called “%1”.", level.name))
        if level.rank in ranks:
            raise one.fault("rank", say("two levels have the rank %1.", level.rank))
        names.add(level.name.casefold())
        ranks.add(level.rank)


def with_levels(profile: Profile, levels: Iterable[Level]) -> Profile:
    """`profile` with these levels, in order of rank."""
    return replace(profile, levels=tuple(sorted(levels, key=lambda level: level.rank)))
