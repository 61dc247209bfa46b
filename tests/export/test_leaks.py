"""What lies above a ceiling leaves no trace in any file: no word, id, name, number, gap or property."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from briefing.brief.compose import Order
from briefing.brief.tree import Block, Brief, Callout, Changed, Heading, Paragraph, Sheet, Text
from briefing.desk import Desk
from briefing.errors import ExportError, LeakError, NotFoundError
from briefing.export import leaks
from briefing.export.leaks import refuse_leaks
from briefing.model import Event, Fact, Issue, Quote, Source
from briefing.store import withheld as hiding

LEVELS = ("TLP:CLEAR", "TLP:GREEN", "TLP:RED")
FORMATS = ("md", "html", "pdf", "docx", "json", "csv")
REMARK = "wortelix"
"""Stands in a comment on every record; no comment on a record leaves the desk, whatever its level."""
TEMPLATES = ("one-page", "issue-brief", "meeting-brief", "quote-sheet", "situation-update", "submission")


@dataclass(frozen=True)
class Secret:
    """The words and ids that records of one level brought into the store."""

    level: str
    words: tuple[str, ...]
    ids: tuple[str, ...]


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, tuple[Secret, ...]]]:
    """A copy of the sample with records of every kind on three levels, each with words of its own."""
    folder = tmp_path_factory.mktemp("levels")
    desk = Desk.new_from_sample(folder / "crisis.db", "Anna")
    secrets = tuple(_add(desk, folder, level, number) for number, level in enumerate(LEVELS))
    yield desk, secrets
    desk.close()


def _add(desk: Desk, folder: Path, level: str, number: int) -> Secret:
    """One record of each kind; their words are made of letters that stand nowhere else."""
    w = [f"{name}{'qzx'[number]}{number}" for name in ("zorblat", "quimper", "vextor", "hulgar", "brendix", "olmurk")]
    text = folder / f"{w[0]}.txt"
    text.write_text(f"Preamble. “The {w[0]} will hold until the {w[1]} is signed” said the envoy. End.", "utf-8")
    source = desk.import_file(text).source
    desk.edit("source", source, {"title": f"Cable {w[1]}", "marking": level})
    actor = desk.create("actor", {"name": f"Envoy {w[2]}", "marking": level})
    issue = desk.create(
        "issue",
        {
            "title": f"Accord {w[3]}",
            "state_of_play": f"The {w[3]} talks go on in secret rooms.",
            "marking": level,
            "deadline_edtf": "2022-08-25",
        },
    )
    open_one = desk.open_issues()[-1] if number else desk.get(Issue, issue)
    event = desk.create("event", {"title": f"Meeting {w[4]}", "date_edtf": "2022-08-18", "marking": level}, issue=issue)
    desk.create("participant", {"event": event, "actor": actor})
    fact = desk.create(
        "fact", {"label": f"Strength of {w[5]}", "value": f"{number + 3}7319", "marking": level}, issue=issue
    )
    position = desk.create(
        "position", {"actor": actor, "issue": issue, "summary": f"Wants the {w[5]} kept", "stance": "supports"}
    )
    start = text.read_text("utf-8").index("The ")
    exact = f"The {w[0]} will hold until the {w[1]} is signed"
    quote = desk.capture_quote(source, start, start + len(exact), {"speaker": actor, "is_key": True}, issue=issue)
    desk.link(open_one.id, "quote", quote)
    ids = (source, actor, issue, event, fact, position, quote)
    for kind, one in zip(("source", "actor", "issue", "event", "fact", "position", "quote"), ids, strict=True):
        asked = desk.comment_on(kind, one, f"Is this right? {REMARK}")
        desk.reply(asked, f"It is. {REMARK}")
    return Secret(level, (*w, f"{number + 3}7319"), ids)


def shown(path: Path) -> str:
    """Everything that a file says to a reader or a program, its name among it."""
    data = path.read_bytes()
    told = [path.name, data.decode("latin-1")]
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(io.BytesIO(data))
        told += [page.extract_text() for page in reader.pages]
        told += [str(reader.metadata), reader.xmp_metadata.stream.get_data().decode("utf-8", "replace")]
        told += [str(reader.outline), *(str(one.get_object()) for one in reader.resolved_objects.values())]
    elif path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            told += [part + parts.read(part).decode("utf-8", "replace") for part in parts.namelist()]
    else:
        told.append(data.decode("utf-8"))
    return "\n".join(told).replace("\n", "").replace(" ", "").casefold()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("ceiling", LEVELS)
def test_nothing_above_the_ceiling_is_in_any_file(
    levels: tuple[Desk, tuple[Secret, ...]], tmp_path: Path, ceiling: str, template: str
) -> None:
    desk, secrets = levels
    order = Order(template, profile="tlp", ceiling=ceiling)
    # Every form in every format, on the middle level; pages and Word files of two forms on the others.
    all_formats = ceiling == LEVELS[1] or template in ("issue-brief", "quote-sheet")
    formats = FORMATS if all_formats else tuple(one for one in FORMATS if one not in ("pdf", "docx"))
    done = desk.export(template, formats, tmp_path, order=order, keep_receipt=True)
    allowed = LEVELS.index(ceiling)
    for path in [one.path for one in done.files] + [done.kept]:
        assert path is not None
        told = shown(path)
        assert REMARK not in told, path.name
        for number, secret in enumerate(secrets):
            if number > allowed:
                found = [word for word in (*secret.words, *secret.ids) if word.casefold() in told]
                assert found == [], path.name
    md = next(one.path for one in done.files if one.format == "md").read_text("utf-8")
    if template in ("issue-brief", "quote-sheet"):
        assert secrets[allowed].words[0] in md
    tree = desk.composed(order).tree
    assert tree.marking == ceiling
    assert [note.number for note in tree.notes] == list(range(1, len(tree.notes) + 1))
    assert all(str(done.receipt).find(word) < 0 for one in secrets[allowed + 1 :] for word in one.words)


def test_a_brief_below_the_ceiling_is_what_it_would_be_without_the_rest(
    levels: tuple[Desk, tuple[Secret, ...]], tmp_path: Path
) -> None:
    """No gap in a count, a number or an order: the same store without the records gives the same brief."""
    desk, secrets = levels
    without = Desk.new_from_sample(tmp_path / "less.db", "Anna")
    _add(without, tmp_path, LEVELS[0], 0)
    order = Order("issue-brief", profile="tlp", ceiling=LEVELS[0])
    one, other = desk.composed(order).tree, without.composed(order).tree

    def told(tree: object) -> str:
        text = repr(tree)
        for made in (*secrets[0].ids, *without.ids("source"), *without.ids("quote")):
            text = text.replace(made, "id")
        return text

    assert told(one.blocks) == told(other.blocks)
    assert told(one.notes) == told(other.notes)
    without.close()


def test_words_of_a_withheld_record_in_the_officers_own_text_stop_the_export(
    levels: tuple[Desk, tuple[Secret, ...]], tmp_path: Path
) -> None:
    desk, secrets = levels
    brief = desk.new_brief("one-page", "Talks")
    desk.write_block(brief, "bottom_line", f"We hear of the Accord {secrets[2].words[3]}.")
    order = Order("one-page", brief=brief, profile="tlp", ceiling="TLP:GREEN")
    with pytest.raises(LeakError, match="stands in"):
        desk.export("one-page", FORMATS, tmp_path / "out", order=order)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
    desk.write_block(brief, "bottom_line", f"We hear of {{{{issue:{secrets[2].ids[2]}}}}} nothing.")
    tree = desk.composed(order).tree
    assert secrets[2].ids[2] not in repr(tree)
    assert "We hear of" in repr(tree)
    desk.undo(), desk.undo(), desk.undo()


def test_a_marking_of_another_scheme_is_withheld_and_listed(levels: tuple[Desk, tuple[Secret, ...]]) -> None:
    desk, secrets = levels
    found = desk.composed(Order("issue-brief", profile="uk"))
    marked = {one.id for one in found.withheld.records if one.marking}
    assert {one for secret in secrets for one in (secret.ids[0], secret.ids[1], secret.ids[2])} <= marked
    assert found.tree.marking == "OFFICIAL"


@pytest.mark.parametrize(("profile", "ceiling", "said"), [
    ("uk", "SECRET", "accredited systems only"),
    ("uk", "TLP:RED", "no level of the profile"),
    ("plain", "OFFICIAL", "no level of the profile"),
])  # fmt: skip
def test_a_ceiling_that_cannot_be_is_refused(
    levels: tuple[Desk, tuple[Secret, ...]], profile: str, ceiling: str, said: str
) -> None:
    desk, _ = levels
    with pytest.raises(ExportError, match=said):
        desk.composed(Order("one-page", profile=profile, ceiling=ceiling))


def test_the_store_is_whole_again_afterwards(levels: tuple[Desk, tuple[Secret, ...]]) -> None:
    desk, secrets = levels
    counts = {kind: desk.count(kind) for kind in ("issue", "event", "fact", "quote", "actor", "source")}
    held = hiding.withheld(desk.store, lambda marking: marking == LEVELS[0])
    with hiding.hidden(desk.store, held):
        for cls, place in ((Source, 0), (Issue, 2), (Event, 3), (Fact, 4), (Quote, 6)):
            for secret in secrets[1:]:
                with pytest.raises(NotFoundError):
                    desk.get(cls, secret.ids[place])
        assert desk.count("issue") < counts["issue"]
        with pytest.raises(Exception, match=r"(?i)readonly|read-only|views|cannot"):
            desk.store.connection.execute("UPDATE main.issue SET title = 'x'")
    assert {kind: desk.count(kind) for kind in counts} == counts
    assert not desk.store.query("SELECT name FROM temp.sqlite_schema")
    assert json.dumps(sorted(held.ids))


def test_a_read_only_desk_withholds_as_well(levels: tuple[Desk, tuple[Secret, ...]]) -> None:
    desk, secrets = levels
    twin = desk.twin()
    tree = twin.composed(Order("issue-brief", profile="tlp", ceiling=LEVELS[0])).tree
    assert secrets[1].words[3] not in repr(tree)
    with pytest.raises(Exception, match=r"(?i)read"):
        twin.edit("issue", secrets[0].ids[2], {"title": "x"})
    twin.close()


@pytest.mark.parametrize(
    ("text", "secret", "found"),
    [
        ("The Accord of Norda holds.", "accord of norda", True),
        ("The Accord of\n Norda holds.", "Accord of Norda", True),
        ("The Accords of Norda hold.", "Accord of Norda", False),
        ("It was Vostok.", "Vostok", True),
        ("It was Vostokov.", "Vostok", False),
        ("xxThe committee met in secret rooms twicexx", "The committee met in secret rooms twice", True),
        ("The committee met in open rooms twice", "The committee met in secret rooms twice", False),
        ("0182b4af-db00-7e9b-8dfc-6b7a0d6a1b11", "0182b4af-db00-7e9b-8dfc-6b7a0d6a1b11", True),
        ("会談は秘密裏に行われた", "会談は秘密裏に行われた", True),
    ],
)
def test_short_words_count_as_words_and_long_ones_anywhere(text: str, secret: str, found: bool) -> None:
    assert list(leaks._found(leaks._folded(text), [secret])) == ([secret] if found else [])


def test_very_many_withheld_words_are_looked_for_in_a_moment() -> None:
    secrets = [f"Speaker {number} of the harbour board kept silent about berth {number}" for number in range(100_000)]
    page = leaks._folded("The harbour board met, and the speaker of the day kept to the agenda. " * 2_000)
    assert list(leaks._found(page, secrets)) == []  # for minutes, were each looked for in the whole text


def test_a_leak_says_where_it_stands() -> None:
    def brief(title: str, *blocks: Block) -> Brief:
        return Brief("one-page", title, "M", "en", "", "", blocks=blocks)

    words, secret = Paragraph((Text("It was Vostok."),)), ["Vostok"]
    places = {
        "the title or head of the brief": brief("Vostok"),
        "Background": brief("T", Heading(2, (Text("Background"),)), words),
        "Bottom line": brief("T", Callout("Bottom line", (words,))),
    }
    for place, made in places.items():
        with pytest.raises(LeakError, match=f"stands in: {place}"):
            leaks.refuse_leaks(made, secret)
        leaks.refuse_leaks(made, [])
    with pytest.raises(LeakError, match=r"stands in: a\.md"):
        leaks.refuse_leaking_file("a.md", "md", b"It was **Vos**tok, Vostok\\.", secret)
    with pytest.raises(LeakError, match="page"):
        leaks.refuse_leaking_file("page.pdf", "pdf", b"", secret, ["One", "It was\nVostok"])
    leaks.refuse_leaking_file("a.md", "md", b"Vostok", [])


def test_the_place_of_a_leak_in_an_annex_is_the_heading_over_it() -> None:
    inside = (Heading(2, (Text("Annex A"),)), Changed((Heading(3, (Text("Bios"),)), Paragraph((Text("the zorblat"),)))))
    blocks = (Heading(2, (Text("First"),)), Paragraph((Text("nothing"),)), Sheet(inside))
    brief = Brief("issue-brief", "T", "", "en", "2022-08-19", "19 August 2022", blocks=blocks)
    with pytest.raises(LeakError, match="stands in: Bios"):
        refuse_leaks(brief, ["zorblat"])
