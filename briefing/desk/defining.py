"""Verbs on the desk's own forms (templates) and profiles: copy a shipped one, write it anew, take one in."""

import re
from dataclasses import dataclass

from briefing.desk.records import RecordVerbs
from briefing.errors import DefinitionError
from briefing.model import KINDS, Template
from briefing.model import Profile as ProfileRecord
from briefing.rules import profiles, templates
from briefing.wording import say

DEFINED = (Template.KIND, ProfileRecord.KIND)
"""The kinds that are defined as text."""
_COPY = " (copy)"


@dataclass(frozen=True)
class Definition:
    """A form or a profile: where it comes from, and whether it can be used.

    `id` is that of the record of the desk's own, empty for one that ships with the program. `fault` is what is wrong
    with it, None where nothing is.
    """

    kind: str
    id: str
    name: str
    title: str
    text: str
    fault: DefinitionError | None = None

    @property
    def ours(self) -> bool:
        """Whether it ships with the program and can only be copied."""
        return not self.id


def fault_of(kind: str, text: str) -> DefinitionError | None:
    """What is wrong with a definition of this kind, naming the line; None where it can be used."""
    try:
        _parsed(kind, text)
    except DefinitionError as error:
        return error
    return None


class DefiningVerbs(RecordVerbs):
    """What can be done with forms and profiles. A definition with a fault is told and never stored."""

    def definitions(self, kind: str) -> list[Definition]:
        """Every form or profile, the shipped ones first; those of the desk's own that cannot be read among them."""
        found = self.templates().values() if kind == Template.KIND else self.profiles().values()
        shipped = [Definition(kind, "", one.name, one.title, one.text) for one in found if one.ours]
        records = self.every(Template) if kind == Template.KIND else self.every(ProfileRecord)
        return shipped + [
            Definition(kind, one.id, one.name, one.title, one.text, fault_of(kind, one.text)) for one in records
        ]

    def copy_template(self, name: str, *, origin: str = "") -> str:
        """Make a form of the desk's own from one there is. Returns the id. Raises NotFoundError and DefinitionError."""
        found = self.template(name)
        return self.new_definition(Template.KIND, _headed(found.text, title=found.title + _COPY), origin=origin)

    def copy_profile(self, name: str, *, origin: str = "") -> str:
        """Make a profile of the desk's own from one there is. Returns the id. Raises as `copy_template`."""
        found = self.profile(name)
        return self.new_definition(ProfileRecord.KIND, _headed(found.text, title=found.title + _COPY), origin=origin)

    def new_definition(self, kind: str, text: str, *, origin: str = "") -> str:
        """Make a form or a profile of the desk's own from its text; one whose name is taken gets another.

        Returns the id. Raises DefinitionError, naming the line.
        """
        made = _parsed(kind, text)
        taken = {one.name for one in self.definitions(kind)}
        number, name = 2, made.name
        while name in taken:
            name, number = f"{made.name[:56]}-{number}", number + 1
        if name != made.name:
            text = _headed(text, name=name)
            made = _parsed(kind, text)
        return self.create(kind, {"name": made.name, "title": made.title, "text": text}, origin=origin)

    def save_definition(self, kind: str, record_id: str, text: str, *, origin: str = "") -> None:
        """Write a form or a profile of the desk's own anew.

        Raises DefinitionError, naming the line; what was stored before is still in use then.
        """
        made = _parsed(kind, text)
        if any(one.name == made.name and one.id not in ("", record_id) for one in self.definitions(kind)):
            line = next((n for n, one in enumerate(text.splitlines(), 1) if re.match(r"\s*name\s*=", one)), 0)
            raise DefinitionError(say("another one here has the name “%1” already.", made.name), line)
        with self.store.step(f"change {KINDS[kind].LABEL}", self.user) as step:
            step.update(kind, record_id, {"name": made.name, "title": made.title, "text": text})
        self._tell(step, origin)


def _parsed(kind: str, text: str) -> templates.Template | profiles.Profile:
    return templates.parse(text) if kind == Template.KIND else profiles.parse(text)


def _headed(text: str, *, name: str = "", title: str = "") -> str:
    """A definition with another name or title: the lines above its first table."""
    head, bracket, rest = text.partition("\n[")
    for key, value in (("name", name), ("title", title)):
        if value:
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            line = f'{key} = "{quoted}"'
            head = re.sub(rf"^[ \t]*{key}[ \t]*=.*$", lambda _old, line=line: line, head, count=1, flags=re.MULTILINE)  # type: ignore[misc]
    return head + bracket + rest
