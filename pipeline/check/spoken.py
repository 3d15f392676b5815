"""Times and lengths of time as people say them: `ocho menos cuarto` is 7:45, `ساعة ونصف` is 90 minutes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from pipeline.check.number import Found, Number, Values
from pipeline.check.numerals import times
from pipeline.check.plain import key
from pipeline.check.tokens import Token, meanings_of, span_of
from pipeline.check.words import words_of

HOUR = 60
"""Minutes."""
_APART = 3
"""Words that may stand between the numbers of one time."""
_PARTS = frozenset({2, 3, 4})
"""What an hour is divided into."""


def on_the_clock(values: Values) -> Values:
    """Seven and a half as half past seven: the times that whole numbers with a fraction can be."""
    found = [value for value in values if isinstance(value, Fraction) and 1 < value < 25]
    return _united(times(int(value), int(value % 1 * HOUR)) for value in found if value.denominator in _PARTS)


def joined(found: list[Found], tokens: Sequence[Token], base: str) -> list[Found]:
    """The numbers of a text after those that make one time, or one length of time, were put together."""
    whole: list[Found] = []
    for one in found:
        said = _clock_time(whole[-1], one, tokens, base) if whole else None
        whole[-1:] = [said] if said else [*whole[-1:], one]
    has_parts = any(is_fraction(one.number) for one in whole)
    for at, token in enumerate(tokens if has_parts else ()):
        span = span_of(token.text, base)
        whole = _with_length(whole, at, span, tokens, base) if span else whole
    return whole


def _clock_time(left: Found, right: Found, tokens: Sequence[Token], base: str) -> Found | None:
    """A part and its hour, in either order, with the words of a clock between."""
    clock = words_of(base).clock
    if not 0 < right.begin - left.end <= _APART:
        return None
    between = _said(tokens, left.end, right.begin)
    readings = Values()
    if between in clock.less:
        readings = _times(left.number, right.number, -1)
    elif between in clock.until and (" " in between or is_fraction(left.number)):  # not "three to five"
        readings = _times(right.number, left.number, -1)
    elif between in clock.past:
        readings = _times(right.number, left.number, 1)
    whole = replace(_together(left, right, tokens), readings=readings, sorts=frozenset({"time"}))
    return Found(whole, left.begin, right.end) if readings else None


def _times(hour: Number, part: Number, sign: int) -> Values:
    hours = [value for value in _amounts(hour) if value.denominator == 1 and 1 <= value <= 24]
    minutes = {HOUR * value if value < 1 else value for value in _amounts(part)}
    sums = [HOUR * one + sign * other for one in hours for other in minutes if 0 < other < HOUR]
    return _united(times(int(minute // HOUR) or 12, int(minute % HOUR)) for minute in sums)


def _with_length(
    found: list[Found], at: int, span: Fraction, tokens: Sequence[Token], base: str
) -> list[Found]:
    """`an hour and a half`, `half an hour`: also as so many minutes; and so for years and days."""
    form = words_of(base).format
    count = next((one for one in found if at in {one.begin, one.end}), None)
    for one in found:
        if not is_fraction(one.number):
            continue
        if one.end <= at and _are(tokens, one.end, at, form.of | form.articles):
            smaller = Values(value * span for value in _amounts(one.number))
            number = replace(one.number, readings=one.number.readings | smaller)
            return [replace(one, number=number) if other is one else other for other in found]
        if one.begin > at and _is_joined(tokens, at + 1, one.begin, base):
            whole = _length(count, one, span, tokens)
            return [whole if other is one else other for other in found if other is not count]
    return found


def _length(count: Found | None, half: Found, span: Fraction, tokens: Sequence[Token]) -> Found:
    """A count of units, one where it is not said, and a part of one more."""
    first = count or half
    counted = _amounts(count.number) if count else {Fraction(1)}
    sums = [one + part for one in counted for part in _amounts(half.number)]
    readings = Values(sums) | Values(value * span for value in sums)
    whole = _together(first, half, tokens) if count else half.number
    return Found(replace(whole, readings=whole.readings | readings, sorts=frozenset()), first.begin, half.end)


def _together(left: Found, right: Found, tokens: Sequence[Token]) -> Number:
    """Two numbers as the parts of one; in figures if one of them is."""
    in_figures = "figures" in {left.number.written, right.number.written}
    text = " ".join(token.text for token in tokens[left.begin : right.end])
    parts = left.number.readings, right.number.readings
    return Number(text, Values(), "figures" if in_figures else "hint", parts, rest=right.number.rest)


def is_fraction(number: Number) -> bool:
    return "fraction" in number.sorts and any(value < 1 for value in _amounts(number))


def _amounts(number: Number) -> set[Fraction]:
    return {value for value in number.readings if isinstance(value, Fraction)}


def _united(found: Iterable[Values]) -> Values:
    return Values().union(*found)


def _said(tokens: Sequence[Token], begin: int, end: int) -> str:
    return " ".join(key(token.text) for token in tokens[begin:end])


def _are(tokens: Sequence[Token], begin: int, end: int, words: frozenset[str]) -> bool:
    return end - begin <= _APART and all(key(token.text) in words for token in tokens[begin:end])


def _is_joined(tokens: Sequence[Token], begin: int, end: int, base: str) -> bool:
    """Whether an "and" stands between two places of a text, or is written onto the word after them."""
    form = words_of(base).format
    if begin == end:
        return meanings_of(tokens[end].text, base)[1]
    joins = any(key(token.text) in form.joins for token in tokens[begin:end][:_APART])
    return joins and _are(tokens, begin, end, form.joins | form.articles)
