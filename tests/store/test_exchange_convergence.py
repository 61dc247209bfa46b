"""Desks that have the same steps show the same, ask the same and have lost nothing, in whatever order it came."""

import json
import random
from collections.abc import Sequence
from contextlib import ExitStack

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ids import named_id
from briefing.model import KINDS
from briefing.store import conflicting, exchange, history, joining, records, search
from briefing.store.exchange import SentStep
from briefing.store.integrity import check_integrity
from briefing.store.store import Stamps, Store, create_store

PLAY = "One stands. Two stands. Three stands. Four stands."


class Crowd:
    """Three desks with clocks of their own, which may be wrong, and everything that was ever typed on them."""

    def __init__(self, stack: ExitStack, skews: Sequence[int] = (0, 0, 0)) -> None:
        self.time = 1_700_000_000_000
        self.stores = [stack.enter_context(self._store(name, skew)) for name, skew in zip("abc", skews, strict=True)]
        self.typed: set[str] = set()
        with self.stores[0].step("new actor", "A") as step:
            self.actors = [step.insert("actor", {"name": f"Actor {number}"}) for number in range(2)]
        with self.stores[0].step("new issue", "A") as step:
            self.issues = [
                step.insert("issue", {"title": "First", "state_of_play": PLAY, "owner_actor": self.actors[0]})
            ]
            text = step.keep_text("He said: we never agreed to that, nor will we. So it was written down.")
            source = step.insert("source", {"title": "Note"})
            version = step.insert("source_version", {"source": source, "text_sha256": text, "number": 1})
            self.quote = step.insert(
                "quote",
                {
                    "exact": "never agreed", "start": 12, "end": 24, "source_version": version, "text_sha256": text,
                },
            )  # fmt: skip
        self.deliver(0, 1)
        self.deliver(0, 2)

    def _store(self, name: str, skew: int) -> Store:
        return create_store(
            site=f"desk-{name}",
            stamps=Stamps(now=lambda: "2023-11-14T22:13:20Z", milliseconds=lambda: self.time + skew),
        )

    def deliver(self, source: int, target: int, shuffle: random.Random | None = None, again: bool = False) -> int:
        giver, taker = self.stores[source], self.stores[target]
        steps = list(exchange.steps_after(giver, {} if again else exchange.seen_by(taker)))
        steps = [SentStep.from_bytes(step.to_bytes()) for step in steps]
        if shuffle:
            shuffle.shuffle(steps)
        return exchange.take(taker, steps, lambda name: exchange.blob(giver, name), "T").steps

    def settle_down(self, shuffle: random.Random) -> None:
        """Exchange until nobody has anything new."""
        for _ in range(30):
            pairs = [(one, other) for one in range(3) for other in range(3) if one != other]
            shuffle.shuffle(pairs)
            if not sum(self.deliver(*pair, shuffle) for pair in pairs):
                return
        raise AssertionError("the desks never came to rest")

    def act(self, desk: int, what: int, chance: random.Random) -> None:
        """One thing that somebody does on a desk."""
        store = self.stores[desk]
        self.time += chance.randrange(3)
        word = f"w{len(self.typed)}"
        known = [one.id for one in records.every(store, KINDS["issue"])]
        issue = chance.choice(known) if known else ""
        match what:
            case 0 if issue:
                self._edit(store, issue, {"title": self._typed(word)})
            case 1 if issue:
                play = str(store.query("SELECT state_of_play FROM issue WHERE id = ?", (issue,))[0][0])
                sentences = play.split(". ")
                sentences[chance.randrange(len(sentences))] = self._typed(word)
                self._edit(store, issue, {"state_of_play": ". ".join(sentences)})
            case 2 if issue:
                self._edit(store, issue, {"owner_actor": chance.choice([*self.actors, ""]), "priority": "high"})
            case 3 if issue:
                self._edit(store, issue, {"deadline_edtf": chance.choice(["", "2022-09", "../2022-10-01"])})
            case 4:
                with store.step("new issue", "T") as step:
                    made = step.insert("issue", {"title": self._typed(word), "parent_issue": issue})
                    step.insert("link", {"issue": made, "target_kind": "actor", "target": self.actors[0]})
            case 5 if issue:
                with store.step("delete issue", "T") as step:
                    step.delete("issue", issue)
            case 6:
                history.undo(store, "T")
            case 7:
                history.redo(store, "T")
            case 8 if found := conflicting.unsettled(store):
                one = chance.choice(found)
                value = chance.choice([one.a.value, one.b.value])
                conflicting.settle(store, one, value, "T")
            case 9:
                self._move_quote(store, chance)
            case 10 if chance.random() < 0.7:
                self._set(store, self._typed(word))
            case 10:
                self._reject(store, chance.choice(["one", "other"]))
            case 11:
                self._join(store)
            case 12:
                self.deliver((desk + 1) % 3, desk, chance, again=chance.random() < 0.3)
            case _:
                self.deliver((desk + 2) % 3, desk, chance)

    def _typed(self, word: str) -> str:
        self.typed.add(word)
        return word

    def _edit(self, store: Store, issue: str, values: dict[str, str]) -> None:
        with store.step(f"change {', '.join(values)}", "T") as step:
            step.update("issue", issue, values)

    def _set(self, store: Store, value: str) -> None:
        """As the desk sets a setting: one row of a name, also where its making was undone."""
        known = named_id("setting", "title")
        with store.step("change title", "T") as step:
            if store.query("SELECT 1 FROM setting WHERE id = ?", (known,)):
                step.update("setting", known, {"value": value, "deleted": ""})
            else:
                step.insert("setting", {"name": "title", "value": value}, known)

    def _reject(self, store: Store, key: str) -> None:
        """As the desk rejects a proposal, or takes that back: one row of a source and a key."""
        source = str(store.query("SELECT id FROM source")[0][0])
        known = named_id("rejection", f"{source}:{key}")
        with store.step("reject quote", "T") as step:
            if found := store.query("SELECT deleted FROM rejection WHERE id = ?", (known,)):
                step.update("rejection", known, {"deleted": "" if found[0][0] else "2023-11-14T22:13:20Z"})
            else:
                step.insert("rejection", {"source": source, "proposed": "quote", "key": key, "words": key}, known)

    def _join(self, store: Store) -> None:
        keep, other = self.actors[:2]
        if not any(row[0] for row in store.query("SELECT deleted FROM actor WHERE id IN (?, ?)", (keep, other))):
            joining.join(store, "actor", keep, other, "T")

    def _move_quote(self, store: Store, chance: random.Random) -> None:
        text = str(store.query("SELECT text FROM source_text")[0][0])
        values: dict[str, object]
        if chance.random() < 0.3:
            values = {"form": "paraphrase", "exact": "no", "start": None, "end": None, "text_sha256": ""}
            values |= {"mention_start": None, "mention_end": None}
        else:
            start = chance.choice([12, 30, 32])
            end = start + chance.randrange(1, 9)
            sha256 = store.query("SELECT sha256 FROM source_text")[0][0]
            values = {"form": "full", "exact": text[start:end], "start": start, "end": end, "text_sha256": sha256}
            if chance.random() < 0.5:
                values |= {"speaker_as_stated": text[:2], "mention_start": 0, "mention_end": 2}
            else:
                values |= {"speaker_as_stated": "", "mention_start": None, "mention_end": None}
        with store.step("change words", "T") as step:
            step.update("quote", self.quote, values)


def state(store: Store) -> dict[str, object]:
    return {
        kind: sorted(
            ([*records.every(store, cls), *records.every(store, cls, deleted=True)]), key=lambda record: record.id
        )
        for kind, cls in KINDS.items()
    }


def conflicts(store: Store) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.query("SELECT * FROM conflict ORDER BY 1, 2, 3, 4, 5")]


def log(store: Store) -> list[bytes]:
    return [step.to_bytes() for step in exchange.steps_after(store, {})]


def index(store: Store) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.query("SELECT kind, ref, title, body, extra FROM doc ORDER BY ref")]


def assert_alike(crowd: Crowd) -> None:
    first, *others = crowd.stores
    for other in others:
        assert log(other) == log(first)
        assert state(other) == state(first)
        assert conflicts(other) == conflicts(first)
        assert index(other) == index(first)
    for store in crowd.stores:
        before = index(store)
        store.connection.execute("BEGIN")
        search.rebuild(store.connection)
        store.connection.execute("COMMIT")
        assert index(store) == before
        assert check_integrity(store) == []
        kept = json.dumps([[tuple(row) for row in store.query("SELECT old, new FROM change")]])
        assert all(word in kept for word in crowd.typed)
        for row in store.query(
            "SELECT q.exact, substr(t.text, q.start + 1, q.end - q.start) FROM quote q"
            " JOIN source_text t ON t.sha256 = q.text_sha256 WHERE q.form <> 'paraphrase'"
        ):
            assert row[0] == row[1]
        for row in store.query("SELECT speaker_as_stated, mention_start, mention_end FROM quote"):
            assert tuple(row) in {("", None, None), ("He", 0, 2), ("He", None, None)}


Deed = tuple[int, int]


def play(deeds: Sequence[Deed], seed: int, skews: Sequence[int]) -> None:
    chance = random.Random(seed)
    with ExitStack() as stack:
        crowd = Crowd(stack, skews)
        for desk, what in deeds:
            crowd.act(desk, what, chance)
        crowd.settle_down(chance)
        assert_alike(crowd)


YEAR = 365 * 86_400_000


@settings(max_examples=15)
@given(
    deeds=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 13)), max_size=25),
    seed=st.integers(0, 1_000),
    skews=st.sampled_from([(0, 0, 0), (0, YEAR, 0), (0, -YEAR, 5)]),
)
def test_three_desks_end_alike_and_lose_nothing(deeds: list[Deed], seed: int, skews: tuple[int, int, int]) -> None:
    play(deeds, seed, skews)
