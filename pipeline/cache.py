"""The content-addressed cache: plain files, found by what made them, checked when read, the oldest put out first.

An entry that is truncated, damaged or under the wrong name reads as a miss; a cache that cannot be
written is no error, the run goes on without it. Several runs may share one folder.
"""

import hashlib
import os
import re
import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

_MAGIC = b"EDC1"
_DIGEST = hashlib.sha256().digest_size
_LOCK = ".lock"
_UNFINISHED = ".unfinished"
"""The folder of entries in the making."""
_SHELF = re.compile("[0-9a-f]{2}")
_ENTRY = re.compile("[0-9a-f]{62}")
_TRIMMED_TO = 0.9
"""Share of the most that is kept when entries are put out, so that it happens seldom."""
_LOOKED_AT_EVERY = 16
"""A run looks at the whole folder when it first keeps something, then whenever it has added this part of the most."""
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_DISK_BLOCK = 512
"""What `st_blocks` counts, whatever the file system."""


class _Kept(NamedTuple):
    """An entry as the disk has it."""

    used: int
    """When it was last read or written, in nanoseconds."""
    path: Path
    size: int


class Cache:
    """Payloads by key below one folder, which is made on the first write, for its owner alone. Used from any thread."""

    def __init__(self, folder: Path, most: int = 2_000_000_000) -> None:
        """`most`: bytes on the disk; 0 keeps nothing and reads nothing."""
        self._folder = folder
        self._most = most
        self._added: int | None = None
        """Bytes since the whole folder was last looked at; None: never yet."""
        self._counting = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """The payload, or None when there is none that can be trusted. What is read is put out later."""
        if not self._most:
            return None
        try:
            with os.fdopen(os.open(self._path(key), _READ), "rb") as file:
                seal, payload = file.read(len(_MAGIC) + _DIGEST), file.read()
                if seal != _seal(key, payload):
                    return None
                with suppress(OSError):  # a cache that can only be read
                    os.utime(file.fileno())
        except OSError:
            return None
        return payload

    def put(self, key: str, payload: bytes) -> None:
        """Keeps a payload; readers see the whole of it or nothing."""
        if len(payload) >= self._most:
            return
        with suppress(OSError):
            self._tidy_when_due(len(payload))
        with suppress(OSError):
            try:
                self._write(key, payload)
            except FileNotFoundError:
                self._make_folders()
                self._path(key).parent.mkdir(mode=0o700, exist_ok=True)
                self._write(key, payload)

    def tidy(self) -> None:
        """Removes what killed runs left unfinished, then the least recently used entries until the folder is within
        its bound. Where another run is at it nothing is done. Raises `OSError`."""
        self._make_folders()
        with suppress(Timeout), FileLock(self._folder / _LOCK, timeout=0, mode=0o600):
            self._sweep()
            self._trim(self._now())

    def _write(self, key: str, payload: bytes) -> None:
        path = self._folder / _UNFINISHED / secrets.token_hex(8)
        try:
            handle = os.open(path, _NEW, 0o600)
            try:
                _hold(handle)
                _write_all(handle, _seal(key, payload))
                _write_all(handle, payload)
            finally:
                os.close(handle)
            os.replace(path, self._path(key))  # noqa: PTH105
        finally:
            path.unlink(missing_ok=True)

    def _tidy_when_due(self, adding: int) -> None:
        with self._counting:
            due = self._added is None or self._added > self._most // _LOOKED_AT_EVERY
            self._added = adding + (0 if due else self._added or 0)
        if due:
            self.tidy()

    def _sweep(self) -> None:
        for path in (self._folder / _UNFINISHED).iterdir():
            if not _is_held(path):
                path.unlink(missing_ok=True)

    def _trim(self, now: int) -> None:
        """The file system's clock may have been set back: what was used in its future counts as used now."""
        kept = sorted(self._all())
        for entry in kept:
            if entry.used > now:
                os.utime(entry.path, ns=(now, now))
        size = sum(entry.size for entry in kept)
        bound = self._most * _TRIMMED_TO if size > self._most else self._most
        for entry in kept:
            if size <= bound:
                return
            entry.path.unlink(missing_ok=True)
            size -= entry.size

    def _all(self) -> Iterator[_Kept]:
        """Only what looks like an entry: somebody may have named a folder that holds other things too."""
        for shelf in sorted(self._folder.iterdir()):
            if _SHELF.fullmatch(shelf.name) and shelf.is_dir() and not shelf.is_symlink():
                with os.scandir(shelf) as found:
                    yield from map(_kept, (entry for entry in found if _ENTRY.fullmatch(entry.name)))

    def _now(self) -> int:
        """By the clock that dates the entries, which may be another machine's."""
        lock = self._folder / _LOCK
        os.utime(lock)
        return lock.stat().st_mtime_ns

    def _make_folders(self) -> None:
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self._folder, self._folder / _UNFINISHED):
            folder.mkdir(mode=0o700, exist_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


def cache_key(*parts: str | bytes) -> str:
    """A sha256 in hex over the parts, each with its length before it, so that no two lists run together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _seal(key: str, payload: bytes) -> bytes:
    """What stands before a payload, of which no copy is made: narrations are long."""
    digest = hashlib.sha256(key.encode())
    digest.update(payload)
    return _MAGIC + digest.digest()


def _kept(entry: "os.DirEntry[str]") -> _Kept:
    found = entry.stat(follow_symlinks=False)
    blocks = getattr(found, "st_blocks", 0) * _DISK_BLOCK
    return _Kept(found.st_mtime_ns, Path(entry.path), max(found.st_size, blocks))


def _write_all(handle: int, data: bytes) -> None:
    """All of it, however little the system takes at once."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _hold(handle: int) -> None:
    """Shows that an unfinished entry has a writer; a kill lets go of it. Windows removes no file that is open."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):  # a file system without locks: the entry may be swept, and is then not kept
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_held(path: Path) -> bool:
    if sys.platform != "win32":
        import fcntl

        try:
            with os.fdopen(os.open(path, _READ), "rb") as file:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
    return False
