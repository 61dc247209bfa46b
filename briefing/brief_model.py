"""The nouns of briefs: what a brief is made of, who cleared it, what was issued, and how a desk shapes its own.

As `model.py`, which holds the nouns of the crisis: declarations, and nothing else.
"""

from dataclasses import dataclass

import briefing.terms as t
from briefing.fieldspec import choice, date, flag, json, line, prose, ref, verbatim, whole
from briefing.record import Record


@dataclass(frozen=True, kw_only=True)
class Brief(Record, kind="brief"):
    """A briefing in the making. `issues` is a JSON list of issue ids, empty for all that are not closed.

    Updates of one `series` are numbered; `since` is an earlier brief of which an update tells what changed. `ceiling`
    is the highest marking that may be in it, `paper` is `a4` or `letter`, empty for the user's own.
    """

    title: str = line("Title", required=True, own_words=True)
    template: str = line("Template", required=True)
    profile: str = line("Profile")
    reference: str = line("Reference")
    series_no: int | None = whole("Number")
    as_at_edtf: str = date("As at")
    period_from_edtf: str = date("Period from")
    audience: str = line("For")
    needed_by_edtf: str = date("Needed by")
    status: t.BriefStatus = choice("Status", t.BriefStatus.DRAFT)
    issues: str = json("Issues")
    series: str = line("Series")
    event: str = ref("event", "Meeting")
    speaker: str = ref("actor", "Speaker")
    since: str = ref("brief", "Changes since")
    ceiling: str = line("Nothing above")
    paper: str = line("Paper")
    internal: bool = flag("With internal blocks")


@dataclass(frozen=True, kw_only=True)
class BriefBlock(Record, kind="brief_block", label="block of a brief", title="block"):
    """One block of a brief: the officer's own words, and how this brief departs from its template.

    `block` is the template's name for it. One that the template does not have was added here: `made` says of what
    (a word of `rules/templates.MADE`), and `heading` is its heading. `place` orders the blocks, nothing: as in the
    template. `records` is a JSON list of ids, empty for all: the records that are printed.
    """

    brief: str = ref("brief", "Brief", required=True)
    block: str = line("Block", required=True)
    text: str = prose("Text")
    included: bool = flag("Included", default=True)
    made: str = line("Made of")
    heading: str = line("Heading", own_words=True)
    place: int | None = whole("Place")
    new_page: bool = flag("On a new page")
    landscape: bool = flag("Landscape")
    records: str = json("Records")


@dataclass(frozen=True, kw_only=True)
class BriefVersion(Record, kind="brief_version", label="version of a brief", title="id"):
    """A frozen state of a brief, made when it was issued; never changed afterwards.

    `step` is the step at which it was issued, `content_sha256` names its resolved content and `files` (a JSON list of
    format, sha256, bytes, pages) the exported files, all kept in the archive of files. `reason` says why it replaced
    the version before.
    """

    brief: str = ref("brief", "Brief", required=True)
    number: int | None = whole("Version")
    step: str = line("Step")
    content_sha256: str = line("SHA-256 of the content")
    files: str = json("Files")
    as_at_edtf: str = date("As at")
    series_no: int | None = whole("Number")
    reason: str = line("Reason", own_words=True)


@dataclass(frozen=True, kw_only=True)
class Clearance(Record, kind="clearance", title="person"):
    """Somebody's answer to a brief that was put to them."""

    brief: str = ref("brief", "Brief", required=True)
    person: str = line("Cleared by", required=True)
    unit: str = line("Unit")
    result: t.ClearanceResult = choice("Result", t.ClearanceResult.CLEARED)
    condition: str = line("Condition", own_words=True)
    date_edtf: str = date("Date")


@dataclass(frozen=True, kw_only=True)
class Waiver(Record, kind="waiver", title="reason"):
    """A finding of the preflight that somebody decided to let pass, in one brief and for one record.

    `finding` is the code of the finding; `value` what was found then: another finding of the same kind is not waived.
    """

    brief: str = ref("brief", "Brief", required=True)
    finding: str = line("Finding", required=True)
    record_kind: str = line("Kind")
    record: str = line("Record")
    value: str = line("Found")
    reason: str = line("Reason", required=True, own_words=True)


@dataclass(frozen=True, kw_only=True)
class Template(Record, kind="template"):
    """A form of the desk's own, as TOML (`rules/templates.py`). One with the name of a built-in form replaces it."""

    name: str = line("Name", required=True)
    title: str = line("Title", required=True)
    text: str = verbatim("Definition")


@dataclass(frozen=True, kw_only=True)
class Profile(Record, kind="profile"):
    """A profile of the desk's own, as TOML (`rules/profiles.py`). One with the name of a built-in one replaces it."""

    name: str = line("Name", required=True)
    title: str = line("Title", required=True)
    text: str = verbatim("Definition")
