"""The output tree: one writer at a time, each file whole or not at all, the manifest last.

A tree holds all articles that were ever built into it; a run replaces the articles it is given and
leaves the others. Files that are not in the manifest are never touched.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout

from pipeline.errors import LockedError, OutputError
from pipeline.model import File

MANIFEST = "manifest.json"
_LOCK = ".editions.lock"
_TEMPORARY = ".editions-tmp-"


class Tree:
    """An output folder, locked while the `with` block runs.

    Entering raises `LockedError` when another run holds the folder, `OutputError` when it cannot be made.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._lock = FileLock(out / _LOCK, timeout=0)

    def __enter__(self) -> Self:
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise LockedError(
                "another run is writing this folder.",
                place=str(self.out),
                remedy="Wait for it, or use --out.",
            ) from error
        except OSError as error:
            raise _cannot_write(self.out, error) from error
        self._sweep()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def load(self, name: str) -> dict[str, Any]:
        """A JSON object of the tree; empty when it is not there or not readable."""
        try:
            found = json.loads((self.out / name).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def commit(self, files: Sequence[File], slugs: Collection[str], about: Mapping[str, object]) -> None:
        """Writes the files, removes what older runs wrote below the same slugs, and then the manifest.

        `about` goes into the manifest beside the list of files. Raises `OutputError` naming path and errno.
        """
        known = self.load(MANIFEST).get("files", {})
        fresh = {file.path: _entry(file.data) for file in files}
        kept = {
            path: entry
            for path, entry in known.items()
            if path not in fresh and path.split("/")[0] not in slugs and self._path(path).is_file()
        }
        for file in files:
            self._write(file)
        for path in sorted(set(known) - set(fresh) - set(kept)):
            self._remove(path)
        listing = {**about, "files": dict(sorted({**kept, **fresh}.items()))}
        self._write(File(MANIFEST, json_bytes(listing)))

    def _write(self, file: File) -> None:
        path = self._path(file.path)
        try:
            if path.is_file() and path.read_bytes() == file.data:
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, file.data)
        except OSError as error:
            raise _cannot_write(path, error) from error

    def _remove(self, name: str) -> None:
        path = self._path(name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.out or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()

    def _path(self, name: str) -> Path:
        """A path of the tree; refuses to leave it, by `..` or over a symbolic link."""
        path = self.out / name
        inside = [path, *path.parents]
        inside = inside[: inside.index(self.out)]
        if ".." in Path(name).parts or any(part.is_symlink() for part in inside):
            raise OutputError("leads out of the output folder.", place=str(path), remedy="Remove the link.")
        return path

    def _sweep(self) -> None:
        """Temporary files of runs that were killed; the lock proves that nobody is writing them."""
        for leftover in self.out.rglob(f"{_TEMPORARY}*"):
            leftover.unlink(missing_ok=True)


def save(path: Path, data: bytes) -> None:
    """Writes one file that is in no tree, whole or not at all; the same bytes are not written again.

    Raises `OutputError` naming path and errno.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise _cannot_write(path, error) from error


def json_bytes(value: object) -> bytes:
    """Readable, line by line, UTF-8, ending in a newline; same value, same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(data: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _cannot_write(path: Path, error: OSError) -> OutputError:
    reason = f"{error.strerror or error} (errno {error.errno})"
    return OutputError(
        f"cannot be written: {reason}.", place=str(path), remedy="Choose another --out or mend it."
    )
