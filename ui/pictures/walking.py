"""From mark to mark by keyboard: which one lies in a direction, and which is next. Quiet marks are passed over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from briefing.pictures.shapes import Mark

_ASIDE = 3
"""What lies so many times nearer straight ahead is preferred to what lies aside."""


def following(marks: Sequence[Mark], number: int, way: int) -> int:
    """The next mark after (or, with -1, before) a number as they are listed; past the end where there is none."""
    number += way
    while 0 <= number < len(marks) and marks[number].quiet:
        number += way
    return number


def nearest(marks: Sequence[Mark], number: int, right: int, down: int) -> int:
    """The nearest mark in a direction; where nothing lies that way, the next as listed, so that each is reached."""
    here = QRectF(*marks[number].bounds).center()
    best, least = -1, float("inf")
    for other, mark in enumerate(marks):
        if other == number or mark.quiet:
            continue
        way = QRectF(*mark.bounds).center() - here
        along = way.x() * right + way.y() * down
        cost = along + _ASIDE * abs(way.y() if right else way.x())
        if along > 0.5 and cost < least:
            best, least = other, cost
    return best if best >= 0 else following(marks, number, right or down)
