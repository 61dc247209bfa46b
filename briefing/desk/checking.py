"""Verbs on the preflight of a brief: look, let a finding pass with a reason, take that back."""

from datetime import date
from typing import TYPE_CHECKING, Any

from briefing.desk.briefs import BriefVerbs
from briefing.errors import InvalidEntryError
from briefing.model import Brief, Waiver
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.brief.finding import Finding, Preflight


class PreflightVerbs(BriefVerbs):
    """What can be done about the findings of a brief."""

    def preflight(
        self, brief_id: str, *, pages: int | None = None, now: date | None = None, **order: Any
    ) -> "Preflight":
        """What is the matter with a brief, as at its own day. `order` is what `brief/compose.Order` takes.

        See `brief/preflight.py` for `pages`, `now` and what it raises.
        """
        from briefing.brief.compose import Order
        from briefing.brief.preflight import preflight

        wanted = {"template": self.get(Brief, brief_id).template, **order}
        return preflight(self._on_the_day_of(brief_id), Order(brief=brief_id, **wanted), pages=pages, now=now)

    def waive(self, brief: str, finding: "Finding", reason: str, *, origin: str = "") -> str:
        """Let a finding pass in one brief, for a reason. Returns the id of the waiver.

        Waiving it again gives it another reason. Raises InvalidEntryError without a reason, and for what nobody may
        let pass.
        """
        if not finding.waivable:
            raise InvalidEntryError("finding", "Finding", say("this cannot be waived; it has to be mended."))
        if not reason.strip():
            raise InvalidEntryError("reason", "Reason", say("please say why this may pass."))
        waivers = self._waivers(brief, finding)
        self.get(Brief, brief)
        with self.store.step("waive a finding", self.user) as step:
            if waivers:
                made = waivers[0].id
                step.update(Waiver.KIND, made, {"reason": reason.strip()})
            else:
                made = step.insert(
                    Waiver.KIND,
                    {
                        "brief": brief,
                        "finding": finding.code,
                        "record_kind": finding.kind,
                        "record": finding.record,
                        "value": finding.value,
                        "reason": reason.strip(),
                    },
                )
            step.touched.add((Brief.KIND, brief))
        self._tell(step, origin)
        return made

    def take_back_waiver(self, brief: str, finding: "Finding", *, origin: str = "") -> None:
        """Let a finding stand again in a brief. One that was not waived changes nothing."""
        self.latest = ""
        waivers = self._waivers(brief, finding)
        if not waivers:
            return
        with self.store.step("take back a waiver", self.user) as step:
            for one in waivers:
                step.delete(Waiver.KIND, one.id)
            step.touched.add((Brief.KIND, brief))
        self._tell(step, origin)

    def _waivers(self, brief: str, finding: "Finding") -> list[Waiver]:
        wanted = (finding.code, finding.kind, finding.record, finding.value)
        return [one for one in self.waivers(brief) if (one.finding, one.record_kind, one.record, one.value) == wanted]
