"""What the process that reads PDFs gives is what reading them here gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import IntakeError
from briefing.intake.pdf import read_pdf
from briefing.intake.worker import Reader

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("name", ["libreoffice.pdf", "chromium.pdf", "typst_two_columns.pdf"])
def test_a_pdf_reads_alike_here_and_in_the_process(name: str) -> None:
    data = (FILES / name).read_bytes()
    here = read_pdf(data, name)
    with Reader() as reader:
        there = reader.read_bytes(data, name)
    assert (here.text, here.stated, here.notices) == (there.text, there.stated, there.notices)


@pytest.mark.parametrize("name", ["chromium_picture.pdf", "broken.pdf"])
def test_a_pdf_without_text_is_refused_alike(name: str) -> None:
    data = (FILES / name).read_bytes() if name.startswith("chromium") else (FILES / "chromium.pdf").read_bytes()[:700]
    with pytest.raises(IntakeError) as here:
        read_pdf(data, name)
    with Reader() as reader, pytest.raises(IntakeError) as there:
        reader.read_bytes(data, name)
    assert str(here.value) == str(there.value)
