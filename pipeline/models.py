"""Installing translation models: from a file or folder, checked, all of it or nothing.

A model is taken to a folder of its own in the models folder, with `editions-model.json`, which records every
file's sha256. Reading what was recorded, and the place of the models folder, are in `engines.package`.
"""

import hashlib
import logging
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatch
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
    models_folder,
    record,
    recorded,
    sha256_of_files,
    verify,
)
from pipeline.errors import EditionsError, OutputError, SetupError
from pipeline.language import Lang

__all__ = ["InstalledModel", "install", "installed", "models_folder", "verify"]

log = logging.getLogger(__name__)

_WORKING = ".installing-"
_STALE = 24 * 3600
"""Seconds after which a working folder belongs to nobody."""
_LONGEST_METADATA = 1 << 20


@dataclass(frozen=True, slots=True)
class _Form:
    """What a kind of package may hold; patterns are matched against whole names."""

    kind: Kind
    sign: str
    """A file that tells the kind."""
    needed: tuple[tuple[str, ...], ...]
    """Of each group, one file at least."""
    together: tuple[str, str]
    """No file like the first without one like the second."""
    kept: tuple[str, ...]
    """Others that are installed too."""
    left: tuple[str, ...]
    """What is known and not needed: sentence splitters, data of other programs."""


_FORMS = (
    _Form(
        kind="argos",
        sign="model/model.bin",
        needed=(("metadata.json",), ("model/model.bin",), ("sentencepiece.model", "source.spm")),
        together=("source.spm", "target.spm"),
        kept=("target.spm", "model/config.json", "model/*vocabulary*.json", "model/*vocabulary*.txt"),
        left=("stanza/*", "spacy/*", "minisbd/*", "sbd/*"),
    ),
    _Form(
        kind="bergamot",
        sign="model*.intgemm*.bin",
        needed=(("model*.intgemm*.bin",), ("vocab*.spm", "srcvocab*.spm"), ("lex*.bin",)),
        together=("srcvocab*.spm", "trgvocab*.spm"),
        kept=("trgvocab*.spm", "metadata.json", "model_info.json"),
        left=("config*.yml", "modelMeta.json", "tokenizer.json", "qualityModel*.bin", "catalog-entry.yml"),
    ),
)
_PAPERS = ("README*", "LICENSE*", "LICENCE*", "COPYING*")
"""Kept with every kind."""


def install(source: Path, folder: Path, limits: Limits | None = None) -> InstalledModel:
    """Installs an `.argosmodel` file, or a folder or zip file with Mozilla's files, into `folder`.

    A model that is already there is left as it is, or replaced when its files have changed since. Raises
    `UsageError` when `source` does not exist, `SetupError` when it is refused, `OutputError` when `folder` cannot
    be written; then nothing is changed.
    """
    with opened(source, limits) as members, _working_folder(folder) as working:
        form = _form(source, members)
        unpacked = working / "model"
        files = [_unpack(member, unpacked) for member in _wanted(source, form, members)]
        model = _described(source, form.kind, unpacked, files)
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


def _form(source: Path, members: Sequence[Member]) -> _Form:
    names = [member.name for member in members]
    for form in _FORMS:
        if any(fnmatch(name, form.sign) for name in names):
            return form
    if any(name.endswith((".gz", ".zst")) for name in names):
        raise _refused(source, "its files are packed one by one; unpack them first (gunzip, unzstd)")
    raise _refused(source, "it is neither an Argos package nor a model of Mozilla's")


def _wanted(source: Path, form: _Form, members: Sequence[Member]) -> Iterator[Member]:
    """The members to be installed. Raises `SetupError` when one is missing or unknown."""
    names = [member.name for member in members]
    if form.kind == "argos" and "bpe.model" in names:
        raise _refused(source, "it splits words with bpe.model; only packages with SentencePiece can be used")
    first, second = form.together
    groups = [*form.needed, (second,)] if any(fnmatch(name, first) for name in names) else form.needed
    for group in groups:
        if not any(_matches(name, group) for name in names):
            raise _refused(source, f"it lacks {' or '.join(group)}")
    kept = (*sum(form.needed, ()), *form.kept, *_PAPERS)
    for member in members:
        if member.name == "metadata.json" and member.size > _LONGEST_METADATA:
            raise _refused(source, "its metadata.json is far too long")
        if _matches(member.name, kept):
            yield member
        elif not _matches(member.name, form.left):
            raise _refused(source, f"{member.name} does not belong in such a model")


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


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
        languages, version, licence = describe(folder)
    except EditionsError as error:
        raise _refused(
            source, f"it does not tell what it translates ({error.message.rstrip('.')})"
        ) from error
    safe = re.sub(r"[^A-Za-z0-9.]+", "-", version).strip("-.")[:40]
    return InstalledModel(
        name="-".join(part for part in (kind, *languages, safe) if part),
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


_About = tuple[tuple[str, str], str, str]
"""Source and target language, version, licence."""


def _describe_argos(folder: Path) -> _About:
    told = metadata(folder / "metadata.json")
    languages = language(told, "from_code").tag, language(told, "to_code").tag
    licence = told.get("license") or told.get("licence") or ""
    return languages, str(told.get("package_version") or ""), str(licence)


def _describe_bergamot(folder: Path) -> _About:
    found = [model for model in bergamot_models(folder).values() if model.network.parent == folder]
    if len(found) != 1:
        raise EditionsError("neither the names of its files nor model_info.json or metadata.json say it")
    tags = Lang.parse(found[0].source).tag, Lang.parse(found[0].target).tag
    told: dict[str, Any] = {}
    for path in (folder / "model_info.json", folder / "metadata.json"):
        told |= metadata(path) if path.exists() else {}
    return tags, str(told.get("version") or ""), str(told.get("license") or "")


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


@contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
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


def _sweep(folder: Path) -> None:
    """Removes what an installation left that was killed; one that is under way is younger."""
    for path in folder.glob(f"{_WORKING}*"):
        if time.time() - path.stat().st_mtime > _STALE:
            shutil.rmtree(path)


def _refused(source: Path, why: str) -> SetupError:
    return SetupError(f"Refused: {why}.", place=str(source))
