"""The preflight: everything that is the matter with a brief before it is exported or issued.

Composes the brief once, past quotes that do not verify, and looks at what is printed, at nothing else. Each finding
says where to mend it. Some block: the brief should not be issued until they are mended or waived. A waiver needs a
reason and holds for the same code, the same record and what was found then; when that changes, it stands again.
Never waived (`finding.NEVER_WAIVED`): a quote or an archived text that was altered, for no reason makes it true, and
a clearance that was refused, for only the one who refused can take that back. All else may be, also a mandatory block
that is empty: an urgent brief may go out without it, and the log keeps who said so and why.
Refuses to: print anything, guess what a figure in prose means, or change a record.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from briefing.brief import preflight_house, preflight_records, preflight_words
from briefing.brief.compose import Composed, Order, composed
from briefing.brief.finding import CODES, NEVER_WAIVED, Finding, Preflight
from briefing.brief.preflight_scope import Scope, Watching
from briefing.clock import Clock
from briefing.reading import Reading

__all__ = ["CODES", "NEVER_WAIVED", "Finding", "Preflight", "preflight"]

Check = Callable[[Scope], Iterator[Finding]]

_CHECKS: tuple[Check, ...] = (
    preflight_records.quotes,
    preflight_records.key_quotes,
    preflight_records.sources,
    preflight_records.passed,
    preflight_records.figures,
    preflight_words.weekdays,
    preflight_words.likelihood,
    preflight_words.plainness,
    preflight_words.typed_quotes,
    preflight_words.references_told,
    preflight_house.markings,
    preflight_house.leaks,
    preflight_house.blocks,
    preflight_house.as_at,
    preflight_house.pages,
    preflight_house.clearance,
)


def preflight(reading: Reading, order: Order, *, pages: int | None = None, now: date | None = None) -> Preflight:
    """What is the matter with the brief that is ordered, as at the day of `reading`.

    `pages` is how many pages its PDF has, where one was made. `now` is the day with which the brief's is compared:
    without it the store's setting `as_at`, else the machine's. Where no brief is named, the one that lends its words
    lends its waivers too. Raises NotFoundError, DefinitionError and ExportError where there is nothing to compose: no
    such form, profile or level, or an issue that is in the bin.
    """
    watched = Watching(reading)
    made = composed(watched, order)
    scope = Scope(reading, made, watched, now or _now(reading), pages, _issues(reading, order, made))
    waived = _waived(scope)
    known = [replace(one, waived=waived.get(_key(one), "") if one.waivable else "") for one in _found(scope)]
    place = {code: number for number, code in enumerate(CODES)}
    return Preflight(tuple(sorted(known, key=lambda one: place[one.code])), len(watched.states))


def _found(scope: Scope) -> Iterator[Finding]:
    for check in _CHECKS:
        yield from check(scope)


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.kind, finding.record, finding.value


def _waived(scope: Scope) -> dict[tuple[str, str, str, str], str]:
    """The reasons for which findings were let pass in this brief."""
    rows = scope.reading.waivers(scope.brief_id) if scope.brief_id else []
    return {(row.finding, row.record_kind, row.record, row.value): row.reason for row in rows}


def _issues(reading: Reading, order: Order, made: Composed) -> tuple[str, ...]:
    """The issues that were asked for, those above the ceiling among them."""
    named = order.issues or (reading.brief_issues(made.record) if made.record and order.brief else ())
    return named or tuple(issue.id for issue in reading.open_issues())


def _now(reading: Reading) -> date:
    try:
        return date.fromisoformat(reading.setting("as_at"))
    except ValueError:
        return Clock().today()
