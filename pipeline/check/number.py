"""One number of a text, with all that it can mean."""

from dataclasses import dataclass
from typing import Literal

from pipeline.check.numerals import Value
from pipeline.check.phrases import Sort

Values = frozenset[Value]
Written = Literal["figures", "words", "hint"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number. Two say the same when they have a reading in common."""

    text: str
    readings: Values
    written: Written
    """In figures; as a cardinal in words; or as a hint: an ordinal, a month, "both", a Roman numeral."""
    parts: tuple[Values, ...] = ()
    """What it falls into, should nothing match it whole: `2:36` is also 2 and 36."""
    sorts: frozenset[Sort] = frozenset()
    """What it is in words: two numbers of one sort can stand for each other by mistake. Figures have none."""
    rest: str = ""
    """What follows in the text, as far as a unit could reach."""

    def said_by(self, values: Values) -> bool:
        """Whether the number, or each of its parts, is among some values."""
        return bool(self.readings & values) or (
            bool(self.parts) and all(part & values for part in self.parts)
        )

    @property
    def values(self) -> Values:
        return self.readings.union(*self.parts)


@dataclass(frozen=True, slots=True)
class Found:
    """A number and its tokens, `tokens[begin:end]`."""

    number: Number
    begin: int
    end: int
