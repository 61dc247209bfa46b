"""Questions of templates and profiles: those that ship with the program, and the desk's own."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from types import MappingProxyType

from briefing import paths
from briefing.errors import DefinitionError, NotFoundError
from briefing.model import Marking
from briefing.model import Profile as ProfileRecord
from briefing.model import Template as TemplateRecord
from briefing.reading.base import Asking
from briefing.rules import profiles, templates
from briefing.rules.profiles import Level, Profile
from briefing.rules.templates import Template
from briefing.wording import say

FORMS = ("one-page", "issue-brief", "meeting-brief", "quote-sheet", "situation-update", "submission")
"""The templates that ship with the program, in the order in which they are offered."""
HOUSES = ("plain", "uk", "eu", "un", "coe", "tlp")
"""The profiles that ship with the program."""


@cache
def built_in_template(name: str) -> Template:
    """A template that ships with the program."""
    return templates.parse((paths.resources() / "forms" / f"{name}.toml").read_text("utf-8"), ours=True)


@cache
def built_in_profile(name: str) -> Profile:
    """A profile that ships with the program."""
    return profiles.parse((paths.resources() / "profiles" / f"{name}.toml").read_text("utf-8"), ours=True)


class DefinitionReading(Asking):
    """What is asked of templates and profiles."""

    def templates(self) -> Mapping[str, Template]:
        """Every template that can be used, by name; one of the desk's own that cannot be read is left out."""
        found = {name: built_in_template(name) for name in FORMS}
        own: dict[str, TemplateRecord] = {}
        for record in self.every(TemplateRecord):
            own.setdefault(record.name, record)
        for record in own.values():
            with suppress(DefinitionError):
                found[record.name] = templates.parse(record.text)
        return MappingProxyType(found)

    def template(self, name: str) -> Template:
        """The template of this name. Raises NotFoundError, naming those there are, and DefinitionError."""
        own = next((one for one in self.every(TemplateRecord) if one.name == name), None)
        if own is not None:
            try:
                return templates.parse(own.text)
            except DefinitionError as error:
                raise DefinitionError(say("the template “%1”: %2", own.title, error.reason), error.line) from None
        if name in FORMS:
            return built_in_template(name)
        raise NotFoundError(
            say("There is no template “%1”. Choose one of: %2.", name[:40], ", ".join(self.templates()))
        )

    def profiles(self) -> Mapping[str, Profile]:
        """Every profile that can be used, by name; one of the desk's own that cannot be read is left out.

        The shipped one of its name stands in for it then, or the levels of its records would be known no more.
        """
        found = {name: self._with_own_levels(built_in_profile(name)) for name in HOUSES}
        for record in self.every(ProfileRecord):
            with suppress(DefinitionError):
                found[record.name] = self.profile(record.name)
        return MappingProxyType(found)

    def profile(self, name: str) -> Profile:
        """The profile of this name; without one, the store's, else the plain one.

        Raises NotFoundError, naming those there are, and DefinitionError.
        """
        name = name or self.setting("profile") or "plain"
        own = self._own_profile(name)
        if own is not None:
            try:
                return self._with_own_levels(profiles.parse(own.text))
            except DefinitionError as error:
                raise DefinitionError(say("the profile “%1”: %2", own.title, error.reason), error.line) from None
        if name in HOUSES:
            return self._with_own_levels(built_in_profile(name))
        raise NotFoundError(say("There is no profile “%1”. Choose one of: %2.", name[:40], ", ".join(self.profiles())))

    def levels(self) -> dict[str, tuple[str, Level]]:
        """Every marking that a record may carry, in small letters → its scheme and level."""
        found: dict[str, tuple[str, Level]] = {}
        for profile in self.profiles().values():
            for level in profile.levels:
                found.setdefault(level.name.casefold(), (profile.scheme, level))
        return found

    def _own_profile(self, name: str) -> ProfileRecord | None:
        return next((one for one in self.every(ProfileRecord) if one.name == name), None)

    def _with_own_levels(self, profile: Profile) -> Profile:
        """The profile with the levels that the store itself has for its scheme, where it has none of its own."""
        if profile.levels or not profile.scheme:
            return profile
        own = [
            Level(one.level, one.rank or 0, enabled=one.enabled, reason=one.handling)
            for one in self.every(Marking)
            if one.scheme.casefold() == profile.scheme.casefold()
        ]
        return profiles.with_levels(profile, own)
