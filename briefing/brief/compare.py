"""Two versions of a brief beside each other: what was put in, taken out and changed, word by word.

Quotes are known by their ids, rows of tables by caption and first cell, everything else by its words. Numbers of notes
and paragraphs are no difference, nor is the place of a quote or a row. Refuses to: take long, or say who is right.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.brief import parts
from briefing.brief.tree import (
    Block,
    Blocks,
    Brief,
    Changed,
    Emph,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Sheet,
    Strong,
    Verbatim,
    plain,
)
from briefing.brief.units import Unit, top_blocks, units
from briefing.rules.aligning import alike, same
from briefing.rules.word_changes import Fate, Piece, shortened, word_changes

_MOST_WORK = 600_000
"""Pairs of words that are compared in all; what comes after is told as a whole."""
_LONGEST = 4000
"""Characters that are shown of one piece in a brief of the comparison."""
_AROUND, _AROUND_ROW = 40, 160
"""Characters of what stayed that are shown beside a change; a row begins with what it is about."""
_LABELS = {"added": "New", "removed": "Removed", "changed": "Changed"}
ALIKE = "The two versions say the same."
HEADER = "Header"
SOURCES = "Sources"

_Pairs = list[tuple[int | None, int | None]]


@dataclass(frozen=True)
class Difference:
    """One difference: `fate` is `added`, `removed` or `changed`; `what` the kind of thing (`quote`, `row`, …).

    `section` is the heading under which it stands; `pieces` are its words, in order, each with what became of it.
    """

    fate: str
    what: str
    section: str
    pieces: tuple[Piece, ...]

    @property
    def old(self) -> str:
        """The words of the old version; empty for what was added."""
        return "".join(piece.text for piece in self.pieces if piece.fate is not Fate.ADDED)

    @property
    def new(self) -> str:
        """The words of the new version; empty for what was removed."""
        return "".join(piece.text for piece in self.pieces if piece.fate is not Fate.REMOVED)


@dataclass(frozen=True)
class Comparison:
    """The differences in reading order; none where both say the same."""

    differences: tuple[Difference, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.differences)


def compare(old: Brief, new: Brief) -> Comparison:
    """What differs between two versions, in the order in which the new one is read."""
    before, after = everything(old), everything(new)
    work = 0
    found: list[Difference] = []
    for left, right in _in_order(aligned(before, after), before, after):
        one = before[left] if left is not None else None
        other = after[right] if right is not None else None
        if other is None:
            assert one is not None
            found.append(Difference("removed", one.what, one.section, (Piece(Fate.REMOVED, one.text),)))
        elif one is None:
            found.append(Difference("added", other.what, other.section, (Piece(Fate.ADDED, other.text),)))
        elif one.text != other.text:
            work += len(one.text.split()) * len(other.text.split())
            pieces = word_changes(one.text, other.text) if work <= _MOST_WORK else _whole(one.text, other.text)
            found.append(Difference("changed", other.what, other.section, _joined(pieces)))
    return Comparison(tuple(found))


def everything(brief: Brief) -> list[Unit]:
    """The units of a brief in reading order: those of its header, of its body, and its sources."""
    return [*_header(brief), *units(brief.blocks), *_notes(brief)]


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    return tuple(piece for piece in (Piece(Fate.REMOVED, old), Piece(Fate.ADDED, new)) if piece.text)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same pieces, with changes that only blanks keep apart as one."""
    found: list[Piece] = []
    out, put = "", ""
    blank = ""
    for piece in (*pieces, Piece(Fate.SAME, "")):
        if piece.fate is Fate.SAME and piece.text and not piece.text.strip() and (out or put):
            blank += piece.text
        elif piece.fate is Fate.SAME:
            found += [one for one in (Piece(Fate.REMOVED, out), Piece(Fate.ADDED, put)) if one.text]
            found += [Piece(Fate.SAME, blank + piece.text)] if blank + piece.text else []
            out, put, blank = "", "", ""
        else:
            out, put = out + blank, put + blank
            blank = ""
            out, put = (out + piece.text, put) if piece.fate is Fate.REMOVED else (out, put + piece.text)
    return tuple(found)


def _header(brief: Brief) -> list[Unit]:
    """Title, marking and the lines of the header; not what names the version itself."""
    told = [("Title", brief.title), ("Marking", brief.marking), ("Information as at", brief.as_at_text), *brief.meta]
    told += [("Reference", brief.reference), ("Contact", brief.contact)]
    return [Unit("header", f"{label}: {value}", HEADER, ("header", label), ()) for label, value in told if value]


def _notes(brief: Brief) -> list[Unit]:
    return [Unit("source", plain(note.runs), SOURCES, None, ()) for note in brief.notes]


def aligned(before: Sequence[Unit], after: Sequence[Unit]) -> _Pairs:
    """Which unit stands for which; the same pairs, turned round, when the versions change places."""
    old, new = [(str(one.group), one.text) for one in before], [(str(one.group), one.text) for one in after]
    if old > new:
        return [(right, left) for left, right in aligned(after, before)]
    pairs = same(old, new)
    fixed = list(pairs)
    left, right = _rest(len(before), {a for a, _ in pairs}), _rest(len(after), {b for _, b in pairs})
    pairs += _by_key(before, after, left, right)
    left, right = _rest(len(before), {a for a, _ in pairs}), _rest(len(after), {b for _, b in pairs})
    pairs += _by_words(
        before, after, _by_gap(before, left, [a for a, _ in fixed]), _by_gap(after, right, [b for _, b in fixed])
    )
    gone, made = _rest(len(before), {a for a, _ in pairs}), _rest(len(after), {b for _, b in pairs})
    return [*pairs, *((one, None) for one in gone), *((None, one) for one in made)]


def _rest(count: int, taken: set[int]) -> list[int]:
    return [place for place in range(count) if place not in taken]


def _by_key(
    before: Sequence[Unit], after: Sequence[Unit], left: Iterable[int], right: Iterable[int]
) -> list[tuple[int, int]]:
    """Those that are the same record, wherever they stand."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for place in left:
        if before[place].key is not None:
            waiting[before[place].key].append(place)
    found = []
    for place in right:
        group = waiting.get(after[place].key)
        if group:
            found.append((group.pop(0), place))
    return found


_Gaps = dict[tuple[int, Hashable], list[int]]


def _by_gap(found: Sequence[Unit], places: Iterable[int], fixed: Sequence[int]) -> _Gaps:
    """The places that have no partner, by group and by how many fixed ones stand before them."""
    gaps: _Gaps = defaultdict(list)
    passed = 0
    for place in places:
        while passed < len(fixed) and fixed[passed] < place:
            passed += 1
        if found[place].group is not None:
            gaps[passed, found[place].group].append(place)
    return gaps


def _by_words(before: Sequence[Unit], after: Sequence[Unit], left: _Gaps, right: _Gaps) -> list[tuple[int, int]]:
    found = []
    for gap, places in left.items():
        others = right.get(gap, [])
        pairs = alike([before[one].words for one in places], [after[one].words for one in others])
        found += [(places[one], others[other]) for one, other in pairs]
    return found


def _in_order(pairs: _Pairs, before: Sequence[Unit], after: Sequence[Unit]) -> _Pairs:
    """In the order of the new version; what was taken out stands behind what stood before it in its section."""
    partner = {left: right for left, right in pairs if left is not None}
    following: dict[int, int] = {}
    coming = len(after)
    for left in sorted(partner, reverse=True):
        right = partner[left]
        following[left] = coming
        coming = right if right is not None else coming
    placed: list[tuple[tuple[int, int, int], tuple[int | None, int | None]]] = []
    last = -1
    for left in sorted(partner):
        right = partner[left]
        if right is not None:
            last = right
            placed.append(((right, 0, 0), (left, right)))
        elif last >= 0 and before[left].section != after[last].section and following[left] > last:
            placed.append(((following[left], -1, left), (left, None)))
        else:
            placed.append(((last, 1, left), (left, None)))
    placed += [((right, 0, 0), (None, right)) for left, right in pairs if left is None and right is not None]
    return [pair for _, pair in sorted(placed, key=lambda one: one[0])]


def changed(new: Brief, old: Brief) -> Brief:
    """`new` with a bar (`Changed`) at each block that differs from `old`; a whole list or table for any row of it."""
    plain_new = replace(new, blocks=_without_bars(new.blocks))
    before, after = list(units(old.blocks)), list(units(plain_new.blocks))
    pairs = aligned(before, after)
    homes = {before[a].home: after[b].home for a, b in pairs if a is not None and b is not None}
    marked: set[tuple[int, ...]] = set()
    for left, right in pairs:
        if right is None:
            assert left is not None
            if before[left].home in homes:  # of something that is still there
                marked.add(homes[before[left].home])
        elif left is None or before[left].text != after[right].text:
            marked.add(after[right].home)
    return replace(plain_new, blocks=_barred(plain_new.blocks, (), marked))


def _without_bars(blocks: Blocks) -> Blocks:
    flat: list[Block] = []
    for block in blocks:
        match block:
            case Changed(blocks=inner):
                flat += _without_bars(inner)
            case Sheet(blocks=inner):
                flat.append(replace(block, blocks=_without_bars(inner)))
            case _:
                flat.append(block)
    return tuple(flat)


def _barred(blocks: Blocks, home: tuple[int, ...], marked: set[tuple[int, ...]]) -> Blocks:
    out: list[Block] = []
    waiting: list[Block] = []
    for place, block in top_blocks(blocks, home):
        if place in marked and not isinstance(block, Sheet):
            waiting.append(block)
            continue
        if waiting:
            out.append(Changed(tuple(waiting)))
            waiting = []
        out.append(replace(block, blocks=_barred(block.blocks, place, marked)) if isinstance(block, Sheet) else block)
    return (*out, Changed(tuple(waiting))) if waiting else tuple(out)


def to_text(comparison: Comparison) -> str:
    """The comparison as plain lines: a heading for each section, then what is new, removed and changed in it."""
    if not comparison:
        return f"{ALIKE}\n"
    lines: list[str] = []
    for section, group in _sections(comparison):
        lines += ([""] if lines else []) + [section or "Before the first heading"]
        for one in group:
            words = "".join(plain((run,)) for run in _shown(one, 400))
            lines.append(f"  {_LABELS[one.fate]} ({one.what}): {' '.join(words.split())}")
    return "\n".join(lines) + "\n"


def _bare(text: str) -> tuple[str, str, str]:
    """A text as the blanks before it, its words, and the blanks behind it."""
    words = text.strip()
    return (text[: text.index(words)], words, text[text.index(words) + len(words) :]) if words else (text, "", "")


def _label(piece: Piece, fate: str) -> str:
    if fate != "changed" or piece.fate is Fate.SAME:
        return ""
    return "removed: " if piece.fate is Fate.REMOVED else "new: "


def _sections(comparison: Comparison) -> Iterator[tuple[str, list[Difference]]]:
    """Differences that follow one another in one section, together."""
    group: list[Difference] = []
    for one in comparison.differences:
        if group and group[0].section != one.section:
            yield group[0].section, group
            group = []
        group.append(one)
    if group:
        yield group[0].section, group


def as_brief(comparison: Comparison, old: Brief, new: Brief, *, names: tuple[str, str] = ("", "")) -> Brief:
    """The comparison as a brief of its own, for every exporter. `names` are what the two versions are called.

    It holds words of both: where they are marked differently it carries both markings.
    """
    blocks: list[Block] = []
    for section, group in _sections(comparison):
        blocks.append(Heading(2, parts.text(section or "Before the first heading")))
        blocks.append(
            ListBlock(tuple((Paragraph((_head(one), *parts.text(" "), *_shown(one, _LONGEST))),) for one in group))
        )
    both = tuple(dict.fromkeys(one for one in (old.marking, new.marking) if one))
    meta = tuple(pair for pair in (("From", names[0]), ("To", names[1])) if pair[1])
    legend = "Words that were taken out stand as [removed: …], words that were put in as [new: …]."
    return replace(
        new,
        template="comparison",
        title=f"What changed in: {new.title}",
        marking=" / ".join(both),
        meta=(*meta, ("Differences", str(len(comparison.differences)))),
        blocks=(Paragraph(parts.text(legend)), *blocks) if comparison else (Paragraph(parts.text(ALIKE)),),
        notes=(),
        one_page=False,
        contents=False,
        missing=(),
        quotes=(),
        handling="",
        version="",
    )


def _head(one: Difference) -> Run:
    return Strong(parts.text(f"{_LABELS[one.fate]} ({one.what}):"))


def _shown(one: Difference, longest: int) -> Iterator[Run]:
    """The words with what became of them; two brackets are kept apart by a blank."""
    closed = False
    around = _AROUND_ROW if one.what == "row" else _AROUND
    for piece in shortened(one.pieces, around, longest):
        before, words, after = _bare(piece.text.replace("\n", " "))
        label = _label(piece, one.fate)
        runs = (Verbatim(words),) if one.what == "quote" and words else parts.text(words)
        yield from parts.text(before or (" " if closed and label and words else ""))
        if not label or not words:
            yield from runs
        else:
            marked = (*parts.text(f"[{label}"), *runs, *parts.text("]"))
            yield Emph(marked) if piece.fate is Fate.REMOVED else Strong(marked)
        closed = bool(label and words) and not after
        yield from parts.text(after)
