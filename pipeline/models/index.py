"""Indexes of packages in the JSON format of `argospm`: a list of objects, one a package.

Used are `package_version`, `from_code`, `to_code`, `code`, `type` and `links`, and `sha256` (of the file), which
the format does not have of itself.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SetupError, UsageError


@dataclass(frozen=True, slots=True)
class Entry:
    """A package that can be loaded."""

    pair: str
    """The codes of its languages: `en-pb`."""
    version: str
    links: tuple[str, ...]
    """Where it lies; the first that works will do."""
    sha256: str
    """Of the file, or empty."""


def entries(text: str, place: str) -> tuple[Entry, ...]:
    """The translation packages of an index. Raises `SetupError` when it is garbled."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SetupError(f"Is not readable JSON: {error}.", place=place) from error
    if not isinstance(told, list) or not all(isinstance(item, dict) for item in told):
        raise SetupError("Is not an index: a list of packages.", place=place)
    return tuple(_entry(item) for item in told if item.get("type", "translate") == "translate")


def newest(found: Sequence[Entry], wanted: str, place: str) -> Entry:
    """The newest package of `en-ar`, also written `en_ar` or `translate-en_ar`. Raises `UsageError`."""
    pair = wanted.lower().removeprefix("translate-").replace("_", "-")
    fitting = [entry for entry in found if entry.pair == pair]
    if not fitting:
        known = ", ".join(sorted({entry.pair for entry in found})[:40])
        raise UsageError(f"has no package {wanted!r}.", place=place, remedy=f"It has: {known}.")
    return max(fitting, key=lambda entry: [int(number) for number in re.findall(r"\d{1,9}", entry.version)])


def _entry(item: dict[str, Any]) -> Entry:
    links = item.get("links")
    codes = (item.get("from_code", ""), item.get("to_code", ""))
    return Entry(
        "-".join(str(code) for code in codes).lower().replace("_", "-"),
        str(item.get("package_version") or ""),
        tuple(str(link) for link in links if str(link).startswith("http")) if isinstance(links, list) else (),
        str(item.get("sha256") or ""),
    )
