"""`editions-model.toml`: what a model that was converted to CTranslate2 does not tell about itself.

Such models come as a folder: OPUS-MT with two SentencePiece vocabularies, NLLB with one for all its languages.
They are installed in the layout of an Argos package, which the `argos` engine reads.
"""

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.engines.archive import Member
from pipeline.errors import UnknownLanguageError
from pipeline.language import Lang
from pipeline.models.forms import NETWORK, PAPERS, matches, refused

MANIFEST = "editions-model.toml"
_LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file says, checked."""

    source: Lang
    target: Lang
    name: str
    """Part of the installed model's name, or empty."""
    version: str
    licence: str
    draft: bool
    """Whether its translations need a person more than most."""
    source_prefix: tuple[str, ...]
    source_suffix: tuple[str, ...]
    target_prefix: tuple[str, ...]
    model: str
    """The folder of the CTranslate2 model; `.` when it is the folder of the manifest."""
    vocabularies: tuple[str, ...]
    """The SentencePiece model for both languages, or one for the source and one for the target."""

    def metadata(self) -> bytes:
        """The same as the `metadata.json` of an Argos package, with the keys that those do not know."""
        told: dict[str, Any] = {
            "package_version": self.version, "from_code": self.source.tag, "to_code": self.target.tag,
            "license": self.licence, "name": self.name, "draft": self.draft,
            "source_prefix": self.source_prefix, "source_suffix": self.source_suffix,
            "target_prefix": self.target_prefix,
        }  # fmt: skip
        given = {key: value for key, value in told.items() if value}
        return (json.dumps(given, ensure_ascii=False, indent=1) + "\n").encode()


def manifest_of(source: Path, members: Sequence[Member]) -> Manifest | None:
    """The manifest of a folder or zip file; None where there is none. Raises `SetupError` for a faulty one."""
    member = next((member for member in members if member.name == MANIFEST), None)
    if member is None:
        return None
    if member.size > _LONGEST:
        raise refused(source, f"its {MANIFEST} is far too long")
    try:
        told = tomllib.loads(b"".join(member.chunks()).decode())
    except (ValueError, RecursionError) as error:
        raise refused(source, f"its {MANIFEST} cannot be read: {error}") from error
    return _read(source, told)


def renamed(source: Path, manifest: Manifest, members: Sequence[Member]) -> Iterator[Member]:
    """The members to be installed, under the names of an Argos package. Others are left out: converters leave
    many behind. Raises `SetupError` when one is missing."""
    names = ("sentencepiece.model",) if len(manifest.vocabularies) == 1 else ("source.spm", "target.spm")
    found = {member.name: member for member in members}
    inside = "" if manifest.model == "." else f"{manifest.model.rstrip('/')}/"
    for needed in (f"{inside}model.bin", *manifest.vocabularies):
        if needed not in found:
            raise refused(source, f"it lacks {needed}")
    for name, member in found.items():
        within = name.removeprefix(inside) if name.startswith(inside) else ""
        if within and "/" not in within and matches(within, NETWORK):
            yield replace(member, name=f"model/{within}")
        elif matches(name, PAPERS) and "/" not in name:
            yield member
    for vocabulary, name in zip(manifest.vocabularies, names, strict=True):
        yield replace(found[vocabulary], name=name)


def _read(source: Path, told: dict[str, Any]) -> Manifest:
    files = told.pop("files", {})
    for key, value in (*told.items(), *(files.items() if _is_table(files) else [("files", files)])):
        if not _SHAPES.get(key, _unknown)(value):
            raise refused(source, f"its {MANIFEST} has {key} = {value!r}; known: {', '.join(_SHAPES)}")
    try:
        origin, target = (Lang.parse(told.get(key, "")) for key in ("source", "target"))
    except UnknownLanguageError as error:
        raise refused(
            source, f"its {MANIFEST} does not tell what it translates ({error.message.rstrip('.')})"
        ) from error
    return Manifest(
        source=origin,
        target=target,
        name=told.get("name", ""),
        version=told.get("version", ""),
        licence=told.get("licence", ""),
        draft=told.get("draft", False),
        source_prefix=_words(told.get("source_prefix", ())),
        source_suffix=_words(told.get("source_suffix", ())),
        target_prefix=_words(told.get("target_prefix", ())),
        model=files.get("model", "model"),
        vocabularies=_vocabularies(source, files),
    )


def _vocabularies(source: Path, files: dict[str, str]) -> tuple[str, ...]:
    """Named as one or as two; `source.spm` and `target.spm` where none is named."""
    two = [files[key] for key in ("source_vocabulary", "target_vocabulary") if key in files]
    if "vocabulary" in files and not two:
        return (files["vocabulary"],)
    if "vocabulary" in files or len(two) == 1:
        raise refused(source, f"its {MANIFEST} names either vocabulary, or source_ and target_vocabulary")
    return tuple(two) or ("source.spm", "target.spm")


def _words(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) < 200


def _is_words(value: object) -> bool:
    return _is_text(value) or (isinstance(value, list) and all(map(_is_text, value)))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _unknown(_: object) -> bool:
    return False


_SHAPES: dict[str, Callable[[object], bool]] = {
    **dict.fromkeys(("source", "target", "name", "version", "licence"), _is_text),
    "draft": _is_switch,
    **dict.fromkeys(("source_prefix", "source_suffix", "target_prefix"), _is_words),
    "files": _is_table,
    **dict.fromkeys(("model", "vocabulary", "source_vocabulary", "target_vocabulary"), _is_text),
}
"""The keys of the file, and what each may hold."""
