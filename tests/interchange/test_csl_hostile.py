"""Lists of works that are no files, or no JSON, as far as other programs take them for such."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import IntakeError
from briefing.interchange import csl, csl_reading

from .reading import source_of


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for_and_nothing_endless_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", Path("/dev/zero")):
        with pytest.raises(IntakeError, match="is a device, not a file"):
            csl_reading.read_file(path)


def test_what_is_no_number_of_json_comes_neither_in_nor_out() -> None:
    given = '[{"type": "report", "title": "T", "note": 1e999, "volume": NaN, "custom": {"a": [NaN, 1.5, -1e999]}}]'
    (item,) = csl_reading.read(given.encode(), "list.json").items
    source = source_of(item)
    assert "nan" not in source.notes.casefold() and "inf" not in source.notes
    source = replace(source, notes=f"{source.notes}\n- categories: [NaN, Infinity]")
    data, _ = csl.written([source])
    (work,) = json.loads(data, parse_constant=lambda name: pytest.fail(name))
    assert work["custom"]["a"] == [None, 1.5, None]
