"""The actor map: who is related to whom and how. Actors are boxes, relations and roles are lines with words.

What has ended is dashed. Lines between the same two actors that run the same way are drawn as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.pictures.network import ROLE, Network, period
from briefing.pictures.placing import MANY, placed
from briefing.pictures.shapes import (
    Anchor,
    Box,
    Dot,
    Lead,
    LegendEntry,
    Mark,
    Measure,
    Picture,
    Shape,
    Stroke,
    Tone,
    Words,
    shortened,
    wrapped,
)
from briefing.store.pictured import Party, Tie
from briefing.terms import ActorKind, in_words
from briefing.wording import named, say, say_many

MARGIN = 20.0
WIDEST = 132.0
"""The longest line of a name in points."""
_SIZE = 9.5
_SMALL = 8.5
_LINE = 12.5
_SMALL_LINE = 11.0
_LABEL = 118.0
_LABELS = 2
"""So many relations of one line are named; more are counted."""
_SEEN = 8.0
_LISTED = 12
_HEARD = 160
_ROWS_ALONE = 4
_WORDS = {kind.value: in_words(kind) for kind in ActorKind}
_LOOKS: Mapping[str, tuple[Tone, float, bool]] = {
    "person": (Tone.CARD, 17.0, False), "organisation": (Tone.BLUE, 4.0, False), "group": (Tone.GREEN, 9.0, False),
    "state_or_territory": (Tone.AMBER, 0.0, False), "office": (Tone.GREY, 4.0, False),
    "collective_label": (Tone.GREY, 9.0, True),
}  # fmt: skip
"""Ground, roundness and whether the edge is dashed, by kind of actor."""
_TONES = {"opposes": Tone.RED, "mediates": Tone.BLUE}


@dataclass(frozen=True)
class _Bond:
    """The ties from one actor to another that are drawn as one line."""

    start: str
    end: str
    ended: bool
    tone: Tone
    ties: tuple[Tie, ...]

    @property
    def key(self) -> str:
        return f"{self.start} {self.end} {self.tone.value}{' ended' if self.ended else ''}"


def actor_map(shown: Network, measure: Measure, *, width: float, today: str) -> Picture:
    """A network as a picture about `width` points wide, as things stand on the ISO day `today`."""
    names = {one.id: one.name for one in (*shown.actors, *shown.alone)}
    bonds = _bonds(shown.ties, today)
    boxes = {one.id: _Boxed(one, measure, chosen=one.id == shown.centre) for one in shown.actors}
    labelled = len(boxes) + len(bonds) < MANY
    labels = {bond.key: _Labelled(bond, names, measure, today, words=labelled) for bond in bonds}
    sizes = {key: box.size for key, box in boxes.items()}
    joined = [(bond.start, bond.key) for bond in bonds] + [(bond.key, bond.end) for bond in bonds]
    if labelled:  # words have a place of their own, with some line to be seen beside them
        sizes |= {key: (label.size[0] + 2 * _SEEN, label.size[1]) for key, label in labels.items()}
    else:
        joined = [(bond.start, bond.end) for bond in bonds]
    where = placed(sizes, joined, width - 2 * MARGIN)
    spare = max(0.0, width - 2 * MARGIN - where.width) / 2
    centres = {key: (x + MARGIN + spare, y + MARGIN) for key, (x, y) in where.centres.items()}
    for bond in bonds if not labelled else ():
        centres[bond.key] = _middle(centres[bond.start], centres[bond.end])
    bottom = where.height + 2 * MARGIN if shown.actors else MARGIN
    wide = max(width, where.width + 2 * MARGIN)
    alone, bottom = _alone(shown.alone, wide, bottom, measure) if shown.ties else ((), bottom)
    lines = {bond.key: _line(bond, centres, boxes) for bond in bonds}
    lit: dict[str, list[Shape]] = {}
    for bond in bonds:
        bold = replace(lines[bond.key], tone=Tone.ACCENT, width=2.6)
        for key in (bond.start, bond.end, bond.key):
            lit.setdefault(key, []).append(bold)
    marks = [labels[bond.key].mark(centres[bond.key]) for bond in bonds]
    told = _told(shown.ties, names, today)
    marks += [boxes[one.id].mark(centres[one.id], told.get(one.id, ())) for one in shown.actors]
    marks = [replace(mark, lit=tuple(lit.get(mark.key, ()))) for mark in marks]
    return Picture(
        title=say("Actor map"),
        description=described(shown, names),
        width=wide,
        height=bottom,
        ground=tuple(lines.values()),
        marks=(*marks, *alone),
        legend=_legend(shown, bonds),
        table=_table(shown, names, today),
        leads=(
            *(Lead("actor", tie.start, tie.from_edtf or tie.to_edtf or "9999") for tie in _listed(shown, names)),
            *(Lead("actor", one.id, "9999") for one in shown.alone),
        ),
        days=3,
    )


def described(shown: Network, names: Mapping[str, str]) -> str:
    """What the map shows, in a sentence or two."""
    ties = say_many(len(shown.ties), "%1 relation or role", "%1 relations and roles")
    if shown.left_out:
        part, whole = f"{len(shown.actors):,}", f"{shown.total:,}"
        if shown.centre in names:
            return say("Shows %1 of %2 actors, those around %3, with %4.", part, whole, names[shown.centre], ties)
        return say("Shows %1 of %2 actors, with %3.", part, whole, ties)
    drawn = say_many(len(shown.actors), "%1 actor with %2.", "%1 actors with %2.", ties)
    if not shown.alone:
        return drawn
    return f"{drawn} {say_many(len(shown.alone), '%1 actor without any.', '%1 actors without any.')}"


def _bonds(ties: Sequence[Tie], today: str) -> list[_Bond]:
    found: dict[tuple[str, str, bool, Tone], list[Tie]] = {}
    for tie in ties:
        way = (tie.start, tie.end, has_ended(tie, today), _TONES.get(tie.kind, Tone.GREY))
        found.setdefault(way, []).append(tie)
    return [_Bond(*way, ties=tuple(together)) for way, together in found.items()]


def has_ended(tie: Tie, today: str) -> bool:
    """Whether its last possible day lies before the ISO day `today`."""
    return bool(tie.last) and tie.last < today


class _Boxed:
    """An actor as a box: its size, and the mark once it has a place."""

    def __init__(self, actor: Party, measure: Measure, *, chosen: bool) -> None:
        self._actor = actor
        self._chosen = chosen
        self._lines = wrapped(actor.name, WIDEST, _SIZE, measure, lines=2, bold=True) or ("?",)
        text = max(measure(line, _SIZE, True) for line in self._lines)
        self.size = (max(56.0, text + 26), 22.0 + _LINE * (len(self._lines) - 1) + 6)

    def mark(self, centre: tuple[float, float], told: Sequence[str]) -> Mark:
        actor, (wide, high) = self._actor, self.size
        x, y = centre[0] - wide / 2, centre[1] - high / 2
        box = _ground(x, y, self.size, actor.kind)
        shapes: list[Shape] = [replace(box, fill=Tone.CARD, stroke=None, pale=False), box]  # no line shows through
        if self._chosen:
            shapes.append(
                Box(x - 3, y - 3, wide + 6, high + 6, stroke=Tone.ACCENT, radius=box.radius + 3 if box.radius else 0)
            )
        first = centre[1] + _SIZE * 0.36 - (len(self._lines) - 1) * _LINE / 2
        for number, line in enumerate(self._lines):
            shapes.append(Words(centre[0], first + number * _LINE, line, _SIZE, bold=True, anchor=Anchor.MIDDLE))
        what = named(_WORDS.get(actor.kind, actor.kind))
        ties = "; ".join(told) if told else say("no relation")
        more = [actor.role] if actor.role else []
        return Mark(
            key=actor.id,
            name=f"{actor.name}, {what}: {ties}",
            tip="\n".join([f"{actor.name} · {what}", *more, *told]),
            bounds=(x - 3, y - 3, wide + 6, high + 6),
            shapes=tuple(shapes),
            kind="actor",
            id=actor.id,
        )


def _ground(x: float, y: float, size: tuple[float, float], kind: str) -> Box:
    tone, radius, dashed = _LOOKS.get(kind, (Tone.GREY, 4.0, False))
    edge = Tone.GREY if tone is Tone.CARD else tone
    return Box(
        x,
        y,
        *size,
        fill=tone,
        stroke=edge,
        radius=min(radius, size[1] / 2),
        dashed=dashed,
        pale=tone is not Tone.CARD,
    )


class _Labelled:
    """The words on a line: their size, and the mark once they have a place."""

    def __init__(self, bond: _Bond, names: Mapping[str, str], measure: Measure, today: str, *, words: bool) -> None:
        self._bond = bond
        self._told = [_sentence(tie, names, today) for tie in bond.ties]
        self._lines: list[tuple[str, Tone]] = []
        for tie in bond.ties[:_LABELS] if words else ():
            tone = Tone.MUTED if bond.ended or bond.tone is Tone.GREY else bond.tone
            self._lines += [(line, tone) for line in wrapped(_tied(tie), _LABEL, _SMALL, measure, lines=2)]
            when = period(tie)
            if when:
                self._lines.append((shortened(when, _LABEL, _SMALL, measure), Tone.MUTED))
        if words and len(bond.ties) > _LABELS:
            self._lines.append((say("and %1 more", f"{len(bond.ties) - _LABELS:,}"), Tone.MUTED))
        text = max((measure(line, _SMALL, False) for line, _tone in self._lines), default=6.0)
        self.size = (text + 8, max(10.0, len(self._lines) * _SMALL_LINE + 3))

    def mark(self, centre: tuple[float, float]) -> Mark:
        bond, (wide, high) = self._bond, self.size
        x, y = centre[0] - wide / 2, centre[1] - high / 2
        shapes: list[Shape] = []
        if self._lines:
            shapes.append(Box(x, y, wide, high, fill=Tone.CARD, radius=4))
        else:
            shapes.append(Dot(centre[0], centre[1], 3, fill=bond.tone))
        for number, (line, tone) in enumerate(self._lines):
            baseline = y + 1.5 + (number + 0.78) * _SMALL_LINE
            shapes.append(Words(centre[0], baseline, line, _SMALL, tone, anchor=Anchor.MIDDLE))
        return Mark(
            key=bond.key,
            name="; ".join(self._told),
            tip="\n".join(self._told),
            bounds=(x - 2, y - 2, wide + 4, high + 4),
            shapes=tuple(shapes),
            members=(("actor", bond.start), ("actor", bond.end)),
            quiet=True,
        )


def _sentence(tie: Tie, names: Mapping[str, str], today: str, *, of: str = "") -> str:
    """`A represents B (since 2020, ended)`; without the subject for the actor `of` itself."""
    names = {key: _short(names[key]) for key in (tie.start, tie.end)}
    what = _short(_tied(tie))
    way = f"{what}, {names[tie.end]}" if not _is_of_ours(tie) else f"{what} {names[tie.end]}"
    ended = say("ended") if has_ended(tie, today) else ""
    more = ", ".join(word for word in (period(tie), ended, _short(tie.note)) if word)
    subject = "" if tie.start == of else f"{names[tie.start]} " if tie.kind != "role" else f"{names[tie.start]}: "
    return f"{subject}{way}" + (f" ({more})" if more else "")


def _tied(tie: Tie) -> str:
    """The words of a tie: those of the user for a role, else the kind of the relation."""
    if not tie.words:
        return say("role")
    return named(tie.words) if _is_of_ours(tie) else tie.words


def _is_of_ours(tie: Tie) -> bool:
    """Whether the words of a tie are ours; a role in a body has the user's own."""
    return tie.kind != ROLE or tie.words == "on behalf of"


def _short(text: str) -> str:
    """As much as can be heard at once; the table holds the whole."""
    return text if len(text) <= _HEARD else f"{text[:_HEARD].rstrip()}…"


def _told(ties: Sequence[Tie], names: Mapping[str, str], today: str) -> dict[str, list[str]]:
    """For each actor its ties in words, as many as can be heard."""
    found: dict[str, list[str]] = {}
    count: dict[str, int] = {}
    for tie in ties:
        for one in (tie.start, tie.end):
            count[one] = count.get(one, 0) + 1
            if count[one] <= _LISTED:
                found.setdefault(one, []).append(_sentence(tie, names, today, of=one))
    for one, number in count.items():
        if number > _LISTED:
            found[one].append(say("and %1 more", f"{number - _LISTED:,}"))
    return found


def _middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _line(bond: _Bond, centres: Mapping[str, tuple[float, float]], boxes: Mapping[str, _Boxed]) -> Stroke:
    """From edge to edge of the boxes, through the place of the words."""
    through = centres[bond.key]
    start = _edge(centres[bond.start], boxes[bond.start].size, through, 1.0)
    end = _edge(centres[bond.end], boxes[bond.end].size, through, 3.0)
    bent = (2 * through[0] - (start[0] + end[0]) / 2, 2 * through[1] - (start[1] + end[1]) / 2)
    return Stroke((start, bent, end), bond.tone, 1.3, dashed=bond.ended, curved=True, arrow=True)


def _edge(
    centre: tuple[float, float], size: tuple[float, float], toward: tuple[float, float], off: float
) -> tuple[float, float]:
    """Where the way from the middle of a box towards a point leaves the box, `off` points outside."""
    dx, dy = toward[0] - centre[0], toward[1] - centre[1]
    half_wide, half_high = size[0] / 2 + off, size[1] / 2 + off
    far = max(abs(dx) / half_wide, abs(dy) / half_high, 1e-9)
    return (centre[0], centre[1]) if far <= 1e-9 else (centre[0] + dx / far, centre[1] + dy / far)


def _alone(found: Sequence[Party], width: float, bottom: float, measure: Measure) -> tuple[tuple[Mark, ...], float]:
    """Actors without any tie, as rows of names under the map."""
    if not found:
        return (), bottom
    lead = say("Without a relation or role:")
    x, y = MARGIN + measure(lead, _SIZE, True) + 10, bottom + 8
    marks: list[Mark] = []
    head: tuple[Shape, ...] = (Words(MARGIN, y, lead, _SIZE, Tone.MUTED, bold=True),)
    row = 0
    for number, one in enumerate(found):
        name = shortened(one.name, 170, _SIZE, measure)
        long = measure(name, _SIZE, False)
        last = row == _ROWS_ALONE - 1
        if x + long > width - MARGIN - (80 if last else 0) and x > MARGIN:
            if last:
                more = say("and %1 more", f"{len(found) - number:,}")
                bounds = (x - 4, y - 13, measure(more, _SIZE, False) + 8, 20.0)
                rest = tuple(("actor", other.id) for other in found[number:])
                words = Words(x, y, more, _SIZE, Tone.ACCENT)
                marks.append(
                    Mark("more alone", say("%1 without a relation", more), more, bounds, (words,), members=rest)
                )
                break
            row, x, y = row + 1, MARGIN, y + 22
        what = named(_WORDS.get(one.kind, one.kind))
        marks.append(
            Mark(
                one.id,
                say("%1, %2: no relation", one.name, what),
                "\n".join(line for line in (f"{one.name} · {what}", one.role) if line),
                (x - 4, y - 13, long + 8, 20.0),
                (*head, Words(x, y, name, _SIZE)),
                "actor",
                one.id,
            )
        )
        head = ()
        x += long + 18
    return tuple(marks), y + 18


def _table(shown: Network, names: Mapping[str, str], today: str) -> tuple[tuple[str, ...], ...]:
    told = (
        (
            names[tie.start],
            _tied(tie),
            names[tie.end],
            ", ".join(word for word in (period(tie), say("ended") if has_ended(tie, today) else "") if word),
            tie.note,
        )
        for tie in _listed(shown, names)
    )
    alone = ((one.name, say("no relation or role"), "", "", "") for one in shown.alone)
    return ((say("Actor"), say("Relation"), say("To"), say("When"), say("Note")), *told, *alone)


def _listed(shown: Network, names: Mapping[str, str]) -> list[Tie]:
    """Relations and roles by the names of both actors."""
    return sorted(shown.ties, key=lambda tie: (names[tie.start].casefold(), names[tie.end].casefold(), tie.id))


def _legend(shown: Network, bonds: Sequence[_Bond]) -> tuple[LegendEntry, ...]:
    kinds = {one.kind for one in shown.actors}
    entries = [LegendEntry(_ground(1, 1, (24, 11), kind), named(_WORDS[kind])) for kind in _LOOKS if kind in kinds]
    tones = {bond.tone for bond in bonds}
    tied = ((Tone.GREY, say("relation or role")), (Tone.BLUE, say("mediates")), (Tone.RED, say("opposes")))
    for tone, words in tied:
        if tone in tones:
            entries.append(LegendEntry(Stroke(((0, 7), (24, 7)), tone, 1.3, arrow=True), words))
    if any(bond.ended for bond in bonds):
        entries.append(LegendEntry(Stroke(((0, 7), (24, 7)), Tone.GREY, 1.3, dashed=True), say("ended")))
    return tuple(entries)
