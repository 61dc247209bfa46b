"""Sealing with age (`pyrage`): to the keys of readers, or by a passphrase, and opening what was sealed.

SQLite cannot read a database out of memory here, so the plain bytes of an open pouch, and of one that is being made,
stand in a private temporary file (readable by its owner only): in the memory of the session where the system has such a
folder. An open one has no name there as soon as the system allows it. Refuses to: invent cryptography, or keep a key
or a passphrase.
"""

import base64
import binascii
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import PouchError, SealedPouchError
from briefing.wording import say

LOST = say(
    "Whoever loses the passphrase loses what is sealed with it: nobody can open it without, not even the desk. Tell it "
    "to the reader by another way than the file."
)
"""What to tell everybody who seals by a passphrase."""
_HEADS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_SHORTEST = 12


def is_sealed(data: bytes) -> bool:
    """Whether bytes are a file of age."""
    return data.lstrip().startswith(_HEADS)


def by_passphrase(data: bytes) -> bool:
    """Whether a passphrase opens sealed bytes; else a key does."""
    head = data.lstrip()[:1000]
    if head.startswith(_HEADS[1]):  # the same in letters that survive an e-mail
        letters = b"".join(head.split()).removeprefix(b"".join(_HEADS[1].split())).partition(b"-")[0]
        with suppress(binascii.Error):  # then it is damaged, and says so when it is opened
            head = base64.b64decode(letters[: len(letters) // 4 * 4])
    return b"\n-> scrypt " in head


def refuse_weak(recipients: Sequence[str], passphrase: str) -> None:
    """Raise PouchError for keys that are none, a passphrase that is too short, or both at once."""
    if recipients and passphrase:
        raise PouchError(say("A pouch is sealed to keys or by a passphrase, not both. Please choose one."))
    if passphrase and len(passphrase.strip()) < _SHORTEST:
        raise PouchError(say("A passphrase needs at least %1 characters; four or five words are best.", _SHORTEST))
    _recipients(recipients)


def seal(data: bytes, recipients: Sequence[str] = (), passphrase: str = "") -> bytes:
    """`data` sealed to public keys (`age1…`) or by a passphrase; as it is where neither is given. Raises PouchError."""
    refuse_weak(recipients, passphrase)
    if passphrase:
        from pyrage import passphrase as by_words

        return bytes(by_words.encrypt(data, passphrase))
    if recipients:
        import pyrage

        return bytes(pyrage.encrypt(data, _recipients(recipients)))
    return data


def unseal(data: bytes, name: str, keys: str = "", passphrase: str = "") -> bytes:
    """What was sealed. `keys` is the text of a key file: lines that begin with `AGE-SECRET-KEY-1`.

    Raises SealedPouchError where what would open it was not given or is another one, PouchError for a damaged file.
    """
    import pyrage
    from pyrage import passphrase as by_words

    asked = by_passphrase(data)
    if asked and not passphrase:
        raise SealedPouchError(say("“%1” is sealed by a passphrase. Please enter it.", name), passphrase=True)
    if not asked and not keys.strip():
        raise SealedPouchError(say("“%1” is sealed to a key. Please choose your key file.", name), passphrase=False)
    try:
        return bytes(by_words.decrypt(data, passphrase) if asked else pyrage.decrypt(data, _identities(keys)))
    except pyrage.DecryptError as error:
        told = str(error).casefold()
        if asked and ("decryption failed" in told or "key" in told or "passphrase" in told):
            raise SealedPouchError(
                say("This passphrase does not open “%1”, or the file was altered on its way.", name), passphrase=True
            ) from error
        if not asked and ("no matching" in told or "key" in told):
            raise SealedPouchError(
                say("This key does not open “%1”: it was sealed to others.", name), passphrase=False
            ) from error
        raise PouchError(
            say("“%1” was altered or damaged on its way and cannot be opened. Please ask for it again.", name)
        ) from error


def new_key() -> tuple[str, str]:
    """(public key, text of the key file) of a new pair: one for the desk, the other never leaves its owner."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    public = str(made.to_public())
    return public, f"# public key: {public}\n{made}\n"


def write_key(path: Path) -> str:
    """Make a pair of keys, keep the secret one in a new file for its owner alone, and return the public one.

    Raises PouchError where the file is there already or cannot be written.
    """
    public, secret = new_key()
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(secret)
    except FileExistsError:
        words = say("“%1” exists already. Nothing was changed; please choose another name.", path.name)
        raise PouchError(words) from None
    except OSError as error:
        words = say("“%1” cannot be written: %2. Please choose another place.", path.name, error.strerror or error)
        raise PouchError(words) from error
    return public


@contextmanager
def private_folder(size: int) -> Iterator[Path]:
    """A folder for its owner alone, for so many bytes that may be sealed later; it is gone afterwards.

    Raises PouchError where there is no room for them.
    """
    with _told():
        folder = _new_folder(size)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def private_file(data: bytes) -> Path:
    """A new file with these bytes in a folder of its own, both for their owner alone. Raises PouchError."""
    with _told():
        path = _new_folder(len(data)) / "open"
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        except OSError:
            remove(path)
            raise
    return path


def _new_folder(size: int) -> Path:
    memory = os.environ.get("XDG_RUNTIME_DIR", "")  # on Linux: never on a disk, gone with the session
    fits = bool(memory) and os.access(memory, os.W_OK) and _free(memory) > 2 * size
    return Path(tempfile.mkdtemp(prefix="briefing_", dir=memory if fits else None))


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PouchError(
            say(
                "This computer has no room to open or make a pouch: %1. Please free some space and try again.",
                error.strerror or error,
            )
        ) from error


def remove(path: Path) -> None:
    """Remove a private file and its folder; one that is open is left where the system does not allow it (Windows)."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def _free(folder: str) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _recipients(keys: Sequence[str]) -> list[object]:
    if not keys:
        return []
    import pyrage
    from pyrage import x25519

    found: list[object] = []
    for key in keys:
        try:
            found.append(x25519.Recipient.from_str(key.strip()))
        except pyrage.RecipientError as error:
            words = say("“%1” is no public key. One begins with age1 and has 62 characters.", key[:70])
            raise PouchError(words) from error
    return found


def _identities(keys: str) -> list[object]:
    import pyrage
    from pyrage import x25519

    lines = [line.strip() for line in keys.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    try:
        found = [x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError as error:
        raise PouchError(say("The key file holds no key that is known here (AGE-SECRET-KEY-1…).")) from error
    return list(found)
