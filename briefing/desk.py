"""What a user can do, one method a verb, over one open store. Tells listeners what changed. No Qt, no SQL.

A `Desk` belongs to one thread; long work in another thread uses a desk of its own on the same file
(`Desk.twin`). Reading methods live in `briefing/reading.py`, which this class extends.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefing import paths
from briefing.clock import Clock
from briefing.errors import BriefingError, DamagedStoreError, InvalidEntryError, NotFoundError
from briefing.fieldspec import field_specs
from briefing.model import KINDS, Brief, BriefVersion, Quote, SourceVersion
from briefing.reading import Imported, Reading
from briefing.rules.anchors import make_anchor
from briefing.rules.validation import spec_of
from briefing.store import archive, backup, history, records
from briefing.store.steps import Change
from briefing.store.store import MEMORY, Store, create_store, open_immutable, open_store
from briefing.terms import Held, QuoteForm, SourceType

if TYPE_CHECKING:
    from briefing.brief.tree import Brief as BriefTree
    from briefing.export.files import ExportedFile
    from briefing.intake.readers import ReadFile

Listener = Callable[[Change], None]


@dataclass(frozen=True)
class Exported:
    """What an export wrote, the mandatory blocks that are empty, and what the user should know."""

    files: "tuple[ExportedFile, ...]"
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


_ANCHOR = frozenset({"exact", "start", "end", "prefix", "suffix", "text_sha256", "source_version"})
_FROZEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "quote": _ANCHOR,
        "source_version": frozenset(spec.name for spec in field_specs(SourceVersion)) - {"marking"},
        "brief_version": frozenset(spec.name for spec in field_specs(BriefVersion)) - {"marking"},
    }
)
"""Fields that no edit may change: slices of sources, archived texts, issued briefs."""


class Desk(Reading):
    """The verbs. `user` is whom the log names; every verb is one step with a label for the Edit menu."""

    def __init__(self, store: Store, user: str, clock: Clock | None = None) -> None:
        """Work on `store` in the name of `user`; without a clock, the store's own day counts."""
        super().__init__(store, clock)
        self.user = user
        self._listeners: list[Listener] = []

    # opening and closing

    @classmethod
    def open(cls, path: Path, user: str, *, read_only: bool = False, clock: Clock | None = None) -> "Desk":
        """Open the store at `path`. The shipped sample is always opened read-only."""
        if path.exists() and path.resolve() == paths.sample_store().resolve():
            return cls(open_immutable(path), user, clock)
        return cls(open_store(path, read_only=read_only), user, clock)

    @classmethod
    def new(cls, path: Path, user: str) -> "Desk":
        """Make an empty store at `path` and open it. Raises StoreError where the file exists."""
        return cls(create_store(path), user)

    @classmethod
    def new_from_sample(cls, path: Path, user: str) -> "Desk":
        """Copy the sample to `path` and open the copy."""
        backup.copy_sample(paths.sample_store(), path, user)
        return cls.open(path, user)

    def twin(self) -> "Desk":
        """Another desk on the same file, for another thread; it tells no listeners. Close it when done."""
        if self.store.path == MEMORY:
            raise BriefingError("A store in memory cannot be opened twice.")
        return Desk.open(self.store.path, self.user, read_only=True, clock=self.clock)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    # telling

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every verb that changed something; returns the call that ends this."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, touched: set[tuple[str, str]], origin: str) -> None:
        if not touched:
            return
        change = Change(frozenset(k for k, _ in touched), frozenset(i for _, i in touched), origin)
        for listener in list(self._listeners):
            listener(change)

    # records

    def create(self, kind: str, values: Mapping[str, Any], *, issue: str = "", origin: str = "") -> str:
        """Make a record; with `issue`, link it to that issue in the same step. Returns the id."""
        with self.store.step(f"new {KINDS[kind].LABEL}", self.user) as step:
            record_id = step.insert(kind, values)
            if issue:
                step.insert("link", {"issue": issue, "target_kind": kind, "target": record_id})
        self._tell(step.touched, origin)
        return record_id

    def edit(self, kind: str, record_id: str, values: Mapping[str, Any], *, group: str = "", origin: str = "") -> None:
        """Set fields of a record in one step. Steps of one `group` (a field while focused) undo as one."""
        labels = [spec_of(kind, name).label.lower() for name in values]
        self._refuse_frozen(kind, record_id, values)
        with self.store.step(f"change {', '.join(labels)}", self.user, group=group) as step:
            step.update(kind, record_id, values)
        self._tell(step.touched, origin)

    def _refuse_frozen(self, kind: str, record_id: str, values: Mapping[str, Any]) -> None:
        if "deleted" in values:
            raise InvalidEntryError("deleted", "Deleted", "delete or restore the record instead.")
        frozen = sorted(_FROZEN.get(kind, frozenset()) & set(values))
        if not frozen:
            return
        if kind != Quote.KIND:
            label = spec_of(kind, frozen[0]).label
            reason = f"a {KINDS[kind].LABEL} is kept as it was made and cannot be edited."
            raise InvalidEntryError(frozen[0], label, reason)
        if records.get(self.store, Quote, record_id).form is not QuoteForm.PARAPHRASE:
            raise InvalidEntryError(
                frozen[0],
                "Words",
                "a verbatim quote is a slice of its source and cannot be edited. "
                "Capture the right passage in the source, or record a paraphrase.",
            )

    def delete(self, kind: str, record_id: str, *, origin: str = "") -> None:
        """Move a record to the bin, from where it can be restored with everything that belonged to it."""
        with self.store.step(f"delete {KINDS[kind].LABEL}", self.user) as step:
            step.delete(kind, record_id)
        self._tell(step.touched, origin)

    def restore(self, kind: str, record_id: str, *, origin: str = "") -> None:
        """Bring a record back out of the bin."""
        with self.store.step(f"restore {KINDS[kind].LABEL}", self.user) as step:
            step.update(kind, record_id, {"deleted": ""})
        self._tell(step.touched, origin)

    def link(self, issue: str, kind: str, record_id: str, *, role: str = "", origin: str = "") -> None:
        """Say that a record bears on an issue. Linking twice changes nothing."""
        if any(row.target == record_id for row in self.link_rows(issue)):
            return
        records.get(self.store, KINDS[kind], record_id)
        with self.store.step(f"link {KINDS[kind].LABEL}", self.user) as step:
            step.insert("link", {"issue": issue, "target_kind": kind, "target": record_id, "role": role})
            step.touched |= {("issue", issue), (kind, record_id)}
        self._tell(step.touched, origin)

    def unlink(self, issue: str, kind: str, record_id: str, *, origin: str = "") -> None:
        """Take back that a record bears on an issue."""
        found = [row for row in self.link_rows(issue) if row.target == record_id and row.target_kind == kind]
        if not found:
            return
        with self.store.step(f"unlink {KINDS[kind].LABEL}", self.user) as step:
            for row in found:
                step.delete("link", row.id)
            step.touched |= {("issue", issue), (kind, record_id)}
        self._tell(step.touched, origin)

    def put_back(self, kind: str, record_id: str, name: str, value: Any, *, origin: str = "") -> None:
        """Give a field a value it had before, as a new step."""
        self.edit(kind, record_id, {name: value}, origin=origin)

    def set_setting(self, name: str, value: str, *, origin: str = "") -> None:
        """Set a setting of the store, such as `as_at` (an ISO day, or empty for today) or `marking`."""
        if name == "as_at" and value:
            try:
                value = date.fromisoformat(value).isoformat()
            except ValueError:
                raise InvalidEntryError("as_at", "As at", "please give a day such as 2022-08-19.") from None
        existing = records.setting_id(self.store, name)
        with self.store.step(f"change {name.replace('_', ' ')}", self.user) as step:
            if existing:
                step.update("setting", existing, {"value": value})
            else:
                step.insert("setting", {"name": name, "value": value})
        self._tell(step.touched, origin)

    # sources and quotes

    def import_file(self, path: Path, *, origin: str = "") -> Imported:
        """Archive a plain text or HTML file as a source. The same file adds nothing and says so."""
        from briefing.intake.readers import read_file

        return self.archive_file(read_file(path), origin=origin)

    def archive_file(self, file: "ReadFile", *, origin: str = "") -> Imported:
        """Archive what `intake` has read."""
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
        self._tell(step.touched, origin)
        return Imported(source, file.text_sha256, len(file.text), new=True, notices=file.notices)

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
        archived = archive.latest(self.store, source)
        if archived is None:
            raise NotFoundError("This source holds no archived text to quote from.")
        if not archived.intact:
            raise DamagedStoreError(
                f"The archived text of “{archived.source.title}” was altered on the disk, so nothing can be quoted "
                "from it. Please restore a backup, or import the file again."
            )
        try:
            anchor = make_anchor(archived.text, start, end)
        except ValueError as error:
            raise InvalidEntryError("start", "Passage", f"{error}.") from None
        if not anchor.exact.strip():
            raise InvalidEntryError("start", "Passage", "the selection holds no words.")
        fields = {
            "form": QuoteForm.FULL if anchor.exact.rstrip()[-1:] in ".!?…" else QuoteForm.FRAGMENT,
            "language": archived.source.language.rstrip("?"),
            **(values or {}),
            "exact": anchor.exact,
            "source_version": archived.version.id,
            "start": anchor.start,
            "end": anchor.end,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
            "text_sha256": archived.version.text_sha256,
        }
        with self.store.step("capture quote", self.user) as step:
            record_id = step.insert("quote", fields)
            if issue:
                step.insert("link", {"issue": issue, "target_kind": "quote", "target": record_id})
                step.touched.add(("issue", issue))
        self._tell(step.touched, origin)
        return record_id

    # briefs

    def new_brief(self, template: str, title: str, issues: Sequence[str] = (), *, origin: str = "") -> str:
        """Start a brief of a template on these issues (none: all that are not closed). Returns the id."""
        values = {"template": template, "title": title, "issues": json.dumps(list(issues))}
        return self.create("brief", values, origin=origin)

    def write_block(self, brief: str, block: str, text: str, *, group: str = "", origin: str = "") -> None:
        """Set the officer's own words in one block of a brief."""
        existing = [row for row in self.brief_blocks(brief) if row.block == block]
        with self.store.step(f"change {block.replace('_', ' ')}", self.user, group=group) as step:
            if existing:
                step.update("brief_block", existing[0].id, {"text": text})
            else:
                step.insert("brief_block", {"brief": brief, "block": block, "text": text})
            step.touched.add(("brief", brief))
        self._tell(step.touched, origin)

    def compose(self, template: str, *, issues: Sequence[str] = (), brief: str = "", paper: str = "a4") -> "BriefTree":
        """The brief of a template as a tree: on these issues, else on those of the brief, else on all open ones.

        It is shown as at the desk's day if it was given one, else as at the day of the brief, else the store's.
        Raises UnverifiedQuoteError, naming the quote, where one no longer matches its archived text.
        """
        from briefing.brief.compose import Order, compose

        return compose(self._on_the_day_of(brief), Order(template, tuple(issues), brief, paper=paper))

    def _on_the_day_of(self, brief: str) -> Reading:
        if self._given is not None or not brief:
            return self
        try:
            return Reading(self.store, Clock(date.fromisoformat(self.get(Brief, brief).as_at_edtf)))
        except ValueError:  # none, or no single day
            return self

    def export(
        self,
        template: str,
        formats: Sequence[str],
        folder: Path,
        *,
        issues: Sequence[str] = (),
        brief: str = "",
        paper: str = "a4",
        overwrite: bool = False,
        progress: Callable[[str, float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Exported:
        """Compose a brief and write it in each format, all files or none. Raises ExportError with a sentence."""
        from briefing.export.files import export_brief

        tree = self.compose(template, issues=issues, brief=brief, paper=paper)
        files = export_brief(tree, formats, folder, overwrite=overwrite, progress=progress, cancelled=cancelled)
        warnings = dict.fromkeys(warning for file in files for warning in file.warnings)
        return Exported(tuple(files), tree.missing, tuple(warnings))

    # undo, backup

    def undo(self, *, origin: str = "") -> history.Undone | None:
        """Take back the last entry; None where there is none."""
        return self._turned(history.undo(self.store, self.user), origin)

    def redo(self, *, origin: str = "") -> history.Undone | None:
        """Bring back what was undone last; None where there is none."""
        return self._turned(history.redo(self.store, self.user), origin)

    def _turned(self, undone: history.Undone | None, origin: str) -> history.Undone | None:
        if undone is not None:
            change = Change(undone.change.kinds, undone.change.ids, origin)
            for listener in list(self._listeners):
                listener(change)
        return undone

    def save_copy(self, target: Path, *, overwrite: bool = False) -> Path:
        """Write the whole store to another file, as a copy for keeping."""
        return backup.save_copy(self.store, target, overwrite=overwrite)

    def save_working_copy(self, target: Path) -> Path:
        """Write the whole store to another file that will be worked on as a store of its own."""
        return backup.save_working_copy(self.store, target, self.user, "save a copy to work on")

    def keep_backup(self) -> Path:
        """Write a dated backup into the user's backup folder."""
        return backup.keep_backup(self.store, paths.user_data() / "backups", datetime.now().astimezone())
