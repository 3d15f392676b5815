"""Figures as values: digits of any script, with the separators of a language, as times, decades and years."""

import re
from fractions import Fraction
from functools import lru_cache
from itertools import product

from pipeline.check.words import Format

Value = Fraction | str
"""A number; a time of day as `t` and its minutes since midnight; a decade as `d` and its year; a month as `m`."""

NUMERAL = r"\d{1,2}[hH]\d{2}(?!\w)|\d*[½⅓⅔¼¾]|(?<![\d/⁄.,])[1-9][/⁄](?:10|[2-9])(?![\d/⁄])|\d{1,40}(?:[.,:،\u066b\u066c\u00a0\u202f’']\d{1,40})*"
_LEADING = "[1-9\u0661-\u0669\u06f1-\u06f9]"
GROUPED = re.compile(rf"{_LEADING}\d{{0,2}}(?:(?P<sep>\D)\d{{3}})(?:(?P=sep)\d{{3}})*")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}")
_CLOCK = re.compile(r"(\d{1,2})[:.hH](\d{2})")
_VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
}
DECADE = re.compile(r"['’]?s\b")
PERCENT = re.compile(r"\s*[%٪]")
_DAYTIME = re.compile(r"\s?([ap])\.?\s?m\b", re.IGNORECASE)
_HOUR = re.compile(r"\s?[hH]\b")
GROUPED_DECIMAL = re.compile(
    rf"(?P<whole>{_LEADING}\d{{0,2}}(?:(?P<sep>\D)\d{{3}})(?:(?P=sep)\d{{3}})*)(?P<point>\D)(?P<part>\d+)"
)
"""`1,500.50`, where both signs differ."""


def readings(figures: str, form: Format) -> frozenset[Value]:
    """All values that a run of digits and separators can have in a language; none for `1.2.3` and the like.

    What only one reading fits is read so even where it is not the language's way: `1,500.50`.
    """
    if figures[-1] in "½⅓⅔¼¾":
        return frozenset({int(figures[:-1] or 0) + _VULGAR[figures[-1]]})
    if figures[1:2] in {"/", "⁄"}:
        return frozenset({Fraction(int(figures[0]), int(figures[2:]))})
    separators = {sign for sign in figures if not sign.isdigit()}
    if not separators:
        return frozenset({Fraction(int(figures))})
    return frozenset({*_plain(figures, separators, form), *_clock(figures)})


def pieces(figures: str) -> list[str]:
    """The runs of digits alone."""
    return re.findall(r"\d+", figures)


def times(hour: int, minute: int) -> frozenset[Value]:
    """A time of day as said on a clock face: both halves of the day."""
    if hour > 24 or minute > 59:
        return frozenset()
    halves = {hour % 24, (hour + 12) % 24} if 0 < hour <= 12 else {hour % 24}
    return frozenset(f"t{60 * half + minute}" for half in halves)


def time_of_day(figures: str, rest: str) -> frozenset[Value]:
    """What figures mean before "a.m.", "p.m." or "h"; nothing elsewhere."""
    daytime = _DAYTIME.match(rest)
    parts = pieces(figures)
    if not (daytime or (_HOUR.match(rest) and figures.isdigit())) or len(parts) > 2:
        return frozenset()
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0
    later = {Fraction(hour + 12)} if daytime and daytime[1] in "pP" and hour < 12 and not minute else set()
    return times(hour, minute) | later


def decade(year: int) -> frozenset[Value]:
    """The 1990s: as a year, as two digits; the 1900s also as the 20th century."""
    century = {Fraction(year // 100 + 1)} if year % 100 == 0 and year > 100 else set()
    return frozenset({Fraction(year), Fraction(year % 100), f"d{year % 100}", *century})


def _plain(figures: str, separators: set[str], form: Format) -> set[Value]:
    both = GROUPED_DECIMAL.fullmatch(figures)
    if both and both["sep"] != both["point"]:
        return {_decimal(both["whole"], both["part"])}
    if len(separators) > 1:
        return set()
    (sign,) = separators
    values: set[Value] = set()
    grouped = GROUPED.fullmatch(figures) or (sign == "," and _INDIAN.fullmatch(figures))
    if grouped and (sign in form.group or figures.count(sign) > 1):
        values.add(Fraction(int("".join(pieces(figures)))))
    if figures.count(sign) == 1 and sign != ":" and (sign in form.decimal or not values):
        values.add(_decimal(*figures.split(sign)))
    return values


def _decimal(whole: str, part: str) -> Fraction:
    return Fraction(int("".join(pieces(whole)))) + Fraction(int(part), 10 ** len(part))


def _clock(figures: str) -> frozenset[Value]:
    clock = _CLOCK.fullmatch(figures)
    if not clock:
        return frozenset()
    hour, minute = int(clock[1]), int(clock[2])
    on_the_hour: set[Value] = {Fraction(hour)} if not minute and times(hour, 0) else set()
    return times(hour, minute) | on_the_hour


_ROMAN_PLACES = (
    ("", "C", "CC", "CCC"),
    ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"),
    ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
)


@lru_cache(maxsize=1)
def romans() -> dict[str, int]:
    """Roman numerals below 400, in capitals and, from two letters on, in small letters."""
    spelt = ("".join(places) for places in product(*_ROMAN_PLACES))
    capitals = {numeral: value for value, numeral in enumerate(spelt) if value}
    return capitals | {key.lower(): value for key, value in capitals.items() if len(key) > 1}


def roman(word: str) -> int | None:
    """The value of a Roman numeral below 400, in capitals or, from two letters on, in small letters."""
    return romans().get(word)
