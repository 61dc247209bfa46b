"""The process that reads: started late, one for a batch, killed on cancel and after its time, without a network."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import IntakeError
from briefing.intake import reading_here, wire
from briefing.intake.readers import read_bytes, read_file
from briefing.intake.worker import CancelledIntakeError, Reader
from briefing.wording import Said

ROOT = Path(__file__).resolve().parents[2]
PAGE = b"<html><head><title>Talks</title></head><body><p>One paragraph.</p></body></html>"
FAILING = """
import os, sys
from briefing.intake import reading_here, worker_child
real = reading_here.read_here
def read(data, name, choose=True):
    if name.startswith("crash"):
        os._exit(9)
    if name.startswith("socket"):
        import socket
        socket.socket()
    if name.startswith("program"):
        os.system("true")
    if name.startswith("memory"):
        if sys.platform != "linux":
            raise MemoryError
        bytearray(10 * worker_child.MEMORY)
    if name.startswith("endless"):
        import re
        re.match("(a+)+$", "a" * 99 + "b")  # holds the interpreter and hears nothing
    if name.startswith("nested"):
        return read(data, name)
    return real(data, name)
reading_here.read_here = read
worker_child.LONGEST = float(sys.argv[1]) if sys.argv[1:] else worker_child.LONGEST
worker_child.main()
"""
"""A library that fails in each of the ways that libraries do."""


def failing() -> Reader:
    return Reader(worker=(sys.executable, "-c", FAILING))


def test_nothing_starts_before_a_heavy_file_comes(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("A note.", encoding="utf-8")
    with Reader(worker=("no such program",)) as reader:
        assert reader.read(note).text == "A note."
        assert reader.read_bytes(b"<p>A piece of a page.</p>", "piece.html").key == "page"
        with pytest.raises(IntakeError, match="The process that reads files could not be started: No such file"):
            reader.read_bytes(PAGE, "page.html")


def test_a_batch_survives_files_that_break_their_reader() -> None:
    with failing() as reader:
        assert reader.read_bytes(PAGE, "good.html").title == "Talks"
        for name, words in (
            ("crash.html", r"“crash.html” broke the process that read it"),
            ("socket.html", r"is built in a way that no reader understands"),
            ("program.html", r"is built in a way that no reader understands"),
            ("nested.html", r"is nested too deeply"),
            ("memory.html", r"needs more memory than a file may take"),
        ):
            with pytest.raises(IntakeError, match=words):
                reader.read_bytes(PAGE, name)
        assert reader.read_bytes(PAGE, "good.html").text == "One paragraph."


@pytest.mark.parametrize(
    "answer",
    [
        b"9" * 40 + b"\n", b"-5\n", b"99999999999999\n{}", b"2\n{}", b"2\n[]", b"4\nnull", b'5\n{"a"', b"x\n", b"0\n",
        b'19\n{"refused":{"a":1}}',
    ],
)  # fmt: skip
def test_what_a_file_made_its_reader_say_is_not_believed(answer: bytes) -> None:
    worker = (sys.executable, "-c", f"import sys; sys.stdin.buffer.read(30); sys.stdout.buffer.write({answer!r})")
    with Reader(worker=worker) as reader, pytest.raises(IntakeError, match=r"“a.html” broke the process that read it"):
        reader.read_bytes(PAGE, "a.html")


def test_hashes_and_places_of_an_answer_are_our_own(files: Path) -> None:
    read = read_file(files / "libreoffice.docx")
    lied = replace(read, text_sha256="0" * 64, archive_sha256="0" * 64)
    assert wire.from_wire(wire.to_wire(lied), read.data) == read
    outside = replace(read, parts=(replace(read.parts[0], end=len(read.text) + 1),))
    with pytest.raises(ValueError, match=r"^$"):
        wire.from_wire(wire.to_wire(outside), read.data)


def test_a_process_that_nobody_ends_any_more_ends_by_itself() -> None:
    words = b"%d %d\n" % (14, len(PAGE)) + b'"endless.html"' + PAGE
    command = [sys.executable, "-c", FAILING, "0.3"]
    done = subprocess.run(command, input=words, cwd=ROOT, capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_the_time_of_one_file_is_not_that_of_the_next() -> None:
    mail = b"Subject: Talks\nFrom: Ana Holm <ana@example.org>\n\nWe agree.\n"  # little is loaded to read one
    with Reader(worker=(sys.executable, "-c", FAILING, "2")) as reader:
        began = time.monotonic()
        while time.monotonic() - began < 2.5:
            assert reader.read_bytes(mail, "good.eml").title == "Talks"


def test_a_small_text_breaks_nothing_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charset_normalizer.from_bytes", lambda _: 1 // 0)
    data = "Разговори су почели у понедељак.".encode("cp1251")
    words = r"“a.txt” could not be read, for it is built in a way that no reader understands"
    with Reader() as reader, pytest.raises(IntakeError, match=words):
        reader.read_bytes(data, "a.txt")
    with pytest.raises(IntakeError, match=words):
        read_bytes(data, "a.txt")
    assert not reading_here.is_light(data, "a.html")


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with (
        Reader(timeout=0.2, worker=(sys.executable, "-c", "input(); input()")) as reader,
        pytest.raises(IntakeError, match="took longer than 0 seconds to read and was given up"),
    ):
        reader.read_bytes(PAGE, "slow.html")


def test_a_file_that_is_cancelled_ends_its_process_at_once() -> None:
    began = time.monotonic()
    with (
        Reader(worker=(sys.executable, "-c", "import time; time.sleep(60)")) as reader,
        pytest.raises(CancelledIntakeError, match=r"Reading “slow.html” was stopped"),
    ):
        reader.read_bytes(PAGE, "slow.html", cancelled=lambda: time.monotonic() - began > 0.1)
    assert time.monotonic() - began < 5


def test_what_is_read_alone_is_read_alike(files: Path) -> None:
    alone = read_file(files / "chromium.html")
    assert alone.text_sha256 == read_bytes(alone.data, "chromium.html").text_sha256
    assert alone.key == "article"


def test_a_sentence_keeps_what_it_is_made_of_on_its_way(files: Path) -> None:
    read = read_file(files / "libreoffice_tracked.docx")
    (notice,) = read.notices
    assert isinstance(notice, Said)
    assert notice.template == "The file has tracked changes: %1 and %2."
    assert isinstance(notice.values[0], Said)
    assert notice.values[0].number == 1
    assert wire.from_wire(wire.to_wire(read), read.data) == read


def test_neither_the_window_nor_the_command_line_loads_what_the_worker_loads(files: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom briefing.intake.worker import Reader\n"
        "with Reader() as reader:\n"
        f"    texts = [reader.read(path).text for path in Path({str(files)!r}).glob('*.[hp][td][mf]*')\n"
        "             if 'picture' not in path.name]\n"
        "import briefing.cli, briefing.intake.readers\n"
        "heavy = ('trafilatura', 'urllib3', 'lxml', 'pypdfium2', 'courlan', 'htmldate', 'hunspell', 'email.parser')\n"
        "print(len(texts), [name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "4 []"
