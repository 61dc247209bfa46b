"""A store is never opened on a network share."""

from pathlib import Path

import pytest

from briefing.errors import NetworkStoreError
from briefing.store import place
from briefing.store.place import (
    is_network_type,
    is_unc,
    mount_type,
    on_network,
    parse_mount_listing,
    parse_proc_mounts,
    refuse_network,
)
from briefing.store.store import create_store, open_store

PROC = r"""/dev/sda1 / ext4 rw,relatime 0 0
server:/export /mnt/team\040share nfs4 rw,vers=4.2 0 0
//files/desk /mnt/team\040share/inner cifs rw 0 0
auto.home /home autofs rw 0 0
me@host:/ /home/me/host fuse.sshfs rw 0 0
short
"""
LISTING = """/dev/disk1s1 on / (apfs, sealed, local, read-only)
//me@server/share on /Volumes/My share (smbfs, nodev, nosuid, mounted by me)
map auto_home on /System/Volumes/Data/home (autofs, automounted)
nonsense
"""


@pytest.mark.parametrize("kind", "nfs nfs4 cifs smb3 smbfs afpfs 9p fuse.sshfs davfs ceph vboxsf fuse.rclone".split())
def test_network_file_systems_are_known(kind: str) -> None:
    assert is_network_type(kind) and is_network_type(kind.upper())


@pytest.mark.parametrize("kind", [*"ext4 btrfs xfs tmpfs overlay apfs ntfs fuseblk vfat fuse.ntfs-3g zfs".split(), ""])
def test_local_file_systems_are_known(kind: str) -> None:
    assert not is_network_type(kind)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a.db", "autofs"),
        ("/etc/a.db", "ext4"),
        ("/mnt/team share/a.db", "nfs4"),
        ("/mnt/team share", "nfs4"),
        ("/mnt/team shares/a.db", "ext4"),
        ("/mnt/team share/inner/deep/a.db", "cifs"),
        ("/home/me/host/a.db", "fuse.sshfs"),
    ],
)
def test_the_longest_mount_point_above_a_path_counts(path: str, kind: str) -> None:
    assert mount_type(path, parse_proc_mounts(PROC)) == kind


def test_no_mount_point_is_no_network() -> None:
    assert mount_type("/a", []) == ""


def test_a_mount_over_another_counts() -> None:
    assert mount_type("/mnt/x", [("/mnt", "ext4"), ("/mnt", "nfs")]) == "nfs"


def test_a_sandbox_whose_root_is_9p_is_local_but_a_share_in_it_is_not() -> None:
    mounts = [("/", "9p"), ("/mnt/c", "9p")]
    assert not is_network_type(mount_type("/home/a.db", mounts))
    assert is_network_type(mount_type("/mnt/c/a.db", mounts))


def test_the_listing_of_macos_is_read() -> None:
    assert parse_mount_listing(LISTING) == [
        ("/", "apfs"),
        ("/Volumes/My share", "smbfs"),
        ("/System/Volumes/Data/home", "autofs"),
    ]


@pytest.mark.parametrize("path", [r"\\server\share\a.db", r"\\?\UNC\server\share\a.db"])
def test_windows_paths_to_a_server_are_known(path: str) -> None:
    assert is_unc(path)


@pytest.mark.parametrize("path", [r"C:\a.db", r"\\?\C:\a.db", r"\\.\C:\a.db"])
def test_windows_paths_to_a_disk_are_known(path: str) -> None:
    assert not is_unc(path)


def test_a_store_on_a_share_is_refused_with_the_way_out(tmp_path: Path) -> None:
    mounts = [("/", "ext4"), (str(tmp_path.resolve()), "cifs")]
    with pytest.raises(NetworkStoreError, match=r"Please copy it to a disk of this computer and open the copy"):
        refuse_network(tmp_path / "a.db", mounts)
    refuse_network(tmp_path.parent / "a.db", mounts)


def test_a_link_to_a_share_is_seen_through(tmp_path: Path) -> None:
    share, link = tmp_path / "share", tmp_path / "link"
    share.mkdir()
    link.symlink_to(share)
    assert on_network(link / "a.db", [("/", "ext4"), (str(share.resolve()), "nfs")])


def test_opening_and_making_a_store_ask_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    create_store(path).close()
    monkeypatch.setattr(place, "_mounts", lambda: [("/", "nfs4")])
    with pytest.raises(NetworkStoreError):
        open_store(path)
    with pytest.raises(NetworkStoreError):
        create_store(tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def test_the_system_is_asked_for_its_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(on_network(tmp_path), bool)
    monkeypatch.setattr(Path, "exists", lambda _: False)  # as on macOS, where there is no /proc
    assert isinstance(place._mounts(), list)


def test_a_system_that_does_not_answer_is_taken_as_local(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "exists", lambda _: False)
    monkeypatch.setattr("subprocess.run", fail)
    assert place._mounts() == []
