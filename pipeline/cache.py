"""The content-addressed cache: plain files, found by what made them, checked when read.

An entry that is truncated, damaged or under the wrong name reads as a miss; a cache that cannot be
written is no error, the run goes on without it.
"""

import hashlib
import os
import tempfile
from pathlib import Path

_MAGIC = b"EDC1"
_DIGEST = hashlib.sha256().digest_size


class Cache:
    """Payloads by key below one folder, which is made on the first write, for its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """The payload, or None when there is none that can be trusted."""
        try:
            handle = os.open(self._path(key), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(handle, "rb") as file:
                seal, payload = file.read(len(_MAGIC) + _DIGEST), file.read()
        except OSError:
            return None
        return payload if seal == _seal(key, payload) else None

    def put(self, key: str, payload: bytes) -> None:
        """Keeps a payload; readers see the whole of it or nothing."""
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(key, payload))
                file.write(payload)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)

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
