"""What a run is asked to do. The one reader of `editions.toml`, flags and environment.

Flags win over the file beside the sources, the file over the defaults.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path

from pipeline.errors import UsageError
from pipeline.language import Lang

CONFIG = "editions.toml"
AUDIO_FORMATS = ("mp3", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One run's settings."""

    to: tuple[Lang, ...] = ()
    """Target languages, in the order of the switcher; the source language is always an edition too."""
    source: Lang = field(default_factory=lambda: Lang.parse("en"))
    """The language of articles that do not tell theirs."""
    out: Path = Path("outputs")
    engine: str | None = None
    """The name of the one translation engine to use; None: the best installed one, pair by pair."""
    voice: Mapping[str, str] = field(default_factory=dict)
    """Language tag -> `engine`, `name` or `engine:name`."""
    audio: str = "mp3"
    """One of `AUDIO_FORMATS`."""
    memory: tuple[Path, ...] = ()
    """XLIFF files used beside those that lie next to the sources."""
    fonts: Mapping[str, Path] = field(default_factory=dict)
    """Language tag -> a font file of the publisher's own, copied into the tree."""
    strict: bool = False
    """Whether a blocking finding fails its edition."""
    models: Path = field(
        default_factory=lambda: _folder("EDITIONS_MODELS", user_data_path("editions") / "models")
    )
    cache: Path = field(default_factory=lambda: _folder("EDITIONS_CACHE", user_cache_path("editions")))


def options_for(folder: Path, flags: Mapping[str, Any]) -> Options:
    """Defaults, overridden by `editions.toml` in a folder, overridden by flags that are not None.

    Raises `UsageError` naming the file and the key, `UnknownLanguageError` for a tag.
    """
    given = {
        **_from_file(folder / CONFIG),
        **{key: value for key, value in flags.items() if value is not None},
    }
    options = replace(Options(), **{key: _typed(key, value) for key, value in given.items()})
    if options.audio not in AUDIO_FORMATS:
        raise UsageError(f"audio {options.audio!r} is not one of {', '.join(AUDIO_FORMATS)}.")
    return options


def _folder(variable: str, otherwise: Path) -> Path:
    return Path(os.environ[variable]) if os.environ.get(variable) else otherwise


def _from_file(path: Path) -> dict[str, Any]:
    """The keys of a configuration file; its paths are relative to its own folder."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{error}.", place=str(path)) from error
    known = {field.name: field for field in fields(Options)}
    for key, value in found.items():
        if key not in known or not _SHAPES[key](value):
            raise UsageError(
                f"{key} = {value!r} is not a setting.",
                place=str(path),
                remedy=f"Known: {', '.join(sorted(known))}.",
            )
    return {key: _relative(key, value, path.parent) for key, value in found.items()}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


_SHAPES: dict[str, Callable[[object], bool]] = {
    "to": _is_texts, "memory": _is_texts, "voice": _is_table, "fonts": _is_table,
    "source": _is_text, "out": _is_text, "engine": _is_text, "audio": _is_text,
    "models": _is_text, "cache": _is_text, "strict": lambda value: isinstance(value, bool),
}  # fmt: skip


def _relative(key: str, value: Any, folder: Path) -> Any:
    if key in {"out", "models", "cache"}:
        return folder / value
    if key == "memory":
        return [folder / item for item in value]
    return {tag: folder / item for tag, item in value.items()} if key == "fonts" else value


def _typed(key: str, value: Any) -> Any:
    """A value of a flag or a file as the type of its field."""
    if key == "to":
        return tuple(
            dict.fromkeys(Lang.parse(tag) for item in value for tag in item.split(",") if tag.strip())
        )
    if key == "source":
        return Lang.parse(value)
    if key in {"out", "models", "cache"}:
        return Path(value)
    if key == "memory":
        return tuple(Path(item) for item in value)
    if key in {"voice", "fonts"}:
        return {Lang.parse(tag).tag: item for tag, item in dict(value).items()}
    return value
