"""Does a path lie on a network share? SQLite's locks and its write-ahead log do not hold there."""

import os
import subprocess
import sys
from pathlib import Path

from briefing.errors import NetworkStoreError

_NETWORK = ("nfs", "cifs", "smb", "afp", "webdav", "9p", "fuse.sshfs", "fuse.gvfsd", "davfs", "ncpfs", "ceph")
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def refuse_network(path: Path) -> None:
    """Raise NetworkStoreError where `path` lies on a network share."""
    if on_network(path):
        raise NetworkStoreError(
            f"“{path.name}” lies on a network share, where it could be damaged when two people use it. "
            "Nothing was changed. Please copy it to a disk of this computer and open the copy."
        )


def on_network(path: Path) -> bool:
    """Whether the file system that holds `path` is a network share, as far as the system tells."""
    where = path.absolute()
    if sys.platform == "win32":
        return _on_windows_share(where)
    return is_network_type(mount_type(str(where.resolve()), _mounts()))


def is_network_type(file_system: str) -> bool:
    """Whether a file system type such as `nfs4`, `cifs` or `ext4` is reached over a network."""
    return file_system.lower().startswith(_NETWORK)


def mount_type(path: str, mounts: list[tuple[str, str]]) -> str:
    """The file system type of the longest mount point above `path`; empty where none is known."""
    best = ("", "")
    for point, kind in mounts:
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def _mounts() -> list[tuple[str, str]]:
    if sys.platform == "linux":
        try:
            text = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return []
        return parse_proc_mounts(text)
    listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5)
    return parse_mount_listing(listing.stdout)


def parse_proc_mounts(text: str) -> list[tuple[str, str]]:
    """Mount points and types of Linux' `/proc/self/mounts`, whose spaces are octal escapes."""
    rows = (line.split(" ") for line in text.splitlines())
    return [(row[1].replace("\\040", " "), row[2]) for row in rows if len(row) > 2]  # noqa: PLR2004


def parse_mount_listing(text: str) -> list[tuple[str, str]]:
    """Mount points and types of macOS' `mount`: `//server/share on /Volumes/share (smbfs, nodev)`."""
    found = []
    for line in text.splitlines():
        _, _, rest = line.partition(" on ")
        point, _, options = rest.rpartition(" (")
        if point:
            found.append((point, options.rstrip(")").split(",")[0].strip()))
    return found


def _on_windows_share(path: Path) -> bool:
    if str(path).startswith("\\\\"):
        return True
    import ctypes  # noqa: PLC0415 (only Windows needs it)

    drive = os.path.splitdrive(str(path))[0] + "\\"
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)  # type: ignore[attr-defined, unused-ignore]
    return kind == _REMOTE_DRIVE
