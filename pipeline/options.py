"""What a run is asked to do. The one reader of `editions.toml`, flags and environment.

Flags win over the file beside the sources, the file over the defaults.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from platformdirs import user_cache_path, user_data_path

from pipeline.errors import UsageError
from pipeline.language import Lang

CONFIG = "editions.toml"
AUDIO_FORMATS = ("mp3", "m4b", "opus", "none")
PAUSES = ("lead_in", "sentence", "paragraph", "heading")
LONGEST_PAUSE = 10_000
"""Milliseconds."""
LONGEST_DEADLINE = 10**8
"""Seconds: three years."""
MOST_BYTES = 2**63 - 1
"""No disk holds more: a larger size means all of it."""
_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}


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
    """One of `AUDIO_FORMATS`, or several separated by commas; the page plays MP3 where it is among them."""
    words: bool = False
    """Whether captions with a time for each word are written too, and books follow the voice word by word."""
    epub: bool = True
    """Whether each edition is also a book."""
    collection: str = ""
    """The title of a book that holds all articles of the run, one a language; empty: none is made."""
    pauses: Mapping[str, int] = field(default_factory=dict)
    """One of `PAUSES` -> milliseconds of silence."""
    rate: Mapping[str, int] = field(default_factory=dict)
    """Language tag -> words a minute."""
    pitch: Mapping[str, int] = field(default_factory=dict)
    """Language tag -> 0 to 99; 50 is the voice's own."""
    jobs: int = field(default_factory=lambda: _cores())
    """How many editions are narrated at once, at least 1. The files do not depend on it."""
    memory: tuple[Path, ...] = ()
    """XLIFF and TMX files used beside those that lie next to the sources."""
    glossary: tuple[Path, ...] = ()
    """Files of terms, used before the product's own; `<name>.<lang>.tsv` is for one language."""
    memory_db: Path = field(
        default_factory=lambda: _folder("EDITIONS_MEMORY", user_data_path("editions") / "memory.sqlite")
    )
    """The translation memory that reviews are put into; it need not exist."""
    lexicon: Path | None = None
    """A file of pronunciations, used before the product's own."""
    fonts: Mapping[str, Path] = field(default_factory=dict)
    """Language tag -> a font file of the publisher's own, copied into the tree."""
    strict: bool = False
    """Whether a blocking finding fails its edition."""
    site: str = ""
    """Where the tree will be published: an http or https address in ASCII that ends with a slash; empty: not known."""
    models: Path = field(
        default_factory=lambda: _folder("EDITIONS_MODELS", user_data_path("editions") / "models")
    )
    voices: Path | None = field(default_factory=lambda: _named("EDITIONS_VOICES"))
    """A folder of voices, looked into before `voices` in the models folder."""
    cache: Path = field(default_factory=lambda: _folder("EDITIONS_CACHE", user_cache_path("editions")))
    deadline: int = 1_800
    """Seconds that an article may take in a process of its own before it is given up; 0: for ever."""
    cache_size: int = 2_000_000_000
    """The most bytes that the cache may take on the disk; 0: nothing is kept, nothing is read."""


def options_for(folder: Path, flags: Mapping[str, Any]) -> Options:
    """Defaults, overridden by `editions.toml` in a folder, overridden by flags that are not None.

    Raises `UsageError` naming the file and the key, `UnknownLanguageError` for a tag.
    """
    given = {
        **_from_file(folder / CONFIG),
        **{key: value for key, value in flags.items() if value is not None},
    }
    options = replace(Options(), **{key: _typed(key, value) for key, value in given.items()})
    _check_sound(options)
    return options


def to_json(options: Options) -> dict[str, Any]:
    """What a helper process needs to make articles by the same options: all but what the whole tree shares."""
    return {
        key: _as_text(value)
        for key in (field.name for field in fields(Options))
        if key != "fonts" and (value := getattr(options, key)) is not None
    }


def from_json(given: Mapping[str, Any]) -> Options:
    """The options that `to_json` told."""
    return replace(Options(), **{key: _typed(key, value) for key, value in given.items()})


def _as_text(value: Any) -> Any:
    if isinstance(value, Lang | Path):
        return str(value)
    return [_as_text(each) for each in value] if isinstance(value, tuple) else value


def _check_sound(options: Options) -> None:
    formats = options.audio.split(",")
    for name in formats:
        if name not in AUDIO_FORMATS or (name == "none" and len(formats) > 1):
            raise UsageError(f"audio {options.audio!r} is not one of {', '.join(AUDIO_FORMATS)}.")
    for name, length in options.pauses.items():
        if name not in PAUSES or not 0 <= length <= LONGEST_PAUSE:
            known = f"Known: {', '.join(PAUSES)}, each 0 to {LONGEST_PAUSE:,} milliseconds."
            raise UsageError(f"pauses.{name} = {length} is not a pause.", remedy=known)
    if options.jobs < 1:
        raise UsageError(f"jobs = {options.jobs} is too few.", remedy="Use 1 or more.")
    if not 0 <= options.deadline <= LONGEST_DEADLINE:
        known = f"Use 0 to {LONGEST_DEADLINE:,}; 0: for ever."
        raise UsageError(f"deadline = {options.deadline} is no number of seconds.", remedy=known)


def _cores() -> int:
    """Those that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _folder(variable: str, otherwise: Path) -> Path:
    return _named(variable) or otherwise


def _named(variable: str) -> Path | None:
    return Path(os.environ[variable]) if os.environ.get(variable) else None


def _from_file(path: Path) -> dict[str, Any]:
    """The keys of a configuration file; its paths are relative to its own folder."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{error}.", place=str(path)) from error
    for key, value in found.items():
        if key not in _SHAPES or not _SHAPES[key](value):
            raise UsageError(
                f"{key} = {value!r} is not a setting.",
                place=str(path),
                remedy=f"Known: {', '.join(sorted(_SHAPES))}.",
            )
    return {key: _relative(key, value, path.parent) for key, value in found.items()}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_number, value.values()))


_SHAPES: dict[str, Callable[[object], bool]] = {
    "to": _is_texts, "memory": _is_texts, "glossary": _is_texts, "voice": _is_table, "fonts": _is_table,
    "pauses": _is_numbers, "rate": _is_numbers, "pitch": _is_numbers, "jobs": _is_number, "deadline": _is_number,
    "words": lambda value: isinstance(value, bool), "epub": lambda value: isinstance(value, bool), "collection": _is_text,
    "site": _is_text, "source": _is_text, "out": _is_text, "engine": _is_text, "audio": _is_text,
    "cache_size": lambda value: _is_text(value) or _is_number(value),
    "lexicon": _is_text, "models": _is_text, "voices": _is_text, "cache": _is_text, "memory_db": _is_text, "strict": lambda value: isinstance(value, bool),
}  # fmt: skip


def _relative(key: str, value: Any, folder: Path) -> Any:
    if key in {"out", "models", "voices", "cache", "memory_db", "lexicon"}:
        return folder / value
    if key in {"memory", "glossary"}:
        return [folder / item for item in value]
    return {tag: folder / item for tag, item in value.items()} if key == "fonts" else value


def site_address(text: str) -> str:
    """An address as `Options.site` holds it: host and path in ASCII, one slash at the end; empty stays empty.

    Raises `UsageError` for what no tree can be published under.
    """
    if not text.strip():
        return ""
    try:
        parts = urlsplit(text.strip())
        port = f":{parts.port}" if parts.port else ""
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as error:  # a port that is no number, a label that is too long
        raise _no_site(text) from error
    dots = {".", ".."} & set(parts.path.split("/"))
    wrong = parts.query or parts.fragment or "@" in parts.netloc or dots or not _plain(text.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or wrong:
        raise _no_site(text)
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._").rstrip("/")
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{path}/"


def _plain(address: str) -> bool:
    """Whether it has only characters that an address may have, of whatever script."""
    return address.isprintable() and not set(address) & set(' "<>\\^`{|}')


def _no_site(text: str) -> UsageError:
    return UsageError(
        f"site {text!r} is not an address to publish under.",
        remedy="Use one such as https://example.org/news/.",
    )


def _bytes(told: str | int) -> int:
    """A number of bytes, or a text such as "2 GB". Raises `UsageError`."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) *([a-z]*)", str(told).strip().lower(), re.ASCII)
    if match is None or match[2] not in _UNITS:
        raise UsageError(
            f"cache_size {told!r} is not a size.", remedy="Use one such as 500 MB or 2 GB; 0 for no cache."
        )
    return min(int(Decimal(match[1]) * _UNITS[match[2]]), MOST_BYTES)


def _typed(key: str, value: Any) -> Any:
    """A value of a flag or a file as the type of its field."""
    if key == "to":
        return tuple(
            dict.fromkeys(Lang.parse(tag) for item in value for tag in item.split(",") if tag.strip())
        )
    if key == "source":
        return Lang.parse(value)
    if key == "site":
        return site_address(value)
    if key == "cache_size":
        return _bytes(value)
    if key in {"out", "models", "voices", "cache", "memory_db", "lexicon"}:
        return Path(value)
    if key in {"memory", "glossary"}:
        return tuple(Path(item) for item in value)
    if key in {"voice", "fonts", "rate", "pitch"}:
        return {Lang.parse(tag).tag: item for tag, item in dict(value).items()}
    return value
