"""Whole numbers as words, through the spell-out rules of CLDR (`unicode-rbnf`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

LARGEST = 10**15
"""Above it a number is said digit by digit: nobody counts that far aloud."""

_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class How:
    """What a number stands beside, as far as its words depend on it."""

    gender: str = "m"
    """`m` or `f`, of what is counted."""
    counted: bool = False
    """Whether what is counted follows: "veintiún años", but "veintiuno"."""
    nominative: bool = False
    """Arabic: `ithnan` rather than `ithnayn`."""
    ordinal: bool = False
    """Arabic: "the twenty-first", written as the bare number."""
    definite: bool = False
    """Arabic: with the article."""


class Counting(Protocol):
    """A language's words for whole numbers from 0 to `LARGEST`."""

    def cardinal(self, number: int, how: How) -> str: ...
    def ordinal(self, number: int, how: How) -> str: ...
    def year(self, number: int, how: How) -> str: ...


@dataclass(frozen=True, slots=True)
class CldrCounting:
    """Rule sets are named in the language's file; CLDR's own names begin with `spellout-`."""

    rules: str
    """The name of CLDR's file: "pt_PT"."""
    cardinals: Mapping[str, str]
    """Rule sets for `m`, `f` (before what is counted) and `bare`."""
    ordinals: Mapping[str, str]
    """Rule sets for `m`, `f`, and `short` where the masculine is shortened before a noun."""
    years: str
    mended: Mapping[str, str] = field(default_factory=dict)
    """What CLDR says -> what is meant."""
    feminine: Mapping[str, str] = field(default_factory=dict)
    """What CLDR leaves masculine before "mil" -> the feminine; millions count themselves, and are masculine."""

    def cardinal(self, number: int, how: How) -> str:
        if how.gender != "f":
            return self._spelt(number, self.cardinals["m" if how.counted else "bare"])
        said = self._spelt(number, self.cardinals["f"])
        for masculine, feminine in self.feminine.items() if number < _MILLION else ():
            said = said.replace(masculine, feminine)
        return said

    def ordinal(self, number: int, how: How) -> str:
        return self._spelt(number, self.ordinals[how.gender])

    def year(self, number: int, how: How) -> str:  # noqa: ARG002  # no language of CLDR's counts years by gender
        return self._spelt(number, self.years)

    def _spelt(self, number: int, rules: str) -> str:
        said = _spelt(self.rules, f"spellout-{rules}", number)
        for wrong, right in self.mended.items():
            said = said.replace(wrong, right)
        return said


@lru_cache(maxsize=4096)
def _spelt(language: str, rules: str, number: int) -> str:
    return _engine(language).format_number(number, ruleset_names=[rules]).text


@lru_cache(maxsize=8)
def _engine(language: str) -> "RbnfEngine":
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language(language)
