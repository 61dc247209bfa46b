"""Sources → CSL-JSON, as Zotero, JabRef and Pandoc read it. Reading it back: `csl_reading.py`.

Fields that CSL has no variable for, and values that it would say less exactly, travel beside it under
`custom`; they count on the way back only where nobody changed what they stand beside. Variables that came from another
program stand in the notes of a source (`csl_kept.py`) and go out as what they were. Refuses to invent: what a source
does not say is left out.
"""

import json
from collections.abc import Collection, Iterable
from typing import Any

from briefing.fieldspec import LINE_LIMIT, field_specs
from briefing.interchange import csl_dates, csl_kept, csl_text
from briefing.interchange.csl_kept import Kept
from briefing.interchange.csl_variables import DATES, OWN, TEXTS, TYPES
from briefing.model import Source
from briefing.wording import say_many

OURS = "briefing-desk"
"""The name under `custom`, so that nobody takes our fields for theirs."""
URN = "urn:uuid:"
_DEFAULTS = {spec.name: spec.default for spec in field_specs(Source)}


def written(sources: Iterable[Source]) -> tuple[bytes, tuple[str, ...]]:
    """The file, and sentences on what could not go along. The same sources give the same bytes."""
    ordered = sorted(sources, key=lambda one: one.id)
    taken = {f"{URN}{source.id}" for source in ordered}
    items: dict[str, dict[str, Any]] = {}
    odd = 0
    for source in ordered:
        item, whole = _item(source, taken)
        items[item["id"]] = item
        taken.add(item["id"])
        odd += not whole
    listed = [items[name] for name in sorted(items)]
    text = json.dumps(listed, ensure_ascii=False, indent=2, allow_nan=False)
    told = say_many(
        odd,
        "%1 source has authors that are no names; they stayed behind.",
        "%1 sources have authors that are no names; they stayed behind.",
    )
    return f"{text}\n".encode(), (told,) if odd else ()


def form(field: str, value: str) -> Any:
    """What CSL-JSON says of the value of a field: one line of text, or a date."""
    if field in DATES.values():
        return csl_dates.to_csl(value)
    return csl_text.plain_line(value).rstrip("?") if field == "language" else csl_text.plain_line(value)


def shortened(text: str) -> str:
    """A text as a line of a source can hold it."""
    return text if len(text) <= LINE_LIMIT else f"{text[: LINE_LIMIT - 1]}…"


def _item(source: Source, taken: Collection[str]) -> tuple[dict[str, Any], bool]:
    """A source as an item whose id is none of those `taken` by others, and whether its authors are all in it."""
    notes, kept = csl_kept.split(source.notes)
    item: dict[str, Any] = {"id": f"{URN}{source.id}", "type": source.type.value}
    own: dict[str, Any] = {}
    for name, field in (*TEXTS.items(), *DATES.items()):
        value = getattr(source, field)
        made = form(field, value)
        if made:
            item[name] = made
        if value and _read_back(field, made) != value:
            own[field] = value
    author, whole = csl_text.kept_names(source.author)
    if author:
        item["author"] = author
    own |= {name: str(value) for name in OWN if (value := getattr(source, name)) != _DEFAULTS[name]}
    left = _put_back(item, source, kept, taken)
    further, stay = csl_kept.variables(left)
    custom = further.pop("custom", {})
    told = csl_kept.join(notes, stay)
    if note := csl_text.plain_text(told):
        item["note"] = note
    if told != note:
        own["notes"] = told
    item |= dict(sorted(further.items()))
    if own or custom:
        item["custom"] = custom | ({OURS: own} if own else {})
    return item, whole


def _read_back(field: str, made: Any) -> str:
    """What the reader makes of a form where nothing stands beside it."""
    if field not in DATES.values():
        return shortened(str(made))
    try:
        return csl_dates.from_csl(made)
    except ValueError:
        return ""


def _put_back(item: dict[str, Any], source: Source, kept: Kept, taken: Collection[str]) -> Kept:
    """Let what a file said of our own fields stand again where the fields still hold it; the rest of the list."""
    left: Kept = []
    own = item["id"]
    for name, text in kept:
        if name == "id" and item["id"] == own and (text == own or text not in taken):
            item["id"] = text
        elif name == "type" and TYPES.get(text) is source.type:
            item["type"] = text
        elif name in TEXTS and shortened(text) == getattr(source, TEXTS[name]):
            item[name] = text
        elif (
            name in DATES
            and (date := csl_kept.date(text))
            and _read_back(DATES[name], date) == getattr(source, DATES[name])
        ):
            item[name] = date
        else:
            left.append((name, text))
    return left
