"""The process that reads foreign files: one request after the other on standard input, answers on standard output.

It is a process so that a file which crashes a reader takes nothing else with it, and so that what heavy readers load
(trafilatura loads a network library) is never in the program itself. It opens no socket and starts no program: an audit
hook refuses both, whatever a library tries. It holds its memory below a limit where the system has one, and it does not
outlive whoever started it: it ends with its input, and by itself where one file holds it for ever.

Request: a line with two lengths, then the name as JSON, then the bytes. Answer: a line with its length, then JSON.
"""

import contextlib
import faulthandler
import json
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

from briefing.child import give_way
from briefing.errors import IntakeError
from briefing.intake import wire
from briefing.intake.reading_here import TIMEOUT, read_safely

MEMORY = 2_500_000_000
"""Bytes that the process may take."""
LONGEST = 2 * TIMEOUT
"""Seconds after which it ends by itself over one file: whoever asked would have ended it long before."""
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile")


def main() -> None:
    """Answer requests until there are no more."""
    give_way()
    given, out = sys.stdin.buffer, _own_output()
    _keep_within()
    sys.addaudithook(_refuse)
    while line := given.readline():
        lengths = line.split()
        name = json.loads(given.read(int(lengths[0])))
        data = given.read(int(lengths[1]))
        with _in_time():
            answer = answered(data, name)
        out.write(b"%d\n" % len(answer) + answer)
        out.flush()


def answered(data: bytes, name: str) -> bytes:
    """The answer to one request: what was read, or the sentence that says why not."""
    try:
        return wire.to_wire(read_safely(data, name))
    except IntakeError as error:
        return wire.refusal(error)


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    """End the process where one file takes for ever, even inside of a library, and nobody is there to end it."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (no file of the user's)
        faulthandler.dump_traceback_later(LONGEST, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _own_output() -> BinaryIO:
    """Standard output for answers alone: whatever a library prints goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)  # nobody reads it, and a full pipe would stop us
    return own


def _keep_within() -> None:
    """Take no more memory than is allowed, where the system can be told so."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
