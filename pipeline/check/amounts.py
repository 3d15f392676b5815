"""Do both sides hold the same numbers, and in the same units?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pipeline.check.edits import applied
from pipeline.check.formats import foreign_formats
from pipeline.check.groups import reversed_groups
from pipeline.check.hints import swapped
from pipeline.check.measures import Conversion, conversion
from pipeline.check.number import Number
from pipeline.check.numbers import numbers
from pipeline.check.numerals import Value
from pipeline.check.pair import Pair, Seen
from pipeline.check.plain import bare, quoted, unmasked
from pipeline.check.words import signed, words_of

SMALLEST_WORD = 3
"""Number words from here on must be there; languages say one and two in their grammar."""
LARGEST_UNKNOWN = 12
"""Up to here, a language without tables may say a figure in words that are not known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers that only one side has, and those of one side that became others on purpose or by mistake."""

    missing: tuple[Number, ...]
    added: tuple[Number, ...]
    conversions: tuple[Conversion, ...] = ()
    """Measures in other units; they are neither missing nor added."""
    swapped: tuple[tuple[Number, Number], ...] = ()
    """Fractions, ordinals, months and the like that became others of their kind."""


def number_changed(pair: Pair) -> Iterator[Seen]:
    """The source's number is not there, and another stands in the target."""
    found = _difference(pair)
    if found.missing and found.added:
        yield "blocking", "A number was changed.", f"{_texts(found.missing)} → {_texts(found.added)}"
    for one in found.conversions:
        evidence = f"{_measure(one.source)} → {_measure(one.target)}"
        if one.agrees:
            yield "note", "A measure was converted.", evidence
        else:
            yield "warning", "A measure was converted, and it is not the same.", evidence
    for lost, gained in found.swapped:
        yield "warning", "A number was said as another of its kind.", f"{lost.text} → {gained.text}"


def number_missing(pair: Pair) -> Iterator[Seen]:
    """A number of the source is not there, and none stands in its place."""
    found = _difference(pair)
    if found.missing and not found.added:
        yield "warning", "A number of the source is not in the target.", _texts(found.missing)


def number_added(pair: Pair) -> Iterator[Seen]:
    """The target has figures that no number of the source can mean."""
    found = _difference(pair)
    if found.added and not found.missing:
        yield "warning", "The target holds a number that the source lacks.", _texts(found.added)


def unit_lost(pair: Pair) -> Iterator[Seen]:
    """A percent sign at figures, or a currency, that the target does not have."""
    ours = _demanded_units(unmasked(pair.source, pair.untouched), pair.source_lang.base)
    if ours and words_of(pair.target_lang.base).known:
        lost = ours - _units(unmasked(pair.target, pair.untouched), pair.target_lang.base)
        if lost:
            yield "warning", "A unit of the source is not in the target.", quoted(sorted(lost))


def difference(source: str, target: str, source_base: str, target_base: str) -> Difference:
    """The numbers that only one of two texts has; figures on both sides, and number words of the source."""
    ours, theirs = numbers(source, source_base), numbers(target, target_base)
    if not ours and not theirs:
        return Difference((), ())
    known = words_of(target_base).known
    said, meant = _values(theirs), _values(ours)
    missing = [n for n in ours if _is_demanded(n, known) and not n.said_by(said)]
    added = [n for n in theirs if n.written == "figures" and not n.said_by(meant)]
    lacking = [n for n in ours if not n.said_by(said)]
    own = [n for n in theirs if not n.said_by(meant)]
    ways = [conversion(n, source_base, own, target_base) for n in missing]
    back = [conversion(n, target_base, lacking, source_base) for n in added]
    fewer, more = recounted(ours, theirs)
    return Difference(
        (*(n for n, way in zip(missing, ways, strict=True) if not way), *fewer),
        (*(n for n, way in zip(added, back, strict=True) if not way), *more),
        _both_ways(filter(None, ways), filter(None, back)),
        tuple(swapped(ours, theirs)),
    )


def recounted(ours: Sequence[Number], theirs: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """Figures that the target has fewer times than the source, where others have become more.

    Either alone proves nothing: a translation need not say again what it said. What may be meant in words
    counts for the other side.
    """
    said, meant = _in_figures(ours), _in_figures(theirs)
    fewer = [n for n in said if 0 < _times(n, theirs) < _times(n, said)]
    more = [n for n in meant if fewer and _times(n, meant) > _times(n, ours) > 0]
    return (fewer, more) if more else ([], [])


def _in_figures(found: Sequence[Number]) -> list[Number]:
    return [number for number in found if number.written == "figures"]


def _times(number: Number, others: Sequence[Number]) -> int:
    return sum(bool(number.values & other.values) for other in others)


def _both_ways(ways: Iterable[Conversion], back: Iterable[Conversion]) -> tuple[Conversion, ...]:
    """The conversions of the source's measures, and those of the target's, each once."""
    turned = (Conversion(one.target, one.source, one.agrees) for one in back)
    return tuple(dict.fromkeys((*ways, *turned)))


def _measure(number: Number) -> str:
    """A number with the words after it, as far as a unit reaches."""
    return number.text + "".join(re.findall(r"^\W*\w+", number.rest))


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
def _demanded_units(text: str, base: str) -> frozenset[str]:
    """The units of a source; a percentage without figures may be said in other words."""
    units = _units(text, base)
    if "%" in units and not re.search(r"\d\s*[%٪]", signed(bare(text), words_of(base))):
        return units - {"%"}
    return units


def _units(text: str, base: str) -> frozenset[str]:
    """`%` and ISO 4217 codes."""
    words = words_of(base)
    clean = bare(text)
    percent = {"%"} if {"%", "٪"} & set(signed(clean, words)) else set()
    return frozenset(percent | {code for code, named in words.currencies.items() if named.search(clean)})
