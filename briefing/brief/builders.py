"""What each block can be made of → what makes it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefing.brief import (
    bios,
    corrections,
    figures,
    furniture,
    issue_brief,
    meeting,
    one_page,
    quote_sheet,
    update,
)
from briefing.brief.material import Material
from briefing.brief.tree import Blocks
from briefing.rules.templates import TemplateBlock

Builder = Callable[[Material, TemplateBlock], Blocks]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "what_happened": one_page.what_happened,
        "open_issues": one_page.open_issues,
        "positions": one_page.positions,
        "quotes_in_short": one_page.key_quotes,
        "next_days": one_page.next_days,
        "timeline_picture": figures.timeline_picture,
        "stance_matrix": figures.stance_matrix,
        "actor_map": figures.map_of_actors,
        "state_of_play": issue_brief.state_of_play,
        "actors": issue_brief.actors,
        "timeline": issue_brief.timeline,
        "facts": issue_brief.facts,
        "key_quotes": issue_brief.key_quotes,
        "conventions": issue_brief.conventions,
        "event_box": meeting.event_box,
        "bios": bios.bios,
        "since_last_met": meeting.since_last_met,
        "filters": quote_sheet.filters,
        "quote_cards": quote_sheet.quote_cards,
        "quote_conventions": quote_sheet.quote_conventions,
        "trend": update.trend,
        "news": update.news,
        "changes": update.changes,
        "unchanged": update.unchanged,
        "corrections": corrections.corrections,
        "designation_note": furniture.designation_note,
        "likelihood_scale": furniture.likelihood_scale,
        "sign_off": furniture.sign_off,
        "distribution": furniture.distribution,
        "decision": furniture.decision,
    }
)
"""For every word of `rules/templates.MADE` that is not the officer's own."""
