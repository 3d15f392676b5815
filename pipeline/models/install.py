"""Installing a model from a file or folder: checked, all of it or nothing."""

import hashlib
import logging
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.engines.archive import Limits, Member, opened
from pipeline.engines.argos import language, metadata
from pipeline.engines.bergamot_models import installed as bergamot_models
from pipeline.engines.package import (
    RECORD,
    InstalledModel,
    Kind,
    ModelFile,
    record,
    recorded,
    sha256_of,
    sha256_of_files,
    verify,
)
from pipeline.errors import EditionsError, OutputError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.models.forms import form_of, refused, wanted
from pipeline.models.manifest import manifest_of, renamed

log = logging.getLogger(__name__)

_WORKING = ".installing-"
_STALE = 24 * 3600
"""Seconds after which a working folder belongs to nobody."""


def install(source: Path, folder: Path, limits: Limits | None = None, *, sha256: str = "") -> InstalledModel:
    """Installs an `.argosmodel` file, or a folder or zip file with Mozilla's files or with `editions-model.toml`,
    into `folder`.

    A model that is already there is left as it is, or replaced when its files have changed since. Raises
    `UsageError` when `source` does not exist, or is a folder and `sha256` is given; `SetupError` when it is
    refused or does not have that sha256, `OutputError` when `folder` cannot be written; then nothing is changed.
    """
    if sha256:
        _demand(source, sha256)
    with opened(source, limits) as members, working_folder(folder) as working:
        unpacked = working / "model"
        kind, files = _unpacked(source, members, unpacked)
        model = _described(source, kind, unpacked, files)
        (unpacked / RECORD).write_text(record(model), "utf-8")
        return _put(unpacked, replace(model, folder=folder / model.name), aside=working / "old")


def installed(folder: Path) -> tuple[InstalledModel, ...]:
    """Models with a record in `folder`, sorted by name; a garbled record is passed over with a line in the
    log. What other programs installed is not listed."""
    models = []
    for path in sorted(folder.glob("*/")):
        try:
            model = recorded(path) if not path.name.startswith(".") else None
        except SetupError as error:
            log.warning("%s is passed over: %s", path, error)
            continue
        models += [model] if model else []
    return tuple(models)


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """A folder inside the models folder, so that moving out of it is one step; gone afterwards."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with tempfile.TemporaryDirectory(prefix=_WORKING, dir=folder) as working:
            yield Path(working)
    except OSError as error:
        raise OutputError(
            f"The model cannot be installed: {error.strerror} (errno {error.errno}).",
            place=str(error.filename or folder),
        ) from error


def _demand(source: Path, sha256: str) -> None:
    if source.is_dir():
        raise UsageError("is a folder: a sha256 belongs to a file.", place=str(source))
    if source.is_file() and (found := sha256_of(source)) != sha256.lower():
        raise refused(source, f"its sha256 is {found}, not {sha256.lower()}")


def _unpacked(source: Path, members: Sequence[Member], folder: Path) -> tuple[Kind, list[ModelFile]]:
    """The files of a model, written into `folder`."""
    manifest = manifest_of(source, members)
    if manifest is None:
        form = form_of(source, members)
        return form.kind, [_unpack(member, folder) for member in wanted(source, form, members)]
    files = [_unpack(member, folder) for member in renamed(source, manifest, members)]
    content = manifest.metadata()
    (folder / "metadata.json").write_bytes(content)
    return "argos", [*files, ModelFile("metadata.json", hashlib.sha256(content).hexdigest(), len(content))]


def _unpack(member: Member, folder: Path) -> ModelFile:
    path = folder / member.name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for chunk in member.chunks():
            digest.update(chunk)
            file.write(chunk)
    return ModelFile(member.name, digest.hexdigest(), member.size)


def _described(source: Path, kind: Kind, folder: Path, files: Sequence[ModelFile]) -> InstalledModel:
    """What is known of an unpacked model. Raises `SetupError` when it does not tell its languages."""
    describe = _describe_argos if kind == "argos" else _describe_bergamot
    try:
        languages, version, licence, own = describe(folder)
    except EditionsError as error:
        raise refused(source, f"it does not tell what it translates ({error.message.rstrip('.')})") from error
    return InstalledModel(
        name="-".join(part for part in (kind, _safe(own), *languages, _safe(version)) if part),
        kind=kind,
        source=languages[0],
        target=languages[1],
        version=version,
        sha256=sha256_of_files(files),
        bytes=sum(file.bytes for file in files),
        licence=licence,
        files=tuple(sorted(files, key=lambda file: file.path)),
        folder=folder,
    )


def _safe(text: str) -> str:
    """As a part of a file name."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:40]


_About = tuple[tuple[str, str], str, str, str]
"""Source and target language, version, licence, a name of its own."""


def _describe_argos(folder: Path) -> _About:
    told = metadata(folder / "metadata.json")
    languages = language(told, "from_code").tag, language(told, "to_code").tag
    licence = told.get("license") or told.get("licence") or ""
    return languages, str(told.get("package_version") or ""), str(licence), str(told.get("name") or "")


def _describe_bergamot(folder: Path) -> _About:
    found = [model for model in bergamot_models(folder).values() if model.network.parent == folder]
    if len(found) != 1:
        raise EditionsError("neither the names of its files nor model_info.json or metadata.json say it")
    tags = Lang.parse(found[0].source).tag, Lang.parse(found[0].target).tag
    told: dict[str, Any] = {}
    for path in (folder / "model_info.json", folder / "metadata.json"):
        told |= metadata(path) if path.exists() else {}
    return tags, str(told.get("version") or ""), str(told.get("license") or ""), ""


def _put(unpacked: Path, model: InstalledModel, *, aside: Path) -> InstalledModel:
    """Moves a model to its place at once; the one that stood there goes aside, and back if that fails."""
    if not model.folder.exists():
        unpacked.replace(model.folder)
    elif not _is_whole(model):
        model.folder.replace(aside)
        try:
            unpacked.replace(model.folder)
        except OSError:
            aside.replace(model.folder)
            raise
    return model


def _is_whole(model: InstalledModel) -> bool:
    """Whether the very model stands in its place already, unchanged."""
    try:
        there = recorded(model.folder)
        if there is not None:
            verify(there)
    except SetupError:
        return False
    return there is not None and there.sha256 == model.sha256


def _sweep(folder: Path) -> None:
    """Removes what an installation left that was killed; one that is under way is younger."""
    for path in folder.glob(f"{_WORKING}*"):
        if time.time() - path.stat().st_mtime > _STALE:
            shutil.rmtree(path)
