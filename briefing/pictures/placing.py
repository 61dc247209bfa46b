"""Where the boxes of a graph lie: placed by networkx, moved apart until none touches another, packed side by side.

The same graph lies the same way on every run: the start positions are fixed, and nothing depends on the order of sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Points = np.ndarray[Any, np.dtype[np.float64]]

GAP = 14.0
"""At least so far apart are two boxes."""
APART = 40.0
"""At least so far apart are two components."""
MANY = 480
"""networkx places no more boxes than this without a package that is not installed."""
_SEED = 7
_ITERATIONS = 150
_STRETCH = 1.7
"""Boxes are wider than high, so there has to be more room beside than below each other."""
_PUSHES = 300
_TURNS = (0.0, 30.0, 60.0, 90.0, 120.0, 150.0)
_TURNED = 120
"""Components of more boxes are not tried in other directions: they are about as wide as high."""
_HIGH = 0.66


@dataclass(frozen=True)
class Placed:
    """The centre of each box, and the size of the whole."""

    centres: Mapping[str, tuple[float, float]]
    width: float
    height: float


def placed(sizes: Mapping[str, tuple[float, float]], lines: Sequence[tuple[str, str]], width: float) -> Placed:
    """Centres for boxes of these sizes, joined by these lines, in rows about `width` points wide."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sizes)
    graph.add_edges_from(lines)
    order = {key: number for number, key in enumerate(sizes)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    place_of = {key: place for place, part in enumerate(parts) for key in part}
    joined: list[list[tuple[str, str]]] = [[] for _ in parts]
    for line in lines:
        joined[place_of[line[0]]].append(line)
    return _packed([_component(part, inside, sizes, width) for part, inside in zip(parts, joined, strict=True)], width)


def _component(
    keys: list[str], lines: list[tuple[str, str]], sizes: Mapping[str, tuple[float, float]], width: float
) -> Placed:
    """One component by itself, from (0, 0), turned so that it needs the least room of a place so wide."""
    import networkx as nx
    import numpy as np

    ordered = nx.Graph()
    ordered.add_nodes_from(keys)
    ordered.add_edges_from(lines)
    planar, _proof = nx.check_planarity(ordered)
    start = nx.planar_layout(ordered) if planar and len(keys) > 3 else nx.circular_layout(ordered)
    found = nx.spring_layout(ordered, pos=start, iterations=_ITERATIONS, seed=_SEED)
    flat = _level(np.array([found[key] for key in keys]))
    boxes = np.array([sizes[key] for key in keys])
    number = {key: place for place, key in enumerate(keys)}
    ends = np.array([(number[a], number[b]) for a, b in ordered.edges], dtype=int).reshape(-1, 2)
    turns = _TURNS if len(keys) <= _TURNED else _TURNS[:1]
    tried = [_moved_apart(_scaled(flat @ _turn(degrees), boxes, ends), boxes) for degrees in turns]
    points = min(tried, key=lambda one: _need(one, boxes, width))
    low = (points - boxes / 2).min(axis=0)
    points -= low
    far = (points + boxes / 2).max(axis=0)
    centres = {key: (round(float(x), 1), round(float(y), 1)) for key, (x, y) in zip(keys, points, strict=True)}
    return Placed(centres, float(far[0]), float(far[1]))


def _level(points: Points) -> Points:
    """Turned so that the longest way through the points lies level."""
    import numpy as np

    points = points - points.mean(axis=0)
    if len(points) < 2:
        return points
    _values, ways = np.linalg.eigh(points.T @ points)
    way = ways[:, 1]
    if way[0] < 0:
        way = -way
    level: Points = points @ np.array([[way[0], -way[1]], [way[1], way[0]]])
    return level


def _turn(degrees: float) -> Points:
    """What turns points by so much."""
    import numpy as np

    angle = np.radians(degrees)
    turn: Points = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return turn


def _need(points: Points, boxes: Points, width: float) -> float:
    """How much of a place so wide and two thirds as high the boxes need, the worse side."""
    wide, high = (points + boxes / 2).max(axis=0) - (points - boxes / 2).min(axis=0)
    return max(float(wide) / width, float(high) / (width * _HIGH))


def _scaled(points: Points, boxes: Points, ends: Points) -> Points:
    """So large that the ends of most lines have room beside or below each other."""
    import numpy as np

    points = points * (_STRETCH, 1.0)
    if not len(ends):
        return points
    apart = np.abs(points[ends[:, 0]] - points[ends[:, 1]])
    needed = (boxes[ends[:, 0]] + boxes[ends[:, 1]]) / 2 + GAP
    room = np.maximum(apart / needed, 1e-6).max(axis=1)
    return points / float(np.median(room))


def _moved_apart(points: Points, boxes: Points) -> Points:
    """Every pair that overlaps is pushed apart the shorter way, again and again; at last everything is stretched."""
    import numpy as np

    points = points.copy()
    needed = (boxes[:, None] + boxes[None, :]) / 2 + GAP
    upper = np.triu(np.ones(needed.shape[:2], dtype=bool), 1)
    for turn in range(10 * _PUSHES):
        way = points[:, None] - points[None, :]
        lack = needed - np.abs(way)
        touching = upper & (lack > 0.01).all(axis=2)
        if not touching.any():
            break
        first, second = np.nonzero(touching)
        missing, ways = lack[first, second], way[first, second]
        across = missing[:, 0] < missing[:, 1]
        signs = np.where(ways >= 0, 1.0, -1.0)
        step = np.where(np.stack([across, ~across], axis=1), missing * signs, 0.0) * 0.26
        np.add.at(points, first, step)
        np.add.at(points, second, -step)
        if turn >= _PUSHES:  # they stand in each other's way
            points *= 1.01
    return points


def _packed(parts: Sequence[Placed], width: float) -> Placed:
    """Components in rows, as many beside each other as fit."""
    centres: dict[str, tuple[float, float]] = {}
    across = down = high = far = 0.0
    for part in parts:
        if across and across + part.width > width:
            across, down, high = 0.0, down + high + APART, 0.0
        for key, (x, y) in part.centres.items():
            centres[key] = (x + across, y + down)
        across += part.width + APART
        high = max(high, part.height)
        far = max(far, across - APART)
    return Placed(centres, far, down + high)
