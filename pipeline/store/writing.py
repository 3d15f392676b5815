"""Bytes into files: whole or not at all, and on the disk when they are said to be there."""

import errno
import hashlib
import io
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.stopping import unbroken
from pipeline.store.packed import Packed

TEMPORARY = ".editions-tmp"
"""What the names of unfinished things begin with."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_MORE = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_MODE = 0o644
_BLOCK = 1 << 20


def save(path: Path, data: bytes) -> None:
    """Writes one file that is in no tree, whole or not at all; the same bytes are not written again.

    Raises `OutputError` naming path and errno.
    """
    with told(path):
        if same(path, data):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with unbroken():
            _replace(path, data)


def json_bytes(value: object) -> bytes:
    """Readable, line by line, UTF-8, ending in a newline; same value, same bytes. A `Packed` is what it was packed
    from, and is opened only when its turn comes."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1, default=_opened)
    with io.BytesIO() as written:  # piece by piece: the pieces take twenty times the room
        for piece in encoder.iterencode(value):
            written.write(piece.encode())
        written.write(b"\n")
        return written.getvalue()


def _opened(value: object) -> object:
    if isinstance(value, Packed):
        return value.open()
    raise TypeError(f"{type(value).__name__} is no JSON")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Around work on a path: what the system refuses comes out as `OutputError` naming path and errno."""
    try:
        yield
    except OSError as error:
        reason = f"{error.strerror or error} (errno {error.errno})"
        raise OutputError(
            f"cannot be written: {reason}.", place=str(path), remedy="Choose another --out or mend it."
        ) from error


def same(path: Path, data: bytes) -> bool:
    """Whether a regular file can be read and holds just these bytes. Reads a block at a time."""
    try:
        with os.fdopen(os.open(path, _READ), "rb") as file:
            if os.fstat(file.fileno()).st_size != len(data):
                return False
            view = memoryview(data)
            return all(file.read(_BLOCK) == view[at : at + _BLOCK] for at in range(0, len(data), _BLOCK))
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """The sha256 of a file in hexadecimal digits; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def write_new(path: Path, data: bytes) -> None:
    """A file that was not there before, on the disk when this returns. Raises `OSError`."""
    handle = os.open(path, _NEW, _MODE)
    try:
        os.chmod(path, _MODE)  # noqa: PTH101 - whatever the umask
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def append(path: Path, data: bytes) -> None:
    """At the end of a file, which is made where it is not there; on the disk when this returns. Raises `OSError`."""
    handle = os.open(path, _MORE, _MODE)
    try:
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """All of it, however little the system takes at once."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk when this returns, where the file system can promise that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def _replace(path: Path, data: bytes) -> None:
    temporary = path.parent / f"{TEMPORARY}-{secrets.token_hex(8)}"
    try:
        write_new(temporary, data)
        os.replace(temporary, path)  # noqa: PTH105
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
