"""The process that exports: the same files as in this one, and a way back from whatever happens to it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefing import child
from briefing.desk import Desk
from briefing.errors import BriefingError, ExportError
from briefing.export.delivery import Delivered
from briefing.export.pdf import CancelledExportError
from briefing.model import Brief, Quote
from briefing.wording import Said, translated
from ui.brief import export_process
from ui.brief.export_one import Choices, Job, Refused, read_and_export
from ui.brief.export_process import Exporters
from ui.brief.making import wish_for
from ui.brief.pdf_text import page_texts
from ui.settings import Settings


@pytest.fixture(scope="module")
def kept() -> Iterator[Exporters]:
    """One for all tests: each of them must leave it fit for the next."""
    made = Exporters()
    yield made
    made.close()


@pytest.fixture
def job(sample: Path, tmp_path: Path) -> Job:
    desk = Desk.open(sample, "Anna", read_only=True)
    try:
        record = desk.every(Brief)[0]
        return Job(wish_for(desk, Settings(tmp_path / "s.ini"), record.id), record.title, "brief")
    finally:
        desk.close()


def nothing(_stop: Callable[[], object]) -> None:
    """Nobody asks to stop."""


def told(_words: str, _share: float) -> None:
    """Nobody listens."""


def exported(kept: Exporters, job: Job, choices: Choices) -> Delivered:
    found = kept.export(job, choices, overwrite=False, tell=told, on_cancel=nothing)
    assert isinstance(found, Delivered)
    return found


def free(kept: Exporters) -> int:
    assert kept._free is not None
    return kept._free.pid


def test_it_writes_what_this_process_would_write_and_stays(kept: Exporters, job: Job, tmp_path: Path) -> None:
    formats = ("md", "pdf")
    steps: list[tuple[str, float]] = []
    other = kept.export(
        job,
        Choices(formats, tmp_path / "other", receipt=True),
        overwrite=False,
        tell=lambda words, share: steps.append((words, share)),
        on_cancel=nothing,
    )
    process = free(kept)
    here = read_and_export(
        job,
        Choices(formats, tmp_path / "here", receipt=True),
        overwrite=False,
        tell=told,
        cancelled=lambda: False,
        pages=page_texts,
    )
    assert isinstance(other, Delivered)
    assert isinstance(here, Delivered)
    assert other.receipt == here.receipt
    assert other.receipt.files[1].read_back
    for one in ("brief.md", "brief.pdf", "brief.receipt.json"):
        assert (tmp_path / "other" / one).read_bytes() == (tmp_path / "here" / one).read_bytes()
    assert [share for _words, share in steps] == sorted(share for _words, share in steps)
    assert steps[-1] == ("Reading the PDF again", 1.0)
    assert isinstance(steps[0][0], Said), "the window says it in its language"
    exported(kept, replace(job, stem="again"), Choices(("md",), tmp_path))
    assert free(kept) == process


def test_who_asks_while_it_works_gets_another_and_one_is_kept(kept: Exporters, job: Job, tmp_path: Path) -> None:
    inner: list[Delivered] = []

    def meanwhile(_words: str, _share: float) -> None:
        if not inner:
            assert kept._free is None
            inner.append(exported(kept, replace(job, stem="inner"), Choices(("json",), tmp_path)))

    kept.export(job, Choices(("md",), tmp_path), overwrite=False, tell=meanwhile, on_cancel=nothing)
    assert sorted(one.name for one in tmp_path.glob("*.*") if one.stem in ("brief", "inner")) == [
        "brief.md",
        "inner.json",
    ]
    assert free(kept)


def test_one_that_is_stopped_writes_nothing_and_is_ready_for_the_next(
    kept: Exporters, job: Job, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with pytest.raises(CancelledExportError):
        kept.export(job, Choices(("md",), out), overwrite=False, tell=told, on_cancel=lambda stop: stop())
    assert not out.exists()
    process = free(kept)
    assert exported(kept, job, Choices(("md",), out)).files[0].path.exists()
    assert free(kept) == process


def test_a_refusal_keeps_what_its_sentence_was_made_of(kept: Exporters, job: Job, sample: Path, tmp_path: Path) -> None:
    desk = Desk.open(sample, "Anna")
    composed = desk.compose("", brief=job.wish.brief)
    quote = composed.quotes[0]
    with desk.store.step("damage", "test") as step:
        step.update("quote", quote, {"exact": f"{desk.get(Quote, quote).exact} and more"})
    desk.close()
    found = kept.export(job, Choices(("md",), tmp_path / "out"), overwrite=False, tell=told, on_cancel=nothing)
    assert isinstance(found, Refused)
    assert found.quote == quote
    assert translated(found.sentence, lambda text, _number: text.upper()) != found.sentence
    assert not (tmp_path / "out").exists()


def test_a_store_that_cannot_be_read_is_told_and_a_bug_is_a_bug(kept: Exporters, job: Job, tmp_path: Path) -> None:
    gone = replace(job, wish=replace(job.wish, path=tmp_path / "gone.db"))
    with pytest.raises(BriefingError, match=r"gone\.db"):
        exported(kept, gone, Choices(("md",), tmp_path))
    with pytest.raises(RuntimeError, match=r"(?s)read_and_export.*AttributeError"):
        exported(kept, replace(job, wish=None), Choices(("md",), tmp_path))  # type: ignore[arg-type]
    assert exported(kept, job, Choices(("md",), tmp_path)).files


def test_one_that_ends_without_an_answer_is_told_and_replaced(
    kept: Exporters, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.close()
    with monkeypatch.context() as patched:
        patched.setattr(export_process, "WORKER", (sys.executable, "-c", "import sys; sys.stdin.buffer.readline()"))
        with pytest.raises(ExportError, match="ended before it was done"):
            exported(kept, job, Choices(("md",), tmp_path))
    exported(kept, job, Choices(("md",), tmp_path))
    process = kept._free
    assert process is not None
    process.kill()
    process.wait()
    assert exported(kept, replace(job, stem="next"), Choices(("md",), tmp_path)).files


def test_of_several_that_are_done_at_once_one_is_kept_and_the_others_end() -> None:
    kept = Exporters()
    command = (sys.executable, "-c", "import sys; sys.stdin.read()")
    running = [child.start(command, given=subprocess.PIPE, complaints=subprocess.DEVNULL) for _ in range(6)]
    at_once = threading.Barrier(len(running))

    def done(process: subprocess.Popen[bytes]) -> None:
        at_once.wait()
        kept._keep(process)

    threads = [threading.Thread(target=done, args=(process,)) for process in running]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waiting = [process for process in running if process.poll() is None]
    try:
        assert [process.pid for process in waiting] == [free(kept)]
    finally:
        kept.close()
        for process in waiting:
            process.kill()


def test_nobody_asking_ends_it(job: Job, tmp_path: Path) -> None:
    kept = Exporters(idle=0.05)
    exported(kept, job, Choices(("md",), tmp_path))
    ends = time.monotonic() + 10
    while kept._free is not None and time.monotonic() < ends:
        time.sleep(0.02)
    assert kept._free is None
