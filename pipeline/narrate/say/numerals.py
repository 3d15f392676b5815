"""How a language writes numbers, and how it says what is written: signs, groups, decimals, ranges."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.narrate.say.counting import LARGEST, Counting, How

SIGN = r"(?:(?<![\w)\]%])[-\u2212](?=\d))?"
DASH = r"[-\u2013\u2014]"
"""Of a range; with spaces around it a dash is punctuation."""
_SPACES = "\u00a0\u202f\u2009"
"""No-break and thin spaces group digits in every language."""
_MILLION = 10**6
VOWELS = "aeiouyhâàéèêîôû"
_BETWEEN = re.compile(rf"(?<=\d){DASH}(?=\d)")


@dataclass(frozen=True, slots=True)
class Noun:
    """Something that is counted: a unit, a coin. `{}` in a form is where the number goes; else before it."""

    one: str
    many: str
    few: str = ""
    """Arabic, 3 to 10; empty: as `many`."""
    hundred: str = ""
    """Arabic, after full hundreds, thousands, and fractions; empty: as `many`."""
    two: str = ""
    """Arabic's dual, which says the number too."""
    gender: str = "m"
    apart: bool = False
    """Whether the number keeps the form it has alone: "veintiuno por ciento"."""

    @property
    def how(self) -> How:
        return How(self.gender, counted=not self.apart)


class Numerals:
    """One language's figures. `pattern` matches an unsigned number, and has no groups of its own."""

    def __init__(self, table: Mapping[str, object], counting: Counting) -> None:
        """`table` holds `thousands` and `decimals` (characters -> word), `minus`, `to`, `whole_fractions`,
        `years` (whether bare four-figure numbers are said as years), `spaced` (whether plain spaces group),
        `below_two` (whether 1.5 takes the singular, as in French), `of` (between a round million and what it
        counts: "un millón *de* euros"), `against` (between numbers that do not rise: "3-1").
        """
        self.counting = counting
        self._decimals = _texts(table["decimals"])
        self._minus, self.to = str(table["minus"]), str(table["to"])
        self.of, self._against = str(table.get("of", "")), str(table.get("against", " "))
        self._whole_fractions = bool(table["whole_fractions"])
        self._years = bool(table.get("years", False))
        self._below_two = bool(table.get("below_two", False))
        self._groups = f"{table['thousands']}{_SPACES}"
        spaced = bool(table.get("spaced", False))
        self.pattern = _pattern(str(table["thousands"]), "".join(self._decimals), spaced=spaced)
        self.one = rf"(?<!\d)(?<!\d[.,]){self.pattern}(?!\d)(?![.,]\d)"
        self.amount = rf"{SIGN}{self.one}(?:{DASH}{self.one})?"

    def words(self, written: str, how: How) -> str:
        """One number, signed or not, as words."""
        sign = f"{self._minus} " if written[0] in "-\u2212" else ""
        whole, point, fraction = self._split(written.lstrip("-\u2212"))
        if (len(whole) > 1 and whole[0] == "0") or _whole(whole) > LARGEST:
            return sign + self.digits(whole + fraction)
        if fraction:
            return f"{sign}{self._cardinal(whole, How())} {self._decimals[point]} {self._fraction(fraction)}"
        if self._years and whole == written and 1100 <= _whole(whole) <= 2099 and not how.counted:
            return self.counting.year(_whole(whole), how)
        if how.ordinal and 0 < _whole(whole) < 100:
            return self.counting.ordinal(_whole(whole), how)
        return sign + self._cardinal(whole, how)

    def amount_words(self, written: str, how: How, joint: str | None = None) -> str:
        """A number or a range, with `joint` between its numbers where that is not the usual word.

        Two numbers that do not rise ("3-0") are no range, but a score.
        """
        both = _BETWEEN.split(written)
        between = (joint or self.to) if self._rises(both) else self._against
        return between.join(self.words(each, how) for each in both)

    def counted(self, written: str, noun: Noun, how: How | None = None) -> str:
        """A number or a range with what it counts, in the form that the last number asks for."""
        last = _BETWEEN.split(written)[-1]
        whole, _, fraction = self._split(last.lstrip("-\u2212"))
        form = _form(noun, _whole(whole), fraction, self._below_two)
        if written in {"1", "2"} and noun.two:
            return form
        said = self.amount_words(written, how or noun.how)
        if "{}" in form:
            return form.format(said)
        return f"{said} {joined(self.of, form) if self.is_round(written) and not noun.apart else form}"

    def is_round(self, written: str) -> bool:
        """Whether a number takes `of` before what it counts: whole millions, of which there are several nouns."""
        value = self.last_value(written)
        return bool(self.of) and value is not None and _MILLION <= value <= LARGEST and value % _MILLION == 0

    def digits(self, written: str) -> str:
        """Figure by figure."""
        return " ".join(self._cardinal(digit, How()) for digit in written if digit.isdecimal())

    def value(self, written: str) -> int | None:
        """The whole number that is written, or None for one with a fraction."""
        whole, _, fraction = self._split(written)
        return None if fraction else _whole(whole)

    def last_value(self, written: str) -> int | None:
        """The same of a number or the last one of a range, signed or not."""
        return self.value(_BETWEEN.split(written)[-1].lstrip("-\u2212"))

    def _cardinal(self, digits: str, how: How) -> str:
        return self.counting.cardinal(_whole(digits), how)

    def _fraction(self, digits: str) -> str:
        """ "point one four", but "virgule quatorze"; noughts first, each by itself."""
        if not self._whole_fractions or len(digits) > 3:
            return self.digits(digits)
        rest = digits.lstrip("0")
        noughts = self.digits(digits[: len(digits) - len(rest)])
        return " ".join(filter(None, [noughts, self._cardinal(rest, How()) if rest else ""]))

    def _split(self, written: str) -> tuple[str, str, str]:
        """Whole part without grouping, decimal sign, fraction."""
        found = re.fullmatch(rf"(.*?)(?:([{re.escape(''.join(self._decimals))}])(\d+))?", written)
        whole, point, fraction = found.groups() if found else (written, None, None)
        if point and self._is_group(written, point, fraction or ""):
            whole, point, fraction = written, None, None
        return re.sub(r"\D", "", whole), point or "", fraction or ""

    def _is_group(self, written: str, point: str, fraction: str) -> bool:
        """Whether what looks like a fraction is a group of three digits: the sign groups here or stands twice, or "000" follows."""
        tidy = re.fullmatch(rf"(?!0)\d{{1,3}}(?:{re.escape(point)}\d{{3}})+", written) is not None
        return tidy and (point in self._groups or fraction == "000" or written.count(point) > 1)

    def _rises(self, both: Sequence[str]) -> bool:
        """ "10-15", and "2015-16", where the second number is short for a year."""
        values = [self.value(each.lstrip("-\u2212")) for each in both]
        if None in values:
            return True
        first, last = (values[0] or 0), (values[-1] or 0)
        return first < last or (first > 999 and first % 100 < last < 100)


def _whole(digits: str) -> int:
    """A number, or something above all that is counted: thousands of figures are no number to `int` either."""
    return int(digits) if len(digits) <= len(str(LARGEST)) else LARGEST + 1


def _form(noun: Noun, number: int, fraction: str, below_two: bool) -> str:
    if noun.two and not fraction and number <= 10:
        return noun.one if number == 1 else noun.two if number == 2 else noun.few or noun.many
    if noun.hundred:
        rest = number % 100
        return noun.hundred if fraction or rest < 3 else noun.few if rest <= 10 else noun.many
    singular = number < 2 if below_two else number == 1 and not fraction
    return noun.one if singular else noun.many


def _pattern(thousands: str, decimals: str, *, spaced: bool) -> str:
    spaces = _SPACES + (" " if spaced else "")
    signs = [re.escape(sign) for sign in thousands] + [f"[{spaces}]"]
    grouped = "|".join(rf"[1-9]\d{{0,2}}(?:{sign}\d{{3}})+(?!\d)" for sign in signs)
    twice = "|".join(rf"[1-9]\d{{0,2}}(?:{re.escape(sign)}\d{{3}}){{2,}}(?!\d)" for sign in decimals)
    foreign = r"[1-9]\d{0,2}(?:[.,]\d{3})*[.,]000(?!\d)" if "," in decimals else "(?!)"
    return rf"(?:(?:{grouped}|{twice}|{foreign})(?:[{re.escape(decimals)}]\d+)?|\d+(?:[{re.escape(decimals)}]\d+)?)"


def joined(preposition: str, noun: str) -> str:
    """ "de reais", "d'euros"."""
    if preposition == "de/d'":
        return f"d'{noun}" if noun[0].casefold() in VOWELS else f"de {noun}"
    return f"{preposition} {noun}".strip()


def _texts(table: object) -> dict[str, str]:
    assert isinstance(table, dict)
    return {str(key): str(value) for key, value in table.items()}
