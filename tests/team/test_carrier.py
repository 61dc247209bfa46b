"""Steps to the server and back: without gaps, without doubles, by many at once, and through kills of the server."""

from __future__ import annotations

import itertools
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest

from briefing.errors import NoRightError, PartedError, ServerAwayError
from briefing.team import carrier
from briefing.team.carrier import Log, Pushed, compare, pull, push
from briefing.team.news import News
from briefing.team.server import Server
from tests.team.conftest import Team, answers
from tests.team.desks import DeskLog, Step


def test_what_one_desk_sends_another_gets_with_its_texts_and_files(team: Team) -> None:
    anna, ben = DeskLog(), DeskLog()
    for number in range(3):
        anna.write(f"step {number}", text=f"Þingvellir – Вучић {number}".encode())
    with team.connect("anna") as server:
        assert anna.push(server) == Pushed(3, 0)
        assert anna.push(server) == Pushed(0, 0), "what was sent is not sent again"
    ben.write("of ben")
    with team.connect("ben") as server:
        assert ben.pull(server) == 3
        assert ben.pull(server) == 0
        ben.write("after reading")
        assert ben.push(server) == Pushed(2, 0)
    with team.connect("anna") as server:
        assert anna.pull(server) == 2
    assert {step.id: step for step in anna.steps} == {step.id: step for step in ben.steps}
    assert anna.blobs == ben.blobs


def test_many_steps_go_in_batches_and_come_in_batches(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier, "STEPS_AT_ONCE", 7)
    monkeypatch.setattr(carrier, "TAKEN_AT_ONCE", 6)
    monkeypatch.setattr(carrier, "_FETCHED_AT_ONCE", 4)
    monkeypatch.setattr(carrier, "_BYTES_AT_ONCE", 2_000)
    anna, ben = DeskLog(), DeskLog()
    for number in range(40):
        anna.write("long " * (300 if number % 9 == 0 else 1))
    with team.connect("anna") as server:
        assert anna.push(server) == Pushed(40, 0)
        assert ben.pull(server) == 40


def test_stopping_between_two_batches_keeps_what_went_and_goes_on_later(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "STEPS_AT_ONCE", 10)
    anna = DeskLog()
    for _ in range(25):
        anna.write()
    with team.connect("anna") as server:
        assert push(server, anna.log(), lambda: False) == Pushed(10, 0)
        assert push(server, anna.log()) == Pushed(15, 0)


def test_history_that_nobody_else_sends_goes_along_and_its_own_desk_may_go_on(team: Team) -> None:
    old, anna = DeskLog(), DeskLog()
    old.write("in the office before")
    anna.steps = list(old.steps)
    anna.write("after a restored backup")
    with team.connect("anna") as server:
        assert anna.push(server) == Pushed(2, 0)
    old.write("the old desk lives")
    with team.connect("ben") as server:
        assert old.push(server) == Pushed(1, 0), "the desk itself takes its site from who sent its history"
    anna.steps.append(old.steps[-1])
    old.write("and does more")
    anna.steps.append(old.steps[-1])
    anna.write("having seen that")
    with team.connect("anna") as server:
        assert anna.push(server) == Pushed(0, 2), "what builds on steps that are not there yet waits for them"
    with team.connect("ben") as server:
        assert old.push(server) == Pushed(1, 0)
    with team.connect("anna") as server:
        assert anna.push(server) == Pushed(1, 0)


def test_a_clock_that_is_far_ahead_keeps_nothing_from_going_and_coming(team: Team) -> None:
    ahead, anna, ben = DeskLog(), DeskLog(), DeskLog()
    early = ahead.write("of next year")
    ahead.steps = [replace(early, hlc=9_000_000_000, id=f"{9_000_000_000:016x}-{ahead.site}")]
    anna.steps = list(ahead.steps)
    for _ in range(3):
        anna.write("having seen what is to come")
    with team.connect("anna") as server:
        assert anna.push(server) == Pushed(4, 0)
        assert ben.pull(server) == 4, "each behind those it builds on, though their times say otherwise"


def test_what_builds_on_nothing_that_is_there_comes_last(team: Team) -> None:
    anna, ben = DeskLog(), DeskLog()
    good, lost, after = anna.write(), anna.write(), anna.write()
    lost = replace(lost, seen={"nobody": 7})
    with team.connect("anna") as server:
        server.claim(anna.site, own=True)
        server.link.execute(
            "INSERT INTO briefing.step(body) SELECT unnest(%s::text[])",
            ([step.to_bytes().decode() for step in (good, lost, after)],),
        )
        assert list(pull(server, ben.log())) == [(good, lost, after)]


def test_a_store_that_belongs_to_another_login_is_not_sent(team: Team) -> None:
    desk = DeskLog()
    desk.write()
    with team.connect("anna") as server:
        desk.push(server)
    with team.connect("ben") as server, pytest.raises(NoRightError, match="belong to “anna”, and you are “ben”"):
        desk.push(server)


def test_a_reader_takes_in_and_is_told_that_nothing_can_be_sent(team: Team) -> None:
    anna, rita = DeskLog(), DeskLog()
    anna.write()
    rita.write()
    with team.connect("anna") as server:
        anna.push(server)
    with team.connect("rita") as server:
        assert rita.pull(server) == 1
        with pytest.raises(NoRightError, match="“rita” has no right to do this"):
            rita.push(server)


def test_a_step_that_may_not_be_sent_is_named_and_what_went_before_it_stays_sent(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "STEPS_AT_ONCE", 1)
    anna = DeskLog()
    anna.write()
    anna.write("keep a clearance", ("clearance", "c", "*", None, "{}"))
    with team.connect("anna") as server:
        with pytest.raises(NoRightError, match=r"“keep a clearance”.*desk_clearer"):
            anna.push(server)
        assert server.seen() == {anna.site: 1}


def test_two_copies_of_one_store_that_were_both_worked_on_are_not_mixed(team: Team) -> None:
    one = DeskLog()
    one.write("common")
    other = DeskLog(one.site, list(one.steps))
    one.write("in one copy")
    one.write("once more")
    other.write("in the other")
    with team.connect("anna") as server:
        one.push(server)
        with pytest.raises(PartedError, match="two copies of one store file"):
            other.push(server)
        with pytest.raises(PartedError, match="another step 2 than “in the other”"):
            compare(server, other.log())
        other.site = DeskLog().site  # as a copy to work on has, made too late
        other.write("under another name")
        with pytest.raises(PartedError, match="another step 2 than “in the other”"):
            compare(server, other.log())
        compare(server, DeskLog(one.site, one.steps[:2]).log())  # an older copy that was not worked on can go on


def test_another_body_under_a_number_that_is_there_is_an_error_whatever_the_server_counted(team: Team) -> None:
    one = DeskLog()
    step = one.write("as it was")
    with team.connect("anna") as server:
        server.claim(one.site, own=True)
        batch: carrier._Batch[Step] = carrier._Batch()
        batch.add(step)
        assert carrier._send(server, one.log(), batch) == 1
        assert carrier._send(server, one.log(), batch) == 0, "the same once more changes nothing"
        altered: carrier._Batch[Step] = carrier._Batch()
        altered.add(replace(step, label="as it was not"))
        with pytest.raises(PartedError, match="another step 1 than"):
            carrier._send(server, one.log(), altered)
        assert server.bodies([(one.site, 1), (one.site, 2)]) == {(one.site, 1): step.to_bytes()}


@pytest.mark.no_cover
def test_twenty_desks_at_once_have_the_same_log_in_the_end(team: Team) -> None:
    desks = [DeskLog() for _ in range(20)]

    def work(desk: DeskLog, login: str) -> None:
        with team.connect(login) as server:
            for _ in range(3):
                for _ in range(5):
                    desk.write(text=f"text of {desk.site[-4:]} {len(desk.steps)}".encode())
                desk.push(server)
                desk.pull(server)

    with ThreadPoolExecutor(20) as threads:
        assert list(threads.map(work, desks, ["anna", "ben", "clara", "anna", "ben"] * 4)) == [None] * 20
    with team.connect("rita") as server:
        for desk in desks:
            desk.pull(server)
    whole = sorted(step.id for step in desks[0].steps)
    assert len(whole) == len(set(whole)) == 20 * 15
    assert all(sorted(step.id for step in desk.steps) == whole for desk in desks)
    assert all(desk.blobs == desks[0].blobs for desk in desks)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_four_desks_do_and_by_whatever_way_all_end_alike(
    team: Team, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Exchange with the server that is stopped now and then, by hand between two desks, and with clocks that differ."""
    monkeypatch.setattr(carrier, "STEPS_AT_ONCE", 3)
    monkeypatch.setattr(carrier, "TAKEN_AT_ONCE", 4)
    monkeypatch.setattr(carrier, "_FETCHED_AT_ONCE", 2)
    chance = random.Random(seed)
    desks = [DeskLog(ahead=chance.choice([0, 0, 1 << 40])) for _ in range(4)]
    with ExitStack() as stack:
        servers = [stack.enter_context(team.connect(login)) for login in ("anna", "ben", "clara", "anna")]
        for _ in range(60):
            one, other = chance.sample(range(4), 2)
            match chance.randrange(6):
                case 0:
                    push(servers[one], desks[one].log(), lambda: chance.random() < 0.5)
                case 1:
                    desks[one].pull(servers[one], lambda: chance.random() < 0.5)
                case 2:
                    desks[one].take_from(desks[other])
                case _:
                    desks[one].write(text=f"{seed} {len(desks[one].steps)}".encode())
        for _ in range(4):
            for desk, server in zip(desks, servers, strict=True):
                desk.push(server)
                desk.pull(server)
        for desk, server in zip(desks, servers, strict=True):
            assert desk.push(server) == Pushed(0, 0)
            assert desk.pull(server) == 0
            assert desk.seen() == desks[0].seen()
            assert {step.id: step for step in desk.steps} == {step.id: step for step in desks[0].steps}
            assert desk.blobs == desks[0].blobs


def test_one_store_sent_from_two_windows_at_once_is_sent_once(team: Team) -> None:
    desk = DeskLog()
    for _ in range(600):
        desk.write()

    def work(_window: int) -> int:
        with team.connect("anna") as server:
            return desk.push(server).sent

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(work, range(4))) == 600


def test_a_server_killed_ten_times_while_steps_arrive_loses_none_and_doubles_none(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "STEPS_AT_ONCE", 5)
    desk = DeskLog()
    for number in range(150):
        desk.write(text=f"text {number}".encode())
    certain = 0
    for kill in range(10):
        server = team.connect("anna")

        with pytest.raises(ServerAwayError, match="wholly or not at all"):
            push(server, _dying(team, desk, server, whole=kill % 2 == 0))
        server.close()
        _await(team)
        with team.connect("rita") as reader:
            there = reader.seen().get(desk.site, 0)
            assert there == certain + 10, "batches that were answered are never lost, one that was not is not there"
            certain = there
    with team.connect("anna") as server:
        assert desk.push(server).sent == 150 - certain
        other = DeskLog()
        assert other.pull(server) == 150
    assert [step.id for step in other.steps] == [step.id for step in desk.steps]
    assert other.blobs == desk.blobs


def _dying(team: Team, desk: DeskLog, server: Server, *, whole: bool) -> Log[Step]:
    """The log of a desk whose server dies in the middle of the third batch, when two of its five texts are there."""
    count = itertools.count(1)

    def blob(name: str) -> bytes:
        if next(count) == 13:
            if whole:
                team.postgres.kill()
                team.postgres.start()
            else:
                team.postgres.kill_a_backend(server.link.info.backend_pid)
        return desk.blobs[name]

    return replace(desk.log(), blob=blob)


def _await(team: Team) -> None:
    """Until a server that ended its processes answers again."""
    until = time.monotonic() + 20
    while True:
        try:
            team.connect("rita").close()
            return
        except ServerAwayError:
            assert time.monotonic() < until


def test_a_desk_that_dies_in_the_middle_has_sent_whole_batches_and_goes_on(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "STEPS_AT_ONCE", 5)
    desk = DeskLog()
    for number in range(20):
        desk.write(text=f"text {number}".encode())
    with team.connect("anna") as server:

        def blob(name: str) -> bytes:
            if name == desk.steps[12].blobs[0]:
                server.close()
            return desk.blobs[name]

        with pytest.raises(ServerAwayError):
            push(server, replace(desk.log(), blob=blob))
    with team.connect("anna") as server:
        assert server.seen() == {desk.site: 10}
        assert desk.push(server) == Pushed(10, 0)


def test_news_are_heard_and_waiting_ends_when_it_is_cancelled(team: Team) -> None:
    desk = DeskLog()
    desk.write()
    with News(team.url("rita"), answers) as news:
        assert news.wait(0.01) is False
        with team.connect("anna") as server:
            desk.push(server)
        assert news.wait(20) is True
        ended = threading.Event()

        def wait() -> None:
            news.wait(600)
            ended.set()

        thread = threading.Thread(target=wait)
        thread.start()
        news.cancel()
        assert ended.wait(20)
        thread.join()
        assert news.wait(600) is False


def test_news_say_that_the_server_is_gone(team: Team) -> None:
    with News(team.url("rita"), answers) as news:
        team.postgres.kill()
        try:
            with pytest.raises(ServerAwayError):
                news.wait(20)
        finally:
            team.postgres.start()
