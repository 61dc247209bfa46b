"""Definitions as files: a form or a profile that is passed from desk to desk. Reads and writes; knows no fields."""

import os
from pathlib import Path

from briefing.errors import DefinitionError, ExportError
from briefing.rules.definitions import LONGEST
from briefing.wording import say


def read_definition(path: Path) -> str:
    """The text of a file. Raises DefinitionError where it cannot be read, is too long or no text."""
    try:
        with path.open("rb") as file:
            data = file.read(4 * LONGEST + 1)
    except OSError as error:
        raise DefinitionError(say("“%1” cannot be read: %2.", path.name, error.strerror or error)) from None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise DefinitionError(say("“%1” is no text in UTF-8.", path.name)) from None
    if len(text) > LONGEST:
        raise DefinitionError(say("“%1” is too long: at most %2 characters.", path.name, f"{LONGEST:,}"))
    return text


def write_definition(path: Path, text: str) -> None:
    """Write a definition to a file, whole or not at all. Raises ExportError where that cannot be done."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(text.encode("utf-8", "surrogatepass"))
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ExportError(say("“%1” cannot be written: %2.", path.name, error.strerror or error)) from None
