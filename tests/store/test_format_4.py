"""Format 4: how a source names a speaker, variants, what files state, rejected proposals; and stores from before it."""

import json
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.errors import InvalidEntryError
from briefing.ids import named_id
from briefing.model import Quote, Rejection, SourceVersion
from briefing.rules.anchors import sha256_text
from briefing.store import engine, exchange, records
from briefing.store.merging import register_of
from briefing.store.store import create_store, open_store
from briefing.store.undoing import WORDS_OF_A_QUOTE

NEW = {
    "quote": ("speaker_as_stated", "mention_start", "mention_end", "variant_of"),
    "source_version": ("stated", "parts"),
}


def test_a_store_of_format_3_is_kept_and_gets_the_new_fields(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    desk = Desk.new_from_sample(path, "Anna")
    quotes = {quote.id: quote.exact for quote in desk.every(Quote)}
    desk.close()
    connection = engine.connect(path)
    for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{row[0]}"')
    connection.execute("DROP INDEX quote_variant")
    connection.execute("DROP TABLE rejection")
    for kind, names in NEW.items():
        for name in names:
            connection.execute(f"ALTER TABLE {kind} DROP COLUMN {name}")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = '004_proposed'")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    open_store(path).close()
    assert [file.name for file in tmp_path.glob("old-format3-*.db")]
    desk = Desk.open(path, "Anna")
    assert {quote.id: quote.exact for quote in desk.every(Quote)} == quotes
    assert {(quote.speaker_as_stated, quote.mention_start, quote.variant_of) for quote in desk.every(Quote)} == {
        ("", None, "")
    }
    assert {json.dumps([json.loads(one.stated), json.loads(one.parts)]) for one in desk.every(SourceVersion)} == {
        "[[], []]"
    }
    assert desk.every(Rejection) == [] and desk.check().ok
    desk.close()


def test_the_mention_of_a_speaker_is_settled_with_the_words_and_so_is_its_undo() -> None:
    together = register_of("quote", "mention_start")
    assert {"exact", "source_version", "speaker_as_stated", "mention_end"} <= set(together)
    assert set(together) == WORDS_OF_A_QUOTE
    assert register_of("quote", "speaker") == ("speaker",) and register_of("quote", "variant_of") == ("variant_of",)


def test_two_desks_that_reject_the_same_proposal_have_rejected_one() -> None:
    with create_store(site="desk-a") as one, create_store(site="desk-b") as other:
        with one.step("new source", "A") as step:
            source = step.insert("source", {"title": "Note"})
        exchange.take(other, list(exchange.steps_after(one, {})), lambda name: exchange.blob(one, name), "B")
        values = {"source": source, "proposed": "quote", "key": "k", "words": "not yet"}
        for store in (one, other):
            with store.step("reject quote", "T") as step:
                step.insert("rejection", values, named_id("rejection", f"{source}:k"))
        exchange.take(one, list(exchange.steps_after(other, {})), lambda name: exchange.blob(other, name), "A")
        assert len(records.every(one, Rejection)) == 1
        assert not one.query("SELECT 1 FROM conflict")


def test_words_by_which_a_speaker_is_named_stand_in_the_source(tmp_path: Path) -> None:
    text = "“Not yet,” an aide said."
    desk = Desk(create_store(), "Anna")
    version = desk.archived(desk.archive_text("Note", text).source)
    assert version is not None
    place = {
        "exact": "Not yet", "start": 1, "end": 8, "source_version": version.version.id, "suffix": text[8:],
        "prefix": "“", "text_sha256": sha256_text(text), "form": "fragment",
    }  # fmt: skip
    mention = {"speaker_as_stated": "an aide", "mention_start": 11, "mention_end": 18}
    made = desk.create("quote", {**place, **mention})
    assert desk.get(Quote, made).speaker_as_stated == text[11:18]
    for wrong in ({"mention_start": 12}, {"mention_end": None}, {"speaker_as_stated": "An aide"}):
        with pytest.raises(InvalidEntryError, match=r"Speaker as stated: these words do not stand"):
            desk.create("quote", {**place, **mention, **wrong})
    with pytest.raises(InvalidEntryError, match=r"slice of its source and cannot be edited"):
        desk.edit("quote", made, {"speaker_as_stated": "the president"})
    desk.edit("quote", made, {"form": "paraphrase"})
    paraphrase = desk.get(Quote, made)
    assert (paraphrase.speaker_as_stated, paraphrase.mention_start, paraphrase.mention_end) == ("an aide", None, None)
    desk.undo()
    assert desk.get(Quote, made).mention_start == 11
    desk.close()
