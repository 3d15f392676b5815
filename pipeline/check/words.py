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

Kind = Literal[
    "value", "ordinal", "scale", "plural", "dual", "fraction", "dozen", "dozens", "decade", "implied"
]
Meaning = tuple[Kind, Fraction]
_TABLES: tuple[tuple[str, Kind], ...] = (
    ("numbers", "value"),
    ("scales", "scale"),
    ("plurals", "plural"),
    ("duals", "dual"),
    ("ordinals", "ordinal"),
    ("fractions", "fraction"),
    ("dozens", "dozen"),
    ("vague_dozens", "dozens"),
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
    of: frozenset[str] = frozenset()
    rewrites: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Negation:
    certain: re.Pattern[str] = _NEVER
    any: re.Pattern[str] = _NEVER
    idioms: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True)
class Clock:
    """What stands between the two numbers of a spoken time, as rows of words in the form of `plain.key`."""

    less: frozenset[str] = frozenset()
    """`ocho menos cuarto`: the hour, then what it lacks."""
    until: frozenset[str] = frozenset()
    """`quarter to eight`: what the hour lacks, then the hour."""
    past: frozenset[str] = frozenset()
    """`half past seven`: what is past the hour, then the hour."""


@dataclass(frozen=True, slots=True)
class DoubtfulMonths:
    """Names of months that are also other words: `may`, `مارس` (practised)."""

    names: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    """After these words, or beside figures, they are months."""


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
    doubtful_months: DoubtfulMonths = DoubtfulMonths()
    clock: Clock = Clock()
    spans: Mapping[str, Fraction] = field(default_factory=dict)
    """What has halves and quarters -> how many smaller units it has: an hour 60, a year 12."""
    units: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Unit of `measures.UNITS` -> what names it, right after its number."""
    common: frozenset[str] = frozenset()
    """Words that a text of the language cannot do without and that its neighbours do not have."""
    percent: re.Pattern[str] = _NEVER
    percent_forms: tuple[str, ...] = ()
    """The same as words in the form of `plain.key`."""
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


@lru_cache(maxsize=64)
def common_elsewhere(base: str) -> frozenset[str]:
    """The common words of all other languages with tables that the language itself does not have."""
    names = (file.name for file in (files(__package__) / "languages").iterdir())
    others = (words_of(name.removesuffix(".toml")).common for name in names if name.endswith(".toml"))
    return frozenset[str]().union(*others) - words_of(base).common


def signed(text: str, words: Words) -> str:
    """A bare text with a sign for each word that means percent."""
    lowered = text.casefold()
    found = any(form in lowered for form in words.percent_forms)
    return words.percent.sub(" % ", text) if found else text


def _words(table: Mapping[str, Any]) -> Words:
    ends = dict(table["ends"])
    return Words(
        known=True,
        opening=ends.pop("opening", {}),
        family=table["family"],
        format=_format(table["format"]),
        meanings=_meanings(table),
        short=dict(_rows(table.get("short", {}))),
        doubtful_months=DoubtfulMonths(**_sets(table.get("doubtful_months", {}))),
        clock=Clock(**{name: frozenset(map(key, rows)) for name, rows in table.get("clock", {}).items()}),
        spans=dict(_rows(table.get("spans", {}))),
        units={unit: _pattern(rf"[\s-]*(?:{text})") for unit, text in table.get("units", {}).items()},
        common=frozenset(map(key, table.get("common", "").split())),
        months={int(month): tuple(names.split("|")) for month, names in table["months"].items()},
        percent=_any_of(table["percent"]["forms"]),
        percent_forms=tuple(map(key, table["percent"]["forms"])),
        currencies={code: _pattern(text) for code, text in table["currencies"].items()},
        ends={kind: tuple(marks.split()) for kind, marks in ends.items()},
        negation=Negation(**{name: _pattern(text) for name, text in table["negation"].items()}),
    )


def _format(table: Mapping[str, Any]) -> Format:
    own = dict(table)
    spaces = "\u00a0\u202f" if own.get("space_groups") else ""
    own["group"] += spaces
    own |= _sets({name: own.get(name, "") for name in ("joins", "articles", "of")})
    own["teens_after"] = frozenset(own.get("teens_after", ()))
    return Format(**own)


def _sets(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(map(key, words.split())) for name, words in table.items()}


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
