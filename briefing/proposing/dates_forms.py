"""The forms that dates take in prose, per language, each turned into the English words that `date_words` reads.

Responsible for: where a date begins and ends, and which words before it belong to it ("by", "since the end of").
Refuses to: say which day is meant.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from briefing.proposing.languages import load
from briefing.rules.dates import MONTHS, WEEKDAYS

_GAP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"
_ANY_GAP = rf"{_GAP}?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[0-9]|20)\d\d(?!\d)"
_UNITS = r"(?:day|week|fortnight|month|year|hour)s?"
_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|\d{1,3}|a\scouple\sof|couple\sof|few|a\sfew|"
    r"several|many|some)"
)
_STRETCH = rf"""
 (?P<rolling>(?:last|past|previous)(?P<g1>{_GAP})(?:(?P<back>{_COUNT}){_GAP})?(?P<unit1>{_UNITS})(?!\w))
|(?P<ahead>(?:coming|next)(?P<g2>{_GAP})(?:(?P<fore>{_COUNT}){_GAP})?(?P<unit2>{_UNITS})(?!\w))
|(?P<recent>recent{_GAP}(?:days|weeks|months)(?!\w))
|(?P<this>this{_GAP}(?:week|weekend|month|quarter|year))(?!{_GAP}['’]?s\b)
|(?P<weekend>(?:(?:last|next|past|coming){_GAP})?weekend)
|(?<!-)(?P<ago>{_COUNT}{_GAP}{_UNITS}{_GAP}ago)
|(?<!-)(?P<within>{_COUNT}{_GAP}{_UNITS}(?!\w))
|(?P<quarter>(?:first|second|third|fourth){_GAP}(?:quarter|half){_GAP}of{_GAP}{_YEAR}|Q[1-4]{_GAP}{_YEAR})
|(?P<season>(?:spring|summer|autumn|fall|winter){_GAP}(?:of{_GAP})?{_YEAR})
"""
_OPENERS = (
    "last past previous coming next recent this weekend first second third fourth spring summer autumn fall winter "
    "Q1 Q2 Q3 Q4 a an one two three four five six seven eight nine ten eleven twelve few several couple some many"
)
_FUNCTION = "and|or|but|to|in|at|for|with|when|after|before|as|by|that|which|because|while|the|he|she|they|it|of"


@dataclass(frozen=True)
class Form:
    """A date as it stands: its place, its words in English, and what kind of words they are.

    `lead` is the word that opens or closes a stretch ("by", "since"); `kind` is one of `whole` (with its year), `day`
    (month and day), `month`, `year` (`bare` ones count only as an end), `part`, `weekday`, `day_alone`, or, counted
    from publication, `near`, `rolling`, `coming`, `recent`, `this`, `weekend`, `ago`, `in`.
    `before` says where the date itself begins, behind the words before it.
    """

    start: int
    before: int
    end: int
    phrase: str
    kind: str
    lead: str = ""


@lru_cache(maxsize=64)
def _grammar(tag: str) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str]]:
    """(the date itself, the words before it, names → English) of a language."""
    table = load(tag, "dates")
    names: dict[str, str] = {}
    for number, forms in enumerate(table["months"], start=1):
        names.update({form.lower(): MONTHS[number] for form in forms.split()})
    days: list[str] = []
    for number, forms in enumerate(table["weekdays"]):
        names.update({form.lower(): WEEKDAYS[number] for form in forms.split()})
        days += forms.split()
    short: list[str] = []
    for number, forms in enumerate(table["weekdays_before"]):
        names.update({form.lower(): WEEKDAYS[number] for form in forms.split()})
        short += forms.split()
    names.update({near.lower(): value for near, value in table["near"].items()})
    months, cut = _months(table)
    if table["capitalised"]:
        months, cut = months + [form.upper() for form in months], cut + [form.upper() for form in cut]
        days += [form.upper() for form in days]
    month, weekday = rf"(?:(?:{_any(cut)})\.|(?:{_any(months + cut)})(?!\w))", rf"(?:{_any(days)})(?!\w)"
    words = [word for one in table["join"].values() for word in one]
    join = rf"(?:{_ANY_GAP}(?:-|–|—|/){_ANY_GAP}|{_GAP}(?:{_any(words)}){_GAP})"
    of = rf"(?:(?:{_any(table['of'])}){_GAP})?"
    years = rf"(?:\.?{_GAP}(?:{_any(table['after_year'])}))?" if table["after_year"] else ""
    before = rf"(?:(?:(?:{_any(short)})\.?|{_any(days)}),?{_GAP}(?:(?:the|dem|den){_GAP})?|(?:{_any(days)}){_GAP}\()"
    tail = r"(?!\d|[:%]\d|,\d{3}|\.\d)"
    core = rf"""(?<![\w.])(?:
 (?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)
|(?P<wd>{before})?(?P<d1>{_DAY})(?:st|nd|rd|th|er|\.)?(?:(?P<j1>{join})(?P<d2>{_DAY})(?:st|nd|rd|th|\.)?)?{_ANY_GAP}
   {of}(?P<m1>{month})(?:,?{_GAP}{of}(?P<y1>{_YEAR}){years})?
|(?P<wm>{before})?(?P<m2>{month}){_GAP}(?P<d3>{_DAY})(?:st|nd|rd|th)?{tail}
   (?:(?P<j2>{join})(?P<d4>{_DAY})(?:st|nd|rd|th)?{tail})?(?:,?{_GAP}(?P<y2>{_YEAR}))?
|(?P<m3>{month})(?:,?{_GAP}{of}(?P<y3>{_YEAR}))?
|(?P<num>{_DAY}(?P<sep>[./-]){_ANY_GAP}{_DAY}(?P=sep){_ANY_GAP}(?:\d{{4}}|\d\d))(?![\w./-]*\d)
|(?P<stepped>(?i:last|next|this|past|coming){_GAP}(?:{weekday}))
|(?P<day>{weekday})(?:{_GAP}(?:{_any(table["parts"])})(?!\w))?
|(?P<near>(?i:{_any(list(table["near"]))})(?!\w))(?:{_GAP}(?:{_any(table["parts"])})(?!\w))?
|(?i:{_STRETCH if load(tag, "dates") is load("en", "dates") else "(?!)"})
|(?P<decade>(?:1[0-9]|20)\d0s)
|(?P<year>1[0-8]\d\d(?!\d|{_GAP}[a-z]+s\b)|(?:19|20)\d\d)(?![\w%€$£-]|,\d|\.\d)
|(?P<alone>{_DAY}(?:st|nd|rd|th))(?=\s*$|[.,;:!?)]|{_GAP}(?:{_FUNCTION})\b)
)"""
    bounds, on = _any(list(table["bounds"])), _any([*table["on"], *table["between"]])
    lead = rf"""(?:(?<![\w-])(?:(?P<bound>{bounds})|(?P<on>{on})){_GAP})?
(?P<the>the{_GAP})?
(?P<part>(?:{_any([word for one in table["stretch"].values() for word in one])})
  (?:(?:{_GAP}|-)(?:to|or)(?:{_GAP}|-)(?:mid|late))?(?:{_GAP}(?:in|of|on))?(?:{_GAP}|-))?
(?P<shift>(?:earlier|later){_GAP}(?:in{_GAP})?)?\Z"""
    flags = re.VERBOSE if table["capitalised"] else re.VERBOSE | re.IGNORECASE
    return re.compile(core, flags), re.compile(lead, re.VERBOSE | re.IGNORECASE), MappingProxyType(names)


@lru_cache(maxsize=64)
def between(tag: str) -> re.Pattern[str]:
    """What stands between the two dates of a stretch."""
    words = [word for one in load(tag, "dates")["join"].values() for word in one]
    return re.compile(rf"\s?(?:-|–|—)\s?|\s(?:{_any(words)})\s", re.IGNORECASE)


def _months(table: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The names of months, and those that are cut and may have a full stop."""
    whole: list[str] = []
    cut: list[str] = []
    for names in table["months"]:
        first, *rest = names.split()
        whole.append(first)
        for name in rest:
            (cut if table["capitalised"] and first.startswith(name) else whole).append(name)
    return whole, cut


def _any(words: list[str]) -> str:
    chosen = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.sub(r"\\?\s", r"\\s", re.escape(word)) for word in chosen) or "(?!)"


@lru_cache(maxsize=64)
def _trigger(tag: str) -> re.Pattern[str]:
    """Where a date may begin; all the rest of a text is passed over."""
    table = load(tag, "dates")
    words = [
        form for key in ("months", "weekdays", "weekdays_before") for forms in table[key] for form in forms.split()
    ]
    if table["capitalised"]:
        words += [word.upper() for word in words]
    anywhere = list(table["near"])
    if table is load("en", "dates"):
        anywhere += _OPENERS.split()
    flags = re.NOFLAG if table["capitalised"] else re.IGNORECASE
    return re.compile(rf"(?<![\w.])(?:\d|(?:{_any(words)})(?!\w)|(?i:{_any(anywhere)})(?!\w))", flags)


def forms(text: str, tag: str) -> Iterator[Form]:
    """Every date of `text`, in order, none lying in another."""
    core, lead, names = _grammar(tag)
    table = load(tag, "dates")
    after, not_before = tuple(table["not_after"]), tuple(table["not_before"])
    at = 0
    for trigger in _trigger(tag).finditer(text):
        start = trigger.start()
        if start < at or (match := core.match(text, start)) is None:
            continue
        head = max(at, start - 48)
        words = lead.search(text, head, start)
        form = _form(match, words, names, tag)
        if form is None or text[head:start].rstrip().endswith(after) or text.startswith(not_before, match.end() + 1):
            continue
        at = match.end()
        yield form


def _form(match: re.Match[str], words: re.Match[str] | None, names: Mapping[str, str], tag: str) -> Form | None:
    table = load(tag, "dates")
    bound, on = (words["bound"] or "", words["on"] or "") if words else ("", "")
    lead = table["bounds"].get(" ".join(bound.lower().split()), "")
    part = " ".join((words["part"] or "").replace("-", " ").split()) if words else ""
    shift = ((words["shift"] or "").split() or [""])[0].lower() if words else ""
    found = _read(match, names, on.lower(), bound, bool(words and words["the"]), tag)
    if found is None:
        return None
    phrase, kind = found
    start = words.start() if words and (bound or on or part or shift) else match.start()
    if kind in ("month", "year", "whole") and part:
        phrase, kind = f"{_stretch(table['stretch'], part)} {_rest(part)}{phrase}", "part"
    elif kind == "this" and shift:
        phrase = f"{shift} {phrase}"
    elif kind in ("month", "year") and not (bound or on or part):
        kind = f"bare {kind}"
    if " ".join(on.lower().split()) in table["between"] or (
        lead == "since" and " to " in phrase and kind in ("whole", "day")
    ):
        lead = "between"
    return Form(start, match.start(), match.end(), phrase, kind, lead)


def _rest(part: str) -> str:
    second = re.search(r" (?:to|or) (mid|late)", part)
    return f"to {second[1]} " if second else "of " if part.endswith(" of") else ""


def _read(
    match: re.Match[str], names: Mapping[str, str], on: str, bound: str, the: bool, tag: str
) -> tuple[str, str] | None:  # fmt: skip
    """(the date in English, its kind); None where the words are no date where they stand."""
    group = match.groupdict()

    def name(words: str) -> str:
        return names.get(" ".join(words.lower().rstrip(".").split()), words)

    if group["iso"]:
        return group["iso"], "whole"
    for number in ("1", "2"):
        if month := group["m" + number]:
            first, last, join = (group[key] for key in (("d1", "d2", "j1") if number == "1" else ("d3", "d4", "j2")))
            weekday = re.sub(
                r"[\s.,(]+(?:the|dem|den)?\s*$|[\s.,(]+$", "", group["wd" if number == "1" else "wm"] or ""
            )
            days = first + (f" {joined(join, tag)} {last}" if last else "")
            year = group["y" + number]
            words = f"{name(weekday)} {days} {name(month)} {year or ''}".strip() if weekday else ""
            return words or f"{days} {name(month)} {year or ''}".strip(), "whole" if year else "day"
    if month := group["m3"]:
        return f"{name(month)} {group['y3'] or ''}".strip(), "whole" if group["y3"] else "month"
    if group["num"]:
        return re.sub(r"\s", "", group["num"]), "whole"
    if group["stepped"]:
        step, day = group["stepped"].split()
        return f"{step} {name(day)}", "near"
    if group["day"]:
        return name(group["day"]), "weekday"
    if group["near"]:
        return name(group["near"]), "near"
    if group["decade"]:
        return group["decade"], "whole"
    if group["year"]:
        return (group["year"], "year") if on not in ("at", "for", "over") else None
    if group["alone"]:
        return (f"the {group['alone']}", "day_alone") if the and (on == "on" or bound) else None
    return _stretched({key: " ".join(value.split()) for key, value in group.items() if value}, on, bound, the)


def _stretched(group: dict[str, str], on: str, bound: str, the: bool) -> tuple[str, str] | None:
    """Stretches of English that are counted from the day of publication."""
    over = on in ("in", "over", "during", "for") or bound == "within"
    if words := group.get("rolling"):
        if the and (over or "back" in group):
            return f"{group.get('back', 'a')} {group['unit1']}", "rolling"
        return (words, "near") if not the and "back" not in group and not words.startswith("previous") else None
    if words := group.get("ahead"):
        if the and (words.startswith("coming") or "fore" in group or over):
            return f"{group.get('fore', '')} {group['unit2']}".strip(), "coming"
        return (words, "near") if not the and "fore" not in group else None
    if words := group.get("recent"):
        return (words, "recent") if over else None
    if words := group.get("this"):
        return words, "this"
    if words := group.get("weekend"):
        return (words, "weekend") if the or len(words.split()) > 1 else None
    if words := group.get("ago"):
        return words, "ago"
    if words := group.get("within"):
        return (words, "in") if on == "in" else None
    for kind in ("quarter", "season"):
        if kind in group:
            return group[kind], "whole"
    return None


def _stretch(table: Mapping[str, Any], part: str) -> str:
    """`second half of`, `Anfang` → the English word for that part of a month or year."""
    words = part.split()
    return _named(table, " ".join(words[:2]) if words[1:2] and words[1].lower() == "half" else words[0])


def _named(table: Mapping[str, Any], word: str) -> str:
    """The key of the list in which a word stands; the word itself where it stands in none."""
    return next((key for key, words in table.items() if word.lower() in (one.lower() for one in words)), word.lower())


def joined(join: str, tag: str) -> str:
    """A join in English: `or`, `and`, or `to` for all that span."""
    found = _named(load(tag, "dates")["join"], join.strip())
    return found if found in ("or", "and") else "to"
