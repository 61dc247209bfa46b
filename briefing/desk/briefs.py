"""Verbs on briefs: start one, write its blocks, compose and export it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.clock import Clock
from briefing.desk.outlining import OutlineVerbs
from briefing.model import Brief, BriefBlock
from briefing.reading import Reading

if TYPE_CHECKING:
    from briefing.brief.tree import Brief as BriefTree
    from briefing.export.files import ExportedFile


@dataclass(frozen=True)
class Exported:
    """What an export wrote, the mandatory blocks that are empty, and what the user should know."""

    files: "tuple[ExportedFile, ...]"
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


class BriefVerbs(OutlineVerbs):
    """What can be done with a brief."""

    def new_brief(self, template: str, title: str, issues: Sequence[str] = (), *, origin: str = "") -> str:
        """Start a brief of a template on these issues (none: all that are not closed). Returns the id."""
        values = {"template": template, "title": title, "issues": json.dumps(list(issues))}
        return self.create("brief", values, origin=origin)

    def write_block(self, brief: str, block: str, text: str, *, group: str = "", origin: str = "") -> None:
        """Set the officer's own words in one block of a brief."""
        existing = [row for row in self.brief_blocks(brief) if row.block == block]
        with self.store.step(f"change {_called(existing, block)}", self.user, group=group) as step:
            if existing:
                step.update("brief_block", existing[0].id, {"text": text})
            else:
                step.insert("brief_block", {"brief": brief, "block": block, "text": text})
            step.touched.add(("brief", brief))
        self._tell(step, origin)

    def include_block(self, brief: str, block: str, included: bool, *, origin: str = "") -> None:
        """Print a block of a brief, or leave it out."""
        existing = [row for row in self.brief_blocks(brief) if row.block == block]
        verb = "print" if included else "leave out"
        with self.store.step(f"{verb} {_called(existing, block)}", self.user) as step:
            if existing:
                step.update("brief_block", existing[0].id, {"included": included})
            else:
                step.insert("brief_block", {"brief": brief, "block": block, "included": included})
            step.touched.add(("brief", brief))
        self._tell(step, origin)

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


def _called(rows: Sequence[BriefBlock], block: str) -> str:
    """What the log calls a block: one that was added has a name that tells nothing."""
    return rows[0].heading if rows and rows[0].made else block.replace("_", " ")
