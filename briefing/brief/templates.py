"""The briefing forms as data: which blocks, in what order, written by whom. The text of no brief stands here.

The skeletons follow the forms that ministries and institutions use: bottom line first, facts apart from
advice, gaps named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from briefing.errors import NotFoundError
from briefing.wording import say


@dataclass(frozen=True)
class TemplateBlock:
    """One block. `own`: the officer writes it; else it is made from records. `words` is a limit, 0 for none.

    A mandatory block that is empty is printed as "To be completed"; an empty optional one vanishes. A block that is
    `added` is printed only in briefs that ask for it.
    """

    name: str
    heading: str
    own: bool = False
    mandatory: bool = False
    words: int = 0
    hint: str = ""
    added: bool = False


@dataclass(frozen=True)
class Template:
    """A form: its name in commands, its title for people, and its blocks in order."""

    name: str
    title: str
    hint: str
    one_page: bool
    blocks: tuple[TemplateBlock, ...]

    def block(self, name: str) -> TemplateBlock | None:
        """The block of this name."""
        return next((block for block in self.blocks if block.name == name), None)


TIMELINE_PICTURE = TemplateBlock(
    "timeline_picture", "Events at a glance", hint="The timeline of the issues as a picture.", added=True
)
STANCE_MATRIX = TemplateBlock(
    "stance_matrix", "Who wants what", hint="The stances of actors on the issues as a picture.", added=True
)
ACTOR_MAP = TemplateBlock(
    "actor_map", "How the actors are related", hint="Relations and roles of the actors as a picture.", added=True
)

ONE_PAGE = Template(
    name="one-page",
    title="One-page brief",
    hint="Read in two minutes: the bottom line, what happened, what is open, what comes next.",
    one_page=True,
    blocks=(
        TemplateBlock("bottom_line", "Bottom line", own=True, mandatory=True, words=60, hint="One to three sentences."),
        TemplateBlock("what_happened", "What happened", hint="The latest events that took place."),
        TIMELINE_PICTURE,
        TemplateBlock("open_issues", "Open issues", hint="The four that matter most."),
        TemplateBlock("positions", "Positions", hint="One line for each principal actor."),
        STANCE_MATRIX,
        ACTOR_MAP,
        TemplateBlock("key_quotes", "Key quotes", hint="Key quotes in full, the other linked quotes in short."),
        TemplateBlock("next_days", "Next 7 days", hint="Planned events and deadlines."),
        TemplateBlock("unknowns", "What we do not know", own=True, hint="What a reader would ask and we cannot say."),
        TemplateBlock("lines_to_take", "Lines to take", own=True, hint="One to three speakable lines."),
    ),
)

ISSUE_BRIEF = Template(
    name="issue-brief",
    title="Issue brief",
    hint="Three to eight pages: every issue with its state of play, positions, timeline, facts and quotes.",
    one_page=False,
    blocks=(
        TemplateBlock("summary", "Summary", own=True, mandatory=True, words=150, hint="What the reader must know."),
        TemplateBlock("purpose", "Purpose", own=True, hint="Why this brief, why now."),
        TemplateBlock("state_of_play", "State of play", hint="Every issue: status, next step, positions."),
        STANCE_MATRIX,
        TemplateBlock("key_judgements", "Key judgements", own=True, hint="What we think, and how sure we are."),
        TemplateBlock("actors", "Actors", hint="Who is who, in which role."),
        ACTOR_MAP,
        TIMELINE_PICTURE,
        TemplateBlock("timeline", "Timeline", hint="What happened and what is planned."),
        TemplateBlock("facts", "Facts and figures", hint="Values with date and source; derived ones are labelled."),
        TemplateBlock("key_quotes", "Key quotes", hint="Every linked quote, by issue."),
        TemplateBlock("implications", "Implications", own=True, hint="What follows, and what could be done."),
        TemplateBlock("lines_to_take", "Lines to take", own=True, hint="Speakable, in the first person plural."),
        TemplateBlock("knowledge_gaps", "Knowledge gaps", own=True, mandatory=True, hint="What we do not know."),
        TemplateBlock("conventions", "How to read this brief", hint="What verbatim, cited and derived mean."),
    ),
)

TEMPLATES: Mapping[str, Template] = MappingProxyType({one.name: one for one in (ONE_PAGE, ISSUE_BRIEF)})


def template(name: str) -> Template:
    """The template of this name. Raises NotFoundError, naming those there are."""
    if name not in TEMPLATES:
        raise NotFoundError(say("There is no template “%1”. Choose one of: %2.", name[:40], ", ".join(TEMPLATES)))
    return TEMPLATES[name]
