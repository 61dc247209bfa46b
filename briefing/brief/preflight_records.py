"""The checks of records that a brief prints: quotes, sources, dates that have passed, figures."""

from collections.abc import Iterator

from briefing.brief.finding import SHOWN, Finding, found
from briefing.brief.material import check
from briefing.brief.preflight_scope import Scope
from briefing.brief.tree import QuoteBlock, walk_blocks
from briefing.errors import UnverifiedQuoteError
from briefing.model import Event, Fact, Issue, Position, Quote, Record, Source
from briefing.rules import dates
from briefing.rules.cutting import cut
from briefing.rules.figures import contradict
from briefing.rules.moving import Move, OtherText
from briefing.store import archive, told
from briefing.store.derived import derived
from briefing.store.lists import event_state
from briefing.terms import CLOSED_STATUSES, Attribution, QuoteForm
from briefing.wording import say

KEY_WORDS = 4
"""A fragment with fewer words is no key quote."""


def quotes(scope: Scope) -> Iterator[Finding]:
    """Quotes that are not what stands in the archive, and archived texts that are not what was archived."""
    for block in walk_blocks(scope.composed.tree.blocks):
        if isinstance(block, QuoteBlock) and block.id not in scope.watched.states:
            scope.watched.quote_state(scope.reading.get(Quote, block.id))
    for one, state in scope.watched.states.items():
        quote = scope.watched.quotes[one]
        if state == "verified":
            continue
        try:
            check(scope.reading, quote)
        except UnverifiedQuoteError as error:
            yield found("quote_unverified", str(error), Quote.KIND, one, "exact", f"{state}: {quote.exact}")
    yield from _texts(scope)
    yield from _older(scope)


def _older(scope: Scope) -> Iterator[Finding]:
    """Quotes that a newer version of their source no longer prints in these words."""
    store = scope.reading.store
    older = set(archive.on_older(store)) & set(scope.watched.states)
    texts: dict[str, OtherText] = {}
    for one in [one for one in scope.watched.states if one in older]:
        quote = scope.watched.quotes[one]
        anchor, source = archive.anchor_of(quote), scope.reading.quote_source(quote)
        newest = archive.newest_version(store, source.id) if source is not None else None
        if anchor is None or source is None or newest is None:
            continue
        if newest.id not in texts:
            texts[newest.id] = OtherText(archive.text_of(store, newest.text_sha256))
        if texts[newest.id].find(anchor).move in (Move.CHANGED, Move.GONE):
            words = say(
                "“%1” stands so in an older version of “%2” alone; version %3 has other words. Look at what changed, "
                "then move the quote, or say why it stays.",
                cut(quote.exact, SHOWN),
                source.title,
                newest.number or 0,
            )
            yield found("quote_older", words, Quote.KIND, one, "exact", f"{newest.number}: {quote.exact}")


def _texts(scope: Scope) -> Iterator[Finding]:
    behind = told.texts_behind(scope.reading.store, [*scope.composed.told, *scope.watched.states])
    altered = archive.altered_among(scope.reading.store, {sha256 for sha256, _ in behind})
    for sha256, source in behind:
        if sha256 in altered:
            title = scope.reading.get(Source, source).title
            words = say(
                "The archived text of “%1” is not what was archived, so nothing taken from it is proved. Look into a "
                "backup, or import the source again and capture its quotes anew.",
                title,
            )
            yield found("text_altered", words, Source.KIND, source, "", sha256)


def key_quotes(scope: Scope) -> Iterator[Finding]:
    """Key quotes that are too short to stand alone, or of which nobody says who spoke."""
    for quote in scope.told(Quote):
        if not quote.is_key or quote.form is QuoteForm.PARAPHRASE:
            continue
        if quote.form is QuoteForm.FRAGMENT and len(quote.exact.split()) < KEY_WORDS:
            words = say(
                "“%1” is a fragment of fewer than %2 words and marked as a key quote. Capture its whole sentence, or "
                "take the mark off.",
                cut(quote.exact, SHOWN),
                KEY_WORDS,
            )
            yield found("fragment_as_key", words, Quote.KIND, quote.id, "is_key", quote.exact)
        if not quote.speaker:
            shown = cut(quote.exact, SHOWN)
            words = say("Nobody says who spoke the key quote “%1”. Name the speaker, or take the mark off.", shown)
            yield found("quote_speaker_unknown", words, Quote.KIND, quote.id, "speaker", quote.exact)


def sources(scope: Scope) -> Iterator[Finding]:
    """Facts, events and positions for which the brief names no source, where we neither computed nor inferred them."""
    facts, events, held = scope.told(Fact), scope.told(Event), scope.told(Position)
    computed = derived(scope.reading.store, [one.id for one in facts])
    for fact in facts:
        value = " ".join(part for part in (f"{fact.label}:", fact.value, fact.unit) if part)
        words = say("No source is named for the fact “%1”. Cite one, or say how it was derived.", fact.label)
        if fact.id not in computed:
            yield from _unsourced(scope, "unsourced_fact", fact, words, value)
    for event in events:
        words = say("No source is named for the event “%1”. Cite one, or unlink the event.", event.title)
        yield from _unsourced(scope, "unsourced_event", event, words, f"{event.date_edtf} {event.title}")
    for position in held:
        if position.attribution is Attribution.INFERRED or position.id not in scope.without_source(Position):
            continue
        words = say(
            "No source is named for the position of %1, “%2”. Cite one, or say that it is inferred by us.",
            scope.reading.title("actor", position.actor),
            position.summary,
        )
        yield from _unsourced(scope, "unsourced_position", position, words, position.summary)


def _unsourced(scope: Scope, code: str, record: Record, words: str, value: str) -> Iterator[Finding]:
    if record.id not in scope.without_source(type(record)):
        return
    if record.id not in scope.without_source(type(record), shown=False):
        words = say(
            "The sources of “%1” lie above the ceiling, so the brief names none. Cite another, or raise the ceiling.",
            getattr(record, record.TITLE),
        )
    yield found(code, words, record.KIND, record.id, "citations", value)


def passed(scope: Scope) -> Iterator[Finding]:
    """What should have happened by the day of the brief, and of which nobody says that it did."""
    day = scope.reading.today
    for event in scope.told(Event):
        if event_state(event, day) == "planned, not confirmed":
            words = say(
                "“%1” was planned for %2, which has passed. Say whether it took place.",
                event.title,
                dates.describe(event.date_edtf, weekday=True),
            )
            yield found("planned_past", words, Event.KIND, event.id, "modality", event.date_edtf)
    for issue in scope.told(Issue):
        if issue.status in CLOSED_STATUSES:
            continue
        if (dates.bounds(issue.deadline_edtf)[1] or "9999") < scope.day:
            when = dates.describe(issue.deadline_edtf, weekday=True)
            words = say("The deadline of “%1”, %2, has passed. Give a new one, or close the issue.", issue.title, when)
            yield found("deadline_overdue", words, Issue.KIND, issue.id, "deadline_edtf", issue.deadline_edtf)
        if issue.next_step and (dates.bounds(issue.next_step_due_edtf)[1] or "9999") < scope.day:
            when = dates.describe(issue.next_step_due_edtf, weekday=True)
            words = say(
                "The next step of “%1”, %2, was due %3. Write what comes next.", issue.title, issue.next_step, when
            )
            field = "next_step_due_edtf"
            yield found("next_step_overdue", words, Issue.KIND, issue.id, field, issue.next_step_due_edtf)


def figures(scope: Scope) -> Iterator[Finding]:
    """Facts that give two values for one thing at one time."""
    facts = [fact for fact in scope.told(Fact) if fact.value.strip()]
    for first, second in contradict(facts):
        words = say(
            "Two facts give different values for “%1”: %2 and %3. Correct one, date them, or leave one out.",
            first.label,
            f"{first.value} {first.unit}".strip(),
            f"{second.value} {second.unit}".strip(),
        )
        value = f"{first.value} / {second.value} {second.unit}"
        yield found("contradictory_figures", words, Fact.KIND, second.id, "value", value)
