"""A pouch holds what was issued, opens anywhere, and says which part somebody altered on its way."""

import base64
import os
import re
import stat
from pathlib import Path

import pytest

from briefing.brief.addresses import Spot
from briefing.desk import Desk
from briefing.errors import ExportError, NotFoundError, PouchError, SealedPouchError
from briefing.model import Quote
from briefing.pouch import sealing
from briefing.pouch.making import ENDING
from briefing.pouch.reading import Pouch, open_pouch
from briefing.store import engine
from briefing.store.pouch_file import BY_BRIEF, PARTS, application_of
from tests.pouch.staging import MADE_AT, a_submission, altered, at, issue


@pytest.fixture(scope="module")
def brief(desk: Desk) -> str:
    """A submission that was issued, commented on and decided."""
    one = a_submission(desk)
    issue(desk, one)
    tree = desk.tree_of(one, 1)
    first = desk.add_comment(Spot(one, 1, at(tree, "Agree to talks")), "Early autumn?", author="The Minister")
    desk.reply(first, "From September on.")
    desk.decide(Spot(one, 1), "discuss", author="The Minister")
    return one


@pytest.fixture(scope="module")
def made(desk: Desk, brief: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("made") / "a.pouch"
    desk.make_pouch([brief, desk_brief(desk)], out, readers=("The Minister",), made_at=MADE_AT)
    return out.read_bytes()


def desk_brief(desk: Desk) -> str:
    """The one-page brief of the sample, issued."""
    one = desk.briefs("one-page")[0].id
    if not desk.versions(one):
        issue(desk, one)
    return one


@pytest.fixture
def path(made: bytes, tmp_path: Path) -> Path:
    file = tmp_path / f"monday{ENDING}"
    file.write_bytes(made)
    return file


def opened(path: Path) -> Pouch:
    pouch = open_pouch(path)
    pouch.close()
    return pouch


def test_a_pouch_holds_what_was_issued_exactly(desk: Desk, brief: str, path: Path) -> None:
    pouch = open_pouch(path)
    assert [one.title for one in pouch.briefs] == ["Talks on number plates", desk.title("brief", desk_brief(desk))]
    assert pouch.cover.readers == ("The Minister",)
    assert (pouch.cover.desk, pouch.cover.made_at, pouch.cover.store) == ("Anna Berg", MADE_AT, desk.store.site)
    for one in pouch.briefs:
        assert pouch.tree(one.id) == desk.frozen(desk.version(one.id).id)
        for kept in desk.kept_files(desk.version(one.id)):
            assert pouch.file(one.id, kept.format) == desk.kept_file(kept.sha256)
    seen, at_desk = pouch.reviewed(brief), desk.notes_of(brief, 1)
    assert seen.placed == at_desk.placed
    assert (seen.threads, seen.decisions, seen.decidable) == (at_desk.threads, at_desk.decisions, at_desk.decidable)
    assert pouch.since(brief, 1) is None
    assert pouch.since(brief, 0) is None
    with pytest.raises(NotFoundError, match="Version 7"):
        pouch.tree(brief, 7)
    with pytest.raises(NotFoundError, match="no PDF"):
        pouch.file(brief, "pdf")
    with pytest.raises(NotFoundError, match="not in the pouch"):
        pouch.tree("another")
    pouch.check()
    pouch.close()


def test_what_is_cited_can_be_followed(desk: Desk, path: Path) -> None:
    pouch = open_pouch(path)
    one = desk_brief(desk)
    for quote in desk.among(Quote, pouch.tree(one).quotes):
        passage = pouch.passage(one, quote.id)
        assert passage is not None
        assert passage.passage[passage.start : passage.end] == quote.exact
        assert passage.text_sha256 == quote.text_sha256
        archived = desk.quote_archive(quote)
        assert archived is not None
        assert archived.text[passage.at :].startswith(passage.passage)
        record = pouch.record(one, quote.id)
        assert record is not None
        assert "Speaker" in dict(record.fields)
    issue_id = next(record.id for record in pouch.records(one).values() if record.kind == "issue")
    told = pouch.record(one, issue_id)
    assert told is not None
    assert told.title == desk.title("issue", issue_id)
    assert pouch.record(one, "nobody") is None
    pouch.close()


def test_records_are_told_as_they_were_when_the_brief_was_issued(tmp_path: Path) -> None:
    desk = Desk.new_from_sample(tmp_path / "c.db", "Anna")
    one = desk_brief(desk)
    first, second = desk.open_issues()[:2]
    desk.edit("issue", first.id, {"title": "Renamed afterwards", "next_step": "Not yet cleared"})
    desk.delete("issue", second.id)
    desk.make_pouch([one], tmp_path / "a.pouch")
    pouch = open_pouch(tmp_path / "a.pouch")
    told = pouch.record(one, first.id)
    assert told is not None
    assert (told.title, dict(told.fields).get("Next step", "")) == (first.title, first.next_step)
    assert pouch.record(one, second.id) is None
    pouch.close()
    assert b"Not yet cleared" not in (tmp_path / "a.pouch").read_bytes()
    desk.close()


def test_the_same_briefs_give_the_same_bytes(desk: Desk, brief: str, made: bytes, tmp_path: Path) -> None:
    for name in ("a.pouch", "b.pouch"):
        done = desk.make_pouch([brief, desk_brief(desk)], tmp_path / name, readers=("The Minister",), made_at=MADE_AT)
        assert (tmp_path / name).read_bytes() == made
        assert done.bytes == len(made)
        assert done.cover.id == opened(tmp_path / name).cover.id


def test_a_pouch_opens_in_a_folder_that_can_only_be_read_and_leaves_nothing_there(path: Path, brief: str) -> None:
    before = sorted(path.parent.iterdir())
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        pouch = open_pouch(path)
        pouch.reviewed(brief)
        pouch.check()
        assert sorted(path.parent.iterdir()) == before
        pouch.close()
    finally:
        path.parent.chmod(0o700)


# what is refused when it is made


def test_what_cannot_go_into_a_pouch_is_said(desk: Desk, brief: str, tmp_path: Path) -> None:
    out = tmp_path / "a.pouch"
    with pytest.raises(PouchError, match="at least one"):
        desk.make_pouch([], out)
    draft = desk.new_brief("one-page", "Never issued")
    with pytest.raises(NotFoundError, match="was never issued"):
        desk.make_pouch([draft], out)
    with pytest.raises(ExportError, match="no level of the profile"):
        desk.make_pouch([brief], out, ceiling="TLP:RED")
    out.write_text("something of mine")
    with pytest.raises(ExportError, match="already in"):
        desk.make_pouch([brief], out)
    assert out.read_text() == "something of mine"
    desk.make_pouch([brief], out, overwrite=True)
    desk.delete("brief", draft)
    with pytest.raises(PouchError, match="in the bin"):
        desk.make_pouch([draft], out)


# what is refused when it is opened


@pytest.mark.parametrize(("statement", "part"), [
    ("UPDATE meta SET v = 'Eve' WHERE k = 'desk'", "its cover"),
    ("UPDATE brief SET title = title || '.'", "the list of its briefs"),
    ("UPDATE version SET number = 2", "the list of versions"),
    ("UPDATE file SET pages = 7", "the list of files"),
    ("UPDATE note SET fields = replace(fields, 'discuss', 'agreed')", "the comments and decisions"),
    ("DELETE FROM note WHERE kind = 'decision'", "the comments and decisions"),
    ("INSERT INTO note VALUES('x', 'y', 'comment', '{}')", "the comments and decisions"),
    ("UPDATE record SET title = 'x' WHERE kind = 'issue'", "the records"),
    ("UPDATE passage SET fields = replace(fields, 'agreement', 'Agreement')", "the passages of sources"),
    ("INSERT INTO blob VALUES('0', x'00')", "the contents of its briefs"),
    ("UPDATE manifest SET rows = rows + 1 WHERE part LIKE 'note%'", "its manifest"),
    ("DELETE FROM manifest", "its manifest"),
    ("CREATE TABLE more(x)", "its structure"),
    ("CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END", "its structure"),
    ("DROP TABLE note", "its structure"),
    ("PRAGMA user_version = 0", "its structure"),
])  # fmt: skip
def test_the_part_that_was_altered_is_named(path: Path, statement: str, part: str) -> None:
    altered(path, statement)
    with pytest.raises(PouchError, match=rf"altered or damaged on its way\. What is not as .* put it in: {part}\."):
        pouch = open_pouch(path)
        try:
            pouch.check()
        finally:
            pouch.close()


def test_altered_contents_are_named_when_they_are_read(path: Path, brief: str, desk: Desk) -> None:
    altered(
        path, "UPDATE blob SET data = CAST(replace(CAST(data AS TEXT), 'Agree to talks', 'Agree to walks') AS BLOB)"
    )
    pouch = open_pouch(path)
    with pytest.raises(PouchError, match="version 1 of “Talks on number plates”"):
        pouch.tree(brief)
    with pytest.raises(PouchError, match=r"put it in: “.*md”"):
        pouch.file(brief, "md")
    assert pouch.tree(desk_brief(desk))
    with pytest.raises(PouchError, match="altered"):
        pouch.check()
    pouch.close()


def rows_of(pouch: Pouch) -> object:
    """Everything in a pouch but its contents."""
    whole = {part: pouch._file.rows(part) for part in PARTS if part != "blob" and part not in BY_BRIEF}
    return whole, {(part, one.id): pouch._file.rows(part, one.id) for part in BY_BRIEF for one in pouch.briefs}


def test_one_altered_byte_anywhere_is_found_or_changes_nothing(path: Path, made: bytes, brief: str) -> None:
    pouch = open_pouch(path)
    told = rows_of(pouch)
    trees = {one.id: pouch.tree(one.id) for one in pouch.briefs}
    pouch.close()
    found = 0
    for place in range(3, len(made), len(made) // 120):
        path.write_bytes(made[:place] + bytes([made[place] ^ 0x15]) + made[place + 1 :])
        try:
            pouch = open_pouch(path)
        except PouchError:
            found += 1
            continue
        try:
            pouch.check()
            assert rows_of(pouch) == told
            assert {one.id: pouch.tree(one.id) for one in pouch.briefs} == trees
        except PouchError:
            found += 1
        finally:
            pouch.close()
    assert found > 60


def test_a_pouch_that_was_cut_short_is_refused(path: Path, made: bytes) -> None:
    for share in (0.02, 0.3, 0.5, 0.99):
        path.write_bytes(made[: int(len(made) * share)])
        with pytest.raises(PouchError):
            pouch = open_pouch(path)
            try:
                pouch.check()
            finally:
                pouch.close()


def test_files_that_are_no_pouch_are_told_from_it(path: Path, desk: Desk, tmp_path: Path) -> None:
    altered(path, "PRAGMA user_version = 9")
    with pytest.raises(PouchError, match=r"newer version of Briefing Desk \(format 9; this version reads up to 1\)"):
        open_pouch(path)
    altered(path, "PRAGMA application_id = 7")
    with pytest.raises(PouchError, match="a database, but not a pouch"):
        open_pouch(path)
    copy = desk.save_copy(tmp_path / "copy.db")
    with pytest.raises(PouchError, match="is a store, not a pouch"):
        open_pouch(copy)
    for content, words in ((b"", "is empty"), (b"hello" * 500, "is not a pouch")):
        path.write_bytes(content)
        with pytest.raises(PouchError, match=words):
            open_pouch(path)
    for missing in (tmp_path / "nobody.pouch", tmp_path):
        with pytest.raises(PouchError, match="There is no file"):
            open_pouch(missing)
    assert application_of(copy) == engine.APPLICATION_ID


# sealing


def test_a_pouch_that_is_sealed_to_a_key_opens_with_that_key_alone(
    desk: Desk, brief: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "session"
    private.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(private))
    public, keys = sealing.new_key()
    other, _ = sealing.new_key()
    out = tmp_path / "a.pouch"
    done = desk.make_pouch([brief], out, keys=[other, public])
    assert done.sealed
    data = out.read_bytes()
    assert b"Talks on number plates" not in data
    with pytest.raises(SealedPouchError, match="choose your key file") as told:
        open_pouch(out)
    assert not told.value.passphrase
    with pytest.raises(SealedPouchError, match="sealed to others"):
        open_pouch(out, keys=sealing.new_key()[1])
    with pytest.raises(PouchError, match="holds no key"):
        open_pouch(out, keys="my key")
    pouch = open_pouch(out, keys=keys)
    assert pouch.sealed
    assert pouch.tree(brief).title == "Talks on number plates"
    pouch.check()
    pouch.close()
    assert not list(private.iterdir())
    for altered_ in (data[: len(data) // 2], data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]):
        out.write_bytes(altered_)
        with pytest.raises(PouchError, match="altered or damaged"):
            open_pouch(out, keys=keys)
    assert not list(private.iterdir())


def test_a_passphrase_seals_and_opens(tmp_path: Path) -> None:
    sealed = sealing.seal(b"words", passphrase="three green ferries")
    assert sealing.is_sealed(sealed)
    assert sealing.by_passphrase(sealed)
    with pytest.raises(SealedPouchError, match="Please enter it") as told:
        sealing.unseal(sealed, "a.pouch")
    assert told.value.passphrase
    quick = re.sub(rb"(-> scrypt \S+) \d+", rb"\1 1", sealed)  # made with little work, so of another passphrase
    with pytest.raises(SealedPouchError, match="does not open"):
        sealing.unseal(quick, "a.pouch", passphrase="three green ferries")
    assert sealing.unseal(sealed, "a.pouch", passphrase="three green ferries") == b"words"


def test_sealed_bytes_in_letters_are_opened_as_well() -> None:
    import pyrage
    from pyrage import x25519

    public, keys = sealing.new_key()
    sealed = pyrage.encrypt(b"words", [x25519.Recipient.from_str(public)], armored=True)
    assert sealing.is_sealed(sealed)
    assert not sealing.by_passphrase(sealed)
    assert sealing.unseal(sealed, "a.pouch", keys) == b"words"
    letters = base64.b64encode(b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n" + b"x" * 200)
    assert sealing.by_passphrase(b"-----BEGIN AGE ENCRYPTED FILE-----\n" + letters + b"\n-----END")


def test_what_a_pouch_would_hold_is_told_before(desk: Desk, brief: str, tmp_path: Path) -> None:
    told = desk.preview_pouch([brief])
    first = told.briefs[0]
    assert (first.title, first.version, first.comments, first.decisions) == ("Talks on number plates", 1, 2, 1)
    assert told.cover.desk == "Anna Berg"
    with pytest.raises(PouchError, match="at least one"):
        desk.preview_pouch([])
    assert desk.preview_pouch([brief], comments=False).briefs[0].comments == 0
    desk.make_pouch([brief], tmp_path / "a.pouch", comments=False)
    assert opened(tmp_path / "a.pouch").cover.id
    pouch = open_pouch(tmp_path / "a.pouch")
    assert pouch.notes(brief) == ()
    pouch.close()


def test_weak_or_doubtful_sealing_is_refused(desk: Desk, brief: str, tmp_path: Path) -> None:
    out = tmp_path / "a.pouch"
    with pytest.raises(PouchError, match="at least 12"):
        desk.make_pouch([brief], out, passphrase="secret")
    with pytest.raises(PouchError, match="no public key"):
        desk.make_pouch([brief], out, keys=["age1nonsense"])
    with pytest.raises(PouchError, match="not both"):
        desk.make_pouch([brief], out, keys=[sealing.new_key()[0]], passphrase="three green ferries")
    assert not out.exists()
    assert sealing.seal(b"words") == b"words"


def test_the_plain_copy_of_a_sealed_pouch_is_for_its_owner_alone() -> None:
    path = sealing.private_file(b"words")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    sealing.remove(path)
    assert not path.parent.exists()
