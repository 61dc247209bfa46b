"""Verbs on possible doubles that are none: that two records are different is remembered, on every desk."""

from briefing.desk.exchanging import ExchangeVerbs
from briefing.ids import named_id
from briefing.model import Setting
from briefing.store import records
from briefing.store.doubles import Double

DIFFERENT = "different:"
"""How the names of settings begin that say that two records are different; both ids follow."""


class PartingVerbs(ExchangeVerbs):
    """What can be done with records that only look alike."""

    def open_doubles(self) -> list[Double]:
        """The possible doubles of which nobody has said that they are different. Slow in a large store."""
        found = self.doubles()
        ids = [named_id(Setting.KIND, _name(one)) for one in found]
        apart = {one.name for one in records.several(self.store, Setting, ids) if one.value and not one.deleted}
        return [one for one in found if _name(one) not in apart]

    def keep_apart(self, double: Double, *, origin: str = "") -> None:
        """Say that two records are different: they are not proposed again, here and after an exchange elsewhere."""
        name = _name(double)
        known = named_id(Setting.KIND, name)  # so that two desks that say it say one and the same
        with self.store.step("keep two records apart", self.user) as step:
            if records.several(self.store, Setting, [known]):
                step.update(Setting.KIND, known, {"value": "1", "deleted": ""})
            else:
                step.insert(Setting.KIND, {"name": name, "value": "1"}, known)
            step.touched |= {(double.kind, double.first), (double.kind, double.second)}
        self._tell(step, origin)


def _name(double: Double) -> str:
    return f"{DIFFERENT}{double.first}:{double.second}"
