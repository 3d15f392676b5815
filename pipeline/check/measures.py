"""Lengths, weights, temperatures and speeds that a translation gives in its readers' own units."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from pipeline.check.number import Number
from pipeline.check.words import words_of

TOLERANCE = Fraction(5, 100)
"""How far a converted measure may be off, as a share: people round."""
DEGREES = 1
"""The same for temperatures, in degrees Celsius."""

UNITS: dict[str, tuple[str, Fraction]] = {
    "kilometre": ("length", Fraction(1000)),
    "metre": ("length", Fraction(1)),
    "centimetre": ("length", Fraction(1, 100)),
    "mile": ("length", Fraction(1609344, 1000)),
    "yard": ("length", Fraction(9144, 10000)),
    "foot": ("length", Fraction(3048, 10000)),
    "inch": ("length", Fraction(254, 10000)),
    "kilogram": ("weight", Fraction(1000)),
    "gram": ("weight", Fraction(1)),
    "pound": ("weight", Fraction(45359237, 100000)),
    "ounce": ("weight", Fraction(2835, 100)),
    "kilometre an hour": ("speed", Fraction(1000)),
    "mile an hour": ("speed", Fraction(1609344, 1000)),
    "celsius": ("temperature", Fraction(1)),
    "fahrenheit": ("temperature", Fraction(5, 9)),
    "degree": ("temperature", Fraction(1)),
}
"""Unit, the keys of `[units]` in the tables -> dimension, and how many of the dimension's unit it is."""
_OTHER_SCALE = {"fahrenheit": "celsius", "celsius": "fahrenheit"}


@dataclass(frozen=True, slots=True)
class Conversion:
    """A measure of the source, and the one in another unit that stands for it."""

    source: Number
    target: Number
    agrees: bool


def conversion(number: Number, base: str, others: Iterable[Number], other_base: str) -> Conversion | None:
    """What stands for a measure in another unit of its dimension: one that agrees, else any.

    The number becomes the conversion's `source`, whichever side it is of.
    """
    unit = unit_of(number, base)
    found = None
    for other in others if unit else ():
        other_unit = unit_of(other, other_base)
        if not other_unit or other_unit == unit or UNITS[unit][0] != UNITS[other_unit][0]:
            continue
        if _agree(number, unit, other, other_unit):
            return Conversion(number, other, agrees=True)
        if "degree" not in {unit, other_unit}:
            found = found or Conversion(number, other, agrees=False)
    return found


def unit_of(number: Number, base: str) -> str:
    """The unit right after a number, the one that says most; empty for none."""
    found = ((unit, pattern.match(number.rest)) for unit, pattern in words_of(base).units.items())
    return max(((match.end(), unit) for unit, match in found if match), default=(0, ""))[1]


def _agree(number: Number, unit: str, other: Number, other_unit: str) -> bool:
    values = [value for value in number.readings if isinstance(value, Fraction)]
    others = [value for value in other.readings if isinstance(value, Fraction)]
    return any(_same(one, unit, two, other_unit) for one in values for two in others)


def _same(value: Fraction, unit: str, other: Fraction, other_unit: str) -> bool:
    """Whether two measures are about the same; temperatures on their scales, or as differences."""
    if unit == "degree" or other_unit == "degree":  # "35 grados" says no scale: it is the other one
        unit, other_unit = _OTHER_SCALE.get(other_unit, unit), _OTHER_SCALE.get(unit, other_unit)
    size, other_size = value * UNITS[unit][1], other * UNITS[other_unit][1]
    near = abs(size - other_size) <= TOLERANCE * max(abs(size), abs(other_size))
    if UNITS[unit][0] != "temperature":
        return near
    return near or abs(_celsius(value, unit) - _celsius(other, other_unit)) <= DEGREES


def _celsius(value: Fraction, unit: str) -> Fraction:
    return (value - 32) * Fraction(5, 9) if unit == "fahrenheit" else value
