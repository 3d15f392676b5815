"""Telephone numbers, and codes of many groups: figure by figure or pair by pair, with a pause after each group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.narrate.say.claims import Rule, rule
from pipeline.narrate.say.counting import How
from pipeline.narrate.say.numerals import Numerals

_INTERNATIONAL = r"(?<![\w.])\+\d{1,3}(?:[\s.-]?(?:\(\d{1,4}\)|\d{1,5})){2,6}(?![\w%])(?![.,]\d)"
_NATIONAL = r"(?<![\w.,-])(?:\(\d{2,4}\)\s?\d{3,5}|\d{3}[-.\s]\d{3})[-.\s]\d{4}(?![\w%-])"
_LEADING_NOUGHT = r"(?<![\w.,-])(?<!\d\s)0\d{1,4}(?:[\s.-]\d{2,4}){1,4}(?![\w%-])(?![.,]\d)"
_CODE = r"(?<![\w.,-])(?=(?:\d[-\u2010-\u2013]?){7})(?P<it>\d+(?:[-\u2010-\u2013]\d+){3,}(?:[-\u2010-\u2013]X)?)(?![\w%-])(?![.,]\d)"
"""Four groups and more, of seven figures and more, are no sum and no range: "978-0-306-40615-7"."""
_BOOK = r"(?<!\w)IS[BS]N(?:-1[03])?:?\s(?P<it>\d[\d -]{6,}[\dX])(?![\w%-])"
_SHORT = r"(?<![\w.,-])\d{3}-\d{4}(?![\w%-])"


@dataclass(frozen=True, slots=True)
class Phones:
    """What a language's file says of telephone numbers."""

    plus: str
    pause: str = ", "
    """Between groups."""
    pairs: bool = False
    """Whether groups of two are said as numbers: "zéro un, vingt-trois"."""
    more: Sequence[str] = ()
    """Patterns of national numbers beside the common ones."""


def rules(numerals: Numerals, phones: Phones) -> Sequence[Rule]:
    def group(digits: str) -> str:
        if not phones.pairs or len(digits) > 2:
            return numerals.digits(digits)
        if digits[0] == "0":
            return numerals.digits(digits)
        return numerals.counting.cardinal(int(digits), How())

    def said(found: re.Match[str]) -> str:
        plus = f"{phones.plus} " if found.group().startswith("+") else ""
        return plus + phones.pause.join(map(group, re.findall(r"\d+", found.group())))

    def code(found: re.Match[str]) -> str:
        groups = re.findall(r"(\d*)(X?)", found["it"])
        said = (f"{numerals.digits(digits)} {check}".strip() for digits, check in groups)
        return phones.pause.join(filter(None, said))

    patterns = (_INTERNATIONAL, _NATIONAL, _LEADING_NOUGHT, _SHORT, *phones.more)
    return [rule(_BOOK, code), *(rule(each, said) for each in patterns), rule(_CODE, code)]
