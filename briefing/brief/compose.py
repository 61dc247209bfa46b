"""Store + template → `Brief`: the frozen tree that every exporter reads.

Nothing is typed twice: what is not the officer's own block is made from records, and every quote is checked
against the archive while the brief is composed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from briefing.brief import figures, issue_brief, one_page, parts
from briefing.brief.material import Material, gather
from briefing.brief.templates import Template, TemplateBlock, template
from briefing.brief.tree import Block, Blocks, Brief, Callout, Paragraph, QuoteBlock, walk_blocks
from briefing.model import Brief as BriefRecord
from briefing.reading import Reading
from briefing.rules import dates

Builder = Callable[[Material], Blocks]

_FIGURES: Mapping[str, Builder] = MappingProxyType(
    {
        "timeline_picture": figures.timeline_picture,
        "stance_matrix": figures.stance_matrix,
        "actor_map": figures.map_of_actors,
    }
)
_ONE_PAGE: Mapping[str, Builder] = MappingProxyType(
    {
        "what_happened": one_page.what_happened,
        "open_issues": one_page.open_issues,
        "positions": one_page.positions,
        "key_quotes": one_page.key_quotes,
        "next_days": one_page.next_days,
        **_FIGURES,
    }
)
_ISSUE_BRIEF: Mapping[str, Builder] = MappingProxyType(
    {
        "state_of_play": issue_brief.state_of_play,
        "actors": issue_brief.actors,
        "timeline": issue_brief.timeline,
        "facts": issue_brief.facts,
        "key_quotes": issue_brief.key_quotes,
        "conventions": issue_brief.conventions,
        **_FIGURES,
    }
)
_BUILDERS: Mapping[str, Mapping[str, Builder]] = MappingProxyType({"one-page": _ONE_PAGE, "issue-brief": _ISSUE_BRIEF})


@dataclass(frozen=True)
class Order:
    """What is asked for. Without `brief` the newest one of the template lends title and own words, not its issues.

    `issues` are ids; none: those of the named brief, else all that are not closed. `marking`, `contact` and `unit`
    are used where the store says nothing.
    """

    template: str
    issues: tuple[str, ...] = ()
    brief: str = ""
    marking: str = ""
    contact: str = ""
    unit: str = ""
    paper: str = "a4"


def compose(reading: Reading, order: Order) -> Brief:
    """The brief as a tree. Raises UnverifiedQuoteError, naming the quote, and NotFoundError."""
    form = template(order.template)
    record = _record(reading, order)
    chosen = order.issues or (reading.brief_issues(record) if record and order.brief else ())
    material = gather(reading, chosen)
    rows = reading.brief_blocks(record.id) if record else []
    own = {row.block: row.text for row in rows}
    included = {row.block: row.included for row in rows}
    blocks: list[Block] = []
    missing: list[str] = []
    for block in form.blocks:
        if not block.mandatory and not included.get(block.name, not block.added):
            continue
        made = _made(material, form, block, own)
        if not made and block.mandatory:
            missing.append(block.heading)
            made = (parts.missing(block.heading),)
        blocks += _placed(block, made)
    brief = _furnished(reading, order, form, record)
    done = replace(
        brief,
        blocks=tuple(blocks if form.one_page else _numbered(blocks)),
        notes=material.notes.all(),
        missing=tuple(missing),
        contents=not form.one_page,
    )
    return replace(done, quotes=_printed(material, done.blocks))


def _record(reading: Reading, order: Order) -> BriefRecord | None:
    if order.brief:
        return reading.get(BriefRecord, order.brief)
    return next(iter(reading.briefs(order.template)), None)


def _made(material: Material, form: Template, block: TemplateBlock, own: Mapping[str, str]) -> Blocks:
    if not block.own:
        return _BUILDERS[form.name][block.name](material)
    text = own.get(block.name, "")
    if text.strip():
        return parts.own(material, text)
    if block.name == "lines_to_take":
        lines = [line for issue in material.issues for line in parts.own(material, issue.our_line)]
        return tuple(lines)
    return ()


def _placed(block: TemplateBlock, made: Blocks) -> Blocks:
    if block.name == "bottom_line" and made:
        return (Callout(block.heading, made),)
    return parts.section(block.heading, *made)


def _furnished(reading: Reading, order: Order, form: Template, record: BriefRecord | None) -> Brief:
    today = reading.today
    meta = [
        ("For", record.audience if record else ""),
        ("From", order.unit),
        ("Needed by", dates.describe(record.needed_by_edtf, weekday=True) if record else ""),
        ("Status", record.status.value if record else "draft"),
    ]
    return Brief(
        template=form.name,
        title=record.title if record else reading.setting("title") or form.title,
        marking=reading.setting("marking") or order.marking,
        language="en",
        as_at=today.isoformat(),
        as_at_text=dates.describe(today.isoformat(), weekday=True),
        reference=record.reference if record else "",
        contact=order.contact,
        meta=tuple(pair for pair in meta if pair[1]),
        one_page=form.one_page,
        paper=order.paper,
    )


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Number the paragraphs that stand by themselves, so that people can say "paragraph 7"."""
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
    return tuple(dict.fromkeys([*referred, *(quote.id for quote in material.quotes)]))
