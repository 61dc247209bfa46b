"""Read once or three times: the same events, facts and issues."""

from briefing.proposing.actors import find_actors
from briefing.proposing.events import find_events
from briefing.proposing.events_facts_issues import found_in
from briefing.proposing.facts import find_facts
from briefing.proposing.issues import find_issues
from briefing.proposing.proposal import About


def test_a_text_that_is_read_once_gives_the_same() -> None:
    text = (
        "Talks between Estland and Norland reached an impasse on Monday, the mediator said. About 80 people protested. "
        "Ms Ora has postponed the enforcement of the measure to September 1."
    )
    about = About(published="2022-08-18", language="en")
    actors = find_actors(text, about)
    events, facts, issues = found_in(text, about, actors=actors)
    assert events == find_events(text, about, actors=actors) != ()
    assert facts == find_facts(text, about, actors=actors) != ()
    assert issues == find_issues(text, about, events=events, actors=actors) != ()
