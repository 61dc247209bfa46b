"""Passwords of servers, in this system's keyring and nowhere else: never in a file, a setting or an address.

A keyring that some other package brought and that writes plain files counts as none.
"""

from typing import TYPE_CHECKING

from briefing.errors import TeamError
from briefing.team import extra
from briefing.team.address import Address
from briefing.wording import say

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SAFE = 1  # the priority from which on keyring itself recommends a backend; those below write files


def password(address: Address) -> str:
    """The password that was kept for this login; empty where none was, or where this system has no keyring."""
    errors = extra.keyring().errors
    ring = _ring()
    try:
        return (ring.get_password(_service(address), address.login) if ring else "") or ""
    except errors.KeyringError:
        return ""  # a locked keyring is like none: the password is asked for


def keep(address: Address, secret: str) -> None:
    """Keep a password for the next time. Raises TeamError where this system has no keyring that is open."""
    errors = extra.keyring().errors
    ring = _ring()
    try:
        if ring is None:
            raise errors.NoKeyringError
        ring.set_password(_service(address), address.login, secret)
    except errors.KeyringError as error:
        raise TeamError(
            say("This system has no keyring that is open, so the password was not kept; you are asked again next time.")
        ) from error


def forget(address: Address) -> bool:
    """Take a password out of the keyring; whether one was there."""
    errors = extra.keyring().errors
    ring = _ring()
    if ring is None or not password(address):
        return False
    try:
        ring.delete_password(_service(address), address.login)
    except errors.KeyringError:
        return False
    return True


def _ring() -> "KeyringBackend | None":
    found: KeyringBackend = extra.keyring().get_keyring()
    return found if found.priority >= _SAFE else None


def _service(address: Address) -> str:
    return f"Briefing Desk {address.host}:{address.port}/{address.database}"
