"""Articles that need no work: everything that decides their files is as it was, and the files are there.

What decides them is put into one key: this program, the packages and programs that it works with, the options, the
source and what lies beside it. Under that key the cache holds what the article became. A key that says too much
costs a build; one that says too little would publish old text: whole folders are looked at rather than single files.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline import messages
from pipeline.cache import cache_key
from pipeline.engines.argos import package_folders
from pipeline.equipment import cache_of
from pipeline.options import Options
from pipeline.report import is_lacking
from pipeline.store import Packed, Tree, digest_of

_VERSION = "1"
_PACKAGE = Path(__file__).resolve().parent
_LARGE = 1 << 20
"""Bytes: a larger file of the program, a model, is known by its size and time."""
_SYSTEM = (
    Path("/var/lib/dpkg/status"),
    Path("/usr/share/apertium/modes"),
    Path("/usr/local/share/apertium/modes"),
)
"""What tells of programs that are no Python packages."""
_NOT_ABOUT_FILES = frozenset(
    {"jobs", "deadline", "cache", "cache_size", "fonts", "models", "voices", "memory_db"}
)
"""Options that change no article's files, or whose folders are looked into."""


class Unchanged:
    """Asked before the work, told after it."""

    def __init__(self, tree: Tree, options: Options) -> None:
        self._tree = tree
        self._options = options
        self._cache = cache_of(options)
        self._keys: dict[Path, str] = {}

    def find(self, source: Path) -> tuple[str, Packed] | None:
        """Slug and article, as an earlier run told them, where all files are in the tree; else None."""
        self._keys[source] = key = self._key(source)
        payload = self._cache.get(key)
        found = json.loads(payload) if payload else None
        if not found or not self._tree.intact(found["files"]):
            return None
        return found["slug"], Packed.of(found["article"])

    def remember(self, source: Path, slug: str, article: Mapping[str, Any]) -> None:
        """What a source has become, unless something of it could not be made or changed meanwhile."""
        key = self._key(source)
        if (
            is_lacking(article)
            or self._keys.get(source, key) != key
            or article["sha256"] != digest_of(source)
        ):
            return
        told = {"slug": slug, "article": article, "files": self._tree.files_of(slug)}
        self._cache.put(key, json.dumps(told, ensure_ascii=False).encode())

    def _key(self, source: Path) -> str:
        stem = source.with_suffix("")
        beside = [stem.with_name(f"{stem.name}.{lang}.xlf") for lang in self._options.to]
        near = [source, stem.with_name(f"{stem.name}.toml"), *beside]
        return cache_key("article", _VERSION, self._common, str(source), *map(digest_of, near))

    @cached_property
    def _common(self) -> str:
        """What all articles of a run hang on."""
        parts = [
            sys.version,
            str(self._options.out.resolve()),
            *_told(self._options),
            *_program(),
            *_packages(),
            *_programs(),
            *(line for folder in self._looked_into() for line in _looks(folder)),
        ]
        return cache_key(*parts)

    def _looked_into(self) -> Iterator[Path]:
        """Folders of models and voices, and what tells of this system's packages."""
        yield from _SYSTEM
        yield self._options.models
        yield from package_folders(self._options.models)
        if self._options.voices:
            yield self._options.voices


def _told(options: Options) -> Iterator[str]:
    """The options, and the content of the files that they name."""
    for field in fields(options):
        if field.name not in _NOT_ABOUT_FILES:
            yield f"{field.name}={getattr(options, field.name)!r}"
    named = [
        *options.memory,
        *options.glossary,
        options.memory_db,
        *([options.lexicon] if options.lexicon else []),
    ]
    for path in named:
        yield f"{path}={digest_of(path)}"
        for beside in sorted(path.parent.glob(f"{path.stem}.*{path.suffix}")) if path.is_file() else ():
            yield f"{beside}={digest_of(beside)}"


def _program() -> Iterator[str]:
    for folder in (_PACKAGE, messages.locales_folder()):
        for path in _files(folder):
            size = path.stat().st_size
            yield f"{path.name}={digest_of(path) if size < _LARGE else _look(path)}"


def _packages() -> Iterator[str]:
    """Name and version of all that is installed: what their folders are called."""
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112 - a hundred times a run
            with os.scandir(place) as found:
                yield from sorted(
                    entry.name for entry in found if entry.name.endswith((".dist-info", ".egg-info"))
                )


def _programs() -> Iterator[str]:
    """Where programs are looked for: a folder's own time tells that one came or went."""
    for place in os.get_exec_path():
        if os.path.isdir(place):  # noqa: PTH112 - as above
            yield f"{place}={os.stat(place).st_mtime_ns}"  # noqa: PTH116 - as above


def _looks(path: Path) -> Iterator[str]:
    """Size and time of a file, or of all files in a folder."""
    if path.is_dir():
        yield from (f"{each}={_look(each)}" for each in _files(path))
    elif path.exists():
        yield f"{path}={_look(path)}"


def _files(folder: Path) -> Iterable[Path]:
    for below, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(below, name) for name in sorted(names))


def _look(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
