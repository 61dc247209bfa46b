"""A small invented crisis, for the tests of the window."""

from __future__ import annotations

from briefing.desk import Desk

MINUTES = """The crisis cell met on Monday at the request of the governor.

Minister Vale said the outage was "not the end of the story" and that a second option existed.

A spokesperson for the Directorate of Utilities spoke of a "crisis management meeting" later in the week.

Two pumping stations have been out of service since 18 November. Tankers cover about 60 % of demand.
"""
REPORT = """Utilities daily report, 20 November 2026.

The contractor moved the repair date to 27 November, "for reasons beyond our control".
"""


def build_crisis(desk: Desk) -> dict[str, str]:
    """Records of our own invention; returns their ids by short names."""
    made: dict[str, str] = {}
    desk.set_setting("as_at", "2026-11-23")
    for key, name, kind, role in (
        ("vale", "Mara Vale", "person", "Minister of Energy"),
        ("directorate", "Directorate of Utilities", "organisation", ""),
        ("governor", "Governor of the Northern District", "office", ""),
        ("contractor", "Brook & Sons", "organisation", "Repair contractor"),
    ):
        made[key] = desk.create("actor", {"name": name, "kind": kind, "role_as_stated": role})
    for key, title, text, type_ in (
        ("minutes", "Press conference of the crisis cell", MINUTES, "speech"),
        ("report", "Utilities daily report", REPORT, "report"),
    ):
        with desk.store.step("import source", "Anna") as step:
            made[key] = step.insert(
                "source",
                {"title": title, "type": type_, "language": "en", "issued_edtf": "2026-11-20", "reliability": "B"},
            )
            made[f"{key}_version"] = step.insert(
                "source_version",
                {"source": made[key], "number": 1, "text_sha256": step.keep_text(text), "characters": len(text)},
            )
    made["water"] = desk.create(
        "issue",
        {
            "title": "Water supply interruption in the northern district",
            "status": "open",
            "status_since_edtf": "2026-11-18",
            "trend": "deteriorating",
            "priority": "high",
            "owner_desk": "Anna Lind",
            "owner_actor": made["directorate"],
            "deadline_edtf": "2026-11-20",
            "deadline_kind": "announced",
            "next_step": "Repair date to be confirmed by the contractor",
            "next_step_due_edtf": "2026-11-24",
            "state_of_play": "Two pumping stations out of service since 18 November; tankers cover about 60 % of "
            "demand. The contractor's repair date has moved twice.",
            "our_line": "Supply of drinking water comes first. We do **not** comment on the contract.",
            "review_by_edtf": "2026-11-25",
        },
    )
    made["fuel"] = desk.create(
        "issue",
        {
            "title": "Delayed delivery of winter fuel reserves",
            "status": "stalled",
            "priority": "high",
            "deadline_edtf": "2026-12",
            "next_step": "Alternative contract under negotiation",
            "parent_issue": made["water"],
        },
    )
    made["schools"] = desk.create("issue", {"title": "Notice of a teachers' strike", "status": "on hold"})
    story = MINUTES.index("not the end")
    made["story"] = desk.capture_quote(
        made["minutes"],
        story,
        story + len("not the end of the story"),
        {"speaker": made["vale"], "date_edtf": "2026-11-20", "is_key": True, "locator": "paragraph 2"},
        issue=made["water"],
    )
    meeting = MINUTES.index("crisis management")
    made["meeting_quote"] = desk.capture_quote(
        made["minutes"],
        meeting,
        meeting + len("crisis management meeting"),
        {"speaker": made["directorate"], "speaker_certainty": "by continuation", "date_edtf": "2026-11-19"},
        issue=made["water"],
    )
    control = REPORT.index("for reasons")
    made["control"] = desk.capture_quote(
        made["report"], control, control + len("for reasons beyond our control"), {"speaker": made["contractor"]}
    )
    for key, title, date, modality in (
        ("stop", "Both pumping stations stop; crisis cell convened", "2026-11-18", "occurred"),
        ("tankers", "Second tanker fleet deployed", "2026-11-20", "occurred"),
        ("repair", "Contractor due to finish the repair", "2026-11-21", "planned"),
    ):
        made[key] = desk.create(
            "event",
            {"title": title, "date_edtf": date, "modality": modality, "kind": "incident"},
            issue=made["water"],
        )
    made["demand"] = desk.create(
        "fact",
        {"label": "Demand covered by tankers", "value": "60", "unit": "%", "as_at_edtf": "2026-11-20"},
        issue=made["water"],
    )
    made["position"] = desk.create(
        "position",
        {
            "actor": made["directorate"],
            "issue": made["water"],
            "stance": "supports",
            "summary": "Wants tankers until both stations run",
            "attribution": "reported",
        },
    )
    desk.create(
        "citation",
        {
            "record_kind": "position",
            "record": made["position"],
            "source": made["report"],
            "locator": "paragraph 2",
        },
    )
    for actor in ("vale", "contractor"):
        desk.link(made["water"], "actor", made[actor])
    desk.link(made["water"], "source", made["minutes"])
    made["brief"] = desk.new_brief("one-page", "Daily brief, 24 November", [made["water"]])
    return made
