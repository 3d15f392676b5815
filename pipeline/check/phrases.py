"""Number words as values: `two hundred and five`, `ثلاثة وعشرون ألفًا`, `dos millones y medio`.

One grammar with a few switches (`words.Format`) does for all languages with tables: a number is a sum of
groups, each a value below a thousand times a scale, the scales falling.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.check.words import Format, Kind, Meaning

Sort = Literal["cardinal", "ordinal", "fraction", "dozen", "decade", "month", "time"]
"""What a number is said as."""
TEN, HUNDRED, THOUSAND = Fraction(10), Fraction(100), Fraction(1000)
_HIGHEST = Fraction(10**18)


@dataclass(slots=True)
class Phrase:
    """A number under construction."""

    form: Format
    total: Fraction = Fraction(0)
    """Of the groups that have their scale."""
    group: Fraction | None = None
    """The value that has none yet."""
    lowest: Fraction = _HIGHEST
    """The last scale."""
    kinds: frozenset[Kind] = frozenset()
    """Of the words that it is made of."""
    broken: bool = False
    """Whether a fraction was added: only a scale may follow."""
    in_figures: bool = False
    """Whether the group is written in figures: no word adds to it, as in "30 first-graders"."""

    @property
    def value(self) -> Fraction:
        return self.total + (self.group or 0)

    @property
    def cardinal(self) -> bool:
        """Whether it is a plain number: no ordinal, no fraction, no dozen."""
        return self.sort == "cardinal"

    @property
    def sort(self) -> Sort:
        """What its words make of it, the one that says most."""
        sorts: tuple[Sort, ...] = ("fraction", "ordinal", "dozen")
        return next((sort for sort in sorts if self.kinds & {sort, f"{sort}s"}), "cardinal")

    @property
    def begun(self) -> bool:
        return self.group is not None or self.total > 0

    def take(self, meaning: Meaning, joined: bool, next_scale: Fraction | None = None) -> bool:
        """Adds a word if it can belong to the number; `joined`: a word such as "and" stands before it.

        `next_scale`: the scale that the word after this one means, if it means one.
        """
        kind, value = meaning
        if kind in {"value", "ordinal"}:
            fits = not self.broken and self._value(value, joined, next_scale)
        elif kind in {"scale", "plural"}:
            fits = self._scale(value, joined, vague=kind == "plural")
        elif kind == "dual":
            fits = self._whole(2 * value, value, joined)
        elif kind in {"dozen", "dozens"}:
            fits = not joined and self._dozen(value, vague=kind == "dozens")
        else:
            fits = kind == "fraction" and self._fraction(value, joined, next_scale)
        if fits:
            self.kinds |= {kind}
        return fits

    def _value(self, value: Fraction, joined: bool, next_scale: Fraction | None) -> bool:
        if self.group is None:
            smaller = value < self.lowest and (next_scale or 0) < self.lowest
            if self.total and not (smaller and (joined or not self.form.units_first)):
                return False
            self.group = value
            return True
        if self.in_figures:
            return False
        fits = self._fits_units_first if self.form.units_first else self._fits
        if not fits(self.group, value, joined) or next_scale == HUNDRED <= self.group:
            return False
        self.group += value
        return True

    def _fits(self, group: Fraction, value: Fraction, joined: bool) -> bool:
        """Whether a smaller value goes on: `twenty` + `three`, `hundred` + `and` + `five`."""
        tens = group % HUNDRED
        if tens in self.form.teens_after and value < 2 * TEN:
            return True
        place = _place(group)
        takes_units = tens != TEN or self.form.adds_to_ten
        after_join = not joined or place >= self.form.joins_after
        return place >= TEN and takes_units and 0 < value < place and after_join

    def _fits_units_first(self, group: Fraction, value: Fraction, joined: bool) -> bool:
        """Whether Arabic goes on: unit + ten, unit + `و` + tens, hundreds + `و` + anything less."""
        units = group % HUNDRED
        if not joined:
            return value == TEN and 1 <= units < TEN
        if value >= 2 * TEN and value < HUNDRED and value % TEN == 0:
            return 1 <= units < TEN or (units == 0 and group >= HUNDRED)
        return group >= HUNDRED and units == 0 and 0 < value < HUNDRED

    def _scale(self, scale: Fraction, joined: bool, vague: bool) -> bool:
        if self.group is not None:
            return not joined and self._multiply(scale)
        if self.total and not joined and scale > self.lowest:  # `mil millones`
            self.total, self.lowest = self.total * scale, scale
            return True
        return not vague and self._whole(scale, scale, joined)

    def _multiply(self, scale: Fraction) -> bool:
        group = self.group or Fraction(0)
        if scale == HUNDRED:
            if not 0 < group % HUNDRED < HUNDRED or group >= HUNDRED:
                return False
            self.group = group * HUNDRED
            return True
        if scale >= self.lowest:
            return False
        self.total, self.group, self.lowest = self.total + group * scale, None, scale
        return True

    def _whole(self, value: Fraction, scale: Fraction, joined: bool) -> bool:
        """A scale that needs no number before it: `مليون`, `ألفين`, `ألف ومئة`."""
        follows = joined or not self.form.units_first  # `mille cent`
        if self.group is not None or self.broken or scale >= self.lowest or (self.total and not follows):
            return False
        if scale == HUNDRED:
            self.group = value
        else:
            self.total, self.lowest = self.total + value, scale
        return True

    def _dozen(self, value: Fraction, vague: bool) -> bool:
        """`a dozen`, `two dozen`, `half a dozen`; "dozens" alone is no number."""
        if self.total or (self.group is None and vague) or self.kinds & {"dozen", "dozens"}:
            return False
        self.group = value * (1 if self.group is None else self.group)
        self.broken = True
        return True

    def _fraction(self, value: Fraction, joined: bool, next_scale: Fraction | None) -> bool:
        """`half`, `two thirds`, `three and a half`, `مليون ونصف`."""
        if self.broken:
            return False
        if not self.begun:
            self.group = value
        elif self.group is None:
            if not joined:
                return False
            self.total += value * (next_scale or self.lowest)
        elif joined:
            self.group += value
        elif self.group < TEN and self.cardinal:
            self.group *= value
        else:
            return False
        self.broken = True
        return True


def _place(value: Fraction) -> int:
    """The largest power of ten that divides a whole number."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place
