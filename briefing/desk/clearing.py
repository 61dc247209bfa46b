"""Verbs on the way of a brief: put to clearance, cleared, issued, recalled; and what was issued.

draft → in clearance → cleared → issued → recalled. An edit of a cleared or issued brief makes it a draft again, of the
next version, and takes its clearances back. Issuing cannot be undone: a brief that went out is recalled.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.clock import utc_now
from briefing.desk.briefs import BriefVerbs
from briefing.errors import DamagedStoreError, DefinitionError, NotClearedError, NotFoundError
from briefing.model import Brief, BriefVersion
from briefing.rules import dates
from briefing.store import versions
from briefing.terms import BriefStatus, ClearanceResult
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.brief.compose import Composed, Order
    from briefing.brief.tree import Brief as BriefTree
    from briefing.export.receipt import PageTexts, Receipt

ISSUED_FORMATS = ("md", "html", "pdf", "docx")
"""What is kept of an issued brief, besides its content."""
_CONTENT = "briefing-desk-version/1"
_DECIDED = ("recommendation", "decision")
"""What the names of blocks begin with whose items can be decided one by one."""


@dataclass(frozen=True)
class KeptFile:
    """A file of an issued version. `pages` is None where the format has none."""

    format: str
    name: str
    sha256: str
    bytes: int
    pages: int | None


@dataclass(frozen=True)
class Furniture:
    """What a user's preferences print where nothing else does: marking, contact, unit; paper `a4` or `us-letter`."""

    marking: str = ""
    contact: str = ""
    unit: str = ""
    paper: str = ""


class ClearingVerbs(BriefVerbs):
    """Clearance, issue, recall, and the versions that were issued."""

    def put_to_clearance(self, brief: str, *, origin: str = "") -> None:
        """Say that a draft is being cleared. Raises NotClearedError for one that is no draft."""
        self._refuse_unless(brief, (BriefStatus.DRAFT,), say("put to clearance"))
        with self.store.step("put to clearance", self.user) as step:
            step.update("brief", brief, {"status": BriefStatus.IN_CLEARANCE})
        self._tell(step, origin)

    def add_clearance(
        self,
        brief: str,
        person: str,
        *,
        unit: str = "",
        result: str = ClearanceResult.CLEARED,
        condition: str = "",
        day: str = "",
        put: bool = False,
        origin: str = "",
    ) -> str:
        """Keep somebody's answer; the brief is cleared, or a draft again after a refusal. Returns the id.

        `day` may be words; empty for the desk's day. With `put` a draft is put to clearance by the same step. Raises
        NotClearedError for a brief that nobody put to clearance.
        """
        allowed = (BriefStatus.IN_CLEARANCE, BriefStatus.CLEARED)
        self._refuse_unless(brief, (BriefStatus.DRAFT, *allowed) if put else allowed, say("cleared"))
        values = {"brief": brief, "person": person, "unit": unit, "result": result, "condition": condition}
        values = self._dated("clearance", {**values, "date_edtf": day or self.today.isoformat()})
        with self.store.step("keep a clearance", self.user) as step:
            made = step.insert("clearance", values)
            refused = self._clean_result(result) is ClearanceResult.NOT_CLEARED
            step.update("brief", brief, {"status": BriefStatus.DRAFT if refused else BriefStatus.CLEARED})
        self._tell(step, origin)
        return made

    def issue(
        self,
        brief: str,
        *,
        reason: str = "",
        formats: Sequence[str] = ISSUED_FORMATS,
        furniture: "Furniture | None" = None,
        page_texts: "PageTexts | None" = None,
        progress: Callable[[Any, float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        origin: str = "",
    ) -> str:
        """Freeze a cleared brief: its content, the state of its records and its files. Returns the id of the version.

        From the second version on `reason` says why it replaces the one before, and what differs gets change bars.
        `furniture` is what the user's preferences print where brief, profile and store say nothing.
        Raises NotClearedError, naming what blocks, and whatever an export raises; then nothing was changed.
        """
        from briefing.brief.compare import changed
        from briefing.brief.compose import Order
        from briefing.export.delivery import deliver

        record = self._refuse_unless(brief, (BriefStatus.CLEARED,), say("issued"))
        earlier = self.versions(brief)
        number = self.last_number(brief) + 1
        if earlier and not reason.strip():
            raise NotClearedError(say("Say why version %1 replaces the one before: the reason is printed.", number))
        usual = furniture or Furniture()
        order = Order(
            record.template,
            brief=brief,
            version=say("version %1", number),
            status=BriefStatus.ISSUED,
            marking=usual.marking,
            contact=usual.contact,
            unit=usual.unit,
            paper=record.paper or self.profile(record.profile).look.paper or usual.paper,
        )
        series_no = record.series_no or (versions.next_number(self.store, record.series) if record.series else None)
        if earlier:
            when = dates.describe(earlier[-1].as_at_edtf)
            words = say("AMENDED – replaces version %1 of %2: %3", number - 1, when, reason.strip())
            order = replace(order, handling=words)
        order = replace(order, series_no=series_no)
        self._refuse_blocked(brief, order)
        made = self.composed(order)
        if earlier:
            made = replace(made, tree=changed(made.tree, self.frozen(earlier[-1].id)))
        with tempfile.TemporaryDirectory(prefix="briefing_") as work:
            done = deliver(
                made,
                formats,
                Path(work),
                hashes=self.quote_hashes(made.tree.quotes),
                page_texts=page_texts,
                progress=progress,
                cancelled=cancelled,
            )
            if done.receipt.problems:
                raise NotClearedError(say("The files are not what they should be. %1", done.receipt.problems[0]))
            files = [
                (KeptFile(f.format, f.path.name, f.sha256, f.bytes, f.pages), f.path.read_bytes()) for f in done.files
            ]
        content = self._content(brief, made)
        with self.store.step("issue brief", self.user, kind="system") as step:
            self._refuse_unless(brief, (BriefStatus.CLEARED,), say("issued"))  # another window may have changed it
            for _, data in files:
                step.keep_file(data)
            values = {
                "brief": brief,
                "number": number,
                "step": step.id,
                "content_sha256": step.keep_file(content),
                "files": json.dumps([vars(kept) for kept, _ in files]),
                "as_at_edtf": made.tree.as_at,
                "series_no": series_no,
                "reason": reason.strip(),
                "marking": made.tree.marking if self.profile(record.profile).level(made.tree.marking) else "",
            }
            version = step.insert("brief_version", values)
            step.update("brief", brief, {"status": BriefStatus.ISSUED, "series_no": series_no})
        self._tell(step, origin)
        return version

    def recall(self, brief: str, reason: str, *, origin: str = "") -> None:
        """Say that an issued brief no longer stands, and why. Its versions stay."""
        self._refuse_unless(brief, (BriefStatus.ISSUED,), say("recalled"))
        if not reason.strip():
            raise NotClearedError(say("Say why the brief is recalled: its readers will ask."))
        with self.store.step("recall brief", self.user) as step:
            step.update("brief", brief, {"status": BriefStatus.RECALLED})
            step.insert(
                "comment",
                {
                    "record_kind": "brief",
                    "record": brief,
                    "brief": brief,
                    "text": say("Recalled: %1", reason.strip()),
                    "author": self.user,
                    "written_at": utc_now(),
                },
            )
        self._tell(step, origin)

    def version(self, brief: str, number: int = 0) -> BriefVersion:
        """A version of a brief, the newest without a number. Raises NotFoundError."""
        found = self.numbered(brief)
        if not found:
            raise NotFoundError(say("No version of this brief was issued yet."))
        if (wanted := number or self.last_number(brief)) in found:
            return found[wanted]
        known = ", ".join(str(one) for one in found)
        raise NotFoundError(say("There is no version %1. Choose one of: %2.", number, known))

    def frozen(self, version: str) -> "BriefTree":
        """The content of a version, as it was issued. Raises FrozenBriefError where it cannot be read."""
        from briefing.brief.frozen import thaw

        return thaw(self._kept(version)["brief"])

    def kept_files(self, version: BriefVersion) -> list[KeptFile]:
        """The files of a version. Raises DamagedStoreError where the list of them was altered."""
        from briefing.export.naming import is_plain_name

        try:
            found = [KeptFile(**one) for one in json.loads(version.files)]
            if not all(is_plain_name(one.name) for one in found):
                raise ValueError(version.files)
            return found
        except (ValueError, TypeError, RecursionError):
            words = say("The list of the files of version %1 cannot be read. Please restore a backup.", version.number)
            raise DamagedStoreError(words) from None

    def kept_file(self, sha256: str) -> bytes:
        """The bytes of a kept file."""
        return versions.kept_file(self.store, sha256)

    @contextmanager
    def issued_files(self, version: BriefVersion) -> Iterator[list[Path]]:
        """The files of a version in a folder that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="briefing_") as work:
            paths = []
            for one in self.kept_files(version):
                path = Path(work) / one.name
                path.write_bytes(self.kept_file(one.sha256))
                paths.append(path)
            yield paths

    def evidence(
        self, brief: str, *, number: int = 0, page_texts: "PageTexts | None" = None, whole_texts: bool = False
    ) -> bytes:
        """The evidence pack of an issued version, the newest without a number, as the bytes of a zip.

        Raises NotFoundError for a brief that was never issued, UnverifiedQuoteError where a quote no longer holds.
        """
        from briefing.brief.evidence_of import evidence_of
        from briefing.export import evidence
        from briefing.export.receipt import make_receipt

        version = self.version(brief, number)
        tree = self.frozen(version.id)
        proof = evidence_of(self, tree, whole_texts=whole_texts)
        profile = str(self._kept(version.id).get("profile", ""))
        with self.issued_files(version) as paths:
            receipt = make_receipt(tree, paths, profile=profile, hashes=proof.hashes(), page_texts=page_texts)
            return evidence.pack(proof, receipt, paths)

    def receipt(self, version: BriefVersion, page_texts: "PageTexts | None" = None) -> "Receipt":
        """The receipt of the files of a version, counted now."""
        from briefing.export.receipt import make_receipt

        tree = self.frozen(version.id)
        with self.issued_files(version) as paths:
            return make_receipt(tree, paths, hashes=self.quote_hashes(tree.quotes), page_texts=page_texts)

    def _kept(self, version: str) -> dict[str, Any]:
        record = self.get(BriefVersion, version)
        value: dict[str, Any] = json.loads(self.kept_file(record.content_sha256))
        return value

    def _content(self, brief: str, made: "Composed") -> bytes:
        from briefing.brief.frozen import canonical, freeze

        return canonical(
            {
                "format": _CONTENT,
                "brief": freeze(made.tree),
                "profile": made.profile.name,
                "deciding": self._deciding(brief),
                "records": versions.record_versions(self.store, made.told),
            }
        )

    def _deciding(self, brief: str) -> tuple[str, ...]:
        """The headings of the blocks whose items can be decided one by one: recommendations in own words."""
        try:
            planned = self.planned(brief)
        except (DefinitionError, NotFoundError):
            return ()
        named = [one for one in planned if one.included and one.block.name.startswith(_DECIDED)]
        return tuple(one.block.heading for one in named if one.block.own)

    def _refuse_blocked(self, brief: str, order: "Order") -> None:
        from briefing.brief.preflight import preflight

        found = preflight(self._on_the_day_of(brief), order)
        if found.blocking:
            first = found.blocking[0].words
            more = len(found.blocking) - 1
            rest = say(" %1 more must be settled.", more) if more else ""
            raise NotClearedError(say("The preflight stops this brief: %1%2", first, rest))

    def _refuse_unless(self, brief: str, allowed: Sequence[BriefStatus], verb: str) -> Brief:
        record = self.get(Brief, brief)
        if record.deleted:
            raise NotClearedError(say("“%1” is in the bin. Restore it first.", record.title))
        if record.status not in allowed:
            wanted = " or ".join(allowed)
            raise NotClearedError(
                say(
                    "“%1” has the status “%2”. Only a brief that is %3 can be %4.",
                    record.title,
                    record.status.value,
                    wanted,
                    verb,
                )
            )
        return record

    @staticmethod
    def _clean_result(result: str) -> ClearanceResult | None:
        with suppress(ValueError):
            return ClearanceResult(str(result).strip().lower())
        return None
