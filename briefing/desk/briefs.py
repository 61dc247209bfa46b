"""Verbs on briefs: start one, write its blocks, compose and export it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.clock import Clock
from briefing.desk.outlining import OutlineVerbs
from briefing.errors import InvalidEntryError
from briefing.model import Brief, BriefBlock, Quote
from briefing.reading import Reading
from briefing.terms import BriefStatus
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.brief.compose import Composed, Order
    from briefing.brief.tree import Brief as BriefTree
    from briefing.export.delivery import Delivered
    from briefing.export.receipt import PageTexts


class BriefVerbs(OutlineVerbs):
    """What can be done with a brief."""

    def new_brief(self, template: str, title: str, issues: Sequence[str] = (), *, origin: str = "") -> str:
        """Start a brief of a template on these issues (none: all that are not closed). Returns the id."""
        values = {"template": template, "title": title, "issues": json.dumps(list(issues))}
        return self.create("brief", values, origin=origin)

    def edit(self, kind: str, record_id: str, values: Mapping[str, Any], *, group: str = "", origin: str = "") -> None:
        """Set fields of a record in one step; see `RecordVerbs.edit`.

        A brief that was cleared or issued becomes a draft again. Its status is changed by the verbs of clearance alone.
        """
        if kind == Brief.KIND:
            if "status" in values:
                raise InvalidEntryError(
                    "status", "Status", say("put the brief to clearance, clear, issue or recall it.")
                )
            if self.get(Brief, record_id).status not in (BriefStatus.DRAFT, BriefStatus.RECALLED):
                values = {**values, "status": BriefStatus.DRAFT}
        super().edit(kind, record_id, values, group=group, origin=origin)

    def write_block(self, brief: str, block: str, text: str, *, group: str = "", origin: str = "") -> None:
        """Set the officer's own words in one block of a brief. Raises NotFoundError where it has no such block."""
        existing = [row for row in self.brief_blocks(brief) if row.block == block]
        if not existing:
            self._refuse_unknown(brief, block)
        with self.store.step(f"change {_called(existing, block)}", self.user, group=group) as step:
            if existing:
                step.update("brief_block", existing[0].id, {"text": text})
            else:
                self._make_block(step, brief, block, {"text": text})
            self._reopen(step, brief)
        self._tell(step, origin)

    def include_block(self, brief: str, block: str, included: bool, *, origin: str = "") -> None:
        """Print a block of a brief, or leave it out."""
        existing = [row for row in self.brief_blocks(brief) if row.block == block]
        if not existing:
            self._refuse_unknown(brief, block)
        verb = "print" if included else "leave out"
        with self.store.step(f"{verb} {_called(existing, block)}", self.user) as step:
            if existing:
                step.update("brief_block", existing[0].id, {"included": included})
            else:
                self._make_block(step, brief, block, {"included": included})
            self._reopen(step, brief)
        self._tell(step, origin)

    def compose(self, template: str, *, issues: Sequence[str] = (), brief: str = "", paper: str = "") -> "BriefTree":
        """The brief of a template as a tree: on these issues, else on those of the brief, else on all open ones.

        Raises UnverifiedQuoteError, naming the quote, where one no longer matches its archived text.
        """
        from briefing.brief.compose import Order

        return self.composed(Order(template, tuple(issues), brief, paper=paper)).tree

    def composed(self, order: "Order") -> "Composed":
        """A brief with all that an export needs beside it.

        It is shown as at the desk's day if it was given one, else as at the day of the brief, else the store's.
        Raises UnverifiedQuoteError, NotFoundError, DefinitionError, and ExportError for a ceiling that is none.
        """
        from briefing.brief.compose import composed

        return composed(self._on_the_day_of(order.brief), order)

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
        order: "Order | None" = None,
        issues: Sequence[str] = (),
        brief: str = "",
        paper: str = "",
        overwrite: bool = False,
        keep_receipt: bool = False,
        page_texts: "PageTexts | None" = None,
        progress: Callable[[str, float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> "Delivered":
        """Compose a brief, write it in each format (all files or none), read it back. Raises ExportError.

        `order` says everything at once and is used alone where it is given.
        """
        from briefing.brief.compose import Order
        from briefing.export.delivery import deliver

        made = self.composed(order or Order(template, tuple(issues), brief, paper=paper))
        return deliver(
            made,
            formats,
            folder,
            stem=self.file_name(made.tree),
            overwrite=overwrite,
            keep_receipt=keep_receipt,
            hashes=self.quote_hashes(made.tree.quotes),
            page_texts=page_texts,
            progress=progress,
            cancelled=cancelled,
        )

    def file_name(self, tree: "BriefTree") -> str:
        """The name of the files of a brief without its ending; it names no person of the store and no marking."""
        from briefing.export.naming import default_stem

        levels = (level.name for _scheme, level in self.levels().values())
        return default_stem(tree, self.person_names(), (*levels, tree.marking))

    def quote_hashes(self, quotes: Sequence[str]) -> dict[str, str]:
        """The hash of the archived text of each quote, by its id."""
        return {quote.id: quote.text_sha256 for quote in self.among(Quote, quotes)}


def _called(rows: Sequence[BriefBlock], block: str) -> str:
    """What the log calls a block: one that was added has a name that tells nothing."""
    return rows[0].heading if rows and rows[0].made else block.replace("_", " ")
