"""A template: the blocks of a briefing form, in order, as a definition that a desk can copy and edit.

The built-in ones lie in `resources/forms`; their skeletons follow the forms that ministries and institutions use:
bottom line first, facts apart from advice, gaps named. The text of no brief stands in a template, and no code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from briefing.rules import definitions
from briefing.rules.definitions import Table
from briefing.wording import say

OWN = ("own", "lines_to_take", "sensitivities")
"""What the officer writes; without words of his the last two are taken from the issues."""
MADE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "own": (),
        "lines_to_take": (),
        "sensitivities": (),
        "what_happened": ("most",),
        "open_issues": ("most",),
        "positions": ("most",),
        "quotes_in_short": ("most",),
        "next_days": ("days",),
        "timeline_picture": (),
        "stance_matrix": (),
        "actor_map": (),
        "state_of_play": (),
        "actors": (),
        "timeline": (),
        "facts": (),
        "key_quotes": (),
        "conventions": (),
        "event_box": (),
        "bios": ("most",),
        "since_last_met": ("most",),
        "filters": (),
        "quote_cards": (),
        "quote_conventions": (),
        "trend": (),
        "news": (),
        "changes": (),
        "unchanged": (),
        "corrections": (),
        "designation_note": (),
        "likelihood_scale": (),
        "sign_off": (),
        "distribution": (),
        "decision": (),
    }
)
"""What a block can be made of, each with its options."""
_FIELDS = (
    "name", "heading", "made", "mandatory", "words", "hint", "added", "look", "new_page", "landscape", "internal",
)  # fmt: skip
LOOKS = ("section", "callout", "annex")
ASKS = ("event", "speaker", "since")


@dataclass(frozen=True)
class TemplateBlock:
    """One block. `made` says of what; `words` is a limit, 0 for none; `options` are those of `MADE`.

    A mandatory block that is empty is printed as "To be completed"; an empty optional one vanishes with its heading.
    One that is `added` is printed only in briefs that ask for it, an `internal` one only in exports that ask for it.
    An annex begins on a new page and gets a letter.
    """

    name: str
    heading: str
    made: str = "own"
    mandatory: bool = False
    words: int = 0
    hint: str = ""
    added: bool = False
    look: str = "section"
    new_page: bool = False
    landscape: bool = False
    internal: bool = False
    options: Mapping[str, int] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether the officer writes it; else it is made from records."""
        return self.made in OWN

    def option(self, name: str, usual: int) -> int:
        """An option of what it is made of."""
        return self.options.get(name, usual)


@dataclass(frozen=True)
class Template:
    """A form: its name in commands, its title for people, and its blocks in order.

    `asks` names what a brief of this form is about beside issues: an event, a speaker, an earlier brief. `text` is
    the definition it was read from; `ours` says that it ships with the program.
    """

    name: str
    title: str
    hint: str
    one_page: bool
    blocks: tuple[TemplateBlock, ...]
    contents: bool = False
    numbered: bool = False
    asks: tuple[str, ...] = ()
    text: str = ""
    ours: bool = False

    def block(self, name: str) -> TemplateBlock | None:
        """The block of this name."""
        return next((block for block in self.blocks if block.name == name), None)


def parse(text: str, *, ours: bool = False) -> Template:
    """The template that `text` defines. Raises DefinitionError, naming the line."""
    whole = definitions.read(text)
    whole.only("name", "title", "hint", "one_page", "contents", "numbered", "asks", "block")
    blocks = tuple(_block(table) for table in whole.tables("block"))
    asks = whole.texts("asks")
    for one in asks:
        if one not in ASKS:
            raise whole.fault("asks", say("“%1” is not known for %2. Choose one of: %3.", one, "asks", ", ".join(ASKS)))
    made = Template(
        name=whole.name("name"),
        title=whole.text("title"),
        hint=whole.text("hint", ""),
        one_page=whole.flag("one_page"),
        blocks=blocks,
        contents=whole.flag("contents"),
        numbered=whole.flag("numbered"),
        asks=asks,
        text=text,
        ours=ours,
    )
    if not blocks:
        raise whole.fault("block", say("a template needs at least one [[block]]."))
    _refuse_doubles(whole, blocks)
    return made


def _block(table: Table) -> TemplateBlock:
    made = table.text("made", "own", among=tuple(MADE))
    table.only(*_FIELDS, *MADE[made])
    options: dict[str, int] = {name: table.whole(name) for name in MADE[made] if table.has(name)}
    block = TemplateBlock(
        name=table.name("name"),
        heading=table.text("heading"),
        made=made,
        mandatory=table.flag("mandatory"),
        words=table.whole("words"),
        hint=table.text("hint", ""),
        added=table.flag("added"),
        look=table.text("look", "section", among=LOOKS),
        new_page=table.flag("new_page"),
        landscape=table.flag("landscape"),
        internal=table.flag("internal"),
        options=MappingProxyType(options),
    )
    if block.words and not block.own:
        raise table.fault("words", say("only what you write yourself has a limit of words."))
    return block


def _refuse_doubles(whole: Table, blocks: tuple[TemplateBlock, ...]) -> None:
    for key in ("name", "heading"):
        seen: set[Any] = set()
        for table, block in zip(whole.tables("block"), blocks, strict=True):
            value = getattr(block, key)
            if value in seen:
                raise table.fault(key, say("two blocks have the %1 “%2”.", key, value))
            seen.add(value)
