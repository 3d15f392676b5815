"""The output tree of all articles that were ever built into it.

A run replaces the articles it is given and leaves the others. Files that are not in the manifest are never touched.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout

from pipeline.errors import LockedError, OutputError
from pipeline.model import File
from pipeline.stopping import unbroken
from pipeline.store.folders import Folder, drop, prune, renew
from pipeline.store.writing import TEMPORARY, json_bytes, same, sync_folder, told, write_new

MANIFEST = "manifest.json"
_LOCK = ".editions.lock"
_BEGUN = "begun.json"
"""The files that a run has begun to write and no manifest knows yet: if it is killed, they are ours all the same."""


class Tree:
    """An output folder, locked while the `with` block runs.

    Entering raises `LockedError` when another run holds the folder, `OutputError` when it cannot be made.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._staging = out / TEMPORARY
        self._lock = FileLock(out / _LOCK, timeout=0)

    def __enter__(self) -> Self:
        with told(self.out):
            self.out.mkdir(parents=True, exist_ok=True)
            self._take_lock()
        try:
            with told(self._staging):
                self._sweep()
        except OutputError:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def _take_lock(self) -> None:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LockedError(
                "another run is writing this folder.",
                place=str(self.out),
                remedy="Wait for it, or use --out.",
            ) from error

    def load(self, name: str) -> dict[str, Any]:
        """A JSON object of the tree; empty when it is not there. Raises `OutputError` when it is damaged: without
        it, what older runs made would be forgotten."""
        path = self.out / name
        try:
            found = json.loads(path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise _damaged(path) from error
        if not isinstance(found, dict):
            raise _damaged(path)
        return found

    def commit(self, files: Sequence[File], slugs: Collection[str], about: Mapping[str, object]) -> None:
        """Brings the tree to its next state; the manifest last.

        `slugs` are the folders that this run makes anew: what older runs wrote below them, and at the top, goes
        unless it is among `files`. Each `<slug>/<lang>/` changes as a whole. `about` goes into the manifest beside
        the list of files. What is as it must be is not touched. Raises `OutputError` naming path and errno.
        """
        try:
            self._commit(files, slugs, about)
        finally:
            with suppress(OSError):
                self._sweep()

    def _commit(self, files: Sequence[File], slugs: Collection[str], about: Mapping[str, object]) -> None:
        """New editions, what pages share, changed editions, what lists them; then what is gone goes."""
        listed = self._listed()
        fresh = {file.path: _entry(file.data) for file in files}
        kept = {path: entry for path, entry in listed.items() if self._stays(path, fresh, slugs)}
        gone = {*listed, *self._begun()} - set(fresh) - set(kept)
        for path in (*fresh, *gone):
            self._path(path)
        folders = [folder for folder in _folders(self.out, files, gone) if folder.files]
        new = [folder for folder in folders if not os.path.lexists(folder.path)]
        alone = [file for file in files if not _folder_of(file.path)]
        self._note_begun(set(fresh) - set(listed))
        self._renew(new)
        self._write_all(file for file in alone if "/" in file.path)
        self._renew([folder for folder in folders if folder not in new])
        self._write_all(file for file in alone if "/" not in file.path)
        self._remove(gone)
        listing = {**about, "files": dict(sorted({**kept, **fresh}.items()))}
        self._write_all([File(MANIFEST, json_bytes(listing))])
        with told(self._staging):
            (self._staging / _BEGUN).unlink(missing_ok=True)

    def _listed(self) -> dict[str, Any]:
        """What the manifest tells of each file."""
        found = self.load(MANIFEST).get("files", {})
        if not isinstance(found, dict):
            raise _damaged(self.out / MANIFEST)
        return found

    def _stays(self, path: str, fresh: Collection[str], slugs: Collection[str]) -> bool:
        """Whether a file of an older run is none of this run's business."""
        inside = "/" in path and path.split("/")[0] not in slugs
        return path not in fresh and inside and self._path(path).is_file()

    def _renew(self, folders: Sequence[Folder]) -> None:
        for folder in folders:
            changed = folder.changes()
            if changed or folder.holds_what_is_gone():
                with told(folder.path), unbroken():
                    self._stage()
                    renew(folder, changed, self._staging / "next")

    def _write_all(self, files: Iterable[File]) -> None:
        """One by one, each whole."""
        for file in files:
            path = self._path(file.path)
            if not same(path, file.data):
                with told(path), unbroken():
                    self._stage()
                    if "/" in file.path:
                        path.parent.mkdir(parents=True, exist_ok=True)
                    write_new(self._staging / "file", file.data)
                    os.replace(self._staging / "file", path)  # noqa: PTH105
                    sync_folder(path.parent)

    def _remove(self, gone: Collection[str]) -> None:
        """Editions that no longer are vanish in one step; then what else is left."""
        for folder in _folders(self.out, (), gone):
            if folder.holds_what_is_gone():
                with told(folder.path), unbroken():
                    self._stage()
                    drop(folder, self._staging / "last")
                    prune(folder.path, self.out)
        for name in sorted(gone):
            with told(path := self._path(name)), unbroken():
                path.unlink(missing_ok=True)
                prune(path.parent, self.out)

    def _begun(self) -> Iterator[str]:
        """What a killed run may have written and no manifest tells."""
        try:
            found = json.loads((self._staging / _BEGUN).read_bytes())
        except (OSError, ValueError):
            return
        yield from (name for name in found if isinstance(name, str))

    def _note_begun(self, new: Collection[str]) -> None:
        """Before the first of them is written."""
        names = sorted({*new, *self._begun()})
        if not new or names == sorted(self._begun()):
            return
        with told(self._staging), unbroken():
            self._stage()
            write_new(self._staging / "file", json_bytes(names))
            os.replace(self._staging / "file", self._staging / _BEGUN)  # noqa: PTH105
            sync_folder(self._staging)
            sync_folder(self.out)

    def _stage(self) -> None:
        self._staging.mkdir(mode=0o700, exist_ok=True)

    def _sweep(self) -> None:
        """Unfinished things of killed runs; the lock proves that nobody is at them."""
        if not self._path(TEMPORARY).is_dir():
            return
        for path in self._staging.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != _BEGUN:
                path.unlink()
        with suppress(OSError):  # where a run was killed its list stays
            self._staging.rmdir()

    def _path(self, name: str) -> Path:
        """A path of the tree; refuses to leave it, by `..` or over a symbolic link."""
        path = self.out / name
        inside = [path, *path.parents]
        inside = inside[: inside.index(self.out)]
        if ".." in Path(name).parts or any(part.is_symlink() for part in inside):
            raise OutputError("leads out of the output folder.", place=str(path), remedy="Remove the link.")
        return path


def _folder_of(name: str) -> str:
    """`<slug>/<lang>` of what lies below it; empty for what changes by itself."""
    parts = name.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else ""


def _folders(out: Path, files: Sequence[File], gone: Collection[str]) -> list[Folder]:
    """What each `<slug>/<lang>/` must hold, in the order of the files; then those of which all is gone."""
    held: dict[str, dict[str, bytes]] = {}
    for file in files:
        if folder := _folder_of(file.path):
            held.setdefault(folder, {})[file.path[len(folder) + 1 :]] = file.data
    lost: dict[str, set[str]] = {}
    for name in sorted(gone):
        if folder := _folder_of(name):
            lost.setdefault(folder, set()).add(name[len(folder) + 1 :])
    return [
        Folder(out / name, held.get(name, {}), frozenset(lost.get(name, ())))
        for name in dict.fromkeys((*held, *lost))
    ]


def _entry(data: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _damaged(path: Path) -> OutputError:
    return OutputError(
        "is damaged: what older runs made would be forgotten.",
        place=str(path),
        remedy="Bring back a copy of it, or remove it and build all articles again.",
    )
