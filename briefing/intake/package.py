"""A zip package from outside, opened with care: nothing is written to the disk, and no part is larger than we allow.

Sizes are counted while the parts are read, for those that a package declares may be lies. Raises IntakeError with a
sentence for what is damaged, locked or made to fill the memory.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from briefing.errors import IntakeError
from briefing.wording import say

LARGEST_PART = 200_000_000
MOST_FILES = 10_000
STEEPEST = 200
"""Times that a part may be larger than it is in the package, once it is larger than `_PLAIN`."""
_PLAIN = 5_000_000
_CHUNK = 1 << 16
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Package:
    """The parts of one zip package, read piece by piece."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the package in `data`; `name` is the file's, for the sentences. Raises IntakeError."""
        self._name = name
        if data.startswith(_OLD):
            raise self._locked() if _ENCRYPTED in data else self._old()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            files = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeError):
            raise self.damaged() from None
        if len(files) > MOST_FILES:
            raise self._bomb()
        self._files = {file.filename.lstrip("/"): file for file in files}
        self._read = 0

    def __contains__(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self._files

    def pieces(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises IntakeError, also where there is no such part."""
        file = self._files.get(part)
        if file is None:
            raise self.damaged()
        if file.flag_bits & 1:
            raise self._locked()
        if file.file_size > LARGEST_PART:
            raise self._bomb()
        read = 0
        try:
            with self._zip.open(file) as opened:
                while piece := opened.read(_CHUNK):
                    read += len(piece)
                    self._read += len(piece)
                    too_steep = read > _PLAIN and read > STEEPEST * max(1, file.compress_size)
                    if too_steep or self._read > LARGEST_PART:
                        raise self._bomb()
                    yield piece
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            raise self.damaged() from None

    def damaged(self) -> IntakeError:
        """What is said where a part cannot be understood."""
        return IntakeError(say("“%1” is damaged or breaks off. Please get it again. Nothing was changed.", self._name))

    def too_deep(self) -> IntakeError:
        """What is said where a part nests without end."""
        return IntakeError(say("“%1” is nested too deeply to be read. Nothing was changed.", self._name))

    def _locked(self) -> IntakeError:
        return IntakeError(
            say(
                "“%1” is protected with a password. Please save it without one, and import that. Nothing was changed.",
                self._name,
            )
        )

    def _old(self) -> IntakeError:
        return IntakeError(
            say("“%1” is a Word file of the old kind. Please save it as .docx. Nothing was changed.", self._name)
        )

    def _bomb(self) -> IntakeError:
        return IntakeError(
            say(
                "“%1” grows beyond all measure when it is unpacked, so it was not read. Please ask its sender for "
                "another copy. Nothing was changed.",
                self._name,
            )
        )
