"""Installed model packages: what was recorded of each when it was installed, and whether that still holds.

A damaged model loads and translates without an error, so every file's sha256 is kept in
`editions-model.json` beside the model and compared before anything is loaded.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import SetupError
from pipeline.options import Options

RECORD = "editions-model.json"
_FORMAT = 1

Kind = Literal["argos", "bergamot"]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a package."""

    path: str
    """POSIX, relative to the package's folder."""
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A package, as recorded when it was installed."""

    name: str
    """The folder's name: kind, languages and version."""
    kind: Kind
    """The engine that reads it."""
    source: str
    target: str
    """BCP 47 tags."""
    version: str
    """As the publisher gives it, or empty."""
    sha256: str
    """Of the list of files with their sha256: the same for the same files, however they were packed."""
    bytes: int
    """Of all files together."""
    licence: str
    """As the publisher gives it, or empty."""
    files: tuple[ModelFile, ...]
    """Sorted by path."""
    folder: Path
    """Where it is installed; not part of the record."""


def models_folder() -> Path:
    """Where models are installed unless told otherwise: `EDITIONS_MODELS`, else in the user's data folder.
    It need not exist."""
    return Options().models


def record(model: InstalledModel) -> str:
    """The text of `editions-model.json`."""
    values = {"format": _FORMAT, **asdict(model)}
    del values["folder"]
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def recorded(folder: Path) -> InstalledModel | None:
    """What was recorded of a package, or None where nothing was. Raises `SetupError` for a garbled record."""
    path = folder / RECORD
    try:
        values = json.loads(path.read_text("utf-8"))
        files = tuple(ModelFile(**file) for file in values.pop("files"))
        if values.pop("format") != _FORMAT or values["kind"] not in get_args(Kind):
            raise ValueError("another format")
        return InstalledModel(**values, files=files, folder=folder)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SetupError(
            "The record of an installed model cannot be read.", place=str(path), remedy=_again(folder)
        ) from error


def verify(model: InstalledModel) -> None:
    """Raises `SetupError` naming a file that was changed, added or lost since the model was installed."""
    for change in changes(model):
        raise SetupError(f"{change}.", place=str(model.folder), remedy=_again(model.folder))


def changes(model: InstalledModel) -> Iterator[str]:
    """What was changed, added or lost since the model was installed, a phrase a file.
    Raises `SetupError` for a file that cannot be read."""
    found = {path.relative_to(model.folder).as_posix(): path for path in _present(model.folder)}
    expected = {file.path: file for file in model.files}
    for name in sorted(found.keys() ^ expected.keys()):
        what = "is missing" if name in expected else "was not there when the model was installed"
        yield f"{name} {what}"
    for name in sorted(found.keys() & expected.keys()):
        path, file = found[name], expected[name]
        if path.stat().st_size != file.bytes or sha256_of(path) != file.sha256:
            yield f"{name} has changed since the model was installed (sha256)"


def sha256_of(path: Path) -> str:
    """Of a file's bytes, in hex. Raises `SetupError` when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SetupError(f"Cannot be read: {error.strerror}.", place=str(path)) from error


def sha256_of_files(files: Iterable[ModelFile]) -> str:
    """One sha256 that stands for all files, whatever their order."""
    lines = sorted(f"{file.sha256}  {file.path}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def files_in(folder: Path) -> tuple[ModelFile, ...]:
    """All files of a folder but the record and hidden ones, sorted by path."""
    paths = {path.relative_to(folder).as_posix(): path for path in _present(folder)}
    return tuple(
        ModelFile(name, sha256_of(path), path.stat().st_size) for name, path in sorted(paths.items())
    )


def _present(folder: Path) -> list[Path]:
    """Hidden files are the file manager's; no engine reads them."""
    everything = [path for path in folder.rglob("*") if not path.is_dir()]
    return [path for path in everything if path.name != RECORD and not path.name.startswith(".")]


def _again(folder: Path) -> str:
    return f"Remove {folder} and install the model again: editions models install FILE."
