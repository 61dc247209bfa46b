"""The typesetting process that stays: the same pages, and a way back from whatever happens to it."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from briefing.brief.tree import Brief
from briefing.errors import ExportError
from briefing.export import pdf, typesetter
from briefing.export.typesetter import Typesetter


@pytest.fixture
def kept() -> Iterator[Typesetter]:
    with Typesetter() as made:
        yield made


def running(kept: Typesetter) -> int:
    process = kept._process
    assert process is not None
    return process.pid


def test_it_sets_the_same_bytes_and_stays(kept: Typesetter, one_page: Brief) -> None:
    first = pdf.render(one_page, typesetter=kept)
    process = running(kept)
    other = pdf.render(replace(one_page, reference="Another"), typesetter=kept)
    again = pdf.render(one_page, typesetter=kept)
    assert running(kept) == process
    assert first.data == again.data == pdf.render(one_page).data
    assert other.data != first.data


def test_a_request_that_is_given_up_leaves_it_warm_for_the_next(kept: Typesetter, one_page: Brief) -> None:
    first = pdf.render(one_page, typesetter=kept)
    process = running(kept)
    with pytest.raises(pdf.CancelledExportError):
        pdf.render(replace(one_page, reference="Another"), typesetter=kept, cancelled=lambda: True)
    assert pdf.render(one_page, typesetter=kept).data == first.data
    assert running(kept) == process


def test_a_long_one_that_is_given_up_is_killed(
    kept: Typesetter, one_page: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetter, "PATIENCE", 0.0)
    pdf.render(one_page, typesetter=kept)
    process = running(kept)
    with pytest.raises(pdf.CancelledExportError):
        pdf.render(replace(one_page, reference="Another"), typesetter=kept, cancelled=lambda: True)
    assert pdf.render(one_page, typesetter=kept).pages == 1
    assert running(kept) != process


def test_one_that_died_is_replaced(kept: Typesetter, one_page: Brief) -> None:
    pdf.render(one_page, typesetter=kept)
    process = kept._process
    assert process is not None
    process.kill()
    process.wait()
    assert pdf.render(one_page, typesetter=kept).pages == 1


def test_one_that_ends_without_an_answer_is_told(
    kept: Typesetter, one_page: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetter, "WORKER", (sys.executable, "-c", "import sys; sys.stdin.readline()"))
    with pytest.raises(ExportError, match="ended before the PDF was finished"):
        pdf.render(one_page, typesetter=kept)


def test_one_that_never_answers_is_stopped(kept: Typesetter, one_page: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "WORKER", (sys.executable, "-c", "import sys; sys.stdin.read()"))
    with pytest.raises(ExportError, match="took too long"):
        pdf.render(one_page, typesetter=kept, timeout=0.2)


def test_nobody_asking_ends_it(one_page: Brief) -> None:
    with Typesetter(idle=0.05) as kept:
        pdf.render(one_page, typesetter=kept)
        ends = time.monotonic() + 10
        while kept._process is not None and time.monotonic() < ends:
            time.sleep(0.02)
        assert kept._process is None
        assert pdf.render(one_page, typesetter=kept).pages == 1
