"""What is installed: listed, compared with what was recorded, and removed."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any, Literal

from pipeline.engines import translation_engines
from pipeline.engines.argos import EMBEDDED, Package, argospm_folder, packages_in
from pipeline.engines.bergamot_models import InstalledModel as MozillaModel
from pipeline.engines.bergamot_models import in_wheel, published_sha256
from pipeline.engines.package import RECORD, InstalledModel, changes, files_in, recorded, sha256_of_files
from pipeline.errors import OutputError, SetupError, UsageError
from pipeline.models.install import installed

Place = Literal["installed", "argospm", "embedded", "package", "system"]
"""Our own models folder; the user's argostranslate; this program; a Python package; the operating system."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A model, or a pair that an engine has without one that could be looked at."""

    name: str
    source: str
    target: str
    """Language tags."""
    engine: str
    version: str
    licence: str
    bytes: int
    """Of all its files; 0 when unknown."""
    fingerprint: str
    """The first twelve digits of the sha256 of all its files; empty when unknown."""
    place: Place

    def as_row(self) -> dict[str, Any]:
        """For a table: sizes in megabytes, a dash for what is unknown."""
        row = {**asdict(self), "bytes": f"{self.bytes / 1e6:.1f} MB" if self.bytes else ""}
        row = {"name": row.pop("name"), "pair": f"{row.pop('source')}-{row.pop('target')}", **row}
        row["size"] = row.pop("bytes")
        row["place"] = row.pop("place")
        return {key: value or "-" for key, value in row.items()}


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of an installed model."""

    name: str
    changes: tuple[str, ...]
    """A phrase for each file that is not as it was installed; empty when all are."""
    recorded: bool = True
    """False where nobody recorded what the files should be."""

    def as_row(self) -> dict[str, Any]:
        state = "changed" if self.changes else "unchanged" if self.recorded else "not recorded"
        return {"name": self.name, "state": state}


def listed(folder: Path) -> list[Listed]:
    """All that can be translated with here, model by model, place by place. `folder` is the models folder.
    What nobody recorded is read whole, for its fingerprint."""
    found = [
        *(_from_record(model, "installed") for model in installed(folder)),
        *_unrecorded(folder, "installed"),
        *_unrecorded(argospm_folder(), "argospm"),
        *(_from_record(model, "embedded") for model in installed(EMBEDDED)),
        *(_from_wheel(model) for model in in_wheel()),
    ]
    return [*found, *_others(folder, found)]


def examined(folder: Path) -> list[Examined]:
    """Compares all files with what was recorded of them: of our own models, of embedded ones, and of those that a
    Python package brought. Nothing was recorded of what `argospm` installed."""
    ours = [_examined(path) for place in (folder, EMBEDDED) for path in sorted(place.glob(f"*/{RECORD}"))]
    others = [*_unrecorded(folder, "installed"), *_unrecorded(argospm_folder(), "argospm")]
    return [
        *ours,
        *(Examined(_from_wheel(model).name, tuple(_damages(model))) for model in in_wheel()),
        *(Examined(model.name, (), recorded=False) for model in others),
    ]


def remove(name: str, folder: Path) -> None:
    """Removes an installed model whole: it is moved out of sight at once, and then deleted.

    Raises `UsageError` when no such model is installed in `folder`, `OutputError` when it cannot be removed.
    """
    own = {path.parent.name: path.parent for path in folder.glob(f"*/{RECORD}")}
    if name not in own:
        known = ", ".join(sorted(own)) or "none"
        raise UsageError(f"no model {name!r} is installed in {folder}.", remedy=f"Installed: {known}.")
    try:
        aside = Path(tempfile.mkdtemp(prefix=".installing-", dir=folder))  # swept later, should we be killed
        own[name].replace(aside / "model")
        shutil.rmtree(aside)
    except OSError as error:
        raise OutputError(
            f"The model cannot be removed: {error.strerror} (errno {error.errno}).", place=str(own[name])
        ) from error


def _from_record(model: InstalledModel, place: Place) -> Listed:
    return Listed(
        model.name, model.source, model.target, model.kind, model.version, model.licence, model.bytes,
        model.sha256[:12], place,
    )  # fmt: skip


def _unrecorded(folder: Path, place: Place) -> Iterator[Listed]:
    for package in packages_in(folder):
        if package.record is None:
            yield _from_package(package, place)


def _from_package(package: Package, place: Place) -> Listed:
    files, told = files_in(package.folder), package.about()
    return Listed(
        package.folder.name, package.source.tag, package.target.tag, "argos", package.version,
        str(told.get("license") or told.get("licence") or ""), sum(file.bytes for file in files),
        sha256_of_files(files)[:12], place,
    )  # fmt: skip


def _from_wheel(model: MozillaModel) -> Listed:
    files = files_in(model.network.parent)
    return Listed(
        f"bergamot-{model.source}-{model.target}", model.source, model.target, "bergamot", model.version,
        model.licence, sum(file.bytes for file in files), sha256_of_files(files)[:12], "package",
    )  # fmt: skip


def _others(folder: Path, found: list[Listed]) -> Iterator[Listed]:
    """Pairs of engines whose models are not files of their own."""
    seen = {model.engine for model in found}
    for engine in translation_engines(folder):
        for source, target in sorted(engine.pairs()) if engine.name not in seen else ():
            yield Listed(
                f"{engine.name}-{source}-{target}", source, target, engine.name, "", "", 0, "", "system"
            )


def _examined(path: Path) -> Examined:
    folder = path.parent
    try:
        model = recorded(folder)
        found = tuple(changes(model)) if model else (f"{RECORD} is missing",)
    except SetupError as error:
        found = (error.message.rstrip("."),)
    return Examined(folder.name, found)


def _damages(model: MozillaModel) -> Iterator[str]:
    for path in model.files:
        try:
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except OSError as error:
            yield f"{path.name} cannot be read: {error.strerror}"
            continue
        if published_sha256(path) not in (None, digest):
            yield f"{path.name} is damaged: its sha256 is wrong"
