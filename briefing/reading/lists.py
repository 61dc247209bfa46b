"""Questions of the lists: ids in order, rows, counts, filters, search, what is due."""

from collections.abc import Sequence

from briefing.model import MAIN_KINDS, Actor, Issue, Quote
from briefing.reading.base import Asking
from briefing.rules import dates
from briefing.store import lists, narrowed, notices, pictured, records, search
from briefing.store.search import Hit


class ListReading(Asking):
    """What the lists and the overview ask."""

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind in their usual order."""
        return records.ids(self.store, kind)

    def rows(self, kind: str, ids: Sequence[str]) -> list[lists.ListRow]:
        """The list rows of these records, in the order given."""
        return lists.rows(self.store, kind, ids, self.today)

    def counts(self) -> dict[str, lists.Count]:
        """Totals and what needs work, by kind."""
        return lists.counts(self.store, self.today)

    def needs_attention(self) -> list[notices.Notice]:
        """What somebody should look at."""
        return notices.needs_attention(self.store, self.today)

    def next_days(self, days: int = 14) -> list[notices.Notice]:
        """What is due within `days` days."""
        return notices.next_days(self.store, self.today, self.clock.days(days))

    def in_progress(self) -> list[str]:
        """The ids of the briefs that are not issued yet, the one edited last first."""
        return notices.in_progress(self.store)

    def data_version(self) -> int:
        """A number that moves when another window has written to the store."""
        return self.store.data_version()

    def filtered(self, kind: str, text: str = "", tags: Sequence[str] = (), order: str = "") -> list[str]:
        """The ids of a kind that match a text (every word begins some word) and wear `tags`, one of each group."""
        return narrowed.narrowed(self.store, kind, text, tags, self.today, order)

    def worn(self, kind: str) -> set[str]:
        """The tags of a kind that some record wears."""
        return narrowed.worn(self.store, kind, self.today)

    def binned(self, kind: str, text: str = "", order: str = "") -> list[str]:
        """The ids of the deleted records of a kind whose rows hold every word of a text."""
        return narrowed.in_bin(self.store, kind, text, self.today, order)

    def count(self, kind: str, *, deleted: bool = False) -> int:
        """How many records of a kind there are, or lie in the bin."""
        return narrowed.count_deleted(self.store, kind) if deleted else records.count(self.store, kind)

    def suggested(self, kind: str, text: str, limit: int) -> list[str]:
        """The first `limit` records of a kind, or the best that match a text."""
        return narrowed.suggested(self.store, kind, text, limit)

    def size(self) -> int:
        """About how many records there are; costs nothing."""
        return narrowed.size(self.store)

    def search(self, query: str, kinds: Sequence[str] = (), limit: int = 50) -> list[search.Hit]:
        """Records in which every word of `query` begins some word, in any script, best first."""
        return search.find(self.store.connection, query, tuple(kinds) or MAIN_KINDS, limit)

    def told_briefly(self, hits: Sequence[Hit]) -> dict[str, str]:
        """A second line for each hit that has no snippet, such as who said it and when; no quote is checked for it."""
        plain = [hit for hit in hits if not hit.snippet]
        quotes = records.several(self.store, Quote, [hit.id for hit in plain if hit.kind == Quote.KIND])
        names = records.titles(self.store, {(Actor.KIND, quote.speaker) for quote in quotes if quote.speaker})
        found = {
            quote.id: " · ".join(
                part
                for part in (names.get(quote.speaker, ""), dates.describe(quote.date_edtf, short=True), quote.locator)
                if part
            )
            for quote in quotes
        }
        for kind in {hit.kind for hit in plain} - {Quote.KIND}:
            rows = self.rows(kind, [hit.id for hit in plain if hit.kind == kind])
            found |= {row.id: " · ".join(part for part in (row.subtitle, row.date) if part) for row in rows}
        return found

    def found_counts(self, query: str, kinds: Sequence[str] = ()) -> dict[str, int]:
        """How many records of each kind `search` could show."""
        return search.counts(self.store.connection, query, tuple(kinds) or MAIN_KINDS)

    def open_issues(self) -> list[Issue]:
        """The issues that are not closed, resolved or superseded, by priority and deadline."""
        return records.select(self.store, Issue, f"t.deleted = '' AND {lists.OPEN_ISSUE}")

    def happenings(self, issues: Sequence[str] = (), actors: Sequence[str] = ()) -> list[pictured.Happening]:
        """The events as the timeline needs them, by day; of some issues or actors, where any are given."""
        return pictured.happenings(self.store, issues, actors)

    def event_days(self, events: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The earliest and the latest day of each of these events; empty where that is open."""
        return pictured.event_days(self.store, events)

    def held(self) -> list[pictured.Held]:
        """Every position as the stance matrix needs it."""
        return pictured.held(self.store)

    def spoken_on(self) -> list[tuple[str, str, str]]:
        """(actor, issue, quote) for every quote that is linked to an issue and whose speaker is known."""
        return pictured.spoken_on(self.store)

    def parties(self) -> list[pictured.Party]:
        """Every actor as a picture needs it, by name."""
        return pictured.parties(self.store)

    def ties(self) -> list[pictured.Tie]:
        """Every relation and role between actors."""
        return pictured.ties(self.store)

    def actors_on(self, issues: Sequence[str]) -> set[str]:
        """The actors that bear on some issues, in whatever way."""
        return pictured.actors_on(self.store, issues)
