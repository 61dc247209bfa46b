"""Verbs on sources and quotes: capture a passage, say where something is told. Files come in by `importing`."""

from collections.abc import Mapping
from typing import Any

from briefing.desk.importing import ImportVerbs
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import KINDS
from briefing.rules.anchors import make_anchor
from briefing.rules.passages import paragraph_number
from briefing.store import archive, records
from briefing.terms import QuoteForm
from briefing.wording import say


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
        archived, anchored = self._anchored(source, start, end)
        fields = {
            "form": QuoteForm.FULL if anchored["exact"].rstrip()[-1:] in ".!?…" else QuoteForm.FRAGMENT,
            "language": archived.source.language.rstrip("?"),
            **self._dated("quote", self._marked(values or {})),
            **anchored,
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
        archived, anchored = self._anchored(source, start, end)
        records.get(self.store, KINDS[kind], record)
        locator = f"paragraph {paragraph_number(archived.text, start)}"
        with self.store.step(f"cite source for {KINDS[kind].LABEL}", self.user, group=group) as step:
            cited = step.insert(
                "citation",
                {"record_kind": kind, "record": record, "source": source, "locator": locator, **anchored},
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
        try:
            anchor = make_anchor(archived.text, start, end)
        except ValueError as error:
            raise InvalidEntryError("start", "Passage", say("%1.", error)) from None
        if not anchor.exact.strip():
            raise InvalidEntryError("start", "Passage", "the selection holds no words.")
        return archived, {
            "exact": anchor.exact,
            "source_version": archived.version.id,
            "start": anchor.start,
            "end": anchor.end,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
            "text_sha256": archived.version.text_sha256,
        }
