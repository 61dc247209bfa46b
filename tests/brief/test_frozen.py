"""A frozen brief comes back exactly as it was, and nothing else comes back at all."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from briefing.brief import frozen, tree
from briefing.brief.frozen import FrozenBriefError, canonical, freeze, thaw, thaw_bytes
from briefing.brief.tree import Brief, Figure, ListBlock, NoteRef, Paragraph, Style, Table, Text
from briefing.desk import Desk
from briefing.pictures import shapes
from tests.brief.trees import values
from tests.export.conftest import build_issue_brief, build_one_page


@settings(max_examples=60)
@given(values(Brief, 3))
def test_what_is_thawed_is_what_was_frozen(brief: Brief) -> None:
    kept = canonical(freeze(brief))
    assert thaw(json.loads(kept)) == brief
    assert canonical(freeze(thaw_bytes(kept))) == kept


def every_class() -> list[type]:
    return [
        one
        for module in (tree, shapes)
        for one in vars(module).values()
        if is_dataclass(one) and isinstance(one, type) and one.__module__ == module.__name__
    ]


@pytest.mark.parametrize("kind", every_class())
def test_every_class_of_the_tree_can_be_kept(kind: type) -> None:
    """Also those that the property test meets seldom; a new one is tried by itself."""
    made = values(kind, 1)

    @settings(max_examples=3)
    @given(made)
    def both_ways(value: Any) -> None:
        from briefing.brief.frozen import _frozen, _thawed

        assert _thawed(json.loads(canonical(_frozen(value, kind))), kind, "") == value

    both_ways()


@pytest.mark.parametrize("build", [build_one_page, build_issue_brief])
def test_whole_briefs_come_back(build: Callable[[], Brief]) -> None:
    brief = build()
    assert thaw_bytes(canonical(freeze(brief))) == brief


@pytest.fixture
def desk(crisis_db: Path) -> Iterator[Desk]:
    opened = Desk.open(crisis_db, "Anna")
    yield opened
    opened.close()


def test_the_brief_of_the_sample_comes_back_with_its_pictures(desk: Desk) -> None:
    made = desk.new_brief("issue-brief", "With pictures")
    desk.include_block(made, "actor_map", included=True)
    brief = desk.compose("issue-brief", brief=made)
    kept = canonical(freeze(brief))
    assert any(isinstance(block, Figure) for block in tree.walk_blocks(brief.blocks))
    assert thaw_bytes(kept) == brief
    assert canonical(freeze(desk.compose("issue-brief", brief=made))) == kept


def test_canonical_bytes() -> None:
    assert canonical({"b": ["Вучић", 1.0], "a": None}) == '{"a":null,"b":["Вучић",1.0]}\n'.encode()


def test_whole_widths_and_broken_ones_are_the_same_bytes() -> None:
    kept = [canonical(freeze(replace(build_one_page(), blocks=(table(w),)))) for w in (1, 1.0)]
    assert kept[0] == kept[1]


def table(width: float) -> Table:
    return Table("", ("a",), (), (width,))


def changed(change: Callable[[dict[str, Any]], object]) -> object:
    """The frozen form of a small brief after `change` was done to its `brief`."""
    brief = replace(
        build_one_page(),
        blocks=(Paragraph((Text("x"), NoteRef(1))), table(1.0), figure()),
        style=Style(duplex=True),
    )
    value = copy.deepcopy(freeze(brief))
    change(value["brief"])
    return value


def figure() -> Figure:
    box = shapes.Box(0, 0, 1, 1, fill=shapes.Tone.CARD)
    return Figure("c", "a", shapes.Picture("t", "d", 1, 1, (box,), ()))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda b: b.pop("title"), r"brief\.title should be a value"),
        (lambda b: b.pop("style"), r"brief\.style should be a value"),
        (lambda b: b.update(title=1), r"brief\.title should be a text"),
        (lambda b: b.update(one_page=1), r"brief\.one_page should be true or false"),
        (lambda b: b.update(extra=1), r"brief\.extra is not known"),
        (lambda b: b.update(type="Path"), r"brief should be one of: Brief"),
        (lambda b: b.update(blocks={}), r"brief\.blocks should be a list"),
        (lambda b: b.update(meta=[["a"]]), r"brief\.meta\[0\] should be a list of 2"),
        (lambda b: b["blocks"].append("x"), r"brief\.blocks\[3\] should be one of: Heading"),
        (lambda b: b["blocks"].append({"type": "Text", "text": "x"}), r"brief\.blocks\[3\] should be one of: Heading"),
        (lambda b: b["blocks"].append({"type": "os.system"}), r"brief\.blocks\[3\] should be one of"),
        (lambda b: b["blocks"].append({"type": ["Text"]}), r"brief\.blocks\[3\] should be one of"),
        (lambda b: b["blocks"][0]["runs"][1].update(number=True), r"runs\[1\]\.number should be a whole number"),
        (lambda b: b["blocks"][0].update(number="1"), r"blocks\[0\]\.number should be a whole number"),
        (lambda b: b["blocks"][1].update(widths=[float("nan")]), r"widths\[0\] should be a number"),
        (lambda b: b["blocks"][1].update(widths=[10**400]), r"widths\[0\] should be a number"),
        (lambda b: b["blocks"][2].update(picture=None), r"picture should be one of: Picture"),
        (lambda b: b["blocks"][2]["picture"]["ground"][0].update(fill="pink"), r"fill should be one of: text, muted"),
    ],
)
def test_what_was_not_frozen_is_refused(change: Callable[[dict[str, Any]], object], sentence: str) -> None:
    with pytest.raises(FrozenBriefError, match=sentence):
        thaw(changed(change))


@pytest.mark.parametrize("value", [None, [], "x", {}, {"format": "briefing-desk-frozen/2", "brief": {}}])
def test_another_format_is_refused(value: object) -> None:
    with pytest.raises(FrozenBriefError, match="no frozen brief of the format"):
        thaw(value)


@pytest.mark.parametrize("data", [b"", b"\xff", b"{", b"[" * 100_000, b"1" * 5000])
def test_bytes_that_hold_no_brief_are_refused(data: bytes) -> None:
    with pytest.raises(FrozenBriefError):
        thaw_bytes(data)


def test_a_brief_without_an_end_is_refused() -> None:
    block: tree.Block = Paragraph(())
    for _ in range(2000):
        block = ListBlock(((block,),))
    with pytest.raises(FrozenBriefError, match="nested too deeply"):
        freeze(replace(build_one_page(), blocks=(block,)))


@pytest.mark.parametrize("value", ["\ud800", float("inf")])
def test_what_utf_8_or_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(FrozenBriefError, match="cannot be kept"):
        canonical(value)


def test_every_field_is_written() -> None:
    """So that a default that is changed later does not change a brief that was issued."""
    assert {one.name for one in fields(Brief)} | {"type"} == set(freeze(build_one_page())["brief"])


def test_a_field_that_came_later_gets_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    older = changed(lambda brief: brief.pop("handling"))
    with pytest.raises(FrozenBriefError):
        thaw(older)
    monkeypatch.setattr(frozen, "ADDED_LATER", frozenset({"Brief.handling"}))
    assert thaw(older).handling == ""
