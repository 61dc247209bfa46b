"""The names of months, weekdays, numbers and stretches that stand in dates as people write them.

English, and of months also German, French and Serbian in both scripts. Refuses to: know today.
"""

import re
import unicodedata
from types import MappingProxyType

from briefing.rules.dates import MONTHS, WEEKDAYS

_ELSEWHERE = (
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
)
_NAMES = (tuple(name.lower() for name in MONTHS[1:]), *(tuple(names.split()) for names in _ELSEWHERE))
_SHORT_DAYS = MappingProxyType({"tues": 1, "weds": 2, "thur": 3, "thurs": 3})
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth")
SEASON_CODES = MappingProxyType({"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24})
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def normal(text: str) -> str:
    """`text` in small letters without accents, with plain dashes and single spaces, and without commas."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_DASHES.sub("-", plain).replace(",", " ").split())


def month_number(name: str) -> int:
    """The month that `name` stands for, whole or by its first letters (three at least); 0 where none, or several."""
    if name in ("sept", "септ"):
        return 9
    if len(name) < 3:
        return 0
    found = {n for names in _NAMES for n, month in enumerate(names, start=1) if month.startswith(name)}
    return found.pop() if len(found) == 1 else 0


def weekday_number(name: str) -> int | None:
    """0 for Monday to 6 for Sunday, by the whole name or its usual short form; None where it is no weekday."""
    if name in _SHORT_DAYS:
        return _SHORT_DAYS[name]
    return next((n for n, day in enumerate(WEEKDAYS) if name in (day.lower(), day[:3].lower())), None)


def amount(word: str) -> int:
    """`two` → 2, `a` → 1, `14` → 14; 0 where it is no number."""
    if word in ("a", "an"):
        return 1
    if word in ("a couple of", "couple of"):
        return 2
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    return int(word) if word.isascii() and word.isdigit() else 0


def ordinal(word: str) -> int:
    """`second` or `2nd` → 2; 0 where it is none of the first four."""
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    return int(word[0]) if word[:1] in "1234" and word[1:] in ("", "st", "nd", "rd", "th") and word else 0
