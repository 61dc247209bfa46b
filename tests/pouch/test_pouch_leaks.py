"""Nothing is in a pouch but what its readers may have: no secret, no bin, no note of the desk's own, no path."""

import getpass
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.brief.addresses import Spot
from briefing.desk import Desk
from briefing.errors import LeakError, PouchError
from briefing.pouch.notebook import Notebook
from briefing.pouch.reading import open_pouch
from briefing.pouch.reply import make_reply
from briefing.store import engine
from tests.export.test_leaks import LEVELS, REMARK, Secret, _add
from tests.pouch.staging import a_submission, at, issue

OWN = ("zimtalon", "karvenox", "ulmpfote", "wextrilo", "bin-quastor", "yondermal", "dorvanyl", REMARK)
"""Words of the desk alone: sensitivities, a note, comments on a draft, a deleted one, a record, the log, on records."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, tuple[Secret, ...], dict[str, str]]]:
    """A store with records on three levels, and the same brief issued under each of them."""
    folder = tmp_path_factory.mktemp("leaks")
    desk = Desk.new_from_sample(folder / "crisis.db", "Anna Berg")
    secrets = tuple(_add(desk, folder, level, number) for number, level in enumerate(LEVELS))
    for secret in secrets:
        source, _actor, issue_id, _event, _fact, _position, quote = secret.ids
        desk.edit("issue", issue_id, {"sensitivities": OWN[0]})
        desk.edit("quote", quote, {"editor_note": OWN[1]})
        desk.edit("source", source, {"notes": OWN[1]})
    # Whoever remarked on something secret still signs open pouches: a name of an author is no secret of the record.
    desk.comment_on("quote", secrets[2].ids[6], OWN[6], author="Zora Kell")
    gone = desk.create("issue", {"title": OWN[4]})
    desk.delete("issue", gone)
    briefs = {}
    for level in LEVELS:
        one = a_submission(desk, f"Talks under {level}")
        desk.edit("brief", one, {"profile": "tlp", "ceiling": level, "marking": level})
        briefs[level] = one
        desk.add_comment(Spot(one, None), OWN[2])
        desk.edit("issue", desk.open_issues()[-1].id, {"background": OWN[5]})
        desk.undo()
        issue(desk, one)
        bin_ = desk.add_comment(Spot(one, 1), OWN[3])
        desk.delete("comment", bin_)
        desk.add_comment(Spot(one, 1, at(desk.tree_of(one, 1), "Note the risk")), f"Seen under {level}.")
    yield desk, secrets, briefs
    desk.close()


def shown(path: Path) -> str:
    """Every text of a file, of its rows, and of the contents in it, blanks and capitals aside."""
    told = [path.name, path.read_bytes().decode("latin-1"), path.read_bytes().decode("utf-8", "replace")]
    connection = engine.connect(path, mode="immutable")
    for table in [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]:
        for row in connection.execute(f"SELECT * FROM {table}"):
            told += [one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in tuple(row)]
    connection.close()
    return "\n".join(told).replace("\\n", "").replace("\n", "").replace(" ", "").casefold()


@pytest.mark.parametrize("level", LEVELS)
def test_a_pouch_shows_its_level_and_nothing_above(
    desk: tuple[Desk, tuple[Secret, ...], dict[str, str]], tmp_path: Path, level: str
) -> None:
    at_desk, secrets, briefs = desk
    allowed = LEVELS.index(level)
    out = tmp_path / "a.pouch"
    done = at_desk.make_pouch([briefs[one] for one in LEVELS[: allowed + 1]], out, ceiling=level, desk="Zora Kell")
    told = shown(out)
    for number, secret in enumerate(secrets):
        words = [*secret.words, *secret.ids]
        there = [word for word in words if word.replace(" ", "").casefold() in told]
        assert bool(there) == (number <= allowed), (level, secret.level, there)
    assert {one.id for one in done.withheld} >= {one for secret in secrets[allowed + 1 :] for one in secret.ids[:3]}
    for word in OWN:
        assert word.casefold() not in told, word
    for private in (str(tmp_path), str(at_desk.store.path), str(Path.home()), f"/{getpass.getuser()}/", "/tmp/"):
        assert private.casefold() not in told, private
    assert done.cover.marking == level
    pouch = open_pouch(out)
    for one in LEVELS[: allowed + 1]:
        assert [note.text for note in pouch.notes(briefs[one])] == [f"Seen under {one}."]
    notebook = Notebook(tmp_path / "reading", "The Minister")
    notebook.comment(pouch, Spot(briefs[level], 1, at(pouch.tree(briefs[level]), "Agree to talks")), "My remark.")
    answer = make_reply(pouch, notebook).decode("utf-8").casefold()
    pouch.close()
    assert "my remark." in answer
    words = [word for secret in secrets for word in (*secret.words, *secret.ids)]
    for word in (*words, *OWN, f"seen under {level}", str(tmp_path), str(Path.home())):
        assert word.casefold() not in answer, word  # a reply holds the reader's notes and nothing of the briefs


@pytest.mark.parametrize("ceiling", ["", "TLP:CLEAR"], ids=["none named", "the brief's own"])
def test_a_note_that_is_marked_higher_than_its_brief_stays_at_the_desk(
    desk: tuple[Desk, tuple[Secret, ...], dict[str, str]], tmp_path: Path, ceiling: str
) -> None:
    at_desk, _, briefs = desk
    one = briefs["TLP:CLEAR"]
    unit = at(at_desk.tree_of(one, 1), "Note the risk")
    first = at_desk.add_comment(Spot(one, 1, unit, start=0, end=13), "Zukravel must not know.")
    at_desk.edit("comment", first, {"marking": "TLP:RED"})
    answer = at_desk.reply(first, "Who told them?")
    at_desk.edit("comment", answer, {"marking": "TLP:CLEAR"})
    done = at_desk.make_pouch([one], tmp_path / "a.pouch", ceiling=ceiling)
    assert first in {held.id for held in done.withheld}
    told = shown(tmp_path / "a.pouch")
    assert "zukravel" not in told
    assert first not in told
    pouch = open_pouch(tmp_path / "a.pouch")
    assert {note.text for note in pouch.notes(one)} == {"Seen under TLP:CLEAR.", "Who told them?"}
    pouch.close()
    for note in (answer, first):
        at_desk.delete("comment", note)


def test_a_brief_above_the_ceiling_is_refused_by_name(
    desk: tuple[Desk, tuple[Secret, ...], dict[str, str]], tmp_path: Path
) -> None:
    at_desk, _, briefs = desk
    with pytest.raises(PouchError, match=r"“Talks under TLP:RED” was issued as TLP:RED, which lies above .*TLP:GREEN"):
        at_desk.make_pouch([briefs["TLP:CLEAR"], briefs["TLP:RED"]], tmp_path / "a.pouch", ceiling="TLP:GREEN")
    assert not list(tmp_path.glob("*.pouch"))


def test_a_comment_that_names_what_is_withheld_stops_the_pouch(
    desk: tuple[Desk, tuple[Secret, ...], dict[str, str]], tmp_path: Path
) -> None:
    at_desk, secrets, briefs = desk
    one = briefs["TLP:CLEAR"]
    at_desk.add_comment(Spot(one, 1), f"What of the “Accord {secrets[2].words[3]}”?")
    with pytest.raises(LeakError, match="comments and decisions"):
        at_desk.make_pouch([one], tmp_path / "a.pouch", ceiling="TLP:CLEAR")
    at_desk.undo()
    at_desk.make_pouch([one], tmp_path / "a.pouch", ceiling="TLP:CLEAR")


def test_a_record_that_was_marked_higher_since_stops_the_pouch(
    desk: tuple[Desk, tuple[Secret, ...], dict[str, str]], tmp_path: Path
) -> None:
    at_desk, secrets, briefs = desk
    at_desk.edit("issue", secrets[0].ids[2], {"marking": "TLP:RED"})
    with pytest.raises(LeakError, match="lies above the ceiling"):
        at_desk.make_pouch([briefs["TLP:CLEAR"]], tmp_path / "a.pouch", ceiling="TLP:CLEAR")
    at_desk.undo()


def test_no_comment_on_a_record_is_in_an_evidence_pack(
    desk: tuple[Desk, tuple[Secret, ...], dict[str, str]],
) -> None:
    at_desk, secrets, _ = desk
    brief = at_desk.new_brief("quote-sheet", "Who said what")
    at_desk.edit("brief", brief, {"profile": "tlp", "ceiling": LEVELS[2], "marking": LEVELS[2]})
    issue(at_desk, brief)
    pack = zipfile.ZipFile(io.BytesIO(at_desk.evidence(brief, whole_texts=True)))
    told = "\n".join(pack.read(name).decode("utf-8", "replace") for name in pack.namelist())
    assert secrets[0].words[0] in told and REMARK not in told
