"""The time of day that people write with a date: `1 Sept at 14:00`, `2022-09-01T14:00`, `last night`, `noon on 1 May`.

Responsible for: finding it, so that the rest can be read as a day. Refuses to: keep it, and to read the day.
"""

import re

NOT_KEPT = "the time is not kept"

_CLOCK = r"(?:[01]?\d|2[0-4])"
_MINUTES = r"[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?"
_HALF = r" ?(?:a\.?m\.?|p\.?m\.?)"
_ZONE = r"(?: ?(?:z|utc|gmt|bst|ces?t|local time|[+-]\d{2}:?\d{2})(?!\w))?"
_HOURS = r"(?: ?(?:hrs|hours|h|uhr)(?!\w))"
_SURE = (
    rf"(?:{_CLOCK}:{_MINUTES}(?:{_HALF})?{_HOURS}?|{_CLOCK}(?:[.:]{_MINUTES})?{_HALF}|{_CLOCK}\.[0-5]\d{_HOURS}"
    rf"|{_CLOCK} ?uhr|{_CLOCK}h[0-5]\d|[0-2]\d[0-5]\d{_HOURS}|{_CLOCK} ?o['’]?clock|noon|midday|midnight)"
)
_AT = rf"(?:at|um|@) ?(?:about |around |ca\.? )?(?:{_SURE}|{_CLOCK}\.[0-5]\d)"  # 10.11 alone is a day
_SPAN = rf"(?:(?:{_AT}|(?:from )?{_SURE})(?: ?[-–] ?{_SURE}| (?:to|until) {_SURE}(?!,? \w))?{_ZONE})"
_ISO = re.compile(rf"(\d{{4}}-\d{{1,2}}-\d{{1,2}})t{_CLOCK}(?::?{_MINUTES})?{_ZONE}(?![\w:])", re.IGNORECASE)
_AFTER_A_DAY = re.compile(rf"(?<=[\w.?]),? \(?{_SPAN}\)?(?=[ ?]|$)", re.IGNORECASE)
_BEFORE_A_DAY = re.compile(rf"{_SPAN}(?: on|,)? (?=.*\w)", re.IGNORECASE)
_PART = r"(?:(?:early|late) )?(?:morning|afternoon|evening|night)"
_TODAY = re.compile(r"tonight|(?:(?:early|late) )?this (?:morning|afternoon|evening)", re.IGNORECASE)
_YESTERDAY = re.compile(r"(?:late )?last (?:night|evening)", re.IGNORECASE)
_PART_AFTER = re.compile(rf"(.+?),? (?:in the |at )?{_PART}", re.IGNORECASE)
_PART_BEFORE = re.compile(rf"(?:(?:in|on|during) )?(?:the )?{_PART} (?:of|on) (.+)", re.IGNORECASE)


def without_time(text: str) -> str:
    """`text` without the times of day in it; the same text where there are none."""
    for pattern, day in ((_TODAY, "today"), (_YESTERDAY, "yesterday")):
        if pattern.fullmatch(text):
            return day
    rest = _ISO.sub(r"\1", text)
    if before := _BEFORE_A_DAY.match(rest):
        rest = rest[before.end() :]
    rest = _AFTER_A_DAY.sub("", rest)
    for pattern in (_PART_BEFORE, _PART_AFTER):
        if found := pattern.fullmatch(rest):
            return str(found[1])
    return rest
