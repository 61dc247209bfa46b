"""Does a path lie on a network share? SQLite's locks and its write-ahead log do not hold there."""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import NetworkStoreError
from briefing.wording import say

_NETWORK = (
    "nfs", "cifs", "smb", "afp", "webdav", "9p", "davfs", "ncpfs", "ceph", "glusterfs", "lustre", "afs", "beegfs",
    "fuse.sshfs", "fuse.gvfsd", "fuse.davfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.vmhgfs",
    "vmhgfs", "vboxsf", "prl_fs",
)  # fmt: skip
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW
_OCTAL = re.compile(r"\\([0-7]{3})")

Mounts = Sequence[tuple[str, str]]


def refuse_network(path: Path, mounts: Mounts | None = None) -> None:
    """Raise NetworkStoreError where `path` lies on a network share."""
    if on_network(path, mounts):
        raise NetworkStoreError(
            say(
                "“%1” lies on a network share, where it could be damaged when two people use it. Nothing was "
                "changed. Please copy it to a disk of this computer and open the copy.",
                path.name,
            )
        )


def on_network(path: Path, mounts: Mounts | None = None) -> bool:
    """Whether the file system that holds `path` is a network share, as far as the system tells.

    `mounts` are (mount point, type) pairs; without them the system is asked.
    """
    where = path.absolute()
    if sys.platform == "win32" and mounts is None:
        return _on_windows_share(str(where))
    return is_network_type(mount_type(str(where.resolve()), _mounts() if mounts is None else mounts))


def is_network_type(file_system: str) -> bool:
    """Whether a file system type such as `nfs4`, `cifs` or `ext4` is reached over a network."""
    return file_system.lower().startswith(_NETWORK)


def mount_type(path: str, mounts: Mounts) -> str:
    """The file system type of the longest mount point above `path`; empty where none is known.

    A root of type 9p is the computer's own disk as a sandbox or virtual machine shows it.
    """
    best = ("", "")
    for point, kind in mounts:
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[0]):
            best = (point, kind)
    return "" if best == ("/", "9p") else best[1]


def _mounts() -> Mounts:
    table = Path("/proc/self/mounts")
    try:
        if table.exists():
            return parse_proc_mounts(table.read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return []
    return parse_mount_listing(_listing())


def _listing() -> str:
    import subprocess  # not needed where there is /proc

    try:
        return subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def parse_proc_mounts(text: str) -> list[tuple[str, str]]:
    """Mount points and types of Linux' `/proc/self/mounts`, whose spaces are octal escapes."""
    rows = (line.split(" ") for line in text.split("\n"))
    return [(_OCTAL.sub(lambda found: chr(int(found[1], 8)), row[1]), row[2]) for row in rows if len(row) > 2]


def parse_mount_listing(text: str) -> list[tuple[str, str]]:
    """Mount points and types of macOS' `mount`: `//server/share on /Volumes/share (smbfs, nodev)`."""
    found = []
    for line in text.splitlines():
        _, _, rest = line.partition(" on ")
        point, _, options = rest.rpartition(" (")
        if point:
            found.append((point, options.rstrip(")").split(",")[0].strip()))
    return found


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names a server: `\\server\share`, also as `\\?\UNC\server\share`."""
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path[4:8].upper() == "UNC\\"
    return path.startswith("\\\\")


def _on_windows_share(path: str) -> bool:  # pragma: no cover (only Windows has drives)
    if is_unc(path):
        return True
    import ctypes

    drive = os.path.splitdrive(path)[0] + "\\"
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)  # type: ignore[attr-defined, unused-ignore]
    return kind == _REMOTE_DRIVE
