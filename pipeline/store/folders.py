"""A folder of the tree changes as a whole: its next state is built out of sight, then both change places.

What is not ours goes along: hard links to the same files, copies where the file system has no links.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.store import exchange
from pipeline.store.writing import same, sync_folder, write_new

PAGE = "index.html"
_NO_LINKS = frozenset({errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EACCES})
_Look = tuple[int, int, int]
"""Inode, size and time of a file: another one there, or a change of it, looks different."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder must hold of ours after this run."""

    path: Path
    files: Mapping[str, bytes]
    """By POSIX path relative to the folder."""
    gone: frozenset[str] = frozenset()
    """Paths that older runs wrote and this one does not."""

    def changes(self) -> Sequence[str]:
        """The files that are not there yet as they must be; pages last, for they name the others."""
        changed = (name for name, data in self.files.items() if not same(self.path / name, data))
        return sorted(changed, key=lambda name: (PurePosixPath(name).name == PAGE, name))

    def holds_what_is_gone(self) -> bool:
        return any(os.path.lexists(self.path / name) for name in self.gone)


def renew(folder: Folder, changed: Sequence[str], staging: Path) -> None:
    """Brings a folder to its next state. `staging` does not exist and lies on the same file system.

    Raises `OSError`; then the folder is as it was, or where folders cannot change places, some of its
    files are new and each is whole.
    """
    staging.mkdir()
    for name in changed:
        _make_folders(staging, name)
        write_new(staging / name, folder.files[name])
    if not os.path.lexists(folder.path):
        _begin(folder.path, staging)
    elif not _exchanged(folder, changed, staging):
        _one_by_one(folder, changed, staging)
    sync_folder(folder.path.parent)


def drop(folder: Folder, staging: Path) -> None:
    """Removes what is gone, and the folder with it where it holds nothing else. `staging` does not exist."""
    if {name for name, _ in _all_files(folder.path)} <= folder.gone:
        folder.path.rename(staging)
        shutil.rmtree(staging)
    else:
        renew(folder, (), staging)


def prune(path: Path, top: Path) -> None:
    """Removes a folder that is empty, and those above it, up to `top`."""
    while path != top and path.is_dir() and not any(path.iterdir()):
        path.rmdir()
        path = path.parent


def _begin(path: Path, staging: Path) -> None:
    _sync_all(staging)
    path.parent.mkdir(parents=True, exist_ok=True)
    staging.rename(path)


def _exchanged(folder: Folder, changed: Sequence[str], staging: Path) -> bool:
    """Whether both changed places; the old one is then gone, but for what others put there meanwhile."""
    ours = folder.gone.union(changed)
    carried: dict[str, _Look] = {}
    try:
        _carry(folder.path, staging, "", ours, carried)
    except _Uncarried:
        return False
    _sync_all(staging)
    if not exchange.exchange(staging, folder.path):
        return False
    for name, path in _all_files(staging):
        if name not in ours and carried.get(name) != _look(path):
            _make_folders(folder.path, name)
            path.replace(folder.path / name)
    shutil.rmtree(staging)
    return True


def _one_by_one(folder: Folder, changed: Sequence[str], staging: Path) -> None:
    """The old way: file by file, each whole, pages after what they name."""
    for name in changed:
        _make_folders(folder.path, name)
        os.replace(staging / name, folder.path / name)  # noqa: PTH105
    for name in sorted(folder.gone):
        (folder.path / name).unlink(missing_ok=True)
        prune((folder.path / name).parent, folder.path)
    sync_folder(folder.path)
    shutil.rmtree(staging)


class _Uncarried(Exception):  # noqa: N818 - no fault: there is another way
    """Something in a folder can be neither linked nor copied."""


def _carry(old: Path, new: Path, below: str, ours: frozenset[str], carried: dict[str, _Look]) -> None:
    """All that stays goes along, with the rights of the folders it lies in; notes how it looked."""
    new.mkdir(exist_ok=True)
    with os.scandir(old) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            _carry(old / entry.name, new / entry.name, f"{name}/", ours, carried)
        elif name not in ours:
            carried[name] = _look(old / entry.name)
            _link(old / entry.name, new / entry.name)
    if below and entries and not any(new.iterdir()):
        new.rmdir()  # it held nothing but what is gone
    else:
        _take_rights(old, new)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if not stat.S_ISREG(old.lstat().st_mode) and not old.is_symlink():
            raise _Uncarried from error
        shutil.copy2(old, new, follow_symlinks=False)


def _look(path: Path) -> _Look:
    found = path.lstat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _take_rights(old: Path, new: Path) -> None:
    found = old.stat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(new, found.st_uid, found.st_gid)
    new.chmod(stat.S_IMODE(found.st_mode))


def _make_folders(top: Path, name: str) -> None:
    if "/" in name:
        (top / name).parent.mkdir(parents=True, exist_ok=True)


def _all_files(folder: Path, below: str = "") -> Iterator[tuple[str, Path]]:
    """Each with its relative POSIX path; links are files."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _all_files(folder / entry.name, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}", folder / entry.name


def _sync_all(folder: Path) -> None:
    """The names in a folder and those below it."""
    for below, _, _ in os.walk(folder):
        sync_folder(Path(below))
