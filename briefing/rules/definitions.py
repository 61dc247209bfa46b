"""Templates and profiles are TOML that people edit by hand: reading it, and naming the line that is at fault.

Knows tables and keys, and nothing of briefs. Every fault is a `DefinitionError` whose sentence names the line.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from briefing.errors import DefinitionError
from briefing.wording import say

LONGEST = 100_000
"""Characters that a definition may have."""
_PLACE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_TYPES: Mapping[type, str] = {str: "a text in quotation marks", bool: "true or false", int: "a whole number"}


class Table:
    """One table of a definition. It hands out its keys by type and refuses what nobody asked for."""

    def __init__(self, text: str, values: Mapping[str, Any], header: str = "", number: int = 0) -> None:
        """`header` is the head as written (`[[block]]`), `number` which one of that head it is, from 0."""
        self._text = text
        self._values = dict(values)
        self._header, self._number = header, number

    def text(self, key: str, default: str | None = None, *, among: tuple[str, ...] = ()) -> str:
        """A text on one line; without a default it must be there."""
        found: str = self._value(key, str, default)
        if "\n" in found or len(found) > 1_000:
            raise self.fault(key, say("“%1” is too long, or has more than one line.", key))
        if among and found not in among:
            raise self.fault(key, say("“%1” is not known for %2. Choose one of: %3.", found, key, ", ".join(among)))
        return found

    def prose(self, key: str, default: str = "") -> str:
        """A text of any number of lines."""
        found: str = self._value(key, str, default)
        return found

    def name(self, key: str) -> str:
        """A name in small letters, digits, hyphens and underscores."""
        found = self.text(key)
        if not _NAME.fullmatch(found):
            raise self.fault(key, say("“%1” is no name: use small letters, digits, - and _.", found))
        return found

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        found: bool = self._value(key, bool, default)
        return found

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number from 0 to 9,999."""
        found: int = self._value(key, int, default)
        if not 0 <= found <= 9_999:
            raise self.fault(key, say("%1 must lie between 0 and 9999.", key))
        return found

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        found = self._values.get(key, list(default))
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.fault(key, say("%1 must be a list of texts in square brackets.", key))
        return tuple(found)

    def table(self, key: str) -> "Table":
        """A table inside this one; an empty one where there is none."""
        found = self._values.get(key, {})
        if not isinstance(found, dict):
            raise self.fault(key, say("%1 must be a table: [%1].", key))
        return Table(self._text, found, f"[{self._inside(key)}]")

    def tables(self, key: str) -> "tuple[Table, ...]":
        """The tables of a list of tables."""
        found = self._values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.fault(key, say("%1 must be a list of tables: [[%1]].", key))
        head = f"[[{self._inside(key)}]]"
        return tuple(Table(self._text, one, head, number) for number, one in enumerate(found))

    def has(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self._values

    def only(self, *known: str) -> None:
        """Raise DefinitionError for a key that is none of these."""
        for key in self._values:
            if key not in known:
                reason = say("there is no field “%1” here. The fields are: %2.", key, ", ".join(known))
                raise self.fault(key, reason)

    def fault(self, key: str, reason: str) -> DefinitionError:
        """The error for `key`, naming the line on which it stands, or that of the table."""
        return DefinitionError(reason, self._line(key))

    def _value(self, key: str, wanted: type, default: Any) -> Any:
        if key not in self._values:
            if default is None:
                raise self.fault(key, say("the field “%1” is missing.", key))
            return default
        found = self._values[key]
        if type(found) is not wanted:
            raise self.fault(key, say("%1 must be %2.", key, _TYPES[wanted]))
        return found

    def _inside(self, key: str) -> str:
        outer = self._header.strip("[]")
        return f"{outer}.{key}" if outer else key

    def _line(self, key: str) -> int:
        """The line of `key` in this table; that of the table's head where it has none; 0 where nothing is found."""
        lines = self._text.splitlines()
        start, head_line, seen = 0, 0, 0
        if self._header:
            wanted = re.sub(r"\s+", "", self._header)
            for number, line in enumerate(lines):
                if re.sub(r"\s+", "", line.split("#")[0]) == wanted:
                    if seen == self._number:
                        start, head_line = number + 1, number + 1
                        break
                    seen += 1
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]|\s*\[+\s*{re.escape(self._inside(key))}\s*\]")
        for number in range(start, len(lines)):
            if pattern.match(lines[number]):
                return number + 1
            if lines[number].lstrip().startswith("[") and self._header:
                break
        return head_line


def read(text: str) -> Table:
    """The definition as a table. Raises DefinitionError, naming the line."""
    if len(text) > LONGEST:
        raise DefinitionError(say("This is too long: at most %1 characters.", f"{LONGEST:,}"))
    try:
        return Table(text, tomllib.loads(text.replace("\r\n", "\n")))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(text.splitlines())
        reason = _PLACE.sub("", str(error)) if not isinstance(error, RecursionError) else "nested too deeply"
        raise DefinitionError(say("this is not TOML: %1.", reason), max(1, line)) from None
