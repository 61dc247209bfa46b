"""Desks for the tests of exchange: stores in memory with clocks of their own, and what passes between them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from typing import Any

from briefing.model import Issue
from briefing.store import exchange, records
from briefing.store.exchange import SentStep
from briefing.store.store import Stamps, Store, create_store

DAY = 86_400_000
NOON = 1_700_000_000_000
Desks = Callable[..., Store]
PLAY = "Talks stand still. The road is closed. Nobody calls."


@contextmanager
def desks_in_memory() -> Iterator[Desks]:
    """Stores by name, made when first asked for; `ahead` is how many milliseconds a clock is wrong."""
    with ExitStack() as stack:
        made: dict[str, Store] = {}

        def desk(name: str, ahead: int = 0) -> Store:
            if name not in made:
                ticks = count(NOON + ahead)
                stamps = Stamps(now=lambda: "2023-11-14T22:13:20Z", milliseconds=lambda: next(ticks))
                made[name] = stack.enter_context(create_store(site=f"desk-{name}", stamps=stamps))
            return made[name]

        yield desk


def make(store: Store, kind: str = "issue", **values: object) -> str:
    with store.step(f"new {kind}", f"user of {store.site}") as step:
        return step.insert(kind, values or {"title": "Road", "state_of_play": PLAY})


def edit(store: Store, one: str, kind: str = "issue", **values: object) -> None:
    with store.step(f"change {', '.join(values)}", f"user of {store.site}") as step:
        step.update(kind, one, values)


def steps(store: Store, target: Store | None = None) -> list[SentStep]:
    seen = exchange.seen_by(target) if target else {}
    return [SentStep.from_bytes(step.to_bytes()) for step in exchange.steps_after(store, seen)]


def give(source: Store, target: Store, **options: Any) -> exchange.Taken:
    return exchange.take(target, steps(source, target), lambda name: exchange.blob(source, name), "Taker", **options)


def look(source: Store, target: Store) -> exchange.Preview:
    return exchange.preview(target, steps(source, target), lambda name: exchange.blob(source, name))


def issue(store: Store, one: str) -> Issue:
    return records.get(store, Issue, one)


def both(desks: Desks, one: str = "a", other: str = "b") -> tuple[Store, Store, str]:
    """Two desks that have the same issue."""
    a, b = desks(one), desks(other)
    made = make(a)
    give(a, b)
    return a, b, made


def nothing(_: str) -> bytes | None:
    return None


def contested(desks: Desks, **values: tuple[object, object]) -> tuple[Store, Store, str]:
    """Two desks that wrote different things, and have exchanged them; the first one's come first."""
    a, b, one = both(desks)
    edit(a, one, "issue", **{name: pair[0] for name, pair in values.items()})
    edit(b, one, "issue", **{name: pair[1] for name, pair in values.items()})
    give(a, b)
    give(b, a)
    return a, b, one


def archived(store: Store, text: str = "He said: we never agreed to that.") -> tuple[str, str]:
    """A quote and the hash of the text it was taken from."""
    with store.step("capture quote", "A") as step:
        sha256 = step.keep_text(text)
        source = step.insert("source", {"title": "Note"})
        values = {"source": source, "text_sha256": sha256, "archive_sha256": step.keep_file(text.encode())}
        version = step.insert("source_version", {**values, "number": 1})
        place = {"start": 9, "end": 17, "exact": text[9:17], "text_sha256": sha256, "source_version": version}
        return step.insert("quote", place), sha256
