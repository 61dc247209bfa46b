"""May a quote be shown like this? Only what stands in square brackets, and emphasis that is owned up to, may differ.

`[…]` is an omission of ours, `[word]` an insertion, `[T]he` another case, `[sic]` a remark. An … without brackets is
the source's. Refuses to: see to the outer marks, which are the house's.
"""

import re

_INSERTED = re.compile(r"\[[^\[\]]*\]")
_CASE = re.compile(r"\[(\w)\](?=\w)")
_ADDED = re.compile(r"\s*\(emphasis added\)", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_MOSTLY = 0.6
_FEWEST = 4


def faithful(shown: str, exact: str) -> bool:
    """Whether `shown` is `exact` save for what a reader is told of; a comma or full stop at its end may be ours."""
    return _as_told(shown, exact) or (shown[-1:] in (".", ",") and _as_told(shown[:-1], exact))


def _as_told(shown: str, exact: str) -> bool:
    bare = _ADDED.sub("", shown)
    plain = _EMPHASIS.sub("", bare)
    if plain != bare and bare == shown:
        return False  # emphasis of ours, and nobody says so
    words = " ".join(exact.split())
    at = 0
    for run in _INSERTED.split(_CASE.sub(lambda found: f"[]{found[1]}", plain)):
        piece = " ".join(run.split())
        place = words.find(piece, at)
        if place < 0 and "[]" in _CASE.sub("[]", plain):
            place = words.casefold().find(piece.casefold(), at)
            if place >= 0 and words[place + 1 : place + len(piece)] != piece[1:]:
                place = -1
        if place < 0:
            return False
        at = place + len(piece)
    return True


def resembles(shown: str, exact: str) -> bool:
    """Whether most words of `shown` are those of `exact`, so that it was meant to be that quote."""
    ours, theirs = _words(shown), _words(exact)
    if len(ours) < _FEWEST:
        return False
    known = set(theirs)
    return sum(one in known for one in ours) >= _MOSTLY * len(ours) and _run(ours, theirs) >= _FEWEST - 1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _INSERTED.sub(" ", text).casefold())


def _run(ours: list[str], theirs: list[str]) -> int:
    """The length of the longest run of words that both have."""
    best, before = 0, [0] * (len(theirs) + 1)
    for one in ours:
        row = [0] * (len(theirs) + 1)
        for place, other in enumerate(theirs, start=1):
            row[place] = before[place - 1] + 1 if one == other else 0
        best, before = max(best, *row), row
    return best
