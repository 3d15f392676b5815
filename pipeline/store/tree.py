"""The output tree of all articles that were ever built into it.

A run replaces the articles it is given and leaves the others. Files that are not in the manifest are never touched.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout

from pipeline.errors import LockedError, OutputError
from pipeline.model import File
from pipeline.stopping import unbroken
from pipeline.store import begun
from pipeline.store.begun import Begun
from pipeline.store.folders import Folder, drop, prune, renew
from pipeline.store.packed import Packed
from pipeline.store.writing import TEMPORARY, json_bytes, same, sync_folder, told, write_new

MANIFEST = "manifest.json"
_LOCK = ".editions.lock"


class Tree:
    """An output folder, locked while the `with` block runs.

    Entering raises `LockedError` when another run holds the folder, `OutputError` when it cannot be made.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._staging = out / TEMPORARY
        self._lock = FileLock(out / _LOCK, timeout=0)
        self._manifest: dict[str, Any] | None = None
        self._articles: dict[str, dict[str, Any]] | None = None
        """The manifest's entries by article."""
        self._begun = Begun(self._staging)
        self._older: dict[str, set[str]] | None = None
        """What older runs wrote, by folder."""
        self._fresh: dict[str, Any] = {}
        """The manifest's entries of what this run has saved."""

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

    def load(self, name: str, *, packing: str = "") -> dict[str, Any]:
        """A JSON object of the tree; empty when it is not there. Objects in it that have the key `packing` come as
        `Packed`. Raises `OutputError` when it is damaged: without it, what older runs made would be forgotten."""
        path = self.out / name
        hook = partial(_packed, packing) if packing else None
        try:
            found = json.loads(path.read_bytes(), object_hook=hook)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise _damaged(path) from error
        if not isinstance(found, dict):
            raise _damaged(path)
        return found

    def commit(self, files: Sequence[File], slugs: Collection[str], about: Mapping[str, object]) -> None:
        """Brings the tree to its next state at once: `save`, then `finish`."""
        at_the_top = [file for file in files if "/" not in file.path]
        self.save([file for file in files if "/" in file.path])
        self.finish(at_the_top, slugs, about)

    def save(self, files: Sequence[File]) -> None:
        """Writes some of this run's files: new editions, what pages share, changed editions.

        Each `<slug>/<lang>/` changes as a whole. What is as it must be is not touched. No manifest knows of them
        before `finish`; if the run is killed, the next one finishes or removes them. Raises `OutputError` naming
        path and errno.
        """
        with self._swept():
            fresh = {file.path: _entry(file.data) for file in files}
            gone = self._gone(fresh)
            for path in (*fresh, *gone):
                self._path(path)
            self._begun.note([path for path in fresh if path not in self._listed()])
            folders = [folder for folder in _folders(self.out, files, gone) if folder.files]
            new = [folder for folder in folders if not os.path.lexists(folder.path)]
            self._renew(new)
            self._write_all(file for file in files if not _folder_of(file.path))
            self._renew([folder for folder in folders if folder not in new])
            self._fresh |= fresh

    def finish(self, files: Sequence[File], slugs: Collection[str], about: Mapping[str, object]) -> None:
        """Writes what lists the editions, removes what is gone, and writes the manifest last.

        `slugs` are the folders that this run made anew: what older runs wrote below them, and at the top, goes
        unless it was saved or is among `files`. `about` goes into the manifest beside the list of files.
        Raises `OutputError` naming path and errno.
        """
        with self._swept():
            self._finish(files, slugs, about)

    def _finish(self, files: Sequence[File], slugs: Collection[str], about: Mapping[str, object]) -> None:
        self._fresh |= {file.path: _entry(file.data) for file in files}
        kept = {path: entry for path, entry in self._listed().items() if self._stays(path, slugs)}
        gone = {*self._listed(), *self._begun.names()} - set(self._fresh) - set(kept)
        for path in (*self._fresh, *gone):
            self._path(path)
        self._begun.note([path for path in self._fresh if path not in self._listed()])
        self._write_all(files)
        self._remove(gone)
        files_now = dict(sorted({**kept, **self._fresh}.items()))
        self._write_all([File(MANIFEST, json_bytes({**about, "files": files_now}))])
        self._manifest, self._articles = files_now, None
        self._begun.forget()

    def _gone(self, fresh: Collection[str]) -> set[str]:
        """What older runs wrote into the folders of some files and this one does not."""
        if self._older is None:
            self._older = {}
            for path in (*self._listed(), *self._begun.names()):
                self._older.setdefault(_folder_of(path), set()).add(path)
        folders = {_folder_of(path) for path in fresh} - {""}
        return {path for folder in folders for path in self._older.get(folder, ())} - set(fresh)

    @contextmanager
    def _swept(self) -> Iterator[None]:
        """Whatever happens, no temporary file stays."""
        try:
            yield
        finally:
            with suppress(OSError):
                self._sweep()

    def intact(self, files: Mapping[str, Any]) -> bool:
        """Whether the tree holds files as an earlier run told them in the manifest; `files` maps each to its entry."""
        listed = self._listed()
        return all(listed.get(path) == entry and self._is(path, entry) for path, entry in files.items())

    def files_of(self, slug: str) -> dict[str, Any]:
        """The manifest's entries of an article."""
        if self._articles is None:
            self._articles = {}
            for path, entry in self._listed().items():
                self._articles.setdefault(path.partition("/")[0], {})[path] = entry
        return self._articles.get(slug, {})

    def _is(self, name: str, entry: Mapping[str, Any]) -> bool:
        path = self._path(name)
        try:
            return path.stat().st_size == entry["size"] and _entry(path.read_bytes()) == entry
        except OSError:
            return False

    def _listed(self) -> dict[str, Any]:
        """What the manifest tells of each file. Only this run changes it: it is read once."""
        if self._manifest is None:
            found = self.load(MANIFEST).get("files", {})
            if not isinstance(found, dict):
                raise _damaged(self.out / MANIFEST)
            self._manifest = found
        return self._manifest

    def _stays(self, path: str, slugs: Collection[str]) -> bool:
        """Whether a file of an older run is none of this run's business."""
        inside = "/" in path and path.split("/")[0] not in slugs
        return path not in self._fresh and inside and self._path(path).is_file()

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

    def _stage(self) -> None:
        self._staging.mkdir(mode=0o700, exist_ok=True)

    def _sweep(self) -> None:
        """Unfinished things of killed runs; the lock proves that nobody is at them."""
        if not self._path(TEMPORARY).is_dir():
            return
        for path in self._staging.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != begun.NAME:
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


def _packed(key: str, found: dict[str, Any]) -> dict[str, Any] | Packed:
    return Packed.of(found) if key in found else found


def _damaged(path: Path) -> OutputError:
    return OutputError(
        "is damaged: what older runs made would be forgotten.",
        place=str(path),
        remedy="Bring back a copy of it, or remove it and build all articles again.",
    )
