"""Verbs on sources and quotes: capture a passage, say where something is told. Files come in by `importing`."""

from collections.abc import Mapping
from typing import Any

from briefing.desk.anchoring import anchored
from briefing.desk.importing import ImportVerbs
from briefing.errors import NotFoundError
from briefing.model import KINDS
from briefing.rules.passages import paragraph_number
from briefing.store import archive, records
from briefing.terms import QuoteForm


class SourceVerbs(ImportVerbs):
    """What can be done with files, sources and passages."""

    def capture_quote(
        self,
        source: str,
        start: int,
        end: int,
        values: Mapping[str, Any] | None = None,
        *,
        issue: str = "",
        origin: str = "",
    ) -> str:
        """Make a quote of `text[start:end]` of the newest archived text of `source`, in code points.

        `values` are further fields (speaker, date_edtf, …). Returns the id. Raises InvalidEntryError where
        the passage is empty or outside the text.
        """
        archived, place = self._anchored(source, start, end)
        fields = {
            "form": QuoteForm.FULL if place["exact"].rstrip()[-1:] in ".!?…" else QuoteForm.FRAGMENT,
            "language": archived.source.language.rstrip("?"),
            **self._dated("quote", self._marked(values or {})),
            **place,
        }
        with self.store.step("capture quote", self.user) as step:
            record_id = step.insert("quote", fields)
            if issue:
                step.insert("link", {"issue": issue, "target_kind": "quote", "target": record_id})
                step.touched.add(("issue", issue))
        self._tell(step, origin)
        return record_id

    def cite_passage(
        self, kind: str, record: str, source: str, start: int, end: int, *, group: str = "", origin: str = ""
    ) -> str:
        """Say that an event, fact or position is told by `text[start:end]` of the newest archived text of `source`.

        Returns the id of the citation. Raises as `capture_quote` does.
        """
        archived, place = self._anchored(source, start, end)
        records.get(self.store, KINDS[kind], record)
        locator = f"paragraph {paragraph_number(archived.text, start)}"
        with self.store.step(f"cite source for {KINDS[kind].LABEL}", self.user, group=group) as step:
            cited = step.insert(
                "citation",
                {"record_kind": kind, "record": record, "source": source, "locator": locator, **place},
            )
            step.touched.add((kind, record))
        self._tell(step, origin)
        return cited

    def _anchored(self, source: str, start: int, end: int) -> tuple[archive.Archived, dict[str, Any]]:
        """The newest archived text of a source, and what an anchor in it holds."""
        archived = archive.latest(self.store, source)
        if archived is None:
            raise NotFoundError("This source holds no archived text to quote from.")
        archive.intact(archived)
        return archived, anchored(archived, start, end)
