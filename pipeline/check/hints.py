"""Fractions, ordinals, decades, months, times and dozens that became others of their kind.

They are not demanded as figures are, since a translation may well say "half" otherwise. What is wrong is
one that is gone while another of its kind stands in the target.
"""

from collections.abc import Sequence
from fractions import Fraction

from pipeline.check.number import Number, Values

SMALLEST_ORDINAL = 3
"""The first and the second are said in too many ways, and a second is also a length of time."""


def swapped(ours: Sequence[Number], theirs: Sequence[Number]) -> list[tuple[Number, Number]]:
    """Hints of the source that are gone, each with one of its kind that only the target has."""
    lost = [number for number in ours if number.written == "hint" and _is_gone(number, theirs)]
    gained = [number for number in theirs if lost and _is_gone(number, ours)]
    pairs = ((one, next((other for other in gained if other.sorts & one.sorts), None)) for one in lost)
    return [(one, other) for one, other in pairs if other]


def _is_gone(number: Number, others: Sequence[Number]) -> bool:
    """Whether a number that weighs enough is in none of some others."""
    return _weighs(number) and not any(_says(other, number) for other in others)


def _weighs(number: Number) -> bool:
    if number.written == "figures" or not number.sorts:
        return False
    amounts = [value for value in number.readings if isinstance(value, Fraction)]
    return not amounts or bool(number.sorts & {"fraction", "month"}) or max(amounts) >= SMALLEST_ORDINAL


def _says(other: Number, number: Number) -> bool:
    """Whether one says the other; a month only by its name, for any 3 would say March."""
    if "month" in number.sorts:
        return bool(_names(number) & _names(other))
    return number.said_by(other.values)


def _names(number: Number) -> Values:
    return Values(value for value in number.readings if isinstance(value, str))
