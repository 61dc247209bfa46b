"""Desks of the sample from which a brief went out, for tests of updates and comparisons."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from briefing.brief.compose import Order, composed
from briefing.brief.frozen import canonical, freeze
from briefing.brief.tree import Brief, Heading, Paragraph, QuoteBlock, Table, plain, walk_blocks
from briefing.clock import Clock
from briefing.desk import Desk
from briefing.model import Actor, Event, Fact, Issue, Quote, Record, Source

SERIES = "Talks"


def on(desk: Desk, day: str) -> Desk:
    """The same store, seen on another day."""
    return Desk(desk.store, "Anna", Clock(date.fromisoformat(day)))


@contextmanager
def sample(folder: Path, day: str = "2022-08-19") -> Iterator[Desk]:
    """A copy of the sample on a day."""
    with Desk.new_from_sample(folder / "crisis.db", "Anna").store as store:
        yield Desk(store, "Anna", Clock(date.fromisoformat(day)))


def issued(
    desk: Desk, number: int | None = 3, *, template: str = "issue-brief", kept: bool = True, **fields: str
) -> str:
    """Issue a brief of a template, as the verb does; returns the id of its version."""
    values = {"title": "Talks", "template": template, "series": SERIES, "series_no": number, **fields}
    brief = desk.create("brief", values)
    tree = composed(desk, Order(template, brief=brief)).tree
    with desk.store.step("issue brief", "Anna") as step:
        content = (
            step.keep_file(canonical({"format": "briefing-desk-version/1", "brief": freeze(tree)})) if kept else ""
        )
        return step.insert(
            "brief_version",
            {
                "brief": brief, "number": 1, "series_no": number, "step": step.id, "content_sha256": content,
                "as_at_edtf": desk.today.isoformat(),
            },
        )  # fmt: skip


def update(desk: Desk, number: int = 4, *, profile: str = "", ceiling: str = "") -> Brief:
    """The next situation update of the series, composed."""
    values = {"title": "Talks", "template": "situation-update", "series": SERIES, "series_no": number}
    brief = desk.create("brief", values)
    return composed(desk, Order("situation-update", brief=brief, profile=profile, ceiling=ceiling)).tree


def section(brief: Brief, heading: str) -> str:
    """The visible words of one section, a line a block or row, `Before | Now` in tables."""
    lines: list[str] = []
    inside = False
    for block in walk_blocks(brief.blocks):
        if isinstance(block, Heading) and block.level == 2:
            inside = plain(block.runs) == heading
        elif inside:
            match block:
                case Heading(runs=runs) | Paragraph(runs=runs):
                    lines.append(plain(runs))
                case QuoteBlock(exact=exact, speaker=speaker):
                    lines.append(f"“{exact}” {speaker}")
                case Table(caption=caption, rows=rows):
                    lines += [caption, *(" | ".join(plain(cell) for cell in row) for row in rows)]
                case _:
                    pass
    return "\n".join(lines)


def found(desk: Desk, cls: type[Record], title: str) -> str:
    """The id of the one record of a kind whose title begins like this."""
    (one,) = [record.id for record in desk.every(cls) if str(getattr(record, cls.TITLE)).startswith(title)]
    return one


def a_fortnight(desk: Desk) -> Desk:
    """No. 3 goes out on 19 August, the desk works on; the desk as it stands on 2 September."""
    talks = found(desk, Event, "EU-mediated crisis talks")
    plates, north = found(desk, Issue, "Serbian identity documents"), found(desk, Issue, "Security and public order")
    vucic = found(desk, Actor, "Aleksandar Vucic")
    desk.edit("event", talks, {"date_edtf": "2022-08-19", "date_conflict": ""})
    desk.edit("issue", plates, {"status": "open"})
    issued(desk)
    later = on(desk, "2022-09-02")
    later.edit("event", talks, {"date_edtf": "2022-08-18"})
    later.edit("issue", plates, {"status": "on hold", "status_since_edtf": "2022-09-01", "trend": "improving"})
    later.edit("issue", north, {"trend": "unchanged", "next_step": "Ring the mission"})
    later.edit("issue", found(desk, Issue, "Wider cross-border"), {"status": "closed"})
    later.edit("event", found(desk, Event, "Mr Vucic to meet"), {"modality": "occurred"})
    later.edit("fact", found(desk, Fact, "Ethnic Serbs in the population"), {"value": "6"})
    later.edit("quote", found(desk, Quote, "not a normal"), {"speaker": found(desk, Actor, "Albin Kurti")})
    later.delete("quote", found(desk, Quote, "emergency"))
    (office, *_) = later.memberships(vucic)
    later.edit("membership", office.id, {"end_edtf": "2022-08-31"})
    source = later.every(Source)[0].id
    text = later.archived(source)
    assert text is not None
    start = text.text.index("calm down the situation")
    later.capture_quote(source, start, start + 23, {"form": "fragment", "date_edtf": "2022-08-18"}, issue=north)
    event = later.create("event", {"title": "Talks resume in Brussels", "date_edtf": "2022-08-27", "place": "Brussels"})
    later.link(north, "event", event)
    later.create("citation", {"record_kind": "event", "record": event, "source": source, "locator": "sentence 3"})
    return later
