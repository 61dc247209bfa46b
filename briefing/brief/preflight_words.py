"""The checks of the desk's own words: weekdays and dates, likelihood, vague times, quotation marks, references."""

from collections.abc import Iterator
from datetime import date

from briefing.brief.finding import SHOWN, Finding, found
from briefing.brief.preflight_scope import OwnText, Scope
from briefing.brief.prose import references
from briefing.model import KINDS, Event, Quote
from briefing.rules import dates
from briefing.rules.cutting import cut
from briefing.rules.display_quotes import faithful, resembles
from briefing.rules.likelihood import mixed
from briefing.rules.plain_words import MOST_WORDS, long_sentences, quoted, undefined_times
from briefing.rules.weekdays import day_and_month, mismatches, weekdays_in
from briefing.store import told
from briefing.terms import QuoteForm
from briefing.wording import named, say

LONG_LISTED = 5
"""So many long sentences are listed; whoever mends them sees the rest."""
_MARKED_WORDS = 5
_SMALL_WORD = 3


def weekdays(scope: Scope) -> Iterator[Finding]:
    """Weekdays that are not those of the dates beside them, and events whose source gives another date."""
    near = date.fromisoformat(scope.day)
    for text in scope.texts:
        for one in mismatches(text.text, near):
            words = say(
                "In %1 stands “%2”, but %3 is a %4. Correct the weekday or the date.",
                text.where,
                one.words,
                dates.describe(one.day.isoformat()),
                named(one.weekday),
            )
            yield _at(text, "weekday_mismatch", words, one.words)
    for event in scope.told(Event):
        yield from _dated(scope, event)


def _dated(scope: Scope, event: Event) -> Iterator[Finding]:
    said = dates.describe(event.date_edtf, weekday=True)
    if event.date_conflict:
        other = event.date_conflict
        words = say(
            "The source gives two dates for “%1”: the brief says %2, the source also %3. Check which one holds, and "
            "say why in the editor's note.",
            event.title,
            said,
            _described(other),
        )
        yield found("date_conflict", words, Event.KIND, event.id, "date_conflict", f"{event.date_edtf} / {other}")
        return
    earliest, latest = dates.bounds(event.date_edtf)
    if earliest is None or earliest != latest:
        return
    day = date.fromisoformat(earliest)
    for literal in [event.date_literal] if event.date_literal else _anchored(scope, event):
        told_days, told_dates = weekdays_in(literal), day_and_month(literal)
        other_day = told_days and day.weekday() not in told_days
        other_date = told_dates and (day.month, day.day) not in told_dates
        if other_day or other_date:
            words = say(
                "“%1” is dated %2, but the words of its source are “%3”. Correct the date, or note the other one as a "
                "conflicting date.",
                event.title,
                said,
                cut(literal, SHOWN),
            )
            yield found("date_conflict", words, Event.KIND, event.id, "date_edtf", f"{event.date_edtf} / {literal}")
            return


def _described(edtf: str) -> str:
    """A date in words; as it was written where it is none."""
    try:
        return dates.describe(edtf, weekday=True)
    except ValueError:
        return edtf


def _anchored(scope: Scope, event: Event) -> list[str]:
    """The passages of sources in which an event is told."""
    return [one.exact for one in scope.reading.citations(event.id) if one.exact]


def likelihood(scope: Scope) -> Iterator[Finding]:
    """Sentences that speak of how likely something is and of how sure we are at once."""
    for text in scope.written:
        for one in mixed(text.text):
            words = say(
                "In %1 one sentence speaks of likelihood and of confidence: “%2” Make two sentences of it.",
                text.where,
                cut(one, SHOWN),
            )
            yield _at(text, "likelihood_and_confidence", words, one)


def plainness(scope: Scope) -> Iterator[Finding]:
    """Times that nobody can look up, and sentences that are too long."""
    long: list[Finding] = []
    for text in scope.written:
        for one in undefined_times(text.text):
            words = say("In %1 stands “%2”. Give the date, or the days from and to.", text.where, one)
            yield _at(text, "undefined_time", words, one)
        for one in long_sentences(text.text):
            words = say(
                "In %1 a sentence has %2 words, more than %3: “%4…” Make two of it.",
                text.where,
                len(one.split()),
                MOST_WORDS,
                cut(" ".join(one.split()[:8]), SHOWN),
            )
            long.append(_at(text, "long_sentence", words, one))
    yield from long[:LONG_LISTED]


def typed_quotes(scope: Scope) -> Iterator[Finding]:
    """Quotations that were typed: those that alter a quote, and those that no quote of the brief proves."""
    known = {quote.id: quote for quote in scope.told(Quote) if quote.form is not QuoteForm.PARAPHRASE}
    known |= scope.watched.quotes
    titles = {text.text for text in scope.texts if not text.prose}
    for text in scope.written:
        for words in quoted(text.text):
            if _a_title(words) or words in titles or any(faithful(words, quote.exact) for quote in known.values()):
                continue
            meant = next((quote for quote in known.values() if resembles(words, quote.exact)), None)
            if meant is not None:
                said = say(
                    "In %1 the quote %2 was altered: “%3” Refer to the quote in its place, or mark what is ours: […] "
                    "for an omission, [word] for an insertion, (emphasis added).",
                    text.where,
                    scope.reading.reference(meant),
                    cut(words, SHOWN),
                )
                yield _at(text, "display_altered", said, words)
            else:
                said = say(
                    "In %1 words stand in quotation marks that no quote of this brief has: “%2” Capture them in their "
                    "source, or take the marks off.",
                    text.where,
                    cut(words, SHOWN),
                )
                yield _at(text, "typed_quote", said, words)


def _a_title(words: str) -> bool:
    """Whether these may be a title or words held at arm's length: a few, or all but the small ones in capitals."""
    each = words.split()
    return len(each) < _MARKED_WORDS or all(one[:1].isupper() for one in each if len(one) > _SMALL_WORD)


def references_told(scope: Scope) -> Iterator[Finding]:
    """References to records that are gone, in the bin, or above the ceiling."""
    wanted = [(text, one) for text in scope.written for one in references(text.text)]
    living = told.living(scope.reading.store, {one for _, one in wanted})
    for text, (kind, record) in wanted:
        value = f"{kind}:{record}"
        if record in scope.composed.withheld.ids:
            words = say(
                "In %1 stands a reference to “%2”, which lies above the ceiling and is left out: the sentence has a "
                "gap. Rewrite it, or raise the ceiling.",
                text.where,
                scope.reading.title(kind, record),
            )
            yield _at(text, "withheld_reference", words, value)
        elif (kind, record) not in living:
            title = scope.reading.title(kind, record) if kind in KINDS else ""
            words = (
                say("In %1 stands a reference to “%2”, which is in the bin. Restore it, or rewrite.", text.where, title)
                if title
                else say("In %1 stands {{%2}}, but there is no such record. Take it out.", text.where, value)
            )
            yield _at(text, "dead_reference", words, value)


def _at(text: OwnText, code: str, words: str, value: str) -> Finding:
    return found(code, words, text.kind, text.record, text.field, value)
