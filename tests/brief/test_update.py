"""The situation update: what changed since the version before, told from the change log and from nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief import since
from briefing.brief.compose import Order, composed
from briefing.desk import Desk
from briefing.model import Actor, Event, Fact, Issue, Position, Quote, Source
from briefing.store.store import create_store
from tests.brief.goldens import is_golden
from tests.brief.issuing import a_fortnight, found, issued, on, sample, section, update


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sample(tmp_path) as made:
        yield made


def said(desk: Desk) -> tuple[str, str, str, str]:
    brief = update(desk)
    return tuple(
        section(brief, name) for name in ("What is new", "What changed", "What has not changed", "Corrections")
    )  # type: ignore[return-value]


def test_where_nothing_happened_the_update_says_so_plainly(desk: Desk) -> None:
    issued(desk)
    later = on(desk, "2022-08-20")
    brief = update(later)
    assert section(brief, "What is new") == "Nothing new was recorded since No. 3 of Friday 19 August 2022."
    assert "Mr Vucic" in section(brief, "What changed")  # his plan of 19 August has passed
    today = update(desk)
    assert section(today, "What changed") == "Nothing changed since No. 3 of Friday 19 August 2022."
    assert section(today, "Corrections") == "None."
    assert today.missing == ()
    assert dict(today.meta)["Period"] == "Friday 19 August 2022 to Friday 19 August 2022 (since No. 3)"
    assert dict(today.meta)["Series"] == "Talks No. 4"
    unchanged = section(today, "What has not changed")
    assert all(issue.title in unchanged for issue in desk.open_issues())


def test_a_field_that_was_changed_back_or_undone_did_not_change(desk: Desk) -> None:
    plates = found(desk, Issue, "Serbian identity documents")
    before = desk.get(Issue, plates)
    issued(desk)
    desk.edit("issue", plates, {"status": "open"})
    desk.edit("issue", plates, {"status": before.status})
    desk.edit("issue", plates, {"priority": "low"})
    desk.undo()
    desk.edit("issue", plates, {"trend": "improving"})
    desk.undo()
    assert said(desk)[1].startswith("Nothing changed")
    desk.edit("issue", plates, {"trend": "improving"})
    desk.undo()
    desk.redo()
    assert f"{before.title} | Trend | →\u00a0unchanged | ↑\u00a0improving" in said(desk)[1]
    trend = section(update(desk), "Trend").replace("\u00a0", " ")
    assert f"{before.title}: ↑ improving (on hold), before: → unchanged" in trend
    assert before.title not in said(desk)[2]
    assert len(said(desk)[2].split("; ")) == len(desk.open_issues()) - 1


def test_a_week_on_the_desk(desk: Desk) -> None:
    plates = found(desk, Issue, "Serbian identity documents")
    north = found(desk, Issue, "Security and public order")
    desk.edit("issue", plates, {"status": "open", "status_since_edtf": ""})
    issued(desk)
    later = on(desk, "2022-09-02")
    later.edit("issue", plates, {"status": "on hold", "status_since_edtf": "2022-09-01"})
    source = later.every(Source)[0]
    text = later.archived(source.id).text
    begin = text.index("crisis")
    quote = later.capture_quote(source.id, begin, begin + 6, {"form": "fragment"}, issue=north)
    later.edit("fact", found(desk, Fact, "Ethnic Serbs in the population"), {"value": "6"})
    later.edit("event", found(desk, Event, "Mr Vucic to meet"), {"modality": "occurred"})
    later.edit("issue", north, {"our_line": "OURS", "sensitivities": "DELICATE", "state_of_play": "Calmer."})
    new, changed, unchanged, corrected = said(later)
    assert f"{later.get(Issue, plates).title} | Status | open | on hold (since 1 September 2022)" in changed
    assert "Mr Vucic to meet leaders of the Serb minority in Kosovo | State | planned | occurred" in changed
    assert "Enforcement on documents and plates due | State | planned for Thursday 1 September 2022" in changed
    assert "| Deadline | Thursday 1 September 2022 | passed 1 day ago" in changed
    assert new == "Quotes\n“crisis” Speaker not stated"
    assert quote in update(later).quotes
    assert corrected == "Ethnic Serbs in the population of Kosovo: No. 3 said 5 per cent; it is 6 per cent."
    assert "per cent" not in changed
    assert "Mutual recognition" in unchanged
    assert "public order" not in unchanged
    assert not any(word in f"{new}{changed}{unchanged}{corrected}" for word in ("OURS", "DELICATE", "Calmer"))


def test_a_date_put_right_is_a_correction_a_plan_moved_is_a_change(desk: Desk) -> None:
    talks, speech = found(desk, Event, "EU-mediated crisis talks"), found(desk, Event, "Mr Vucic to return")
    desk.edit("event", talks, {"date_edtf": "2022-08-19", "date_conflict": ""})
    issued(desk)
    desk.edit("event", talks, {"date_edtf": "2022-08-18"})
    desk.edit("event", speech, {"date_edtf": "2022-08-24"})
    _, changed, _, corrected = said(desk)
    assert "No. 3 said Friday 19 August 2022; it is Thursday 18 August 2022." in corrected
    assert "speech on Kosovo | Date | Friday 19 August 2022 | Wednesday 24 August 2022" in changed
    assert "talks" not in changed.replace("Talks to resume", "")


def test_a_date_that_became_closer_corrects_nothing(desk: Desk) -> None:
    event = found(desk, Event, "Roadblocks")
    issued(desk)
    desk.edit("event", event, {"date_edtf": "2022-07-31"})
    _, changed, _, corrected = said(desk)
    assert "Roadblocks, air-raid sirens and gunfire in northern Kosovo | Date | by Thursday 18 August 2022" in changed
    assert corrected == "None."


def test_words_given_to_another_speaker_and_words_taken_back(desk: Desk) -> None:
    wrong = found(desk, Quote, "not a normal")
    gone = found(desk, Quote, "emergency")
    issued(desk)
    desk.edit("quote", wrong, {"speaker": found(desk, Actor, "Albin Kurti")})
    desk.delete("quote", gone)
    brief = update(desk)
    lines = section(brief, "Corrections").splitlines()
    assert lines[0].endswith("No. 3 named Josep Borrell as the speaker; it is Albin Kurti.")
    assert lines[1].endswith("No. 3 printed the words emergency meeting; they have been taken back.")
    assert "“emergency meeting”" not in section(brief, "Corrections")
    desk.restore("quote", gone)
    assert len(section(update(desk), "Corrections").splitlines()) == 1


def test_only_what_was_printed_is_corrected(desk: Desk) -> None:
    fact = found(desk, Fact, "Population of Kosovo")
    issued(desk, template="one-page")  # prints no facts
    desk.edit("fact", fact, {"value": "1.9 million"})
    _, changed, _, corrected = said(desk)
    assert corrected == "None."
    assert "Population of Kosovo | Value | 1.8 million people | 1.9 million people" in changed
    desk.delete("fact", fact)
    assert "Population of Kosovo" not in "".join(said(desk))  # nobody was told of it


def test_without_what_it_said_everything_it_could_say_counts_as_said(desk: Desk) -> None:
    fact = found(desk, Fact, "Population of Kosovo")
    issued(desk, template="one-page", kept=False)
    desk.edit("fact", fact, {"value": "1.9 million"})
    assert "No. 3 said 1.8 million people; it is 1.9 million people." in said(desk)[3]


def test_the_officers_own_words_follow_the_corrections(desk: Desk) -> None:
    issued(desk)
    brief = desk.create("brief", {"title": "T", "template": "situation-update", "series": "Talks", "series_no": 4})
    desk.write_block(brief, "corrections", "No. 2 misspelt a name.")
    tree = composed(desk, Order("situation-update", brief=brief)).tree
    assert section(tree, "Corrections") == "No. 2 misspelt a name."


def test_an_issue_that_was_closed_is_told_though_it_left_the_list(desk: Desk) -> None:
    issue = desk.open_issues()[-1]
    issued(desk)
    desk.edit("issue", issue.id, {"status": "resolved"})
    assert f"{issue.title} | Status | {issue.status} | resolved" in said(desk)[1]
    desk.edit("issue", issue.id, {"status": issue.status})
    desk.delete("issue", issue.id)
    assert f"{issue.title} | Status | {issue.status} | taken out" in said(desk)[1]
    others = tuple(one.id for one in desk.open_issues())
    chosen = composed(desk, Order("situation-update", issues=others[:1])).tree
    assert issue.title not in section(chosen, "What changed")


def test_what_left_an_issue_and_what_came_to_it(desk: Desk) -> None:
    north, status = found(desk, Issue, "Security and public order"), found(desk, Issue, "Mutual recognition")
    fact = found(desk, Fact, "Under Serbian law")
    new = desk.create("event", {"title": "A meeting nobody linked", "date_edtf": "2022-08-17"})
    back = found(desk, Event, "Roadblocks")
    desk.delete("event", back)
    issued(desk)
    desk.restore("event", back)
    desk.link(north, "event", new)
    for row in desk.link_rows(status):
        if row.target == fact:
            desk.unlink(status, "fact", fact)
    told, changed, unchanged, _ = said(desk)
    assert "A meeting nobody linked" in told
    assert "Roadblocks, air-raid sirens and gunfire" in told
    assert "Under Serbian law Kosovo is part of Serbia | Bears on | Mutual recognition" in changed
    assert not any(title in unchanged for title in ("public order", "Mutual recognition"))


def test_offices_that_began_and_ended(desk: Desk) -> None:
    vucic = found(desk, Actor, "Aleksandar Vucic")
    (held, *_) = desk.memberships(vucic)
    issued(desk)
    desk.edit("membership", held.id, {"end_edtf": "2022-08-31"})
    desk.create("membership", {"person": vucic, "role": "Envoy", "start_edtf": "2022-09-01"})
    changed = said(desk)[1]
    assert "Aleksandar Vucic | Office | –" in changed
    assert "Envoy (since 1 September 2022)" in changed
    assert "until 31 August 2022" in changed or "to 31 August 2022" in changed


def test_nothing_above_the_ceiling_shows(desk: Desk) -> None:
    fact, event = found(desk, Fact, "Population of Kosovo"), found(desk, Event, "Roadblocks")
    issue = desk.open_issues()[0]
    desk.edit("fact", fact, {"marking": "TLP:RED", "value": "HIGHBEFORE"})
    desk.edit("issue", issue.id, {"next_step": "HIGHSTEP", "marking": "TLP:AMBER"})
    desk.edit("event", event, {"marking": "TLP:RED", "title": "HIGHTITLE"})
    desk.edit("position", desk.every(Position)[0].id, {"marking": "TLP:AMBER", "summary": "HIGHSUMMARY"})
    issued(desk, template="one-page")
    desk.edit("fact", fact, {"value": "1.7 million", "marking": ""})
    desk.edit("event", event, {"title": "HIGHAFTER", "place": "HIGHPLACE"})
    desk.edit("issue", issue.id, {"next_step": "Ring the mission", "marking": ""})
    low = update(desk, profile="tlp", ceiling="TLP:GREEN")
    text = "\n".join(section(low, name) for name in ("What is new", "What changed", "Corrections", "Trend"))
    assert "HIGH" not in text
    assert "1.7 million people" in section(low, "What is new")
    assert "Ring the mission" in text
    middle = update(desk, profile="tlp", ceiling="TLP:AMBER")
    assert f"{issue.title} | Next step | – | Ring the mission" in section(middle, "What changed")
    assert "HIGHSTEP" not in section(middle, "What changed")


def test_what_hung_on_something_above_the_ceiling_is_new_too(desk: Desk) -> None:
    source = desk.every(Source)[0].id
    desk.edit("source", source, {"marking": "TLP:RED"})
    issued(desk, profile="tlp", ceiling="TLP:GREEN")
    desk.edit("source", source, {"marking": ""})
    desk.edit("quote", found(desk, Quote, "emergency"), {"speaker": found(desk, Actor, "Albin Kurti")})
    brief = update(desk, profile="tlp", ceiling="TLP:GREEN")
    assert "“emergency meeting” Albin Kurti" in section(brief, "What is new")
    assert "emergency" not in section(brief, "What changed") + section(brief, "Corrections")


def test_a_newer_figure_corrects_nothing(desk: Desk) -> None:
    fact = found(desk, Fact, "Population of Kosovo")
    issued(desk)
    desk.edit("fact", fact, {"value": "1.9 million", "as_at_edtf": "2022-08"})
    _, changed, _, corrected = said(desk)
    assert corrected == "None."
    assert "Population of Kosovo | Value | 1.8 million people | 1.9 million people" in changed
    assert "Population of Kosovo | As at | – | August 2022" in changed


def test_without_an_earlier_issue_the_last_week_is_told(desk: Desk) -> None:
    brief = composed(desk, Order("situation-update")).tree
    assert dict(brief.meta)["Period"] == "Friday 12 August 2022 to Friday 19 August 2022 (no earlier issue)"
    assert section(brief, "What changed") == "Nothing changed since Friday 12 August 2022 (no earlier issue)."
    assert section(brief, "What has not changed") == "Every issue is new in this period."
    assert len(brief.quotes) == 7
    empty = composed(Desk(create_store(), "Anna"), Order("situation-update")).tree
    assert empty.missing == ()


def test_which_version_went_out_before(desk: Desk) -> None:
    def earlier(**fields: str | int) -> tuple[int | None, bool]:
        brief = desk.create("brief", {"title": "T", "template": "situation-update", **fields})
        tree = composed(desk, Order("situation-update", brief=brief)).tree
        period = dict(tree.meta)["Period"]
        number = int(period.split("No. ")[1][:-1]) if "No." in period else None
        return number, "no earlier" not in period

    issued(desk, 1, audience="The Minister")
    issued(desk, 2)
    issued(desk, None, series="", audience=" the ambassador ")
    version = issued(desk, 7, series="Other")
    assert earlier(series="Talks") == (2, True)
    assert earlier(series="Other", series_no=8) == (7, True)
    assert earlier(audience="The minister") == (1, True)
    assert earlier(audience="The Ambassador") == (None, True)
    assert earlier(audience="Nobody") == (None, False)
    assert earlier(series="Talks", since=desk.versions(desk.briefs("issue-brief")[0].id)[0].brief) == (7, True)
    again = composed(desk, Order("situation-update", since=version)).tree
    assert "since No. 7" in dict(again.meta)["Period"]


def test_an_issue_does_not_follow_itself(desk: Desk) -> None:
    issued(desk, 1)
    brief = desk.create("brief", {"title": "T", "template": "situation-update", "series": "Talks", "series_no": 2})
    with desk.store.step("issue", "Anna") as step:
        step.insert("brief_version", {"brief": brief, "number": 1, "series_no": 2, "step": step.id})
    tree = composed(desk, Order("situation-update", brief=brief)).tree
    assert "since No. 1" in dict(tree.meta)["Period"]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 5000])
def test_content_that_cannot_be_read_says_nothing(desk: Desk, content: bytes) -> None:
    version = issued(desk, kept=False)
    with desk.store.step("spoil", "Anna") as step:
        step.update("brief_version", version, {"content_sha256": step.keep_file(content), "step": "no such step"})
    desk.edit("fact", found(desk, Fact, "Population of Kosovo"), {"value": "2 million"})
    assert "Period" in dict(update(desk).meta)


def test_every_field_that_is_told_exists_and_none_is_internal() -> None:
    from briefing.model import KINDS

    for kind, names in since.WATCHED.items():
        assert all(hasattr(KINDS[kind](**_least(kind)), name) for name in names)
    told = {name for names in since.WATCHED.values() for name in names}
    assert not told & {"our_line", "sensitivities", "editor_note", "note", "notes", "background", "marking"}


def _least(kind: str) -> dict[str, str]:
    from briefing.fieldspec import field_specs
    from briefing.model import KINDS

    return {"id": "1"} | {spec.name: "x" for spec in field_specs(KINDS[kind]) if spec.required}


def test_the_update_of_a_fortnight_is_as_it_was_read_and_approved(desk: Desk) -> None:
    brief = update(a_fortnight(desk))
    for ending in ("md", "html"):
        assert is_golden("situation-update", ending, brief)
