"""The address of a server, `postgresql://login@host:port/database`: read, judged, and made fit to be kept.

Refuses a password in the address (addresses are kept in settings, scripts and histories) and a connection beyond this
machine that is not encrypted and checked. Opens nothing.
"""

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.errors import TeamError
from briefing.wording import Said, say

_STRICT = "verify-full"
_MODES = ("disable", "allow", "prefer", "require", "verify-ca", _STRICT)
_FREE = frozenset({"host", "hostaddr", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl"})
"""What may stand behind the question mark; everything else could carry a password or weaken the connection."""


@dataclass(frozen=True)
class Address:
    """A server, one of its databases, and the login there. `str()` gives the address without any secret."""

    login: str
    host: str
    port: int
    database: str
    more: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def near(self) -> bool:
        """Whether nothing leaves this machine: a Unix socket, or an address of this machine for itself."""
        numeric = self.more.get("hostaddr", "")
        return _is_near(self.host) and (not numeric or _is_near(numeric))

    @property
    def place(self) -> str:
        """Where it is, as people say it: `db.example.org/crisis`."""
        return f"{self.host}/{self.database}" if self.port == _PORT else f"{self.host}:{self.port}/{self.database}"

    def __str__(self) -> str:
        """The address as it may be kept."""
        from urllib.parse import quote, urlencode

        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        port = "" if self.port == _PORT else f":{self.port}"
        more = f"?{urlencode(self.more)}" if self.more else ""
        return f"postgresql://{quote(self.login, safe='')}@{host}{port}/{quote(self.database, safe='')}{more}"

    def parameters(self) -> dict[str, str]:
        """What libpq is told: everything, so that no environment variable or file of the user's decides instead."""
        mode = self.more.get("sslmode", "prefer" if self.near else _STRICT)
        told = {
            "host": self.host,
            "hostaddr": "",
            "port": str(self.port),
            "dbname": self.database,
            "user": self.login,
            "sslmode": mode,
            "gssencmode": "disable",
            "passfile": str(Path(__file__) / "none"),  # a place where no file can be
            "options": "",
            **{name: value for name, value in self.more.items() if name != "sslmode"},
        }
        if self.near:
            told["require_auth"] = "!password"  # whoever waits at the port here is not checked: no password in clear
        elif "sslrootcert" not in told:
            # the driver's own libraries know no place of this system, so `system` alone finds nothing in most of them
            roots = (path for path in (_USUAL_ROOT.expanduser(), *_SYSTEM_ROOTS) if path.exists())
            told["sslrootcert"] = str(next(roots, "system"))
        return told


_PORT = 5432
_USUAL_ROOT = Path("~/.postgresql/root.crt")
_SYSTEM_ROOTS = tuple(
    Path(name)
    for name in (
        "/etc/ssl/certs/ca-certificates.crt",  # Debian
        "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora
        "/etc/ssl/ca-bundle.pem",  # SUSE
        "/etc/ssl/cert.pem",  # macOS
    )
)
"""Where systems keep the certificates of the authorities they trust."""


def read(url: str) -> Address:
    """The address in `url`. Raises TeamError with a sentence for one that cannot be used or may not be kept."""
    if not url.isprintable():
        raise TeamError(_unreadable())
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _PORT
        more = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)) if parts.query else {}
    except ValueError:
        raise TeamError(_unreadable()) from None
    if parts.password is not None or "password" in more:
        raise TeamError(
            say(
                "An address with a password in it would be kept where others can read it. Please leave the password "
                "out: you are asked for it, and this system's keyring can keep it."
            )
        )
    host = more.pop("host", "") or _host(parts.netloc)
    database = unquote(parts.path.removeprefix("/"))
    login = unquote(parts.username or "")
    told = all((host, database, login)) and all(one.isprintable() for one in (host, database, login, *more.values()))
    if parts.scheme not in ("postgresql", "postgres") or parts.fragment or not told:
        raise TeamError(_unreadable())
    for name in more:
        if name not in _FREE:
            raise TeamError(say("“%1” cannot be set in the address of a server.", name[:60]))
    if "," in host or "," in more.get("hostaddr", ""):
        raise TeamError(say("Please name one server; the address holds several."))
    found = Address(login, host, port, database, MappingProxyType(more))
    _refuse_weak(found)
    return found


def _host(place: str) -> str:
    """The host in `login@host:port`, with the capitals that the path of a Unix socket may have."""
    host = place.rpartition("@")[2]
    return host[1:].partition("]")[0] if host.startswith("[") else unquote(host.partition(":")[0])


def _refuse_weak(address: Address) -> None:
    mode = address.more.get("sslmode", "")
    if mode and mode not in _MODES:
        raise TeamError(say("“%1” is no way to encrypt a connection. Please leave “sslmode” out.", mode[:60]))
    if mode and mode != _STRICT and not address.near:
        raise TeamError(
            say(
                "“sslmode=%1” would let somebody on the way read or answer in place of %2. Please leave it out: "
                "the connection is encrypted and the server's certificate is checked.",
                mode,
                address.host,
            )
        )


def _unreadable() -> Said:
    return say("Please give the address of the server as postgresql://login@server/database.")


def _is_near(host: str) -> bool:
    if host.startswith(("/", "@")) or host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
