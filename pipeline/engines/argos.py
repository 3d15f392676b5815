"""Argos packages: read where they lie, run with CTranslate2 and SentencePiece alone.

A package is a folder with `metadata.json`, `model/` and `sentencepiece.model`, or `source.spm` and
`target.spm`. Packages that split words with `bpe.model` need the Moses tokenizer, whose ports to Python are no
longer looked after: they are passed over here, and refused at installation.
"""

import json
import logging
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.engines.package import InstalledModel, models_folder, recorded
from pipeline.engines.pairs import match, offer
from pipeline.errors import EditionsError, MissingEngineError, UnknownLanguageError
from pipeline.language import Lang
from pipeline.ports import Translator

log = logging.getLogger(__name__)

_CODES = {"pb": "pt-BR", "zt": "zh-Hant"}
"""Codes of the packages that are not BCP 47."""
EMBEDDED = Path(__file__).parent / "embedded"
"""Packages that are a part of the program: what `models install` makes of them, record and all."""
_VOCABULARIES = (("sentencepiece.model", "sentencepiece.model"), ("source.spm", "target.spm"))


@dataclass(frozen=True, slots=True)
class Package:
    """An unpacked package."""

    folder: Path
    source: Lang
    target: Lang
    version: str
    vocabularies: tuple[Path, Path]
    """Of the source and of the target language; the same file where they share one."""
    record: InstalledModel | None
    """What is known of the files since their installation; None when another program installed them."""

    @property
    def pair(self) -> tuple[str, str]:
        return offer(self.source), offer(self.target)

    def about(self) -> dict[str, Any]:
        """What its `metadata.json` tells. Raises `EditionsError` when that is garbled."""
        return metadata(self.folder / "metadata.json")

    def frame(self) -> "Frame":
        """The words around a text. Raises `EditionsError` when `metadata.json` is garbled."""
        told = self.about()
        return Frame(*(_words(told.get(key)) for key in ("source_prefix", "source_suffix", "target_prefix")))


@dataclass(frozen=True, slots=True)
class Frame:
    """Words of the vocabulary that stand around a text in models for several languages, and in models that
    do not end a text by themselves. Argos packages have at most one word, in front of the translation."""

    before: tuple[str, ...] = ()
    """In front of the source: `>>ara<<`, `eng_Latn`."""
    after: tuple[str, ...] = ()
    """Behind the source: `</s>`."""
    said: tuple[str, ...] = ()
    """In front of the translation, and taken away again: `arb_Arab`."""


class Argos:
    """The `TranslationEngine` for packages in our own folder, in the one of `argospm`, and in the program."""

    name = "argos"
    rank = 20

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        """`folders` hold one folder a package, and need not exist; the first has precedence."""
        self._folders = package_folders(models_folder()) if folders is None else tuple(folders)

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(package.pair for package in self._packages())

    def remedy(self, source: Lang, target: Lang) -> str:
        return f"editions models install translate-{source.base}_{target.base}.argosmodel"

    def open(self, source: Lang, target: Lang) -> Translator:
        """Loads the pair. Raises `MissingEngineError` when it is not installed, `SetupError` when a file is
        not what was installed or cannot be loaded."""
        package = self._find(source, target)
        if package is None:
            raise MissingEngineError(
                f"No Argos package translates {source} to {target}.",
                remedy=f"Install one: {self.remedy(source, target)}",
            )
        from pipeline.engines.argos_translator import ArgosTranslator

        return ArgosTranslator(package)

    def _find(self, source: Lang, target: Lang) -> Package | None:
        pair = match(self.pairs(), source, target)
        fitting = [package for package in self._packages() if package.pair == pair]
        exact = [package for package in fitting if package.target == target]
        return next(iter([*exact, *fitting]), None)

    def _packages(self) -> Iterator[Package]:
        """In the order of the folders, of each the newest version first."""
        for folder in self._folders:
            yield from sorted(packages_in(folder), key=_version, reverse=True)


def packages_in(folder: Path) -> Iterator[Package]:
    """The packages that can be used, in the order of their names; `folder` need not exist."""
    for path in sorted(folder.glob("*/")):
        package = read_package(path) if path.name[0] != "." else None
        if package is not None:
            yield package


def package_folders(models: Path) -> tuple[Path, ...]:
    """Where packages lie, in order of precedence: what the user installed here, what `argospm` installed,
    what came with the program."""
    return models, argospm_folder(), EMBEDDED


def argospm_folder() -> Path:
    """Where `argospm` puts packages; it need not exist."""
    chosen = os.environ.get("ARGOS_PACKAGES_DIR")
    if chosen:
        return Path(chosen)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "argos-translate" / "packages"


def read_package(folder: Path) -> Package | None:
    """A folder as a package; None, and a line in the log, when it is not one that can be used."""
    try:
        record = recorded(folder)
        if record is not None:
            return _installed(record) if record.kind == "argos" else None
        if (folder / "metadata.json").is_file() and (folder / "model" / "model.bin").is_file():
            return _unpacked(folder)
    except EditionsError as error:
        log.warning("%s is passed over: %s", folder, error)
    return None


def _installed(record: InstalledModel) -> Package:
    """As recorded: what has changed since is found, and refused, when the package is opened."""
    vocabularies = _vocabularies(record.folder, {file.path for file in record.files})
    languages = Lang.parse(record.source), Lang.parse(record.target)
    return Package(record.folder, *languages, record.version, vocabularies, record)


def _unpacked(folder: Path) -> Package:
    told = metadata(folder / "metadata.json")
    vocabularies = _vocabularies(folder, {path.name for path in folder.iterdir()})
    languages = language(told, "from_code"), language(told, "to_code")
    return Package(folder, *languages, str(told.get("package_version") or ""), vocabularies, None)


def metadata(path: Path) -> dict[str, Any]:
    """The values of a `metadata.json`. Raises `EditionsError` when it is garbled."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EditionsError("Is not readable JSON.", place=str(path)) from error
    if not isinstance(told, dict):
        raise EditionsError("Does not hold an object.", place=str(path))
    return told


def language(told: dict[str, Any], key: str) -> Lang:
    """The language that a package names under a key. Raises `UnknownLanguageError`."""
    code = told.get(key)
    if not isinstance(code, str):
        raise UnknownLanguageError(f"The package names no language under {key}.")
    return Lang.parse(_CODES.get(code, code))


def _words(told: object) -> tuple[str, ...]:
    """One word as text, or several as a list."""
    words = told if isinstance(told, list) else [told]
    return tuple(str(word) for word in words if word)


def _vocabularies(folder: Path, names: Collection[str]) -> tuple[Path, Path]:
    for source, target in _VOCABULARIES:
        if source in names and target in names:
            return folder / source, folder / target
    raise EditionsError("No SentencePiece model: it cannot be used here.", place=str(folder))


def _version(package: Package) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,9}", package.version))
