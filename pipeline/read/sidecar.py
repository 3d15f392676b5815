"""The sidecar: `<name>.toml` beside a source says what the source cannot, or says wrongly."""

import tomllib
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.read.fields import Fields, fields_from
from pipeline.read.source import load


def sidecar_path(source: Path) -> Path:
    """Where the sidecar of a source would be."""
    return source.with_suffix(".toml")


def read_sidecar(source: Path) -> Fields:
    """The fields of a source's sidecar; no fields when it has none. Raises `UsageError` naming file and key."""
    path = sidecar_path(source)
    if not path.exists():
        return Fields()
    try:
        table = tomllib.loads(load(path).decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"this is not TOML in UTF-8: {error}.", place=str(path)) from error
    return fields_from(table, place=str(path), error=UsageError)
