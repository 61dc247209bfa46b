"""Questions of the archive: texts, quotes and their states, the check of a whole store."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefing.model import Citation, Quote, Source, SourceVersion
from briefing.reading.base import Asking
from briefing.store import archive, folding, lists, records
from briefing.store.integrity import check_integrity
from briefing.terms import AnchorState
from briefing.wording import named, say


class Outcome(StrEnum):
    """What became of a file; the value is what people read."""

    IMPORTED = "imported"
    REFERRED = "referred to"
    ALREADY_THERE = "already there"
    NEW_VERSION = "new version"
    SAME_ADDRESS = "same address as another source"
    REFUSED = "refused"


@dataclass(frozen=True)
class Imported:
    """What an import gave: the source, its text's hash and length, and whether anything was added.

    `other` is the source of which it became a version, or the one with the same address: whether the two are one is
    for a person to say. A file that was refused has no source, and its `reason`.
    """

    source: str
    sha256: str
    characters: int
    new: bool
    notices: tuple[str, ...] = ()
    outcome: Outcome = Outcome.IMPORTED
    other: str = ""
    reason: str = ""
    file_name: str = ""


@dataclass(frozen=True)
class Check:
    """The result of checking a store: quotes by state, and every problem as a sentence.

    `older` tells in the same way of quotes that stand on a version which is not the newest of its source; that is no
    problem: they stay as they were captured until somebody re-anchors them.
    """

    quotes: dict[str, int]
    problems: tuple[str, ...]
    older: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class ArchiveReading(Asking):
    """What is asked of archived texts and the quotes taken from them."""

    def archived(self, source: str) -> archive.Archived | None:
        """The newest archived text of a source; None for one that is only referred to."""
        return archive.latest(self.store, source)

    def source_versions(self, source: str) -> list[SourceVersion]:
        """The archived versions of a source, the newest first; none for a source that is only referred to."""
        found = records.children(self.store, SourceVersion, "source", source)
        return sorted(found, key=archive.place_of, reverse=True)

    def version_text(self, version: str) -> archive.Archived:
        """The archived text of one version of a source. Raises NotFoundError."""
        return archive.version_text(self.store, version)

    def place_in(self, source: str, query: str) -> tuple[int, int] | None:
        """Where the first word that `query` finds stands in the newest archived text of a source; None for nowhere."""
        archived = self.archived(source)
        return folding.first_span(archived.text, folding.spellings(query)) if archived is not None else None

    def quote_source(self, quote: Quote) -> Source | None:
        """The source a quote was taken from."""
        if not quote.source_version:
            return None
        return self.get(Source, self.get(SourceVersion, quote.source_version).source)

    def quote_archive(self, quote: Quote) -> archive.Archived | None:
        """The archived text a quote was taken from: its own version, which need not be the newest."""
        return archive.version_text(self.store, quote.source_version) if quote.source_version else None

    def quotes_in(self, version: str) -> list[Quote]:
        """The quotes taken from one source version, in the order of the text."""
        found = records.children(self.store, Quote, "source_version", version)
        return sorted(found, key=lambda quote: (quote.start or 0, quote.end or 0))

    def quote_state(self, quote: Quote) -> str:
        """`paraphrase`, or the state of the quote's anchor, checked now."""
        return lists.quote_state(self.store, quote)

    def quote_states(self, quotes: Sequence[Quote]) -> Mapping[str, str]:
        """What `quote_state` says of each quote, by id; each archived text is read once."""
        return lists.quote_states(self.store, quotes)

    def variants(self, quote: str) -> tuple[Quote, ...]:
        """The other quotes that are the same utterance as this one, from whichever side; oldest first.

        Two desks may have linked them in a row or in a ring, so links are followed to their end.
        """
        group = {quote: self.get(Quote, quote)}
        waiting = [quote]
        while waiting:
            one = waiting.pop()
            heads = records.held(self.store, Quote, [group[one].variant_of] if group[one].variant_of else [])
            beside = [*heads, *records.children(self.store, Quote, "variant_of", one)]
            waiting += [other.id for other in beside if other.id not in group]
            group |= {other.id: other for other in beside}
        return tuple(group[one] for one in sorted(group) if one != quote and not group[one].deleted)

    def state_reason(self, quote: Quote | Citation) -> str:
        """Why a quote or citation is in the state it is in, as a sentence; checked now."""
        return archive.state_reason(self.store, quote)

    def unproved(self) -> list[Quote]:
        """The quotes that claim to be verbatim and do not verify. Quick: a text that was found whole is not hashed."""
        return records.several(self.store, Quote, archive.unproved(self.store))

    def older_quotes(self, source: str = "") -> list[Quote]:
        """The verbatim quotes on a version that is not the newest of its source; of one source or of all."""
        return records.several(self.store, Quote, archive.on_older(self.store, source))

    def check(self) -> Check:
        """Check the file and every quote against its archived text. Slow on large stores."""
        tally = {state.value: 0 for state in AnchorState}
        problems = [say("The file: %1.", found) for found in check_integrity(self.store)]
        for sha256 in archive.altered_texts(self.store, again=True):
            names = ", ".join(archive.sources_of(self.store, sha256)) or "no source"
            problems.append(say("The archived text %1 of “%2” is not what was archived.", sha256[:12], names))
        found = archive.check_quotes(self.store)
        tally |= Counter(state.value for _, state in found)
        bad = [(quote, state) for quote, state in found if state is not AnchorState.VERIFIED]
        reasons = archive.state_reasons(self.store, [quote for quote, _ in bad])
        for (quote, state), reason in zip(bad, reasons, strict=True):
            words = named(state.replace("_", " "))
            problems.append(say("Quote %1 “%2”: %3. %4", self.reference(quote), quote.exact[:60], words, reason))
        older = [self._stands_on_older(quote) for quote in self.older_quotes()]
        return Check(tally, tuple(problems), tuple(older))

    def _stands_on_older(self, quote: Quote) -> str:
        version = self.get(SourceVersion, quote.source_version)
        latest = archive.newest_version(self.store, version.source)
        return say(
            "Quote %1 “%2” stands on version %3 of “%4”, of which there is a version %5.",
            self.reference(quote),
            quote.exact[:60],
            version.number or 0,
            self.title(Source.KIND, version.source),
            latest.number or 0 if latest else 0,
        )
