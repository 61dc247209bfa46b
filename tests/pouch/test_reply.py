"""Replies from elsewhere: altered, cut short, hostile or huge. Each is taken as plain words, or refused as a whole."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.brief.addresses import Spot
from briefing.brief.frozen import canonical
from briefing.desk import Desk
from briefing.errors import PouchError
from briefing.ids import new_id
from briefing.model import Comment
from briefing.pouch.notebook import Notebook
from briefing.pouch.notes import note_of, values_of
from briefing.pouch.reading import open_pouch
from briefing.pouch.reply import make_reply, read_reply
from tests.pouch.staging import a_submission, at, issue, signed


@pytest.fixture(scope="module")
def brief(desk: Desk) -> str:
    one = a_submission(desk)
    issue(desk, one)
    return one


@pytest.fixture(scope="module")
def sent(desk: Desk, brief: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A reply with one comment."""
    folder = tmp_path_factory.mktemp("reader")
    desk.make_pouch([brief], folder / "a.pouch")
    pouch = open_pouch(folder / "a.pouch")
    notebook = Notebook(folder / "reading", "The Minister")
    notebook.comment(pouch, Spot(brief, 1, at(pouch.tree(brief), "Note the risk")), "<script>alert(1)</script> {{x}}")
    pouch.close()
    return make_reply(pouch, notebook)


@pytest.fixture
def reply(sent: bytes, tmp_path: Path) -> Path:
    """A file with a reply, of which nothing was taken yet."""
    path = tmp_path / "a.reply"
    path.write_bytes(sent)
    return path


@pytest.fixture(autouse=True)
def untouched(desk: Desk, brief: str) -> Iterator[None]:
    """Each test begins without a note on the brief."""
    yield
    while desk.undo_label().startswith("take a reply"):
        desk.undo()
    assert desk.comments_on(brief) == []


def test_hostile_words_in_a_reply_are_plain_words(desk: Desk, brief: str, reply: Path) -> None:
    desk.take_reply(reply)
    assert desk.comments_on(brief)[0].text == "<script>alert(1)</script> {{x}}"


def test_any_altered_byte_or_cut_of_a_reply_is_refused_as_a_whole(desk: Desk, brief: str, reply: Path) -> None:
    data = reply.read_bytes()
    for place in range(0, len(data), max(1, len(data) // 150)):
        reply.write_bytes(data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :])
        with pytest.raises(PouchError, match="othing was taken"):
            desk.take_reply(reply)
    for end in (1, len(data) // 2, len(data) - 1):
        reply.write_bytes(data[:end])
        with pytest.raises(PouchError, match="othing was taken"):
            desk.take_reply(reply)
    assert desk.comments_on(brief) == []


@pytest.mark.parametrize(("change", "words"), [
    (lambda v: v.update(format="briefing-desk-reply/9"), "newer version"),
    (lambda v: v.update(more=1), "no reply of Briefing Desk"),
    (lambda v: v["notes"].append(v["notes"][0]), "a note twice"),
    (lambda v: v["notes"][0].__setitem__(0, "../../etc"), "without an id"),
    (lambda v: v["notes"][0].__setitem__(1, "issue"), "neither a comment nor a decision"),
    (lambda v: v["notes"][0][2].update(deleted="undone"), "neither a comment nor a decision"),
    (lambda v: v["notes"][0][2].update(text=7), "cannot be kept in “Comment”"),
    (lambda v: v["notes"][0][2].update(text="a\x00b"), "control character"),
    (lambda v: v["notes"][0][2].update(text="a" * 200_000), "at most"),
    (lambda v: v["notes"][0][2].update(version=None), "does not name"),
    (lambda v: v["notes"][0][2].update(version=True), "cannot be kept in “Version”"),
    (lambda v: v["notes"][0][2].update(record_kind="sqlite_schema"), "no record"),
    (lambda v: v["briefs"].update({"x": {"title": "", "versions": {}}}), "no reply"),
    (lambda v: v["notes"][0][2].update(written_at="yesterday"), "no reply"),
    (lambda v: v.update(made_at="yesterday"), "no reply"),
    (lambda v: v.update(reader=["The Minister"]), "no reply"),
    (lambda v: v.update(reader="x" * 100_000), "no reply"),
])  # fmt: skip
def test_a_reply_that_holds_what_cannot_be_is_refused(
    desk: Desk, brief: str, reply: Path, change: Callable[[Any], object], words: str
) -> None:
    value = json.loads(reply.read_bytes())
    change(value)
    reply.write_bytes(signed(value))
    with pytest.raises(PouchError, match=words):
        desk.take_reply(reply)
    assert desk.comments_on(brief) == []


def test_a_note_that_takes_the_id_of_another_record_is_refused(desk: Desk, brief: str, reply: Path) -> None:
    value = json.loads(reply.read_bytes())
    value["notes"][0][0] = desk.ids("issue")[0]
    reply.write_bytes(signed(value))
    with pytest.raises(PouchError, match="under the name of another record"):
        desk.take_reply(reply)


def test_replies_to_nobody_and_in_a_circle_are_kept(desk: Desk, brief: str, reply: Path) -> None:
    value = json.loads(reply.read_bytes())
    one, kind, fields = value["notes"][0]
    others = [new_id() for _ in range(3)]
    value["notes"] = [
        [others[0], kind, {**fields, "parent": others[1]}],
        [others[1], kind, {**fields, "parent": others[0]}],
        [others[2], kind, {**fields, "parent": "nobody"}],
        [one, kind, {**fields, "parent": others[2]}],
    ]
    reply.write_bytes(signed(value))
    assert len(desk.take_reply(reply).new) == 4
    assert desk.get(Comment, one).parent == others[2]
    assert len(desk.notes_of(brief, 1).placed.notes) == 4


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40))
def test_a_note_comes_back_from_its_values_as_it_was(text: str) -> None:
    one = Comment(id=new_id(), record_kind="brief", record="b", text=text, version=3, unit='[{"a": 1}]', exact=text)
    assert note_of(one.KIND, one.id, json.loads(canonical(values_of(one)))) == one


def test_what_is_no_reply_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(PouchError, match="a database, not a reply"):
        read_reply(desk.save_copy(tmp_path / "copy.db"))
    with pytest.raises(PouchError, match="There is no file"):
        read_reply(tmp_path / "nobody.reply")
    for content in (b"[]", b"null", b"hello", b"[" * 100_000, b'{"format": 1}', b"\xff\xfe"):
        (tmp_path / "x.reply").write_bytes(content)
        with pytest.raises(PouchError, match="no reply of Briefing Desk"):
            read_reply(tmp_path / "x.reply")


def test_a_thousand_comments_are_taken_at_once(desk: Desk, brief: str, reply: Path) -> None:
    value = json.loads(reply.read_bytes())
    one, kind, fields = value["notes"][0]
    value["notes"] = [[f"{one[:-5]}{number:05x}", kind, fields] for number in range(1_000)]
    reply.write_bytes(signed(value))
    assert len(desk.take_reply(reply).new) == 1_000
    assert desk.notes_of(brief, 1).counts()["placed"] == 1_000
