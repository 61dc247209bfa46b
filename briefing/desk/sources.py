"""Verbs on sources and quotes: archive a file, capture a passage."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.desk.base import Verbs
from briefing.errors import InvalidEntryError, NotFoundError
from briefing.model import KINDS
from briefing.reading import Imported
from briefing.rules.anchors import make_anchor
from briefing.rules.passages import paragraph_number
from briefing.store import archive, records
from briefing.terms import Held, QuoteForm, SourceType
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.intake.readers import ReadFile


class SourceVerbs(Verbs):
    """What can be done with files, sources and passages."""

    def import_file(self, path: Path, *, origin: str = "") -> Imported:
        """Archive a plain text or HTML file as a source. The same file adds nothing and says so."""
        from briefing.intake.readers import read_file

        return self.archive_file(read_file(path), origin=origin)

    def archive_file(self, file: "ReadFile", *, origin: str = "") -> Imported:
        """Archive what `intake` has read."""
        self.latest = ""
        known = archive.find_file(self.store, file.archive_sha256, file.text_sha256)
        if known is not None:
            return Imported(known.source, file.text_sha256, len(file.text), new=False, notices=file.notices)
        title = file.title[:1000] or file.file_name
        with self.store.step("import source", self.user) as step:
            source = step.insert(
                "source",
                {
                    "title": title,
                    "type": SourceType.WEBPAGE if file.media_type == "text/html" else SourceType.REPORT,
                    "held": Held.FULL,
                    "notes": "" if file.title else "The file states no title; this is its name.",
                },
            )
            step.insert(
                "source_version",
                {
                    "source": source,
                    "number": 1,
                    "text_sha256": step.keep_text(file.text),
                    "archive_sha256": step.keep_file(file.data),
                    "media_type": file.media_type,
                    "text_method": file.method,
                    "characters": len(file.text),
                    "file_name": file.file_name,
                },
            )
        self._tell(step, origin)
        return Imported(source, file.text_sha256, len(file.text), new=True, notices=file.notices)

    def archive_text(self, title: str, text: str, *, origin: str = "") -> Imported:
        """Archive a pasted text as a source. The same text adds nothing and says so. Raises InvalidEntryError."""
        from briefing.intake.readers import read_text

        if not title.strip():
            raise InvalidEntryError("title", "Title", "please enter something; this field cannot be empty.")
        return self.archive_file(read_text(text, title), origin=origin)

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
