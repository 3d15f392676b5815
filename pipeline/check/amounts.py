"""Do both sides hold the same numbers, and in the same units?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pipeline.check.edits import applied
from pipeline.check.formats import foreign_formats
from pipeline.check.groups import reversed_groups
from pipeline.check.numbers import Number, numbers
from pipeline.check.numerals import Value
from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import bare, quoted, unmasked
from pipeline.check.words import words_of

SMALLEST_WORD = 3
"""Number words from here on must be there; languages say one and two in their grammar."""
LARGEST_UNKNOWN = 12
"""Up to here, a language without tables may say a figure in words that are not known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers that only one side has."""

    missing: tuple[Number, ...]
    added: tuple[Number, ...]


def number_changed(pair: Pair) -> Iterator[Seen]:
    """The source's number is not there, and another stands in the target."""
    found = _difference(pair)
    if found.missing and found.added:
        yield "blocking", "A number was changed.", f"{_texts(found.missing)} → {_texts(found.added)}"


def number_missing(pair: Pair) -> Iterator[Seen]:
    found = _difference(pair)
    if found.missing and not found.added:
        yield "warning", "A number of the source is not in the target.", _texts(found.missing)


def number_added(pair: Pair) -> Iterator[Seen]:
    found = _difference(pair)
    if found.added and not found.missing:
        yield "warning", "The target holds a number that the source lacks.", _texts(found.added)


def unit_lost(pair: Pair) -> Iterator[Seen]:
    """A percent sign at figures, or a currency, that the target does not have."""
    source, target = unmasked(pair.source, pair.untouched), unmasked(pair.target, pair.untouched)
    ours, theirs = _units(source, pair.source_lang.base), _units(target, pair.target_lang.base)
    percent = words_of(pair.source_lang.base).percent.sub("%", bare(source))
    lost = sorted(ours - theirs - (set() if re.search(r"\d\s*[%٪]", percent) else {"%"}))
    if lost and words_of(pair.target_lang.base).known:
        yield "warning", "A unit of the source is not in the target.", quoted(lost)


def difference(source: str, target: str, source_base: str, target_base: str) -> Difference:
    """The numbers that only one of two texts has; figures on both sides, and number words of the source."""
    ours, theirs = numbers(source, source_base), numbers(target, target_base)
    known = words_of(target_base).known
    return Difference(
        tuple(n for n in ours if _is_demanded(n, known) and not n.said_by(_values(theirs))),
        tuple(n for n in theirs if n.written == "figures" and not n.said_by(_values(ours))),
    )


def _difference(pair: Pair) -> Difference:
    """Reversed groups and foreign formats are put right first: they are findings of their own."""
    source = unmasked(pair.source, pair.untouched)
    target = unmasked(pair.target, pair.untouched)
    bases = pair.source_lang.base, pair.target_lang.base
    target = applied(target, reversed_groups(source, target, *bases))
    return _cached(source, applied(target, foreign_formats(source, target, *bases)), *bases)


@lru_cache(maxsize=1024)
def _cached(source: str, target: str, source_base: str, target_base: str) -> Difference:
    return difference(source, target, source_base, target_base)


def _is_demanded(number: Number, target_is_known: bool) -> bool:
    amounts = [value for value in number.readings if isinstance(value, Fraction)]
    if number.written == "figures":
        return target_is_known or not amounts or max(amounts) > LARGEST_UNKNOWN
    return number.written == "words" and target_is_known and min(amounts) >= SMALLEST_WORD


def _values(found: tuple[Number, ...]) -> frozenset[Value]:
    return frozenset[Value]().union(*(number.values for number in found))


def _texts(found: tuple[Number, ...]) -> str:
    return quoted(dict.fromkeys(number.text for number in found))


@lru_cache(maxsize=4096)
def _units(text: str, base: str) -> frozenset[str]:
    """`%` and ISO 4217 codes."""
    words = words_of(base)
    clean = bare(text)
    percent = {"%"} if re.search("[%٪]", clean) or words.percent.search(clean) else set()
    return frozenset(percent | {code for code, named in words.currencies.items() if named.search(clean)})
