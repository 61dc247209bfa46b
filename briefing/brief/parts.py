"""Pieces that several templates share: runs, event lines, statuses, deadlines, the words that say how we know."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.brief.material import Material, check
from briefing.brief.prose import literal, parse
from briefing.brief.tree import (
    Block,
    Blocks,
    CodeBlock,
    Emph,
    Foreign,
    Heading,
    LineBreak,
    ListBlock,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Run,
    Runs,
    Strong,
    Table,
    Text,
    Verbatim,
    plain,
    walk_blocks,
)
from briefing.errors import NotFoundError
from briefing.model import KINDS, Actor, Citation, Event, Issue, Position, Quote
from briefing.rules import dates
from briefing.store.lists import event_state
from briefing.terms import AnchorState, Modality, QuoteForm, Trend

_ARROWS = {Trend.DETERIORATING: "↓\u00a0", Trend.IMPROVING: "↑\u00a0", Trend.UNCHANGED: "→\u00a0", Trend.UNKNOWN: ""}
_LINE: Runs = (LineBreak(),)
_TREND_WORDS = {Trend.UNKNOWN: "trend not known"}


def text(words: str) -> Runs:
    """Plain words as runs."""
    return literal(words)


def strong(words: str) -> Run:
    """Plain words in bold."""
    return Strong(literal(words))


def in_marks(quote: QuoteBlock) -> Runs:
    """A quote's words inside a line, between its outer marks."""
    return (Text(quote.marks[0]), Verbatim(quote.exact), Text(quote.marks[1]))


def sentence(words: str) -> str:
    """`words` with a full stop, unless they end with a mark of their own."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def section(heading: str, *blocks: Block) -> Blocks:
    """A heading and its blocks; nothing where there are none."""
    return (Heading(2, text(heading)), *blocks) if blocks else ()


def bullets(*items: Runs) -> Blocks:
    """A list of one-paragraph items; nothing where there are none."""
    return (ListBlock(tuple((Paragraph(item),) for item in items)),) if items else ()


def in_line(blocks: Blocks) -> Runs:
    """The words of `blocks` one after another, for a cell of a table: quotes between their marks, pictures left out."""
    pieces: list[Runs] = []
    for block in walk_blocks(blocks):
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                pieces.append(runs)
            case QuoteBlock():
                noted = (NoteRef(block.note),) if block.note is not None else ()
                pieces.append((*in_marks(block), *text(f" ({block.speaker})"), *noted))
            case CodeBlock():
                pieces.append(text(block.text))
            case Table():
                pieces += [cell for row in block.rows for cell in row]
            case _:
                pass
    return joined(pieces, (Text(" "),))


def joined(pieces: Sequence[Runs], between: Runs = _LINE) -> Runs:
    """The pieces that hold something as one stretch of runs, each on a line of its own or parted by `between`."""
    whole: list[Run] = []
    for piece in pieces:
        if piece:
            whole += (*(between if whole else ()), *piece)
    return tuple(whole)


def own(material: Material, source: str) -> Blocks:
    """The officer's Markdown, with `{{quote:id}}` and other references resolved."""
    material.prose.add(source)

    def reference(kind: str, record_id: str) -> Block | Runs | None:
        record_id = material.reading.now(kind, record_id)
        if record_id in material.withheld:
            return ()
        try:
            if kind == "quote":
                quote = material.reading.get(Quote, record_id)
                return quote_or_paraphrase(material, quote)
            title = material.reading.title(kind, record_id)
            if title:
                material.told(material.reading.get(KINDS[kind], record_id))
        except (NotFoundError, KeyError):
            return None
        return text(title) if title else None

    return parse(source, reference)


def quote_or_paraphrase(material: Material, quote: Quote) -> Block:
    """A verbatim quote as a block with marks, after a check; a paraphrase as a paragraph that says so."""
    check(material.reading, quote)
    block = material.quote_block(quote)
    if quote.form is not QuoteForm.PARAPHRASE:
        return block
    said = ", ".join(part for part in (block.speaker, block.occasion) if part)
    noted = (NoteRef(block.note),) if block.note is not None else ()
    return Paragraph((*material.told(quote), *text(f"{quote.exact} ({said}; paraphrase)"), *noted))


def quote_in_full(material: Material, quote: Quote) -> Block:
    """As `quote_or_paraphrase`, with the place in the source, the occasion and the editor's note."""
    block = quote_or_paraphrase(material, quote)
    if not isinstance(block, QuoteBlock):
        return block
    occasion = material.titled("event", quote.occasion)
    remarks = [
        block.remark,
        f"told in {quote.locator}" if quote.locator else "",
        f"occasion: {occasion}" if occasion else "",
    ]
    noted = " ".join(plain(one.runs) for one in walk_blocks(parse(quote.editor_note)) if isinstance(one, Paragraph))
    remarks.append(f"editor's note: {noted}" if noted else "")
    return replace(block, remark="; ".join(remark for remark in remarks if remark))


def native(material: Material, actor: Actor) -> Runs:
    """The native spelling of an actor, in its language where another name says which; nothing where it is the name."""
    words = actor.name_native if actor.name_native != actor.name else ""
    known = (alias.language for alias in material.reading.aliases(actor.id) if alias.text == words)
    language = next((one for one in known if one), "")
    return (Foreign(words, language),) if words and language else text(words)


def named(material: Material, actor: Actor) -> Runs:
    """A name with the native spelling, where that is another."""
    spelling = native(material, actor)
    return (*text(f"{actor.name} ("), *spelling, *text(")")) if spelling else text(actor.name)


def status_words(issue: Issue, *, brief: bool = False) -> str:
    """Status and trend in words, the trend with its arrow; `brief` leaves out a trend that is not known."""
    if brief and issue.trend is Trend.UNKNOWN:
        return issue.status.value
    return f"{issue.status} · {trend_words(issue.trend)}"


def trend_words(trend: str) -> str:
    """A trend with its arrow, which stays with the word at the end of a line: `↓ deteriorating`."""
    known = Trend(trend)
    return _ARROWS[known] + _TREND_WORDS.get(known, known.value)


def days_left(edtf: str, today: date) -> str:
    """`in 13 days`, `today`, `3 days ago`; empty where there is no last day."""
    latest = dates.bounds(edtf)[1]
    if latest is None:
        return ""
    days = (date.fromisoformat(latest) - today).days
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} ago"


def deadline_words(issue: Issue, today: date, *, weekday: bool = True) -> str:
    """The deadline with the days left; a dash where there is none."""
    if not issue.deadline_edtf:
        return "–"
    left = days_left(issue.deadline_edtf, today)
    words = dates.describe(issue.deadline_edtf, weekday=weekday)
    return f"{words} ({left})" if left else words


def event_date(event: Event, *, weekday: bool = True, before: str = "") -> str:
    """The date of an event in words behind those `before`, with the other date where the source gives two."""
    words = before + (_day(event.date_edtf, weekday) or "not dated")
    words = words[:1].upper() + words[1:]
    if event.date_conflict:
        words += f" (the source also says {_day(event.date_conflict, weekday)})"
    return words


def _day(edtf: str, weekday: bool) -> str:
    """A date in words; an interval has no weekday."""
    return dates.describe(edtf, weekday=weekday and "/" not in edtf)


def event_runs(material: Material, event: Event, *, before: str = "") -> Runs:
    """An event in one line: date (behind the words `before`), title, how sure, where from."""
    today = material.reading.today
    state = "" if event.modality is Modality.OCCURRED else f" ({event_state(event, today)})"
    day = event_date(event, weekday=material.profile.weekdays, before=before)
    runs = (*material.told(event), strong(f"{day}:"), *text(f" {sentence(event.title + state)}"))
    return (*runs, *material.notes.cited(material.reading.citations(event.id)))


def how_known(material: Material, position: Position) -> Runs:
    """How a position is known: in own words, reported, or inferred by us; and where it is told."""
    return (*text(f"{position.attribution}; "), *told(material, position.id))


def told(material: Material, record_id: str) -> Runs:
    """Where a record is told: `cited, sentence 5¹`; `verified` only for words that stand in the archive now."""
    by_source: dict[str, list[Citation]] = {}
    for citation in material.reading.citations(record_id):
        by_source.setdefault(citation.source, []).append(citation)
    runs: list[Run] = []
    for group in by_source.values():
        runs += text(("; " if runs else "") + _places(material, group))
        runs += material.notes.cited(group)
    return tuple(runs) or text("no source given")


def _places(material: Material, citations: list[Citation]) -> str:
    """How and where one source tells something; the place of a slice only where no wider one is given."""
    proved = [one for one in citations if material.reading.citation_state(one) == AnchorState.VERIFIED]
    cited = [one for one in citations if one not in proved]
    word = "verified" if not cited else "cited, in part verified" if proved else "cited"
    places = dict.fromkeys(one.locator for one in cited or proved if one.locator)
    return ", ".join([word, *places])


def missing(heading: str) -> Block:
    """What stands in the place of a mandatory block that is empty."""
    return Paragraph((Emph(text(f"To be completed: {heading}")),))
