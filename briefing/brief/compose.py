"""Store + template + profile → `Brief`: the frozen tree that every exporter reads.

Nothing is typed twice: what is not the officer's own block is made from records, and every quote is checked
against the archive while the brief is composed. What lies above the ceiling is not there while it is composed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

from briefing.brief import parts, since, update
from briefing.brief.builders import BUILDERS
from briefing.brief.designations import designated
from briefing.brief.material import Material, gather
from briefing.brief.outline import Planned, outline
from briefing.brief.tree import (
    Block,
    Blocks,
    Brief,
    Callout,
    Paragraph,
    QuoteBlock,
    Sheet,
    Style,
    walk_blocks,
)
from briefing.errors import NotFoundError
from briefing.model import Actor, BriefVersion, Event
from briefing.model import Brief as BriefRecord
from briefing.reading import Reading
from briefing.rules import dates, markings
from briefing.rules.profiles import Level, Profile
from briefing.rules.templates import Template, TemplateBlock
from briefing.store.withheld import Withheld, hidden, withheld
from briefing.wording import say


@dataclass(frozen=True)
class Order:
    """What is asked for; what is left empty is the brief's, else the store's.

    Without `brief` the newest one of the template lends title and own words, not its issues. `issues` are ids; none:
    those of the named brief, else all that are not closed. `template` may be empty where a brief is named. `marking`,
    `contact` and `unit` are used where the store says nothing, `usual_paper` where neither the brief nor its profile
    names a paper. `ceiling` is the name of the highest level that may be in it, `internal` says whether blocks that are
    not for others are in it. `since` is a version of a brief. `handling` and `version` are lines of furniture.
    """

    template: str
    issues: tuple[str, ...] = ()
    brief: str = ""
    marking: str = ""
    contact: str = ""
    unit: str = ""
    paper: str = ""
    usual_paper: str = ""
    profile: str = ""
    ceiling: str = ""
    event: str = ""
    speaker: str = ""
    since: str = ""
    internal: bool | None = None
    handling: str = ""
    version: str = ""
    status: str = ""
    series_no: int | None = None


@dataclass(frozen=True)
class Composed:
    """A brief, the blocks that each part of its outline gave (by name), and what the ceiling took away.

    `told` are the ids of the records that are printed, `prose` is the Markdown that is; `record` is the brief that
    lent its words.
    """

    tree: Brief
    outline: tuple[Planned, ...]
    parts: Mapping[str, Blocks]
    profile: Profile
    withheld: Withheld = field(default_factory=Withheld)
    told: tuple[str, ...] = ()
    prose: frozenset[str] = frozenset()
    record: BriefRecord | None = None


def compose(reading: Reading, order: Order) -> Brief:
    """The brief as a tree. Raises UnverifiedQuoteError, naming the quote, NotFoundError and DefinitionError."""
    return composed(reading, order).tree


def composed(reading: Reading, order: Order) -> Composed:
    """The brief as a tree, with what the composer, the preflight and the export need beside it. Raises as `compose`."""
    record = _record(reading, order)
    form = reading.template(order.template or (record.template if record else ""))
    profile, ceiling, held = _kept_out(reading, order, record)
    with hidden(reading.store, held):
        return _composed(reading, order, form, record, profile, held, ceiling)


def left_out(reading: Reading, order: Order) -> Withheld:
    """The records that the ceiling of a brief keeps out of it, without composing it. Raises as `compose`."""
    return _kept_out(reading, order, _record(reading, order))[2]


def _kept_out(reading: Reading, order: Order, record: BriefRecord | None) -> tuple[Profile, Level | None, Withheld]:
    profile = reading.profile(order.profile or (record.profile if record else ""))
    ceiling = markings.ceiling_of(profile, order.ceiling or (record.ceiling if record else ""))
    return profile, ceiling, withheld(reading.store, markings.allowed_under(profile, ceiling))


def _composed(
    reading: Reading,
    order: Order,
    form: Template,
    record: BriefRecord | None,
    profile: Profile,
    held: Withheld,
    ceiling: Level | None,
) -> Composed:
    chosen = order.issues or (reading.brief_issues(record) if record and order.brief else ())
    material = gather(reading, chosen, held.ids)
    material.profile, material.brief = profile, record
    material.allowed = markings.allowed_under(profile, ceiling)
    _about(material, order, record)
    planned = outline(form, reading.brief_blocks(record.id) if record else [])
    material.own_words = {one.block.name: one.text for one in planned}
    internal = bool(record and record.internal and order.brief) if order.internal is None else order.internal
    made: dict[str, Blocks] = {}
    printed: list[Block] = []
    missing: list[str] = []
    letters = iter(ascii_uppercase)
    for one in planned:
        if not one.included or (one.block.internal and not internal):
            continue
        found = _made(material, one)
        made[one.block.name] = found
        if not found and one.block.mandatory:
            missing.append(one.block.heading)
            found = (parts.missing(one.block.heading),)
        printed += _placed(one.block, found, next(letters, "") if found and one.block.look == "annex" else "")
    level = _banner(material, record)
    brief = _furnished(reading, order, form, record, profile, level)
    if any(one.block.made in update.MADE and one.block.name in made for one in planned):
        brief = replace(brief, meta=(*brief.meta, ("Period", since.period(material))))
    done = replace(
        brief,
        blocks=tuple(_numbered(printed) if form.numbered else printed),
        notes=material.notes.all(),
        missing=tuple(missing),
        contents=form.contents,
    )
    done = designated(replace(done, quotes=_printed(material, done.blocks)), profile.designations)
    told, prose = tuple(material.markings), frozenset(material.prose)
    return Composed(done, planned, made, profile, held, told, prose, record)


def _record(reading: Reading, order: Order) -> BriefRecord | None:
    if order.brief:
        return reading.get(BriefRecord, order.brief)
    return next(iter(reading.briefs(order.template)), None)


def _about(material: Material, order: Order, record: BriefRecord | None) -> None:
    """The meeting, the speaker and the earlier version that this brief is about."""
    reading, held = material.reading, material.withheld
    event = order.event or (record.event if record else "")
    speaker = order.speaker or (record.speaker if record else "")
    since = order.since or (reading.last_version(record.since) if record and record.since else "")
    material.asked = frozenset(name for name, one in (("event", event), ("speaker", speaker)) if one)
    material.event = reading.get(Event, event) if event and event not in held else None
    if material.event is not None and material.event.deleted:
        raise NotFoundError(
            say("The meeting “%1” is in the bin. Restore it or choose another one.", material.event.title)
        )
    material.speaker = reading.get(Actor, speaker) if speaker and speaker not in held else None
    material.since = reading.get(BriefVersion, since) if since else None
    if speaker:
        material.said_by(speaker)


def _made(material: Material, one: Planned) -> Blocks:
    block = one.block
    if one.records:
        material = material.only(one.records)
    if not block.own:
        return BUILDERS[block.made](material, block)
    if one.text.strip():
        return parts.own(material, one.text)
    fields = {"lines_to_take": "our_line", "sensitivities": "sensitivities"}
    if block.made in fields:
        return tuple(
            line for issue in material.issues for line in parts.own(material, getattr(issue, fields[block.made]))
        )
    return ()


def _placed(block: TemplateBlock, made: Blocks, letter: str) -> Blocks:
    if not made:
        return ()
    if block.look == "callout":
        whole: Blocks = (Callout(block.heading, made),)
    else:
        heading = f"Annex {letter}: {block.heading}" if letter else block.heading
        whole = _headed(heading, made)
    if block.landscape or block.new_page or block.look == "annex":
        return (Sheet(whole, block.landscape),)
    return whole


def _headed(heading: str, made: Blocks) -> Blocks:
    """The blocks under their heading, which stands on the sheet of the first where that begins one."""
    first, *rest = made
    if isinstance(first, Sheet):
        return (replace(first, blocks=parts.section(heading, *first.blocks)), *rest)
    return parts.section(heading, *made)


def _banner(material: Material, record: BriefRecord | None) -> Level | None:
    """The highest level of what is printed; the brief's own words count as the brief is marked."""
    levels = [material.level(), material.profile.level(record.marking) if record and record.marking else None]
    return max((one for one in levels if one is not None), key=lambda level: level.rank, default=None)


def _furnished(
    reading: Reading, order: Order, form: Template, record: BriefRecord | None, profile: Profile, level: Level | None
) -> Brief:
    today = reading.today
    said = reading.setting("marking") or order.marking
    meta = [
        ("For", record.audience if record else ""),
        ("From", order.unit),
        ("Needed by", dates.describe(record.needed_by_edtf, weekday=profile.weekdays) if record else ""),
        ("Status", order.status or (record.status.value if record else "draft")),
    ]
    if record and record.series:
        number = order.series_no or record.series_no
        meta.insert(0, ("Series", f"{record.series} No. {number}" if number else record.series))
    # What the store says of itself stays on the page: beside a level it is a line of handling.
    lines = [order.handling, profile.handling, said if level is not None and said != level.name else ""]
    paper = order.paper or (record.paper if record else "") or profile.look.paper or order.usual_paper or "a4"
    return Brief(
        template=form.name,
        title=record.title if record else ": ".join(part for part in (form.title, reading.setting("title")) if part),
        marking=level.name if level is not None else said,
        handling=" · ".join(line for line in lines if line),
        version=order.version,
        language="en",
        as_at=today.isoformat(),
        as_at_text=dates.describe(today.isoformat(), weekday=profile.weekdays),
        reference=record.reference if record else "",
        contact=order.contact,
        meta=tuple(pair for pair in meta if pair[1]),
        one_page=form.one_page,
        paper="us-letter" if paper in ("letter", "us-letter") else "a4",
        style=_style(profile, level),
    )


def _style(profile: Profile, level: Level | None) -> Style:
    look, usual = profile.look, Style()
    return Style(
        accent=look.accent or usual.accent,
        marking_ink=(level.ink if level else "") or look.marking_ink or usual.marking_ink,
        marking_ground=level.ground if level else "",
        marking_at=look.marking_at,
        sans=look.sans,
        logo=look.logo,
        duplex=look.duplex,
    )


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Number the paragraphs that stand by themselves, so that people can say "paragraph 7"; not those of annexes."""
    numbered: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            count += 1
            numbered.append(replace(block, number=count))
        else:
            numbered.append(block)
    return numbered


def _printed(material: Material, blocks: Blocks) -> tuple[str, ...]:
    """The ids of the quotes in the brief, those of its issues and those that own words refer to."""
    referred = [block.id for block in walk_blocks(blocks) if isinstance(block, QuoteBlock)]
    in_lines = [quote.id for quote in material.quotes if quote.id in material.markings]
    return tuple(dict.fromkeys([*referred, *in_lines]))
