"""Dates in running text, resolved against the day of publication by rule, each with its words and how it was read.

Responsible for: `find_dates`. What people type is read by `briefing.rules.date_words`, and so is what stands in a text.
Refuses to: invent a day: what cannot be resolved keeps its words, an empty EDTF and the reason.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from briefing.proposing.dates_forms import Form, between, forms, joined
from briefing.proposing.dates_tense import facing
from briefing.proposing.guessing import likeliest
from briefing.proposing.languages import ENGLISH, found
from briefing.proposing.proposal import About
from briefing.rules import date_words, dates
from briefing.rules.date_names import amount
from briefing.rules.date_singles import moved_by
from briefing.wording import say

_OF_NOUN = re.compile(r"['’]s?\s|\s(?=[a-z])")
_THE = re.compile(r"(?:\b(?:the|a|an|this|his|her|their|its)|['’]s)\s\Z")
_FAR = 60
_MONTH = timedelta(days=31)
_NEEDS_A_DAY = frozenset(
    {"weekday", "near", "rolling", "coming", "recent", "in", "day_alone", "this", "weekend", "ago", "day", "month"}
)
_SMALL = frozenset(
    "and or but to in at for with when after before as by that which because while he she it they we you there of on "
    "was were is are has have had will would could should may might did said".split()
)
_ABOUT = frozenset({"few", "a few", "several", "many", "some", ""})


@dataclass(frozen=True, kw_only=True)
class FoundDate:
    """A date where it stands: `words` is `text[start:end]`; `edtf` is empty where it could not be resolved.

    `facing` is -1 for what has happened, 1 for what is to come, 0 where the sentence does not say it. `noun` is set
    where the date belongs to the noun behind it ("Friday's talks"). `other` is the weekday's own day where weekday and
    date contradict each other. `written` says that the year stands in the text.
    """

    start: int
    end: int
    words: str
    edtf: str
    basis: str
    facing: int = 0
    noun: bool = False
    weekday: bool = False
    other: str = ""
    written: bool = False


def find_dates(text: str, about: About) -> tuple[FoundDate, ...]:
    """Every date in `text`, in order. Relative ones need a whole day in `about.published`."""
    tag = found(about.language or likeliest(text), "dates") or ENGLISH
    day = _day(about.published)
    return tuple(_resolved(text, form, day, about, tag) for form in _joined(text, list(forms(text, tag)), tag))


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published) if len(published) == 10 else None
    except ValueError:
        return None


def _joined(text: str, found_forms: Sequence[Form], tag: str) -> list[Form]:
    """Two dates of one stretch as one: `from 3 May to 6 June`, `between 2010 and 2015`, `Thursday or Friday`."""
    kept: list[Form] = []
    pattern = between(tag)
    for form in found_forms:
        last = kept[-1] if kept else None
        if last is None or not (last.kind in _PAIRED and form.kind in _PAIRED):
            kept.append(form)
            continue
        match = pattern.fullmatch(text, last.end, form.start)
        opens = last.lead in ("since", "between")
        if match is None and opens:
            # the words before the second date were taken for its own: from May to June, until June
            match = pattern.fullmatch(text, last.end, form.before)
        join = joined(match[0], tag) if match is not None else ""
        dash = match is not None and match[0].strip() in ("-", "–", "—")
        same = {last.kind, form.kind} <= {"weekday"} or "weekday" not in (last.kind, form.kind)
        if match is not None and same and (opens or dash or join == "or"):
            kind = "pair" if {last.kind, form.kind} <= {"whole", "year", "bare year"} else "day"
            phrase = f"{last.phrase} {'or' if join == 'or' else 'to'} {form.phrase}"
            kept[-1] = Form(last.start, last.before, form.end, phrase, kind, "between")
        else:
            kept.append(form)
    return [form for form in kept if not form.kind.startswith("bare")]


_PAIRED = frozenset({"whole", "day", "month", "year", "weekday", "bare month", "bare year"})


def _resolved(text: str, form: Form, day: date | None, about: About, tag: str) -> FoundDate:
    noun = _of_noun(text, form)
    side = facing(text, form.start, form.end, tag, noun=noun)
    if noun:
        form = Form(form.before, form.before, form.end, form.phrase, form.kind)  # after Friday's talks: no bound
    meant_for = form.kind in ("weekday", "day", "whole", "month") and text.startswith("for ", form.start)
    if meant_for or text[max(0, form.start - 3) : form.start] == "to ":
        side = 1
    if form.lead in ("by", "until") and form.kind == "weekday":
        side = side or 1
    edtf, basis, other = _read(form, day, side, about)
    return FoundDate(
        start=form.start,
        end=form.end,
        words=text[form.start : form.end],
        edtf=edtf,
        basis=basis,
        facing=side,
        noun=noun,
        weekday=form.kind == "weekday",
        other=other,
        written=form.kind in ("whole", "year", "pair"),
    )


def _of_noun(text: str, form: Form) -> bool:
    """Whether the date stands before the noun that it dates: Friday's talks, the 18 August meeting."""
    behind = _OF_NOUN.match(text, form.end)
    if behind is None:
        return False
    if len(behind[0]) > 1:
        return True
    word = re.match(r"[a-z]+", text[form.end + 1 : form.end + 20])
    return bool(_THE.search(text, max(0, form.before - 8), form.before) and word and word[0] not in _SMALL)


def _read(form: Form, day: date | None, side: int, about: About) -> tuple[str, str, str]:
    """(EDTF, how it was read, the other day of a contradiction)."""
    if day is None and form.kind in _NEEDS_A_DAY:
        near = _first(about.published) if form.kind in ("day", "month") else None
        if near is None:
            return "", say("no day of publication is known"), ""
        day = near
    anchor = day or date(2000, 7, 1)
    try:
        return _dated(form, anchor, side)
    except (ValueError, OverflowError) as error:
        return "", say("not read as a date: %1", error), ""


def _first(published: str) -> date | None:
    """The first day of a publication that is known to the month; of a whole year none would be near."""
    try:
        first, last = dates.bounds(published)
    except ValueError:
        return None
    if not first or not last or date.fromisoformat(last) - date.fromisoformat(first) > _MONTH:
        return None
    return date.fromisoformat(first)


def _dated(form: Form, day: date, side: int) -> tuple[str, str, str]:
    told = dates.describe(day.isoformat(), weekday=True, short=True)
    kind, phrase = form.kind, form.phrase
    match kind:
        case "weekday":
            return _weekday(form, day, side, told)
        case "rolling":
            return _rolling(phrase, day, told)
        case "coming":
            return _coming(phrase, day, told)
        case "recent":
            return f"../{day}", say("some time before publication on %1", told), ""
        case "this":
            return _this(phrase, day, told)
        case "weekend":
            return _weekend(phrase, day, side, told)
        case "in" if side <= 0:
            return "", say("a length of time, or so long after publication: the sentence does not say which"), ""
        case "in" | "ago" if phrase.rpartition(" ")[0].split(" hour")[0] in _ABOUT or phrase.split()[0] in _ABOUT:
            return "", say("the words give no number"), ""
        case "in" | "ago":
            length = phrase.removesuffix(" ago")
            days = _counted(length)[0]
            if length.endswith(("hour", "hours")):
                if not days:
                    return "", say("so few hours may be the same day or another"), ""
                length = f"{days} days"
            phrase = f"in {length}" if kind == "in" else f"{length} ago"
    lead = f"{form.lead} " if form.lead and form.lead != "between" else ""
    edtf, error = _typed(f"{lead}{_turned(phrase)}", day, side)
    if kind == "day" and phrase.split()[0] in dates.WEEKDAYS and not error:
        error = _other_year(form, lead, edtf, day, side)
    if error and kind in ("whole", "day"):
        return _contradicting(form, lead, day, side, error)
    if error:
        return "", say("not read as a date: %1", error), ""
    if kind in ("month", "day") and edtf and not lead:
        edtf = _sided(edtf, day, side, 0 if kind == "month" else _FAR)
    if edtf.startswith("["):
        edtf = f"[{','.join(sorted(edtf[1:-1].split(',')))}]"
    if kind in ("day", "month", "part") and not re.search(r"\d{4}", phrase):
        return edtf, say("the year is the one nearest to publication on %1", told), ""
    if kind in ("near", "ago", "in", "day_alone"):
        return edtf, say("counted from publication on %1", told), ""
    return edtf, say("as written"), ""


def _turned(phrase: str) -> str:
    """`8/18/2022`, which can only be month first, as day first."""
    numbers = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", phrase)
    return f"{numbers[2]}/{numbers[1]}/{numbers[3]}" if numbers and int(numbers[2]) > 12 else phrase


@lru_cache(maxsize=4096)
def _typed(phrase: str, day: date, side: int) -> tuple[str, str]:
    """(EDTF, why not) of words as if somebody had typed them on `day`."""
    try:
        edtf = date_words.read(phrase, day, side).edtf
        dates.bounds(edtf)
    except ValueError as error:
        return "", str(error)
    return edtf, ""


def _other_year(form: Form, lead: str, edtf: str, day: date, side: int) -> str:
    """What is odd where a weekday fits in another year only than the nearest one."""
    weekday, _, rest = form.phrase.partition(" ")
    nearest = _typed(f"{lead}{rest}", day, side)[0]
    if not nearest or nearest == edtf:
        return ""
    return say("%1 is not a %2", dates.describe(nearest, weekday=True), weekday)


def _contradicting(form: Form, lead: str, day: date, side: int, error: str) -> tuple[str, str, str]:
    """A date whose weekday is another one: the date stands, the weekday's nearest day is told beside it."""
    weekday, _, rest = form.phrase.partition(" ")
    edtf, worse = _typed(f"{lead}{rest}", day, side) if weekday in dates.WEEKDAYS else ("", error)
    if worse or not edtf:
        return "", say("not read as a date: %1", error), ""
    try:
        near = date.fromisoformat(edtf.strip("./"))
    except ValueError:
        return edtf, error, ""
    return edtf, error, weekday_near(dates.WEEKDAYS.index(weekday), near).isoformat()


def weekday_near(number: int, day: date) -> date:
    """The day of that weekday (0 is Monday) that lies nearest to `day`; the later one of two cannot occur in a week."""
    step = (number - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=step)


def _weekday(form: Form, day: date, side: int, told: str) -> tuple[str, str, str]:
    number = dates.WEEKDAYS.index(form.phrase)
    if number == day.weekday():
        edtf, basis = day.isoformat(), say("%1 is the day of publication, %2", form.phrase, told)
    elif side == 0:
        return "", say("the sentence does not say whether %1 is past or to come", form.phrase), ""
    elif side < 0:
        edtf = (day - timedelta(days=(day.weekday() - number) % 7)).isoformat()
        basis = say("%1 before publication on %2", form.phrase, told)
    else:
        edtf = (day + timedelta(days=(number - day.weekday()) % 7)).isoformat()
        basis = say("%1 after publication on %2", form.phrase, told)
    match form.lead:
        case "by" | "until":
            edtf = f"../{edtf}"
        case "since":
            edtf = f"{edtf}/.."
        case "before" | "after":
            edtf = _typed(f"{form.lead} {edtf}", day, 0)[0]
    return edtf, basis, ""


def _counted(phrase: str) -> tuple[int, str]:
    """(how many, unit) of `three days`, `48 hours`; 0 where the words give no number."""
    count, _, unit = phrase.rpartition(" ")
    unit = unit.removesuffix("s")
    number = amount(count)
    if unit == "hour":
        return number // 24, "day"
    return number, unit


def _rolling(phrase: str, day: date, told: str) -> tuple[str, str, str]:
    number, unit = _counted(phrase)
    if not number:
        return f"../{day}", say("some time before publication on %1", told), ""
    start = moved_by(day, -number, unit)
    basis = say("about the %1 up to publication on %2, not a calendar %1", unit, told)
    if number > 1 or unit == "day":
        basis = say("about %1 up to publication on %2", phrase, told)
    return f"{start}~/{day}", basis, ""


def _coming(phrase: str, day: date, told: str) -> tuple[str, str, str]:
    number, unit = _counted(phrase) if " " in phrase else (0, "")
    start = day + timedelta(days=1)
    if not number:
        return f"{start}~/..", say("from the day after publication on %1; no end is given", told), ""
    return f"{start}~/{moved_by(day, number, unit)}~", say("counted from publication on %1", told), ""


def _this(phrase: str, day: date, told: str) -> tuple[str, str, str]:
    shift, _, rest = phrase.lower().rpartition("this ")
    edtf, error = _typed(f"this {rest}", day, 0)
    if error:
        raise ValueError(error)
    first, last = dates.bounds(edtf)
    if shift:
        edtf = f"{first}/{day}" if shift.startswith("earlier") else f"{day}/{last}"
    return edtf, say("counted from publication on %1", told), ""


def _weekend(phrase: str, day: date, side: int, told: str) -> tuple[str, str, str]:
    if phrase == "weekend" and side == 0:
        return "", say("the sentence does not say whether the weekend is past or to come"), ""
    behind = phrase.startswith(("last", "past")) or (phrase == "weekend" and side < 0)
    saturday = day + timedelta(days=5 - day.weekday())
    if phrase.startswith("next") or (behind and saturday > day):
        saturday += timedelta(days=-7 if behind else 7)
    return f"{saturday}/{saturday + timedelta(days=1)}", say("counted from publication on %1", told), ""


def _sided(edtf: str, day: date, side: int, far: int) -> str:
    """A date without its year on the side of publication on which the sentence puts it.

    Only where it lies more than `far` days on the other side: a verb beside a close date may be another one's.
    """
    first, last = dates.bounds(edtf)
    if first is None or last is None:
        return edtf
    late = (date.fromisoformat(first) - day).days
    early = (day - date.fromisoformat(last)).days
    step = -1 if side < 0 and late > far else 1 if side > 0 and early > far else 0
    moved = re.sub(r"\d{4}(?=-)", lambda year: f"{int(year[0]) + step:04d}", edtf) if step else edtf
    try:
        dates.bounds(moved)
    except ValueError:
        return edtf
    return moved
