"""Passwords of servers, in this system's keyring and nowhere else: never in a file, a setting or an address."""

from briefing.errors import TeamError
from briefing.team import extra
from briefing.team.address import Address
from briefing.wording import say


def password(address: Address) -> str:
    """The password that was kept for this login; empty where none was, or where this system has no keyring."""
    keyring = extra.keyring()
    try:
        return keyring.get_password(_service(address), address.login) or ""
    except keyring.errors.KeyringError:
        return ""  # a locked keyring is like none: the password is asked for


def keep(address: Address, secret: str) -> None:
    """Keep a password for the next time. Raises TeamError where this system has no keyring that is open."""
    keyring = extra.keyring()
    try:
        keyring.set_password(_service(address), address.login, secret)
    except keyring.errors.KeyringError as error:
        raise TeamError(
            say("This system has no keyring that is open, so the password was not kept; you are asked again next time.")
        ) from error


def forget(address: Address) -> bool:
    """Take a password out of the keyring; whether one was there."""
    keyring = extra.keyring()
    try:
        if keyring.get_password(_service(address), address.login) is None:
            return False
        keyring.delete_password(_service(address), address.login)
    except keyring.errors.KeyringError:
        return False
    return True


def _service(address: Address) -> str:
    return f"Briefing Desk {address.host}:{address.port}/{address.database}"
