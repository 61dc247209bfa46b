"""Verbs on the formats of other programs: sources as CSL-JSON in and out, verified quotes as Web Annotations out.

Refuses to: write over a file unasked, write what lies above a ceiling, and choose between sources that a work of a file
may be.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.desk.base import Verbs
from briefing.desk.listed_works import Plan, TakenSources
from briefing.errors import ExportError
from briefing.model import Actor, Quote, Record, Source, SourceVersion
from briefing.store import records
from briefing.store.withheld import Withheld, WithheldRecord, hidden, withheld
from briefing.terms import AnchorState, QuoteForm
from briefing.wording import named, say, say_many

LABEL = "import sources"
"""What the step of an import is called in the log."""


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written: how many records are in it, what its ceiling withheld, and what else is not in it."""

    path: Path
    sha256: str
    bytes: int
    records: int
    withheld: tuple[WithheldRecord, ...]
    notices: tuple[str, ...]


class InterchangeVerbs(Verbs):
    """What goes to other programs, and what comes from them."""

    def export_sources(
        self, path: Path, ids: Collection[str] | None = None, *, ceiling: str = "", overwrite: bool = False
    ) -> WrittenFile:
        """Write sources (ids; None: all that are not in the bin) to `path` as CSL-JSON.

        Nothing that is marked above `ceiling` goes along; without one everything does, with its marking. Raises
        ExportError where there is nothing to write, the ceiling is none, or the file cannot be written; LeakError where
        other words name what is withheld.
        """
        from briefing.interchange import csl

        with self._under(ceiling) as held:
            sources = self.every(Source) if ids is None else self.among(Source, ids)
            data, notices = csl.written(sources)
        kept_out = _of_kind(held, Source.KIND, ids)
        return self._write_out(path, data, sources, kept_out, notices, held, ceiling, overwrite)

    def export_annotations(
        self, path: Path, ids: Collection[str] | None = None, *, ceiling: str = "", overwrite: bool = False
    ) -> WrittenFile:
        """Write verified quotes (ids; None: all that are not in the bin) to `path` as Web Annotations.

        A quote that no longer matches its archived text is left out and told, and so is a paraphrase. Raises as
        `export_sources` does.
        """
        from briefing.interchange import annotations

        with self._under(ceiling) as held:
            quotes = self.every(Quote) if ids is None else self.among(Quote, ids)
            good, notices = self._verified(quotes)
            label = say("Quotes of “%1”", self.setting("title") or self.store.path.stem)
            data = annotations.written(self._annotated(good), label) if good else b""
        kept_out = _of_kind(held, Quote.KIND, ids)
        return self._write_out(path, data, good, kept_out, notices, held, ceiling, overwrite)

    def import_sources(self, path: Path, *, origin: str = "") -> TakenSources:
        """Make sources of the items of a CSL-JSON file that are new here, in one step; nothing of them is archived.

        What is here already stays as it is, so the same file again adds nothing. Raises IntakeError where the file
        cannot be read, is no CSL-JSON or is too large.
        """
        from briefing.interchange.csl_reading import read_file

        read = read_file(path)
        self.latest = ""
        with self.store.step(LABEL, self.user) as step:
            plan = Plan(self, read)
            made = tuple(step.insert(Source.KIND, item.values) for item in plan.new)
        self._tell(step, origin)
        return plan.result(made)

    def ceilings(self) -> list[str]:
        """The levels that a ceiling can be chosen from, lowest first: of every scheme by which something is marked."""
        used: set[str] = set()

        def note(marking: str) -> bool:
            used.add(marking.casefold())
            return True

        withheld(self.store, note)  # asks once for every marking that something bears
        levels = self.levels()
        schemes = dict.fromkeys(levels[one][0] for one in sorted(used) if one in levels)
        usable = [(scheme, level) for scheme, level in levels.values() if scheme in schemes and level.enabled]
        return [level.name for _, level in sorted(usable, key=lambda one: (one[0], one[1].rank))]

    def _verified(self, quotes: list[Quote]) -> tuple[list[Quote], tuple[str, ...]]:
        """The quotes that are verified now, and sentences on the others."""
        states = self.quote_states(quotes)
        good = [quote for quote in quotes if states[quote.id] == AnchorState.VERIFIED]
        told: list[str] = []
        paraphrases = sum(states[quote.id] == QuoteForm.PARAPHRASE for quote in quotes)
        if paraphrases:
            told.append(
                say_many(
                    paraphrases,
                    "%1 paraphrase has no place in a text, and is left out.",
                    "%1 paraphrases have no place in a text, and are left out.",
                )
            )
        for quote in quotes:
            if states[quote.id] not in (AnchorState.VERIFIED, QuoteForm.PARAPHRASE):
                state = named(states[quote.id].replace("_", " "))
                told.append(say("%1 “%2” is left out: %3.", self.reference(quote), quote.exact[:60], state))
        return good, tuple(told)

    def _annotated(self, quotes: list[Quote]) -> Iterator[Any]:
        from briefing.brief.material import speaker_of
        from briefing.interchange.annotations import Annotated

        versions = {one.id: one for one in records.held(self.store, SourceVersion, {q.source_version for q in quotes})}
        sources = {one.id: one for one in records.held(self.store, Source, {one.source for one in versions.values()})}
        names = {one.id: one.name for one in records.held(self.store, Actor, {q.speaker for q in quotes})}
        for quote in quotes:
            version = versions[quote.source_version]
            name = names.get(quote.speaker, "")
            yield Annotated(quote, sources[version.source], version, name, speaker_of(self, quote) if name else "")

    def _write_out(
        self,
        path: Path,
        data: bytes,
        found: Collection[Record],
        kept_out: tuple[WithheldRecord, ...],
        notices: Iterable[str],
        held: Withheld,
        ceiling: str,
        overwrite: bool,
    ) -> WrittenFile:
        """Search the file for what is withheld, and write it. Raises ExportError."""
        from briefing.export.files import write_all
        from briefing.export.leaks import refuse_leaking_file

        if not found:
            raise ExportError(" ".join([say("There is nothing to write, so no file was made."), *list(notices)[:3]]))
        refuse_leaking_file(path.name, "json", data, held.strings)
        write_all([data], [path], overwrite=overwrite)
        marked = sum(bool(one.marking) for one in found) if not ceiling else 0
        if marked:
            told = say_many(marked, "%1 record in it is marked.", "%1 records in it are marked.")
            notices = (*notices, told)
        return WrittenFile(path, hashlib.sha256(data).hexdigest(), len(data), len(found), kept_out, tuple(notices))

    @contextmanager
    def _under(self, ceiling: str) -> Iterator[Withheld]:
        """Within this the store is without what lies above a ceiling. Raises ExportError for one that is none."""
        held = withheld(self.store, self._allowed(ceiling)) if ceiling.strip() else Withheld()
        with hidden(self.store, held):
            yield held

    def _allowed(self, ceiling: str) -> Callable[[str], bool]:
        levels = self.levels()
        scheme, highest = levels.get(ceiling.strip().casefold(), ("", None))
        if highest is None or not highest.enabled:
            known = ", ".join(level.name for _, level in levels.values() if level.enabled) or say("none")
            raise ExportError(say("“%1” is no marking that is used here. Choose one of: %2.", ceiling[:60], known))

        def allowed(marking: str) -> bool:
            theirs, level = levels.get(marking.casefold(), ("", None))
            return level is not None and level.enabled and theirs == scheme and level.rank <= highest.rank

        return allowed


def _of_kind(held: Withheld, kind: str, ids: Collection[str] | None) -> tuple[WithheldRecord, ...]:
    return tuple(one for one in held.records if one.kind == kind and (ids is None or one.id in ids))
