"""The number words, months, units, endings and negations of one language, from `languages/<code>.toml`.

`languages/en.toml` says what each table means. A language without a file has empty tables.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from pipeline.check.plain import bare, key

Kind = Literal["value", "ordinal", "scale", "plural", "dual", "fraction", "decade", "implied"]
Meaning = tuple[Kind, Fraction]
_TABLES: tuple[tuple[str, Kind], ...] = (
    ("numbers", "value"),
    ("scales", "scale"),
    ("plurals", "plural"),
    ("duals", "dual"),
    ("ordinals", "ordinal"),
    ("fractions", "fraction"),
    ("decades", "decade"),
    ("implied", "implied"),
)
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Format:
    """How a language writes figures and joins number words; `languages/en.toml` explains each."""

    group: str = ",.\u066c\u00a0\u202f"
    decimal: str = ".,\u066b"
    joins: frozenset[str] = frozenset()
    joins_after: int = 10
    units_first: bool = False
    space_groups: bool = False
    adds_to_ten: bool = False
    teens_after: frozenset[int] = frozenset()
    articles: frozenset[str] = frozenset()
    rewrites: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Negation:
    certain: re.Pattern[str] = _NEVER
    any: re.Pattern[str] = _NEVER
    idioms: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True)
class Words:
    """One language's tables. Words are in the form of `plain.key`."""

    known: bool = False
    """Whether the language has a file: without one, a number may be there in words nobody knows."""
    family: str = ""
    format: Format = Format()
    meanings: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)
    short: Mapping[str, Fraction] = field(default_factory=dict)
    months: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """1 to 12 -> names as written, the one to print first."""
    percent: re.Pattern[str] = _NEVER
    currencies: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """ISO 4217 code -> what names it."""
    ends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kind of ending (stop, question, exclamation, colon, more) -> its marks, the one to print first."""
    opening: Mapping[str, str] = field(default_factory=dict)
    """Kind of ending -> the mark that opens such a sentence (Spanish)."""
    negation: Negation = Negation()


@lru_cache(maxsize=64)
def words_of(base: str) -> Words:
    """The tables of a language by its code without region."""
    file = files(__package__) / "languages" / f"{base}.toml"
    return _words(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else Words()


def _words(table: Mapping[str, Any]) -> Words:
    ends = dict(table["ends"])
    return Words(
        known=True,
        opening=ends.pop("opening", {}),
        family=table["family"],
        format=_format(table["format"]),
        meanings=_meanings(table),
        short=dict(_rows(table.get("short", {}))),
        months={int(month): tuple(names.split("|")) for month, names in table["months"].items()},
        percent=_any_of(table["percent"]["forms"]),
        currencies={code: _pattern(text) for code, text in table["currencies"].items()},
        ends={kind: tuple(marks.split()) for kind, marks in ends.items()},
        negation=Negation(**{name: _pattern(text) for name, text in table["negation"].items()}),
    )


def _format(table: Mapping[str, Any]) -> Format:
    own = dict(table)
    spaces = "\u00a0\u202f" if own.get("space_groups") else ""
    own["group"] += spaces
    for name in ("joins", "articles"):
        own[name] = frozenset(own.get(name, "").split())
    own["teens_after"] = frozenset(own.get("teens_after", ()))
    return Format(**own)


def _meanings(tables: Mapping[str, Any]) -> dict[str, tuple[Meaning, ...]]:
    """Every number word with all that it can mean, the likeliest first."""
    found: dict[str, list[Meaning]] = {}
    for name, kind in _TABLES:
        for word, value in _rows(tables.get(name, {})):
            found.setdefault(word, []).append((kind, value))
    return {word: tuple(meanings) for word, meanings in found.items()}


def _rows(table: Mapping[str, str]) -> list[tuple[str, Fraction]]:
    return [(key(word), Fraction(value)) for value, forms in table.items() for word in forms.split()]


def _any_of(forms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(map(bare, forms), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(bare(text), re.IGNORECASE)
