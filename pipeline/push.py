"""A finished tree goes to where it is served: any store that fsspec knows (S3, GCS, Azure, SFTP, a folder).

Only what has changed is sent, by comparing both manifests. Sounds and books go before the pages that name them, front pages
after all articles, then what is gone goes, and the manifest is last: a push that is cut off is done again by the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from json import loads
from pathlib import Path
from typing import Any

from pipeline.errors import MissingEngineError, OutputError, SetupError, UsageError
from pipeline.ports import NoProgress, Progress
from pipeline.store import MANIFEST, Tree

REMEDY = "pip install 'editions[push]'"
_PAGE = ".html"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What one push did; paths are the tree's."""

    sent: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    """Files that were there already."""

    def line(self) -> str:
        """For people."""
        return f"{len(self.sent)} files sent, {len(self.removed)} removed, {self.kept} were there"

    def as_json(self) -> dict[str, Any]:
        return {"sent": list(self.sent), "removed": list(self.removed), "kept": self.kept}


def push(out: Path, address: str, progress: Progress | None = None) -> Pushed:
    """Brings a store to the state of a tree. Files of others in the store are not touched.

    `address`: as fsspec takes it, such as `s3://bucket/news` or `/srv/site`. Raises `UsageError` where `out` is no
    tree or the address names no store, `MissingEngineError` where a package for it is missing, `LockedError` while a
    build is at work, `OutputError` for a tree that is damaged, `SetupError` for what the store refuses.
    """
    if not (out / MANIFEST).is_file():
        raise UsageError(
            "is no finished tree: it has no manifest.", place=str(out), remedy="Build one first."
        )
    told = progress or NoProgress()
    with Tree(out) as tree:
        here = _listed(tree)
        store, root = _store(address)
        try:
            return _pushed(out, here, _Store(store, root, address), told)
        except OSError as error:
            raise SetupError(f"the store refuses: {error}.", place=address) from error
        finally:
            told.end()


def _listed(tree: Tree) -> Mapping[str, Any]:
    """What the manifest lists, but nothing that begins with a dot: that is never for readers."""
    files = tree.load(MANIFEST).get("files")
    if not isinstance(files, dict):
        raise OutputError("lists no files.", place=str(tree.out / MANIFEST), remedy="Build again.")
    return {name: entry for name, entry in files.items() if "/." not in f"/{name}"}


class _Store:
    """A place in a store."""

    def __init__(self, system: Any, root: str, address: str) -> None:
        self._system = system
        self._root = root.rstrip("/")
        self._address = address

    def manifest(self) -> Mapping[str, Any]:
        """What an earlier push left there; nothing where there is none. Raises `OSError`."""
        try:
            found = loads(self._system.cat_file(f"{self._root}/{MANIFEST}"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise SetupError(
                "the manifest there is damaged.", place=self._address, remedy=f"Remove {MANIFEST} there."
            ) from error
        files = found.get("files", {}) if isinstance(found, dict) else {}
        return files if isinstance(files, dict) else {}

    def put(self, path: Path, name: str) -> None:
        """Sends a file; stores that tell types to browsers guess them by its name. Raises `OSError`."""
        parent = f"{self._root}/{name}".rpartition("/")[0]
        self._system.makedirs(parent, exist_ok=True)
        self._system.put_file(str(path), f"{self._root}/{name}")

    def remove(self, name: str) -> None:
        """What is gone already is no fault. Raises `OSError`."""
        try:
            self._system.rm_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return


def _pushed(out: Path, here: Mapping[str, Any], store: _Store, progress: Progress) -> Pushed:
    there = store.manifest()
    sent = sorted((name for name in here if here[name] != there.get(name)), key=_when)
    gone = sorted(name for name in there if name not in here and _is_inside(name))
    progress.begin("push", len(sent) + len(gone))
    for name in sent:
        store.put(_whole(out, name, here[name]), name)
        progress.advance()
    for name in gone:
        store.remove(name)
        progress.advance()
    if sent or gone:
        store.put(out / MANIFEST, MANIFEST)
    return Pushed(tuple(sent), tuple(gone), len(here) - len(sent))


def _when(name: str) -> tuple[bool, bool, str]:
    """What is named by others goes first, the pages of an article after its files, the tree's own files last."""
    return "/" not in name, name.endswith(_PAGE), name


def _is_inside(name: str) -> bool:
    """Whether a manifest of a store names something of the tree's place: it may be anybody's."""
    parts = name.split("/")
    return all(parts) and not {".", ".."} & set(parts)


def _whole(out: Path, name: str, entry: Mapping[str, Any]) -> Path:
    """A file as the manifest tells it. Raises `OutputError`: half a tree is not published."""
    path = out / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(
            f"cannot be read: {error.strerror}.", place=str(path), remedy="Build again."
        ) from error
    if sha256(data).hexdigest() != entry["sha256"]:
        raise OutputError("is not what the manifest tells.", place=str(path), remedy="Build again.")
    return path


def _store(address: str) -> tuple[Any, str]:
    """The store and the place in it."""
    if not find_spec("fsspec"):
        raise MissingEngineError("push: fsspec is not installed.", remedy=REMEDY)
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(address)
    except ImportError as error:
        raise MissingEngineError(f"{address}: {error}.", remedy="Install that package.") from error
    except ValueError as error:
        raise UsageError(f"{address!r} names no store: {error}.") from error
    return system, str(root)
